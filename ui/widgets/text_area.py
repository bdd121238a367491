"""Text of several lines: grows with what is typed, counts against a limit, never throws text away."""

import math

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme import Space, set_tone

DEFAULT_LIMIT = 20_000


class _Editor(QPlainTextEdit):
    """Leave the field by Tab; the accessible name comes from outside."""

    left = Signal()
    width_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def line_height(self) -> float:
        """Return how high a line is drawn: Thai marks need more than the font says."""
        first = self.document().firstBlock()
        drawn = self.blockBoundingRect(first).height() / max(1, first.lineCount())
        return max(drawn, float(self.fontMetrics().lineSpacing()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)


class TextArea(QWidget):
    """Edit several lines of text.

    Text over the limit stays as it is: a sentence says how much is too much, `is_too_long` tells the page,
    and saving is refused by the service. A paste of 100,000 characters therefore costs nothing but a notice.
    """

    textChanged = Signal()
    editingFinished = Signal()

    def __init__(
        self,
        *,
        limit: int = DEFAULT_LIMIT,
        min_lines: int = 3,
        max_lines: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._min_lines, self._max_lines = min_lines, max_lines
        self.edit = _Editor(self)
        self._counter = QLabel(self)
        self._counter.setProperty("role", "help")
        self._counter.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._counter.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS // 2)
        column.addWidget(self.edit)
        column.addWidget(self._counter)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_text)
        self.edit.left.connect(self.editingFinished)
        # Lines are broken anew only after the event that changed the width.
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit_height)
        self.edit.width_changed.connect(self._fitting.start)
        self._fit_height()

    def text(self) -> str:
        """Return everything typed."""
        return self.edit.toPlainText()

    def setText(self, text: str) -> None:
        """Replace the text."""
        if text != self.text():
            self.edit.setPlainText(text)

    def clear(self) -> None:
        """Remove all text."""
        self.edit.clear()

    def set_read_only(self, read_only: bool) -> None:
        """Allow or refuse typing; the text can be marked and copied either way."""
        self.edit.setReadOnly(read_only)

    @property
    def limit(self) -> int:
        """Return how many characters may be kept."""
        return self._limit

    def is_too_long(self) -> bool:
        """Tell whether there is more text than may be kept."""
        return self._length() > self._limit

    def counter_text(self) -> str:
        """Return the count or the notice shown beneath."""
        return self._counter.text() if not self._counter.isHidden() else ""

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_height()

    def _length(self) -> int:
        # characterCount() is kept by the document; taking the whole text out for every key would not do.
        return max(0, self.edit.document().characterCount() - 1)

    def _on_text(self) -> None:
        self._show_count()
        self._fit_height()
        self.textChanged.emit()

    def _show_count(self) -> None:
        length = self._length()
        if length > self._limit:
            text = self.tr("ยาวเกินกำหนด {over} ตัวอักษร (กำหนด {limit}) ข้อความยังอยู่ครบ โปรดตัดให้สั้นลงหรือแนบเป็นไฟล์")
            self._counter.setText(text.format(over=f"{length - self._limit:,}", limit=f"{self._limit:,}"))
        else:
            self._counter.setText(f"{length:,} / {self._limit:,}")
        self._counter.setVisible(length > self._limit * 0.8)
        set_tone(self._counter, "danger" if length > self._limit else "")

    def _fit_height(self) -> None:
        wanted = int(self.edit.document().size().height())
        lines = max(self._min_lines, min(self._max_lines, wanted))
        frame = max(12, self.edit.height() - self.edit.viewport().height())
        margins = 2 * self.edit.document().documentMargin()
        self.edit.setFixedHeight(math.ceil(lines * self.edit.line_height() + margins + frame))
