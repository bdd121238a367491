"""Fold the histories of cases into movement and indicators: pure arithmetic, no database.

How a case is read
- The period's cases are those received up to its end. What a case is (counted or not, open or closed, its
  group, channel and so on) is its state at the end of the cut-off day.
- A case *counts* unless it was voided, withdrawn, referred, or screened as outside authority, as no
  complaint, or as corruption or Official Information Act. Not yet screened counts.
- A stopped clock stands at the day it was stopped: a case that was in time then is not late at the cut-off,
  one that was late stays late.
- An outcome is final only while the case is closed; a voided case keeps the openness it had before.

Why the identity holds
carried in + received + reopened − reclassified − closed = carried out, case by case:
- counted at the cut-off and open at the start: it enters as carried in or, where it didn't count then,
  as one reclassified back (−1). From there closings and reopenings alternate and end at its openness;
- counted at the cut-off and closed at the start: it enters with nothing and alternates the same way;
- counted at the cut-off and received in the period: it enters as received, open;
- not counted at the cut-off: one carried in leaves as reclassified, without its closings; others are silent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from services.errors import DomainError
from services.figures.values import (
    APART,
    MOVEMENT,
    STILL_OPEN,
    UNSPECIFIED,
    CaseHistory,
    Indicator,
    Movement,
    PeriodFigures,
    StateRow,
)
from services.thai.dates import bangkok_date

__all__ = [
    "APART", "MOVEMENT", "STILL_OPEN", "UNSPECIFIED", "CaseHistory", "CaseReading", "Indicator", "Movement",
    "PeriodFigures", "StateRow", "apart_code", "break_down", "figures", "figures_of", "in_time", "is_counted",
    "move", "read_case", "read_cases",
]  # fmt: skip

Counts = Callable[[StateRow], bool]

_CATEGORIES_APART = frozenset({"corruption", "oia"})
_OUTCOMES_APART = frozenset({"withdrawn", "referred"})


@dataclass(frozen=True, slots=True)
class CaseReading:
    """Hold what one case gives to a period, read at its cut-off."""

    case_id: int
    state: StateRow
    received_on: date
    in_period: bool
    counted: bool
    is_open: bool
    carried_in: bool
    back: bool
    closings: int
    reopenings: int
    closed_on: date | None
    due: date | None
    due_unextended: date | None
    extended: bool
    clock_day: date

    def is_late(self, due: date | None) -> bool:
        """Say whether an open case is late by a date: the due day itself is not; without one it is."""
        return due is None or due < self.clock_day


def figures(
    histories: Iterable[CaseHistory],
    start: date,
    end: date,
    cut_off: date,
    base: str = "fallen_due",
    counts: Counts | None = None,
) -> PeriodFigures:
    """Return the figures of a period, read at the end of the cut-off day.

    With base "fallen_due" indicator 2 judges what is closed or late, with "received" everything received. A
    case without a due date is listed under `without_due_ids` and stands as late: a missing target is never
    in time. Other cases than service complaints are counted by saying in which states a case counts.
    """
    return figures_of(read_cases(histories, start, end, cut_off, counts), start, end, cut_off, base)


def read_cases(
    histories: Iterable[CaseHistory], start: date, end: date, cut_off: date, counts: Counts | None = None
) -> list[CaseReading]:
    """Return what each case received up to the period's end gives to it, read at the cut-off day's end."""
    if cut_off < start:
        raise DomainError("report.cut_off_before_period", start=start, cut_off=cut_off)
    last = min(end, cut_off)
    return [
        read_case(history, start, cut_off, counts or is_counted)
        for history in histories
        if history.states and bangkok_date(history.received_at) <= last
    ]


def figures_of(
    readings: list[CaseReading], start: date, end: date, cut_off: date, base: str = "fallen_due"
) -> PeriodFigures:
    """Return the figures that the readings of a period come to."""
    own = [row for row in readings if row.in_period and row.counted]
    return PeriodFigures(
        start=start,
        end=end,
        cut_off=cut_off,
        movement=move(readings),
        indicator1=Indicator(_ids(row for row in own if not row.is_open), _ids(own)),
        indicator2=in_time(own, base, lambda row: row.due),
        indicator2_by_original=in_time(own, base, lambda row: row.due_unextended),
        open_not_due_ids=_ids(row for row in own if row.is_open and not row.is_late(row.due)),
        extended_ids=_ids(row for row in own if row.extended),
        without_due_ids=_ids(row for row in readings if row.counted and row.due is None),
        apart_ids=_apart(readings),
        by_group=break_down(readings, lambda row: row.state.group),
        by_channel=break_down(readings, lambda row: row.state.channel),
        by_category=break_down(readings, lambda row: row.state.category),
        by_level=break_down(readings, lambda row: row.state.level),
        by_outcome=break_down(readings, lambda row: STILL_OPEN if row.is_open else row.state.outcome),
    )


def is_counted(state: StateRow) -> bool:
    """Say whether a case in this state is a service complaint that the indicators count."""
    return apart_code(state) is None


def apart_code(state: StateRow) -> str | None:
    """Return under which heading a case that isn't counted is shown, the first that fits."""
    if state.status == "voided":
        return "voided"
    if state.status == "closed" and state.outcome in _OUTCOMES_APART:
        return state.outcome
    if not state.screened:
        return None
    if state.within_authority is False:
        return "referred"
    if state.kind != "complaint":
        return state.kind
    return state.category if state.category in _CATEGORIES_APART else None


# --- one case -----------------------------------------------------------------------------------------


def read_case(history: CaseHistory, start: date, cut_off: date, counts: Counts = is_counted) -> CaseReading:
    """Return what a case received by the cut-off gives to a period that begins with start."""
    received_on = bangkok_date(history.received_at)
    rows = [(day, row) for day, row in _dated(history, received_on) if day <= cut_off]
    before = [row for day, row in rows if day < start]
    state = rows[-1][1]
    open_at_start = _openness(before)
    closings, reopenings, is_open, closed_on = _turns(rows, start)
    counted = counts(state)
    in_period = received_on >= start
    return CaseReading(
        case_id=history.complaint_id,
        state=state,
        received_on=received_on,
        in_period=in_period,
        counted=counted,
        is_open=is_open,
        carried_in=bool(before) and open_at_start and counts(before[-1]),
        back=counted and bool(before) and open_at_start and not counts(before[-1]),
        closings=closings,
        reopenings=reopenings,
        closed_on=closed_on,
        due=state.due,
        due_unextended=state.due_unextended or state.due,
        extended=state.due is not None
        and state.due_unextended is not None
        and state.due > state.due_unextended,
        clock_day=min(cut_off, state.stopped_on) if state.stopped_on is not None else cut_off,
    )


def _dated(history: CaseHistory, received_on: date) -> Iterable[tuple[date, StateRow]]:
    """Yield each state with the day it is in force from: the first from receipt, the rest in order."""
    day = received_on
    for index, row in enumerate(history.states):
        if index:
            day = max(day, bangkok_date(row.at))
        yield day, row


def _openness(rows: Iterable[StateRow]) -> bool:
    is_open = True
    for row in rows:
        if row.status != "voided":
            is_open = row.status == "open"
    return is_open


def _turns(rows: Iterable[tuple[date, StateRow]], start: date) -> tuple[int, int, bool, date | None]:
    """Return closings and reopenings from the start on, the openness at the end, and the last closing day."""
    closings = reopenings = 0
    is_open = True
    closed_on: date | None = None
    for day, row in rows:
        now_open = is_open if row.status == "voided" else row.status == "open"
        if now_open == is_open:
            continue
        is_open = now_open
        closed_on = None if is_open else day
        if day >= start:
            closings += not is_open
            reopenings += is_open
    return closings, reopenings, is_open, closed_on


# --- many cases ---------------------------------------------------------------------------------------


def move(readings: Iterable[CaseReading]) -> Movement:
    """Return the movement of some cases."""
    rows = list(readings)
    counted = [row for row in rows if row.counted]
    carried_out = [row for row in counted if row.is_open]
    return Movement(
        carried_in_ids=_ids(row for row in rows if row.carried_in),
        received_ids=_ids(row for row in counted if row.in_period),
        reopened_ids=_ids(row for row in counted for _ in range(row.reopenings)),
        reclassified_away_ids=_ids(row for row in rows if row.carried_in and not row.counted),
        reclassified_back_ids=_ids(row for row in rows if row.back),
        closed_ids=_ids(row for row in counted for _ in range(row.closings)),
        carried_out_ids=_ids(carried_out),
        overdue_ids=_ids(row for row in carried_out if row.is_late(row.due)),
    )


def in_time(own: Iterable[CaseReading], base: str, due_of: Callable[[CaseReading], date | None]) -> Indicator:
    """Return indicator 2 of the period's own cases by one of their due dates."""
    met: list[CaseReading] = []
    judged: list[CaseReading] = []
    for row in own:
        due = due_of(row)
        if row.closed_on is not None and due is not None and row.closed_on <= due:
            met.append(row)
        if base == "received" or not row.is_open or row.is_late(due):
            judged.append(row)
    return Indicator(_ids(met), _ids(judged))


def _apart(readings: Iterable[CaseReading]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {name: [] for name in APART}
    for row in readings:
        code = apart_code(row.state) if row.in_period else None
        if code is not None:
            found[code].append(row.case_id)
    return {name: tuple(ids) for name, ids in found.items()}


def break_down(
    readings: Iterable[CaseReading], code_of: Callable[[CaseReading], str | None]
) -> dict[str, Movement]:
    """Break the movement down by a code of the case at the cut-off; codes without any case are absent."""
    groups: defaultdict[str, list[CaseReading]] = defaultdict(list)
    for row in readings:
        groups[code_of(row) or UNSPECIFIED].append(row)
    movements = {code: move(rows) for code, rows in sorted(groups.items())}
    return {code: movement for code, movement in movements.items() if movement != Movement()}


def _ids(rows: Iterable[CaseReading]) -> tuple[int, ...]:
    return tuple(row.case_id for row in rows)
