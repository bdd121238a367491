"""Which copies are kept: all of the last two days, then the newest of each day, week and month with any."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Whoever makes a copy before something risky wants it tomorrow, however many were made after it.
ALL_OF = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Keep:
    """Hold for how many days, weeks and months a copy is kept."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def kept_of(moments: Iterable[datetime], keep: Keep, now: datetime) -> set[datetime]:
    """Return which of these moments' copies are kept; the newest always is."""
    newest_first = sorted(set(moments), reverse=True)
    kept = {moment for moment in newest_first if moment > now - ALL_OF} | set(newest_first[:1])
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
