"""Ask for what a request for review needs: what is disputed, when and how it came in."""

from datetime import date, datetime, time
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from services.complaints.review_request import BeforeReview, RequestReview, ReviewRequests
from services.thai.dates import at_bangkok, bangkok_date
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.formatting import format_date, format_full
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReviewDialog", text)


class ReviewDialog(ActionDialog):
    """Take in that a result is disputed; a late request is warned of, never refused."""

    received: ThaiDateEdit

    def add_received(self, today: date, known: BeforeReview) -> None:
        """Add the day on which the request came in."""
        self.received = ThaiDateEdit(lambda: today)
        self.received.set_date(today)
        field = FormField(_tr("วันที่รับคำขอทบทวน"), self.received, required=True)
        self._add("received_at", field, self._day)

        def explain() -> None:
            day = self.received.date()
            late = day is not None and known.is_late(day)
            limit = _tr("ขอทบทวนได้ภายใน{day}").format(day=format_full(known.last_day))
            field.set_help(
                _tr("เกินระยะเวลาแล้ว ({limit}) ยังรับได้ และจะบันทึกไว้ว่าขอเกินกำหนด").format(limit=limit)
                if late
                else limit
            )

        self.received.dateChanged.connect(lambda _day: explain())
        explain()

    def _day(self) -> str:
        day = self.received.date()
        return day.isoformat() if day is not None else ""


def ask_for_review(
    desk: Desk, reviews: ReviewRequests, original_id: int, known: BeforeReview, parent: QWidget | None
) -> ActionDialog:
    """Return the dialog for a closed case."""
    actor = desk.actor

    def carry(values: dict[str, Any], command: str) -> Any:
        wanted = RequestReview(
            original_id=original_id,
            disputed=values["disputed"],
            received_at=_moment(date.fromisoformat(values["received_at"]), desk.clock.now()),
            channel=values["channel"] or "",
            asked_by=values["asked_by"] or "",
        )
        return reviews.request_review(actor, wanted, command)

    dialog = ReviewDialog(
        desk, _tr("รับคำขอทบทวนผลการพิจารณา"), _tr("รับเป็นเรื่องใหม่"), carry, text=_explained(known), parent=parent
    )
    dialog.setMinimumWidth(640)
    dialog.add_text("disputed", _tr("ผู้ร้องเรียนไม่เห็นด้วยในเรื่องใด"), lines=4)
    offered = [(one.code, one.name) for one in desk.facts().channels.all if one.parent is None and one.active]
    dialog.add_combo("channel", _tr("ช่องทางที่ขอทบทวน"), offered).set_code("walk_in")
    who = [("complainant", _tr("ผู้ร้องเรียนเดิม")), ("representative", _tr("ผู้แทนของผู้ร้องเรียน"))]
    dialog.add_segments("asked_by", _tr("ผู้ขอทบทวน"), who).set_code("complainant")
    dialog.add_received(bangkok_date(desk.clock.now()), known)
    return dialog


def _explained(known: BeforeReview) -> str:
    said = [
        _tr("เรื่องเดิมยุติเมื่อ {day} และยังคงยุติอยู่ตามเดิม").format(day=format_date(known.closed_on)),
        _tr("คำขอทบทวนได้เลขรับใหม่ พร้อมข้อมูลผู้ร้องเรียนและผู้ถูกร้องเรียนจากเรื่องเดิม"),
    ]
    if known.open_review:
        said.append(_tr("มีคำขอทบทวนที่อยู่ระหว่างดำเนินการแล้ว เลขรับ {number}").format(number=known.open_review))
    if known.officer:
        others = ", ".join(known.others) or "–"
        said.append(
            _tr("ผู้รับผิดชอบเรื่องเดิมคือ {name} ควรมอบหมายผู้อื่น ได้แก่ {others}").format(
                name=known.officer, others=others
            )
        )
    return "\n".join(said)


def _moment(day: date, now: datetime) -> datetime:
    """Return the moment a request came in: now, or the end of an earlier working day."""
    return now if day == bangkok_date(now) else at_bangkok(day, time(16, 30))
