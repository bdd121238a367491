"""What may be done with a case beside its step: each asks, carries out and tells."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from services.accounts.accounts import Colleague
from services.complaints.casework import CONTACT_WAYS, EARLY_OUTCOMES, Casework
from services.complaints.commands import LATE_REASON, RecordContact
from services.complaints.reading import CaseDetail, Cases
from services.deadlines.case_story import due_at_level
from services.office.codes import choices
from ui.case.dialogs import ActionDialog, Carry
from ui.case.step_fields import officers_for
from ui.case.values import level_choices
from ui.desk import Desk
from ui.formatting import format_full


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaseActions", text)


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold the case as the page shows it now."""

    detail: CaseDetail
    colleagues: tuple[Colleague, ...]


class CaseActions:
    """Open the dialog of each action. `shown` is asked anew when an action is carried out."""

    def __init__(
        self,
        desk: Desk,
        cases: Cases,
        casework: Casework,
        shown: Callable[[], Shown],
        reload: Callable[[], None],
        page: QWidget,
    ) -> None:
        self._desk, self._cases, self._casework = desk, cases, casework
        self._shown, self._reload, self._page = shown, reload, page
        self.dialog: ActionDialog | None = None

    def add_note(self) -> None:
        """Ask for a note."""
        actor, casework, case_id = self._desk.actor, self._casework, self._case.id
        dialog = self._make(
            _tr("บันทึกเพิ่มเติม"),
            _tr("บันทึก"),
            lambda values, command: casework.add_note(actor, case_id, values["text"], command),
        )
        dialog.add_text("text", _tr("ข้อความ"), lines=4)
        self._open(dialog, _tr("บันทึกข้อความแล้ว"))

    def record_contact(self) -> None:
        """Ask how the complainant was contacted."""
        actor, casework, case_id = self._desk.actor, self._casework, self._case.id

        def carry(values: dict[str, Any], command: str) -> Any:
            contact = RecordContact(
                complaint_id=case_id,
                way=values["way"] or "",
                reached=values["reached"] == "yes",
                text=values["text"],
                tells_progress=values["tells_progress"],
            )
            return casework.record_contact(actor, contact, command)

        dialog = self._make(_tr("บันทึกการติดต่อผู้ร้องเรียน"), _tr("บันทึก"), carry)
        ways = [choice for choice in choices("contact_ways") if choice[0] in CONTACT_WAYS]
        dialog.add_segments("way", _tr("ติดต่อทาง"), ways, columns=3)
        reached = dialog.add_segments(
            "reached", _tr("ผลการติดต่อ"), [("yes", _tr("ติดต่อได้")), ("no", _tr("ติดต่อไม่ได้"))]
        )
        reached.set_code("yes")
        dialog.add_text("text", _tr("ข้อความที่แจ้งหรือได้รับ"))
        dialog.add_check("tells_progress", _tr("ได้แจ้งความคืบหน้าหรือผลให้ผู้ร้องเรียนทราบ"), checked=True)
        self._open(dialog, _tr("บันทึกการติดต่อแล้ว"))

    def change_officer(self) -> None:
        """Ask for another officer and why."""

        def carry(values: dict[str, Any], command: str) -> Any:
            officer = int(values["officer"]) if values["officer"] else 0
            case = self._case
            return self._casework.change_officer(
                self._desk.actor, case.id, case.version, officer, values["reason"], command
            )

        now = self._case.officer or _tr("ยังไม่มอบหมาย")
        dialog = self._make(
            _tr("เปลี่ยนผู้รับผิดชอบ"), _tr("เปลี่ยน"), carry, text=_tr("ผู้รับผิดชอบปัจจุบัน: {name}").format(name=now)
        )
        shown = self._shown()
        offered = [
            item
            for item in officers_for(shown.detail, shown.colleagues)
            if item[0] != str(self._case.officer_id)
        ]
        dialog.add_combo("officer", _tr("ผู้รับผิดชอบใหม่"), offered)
        dialog.add_text("reason", _tr("เหตุผล"), lines=2)
        self._open(dialog, _tr("เปลี่ยนผู้รับผิดชอบแล้ว"))

    def change_level(self) -> None:
        """Ask for another level and why; say the new due date before it is saved."""

        def carry(values: dict[str, Any], command: str) -> Any:
            case = self._case
            return self._casework.change_level(
                self._desk.actor, case.id, case.version, values["level"] or "", values["reason"], command
            )

        case, facts = self._case, self._desk.facts()
        text = _tr("ครบกำหนดปัจจุบัน{day} การเปลี่ยนระดับจะนับกำหนดใหม่จากวันที่รับเรื่อง และเก็บกำหนดเดิมไว้")
        dialog = self._make(
            _tr("เปลี่ยนระดับของเรื่อง"), _tr("เปลี่ยน"), carry, text=text.format(day=format_full(case.due_date))
        )
        combo = dialog.add_combo("level", _tr("ระดับใหม่"), level_choices(facts))
        dialog.add_text("reason", _tr("เหตุผล"), lines=2)

        def explain(level: str | None) -> None:
            if level is None:
                dialog.field("level").set_help("")
                return
            due = due_at_level(facts.counting, case, level)
            dialog.field("level").set_help(_tr("กำหนดใหม่: {day}").format(day=format_full(due)))

        combo.codeChanged.connect(explain)
        self._open(dialog, _tr("เปลี่ยนระดับแล้ว"))

    def close_early(self) -> None:
        """Ask why a case ends before its flowchart does."""

        def carry(values: dict[str, Any], command: str) -> Any:
            case, late = self._case, values.get(LATE_REASON, "")
            return self._casework.close_early(
                self._desk.actor,
                case.id,
                case.version,
                values["outcome"] or "",
                values["reason"],
                command,
                late,
            )

        dialog = self._make(
            _tr("ยุติเรื่องก่อนครบขั้นตอน"),
            _tr("ยุติเรื่อง"),
            carry,
            text=_tr("ใช้เมื่อผู้ร้องเรียนขอถอนเรื่อง เรื่องซ้ำกับเรื่องเดิม หรือข้อมูลไม่เพียงพอที่จะดำเนินการต่อ"),
            danger=True,
        )
        offered = [choice for choice in choices("outcomes") if choice[0] in EARLY_OUTCOMES]
        dialog.add_segments("outcome", _tr("ผลการดำเนินการ"), offered, columns=1)
        dialog.add_text("reason", _tr("เหตุผล"), lines=2)
        if self._case.closes_late:
            dialog.add_text(LATE_REASON, _tr("เหตุผลที่ยุติหลังกำหนด"), lines=2)
        self._open(dialog, _tr("ยุติเรื่องแล้ว"))

    def reopen(self) -> None:
        """Ask why a closed case opens again."""
        self._reason_only(
            _tr("เปิดเรื่องอีกครั้ง"),
            _tr("เปิดเรื่องอีกครั้ง"),
            self._casework.reopen_case,
            _tr("วันที่ยุติเรื่องครั้งแรกจะเก็บไว้ และกำหนดเวลาเดิมนับต่อไป"),
            _tr("เปิดเรื่องอีกครั้งแล้ว"),
        )

    def void(self) -> None:
        """Ask why a number is void."""
        self._reason_only(
            _tr("ยกเลิกเลขรับ"),
            _tr("ยกเลิกเลขรับ"),
            self._casework.void_case,
            _tr("ยกเลิกแล้วนำกลับมาใช้อีกไม่ได้ เลขรับยังแสดงในทะเบียนและไม่ออกซ้ำ"),
            _tr("ยกเลิกเลขรับแล้ว"),
            danger=True,
        )

    def reveal(self, on_revealed: Callable[[Any], None]) -> None:
        """Ask why a hidden name must be seen."""
        actor, case_id = self._desk.actor, self._case.id
        dialog = self._make(
            _tr("ขอดูชื่อผู้ร้องเรียนที่ปกปิด"),
            _tr("แสดงชื่อ"),
            lambda values, command: self._cases.reveal_complainant(actor, case_id, values["reason"], command),
            text=_tr("ผู้ร้องเรียนขอปกปิดชื่อและที่อยู่ โปรแกรมจะบันทึกว่าท่านขอดูเมื่อใดและด้วยเหตุผลใด"),
        )
        dialog.add_text("reason", _tr("เหตุผล"), lines=2)
        dialog.done_with.connect(on_revealed)
        self._show(dialog)

    # --- inner workings

    @property
    def _case(self) -> CaseDetail:
        return self._shown().detail

    def _reason_only(
        self,
        title: str,
        accept: str,
        use_case: Callable[..., Any],
        text: str,
        said: str,
        *,
        danger: bool = False,
    ) -> None:
        def carry(values: dict[str, Any], command: str) -> Any:
            case = self._case
            return use_case(self._desk.actor, case.id, case.version, values["reason"], command)

        dialog = self._make(title, accept, carry, text=text, danger=danger)
        dialog.add_text("reason", _tr("เหตุผล"))
        self._open(dialog, said)

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
            on_reload=self._reload,
            parent=self._page,
        )

    def _open(self, dialog: ActionDialog, said: str) -> None:
        dialog.done_with.connect(lambda _result: self._finished(said))
        self._show(dialog)

    def _show(self, dialog: ActionDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _finished(self, said: str) -> None:
        self._desk.feedback.saved(said)
        self._reload()
