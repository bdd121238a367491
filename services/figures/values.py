"""Hold what figures are made from and what they come to, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

APART = ("suggestion", "praise", "question", "corruption", "oia", "referred", "withdrawn", "voided")
MOVEMENT = ("carried_in", "received", "reopened", "reclassified", "closed", "carried_out", "overdue")
# Codes of what a breakdown has no value for: not yet classified, and not yet an outcome.
UNSPECIFIED, STILL_OPEN = "unspecified", "open"


@dataclass(frozen=True, slots=True)
class StateRow:
    """Hold what a case was from a moment on.

    `due` is the date in force and counting, `due_unextended` the one without any extension.
    """

    at: datetime
    cause: str
    status: str  # open, closed or voided
    screened: bool
    kind: str  # complaint, suggestion, praise or question
    within_authority: bool | None
    category: str | None
    level: str | None
    group: str | None  # recipient or stakeholder
    channel: str
    outcome: str | None
    due: date | None
    due_unextended: date | None
    stopped_on: date | None = None  # since when the closure clock stands


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """Hold a case's states in their order; the first one is in force from receipt."""

    complaint_id: int
    received_at: datetime
    states: tuple[StateRow, ...]


@dataclass(frozen=True, slots=True)
class Movement:
    """Hold the cases behind each number of a movement; a case that closed twice stands twice under closed."""

    carried_in_ids: tuple[int, ...] = ()
    received_ids: tuple[int, ...] = ()
    reopened_ids: tuple[int, ...] = ()
    reclassified_away_ids: tuple[int, ...] = ()
    reclassified_back_ids: tuple[int, ...] = ()
    closed_ids: tuple[int, ...] = ()
    carried_out_ids: tuple[int, ...] = ()
    overdue_ids: tuple[int, ...] = ()

    @property
    def carried_in(self) -> int:
        return len(self.carried_in_ids)

    @property
    def received(self) -> int:
        return len(self.received_ids)

    @property
    def reopened(self) -> int:
        return len(self.reopened_ids)

    @property
    def reclassified(self) -> int:
        """Return the cases reclassified away less those that came back: it can be negative."""
        return len(self.reclassified_away_ids) - len(self.reclassified_back_ids)

    @property
    def closed(self) -> int:
        return len(self.closed_ids)

    @property
    def carried_out(self) -> int:
        return len(self.carried_out_ids)

    @property
    def overdue(self) -> int:
        return len(self.overdue_ids)

    def counts(self) -> dict[str, int]:
        """Return the seven numbers by their JSON keys."""
        return {name: getattr(self, name) for name in MOVEMENT}

    @property
    def is_zero(self) -> bool:
        """Say whether nothing happened and nothing was carried over."""
        return not any(self.counts().values())


@dataclass(frozen=True, slots=True)
class Indicator:
    """Hold an indicator as the cases of its numerator and denominator."""

    numerator_ids: tuple[int, ...]
    denominator_ids: tuple[int, ...]

    @property
    def numerator(self) -> int:
        return len(self.numerator_ids)

    @property
    def denominator(self) -> int:
        return len(self.denominator_ids)

    @property
    def percent(self) -> Decimal | None:
        """Return the unrounded percentage, or nothing where there is nothing to judge."""
        return Decimal(100 * self.numerator) / self.denominator if self.denominator else None

    def percent_shown(self, target: int) -> Decimal | None:
        """Return two decimals, rounded half up, but never so that a missed target shows as reached."""
        exact = self.percent
        if exact is None:
            return None
        shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
        if exact < target <= shown:
            return exact.quantize(Decimal("0.01"), ROUND_DOWN)
        return shown

    def meets(self, target: int) -> bool | None:
        """Compare with the office's target before any rounding; None where there is nothing to judge."""
        if not self.denominator:
            return None
        return 100 * self.numerator >= target * self.denominator


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Hold everything a report says of one period, with the cases behind each number."""

    start: date
    end: date
    cut_off: date
    movement: Movement
    indicator1: Indicator
    indicator2: Indicator
    indicator2_by_original: Indicator
    open_not_due_ids: tuple[int, ...]
    extended_ids: tuple[int, ...]
    without_due_ids: tuple[int, ...]
    apart_ids: dict[str, tuple[int, ...]]
    by_group: dict[str, Movement]
    by_channel: dict[str, Movement]
    by_category: dict[str, Movement]
    by_level: dict[str, Movement]
    by_outcome: dict[str, Movement]

    @property
    def open_not_due(self) -> int:
        return len(self.open_not_due_ids)

    @property
    def extended(self) -> int:
        return len(self.extended_ids)

    @property
    def apart(self) -> dict[str, int]:
        return {name: len(ids) for name, ids in self.apart_ids.items()}
