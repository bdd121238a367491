"""Say in which row and column of a drawing each step stands: the usual way in the middle."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from services.flowchart.definition import Chart, Step

Cell = tuple[int, int]  # row, column; the usual way is column 0


def usual_way(step: Step) -> str | None:
    """Return where a step usually leads: its first unconditional branch, or its last."""
    if not step.branches:
        return None
    return next((branch.to for branch in step.branches if not branch.when), step.branches[-1].to)


def place(chart: Chart) -> dict[str, Cell]:
    """Return the cell of every step and end state; no two share one."""
    ways = _Ways(chart)
    rows = ways.rows()
    plan = _Columns(ways, rows)
    plan.fill()
    return {code: (rows[code], plan.columns[code]) for code in ways.codes}


@dataclass(slots=True)
class _Ways:
    """Hold the ways of a chart that lead to a box, and those of them that lead back."""

    chart: Chart
    codes: list[str] = field(init=False)
    out: dict[str, list[str]] = field(init=False)
    back: set[tuple[str, str]] = field(init=False, default_factory=set)
    order: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self.codes = list(dict.fromkeys([*self.chart.steps, *self.chart.ends]))
        known = set(self.codes)
        self.out = {code: [] for code in self.codes}
        for code, step in self.chart.steps.items():
            usual = usual_way(step)
            targets = dict.fromkeys([usual, *(branch.to for branch in step.branches)])
            self.out[code] = [to for to in targets if to is not None and to in known]
        self._walk()

    def _roots(self) -> Iterator[str]:
        if self.chart.first in self.out:
            yield self.chart.first
        led_to = {to for code, targets in self.out.items() for to in targets if to != code}
        yield from (code for code in self.codes if code not in led_to)
        yield from self.codes

    def _walk(self) -> None:
        seen: set[str] = set()
        for root in self._roots():
            if root not in seen:
                self._walk_from(root, seen)
        self.order.reverse()

    def _walk_from(self, root: str, seen: set[str]) -> None:
        open_now = {root}
        seen.add(root)
        stack = [(root, iter(self.out[root]))]
        while stack:
            code, targets = stack[-1]
            for to in targets:
                if to in open_now:
                    self.back.add((code, to))
                elif to not in seen:
                    seen.add(to)
                    open_now.add(to)
                    stack.append((to, iter(self.out[to])))
                    break
            else:
                stack.pop()
                open_now.discard(code)
                self.order.append(code)

    def rows(self) -> dict[str, int]:
        """Return each box's row: one below the lowest that leads to it."""
        rows = dict.fromkeys(self.codes, 0)
        for code in self.order:
            for to in self.out[code]:
                if (code, to) not in self.back:
                    rows[to] = max(rows[to], rows[code] + 1)
        return rows


@dataclass(slots=True)
class _Columns:
    ways: _Ways
    rows: dict[str, int]
    columns: dict[str, int] = field(default_factory=dict)
    _taken: set[Cell] = field(default_factory=set)

    def fill(self) -> None:
        """Give every box a column."""
        chart = self.ways.chart
        if chart.first in self.rows:
            self._put(self._chain(chart.first), 0)
        waiting = list(self.columns)
        while waiting:
            for to in self.ways.out[waiting.pop(0)]:
                waiting += self._add(to)
        for code in self.ways.order:
            self._add(code)

    def _add(self, code: str) -> list[str]:
        if code in self.columns:
            return []
        chain = self._chain(code)
        self._put(chain, self._free_column(chain))
        return chain

    def _chain(self, code: str) -> list[str]:
        """Return the boxes that stand below one another from here on."""
        chain = [code]
        while (step := self.ways.chart.steps.get(chain[-1])) is not None:
            to = usual_way(step)
            if (
                to is None
                or to not in self.rows
                or to in self.columns
                or self.rows[to] <= self.rows[chain[-1]]
            ):
                break
            chain.append(to)
        return chain

    def _free_column(self, chain: list[str]) -> int:
        first, last = self.rows[chain[0]], self.rows[chain[-1]]
        for distance in range(1, len(self.rows) + 2):
            for column in (distance, -distance):
                if not any((row, column) in self._taken for row in range(first, last + 1)):
                    return column
        raise AssertionError("more columns than boxes are never needed")

    def _put(self, chain: list[str], column: int) -> None:
        for code in chain:
            self.columns[code] = column
            self._taken.add((self.rows[code], column))
