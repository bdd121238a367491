"""A second process: open the real window on a folder, do one scene, say so, and wait to be killed.

Run as `python -m tests.journeys.child SCENE FOLDER`. What it says are lines of JSON on standard output.
"""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from models.moments import BANGKOK
from services.clock import SetClock

MOMENT = datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK)

# Tone marks before vowels, zero-width and control characters, an emoji, quotes, line breaks.
DETAIL = "รอนาน 2 ชั่วโมง\n“ไม่มีใครบอก”\tน้ํา เเละ\u200bคำ 😀 ที่\u0e48\u0e48 <b>'; DROP--"
STORY = "รายละเอียด (เกิดอะไรขึ้น)"
NAME, PHONE = "ชื่อ–นามสกุล", "หมายเลขโทรศัพท์"


def say(word: str, **more: Any) -> None:
    """Tell the parent."""
    sys.stdout.write(json.dumps({"said": word, **more}) + "\n")
    sys.stdout.flush()


def die() -> None:
    """End as a power cut would, this very moment."""
    os.kill(os.getpid(), signal.SIGKILL)


def open_program(folder: Path) -> tuple[Any, Any]:
    """Open the window on a folder as the program does."""
    from ui.app import create_app
    from ui.program import Program
    from ui.tasks import TaskRunner
    from ui.tour.driver import Driver

    create_app(dark=False)
    program = Program(folder, SetClock(MOMENT), TaskRunner(), None)
    program.runner.crashed.connect(lambda error: say("crashed", error=repr(error)))
    program.hold_folder(folder)
    program.open_office()
    program.window.show()
    return program, Driver(program.window, program.runner)


def log_in(driver: Any) -> None:
    """Log in at the front desk."""
    driver.type_into("ชื่อผู้ใช้", "front")
    driver.type_into("รหัสผ่าน", "demo")
    driver.key("Return")
    driver.wait_for(lambda: driver.window.current_key() == "home")
    driver.settle()


def wait_until_kept(driver: Any) -> None:
    """Wait for the pause after which the bar says that the draft is kept, with all that was typed by now."""
    page = driver.window.page(driver.window.current_key())
    driver.wait_for(lambda: not page._keeper._dirty and "เก็บร่างแล้ว" in driver.text_shown())
    driver.settle()


def shown(program: Any) -> dict[str, Any]:
    """Return what stands in the form at hand."""
    page = program.window.page(program.window.current_key())
    form = page.opening if page._is_opening() else page.form
    return {"form": page._kind, "raw": form.raw(), "command": page.entry.command_id}


# --- scenes


def several(program: Any, driver: Any) -> None:
    """Fill the walk-in, another walk-in, the phone form, the general form, and slip 2 of 3."""
    kept = []
    driver.key("F2")
    driver.type_into(NAME, "ตัวอย่าง ฯพณฯ รักถิ่น")
    driver.type_into(STORY, DETAIL)
    driver.type_into("วันที่รับเรื่อง", "31 ก.พ. 2569")
    kept.append(shown(program))
    driver.key("F7")
    driver.type_into(STORY, "เรื่องที่สอง " + "ก" * 600)
    kept.append(shown(program))
    driver.key("F3")
    driver.type_into(PHONE, "1669 ต่อ 12")
    driver.type_into(STORY, "โทรมาครึ่งเรื่อ")
    kept.append(shown(program))
    driver.key("F6")
    driver.choose("ช่องทาง", "e-mail")
    driver.type_into(NAME, "สมมติ ใจดี")
    driver.type_into(STORY, "จดหมายอิเล็กทรอนิกส์")
    kept.append(shown(program))
    driver.key("F4")
    driver.type_into("ผู้เปิดกล่อง", "นางสาวสมมติ\nนายตัวอย่าง")
    driver.type_into("จำนวนที่พบ (ใบ)", "3")
    driver.key("F9")
    driver.type_into(STORY, "ใบแรก")
    driver.key("F9")
    driver.type_into(STORY, "ใบที่สอง ยังไม่จบ")
    kept.append(shown(program))
    wait_until_kept(driver)
    say("ready", kept=kept)


def opening(program: Any, driver: Any) -> None:
    """Type the opening of the box."""
    driver.key("F4")
    driver.type_into("ผู้เปิดกล่อง", "นางสาวสมมติ\nนายตั")
    driver.type_into("จำนวนที่พบ (ใบ)", "สาม")
    wait_until_kept(driver)
    say("ready", kept=[shown(program)])


def before_commit(program: Any, driver: Any) -> None:
    """End while the complaint is written, before its commit."""
    from sqlalchemy import event

    _fill(driver)
    event.listen(program.services.store.engine, "commit", lambda _connection: die())
    say("ready", kept=[shown(program)])
    driver.key("F9")


def after_commit(program: Any, driver: Any) -> None:
    """End after the commit, before anybody heard of it."""
    _fill(driver)
    program.services.events.subscribe(
        lambda change: die() if "register_complaint" in change.use_case else None
    )
    say("ready", kept=[shown(program)])
    driver.key("F9")


def between_slips(program: Any, driver: Any) -> None:
    """End after a slip's commit, before the run's draft went on to the next slip."""
    driver.key("F4")
    driver.type_into("ผู้เปิดกล่อง", "นางสาวสมมติ\nนายตัวอย่าง")
    driver.type_into("จำนวนที่พบ (ใบ)", "2")
    driver.key("F9")
    driver.type_into(STORY, "ใบแรกของสองใบ")
    wait_until_kept(driver)
    program.services.events.subscribe(
        lambda change: die() if "register_complaint" in change.use_case else None
    )
    say("ready", kept=[shown(program)])
    driver.key("F9")


def held_keys(program: Any, driver: Any) -> None:
    """Hold F9 and Enter down, and end somewhere within, whatever has come of it."""
    from PySide6.QtCore import QEvent, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    _fill(driver)
    driver.keyboard()
    say("ready", kept=[shown(program)])

    def press() -> None:
        target = QApplication.focusWidget() or program.window
        QTest.keyPress(target, Qt.Key.Key_F9)
        nothing = Qt.KeyboardModifier.NoModifier
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, nothing, "\r", autorep=True)
        QApplication.sendEvent(target, held)

    repeat = QTimer(program.window)
    repeat.timeout.connect(press)
    repeat.start(3)
    end = threading.Timer(0.1, die)
    end.daemon = True
    end.start()
    QApplication.exec()


def look(program: Any, driver: Any) -> None:
    """Say what the window shows without anybody logged in."""
    program.window.resize(1280, 720)
    driver.settle()
    say("ready", text=driver.text_shown())


def stand(program: Any, driver: Any) -> None:
    """Stand open, and say when somebody asks the window to show itself."""
    program.window.showMinimized()
    program._instance.show_asked.connect(
        lambda: say("shown", minimized=program.window.isMinimized(), visible=program.window.isVisible())
    )
    say("ready")


def _fill(driver: Any) -> None:
    driver.key("F2")
    driver.type_into(NAME, "ตัวอย่าง รักถิ่น")
    driver.type_into(STORY, "รอรับบริการนานเกือบสองชั่วโมง")
    wait_until_kept(driver)


GATES = (look, stand)
SCENES: dict[str, Callable[[Any, Any], None]] = {
    scene.__name__: scene
    for scene in (several, opening, before_commit, after_commit, between_slips, held_keys, look, stand)
}


def main() -> None:
    """Do the scene that is asked for."""
    from PySide6.QtWidgets import QApplication

    scene, folder = SCENES[sys.argv[1]], Path(sys.argv[2])
    program, driver = open_program(folder)
    if scene not in GATES:
        log_in(driver)
    scene(program, driver)
    QApplication.exec()


if __name__ == "__main__":
    main()
