"""Due dates against a calendar typed anew from the announced days, and crossed off one by one."""

import random
from datetime import date, timedelta

import pytest

from services.container import Services
from tests.services.factories import Desk

# Weekdays off in government offices, by the C.E. year; the last quarter of 2022 opens fiscal year 2566.
DAYS_OFF = {
    2022: "10-13 10-14 10-24 12-05 12-12 12-30",
    2023: "01-02 03-06 04-06 04-13 04-14 04-17 05-04 05-05 05-17 06-05 07-28 07-31 08-01 08-02 08-14 "
    "10-13 10-23 12-05 12-11 12-29",
    2024: "01-01 02-26 04-08 04-12 04-15 04-16 05-06 05-10 05-22 06-03 07-22 07-29 08-12 10-14 10-23 "
    "12-05 12-10 12-30 12-31",
    2025: "01-01 02-12 04-07 04-14 04-15 04-16 05-05 05-09 05-12 06-02 06-03 07-10 07-11 07-28 08-11 "
    "08-12 10-13 10-23 12-05 12-10 12-31",
    2026: "01-01 01-02 03-03 04-06 04-13 04-14 04-15 05-04 05-13 06-01 06-03 07-28 07-29 07-30 08-12 "
    "10-13 10-23 12-07 12-10 12-31",
}
OFF = {date.fromisoformat(f"{year}-{day}") for year, days in DAYS_OFF.items() for day in days.split()}
FIRST, LAST_RECEIVED = date(2022, 10, 1), date(2026, 10, 20)


def crossed_off(received: date, limit: int) -> list[tuple[date, bool]]:
    """Return each day after receipt with whether it was worked, until the limit is used up."""
    days: list[tuple[date, bool]] = []
    day, left = received, limit
    while left:
        day += timedelta(days=1)
        worked = day.isoweekday() < 6 and day not in OFF
        left -= worked
        days.append((day, worked))
    return days


@pytest.fixture
def services(desk: Desk) -> Services:
    return desk.services


def test_hundreds_of_due_dates_and_each_day_on_the_way(services: Services) -> None:
    chance = random.Random(2569)
    for _ in range(400):
        received = FIRST + timedelta(days=chance.randrange((LAST_RECEIVED - FIRST).days))
        limit = chance.choice([1, 2, 3, 7, 15, 30, chance.randrange(1, 40)])
        explained = services.deadlines.explain_due(received, limit)
        expected = crossed_off(received, limit)
        walked = [(day.day, day.counted is not None) for day in explained.days if day.day != received]
        assert walked == expected, (received, limit)
        assert explained.due_date == expected[-1][0]
        assert [day.counted for day in explained.days if day.counted] == list(range(1, limit + 1))
        assert all(day.text for day in explained.days)


def test_no_day_is_off_that_was_not_announced(services: Services) -> None:
    walked = services.deadlines.explain_due(date(2022, 9, 30), 1035).days
    weekdays = [
        day for day in walked if date(2022, 9, 30) < day.day < date(2027, 1, 1) and day.day.weekday() < 5
    ]
    assert {day.day for day in weekdays if day.counted is None} == OFF
