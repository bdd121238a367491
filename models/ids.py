"""Ids given by the application: 64 bits, rising with time, alike on every engine."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SEQUENCE_BITS = 22


def milliseconds(moment: datetime) -> int:
    """Return whole milliseconds since EPOCH (negative before it)."""
    delta = moment - EPOCH
    return delta.days * 86_400_000 + delta.seconds * 1000 + delta.microseconds // 1000


class IdSource:
    """Give ids that rise with time and never twice in one process.

    An id is milliseconds since 2020 shifted left by 22 bits; within one millisecond it counts up.
    A clock set back does not bring ids back: the source goes on from the last one given, and at the
    beginning of every write from the newest one found in the store. So ids rise in the order of the
    commits, whichever process made them.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0
        self._lock = threading.Lock()

    def follow(self, newest: int) -> None:
        """Go on after an id that another process gave, whatever its clock says."""
        with self._lock:
            self._last = max(self._last, newest)

    def __call__(self) -> int:
        """Return the next id."""
        with self._lock:
            self._last = max(self._last + 1, milliseconds(self._now()) << SEQUENCE_BITS)
            return self._last
