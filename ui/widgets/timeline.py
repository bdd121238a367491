"""What happened, newest or oldest first: one line with time, person and words each."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.theme import Space, colours_of
from ui.widgets.labels import ThaiLabel


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of a history."""

    when: str
    title: str
    who: str = ""
    text: str = ""
    icon: str = "circle-dot"
    tone: str = "neutral"


class Timeline(QWidget):
    """Show a history as a line of events."""

    def __init__(self, entries: Sequence[TimelineEntry] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[TimelineEntry, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setAccessibleName(self.tr("ประวัติ"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_entries(entries)

    def entries(self) -> tuple[TimelineEntry, ...]:
        """Return the entries shown."""
        return self._entries

    def set_entries(self, entries: Sequence[TimelineEntry]) -> None:
        """Show other entries."""
        self._entries = tuple(entries)
        while (item := self._column.takeAt(0)) is not None:
            item.widget().deleteLater()
        last = len(self._entries) - 1
        for index, entry in enumerate(self._entries):
            self._column.addWidget(_Line(entry, first=index == 0, last=index == last))


class _Line(QWidget):
    """One event: its mark on the line, and its words."""

    def __init__(self, entry: TimelineEntry, *, first: bool, last: bool) -> None:
        super().__init__()
        self._mark = _Mark(entry, first=first, last=last)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, Space.M)
        words.setSpacing(0)
        words.addWidget(ThaiLabel(entry.title, "label"))
        below = " · ".join(part for part in (entry.when, entry.who) if part)
        note = QLabel(below)
        note.setProperty("role", "help")
        words.addWidget(note)
        if entry.text:
            text = ThaiLabel(entry.text)
            text.set_selectable()
            words.addWidget(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._mark)
        row.addLayout(words, 1)


class _Mark(QWidget):
    def __init__(self, entry: TimelineEntry, *, first: bool, last: bool) -> None:
        super().__init__()
        self._entry, self._first, self._last = entry, first, last
        self.setFixedWidth(28)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = colours_of(self)
        strong, soft = colours.tone(self._entry.tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.border), 2))
        top = 0 if not self._first else 14
        bottom = self.height() if not self._last else 14
        painter.drawLine(14, top, 14, bottom)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(soft))
        painter.drawEllipse(2, 2, 24, 24)
        at = self.rect().topLeft()
        at.setX(7)
        at.setY(7)
        draw_icon(painter, self._entry.icon, at, 14, strong)
