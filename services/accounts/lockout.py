"""How long an account waits after wrong passwords, and how many of them a guesser gets a day."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

FREE_TRIES = 5  # in a row; the fifth failure begins the waiting
WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480, 900))
LONGEST = WAITS[-1]
# 5 tries at once, then one at the end of each wait: the 10th after 930 seconds, from there one in 900.
TRIES_ON_THE_FIRST_DAY = 104
TRIES_ON_A_LATER_DAY = 96
NAMES_REMEMBERED = 1000


def wait_after(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row."""
    if failures < FREE_TRIES:
        return timedelta(0)
    return WAITS[min(failures - FREE_TRIES, len(WAITS) - 1)]


def still_locked(locked_until: datetime | None, now: datetime) -> datetime | None:
    """Return until when a lock holds, None where it doesn't.

    A lock that would hold for longer than the longest wait was made before the clock was set back: it
    holds for the longest wait from now.
    """
    if locked_until is None or locked_until <= now:
        return None
    return min(locked_until, now + LONGEST)


@dataclass(slots=True)
class _Tries:
    failures: int = 0
    locked_until: datetime | None = None


class UnknownNames:
    """Hold names that nobody has to the same waits, so that the answer does not tell who has an account.

    They are remembered while the program runs: what was typed is nowhere kept, and there is no password
    to guess behind them.
    """

    def __init__(self) -> None:
        self._tries: OrderedDict[str, _Tries] = OrderedDict()

    def locked_until(self, name: str, now: datetime) -> datetime | None:
        """Return until when a name waits."""
        tries = self._tries.get(name)
        if tries is None:
            return None
        tries.locked_until = still_locked(tries.locked_until, now)
        return tries.locked_until

    def count(self, name: str, now: datetime) -> int:
        """Count a failure; return how many there are in a row."""
        tries = self._tries.setdefault(name, _Tries())
        self._tries.move_to_end(name)
        tries.failures += 1
        if wait := wait_after(tries.failures):
            tries.locked_until = now + wait
        if len(self._tries) > NAMES_REMEMBERED:
            self._tries.popitem(last=False)
        return tries.failures
