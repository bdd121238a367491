"""The fields of one step, made from what the flowchart asks for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from services.accounts.accounts import Colleague
from services.complaints.commands import LATE_REASON
from services.complaints.reading import CaseDetail
from services.deadlines.case_story import due_at_level
from services.flowchart.definition import Ask, Field, Step
from services.flowchart.engine import next_step
from services.office.facts import OfficeFacts
from services.permissions import Role
from ui.case.values import choices_for
from ui.formatting import format_full
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.fields import FormField
from ui.widgets.labels import KeyHint, ThaiLabel, plain_button, primary_button
from ui.widgets.text_area import TextArea

NOTE = "note"
SEGMENT_LETTERS = 80  # More than this in all, and buttons side by side give way to a list.

Read = Callable[[], Any]
Write = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Tie one field of the step to its editor."""

    ask: Ask
    label: str
    form_field: FormField
    read: Read
    write: Write


class StepFields(QWidget):
    """Show what a step asks for, live: what is asked and what must be given follows the answers.

    `decided` carries the answer that a button stands for, nothing for an ordinary step.
    """

    decided = Signal(dict)

    def __init__(
        self, detail: CaseDetail, step: Step, facts: OfficeFacts, colleagues: Sequence[Colleague]
    ) -> None:
        super().__init__()
        self._detail, self._step, self._facts = detail, step, facts
        self._filling = False
        self._answers: dict[str, _Answer] = {}
        self.buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._decision = self._decision_field()
        self._note = TextArea(min_lines=1, max_lines=6)
        must = any(need.kind == "note" for need in step.needs)
        self._takes_note = must or not self.decides
        self._note_field = FormField(self.tr("บันทึก") if must else self.tr("หมายเหตุ (ถ้ามี)"), self._note)
        self._late = TextArea(min_lines=2, max_lines=6)
        self._late_field = FormField(self.tr("เหตุผลที่ยุติหลังกำหนด"), self._late, required=True)
        self._build()
        self._offer_people(colleagues)
        self._prefill()

    @property
    def decides(self) -> bool:
        """Tell whether the step's buttons are a decision."""
        return bool(self._decision)

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, colleagues: Sequence[Colleague]) -> None:
        """Take in what is new about the case; the answers stay."""
        self._detail, self._facts = detail, facts
        self._offer_people(colleagues)
        self._adapt()

    def settle(self) -> None:
        """Take typed text that only one choice can mean, as leaving the field would."""
        for item in self._answers.values():
            editor = item.form_field.editor
            if isinstance(editor, ChoiceCombo) and editor.unknown_text():
                editor.lineEdit().editingFinished.emit()

    def answers(self) -> dict[str, Any]:
        """Return the answers to what is asked, codes for choices."""
        known = self._known()
        given = {name: item.read() for name, item in self._answers.items() if item.ask.is_asked(known)}
        return {**given, LATE_REASON: self._late.text()} if self._tells_why_late(known) else given

    def note(self) -> str:
        """Return the note beside the answers."""
        return self._note.text()

    def values(self) -> dict[str, Any]:
        """Return everything in the fields, hidden ones too."""
        given = {name: item.read() for name, item in self._answers.items()}
        return {**given, LATE_REASON: self._late.text(), NOTE: self._note.text()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Put values into the fields."""
        self._filling = True
        for name, item in self._answers.items():
            item.write(values.get(name))
        self._late.setText(values.get(LATE_REASON) or "")
        self._note.setText(values.get(NOTE) or "")
        self._filling = False
        self._adapt()

    def form_fields(self) -> dict[str, FormField]:
        """Return the fields by name, in their order."""
        found = {name: item.form_field for name, item in self._answers.items()}
        found[LATE_REASON] = self._late_field
        return {**found, NOTE: self._note_field} if self._takes_note else found

    def written_lines(self) -> list[str]:
        """Return the texts typed, each with its label."""
        written = [
            f"{item.label}: {item.read().strip()}"
            for item in self._answers.values()
            if isinstance(item.form_field.editor, TextArea) and item.read().strip()
        ]
        if late := self._late.text().strip():
            written.append(f"{self._late_field.label_text()}: {late}")
        note = self._note.text().strip()
        return [*written, note] if note else written

    # --- building

    def _decision_field(self) -> str:
        fields = self._detail.chart.fields
        asks = self._step.asks if self._step.decision else ()
        return next((ask.field for ask in asks if fields[ask.field].items), "")

    def _build(self) -> None:
        for ask in self._step.asks:
            if ask.field != self._decision:
                self._column.addWidget(self._add_answer(ask, self._detail.chart.fields[ask.field]))
        self._late.textChanged.connect(self._on_changed)
        self._column.addWidget(self._late_field)
        if self._takes_note:
            self._note.textChanged.connect(self._on_changed)
            self._column.addWidget(self._note_field)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        for button in self._make_buttons():
            row.addWidget(button)
        if not self.decides:
            row.addWidget(KeyHint("Ctrl+Enter"))
        row.addStretch(1)
        self._column.addLayout(row)
        if self.decides:
            hint = self.tr("Ctrl+Enter ไปที่ปุ่ม แล้วกด Enter เพื่อยืนยัน")
            self._column.addWidget(ThaiLabel(hint, "help"))

    def _make_buttons(self) -> list[QPushButton]:
        if not self.decides:
            self.buttons[""] = primary_button(self._step.action, "check")
            self.buttons[""].setToolTip("Ctrl+Enter")
            self.buttons[""].clicked.connect(lambda _on=False: self.decided.emit({}))
            return [self.buttons[""]]
        for index, (code, name) in enumerate(self._detail.chart.fields[self._decision].items):
            button = plain_button(name, "undo-2") if index else primary_button(name, "check")
            button.clicked.connect(lambda _on=False, code=code: self.decided.emit({self._decision: code}))
            self.buttons[code] = button
        return list(self.buttons.values())

    def _add_answer(self, ask: Ask, field: Field) -> FormField:
        editor, read, write = self._editor(field)
        form_field = FormField(field.label, editor)
        self._answers[ask.field] = _Answer(ask, field.label, form_field, read, write)
        return form_field

    def _editor(self, field: Field) -> tuple[QWidget, Read, Write]:
        if field.type == "text":
            area = TextArea(min_lines=2, max_lines=10)
            area.textChanged.connect(self._on_changed)
            return area, area.text, lambda value: area.setText(value or "")
        if field.type == "yes_no":
            return self._yes_no()
        if field.type == "user":
            people = self._combo([], self.tr("เลือกหรือพิมพ์ชื่อ"))
            return (
                people,
                lambda: int(code) if (code := people.code()) else None,
                lambda value: people.set_code(None if value is None else str(value)),
            )
        choices = choices_for(field, self._facts)
        if len(choices) <= 4 and sum(len(name) for _code, name in choices) <= SEGMENT_LETTERS:
            few = SegmentedChoice(choices, columns=2 if len(choices) > 2 else 0)
            few.codeChanged.connect(self._on_changed)
            return few, few.code, few.set_code
        many = self._combo(choices)
        return many, many.code, many.set_code

    def _yes_no(self) -> tuple[QWidget, Read, Write]:
        buttons = SegmentedChoice([("yes", self.tr("ใช่")), ("no", self.tr("ไม่ใช่"))])
        buttons.codeChanged.connect(self._on_changed)
        meanings = {"yes": True, "no": False}
        codes = {True: "yes", False: "no"}
        return (
            buttons,
            lambda: meanings.get(buttons.code() or ""),
            lambda value: buttons.set_code(codes.get(value)),
        )

    def _combo(self, choices: list[tuple[str, str]], placeholder: str = "") -> ChoiceCombo:
        combo = ChoiceCombo(choices, placeholder=placeholder)
        combo.codeChanged.connect(self._on_changed)
        return combo

    def _offer_people(self, colleagues: Sequence[Colleague]) -> None:
        offered = officers_for(self._detail, colleagues)
        for item in self._answers.values():
            editor = item.form_field.editor
            if self._detail.chart.fields[item.ask.field].type == "user" and isinstance(editor, ChoiceCombo):
                editor.set_choices(offered)

    # --- living

    def _prefill(self) -> None:
        known = self._detail.facts
        values: dict[str, Any] = {}
        for name, item in self._answers.items():
            value = known.get(name)
            values[name] = value if value not in (None, "") else item.ask.suggested({**known, **values})
        self.fill(values)

    def _known(self) -> dict[str, Any]:
        return {**self._detail.facts, **{name: item.read() for name, item in self._answers.items()}}

    def _on_changed(self, *_value: object) -> None:
        if not self._filling:
            self._adapt()

    def _adapt(self) -> None:
        known = self._known()
        for item in self._answers.values():
            item.form_field.setVisible(item.ask.is_asked(known))
            item.form_field.set_label(item.label, required=item.ask.is_required(known))
            if item.form_field.error() and item.read() not in (None, ""):
                item.form_field.set_error("")
        self._late_field.setVisible(self._tells_why_late(known) or bool(self._late_field.error()))
        if self._late_field.error() and self._late.text().strip():
            self._late_field.set_error("")
        self._explain_level(known.get("level"))

    def _tells_why_late(self, known: Mapping[str, Any]) -> bool:
        """Tell whether to hand on why the case is late; what was typed is not dropped, asked for or not.

        A level chosen in this very step may make the case late: then the answer to the save asks for it.
        """
        return self._closes_late(known) or bool(self._late.text().strip())

    def _closes_late(self, known: Mapping[str, Any]) -> bool:
        """Tell whether finishing the step as answered closes the case after its due date."""
        chart, step = self._detail.chart, self._step
        if not self._detail.closes_late:
            return False
        if self.decides:  # which way it goes is known only when a button is pressed
            return any(branch.to in chart.ends for branch in step.branches)
        return next_step(chart, step, known) in chart.ends

    def _explain_level(self, level: str | None) -> None:
        item = self._answers.get("level")
        if item is None:
            return
        if level is None or level not in self._facts.counting.level_days:
            item.form_field.set_help(self.tr("กำหนดยุติเรื่องนับตามระดับ จากวันที่รับเรื่อง"))
            return
        due = due_at_level(self._facts.counting, self._detail, level)
        item.form_field.set_help(self.tr("ครบกำหนดยุติเรื่อง{day}").format(day=format_full(due)))


def officers_for(detail: CaseDetail, colleagues: Sequence[Colleague]) -> list[tuple[str, str]]:
    """Return who may be given a case: officers that it does not complain about."""
    named = {item.account_id for item in detail.respondents}
    return [
        (str(person.id), f"{person.name} ({person.position})" if person.position else person.name)
        for person in colleagues
        if Role.OFFICER in person.roles and person.id not in named
    ]
