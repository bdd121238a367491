"""Another program holds the database: the window says so, keeps the text, and saves at a later key press."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import drivers
from models.engine import DATABASE_NAME
from services.demo.office import PASSWORD
from tests.faults.command_line import run
from tests.faults.machine import held
from tests.faults.windows import TYPED, Window

Open = Callable[..., Window]
HELD = "กำลังถูกเขียนโดยงานอื่น"


@pytest.fixture(autouse=True)
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a moment instead of ten seconds: the figure is a setting, what comes after it is what counts."""
    monkeypatch.setattr(drivers, "BUSY_MS", 150)


def test_a_save_waits_says_so_and_succeeds_later(office: Path, open_window: Open) -> None:
    window = open_window(office)
    window.log_in()
    window.type_complaint()
    with held(office / DATABASE_NAME):
        window.save()
        assert HELD in window.text()
        assert window.story() == TYPED
    window.save()
    assert len(window.numbers_of()) == 1


def test_a_login_waits_says_so_and_succeeds_later(office: Path, open_window: Open) -> None:
    window = open_window(office)
    with held(office / DATABASE_NAME):
        window.try_log_in("front")
        assert HELD in window.text()
    window.log_in()


def test_looking_goes_on_while_another_writes(office: Path, open_window: Open) -> None:
    window = open_window(office)
    window.log_in("supervisor")
    with held(office / DATABASE_NAME):
        window.driver.go("register")
        assert "เรื่อง" in window.text()
        assert HELD not in window.text()
        assert window.told == []


def test_a_report_waits_says_so_and_succeeds_later(office: Path, open_window: Open) -> None:
    window = open_window(office)
    window.log_in("supervisor")
    window.driver.go("reports")
    with held(office / DATABASE_NAME):
        window.driver.press("จัดทำรายงาน")
        assert any(HELD in said for said in window.told)
    window.told.clear()
    window.driver.press("จัดทำรายงาน")
    assert window.told == []


def test_a_database_held_whole_is_told_at_opening(office: Path, open_window: Open) -> None:
    with held(office / DATABASE_NAME, "WHOLE"):
        window = open_window(office)
        assert "กำลังถูกใช้งานโดยโปรแกรมอื่น" in window.text()
        window.driver.press("ลองเปิดอีกครั้ง")
        assert "กำลังถูกใช้งานโดยโปรแกรมอื่น" in window.text()
    window.driver.press("ลองเปิดอีกครั้ง")
    window.log_in()


def test_the_command_line_says_so_in_one_line(office: Path) -> None:
    with held(office / DATABASE_NAME, "WHOLE"):
        ended = run("list", "--data", office, "--user", "front")
    assert ended.returncode == 1
    assert "มีโปรแกรมอื่นใช้ไฟล์ข้อมูลอยู่" in ended.stderr
    assert run("list", "--data", office, "--user", "front").returncode == 0


def test_two_command_lines_beside_a_window_each_do_their_work(
    office: Path, open_window: Open, tmp_path: Path
) -> None:
    window = open_window(office)
    window.log_in()
    window.type_complaint()
    words = ("report", "monthly", "--data", office, "--user", "supervisor", "--month", "2569-02", "--out")
    with run.beside(*words, tmp_path / "a.pdf") as first, run.beside(*words, tmp_path / "b.pdf") as second:
        window.save()
        assert (first(), second()) == (0, 0)
    assert len(window.numbers_of()) == 1
    assert window.program.services.verification.verify().problem is None
    assert PASSWORD not in window.text()
