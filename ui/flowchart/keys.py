"""What each key does on the drawing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.flowchart.dragging import GRID
from ui.flowchart.steering import DOWN, LEFT, RIGHT, UP, Direction, next_box

if TYPE_CHECKING:
    from ui.flowchart.view import ChartView

ARROWS: dict[Qt.Key, Direction] = {
    Qt.Key.Key_Left: LEFT,
    Qt.Key.Key_Right: RIGHT,
    Qt.Key.Key_Up: UP,
    Qt.Key.Key_Down: DOWN,
}
# Letters mean the same with the Thai keyboard on, where the same keys give other letters.
THAI = {"ื": Qt.Key.Key_N, "ำ": Qt.Key.Key_E, "ิ": Qt.Key.Key_B}
PLAIN = frozenset(
    (
        *ARROWS,
        *(Qt.Key.Key_Insert, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_B, Qt.Key.Key_Delete, Qt.Key.Key_F2),
        *(Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Home, Qt.Key.Key_Escape),
        *(Qt.Key(Qt.Key.Key_1 + number) for number in range(9)),
    )
)


def meant(event: QKeyEvent) -> Qt.Key:
    """Return the key that is meant, whatever the keyboard is set to."""
    return THAI.get(event.text(), Qt.Key(event.key()))


def editor_key(event: QKeyEvent) -> bool:
    """Tell whether the drawing takes a key before the window's own shortcuts see it."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers == Qt.KeyboardModifier.ControlModifier:
        return meant(event) in ARROWS
    return modifiers == Qt.KeyboardModifier.NoModifier and meant(event) in PLAIN


class Keys:
    """Do by key what the mouse does, and more."""

    def __init__(self, view: "ChartView", board: Board, acts: Acts) -> None:
        self._view, self._board, self._acts = view, board, acts
        self._changing: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Insert: self._add_step,
            Qt.Key.Key_N: self._add_step,
            Qt.Key.Key_E: acts.add_end,
            Qt.Key.Key_B: self._add_branch,
            Qt.Key.Key_Delete: self.remove,
        }
        self._looking: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_F2: lambda: view.edit_asked.emit("name"),
            Qt.Key.Key_Return: lambda: view.edit_asked.emit("first"),
            Qt.Key.Key_Enter: lambda: view.edit_asked.emit("first"),
            Qt.Key.Key_Home: lambda: view.choose(Spot(board.chart.first)),
            Qt.Key.Key_Escape: self._up,
        }

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key says; False for a key that means nothing here."""
        if not self._board.is_open or not editor_key(event):
            return False
        key = meant(event)
        if key in ARROWS:
            self._arrow(ARROWS[key], moves=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key in self._changing:
            if not self._board.read_only and not event.isAutoRepeat():
                self._changing[key]()
        elif key in self._looking:
            self._looking[key]()
        else:
            self._view.choose(Spot(self._board.spot.code, key - Qt.Key.Key_1))
        return True

    def remove(self) -> None:
        """Take away what is chosen; undoing brings it back, so nobody is asked."""
        spot = self._board.spot
        if spot.code and not self._acts.remove(spot):
            self._view.told.emit(self._view.tr("ผังต้องมีอย่างน้อยหนึ่งขั้นตอน จึงลบขั้นตอนสุดท้ายไม่ได้"))

    def _arrow(self, direction: Direction, *, moves: bool) -> None:
        code = self._board.spot.code or self._board.chart.first
        if not moves:
            self._view.choose(Spot(next_box(self._view.drawn.drawing, code, direction)))
            return
        if self._board.read_only:
            return
        x, y = self._view.drawn.drawing.box(code).middle
        across, down = (round(x / GRID) + direction[0]) * GRID, (round(y / GRID) + direction[1]) * GRID
        self._acts.move(code, float(across if direction[0] else x), float(down if direction[1] else y))

    def _add_step(self) -> None:
        self._acts.add_step(self._board.spot.code)

    def _add_branch(self) -> None:
        if self._board.spot.code in self._board.chart.steps:
            self._view.target_asked.emit(self._board.spot.code)

    def _up(self) -> None:
        spot = self._board.spot
        self._view.choose(Spot(spot.code) if spot.branch >= 0 else Spot())
