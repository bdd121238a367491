"""Small charts painted by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Space, TypeScale, colours_of, font


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its count, and how to stress it."""

    label: str
    value: int
    tone: str = "accent"


class BarChart(QWidget):
    """Show counts as standing bars (`horizontal=True`: lying ones, for long labels)."""

    def __init__(
        self,
        name: str,
        bars: Sequence[Bar] = (),
        *,
        horizontal: bool = False,
        empty_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._horizontal = horizontal
        self._empty_text = empty_text or self.tr("ไม่มีข้อร้องเรียน")
        self._bars: tuple[Bar, ...] = ()
        self.setFont(font(TypeScale.SMALL))
        vertical = QSizePolicy.Policy.Minimum if horizontal else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        self.set_bars(bars)

    def bars(self) -> tuple[Bar, ...]:
        """Return the bars shown."""
        return self._bars

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other counts."""
        self._bars = tuple(bars)
        said = ", ".join(f"{bar.label} {bar.value:,}" for bar in self._bars) or self._empty_text
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(said)
        self.setToolTip(said if len(said) < 400 else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(420, max(1, len(self._bars)) * (line + Space.S)) if self._horizontal else QSize(420, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height()) if self._horizontal else QSize(200, 140)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not any(bar.value for bar in self._bars):
            painter.setPen(QColor(colours_of(self).text_muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)
        elif self._horizontal:
            self._paint_lying(painter)
        else:
            self._paint_standing(painter)

    def _paint_standing(self, painter: QPainter) -> None:
        colours = colours_of(self)
        line = self.fontMetrics().height()
        top, base = line + 2, self.height() - line - Space.XS
        highest = max(bar.value for bar in self._bars)
        step = self.width() / len(self._bars)
        width = min(48.0, step * 0.6)
        painter.setPen(QPen(QColor(colours.border_strong), 1))
        painter.drawLine(0, base, self.width(), base)
        for index, bar in enumerate(self._bars):
            centre = step * (index + 0.5)
            height = (base - top) * bar.value / highest
            self._fill(painter, QRectF(centre - width / 2, base - height, width, height), bar)
            painter.setPen(QColor(colours.text))
            count = QRectF(centre - step / 2, base - height - line, step, line)
            painter.drawText(count, Qt.AlignmentFlag.AlignCenter, f"{bar.value:,}")
            painter.setPen(QColor(colours.text_muted))
            below = QRectF(centre - step / 2, base + 2, step, line)
            # Short month names may touch their neighbours' space rather than lose letters.
            label = self.fontMetrics().elidedText(bar.label, Qt.TextElideMode.ElideRight, int(step) + Space.S)
            painter.drawText(below.adjusted(-Space.XS, 0, Space.XS, 0), Qt.AlignmentFlag.AlignCenter, label)

    def _paint_lying(self, painter: QPainter) -> None:
        colours = colours_of(self)
        metrics = self.fontMetrics()
        line = metrics.height() + Space.S
        labels = min(self.width() * 0.45, max(metrics.horizontalAdvance(bar.label) for bar in self._bars) + 2)
        room = self.width() - labels - Space.S - metrics.horizontalAdvance("0,000") - Space.XS
        highest = max(bar.value for bar in self._bars)
        for index, bar in enumerate(self._bars):
            y = index * line
            painter.setPen(QColor(colours.text))
            text = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, int(labels))
            painter.drawText(QRectF(0, y, labels, line), Qt.AlignmentFlag.AlignVCenter, text)
            left, length = labels + Space.S, room * bar.value / highest
            self._fill(painter, QRectF(left, y + line * 0.22, length, line * 0.56), bar)
            painter.setPen(QColor(colours.text))
            count = QRectF(left + length + Space.XS, y, 80, line)
            painter.drawText(count, Qt.AlignmentFlag.AlignVCenter, f"{bar.value:,}")

    def _fill(self, painter: QPainter, area: QRectF, bar: Bar) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours_of(self).tone(bar.tone)[0]))
        painter.drawRoundedRect(area, 2, 2)
