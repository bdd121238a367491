"""A case's clocks on its page: what moved its dates, and stopping, going on and giving more time."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.complaints.clockwork import ClockSet, Clockwork, extended_to
from services.complaints.reading import CaseDetail
from services.deadlines.case_story import CaseExplained
from services.deadlines.due import Deadlines
from services.deadlines.explain import table_warnings
from services.errors import Invalid
from services.office.facts import OfficeFacts
from services.permissions import Actor
from services.thai.dates import bangkok_date
from ui.case.dialogs import ActionDialog, Carry
from ui.case.fact_sheet import FactSheet
from ui.case.parts import CasePart, PartAction
from ui.desk import Desk
from ui.error_messages import field_texts
from ui.formatting import format_full
from ui.theme import Space
from ui.widgets.banner import Banner


class ClockPart(CasePart):
    """Show how a case's due date came about, and let people stop, restart and extend it."""

    def __init__(self, desk: Desk, clockwork: Clockwork, deadlines: Deadlines) -> None:
        super().__init__()
        self.title = self.tr("กำหนดเวลา")
        self._desk, self._clockwork, self._deadlines = desk, clockwork, deadlines
        self._detail: CaseDetail | None = None
        self.dialog: ActionDialog | None = None
        self.sheet = FactSheet()
        self.warning = Banner(closable=False)
        self._widget = QWidget()
        column = QVBoxLayout(self._widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.warning)
        column.addWidget(self.sheet)

    def widget(self) -> QWidget | None:
        return self._widget

    def actions(self) -> Sequence[PartAction]:
        return (
            PartAction("stop_clock", self.tr("หยุดนับเวลา (รอข้อมูลจากผู้ร้องเรียน)"), "pause", self.stop),
            PartAction("restart_clock", self.tr("นับเวลาต่อ"), "play", self.restart),
            PartAction("extend_due", self.tr("ขยายเวลา"), "hourglass", self.extend),
        )

    def load(self, actor: Actor, complaint_id: int) -> Any:
        return self._deadlines.explain_case(actor, complaint_id)

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        told: CaseExplained = loaded
        self._detail = detail
        counts = detail.status != "voided"
        if counts and told.warnings:
            self.warning.show_text(" ".join(told.warnings), "warning")
        else:
            self.warning.hide()
        return self.sheet.set_rows(self._rows(detail, told) if counts else [])

    def _rows(self, detail: CaseDetail, told: CaseExplained) -> list[tuple[str, str]]:
        stopped = ""
        if told.stopped_on is not None:
            stopped = self.tr("ตั้งแต่{day} (รอข้อมูลจากผู้ร้องเรียน)").format(day=format_full(told.stopped_on))
        stood = self.tr("{days} วันทำการ").format(days=told.stood) if told.stood else ""
        return [
            (self.tr("กำหนดเดิม"), format_full(detail.due_original)),
            (self.tr("กำหนดที่ใช้อยู่"), format_full(detail.due_date)),
            (self.tr("หยุดนับเวลา"), stopped),
            (self.tr("เวลาที่หยุดไปแล้ว"), stood),
            (self.tr("การขยายเวลา"), "\n".join(told.extensions)),
            (self.tr("แจ้งผู้ร้องเรียนภายใน"), format_full(detail.reply_due) if detail.reply_due else ""),
        ]

    # --- actions

    def stop(self) -> None:
        """Ask why the case waits."""
        text = self.tr(
            "ใช้เมื่อต้องรอเอกสารหรือข้อมูลจากผู้ร้องเรียน ระหว่างหยุดนับเวลา กำหนดยุติเรื่องและกำหนดของขั้นตอนจะไม่เดิน"
        )
        reply = self._case.reply_due
        if reply is not None and self._case.replied_at is None:
            still = self.tr("กำหนดแจ้งผู้ร้องเรียนภายใน{day}ยังนับต่อไป")
            text = f"{text} {still.format(day=format_full(reply))}"
        dialog = self._make(
            self.tr("หยุดนับเวลา"), self.tr("หยุดนับเวลา"), self._carry(self._clockwork.stop_clock), text
        )
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(dialog, lambda _done: self.tr("หยุดนับเวลาแล้ว"))

    def restart(self) -> None:
        """Ask why the case goes on; say first where its date goes."""
        case, counting, today = self._case, self._desk.facts().counting, self._today
        if case.stopped_on is None:
            return
        days = counting.stood(case.stopped_on, today)
        due = counting.due_running(case.due_date, case.stopped_on, today)
        text = self.tr("หยุดนับเวลาตั้งแต่{stopped} รวม {days} วันทำการ หากนับต่อวันนี้ วันครบกำหนดคือ{due}")
        said = text.format(stopped=format_full(case.stopped_on), days=days, due=format_full(due))
        dialog = self._make(
            self.tr("นับเวลาต่อ"), self.tr("นับเวลาต่อ"), self._carry(self._clockwork.restart_clock), said
        )
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        self._open(
            dialog, lambda done: self.tr("นับเวลาต่อแล้ว ครบกำหนด{day}").format(day=format_full(done.due_date))
        )

    def extend(self) -> None:
        """Ask for a later due date and why; say at once what the day typed comes to."""
        case = self._case
        text = self.tr("ครบกำหนดปัจจุบัน{day} กำหนดเดิมเก็บไว้เสมอ").format(day=format_full(case.due_date))
        if case.due_date < (case.stopped_on or self._today):
            text += " " + self.tr("ขณะนี้พ้นกำหนดแล้ว การขยายเวลาจึงไม่นับในตัวชี้วัดที่ 2")

        def carry(values: dict[str, Any], command: str) -> Any:
            now = self._case
            return self._clockwork.extend_due(
                self._desk.actor, now.id, now.version, values["new_due"], values["reason"], command
            )

        dialog = self._make(self.tr("ขยายเวลา"), self.tr("ขยายเวลา"), carry, text)
        day = dialog.add_date("new_due", self.tr("ครบกำหนดใหม่"))
        dialog.add_text("reason", self.tr("เหตุผล"), lines=2)
        day.dateChanged.connect(lambda wanted: dialog.field("new_due").set_help(self.foreseen(wanted)))
        self._open(dialog, self._extended)

    def foreseen(self, wanted: date | None) -> str:
        """Return what an extension to a day comes to, or why it can't be."""
        if wanted is None:
            return ""
        facts, case = self._desk.facts(), self._case
        calendar = facts.counting.calendar
        try:
            due = extended_to(facts, case.due_date, wanted)
        except Invalid as error:
            return field_texts(error)["new_due"]
        days = calendar.working_days_between(case.due_date, due)
        text = self.tr("ขยาย {days} วันทำการ ครบกำหนดใหม่{day}")
        if due != wanted:
            text = self.tr("วันที่เลือกไม่ใช่วันทำการ จะใช้วันทำการถัดไป: ขยาย {days} วันทำการ ครบกำหนดใหม่{day}")
        warnings = table_warnings(calendar, case.due_date, due)
        return " ".join([text.format(days=days, day=format_full(due)), *warnings])

    # --- inner workings

    @property
    def _case(self) -> CaseDetail:
        assert self._detail is not None  # noqa: S101 - actions are on the page of a loaded case only
        return self._detail

    @property
    def _today(self) -> date:
        return bangkok_date(self._desk.clock.now())

    def _extended(self, done: ClockSet) -> str:
        text = self.tr("ขยายเวลาแล้ว ครบกำหนด{day}")
        if done.wanted is not None:
            text = self.tr("ขยายเวลาแล้ว วันที่เลือกไม่ใช่วันทำการ จึงครบกำหนด{day}")
        return text.format(day=format_full(done.due_date))

    def _carry(self, use_case: Callable[..., ClockSet]) -> Carry:
        def carry(values: dict[str, Any], command: str) -> Any:
            case = self._case
            return use_case(self._desk.actor, case.id, case.version, values["reason"], command)

        return carry

    def _make(self, title: str, accept: str, carry: Carry, text: str) -> ActionDialog:
        return ActionDialog(
            self._desk,
            title,
            accept,
            carry,
            text=text,
            on_reload=self.changed.emit,
            parent=self._widget.window(),
        )

    def _open(self, dialog: ActionDialog, said: Callable[[Any], str]) -> None:
        def finished(done: Any) -> None:
            self._desk.feedback.saved(said(done))
            self.changed.emit()

        dialog.done_with.connect(finished)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = dialog
        dialog.open()
