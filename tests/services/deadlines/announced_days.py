"""The days off of government offices, typed from the announcements as people read them, and a plain count.

Nothing here is taken from the program or from its table: the months are written as in the announcements, ● is
a substitution, ★ a special or moved day by the cabinet.
"""

from datetime import date, timedelta

ANNOUNCED = {
    2565: "13 ต.ค. · 14 ต.ค.★ · 24 ต.ค.● · 5 ธ.ค. · 12 ธ.ค.● · 30 ธ.ค.★",
    2566: (
        "2 ม.ค.● · 6 มี.ค. · 6 เม.ย. · 13 เม.ย. · 14 เม.ย. · 17 เม.ย.● · 4 พ.ค. · 5 พ.ค.★ · "
        "17 พ.ค. · 5 มิ.ย.● · 28 ก.ค. · 31 ก.ค.★ · 1 ส.ค. · 2 ส.ค. · 14 ส.ค.● · 13 ต.ค. · "
        "23 ต.ค. · 5 ธ.ค. · 11 ธ.ค.● · 29 ธ.ค.★"
    ),
    2567: (
        "1 ม.ค. · 26 ก.พ.● · 8 เม.ย.● · 12 เม.ย.★ · 15 เม.ย. · 16 เม.ย.● · 6 พ.ค.● · 10 พ.ค. · "
        "22 พ.ค. · 3 มิ.ย. · 22 ก.ค.● · 29 ก.ค.● · 12 ส.ค. · 14 ต.ค.● · 23 ต.ค. · 5 ธ.ค. · "
        "10 ธ.ค. · 30 ธ.ค.★ · 31 ธ.ค."
    ),
    2568: (
        "1 ม.ค. · 12 ก.พ. · 7 เม.ย.● · 14 เม.ย. · 15 เม.ย. · 16 เม.ย.● · 5 พ.ค.● · 9 พ.ค. · "
        "12 พ.ค.● · 2 มิ.ย.★ · 3 มิ.ย. · 10 ก.ค. · 11 ก.ค. · 28 ก.ค. · 11 ส.ค.★ · 12 ส.ค. · "
        "13 ต.ค. · 23 ต.ค. · 5 ธ.ค. · 10 ธ.ค. · 31 ธ.ค."
    ),
    2569: (
        "1 ม.ค. · 2 ม.ค.★ · 3 มี.ค. · 6 เม.ย. · 13 เม.ย. · 14 เม.ย. · 15 เม.ย. · 4 พ.ค. · "
        "13 พ.ค. · 1 มิ.ย.● · 3 มิ.ย. · 28 ก.ค. · 29 ก.ค. · 30 ก.ค. · 12 ส.ค. · 13 ต.ค. · "
        "23 ต.ค. · 7 ธ.ค.● · 10 ธ.ค. · 31 ธ.ค."
    ),
}
MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
FIRST, LAST = date(2022, 10, 1), date(2026, 12, 31)


def _typed() -> dict[date, str]:
    """Return each day off with its mark: ●, ★, or nothing for a day of every year."""
    found = {}
    for year, line in ANNOUNCED.items():
        for item in line.split(" · "):
            text = item.rstrip("●★")
            day, month = text.split(" ")
            found[date(year - 543, MONTHS.index(month) + 1, int(day))] = item[len(text) :]
    return found


MARKS = _typed()


def is_off(day: date) -> bool:
    """Say whether government offices are closed on a day."""
    return day.isoweekday() in {6, 7} or day in MARKS


def count_on(received: date, limit: int) -> tuple[date, list[date]]:
    """Walk from the day after receipt until the limit is used up; return the day, and those passed over."""
    passed, left, day = [], limit, received
    while left:
        day += timedelta(days=1)
        if is_off(day):
            passed.append(day)
        else:
            left -= 1
    return day, passed
