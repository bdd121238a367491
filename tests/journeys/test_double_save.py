"""Enter and F9 held down, a double click, a repeat after an error: one complaint each time."""

import sqlite3
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.engine import DATABASE_NAME
from services.complaints.register import RegisterFilter
from tests.journeys.conftest import Desk

STORY = "รายละเอียด (เกิดอะไรขึ้น)"
SAVE = "บันทึกรับเรื่อง"
TEXT = "รอรับบริการนานเกือบสองชั่วโมง"


def fill(desk: Desk) -> None:
    driver = desk.driver
    driver.key("F2")
    driver.type_into("ชื่อ–นามสกุล", "ตัวอย่าง รักถิ่น")
    driver.type_into(STORY, TEXT)


def hold_enter(desk: Desk, times: int = 30, *, pressed: bool = True) -> None:
    """Hold Enter down: one press, then the repeats that the system sends."""
    for count in range(times):
        target = QApplication.focusWidget() or desk.driver.window
        event = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            autorep=count > 0 or not pressed,
        )
        QApplication.sendEvent(target, event)


def numbers(desk: Desk) -> list[str]:
    rows = desk.program.services.register.list_complaints(desk.supervisor(), RegisterFilter())
    return [row.number for row in rows]


def f9_again_and_again(desk: Desk) -> None:
    for _press in range(20):
        QTest.keyPress(desk.driver.window, Qt.Key.Key_F9)


def enter_on_the_button(desk: Desk) -> None:
    desk.driver.button(SAVE).setFocus()
    hold_enter(desk)


def two_clicks(desk: Desk) -> None:
    button = desk.driver.button(SAVE)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_and_keys(desk: Desk) -> None:
    button = desk.driver.button(SAVE)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyPress(desk.driver.window, Qt.Key.Key_F9)
    hold_enter(desk)


@pytest.mark.parametrize("save", [f9_again_and_again, enter_on_the_button, two_clicks, click_and_keys])
def test_saving_twice_makes_one_complaint(desk: Desk, save: Callable[[Desk], None]) -> None:
    with desk.job.person("front"):
        fill(desk)
        desk.driver.keyboard()
        save(desk)
        desk.driver.settle()
        assert desk.driver.front() is desk.driver.window
        assert "1/2569" in desk.driver.text_shown()
    assert numbers(desk) == ["1/2569"]


def test_the_keys_of_the_save_do_not_leave_the_number_at_once(desk: Desk) -> None:
    with desk.job.person("front"):
        fill(desk)
        desk.driver.keyboard()
        enter_on_the_button(desk)
        desk.driver.settle()
        hold_enter(desk, 5, pressed=False)  # Still held down when the number shows.
        desk.driver.settle()
        f9_again_and_again(desk)
        desk.driver.settle()
        assert "1/2569" in desk.driver.text_shown()
    assert numbers(desk) == ["1/2569"]


def test_a_locked_database_is_told_and_the_repeat_saves_once(desk: Desk) -> None:
    driver = desk.driver
    with desk.job.person("front"):
        fill(desk)
        _shorten_patience(desk)
        other = sqlite3.connect(desk.folder / DATABASE_NAME, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        driver.key("F9")
        assert "อีกครั้ง" in driver.text_shown()
        assert TEXT in driver.text_shown()
        driver.key("F9")
        assert TEXT in driver.text_shown()
        other.execute("ROLLBACK")
        other.close()
        driver.press("บันทึกอีกครั้ง")
        assert "1/2569" in driver.text_shown()
        driver.press("รับเรื่องถัดไป")
        driver.type_into("ชื่อ–นามสกุล", "สมมติ ใจดี")
        driver.type_into(STORY, TEXT)
        driver.key("F9")
        assert "2/2569" in driver.text_shown()
        driver.go("home")
        assert "ทำต่อ" not in driver.text_shown()
    assert numbers(desk) == ["2/2569", "1/2569"]
    assert desk.program.services.verification.verify().problem is None


def _shorten_patience(desk: Desk) -> None:
    """Let the database give up at once instead of after ten seconds."""
    from sqlalchemy import event

    def hurry(connection: object, *_others: object) -> None:
        connection.execute("PRAGMA busy_timeout = 50")  # type: ignore[attr-defined]

    event.listen(desk.program.services.store.engine, "checkout", hurry)
