"""Which copies are kept: the newest of each of the last days, weeks and months that have any."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Keep:
    """Hold for how many days, weeks and months a copy is kept."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def kept_of(moments: Iterable[datetime], keep: Keep) -> set[datetime]:
    """Return which of these moments' copies are kept; the newest always is."""
    newest_first = sorted(set(moments), reverse=True)
    kept = set(newest_first[:1])
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (keep.days, lambda moment: moment.date()),
        (keep.weeks, lambda moment: moment.isocalendar()[:2]),
        (keep.months, lambda moment: (moment.year, moment.month)),
    )
    for number, period_of in periods:
        seen: set[object] = set()
        for moment in newest_first:
            if (period := period_of(moment)) in seen:
                continue
            if len(seen) == number:
                break
            seen.add(period)
            kept.add(moment)
    return kept
