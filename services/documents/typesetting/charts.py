"""Bar charts drawn as vectors: told apart in grey, every value as text."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.documents.typesetting.blocks import Group, Labelled, Paragraph
from services.documents.typesetting.fonts import Face
from services.documents.typesetting.layout import Block, Fit, Kit
from services.documents.typesetting.lines import Line
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import GREY, WHITE, Colour, TextStyle

_LABEL: Final = TextStyle(size=8.0, leading=11.5)
_TITLE: Final = TextStyle(size=10.0, leading=16.0, face=Face.BOLD)
# Dark, pale, middle and white with hatching: different lightness first, hue second.
_FILLS: Final[tuple[tuple[Colour, bool], ...]] = (
    ((0.12, 0.29, 0.53), False),
    ((0.76, 0.85, 0.94), False),
    ((0.86, 0.52, 0.18), False),
    (WHITE, True),
    ((0.45, 0.45, 0.45), False),
    ((0.90, 0.90, 0.90), True),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, one for each category."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class BarChart:
    """Upright bars by category, beside or on one another."""

    categories: Sequence[str]
    series: Sequence[Series]
    title: str = ""
    unit: str = ""
    stacked: bool = False
    plot_height: float = 120.0
    empty: str = "ไม่มีข้อมูล"
    before: float = 6.0
    after: float = 6.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        room = (width - _AXIS) / max(1, len(self.categories)) - 2
        labels = [kit.wrap(category, _LABEL, room) for category in self.categories]
        if _too_long(kit, self.title, _TITLE, width) or self._endless(kit, width, labels):
            return self._keyed(kit, width, labels).fit(kit, width, height, fresh)
        piece = _Bars(self, width, labels, _legend(kit, self.series, width))
        if piece.height > height and fresh:
            lower = max(_LOWEST_PLOT, self.plot_height - (piece.height - height))
            piece = replace(piece, chart=replace(self, plot_height=lower))
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)

    def _endless(self, kit: Kit, width: float, labels: Sequence[Sequence[Line]]) -> bool:
        """Tell whether a name has no place in the chart."""
        names = [self.unit, *(one.name for one in self.series)]
        return any(kit.width(name, _LABEL) > width - 24 for name in names) or any(
            len(lines) > _TALLEST_NAME for lines in labels
        )

    def _keyed(self, kit: Kit, width: float, labels: Sequence[Sequence[Line]]) -> Group:
        """Set what is too long for the chart above it, and below it the names that got a number instead."""
        notes: list[Block] = []
        unit = "" if kit.width(self.unit, _LABEL) > width - 24 else self.unit
        above = [
            Paragraph(text, style)
            for text, style in ((self.title, _TITLE.but(align="centre")), ("" if unit else self.unit, _LABEL))
            if text
        ]
        categories = [
            _numbered(kit, name, notes) if len(lines) > _TALLEST_NAME else name
            for name, lines in zip(self.categories, labels, strict=True)
        ]
        series = [
            replace(one, name=_numbered(kit, one.name, notes))
            if kit.width(one.name, _LABEL) > width - 24
            else one
            for one in self.series
        ]
        chart = replace(self, title="", unit=unit, categories=categories, series=series)
        return Group([*above, chart, *notes], self.after)

    @property
    def highest(self) -> int:
        """Give the tallest bar's value."""
        columns = [[max(0, s.values[k]) for s in self.series] for k in range(len(self.categories))]
        return max((sum(c) if self.stacked else max(c, default=0) for c in columns), default=0)


_AXIS: Final = 26.0
_LOWEST_PLOT: Final = 40.0
_TALLEST_NAME: Final = 8  # lines of a bar's name; a longer one gets a number and stands below the chart


def _too_long(kit: Kit, title: str, style: TextStyle, width: float) -> bool:
    return kit.width(title, style) > width


def _numbered(kit: Kit, name: str, notes: list[Block]) -> str:
    """Give the number that stands for a name in the chart; the name is noted to stand below."""
    number = f"({kit.number(len(notes) + 1)})"
    notes.append(Labelled(number, name, kit.width(number, _LABEL) + 6, _LABEL))
    return number


def _steps(highest: float) -> list[int]:
    """Give the marks of an axis: whole, round numbers, six at most."""
    raw = max(1.0, highest / 5)
    power = 10 ** math.floor(math.log10(raw))
    step = next(int(m * power) for m in (1, 2, 5, 10) if m * power >= raw)
    return [step * k for k in range(math.ceil(highest / step) + 1)] if highest else [0, 1]


def _legend(kit: Kit, series: Sequence[Series], width: float) -> list[tuple[int, float, float]]:
    """Place the names of the series: (row, x, width)."""
    placed: list[tuple[int, float, float]] = []
    if len(series) < 2:
        return placed
    row, x = 0, 0.0
    for one in series:
        used = kit.width(one.name, _LABEL) + 24
        if x and x + used > width:
            row, x = row + 1, 0.0
        placed.append((row, x, used))
        x += used
    return placed


@dataclass(frozen=True, slots=True)
class _Bars:
    chart: BarChart
    width: float
    labels: Sequence[Sequence[Line]]
    legend: Sequence[tuple[int, float, float]]

    @property
    def _head(self) -> float:
        return (
            (_TITLE.leading if self.chart.title else 0.0)
            + (_LABEL.leading + 2 if self.chart.unit else 4.0)
            + 6
        )

    @property
    def _foot(self) -> float:
        return max((len(lines) for lines in self.labels), default=1) * _LABEL.leading + 4

    @property
    def height(self) -> float:
        rows = self.legend[-1][0] + 1 if self.legend else 0
        return self._head + self.chart.plot_height + self._foot + rows * (_LABEL.leading + 2)

    def draw(self, page: Page, x: float, top: float) -> None:
        chart = self.chart
        if chart.title:
            page.text(x + self.width / 2, top - baseline(_TITLE), chart.title, _TITLE, "centre")
        if chart.unit:
            page.text(x, top - self._head + 11, f"({chart.unit})", _LABEL.but(colour=GREY), "left")
        floor = top - self._head - chart.plot_height
        steps = _steps(chart.highest)
        scale = chart.plot_height / steps[-1]
        for value in steps:
            y = floor + value * scale
            page.rule(
                x + _AXIS, y, x + self.width, y, 0.4 if value else 0.8, GREY if not value else (0.8, 0.8, 0.8)
            )
            page.text(x + _AXIS - 4, y - 2.8, page.number(f"{value:,}"), _LABEL, "right")
        if not chart.highest:
            middle = x + (_AXIS + self.width) / 2
            page.text(middle, floor + chart.plot_height / 2, chart.empty, _TITLE.but(colour=GREY), "centre")
        slot = (self.width - _AXIS) / max(1, len(chart.categories))
        for k, lines in enumerate(self.labels):
            left = x + _AXIS + k * slot
            page.lines(left, floor - 2, slot, lines, _LABEL.but(align="centre"))
            self._column(page, k, left, slot, floor, scale)
        self._names(page, x, floor - self._foot)

    def _column(self, page: Page, k: int, left: float, slot: float, floor: float, scale: float) -> None:
        chart = self.chart
        count = 1 if chart.stacked else max(1, len(chart.series))
        bar = min(26.0, slot * 0.78 / count)
        start, y, total = left + (slot - bar * count) / 2, floor, 0
        for number, series in enumerate(chart.series):
            value = max(0, series.values[k])
            at = start if chart.stacked else start + number * bar
            height = value * scale
            if value:
                _fill(page, number, at, y, bar, height)
            if not chart.stacked and value:
                page.text(
                    at + bar / 2, y + height + 2, page.number(f"{value:,}"), _LABEL.but(size=7.2), "centre"
                )
            if chart.stacked:
                if height > 9 and len(chart.series) > 1:
                    _value_inside(page, number, at + bar / 2, y + height / 2 - 2.4, value)
                elif value and len(chart.series) > 1:
                    beside = _LABEL.but(size=6.2)
                    page.text(at + bar + 2, y + height / 2 - 2, page.number(f"{value:,}"), beside, "left")
                y, total = y + height, total + value
        if chart.stacked and total:
            bold = _LABEL.but(face=Face.BOLD)
            page.text(start + bar / 2, y + 2, page.number(f"{total:,}"), bold, "centre")

    def _names(self, page: Page, x: float, top: float) -> None:
        for number, (row, left, _) in enumerate(self.legend):
            y = top - row * (_LABEL.leading + 2) - baseline(_LABEL)
            _fill(page, number, x + left, y - 0.5, 9, 7)
            page.text(x + left + 13, y, self.chart.series[number].name, _LABEL, "left")


def _fill(page: Page, number: int, x: float, y: float, width: float, height: float) -> None:
    colour, hatched = _FILLS[number % len(_FILLS)]
    page.box(x, y, width, height, fill=colour, stroke=None)
    if hatched:
        page.hatch(x, y, width, height)
    page.box(x, y, width, height, weight=0.4)


def _value_inside(page: Page, number: int, x: float, y: float, value: int) -> None:
    colour, hatched = _FILLS[number % len(_FILLS)]
    style = _LABEL.but(size=7.2, colour=WHITE if sum(colour) < 1.4 else (0.0, 0.0, 0.0))
    text = page.number(f"{value:,}")
    if hatched:
        width = page.font(style.face).width(text, style.size) + 3
        page.box(x - width / 2, y - 1.8, width, 8.6, fill=WHITE, stroke=None)
    page.text(x, y, text, style, "centre")


@dataclass(frozen=True, slots=True)
class HorizontalBars:
    """Lying bars, one a row, names at the left and values at the right; flows over pages by rows."""

    rows: Sequence[tuple[str, int]]
    title: str = ""
    label_share: float = 0.42  # of the width, for the names
    empty: str = "ไม่มีข้อมูล"
    before: float = 6.0
    after: float = 6.0
    keep_with_next: bool = False
    highest: int = 0  # 0: the largest value

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        highest = self.highest or max((value for _, value in self.rows), default=0)
        names = [kit.wrap(name, _LABEL, width * self.label_share - 6) for name, _ in self.rows]
        if _too_long(kit, self.title, _TITLE, width) or any(len(lines) > _TALLEST_NAME for lines in names):
            return self._keyed(kit, width, names).fit(kit, width, height, fresh)
        used = _TITLE.leading + 2 if self.title else 0.0
        count = 0
        for lines in names:
            row = len(lines) * _LABEL.leading + 4
            if used + row > height + 0.01 and not (fresh and count == 0):
                break
            used, count = used + row, count + 1
        if not self.rows:
            used += _LABEL.leading
        if (self.rows and not count) or (used > height and not fresh):
            return Fit(None, self)
        piece = _Lying(self, width, names[:count], highest, used)
        if count == len(self.rows):
            return Fit(piece)
        rest = HorizontalBars(
            self.rows[count:], "", self.label_share, self.empty, 0.0, self.after, False, highest
        )
        return Fit(piece, rest)

    def _keyed(self, kit: Kit, width: float, names: Sequence[Sequence[Line]]) -> Group:
        """Set a long title above the bars, and below them the names that got a number instead."""
        notes: list[Block] = []
        rows = [
            (_numbered(kit, name, notes) if len(lines) > _TALLEST_NAME else name, value)
            for (name, value), lines in zip(self.rows, names, strict=True)
        ]
        long_title = _too_long(kit, self.title, _TITLE, width)
        above = [Paragraph(self.title, _TITLE)] if long_title else []
        return Group(
            [*above, replace(self, rows=rows, title="" if long_title else self.title), *notes], self.after
        )


@dataclass(frozen=True, slots=True)
class _Lying:
    chart: HorizontalBars
    width: float
    names: Sequence[Sequence[Line]]
    highest: int
    height: float

    def draw(self, page: Page, x: float, top: float) -> None:
        y = top
        if self.chart.title:
            page.text(x, y - baseline(_TITLE), self.chart.title, _TITLE, "left")
            y -= _TITLE.leading + 2
        if not self.names:
            page.text(
                x + self.width / 2, y - baseline(_LABEL), self.chart.empty, _LABEL.but(colour=GREY), "centre"
            )
            return
        left = x + self.width * self.chart.label_share
        longest = self.width * (1 - self.chart.label_share) - 34
        start = y
        for lines, (_, value) in zip(self.names, self.chart.rows, strict=False):
            height = len(lines) * _LABEL.leading + 4
            page.lines(x, y - 2, self.width * self.chart.label_share - 6, lines, _LABEL)
            bar = longest * max(0, value) / self.highest if self.highest else 0.0
            middle = y - height / 2
            if bar:
                _fill(page, 0, left, middle - 4, bar, 8)
            page.text(left + bar + 4, middle - 2.8, page.number(f"{value:,}"), _LABEL, "left")
            y -= height
        page.rule(left, start, left, y, 0.8, GREY)
