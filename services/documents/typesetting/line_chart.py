"""Lines over categories, told apart by stroke and mark, with a target drawn through."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from services.documents.typesetting.fonts import Face
from services.documents.typesetting.layout import Fit, Kit
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import BLACK, GREY, WHITE, Colour, TextStyle

_LABEL: Final = TextStyle(size=8.0, leading=11.5)
_TITLE: Final = TextStyle(size=10.0, leading=16.0, face=Face.BOLD)
_PALE: Final[Colour] = (0.8, 0.8, 0.8)
_STROKES: Final[tuple[tuple[Colour, str, Colour], ...]] = (
    ((0.12, 0.29, 0.53), "[] 0 d", (0.12, 0.29, 0.53)),
    ((0.70, 0.38, 0.05), "[4 2.4] 0 d", WHITE),
)
_AXIS: Final = 26.0
_TARGET: Final = "[6 2 1 2] 0 d"
_MARKS: Final = 5


@dataclass(frozen=True, slots=True)
class LineSeries:
    """One line: a value for each category, none where there is nothing to say."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class LineChart:
    """Up to two lines from nought to the highest, and the targets to be reached with their names."""

    categories: Sequence[str]
    lines: Sequence[LineSeries]
    title: str = ""
    unit: str = ""
    highest: int = 100
    targets: Sequence[tuple[float, str]] = ()
    plot_height: float = 110.0
    before: float = 6.0
    after: float = 6.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        piece = _Plot(self, width, [kit.width(line.name, _LABEL) for line in self.lines])
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)


@dataclass(frozen=True, slots=True)
class _Plot:
    chart: LineChart
    width: float
    names: Sequence[float]

    @property
    def _head(self) -> float:
        return (_TITLE.leading if self.chart.title else 0.0) + _LABEL.leading + 6

    @property
    def height(self) -> float:
        return self._head + self.chart.plot_height + 2 * _LABEL.leading + 8

    def draw(self, page: Page, x: float, top: float) -> None:
        chart, floor = self.chart, top - self._head - self.chart.plot_height
        if chart.title:
            page.text(x + self.width / 2, top - baseline(_TITLE), chart.title, _TITLE, "centre")
        page.text(x, top - self._head + 10, f"({chart.unit})", _LABEL.but(colour=GREY), "left")
        self._axis(page, x, floor)
        self._targets(page, x, top, floor)
        for number, line in enumerate(chart.lines):
            self._line(page, number, line, x, floor)
        self._legend(page, x, floor - _LABEL.leading - 6)

    def _axis(self, page: Page, x: float, floor: float) -> None:
        chart, right = self.chart, x + self.width
        for step in range(_MARKS + 1):
            value = chart.highest * step // _MARKS
            y = floor + chart.plot_height * step / _MARKS
            page.rule(x + _AXIS, y, right, y, 0.4 if step else 0.8, _PALE if step else GREY)
            page.text(x + _AXIS - 4, y - 2.8, page.number(f"{value:,}"), _LABEL, "right")
        for number, name in enumerate(chart.categories):
            page.text(self._x(number, x), floor - baseline(_LABEL) - 2, name, _LABEL, "centre")

    def _targets(self, page: Page, x: float, top: float, floor: float) -> None:
        chart, right = self.chart, x + self.width
        for value, _name in chart.targets:
            y = floor + chart.plot_height * value / chart.highest
            page.raw(f"q 1 w {_TARGET} 0 G {x + _AXIS:.2f} {y:.2f} m {right:.2f} {y:.2f} l S Q")
        said = "   ".join(name for _value, name in chart.targets)
        width = page.text(right, top - self._head + 10, said, _LABEL, "right")
        if said:
            y = top - self._head + 13
            left = right - width - 26
            page.raw(f"q 1 w {_TARGET} 0 G {left:.2f} {y:.2f} m {left + 21:.2f} {y:.2f} l S Q")

    def _line(self, page: Page, number: int, line: LineSeries, x: float, floor: float) -> None:
        scale = self.chart.plot_height / self.chart.highest
        points = [
            (self._x(at, x), floor + value * scale) if value is not None else None
            for at, value in enumerate(line.values)
        ]
        for one, other in pairwise(points):
            if one is not None and other is not None:
                _stroke(page, number, one, other)
        for point in points:
            if point is not None:
                _mark(page, number, *point)

    def _legend(self, page: Page, x: float, y: float) -> None:
        left = x + _AXIS
        for number, (line, width) in enumerate(zip(self.chart.lines, self.names, strict=True)):
            _stroke(page, number, (left, y - 4), (left + 20, y - 4))
            _mark(page, number, left + 10, y - 4)
            page.text(left + 25, y - 7, line.name, _LABEL, "left")
            left += width + 44

    def _x(self, number: int, x: float) -> float:
        return x + _AXIS + (self.width - _AXIS) * (number + 0.5) / max(1, len(self.chart.categories))


def _stroke(page: Page, number: int, one: tuple[float, float], other: tuple[float, float]) -> None:
    (red, green, blue), dashes, _ = _STROKES[number % len(_STROKES)]
    colour = f"{red:.3f} {green:.3f} {blue:.3f} RG"
    page.raw(f"q 1.4 w {dashes} {colour} {one[0]:.2f} {one[1]:.2f} m {other[0]:.2f} {other[1]:.2f} l S Q")


def _mark(page: Page, number: int, x: float, y: float) -> None:
    """Draw a dark mark for the first line, a hollow one for the second."""
    colour, _, inside = _STROKES[number % len(_STROKES)]
    size = 4.6
    page.box(
        x - size / 2, y - size / 2, size, size, fill=inside, stroke=colour if number else BLACK, weight=1.0
    )
