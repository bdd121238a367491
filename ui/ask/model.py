"""The cases that a caller may mean, as rows."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from services.complaints.status_answer import StatusCandidate
from ui.formatting import format_date
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS = (
    QT_TRANSLATE_NOOP("Ask", "เลขรับ"),
    QT_TRANSLATE_NOOP("Ask", "วันที่รับ"),
    QT_TRANSLATE_NOOP("Ask", "ผู้ร้องเรียน"),
    QT_TRANSLATE_NOOP("Ask", "เรื่อง"),
    QT_TRANSLATE_NOOP("Ask", "สถานะ"),
)
STATUS = 4
LOOKS = {"open": ("info", "circle-dot"), "closed": ("success", "circle-check"), "voided": ("neutral", "ban")}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Ask", text)


def status_name(status: str) -> str:
    """Return how a case stands in a word or two."""
    return {
        "open": _tr("อยู่ระหว่างดำเนินการ"),
        "closed": _tr("ยุติแล้ว"),
        "voided": _tr("ยกเลิกเลขรับ"),
    }.get(status, status)


class CandidatesModel(RowsModel[StatusCandidate]):
    """Show cases masked, as lists do."""

    def __init__(self) -> None:
        super().__init__("Ask", COLUMNS)

    def cell(self, row: StatusCandidate, column: int, role: int) -> Any:
        """Return what stands in a cell."""
        if column == STATUS and role in {TONE_ROLE, ICON_ROLE}:
            tone, mark = LOOKS.get(row.status, ("neutral", "circle"))
            return tone if role == TONE_ROLE else mark
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        who = row.complainant or (_tr("ปกปิดชื่อหรือเรื่องลับ") if row.check_first else _tr("ไม่ระบุชื่อ"))
        return (row.number, format_date(row.received_on), who, row.subject, status_name(row.status))[column]
