"""The agencies a case was passed to: when each is asked again, what it answered, and what may be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.complaints.reading import CaseDetail
from services.complaints.referrals import AgencyAnswer, FollowUp, ReferCase, ReferralRow, Referrals
from services.errors import NotAllowed
from services.office.codes import choices
from services.office.facts import OfficeFacts
from services.permissions import HANDLERS, Actor
from services.thai.dates import bangkok_date
from ui.case.dialogs import ActionDialog, Carry
from ui.case.parts import CasePart, PartAction
from ui.desk import Desk
from ui.formatting import format_full
from ui.theme import Space
from ui.widgets.flow_panel import FlowPanel
from ui.widgets.labels import StatusChip, ThaiLabel, quiet_button


@dataclass(frozen=True, slots=True)
class _Read:
    rows: tuple[ReferralRow, ...]
    agencies: tuple[str, ...]


class ReferralPart(CasePart):
    """List a case's referrals and follow them up."""

    def __init__(self, desk: Desk, referrals: Referrals) -> None:
        super().__init__()
        self.title = self.tr("การส่งต่อหน่วยงานอื่น")
        self.dialog: ActionDialog | None = None
        self.buttons: dict[tuple[int, str], QPushButton] = {}
        self._desk, self._referrals = desk, referrals
        self._detail: CaseDetail | None = None
        self._read = _Read((), ())
        self._widget = QWidget()
        self._column = QVBoxLayout(self._widget)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)

    def widget(self) -> QWidget:
        """Return the list."""
        return self._widget

    def actions(self) -> Sequence[PartAction]:
        """Return passing the case to one more agency."""
        return (PartAction("refer_case", self.tr("ส่งต่อหน่วยงานอื่น"), "send", self.refer),)

    def load(self, actor: Actor, complaint_id: int) -> _Read:
        """Read the referrals, and the agencies to offer to whoever may pass the case on."""
        rows = self._referrals.list_referrals(actor, complaint_id)
        try:
            agencies = self._referrals.list_agencies(actor) if actor.roles & HANDLERS else ()
        except NotAllowed:  # the role was taken away since this person logged in
            agencies = ()
        return _Read(rows, agencies)

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        """Show the referrals; a case that was never passed on has none."""
        self._detail, self._read = detail, loaded
        self.buttons = {}
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row in self._read.rows:
            card = self._card(row)
            self._column.addWidget(card)
            card.show()
        return bool(self._read.rows)

    def count(self) -> int:
        """Return how many agencies have it."""
        return len(self._read.rows)

    # --- actions

    def refer(self) -> None:
        """Ask which agency the case is passed to."""
        case = self._detail
        if case is None:
            return
        today = bangkok_date(self._desk.clock.now())

        def carry(values: dict[str, Any], command: str) -> Any:
            refer = ReferCase(
                complaint_id=case.id,
                version=self._detail.version if self._detail else case.version,
                agency=values["agency"],
                contact=values["contact"],
                reference=values["reference"],
                sent_on=values["sent_on"],
                told_on=values["told_on"],
                follow_up_on=values["follow_up_on"],
            )
            return self._referrals.refer_case(self._desk.actor, refer, command)

        text = self.tr("โปรดส่งเฉพาะข้อมูลที่หน่วยงานจำเป็นต้องใช้")
        if case.complainant.identity == "hidden":
            text = self.tr("ผู้ร้องเรียนขอปกปิดชื่อและที่อยู่ โปรดอย่าระบุชื่อหรือข้อมูลที่ทำให้ทราบตัวผู้ร้องเรียน")
        dialog = self._make(self.tr("ส่งต่อหน่วยงานอื่น"), self.tr("บันทึกการส่งต่อ"), carry, text=text)
        dialog.add_line("agency", self.tr("หน่วยงานที่ส่งต่อ"), required=True, suggested=self._read.agencies)
        dialog.add_line("contact", self.tr("ผู้ประสานงานและโทรศัพท์ของหน่วยงาน"))
        dialog.add_line("reference", self.tr("เลขที่หนังสือนำส่ง (ตามทะเบียนหนังสือส่งของสำนักงาน)"))
        dialog.add_date("sent_on", self.tr("วันที่ส่ง"), today, required=True)
        dialog.add_date("told_on", self.tr("วันที่แจ้งผู้ร้องเรียนว่าได้ส่งต่อแล้ว"), required=False)
        dialog.add_date("follow_up_on", self.tr("วันติดตามครั้งแรก"), required=False)
        days = self._desk.facts().settings.follow_up_working_days
        said = self.tr("เว้นว่างไว้ โปรแกรมจะนับ {days} วันทำการถัดจากวันที่ส่ง").format(days=days)
        dialog.field("follow_up_on").set_help(said)
        self._open(dialog, self.tr("บันทึกการส่งต่อแล้ว"))

    def follow_up(self, row: ReferralRow) -> None:
        """Ask how an agency was asked, and what it said."""

        def carry(values: dict[str, Any], command: str) -> Any:
            asked = FollowUp(
                referral_id=row.id,
                version=self._version(row),
                way=values["way"] or "",
                text=values["text"],
                next_on=values["next_on"],
            )
            return self._referrals.record_follow_up(self._desk.actor, asked, command)

        dialog = self._make(self.tr("บันทึกการติดตาม"), self.tr("บันทึก"), carry, text=row.agency)
        dialog.add_segments("way", self.tr("ติดตามทาง"), list(choices("contact_ways")), columns=3)
        dialog.add_text("text", self.tr("ผลการติดตาม"))
        dialog.add_date("next_on", self.tr("ติดตามครั้งต่อไป"), required=False)
        days = self._desk.facts().settings.follow_up_working_days
        said = self.tr("เว้นว่างไว้ โปรแกรมจะนับ {days} วันทำการถัดจากวันนี้").format(days=days)
        dialog.field("next_on").set_help(said)
        self._open(dialog, self.tr("บันทึกการติดตามแล้ว"))

    def answer(self, row: ReferralRow) -> None:
        """Ask what an agency answered."""
        case = self._detail

        def carry(values: dict[str, Any], command: str) -> Any:
            given = AgencyAnswer(
                referral_id=row.id,
                version=self._version(row),
                answered_on=values["answered_on"],
                answer=values["answer"],
                finish_step=values.get("finish_step", False),
            )
            return self._referrals.record_answer(self._desk.actor, given, command)

        dialog = self._make(self.tr("บันทึกคำตอบของหน่วยงาน"), self.tr("บันทึก"), carry, text=row.agency)
        dialog.add_date(
            "answered_on", self.tr("วันที่ได้รับคำตอบ"), bangkok_date(self._desk.clock.now()), required=True
        )
        dialog.add_text("answer", self.tr("คำตอบ"))
        step = case.current_step if case is not None else None
        if case is not None and step is not None and step.purpose == "follow_up":
            others = [one for one in self._read.rows if one.id != row.id and _waits(one)]
            if "complete_step" in case.actions:
                dialog.add_check(
                    "finish_step",
                    self.tr("ใช้เป็นผลการติดตาม แล้วไปขั้นตอนต่อไป"),
                    checked=not others,
                )
        self._open(dialog, self.tr("บันทึกคำตอบแล้ว"))

    def change_day(self, row: ReferralRow) -> None:
        """Ask for another day, and why."""

        def carry(values: dict[str, Any], command: str) -> Any:
            return self._referrals.change_follow_up(
                self._desk.actor, row.id, self._version(row), values["next_on"], values["reason"], command
            )

        dialog = self._make(self.tr("เปลี่ยนวันติดตาม"), self.tr("เปลี่ยน"), carry, text=row.agency)
        dialog.add_date("next_on", self.tr("วันติดตามครั้งต่อไป"), row.follow_up_on, required=True)
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(dialog, self.tr("เปลี่ยนวันติดตามแล้ว"))

    def end(self, row: ReferralRow) -> None:
        """Ask why an agency is not waited for any more."""

        def carry(values: dict[str, Any], command: str) -> Any:
            return self._referrals.end_referral(
                self._desk.actor, row.id, self._version(row), values["reason"], command
            )

        dialog = self._make(
            self.tr("สิ้นสุดการติดตาม"), self.tr("สิ้นสุดการติดตาม"), carry, text=row.agency, danger=True
        )
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(dialog, self.tr("สิ้นสุดการติดตามแล้ว"))

    # --- building

    def _card(self, row: ReferralRow) -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        column.setSpacing(Space.XS)
        head = QHBoxLayout()
        head.addWidget(ThaiLabel(row.agency, "label"), 1)
        head.addWidget(StatusChip(*self._state(row)))
        column.addLayout(head)
        for line in self._lines(row):
            column.addWidget(ThaiLabel(line, "help"))
        if row.answer:
            column.addWidget(ThaiLabel(self.tr("คำตอบ: {text}").format(text=row.answer)))
        if _waits(row) and self._detail is not None and "refer_case" in self._detail.actions:
            column.addWidget(self._button_row(row))
        return card

    def _button_row(self, row: ReferralRow) -> QWidget:
        line = FlowPanel(Space.XS)
        made: list[tuple[str, str, str, Callable[[ReferralRow], None]]] = [
            ("follow_up", self.tr("บันทึกการติดตาม"), "phone", self.follow_up),
            ("answer", self.tr("บันทึกคำตอบ"), "check", self.answer),
            ("change_day", self.tr("เปลี่ยนวันติดตาม"), "calendar", self.change_day),
            ("end", self.tr("สิ้นสุดการติดตาม"), "ban", self.end),
        ]
        for name, text, mark, act in made:
            button = quiet_button(text, mark)
            button.setAccessibleName(f"{text} {row.agency}")
            button.clicked.connect(lambda _on=False, act=act: act(row))
            self.buttons[row.id, name] = button
            line.add(button)
        return line

    def _state(self, row: ReferralRow) -> tuple[str, str, str]:
        if row.answered_on is not None:
            return self.tr("ได้รับคำตอบแล้ว"), "success", "circle-check"
        if row.ended or row.follow_up_on is None:
            return self.tr("สิ้นสุดการติดตาม"), "neutral", "ban"
        if row.days_late:
            said = self.tr("เกินวันติดตาม {days} วันทำการ").format(days=row.days_late)
            return said, "danger", "circle-alert"
        if row.is_due:
            return self.tr("ถึงวันติดตาม"), "warning", "clock-alert"
        return self.tr("รอคำตอบ"), "info", "circle-dot"

    def _lines(self, row: ReferralRow) -> list[str]:
        sent = self.tr("ส่งเมื่อ{day}").format(day=format_full(row.sent_on))
        if row.reference:
            sent += " " + self.tr("ตามหนังสือ {number}").format(number=row.reference)
        said = [sent]
        if row.contact:
            said.append(self.tr("ผู้ประสานงาน: {who}").format(who=row.contact))
        if row.told_on is not None:
            said.append(self.tr("แจ้งผู้ร้องเรียนเมื่อ{day}").format(day=format_full(row.told_on)))
        if _waits(row) and row.follow_up_on is not None:
            following = self.tr("ติดตามครั้งต่อไป{day}").format(day=format_full(row.follow_up_on))
            times = self.tr("ติดตามแล้ว {count} ครั้ง").format(count=row.asked) if row.asked else ""
            said.append(" · ".join(part for part in (following, times) if part))
        if row.answered_on is not None:
            said.append(self.tr("ได้รับคำตอบเมื่อ{day}").format(day=format_full(row.answered_on)))
        return said

    def _version(self, row: ReferralRow) -> int:
        """Return the version that is shown now: the case may have been loaded again."""
        return next((one.version for one in self._read.rows if one.id == row.id), row.version)

    def _make(
        self, title: str, accept: str, carry: Carry, *, text: str = "", danger: bool = False
    ) -> ActionDialog:
        return ActionDialog(
            self._desk,
            title,
            accept,
            carry,
            text=text,
            danger=danger,
            on_reload=self.changed.emit,
            parent=self._widget.window(),
        )

    def _open(self, dialog: ActionDialog, said: str) -> None:
        def finished(_result: Any) -> None:
            self._desk.feedback.saved(said)
            self.changed.emit()

        self.dialog = dialog
        dialog.done_with.connect(finished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _waits(row: ReferralRow) -> bool:
    return row.answered_on is None and not row.ended
