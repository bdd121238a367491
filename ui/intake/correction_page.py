"""The page where a registered complaint is corrected: the same form, filled."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts
from services.complaints.commands import ComplaintInput, CorrectComplaint
from services.complaints.intake import Intake
from services.errors import Conflict, DomainError, FieldError, Invalid
from services.permissions import Role
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import sentence
from ui.intake.filled import fields_from
from ui.intake.form import ComplaintForm
from ui.intake.form_scroll import FormScroll
from ui.intake.intake_page import CASE_PAGE
from ui.intake.parts import FormPart
from ui.theme import FORM_WIDTH, Space
from ui.widgets.banner import Banner
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import KeyHint, plain_button, primary_button
from ui.widgets.text_area import TextArea

SCREENED = ("kind", "category", "level")


class CorrectionPage(QWidget):
    """Correct what was taken in: the desk its own entry on the day, a supervisor with a reason."""

    def __init__(self, desk: Desk, intake: Intake, accounts: Accounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._intake = intake
        self._accounts = accounts
        self._complaint_id: int | None = None
        self._version = 0
        self._command_id = ""
        self._loaded: dict[str, Any] = {}
        self._saving = False
        self._build()
        FormKeys(self, on_save=self.save)

    # --- what the window calls

    def open(self, complaint_id: int, screened: bool = False, **_others: Any) -> None:
        """Load a case; screened ones keep the classification that screening gave them."""
        self._complaint_id = complaint_id
        self.banner.close_banner()
        self.form.begin()
        self.reason.clear()
        self._loaded = {}
        self._set_ready(False)
        for name in SCREENED:
            self.form.editors[name].setEnabled(not screened)
            note = self.tr("เรื่องผ่านการจำแนกแล้ว แก้ไขได้ที่ขั้นตอนหรือการเปลี่ยนระดับ")
            self.form.fields[name].set_help(note if screened else "")
        self._offer_colleagues()
        self._load(self._show_loaded)

    def may_leave(self) -> bool:
        """Ask before corrections that are not saved are left behind."""
        if not self._is_changed():
            return True
        return self._desk.feedback.confirm(
            self.tr("ออกโดยไม่บันทึกการแก้ไขหรือไม่"),
            self.tr("การแก้ไขในหน้านี้ยังไม่ได้บันทึก"),
            yes=self.tr("ออกโดยไม่บันทึก"),
            no=self.tr("แก้ไขต่อ"),
            danger=True,
        )

    def save(self) -> None:
        """Save the correction."""
        complaint_id = self._complaint_id
        if self._saving or complaint_id is None or not self._loaded:
            return
        self.form.settle()
        if self._tell_wrong(self.form.unreadable()):
            return
        command = CorrectComplaint(
            complaint_id=complaint_id,
            version=self._version,
            content=self.form.content(),
            reason=self.reason.text(),
        )
        actor, command_id = self._desk.actor, self._command_id
        self._saving = True
        self._set_ready(False)
        self._desk.runner.write(
            lambda: self._intake.correct_complaint(actor, command, command_id),
            lambda _version: self._on_saved(complaint_id),
            self._on_failed,
            owner=self,
            on_finally=self._on_ended,
        )

    # --- building

    def _build(self) -> None:
        self.banner = Banner()
        self.form = ComplaintForm(self._desk, "correction")
        self.reason = TextArea(limit=2000, min_lines=2, max_lines=4)
        part = FormPart()
        must = self._desk.actor.has(Role.SUPERVISOR)
        help_text = self.tr("เหตุผลจะบันทึกไว้ในประวัติของเรื่อง เลขรับไม่เปลี่ยน")
        self.reason_field = part.field(
            "reason", self.tr("เหตุผลที่แก้ไข"), self.reason, required=must, help_text=help_text
        )
        part.add(self.reason_field)
        part.layout().setContentsMargins(Space.XL, 0, Space.XL, Space.M)
        part.setMaximumWidth(FORM_WIDTH + 2 * Space.XL)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.form)
        inner.addWidget(part)
        inner.addStretch(1)
        self._scroll = FormScroll(inside)
        top = QVBoxLayout()
        top.setContentsMargins(Space.XL, Space.M, Space.XL, 0)
        top.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._build_bar())

    def _build_bar(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("statusArea")
        self.save_button = primary_button(self.tr("บันทึกการแก้ไข"), "save")
        self.back_button = plain_button(self.tr("กลับไปที่เรื่อง"), "arrow-left")
        self.save_button.clicked.connect(lambda _on: self.save())
        self.back_button.clicked.connect(lambda _on: self._go_back())
        row = QHBoxLayout(bar)
        row.setContentsMargins(Space.XL, Space.S, Space.XL, Space.S)
        row.setSpacing(Space.S)
        for widget in (self.save_button, KeyHint("Ctrl+Enter"), self.back_button):
            row.addWidget(widget)
        row.addStretch(1)
        return bar

    # --- inner workings

    def _load(self, show: Any) -> None:
        complaint_id, actor = self._complaint_id, self._desk.actor
        assert complaint_id is not None  # noqa: S101 - set by open()
        self._desk.runner.write(
            lambda: self._intake.open_for_correction(actor, complaint_id, new_command_id()),
            lambda found: show(*found),
            self._on_unopened,
            owner=self,
        )

    def _offer_colleagues(self) -> None:
        actor = self._desk.actor
        self._desk.runner.read(
            lambda: self._accounts.list_colleagues(actor), self.form.offer_colleagues, owner=self
        )

    def _show_loaded(self, version: int, content: ComplaintInput) -> None:
        self._version, self._command_id = version, new_command_id()
        self.form.received.keep(content.received_at)
        self.form.keep_choices(content)
        self.form.put_raw(fields_from(content))
        self._loaded = self.form.raw()
        self._set_ready(True)
        self.form.start_typing()

    def _show_both(self, version: int, content: ComplaintInput) -> None:
        """Take over what somebody else saved, and say it where both changed the same field."""
        ours, before = self.form.raw(), self._loaded
        self._show_loaded(version, content)
        theirs = self._loaded
        self.form.put_raw({name: value for name, value in ours.items() if value != before.get(name)})
        for name, field in self.form.fields.items():
            if ours[name] != before.get(name) and theirs[name] not in (before.get(name), ours[name]):
                field.set_note(self.tr("ผู้อื่นบันทึกไว้เป็น: {value}").format(value=_readable(theirs[name])))
        self.banner.show_text(
            self.tr("มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว ข้อมูลล่าสุดแสดงอยู่พร้อมการแก้ไขของท่าน โปรดตรวจแล้วบันทึกอีกครั้ง"), "warning"
        )

    def _on_unopened(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger")

    def _on_ended(self) -> None:
        self._saving = False
        self._set_ready(True)

    def _on_saved(self, complaint_id: int) -> None:
        self._loaded = {}
        self._desk.feedback.saved(self.tr("บันทึกการแก้ไขแล้ว"))
        self._desk.navigate(CASE_PAGE, complaint_id=complaint_id)

    def _on_failed(self, error: DomainError) -> None:
        if isinstance(error, Conflict):
            self._load(self._show_both)
        elif isinstance(error, Invalid):
            self._tell_wrong(error.fields)
        else:
            self.banner.show_text(sentence(error).as_text(), "danger", self.tr("บันทึกอีกครั้ง"), self.save)

    def _tell_wrong(self, errors: Mapping[str, FieldError]) -> bool:
        self.form.show_errors({name: error for name, error in errors.items() if name != "reason"})
        reason = errors.get("reason")
        self.reason_field.set_error(self.tr("โปรดระบุเหตุผลที่แก้ไข") if reason else "")
        if errors:
            text = self.tr("ยังบันทึกไม่ได้ โปรดแก้ไขช่องที่มีข้อความเตือน {count} ช่อง ข้อความที่กรอกยังอยู่ครบ")
            self.banner.show_text(text.format(count=len(errors)), "danger")
        else:
            self.banner.close_banner()
        if reason and len(errors) == 1:
            self.reason_field.focus_editor()
        return bool(errors)

    def _is_changed(self) -> bool:
        return bool(self._loaded) and (self.form.raw() != self._loaded or bool(self.reason.text().strip()))

    def _set_ready(self, ready: bool) -> None:
        self._scroll.setEnabled(ready)
        self.save_button.setEnabled(ready)

    def _go_back(self) -> None:
        if self._complaint_id is not None:
            self._desk.navigate(CASE_PAGE, complaint_id=self._complaint_id)


def _readable(value: Any) -> str:
    if isinstance(value, dict):
        return str(value.get("text") or "–")
    return str(value) if isinstance(value, str) and value else "–"
