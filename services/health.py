"""Whether the computer's clock can be believed: the journal tells when the work before was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from models.journal import JournalRecord
from models.office import Office
from services.permissions import ALL, Actor, use_case
from services.unit_of_work import Reading, Units

CHECK_CLOCK = use_case("health.check_clock", ALL, writes=False, newcomer=True)

AHEAD = timedelta(minutes=10)  # two computers' clocks differ by less
AWAY = timedelta(days=62)  # longer than an office stays closed
SITTING = timedelta(hours=12)  # what was written since the clock jumped
RECENT = 200  # records; a wrong time that was put right is forgotten after so many


@dataclass(frozen=True, slots=True)
class ClockDoubt:
    """Hold why the clock is not believed: work was done later than now, or very long before."""

    set_back: bool
    now: datetime
    newest: datetime

    @property
    def days(self) -> int:
        """Return the whole days between the two."""
        return abs(self.now - self.newest).days


class Health:
    """Look after what the program stands on."""

    def __init__(self, units: Units) -> None:
        self._units = units

    def check_clock(self, actor: Actor) -> ClockDoubt | None:
        """Return why the clock should be looked at, None where nothing speaks against it."""
        with self._units.read(actor, CHECK_CLOCK) as reading:
            # A demo office was written by a clock of its own.
            if reading.session.scalar(select(Office.demo).where(Office.id == reading.office_id)):
                return None
            return _doubt(_recent(reading), reading.now)


def _recent(reading: Reading) -> list[datetime]:
    newest = select(JournalRecord.at).where(JournalRecord.office_id == reading.office_id)
    return list(reading.session.scalars(newest.order_by(JournalRecord.sequence.desc()).limit(RECENT)))


def _doubt(moments: list[datetime], now: datetime) -> ClockDoubt | None:
    newest = max(moments, default=now)
    if newest > now + AHEAD:
        return ClockDoubt(True, now, newest)
    before = max((at for at in moments if at < now - SITTING), default=now)
    # Written in this sitting or long ago, and nothing between: the clock jumped, or nobody was here.
    return ClockDoubt(False, now, before) if before < now - AWAY else None
