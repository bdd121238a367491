"""The clock: the only place that asks what time it is."""

from datetime import datetime, timedelta
from typing import Protocol

from models.moments import BANGKOK


class Clock(Protocol):
    """Tell the time in Bangkok."""

    def now(self) -> datetime:
        """Return this moment."""
        ...


class SystemClock:
    """Tell the computer's time."""

    def now(self) -> datetime:
        """Return this moment in Bangkok time."""
        return datetime.now(BANGKOK)


class SetClock:
    """Tell the time it was set to; for demo offices and tests."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment.astimezone(BANGKOK)

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self._moment

    def set(self, moment: datetime) -> None:
        """Set the clock."""
        self._moment = moment.astimezone(BANGKOK)

    def advance(self, **delta: float) -> None:
        """Move the clock on by a timedelta's arguments."""
        self._moment += timedelta(**delta)
