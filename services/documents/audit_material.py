"""What an auditor asks beside the figures: what became of due dates and numbers, what was signed."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import CaseEvent, Complaint, ReportRecord
from models.journal import JournalRecord
from models.office import Account
from models.reports import SignedMonth
from services.complaints.register import day_start
from services.complaints.visibility import visible_to
from services.figures.periods import SpanFigures
from services.office.facts import OfficeFacts
from services.thai.dates import Month, bangkok_date
from services.unit_of_work import Reading

_DAY = timedelta(days=1)
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Extension:
    """Hold one extension; one granted after the old date had passed doesn't count."""

    number: str
    on: date
    before: date
    due: date
    days: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """Hold one standing of a case's clock; until is None while it stands."""

    number: str
    since: date
    until: date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Voided:
    """Hold a number that was voided."""

    number: str
    received_on: date
    on: date


@dataclass(frozen=True, slots=True)
class Numbers:
    """Hold the running numbers given in a fiscal year's part of the span, and which of them no case has."""

    fiscal_year: int
    first: int
    last: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthPapers:
    """Hold what was made of a month: its reports, and whether it is signed."""

    month: Month
    times: int
    made_on: date | None
    made_by: str
    cut_off: date | None
    signed_on: date | None
    signed_by: str


def office_began(session: Session, office_id: int) -> date | None:
    """Return the day of the journal's first record: defaults are in force since."""
    first = session.scalar(
        select(JournalRecord.at)
        .where(JournalRecord.office_id == office_id)
        .order_by(JournalRecord.sequence)
        .limit(1)
    )
    return bangkok_date(first) if first is not None else None


def read_extensions(reading: Reading, facts: OfficeFacts, figures: SpanFigures) -> list[Extension]:
    """Return the extensions granted in the span, up to the cut-off."""
    return [
        Extension(
            number=number,
            on=on,
            before=date.fromisoformat(data["before"]),
            due=date.fromisoformat(data["due"]),
            days=data["days"],
            counts=data["counts"],
        )
        for _case, number, _received, on, _kind, data in _events(reading, facts, figures, ("due_extended",))
        if on >= figures.first.start
    ]


def read_stops(reading: Reading, facts: OfficeFacts, figures: SpanFigures) -> list[Stop]:
    """Return the standings of clocks that reach into the span, as they were known at the cut-off."""
    found: list[Stop] = []
    since: dict[int, tuple[str, date]] = {}
    for case, number, _received, on, kind, data in _events(
        reading, facts, figures, ("clock_stopped", "clock_restarted")
    ):
        if kind == "clock_stopped":
            since[case] = (number, on)
        elif case in since:
            found.append(Stop(*since.pop(case), until=on, days=data.get("days")))
    found += [Stop(number, on, None, None) for number, on in since.values()]
    reaching = (stop for stop in found if stop.until is None or stop.until >= figures.first.start)
    return sorted(reaching, key=lambda stop: stop.since)


def read_voided(reading: Reading, facts: OfficeFacts, figures: SpanFigures) -> list[Voided]:
    """Return the numbers voided in the span."""
    return [
        Voided(number, received, on)
        for _case, number, received, on, _kind, _data in _events(reading, facts, figures, ("voided",))
        if on >= figures.first.start
    ]


def read_numbers(reading: Reading, facts: OfficeFacts, figures: SpanFigures) -> list[Numbers]:
    """Return the running numbers of what was received in the span, by fiscal year, and the gaps in them."""
    session, office = reading.session, reading.office_id
    of_span = (
        Complaint.received_at >= day_start(figures.first.start),
        Complaint.received_at < day_start(min(figures.last.end, figures.cut_off) + _DAY),
    )
    seen = session.execute(
        select(Complaint.fiscal_year, Complaint.running).where(
            visible_to(reading.actor, facts.settings), *of_span
        )
    )
    by_year: dict[int, list[int]] = {}
    for row in seen:
        by_year.setdefault(row.fiscal_year, []).append(row.running)
    found = []
    for year, running in sorted(by_year.items()):
        first, last = min(running), max(running)
        # Whether a number was given is asked of all cases: one that the reader can't see is no gap.
        given = session.scalars(
            select(Complaint.running).where(
                Complaint.office_id == office,
                Complaint.fiscal_year == year,
                Complaint.running.between(first, last),
            )
        )
        missing = sorted(set(range(first, last + 1)) - set(given))
        found.append(Numbers(year, first, last, tuple(missing)))
    return found


def read_late_reasons(reading: Reading, cut_off: date, ids: Sequence[int]) -> set[int]:
    """Return which of some cases tell in their history why they were closed late."""
    found: set[int] = set()
    for start in range(0, len(ids), _CHUNK):
        found |= set(
            reading.session.scalars(
                select(CaseEvent.complaint_id).where(
                    CaseEvent.office_id == reading.office_id,
                    CaseEvent.complaint_id.in_(ids[start : start + _CHUNK]),
                    CaseEvent.at < day_start(cut_off + _DAY),
                    CaseEvent.data.contains('"late_reason"'),
                )
            )
        )
    return found


def read_month_papers(reading: Reading, months: Sequence[Month]) -> list[MonthPapers]:
    """Return of each month how often its report was made, last by whom, and who signed it."""
    session, office = reading.session, reading.office_id
    keys = [month.key for month in months]
    made: dict[str, list[tuple[ReportRecord, str]]] = {}
    rows = session.execute(
        select(ReportRecord, Account.display_name)
        .outerjoin(
            Account, (Account.office_id == ReportRecord.office_id) & (Account.id == ReportRecord.made_by)
        )
        .where(
            ReportRecord.office_id == office, ReportRecord.report == "monthly", ReportRecord.period.in_(keys)
        )
        .order_by(ReportRecord.made_at, ReportRecord.id)
    )
    for record, name in rows:
        made.setdefault(record.period, []).append((record, name or ""))
    signed = {
        row.month: row
        for row in session.scalars(
            select(SignedMonth).where(SignedMonth.office_id == office, SignedMonth.month.in_(keys))
        )
    }
    return [_papers(month, made.get(month.key, []), signed.get(month.key)) for month in months]


def _papers(
    month: Month, made: Sequence[tuple[ReportRecord, str]], signed: SignedMonth | None
) -> MonthPapers:
    record, name = made[-1] if made else (None, "")
    return MonthPapers(
        month=month,
        times=len(made),
        made_on=bangkok_date(record.made_at) if record else None,
        made_by=name,
        cut_off=record.cut_off if record else None,
        signed_on=bangkok_date(signed.signed_at) if signed else None,
        signed_by=signed.signer_name if signed else "",
    )


def _events(
    reading: Reading, facts: OfficeFacts, figures: SpanFigures, kinds: Iterable[str]
) -> list[tuple[int, str, date, date, str, dict[str, Any]]]:
    """Return events of cases up to the cut-off: case, number, day received, day of the event, kind, data."""
    rows = reading.session.execute(
        select(
            Complaint.id,
            Complaint.number,
            Complaint.received_at,
            CaseEvent.at,
            CaseEvent.kind,
            CaseEvent.data,
        )
        .join(
            CaseEvent,
            (CaseEvent.office_id == Complaint.office_id) & (CaseEvent.complaint_id == Complaint.id),
        )
        .where(
            visible_to(reading.actor, facts.settings),
            CaseEvent.kind.in_(tuple(kinds)),
            CaseEvent.at < day_start(min(figures.last.end, figures.cut_off) + _DAY),
        )
        .order_by(CaseEvent.id)
    )
    return [
        (
            row.id,
            row.number,
            bangkok_date(row.received_at),
            bangkok_date(row.at),
            row.kind,
            json.loads(row.data),
        )
        for row in rows
    ]
