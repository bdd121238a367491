"""Which copies are kept: by day, week and month, and never fewer than the newest."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.moments import BANGKOK
from services.backup.retention import ALL_OF, Keep, kept_of

START = datetime(2026, 1, 1, 16, 30, tzinfo=BANGKOK)
MOMENTS = st.lists(
    st.integers(0, 3 * 365 * 24).map(lambda hours: START + timedelta(hours=hours)), max_size=60
)
KEEPS = st.builds(Keep, st.integers(1, 10), st.integers(0, 6), st.integers(0, 14))


def test_a_year_of_daily_copies() -> None:
    days = [START + timedelta(days=day) for day in range(400)]
    kept = sorted(kept_of(days, Keep(), days[-1]), reverse=True)
    assert kept[:7] == sorted(days, reverse=True)[:7]
    assert len({(moment.year, moment.month) for moment in kept}) == 12
    assert len(kept) <= 7 + 4 + 12


def test_of_a_day_the_newest_is_kept() -> None:
    noon, evening = START, START + timedelta(hours=5)
    later = evening + ALL_OF
    assert kept_of([noon, evening, later], Keep(days=2, weeks=0, months=0), later) == {evening, later}


def test_of_the_last_two_days_every_copy_is_kept() -> None:
    copies = [START + timedelta(hours=hour) for hour in range(0, 49, 3)]
    kept = kept_of(copies, Keep(days=1, weeks=0, months=0), copies[-1])
    assert kept == set(copies[1:])


def test_a_copy_named_ahead_of_the_clock_displaces_none_of_the_last_two_days() -> None:
    ahead, now = START + timedelta(days=400), START + timedelta(hours=2)
    assert kept_of([START, now, ahead], Keep(days=1, weeks=0, months=0), now) == {START, now, ahead}


@given(MOMENTS, KEEPS)
def test_the_newest_stays_and_dropping_twice_drops_no_more(moments: list[datetime], keep: Keep) -> None:
    now = START + timedelta(days=500)
    kept = kept_of(moments, keep, now)
    assert kept <= set(moments)
    assert kept == kept_of(kept, keep, now)
    if moments:
        assert max(moments) in kept


@given(MOMENTS, KEEPS)
def test_every_one_of_the_last_days_keeps_a_copy(moments: list[datetime], keep: Keep) -> None:
    kept_days = {moment.date() for moment in kept_of(moments, keep, START)}
    assert kept_days >= set(sorted({moment.date() for moment in moments}, reverse=True)[: keep.days])
