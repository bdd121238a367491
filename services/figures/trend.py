"""A fiscal year month by month: what came, went and stayed, and both indicators of the year up to each end.

Each month reads as its own report reads it. A case that is over and done with is read once, in its last
month, and stands as it was in all that follow: a year of many cases is folded in little more than one look.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.figures.fold import CaseHistory, CaseReading, Indicator, Movement, in_time, move, read_case
from services.thai.dates import Month, bangkok_date, fiscal_months


@dataclass(frozen=True, slots=True)
class TrendMonth:
    """Hold one month: its movement, and the indicators of the fiscal year up to its end.

    A month still to come has none of them.
    """

    month: Month
    movement: Movement | None = None
    indicator1: Indicator | None = None
    indicator2: Indicator | None = None


def trend(
    histories: Iterable[CaseHistory], fiscal_year: int, cut_off: date, base: str = "fallen_due"
) -> tuple[TrendMonth, ...]:
    """Return the twelve months of a fiscal year, read at their ends; the year's last one at the cut-off."""
    months = fiscal_months(fiscal_year)
    arrivals: dict[Month, list[CaseHistory]] = {month: [] for month in months}
    for history in histories:
        received = bangkok_date(history.received_at)
        if history.states and received <= months[-1].end:
            arrivals[max(months[0], Month.of(received))].append(history)
    return tuple(_fold(months, arrivals, cut_off, base))


def _fold(
    months: Sequence[Month], arrivals: dict[Month, list[CaseHistory]], cut_off: date, base: str
) -> Iterable[TrendMonth]:
    live: list[CaseHistory] = []
    settled = _Settled()
    for month in months:
        if month.start > cut_off:
            yield TrendMonth(month)
            continue
        read_at = cut_off if month == months[-1] else min(month.end, cut_off)
        last = min(month.end, cut_off)
        came = [one for one in arrivals[month] if bangkok_date(one.received_at) <= last]
        readings = [(one, read_case(one, month.start, read_at)) for one in (*live, *came)]
        own = [row for _, row in readings if row.counted and row.received_on >= months[0].start]
        yield TrendMonth(
            month,
            move(row for _, row in readings),
            settled.with_closed(own),
            settled.with_in_time(own, base),
        )
        over = {one.complaint_id for one, _ in readings if _is_over(one, read_at)}
        settled.add([row for row in own if row.case_id in over], base)
        live = [one for one, _ in readings if one.complaint_id not in over]


class _Settled:
    """Gather what cases that are over give to the indicators of every later month."""

    def __init__(self) -> None:
        self._received: tuple[int, ...] = ()
        self._closed: tuple[int, ...] = ()
        self._in_time: tuple[int, ...] = ()
        self._judged: tuple[int, ...] = ()

    def with_closed(self, own: list[CaseReading]) -> Indicator:
        """Return indicator 1 of all settled so far and of some more."""
        return Indicator(
            self._closed + tuple(row.case_id for row in own if not row.is_open),
            self._received + tuple(row.case_id for row in own),
        )

    def with_in_time(self, own: list[CaseReading], base: str) -> Indicator:
        """Return indicator 2 of all settled so far and of some more."""
        more = in_time(own, base, lambda row: row.due)
        return Indicator(self._in_time + more.numerator_ids, self._judged + more.denominator_ids)

    def add(self, over: list[CaseReading], base: str) -> None:
        """Take in cases that nothing happens to any more."""
        first, second = self.with_closed(over), self.with_in_time(over, base)
        self._closed, self._received = first.numerator_ids, first.denominator_ids
        self._in_time, self._judged = second.numerator_ids, second.denominator_ids


def _is_over(history: CaseHistory, read_at: date) -> bool:
    """Tell whether a case reads alike at every later day: not open any more, and no change to come."""
    if history.states[-1].status == "open":
        return False
    return all(bangkok_date(row.at) <= read_at for row in history.states[1:])
