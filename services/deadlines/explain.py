"""Say in plain Thai why a date is what it is."""

from collections.abc import Iterable
from datetime import date

from services.deadlines.calendar import DayCounted, Holiday, WorkCalendar
from services.thai.dates import be_year, format_full, format_range

_LABOUR_DAY = (5, 1)


def explain_due(calendar: WorkCalendar, received: date, days: int) -> str:
    """Return why a case received on this day, with this limit in working days, is due when it is."""
    walked = calendar.walk(received, days)
    due = walked[-1].day
    parts = [f"ครบกำหนด{format_full(due)} — รับเรื่อง{format_full(received)}"]
    if days:
        first = next(row.day for row in walked if row.counted)
        parts.append(
            f"วันทำการแรกที่นับคือ{format_full(first, year=first.year != received.year)} นับ {days} วันทำการ"
        )
    elif due == received:
        parts.append("กำหนดให้แล้วเสร็จในวันที่รับเรื่อง")
    else:
        parts.append("กำหนดให้แล้วเสร็จในวันที่รับเรื่อง แต่ไม่ใช่วันทำการ จึงเลื่อนไปวันทำการถัดไป")
    parts += _skipped_parts(calendar, walked)
    parts += [_labour_day(row.day, due) for row in walked if row.counted and _is_labour_day(row.day)]
    parts += table_warnings(calendar, received, due)
    return " ".join(parts)


def explain_reply(calendar: WorkCalendar, received: date, calendar_days: int = 15) -> str:
    """Return by when the complainant must have heard something, and why then."""
    reply = calendar.reply_due(received, calendar_days)
    sentence = f"แจ้งความคืบหน้าให้ผู้ร้องเรียนภายใน{format_full(reply.due)} ({calendar_days} วันปฏิทิน ไม่นับวันรับเรื่อง)"
    if reply.last_working_day == reply.due:
        return sentence
    last = format_full(reply.last_working_day, year=reply.last_working_day.year != reply.due.year)
    return f"{sentence} วันทำการสุดท้ายก่อนครบกำหนดคือ{last}"


def table_warnings(calendar: WorkCalendar, start: date, end: date) -> list[str]:
    """Return a sentence for the years in between whose holidays are missing or confirmed by nobody."""
    missing = calendar.years_without_table(start, end)
    unconfirmed = [year for year in calendar.unconfirmed_years(start, end) if year not in missing]
    warnings = []
    if missing:
        warnings.append(f"ไม่มีตารางวันหยุดราชการปี {_years(missing)} จึงข้ามเฉพาะวันเสาร์และวันอาทิตย์")
    if unconfirmed:
        warnings.append(f"ยังไม่มีผู้ยืนยันวันหยุดราชการปี {_years(unconfirmed)} วันครบกำหนดที่แสดงอาจเปลี่ยน")
    return warnings


def _skipped_parts(calendar: WorkCalendar, walked: list[DayCounted]) -> list[str]:
    # The receipt day isn't counted in any case: it explains nothing even where it was a day off.
    weekends = sum(row.reason == "weekend" for row in walked)
    holidays = [row.day for row in walked if row.reason == "holiday"]
    skipped = []
    if weekends:
        skipped.append(f"เสาร์–อาทิตย์ {weekends} วัน")
    if holidays:
        skipped.append(f"วันหยุดราชการ {len(holidays)} วัน ({', '.join(_grouped(calendar, holidays))})")
    return [f"ข้าม{' และ'.join(skipped)}"] if skipped else []


def _grouped(calendar: WorkCalendar, days: Iterable[date]) -> list[str]:
    """Join days in a row that carry one name: สงกรานต์ 13–15 เมษายน."""
    groups: list[tuple[str, date, date]] = []
    for day in days:
        name = _name(calendar.holidays_on(day))
        if (
            groups
            and groups[-1][0] == name
            and (day - groups[-1][2]).days == 1
            and day.month == groups[-1][2].month
        ):
            groups[-1] = (name, groups[-1][1], day)
        else:
            groups.append((name, day, day))
    several_years = len({start.year for _, start, _ in groups}) > 1
    return [f"{name} {format_range(start, end, year=several_years)}" for name, start, end in groups]


def _name(rows: tuple[Holiday, ...]) -> str:
    return "/".join(row.short_name for row in rows)


def _is_labour_day(day: date) -> bool:
    return (day.month, day.day) == _LABOUR_DAY


def _labour_day(day: date, due: date) -> str:
    year = "" if day.year == due.year else f" {be_year(day)} "
    return f"วันที่ 1 พฤษภาคม{year}นับเป็นวันทำการ เพราะวันแรงงานไม่ใช่วันหยุดราชการ"


def _years(years: Iterable[int]) -> str:
    numbers = list(years)
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{numbers[0]}–{numbers[-1]}"
    return " และ ".join(", ".join(map(str, part)) for part in (numbers[:-1], numbers[-1:]) if part)
