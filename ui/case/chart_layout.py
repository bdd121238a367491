"""Lay a flowchart out from its data: a main column, side branches beside it, ways between them."""

from dataclasses import dataclass, field

from services.flowchart.definition import Branch, Chart, Step

MAIN, SIDE = "main", "side"


@dataclass(frozen=True, slots=True)
class Node:
    """Hold where a step or an end state stands; caption is the label of the branch that leads here."""

    code: str
    lane: str
    row: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Hold one way between two boxes.

    Its kind: down (to the box beneath), branch (to the side), join (back to the main column), back (up
    the main column) or ahead (past boxes of the same column).
    """

    source: str
    target: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Hold a chart laid out."""

    nodes: dict[str, Node]
    edges: tuple[Edge, ...]

    @property
    def rows(self) -> int:
        """Return how many rows the drawing has."""
        return 1 + max(node.row for node in self.nodes.values())

    def has(self, *kinds: str) -> bool:
        """Tell whether any way is of one of these kinds."""
        return any(edge.kind in kinds for edge in self.edges)

    def reading_order(self) -> list[Node]:
        """Return the boxes row by row, the main column first."""
        return sorted(self.nodes.values(), key=lambda node: (node.row, node.lane == SIDE))


def lay_out(chart: Chart) -> ChartLayout:
    """Return where each step stands and how the ways run."""
    plan = _Plan(chart)
    plan.place_main()
    plan.place_sides()
    return ChartLayout(plan.nodes, tuple(plan.edges()))


def usual_branch(step: Step) -> Branch:
    """Return the way out that a step usually takes: the unconditional one."""
    return next((branch for branch in step.branches if not branch.when), step.branches[-1])


@dataclass(slots=True)
class _Plan:
    chart: Chart
    nodes: dict[str, Node] = field(default_factory=dict)
    _next_side: int = 0

    def place_main(self) -> None:
        code, row = self.chart.first, 0
        while code not in self.nodes:
            self.nodes[code] = Node(code, MAIN, row)
            if code in self.chart.ends:
                return
            code, row = usual_branch(self.chart.step(code)).to, row + 1

    def place_sides(self) -> None:
        waiting = [node for node in self.nodes.values() if node.code not in self.chart.ends]
        while waiting:
            node = waiting.pop(0)
            for branch in self.chart.step(node.code).branches:
                if branch.to not in self.nodes:
                    waiting += self._place_chain(branch, node.row)
        for code in self.chart.steps:  # Steps that no way leads to: an edited chart may have some.
            if code not in self.nodes:
                self._place_chain(Branch(code, "", ()), -1)

    def _place_chain(self, branch: Branch, from_row: int) -> list[Node]:
        placed: list[Node] = []
        row, code, caption = max(self._next_side, from_row + 1), branch.to, branch.label
        while code not in self.nodes:
            self.nodes[code] = node = Node(code, SIDE, row, caption)
            self._next_side = row = row + 1
            if code in self.chart.ends:
                break
            placed.append(node)
            code, caption = usual_branch(self.chart.step(code)).to, ""
        return placed

    def edges(self) -> list[Edge]:
        return [
            Edge(code, branch.to, branch.label, self._kind(code, branch.to))
            for code, step in self.chart.steps.items()
            for branch in step.branches
        ]

    def _kind(self, source: str, target: str) -> str:
        start, end = self.nodes[source], self.nodes[target]
        if start.lane == SIDE and end.lane == MAIN:
            return "join"
        if start.lane == MAIN and end.lane == SIDE:
            return "branch"
        if end.row == start.row + 1:
            return "down"
        return "back" if end.row <= start.row else "ahead"
