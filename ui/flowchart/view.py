"""The drawing that mouse and keyboard work on."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.flowchart.dragging import Drag, begin_drag
from ui.flowchart.keys import Keys, editor_key
from ui.flowchart.scene import ChartScene, Troubles
from ui.flowchart.speaking import said_of
from ui.flowchart.steering import in_order
from ui.widgets.banner import announce

SMALLEST, LARGEST, STEP = 0.25, 2.5, 1.2
# Fitting never makes the drawing larger than it is written; a chart that is opened can be read.
FIT_LARGEST, READABLE = 1.0, 0.6


class ChartView(QGraphicsView):
    """Show the chart on a board and change it by mouse and keyboard."""

    edit_asked = Signal(str)  # a field of the panel beside: name, first or target
    target_asked = Signal(str)  # choose where a new branch of this step leads
    menu_asked = Signal(object, object)  # the spot, and the point on the screen
    told = Signal(str)

    def __init__(self, board: Board, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._acts = acts
        self._keys = Keys(self, board, acts)
        self._drag: Drag | None = None
        self.troubles: Troubles = {}
        self._fit_wanted = True
        self.drawn = ChartScene(self)
        self.setScene(self.drawn)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 180)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName(self.tr("ภาพผัง"))
        # What follows a change is drawn once, after the change is done.
        self._redrawing = QTimer(self)
        self._redrawing.setSingleShot(True)
        self._redrawing.timeout.connect(self.redraw)
        board.opened.connect(self._on_opened)
        board.changed.connect(self.redraw)
        board.selected.connect(self._on_selected)

    # --- showing

    def set_troubles(self, troubles: Troubles) -> None:
        """Mark what is wrong where it is."""
        self.troubles = troubles
        self.redraw()

    def redraw(self) -> None:
        """Draw the board's chart as it stands."""
        if self._drag is not None:  # What is carried would be drawn anew under the mouse.
            return
        if not self._board.is_open:
            self.drawn.draw_nothing()
            return
        self.drawn.draw(self._board.chart, self._board.spot, self.troubles, keyboard=self.hasFocus())
        self.setAccessibleDescription(self.said())

    def said(self) -> str:
        """Return what is chosen, in words."""
        if not self._board.is_open:
            return ""
        _severity, problems = self.troubles.get(self._board.spot, ("", ()))
        return said_of(self._board.chart, self._board.spot, problems)

    def fit(self) -> None:
        """Show the whole drawing."""
        self._fit(SMALLEST)

    def fit_to_read(self) -> None:
        """Show the whole drawing where it can be read then, else its beginning."""
        self._fit(READABLE)

    def zoom(self, factor: float) -> None:
        """Show the drawing larger or smaller, within what can be read and found."""
        present = self.transform().m11()
        wanted = max(SMALLEST, min(LARGEST, present * factor))
        self.scale(wanted / present, wanted / present)

    def choose(self, spot: Spot, *, read_out: bool = True) -> None:
        """Choose a box or a branch, bring it into sight and say what it is."""
        self._board.select(spot)
        self._bring_into_sight()
        if read_out:
            announce(self, self.said())

    def remove_chosen(self) -> None:
        """Take away what is chosen, or say why it stays."""
        self._keys.remove()

    def to_scene(self, event: QMouseEvent) -> QPointF:
        """Return where the mouse is on the drawing."""
        return self.mapToScene(event.position().toPoint())

    # --- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        if self._board.is_open:
            self._drag = begin_drag(self, self._board, self._acts, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            self._drag.move(event)
            return
        self._show_what_a_press_does(self.to_scene(event))
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None:
            drag.drop(event)
            self.redraw()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.drawn.spot_at(self.to_scene(event))
        if spot.code and event.button() == Qt.MouseButton.LeftButton:
            self._drag = None
            self._board.select(spot)
            self.edit_asked.emit("name")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            event.accept()
            return
        super().wheelEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            spot = self.drawn.spot_at(self.mapToScene(event.pos()))
            self._board.select(spot)
            self.menu_asked.emit(spot, event.globalPos())
            return
        middle = self.mapFromScene(self.drawn.rect_of(self._board.spot).center())
        self.menu_asked.emit(self._board.spot, self.viewport().mapToGlobal(middle))

    # --- the keyboard

    def event(self, event: QEvent) -> bool:
        # Keys of the whole window that mean something else here: F2 takes nobody to another page.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and editor_key(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None and event.key() == Qt.Key.Key_Escape:
            self._drag.give_up()
            self._drag = None
            self.redraw()
            return
        if not self._keys.press(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from box to box; behind the last and before the first the keyboard leaves the drawing."""
        order = in_order(self.drawn.drawing)
        code = self._board.spot.code
        if code in order:
            place = order.index(code) + (1 if forward else -1)
            if 0 <= place < len(order):
                self.choose(Spot(order[place]))
                return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        order = in_order(self.drawn.drawing)
        by_tab = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_tab and order and not self._board.spot.code:
            self.choose(Spot(order[0]))
        self._redrawing.start()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._redrawing.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._fit_wanted:
            QTimer.singleShot(0, self, self.fit_to_read)

    # --- inner workings

    def _fit(self, smallest: float) -> None:
        self._fit_wanted = False
        whole = self.drawn.whole()
        room = self.viewport().rect().adjusted(4, 4, -4, -4)
        if whole.isEmpty() or room.isEmpty():
            return
        wanted = min(room.width() / whole.width(), room.height() / whole.height(), FIT_LARGEST)
        scale = max(wanted, smallest)
        self.resetTransform()
        self.scale(scale, scale)
        if scale == wanted:
            self.centerOn(whole.center())
        else:
            start = self.drawn.rect_of(Spot(self._board.chart.first)).center()
            self.centerOn(start.x(), whole.top() + room.height() / scale / 2)

    def _on_opened(self) -> None:
        self._drag = None
        self.redraw()
        self._fit_wanted = True
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit_to_read)

    def _on_selected(self) -> None:
        self.redraw()
        self.told.emit(self.said())

    def _bring_into_sight(self) -> None:
        rect = self.drawn.rect_of(self._board.spot)
        if not rect.isEmpty():
            self.ensureVisible(QRectF(rect), 24, 24)

    def _show_what_a_press_does(self, at: QPointF) -> None:
        spot = self._board.spot
        draws = self.drawn.handle_at(at, spot.code) or self.drawn.tip_at(at, spot)
        if draws and not self._board.read_only:
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        elif self.drawn.spot_at(at).code:
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
