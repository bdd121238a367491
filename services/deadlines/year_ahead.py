"""Compute what can be known of a year's holidays ahead: the days fixed by date, and their substitutions."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from services.thai.dates import BE_OFFSET

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class FixedDay:
    """Hold a holiday that falls on the same date every year."""

    month: int
    day: int
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class DayAhead:
    """Hold one day off of a year ahead; kind is regular or substitution."""

    day: date
    name: str
    short: str
    kind: str


def year_ahead(
    fixed: Sequence[FixedDay], year: int, known: Mapping[date, str] = MappingProxyType({})
) -> list[DayAhead]:
    """Return the weekdays off of a B.E. year that can be computed and are not known yet, in order.

    Holidays in a row that touch a weekend give one day of substitution at most: the next working day. known
    gives the kind of each day that the table has; a substitution that it has already is not given again.
    """
    gregorian = year - BE_OFFSET
    named = {
        date(near, one.month, one.day): one for near in range(gregorian - 1, gregorian + 2) for one in fixed
    }
    off = set(named) | {day for day, kind in known.items() if kind != "substitution"}
    found = {day: DayAhead(day, one.name, one.short, "regular") for day, one in named.items()}
    for run in _runs(sorted(named)):
        weekend = [day for day in run if day.weekday() >= _SATURDAY]
        if weekend:
            one = named[weekend[0]]
            instead = _next_working(run[-1], off)
            found[instead] = DayAhead(instead, f"วันหยุดชดเชย{one.name}", f"ชดเชย{one.short}", "substitution")
            off.add(instead)
    return [
        row
        for day, row in sorted(found.items())
        if day.year == gregorian and day.weekday() < _SATURDAY and day not in known
    ]


def _runs(days: Sequence[date]) -> Iterator[list[date]]:
    """Yield the days that follow one another, together."""
    run: list[date] = []
    for day in days:
        if run and day - run[-1] != _ONE_DAY:
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _next_working(day: date, off: Collection[date]) -> date:
    day += _ONE_DAY
    while day.weekday() >= _SATURDAY or day in off:
        day += _ONE_DAY
    return day
