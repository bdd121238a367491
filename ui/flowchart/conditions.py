"""Conditions as rows: a field, is or is one of, and the values."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.flowchart.definition import Chart, Condition, Conditions
from services.flowchart.values import ChartChoices
from ui.flowchart.speaking import condition_fields, values_for
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.labels import ThaiLabel, quiet_button, tool_button

Values = list[tuple[Any, str]]


class ConditionsEditor(QWidget):
    """Edit conditions that must all hold; nothing is told while a row is not finished."""

    changed = Signal()

    def __init__(self, name: str, none_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._chart: Chart | None = None
        self._choices: ChartChoices | None = None
        self._lines: list[_Line] = []
        self._read_only = False
        self._shown: Conditions = ()
        self._none_text = none_text
        self.setAccessibleName(name)
        self.hint = ThaiLabel(none_text, "help")
        self.add_button = quiet_button(self.tr("เพิ่มเงื่อนไข"), "plus")
        self.add_button.setAccessibleName(f"{self.tr('เพิ่มเงื่อนไข')}: {name}")
        self.add_button.clicked.connect(lambda _on: self._add(None).field.setFocus())
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.S)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.XS)
        outer.addLayout(self._column)
        outer.addWidget(self.hint)
        outer.addLayout(foot)

    def conditions(self) -> Conditions:
        """Return the conditions of the rows that are finished."""
        return tuple(one for line in self._lines if (one := line.condition()) is not None)

    def is_finished(self) -> bool:
        """Tell whether every row says a field and a value."""
        return all(line.condition() is not None for line in self._lines)

    def shows(self, when: Conditions) -> bool:
        """Tell whether these conditions stand in the rows and nothing else."""
        return self._shown == when and self.is_finished()

    def show_conditions(self, chart: Chart, choices: ChartChoices, when: Conditions) -> None:
        """Show conditions; where they are the same as before, rows half finished stay."""
        fields_changed = self._chart is None or self._chart.fields != chart.fields
        self._chart, self._choices = chart, choices
        if when == self._shown and not fields_changed:
            return
        self.forget()
        self._shown = when
        for one in when:
            self._add(one)

    def forget(self) -> None:
        """Drop every row, half-finished ones too, as when another branch is shown."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        self._shown = ()
        self._show_hint()

    def set_read_only(self, read_only: bool) -> None:
        """Show the rows without letting them be changed."""
        self._read_only = read_only
        self.add_button.setVisible(not read_only)
        for line in self._lines:
            line.setEnabled(not read_only)

    def lines(self) -> list["_Line"]:
        """Return the rows shown."""
        return list(self._lines)

    def _add(self, one: Condition | None) -> "_Line":
        if self._chart is None or self._choices is None:
            raise LookupError("no chart is shown")
        chart, choices = self._chart, self._choices
        line = _Line(
            f"{self._name} {len(self._lines) + 1}",
            condition_fields(chart, choices),
            lambda code: values_for(chart, code, choices),
        )
        line.show_condition(one)
        line.setEnabled(not self._read_only)
        line.changed.connect(self._on_changed)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._column.addWidget(line)
        self._show_hint()
        return line

    def _remove(self, line: "_Line") -> None:
        self._lines.remove(line)
        line.hide()
        line.deleteLater()
        self.add_button.setFocus()
        self._on_changed()

    def _on_changed(self) -> None:
        self._show_hint()
        if self.is_finished() and self.conditions() != self._shown:
            self._shown = self.conditions()
            self.changed.emit()

    def _show_hint(self) -> None:
        unfinished = self.tr("เลือกข้อมูลและค่าให้ครบ เงื่อนไขจึงมีผล")
        self.hint.setText(self._none_text if not self._lines else unfinished)
        self.hint.setVisible(not self._lines or not self.is_finished())


class _Line(QFrame):
    """Edit one condition."""

    changed = Signal()
    removed = Signal()

    def __init__(self, name: str, fields: list[tuple[str, str]], values: Callable[[str], Values]) -> None:
        super().__init__()
        self._name = name
        self._fields = fields
        self._values_for = values
        self._values: Values = []
        self._checks: list[QCheckBox] = []
        self._filling = False
        self.field = ChoiceCombo(fields, placeholder=self.tr("เลือกข้อมูล"))
        self.field.setAccessibleName(f"{name}: {self.tr('ข้อมูล')}")
        self.op = ChoiceCombo([("is", self.tr("เป็น")), ("in", self.tr("เป็นอย่างใดอย่างหนึ่งใน"))])
        self.op.setAccessibleName(f"{name}: {self.tr('การเปรียบเทียบ')}")
        self.op.set_code("is")
        self.value = ChoiceCombo(placeholder=self.tr("เลือกค่า"))
        self.value.setAccessibleName(f"{name}: {self.tr('ค่า')}")
        self.remove = tool_button("x", f"{self.tr('ลบเงื่อนไข')}: {name}", self.removed.emit)
        self._many = QVBoxLayout()
        self._many.setSpacing(0)
        self._lay_out()
        self.field.codeChanged.connect(lambda _code: self._on_field())
        self.op.codeChanged.connect(lambda _code: self._on_op())
        self.value.codeChanged.connect(lambda _code: self._on_change())

    def condition(self) -> Condition | None:
        """Return the condition, None while it is not finished."""
        field = self.field.code()
        if field is None:
            return None
        if self.op.code() == "in":
            chosen = tuple(
                value
                for (value, _label), check in zip(self._values, self._checks, strict=False)
                if check.isChecked()
            )
            return Condition(field, "in", chosen) if chosen else None
        place = self.value.code()
        return Condition(field, "is", self._values[int(place)][0]) if place is not None else None

    def show_condition(self, one: Condition | None) -> None:
        """Show a condition; a field or a value that the lists don't have is shown by its code."""
        if one is None:
            return
        self._filling = True
        if one.field not in dict(self._fields):
            self.field.set_choices([*self._fields, (one.field, one.field)])
        self.field.set_code(one.field)
        self.op.set_code(one.op)
        self._offer([*(one.value if isinstance(one.value, tuple) else (one.value,))])
        if isinstance(one.value, tuple):
            for (value, _label), check in zip(self._values, self._checks, strict=True):
                check.setChecked(value in one.value)
        else:
            known = [value for value, _label in self._values]
            self.value.set_code(str(known.index(one.value)))
        self._filling = False

    def checks(self) -> list[QCheckBox]:
        """Return the boxes to tick, one for each value."""
        return list(self._checks)

    def _offer(self, more: list[Any]) -> None:
        """Offer the field's values, and those of a condition that the field does not have."""
        values = self._values_for(self.field.code() or "")
        known = [value for value, _label in values]
        self._values = [*values, *((value, str(value)) for value in more if value not in known)]
        self.value.set_code(None)
        self.value.set_choices([(str(place), label) for place, (_value, label) in enumerate(self._values)])
        for check in self._checks:
            check.hide()
            check.deleteLater()
        self._checks = []
        for _value, label in self._values:
            check = QCheckBox(label)
            check.setAccessibleName(f"{self._name}: {label}")
            check.toggled.connect(lambda _on: self._on_change())
            self._checks.append(check)
            self._many.addWidget(check)
        self._show_op()

    def _on_field(self) -> None:
        if not self._filling:
            self._filling = True
            self._offer([])
            self._filling = False
            self.changed.emit()

    def _on_op(self) -> None:
        if self._filling:
            return
        self._filling = True
        place = self.value.code()
        ticked = [number for number, check in enumerate(self._checks) if check.isChecked()]
        if self.op.code() == "in" and place is not None:
            self._checks[int(place)].setChecked(True)
        elif self.op.code() == "is" and ticked:
            self.value.set_code(str(ticked[0]))
        self._filling = False
        self._show_op()
        self.changed.emit()

    def _on_change(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _show_op(self) -> None:
        many = self.op.code() == "in"
        self.value.setVisible(not many)
        for check in self._checks:
            check.setVisible(many)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.XS)
        top.addWidget(self.field, 1)
        top.addWidget(self.remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, Space.XS)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(self.op)
        column.addWidget(self.value)
        column.addLayout(self._many)
