"""Run the arrows of a drawing through the room between its rows and columns, where no box stands.

Beneath and above each row is a channel of horizontal tracks, beside each column a gutter of vertical lanes.
An arrow leaves its box downwards, changes column in the channel there, passes rows in a gutter, and comes in
from above. Arrows to the same box may share a track, others never run on top of one another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from services.flowchart.drawing import Point, Sizes
from services.flowchart.placing import Cell


@dataclass(slots=True)
class Way:
    """Hold one arrow on its way to being drawn; label is its size, nothing where it has none."""

    start: str
    end: str
    index: int
    text: str
    label: tuple[float, float] | None
    straight: bool = False
    gutter: int | None = None  # None: one channel is enough
    port: float = 0.0
    points: tuple[Point, ...] = ()
    label_at: Point = (0.0, 0.0)

    @property
    def height(self) -> float:
        """Return the height of the label."""
        return self.label[1] if self.label else 0.0


@dataclass(slots=True)
class _Run:
    """Hold one horizontal piece in a channel; a straight arrow's holds room for its label alone."""

    way: Way
    low: float
    high: float
    group: str
    height: float
    rank: tuple[float, ...]
    line: bool = True


@dataclass(slots=True)
class Grid:
    """Hold the cells of a drawing, and from them where every box and line comes to lie."""

    cells: Mapping[str, Cell]
    boxes: Mapping[str, tuple[float, float]]
    sizes: Sizes
    ways: list[Way]
    columns: list[int] = field(init=False)
    row_count: int = field(init=False)
    tops: list[float] = field(init=False, default_factory=list)
    width: float = field(init=False, default=0.0)
    height: float = field(init=False, default=0.0)
    _lanes: dict[tuple[str, str, int], int] = field(init=False, default_factory=dict)
    _lane_counts: list[int] = field(init=False)
    _gutter_left: list[float] = field(init=False, default_factory=list)
    _middles: dict[int, float] = field(init=False, default_factory=dict)
    _tracks: dict[tuple[int, str, str, int], float] = field(init=False, default_factory=dict)
    _channel_top: list[float] = field(init=False, default_factory=list)
    _row_heights: list[float] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.columns = sorted({column for _row, column in self.cells.values()})
        self.row_count = 1 + max((row for row, _column in self.cells.values()), default=-1)
        self._lane_counts = [0] * (len(self.columns) + 1)
        self._choose()
        self._give_lanes()
        self._measure_columns()
        self._give_ports()
        self._give_tracks()
        for way in self.ways:
            self._draw(way)

    def middle_of(self, code: str) -> float:
        """Return the x of a box's middle."""
        return self._middles[self.cells[code][1]]

    def top_of(self, code: str) -> float:
        """Return the y of a box's upper edge; boxes of a row stand on one middle line."""
        row = self.cells[code][0]
        return self.tops[row] + (self._row_heights[row] - self.boxes[code][1]) / 2

    def _column(self, code: str) -> int:
        return self.columns.index(self.cells[code][1])

    # Which way an arrow takes.

    def _choose(self) -> None:
        taken = {cell: code for code, cell in self.cells.items()}
        done: set[tuple[str, str]] = set()
        for way in self.ways:
            (row, column), (to_row, to_column) = self.cells[way.start], self.cells[way.end]
            clear = all((between, column) not in taken for between in range(row + 1, to_row))
            if column == to_column and to_row > row and clear and (way.start, way.end) not in done:
                way.straight = True
                done.add((way.start, way.end))
            elif to_row != row + 1:
                way.gutter = self._gutter(way)

    def _gutter(self, way: Way) -> int:
        start, end = self._column(way.start), self._column(way.end)
        last = len(self.columns)
        back = self.cells[way.end][0] <= self.cells[way.start][0]
        wanted = {start, start + 1, end, end + 1} | ({0, last} if back else set())

        def cost(gutter: int) -> tuple[float, int]:
            # From the middle of a column to the gutter on either side is half a column.
            far = abs(gutter - start - 0.5) + abs(gutter - end - 0.5)
            inner = 0.75 if back and gutter not in (0, last) else 0.0
            return far + inner, gutter

        return min(wanted, key=cost)

    def _give_lanes(self) -> None:
        spans: list[list[list[tuple[int, int, str]]]] = [[] for _ in self._lane_counts]
        around = [way for way in self.ways if way.gutter is not None]
        around.sort(key=lambda way: (self._span(way)[1] - self._span(way)[0], way.start, way.index))
        for way in around:
            low, high = self._span(way)
            lanes = spans[way.gutter or 0]
            number = next((n for n, lane in enumerate(lanes) if _free(way, low, high, lane)), len(lanes))
            if number == len(lanes):
                lanes.append([])
            lanes[number].append((low, high, way.end))
            self._lanes[_key(way)] = number
        self._lane_counts = [len(lanes) for lanes in spans]

    def _span(self, way: Way) -> tuple[int, int]:
        leaves, comes = self.cells[way.start][0] + 1, self.cells[way.end][0]
        return min(leaves, comes), max(leaves, comes)

    # Where columns, lanes and ports lie.

    def _measure_columns(self) -> None:
        sizes, x = self.sizes, self.sizes.margin
        for number, lanes in enumerate(self._lane_counts):
            self._gutter_left.append(x)
            inner = 0 < number < len(self.columns)
            x += (lanes - 1) * sizes.track + sizes.gap * 2 if lanes else sizes.gap * 2 if inner else 0
            if number < len(self.columns):
                column = self.columns[number]
                wide = max(self.boxes[code][0] for code, cell in self.cells.items() if cell[1] == column)
                self._middles[column] = x + wide / 2
                x += wide
        self.width = x + sizes.margin

    def _lane_x(self, way: Way) -> float:
        return self._gutter_left[way.gutter or 0] + self.sizes.gap + self._lanes[_key(way)] * self.sizes.track

    def _turn_x(self, way: Way) -> float:
        """Return where an arrow is bound for in the channel beneath its box."""
        return self.middle_of(way.end) if way.gutter is None else self._lane_x(way)

    def _give_ports(self) -> None:
        taken = set(self.cells.values())
        for code in self.cells:
            leaving = [way for way in self.ways if way.start == code and not way.straight]
            row, column = self.cells[code]
            alone = len(leaving) == 1 and not any(way.start == code and way.straight for way in self.ways)
            if alone and (row + 1, column) not in taken:
                continue
            middle = self.middle_of(code)
            for side in (-1, 1):
                out = [way for way in leaving if (self._turn_x(way) > middle) == (side == 1)]
                out.sort(key=lambda way: (abs(self._turn_x(way) - middle), way.index))
                room = self.boxes[code][0] / 2 - self.sizes.padding
                for number, way in enumerate(out, start=1):
                    way.port = side * min(28.0 * number, room * number / len(out))

    # Which tracks the pieces take.

    def _give_tracks(self) -> None:
        y = self.sizes.margin
        for channel in range(self.row_count + 1):
            self._channel_top.append(y)
            y += self._give_channel(channel)
            if channel < self.row_count:
                high = max(self.boxes[code][1] for code, cell in self.cells.items() if cell[0] == channel)
                self.tops.append(y)
                self._row_heights.append(high)
                y += high
        self.height = y + self.sizes.margin

    def _give_channel(self, channel: int) -> float:
        """Give every piece in a channel its track; return the channel's height."""
        used: list[tuple[float, list[_Run]]] = []
        floor = 0
        stage = -1.0
        for run in sorted(self._runs(channel), key=lambda run: run.rank):
            if run.rank[0] != stage:
                floor, stage = len(used), run.rank[0]
            number = next(
                (n for n in range(floor, len(used)) if _fits(run, used[n][1], self.sizes.track)), len(used)
            )
            if number == len(used):
                used.append((0.0, []))
            height, runs = used[number]
            used[number] = max(height, run.height + self.sizes.track), [*runs, run]
        inner = 0 < channel < self.row_count
        y = self.sizes.gap * (0.6 if used else 1.0) if inner or used else 0.0
        for height, runs in used:
            y += height
            for run in runs:
                self._tracks[channel, *_key(run.way)] = y - self.sizes.track / 2
        return y + (self.sizes.gap if inner or used else 0.0)

    def _runs(self, channel: int) -> Iterable[_Run]:
        for way in self.ways:
            leaves, comes = self.cells[way.start][0] + 1, self.cells[way.end][0]
            if leaves == channel and way.straight and way.label:
                x = self.middle_of(way.start)
                yield _Run(way, x, x + way.label[0] + 10, "", way.height, (2.5, 0.0, way.index), line=False)
            elif leaves == channel and not way.straight:
                yield self._leaving(way, near=way.gutter is None)
            if comes == channel and way.gutter is not None:
                ends = self._lane_x(way), self.middle_of(way.end)
                if leaves != comes:
                    yield _Run(way, min(ends), max(ends), way.end, 0.0, (3.0, min(ends), way.index))

    def _leaving(self, way: Way, *, near: bool) -> _Run:
        x, turn = self.middle_of(way.start) + way.port, self._turn_x(way)
        ends = [x, turn]
        if way.label:
            ends.append(x + (1 if turn >= x else -1) * (way.label[0] + 10))
        # The outermost line on either side turns first, so that it crosses none of the others.
        outer = -x if turn >= x else x
        group = way.end if near and not way.label else ""
        return _Run(way, min(ends), max(ends), group, way.height, (2.0 if near else 1.0, outer, way.index))

    # The points.

    def _draw(self, way: Way) -> None:
        x = self.middle_of(way.start) + way.port
        bottom = self.top_of(way.start) + self.boxes[way.start][1]
        end = (self.middle_of(way.end), self.top_of(way.end))
        if way.straight:
            way.points = ((x, bottom), end)
        elif way.gutter is None:
            y = self._track_y(self.cells[way.start][0] + 1, way)
            way.points = ((x, bottom), (x, y), (end[0], y), end)
        else:
            lane = self._lane_x(way)
            y = self._track_y(self.cells[way.start][0] + 1, way)
            into = self._track_y(self.cells[way.end][0], way)
            way.points = ((x, bottom), (x, y), (lane, y), (lane, into), (end[0], into), end)
        if way.label:
            y = self._track_y(self.cells[way.start][0] + 1, way)
            side = 1 if way.straight or self._turn_x(way) >= x else -1
            lift = 0.0 if way.straight else 3.0
            way.label_at = (x + side * (way.label[0] / 2 + 6), y - way.height / 2 - lift)

    def _track_y(self, channel: int, way: Way) -> float:
        return self._channel_top[channel] + self._tracks[channel, *_key(way)]


def _key(way: Way) -> tuple[str, str, int]:
    return way.start, way.end, way.index


def _free(way: Way, low: int, high: int, lane: list[tuple[int, int, str]]) -> bool:
    return all(group == way.end or high < a or b < low for a, b, group in lane)


def _fits(run: _Run, there: list[_Run], gap: float) -> bool:
    return all(
        (run.group != "" and run.group == other.group)
        or run.high + gap < other.low
        or other.high + gap < run.low
        for other in there
    )
