"""The tables of destruction: the lists, and the cases of one list."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from services.office.codes import name_of
from services.privacy.lists import DestructionItemRow, DestructionListRow
from services.thai.dates import bangkok_date
from ui.formatting import format_date
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

LIST_COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Privacy", "วันที่จัดทำ"), 130),
    (QT_TRANSLATE_NOOP("Privacy", "เรื่องที่ยุติก่อน"), 130),
    (QT_TRANSLATE_NOOP("Privacy", "จำนวนเรื่อง"), 100),
    (QT_TRANSLATE_NOOP("Privacy", "ให้เก็บไว้"), 90),
    (QT_TRANSLATE_NOOP("Privacy", "ผู้จัดทำ"), 220),
    (QT_TRANSLATE_NOOP("Privacy", "สถานะ"), 260),
)
ITEM_COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Privacy", "เลขรับ"), 100),
    (QT_TRANSLATE_NOOP("Privacy", "วันที่รับ"), 118),
    (QT_TRANSLATE_NOOP("Privacy", "วันที่ยุติ"), 118),
    (QT_TRANSLATE_NOOP("Privacy", "เก็บไว้ถึง"), 118),
    (QT_TRANSLATE_NOOP("Privacy", "หมวดของเรื่อง"), 140),
    (QT_TRANSLATE_NOOP("Privacy", "ผลการดำเนินการ"), 165),
    (QT_TRANSLATE_NOOP("Privacy", "การพิจารณา"), 240),
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Privacy", text)


def standing(row: DestructionListRow) -> tuple[str, str, str]:
    """Return where a list stands: words, tone, icon."""
    if row.state == "cancelled":
        return _tr("ยกเลิกแล้ว"), "neutral", "ban"
    if row.state == "carried_out":
        return _tr("ทำลายแล้ว"), "success", "circle-check"
    if row.state == "made":
        return _tr("รอคณะกรรมการลงนาม"), "warning", "clock"
    if row.done:
        return (
            _tr("ดำเนินการแล้ว {done} จาก {cases} เรื่อง").format(done=row.done, cases=row.cases - row.kept),
            "warning",
            "pause",
        )
    return _tr("ลงนามแล้ว รอดำเนินการ"), "warning", "clipboard-check"


class ListsModel(RowsModel[DestructionListRow]):
    """Hold the destruction lists shown."""

    def __init__(self) -> None:
        super().__init__("Privacy", [title for title, _width in LIST_COLUMNS])

    def row_of(self, list_id: int | None) -> int:
        """Return where a list stands, -1 for nowhere."""
        return next((number for number, row in enumerate(self._rows) if row.id == list_id), -1)

    def cell(self, row: DestructionListRow, column: int, role: int) -> Any:
        said, tone, icon_name = standing(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            made = format_date(bangkok_date(row.made_at))
            before = format_date(row.closed_before)
            return (made, before, f"{row.cases:,}", f"{row.kept:,}", row.made_by, said)[column]
        if column == 5:
            return {TONE_ROLE: tone, ICON_ROLE: icon_name}.get(role)
        return None


class ItemsModel(RowsModel[DestructionItemRow]):
    """Hold the cases of one list."""

    def __init__(self) -> None:
        super().__init__("Privacy", [title for title, _width in ITEM_COLUMNS])

    def cell(self, row: DestructionItemRow, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                row.number,
                format_date(row.received_on),
                format_date(row.ended_on) if row.ended_on else _tr("เปิดอีกครั้ง"),
                format_date(row.kept_until) if row.kept_until else "–",
                row.category_name or "–",
                name_of("outcomes", row.outcome) or (_tr("ยกเลิกเลขรับ") if row.status == "voided" else "–"),
                _decision(row),
            )[column]
        if column == 6 and (row.kept or row.done_at is not None):
            tone, icon_name = ("neutral", "archive") if row.kept else ("success", "circle-check")
            return {TONE_ROLE: tone, ICON_ROLE: icon_name}.get(role)
        return None


def _decision(row: DestructionItemRow) -> str:
    if row.kept:
        return _tr("ให้เก็บไว้: {note}").format(note=row.note)
    if row.done_at is not None:
        return _tr("ทำลายแล้ว {date}").format(date=format_date(bangkok_date(row.done_at)))
    return _tr("ทำลาย")
