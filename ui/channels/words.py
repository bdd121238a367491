"""How the state of a channel and of what was found is said: an icon, a tone and words."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from services.channels.commands import ChannelRow, InspectionRow
from ui.formatting import format_date, format_moment
from ui.wording import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class State:
    """Hold what a cell of state shows."""

    text: str
    icon: str
    tone: str = "neutral"


_STATES: dict[str, tuple[str, str, str]] = {
    "overdue": (QT_TRANSLATE_NOOP("Channels", "ค้างตรวจ {days} วันทำการ"), "circle-alert", "danger"),
    "due": (QT_TRANSLATE_NOOP("Channels", "ต้องตรวจวันนี้"), "clock-alert", "warning"),
    "later": (QT_TRANSLATE_NOOP("Channels", "ตรวจแล้ว"), "circle-check", "success"),
    "every_time": (QT_TRANSLATE_NOOP("Channels", "ตรวจทุกครั้งที่มีผู้มาติดต่อ"), "user", "neutral"),
    "unset": (QT_TRANSLATE_NOOP("Channels", "ไม่กำหนดรอบตรวจ"), "minus", "neutral"),
}


def channel_state(row: ChannelRow) -> State:
    """Return how a channel stands; one that is not yet due and was never looked into has no tick."""
    if row.state == "later" and row.last_at is None:
        return State(QCoreApplication.translate("Channels", "ยังไม่ถึงรอบตรวจ"), "clock")
    text, icon, tone = _STATES[row.state]
    return State(QCoreApplication.translate("Channels", text).format(days=row.overdue_days), icon, tone)


def last_text(row: ChannelRow) -> str:
    """Return when a channel was last looked into, and what was found."""
    if row.last_at is None:
        return QCoreApplication.translate("Channels", "ยังไม่มีบันทึก")
    moment = format_moment(row.last_at)
    if row.last_found is None:
        return QCoreApplication.translate("Channels", "{moment} รับเรื่อง").format(moment=moment)
    if not row.last_found:
        return QCoreApplication.translate("Channels", "{moment} ไม่พบ").format(moment=moment)
    text = QCoreApplication.translate("Channels", "{moment} พบ {count}")
    return text.format(moment=moment, count=row.last_found)


def waiting_state(row: InspectionRow) -> State:
    """Return how the finds of an inspection stand: taken in, waiting, late."""
    limit = format_date(row.take_in_by) if row.take_in_by else ""
    if not row.waiting:
        return taken_in_state(row)
    if row.late_days:
        text = QCoreApplication.translate("Channels", "ช้า {days} วันทำการ (กำหนด {day})")
        return State(text.format(days=row.late_days, day=limit), "circle-alert", "danger")
    text = QCoreApplication.translate("Channels", "รับเข้าภายใน {day}")
    return State(text.format(day=limit), "clock", "warning")


def taken_in_state(row: InspectionRow) -> State:
    """Return that everything found was taken in, and whether in time."""
    if not row.to_take_in:
        return State("–", "")
    if row.taken_in_late:
        text = QCoreApplication.translate("Channels", "รับเข้าครบ ช้า {count}")
        return State(text.format(count=row.taken_in_late), "clock-alert", "warning")
    return State(QCoreApplication.translate("Channels", "รับเข้าครบ"), "circle-check", "success")


def taken_in_text(row: InspectionRow) -> str:
    """Return how many of what was found were taken in: รับเข้าแล้ว 1 จาก 3."""
    text = QCoreApplication.translate("Channels", "รับเข้าแล้ว {count} จาก {total}")
    said = text.format(count=row.taken_in, total=row.to_take_in)
    if row.set_aside:
        aside = QCoreApplication.translate("Channels", "ไม่รับเข้า {count}").format(count=row.set_aside)
        said = f"{said} · {aside}"
    return said


def found_text(row: InspectionRow) -> str:
    """Return what an inspection found."""
    if not row.found:
        return QCoreApplication.translate("Channels", "ไม่พบ")
    return QCoreApplication.translate("Channels", "พบ {count}").format(count=row.found)
