"""Lying bars of one or more parts each: long names wrapped between words, every number beside its bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from services.thai.words import with_zero_width_spaces
from ui.theme import Space, colours_of
from ui.widgets.chart_base import Chart, Datum, Look, Place, draw_bar, widest

BAR = 18
_WRAP = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap


@dataclass(frozen=True, slots=True)
class Part:
    """Name a series of parts, and say how it is drawn."""

    name: str
    look: Look


@dataclass(frozen=True)
class LyingBar:
    """Hold one bar: its name and its parts, in the order of the series; look overrides theirs."""

    name: str
    parts: tuple[Datum, ...]
    look: Look | None = None

    @cached_property
    def total(self) -> int:
        """Return the sum of the parts."""
        return sum(part.value for part in self.parts)

    @cached_property
    def broken(self) -> str:
        """Return the name as it may be broken between words."""
        return with_zero_width_spaces(self.name)


class LyingBars(Chart):
    """Show bars on top of one another, each in as many parts as there are series."""

    def __init__(
        self, name: str, series: Sequence[Part], *, empty_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, empty_text, parent)
        self._series = tuple(series)
        self._bars: tuple[LyingBar, ...] = ()

    def bars(self) -> tuple[LyingBar, ...]:
        """Return the bars shown."""
        return self._bars

    def set_bars(self, bars: Sequence[LyingBar]) -> None:
        """Show other bars."""
        self._bars = tuple(bars)
        self.changed()

    def data(self) -> list[list[Datum]]:
        """Return each bar's parts that are not nought, as a line."""
        lines = ([part for part in bar.parts if part.value] for bar in self._bars)
        return [line for line in lines if line]

    # --- sizes

    def sizeHint(self) -> QSize:
        return QSize(440, self.heightForWidth(440))

    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(max(240, self.width())))

    def heightForWidth(self, width: int) -> int:
        if not any(self.data()):
            return self.fontMetrics().height() + 2 * Space.M
        return int(self._legend_height(width) + sum(self._heights(width))) + 2

    def _labels(self, width: int) -> float:
        longest = widest(self, [bar.name for bar in self._bars])
        return min(width * 0.46, longest + Space.S)

    def _heights(self, width: int) -> list[float]:
        """Return each row's height: its name may need two lines or three."""
        room, metrics = self._labels(width), self.fontMetrics()
        return [
            max(
                BAR + Space.S,
                metrics.boundingRect(0, 0, int(room), 1000, int(_WRAP), bar.broken).height() + Space.XS,
            )
            for bar in self._bars
        ]

    def _legend(self, width: int) -> list[tuple[Part, float, float]]:
        """Return the series with where their names begin."""
        if len(self._series) < 2:
            return []
        line, found, x, y = self.fontMetrics().height() + Space.XS, [], 0.0, 0.0
        for part in self._series:
            used = 14 + Space.XS + self.fontMetrics().horizontalAdvance(part.name) + Space.L
            if x and x + used > width:
                x, y = 0.0, y + line
            found.append((part, x, y))
            x += used
        return found

    def _legend_height(self, width: int) -> float:
        placed = self._legend(width)
        return placed[-1][2] + self.fontMetrics().height() + Space.S if placed else 0.0

    def _room(self, width: int) -> tuple[float, float]:
        """Return where bars begin and how long the longest may be."""
        left = self._labels(width) + Space.S
        beside = widest(self, [self._beside(bar) for bar in self._bars]) + Space.S
        return left, max(20.0, width - left - beside)

    @staticmethod
    def _beside(bar: LyingBar) -> str:
        return f"{bar.total:,}"

    # --- places

    def place(self) -> list[list[Place]]:
        """Return where each part lies."""
        width = self.width()
        left, room = self._room(width)
        highest = max(bar.total for bar in self._bars)
        lines, top = [], self._legend_height(width)
        for bar, height in zip(self._bars, self._heights(width), strict=True):
            middle, x, line = top + height / 2, left, []
            for part in bar.parts:
                length = room * part.value / highest
                if part.value:
                    line.append(Place(part, QRectF(x, middle - BAR / 2, max(length, 2.0), BAR)))
                x += length
            if line:
                lines.append(line)
            top += height
        return lines

    # --- drawing

    def draw(self, painter: QPainter, places: list[list[Place]]) -> None:
        """Draw names, bars, the numbers in and beside them."""
        width, colours = self.width(), colours_of(self)
        left, _room = self._room(width)
        self._draw_legend(painter, width)
        top, labels, lines = self._legend_height(width), self._labels(width), iter(places)
        axis = top
        for bar, height in zip(self._bars, self._heights(width), strict=True):
            painter.setPen(QColor(colours.text))
            painter.drawText(QRectF(0, top, labels, height), int(_WRAP), bar.broken)
            end = left
            if bar.total:
                for place in next(lines):
                    look = bar.look or self._series[bar.parts.index(place.datum)].look
                    draw_bar(painter, place.area, look, self)
                    self._draw_inside(painter, place, look, len(bar.parts))
                    end = place.area.right()
            painter.setPen(QColor(colours.text))
            painter.drawText(
                QRectF(end + Space.XS + 2, top, width - end, height),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self._beside(bar),
            )
            top += height
        painter.setPen(QPen(QColor(colours.border_strong), 1))
        painter.drawLine(int(left), int(axis), int(left), int(top))

    def _draw_inside(self, painter: QPainter, place: Place, look: Look, parts: int) -> None:
        """Write a part's number on it where it has room; on a pattern, on a plain ground."""
        text = f"{place.datum.value:,}"
        needed = self.fontMetrics().horizontalAdvance(text) + Space.S
        if parts < 2 or place.area.width() < needed:
            return
        colours = colours_of(self)
        if look is not Look.SOLID:
            ground = QRectF(0, 0, needed - 2, BAR - 4)
            ground.moveCenter(place.area.center())
            painter.fillRect(ground, QColor(colours.surface))
        painter.setPen(QColor(colours.on_accent if look is Look.SOLID else colours.text))
        painter.drawText(place.area, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_legend(self, painter: QPainter, width: int) -> None:
        height = self.fontMetrics().height()
        for part, x, y in self._legend(width):
            draw_bar(painter, QRectF(x, y + (height - 12) / 2, 14, 12), part.look, self)
            painter.setPen(QColor(colours_of(self).text_muted))
            area = QRectF(x + 14 + Space.XS, y, width, height)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, part.name)
