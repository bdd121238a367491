"""Draw a flowchart that was laid out, with its legend, as one block of a paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from services.documents.typesetting import Fit, Kit, Page, TextStyle
from services.documents.typesetting.fonts import Face
from services.documents.typesetting.lines import Line
from services.documents.typesetting.page import baseline
from services.documents.typesetting.styles import BLACK, GREY, WHITE, Colour
from services.flowchart.drawing import Arrow, Box, Drawing

# In the drawing's own units; everything is scaled together.
NAME: Final = TextStyle(size=11.5, leading=17.5, face=Face.BOLD, align="centre")
WHO: Final = TextStyle(size=9.5, leading=14.5, align="centre")
LIMIT: Final = WHO.but(colour=GREY)
LABEL: Final = TextStyle(size=9.5, leading=14.0, align="centre")
_LEVELS: Final = WHO.but(size=8.8, leading=14.0)
_FILLS: Final[Mapping[str, Colour]] = {
    "start": (0.87, 0.93, 0.97),
    "step": WHITE,
    "decision": (0.99, 0.95, 0.84),
    "end": (0.88, 0.94, 0.89),
}
_LINE: Final[Colour] = (0.25, 0.30, 0.36)
LABEL_WIDTH: Final = 120.0
_ARROW: Final = 7.0
_LEGEND_GAP: Final = 14.0
_SAMPLE: Final = (34.0, 17.0)


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what stands in a box beneath a step's name."""

    who: str
    limit: str

    def foot(self, kit: Kit, width: float) -> float:
        """Return the room that it takes."""
        lines = len(kit.wrap(self.who, WHO, width)) if self.who else 0
        return (lines + bool(self.limit)) * WHO.leading + 2


@dataclass(frozen=True, slots=True)
class DrawnChart:
    """Draw a chart in the middle of its room, and beneath it what its shapes mean."""

    drawing: Drawing
    entries: Mapping[str, Entry]
    scale: float
    captions: Mapping[str, str]
    legend: Sequence[tuple[str, str]]
    levels: str
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, _height: float, _fresh: bool) -> Fit:
        return Fit(_Drawn(self, kit, width))


@dataclass(frozen=True, slots=True)
class _Drawn:
    chart: DrawnChart
    kit: Kit
    width: float

    @property
    def height(self) -> float:
        return self.chart.drawing.height * self.chart.scale + 3 * WHO.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        scale = self.chart.scale
        left = x + (self.width - self.chart.drawing.width * scale) / 2
        pen = _Pen(page, self.kit, left, top, scale)
        for arrow in self.chart.drawing.arrows:
            pen.arrow(arrow)
        for box in self.chart.drawing.boxes:
            pen.box(box, self.chart.captions[box.code], self.chart.entries.get(box.code))
        for arrow in self.chart.drawing.arrows:
            pen.label(arrow)
        self._legend(page, x, top - self.chart.drawing.height * scale - 4)

    def _legend(self, page: Page, x: float, top: float) -> None:
        whole = WHO.but(align="left")
        wide, high = _SAMPLE
        widths = [
            (wide + 6 if kind else 0.0) + self.kit.width(text, whole) + _LEGEND_GAP
            for kind, text in self.chart.legend
        ]
        # On a page narrower than a wall's the one line is set smaller, its samples with it.
        share = min(1.0, self.width / (sum(widths) - _LEGEND_GAP))
        style = whole.but(size=whole.size * share)
        at = x + (self.width - (sum(widths) - _LEGEND_GAP) * share) / 2
        for (kind, text), used in zip(self.chart.legend, widths, strict=True):
            skip = 0.0
            if kind:
                low = top - 2 - high + (high - high * share) / 2
                _shape(page, kind, (at, low, wide * share, high * share), 0.7 * share)
                skip = (wide + 6) * share
            page.text(at + skip, top - baseline(whole) - 3, text, style)
            at += used * share
        lines = self.kit.wrap(self.chart.levels, _LEVELS, self.width)
        page.lines(x, top - WHO.leading - 8, self.width, lines, _LEVELS)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Draw in the drawing's units: y downwards from the top."""

    page: Page
    kit: Kit
    left: float
    top: float
    scale: float

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        return self.left + point[0] * self.scale, self.top - point[1] * self.scale

    def box(self, box: Box, caption: str, entry: Entry | None) -> None:
        x, y = self._at((box.x, box.y + box.height))
        _shape(self.page, box.kind, (x, y, box.width * self.scale, box.height * self.scale), 1.1 * self.scale)
        inner = box.width - (34.0 if box.kind == "decision" else 16.0)
        parts = [(caption, NAME)]
        if entry:
            parts += [(entry.who, WHO), (entry.limit, LIMIT)]
        broken = [(self.kit.wrap(text, style, inner), style) for text, style in parts if text]
        high = sum(len(lines) * style.leading for lines, style in broken)
        down = box.y + (box.height - high) / 2
        for lines, style in broken:
            self._lines(box.x + (box.width - inner) / 2, down, inner, lines, style)
            down += len(lines) * style.leading

    def _lines(self, x: float, y: float, width: float, lines: Sequence[Line], style: TextStyle) -> None:
        left, top = self._at((x, y))
        scaled = [Line(line.text, line.width * self.scale, line.last) for line in lines]
        small = style.but(size=style.size * self.scale, leading=style.leading * self.scale)
        self.page.lines(left, top, width * self.scale, scaled, small)

    def arrow(self, arrow: Arrow) -> None:
        points = [self._at(point) for point in arrow.points]
        for (x1, y1), (x2, y2) in pairwise(points):
            self.page.rule(x1, y1, x2, y2, 1.0 * self.scale, _LINE)
        (x1, y1), (x2, y2) = points[-2], points[-1]
        long = abs(x2 - x1) + abs(y2 - y1) or 1.0
        dx, dy, size = (x2 - x1) / long, (y2 - y1) / long, _ARROW * self.scale
        back, side = (x2 - dx * size, y2 - dy * size), size * 0.42
        self.page.raw(
            f"q {_rgb(_LINE)} rg {x2:.2f} {y2:.2f} m {back[0] - dy * side:.2f} {back[1] + dx * side:.2f} l "
            f"{back[0] + dy * side:.2f} {back[1] - dx * side:.2f} l h f Q"
        )

    def label(self, arrow: Arrow) -> None:
        if not arrow.label:
            return
        lines = self.kit.wrap(arrow.label, LABEL, LABEL_WIDTH)
        wide, high = max(line.width for line in lines), len(lines) * LABEL.leading
        x, y = arrow.label_at[0] - wide / 2, arrow.label_at[1] - high / 2
        left, low = self._at((x - 1, y + high))
        self.page.box(left, low, (wide + 2) * self.scale, high * self.scale, fill=WHITE, stroke=None)
        self._lines(x, y, wide, lines, LABEL)


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:.3g}" for part in colour)


def _shape(page: Page, kind: str, at: tuple[float, float, float, float], weight: float) -> None:
    """Draw a box from its lower left corner: rounded at start and end, pointed where something is decided."""
    x, y, wide, high = at
    paint = f"q {weight:.2f} w {_rgb(_FILLS[kind])} rg {_rgb(BLACK)} RG"
    if kind == "decision":
        point = min(high / 2, 14.0 * weight)
        page.raw(
            f"{paint} {x:.2f} {y + high / 2:.2f} m {x + point:.2f} {y + high:.2f} l "
            f"{x + wide - point:.2f} {y + high:.2f} l {x + wide:.2f} {y + high / 2:.2f} l "
            f"{x + wide - point:.2f} {y:.2f} l {x + point:.2f} {y:.2f} l h B Q"
        )
        return
    round_by = {"start": 0.5, "end": 0.5}.get(kind, 0.0) * min(high, 26.0 * weight)
    if not round_by:
        page.box(x, y, wide, high, fill=_FILLS[kind], stroke=BLACK, weight=weight)
        return
    page.raw(f"{paint} {_rounded(x, y, wide, high, round_by)} B Q")


def _rounded(x: float, y: float, wide: float, high: float, r: float) -> str:
    k = r * 0.4477  # a quarter of a circle as a curve
    right, up = x + wide, y + high
    return (
        f"{x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
        f"{right - k:.2f} {y:.2f} {right:.2f} {y + k:.2f} {right:.2f} {y + r:.2f} c "
        f"{right:.2f} {up - r:.2f} l "
        f"{right:.2f} {up - k:.2f} {right - k:.2f} {up:.2f} {right - r:.2f} {up:.2f} c "
        f"{x + r:.2f} {up:.2f} l "
        f"{x + k:.2f} {up:.2f} {x:.2f} {up - k:.2f} {x:.2f} {up - r:.2f} c "
        f"{x:.2f} {y + r:.2f} l "
        f"{x:.2f} {y + k:.2f} {x + k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h"
    )
