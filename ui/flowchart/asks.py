"""What a step asks for: its fields, in order, required or not, and fields of the office's own."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.flowchart.changes import OWN_TYPES
from services.flowchart.definition import Ask, Chart, Field
from services.flowchart.values import ChartChoices
from ui.flowchart.conditions import ConditionsEditor
from ui.flowchart.speaking import field_kind
from ui.settings.form_dialog import FormDialog
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.fields import FormField
from ui.widgets.labels import ElidedLabel, ThaiLabel, heading, tool_button
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_area import TextArea

NEW = "+"


class AsksEditor(QWidget):
    """Show the fields that a step asks for, and let more be added."""

    changed = Signal(object)
    detail_asked = Signal(str)
    new_field_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks: tuple[Ask, ...] = ()
        self._read_only = False
        self._shown: object = None
        self._lines: list[QFrame] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.XS)
        self.none = ThaiLabel(self.tr("ขั้นตอนนี้ไม่ต้องกรอกข้อมูล"), "help")
        self.more = ChoiceCombo(placeholder=self.tr("เพิ่มช่องข้อมูล"))
        self.more.setAccessibleName(self.tr("เพิ่มช่องข้อมูล"))
        self.more.codeChanged.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self.none)
        column.addLayout(self._column)
        column.addWidget(self.more)

    def show_asks(self, chart: Chart, asks: tuple[Ask, ...], *, read_only: bool) -> None:
        """Show a step's fields; the same ones stay as they are."""
        shown = (asks, tuple((code, field.label) for code, field in chart.fields.items()), read_only)
        if shown == self._shown:
            return
        self._shown, self._asks, self._read_only = shown, asks, read_only
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(chart.fields.get(ask.field), ask) for ask in asks]
        for line in self._lines:
            self._column.addWidget(line)
        asked = {ask.field for ask in asks}
        others = [(code, field.label) for code, field in chart.fields.items() if code not in asked]
        self.more.set_code(None)
        self.more.set_choices([(NEW, self.tr("ช่องข้อมูลใหม่ของสำนักงาน…")), *others])
        self.more.setVisible(not read_only)
        self.none.setVisible(not asks)

    def _line(self, field: Field | None, ask: Ask) -> QFrame:
        name = field.label if field else ask.field
        required = QCheckBox(self.tr("ต้องกรอก"))
        required.setChecked(ask.required)
        required.setAccessibleName(f"{self.tr('ต้องกรอก')}: {name}")
        required.toggled.connect(lambda on: self._replace(ask, replace(ask, required=on)))
        detail = tool_button("pencil", f"{self.tr('รายละเอียดของช่อง')}: {name}")
        detail.clicked.connect(lambda _on: self.detail_asked.emit(ask.field))
        up = tool_button("chevron-up", f"{self.tr('เลื่อนขึ้น')}: {name}", lambda: self._raise(ask))
        remove = tool_button("x", f"{self.tr('ไม่ต้องกรอกช่องนี้')}: {name}", lambda: self._replace(ask, None))
        line = QFrame()
        label = ElidedLabel(name)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(label, 1)
        if not self._read_only:
            for button in (up, detail, remove):
                top.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(Space.S)
        below.addWidget(required)
        if ask.when or ask.required_when is not None:
            below.addWidget(heading(self.tr("มีเงื่อนไข"), "help"))
        below.addStretch(1)
        required.setEnabled(not self._read_only)
        up.setEnabled(self._asks[0] is not ask)
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addLayout(below)
        return line

    def _replace(self, ask: Ask, changed: Ask | None) -> None:
        asks = (changed if one is ask else one for one in self._asks)
        self._tell(tuple(one for one in asks if one is not None))

    def _raise(self, ask: Ask) -> None:
        asks = list(self._asks)
        place = asks.index(ask)
        asks.insert(max(0, place - 1), asks.pop(place))
        self._tell(tuple(asks))

    def _add(self, code: str | None) -> None:
        if code == NEW:
            self.more.set_code(None)
            self.new_field_asked.emit()
        elif code is not None:
            self._tell((*self._asks, Ask(code, required=False)))

    def _tell(self, asks: tuple[Ask, ...]) -> None:
        had_keys = self.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        self.changed.emit(asks)
        if had_keys:
            self.more.setFocus()


class FieldDialog(FormDialog):
    """Make a field of the office's own."""

    made = Signal(str, str, list, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        title = QCoreApplication.translate("FieldDialog", "ช่องข้อมูลใหม่ของสำนักงาน")
        super().__init__(title, QCoreApplication.translate("FieldDialog", "เพิ่มช่อง"), parent)
        self.label = LineEdit(limit=200)
        kinds = [(kind, field_kind(Field("", "", kind))) for kind in OWN_TYPES]
        self.kind = SegmentedChoice(kinds)
        self.kind.set_code("text")
        self.items = TextArea(limit=4000, min_lines=4)
        self.required = QCheckBox(self.tr("ต้องกรอกก่อนบันทึกขั้นตอน"))
        self._fields = {
            "label": FormField(self.tr("ชื่อช่อง"), self.label, required=True),
            "kind": FormField(self.tr("ชนิดของคำตอบ"), self.kind),
            "items": FormField(self.tr("ตัวเลือก (บรรทัดละหนึ่งตัวเลือก)"), self.items, required=True),
        }
        for field in self._fields.values():
            self.body.addWidget(field)
        self.body.addWidget(self.required)
        self.kind.codeChanged.connect(lambda _code: self._show_items())
        self._show_items()
        self.label.setFocus()

    def check(self) -> bool:
        too_long = self.label.error() is not None
        label = self.tr("ชื่อช่องยาวเกินไป ข้อความยังอยู่ครบ โปรดตัดให้สั้นลง") if too_long else ""
        if not self.label.text().strip():
            label = self.tr("โปรดตั้งชื่อช่อง")
        few = self.kind.code() == "choice" and len(self._names()) < 2
        self._fields["label"].set_error(label)
        self._fields["items"].set_error(self.tr("โปรดพิมพ์อย่างน้อยสองตัวเลือก") if few else "")
        return not label and not few

    def submit(self) -> None:
        kind = self.kind.code() or "text"
        self.made.emit(self.label.text().strip(), kind, self._names(), self.required.isChecked())
        self.accept()

    def show_errors(self, texts: dict[str, str]) -> None:
        for name, field in self._fields.items():
            field.set_error(texts.get(name, ""))

    def _names(self) -> list[str]:
        return list(dict.fromkeys(line.strip() for line in self.items.text().splitlines() if line.strip()))

    def _show_items(self) -> None:
        self._fields["items"].setVisible(self.kind.code() == "choice")
        self.fit()


class AskDialog(FormDialog):
    """Say more of a field that a step asks for: its name and choices, and when it is asked and required."""

    def __init__(
        self,
        chart: Chart,
        choices: ChartChoices,
        ask: Ask,
        on_saved: Callable[[Ask, str, list[tuple[str, str]]], None],
        parent: QWidget | None = None,
    ) -> None:
        field = chart.fields[ask.field]
        super().__init__(field.label, QCoreApplication.translate("AskDialog", "ตกลง"), parent)
        self._ask, self._field, self._on_saved = ask, field, on_saved
        self.label = LineEdit(field.label, limit=200)
        self.items = TextArea(limit=4000, min_lines=3)
        self.items.setText("\n".join(name for _code, name in field.items))
        self.when = ConditionsEditor(self.tr("ถามเมื่อ"), self.tr("ถามทุกครั้ง"))
        self.when.show_conditions(chart, choices, ask.when)
        self.need = SegmentedChoice(
            [
                ("yes", self.tr("ต้องกรอกทุกครั้ง")),
                ("no", self.tr("ไม่ต้องกรอกก็ได้")),
                ("when", self.tr("ต้องกรอกเมื่อ")),
            ]
        )
        self.need.set_code("yes" if ask.required else "no" if ask.required_when is None else "when")
        self.need_when = ConditionsEditor(self.tr("ต้องกรอกเมื่อ"), self.tr("โปรดเพิ่มเงื่อนไข"))
        self.need_when.show_conditions(chart, choices, ask.required_when or ())
        own = not field.list and field.type in OWN_TYPES
        self._label_field = FormField(self.tr("ชื่อช่อง"), self.label, required=True)
        self._items_field = FormField(self.tr("ตัวเลือก (บรรทัดละหนึ่งตัวเลือก)"), self.items, required=True)
        self._label_field.setVisible(own)
        self._items_field.setVisible(own and field.type == "choice")
        for widget in (self._label_field, self._items_field):
            self.body.addWidget(widget)
        self.body.addWidget(heading(self.tr("ถามเมื่อ"), "label"))
        self.body.addWidget(self.when)
        self.body.addWidget(FormField(self.tr("ต้องกรอกหรือไม่"), self.need))
        self.body.addWidget(self.need_when)
        self.need.codeChanged.connect(lambda _code: self._show_need())
        self._show_need()

    def check(self) -> bool:
        self._label_field.set_error("" if self.label.text().strip() else self.tr("โปรดตั้งชื่อช่อง"))
        few = self._field.type == "choice" and not self._field.list and not self._items()
        self._items_field.set_error(self.tr("โปรดพิมพ์อย่างน้อยหนึ่งตัวเลือก") if few else "")
        finished = self.when.is_finished() and (self.need.code() != "when" or self.need_when.is_finished())
        if not finished:
            self.banner.show_text(self.tr("โปรดเลือกข้อมูลและค่าของเงื่อนไขให้ครบ หรือลบแถวที่ไม่ใช้"), "danger")
        return bool(self.label.text().strip()) and not few and finished

    def submit(self) -> None:
        code = self.need.code()
        required_when = self.need_when.conditions() if code == "when" else None
        changed = replace(
            self._ask, when=self.when.conditions(), required=code == "yes", required_when=required_when
        )
        self._on_saved(changed, self.label.text().strip(), self._items())
        self.accept()

    def show_errors(self, texts: dict[str, str]) -> None:
        self._label_field.set_error(texts.get("label", ""))

    def _items(self) -> list[tuple[str, str]]:
        """Return the choices typed, each with the code it had: by its name, else by its line."""
        typed = [line.strip() for line in self.items.text().splitlines() if line.strip()]
        old = list(self._field.items)
        by_name = {name: code for code, name in old}
        free = [code for code, name in old if name not in typed]
        renamed = len(typed) == len(old)
        return [
            (by_name.get(name) or (free.pop(0) if renamed and free else ""), name)
            for name in dict.fromkeys(typed)
        ]

    def _show_need(self) -> None:
        self.need_when.setVisible(self.need.code() == "when")
        self.fit()
