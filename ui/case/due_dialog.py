"""Answer 'why is it due on this day': in a sentence, and day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from services.complaints.reading import CaseDetail, ClockLine
from services.deadlines.calendar import DayCounted
from services.deadlines.due import DueExplained
from ui.formatting import format_date, format_full, format_moment
from ui.theme import Space
from ui.widgets.enter_presses import EnterPresses
from ui.widgets.labels import ThaiLabel, heading, plain_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable
from ui.wording import QT_TRANSLATE_NOOP

DAY_COLUMNS = (
    QT_TRANSLATE_NOOP("DayModel", "วัน"),
    QT_TRANSLATE_NOOP("DayModel", "นับ"),
    QT_TRANSLATE_NOOP("DayModel", "เหตุผล"),
)


@dataclass(frozen=True, slots=True)
class Explanation:
    """Hold what the dialog tells: the closure clock, and the reply clock's sentence where one runs."""

    closure: DueExplained
    reply: str


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
            }.get(row.reason, ("neutral", "minus"))
            return tone if role == TONE_ROLE else mark
        return None


class DueDialog(QDialog):
    """Explain a case's clocks."""

    def __init__(self, detail: CaseDetail, told: Explanation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("ที่มาของวันครบกำหนด")
        self.setWindowTitle(title)
        self.resize(720, 560)
        self.sentence = ThaiLabel(told.closure.sentence)
        self.sentence.set_selectable()
        self.table = DataTable(self.tr("การนับวันทีละวัน"))
        self.table.setModel(DayModel(told.closure.days, self.table))
        self.table.set_column_widths([224, 56, 380])
        self.table.verticalHeader().setDefaultSectionSize(32)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(title, "title"))
        column.addWidget(self.sentence)
        for text in self._further(detail, told):
            column.addWidget(ThaiLabel(text, "muted"))
        column.addWidget(self.table, 1)
        buttons = QDialogButtonBox()
        close = plain_button(self.tr("ปิด"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        EnterPresses(self)

    def _further(self, detail: CaseDetail, told: Explanation) -> list[str]:
        lines = []
        if told.closure.due_date != detail.due_date:
            text = self.tr("วันครบกำหนดที่ใช้อยู่คือ{day} ตามที่บันทึกไว้ในประวัติการนับเวลา")
            lines.append(text.format(day=format_full(detail.due_date)))
        if told.reply and detail.reply_due is not None:
            lines.append(told.reply)
        if detail.due_original != detail.due_date:
            text = self.tr("กำหนดเดิมเมื่อรับเรื่องคือ{day}")
            lines.append(text.format(day=format_full(detail.due_original)))
        recounted = [line for line in detail.clocks if line.clock == "closure" and line.event == "recounted"]
        return lines + [self._recounted(line) for line in recounted]

    def _recounted(self, line: ClockLine) -> str:
        due = format_date(line.due) if line.due else "–"
        text = self.tr("{at} นับใหม่เป็น {days} วันทำการ ครบกำหนด {due} เหตุผล: {reason}")
        return text.format(at=format_moment(line.at), days=line.days, due=due, reason=line.reason)
