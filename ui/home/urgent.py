"""The most urgent open cases: late ones first, then those whose day comes near."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from services.complaints.daily import UNTOUCHED_DAYS
from services.complaints.register import Register, RegisterFilter, RegisterRow
from services.permissions import Actor, Role
from services.thai.dates import bangkok_date
from ui.formatting import format_date
from ui.register.rows import state_of, subject_of
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

SHOWN = 8
LOOKED_AT = 100

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Home", "เลขรับ"), 92),
    (QT_TRANSLATE_NOOP("Home", "ครบกำหนด"), 120),
    (QT_TRANSLATE_NOOP("Home", "สถานะ"), 132),
    (QT_TRANSLATE_NOOP("Home", "เรื่อง"), 360),
    (QT_TRANSLATE_NOOP("Home", "ขั้นตอน"), 188),
    (QT_TRANSLATE_NOOP("Home", "ความเคลื่อนไหวล่าสุด"), 186),
)


def read_urgent(register: Register, actor: Actor) -> list[RegisterRow]:
    """Return the few cases to look at first; a case officer sees the cases in hand."""
    only_officer = actor.has(Role.OFFICER) and not actor.has(Role.SUPERVISOR, Role.FRONT_DESK)
    officer = actor.account_id if only_officer else None
    found: list[RegisterRow] = []
    for lateness in ("late", "due_soon", "untouched"):
        if len(found) < SHOWN:
            wanted = RegisterFilter(lateness=lateness, officer_id=officer)
            found += register.list_complaints(actor, wanted, limit=LOOKED_AT)
    unlike = {row.id: row for row in found}  # a case late and untouched stands once
    return sorted(unlike.values(), key=lambda row: (row.due_date, row.key))[:SHOWN]


def last_action_text(row: RegisterRow, today: date) -> str:
    """Return how long ago something was last done with a case: วันนี้, or ไม่มีความเคลื่อนไหว 9 วัน."""
    if row.last_action_at is None:
        return ""
    days = (today - bangkok_date(row.last_action_at)).days
    if days < 1:
        return QCoreApplication.translate("Home", "วันนี้")
    if days < UNTOUCHED_DAYS:
        return QCoreApplication.translate("Home", "{days} วันก่อน").format(days=days)
    return QCoreApplication.translate("Home", "ไม่มีความเคลื่อนไหว {days} วัน").format(days=days)


class UrgentModel(RowsModel[RegisterRow]):
    """Hold the rows of the short table."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__("Home", [title for title, _width in COLUMNS])
        self._today = today

    def cell(self, row: RegisterRow, column: int, role: int) -> Any:
        state = state_of(row, self._today())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            last = last_action_text(row, self._today())
            due = format_date(row.due_date)
            return (row.number, due, state.text, subject_of(row), row.step_name, last)[column]
        if column == 2:
            return {TONE_ROLE: state.tone, ICON_ROLE: state.icon}.get(role)
        return None
