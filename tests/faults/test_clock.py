"""The computer's clock is wrong: everybody is told at login, work goes on, and nothing gets into a mess."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from services.clock import SetClock
from services.complaints.register import RegisterFilter
from services.errors import Invalid
from services.permissions import Actor
from tests.faults.windows import Window
from tests.services.factories import FRIDAY, PASSWORD, Desk, MadeOffice

Open = Callable[..., Window]


@pytest.fixture
def real_office(made_office: MadeOffice, tmp_path: Path) -> Path:
    """Return a copy of an office that is no demo: its people set it up on the day before FRIDAY."""
    return Path(shutil.copytree(made_office.folder, tmp_path / "data"))


def notice(window: Window) -> str:
    return window.program.window.notice.text()


def test_a_right_clock_is_not_doubted(real_office: Path, open_window: Open) -> None:
    window = open_window(real_office, clock=SetClock(FRIDAY), password=PASSWORD)
    window.log_in()
    assert notice(window) == ""


@pytest.mark.parametrize("login", ["front", "supervisor", "viewer"])
def test_a_clock_set_back_is_told_to_everybody_at_login(
    real_office: Path, open_window: Open, login: str
) -> None:
    window = open_window(real_office, clock=SetClock(FRIDAY - timedelta(days=400)), password=PASSWORD)
    window.log_in(login)
    said = notice(window)
    assert "นาฬิกาของเครื่อง" in said
    assert "6 มี.ค. 2568" in said or "6 มีนาคม 2568" in said
    assert "9 เม.ย. 2569" in said or "9 เมษายน 2569" in said
    window.driver.window.log_out()
    window.driver.settle()
    assert notice(window) == ""
    window.log_in("officer" if login != "officer" else "front")
    assert "นาฬิกาของเครื่อง" in notice(window)


def test_a_clock_a_year_ahead_is_told_at_login(real_office: Path, open_window: Open) -> None:
    window = open_window(real_office, clock=SetClock(FRIDAY + timedelta(days=365)), password=PASSWORD)
    window.log_in()
    assert "366 วัน" in notice(window)
    window.driver.window.log_out()
    window.driver.settle()
    window.log_in("officer")  # whoever comes next in the same sitting is told too
    assert "366 วัน" in notice(window)


def test_ten_minutes_and_a_long_holiday_are_nothing_to_tell(desk: Desk) -> None:
    for away in (timedelta(minutes=-9), timedelta(days=61)):
        desk.clock.set(FRIDAY + away)
        assert desk.services.health.check_clock(desk.front) is None


def test_work_goes_on_with_the_clock_set_back(desk: Desk) -> None:
    first = desk.register()
    desk.clock.set(FRIDAY - timedelta(days=3))
    second = desk.register(received_at=desk.clock.now())
    assert second.complaint_id > first.complaint_id
    third = desk.register(received_at=desk.clock.now())
    assert third.complaint_id > second.complaint_id
    numbers = [int(taken.number.split("/")[0]) for taken in (first, second, third)]
    assert numbers == sorted(set(numbers))
    desk.screen(second.complaint_id)
    assert desk.services.verification.verify().problem is None


def test_days_are_counted_from_the_date_received(desk: Desk) -> None:
    """Where the clock stands plays no part in when a case is due."""
    asked = FRIDAY - timedelta(days=8)
    due = []
    for moment in (FRIDAY, FRIDAY - timedelta(days=7)):
        desk.clock.set(moment)
        case = desk.register(received_at=asked).complaint_id
        desk.screen(case)
        due.append(_due(desk, desk.supervisor, case))
    assert due[0] == due[1]


def _due(desk: Desk, actor: Actor, case: int) -> object:
    rows = desk.services.register.list_complaints(actor, RegisterFilter())
    return next(row.due_date for row in rows if row.id == case)


def test_what_lies_ahead_of_the_clock_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.register(received_at=FRIDAY + timedelta(days=1))
    assert caught.value.fields["received_date"].code in ("date.future", "time.future")


def test_a_date_of_another_age_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.register(received_at=FRIDAY.replace(year=1926))
    assert caught.value.fields["received_date"].code == "date.too_old"


def test_a_clock_put_right_after_a_year_ahead_keeps_ids_rising(desk: Desk) -> None:
    desk.clock.set(FRIDAY + timedelta(days=365))
    ahead = desk.register(received_at=desk.clock.now())
    desk.clock.set(FRIDAY)
    doubt = desk.services.health.check_clock(desk.front)
    assert doubt is not None
    assert doubt.set_back
    right = desk.register(received_at=FRIDAY)
    assert right.complaint_id > ahead.complaint_id
    assert right.number.endswith("/2569")
    assert ahead.number.endswith("/2570")
    assert desk.services.verification.verify().problem is None
