"""How a line of the register reads: its state as words with a tone and an icon, its cells as text."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from services.complaints.register import RegisterRow
from services.office.codes import name_of
from services.thai.dates import bangkok_date
from ui.formatting import format_date

SUBJECT_LENGTH = 160


@dataclass(frozen=True, slots=True)
class State:
    """Hold a state as it is shown: words, tone and icon together."""

    text: str
    tone: str
    icon: str


def state_of(row: RegisterRow, today: date) -> State:
    """Return how a case stands in time."""
    if row.status == "voided":
        return State(QCoreApplication.translate("Register", "ยกเลิกเลขรับ"), "neutral", "ban")
    if row.status == "closed":
        return _closed(row)
    if row.late:
        return State(QCoreApplication.translate("Register", "เกินกำหนด"), "danger", "circle-alert")
    if row.stopped_on is not None:
        return State(QCoreApplication.translate("Register", "หยุดนับเวลา"), "info", "pause")
    if row.step_due is not None and row.step_due < today:
        return State(QCoreApplication.translate("Register", "ขั้นตอนล่าช้า"), "warning", "clock-alert")
    if row.due_soon:
        return State(QCoreApplication.translate("Register", "ใกล้ครบกำหนด"), "warning", "clock-alert")
    return State(QCoreApplication.translate("Register", "ยังไม่ครบกำหนด"), "info", "circle-dot")


def _closed(row: RegisterRow) -> State:
    if row.closed_at is not None and bangkok_date(row.closed_at) > row.due_date:
        return State(QCoreApplication.translate("Register", "ยุติหลังกำหนด"), "warning", "circle-check")
    return State(QCoreApplication.translate("Register", "ยุติแล้ว"), "success", "circle-check")


def subject_of(row: RegisterRow) -> str:
    """Return what the case is about: its subject, else the beginning of what happened."""
    return (row.subject or " ".join(row.detail[: 4 * SUBJECT_LENGTH].split()))[:SUBJECT_LENGTH]


def complainant_of(row: RegisterRow) -> str:
    """Return who complained as everybody may read it."""
    return row.complainant if row.identity == "named" else name_of("identities", row.identity)


def channel_of(row: RegisterRow) -> str:
    """Return the channel, and the sub-channel where there is one."""
    return f"{row.channel_name} – {row.sub_channel_name}" if row.sub_channel_name else row.channel_name


def received_on(row: RegisterRow) -> str:
    """Return the day of receipt."""
    return format_date(bangkok_date(row.received_at))
