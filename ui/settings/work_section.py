"""How the office works: numbers, papers, limits, targets and rights."""

from dataclasses import asdict
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from services.errors import DomainError
from services.office.administration import OfficeAdministration
from services.office.facts import OfficeFacts
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.settings.profile_form import group
from ui.settings.section import Section
from ui.settings.work_fields import GROUPS, SettingField, Spec
from ui.widgets.fields import field_row
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import plain_button, primary_button
from ui.wording import QT_TRANSLATE_NOOP


class WorkSection(Section):
    """Change settings; each one saved is a change of its own in the journal."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "การทำงาน")
    TEXT = QT_TRANSLATE_NOOP("Settings", "ใช้กับเรื่องที่รับและเอกสารที่พิมพ์หลังจากบันทึก กำหนดเวลาของเรื่องที่รับไว้แล้วไม่เปลี่ยน")

    def __init__(self, desk: Desk, office: OfficeAdministration) -> None:
        super().__init__(desk)
        self._office = office
        self._kept: dict[str, Any] = {}
        self._commands: dict[tuple[str, str], str] = {}
        self._waiting = 0
        self.fields: dict[str, SettingField] = {}
        for title, rows in GROUPS:
            lines = [field_row(*(self._make_field(spec) for spec in row)) for row in rows]
            self.body.addWidget(group(QCoreApplication.translate("Settings", title), *lines))
        self.body.addStretch(1)
        self.save_button = primary_button(self.tr("บันทึกการตั้งค่า"), "save")
        self.undo_button = plain_button(self.tr("ยกเลิกการแก้ไข"), "undo-2")
        self.add_footer(self.save_button, self.undo_button)
        self.save_button.clicked.connect(self.save)
        self.undo_button.clicked.connect(self.discard)
        for field in self.fields.values():
            field.changed.connect(self._show_buttons)
        FormKeys(self, on_save=self.save)

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._office.read_facts(self.desk.actor), self._show, self.show_error, owner=self
        )

    def is_changed(self) -> bool:
        return bool(self._changes())

    def discard(self) -> None:
        for name, value in self._kept.items():
            self.fields[name].set_value(value)
            self.fields[name].set_error("")
        self.banner.hide()

    def save(self) -> None:
        """Save each setting that was changed."""
        changes = self._changes()
        wrong = [name for name in changes if not self.fields[name].check()]
        if wrong:
            self.fields[wrong[0]].focus_editor()
        if self._waiting or wrong or not changes:
            return
        self._waiting = len(changes)
        self._show_buttons()
        for name, value in changes.items():
            # The same change sent again after an error is the same command.
            command = self._commands.setdefault((name, repr(value)), new_command_id())
            self.desk.runner.write(
                partial(self._office.change_setting, self.desk.actor, name, value, command),
                partial(self._on_saved, name, value),
                self._on_failed,
                owner=self,
            )

    def _make_field(self, spec: Spec) -> QWidget:
        field = SettingField(spec)
        self.fields[spec.name] = field
        return field

    def _changes(self) -> dict[str, Any]:
        if not self._kept:
            return {}
        values = {name: field.value() for name, field in self.fields.items()}
        return {name: value for name, value in values.items() if value != self._kept[name]}

    def _show(self, facts: OfficeFacts) -> None:
        changed = self._changes()
        settings = asdict(facts.settings)
        self._kept = {name: settings[name] for name in self.fields}
        for name, value in self._kept.items():
            if name not in changed:
                self.fields[name].set_value(value)
        self._show_buttons()

    def _on_saved(self, name: str, value: Any, _nothing: None) -> None:
        self._kept[name] = value
        self._commands.pop((name, repr(value)), None)
        self._waiting -= 1
        if not self._waiting and not self._changes():
            self.banner.hide()
            self.desk.feedback.saved(self.tr("บันทึกการตั้งค่าแล้ว"))
        self._show_buttons()

    def _on_failed(self, error: DomainError) -> None:
        self._waiting -= 1
        self.show_error(error)
        self._show_buttons()

    def _show_buttons(self) -> None:
        changed = self.is_changed() and not self._waiting
        self.save_button.setEnabled(changed)
        self.undo_button.setEnabled(changed)
