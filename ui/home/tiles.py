"""Parts of the first page: entry buttons and counts, each leading somewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon, pixmap
from ui.theme import Space, TypeScale, colours_of, font
from ui.widgets.labels import KeyHint


@dataclass(frozen=True, slots=True)
class Count:
    """Hold one number of the day, what it counts, and where it leads."""

    key: str
    label: str
    number: int
    tone: str = "neutral"
    go: Callable[[], None] | None = None


class EntryButton(QPushButton):
    """Start taking in a complaint that comes by one way."""

    def __init__(self, text: str, icon_name: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(True)
        self.setAccessibleName(f"{text} ({key})")
        self.setToolTip(f"{text} ({key})")
        self.setMinimumHeight(72)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name = icon_name
        mark = QLabel(self)
        mark.setPixmap(pixmap(icon_name, 24, "accent", self.devicePixelRatioF()))
        label = QLabel(text, self)
        label.setFont(font(TypeScale.LARGE, bold=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        row.addWidget(mark)
        row.addWidget(label, 1)
        row.addWidget(KeyHint(key, self))
        for part in (mark, label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class CountTile(QPushButton):
    """Show one number with its words; pressing it opens the list behind it."""

    def __init__(self, count: Count, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = count.key
        self._tone = count.tone if count.number else "neutral"
        self.setAutoDefault(True)
        self.setMinimumHeight(86)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._number = QLabel(f"{count.number:,}", self)
        self._number.setFont(font(TypeScale.DISPLAY, bold=True))
        self._label = QLabel(count.label, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        column.setSpacing(0)
        column.addWidget(self._number)
        column.addWidget(self._label)
        for part in (self._number, self._label):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(f"{count.label} {count.number:,}")
        if count.go is None:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        else:
            self.clicked.connect(lambda _on: count.go() if count.go else None)

    def number(self) -> str:
        """Return the number shown."""
        return self._number.text()

    def label(self) -> str:
        """Return what the number counts."""
        return self._label.text()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._label.sizeHint().width() + 2 * Space.L, 86)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._tone == "neutral":
            return
        painter = QPainter(self)
        colour = colours_of(self).tone(self._tone)[0]
        name = "circle-alert" if self._tone == "danger" else "clock-alert"
        corner = self.rect().topRight()
        corner.setX(corner.x() - 20 - Space.L)
        corner.setY(corner.y() + Space.M)
        draw_icon(painter, name, corner, 20, colour)
