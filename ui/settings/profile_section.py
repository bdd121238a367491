"""Who the office is, as printed on its papers."""

from dataclasses import asdict
from typing import Any

from services.errors import DomainError, Invalid
from services.office.administration import OfficeAdministration
from services.office.facts import OfficeFacts
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_texts
from ui.settings.profile_form import ProfileForm
from ui.settings.section import Section
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import plain_button, primary_button
from ui.wording import QT_TRANSLATE_NOOP


class ProfileSection(Section):
    """Edit the office's profile."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ข้อมูลสำนักงาน")
    TEXT = QT_TRANSLATE_NOOP("Settings", "พิมพ์ในใบรับเรื่อง หนังสือ และรายงานที่จัดทำหลังจากนี้ เอกสารที่พิมพ์ไปแล้วไม่เปลี่ยน")

    def __init__(self, desk: Desk, office: OfficeAdministration) -> None:
        super().__init__(desk)
        self._office = office
        self._command = new_command_id()
        self._kept: dict[str, Any] = {}
        self._saving = False
        self.form = ProfileForm({})
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.save_button = primary_button(self.tr("บันทึกข้อมูลสำนักงาน"), "save")
        self.undo_button = plain_button(self.tr("ยกเลิกการแก้ไข"), "undo-2")
        self.add_footer(self.save_button, self.undo_button)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.discard)
        self.form.changed.connect(self._show_buttons)
        FormKeys(self, on_save=self.save)

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._office.read_facts(self.desk.actor), self._show, self.show_error, owner=self
        )

    def is_changed(self) -> bool:
        return bool(self._kept) and self.form.values() != self._kept

    def discard(self) -> None:
        self.form.set_values(self._kept)
        self.banner.hide()

    def save(self) -> None:
        """Save the fields that were changed."""
        if self._saving or not self.is_changed() or not self.form.check():
            return
        typed = self.form.values()
        values = {name: value for name, value in typed.items() if value != self._kept[name]}
        self._set_saving(True)
        self.desk.runner.write(
            lambda: self._office.change_profile(self.desk.actor, values, self._command),
            lambda _nothing: self._on_saved(typed),
            self._on_failed,
            owner=self,
            on_finally=lambda: self._set_saving(False),
        )

    def _show(self, facts: OfficeFacts) -> None:
        changed = self.is_changed()
        profile = asdict(facts.profile)
        shown = {name: list(value) if isinstance(value, tuple) else value for name, value in profile.items()}
        typed = self.form.values()
        self._kept = {name: shown[name] for name in typed}
        if not changed:
            self.form.set_values(self._kept)
        self._show_buttons()

    def _on_saved(self, saved: dict[str, Any]) -> None:
        self._kept = saved
        self._command = new_command_id()
        self.banner.hide()
        self.desk.feedback.saved(self.tr("บันทึกข้อมูลสำนักงานแล้ว"))
        self._show_buttons()

    def _on_failed(self, error: DomainError) -> None:
        if isinstance(error, Invalid):
            self.form.show_errors(field_texts(error))
        else:
            self.show_error(error)

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self._show_buttons()

    def _show_buttons(self) -> None:
        changed = self.is_changed()
        self.save_button.setEnabled(changed and not self._saving)
        self.undo_button.setEnabled(changed and not self._saving)
