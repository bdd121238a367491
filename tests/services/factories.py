"""An office with its people, for tests: real SQLite, the real unit of work, a clock that is set."""

import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.moments import BANGKOK
from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.casework import StepDone
from services.complaints.commands import (
    LATE_REASON,
    AttachmentInput,
    ComplaintInput,
    CompleteStep,
    RegisterComplaint,
)
from services.complaints.intake import Registered
from services.complaints.reading import CaseDetail
from services.complaints.register import RegisterFilter
from services.container import Services, create_services, open_services
from services.office.setup import SetUpOffice
from services.permissions import Actor, Role

PASSWORD = "demo1234"
GIVEN = "given1234"  # by the administrator, until the person's first login
FRIDAY = datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK)  # the Friday before Songkran, B.E. 2569
PEOPLE = {
    "front": (Role.FRONT_DESK, "นางสาวหน้าห้อง รับเรื่อง"),
    "officer": (Role.OFFICER, "นายผู้รับ ผิดชอบ"),
    "second": (Role.OFFICER, "นางอีกคน ช่วยงาน"),
    "supervisor": (Role.SUPERVISOR, "นางหัวหน้า กลุ่มงาน"),
    "viewer": (Role.VIEWER, "นายผู้ดู ข้อมูล"),
}


@dataclass
class Desk:
    """Hold an open office and act in it in few words."""

    folder: Path
    clock: SetClock
    services: Services
    people: dict[str, Actor]
    _commands: Iterator[int] = field(default_factory=itertools.count)

    def __getattr__(self, name: str) -> Actor:
        """Return the person with a login: desk.front, desk.officer and so on."""
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def command(self) -> str:
        """Return a fresh command id."""
        return f"test-{next(self._commands)}"

    def content(self, **changes: Any) -> ComplaintInput:
        """Return a form filled with the least, and whatever is said."""
        values: dict[str, Any] = {
            "channel": "walk_in",
            "received_at": self.clock.now(),
            "name": "นางสมมติ ตัวอย่าง",
            "detail": "เจ้าหน้าที่การเงินพูดจาไม่สุภาพ",
        }
        return ComplaintInput(**(values | changes))

    def register(
        self,
        actor: Actor | None = None,
        *,
        command_id: str | None = None,
        attachments: tuple[AttachmentInput, ...] = (),
        **changes: Any,
    ) -> Registered:
        """Take a complaint in."""
        command = RegisterComplaint(content=self.content(**changes), attachments=attachments)
        return self.services.intake.register_complaint(
            actor or self.front, command, command_id or self.command()
        )

    def case(self, complaint_id: int, actor: Actor | None = None) -> CaseDetail:
        """Read a case, as the supervisor unless told otherwise."""
        return self.services.cases.read_case(actor or self.supervisor, complaint_id)

    def step(self, actor: Actor, complaint_id: int, *, note: str = "", **answers: Any) -> StepDone:
        """Finish the step that a case stands at; where it closes a late case, a reason is given."""
        case = self.case(complaint_id)
        given = {LATE_REASON: "รอเอกสารจากหน่วยงานอื่น", **answers}
        command = CompleteStep(
            complaint_id=complaint_id, version=case.version, step=case.step, answers=given, note=note
        )
        return self.services.casework.complete_step(actor, command, self.command())

    def screen(self, complaint_id: int, level: str = "minor", **answers: Any) -> StepDone:
        """Screen a case as a service complaint, unless told otherwise."""
        given = {"kind": "complaint", "within_authority": True, "category": "service", "level": level}
        return self.step(self.supervisor, complaint_id, **(given | answers))

    def investigated(self, *, officer: str = "officer", level: str = "minor", **content: Any) -> int:
        """Take a case to the step in which its officer finds out what happened; return its id."""
        case = self.register(**content).complaint_id
        self.screen(case, level)
        self.step(self.supervisor, case, officer=self.people[officer].account_id)
        if self.case(case).step == "acknowledge":
            self.step(self.people[officer], case, acknowledgement="told")
        return case

    def closed(self, outcome: str = "upheld", **options: Any) -> int:
        """Take a case all the way to its end; return its id."""
        case = self.investigated(**options)
        officer = self.people[options.get("officer", "officer")]
        self.step(officer, case, findings="ตรวจสอบแล้วเป็นจริง", corrective_action="อบรมเจ้าหน้าที่")
        self.step(self.supervisor, case, decision="approve")
        if self.case(case).step == "inform":
            self.step(officer, case, notification="told")
        self.step(self.supervisor, case, outcome=outcome)
        return case

    def found(self, text: str, actor: Actor | None = None) -> list[str]:
        """Return the numbers that a search finds, in the order shown."""
        wanted = RegisterFilter(text=text)
        rows = self.services.register.list_complaints(actor or self.supervisor, wanted)
        assert len(rows) == self.services.register.count_complaints(actor or self.supervisor, wanted)
        return [row.number for row in rows]

    def later(self, **delta: float) -> datetime:
        """Let time pass."""
        self.clock.advance(**delta)
        return self.clock.now()

    def again(self) -> Services:
        """Open the same folder a second time, as another process would."""
        return open_services(self.folder, self.clock, Passwords.cheapest())


def add_person(services: Services, admin: Actor, content: AccountInput, password: str) -> Actor:
    """Add an account, log in for the first time and change the password as one has to."""
    services.accounts.add_account(admin, content, GIVEN, f"add-{content.username}")
    newcomer = services.accounts.log_in(content.username, GIVEN)
    return services.accounts.change_own_password(newcomer, GIVEN, password, f"first-{content.username}")


def set_up(folder: Path) -> dict[str, Actor]:
    """Make the office with one person for each role; return them, logged in."""
    services = create_services(folder, SetClock(FRIDAY - timedelta(days=1)), Passwords.cheapest())
    admin = services.setup.set_up(
        SetUpOffice(
            administrator=AccountInput(
                username="admin", display_name="นายผู้ดูแล ระบบ", roles=frozenset({Role.ADMINISTRATOR})
            ),
            password=PASSWORD,
        ),
        "set-up",
    )
    people = {"admin": admin}
    for login, (role, name) in PEOPLE.items():
        content = AccountInput(username=login, display_name=name, roles=frozenset({role}))
        people[login] = add_person(services, admin, content, PASSWORD)
    services.close()
    return people


@dataclass(frozen=True)
class MadeOffice:
    """Hold an office made once, and its people, logged in; each test works on a copy."""

    folder: Path
    people: dict[str, Actor]


@pytest.fixture(scope="session")
def made_office(tmp_path_factory: pytest.TempPathFactory) -> MadeOffice:
    """Make the office once."""
    folder = tmp_path_factory.mktemp("office") / "data"
    return MadeOffice(folder, set_up(folder))


@pytest.fixture
def desk(made_office: MadeOffice, tmp_path: Path) -> Iterator[Desk]:
    """Open a copy of the office on the Friday before Songkran."""
    opened = open_copy(made_office, tmp_path)
    yield opened
    opened.services.close()


def open_copy(made_office: MadeOffice, place: Path) -> Desk:
    """Open a copy of the office in a place; whoever asks closes its services."""
    folder = place / "data"
    shutil.copytree(made_office.folder, folder)
    clock = SetClock(FRIDAY)
    services = open_services(folder, clock, Passwords.cheapest())
    return Desk(folder, clock, services, dict(made_office.people))
