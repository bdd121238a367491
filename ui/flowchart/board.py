"""What is being drawn: the chart, what is chosen on it, and every change undone and done again."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from services.flowchart.definition import Branch, Chart, Step

_MERGES = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """Name a box by its code, or one of its branches; without a code the chart itself."""

    code: str = ""
    branch: int = -1


class Board(QObject):
    """Hold one chart while somebody changes it.

    A change is a chart before and a chart after, so undoing gives back the very one that was there.
    """

    changed = Signal()
    edited = Signal()
    selected = Signal()
    opened = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._chart: Chart | None = None
        self._spot = Spot()
        self._typing = 0
        self.read_only = False
        # Codes that earlier versions gave: none of them is given again.
        self.taken: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        """Tell whether there is a chart at all."""
        return self._chart is not None

    @property
    def chart(self) -> Chart:
        """Return the chart as it stands."""
        if self._chart is None:
            raise LookupError("no chart is open")
        return self._chart

    @property
    def spot(self) -> Spot:
        """Return what is chosen."""
        return self._spot

    def step(self) -> Step | None:
        """Return the step chosen, or the one whose branch is."""
        return self.chart.steps.get(self._spot.code)

    def branch(self) -> Branch | None:
        """Return the branch chosen."""
        return branch_at(self.chart, self._spot)

    def open(self, chart: Chart | None, *, read_only: bool = False, spot: Spot | None = None) -> None:
        """Take up another chart; nothing of the one before can be undone any more."""
        self.stack.clear()
        self._chart = chart
        self.read_only = read_only
        self._spot = Spot()
        if chart is not None:
            self._spot = spot if spot is not None and _is_there(chart, spot) else Spot(chart.first)
        self.opened.emit()
        self.changed.emit()
        self.selected.emit()

    def apply(self, text: str, chart: Chart, spot: Spot | None = None, *, merge: str = "") -> None:
        """Change the chart; changes that follow one another under one merge key are undone as one."""
        if self.read_only or chart == self._chart:
            return
        key = f"{merge}/{self._typing}" if merge else ""
        self.stack.push(_Change(self, text, (self.chart, chart), (self._spot, spot or self._spot), key))

    def end_typing(self) -> None:
        """Let the next change be undone by itself, whatever came before."""
        self._typing += 1

    def select(self, spot: Spot) -> None:
        """Choose a box, a branch or the chart."""
        if not self.is_open or not _is_there(self.chart, spot) or spot == self._spot:
            return
        self.end_typing()
        self._spot = spot
        self.selected.emit()

    def show(self, chart: Chart, spot: Spot) -> None:
        """Put a chart and a choice on the board, as a change done or undone does."""
        self._chart = chart
        moved = _nearest(chart, spot)
        chosen_anew = moved != self._spot
        self._spot = moved
        self.changed.emit()
        self.edited.emit()
        if chosen_anew:
            self.selected.emit()


class _Change(QUndoCommand):
    """Hold one change: the charts and the choices before and after."""

    def __init__(
        self, board: Board, text: str, charts: tuple[Chart, Chart], spots: tuple[Spot, Spot], key: str
    ) -> None:
        super().__init__(text)
        self._show: Callable[[Chart, Spot], None] = board.show
        self.before, self.after = charts
        self.spot_before, self.spot_after = spots
        self.key = key

    def id(self) -> int:
        return _MERGES if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Change) or other.key != self.key:
            return False
        self.after, self.spot_after = other.after, other.spot_after
        self.setObsolete(self.after == self.before)
        return True

    def redo(self) -> None:
        self._show(self.after, self.spot_after)

    def undo(self) -> None:
        self._show(self.before, self.spot_before)


def branch_at(chart: Chart, spot: Spot) -> Branch | None:
    """Return the branch that a spot names."""
    step = chart.steps.get(spot.code)
    return step.branches[spot.branch] if step and 0 <= spot.branch < len(step.branches) else None


def _is_there(chart: Chart, spot: Spot) -> bool:
    if not spot.code:
        return spot.branch < 0
    if spot.branch >= 0:
        return branch_at(chart, spot) is not None
    return spot.code in chart.steps or spot.code in chart.ends


def _nearest(chart: Chart, spot: Spot) -> Spot:
    """Return the spot, or where it is gone its box, or the first step."""
    return next(one for one in (spot, Spot(spot.code), Spot(chart.first), Spot()) if _is_there(chart, one))
