"""Parts of the first page: entry buttons and counts, each leading somewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon, pixmap
from ui.theme import Space, TypeScale, colours_of, font
from ui.widgets.labels import KeyHint

# A tile is a card that can be pressed: its frame is as quiet as a card's until it has the keyboard.
FRAME = "QPushButton:!focus { border: 1px solid palette(mid); border-radius: 8px; text-align: left; }"


@dataclass(frozen=True, slots=True)
class Count:
    """Hold one number of the day, what it counts, and where it leads."""

    key: str
    label: str
    number: int
    tone: str = "neutral"
    go: Callable[[], object] | None = None


class EntryButton(QPushButton):
    """Start taking in a complaint that comes by one way."""

    def __init__(self, text: str, icon_name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(True)
        self.setAccessibleName(f"{text} ({key})")
        self.setToolTip(f"{text} ({key})")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(FRAME)
        mark = QLabel(self)
        mark.setPixmap(pixmap(icon_name, 24, "accent", self.devicePixelRatioF()))
        label = QLabel(text, self)
        label.setFont(font(TypeScale.LARGE, bold=True))
        top = QHBoxLayout()
        top.addWidget(mark)
        top.addStretch(1)
        top.addWidget(KeyHint(key, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(label)
        for part in (mark, label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        # The style sheet gives buttons the height of one line: the layout inside knows better.
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()


class CountTile(QPushButton):
    """Show one number with its words; pressing it opens the list behind it."""

    def __init__(self, count: Count, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = count.key
        self._tone = count.tone
        self._text = count.label
        self.setAutoDefault(True)
        self.setStyleSheet(FRAME)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number = QLabel(self)
        self._number.setFont(font(TypeScale.DISPLAY, bold=True))
        self._label = QLabel(count.label, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._label)
        for part in (self._number, self._label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_number(count.number)
        if count.go is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            go = count.go
            self.clicked.connect(lambda _on: go())

    def set_number(self, number: int) -> None:
        """Show another number."""
        self._number.setText(f"{number:,}")
        self._alarming = bool(number) and self._tone != "neutral"
        self.setAccessibleName(f"{self._text} {number:,}")
        self.update()

    def number(self) -> str:
        """Return the number shown."""
        return self._number.text()

    def label(self) -> str:
        """Return what the number counts."""
        return self._label.text()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._alarming:
            return
        painter = QPainter(self)
        colour = colours_of(self).tone(self._tone)[0]
        name = "circle-alert" if self._tone == "danger" else "clock-alert"
        corner = self.rect().topRight()
        corner.setX(corner.x() - 20 - Space.M)
        corner.setY(corner.y() + Space.M)
        draw_icon(painter, name, corner, 20, colour)
