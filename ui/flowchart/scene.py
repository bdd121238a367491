"""The chart of a board as a scene, drawn anew after every change."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtWidgets import QGraphicsScene

from services.flowchart.definition import Chart
from services.flowchart.drawing import Drawing
from services.flowchart.layout import lay_out
from ui.case.values import limit_text, short_doer_text
from ui.flowchart.board import Spot
from ui.flowchart.items import HANDLE, NEAR, ArrowItem, BoxItem, LabelItem, Marking
from ui.flowchart.measuring import SIZES, measure

AROUND = 40
# Paper around the drawing, so that it does not jump when a box is carried beyond its edge.
PAPER = 700
# What a person sees of one box's or branch's problems: how bad the worst is, and the sentences.
Troubles = Mapping[Spot, tuple[str, Sequence[str]]]


class ChartScene(QGraphicsScene):
    """Hold the boxes and arrows of one chart."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, BoxItem] = {}
        self.arrows: dict[Spot, ArrowItem] = {}
        self.drawing = Drawing((), (), 0, 0)

    def draw(
        self, chart: Chart, chosen: Spot, troubles: Troubles, *, keyboard: bool, carried: bool = False
    ) -> None:
        """Show a chart with what is chosen and what is wrong; while a box is carried the paper lies still."""
        self.clear()
        self.boxes, self.arrows = {}, {}
        self.drawing = lay_out(chart, measure, SIZES)
        for arrow in self.drawing.arrows:
            spot = Spot(arrow.start, arrow.branch_index)
            severity, said = troubles.get(spot, ("", ()))
            marking = Marking(spot == chosen, keyboard and spot == chosen, severity)
            line = ArrowItem(arrow, marking)
            line.setToolTip("\n".join(said))
            self.arrows[spot] = line
            self.addItem(line)
            if arrow.label:
                label = LabelItem(arrow, arrow.label, marking)
                label.setToolTip("\n".join(said))
                self.addItem(label)
        for box in self.drawing.boxes:
            severity, said = troubles.get(Spot(box.code), ("", ()))
            marking = Marking(box.code == chosen.code, keyboard and Spot(box.code) == chosen, severity)
            item = BoxItem(box, _texts(chart, box.code), marking)
            item.setToolTip("\n".join(said))
            self.boxes[box.code] = item
            self.addItem(item)
        if not carried:
            self.setSceneRect(self.whole().adjusted(-PAPER, -PAPER, PAPER, PAPER))

    def draw_nothing(self) -> None:
        """Show an empty sheet."""
        self.clear()
        self.boxes, self.arrows = {}, {}
        self.drawing = Drawing((), (), 0, 0)

    def whole(self) -> QRectF:
        """Return the drawing with some room around it."""
        return QRectF(0, 0, self.drawing.width, self.drawing.height).adjusted(
            -AROUND, -AROUND, AROUND, AROUND
        )

    def spot_at(self, at: QPointF) -> Spot:
        """Return the box or the branch at a point."""
        for item in self.items(at):
            if isinstance(item, BoxItem | ArrowItem | LabelItem):
                return item.spot
        return Spot()

    def box_at(self, at: QPointF) -> str:
        """Return the code of the box at a point, or nothing."""
        return next((code for code, item in self.boxes.items() if item.sceneBoundingRect().contains(at)), "")

    def handle_at(self, at: QPointF, code: str) -> bool:
        """Tell whether a point is on a handle of a box, where a branch is drawn from."""
        item = self.boxes.get(code)
        return item is not None and any(_near(handle, at, HANDLE + 3) for handle in item.handles())

    def tip_at(self, at: QPointF, spot: Spot) -> bool:
        """Tell whether a point is on the end of a branch, where it is led elsewhere."""
        item = self.arrows.get(spot)
        return item is not None and _near(item.tip, at, NEAR + 3)

    def rect_of(self, spot: Spot) -> QRectF:
        """Return where a box, or a branch with its label, is drawn."""
        item = self.arrows.get(spot) if spot.branch >= 0 else self.boxes.get(spot.code)
        return item.sceneBoundingRect() if item is not None else QRectF()


def _near(first: QPointF, second: QPointF, distance: float) -> bool:
    apart = first - second
    return bool((apart.x() ** 2 + apart.y() ** 2) ** 0.5 <= distance)


def _texts(chart: Chart, code: str) -> tuple[str, str, str]:
    step = chart.steps.get(code)
    if step is None:
        return chart.ends[code], "", ""
    return f"{step.number} {step.name}".strip(), short_doer_text(step), limit_text(step.limit)
