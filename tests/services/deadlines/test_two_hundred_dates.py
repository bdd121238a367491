"""Over two hundred due dates of fiscal years 2566 to 2569, against a calendar typed apart from the program.

The rows of two_hundred_dates.csv are literal: counted once by announced_days.py, they stay as they are.
"""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from models.moments import BANGKOK
from tests.services.deadlines.announced_days import FIRST, LAST, MARKS, count_on, is_off
from tests.services.factories import Desk

TABLE = [
    (date.fromisoformat(row["received"]), int(row["limit"]), date.fromisoformat(row["due"]))
    for row in csv.DictReader(
        (Path(__file__).parent / "two_hundred_dates.csv").read_text(encoding="utf-8").splitlines()
    )
]
# The worked dates of the office: receipt, limit, due, and what a wrong calendar would give.
WORKED = [
    ("2026-04-10", 15, "2026-05-07"),  # 8 May with Labour Day off
    ("2022-12-29", 3, "2023-01-05"),  # 6 January with a second substitution
    ("2023-12-28", 3, "2024-01-04"),  # the substitution moved from 2 January to 29 December
    ("2023-07-27", 3, "2023-08-07"),  # a special day between two holidays
    ("2024-04-11", 3, "2024-04-19"),  # a special day before Songkran
    ("2025-05-30", 2, "2025-06-05"),  # a special day joined to a holiday
    ("2025-12-30", 3, "2026-01-07"),  # over the new year, with 2 January
    ("2026-04-30", 1, "2026-05-01"),  # Labour Day is worked
    ("2026-07-27", 3, "2026-08-04"),  # the cabinet refused 31 July
    ("2026-12-04", 3, "2026-12-11"),  # a substitution and Constitution Day
]


def test_the_table_is_long_enough_and_holds_every_kind_of_day() -> None:
    assert len(TABLE) == len({(received, limit) for received, limit, _due in TABLE}) >= 200
    for year in (2566, 2567, 2568, 2569):
        start, end = date(year - 544, 10, 1), date(year - 543, 9, 30)
        assert sum(start <= received <= end for received, _limit, _due in TABLE) >= 40
    assert {limit for _received, limit, _due in TABLE} == {1, 2, 3, 7, 15, 30}
    passed = {day for received, limit, _due in TABLE for day in count_on(received, limit)[1]}
    marked = {day for day, mark in MARKS.items() if mark}
    assert len(marked) == 30
    assert marked <= passed
    # Behind 31 December 2569 lies a year that nobody has announced.
    assert set(MARKS) - {date(2026, 12, 31)} <= passed | {received for received, _limit, _due in TABLE}
    literal = {(received.isoformat(), limit, due.isoformat()) for received, limit, due in TABLE}
    assert set(WORKED) <= literal


@pytest.mark.parametrize(("received", "limit", "due"), TABLE)
def test_a_due_date_of_the_independent_calendar(received: date, limit: int, due: date) -> None:
    assert count_on(received, limit)[0] == due


def test_the_office_counts_each_of_them_alike(desk: Desk) -> None:
    wrong = []
    for received, limit, due in TABLE:
        told = desk.services.deadlines.explain_due(received, limit)
        skipped = [day.day for day in told.days if day.counted is None and day.day != received]
        if (told.due_date, skipped) != (due, count_on(received, limit)[1]):
            wrong.append((received, limit, due, told.due_date))
    assert wrong == []


def test_a_case_received_on_that_day_is_due_on_that_day(desk: Desk) -> None:
    """Levels have limits of 3, 7, 15 and 30 days: rows of these go through a whole registration."""
    levels = {3: "opinion", 7: "minor", 15: "major", 30: "legal"}
    rows = [row for row in TABLE if row[1] in levels][::6]
    assert len(rows) >= 15
    for received, limit, due in rows:
        moment = datetime.combine(received, time(9), BANGKOK)
        desk.clock.set(moment)
        case = desk.register(received_at=moment, level=levels[limit]).complaint_id
        assert (desk.case(case).due_original, desk.case(case).due_date) == (due, due)
        assert desk.case(case).reply_due == received + timedelta(days=15)


def test_the_offices_own_table_day_by_day(desk: Desk) -> None:
    """Each of the 1,553 days: off in the office where it is off in the announcements, and marked alike."""
    calendar = desk.services.office.read_facts(desk.front).counting.calendar
    marks = {"substitution": "●", "special": "★", "regular": ""}
    compared = 0
    day = FIRST
    while day <= LAST:
        assert calendar.is_working_day(day) is not is_off(day), day
        if day in MARKS:
            (row,) = calendar.holidays_on(day)
            assert marks[row.kind] == MARKS[day], day
        compared += 1
        day += timedelta(days=1)
    assert compared == 1553


def test_the_reply_clock_stands_on_a_holiday_and_warns_before(desk: Desk) -> None:
    calendar = desk.services.office.read_facts(desk.front).counting.calendar
    reply = calendar.reply_due(date(2026, 4, 10))
    assert (reply.due, reply.warn_on) == (date(2026, 4, 25), date(2026, 4, 24))
    for received, _limit, _due in TABLE:
        reply = calendar.reply_due(received)
        assert reply.due == received + timedelta(days=15)
        before = reply.due - timedelta(days=1)
        while is_off(before):
            before -= timedelta(days=1)
        assert reply.warn_on == before
