"""Say where a case stands in time: words, tone and icon together, never colour alone."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from services.complaints.reading import CaseDetail
from services.deadlines.clocks import Counting
from services.thai.dates import bangkok_date


@dataclass(frozen=True, slots=True)
class State:
    """Hold what a chip shows."""

    text: str
    tone: str
    icon: str | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaseStatus", text)


def case_state(detail: CaseDetail) -> State:
    """Return whether a case is open, closed or voided."""
    if detail.status == "voided":
        return State(_tr("ยกเลิกเลขรับแล้ว"), "neutral", "ban")
    if detail.status == "closed":
        return State(_tr("ยุติเรื่องแล้ว"), "success", "circle-check")
    return State(_tr("อยู่ระหว่างดำเนินการ"), "info", "circle-dot")


def due_state(detail: CaseDetail, counting: Counting, today: date) -> State | None:
    """Return how the closure clock stands; nothing for a voided number."""
    if detail.status == "voided":
        return None
    if detail.closed_at is not None:
        late = bangkok_date(detail.closed_at) > detail.due_date
        return State(_tr("ยุติหลังกำหนด"), "danger") if late else State(_tr("ยุติภายในกำหนด"), "success")
    if detail.stopped_on is not None:
        return _stopped(detail.due_date, detail.stopped_on)
    return _running(detail.due_date, today, counting, near=today >= detail.approaching_on)


def reply_state(detail: CaseDetail, counting: Counting, today: date) -> State | None:
    """Return how the reply clock stands; nothing where nobody waits for an answer."""
    if detail.reply_due is None or detail.status == "voided":
        return None
    if detail.replied_at is not None:
        told = bangkok_date(detail.replied_at)
        if told > detail.reply_due:
            return State(_tr("แจ้งหลังกำหนด"), "warning")
        return State(_tr("แจ้งแล้ว"), "success")
    if detail.status == "closed":
        return State(_tr("ยังไม่ได้แจ้ง"), "warning")
    warn_on = counting.calendar.previous_working_day(detail.reply_due)
    return _running(detail.reply_due, today, counting, near=today >= warn_on)


def step_state(detail: CaseDetail, counting: Counting, today: date) -> State | None:
    """Return how the present step's own limit stands."""
    if detail.step_due is None or detail.status != "open":
        return None
    if detail.stopped_on is not None:
        return _stopped(detail.step_due, detail.stopped_on)
    return _running(detail.step_due, today, counting, near=today == detail.step_due)


def _stopped(due: date, stopped: date) -> State:
    """Return how a clock that stands shows: what was late when it was stopped is late still."""
    if due < stopped:
        return State(_tr("เกินกำหนดก่อนหยุดนับเวลา"), "danger", "pause")
    return State(_tr("หยุดนับเวลา"), "info", "pause")


def _running(due: date, today: date, counting: Counting, *, near: bool) -> State:
    if today > due:
        days = counting.calendar.working_days_between(due, today)
        text = _tr("เกินกำหนด {days} วันทำการ") if days else _tr("เกินกำหนด")
        return State(text.format(days=days), "danger")
    if today == due:
        return State(_tr("ครบกำหนดวันนี้"), "warning")
    days = counting.calendar.working_days_between(today, due)
    text = _tr("เหลือ {days} วันทำการ") if days else _tr("ใกล้ครบกำหนด")
    return State(text.format(days=days), "warning" if near else "neutral", None if near else "clock")
