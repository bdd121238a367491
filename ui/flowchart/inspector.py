"""The panel beside the drawing: what is chosen, to read and to change."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from services.flowchart.values import ChartChoices
from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.flowchart.panel import Panel
from ui.flowchart.small_panels import BranchPanel, ChartPanel, EndPanel
from ui.flowchart.step_panel import StepPanel
from ui.widgets.keyboard import FormKeys, reveal
from ui.widgets.labels import ThaiLabel
from ui.widgets.scrolling import scrolling

WIDTH = 360


class Inspector(QWidget):
    """Show the panel of whatever is chosen on the board."""

    left = Signal()
    go_asked = Signal(object)
    target_asked = Signal(str)

    def __init__(self, board: Board, acts: Acts, choices: Callable[[], ChartChoices]) -> None:
        super().__init__()
        self._board = board
        self._shown: Spot | None = None
        self.step = StepPanel(board, acts, choices)
        self.branch = BranchPanel(board, acts, choices)
        self.end = EndPanel(board, acts, choices)
        self.chart = ChartPanel(board, acts, choices)
        self._panels: tuple[Panel, ...] = (self.step, self.branch, self.end, self.chart)
        self._stack = QStackedWidget()
        self.problems = ThaiLabel("", "error")
        self.problems.setContentsMargins(16, 8, 16, 0)
        for panel in self._panels:
            area = scrolling(panel, sideways=False)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._stack.addWidget(area)
            panel.go_asked.connect(self.go_asked)
            panel.target_asked.connect(self.target_asked)
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self.problems)
        inside.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.setFixedWidth(WIDTH)
        FormKeys(self, on_cancel=self.left.emit)
        board.opened.connect(self._on_opened)
        board.changed.connect(self.refresh)
        board.selected.connect(self.refresh)

    def panel(self) -> Panel:
        """Return the panel shown."""
        spot = self._board.spot
        if not spot.code:
            return self.chart
        if spot.branch >= 0:
            return self.branch
        return self.step if spot.code in self._board.chart.steps else self.end

    def refresh(self) -> None:
        """Show what is chosen as it stands."""
        if not self._board.is_open:
            return
        spot, panel = self._board.spot, self.panel()
        other = spot != self._shown
        self._shown = spot
        panel.show_spot(spot, other=other)
        self._stack.setCurrentIndex(self._panels.index(panel))
        if other:
            area = self._stack.currentWidget()
            area.verticalScrollBar().setValue(0)

    def show_problems(self, texts: list[str]) -> None:
        """Say above the panel what is wrong with what is chosen."""
        self.problems.setText("\n".join(texts))
        self.problems.setVisible(bool(texts))

    def take_keys(self, what: str) -> None:
        """Put the keyboard into the panel: into its name, or its first field."""
        panel = self.panel()
        if what == "name" and panel.name is not None:
            panel.name.setFocus(Qt.FocusReason.ShortcutFocusReason)
            panel.name.selectAll()
            reveal(panel.name)
        elif panel.first is not None:
            panel.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            reveal(panel.first)

    def _on_opened(self) -> None:
        self._shown = None
        for panel in self._panels:
            panel.set_read_only(self._board.read_only)
