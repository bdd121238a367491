"""What the register of inspections is told, and what it answers: frozen values."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInspection:
    """Record one look into a channel; without a moment it was now, and nothing found is an answer too."""

    channel: str
    inspected_at: datetime | None = None
    found: int = 0
    note: str = ""
    witnesses: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInspection:
    """Choose how often a channel is looked into; empty or None brings the program's default back."""

    channel: str
    inspected: str = ""
    take_in_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """Say of some finds that they are not taken in, and why; a slip goes by its opening."""

    inspection_id: int | None = None
    opening_id: int | None = None
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """Hold one channel as its inspections stand.

    state is overdue, due, later, every_time or unset. waiting says how many finds are still to be taken
    in, of waiting_in inspections, the earliest by take_in_by.
    """

    channel: str
    name: str
    form: str
    frequency: str
    take_in_days: int
    own_rule: bool
    state: str
    last_at: datetime | None
    last_by: str
    last_found: int | None
    due_on: date | None
    overdue_days: int
    waiting: int
    waiting_in: int
    take_in_by: date | None
    take_in_late_days: int


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """Hold one inspection. to_take_in is how many of its finds are to become complaints.

    taken_in_late counts those taken in after the limit, late_days the working days since it passed while
    finds still wait. opening_number is the how-manieth opening of the box it was (8/2570).
    """

    id: int
    version: int
    channel: str
    channel_name: str
    form: str
    inspected_at: datetime
    found: int
    to_take_in: int
    taken_in: int
    taken_in_late: int
    set_aside: int
    set_aside_reason: str
    take_in_by: date | None
    late_days: int
    note: str
    witnesses: str
    recorded_by: str
    recorded_by_id: int
    recorded_at: datetime
    void_reason: str
    opening_id: int | None
    opening_number: str

    @property
    def waiting(self) -> int:
        """Return how many finds are still to be taken in."""
        return 0 if self.void_reason else max(0, self.to_take_in - self.taken_in - self.set_aside)


@dataclass(frozen=True, slots=True)
class InspectionCounts:
    """Hold the first page's counts: channels due, of them overdue, inspections with finds waiting."""

    due: int
    overdue: int
    waiting: int
