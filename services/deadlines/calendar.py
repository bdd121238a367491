"""Count whole Thai working days against the office's table of government holidays.

Day 1 is the next working day after receipt. Labour Day and Children's Day are worked and the Royal Ploughing
Ceremony Day is off simply because the table says so: no holiday is known to the code. A year that
stands alone as a number is a B.E. calendar year, as in the office's table.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Self

from services.errors import DomainError
from services.resources import load_json
from services.thai.dates import be_year

LONGEST_LIMIT = 10_000
APPROACHING_PERCENT = 80
APPROACHING_WORKING_DAYS = 3

_ONE_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


Reason = Literal["receipt", "counted", "weekend", "holiday", "stopped"]


class DeadlineError(DomainError):
    """Say that a limit can't be counted: the code is `deadline.limit`."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Hold one day off of government offices; `office_open` is the office's own exception."""

    day: date
    name: str
    kind: str = "regular"  # regular, substitution or special
    source: str = ""
    status: str = "announced"  # or forecast
    office_open: bool = False
    short: str = ""
    resolution_date: date | None = None
    note: str = ""

    @property
    def short_name(self) -> str:
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class SeedYear:
    """Say how far the seed of a B.E. calendar year can be trusted."""

    be_year: int
    confirmed: bool
    forecast: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class HolidaySeed:
    """Hold the table that a new office starts with."""

    holidays: tuple[Holiday, ...]
    years: tuple[SeedYear, ...]
    notes: tuple[str, ...] = ()

    @property
    def confirmed_years(self) -> frozenset[int]:
        return frozenset(row.be_year for row in self.years if row.confirmed)


@dataclass(frozen=True, slots=True)
class DayCounted:
    """Say of one day whether it was counted, as which, and why: a code and a Thai text."""

    day: date
    counted: int | None
    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class ReplyDue:
    """Hold the reply clock: the last day, the day to warn on, the last day the office is open for it."""

    due: date
    warn_on: date
    last_working_day: date


class WorkCalendar:
    """Answer which days are worked, and count them."""

    def __init__(self, holidays: Iterable[Holiday], confirmed_years: Collection[int] = ()) -> None:
        """Take the rows of the table and the B.E. calendar years that somebody confirmed."""
        rows: defaultdict[date, list[Holiday]] = defaultdict(list)
        for row in holidays:
            rows[row.day].append(row)
        self._rows = {day: tuple(found) for day, found in rows.items()}
        # One row that says the office opens is enough: it was written for that day on purpose.
        self._days_off = frozenset(
            day for day, found in self._rows.items() if not any(row.office_open for row in found)
        )
        self._years = frozenset(be_year(day) for day in self._rows)
        self._confirmed = frozenset(confirmed_years)

    @classmethod
    def from_seed(cls, seed: HolidaySeed | None = None) -> Self:
        """Build the calendar of a new office."""
        found = seed or load_seed()
        return cls(found.holidays, found.confirmed_years)

    @property
    def confirmed_years(self) -> frozenset[int]:
        """Return the B.E. calendar years that somebody confirmed."""
        return self._confirmed

    # --- days -----------------------------------------------------------------------------------------

    def holidays_on(self, day: date) -> tuple[Holiday, ...]:
        """Return the rows of a day, worked ones too."""
        return self._rows.get(day, ())

    def is_weekend(self, day: date) -> bool:
        return day.weekday() in {_SATURDAY, _SUNDAY}

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self._days_off

    def next_working_day(self, day: date) -> date:
        """Return the first working day after the day."""
        return self._seek(day, _ONE_DAY)

    def previous_working_day(self, day: date) -> date:
        """Return the last working day before the day."""
        return self._seek(day, -_ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """Return the day itself where it is worked, else the next working day."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def on_or_before(self, day: date) -> date:
        """Return the day itself where it is worked, else the working day before."""
        return day if self.is_working_day(day) else self.previous_working_day(day)

    # --- counting -------------------------------------------------------------------------------------

    def add_working_days(self, received: date, days: int) -> date:
        """Return the due date: receipt isn't counted; a limit of 0 is the same or next working day."""
        _check_limit(days)
        if days == 0:
            return self.on_or_after(received)
        day = received
        for _ in range(days):
            day = self.next_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days come after the start, up to the end; 0 when it isn't later."""
        span = (end - start).days
        if span <= 0:
            return 0
        weeks, rest = divmod(span, 7)
        count = weeks * 5
        count += sum((start.weekday() + offset) % 7 < _SATURDAY for offset in range(1, rest + 1))
        return count - sum(start < day <= end and not self.is_weekend(day) for day in self._days_off)

    def walk(self, received: date, days: int) -> list[DayCounted]:
        """Return every day from receipt to the due date, with what was done with it and why."""
        due = self.add_working_days(received, days)
        counted = 0
        walked: list[DayCounted] = []
        for day in _each_day(received, due):
            if day == received and (days > 0 or day != due):
                walked.append(DayCounted(day, None, *self._receipt_reason(day, days)))
            elif self.is_working_day(day):
                counted += 1 if days else 0
                walked.append(DayCounted(day, counted, *self._counted_reason(day, counted)))
            else:
                walked.append(DayCounted(day, None, *self.day_off_reason(day)))
        return walked

    def day_off_reason(self, day: date) -> tuple[Reason, str]:
        """Say why a day isn't worked; a weekend comes before the holiday that falls on it."""
        if self.is_weekend(day):
            return "weekend", "วันเสาร์" if day.weekday() == _SATURDAY else "วันอาทิตย์"
        return "holiday", " / ".join(row.name for row in self.holidays_on(day))

    # --- clocks ---------------------------------------------------------------------------------------

    def reply_due(self, received: date, calendar_days: int = 15) -> ReplyDue:
        """Return the reply clock: calendar days after receipt, and the last stands even on a holiday."""
        _check_limit(calendar_days)
        due = _shift(received, calendar_days)
        warn_on = max(received, self.previous_working_day(due)) if calendar_days else received
        return ReplyDue(due, warn_on, max(received, self.on_or_before(due)))

    def approaching(
        self,
        received: date,
        due: date,
        today: date,
        percent: int = APPROACHING_PERCENT,
        working_days: int = APPROACHING_WORKING_DAYS,
    ) -> bool:
        """Say whether a case that isn't late comes close to its due date; the due day is the last."""
        return self.approaching_on(received, due, percent, working_days) <= today <= due

    def approaching_on(
        self,
        received: date,
        due: date,
        percent: int = APPROACHING_PERCENT,
        working_days: int = APPROACHING_WORKING_DAYS,
        *,
        stood: int = 0,
    ) -> date:
        """Return the first day of approaching, the later of two days, and never after the due date.

        Of the working days from receipt to the due date the given share is gone, and at most the given
        number is left. A working day counts as gone from its morning on: on the 12th of 15, 12 are gone.
        Days on which the clock stood are neither gone nor left.
        """
        total = max(0, self.working_days_between(received, due) - stood)
        share_gone = -(-percent * total // 100)
        day_number = min(total, max(share_gone, total - working_days))
        day_number += stood
        return min(due, self.add_working_days(received, day_number) if day_number > 0 else received)

    # --- how far the table can be trusted -------------------------------------------------------------

    def is_confirmed(self, year: int) -> bool:
        """Say whether somebody confirmed the holidays of a B.E. calendar year."""
        return year in self._confirmed

    def unconfirmed_years(self, start: date, end: date) -> tuple[int, ...]:
        """Return the B.E. years touched that nobody confirmed."""
        return tuple(year for year in range(be_year(start), be_year(end) + 1) if year not in self._confirmed)

    def years_without_table(self, start: date, end: date) -> tuple[int, ...]:
        """Return the B.E. years touched for which the table holds no row at all."""
        return tuple(year for year in range(be_year(start), be_year(end) + 1) if year not in self._years)

    # --- inside ---------------------------------------------------------------------------------------

    def _seek(self, day: date, step: timedelta) -> date:
        try:
            day += step
            while not self.is_working_day(day):
                day += step
        except OverflowError:
            raise DeadlineError("deadline.limit", day=day) from None
        return day

    def _receipt_reason(self, day: date, days: int) -> tuple[Reason, str]:
        if days == 0:
            return self.day_off_reason(day)
        return "receipt", "วันรับเรื่อง ไม่นับ"

    def _counted_reason(self, day: date, counted: int) -> tuple[Reason, str]:
        text = f"นับเป็นวันทำการที่ {counted}" if counted else "ครบกำหนดในวันทำการเดียวกัน"
        if (day.month, day.day) == (5, 1):
            text += " (วันแรงงานไม่ใช่วันหยุดราชการ)"
        elif self.holidays_on(day):
            text += " (สำนักงานเปิดทำการ)"
        return "counted", text


def load_seed() -> HolidaySeed:
    """Read the seed of the holiday table."""
    data = load_json("office/holidays.json")
    return HolidaySeed(
        holidays=tuple(_seed_row(row) for row in data["holidays"]),
        years=tuple(
            SeedYear(row["be_year"], row["confirmed"], row["forecast"], row.get("note", ""))
            for row in data["years"]
        ),
        notes=tuple(data["notes"]),
    )


def _seed_row(row: dict[str, Any]) -> Holiday:
    resolved = row.get("resolution_date")
    return Holiday(
        day=date.fromisoformat(row["date"]),
        name=row["name"],
        kind=row["kind"],
        source=row["source"],
        status=row["status"],
        short=row["short"],
        resolution_date=date.fromisoformat(resolved) if resolved else None,
        note=row.get("note", ""),
    )


def _check_limit(days: int) -> None:
    if not 0 <= days <= LONGEST_LIMIT:
        raise DeadlineError("deadline.limit", days=days, longest=LONGEST_LIMIT)


def _shift(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise DeadlineError("deadline.limit", days=days, longest=LONGEST_LIMIT) from None


def _each_day(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=offset) for offset in range((end - start).days + 1))
