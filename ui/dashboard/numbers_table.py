"""All numbers of a dashboard as a table: for a screen reader, and for whoever would rather read than look."""

from typing import Any

from PySide6.QtCore import Qt

from ui.dashboard.content import NumberLine
from ui.widgets.rows_model import RowsModel
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS = (
    (QT_TRANSLATE_NOOP("Dashboard", "ส่วน"), 250),
    (QT_TRANSLATE_NOOP("Dashboard", "รายการ"), 270),
    (QT_TRANSLATE_NOOP("Dashboard", "ตัวเลข"), 150),
    (QT_TRANSLATE_NOOP("Dashboard", "จำนวน"), 270),
)


class NumbersModel(RowsModel[NumberLine]):
    """Hold a line for each number."""

    def __init__(self) -> None:
        super().__init__("Dashboard", [title for title, _width in COLUMNS])

    def cell(self, row: NumberLine, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.part, row.name, row.figure, row.text)[column]
        return None
