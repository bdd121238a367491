"""Lay a flowchart out as a drawing, whatever state it is in: finished, half-finished, or wrong."""

from dataclasses import replace
from itertools import pairwise

from services.flowchart.definition import Chart
from services.flowchart.detour import crosses, detour
from services.flowchart.drawing import Arrow, Box, Drawing, Measure, Point, Sizes, caption, kind_of
from services.flowchart.placing import place
from services.flowchart.routing import Grid, Way

__all__ = ["Arrow", "Box", "Drawing", "Measure", "Sizes", "lay_out"]

USUAL = Sizes()


def lay_out(chart: Chart, measure: Measure, sizes: Sizes = USUAL) -> Drawing:
    """Return where every box stands and how every branch runs that leads to one.

    measure is called with a box's caption and with the labels of branches. Boxes that chart.places names
    have their middles there, no nearer to the upper left than the margin; the others stay where they are.
    """
    cells = place(chart)
    boxes = {code: _box_size(chart, code, measure, sizes) for code in cells}
    grid = Grid(cells, boxes, sizes, _ways(chart, measure, sizes))
    standing = {code: _box(chart, grid, code, sizes) for code in cells}
    moved = {code for code in chart.places if code in cells}
    arrows = [_arrow(way) for way in grid.ways]
    if moved:
        arrows = _around(arrows, standing, moved, grid, sizes)
    return _whole(list(standing.values()), arrows, grid, sizes)


def _box_size(chart: Chart, code: str, measure: Measure, sizes: Sizes) -> tuple[float, float]:
    inner = sizes.width - 2 * sizes.padding
    wide, high = measure(caption(chart, code), inner)
    foot = sizes.foot if code in chart.steps else 0.0
    width = max(sizes.width, wide + 2 * sizes.padding)
    if code in chart.steps and chart.steps[code].decision:
        width += 2 * sizes.diamond
    return width, high + foot + 2 * sizes.padding


def _ways(chart: Chart, measure: Measure, sizes: Sizes) -> list[Way]:
    known = {*chart.steps, *chart.ends}
    return [
        Way(
            code,
            branch.to,
            index,
            branch.label,
            measure(branch.label, sizes.label_width) if branch.label else None,
        )
        for code, step in chart.steps.items()
        for index, branch in enumerate(step.branches)
        if branch.to in known
    ]


def _box(chart: Chart, grid: Grid, code: str, sizes: Sizes) -> Box:
    width, height = grid.boxes[code]
    x, y = grid.middle_of(code) - width / 2, grid.top_of(code)
    if code in chart.places:
        to_x, to_y = chart.places[code]
        x, y = max(sizes.margin, to_x - width / 2), max(sizes.margin, to_y - height / 2)
    return Box(code, kind_of(chart, code), x, y, width, height)


def _arrow(way: Way) -> Arrow:
    return Arrow(way.start, way.end, way.index, way.text, way.points, way.label_at)


def _around(
    arrows: list[Arrow], standing: dict[str, Box], moved: set[str], grid: Grid, sizes: Sizes
) -> list[Arrow]:
    """Run anew the arrows that a moved box takes along, or that it would stand on."""
    boxes = list(standing.values())
    in_the_way = [standing[code] for code in sorted(moved)]
    labels = {(way.start, way.index): way.label for way in grid.ways}
    found: list[Arrow] = []
    texts: list[Box] = []
    for arrow in arrows:
        label = labels[arrow.start, arrow.branch_index]
        if {arrow.start, arrow.end} & moved or crosses(arrow.points, in_the_way):
            points = detour(standing[arrow.start], standing[arrow.end], boxes, sizes.gap)
            label_at = _label_place(points, label, boxes + texts)
            found.append(replace(arrow, points=points, label_at=label_at))
        elif label and _covered(arrow.label_at, label, in_the_way):
            found.append(replace(arrow, label_at=_label_place(arrow.points, label, boxes + texts)))
        else:
            found.append(arrow)
        if label:
            texts.append(_text_box(found[-1].label_at, label))
    return found


def _label_place(points: tuple[Point, ...], label: tuple[float, float] | None, boxes: list[Box]) -> Point:
    """Return a place beside the line, as near its beginning as one is free of boxes."""
    if label is None:
        return points[0]
    wide, high = label
    first = None
    for (x, y), (to_x, to_y) in pairwise(points):
        for part in (0.15, 0.35, 0.5, 0.65, 0.85):
            at_x, at_y = x + (to_x - x) * part, y + (to_y - y) * part
            beside = (wide / 2 + 6, 0.0) if x == to_x else (0.0, high / 2 + 3)
            for side in (1, -1):
                place = (at_x + side * beside[0], at_y - side * beside[1])
                first = first or place
                if not _covered(place, label, boxes):
                    return place
    return first or points[0]


def _covered(at: Point, label: tuple[float, float], boxes: list[Box]) -> bool:
    text = _text_box(at, label)
    return any(text.overlaps(box) for box in boxes)


def _text_box(at: Point, label: tuple[float, float]) -> Box:
    return Box("", "", at[0] - label[0] / 2, at[1] - label[1] / 2, *label)


def _whole(boxes: list[Box], arrows: list[Arrow], grid: Grid, sizes: Sizes) -> Drawing:
    right = max(
        [grid.width - sizes.margin]
        + [box.x + box.width for box in boxes]
        + [x for arrow in arrows for x, _y in arrow.points]
    )
    low = max(
        [grid.height - sizes.margin]
        + [box.y + box.height for box in boxes]
        + [y for arrow in arrows for _x, y in arrow.points]
    )
    return Drawing(tuple(boxes), tuple(arrows), right + sizes.margin, low + sizes.margin)
