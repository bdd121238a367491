"""The table of the document's parts: which are whole, and how much is missing of the others."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from services.documents.evidence_reading import PartStanding
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Evidence", "ส่วนที่"), 330),
    (QT_TRANSLATE_NOOP("Evidence", "ความพร้อม"), 132),
)


def tr(text: str) -> str:
    """Return a text of this page in the language of the window."""
    return QCoreApplication.translate("Evidence", text)


class PartsModel(RowsModel[PartStanding]):
    """Hold the parts in their order."""

    def __init__(self) -> None:
        super().__init__("Evidence", [title for title, _width in COLUMNS])

    def cell(self, row: PartStanding, column: int, role: int) -> Any:
        if column == 0:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return f"{row.number} {row.title}"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return missing_text(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(row.missing) or row.has
        whole = not row.missing
        states = {
            TONE_ROLE: "success" if whole else "warning",
            ICON_ROLE: "circle-check" if whole else "circle-alert",
        }
        return states.get(role)


def missing_text(part: PartStanding) -> str:
    """Return in few words whether a part is whole."""
    if not part.missing:
        return tr("ครบ")
    return tr("ขาด {count} รายการ").format(count=len(part.missing))
