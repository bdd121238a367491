"""What a drawn flowchart consists of, in units of its own: x to the right, y downwards."""

from collections.abc import Callable
from dataclasses import dataclass

from services.flowchart.definition import Chart

# Called with a text and the width it may take; returns the width and height it takes, broken into lines.
Measure = Callable[[str, float], tuple[float, float]]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Hold what a drawing measures: the boxes, and the room around and between them."""

    width: float = 210.0
    padding: float = 12.0
    foot: float = 40.0  # beneath a step's name: who does it and by when
    diamond: float = 0.0  # what a decision needs more on either side
    margin: float = 36.0
    track: float = 14.0  # between two lines that run side by side
    gap: float = 16.0  # from a box to the nearest line
    label_width: float = 170.0


@dataclass(frozen=True, slots=True)
class Box:
    """Hold one box: kind is start, step, decision or end; x and y are its top left corner."""

    code: str
    kind: str
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Return the middle of the box."""
        return self.x + self.width / 2, self.y + self.height / 2

    def overlaps(self, other: "Box", gap: float = 0.0) -> bool:
        """Tell whether two boxes come closer than the gap."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


@dataclass(frozen=True, slots=True)
class Arrow:
    """Hold one branch drawn: points from box to box, and the middle of its label."""

    start: str
    end: str
    branch_index: int
    label: str
    points: tuple[Point, ...]
    label_at: Point


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold a flowchart drawn whole."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    width: float
    height: float

    def box(self, code: str) -> Box:
        """Return the box of a step or an end state."""
        return next(box for box in self.boxes if box.code == code)


def caption(chart: Chart, code: str) -> str:
    """Return what a box is headed with: its number and name."""
    step = chart.steps.get(code)
    return f"{step.number} {step.name}".strip() if step else chart.ends[code]


def kind_of(chart: Chart, code: str) -> str:
    """Return what kind of box a step or an end state is drawn as."""
    if code in chart.ends:
        return "end"
    if code == chart.first:
        return "start"
    return "decision" if chart.steps[code].decision else "step"
