"""The office's settings: sections at the left, the one chosen at the right."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from services.accounts.accounts import Accounts
from services.journal.verify import Verification
from services.office.administration import OfficeAdministration
from ui.desk import Desk
from ui.icons import icon
from ui.settings.holidays_section import HolidaysSection
from ui.settings.profile_section import ProfileSection
from ui.settings.section import Section
from ui.settings.users_section import UsersSection
from ui.settings.verify_section import VerifySection
from ui.settings.wording_section import WordingSection
from ui.settings.work_section import WorkSection
from ui.theme import ROW_HEIGHT, Space

LIST_WIDTH = 216
# The list is a second rail: it fills the height and has no frame of its own.
FRAME = "#sections { border: 0; border-right: 1px solid palette(mid); border-radius: 0; padding: 8px; }"


class SettingsPage(QWidget):
    """Show one section of the settings at a time."""

    def __init__(
        self,
        desk: Desk,
        office: OfficeAdministration,
        accounts: Accounts,
        verification: Verification,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.users = UsersSection(desk, accounts)
        self.profile = ProfileSection(desk, office)
        self.work = WorkSection(desk, office)
        self.holidays = HolidaysSection(desk, office)
        self.wording = WordingSection(desk, office)
        self.verify = VerifySection(desk, verification)
        self.sections: dict[str, Section] = {
            "users": self.users,
            "profile": self.profile,
            "work": self.work,
            "holidays": self.holidays,
            "wording": self.wording,
            "verify": self.verify,
        }
        self.list = QListWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_row)
        self.list.setCurrentRow(0)

    def open(self, section: str = "") -> None:
        """Show a section, or the one shown before."""
        if section in self.sections:
            self.list.setCurrentRow(list(self.sections).index(section))
        self.refresh()

    def refresh(self) -> None:
        """Read the section shown again."""
        self.current().load()

    def may_leave(self) -> bool:
        """Ask about what is typed and not saved."""
        changed = [section for section in self.sections.values() if section.is_changed()]
        if not changed:
            return True
        leaves = self._desk.feedback.confirm(
            self.tr("ยังไม่ได้บันทึกการตั้งค่าที่แก้ไข"),
            self.tr("หากออกจากหน้านี้ สิ่งที่แก้ไขและยังไม่ได้บันทึกจะหายไป"),
            yes=self.tr("ออกโดยไม่บันทึก"),
            no=self.tr("แก้ไขต่อ"),
            danger=True,
        )
        if leaves:
            for section in changed:
                section.discard()
        return leaves

    def current(self) -> Section:
        """Return the section shown."""
        return list(self.sections.values())[max(self._stack.currentIndex(), 0)]

    def _on_row(self, row: int) -> None:
        if row >= 0:
            self._stack.setCurrentIndex(row)
            self.current().load()

    def _lay_out(self) -> None:
        looks = ("users", "building-2", "settings", "calendar", "file-text", "shield-check")
        for section, name in zip(self.sections.values(), looks, strict=True):
            item = QListWidgetItem(icon(name), section.title())
            item.setSizeHint(QSize(LIST_WIDTH - 2 * Space.S, ROW_HEIGHT))
            self.list.addItem(item)
            self._stack.addWidget(section)
        self.list.setObjectName("sections")
        self.list.setStyleSheet(FRAME)
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setIconSize(QSize(18, 18))
        self.list.setAccessibleName(self.tr("หมวดการตั้งค่า"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
