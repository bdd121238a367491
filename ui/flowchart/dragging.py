"""What the mouse does while it is held: move a box, draw a branch, lead one elsewhere, or push the paper."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPen
from PySide6.QtWidgets import QApplication, QGraphicsLineItem, QGraphicsRectItem

from services.flowchart import changes
from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.theme import colours_of

if TYPE_CHECKING:
    from ui.flowchart.view import ChartView

GRID = 10


class Drag:
    """Follow the mouse from its press to its release."""

    def __init__(self, view: "ChartView") -> None:
        self.view = view

    def move(self, event: QMouseEvent) -> None:
        """Show what letting go here would do."""

    def drop(self, event: QMouseEvent) -> None:
        """Do it."""

    def give_up(self) -> None:
        """Leave everything as it was."""


def begin_drag(view: "ChartView", board: Board, acts: Acts, event: QMouseEvent) -> Drag:
    """Return what a press here begins; it chooses what it is on."""
    at = view.to_scene(event)
    middle = event.button() == Qt.MouseButton.MiddleButton
    chosen = board.spot
    if not middle and not board.read_only:
        if view.drawn.tip_at(at, chosen):
            return Wire(view, acts, chosen)
        if view.drawn.handle_at(at, chosen.code):
            return Wire(view, acts, Spot(chosen.code))
    spot = Spot() if middle else view.drawn.spot_at(at)
    if not middle:
        board.select(spot)
    if spot.code and spot.branch < 0 and not board.read_only:
        return Carry(view, board, acts, event)
    return Push(view, event)


class Push(Drag):
    """Push the paper about."""

    def __init__(self, view: "ChartView", event: QMouseEvent) -> None:
        super().__init__(view)
        self._last: QPoint = event.position().toPoint()
        view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def move(self, event: QMouseEvent) -> None:
        now = event.position().toPoint()
        moved, self._last = now - self._last, now
        across, down = self.view.horizontalScrollBar(), self.view.verticalScrollBar()
        across.setValue(across.value() - moved.x())
        down.setValue(down.value() - moved.y())

    def drop(self, event: QMouseEvent) -> None:
        self.view.viewport().setCursor(Qt.CursorShape.OpenHandCursor)


class Carry(Drag):
    """Carry a box to another place of the grid; its arrows follow."""

    def __init__(self, view: "ChartView", board: Board, acts: Acts, event: QMouseEvent) -> None:
        super().__init__(view)
        self._board, self._acts = board, acts
        self._code = board.spot.code
        self._pressed = event.position()
        box = view.drawn.drawing.box(self._code)
        self._start = QPointF(*box.middle)
        self._from = view.to_scene(event)
        self._before = board.chart
        self._to: tuple[float, float] | None = None

    def move(self, event: QMouseEvent) -> None:
        far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._to is None and not far:
            return
        to = self._start + self.view.to_scene(event) - self._from
        self._to = (_snapped(to.x()), _snapped(to.y()))
        moved = changes.move_box(self._before, self._code, *self._to)
        self.view.drawn.draw(moved, Spot(self._code), {}, keyboard=False, carried=True)

    def drop(self, event: QMouseEvent) -> None:
        if self._to is not None:
            self._board.end_typing()
            self._acts.move(self._code, *self._to)


class Wire(Drag):
    """Draw a new branch from a box, or lead the end of one to another box."""

    def __init__(self, view: "ChartView", acts: Acts, spot: Spot) -> None:
        super().__init__(view)
        self._acts, self._spot = acts, spot
        colour = QColor(colours_of(view).accent)
        scene = view.drawn
        self._from = scene.rect_of(Spot(spot.code)).center()
        self._line = QGraphicsLineItem(QLineF(self._from, self._from))
        self._line.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
        self._line.setZValue(9)
        self._target = QGraphicsRectItem()
        self._target.setPen(QPen(colour, 3))
        self._target.setZValue(8)
        scene.addItem(self._line)
        scene.addItem(self._target)

    def move(self, event: QMouseEvent) -> None:
        at = self.view.to_scene(event)
        self._line.setLine(QLineF(self._from, at))
        code = self.view.drawn.box_at(at)
        item = self.view.drawn.boxes.get(code)
        self._target.setRect(item.sceneBoundingRect() if item is not None else QRectF())

    def drop(self, event: QMouseEvent) -> None:
        self.give_up()
        code = self.view.drawn.box_at(self.view.to_scene(event))
        if not code:
            return
        if self._spot.branch >= 0:
            self._acts.redirect(self._spot, code)
        elif code != self._spot.code:
            self._acts.connect(self._spot.code, code)

    def give_up(self) -> None:
        for item in (self._line, self._target):
            self.view.drawn.removeItem(item)


def _snapped(value: float) -> float:
    return round(value / GRID) * float(GRID)
