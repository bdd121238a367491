"""What changed in cases after the months that told of them were signed (รายการแก้ไขหลังรับรอง).

A case is compared with what a signed month last said of it. What was said and is otherwise now is an
amendment: the day of receipt, the classification, whether the case counts, a closing with its result and
dates; so is a case whose receipt lies in a signed month that didn't know it. A case that only went on
(screened for the first time, closed, given more time) is none: the months' movement tells of that.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.complaints import CaseEvent, CaseState, Complaint
from models.reports import SignedCase
from services.complaints.register import day_start
from services.complaints.visibility import visible_to
from services.figures.fold import apart_code
from services.figures.indicators import MonthFigures, state_row
from services.office.facts import OfficeFacts
from services.signing.reasons import Masks, read_masks
from services.signing.signed import SignedRow, signed_months
from services.signing.standing import Standing, read_states, signed_standing, standing_of
from services.thai.dates import Month, bangkok_date
from services.unit_of_work import Reading

_CHUNK = 500
_AS_SCREENED = ("kind", "category", "level")  # before screening these are the counter's guess
_ONCE_SET = ("group", "channel")
_AS_CLOSED = ("outcome", "closed_on", "due")

Value = str | date | None
_Change = tuple[str, Value, Value]


@dataclass(frozen=True, slots=True)
class Amendment:
    """Hold one change of one case: month is the one that was signed, before and after are codes or days.

    what is registered, received, counted, reopened, kind, category, level, group, channel, outcome,
    closed_on or due; reason is what was written when it was changed, nobody named in it, and nothing of a
    confidential case.
    """

    complaint_id: int
    number: str
    month: Month
    what: str
    before: Value
    after: Value
    at: datetime | None = None
    reason: str = ""
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """Hold how what a signed month carried out becomes what the next one carries in."""

    month: Month
    carried_out_ids: tuple[int, ...]
    added_ids: tuple[int, ...]
    removed_ids: tuple[int, ...]
    numbers: dict[int, str]

    @property
    def carried_out(self) -> int:
        return len(self.carried_out_ids)

    @property
    def carried_in(self) -> int:
        return self.carried_out + len(self.added_ids) - len(self.removed_ids)


@dataclass(frozen=True, slots=True)
class Amendments:
    """Hold what a month's report tells of earlier, signed months."""

    lines: tuple[Amendment, ...] = ()
    bridge: Bridge | None = None


@dataclass(frozen=True, slots=True)
class _Case:
    """Hold a case and what was last signed of it: nothing where no month chosen told of it."""

    id: int
    number: str
    received_on: date
    signed: SignedRow
    was: Standing | None
    moved: bool
    confidential: bool


@dataclass(slots=True)
class _History:
    states: list[CaseState] = field(default_factory=list)
    events: list[CaseEvent] = field(default_factory=list)


def read_amendments(reading: Reading, facts: OfficeFacts, figures: MonthFigures) -> Amendments:
    """Return what a month's report has to tell of the signed months before it, at its own cut-off."""
    session, office_id = reading.session, reading.office_id
    signed = [row for row in signed_months(session, office_id) if row.month < figures.month]
    if not signed:
        return Amendments()
    lines = list_changes(reading, facts, signed, figures.cut_off)
    bridge = None
    if signed[-1].month == figures.month.previous():
        bridge = _bridge(reading, facts, signed[-1], figures.this_month.movement.carried_in_ids)
        known = {line.complaint_id for line in lines}
        # Whatever moved without a trace of its own (a clock set back) is told all the same.
        lines += [
            Amendment(case, bridge.numbers[case], signed[-1].month, "carried", before, after)
            for ids, before, after in ((bridge.added_ids, "no", "yes"), (bridge.removed_ids, "yes", "no"))
            for case in ids
            if case not in known
        ]
    return Amendments(tuple(lines), bridge)


def list_changes(
    reading: Reading, facts: OfficeFacts, signed: Sequence[SignedRow], cut_off: date
) -> list[Amendment]:
    """Return what is otherwise, at the end of a day, than the signed months given last said."""
    session, office_id = reading.session, reading.office_id
    cases = [case for case in _cases(reading, facts, signed) if _may_differ(case)]
    ids = [case.id for case in cases]
    histories = _histories(session, office_id, ids, cut_off)
    masks = read_masks(session, office_id, ids)
    found: list[Amendment] = []
    for case in cases:
        found += _changes(case, histories[case.id], cut_off, masks)
    return found


def _changes(case: _Case, history: _History, cut_off: date, masks: Masks) -> Iterator[Amendment]:
    if case.was is None:
        # Registered late, or corrected into the month.
        first = next((event for event in history.events if event.kind == "registered"), None)
        changed: Iterable[_Change] = [("registered", None, case.received_on)]
        events = {"registered": _told_by("received", history) or first}
    else:
        now = standing_of(history.states, case.received_on, cut_off)
        changed = list(_differences(case.was, now, case.received_on))
        events = {what: _told_by(what, history) for what, _before, _after in changed}
    for what, before, after in changed:
        event = events[what]
        yield Amendment(
            complaint_id=case.id,
            number=case.number,
            month=case.signed.month,
            what=what,
            before=before,
            after=after,
            at=event.at if event else None,
            reason=masks.cover(case.id, event.text) if event and not case.confidential else "",
            confidential=case.confidential,
        )


def _differences(was: Standing, now: Standing | None, received_on: date) -> Iterator[_Change]:
    if was.received_on != received_on:
        yield "received", was.received_on, received_on
    if now is None:
        return
    if was.apart != now.apart:
        yield "counted", was.apart, now.apart
    closed_still = was.status == now.status == "closed"
    names = [*(_AS_SCREENED if was.screened else ()), *_ONCE_SET, *(_AS_CLOSED if closed_still else ())]
    for name in names:
        before, after = getattr(was, name), getattr(now, name)
        told = was.apart != now.apart and (before == was.apart or after == now.apart)
        if before is not None and before != after and not told:
            yield name, before, after
    if was.status == "closed" and now.status == "open":
        yield "reopened", was.closed_on, None


def _told_by(what: str, history: _History) -> CaseEvent | None:
    """Return the line of history that a change was written with."""
    if what == "received":
        corrected = [
            event
            for event in history.events
            if event.kind == "corrected" and "received_at" in json.loads(event.data).get("fields", ())
        ]
        return corrected[-1] if corrected else None
    states = history.states
    turn = next(
        (
            new.at
            for old, new in zip(states[-2::-1], states[:0:-1], strict=True)
            if _read(what, old) != _read(what, new)
        ),
        None,
    )
    lines = [event for event in history.events if event.at == turn]
    return next((event for event in lines if event.text), lines[0] if lines else None)


def _read(what: str, state: CaseState) -> Value | bool:
    if what == "counted":
        return apart_code(state_row(state, state.at))
    if what in ("reopened", "closed_on"):
        return state.status
    value: Value = getattr(state, what)
    return value


# --- reading ------------------------------------------------------------------------------------------


def _cases(reading: Reading, facts: OfficeFacts, signed: Sequence[SignedRow]) -> list[_Case]:
    """Return the cases that the signed months told of, and those they would tell of today."""
    session, office_id = reading.session, reading.office_id
    by_id = {row.id: row for row in signed}
    told = last_told(session, office_id, signed)
    newest = _newest_states(session, office_id, signed)
    months = {row.month: row for row in signed}
    first = signed[0].month.start
    changed = select(CaseState.complaint_id).where(
        CaseState.office_id == office_id, CaseState.id > min(row.last_state_id for row in signed)
    )
    complaints = session.execute(
        select(Complaint.id, Complaint.number, Complaint.received_at, Complaint.confidential)
        .where(
            visible_to(reading.actor, facts.settings),
            Complaint.id.in_(
                select(SignedCase.complaint_id).where(
                    SignedCase.office_id == office_id, SignedCase.signed_id.in_(by_id)
                )
            )
            | (Complaint.received_at >= day_start(first))
            | Complaint.id.in_(changed),
        )
        .order_by(Complaint.id)
    ).all()
    days = {case.id: bangkok_date(case.received_at) for case in complaints}
    loose = {
        case: day
        for case, day in days.items()
        if case in newest and case not in told and Month.of(day) not in months
    }
    carried = _carried_in(session, office_id, signed, loose)
    found = []
    for case in complaints:
        received_on = days[case.id]
        last = told.get(case.id)
        owner = by_id[last.signed_id] if last is not None else months.get(Month.of(received_on))
        owner = owner or carried.get(case.id)
        if owner is None:
            continue
        state_id, at = newest.get(case.id, (0, None))
        moved = state_id > owner.last_state_id or (at is not None and bangkok_date(at) > owner.cut_off)
        was = signed_standing(last) if last is not None else None
        found.append(_Case(case.id, case.number, received_on, owner, was, moved, case.confidential))
    return found


def _carried_in(
    session: Session, office_id: int, signed: Sequence[SignedRow], days: Mapping[int, date]
) -> dict[int, SignedRow]:
    """Return of cases received in months not signed the first signed one that would carry them in today."""
    last = signed[-1].month.start
    ids = [case for case, day in days.items() if day < last]
    states = read_states(session, office_id, ids, last - timedelta(days=1))
    found = {}
    for case in ids:
        for row in signed:
            eve = row.month.start - timedelta(days=1)
            standing = standing_of(states[case], days[case], eve)
            if standing is not None and standing.is_carried_out:
                found[case] = row
                break
    return found


def last_told(session: Session, office_id: int, signed: Sequence[SignedRow]) -> dict[int, SignedCase]:
    """Return of each case what the newest of some signed months that told of it said."""
    by_id = {row.id: row for row in signed}
    rows = session.scalars(
        select(SignedCase).where(SignedCase.office_id == office_id, SignedCase.signed_id.in_(by_id))
    )
    return {row.complaint_id: row for row in sorted(rows, key=lambda row: by_id[row.signed_id].month)}


def _may_differ(case: _Case) -> bool:
    return case.was is None or case.moved or case.was.received_on != case.received_on


def _newest_states(
    session: Session, office_id: int, signed: Sequence[SignedRow]
) -> dict[int, tuple[int, datetime]]:
    """Return of each case changed since the first of the months its newest state: its id and its moment."""
    rows = session.execute(
        select(
            CaseState.complaint_id, func.max(CaseState.id).label("newest"), func.max(CaseState.at).label("at")
        )
        .where(
            CaseState.office_id == office_id,
            (CaseState.at >= day_start(min(row.cut_off for row in signed)))
            | (CaseState.id > min(row.last_state_id for row in signed)),
        )
        .group_by(CaseState.complaint_id)
    )
    return {row.complaint_id: (row.newest, row.at) for row in rows}


def _histories(
    session: Session, office_id: int, ids: Sequence[int], cut_off: date
) -> defaultdict[int, _History]:
    found: defaultdict[int, _History] = defaultdict(_History)
    for case, states in read_states(session, office_id, ids, cut_off).items():
        found[case].states = states
    for start in range(0, len(ids), _CHUNK):
        events = session.scalars(
            select(CaseEvent)
            .where(CaseEvent.office_id == office_id, CaseEvent.complaint_id.in_(ids[start : start + _CHUNK]))
            .order_by(CaseEvent.id)
        )
        for event in events:
            found[event.complaint_id].events.append(event)
    return found


def _bridge(reading: Reading, facts: OfficeFacts, signed: SignedRow, carried_in: Sequence[int]) -> Bridge:
    """Return how a signed month's rest leads to what is carried in, of the cases that the reader counts."""
    session, office_id = reading.session, reading.office_id
    rows = session.scalars(
        select(SignedCase)
        .join(
            Complaint,
            (Complaint.office_id == SignedCase.office_id) & (Complaint.id == SignedCase.complaint_id),
        )
        .where(
            SignedCase.office_id == office_id,
            SignedCase.signed_id == signed.id,
            SignedCase.received_on <= signed.month.end,
            visible_to(reading.actor, facts.settings),
        )
        .order_by(SignedCase.complaint_id)
    ).all()
    out = [row.complaint_id for row in rows if signed_standing(row).is_carried_out]
    added = tuple(case for case in carried_in if case not in set(out))
    numbers = {row.complaint_id: row.number for row in rows}
    missing = [case for case in added if case not in numbers]
    named = session.execute(
        select(Complaint.id, Complaint.number).where(
            Complaint.office_id == office_id, Complaint.id.in_(missing)
        )
    )
    return Bridge(
        month=signed.month,
        carried_out_ids=tuple(out),
        added_ids=added,
        removed_ids=tuple(case for case in out if case not in set(carried_in)),
        numbers=numbers | {row.id: row.number for row in named},
    )
