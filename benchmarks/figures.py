"""Times, their middles and tails, and the one table that is printed."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one line of the table. goal is the largest ratio allowed; None where it is only stated."""

    what: str
    ours: float
    floor: float | None
    goal: float | None
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Return how many times the floor ours takes."""
        return self.ours / self.floor if self.floor else None

    @property
    def verdict(self) -> str:
        """Say whether the goal was met."""
        if self.goal is None or self.ratio is None:
            return "stated"
        return "met" if self.ratio < self.goal else "NOT MET"


def clocked(action: Callable[[], object]) -> float:
    """Return how many milliseconds an action takes."""
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def median(values: Sequence[float]) -> float:
    """Return the middle of the values."""
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of a hundred do not exceed."""
    return statistics.quantiles(values, n=20, method="inclusive")[18]


def table(rows: Sequence[Row]) -> str:
    """Return the rows as one Markdown table, columns in line."""
    heads = ("what", "ours", "floor", "ratio", "goal", "")
    lines = [heads, *(_cells(row) for row in rows)]
    widths = [max(len(line[number]) for line in lines) for number in range(len(heads))]
    text = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in lines]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    notes = [f"- {row.what}: {row.note}" for row in rows if row.note]
    return "\n".join([*text, "", *notes])


def _cells(row: Row) -> tuple[str, ...]:
    def size(value: float | None) -> str:
        if value is None:
            return ""
        return f"{value:.2f} {row.unit}" if value < 10 else f"{value:.0f} {row.unit}"

    ratio = f"{row.ratio:.2f}" if row.ratio else ""
    goal = f"< {row.goal:g}" if row.goal else ""
    return row.what, size(row.ours), size(row.floor), ratio, goal, row.verdict
