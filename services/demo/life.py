"""Let a made-up case live: who does what with it when, through the same use cases as the window."""

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from models.complaints import Complaint
from services.complaints.casework import EARLY_OUTCOMES
from services.complaints.commands import (
    LATE_REASON,
    CompleteStep,
    RecordContact,
    RegisterComplaint,
    RespondentInput,
)
from services.container import Services
from services.deadlines.calendar import WorkCalendar
from services.demo.storyteller import Story, Storyteller
from services.permissions import Actor
from services.thai.dates import at_bangkok, format_long

Act = tuple[datetime, Callable[[], None]]
DESK_CHANNELS = ("walk_in", "phone", "suggestion_box")
LATE_SHARE = 0.06
RETURN_SHARE = 0.14


@dataclass(frozen=True, slots=True)
class Staff:
    """Hold the demo office's people."""

    front: Actor
    officers: tuple[Actor, ...]
    supervisor: Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold where a case stands."""

    version: int
    number: str
    status: str
    step: str
    due_date: date
    identity: str
    officer_id: int | None


STANDING = select(
    Complaint.version,
    Complaint.number,
    Complaint.status,
    Complaint.step,
    Complaint.due_date,
    Complaint.identity,
    Complaint.officer_id,
).where(Complaint.office_id == bindparam("office"), Complaint.id == bindparam("case"))


class Life:
    """Play out cases. Each step of a case asks for the moment at which it happens."""

    def __init__(
        self,
        services: Services,
        staff: Staff,
        teller: Storyteller,
        chance: random.Random,
        calendar: WorkCalendar,
        command: Callable[[], str],
    ) -> None:
        self._services = services
        self._staff = staff
        self._teller = teller
        self._chance = chance
        self._calendar = calendar
        self._command = command

    def entered_at(self, received_at: datetime, channel: str) -> datetime:
        """Return when the desk types a complaint in: at once at the counter, else the next morning."""
        if channel in DESK_CHANNELS:
            return received_at + timedelta(minutes=self._chance.randint(3, 12))
        day = self._calendar.on_or_after(received_at.date())
        typed = self._moment(day, 8, 40, 9, 50)
        if typed <= received_at:
            late = received_at + timedelta(minutes=self._chance.randint(10, 60))
            if late.time() < time(16, 20):
                return late
            return self._moment(self._calendar.next_working_day(day), 8, 40, 9, 50)
        return typed

    def live(self, story: Story, entered: datetime) -> Iterator[datetime]:
        """Register a case and carry it on; yields the moment of the next act, then does it."""
        yield entered
        story = self._name_colleague(story)
        case_id = self._register(story)
        source = story.source
        if source["outcome"] != "duplicate" and self._chance.random() < 0.008:
            yield (now := entered + timedelta(minutes=self._chance.randint(5, 40)))
            case = self._read(case_id)
            reason = self._teller.note("void_reasons")
            self._services.casework.void_case(
                self._staff.supervisor, case_id, case.version, reason, self._command()
            )
            return
        yield (now := self._later(entered, 0, 1))
        self._screen(case_id, source)
        if source["kind"] != "complaint":
            yield (now := self._later(now, 0, 2))
            self._step(self._desk(), case_id, answer_text=story.texts["answer_text"])
        elif not source["within_authority"]:
            yield (now := self._later(now, 0, 2))
            told = {"complainant_told": "told"} if self._has_person(case_id) else {}
            sender = self._staff.supervisor if source["category"] == "corruption" else self._desk()
            self._step(sender, case_id, agency=story.texts["agency"], **told)
            yield (now := self._later(now, 4, 16))
            self._step(sender, case_id, follow_up_result=story.texts["follow_up_result"])
        else:
            officer = self._chance.choice(self._able(story))
            for moment in self._handle(story, case_id, officer, now):
                now = moment
                yield now
            if self._read(case_id).status != "open":
                return
        yield (now := self._later(now, 0, 2))
        self._close(case_id, story)
        if source["kind"] == "complaint" and source["within_authority"] and self._chance.random() < 0.012:
            yield from self._again(story, case_id, now)

    def _handle(self, story: Story, case_id: int, officer: Actor, now: datetime) -> Iterator[datetime]:
        yield (now := self._later(now, 0, 1))
        note = self._teller.note("assignment", officer=officer.name)
        self._step(self._staff.supervisor, case_id, note, officer=officer.account_id)
        if self._has_person(case_id):
            yield (now := self._later(now, 0, 1 if story.source["level"] == "opinion" else 2))
            case = self._read(case_id)
            note = self._teller.note("acknowledgement", number=case.number, due=format_long(case.due_date))
            self._step(officer, case_id, acknowledgement="told", acknowledgement_text=note)
        if story.source["outcome"] in EARLY_OUTCOMES and self._chance.random() < 0.7:
            yield (now := self._later(now, 1, 4))
            case = self._read(case_id)
            self._services.casework.close_early(
                self._staff.supervisor,
                case_id,
                case.version,
                story.source["outcome"],
                story.texts["findings"],
                self._command(),
                self._late_reason(case),
            )
            return
        yield (now := self._halfway(case_id, now))
        self._leave_word(officer, case_id)
        yield (now := self._found(case_id, now))
        found = {"findings": story.texts["findings"], "corrective_action": story.texts["corrective_action"]}
        self._step(officer, case_id, **found)
        while self._chance.random() < RETURN_SHARE:
            yield (now := self._later(now, 0, 1))
            comment = self._teller.note("return_comments")
            self._step(self._staff.supervisor, case_id, decision="return", comment=comment)
            yield (now := self._later(now, 0, 2))
            self._step(officer, case_id, **found)
        yield (now := self._later(now, 0, 1))
        approved = "approve_comments" if self._has_person(case_id) else "approve_comments_nonperson"
        comment = self._teller.note(approved)
        self._step(self._staff.supervisor, case_id, decision="approve", comment=comment)
        if self._has_person(case_id):
            yield (now := self._later(now, 0, 1))
            reached = self._chance.random() < 0.93
            note = self._teller.note("inform" if reached else "inform_unreachable")
            self._step(officer, case_id, note, notification="told" if reached else "unreachable")

    def _again(self, story: Story, case_id: int, now: datetime) -> Iterator[datetime]:
        """Open a closed case again, find more, and close it for good."""
        yield (now := self._later(now, 8, 20))
        case = self._read(case_id)
        if case.status != "closed" or case.officer_id is None:
            return
        reason = self._teller.note("reopen_reasons")
        self._services.casework.reopen_case(
            self._staff.supervisor, case_id, case.version, reason, self._command()
        )
        officer = self._staff.officers[0]  # whoever has the case takes the officer's steps
        found = {"findings": story.texts["findings"], "corrective_action": story.texts["corrective_action"]}
        yield (now := self._later(now, 1, 5))
        self._step(officer, case_id, **found)
        yield (now := self._later(now, 0, 2))
        self._step(self._staff.supervisor, case_id, decision="approve")
        if self._has_person(case_id):
            yield (now := self._later(now, 0, 1))
            self._step(officer, case_id, self._teller.note("inform"), notification="told")
        yield self._later(now, 0, 1)
        self._close(case_id, story)

    def _name_colleague(self, story: Story) -> Story:
        """Return the story with one of the office's own people complained about, now and then."""
        if story.source["category"] != "conduct" or self._chance.random() > 0.35:
            return story
        person = self._chance.choice(self._staff.officers)
        named = RespondentInput(person=person.name, account_id=person.account_id)
        respondents = (*story.content.respondents, named)
        return replace(story, content=replace(story.content, respondents=respondents))

    def _register(self, story: Story) -> int:
        content = story.content
        command = RegisterComplaint(
            content=content, started_at=content.received_at if content.channel == "phone" else None
        )
        done = self._services.intake.register_complaint(self._staff.front, command, self._command())
        return done.complaint_id

    def _screen(self, case_id: int, source: Mapping[str, Any]) -> None:
        answers: dict[str, Any] = {"kind": source["kind"], "level": source["level"]}
        if source["category"]:
            answers["category"] = source["category"]
        if source["kind"] == "complaint":
            answers["within_authority"] = source["within_authority"]
        note = ""
        if self._chance.random() < 0.4 and source["kind"] == "complaint" and source["within_authority"]:
            note = self._teller.note("screening" if self._has_person(case_id) else "screening_nonperson")
        # Without a name it may accuse somebody, which a supervisor alone may screen.
        screener = self._desk() if self._has_person(case_id) else self._staff.supervisor
        self._step(screener, case_id, note, **answers)
        self._begin_of_kind(case_id, within=source["within_authority"] is not False)

    def _begin_of_kind(self, case_id: int, *, within: bool) -> None:
        """Pass what the flowchart of a kind of case asks before the case is given to an officer."""
        step = self._read(case_id).step
        if step == "ground":
            self._step(self._desk(), case_id, appeal=False, information_ground="section_13")
        elif step == "decide":
            order = (
                {"order": "inquire"}
                if within
                else {"order": "refer", "order_reason": "อยู่ในอำนาจของหน่วยงานอื่น"}
            )
            self._step(self._staff.supervisor, case_id, **order, confidential=False)

    def _close(self, case_id: int, story: Story) -> None:
        answers: dict[str, Any] = {}
        if story.source["kind"] == "complaint":
            answers = {
                "outcome": story.source["outcome"] or "clarified",
                "root_cause": story.texts["root_cause"],
                "preventive_action": story.texts["preventive_action"],
            }
        answers[LATE_REASON] = self._late_reason(self._read(case_id))
        words = "close_comments" if self._has_person(case_id) else "close_comments_nonperson"
        self._step(self._staff.supervisor, case_id, self._teller.note(words), **answers)

    def _late_reason(self, case: Standing) -> str:
        # Asked only of a case that closes late, and only then is one chosen.
        late = self._services.clock.now().date() > case.due_date
        return self._teller.note("late_reasons") if late else ""

    def _leave_word(self, officer: Actor, case_id: int) -> None:
        if self._has_person(case_id) and self._chance.random() < 0.5:
            contact = RecordContact(
                complaint_id=case_id,
                way="phone",
                reached=True,
                text=self._teller.note("contact"),
                tells_progress=False,
            )
            self._services.casework.record_contact(officer, contact, self._command())
        else:
            self._services.casework.add_note(
                officer, case_id, self._teller.note("investigation"), self._command()
            )

    def _able(self, story: Story) -> list[Actor]:
        named = {item.account_id for item in story.content.respondents}
        return [officer for officer in self._staff.officers if officer.account_id not in named]

    def _step(self, actor: Actor, case_id: int, note: str = "", **answers: Any) -> None:
        case = self._read(case_id)
        if actor in self._staff.officers and case.officer_id is not None:
            actor = next(person for person in self._staff.officers if person.account_id == case.officer_id)
        command = CompleteStep(
            complaint_id=case_id, version=case.version, step=case.step, answers=answers, note=note
        )
        self._services.casework.complete_step(actor, command, self._command())

    def _desk(self) -> Actor:
        return self._staff.front

    def _read(self, case_id: int) -> Standing:
        # Reading the whole case before each of a year's steps would double the time a demo takes.
        with self._services.store.reading() as session:
            row = session.execute(STANDING, {"office": self._staff.front.office_id, "case": case_id}).one()
        return Standing(*row)

    def _has_person(self, case_id: int) -> bool:
        return self._read(case_id).identity in ("named", "hidden")

    def _found(self, case_id: int, now: datetime) -> datetime:
        """Return when the officer's findings are ready: mostly well before the due date."""
        case = self._read(case_id)
        left = max(self._calendar.working_days_between(now.date(), case.due_date), 1)
        if self._chance.random() < LATE_SHARE:
            return self._later(now, left, left + 4)
        return self._later(now, 0, max(left - 5, 0))

    def _halfway(self, case_id: int, now: datetime) -> datetime:
        left = self._calendar.working_days_between(now.date(), self._read(case_id).due_date)
        return self._later(now, 0, left // 4)

    def _later(self, now: datetime, fewest: int, most: int) -> datetime:
        """Return a moment in office hours, some working days on; the same day when there is time."""
        days = self._chance.randint(fewest, most)
        day = self._calendar.on_or_after(now.date())
        for _ in range(days):
            day = self._calendar.next_working_day(day)
        if day == now.date():
            soon = now + timedelta(minutes=self._chance.randint(8, 90))
            if soon.date() == day and soon.time() < time(16, 30):
                return max(soon, self._moment(day, 8, 30, 8, 45))
            day = self._calendar.next_working_day(day)
        return self._moment(day, 8, 35, 16, 10)

    def _moment(self, day: date, from_hour: int, from_minute: int, to_hour: int, to_minute: int) -> datetime:
        minutes = self._chance.randint(from_hour * 60 + from_minute, to_hour * 60 + to_minute)
        start = at_bangkok(day, time())
        return start + timedelta(minutes=minutes, seconds=self._chance.randrange(60))
