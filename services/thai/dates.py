"""Read and write dates as a Thai office does: in the Buddhist Era, day first.

A B.E. year never enters a date type: 2567 is a leap year because 2024 is one. Every value here is a plain
`date`, `time` or `Month` in the common era, and only text carries B.E. years.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from models.moments import BANGKOK
from services.errors import DomainError
from services.thai.text import arabic_digits, clean, thai_digits

__all__ = [
    "BANGKOK", "MONTHS", "MONTHS_SHORT", "WEEKDAYS", "DateError", "Month", "at_bangkok", "bangkok_date",
    "be_year", "fiscal_months", "fiscal_year", "fiscal_year_range", "format_full", "format_long",
    "format_moment",
    "format_month", "format_numeric", "format_range", "format_short", "format_time", "parse_be_argument",
    "parse_be_date_argument", "parse_date", "parse_time",
]  # fmt: skip

BE_OFFSET = 543
# Years outside are slips of the hand. Below the first year, four digits can only be meant as common era.
FIRST_BE_YEAR, LAST_BE_YEAR = 2400, 2699
FIRST_CE_YEAR = 1900

MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTHS_SHORT = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip
WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")

_MONTH_NAMES = {name: number for number, name in enumerate(MONTHS, 1)}
_MONTH_NAMES |= {name.replace(".", ""): number for number, name in enumerate(MONTHS_SHORT, 1)}
_MONTH_NAMES |= {name.removesuffix("คม").removesuffix("ยน"): number for name, number in _MONTH_NAMES.items()}
_MONTH_NAMES["กุมภา"] = 2

_RELATIVE = {"วันนี้": 0, "เมื่อวาน": -1, "เมื่อวานนี้": -1, "เมื่อวานซืน": -2, "เมื่อวานซืนนี้": -2, "พรุ่งนี้": 1}
_LONGEST = 60

_WEEKDAY_PREFIX = re.compile(f"^(?:วัน)?({'|'.join(WEEKDAYS)}|พฤหัส)(?:ที่)?\\s*(?=[0-9])")
_DAY_PREFIX = re.compile(r"^วันที่\s*")
_ERA = re.compile(r"พ\.?\s*ศ\.?\s*(?=[0-9])")
_DAY_MONTH_YEAR = re.compile(r"^([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,4})$")
_YEAR_MONTH_DAY = re.compile(r"^([0-9]{4})\s*[/.\- ]\s*([0-9]{1,2})\s*[/.\- ]\s*([0-9]{1,2})$")
_DAY_NAME_YEAR = re.compile(r"^([0-9]{1,2})[\s/.\-]*([ก-๎][ก-๎. ]*?)[\s/.,\-]*([0-9]{1,4})$")
_WITHOUT_YEAR = re.compile(r"^([0-9]{1,2})[\s/.\-]*(?:[0-9]{1,2}|[ก-๎][ก-๎. ]*)$")
_TIME = re.compile(r"^(?:เวลา)?\s*([0-9]{1,2})(?:\s*[.:]\s*([0-9]{2})|([0-9]{2}))?\s*(?:น\.?|นาฬิกา)?$")


class DateError(DomainError):
    """Say why a text is no date, month or time: a code of the family `date.` or `time.`."""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """Name a calendar month by its common-era year; text shows it in the Buddhist Era."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise DateError("date.impossible", month=self.month)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that holds the day."""
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read '2569-10', strictly: the year is B.E."""
        match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text.strip())
        if match is None:
            raise DateError("date.unreadable", text=text[:_LONGEST])
        year = _strict_year(match.group(1))
        month = int(match.group(2))
        if not 1 <= month <= 12:
            raise DateError("date.impossible", text=text[:_LONGEST])
        return cls(year, month)

    @property
    def be_year(self) -> int:
        return self.year + BE_OFFSET

    @property
    def be_label(self) -> str:
        """Return 'พฤศจิกายน 2569'."""
        return f"{MONTHS[self.month - 1]} {self.be_year}"

    @property
    def short_label(self) -> str:
        """Return 'พ.ย. 69', for the heads of narrow columns."""
        return f"{MONTHS_SHORT[self.month - 1]} {self.be_year % 100:02d}"

    @property
    def key(self) -> str:
        """Return '2569-11', what `parse` reads."""
        return f"{self.be_year:04d}-{self.month:02d}"

    @property
    def start(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def end(self) -> date:
        return self.next().start - timedelta(days=1)

    @property
    def fiscal_year(self) -> int:
        """Return the B.E. fiscal year that the month belongs to."""
        return fiscal_year(self.start)

    def next(self) -> Self:
        return type(self)(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> Self:
        return type(self)(self.year, self.month - 1) if self.month > 1 else type(self)(self.year - 1, 12)

    def days(self) -> Iterator[date]:
        """Yield each day of the month."""
        return (self.start + timedelta(days=offset) for offset in range(self.end.day))

    def __str__(self) -> str:
        return self.key


# --- reading ------------------------------------------------------------------------------------------


def parse_date(text: str, today: date, *, accept_ce: bool = True) -> date:
    """Read what a clerk types: 12/8/69, 12 ส.ค. 2569, ๑๒ สิงหาคม ๒๕๖๙, 12082569, 2569-08-12, วันนี้.

    Two digits are a year of the 2500s. With `accept_ce` an ISO date in the common era (2026-08-12) is
    taken too, as other programs copy it; any other common-era year is refused with the B.E. year to type.
    """
    typed = " ".join(arabic_digits(clean(text)).split()) if len(text) <= 10 * _LONGEST else text
    if not typed:
        raise DateError("date.empty")
    if len(typed) > _LONGEST:
        raise _unreadable(typed)
    if typed in _RELATIVE:
        return today + timedelta(days=_RELATIVE[typed])
    weekday, rest = _split_weekday(typed)
    day = _read_day(_ERA.sub("", rest), typed, accept_ce)
    if weekday is not None and day.weekday() != weekday:
        raise DateError("date.ambiguous", text=typed, reason="weekday")
    return day


def parse_be_argument(text: str) -> Month:
    """Read a month of the command line, '2569-10'; a year under 2400 is refused as common era."""
    return Month.parse(text)


def parse_be_date_argument(text: str) -> date:
    """Read a date of the command line, '2569-04-10'; a year under 2400 is refused as common era."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip())
    if match is None:
        raise DateError("date.empty") if not text.strip() else _unreadable(text)
    return _day(_strict_year(match.group(1)), int(match.group(2)), int(match.group(3)), text)


def parse_time(text: str) -> time:
    """Read a time of day: 10.35, 10:35 น., ๑๐.๓๕, 1035, 9."""
    typed = arabic_digits(clean(text[: 10 * _LONGEST])).strip()
    match = _TIME.match(typed)
    if match is None:
        raise DateError("time.unreadable", text=typed[:_LONGEST])
    hour, minute = int(match.group(1)), int(match.group(2) or match.group(3) or 0)
    if hour > 23 or minute > 59:
        raise DateError("time.unreadable", text=typed)
    return time(hour, minute)


def _split_weekday(typed: str) -> tuple[int | None, str]:
    match = _WEEKDAY_PREFIX.match(typed)
    if match is None:
        return None, _DAY_PREFIX.sub("", typed)
    name = match.group(1)
    return WEEKDAYS.index("พฤหัสบดี" if name == "พฤหัส" else name), typed[match.end() :]


def _read_day(rest: str, typed: str, accept_ce: bool) -> date:
    if match := _YEAR_MONTH_DAY.match(rest):
        year, month, number = (int(part) for part in match.groups())
        return _day(_typed_year(year, 4, typed, accept_ce=accept_ce), month, number, typed)
    if match := _DAY_MONTH_YEAR.match(rest):
        day, month_text, year_text = match.groups()
        return _day(_typed_year(int(year_text), len(year_text), typed), int(month_text), int(day), typed)
    if rest.isdecimal() and rest.isascii():
        return _run_of_digits(rest, typed)
    if match := _DAY_NAME_YEAR.match(rest):
        day, name, year_text = match.groups()
        return _day(
            _typed_year(int(year_text), len(year_text), typed), _month_number(name, typed), int(day), typed
        )
    if _WITHOUT_YEAR.match(rest):
        raise DateError("date.ambiguous", text=typed, reason="year")
    raise _unreadable(typed)


def _run_of_digits(digits: str, typed: str) -> date:
    """Read 12082569, 120869 and 25690812; with one digit missing, only when a single reading is a date."""
    if (
        len(digits) == 8
        and FIRST_BE_YEAR <= int(digits[:4]) <= LAST_BE_YEAR
        and int(digits[4:]) < FIRST_CE_YEAR
    ):
        return _day(int(digits[:4]) - BE_OFFSET, int(digits[4:6]), int(digits[6:]), typed)
    if len(digits) not in {5, 6, 7, 8}:
        raise _unreadable(typed)
    year_length = 4 if len(digits) > 6 else 2
    year = _typed_year(int(digits[-year_length:]), year_length, typed)
    head = digits[:-year_length]
    if len(head) == 4:
        return _day(year, int(head[2:]), int(head[:2]), typed)
    readings = [day for cut in (1, 2) if (day := _possible(year, int(head[cut:]), int(head[:cut])))]
    if len(readings) > 1:
        raise DateError("date.ambiguous", text=typed, reason="digits", readings=readings)
    if not readings:
        raise DateError("date.impossible", text=typed)
    return readings[0]


def _month_number(name: str, typed: str) -> int:
    number = _MONTH_NAMES.get(name.replace(".", "").replace(" ", ""))
    if number is None:
        raise _unreadable(typed)
    return number


def _typed_year(year: int, digits: int, typed: str, *, accept_ce: bool = False) -> int:
    """Return the common-era year of what was typed as a B.E. year."""
    if digits == 2:
        return 2500 + year - BE_OFFSET
    if digits == 4 and FIRST_CE_YEAR <= year < FIRST_BE_YEAR:
        if accept_ce:
            return year
        raise DateError("date.ce_year", text=typed, year=year, be_year=year + BE_OFFSET)
    if digits != 4 or not FIRST_BE_YEAR <= year <= LAST_BE_YEAR:
        raise DateError("date.year_range", text=typed, year=year, low=FIRST_BE_YEAR, high=LAST_BE_YEAR)
    return year - BE_OFFSET


def _strict_year(text: str) -> int:
    year = int(text)
    if year < FIRST_BE_YEAR:
        raise DateError("date.ce_year", year=year, be_year=year + BE_OFFSET)
    if year > LAST_BE_YEAR:
        raise DateError("date.year_range", year=year, low=FIRST_BE_YEAR, high=LAST_BE_YEAR)
    return year - BE_OFFSET


def _possible(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(year: int, month: int, day: int, typed: str) -> date:
    found = _possible(year, month, day)
    if found is None:
        params: dict[str, Any] = {"day": day, "month": month, "be_year": year + BE_OFFSET}
        raise DateError("date.impossible", text=typed[:_LONGEST], **params)
    return found


def _unreadable(typed: str) -> DateError:
    return DateError("date.unreadable", text=typed[:_LONGEST])


# --- writing ------------------------------------------------------------------------------------------


def be_year(day: date) -> int:
    """Return the B.E. year of a day."""
    return day.year + BE_OFFSET


def format_full(day: date, *, thai: bool = False, year: bool = True) -> str:
    """Return 'วันจันทร์ที่ 23 พฤศจิกายน 2569'."""
    ending = f" {be_year(day)}" if year else ""
    return _digits(f"วัน{WEEKDAYS[day.weekday()]}ที่ {day.day} {MONTHS[day.month - 1]}{ending}", thai)


def format_long(day: date, *, thai: bool = False) -> str:
    """Return '23 พฤศจิกายน 2569'."""
    return _digits(f"{day.day} {MONTHS[day.month - 1]} {be_year(day)}", thai)


def format_short(day: date, *, thai: bool = False) -> str:
    """Return '23 พ.ย. 2569'."""
    return _digits(f"{day.day} {MONTHS_SHORT[day.month - 1]} {be_year(day)}", thai)


def format_numeric(day: date, *, thai: bool = False) -> str:
    """Return '23/11/2569', padded so that columns align."""
    return _digits(f"{day.day:02d}/{day.month:02d}/{be_year(day)}", thai)


def format_month(month: Month | date, *, thai: bool = False) -> str:
    """Return 'พฤศจิกายน 2569'."""
    found = month if isinstance(month, Month) else Month.of(month)
    return _digits(found.be_label, thai)


def format_time(moment: time | datetime, *, thai: bool = False) -> str:
    """Return '10.35 น.', in Bangkok time where the moment is aware."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(BANGKOK)
    return _digits(f"{moment.hour:02d}.{moment.minute:02d} น.", thai)


def format_moment(moment: datetime, *, thai: bool = False) -> str:
    """Return '23 พ.ย. 2569 10.35 น.'."""
    return f"{format_short(bangkok_date(moment), thai=thai)} {format_time(moment, thai=thai)}"


def format_range(start: date, end: date, *, thai: bool = False, year: bool = True) -> str:
    """Return '13–15 เมษายน 2569', with whatever differs written on both sides."""
    ending = f" {be_year(end)}" if year else ""
    last = f"{end.day} {MONTHS[end.month - 1]}{ending}"
    if start == end:
        return _digits(last, thai)
    if (start.year, start.month) == (end.year, end.month):
        return _digits(f"{start.day}–{last}", thai)
    first = f"{start.day} {MONTHS[start.month - 1]}"
    if start.year != end.year:
        first, last = f"{first} {be_year(start)}", f"{end.day} {MONTHS[end.month - 1]} {be_year(end)}"
    return _digits(f"{first} – {last}", thai)


def _digits(text: str, thai: bool) -> str:
    return thai_digits(text) if thai else text


# --- moments and fiscal years -------------------------------------------------------------------------


def bangkok_date(moment: datetime) -> date:
    """Return the calendar day of an aware moment, as the office's wall calendar shows it."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(BANGKOK).date()


def at_bangkok(day: date, clock: time) -> datetime:
    """Return the aware moment of a day and a time of day at the office."""
    return datetime.combine(day, clock.replace(tzinfo=None), tzinfo=BANGKOK)


def fiscal_year(day: date) -> int:
    """Return the B.E. fiscal year, which begins on 1 October and is named by the year it ends in."""
    return be_year(day) + (1 if day.month >= 10 else 0)


def fiscal_year_range(year: int) -> tuple[date, date]:
    """Return the first and last day of a B.E. fiscal year."""
    ends = year - BE_OFFSET
    return date(ends - 1, 10, 1), date(ends, 9, 30)


def fiscal_months(year: int) -> list[Month]:
    """Return the twelve months of a B.E. fiscal year, October first."""
    months = [Month.of(fiscal_year_range(year)[0])]
    while len(months) < 12:
        months.append(months[-1].next())
    return months
