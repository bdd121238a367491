"""Hands on the flowchart editor: a mouse that presses where things are drawn, and a keyboard."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from services.flowchart.definition import Chart
from ui.flowchart.board import Spot
from ui.flowchart.workbench import Workbench
from ui.tour.driver import type_keys

LEFT = Qt.MouseButton.LeftButton
NOTHING = Qt.KeyboardModifier.NoModifier


class Hands:
    """Work on one editor as a person does."""

    def __init__(self, bench: Workbench, qtbot: QtBot) -> None:
        self.bench = bench
        self.view = bench.view
        self.board = bench.board
        self._qtbot = qtbot
        self._paper = self.view.viewport()

    @property
    def chart(self) -> Chart:
        """Return the chart as it stands."""
        return self.board.chart

    def settle(self) -> None:
        """Let the checks and the drawing that follow a change be done."""
        self._qtbot.wait(1)
        self._qtbot.waitUntil(lambda: not self.bench._checking.isActive())

    def ways(self, code: str) -> list[str]:
        """Return where a step's branches lead."""
        return [branch.to for branch in self.chart.steps[code].branches]

    # --- the mouse

    def middle(self, code: str) -> QPointF:
        """Return the middle of a box in the drawing's units."""
        return QPointF(*self.view.drawn.drawing.box(code).middle)

    def place(self, at: QPointF) -> QPoint:
        """Return where a point of the drawing is on the screen, brought into sight before."""
        self.view.ensureVisible(at.x() - 5, at.y() - 5, 10, 10, 30, 30)
        return self.view.mapFromScene(at)

    def click(self, code: str) -> None:
        """Click a box."""
        QTest.mouseClick(self._paper, LEFT, NOTHING, self.place(self.middle(code)))
        self.settle()

    def click_way(self, code: str, branch: int) -> None:
        """Click a branch, in the middle of its first stretch."""
        first, second = (
            QPointF(*point) for point in self.view.drawn.arrows[Spot(code, branch)].arrow.points[:2]
        )
        QTest.mouseClick(self._paper, LEFT, NOTHING, self.place((first + second) / 2))
        self.settle()

    def double_click(self, code: str) -> None:
        """Double click a box."""
        QTest.mouseDClick(self._paper, LEFT, NOTHING, self.place(self.middle(code)))
        self.settle()

    def drag(self, start: QPointF, end: QPointF) -> None:
        """Press, carry and let go; both points are brought into sight by showing the whole drawing."""
        self.view.fit()
        begin, stop = self.view.mapFromScene(start), self.view.mapFromScene(end)
        QTest.mousePress(self._paper, LEFT, NOTHING, begin)
        for part in (0.3, 0.7, 1.0):
            QTest.mouseMove(self._paper, begin + (stop - begin) * part)
        QTest.mouseRelease(self._paper, LEFT, NOTHING, stop)
        self.settle()

    def draw_way(self, code: str, to: str) -> None:
        """Draw a branch from the right handle of a box to another."""
        self.view.fit()
        self.click(code)
        self.drag(self.view.drawn.boxes[code].handles()[0], self.middle(to))

    def lead_way(self, code: str, branch: int, to: str) -> None:
        """Drag the end of a branch to another box."""
        self.view.fit()
        self.click_way(code, branch)
        self.drag(self.view.drawn.arrows[Spot(code, branch)].tip, self.middle(to))

    # --- the keyboard

    def keys(self, *sequences: str) -> None:
        """Press keys where the keyboard is."""
        for sequence in sequences:
            QTest.keySequence(self.keyboard(), QKeySequence(sequence))
            self.settle()

    def write(self, text: str) -> None:
        """Type a text where the keyboard is."""
        type_keys(self.keyboard(), text)
        self.settle()

    def keyboard(self) -> QWidget:
        """Return what has the keyboard."""
        for widget in reversed(QApplication.topLevelWidgets()):
            if isinstance(widget, QDialog) and widget.isVisible():
                return widget.focusWidget() or widget
        window = self.bench.window()
        return window.focusWidget() or window
