"""How often a channel is due, over weekends, Songkran and the year's end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.channels.frequency import Frequency, default_rule, read_frequency
from services.deadlines.calendar import WorkCalendar
from services.office.codes import codes

CALENDAR = WorkCalendar.from_seed()
ROUNDS = ["every_working_day", "monthly", *(f"weekly:{day}" for day in range(1, 6))]


@pytest.mark.parametrize(
    ("frequency", "last", "due"),
    [
        ("every_working_day", date(2026, 4, 9), date(2026, 4, 10)),
        ("every_working_day", date(2026, 4, 10), date(2026, 4, 16)),  # a weekend, then Songkran
        ("every_working_day", date(2026, 4, 30), date(2026, 5, 1)),  # Labour Day is worked
        ("every_working_day", date(2025, 12, 30), date(2026, 1, 5)),  # the special day of 2 January
        ("weekly:1", date(2026, 3, 30), date(2026, 4, 7)),  # Monday the 6th is Chakri Day
        ("weekly:1", date(2026, 4, 7), date(2026, 4, 16)),  # Monday the 13th is Songkran
        ("weekly:1", date(2026, 4, 16), date(2026, 4, 20)),
        ("weekly:1", date(2026, 4, 17), date(2026, 4, 20)),
        ("weekly:3", date(2026, 4, 8), date(2026, 4, 16)),  # Wednesday the 15th is Songkran
        ("weekly:5", date(2026, 4, 10), date(2026, 4, 17)),
        ("weekly:5", date(2025, 12, 26), date(2026, 1, 5)),  # Friday the 2nd is off, then a weekend
        ("weekly:5", date(2026, 1, 5), date(2026, 1, 9)),
        ("monthly", date(2026, 3, 20), date(2026, 4, 1)),
        ("monthly", date(2025, 12, 15), date(2026, 1, 5)),  # 1 and 2 January are off, then a weekend
        ("monthly", date(2026, 1, 2), date(2026, 1, 5)),
        ("every_time", date(2026, 4, 10), None),
        ("unset", date(2026, 4, 10), None),
    ],
)
def test_the_day_after_a_look_on_which_the_next_is_due(frequency: str, last: date, due: date | None) -> None:
    read = read_frequency(frequency)
    assert read is not None
    assert read.due_after(last, CALENDAR) == due


@given(st.sampled_from(ROUNDS), st.dates(date(2022, 10, 1), date(2026, 9, 30)), st.integers(0, 40))
def test_a_round_is_a_working_day_after_the_look_and_never_goes_back(
    frequency: str, last: date, later: int
) -> None:
    read = read_frequency(frequency)
    assert read is not None
    due, next_due = (read.due_after(day, CALENDAR) for day in (last, last + timedelta(days=later)))
    assert due is not None
    assert next_due is not None
    assert last < due <= next_due
    assert CALENDAR.is_working_day(due)


@pytest.mark.parametrize("text", ["", "daily", "weekly:6", "weekly:0", "monthly:1", "weekly:x", "weekly:"])
def test_what_is_no_frequency_is_none(text: str) -> None:
    assert read_frequency(text) == (Frequency("weekly") if text == "weekly:" else None)


def test_every_frequency_reads_back_as_it_is_kept() -> None:
    for code in codes("inspection_frequencies"):
        read = read_frequency(code)
        assert read is not None
        assert read_frequency(read.as_text()) == read


def test_the_defaults_are_those_of_the_office_s_practice() -> None:
    assert default_rule("walk_in", "walk_in").frequency.code == "every_time"
    assert default_rule("phone", "phone").frequency.code == "every_time"
    assert default_rule("suggestion_box", "box").frequency.as_text() == "weekly:1"
    for code in ("website", "email", "social", "gcc1111", "news", "oic_web"):
        assert default_rule(code, "general").frequency.code == "every_working_day"
    # A channel that the office added goes by its form.
    assert default_rule("post", "general").frequency.code == "every_working_day"
    assert default_rule("second_box", "box").frequency.code == "weekly"
    assert default_rule("post", "general").take_in_days == 1
