"""Which sections the settings have, who sees them, and what each is built from."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from services.container import Services
from services.permissions import Role
from ui.desk import Desk
from ui.settings.acting_section import ActingSection
from ui.settings.backup_section import AskRestore, BackupSection
from ui.settings.emblem_section import EmblemSection
from ui.settings.holidays_section import HolidaysSection
from ui.settings.inspections_section import InspectionsSection
from ui.settings.letters_section import LettersSection
from ui.settings.parts_section import PartsSection
from ui.settings.profile_section import ProfileSection
from ui.settings.section import Section
from ui.settings.security_section import SecuritySection
from ui.settings.users_section import UsersSection
from ui.settings.verify_section import VerifySection
from ui.settings.wording_section import WordingSection
from ui.settings.work_section import WorkSection
from ui.setup.switch_page import SwitchAsked

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR.value})
LEADERS = ADMINISTRATORS | {Role.SUPERVISOR.value}


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """Describe a section: kind gives its name, the factory builds it on the first visit.

    roles names who sees it; the settings page itself is shown to whoever sees any of its sections.
    """

    key: str
    icon: str
    kind: type[Section]
    factory: Callable[[], Section]
    roles: frozenset[str] = ADMINISTRATORS

    def title(self) -> str:
        """Return the section's name without building it."""
        return QCoreApplication.translate("Settings", self.kind.TITLE)


def _unheard(_asked: object) -> None:
    """Take what a page outside the program's window asks of the program."""


def section_specs(
    desk: Desk,
    services: Services,
    ask_program: Callable[[SwitchAsked], object] = _unheard,
    ask_restore: AskRestore = _unheard,
) -> list[SectionSpec]:
    """Return the sections in the order shown; ask_… take what needs the office closed."""
    office = services.office
    return [
        SectionSpec("users", "users", UsersSection, lambda: UsersSection(desk, services.accounts)),
        SectionSpec(
            "acting",
            "user-check",
            ActingSection,
            lambda: ActingSection(desk, services.appointments, services.accounts),
            LEADERS,
        ),
        SectionSpec("profile", "building-2", ProfileSection, lambda: ProfileSection(desk, office)),
        SectionSpec("work", "settings", WorkSection, lambda: WorkSection(desk, office)),
        SectionSpec(
            "inspections",
            "inbox",
            InspectionsSection,
            lambda: InspectionsSection(desk, services.inspections),
            LEADERS,
        ),
        SectionSpec(
            "holidays", "calendar", HolidaysSection, lambda: HolidaysSection(desk, office, services.holidays)
        ),
        SectionSpec("wording", "file-text", WordingSection, lambda: WordingSection(desk, office)),
        SectionSpec(
            "letters", "mail", LettersSection, lambda: LettersSection(desk, office, services.letters), LEADERS
        ),
        SectionSpec(
            "parts", "clipboard-list", PartsSection, lambda: PartsSection(desk, office, services.documents)
        ),
        SectionSpec("emblem", "star", EmblemSection, lambda: EmblemSection(desk, services.pictures), LEADERS),
        SectionSpec(
            "backup",
            "database",
            BackupSection,
            lambda: BackupSection(desk, services.backups, office, ask_restore),
        ),
        SectionSpec(
            "security", "lock", SecuritySection, lambda: SecuritySection(desk, services.custody, ask_program)
        ),
        SectionSpec(
            "verify",
            "shield-check",
            VerifySection,
            lambda: VerifySection(desk, services.verification),
            LEADERS,  # who sign and keep the printed reports can hold their checkpoints to the journal
        ),
    ]
