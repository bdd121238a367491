"""The calendar against a naive one that was written apart, and the worked dates of the office."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.deadlines.calendar import DeadlineError, Holiday, WorkCalendar, load_seed

SEED_FILE = Path(__file__).parents[3] / "resources" / "office" / "holidays.json"
DAYS = st.dates(date(2022, 10, 1), date(2030, 6, 30))


@pytest.fixture(scope="module")
def calendar() -> WorkCalendar:
    return WorkCalendar.from_seed()


@pytest.mark.parametrize(
    ("received", "limit", "due"),
    [
        ("2026-04-10", 15, "2026-05-07"),
        ("2022-12-29", 3, "2023-01-05"),
        ("2023-12-28", 3, "2024-01-04"),
        ("2023-07-27", 3, "2023-08-07"),
        ("2024-04-11", 3, "2024-04-19"),
        ("2025-05-30", 2, "2025-06-05"),
        ("2025-12-30", 3, "2026-01-07"),
        ("2026-04-30", 1, "2026-05-01"),
        ("2026-07-27", 3, "2026-08-04"),
        ("2026-12-04", 3, "2026-12-11"),
    ],
)
def test_worked_dates(calendar: WorkCalendar, received: str, limit: int, due: str) -> None:
    assert calendar.add_working_days(date.fromisoformat(received), limit).isoformat() == due


def test_reply_clock(calendar: WorkCalendar) -> None:
    reply = calendar.reply_due(date(2026, 4, 10))
    assert (reply.due, reply.warn_on, reply.last_working_day) == (
        date(2026, 4, 25), date(2026, 4, 24), date(2026, 4, 24),
    )  # fmt: skip
    weekday = calendar.reply_due(date(2026, 11, 9))
    assert (weekday.due, weekday.warn_on, weekday.last_working_day) == (
        date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 24),
    )  # fmt: skip
    assert calendar.reply_due(date(2026, 11, 21), 1).warn_on == date(2026, 11, 21)


def naive_due(received: date, limit: int) -> date:
    """Cross days off a list, with nothing taken from the code under test."""
    off = {row["date"] for row in json.loads(SEED_FILE.read_text(encoding="utf-8"))["holidays"]}
    worked: list[date] = []
    day = received
    while len(worked) < limit:
        day = day + timedelta(days=1)
        if day.strftime("%w") not in ("0", "6") and day.isoformat() not in off:
            worked.append(day)
    return worked[-1]


def test_against_a_naive_calendar(calendar: WorkCalendar) -> None:
    start = date(2022, 10, 1)
    compared = 0
    for offset in range(0, 4 * 365, 5):
        received = start + timedelta(days=offset)
        for limit in (1, 3, 15):
            assert calendar.add_working_days(received, limit) == naive_due(received, limit)
            compared += 1
    assert compared > 800


@given(DAYS, st.integers(0, 60))
def test_the_walk_tells_the_same(received: date, limit: int) -> None:
    calendar = WorkCalendar.from_seed()
    due = calendar.add_working_days(received, limit)
    walked = calendar.walk(received, limit)
    assert calendar.is_working_day(due)
    assert walked[0].day == received
    assert walked[-1].day == due
    assert [row.day for row in walked] == [received + timedelta(days=n) for n in range(len(walked))]
    assert [row.counted for row in walked if row.counted] == list(range(1, limit + 1))
    assert all(calendar.is_working_day(row.day) == (row.counted is not None) for row in walked[1:])
    assert all(row.text for row in walked)


@given(DAYS, DAYS)
def test_counting_between_agrees_with_looking_at_each_day(start: date, end: date) -> None:
    calendar = WorkCalendar.from_seed()
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert calendar.working_days_between(start, end) == sum(calendar.is_working_day(day) for day in days)
    assert calendar.add_working_days(start, 0) == calendar.on_or_after(start)
    assert calendar.previous_working_day(calendar.next_working_day(start)) <= start


@given(DAYS, st.integers(0, 60))
def test_approaching_starts_at_the_later_of_the_two(received: date, limit: int) -> None:
    calendar = WorkCalendar.from_seed()
    due = calendar.add_working_days(received, limit)
    first = calendar.approaching_on(received, due)
    assert received <= first <= due
    assert not calendar.approaching(received, due, first - timedelta(days=1))
    assert calendar.approaching(received, due, first)
    assert calendar.approaching(received, due, due)
    assert not calendar.approaching(received, due, due + timedelta(days=1))
    gone = calendar.working_days_between(received, first)
    assert 100 * gone >= 80 * limit
    assert calendar.working_days_between(first, due) <= 3


@pytest.mark.parametrize(("limit", "left"), [(15, 3), (30, 3), (7, 1), (3, 0), (1, 0)])
def test_approaching_in_days_left(calendar: WorkCalendar, limit: int, left: int) -> None:
    received = date(2026, 11, 9)
    due = calendar.add_working_days(received, limit)
    assert calendar.working_days_between(calendar.approaching_on(received, due), due) == left


def test_limits(calendar: WorkCalendar) -> None:
    assert calendar.add_working_days(date(2026, 4, 30), 10_000) > date(2060, 1, 1)
    for limit in (-1, 10_001):
        with pytest.raises(DeadlineError) as raised:
            calendar.add_working_days(date(2026, 4, 30), limit)
        assert raised.value.code == "deadline.limit"
    with pytest.raises(DeadlineError):
        calendar.add_working_days(date(9999, 12, 1), 60)
    with pytest.raises(DeadlineError):
        calendar.reply_due(date(9999, 12, 30))
    with pytest.raises(DeadlineError):
        calendar.previous_working_day(date(1, 1, 1))


def test_same_day_limit(calendar: WorkCalendar) -> None:
    assert calendar.add_working_days(date(2026, 4, 10), 0) == date(2026, 4, 10)
    assert calendar.add_working_days(date(2026, 4, 11), 0) == date(2026, 4, 16)
    assert [row.reason for row in calendar.walk(date(2026, 4, 11), 0)] == [
        "weekend", "weekend", "holiday", "holiday", "holiday", "counted",
    ]  # fmt: skip


def test_the_office_may_open_on_a_day_off() -> None:
    open_day = WorkCalendar([Holiday(date(2026, 1, 2), "วันหยุดพิเศษ", "special", office_open=True)])
    assert open_day.add_working_days(date(2026, 1, 1), 1) == date(2026, 1, 2)
    assert "เปิดทำการ" in open_day.walk(date(2026, 1, 1), 1)[-1].text


def test_trust_in_years(calendar: WorkCalendar) -> None:
    assert calendar.unconfirmed_years(date(2025, 12, 1), date(2026, 1, 5)) == (2569,)
    assert calendar.unconfirmed_years(date(2023, 1, 1), date(2025, 12, 31)) == ()
    assert calendar.years_without_table(date(2030, 12, 30), date(2031, 1, 5)) == (2574,)
    assert calendar.is_confirmed(2568)
    assert not calendar.is_confirmed(2570)


def test_seed_is_as_announced() -> None:
    seed = load_seed()
    days = [row.day for row in seed.holidays]
    assert days == sorted(set(days))
    assert all(day.weekday() < 5 for day in days)
    assert all(row.name and row.short and row.source for row in seed.holidays)
    assert {row.kind for row in seed.holidays} == {"regular", "substitution", "special"}
    assert seed.confirmed_years == {2565, 2566, 2567, 2568}
    assert [row.be_year for row in seed.years] == list(range(2565, 2574))
    count = {year: sum(day.year == year for day in days) for year in range(2022, 2027)}
    assert count == {2022: 6, 2023: 20, 2024: 19, 2025: 21, 2026: 20}
    assert all((row.status == "forecast") == (row.day.year >= 2027) for row in seed.holidays)
    assert not any("พืชมงคล" in row.short for row in seed.holidays if row.day.year >= 2027)
    worked = ["2023-01-03", "2024-01-02", "2024-07-23", "2026-06-02", "2026-07-31", "2027-05-01"]
    assert not {date.fromisoformat(day) for day in worked} & set(days)
    assert not [day for day in days if (day.month, day.day) == (5, 1)]
