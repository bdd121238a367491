"""Choose where a new branch leads, by keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from services.flowchart.definition import Chart
from services.thai.text import fold
from ui.flowchart.board import Spot
from ui.flowchart.lists import SpotList
from ui.flowchart.speaking import box_name
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, plain_button
from ui.widgets.line_edit import LineEdit


class TargetDialog(QDialog):
    """List the boxes of a chart; typing narrows the list, Enter takes the row at hand."""

    taken = Signal(str)

    def __init__(self, chart: Chart, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("เพิ่มเส้นทาง"))
        self.resize(460, 460)
        self._boxes = [
            ("", box_name(chart, one), Spot(one)) for one in (*chart.steps, *chart.ends) if one != code
        ]
        self.search = _Search()
        self.search.setAccessibleName(self.tr("ค้นหาปลายทาง"))
        self.search.setPlaceholderText(self.tr("พิมพ์เพื่อค้นหา"))
        self.list = SpotList(self.tr("ปลายทาง"))
        cancel = plain_button(self.tr("ยกเลิก"))
        cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("เพิ่มเส้นทาง"), "title"))
        column.addWidget(ThaiLabel(self.tr("จาก {name} ไปยัง").format(name=box_name(chart, code)), "muted"))
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.search.textChanged.connect(self._narrow)
        self.search.passed_on.connect(self._pass_on)
        self.list.chosen.connect(self._take)
        self._narrow("")
        self.search.setFocus()

    def _narrow(self, text: str) -> None:
        asked = fold(text.strip())
        self.list.put([line for line in self._boxes if asked in fold(line[1])])

    def _pass_on(self, event: QKeyEvent) -> None:
        self.list.keyPressEvent(event)

    def _take(self, spot: Spot) -> None:
        self.taken.emit(spot.code)
        self.accept()


class _Search(LineEdit):
    """Leave the keys that move in the list, and the one that takes a row, to the list."""

    passed_on = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.passed_on.emit(event)
            return
        super().keyPressEvent(event)
