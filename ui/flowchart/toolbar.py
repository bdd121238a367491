"""The row of buttons above the drawing."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui.flowchart.view import STEP
from ui.flowchart.workbench import Workbench
from ui.icons import icon
from ui.theme import Space
from ui.widgets.labels import tool_button

Entry = tuple[str, str, Callable[[], object]]


class Toolbar(QWidget):
    """Offer what is done to the drawing, and what is done with the chart in a menu."""

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bench = bench
        board, acts, view = bench.board, bench.acts, bench.view
        self.step = tool_button(
            "plus", self.tr("เพิ่มขั้นตอนต่อจากที่เลือก (N)"), lambda: acts.add_step(board.spot.code)
        )
        self.end = tool_button("flag", self.tr("เพิ่มจุดสิ้นสุด (E)"), acts.add_end)
        self.way = tool_button("git-branch", self.tr("เพิ่มเส้นทางจากขั้นตอนที่เลือก (B)"), self._add_way)
        self.remove = tool_button("trash-2", self.tr("ลบสิ่งที่เลือก (Delete)"), view.remove_chosen)
        self.undo = tool_button("undo-2", self.tr("เลิกทำ (Ctrl+Z)"), board.stack.undo)
        self.redo = tool_button("rotate-ccw", self.tr("ทำซ้ำ (Ctrl+Y)"), board.stack.redo)
        self.smaller = tool_button("zoom-out", self.tr("ย่อ (Ctrl+-)"), lambda: view.zoom(1 / STEP))
        self.larger = tool_button("zoom-in", self.tr("ขยาย (Ctrl++)"), lambda: view.zoom(STEP))
        self.whole = tool_button("maximize-2", self.tr("แสดงทั้งผัง (Ctrl+0)"), view.fit)
        self.keys = tool_button("keyboard", self.tr("แป้นลัดของผัง"))
        self.more = QToolButton()
        self.more.setText(f" {self.tr('เพิ่มเติม')}")  # the style leaves no room between icon and words
        self.more.setIcon(icon("list"))
        self.more.setAccessibleName(self.tr("เพิ่มเติม"))
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.more)
        self.more.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        groups = (
            (self.step, self.end, self.way, self.remove),
            (self.undo, self.redo),
            (self.smaller, self.larger, self.whole),
            (self.keys, self.more),
        )
        for group in groups:
            for button in group:
                button.setIconSize(QSize(18, 18))
                row.addWidget(button)
            row.addSpacing(Space.S)
        for signal in (board.changed, board.selected, board.opened, board.stack.indexChanged):
            signal.connect(self.refresh)
        self.refresh()

    def fill_menu(self, entries: list[Entry | None]) -> None:
        """Offer what is done with the chart; None stands between groups."""
        self.menu.clear()
        for entry in entries:
            if entry is None:
                self.menu.addSeparator()
                continue
            text, icon_name, act = entry
            self.menu.addAction(icon(icon_name), text).triggered.connect(lambda _on, do=act: do())

    def refresh(self) -> None:
        """Offer what can be done now, and say what would be undone."""
        board = self._bench.board
        changes = board.is_open and not board.read_only
        spot = board.spot
        self.step.setEnabled(changes)
        self.end.setEnabled(changes)
        self.way.setEnabled(changes and spot.code in board.chart.steps)
        self.remove.setEnabled(changes and bool(spot.code))
        self.undo.setEnabled(changes and board.stack.canUndo())
        self.redo.setEnabled(changes and board.stack.canRedo())
        self._name(self.undo, self.tr("เลิกทำ {what} (Ctrl+Z)"), board.stack.undoText())
        self._name(self.redo, self.tr("ทำซ้ำ {what} (Ctrl+Y)"), board.stack.redoText())

    @staticmethod
    def _name(button: QToolButton, text: str, what: str) -> None:
        said = " ".join(text.format(what=what).split())
        button.setToolTip(said)
        button.setAccessibleName(said)

    def _add_way(self) -> None:
        spot = self._bench.board.spot
        if spot.code in self._bench.board.chart.steps:
            self._bench.ask_target(spot.code)
