"""How far an indicator is on its way: a bar to a hundred with the target marked."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Space, TypeScale, colours_of, font
from ui.widgets.chart_base import Look, draw_bar

BAR = 16


class TargetBar(QWidget):
    """Show a share of a hundred; the mark of the target stands through the bar with its number below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self._target = 0
        self.setFont(font(TypeScale.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float | None, target: int) -> None:
        """Show a share in percent, or only the target where there is nothing to judge."""
        self._share, self._target = share, target
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, BAR + self.fontMetrics().height() + Space.S)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self)
        whole = QRectF(0, 4, self.width() - 1, BAR)
        painter.setPen(QPen(QColor(colours.border_strong), 1))
        painter.setBrush(QColor(colours.surface_alt))
        painter.drawRect(whole)
        if self._share:
            reached = self._share >= self._target
            filled = QRectF(whole.left(), whole.top(), whole.width() * self._share / 100, BAR)
            draw_bar(painter, filled, Look.SOLID if reached else Look.HATCHED, self)
        x = whole.left() + whole.width() * self._target / 100
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(QLineF(x, 0, x, BAR + 8))
        painter.setPen(QColor(colours.text_muted))
        line = self.fontMetrics().height()
        below = QRectF(0, BAR + 8, self.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, "0")
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, "100")
        text = self.tr("เป้าหมาย {target}").format(target=self._target)
        used = self.fontMetrics().horizontalAdvance(text)
        left = min(max(x - used / 2, 14.0), self.width() - used - 30.0)
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(left, BAR + 8, used + 2, line), Qt.AlignmentFlag.AlignLeft, text)
