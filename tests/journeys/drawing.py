"""A second process that edits the flowchart in a real window of an X server: by mouse, then by keyboard.

Run as `python -m tests.journeys.drawing FOLDER PICTURES`. What it says is a line of JSON on standard output.
"""

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from models.moments import BANGKOK
from services.clock import SetClock

MOMENT = datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK)
LEFT, NOTHING = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def main() -> None:
    """Draw, publish, and say what came of it."""
    folder, pictures = Path(sys.argv[1]), Path(sys.argv[2])
    from ui.app import create_app
    from ui.program import Program
    from ui.tasks import TaskRunner
    from ui.tour.driver import Driver

    create_app(dark=False)
    program = Program(folder, SetClock(MOMENT), TaskRunner(), None)
    crashes: list[str] = []
    program.runner.crashed.connect(lambda error: crashes.append(repr(error)))
    program.open_office()
    program.window.resize(1280, 720)
    program.window.show()
    driver = Driver(program.window, program.runner)
    driver.type_into("ชื่อผู้ใช้", "supervisor")
    driver.type_into("รหัสผ่าน", "demo")
    driver.key("Return")
    driver.wait_for(lambda: driver.window.current_key() == "home")
    driver.go("flowchart")
    page: Any = driver.window.page("flowchart")
    driver.wait_for(lambda: page.bench.board.is_open)
    said = {"platform": QGuiApplication.platformName()}

    def picture(name: str) -> None:
        driver.settle()
        screen = program.window.screen()
        screen.grabWindow(0).save(str(pictures / f"{name}.png"))

    picture("1-opened")
    said |= by_mouse(page, driver, picture)
    said |= by_keyboard(page, driver, picture)
    said |= publish(page, driver, picture)
    program.close()
    sys.stdout.write(json.dumps({**said, "crashes": crashes}) + "\n")


def by_mouse(page: Any, driver: Any, picture: Callable[[str], None]) -> dict[str, Any]:
    """Choose a box, draw a branch from it, carry a box, lead a branch elsewhere."""
    view, board = page.bench.view, page.bench.board

    def press(at: QPointF) -> None:
        QTest.mouseClick(view.viewport(), LEFT, NOTHING, view.mapFromScene(at))
        driver.settle()

    def drag(start: QPointF, end: QPointF, name: str = "") -> None:
        begin, stop = view.mapFromScene(start), view.mapFromScene(end)
        QTest.mousePress(view.viewport(), LEFT, NOTHING, begin)
        QTest.mouseMove(view.viewport(), begin + (stop - begin) * 0.5)
        QTest.mouseMove(view.viewport(), stop)
        if name:
            picture(name)
        QTest.mouseRelease(view.viewport(), LEFT, NOTHING, stop)
        driver.settle()

    def middle(code: str) -> QPointF:
        return QPointF(*view.drawn.drawing.box(code).middle)

    view.fit()
    press(middle("assign"))
    drag(view.drawn.boxes["assign"].handles()[0], middle("close"), "2-branch-being-drawn")
    picture("3-branch-drawn")
    drawn = [branch.to for branch in board.chart.steps["assign"].branches]
    drag(middle("answer"), middle("answer") + QPointF(90, 40), "4-box-carried")
    picture("5-problems")
    return {"drawn": drawn, "moved": list(board.chart.places), "problems": page.bench.problem_list.texts()}


def by_keyboard(page: Any, driver: Any, picture: Callable[[str], None]) -> dict[str, Any]:
    """Undo all that, then add a step, name it, lead a branch from it and take it away again."""
    board = page.bench.board
    while board.stack.canUndo():
        driver.key("Ctrl+Z")
    undone = board.chart == page.sheet.base
    for key in ("Home", "Down", "Down", "N", "F2", "Ctrl+A"):
        driver.key(key)
    from ui.tour.driver import type_keys

    type_keys(driver.keyboard(), "ตรวจพื้นที่ที่เกิดเหตุ")
    driver.settle()
    driver.key("Esc")
    picture("6-step-added")
    driver.key("B")
    type_keys(driver.keyboard(), "แจ้งผลให้")
    picture("7-target")
    driver.key("Return")
    ways = [branch.to for branch in board.chart.steps["step_1"].branches]
    picture("8-branch-added")
    driver.key("Delete")
    driver.key("Ctrl+0")
    picture("9-whole")
    return {"undone": undone, "ways": ways, "named": board.chart.steps["step_1"].name}


def publish(page: Any, driver: Any, picture: Callable[[str], None]) -> dict[str, Any]:
    """Publish by F9 and Ctrl+Enter."""
    driver.key("F9")
    picture("10-publish")
    driver.key("Ctrl+Return")
    driver.settle()
    picture("11-published")
    return {"published": page.sheet.base is not None and "step_1" in page.sheet.base.steps}


if __name__ == "__main__":
    main()
