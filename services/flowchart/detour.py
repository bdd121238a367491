"""Find a way for an arrow around boxes that stand anywhere: for boxes moved by hand."""

import heapq
from collections.abc import Sequence
from itertools import pairwise

from services.flowchart.drawing import Box, Point

BEND = 60.0  # a bend costs as much as this way more
_SIDES = ((0, 1), (0, -1), (-1, 0), (1, 0))  # the way an arrow goes from each port: down, up, left, right


def crosses(points: Sequence[Point], boxes: Sequence[Box]) -> bool:
    """Tell whether a line runs through any of the boxes."""
    return any(_hits(a, b, box) for a, b in pairwise(points) for box in boxes)


def _hits(a: Point, b: Point, box: Box) -> bool:
    left, right = sorted((a[0], b[0]))
    top, bottom = sorted((a[1], b[1]))
    return left < box.x + box.width and right > box.x and top < box.y + box.height and bottom > box.y


def detour(start: Box, end: Box, boxes: Sequence[Box], gap: float) -> tuple[Point, ...]:
    """Return the points of an orthogonal way between boxes, around all of them where there is one."""
    across = _lines([(box.x, box.width) for box in boxes], gap)
    down = _lines([(box.y, box.height) for box in boxes], gap)
    leaves = [port for port in _ports(start, gap) if port[1][0] >= 0 and port[1][1] >= 0]
    comes = {port[1]: port[0] for port in _ports(end, gap, up_last=True)}
    xs = sorted({*across, *(turn[0] for _at, turn, _way in leaves), *(turn[0] for turn in comes)})
    ys = sorted({*down, *(turn[1] for _at, turn, _way in leaves), *(turn[1] for turn in comes)})
    found = _search(xs, ys, leaves, comes, boxes)
    return found or _elbow(start, end)


def _lines(spans: list[tuple[float, float]], gap: float) -> set[float]:
    return {
        round(at, 1) for low, size in spans for at in (low - gap, low + size + gap, low + size / 2) if at >= 0
    }


def _ports(box: Box, gap: float, *, up_last: bool = False) -> list[tuple[Point, Point, int]]:
    """Return where lines meet a box, where they turn outside it, and the way they go there."""
    x, y = box.middle
    ports = [
        ((x, box.y + box.height), (x, box.y + box.height + gap), 0),
        ((x, box.y), (x, box.y - gap), 1),
        ((box.x, y), (box.x - gap, y), 2),
        ((box.x + box.width, y), (box.x + box.width + gap, y), 3),
    ]
    chosen = ports[1:] if up_last else [ports[0], *ports[2:]]
    return [
        ((round(at[0], 1), round(at[1], 1)), (round(turn[0], 1), round(turn[1], 1)), way)
        for at, turn, way in chosen
    ]


def _search(
    xs: list[float],
    ys: list[float],
    leaves: list[tuple[Point, Point, int]],
    comes: dict[Point, Point],
    boxes: Sequence[Box],
) -> tuple[Point, ...]:
    column, row = {x: n for n, x in enumerate(xs)}, {y: n for n, y in enumerate(ys)}
    best: dict[tuple[Point, int], float] = {}
    waiting: list[tuple[float, Point, int, tuple[Point, ...]]] = []
    for at, turn, way in leaves:
        if not crosses((turn, turn), boxes):
            heapq.heappush(waiting, (0.0 if way == 0 else BEND / 2, turn, way, (at, turn)))
    free: dict[tuple[Point, Point], bool] = {}
    while waiting:
        cost, here, way, points = heapq.heappop(waiting)
        if best.get((here, way), cost + 1) <= cost:
            continue
        best[here, way] = cost
        if here in comes:
            return _tidy((*points, comes[here]))
        for side, (right, down) in enumerate(_SIDES):
            n, m = column[here[0]] + right, row[here[1]] + down
            if not (0 <= n < len(xs) and 0 <= m < len(ys)):
                continue
            there = (xs[n], ys[m])
            pair = (min(here, there), max(here, there))
            if pair not in free:
                free[pair] = not crosses(pair, boxes)
            if free[pair]:
                length = abs(there[0] - here[0]) + abs(there[1] - here[1])
                further = cost + length + (0.0 if side == way else BEND)
                heapq.heappush(waiting, (further, there, side, (*points, there)))
    return ()


def _elbow(start: Box, end: Box) -> tuple[Point, ...]:
    """Return a plain way where boxes lie upon one another so that there is none around them."""
    (x, y), (to_x, to_y) = start.middle, end.middle
    middle = (start.y + start.height + end.y) / 2
    if start.code == end.code:
        right = start.x + start.width
        return _tidy(
            ((right, y), (right + 20, y), (right + 20, start.y - 20), (x, start.y - 20), (x, start.y))
        )
    if end.y >= start.y + start.height:
        return _tidy(((x, start.y + start.height), (x, middle), (to_x, middle), (to_x, end.y)))
    return _tidy(((x, y), (to_x, y), (to_x, to_y)))


def _tidy(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Leave out points that lie on the line between their neighbours."""
    kept = [points[0]]
    for point, following in zip(points[1:], [*points[2:], None], strict=True):
        if point == kept[-1]:
            continue
        before = kept[-1]
        if following is not None and (
            before[0] == point[0] == following[0] or before[1] == point[1] == following[1]
        ):
            continue
        kept.append(point)
    return tuple(kept)
