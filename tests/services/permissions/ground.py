"""What the cells of the matrix are tried on, and what is compared before and after."""

import base64
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from services.accounts.accounts import AccountInput
from services.channels.commands import RecordInspection
from services.complaints.commands import AttachmentInput, OpenBox
from services.container import Services
from services.letters.life import DraftLetter
from services.permissions import Actor, Role
from tests.services.factories import PASSWORD, Desk, add_person

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
# A picture of one dot, whole.
EMBLEM = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
JOURNAL = ("journal", "journal_values")


@dataclass
class Ground:
    """Hold an open office with the rows that callers name."""

    desk: Desk
    case: int
    closed: int
    attachment: int
    victim: int
    inspection: int = 0
    opening: int = 0
    letter: int = 0
    opened: dict[frozenset[Role], Actor] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        return self.desk.services

    def command(self) -> str:
        return self.desk.command()

    def version(self, case: int) -> int:
        return self.desk.case(case).version

    def holding(self, *roles: Role) -> Actor:
        """Return somebody who holds just these roles."""
        held = frozenset(roles)
        if held not in self.opened:
            login = "holds-" + "-".join(sorted(role[:3] for role in held))
            content = AccountInput(username=login, display_name=f"ผู้ถือ {login}", roles=held)
            self.opened[held] = add_person(self.services, self.desk.admin, content, PASSWORD)
        return self.opened[held]

    def change_roles(self, actor: Actor, *roles: Role, active: bool = True) -> None:
        """Give an account other roles, or close it, while its session is open."""
        rows = self.services.accounts.list_accounts(self.desk.admin)
        row = next(row for row in rows if row.id == actor.account_id)
        content = AccountInput(
            username=row.username, display_name=row.display_name, roles=frozenset(roles), active=active
        )
        self.services.accounts.change_account(self.desk.admin, row.id, row.version, content, self.command())

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return every row of every table, the index's own tables too."""
        with self.services.store.reading() as session:
            names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
            return {
                name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{name}"'))]
                for name in names
            }

    def records(self) -> list[dict[str, Any]]:
        """Return the journal, oldest first."""
        with self.services.store.reading() as session:
            rows = session.execute(text("SELECT * FROM journal ORDER BY sequence"))
            return [dict(row._mapping) for row in rows]


def lay_out(desk: Desk) -> Ground:
    """Make the cases that callers work on."""
    file = AttachmentInput(name="ภาพถ่าย.png", content=PICTURE)
    registered = desk.register(
        attachments=(file,), identity="hidden", received_at=desk.clock.now() - timedelta(hours=1)
    )
    case = registered.complaint_id
    closed = desk.closed()
    victim = replace(desk.second).account_id
    look = RecordInspection(channel="email", found=2)
    inspection = desk.services.inspections.record_inspection(desk.supervisor, look, desk.command())
    box = OpenBox(opened_at=desk.clock.now(), openers="คนแรก\nคนที่สอง", found=0)
    opening = desk.services.intake.open_box(desk.supervisor, box, desk.command())
    drafted = desk.services.letters.draft_letter(
        desk.supervisor, DraftLetter(complaint_id=case, kind="memo"), desk.command()
    )
    ground = Ground(desk, case, closed, desk.case(case).attachments[0].id, victim, inspection, opening)
    return replace(ground, letter=drafted.letter_id)


def what_changed(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """Name the tables that differ, the journal aside."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} - {*JOURNAL}
