"""Ask for what an action on a case needs; the dialog stays open until the action succeeded."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from services.errors import Conflict, DomainError, Invalid
from services.thai.dates import bangkok_date
from services.unit_of_work import new_command_id
from ui.case.messages import conflict_text
from ui.desk import Desk
from ui.error_messages import field_error_text, field_sentence, field_texts, sentence
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField
from ui.widgets.fitting import fit_height
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import ThaiLabel, danger_button, heading, plain_button, primary_button
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_area import TextArea

Carry = Callable[[dict[str, Any], str], Any]


class ActionDialog(QDialog):
    """Collect values, carry an action out on the writer, and keep everything typed until it is done.

    `carry(values, command_id)` is called on the writer's thread.
    """

    done_with = Signal(object)

    def __init__(
        self,
        desk: Desk,
        title: str,
        accept: str,
        carry: Carry,
        *,
        text: str = "",
        danger: bool = False,
        on_reload: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._desk = desk
        self._carry = carry
        self._on_reload = on_reload
        self._command_id = new_command_id()
        self._fields: dict[str, FormField] = {}
        self._reads: dict[str, Callable[[], Any]] = {}
        self._optional: set[str] = set()
        self.banner = Banner(closable=False)
        self._body = QVBoxLayout()
        self._body.setSpacing(Space.M)
        self.accept_button = danger_button(accept) if danger else primary_button(accept)
        # Beside ยกเลิกเลขรับ a button that says ยกเลิก would be read as the same thing.
        self._turn_back = self.tr("กลับ") if danger else self.tr("ยกเลิก")
        self._lay_out(title, text)
        FormKeys(self, on_save=self.submit, on_cancel=self.reject)

    def add_text(self, name: str, label: str, *, lines: int = 3) -> TextArea:
        """Add a text of several lines."""
        area = TextArea(min_lines=lines, max_lines=10)
        self._add(name, FormField(label, area, required=True), area.text)
        return area

    def add_segments(
        self, name: str, label: str, choices: list[tuple[str, str]], *, columns: int = 0
    ) -> SegmentedChoice:
        """Add a choice of a few."""
        buttons = SegmentedChoice(choices, columns=columns)
        self._add(name, FormField(label, buttons, required=True), buttons.code)
        return buttons

    def add_combo(self, name: str, label: str, choices: list[tuple[str, str]]) -> ChoiceCombo:
        """Add a choice of many."""
        combo = ChoiceCombo(choices)
        self._add(name, FormField(label, combo, required=True), combo.code)
        return combo

    def add_line(
        self, name: str, label: str, *, required: bool = False, suggested: Sequence[str] = (), text: str = ""
    ) -> LineEdit:
        """Add a line of text, with words used before offered while typing."""
        edit = LineEdit(text)
        if suggested:
            offer = QCompleter(list(suggested), edit)
            offer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            offer.setFilterMode(Qt.MatchFlag.MatchContains)
            edit.setCompleter(offer)
        self._add(name, FormField(label, edit, required=required), edit.text, required=required)
        return edit

    def add_date(
        self, name: str, label: str, day: date | None = None, *, required: bool = True
    ) -> ThaiDateEdit:
        """Add a day; what can't be read is said beneath it before anything is carried out."""
        edit = ThaiDateEdit(lambda: bangkok_date(self._desk.clock.now()))
        edit.set_date(day)
        self._add(name, FormField(label, edit, required=required), edit.date, required=required)
        return edit

    def add_check(self, name: str, label: str, *, checked: bool = False) -> QCheckBox:
        """Add a tick."""
        box = QCheckBox(label)
        box.setChecked(checked)
        self._reads[name] = box.isChecked
        self._body.addWidget(box)
        return box

    def add_field(self, name: str, form_field: FormField, read: Callable[[], Any]) -> FormField:
        """Add any other field; read gives its value, None where nothing can be read."""
        self._add(name, form_field, read)
        return form_field

    def field(self, name: str) -> FormField:
        """Return a field by its name."""
        return self._fields[name]

    def submit(self) -> None:
        """Carry the action out, once however often it is asked for."""
        if not self.accept_button.isEnabled():
            return
        values = {name: read() for name, read in self._reads.items()}
        if not self._is_filled(values):
            return
        self.banner.close_banner()
        self.accept_button.setEnabled(False)
        self._desk.runner.write(
            lambda: self._carry(values, self._command_id),
            self._on_done,
            self._on_error,
            owner=self,
            on_finally=lambda: self.accept_button.setEnabled(True),
        )

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        fit_height(self)
        if self._fields:
            next(iter(self._fields.values())).focus_editor()

    def _add(
        self, name: str, form_field: FormField, read: Callable[[], Any], *, required: bool = True
    ) -> None:
        if not required:
            self._optional.add(name)
        self._fields[name] = form_field
        self._reads[name] = read
        self._body.addWidget(form_field)

    def _is_filled(self, values: dict[str, Any]) -> bool:
        wrong = []
        for name, form_field in self._fields.items():
            said = "" if self._may_be_empty(name) else _wrong(form_field.editor, values[name])
            form_field.set_error(said)
            wrong += [form_field] if said else []
        if wrong:
            fit_height(self)
            wrong[0].focus_editor()
        return not wrong

    def _may_be_empty(self, name: str) -> bool:
        """Tell whether a field is empty and may be so."""
        editor = self._fields[name].editor
        text = editor.text() if isinstance(editor, (ThaiDateEdit, LineEdit)) else ""
        return name in self._optional and not text.strip()

    def _on_done(self, result: Any) -> None:
        self.done_with.emit(result)
        self.accept()

    def _on_error(self, error: DomainError) -> None:
        if isinstance(error, Invalid) and set(error.fields) <= set(self._fields):
            texts = field_texts(error)
            for name, text in texts.items():
                self._fields[name].set_error(text)
            self._fields[next(name for name in self._fields if name in texts)].focus_editor()
        elif isinstance(error, Conflict):
            reload_text = self.tr("โหลดข้อมูลล่าสุด") if self._on_reload else ""
            self.banner.show_text(conflict_text(error), "warning", reload_text, self._reload)
        else:
            self.banner.show_text(sentence(error).as_text(), "danger")

    def _reload(self) -> None:
        if self._on_reload is not None:
            self._on_reload()
        self.banner.show_text(self.tr("โหลดข้อมูลล่าสุดแล้ว โปรดตรวจสอบ แล้วบันทึกอีกครั้ง"), "info")

    def _lay_out(self, title: str, text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(title))
        if text:
            column.addWidget(ThaiLabel(text))
        column.addWidget(self.banner)
        column.addLayout(self._body)
        column.addStretch(1)
        buttons = QDialogButtonBox()
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.ActionRole)
        turn_back = plain_button(self._turn_back)
        buttons.addButton(turn_back, QDialogButtonBox.ButtonRole.RejectRole)
        self.accept_button.setToolTip("Ctrl+Enter")
        self.accept_button.clicked.connect(lambda _on=False: self.submit())
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


def _wrong(editor: QWidget, value: Any) -> str:
    """Return what to say beneath a field that is not filled as it must be."""
    if isinstance(editor, ThaiDateEdit):
        return field_error_text(editor.error()) or ("" if value else field_sentence("date.empty"))
    if value is None:
        return field_sentence("choose")
    return "" if value.strip() else field_sentence("required")
