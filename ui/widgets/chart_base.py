"""What every chart has: a name, its numbers as text, one of them under the keyboard, and a way into each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import TypeScale, colours_of, font
from ui.widgets.keyboard import reveal

READ_FIRST = 1_200  # characters that a screen reader is given of a whole chart


class Look(Enum):
    """Name how a series is drawn: no two are alike without colour."""

    SOLID = "solid"
    HATCHED = "hatched"
    ALARM = "alarm"
    PALE = "pale"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class Datum:
    """Hold one number of a chart: what it opens, its value, and what it says in full."""

    key: str
    value: int
    said: str


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a number was drawn."""

    datum: Datum
    area: QRectF


class Chart(QWidget):
    """Draw numbers that can be read, pointed at, walked through with the arrows and opened with Enter.

    The chart is one stop of the Tab key. Its accessible description gives all numbers, and the one the
    keyboard stands on as soon as it moves.
    """

    opened = Signal(str)

    def __init__(self, name: str, empty_text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.empty_text = empty_text or self.tr("ไม่มีข้อร้องเรียน")
        self._places: list[list[Place]] = []
        self._at = (0, 0)
        self.setFont(font(TypeScale.SMALL))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    # --- what a chart of a kind says and does

    def data(self) -> list[list[Datum]]:
        """Return the numbers in lines, as the arrows walk them."""
        raise NotImplementedError

    def place(self) -> list[list[Place]]:
        """Return where each number is drawn at the present size, in the lines of `data`."""
        raise NotImplementedError

    def beside(self) -> list[Place]:
        """Return where numbers can be pointed at besides."""
        return []

    def draw(self, painter: QPainter, places: list[list[Place]]) -> None:
        """Draw the chart."""
        raise NotImplementedError

    # --- what pages and tests ask

    def text(self) -> str:
        """Return all numbers as text."""
        return "\n".join(datum.said for line in self.data() for datum in line) or self.empty_text

    def current(self) -> Datum | None:
        """Return the number that the keyboard stands on."""
        lines = self.data()
        row, column = self._at
        if row < len(lines) and column < len(lines[row]):
            return lines[row][column]
        return next((datum for line in lines for datum in line), None)

    def changed(self) -> None:
        """Take in other numbers; the keyboard stays where it stood, as far as there is such a place."""
        self._places = []
        if self.current() is None or not self._stands(*self._at):
            self._at = (0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if any(self.data()) else Qt.FocusPolicy.NoFocus)
        self._say_all()
        self.updateGeometry()
        self.update()

    # --- Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._places = []
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(self.data()):
            painter.setPen(QColor(colours_of(self).text_muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.empty_text)
            return
        self.draw(painter, self._placed())
        if self.hasFocus():
            self._draw_focus(painter)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._under(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), found.datum.said, self, found.area.toRect())
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self.rect().contains(
            event.position().toPoint()
        ):
            return
        found = self._under(event.position())
        for row, line in enumerate(self.data()):
            if found is not None and found.datum in line:
                self._at = (row, line.index(found.datum))
                self.open_current()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if not event.isAutoRepeat():
                self.open_current()
        elif not self._walk(key):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reveal(self)
        self._say_current()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say_all()
        self.update()

    # --- inner workings

    def open_current(self) -> None:
        """Open the cases behind the number that the keyboard stands on."""
        if (datum := self.current()) is not None:
            self.update()
            self.opened.emit(datum.key)

    def _placed(self) -> list[list[Place]]:
        if not self._places:
            self._places = self.place()
        return self._places

    def _stands(self, row: int, column: int) -> bool:
        lines = self.data()
        return 0 <= row < len(lines) and 0 <= column < len(lines[row])

    def _walk(self, key: int) -> bool:
        row, column = self._at
        lines = self.data()
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            target = (0, 0) if key == Qt.Key.Key_Home else (len(lines) - 1, len(lines[-1]) - 1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            target = (row, column + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            down = row + (1 if key == Qt.Key.Key_Down else -1)
            last = len(lines[down]) - 1 if 0 <= down < len(lines) else 0
            target = (down, min(column, last))
        else:
            return False
        if self._stands(*target):
            self._at = target
            self._say_current()
            self.update()
        return True

    def _under(self, point: QPointF) -> Place | None:
        if not any(self.data()):
            return None
        places = [*(place for line in self._placed() for place in line), *self.beside()]
        return next((place for place in places if _reach(place).contains(point)), None)

    def _draw_focus(self, painter: QPainter) -> None:
        places, (row, column) = self._placed(), self._at
        if row < len(places) and column < len(places[row]):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours_of(self).text), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(_reach(places[row][column]).adjusted(-1, -1, 1, 1), 3, 3)

    def _say_current(self) -> None:
        datum = self.current()
        self.setAccessibleDescription(datum.said if datum is not None else self.empty_text)

    def _say_all(self) -> None:
        said = self.text().replace("\n", ", ")
        self.setAccessibleDescription(said if len(said) <= READ_FIRST else said[:READ_FIRST] + "…")


def _reach(place: Place) -> QRectF:
    """Return the area that counts for pointing at a number: never too small to hit."""
    area = place.area
    wider, higher = max(0.0, 14 - area.width()) / 2, max(0.0, 14 - area.height()) / 2
    return area.adjusted(-wider, -higher, wider, higher)


def fill_of(look: Look, widget: QWidget) -> tuple[QColor, QBrush, QColor]:
    """Return how a series is filled: its ground, the pattern over it, and its edge."""
    colours = colours_of(widget)
    strong, soft = QColor(colours.accent), QColor(colours.accent_soft)
    none = QBrush(Qt.BrushStyle.NoBrush)
    if look is Look.SOLID:
        return strong, none, strong
    if look is Look.HATCHED:
        return soft, QBrush(strong, Qt.BrushStyle.BDiagPattern), strong
    if look is Look.ALARM:
        danger = QColor(colours.danger)
        return QColor(colours.danger_soft), QBrush(danger, Qt.BrushStyle.DiagCrossPattern), danger
    if look is Look.DOTTED:
        muted = QColor(colours.text_muted)
        return QColor(colours.surface), QBrush(muted, Qt.BrushStyle.Dense6Pattern), muted
    return soft, none, strong


def draw_bar(painter: QPainter, area: QRectF, look: Look, widget: QWidget) -> None:
    """Draw a bar or a legend's swatch as its series looks."""
    ground, pattern, edge = fill_of(look, widget)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRect(area)
    painter.setBrush(pattern)
    painter.setPen(QPen(edge, 1))
    painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))


def steps(highest: float, most: int = 5) -> list[int]:
    """Return the marks of an axis from nought: whole, round numbers."""
    if highest <= 0:
        return [0, 1]
    power = 1
    while True:
        for times in (1, 2, 5):
            if power * times * most >= highest:
                step = power * times
                return list(range(0, int(-(-highest // step)) * step + 1, step))
        power *= 10


def widest(painter_or_widget: QWidget, texts: Sequence[str]) -> int:
    """Return the width of the longest text, in pixels."""
    metrics = painter_or_widget.fontMetrics()
    return max((metrics.horizontalAdvance(text) for text in texts), default=0)
