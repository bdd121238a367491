"""An office with cases in every state, for the papers' tests."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from models.moments import BANGKOK
from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import (
    LATE_REASON,
    AttachmentInput,
    ComplaintInput,
    CompleteStep,
    RegisterComplaint,
)
from services.container import Services, create_services, open_services
from services.documents.printing import Documents
from services.office.setup import SetUpOffice
from services.permissions import Actor, Role
from services.unit_of_work import new_command_id
from tests.services.factories import add_person


def moment(day: int, month: int, year: int = 2026, hour: int = 9, minute: int = 30) -> datetime:
    """Return a moment at the office."""
    return datetime(year, month, day, hour, minute, tzinfo=BANGKOK)


@dataclass
class PaperOffice:
    """Hold an office, its clock and its people; every call has a command id of its own."""

    services: Services
    clock: SetClock
    actors: dict[str, Actor]
    commands: list[str] = field(default_factory=list)

    @property
    def documents(self) -> Documents:
        found = self.services
        return Documents(found.units, found.facts, found.cases, found.indicators)

    @property
    def boss(self) -> Actor:
        return self.actors["boss"]

    def command(self) -> str:
        """Return a fresh command id."""
        self.commands.append(new_command_id())
        return self.commands[-1]

    def register(self, files: tuple[AttachmentInput, ...] = (), **content: Any) -> int:
        """Take a complaint in now."""
        told: dict[str, Any] = {
            "channel": "walk_in",
            "received_at": self.clock.now(),
            "title": "นาง",
            "name": "สมปอง ทดสอบดี",
            "group": "recipient",
            "subject": "รอรับบริการนาน",
            "detail": "มาติดต่อตั้งแต่เช้า ต้องรอจนถึงบ่าย",
        } | content
        if told.get("identity") in ("anonymous", "none"):
            told |= {"title": "", "name": ""}
        command = RegisterComplaint(content=ComplaintInput(**told), attachments=files)
        return self.services.intake.register_complaint(self.boss, command, self.command()).complaint_id

    def step(self, case: int, **answers: Any) -> None:
        """Finish the step that a case stands at."""
        found = self.services.cases.read_case(self.boss, case)
        given = {LATE_REASON: "รอเอกสารจากหน่วยงานอื่น", **answers}
        command = CompleteStep(complaint_id=case, version=found.version, step=found.step, answers=given)
        self.services.casework.complete_step(self.boss, command, self.command())

    def screen(self, case: int, **answers: Any) -> None:
        """Screen a case as a service complaint, or as told."""
        told = {"kind": "complaint", "within_authority": True, "category": "service", "level": "minor"}
        self.step(case, **(told | answers))

    def close(self, case: int, outcome: str = "clarified") -> None:
        """Take a screened case through to its closing."""
        self.step(case, officer=self.boss.account_id)
        if self.services.cases.read_case(self.boss, case).step == "acknowledge":
            self.step(case, acknowledgement="told")
        self.step(case, findings="ตรวจสอบแล้วพบว่าผู้มารับบริการมีจำนวนมาก")
        self.step(case, decision="approve")
        if self.services.cases.read_case(self.boss, case).step == "inform":
            self.step(case, notification="told")
        self.step(case, outcome=outcome)

    def log_in(self, username: str, roles: set[Role], name: str) -> Actor:
        """Add an account and log in."""
        account = AccountInput(username=username, display_name=name, roles=frozenset(roles))
        return add_person(self.services, self.boss, account, "password1")


def make_office(folder: Path, start: datetime) -> PaperOffice:
    """Return a fresh office whose one person holds every role."""
    clock = SetClock(start)
    services = create_services(folder / "office", clock, Passwords.cheapest())
    account = AccountInput(
        username="boss", display_name="นางสาวกมลวรรณ ศรีสุวรรณ", position="นักวิชาการคลัง", roles=frozenset(Role)
    )
    services.setup.set_up(SetUpOffice(administrator=account, password="demo1234"), "set-up")
    actor = services.accounts.log_in("boss", "demo1234")
    return PaperOffice(services, clock, {"boss": actor})


def reopen_office(folder: Path, now: datetime) -> PaperOffice:
    """Return an office that was made in a folder before."""
    clock = SetClock(now)
    services = open_services(folder / "office", clock, Passwords.cheapest())
    return PaperOffice(services, clock, {"boss": services.accounts.log_in("boss", "demo1234")})


def busy_year(office: PaperOffice) -> None:
    """Fill the fiscal year 2570 up to November 2569 with cases of every kind."""
    office.clock.set(moment(15, 9))
    carried = office.register(subject="ขอเอกสารรับรองแล้วไม่ได้รับ", channel="email", group="stakeholder")
    office.screen(carried, level="major", category="pension")
    for day, closing in ((5, 9), (7, 15), (12, None), (20, 28)):
        office.clock.set(moment(day, 10))
        case = office.register(subject=f"เอกสารการเบิกจ่ายล่าช้า ครั้งที่ {day}", channel="phone")
        office.screen(case, level="minor", category="payment")
        if closing:
            office.clock.set(moment(closing, 10))
            office.close(case, "upheld")
    office.clock.set(moment(3, 11))
    office.close(carried)
    praise = office.register(subject="ชมเชยเจ้าหน้าที่", detail="บริการดีมาก")
    office.screen(praise, kind="praise", within_authority=None, category=None, level=None)
    for day in (4, 10, 16):
        office.clock.set(moment(day, 11))
        case = office.register(
            subject="เจ้าหน้าที่แนะนำการลงทะเบียน e-GP ไม่ครบถ้วน", identity="anonymous", group="stakeholder"
        )
        office.screen(case, category="procurement")
        if day == 4:
            office.clock.set(moment(9, 11))
            office.close(case)
    office.clock.set(moment(2, 12))
