"""The figures of a month and of the fiscal year so far, read from the cases' histories."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models.complaints import CaseState, Complaint
from services.complaints.register import day_start
from services.complaints.visibility import visible_to
from services.errors import DomainError
from services.figures.fold import CaseHistory, PeriodFigures, StateRow, figures
from services.figures.months import MonthRow, twelve_months
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, Actor, Role, use_case
from services.thai.dates import Month, fiscal_year_range
from services.unit_of_work import Reading, Units

READ_FIGURES = use_case("figures.read_figures", ALL, writes=False)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Hold a month's figures, those of its fiscal year so far, and the twelve-month table."""

    month: Month
    cut_off: date
    this_month: PeriodFigures
    year_to_date: PeriodFigures
    months: tuple[MonthRow, ...]

    @property
    def zero(self) -> bool:
        """Tell whether the month has no complaint at all, neither a new one nor one carried over."""
        return self.this_month.movement.is_zero


class Indicators:
    """Compute figures."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_month(self, actor: Actor, month: Month, as_of: date | None = None) -> MonthFigures:
        """Return the figures of a month at its last day, or at a later cut-off asked for."""
        with self._units.read(actor, READ_FIGURES) as reading:
            return month_figures(reading, self._facts.of(reading.session, reading.office_id), month, as_of)

    def read_office_month(self, actor: Actor, month: Month, as_of: date | None = None) -> MonthFigures:
        """Return the figures of a month as a report counts them, whoever makes it."""
        with self._units.read(actor, READ_FIGURES) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            return month_figures(with_the_offices_eyes(reading), facts, month, as_of)


def with_the_offices_eyes(reading: Reading) -> Reading:
    """Return the same look with the office's eyes: a report counts the same cases whoever makes it.

    Confidential cases and those in other officers' hands count; they are numbers here, and the list
    shows no subject of a confidential one. Whoever a case complains about still doesn't find it.
    """
    roles = reading.actor.roles | {Role.SUPERVISOR}
    actor = replace(reading.actor, roles=roles, for_office=True)
    return Reading(reading.session, actor, reading.now)


def month_figures(
    reading: Reading, facts: OfficeFacts, month: Month, as_of: date | None = None
) -> MonthFigures:
    """Return a month's figures inside a look."""
    today = today_of(reading)
    if month.start > today:
        raise DomainError("report.month_ahead", month=month.key)
    usual = min(month.end, today)
    if as_of is not None and as_of < usual:
        raise DomainError("report.cut_off_before_period", end=usual)
    if as_of is not None and as_of > today:
        # What is not yet over would read otherwise tomorrow: the same cut-off gives the same figures.
        raise DomainError("report.cut_off_ahead", today=today)
    cut_off = as_of or usual
    year_start = fiscal_year_range(month.fiscal_year)[0]
    histories = read_histories(reading.session, reading.actor, facts, year_start, month.end)
    base = facts.settings.indicator2_base
    return MonthFigures(
        month=month,
        cut_off=cut_off,
        this_month=figures(histories, month.start, month.end, cut_off, base=base),
        year_to_date=figures(histories, year_start, month.end, cut_off, base=base),
        months=tuple(twelve_months(histories, month.fiscal_year, cut_off, last=month, base=base)),
    )


def today_of(reading: Reading) -> date:
    """Return today, or the day of the newest state where this computer's clock is behind the records."""
    newest = reading.session.scalar(
        select(func.max(CaseState.at)).where(CaseState.office_id == reading.office_id)
    )
    return max(reading.now.date(), newest.date()) if newest is not None else reading.now.date()


def read_histories(
    session: Session, actor: Actor, facts: OfficeFacts, start: date, end: date
) -> list[CaseHistory]:
    """Return the histories that a period from start to end can depend on, of cases the actor may see.

    These are the cases received by its end that were received or changed since its start, or are
    open still: every other case was over and done with before.
    """
    rows = session.execute(
        select(
            Complaint.id,
            Complaint.number,
            Complaint.received_at,
            CaseState.at,
            CaseState.cause,
            CaseState.status,
            CaseState.screened,
            CaseState.kind,
            CaseState.within_authority,
            CaseState.category,
            CaseState.level,
            CaseState.group,
            CaseState.channel,
            CaseState.outcome,
            CaseState.due,
            CaseState.due_unextended,
            CaseState.stopped_on,
        )
        .join(
            CaseState,
            (CaseState.office_id == Complaint.office_id) & (CaseState.complaint_id == Complaint.id),
        )
        .where(*in_reach(actor, facts, start, end))
        .order_by(Complaint.id, CaseState.id)
    )
    states: dict[int, list[StateRow]] = defaultdict(list)
    received = {}
    for row in rows:
        received[row.id] = row.received_at
        states[row.id].append(state_row(row, row.received_at if row.cause == "registered" else row.at))
    return [CaseHistory(case_id, received[case_id], tuple(rows)) for case_id, rows in states.items()]


def in_reach(actor: Actor, facts: OfficeFacts, start: date, end: date) -> list[ColumnElement[bool]]:
    """Return the conditions on Complaint that `read_histories` reads a period's cases by."""
    since = day_start(start)
    # As one list: asked case by case, SQLite may look through all later states for each of them.
    changed = select(CaseState.complaint_id).where(
        CaseState.office_id == actor.office_id, CaseState.at >= since
    )
    return [
        visible_to(actor, facts.settings),
        Complaint.received_at < day_start(end + timedelta(days=1)),
        or_(Complaint.received_at >= since, Complaint.status == "open", Complaint.id.in_(changed)),
    ]


def state_row(kept: Any, at: datetime) -> StateRow:
    """Return a kept state, a CaseState or its columns, as the folding takes it: in force from `at` on."""
    return StateRow(
        at=at,
        cause=kept.cause,
        status=kept.status,
        screened=kept.screened,
        kind=kept.kind,
        within_authority=kept.within_authority,
        category=kept.category,
        level=kept.level,
        group=kept.group,
        channel=kept.channel,
        outcome=kept.outcome,
        due=kept.due,
        due_unextended=kept.due_unextended,
        stopped_on=kept.stopped_on,
    )
