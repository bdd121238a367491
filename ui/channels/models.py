"""The tables of the channels page."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from services.channels.commands import ChannelRow, InspectionRow
from services.channels.frequency import round_name
from ui.channels.words import channel_state, found_text, last_text, taken_in_text, waiting_state
from ui.formatting import format_date, format_moment
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE
from ui.wording import QT_TRANSLATE_NOOP

CHANNEL_COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Channels", "สถานะ"), 214),
    (QT_TRANSLATE_NOOP("Channels", "ช่องทาง"), 260),
    (QT_TRANSLATE_NOOP("Channels", "รอบการตรวจ"), 176),
    (QT_TRANSLATE_NOOP("Channels", "ตรวจครั้งล่าสุด"), 224),
    (QT_TRANSLATE_NOOP("Channels", "ตรวจครั้งต่อไป"), 116),
)
WAITING_COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Channels", "กำหนดรับเข้า"), 310),
    (QT_TRANSLATE_NOOP("Channels", "ช่องทาง"), 220),
    (QT_TRANSLATE_NOOP("Channels", "ตรวจเมื่อ"), 186),
    (QT_TRANSLATE_NOOP("Channels", "สิ่งที่พบ"), 200),
)
HISTORY_COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Channels", "ตรวจเมื่อ"), 180),
    (QT_TRANSLATE_NOOP("Channels", "ช่องทาง"), 168),
    (QT_TRANSLATE_NOOP("Channels", "ผลการตรวจ"), 98),
    (QT_TRANSLATE_NOOP("Channels", "การรับเข้าเป็นเรื่อง"), 186),
    (QT_TRANSLATE_NOOP("Channels", "ผู้ตรวจ"), 156),
    (QT_TRANSLATE_NOOP("Channels", "พยานและหมายเหตุ"), 300),
)
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class ChannelsModel(RowsModel[ChannelRow]):
    """Hold the channels as they stand."""

    def __init__(self) -> None:
        super().__init__("Channels", [title for title, _width in CHANNEL_COLUMNS])

    def cell(self, row: ChannelRow, column: int, role: int) -> Any:
        state = channel_state(row)
        if role in _SHOWN:
            due = format_date(row.due_on) if row.due_on else "–"
            return (state.text, row.name, round_name(row.frequency), last_text(row), due)[column]
        if column == 0:
            return {TONE_ROLE: state.tone, ICON_ROLE: state.icon}.get(role)
        return None


class WaitingModel(RowsModel[InspectionRow]):
    """Hold the inspections with finds still to be taken in."""

    def __init__(self) -> None:
        super().__init__("Channels", [title for title, _width in WAITING_COLUMNS])

    def cell(self, row: InspectionRow, column: int, role: int) -> Any:
        state = waiting_state(row)
        if role in _SHOWN:
            cells = (state.text, row.channel_name, format_moment(row.inspected_at), taken_in_text(row))
            return cells[column]
        if column == 0:
            return {TONE_ROLE: state.tone, ICON_ROLE: state.icon}.get(role)
        return None


class HistoryModel(RowsModel[InspectionRow]):
    """Hold the inspections of a month; one struck out stays, with its reason."""

    def __init__(self) -> None:
        super().__init__("Channels", [title for title, _width in HISTORY_COLUMNS])

    def cell(self, row: InspectionRow, column: int, role: int) -> Any:
        state = waiting_state(row)
        if role in _SHOWN:
            if role == Qt.ItemDataRole.ToolTipRole and column == 3 and row.to_take_in:
                return f"{taken_in_text(row)} · {state.text}"
            taken = taken_in_text(row) if row.to_take_in else "–"
            return (
                format_moment(row.inspected_at),
                row.channel_name,
                found_text(row),
                taken,
                row.recorded_by,
                _note(row),
            )[column]
        if column == 3 and row.to_take_in and not row.void_reason:
            return {TONE_ROLE: state.tone, ICON_ROLE: state.icon}.get(role)
        if column == 5 and row.void_reason:
            return {TONE_ROLE: "danger", ICON_ROLE: "ban"}.get(role)
        return None


def _note(row: InspectionRow) -> str:

    parts = []
    if row.void_reason:
        text = QCoreApplication.translate("Channels", "ยกเลิก: {reason}")
        parts.append(text.format(reason=row.void_reason))
    if row.opening_number:
        text = QCoreApplication.translate("Channels", "เปิดกล่องครั้งที่ {number}")
        parts.append(text.format(number=row.opening_number))
    if row.witnesses:
        parts.append(", ".join(row.witnesses.split("\n")))
    if row.set_aside_reason:
        parts.append(", ".join(row.set_aside_reason.split("\n")))
    parts.append(" ".join(row.note.split()))
    return " · ".join(part for part in parts if part) or "–"
