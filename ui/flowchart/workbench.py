"""The drawing with what stands around it: the panel beside, the lists beneath, checks after each change."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from services.flowchart.checking import check_chart, errors_of
from services.flowchart.problems import ChartProblem
from services.flowchart.values import ChartChoices
from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.flowchart.inspector import Inspector
from ui.flowchart.lists import SpotList, outline, problem_lines, troubles_of
from ui.flowchart.menu import spot_menu
from ui.flowchart.target_dialog import TargetDialog
from ui.flowchart.view import ChartView
from ui.theme import Space
from ui.widgets.labels import ElidedLabel

LISTS_HEIGHT, TABS_HEIGHT = 150, 44
QWIDGETSIZE_MAX = 16_777_215  # Qt's own, which PySide does not name


class Workbench(QWidget):
    """Edit the chart on a board, and keep saying what is wrong with it."""

    checked = Signal()

    def __init__(self, choices: Callable[[], ChartChoices], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.problems: tuple[ChartProblem, ...] = ()
        self.board = Board(self)
        self.acts = Acts(self.board)
        self.view = ChartView(self.board, self.acts)
        self.inspector = Inspector(self.board, self.acts, choices)
        self.present = ElidedLabel()
        self.present.setProperty("role", "help")
        self.present.setAccessibleName(self.tr("สิ่งที่เลือก"))
        self.problem_list = SpotList(self.tr("สิ่งที่ต้องแก้ในผัง"))
        self.outline = SpotList(self.tr("รายการขั้นตอนและเส้นทาง"))
        self.tabs = QTabWidget()
        self._lay_out()
        # Several changes of one act are checked once, when it is done.
        self._checking = QTimer(self)
        self._checking.setSingleShot(True)
        self._checking.timeout.connect(self.check)
        self.board.changed.connect(self._checking.start)
        self.board.opened.connect(self.check)
        self.board.selected.connect(self._show_present)
        self.view.edit_asked.connect(self.inspector.take_keys)
        self.view.target_asked.connect(self.ask_target)
        self.view.menu_asked.connect(self._show_menu)
        self.view.told.connect(self.present.setText)
        self.inspector.left.connect(self.take_keys)
        self.inspector.go_asked.connect(self._go)
        self.inspector.target_asked.connect(self.ask_target)
        self.problem_list.chosen.connect(self._go)
        self.outline.chosen.connect(self._go)

    def check(self) -> None:
        """Check the chart as it stands, and mark what is wrong."""
        self._checking.stop()
        if not self.board.is_open:
            self.problems = ()
        else:
            self.problems = check_chart(self.board.chart, self._choices())
        self._show_problems()
        self.checked.emit()

    def errors(self) -> tuple[ChartProblem, ...]:
        """Return what keeps the chart from being published."""
        return errors_of(self.problems)

    def take_keys(self) -> None:
        """Put the keyboard on the drawing."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_target(self, code: str) -> None:
        """Ask where a new branch of a step leads, and draw it."""
        dialog = TargetDialog(self.board.chart, code, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(lambda to: self._connect(code, to))
        dialog.open()

    def _connect(self, code: str, to: str) -> None:
        self.acts.connect(code, to)
        self.view.choose(self.board.spot)

    def _go(self, spot: Spot) -> None:
        self.view.choose(spot)
        self.take_keys()

    def _show_menu(self, spot: Spot, at: QPoint) -> None:
        if self.board.is_open:
            menu = spot_menu(self.view, self.board, self.acts, spot)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def _show_problems(self) -> None:
        if not self.board.is_open:
            self.problem_list.put([])
            self.outline.put([])
            self.view.set_troubles({})
            return
        chart = self.board.chart
        troubles = troubles_of(self.problems, chart)
        self.view.set_troubles(troubles)
        self.problem_list.put(problem_lines(self.problems, chart))
        self.outline.put(outline(chart, troubles))
        count = len(self.problems)
        self.tabs.setTabText(
            0, self.tr("สิ่งที่ต้องแก้ ({count})").format(count=count) if count else self.tr("ไม่พบสิ่งที่ต้องแก้")
        )
        self._give_lists_room()
        self._show_present()

    def _show_present(self) -> None:
        said = self.view.said()
        self.present.setText(said)
        self.present.setToolTip(said)
        _severity, texts = self.view.troubles.get(self.board.spot, ("", ()))
        self.inspector.show_problems(list(texts))

    def _give_lists_room(self) -> None:
        """Leave the room to the drawing while there is nothing to list."""
        wanted = bool(self.problems) or self.tabs.currentIndex() != 0
        if wanted == (self.tabs.maximumHeight() > TABS_HEIGHT) and self._split.count() == 2:
            return
        self.tabs.setMaximumHeight(QWIDGETSIZE_MAX if wanted else TABS_HEIGHT)
        height = max(self._split.height(), 3 * LISTS_HEIGHT)
        lists = LISTS_HEIGHT if wanted else TABS_HEIGHT
        self._split.setSizes([height - lists, lists])

    def _lay_out(self) -> None:
        self.tabs.addTab(self.problem_list, "")
        self.tabs.addTab(self.outline, self.tr("รายการขั้นตอน"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.tabBar().setAccessibleName(self.tr("รายการใต้ผัง"))
        self.tabs.setMinimumHeight(TABS_HEIGHT)
        self.tabs.currentChanged.connect(lambda _tab: self._give_lists_room())
        drawing = QWidget()
        upper = QVBoxLayout(drawing)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(Space.XS)
        upper.addWidget(self.view, 1)
        upper.addWidget(self.present)
        split = self._split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(drawing)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setCollapsible(0, False)
        self._give_lists_room()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(split, 1)
        row.addWidget(self.inspector)
