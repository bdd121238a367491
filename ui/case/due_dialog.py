"""Answer 'why is it due on this day': in sentences, and day by day."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from services.deadlines.calendar import DayCounted
from services.deadlines.case_story import CaseExplained
from ui.formatting import format_full
from ui.theme import Space
from ui.widgets.keyboard import press_with_enter
from ui.widgets.labels import ThaiLabel, heading, plain_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.scrolling import scrolling
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable
from ui.wording import QT_TRANSLATE_NOOP

DAY_COLUMNS = (
    QT_TRANSLATE_NOOP("DayModel", "วัน"),
    QT_TRANSLATE_NOOP("DayModel", "นับ"),
    QT_TRANSLATE_NOOP("DayModel", "เหตุผล"),
)


class DayModel(RowsModel[DayCounted]):
    """List the days walked, with what was done with each."""

    def __init__(self, days: Sequence[DayCounted], parent: QObject | None = None) -> None:
        super().__init__("DayModel", DAY_COLUMNS)
        self.setParent(parent)
        self.set_rows(days)

    def cell(self, row: DayCounted, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            counted = "–" if row.counted is None else str(row.counted)
            return (format_full(row.day), counted, row.text)[column]
        if column == 2 and role in (TONE_ROLE, ICON_ROLE):
            tone, mark = {
                "counted": ("success", "check"),
                "holiday": ("warning", "calendar"),
                "receipt": ("info", "inbox"),
                "stopped": ("info", "pause"),
            }.get(row.reason, ("neutral", "minus"))
            return tone if role == TONE_ROLE else mark
        return None


class DueDialog(QDialog):
    """Explain a case's clocks: what happened to its due date, in order, and the days counted."""

    def __init__(self, told: CaseExplained, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("ที่มาของวันครบกำหนด")
        self.setWindowTitle(title)
        self.resize(760, 620)
        self.lines = [ThaiLabel(line, "muted" if index else "") for index, line in enumerate(told.lines)]
        for line in self.lines:
            line.set_selectable()
        self.sentence = self.lines[0]
        self.table = DataTable(self.tr("การนับวันทีละวัน"))
        self.table.setModel(DayModel(told.days, self.table))
        self.table.set_column_widths([224, 56, 400])
        self.table.verticalHeader().setDefaultSectionSize(32)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(title, "title"))
        column.addWidget(self._told(), 2)
        column.addWidget(self.table, 3)
        buttons = QDialogButtonBox()
        close = plain_button(self.tr("ปิด"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        press_with_enter(self)

    def text(self) -> str:
        """Return the sentences, a line each."""
        return "\n".join(line.plain_text() for line in self.lines)

    def _told(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.S)
        for line in self.lines:
            column.addWidget(line)
        column.addStretch(1)
        return scrolling(inner, sideways=False)
