"""How the cases of a period stand at its cut-off: how old the open ones are, their clocks, their officers."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from models.complaints import CaseEvent, ClockEvent, Complaint
from services.complaints.register import day_start
from services.complaints.visibility import visible_to
from services.figures.fold import CaseReading
from services.figures.indicators import in_reach
from services.office.facts import OfficeFacts
from services.permissions import Actor
from services.thai.dates import bangkok_date
from services.unit_of_work import Reading

Ids = tuple[int, ...]

# Calendar days since receipt, the first and the last one that fall in.
AGES: tuple[tuple[str, int, int], ...] = (
    ("0_3", 0, 3),
    ("4_7", 4, 7),
    ("8_15", 8, 15),
    ("16_30", 16, 30),
    ("over_30", 31, 10**6),
)
CLOCKS = ("overdue", "approaching", "not_due", "stopped")
REPLIES = ("in_time", "late", "waiting", "overdue", "ended", "nobody")


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Hold what a case's figures don't know of it, as it was at a cut-off; seen by its reader or not."""

    seen: bool
    officer_id: int | None
    reply_due: date | None
    replied_on: date | None
    due: date
    approaching_on: date


def read_case_facts(
    look: Reading, reader: Actor, facts: OfficeFacts, period: tuple[date, date], cut_off: date
) -> dict[int, CaseFacts]:
    """Return the facts of all cases that the figures of a period are read from, as of the cut-off's end.

    The look has the office's eyes, reader is whose eyes they may be more than.
    What was changed since is put back from the history: whose hands a case was in, when an answer was due.
    """
    columns = (
        Complaint.id,
        Complaint.officer_id,
        Complaint.reply_due,
        Complaint.replied_at,
        Complaint.due_date,
        Complaint.approaching_on,
        # A case in nobody's hands compares to no officer as unknown: neither seen nor unseen to SQL.
        func.coalesce(visible_to(reader, facts.settings), 0).label("seen"),
    )
    reach = in_reach(look.actor, facts, *period)
    rows = look.session.execute(select(*columns).where(*reach)).all()
    officers: dict[int, int | None] = {}
    replies: dict[int, date | None] = {}
    if cut_off < look.now.date():
        officers = _officers_before(look, reach, cut_off)
        replies = _replies_before(look, reach, cut_off)
    found = {}
    for row in rows:
        replied_on = bangkok_date(row.replied_at) if row.replied_at is not None else None
        found[row.id] = CaseFacts(
            seen=bool(row.seen),
            officer_id=officers.get(row.id, row.officer_id),
            reply_due=replies.get(row.id, row.reply_due),
            replied_on=replied_on if replied_on is not None and replied_on <= cut_off else None,
            due=row.due_date,
            approaching_on=row.approaching_on,
        )
    return found


def ages(open_cases: Iterable[CaseReading], cut_off: date) -> dict[str, Ids]:
    """Return the open cases by how many calendar days ago they were received."""
    found: dict[str, list[int]] = {code: [] for code, _first, _last in AGES}
    for row in open_cases:
        days = (cut_off - row.received_on).days
        code = next(code for code, first, last in AGES if first <= days <= last)
        found[code].append(row.case_id)
    return {code: tuple(ids) for code, ids in found.items()}


def clocks(
    open_cases: Iterable[CaseReading],
    known: Mapping[int, CaseFacts],
    facts: OfficeFacts,
    cut_off: date,
) -> dict[str, Ids]:
    """Return the open cases by their closure clock; one that was late when it was stopped is overdue."""
    found: dict[str, list[int]] = {code: [] for code in CLOCKS}
    for row in open_cases:
        if row.is_late(row.due):
            code = "overdue"
        elif row.state.stopped_on is not None:
            code = "stopped"
        else:
            code = "approaching" if _nearly_gone(row, known, facts) <= cut_off else "not_due"
        found[code].append(row.case_id)
    return {code: tuple(ids) for code, ids in found.items()}


def replies(received: Iterable[CaseReading], known: Mapping[int, CaseFacts], cut_off: date) -> dict[str, Ids]:
    """Return cases by their reply clock.

    "ended" was closed without an answer to its complainant, "nobody" has no one who waits for one.
    """
    found: dict[str, list[int]] = {code: [] for code in REPLIES}
    for row in received:
        found[_reply(row, known[row.case_id], cut_off)].append(row.case_id)
    return {code: tuple(ids) for code, ids in found.items()}


def _reply(row: CaseReading, case: CaseFacts, cut_off: date) -> str:
    if case.reply_due is None:
        return "nobody"
    if case.replied_on is not None:
        return "in_time" if case.replied_on <= case.reply_due else "late"
    if not row.is_open:
        return "ended"
    return "overdue" if case.reply_due < cut_off else "waiting"


def _nearly_gone(row: CaseReading, known: Mapping[int, CaseFacts], facts: OfficeFacts) -> date:
    case = known[row.case_id]
    if row.due is None or case.due == row.due:
        return case.approaching_on
    return facts.counting.approaching_on(row.received_on, row.due)


def _officers_before(look: Reading, reach: list[Any], cut_off: date) -> dict[int, int | None]:
    """Return whose hands those cases were in that changed hands after the cut-off."""
    since = day_start(cut_off + timedelta(days=1))
    changed = or_(CaseEvent.kind == "officer_changed", CaseEvent.data.contains('"officer": '))
    later = select(CaseEvent.complaint_id).where(
        CaseEvent.office_id == look.office_id, CaseEvent.at >= since, changed
    )
    rows = look.session.execute(
        select(CaseEvent.complaint_id, CaseEvent.at, CaseEvent.kind, CaseEvent.data)
        .join(
            Complaint,
            (Complaint.office_id == CaseEvent.office_id) & (Complaint.id == CaseEvent.complaint_id),
        )
        .where(*reach, changed, CaseEvent.complaint_id.in_(later))
        .order_by(CaseEvent.complaint_id, CaseEvent.id)
    )
    found: dict[int, int | None] = {}
    for row in rows:
        data = json.loads(row.data)
        given = data if row.kind == "officer_changed" else data.get("answers", {})
        if "officer" not in given:
            continue
        if row.at < since:
            found[row.complaint_id] = given["officer"]
        elif row.complaint_id not in found:
            found[row.complaint_id] = data.get("before")
    return found


def _replies_before(look: Reading, reach: list[Any], cut_off: date) -> dict[int, date | None]:
    """Return when an answer was due by those cases whose date was counted anew after the cut-off."""
    since = day_start(cut_off + timedelta(days=1))
    later = select(ClockEvent.complaint_id).where(
        ClockEvent.office_id == look.office_id,
        ClockEvent.at >= since,
        ClockEvent.clock == "reply",
        ClockEvent.event == "recounted",
    )
    rows = look.session.execute(
        select(ClockEvent.complaint_id, ClockEvent.at, ClockEvent.due)
        .join(
            Complaint,
            (Complaint.office_id == ClockEvent.office_id) & (Complaint.id == ClockEvent.complaint_id),
        )
        .where(
            *reach,
            ClockEvent.clock == "reply",
            ClockEvent.event.in_(("started", "recounted")),
            ClockEvent.complaint_id.in_(later),
        )
        .order_by(ClockEvent.complaint_id, ClockEvent.id)
    )
    found: dict[int, date | None] = {}
    for row in rows:
        if row.at < since:
            found[row.complaint_id] = row.due
        else:
            found.setdefault(row.complaint_id, None)
    return found
