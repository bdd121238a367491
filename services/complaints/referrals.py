"""Cases passed to other agencies: when each is asked again, what it answered, and whom to ask today.

What is passed on never carries who complained where that person stays hidden: a referral has no place for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from models.casework import Referral
from models.complaints import CaseEvent, Complaint
from services.complaints.case_writer import CaseWriter
from services.complaints.commands import CompleteStep
from services.complaints.covering import Cover, cover_of
from services.complaints.reading import require_version
from services.complaints.rights import may_complete, require_in_clear
from services.complaints.visibility import find_visible, visible_to
from services.errors import Conflict, DomainError, FieldError, Invalid, NotFound
from services.office.codes import codes
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, HANDLERS, Actor, UseCase, use_case
from services.resources import load_json
from services.thai.text import clean
from services.unit_of_work import Units, Work

LIST_REFERRALS = use_case("complaints.list_referrals", ALL, writes=False)
LIST_AGENCIES = use_case("complaints.list_agencies", HANDLERS, writes=False)
COUNT_FOLLOW_UPS = use_case("complaints.count_follow_ups", ALL, writes=False)
_CHANGES = ("referral", "complaint", "case_event")
REFER_CASE = use_case("complaints.refer_case", HANDLERS, changes=(*_CHANGES, "clock_event"))
RECORD_FOLLOW_UP = use_case("complaints.record_follow_up", HANDLERS, changes=_CHANGES)
RECORD_ANSWER = use_case(
    "complaints.record_answer", HANDLERS, changes=(*_CHANGES, "case_state", "clock_event")
)
CHANGE_FOLLOW_UP = use_case("complaints.change_follow_up", HANDLERS, changes=_CHANGES)
END_REFERRAL = use_case("complaints.end_referral", HANDLERS, changes=_CHANGES)

TEXT_LIMIT = 20_000
NAME_LIMIT = 300
FARTHEST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferCase:
    """Pass a case to an agency; follow_up_on None counts the first day to ask from the settings."""

    complaint_id: int
    version: int
    agency: str
    contact: str = ""
    reference: str = ""
    sent_on: date | None = None
    told_on: date | None = None
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Record that an agency was asked; next_on is the next day to ask, None counted from the settings."""

    referral_id: int
    version: int
    way: str
    text: str
    next_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAnswer:
    """Record what an agency answered; finish_step hands it on as the result of the step that waits for it."""

    referral_id: int
    version: int
    answered_on: date
    answer: str
    finish_step: bool = False


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """Hold one referral; days_late are the working days gone since the agency was to be asked."""

    id: int
    version: int
    complaint_id: int
    agency: str
    contact: str
    reference: str
    sent_on: date
    told_on: date | None
    follow_up_on: date | None
    asked: int
    answered_on: date | None
    answer: str
    letter_id: int | None
    ended: bool
    is_due: bool
    days_late: int


@dataclass(frozen=True, slots=True)
class ReferralDone:
    """Hold where a referral and its case stand after a change."""

    referral_id: int
    version: int
    complaint_id: int
    follow_up_on: date | None
    step: str


class Referrals:
    """Pass cases on, and see that somebody asks what became of them."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    # --- looking

    def list_referrals(self, actor: Actor, complaint_id: int) -> tuple[ReferralRow, ...]:
        """Return a case's referrals in the order made."""
        with self._units.read(actor, LIST_REFERRALS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            rows = reading.session.scalars(
                select(Referral)
                .where(Referral.office_id == reading.office_id, Referral.complaint_id == complaint.id)
                .order_by(Referral.id)
            )
            cover = cover_of(reading.session, complaint)
            return tuple(_row(row, complaint, facts, reading.now.date(), cover) for row in rows)

    def list_agencies(self, actor: Actor) -> tuple[str, ...]:
        """Return agencies to choose from: those of earlier referrals, the newest first, then usual ones."""
        with self._units.read(actor, LIST_AGENCIES) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            used = reading.session.scalars(
                select(Referral.agency)
                .join(
                    Complaint,
                    and_(Complaint.office_id == Referral.office_id, Complaint.id == Referral.complaint_id),
                )
                .where(visible_to(reading.actor, facts.settings), Referral.agency != "")
                .group_by(Referral.agency)
                .order_by(func.max(Referral.id).desc())
                .limit(50)
            )
            return tuple(dict.fromkeys((*used, *load_json("office/agencies.json")["agencies"])))

    def count_due(self, actor: Actor) -> int:
        """Return how many open cases have an agency to be asked today or earlier."""
        with self._units.read(actor, COUNT_FOLLOW_UPS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            query = select(func.count()).where(
                visible_to(reading.actor, facts.settings), follow_up_due(reading.now.date())
            )
            return reading.session.scalar(query) or 0

    # --- doing

    def refer_case(self, actor: Actor, command: ReferCase, command_id: str) -> ReferralDone:
        """Pass an open case to an agency beside what its flowchart does: a second one, or a part of it."""
        with self._units.write(actor, REFER_CASE, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            if work.repeated is not None:
                return _done(work.find(Referral, work.repeated["referral_id"]), complaint)
            require_version(work.session, complaint, command.version)
            _require_open(complaint)
            writer = CaseWriter(work, facts, complaint)
            referral = start_referral(work, facts, writer, command)
            _tell(writer, "referred", referral, "")
            complaint.referred_to = complaint.referred_to or referral.agency
            if referral.told_on is not None:
                writer.mark_replied()
            _close_change(work, writer, referral)
            work.commit(referral_id=referral.id)
            return _done(referral, complaint)

    def record_follow_up(self, actor: Actor, command: FollowUp, command_id: str) -> ReferralDone:
        """Record that an agency was asked, and when it is asked again."""

        def ask(_work: Work, writer: CaseWriter, referral: Referral, facts: OfficeFacts, today: date) -> None:
            if command.way not in codes("contact_ways"):
                raise Invalid({"way": FieldError("choose")})
            text = _text(command.text, "text")
            referral.follow_up_on = _day_to_ask(facts, today, command.next_on, today, "next_on")
            referral.asked += 1
            _tell(writer, "referral_asked", referral, text, way=command.way)

        return self._change(actor, RECORD_FOLLOW_UP, command.referral_id, command.version, command_id, ask)

    def record_answer(self, actor: Actor, command: AgencyAnswer, command_id: str) -> ReferralDone:
        """Record an agency's answer; asked for, the step that waits for it is finished with it."""

        def answer(
            work: Work, writer: CaseWriter, referral: Referral, facts: OfficeFacts, today: date
        ) -> None:
            text = _text(command.answer, "answer")
            if command.answered_on > today:
                raise Invalid({"answered_on": FieldError("date.future")})
            if command.answered_on < referral.sent_on:
                raise Invalid({"answered_on": FieldError("date.before_sent", day=referral.sent_on)})
            referral.answered_on, referral.answer = command.answered_on, text
            referral.follow_up_on = None
            _tell(writer, "referral_answered", referral, text)
            if command.finish_step:
                _finish_step(work, facts, writer.complaint, text)

        return self._change(actor, RECORD_ANSWER, command.referral_id, command.version, command_id, answer)

    def change_follow_up(
        self, actor: Actor, referral_id: int, version: int, next_on: date, reason: str, command_id: str
    ) -> ReferralDone:
        """Change the next day to ask, and say why."""

        def change(
            _work: Work, writer: CaseWriter, referral: Referral, facts: OfficeFacts, today: date
        ) -> None:
            said = _text(reason, "reason")
            before = referral.follow_up_on
            referral.follow_up_on = _day_to_ask(facts, today, next_on, today, "next_on")
            kept = before.isoformat() if before else None
            _tell(writer, "referral_date_changed", referral, said, before=kept)

        return self._change(actor, CHANGE_FOLLOW_UP, referral_id, version, command_id, change, reason)

    def end_referral(
        self, actor: Actor, referral_id: int, version: int, reason: str, command_id: str
    ) -> ReferralDone:
        """End a referral without an answer, and say why: it stays on the case's page."""

        def end(work: Work, writer: CaseWriter, referral: Referral, _facts: OfficeFacts, _day: date) -> None:
            said = _text(reason, "reason")
            referral.follow_up_on = None
            referral.ended_at = work.now
            _tell(writer, "referral_ended", referral, said)

        return self._change(actor, END_REFERRAL, referral_id, version, command_id, end, reason)

    def _change(
        self,
        actor: Actor,
        wanted: UseCase,
        referral_id: int,
        version: int,
        command_id: str,
        change: Callable[[Work, CaseWriter, Referral, OfficeFacts, date], None],
        reason: str = "",
    ) -> ReferralDone:
        with self._units.write(actor, wanted, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            referral = work.session.get(Referral, (work.office_id, referral_id))
            if referral is None:
                raise NotFound
            complaint = find_visible(work.session, work.actor, facts, referral.complaint_id)
            if work.repeated is not None:
                return _done(referral, complaint)
            _require_version(work.session, referral, version)
            _require_open(complaint)
            if referral.ended_at is not None or referral.answered_on is not None:
                raise DomainError("referral.over")
            writer = CaseWriter(work, facts, complaint)
            change(work, writer, referral, facts, work.now.date())
            referral.version += 1
            _close_change(work, writer, referral, clean(reason).strip())
            work.commit(referral_id=referral.id)
            return _done(referral, complaint)


def start_referral(work: Work, facts: OfficeFacts, writer: CaseWriter, command: ReferCase) -> Referral:
    """Add a referral and its first day to ask inside a unit of work; the caller commits."""
    today, received = work.now.date(), writer.complaint.received_at.date()
    agency = _line(command.agency, "agency")
    if not agency:
        raise Invalid({"agency": FieldError("required")})
    sent = command.sent_on or today
    for name, day in (("sent_on", sent), ("told_on", command.told_on)):
        if day is not None and day > today:
            raise Invalid({name: FieldError("date.future")})
        if day is not None and day < received:
            raise Invalid({name: FieldError("date.before_received", day=received)})
    referral: Referral = work.add(
        Referral(
            complaint_id=writer.complaint.id,
            agency=agency,
            contact=_line(command.contact, "contact"),
            reference=_line(command.reference, "reference"),
            sent_on=sent,
            told_on=command.told_on,
            follow_up_on=_day_to_ask(facts, sent, command.follow_up_on, today, "follow_up_on"),
            asked=0,
            answer="",
            made_by=work.actor.account_id,
            version=1,
        )
    )
    return referral


def follow_referrals(work: Work, facts: OfficeFacts, writer: CaseWriter, answers: dict[str, Any]) -> None:
    """Keep referrals in step with the flowchart: begun where a case is passed on, over where it was answered.

    Called with the step that was finished and its answers, inside the unit of work that finishes it.
    """
    step = writer.chart.steps.get(writer.complaint.step)
    if step is None:
        return
    if step.purpose == "refer" and isinstance(answers.get("agency"), str):
        told = work.now.date() if answers.get("complainant_told") == "told" else None
        command = ReferCase(
            complaint_id=writer.complaint.id,
            version=writer.complaint.version,
            agency=" ".join(answers["agency"].split())[:NAME_LIMIT],
            told_on=told,
        )
        start_referral(work, facts, writer, command)
    elif step.purpose == "follow_up":
        _end_with_step(work, writer, str(answers.get("follow_up_result") or ""))


def follow_up_due(today: date) -> ColumnElement[bool]:
    """Return the condition on Complaint that holds where an agency is to be asked by a day.

    A case that is closed or void waits for nobody, whatever its referrals say.
    """
    waiting = (
        exists()
        .where(
            Referral.office_id == Complaint.office_id,
            Referral.complaint_id == Complaint.id,
            Referral.follow_up_on <= today,
            Referral.answered_on.is_(None),
            Referral.ended_at.is_(None),
        )
        .correlate(Complaint)
    )
    return and_(Complaint.status == "open", waiting)


def _end_with_step(work: Work, writer: CaseWriter, result: str) -> None:
    """End what is waited for when its step is finished; a single agency's answer is the step's result."""
    rows = work.session.scalars(
        select(Referral).where(
            Referral.office_id == work.office_id,
            Referral.complaint_id == writer.complaint.id,
            Referral.answered_on.is_(None),
            Referral.ended_at.is_(None),
        )
    ).all()
    for referral in rows:
        if len(rows) == 1 and result:
            referral.answered_on, referral.answer = work.now.date(), result
        else:
            referral.ended_at = work.now
        referral.follow_up_on = None
        referral.version += 1


def _finish_step(work: Work, facts: OfficeFacts, complaint: Complaint, result: str) -> None:
    from services.complaints.casework import complete  # which in turn begins and ends referrals

    work.flush()
    chart = facts.charts[complaint.flowchart_version_id]
    step = chart.steps.get(complaint.step)
    if step is None or step.purpose != "follow_up" or not may_complete(work.actor, step, complaint, facts):
        raise DomainError("referral.no_step")
    answers = {"follow_up_result": result}
    complete(
        work,
        facts,
        complaint,
        CompleteStep(complaint_id=complaint.id, version=complaint.version, step=step.code, answers=answers),
    )


def _day_to_ask(facts: OfficeFacts, base: date, wanted: date | None, today: date, name: str) -> date:
    """Return the working day on which an agency is asked; a day off moves to the next working day."""
    calendar = facts.counting.calendar
    if wanted is None:
        return calendar.add_working_days(base, facts.settings.follow_up_working_days)
    if wanted < today or wanted > today + timedelta(days=FARTHEST_DAYS):
        last = today + timedelta(days=FARTHEST_DAYS)
        raise Invalid({name: FieldError("date.between", first=today, last=last)})
    return calendar.on_or_after(wanted)


def _tell(writer: CaseWriter, kind: str, referral: Referral, text: str, **data: Any) -> None:
    next_on = referral.follow_up_on.isoformat() if referral.follow_up_on else None
    writer.add_event(
        kind, step=writer.complaint.step, text=text, agency=referral.agency, next_on=next_on, **data
    )


def _close_change(work: Work, writer: CaseWriter, referral: Referral, reason: str = "") -> None:
    writer.complaint.version += 1
    writer.index()
    work.about("complaint", writer.complaint.id, reason=reason, referral=referral.id)


def _require_version(session: Session, referral: Referral, version: int) -> None:
    if referral.version == version:
        return
    last = session.scalar(
        select(CaseEvent)
        .where(CaseEvent.office_id == referral.office_id, CaseEvent.complaint_id == referral.complaint_id)
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
    raise Conflict(by=last.actor_name if last else "", at=last.at if last else None)


def _require_open(complaint: Complaint) -> None:
    require_in_clear(complaint)
    if complaint.status != "open":
        raise DomainError("case.voided" if complaint.status == "voided" else "case.closed")


def _line(text: str, name: str) -> str:
    said = " ".join(clean(text).split())
    if len(said) > NAME_LIMIT:
        raise Invalid({name: FieldError("too_long", limit=NAME_LIMIT, length=len(said))})
    return said


def _text(text: str, name: str) -> str:
    said = clean(text).strip()
    if not said:
        raise Invalid({name: FieldError("required")})
    if len(said) > TEXT_LIMIT:
        raise Invalid({name: FieldError("too_long", limit=TEXT_LIMIT, length=len(said))})
    return said


def _row(
    referral: Referral, complaint: Complaint, facts: OfficeFacts, today: date, cover: Cover
) -> ReferralRow:
    waits = complaint.status == "open" and referral.answered_on is None and referral.ended_at is None
    day = referral.follow_up_on
    is_due = waits and day is not None and day <= today
    late = facts.counting.calendar.working_days_between(day, today) if is_due and day is not None else 0
    return ReferralRow(
        id=referral.id,
        version=referral.version,
        complaint_id=complaint.id,
        agency=cover(referral.agency),
        contact=cover(referral.contact),
        reference=cover(referral.reference),
        sent_on=referral.sent_on,
        told_on=referral.told_on,
        follow_up_on=day,
        asked=referral.asked,
        answered_on=referral.answered_on,
        answer=cover(referral.answer),
        letter_id=referral.letter_id,
        ended=referral.ended_at is not None,
        is_due=is_due,
        days_late=late,
    )


def _done(referral: Referral, complaint: Complaint) -> ReferralDone:
    return ReferralDone(referral.id, referral.version, complaint.id, referral.follow_up_on, complaint.step)
