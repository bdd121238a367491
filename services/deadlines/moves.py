"""Find which dates of open cases end elsewhere when the holiday table changes; nothing is written here."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import CaseState, ClockEvent, Complaint
from services.deadlines.clocks import Counting
from services.office.facts import OfficeFacts

Dates = tuple[date, date]


@dataclass(frozen=True, slots=True)
class CaseMove:
    """Hold from which date to which the clocks of an open case move; None for one that stays."""

    complaint: Complaint
    closure: Dates | None
    step: Dates | None


def find_moves(session: Session, office_id: int, facts: OfficeFacts, after: Counting) -> list[CaseMove]:
    """Return the cases whose dates move, in the order of their numbers.

    A limit that ends on another day by the new table than by the present one is counted by the new.
    """
    found = []
    for complaint, events, unextended in _open_cases(session, office_id):
        closure = _closure(complaint, events, unextended, facts.counting, after)
        step = _step(complaint, events, closure, facts, after)
        if closure is not None or step is not None:
            found.append(CaseMove(complaint, closure, step))
    return found


def refresh_approaching(session: Session, office_id: int, after: Counting, moved: Collection[int]) -> None:
    """Bring the day from which time is nearly gone into line where a case's date stays."""
    for complaint, events, _unextended in _open_cases(session, office_id):
        if complaint.id in moved:
            continue
        stood = _stood([event for event in events if event.clock == "closure"])
        on = after.approaching_on(complaint.received_at.date(), complaint.due_date, stood)
        if on != complaint.approaching_on:
            complaint.approaching_on = on


def _open_cases(session: Session, office_id: int) -> Iterator[tuple[Complaint, list[ClockEvent], date]]:
    cases = session.scalars(
        select(Complaint)
        .where(
            Complaint.office_id == office_id, Complaint.status == "open", Complaint.anonymised_at.is_(None)
        )
        .order_by(Complaint.fiscal_year, Complaint.running)
    ).all()
    events: defaultdict[int, list[ClockEvent]] = defaultdict(list)
    for event in session.scalars(
        select(ClockEvent)
        .join(
            Complaint,
            (Complaint.office_id == ClockEvent.office_id) & (Complaint.id == ClockEvent.complaint_id),
        )
        .where(ClockEvent.office_id == office_id, Complaint.status == "open")
        .order_by(ClockEvent.id)
    ):
        events[event.complaint_id].append(event)
    rows = session.execute(
        select(CaseState.complaint_id, CaseState.due_unextended)
        .join(
            Complaint,
            (Complaint.office_id == CaseState.office_id) & (Complaint.id == CaseState.complaint_id),
        )
        .where(CaseState.office_id == office_id, Complaint.status == "open")
        .order_by(CaseState.id)
    )
    unextended = {row.complaint_id: row.due_unextended for row in rows}
    for complaint in cases:
        yield complaint, events[complaint.id], unextended.get(complaint.id, complaint.due_date)


def _closure(
    complaint: Complaint, events: Sequence[ClockEvent], unextended: date, before: Counting, after: Counting
) -> Dates | None:
    due = complaint.due_date
    if due > unextended:  # set by hand: it stays, unless this very change makes that day a day off
        freed = before.calendar.is_working_day(due) and not after.calendar.is_working_day(due)
        return (due, after.calendar.on_or_after(due)) if freed else None
    return _moved(due, [event for event in events if event.clock == "closure"], before, after)


def _step(
    complaint: Complaint,
    events: Sequence[ClockEvent],
    closure: Dates | None,
    facts: OfficeFacts,
    after: Counting,
) -> Dates | None:
    step = facts.charts[complaint.flowchart_version_id].steps.get(complaint.step)
    if complaint.step_due is None or step is None:
        return None
    if step.limit is not None and step.limit.kind == "level":
        return (complaint.step_due, closure[1]) if closure is not None else None
    own = [
        event
        for event in events
        if event.clock == "step" and event.step == complaint.step and event.at >= complaint.step_entered_at
    ]
    return _moved(complaint.step_due, own, facts.counting, after)


def _moved(due: date, events: Sequence[ClockEvent], before: Counting, after: Counting) -> Dates | None:
    """Return where a clock's date goes: only where both tables count its limit differently."""
    counted = [event for event in events if event.event in ("started", "recounted")]
    if not counted or counted[-1].days is None:
        return None
    basis, days, stood = counted[-1].basis, counted[-1].days, _stood(events)
    old, new = (
        counting.later(counting.calendar.add_working_days(basis, days), stood) for counting in (before, after)
    )
    return (due, new) if new not in {old, due} else None


def _stood(events: Sequence[ClockEvent]) -> int:
    return sum(event.days or 0 for event in events if event.event == "restarted")
