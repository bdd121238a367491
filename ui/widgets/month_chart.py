"""Twelve months as bars or lines, with a table of the same numbers beneath: nothing has to be guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import Space, colours_of
from ui.widgets.chart_base import Chart, Datum, Look, Place, draw_bar, steps, widest

PLOT = 132
SWATCH = 18
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one number of a month: how high it is drawn, and how it is written in the table."""

    datum: Datum
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Hold one series: a month without a number has no cell."""

    name: str
    look: Look
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Target:
    """Hold the line to be reached, and its words."""

    height: float
    text: str


class MonthChart(Chart):
    """Show months: bars beside one another, or with `lines=True` lines with a mark for each month."""

    def __init__(
        self,
        name: str,
        unit: str,
        *,
        lines: bool = False,
        highest: int = 0,
        empty_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, empty_text, parent)
        self._unit = unit
        self._lines = lines
        self._fixed = highest
        self._months: tuple[str, ...] = ()
        self._rows: tuple[MonthRow, ...] = ()
        self._targets: tuple[Target, ...] = ()

    def set_months(
        self, months: Sequence[str], rows: Sequence[MonthRow], targets: Sequence[Target] = ()
    ) -> None:
        """Show other numbers."""
        self._months, self._rows, self._targets = tuple(months), tuple(rows), tuple(targets)
        self.changed()

    def data(self) -> list[list[Datum]]:
        """Return each series' numbers as a line."""
        lines = ([cell.datum for cell in row.cells if cell is not None] for row in self._rows)
        return [line for line in lines if line]

    # --- sizes

    def sizeHint(self) -> QSize:
        return QSize(760, self.heightForWidth(760))

    def minimumSizeHint(self) -> QSize:
        return QSize(520, self.heightForWidth(520))

    def heightForWidth(self, width: int) -> int:
        if not any(self.data()):
            return self.fontMetrics().height() + 2 * Space.M
        return self._top() + PLOT + self._line() + self._row(width) * len(self._rows) + Space.S

    def _line(self) -> int:
        return self.fontMetrics().height() + 3

    def _top(self) -> int:
        return self.fontMetrics().height() + Space.S

    def _head(self) -> float:
        """Return how wide the names of the series are, at the left of everything."""
        names = widest(self, [row.name for row in self._rows])
        return max(SWATCH + Space.S + names, self.fontMetrics().horizontalAdvance("00,000")) + Space.M

    def _row(self, width: int) -> int:
        """Return a table row's height: what is too wide for its month takes two lines."""
        return 2 * self._line() - 3 if self._too_wide(width) else self._line()

    def _too_wide(self, width: int) -> bool:
        room = (width - self._head()) / max(1, len(self._months)) - Space.XS
        return widest(self, [cell.text for _, _, cell in self._cells()]) > room

    def _column(self) -> float:
        return (self.width() - self._head()) / max(1, len(self._months))

    def _marks(self) -> list[int]:
        if self._fixed:
            return list(range(0, self._fixed + 1, self._fixed // 5))
        return steps(max((cell.height for _, _, cell in self._cells()), default=0))

    def _cells(self) -> list[tuple[int, int, Cell]]:
        return [
            (number, month, cell)
            for number, row in enumerate(self._rows)
            for month, cell in enumerate(row.cells)
            if cell is not None
        ]

    # --- places

    def place(self) -> list[list[Place]]:
        """Return where each number stands in the table."""
        head, column, line = self._head(), self._column(), self._row(self.width())
        top = self._top() + PLOT + self._line()
        lines = []
        for number, row in enumerate(self._rows):
            found = [
                Place(cell.datum, QRectF(head + column * month, top + line * number, column, line))
                for month, cell in enumerate(row.cells)
                if cell is not None
            ]
            if found:
                lines.append(found)
        return lines

    def beside(self) -> list[Place]:
        """Return the bars or the marks, which can be pointed at too."""
        if self._lines:
            size = QPointF(6, 6)
            return [
                Place(cell.datum, QRectF(self._point(month, cell) - size, self._point(month, cell) + size))
                for _, month, cell in self._cells()
            ]
        return [Place(cell.datum, self._bar(number, month, cell)) for number, month, cell in self._cells()]

    def _point(self, month: int, cell: Cell) -> QPointF:
        return QPointF(self._head() + self._column() * (month + 0.5), self._y(cell.height))

    def _y(self, height: float) -> float:
        return self._top() + PLOT * (1 - height / self._marks()[-1])

    def _bar(self, number: int, month: int, cell: Cell) -> QRectF:
        column, count = self._column(), len(self._rows)
        width = min(20.0, column * 0.8 / count)
        left = self._head() + column * (month + 0.5) + width * (number - count / 2)
        top = self._y(cell.height)
        return QRectF(left + 1, top, width - 2, self._y(0) - top)

    # --- drawing

    def draw(self, painter: QPainter, places: list[list[Place]]) -> None:
        """Draw the axis, the plot and the table."""
        self._draw_axis(painter)
        if self._lines:
            for number, row in enumerate(self._rows):
                self._draw_line(painter, number, row)
        else:
            for number, month, cell in self._cells():
                if cell.height:
                    draw_bar(painter, self._bar(number, month, cell), self._rows[number].look, self)
        self._draw_targets(painter)
        self._draw_table(painter)

    def _draw_axis(self, painter: QPainter) -> None:
        colours, head = colours_of(self), self._head()
        painter.setPen(QColor(colours.text_muted))
        painter.drawText(QRectF(0, 0, self.width(), self._line()), _LEFT, self._unit)
        for mark in self._marks():
            y = self._y(mark)
            painter.setPen(QPen(QColor(colours.border_strong if mark == 0 else colours.border), 1))
            painter.drawLine(QLineF(head, y, self.width(), y))
            painter.setPen(QColor(colours.text_muted))
            area = QRectF(0, y - self._line() / 2, head - Space.S, self._line())
            painter.drawText(area, _RIGHT, f"{mark:,}")

    def _draw_targets(self, painter: QPainter) -> None:
        colours = colours_of(self)
        for target in self._targets:
            y = self._y(target.height)
            painter.setPen(QPen(QColor(colours.text), 1.6, Qt.PenStyle.DashDotLine))
            painter.drawLine(QLineF(self._head(), y, self.width(), y))
        painter.setPen(QColor(colours.text))
        area = QRectF(0, 0, self.width(), self._line())
        painter.drawText(area, _RIGHT, "   ".join(f"─·─ {target.text}" for target in self._targets))

    def _draw_line(self, painter: QPainter, number: int, row: MonthRow) -> None:
        before: QPointF | None = None
        for month, cell in enumerate(row.cells):
            point = self._point(month, cell) if cell is not None else None
            if before is not None and point is not None:
                painter.setPen(self._pen(number))
                painter.drawLine(before, point)
            before = point
        for month, cell in enumerate(row.cells):
            if cell is not None:
                self._draw_mark(painter, self._point(month, cell), number)

    def _pen(self, number: int) -> QPen:
        colours = colours_of(self)
        if number == 0:
            return QPen(QColor(colours.accent), 2.4)
        return QPen(QColor(colours.warning), 2.0, Qt.PenStyle.DashLine)

    def _draw_mark(self, painter: QPainter, point: QPointF, number: int) -> None:
        """Draw a filled circle for the first line, a hollow square for the second."""
        colours, pen = colours_of(self), self._pen(number)
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.setBrush(QBrush(QColor(colours.accent if number == 0 else colours.surface)))
        if number == 0:
            painter.drawEllipse(point, 4, 4)
        else:
            size = QPointF(4.5, 4.5)
            painter.drawPolygon(QPolygonF(QRectF(point - size, point + size)))

    def _draw_table(self, painter: QPainter) -> None:
        colours, head, column, line = colours_of(self), self._head(), self._column(), self._row(self.width())
        top = self._top() + PLOT
        painter.setPen(QColor(colours.text_muted))
        for month, label in enumerate(self._months):
            painter.drawText(QRectF(head + column * month, top, column, self._line()), _MIDDLE, label)
        top, parted = top + self._line(), self._too_wide(self.width())
        for number, row in enumerate(self._rows):
            y = top + line * number
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QLineF(0, y, self.width(), y))
            self._draw_swatch(painter, number, row, y + line / 2)
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(SWATCH + Space.S, y, head, line), _LEFT, row.name)
            for month, cell in enumerate(row.cells):
                area = QRectF(head + column * month, y, column, line)
                painter.setPen(QColor(colours.text if cell is not None else colours.text_muted))
                text = cell.text if cell is not None else "–"
                painter.drawText(area, _MIDDLE, text.replace("/", "/\n") if parted else text)

    def _draw_swatch(self, painter: QPainter, number: int, row: MonthRow, y: float) -> None:
        if not self._lines:
            draw_bar(painter, QRectF(0, y - 6, SWATCH, 12), row.look, self)
            return
        painter.setPen(self._pen(number))
        painter.drawLine(QLineF(0, y, SWATCH, y))
        self._draw_mark(painter, QPointF(SWATCH / 2, y), number)
