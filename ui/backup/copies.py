"""The list of copies."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from services.backup.backups import BackupRow
from ui.formatting import format_count, format_moment
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

CONTEXT = "Copies"
MADE, SIZE, CASES, NEWEST, STATE = range(5)


class CopiesModel(RowsModel[BackupRow]):
    """Show copies, newest first."""

    WIDTHS = (175, 85, 95, 175, 200)

    def __init__(self) -> None:
        titles = (
            QT_TRANSLATE_NOOP("Copies", "สำรองเมื่อ"),
            QT_TRANSLATE_NOOP("Copies", "ขนาด"),
            QT_TRANSLATE_NOOP("Copies", "เรื่องที่รับ"),
            QT_TRANSLATE_NOOP("Copies", "เรื่องล่าสุดรับเมื่อ"),
            QT_TRANSLATE_NOOP("Copies", "ผลการตรวจ"),
        )
        super().__init__(CONTEXT, titles)

    def cell(self, row: BackupRow, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path)
        if column == STATE and role in (TONE_ROLE, ICON_ROLE):
            fine = row.good and row.ours
            looks = ("success", "circle-check") if fine else ("warning", "triangle-alert")
            return looks[0] if role == TONE_ROLE else looks[1]
        return None

    def _text(self, row: BackupRow, column: int) -> str:
        if column == MADE:
            return format_moment(row.at)
        if column == SIZE:
            return size_text(row.size)
        if column == CASES:
            return "–" if row.cases is None else format_count(row.cases, _tr("เรื่อง"))
        if column == NEWEST:
            return "–" if row.newest_case is None else format_moment(row.newest_case)
        return state_text(row)


def state_text(row: BackupRow) -> str:
    """Return what is known of a copy."""
    if row.cases is None:
        return _tr("เปิดไม่ได้ หรือต้องใช้กุญแจ")
    if not row.ours:
        return _tr("ของสำนักงานอื่น")
    return _tr("ตรวจแล้วเมื่อสำรอง") if row.good else _tr("พบความผิดปกติเมื่อสำรอง")


def size_text(size: int) -> str:
    """Return a size as people say it."""
    mega = size / 1_000_000
    return _tr("{size} MB").format(size=f"{mega:,.1f}" if mega < 100 else f"{mega:,.0f}")


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
