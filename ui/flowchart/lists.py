"""Beneath the drawing: what is wrong, and the whole chart as a list for whoever does not see the drawing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from services.flowchart.definition import Chart
from services.flowchart.problems import ChartProblem
from ui.flowchart.board import Spot
from ui.flowchart.items import TONES
from ui.flowchart.problem_text import problem_text
from ui.flowchart.scene import Troubles
from ui.flowchart.speaking import box_name, branch_name
from ui.icons import icon

SPOT = Qt.ItemDataRole.UserRole
ROW = 32


class SpotList(QListWidget):
    """List things of the chart; a click or Enter goes to one."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setStyleSheet("QListView { border-radius: 0; border: 0; }")
        self.itemClicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentItem() is not None and not event.isAutoRepeat():
                self._choose(self.currentItem())
            return
        super().keyPressEvent(event)

    def texts(self) -> list[str]:
        """Return what is listed."""
        return [self.item(row).text() for row in range(self.count())]

    def put(self, lines: list[tuple[str, str, Spot]]) -> None:
        """List lines: severity, words and where they lead; the row at hand stays where it can."""
        row = self.currentRow()
        self.clear()
        for severity, text, spot in lines:
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setSizeHint(QSize(0, ROW))
            if severity in TONES:
                tone, name = TONES[severity]
                item.setIcon(icon(name, tone))
            item.setData(SPOT, spot)
            self.addItem(item)
        if lines:
            self.setCurrentRow(max(0, min(row, len(lines) - 1)))

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(SPOT))


def spot_of(problem: ChartProblem) -> Spot:
    """Return where a problem is."""
    return Spot(problem.step, -1 if problem.branch is None else problem.branch)


def troubles_of(problems: tuple[ChartProblem, ...], chart: Chart) -> Troubles:
    """Return the problems by where they are, the worst severity of each place."""
    found: dict[Spot, tuple[str, list[str]]] = {}
    for problem in problems:
        spot = spot_of(problem)
        worst, said = found.setdefault(spot, (problem.severity, []))
        said.append(problem_text(problem, chart))
        if problem.severity == "error" and worst != "error":
            found[spot] = ("error", said)
    return found


def problem_lines(problems: tuple[ChartProblem, ...], chart: Chart) -> list[tuple[str, str, Spot]]:
    """Return the lines of the problems' list."""
    return [(problem.severity, problem_text(problem, chart), spot_of(problem)) for problem in problems]


def outline(chart: Chart, troubles: Troubles) -> list[tuple[str, str, Spot]]:
    """Return the whole chart as lines: every box, and beneath a step its branches."""
    lines = []
    for code in (*chart.steps, *chart.ends):
        spot = Spot(code)
        lines.append((_severity(troubles, spot), box_name(chart, code), spot))
        for place, branch in enumerate(chart.steps[code].branches if code in chart.steps else ()):
            way = Spot(code, place)
            lines.append((_severity(troubles, way), f"        {branch_name(chart, branch)}", way))
    return lines


def _severity(troubles: Troubles, spot: Spot) -> str:
    return troubles[spot][0] if spot in troubles else ""
