"""The form of the step a case stands at; what a person typed outlives errors and refreshing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from services.accounts.accounts import Colleague
from services.complaints.reading import CaseDetail
from services.errors import Invalid
from services.office.facts import OfficeFacts
from ui.case.step_fields import StepFields
from ui.case.step_needs import StepNeeds
from ui.error_messages import field_texts
from ui.widgets.fields import FormField
from ui.widgets.keyboard import FormKeys, focus_first


@dataclass(frozen=True, slots=True)
class Typed:
    """Hold what a person has put into the form of one step of one case."""

    complaint_id: int
    step: str
    values: Mapping[str, Any]


class StepForm(QWidget):
    """Ask for what finishes a step. `submitted` carries the answers and the note."""

    submitted = Signal(dict, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: StepFields | None = None
        self._first: dict[str, Any] = {}
        self._about = (0, "")
        self._busy = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.needs = StepNeeds()
        self._column.addWidget(self.needs)
        FormKeys(self, on_save=self.submit)

    def show_step(self, detail: CaseDetail, facts: OfficeFacts, colleagues: Sequence[Colleague]) -> None:
        """Show the form of a case's present step; what is typed for this very step stays."""
        about = (detail.id, detail.step)
        if self._fields is not None and self._about == about and self.is_dirty():
            self._fields.show_case(detail, facts, colleagues)
            self.needs.show_case(detail)
            return
        kept = self._focused_field() if self._about == about else ""
        self.clear()
        if detail.current_step is None:
            return
        self._about = about
        self._fields = StepFields(detail, detail.current_step, facts, colleagues)
        self._fields.decided.connect(self._send)
        self.needs.show_case(detail)
        self._column.addWidget(self._fields)
        self._fields.show()  # A layout shows what it takes in only later: too late for the keyboard.
        self._first = self._fields.values()
        if kept:
            self._fields.form_fields()[kept].focus_editor()

    def clear(self) -> None:
        """Forget the step, as after it was finished or when another case is opened."""
        if self._fields is not None:
            self._column.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
        self._fields, self._first, self._about, self._busy = None, {}, (0, ""), False
        self.needs.hide()

    def typed(self) -> Typed | None:
        """Return what is in the form, to be put back later."""
        return Typed(*self._about, self._fields.values()) if self._fields else None

    def restore(self, typed: Typed) -> bool:
        """Put back what was typed, if the form is still about the same step."""
        if self._fields is None or self._about != (typed.complaint_id, typed.step):
            return False
        self._fields.fill(typed.values)
        return True

    def is_dirty(self) -> bool:
        """Tell whether a person changed anything since the form was shown."""
        return self._fields is not None and self._fields.values() != self._first

    def written_lines(self) -> list[str]:
        """Return what was typed as text, each with its label, for a person to take elsewhere."""
        return self._fields.written_lines() if self._fields else []

    def show_errors(self, error: Invalid) -> None:
        """Say beside each field what is wrong, and go to the first."""
        texts = field_texts(error)
        self.needs.show_errors(texts)
        wrong = []
        for name, form_field in self._all().items():
            form_field.set_error(texts.get(name, ""))
            if name in texts:
                form_field.show()
                wrong.append(form_field)
        if wrong:
            wrong[0].focus_editor()

    def set_busy(self, busy: bool) -> None:
        """Keep the step from being finished twice while a save is under way."""
        self._busy = busy
        for button in self._fields.buttons.values() if self._fields else ():
            button.setEnabled(not busy)

    def focus_first_field(self) -> None:
        """Put the keyboard into the first field."""
        if self._fields is not None and self.isVisibleTo(self.window()):
            focus_first(self._fields)

    def button(self, code: str = "") -> QPushButton:
        """Return the button that finishes the step, or the one of a decision's code."""
        return self._shown().buttons[code]

    def field(self, name: str) -> FormField:
        """Return the field that asks for something."""
        return self._all()[name]

    def submit(self) -> None:
        """Finish the step; where there is something to decide, go to the buttons instead."""
        if self._fields is None:
            return
        if self._fields.decides:
            next(iter(self._fields.buttons.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._send({})

    def _send(self, decided: dict[str, Any]) -> None:
        if self._busy or self._fields is None:
            return
        self._fields.settle()
        self.needs.show_errors({})
        for form_field in self._all().values():
            form_field.set_error("")
        self.submitted.emit({**self._fields.answers(), **decided}, self._fields.note())

    def _all(self) -> dict[str, FormField]:
        return self._fields.form_fields() if self._fields else {}

    def _shown(self) -> StepFields:
        if self._fields is None:
            raise LookupError("no step is shown")
        return self._fields

    def _focused_field(self) -> str:
        focused = self.focusWidget()
        if focused is None or not focused.hasFocus():
            return ""
        return next((name for name, item in self._all().items() if item.isAncestorOf(focused)), "")
