"""A long day in one window: many cases, people coming and going; nothing breaks or piles up."""

import gc
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from models.moments import BANGKOK
from services.clock import SetClock
from services.complaints.register import RegisterFilter
from services.demo.office import make_demo_office
from services.errors import DomainError
from tests.journeys.conftest import Desk
from ui.app import create_app
from ui.case.case_page import CasePage
from ui.intake.intake_page import IntakePage
from ui.program import Program
from ui.tasks import TaskRunner
from ui.tour.driver import Driver
from ui.tour.main_job import MainJob

CASES = 30
ROLES = ("front", "officer", "supervisor", "admin", "viewer")
NOON = datetime(2026, 9, 29, 12, 0, tzinfo=BANGKOK)


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Desk]:
    """Open the window on an office with cases at every step."""
    create_app(dark=False)
    gc.freeze()  # what earlier tests left is no matter of this day, and would be walked through each time
    folder = tmp_path / "office"
    make_demo_office(folder, cases=CASES, fiscal_year=2569, until=NOON)
    crashes: list[BaseException] = []
    program = Program(folder, SetClock(NOON), TaskRunner(), None)
    program.runner.crashed.connect(crashes.append)
    program.open_office()
    program.window.show()
    driver = Driver(program.window, program.runner)
    yield Desk(program, driver, MainJob(driver, lambda _name: None), SetClock(NOON), folder)
    program.close()
    program.window.deleteLater()
    gc.unfreeze()
    assert not crashes


def widgets_alive() -> int:
    """Count every widget there is, shown or not."""
    gc.collect()
    return len(QApplication.allWidgets())


def alive(kind: type[QWidget]) -> int:
    gc.collect()
    return sum(type(thing) is kind for thing in gc.get_objects())


def case_page(driver: Driver) -> CasePage:
    page = driver.window.page("case")
    assert isinstance(page, CasePage)
    return page


def test_many_cases_one_after_another(busy: Desk) -> None:
    driver, services = busy.driver, busy.program.services
    actor = busy.supervisor()
    rows = services.register.list_complaints(actor, RegisterFilter(), limit=CASES)
    assert len(rows) == CASES
    counts: list[int] = []
    with busy.job.person("supervisor"):
        for number, row in enumerate(rows):
            driver.go("case", complaint_id=row.id)
            assert row.number in driver.text_shown()
            if number % 3 == 0:
                case_page(driver).menu_actions["print_case_file"].trigger()
                driver.settle()
                assert driver.front() is not driver.window
                driver.front().close()
            if number % 3 == 0 and row.closed_at is None:
                driver.press("บันทึกเพิ่มเติม")
                driver.type_into("ข้อความ", f"บันทึกของเรื่องที่ {number}")
                driver.key("Ctrl+Return")
                assert driver.front() is driver.window
                assert f"บันทึกของเรื่องที่ {number}" in driver.text_shown()
            if number % 5 == 0:
                driver.key("Alt+Left")
                driver.key("Alt+Right")
            driver.key("F5")
            counts.append(widgets_alive())
    # Cases differ in length; what counts is that the last ten hold no more than the ten before them could.
    assert max(counts[-10:]) < max(counts[:20]) * 1.2


def test_people_come_and_go(busy: Desk) -> None:
    driver = busy.driver
    row = busy.program.services.register.list_complaints(busy.supervisor(), RegisterFilter(), limit=1)[0]
    counts: dict[str, list[int]] = {role: [] for role in ROLES}
    for _round in range(2):
        for role in ROLES:
            with busy.job.person(role):
                for spec in driver.window.specs():
                    if spec.in_rail:
                        driver.go(spec.key)
                driver.go("case", complaint_id=row.id)
            driver.settle()
            counts[role].append(widgets_alive())
            assert alive(CasePage) == 0
            assert alive(IntakePage) == 0
    for role in ROLES:
        assert counts[role][-1] <= counts[role][0]


def test_who_logs_out_amid_typing_and_reading_leaves_nothing_behind(busy: Desk) -> None:
    driver, window = busy.driver, busy.program.window
    row = busy.program.services.register.list_complaints(busy.supervisor(), RegisterFilter(), limit=1)[0]
    for _round in range(3):
        driver.type_into("ชื่อผู้ใช้", "supervisor")
        driver.type_into("รหัสผ่าน", "demo")
        driver.key("Return")
        driver.wait_for(lambda: window.current_key() == "home")
        for key in ("register", "reports", "review", "intake_walk_in"):
            window.navigate(key)  # Each page goes on reading while the next is gone to.
        window.navigate("case", complaint_id=row.id)
        window.log_out()
        driver.settle()
        assert alive(CasePage) == 0


def test_questions_and_errors_do_not_pile_up(busy: Desk) -> None:
    driver, feedback = busy.driver, busy.program.window.feedback
    counts = []
    for _times in range(5):
        QTimer.singleShot(0, lambda: QTest.keyClick(driver.front(), Qt.Key.Key_Escape))
        feedback.error(DomainError("not_found"))
        QTimer.singleShot(0, lambda: QTest.keyClick(driver.front(), Qt.Key.Key_Escape))
        assert not feedback.confirm("ทิ้งหรือไม่", yes="ทิ้ง")
        driver.settle()
        counts.append(widgets_alive())
    assert counts[-1] == counts[0]
