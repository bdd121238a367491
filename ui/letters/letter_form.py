"""The form of a letter: who it goes to, what it says, how it ends."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from services.letters.access import LetterDetail
from services.letters.content import LIMITS, TO_COMPLAINANT, LetterContent
from services.letters.fields import FIELDS
from services.letters.typed import TypedLetter
from ui.letters.words import layout_choices
from ui.theme import Space
from ui.widgets.choices import SegmentedChoice
from ui.widgets.fields import FormField, FormSection, field_row
from ui.widgets.labels import plain_button
from ui.widgets.line_edit import LineEdit
from ui.widgets.text_area import TextArea


class LetterForm(QWidget):
    """Edit a letter's words; `changed` tells of every change that a person makes."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.layout_choice = SegmentedChoice([])
        self.salutation = LineEdit(limit=LIMITS["salutation"])
        self.addressee = LineEdit(limit=LIMITS["addressee"])
        self.subject = LineEdit(limit=LIMITS["subject"])
        self.reference = TextArea(limit=LIMITS["reference"], min_lines=1, max_lines=4)
        self.enclosures = TextArea(limit=LIMITS["enclosures"], min_lines=1, max_lines=5)
        self.body = TextArea(limit=LIMITS["body"], min_lines=10, max_lines=24)
        self.closing = LineEdit(limit=LIMITS["closing"])
        self.signer_name = LineEdit(limit=LIMITS["signer_name"])
        self.signer_position = TextArea(limit=LIMITS["signer_position"], min_lines=2, max_lines=4)
        self.appeal = TextArea(limit=LIMITS["appeal"], min_lines=3, max_lines=6)
        self.email = LineEdit(limit=LIMITS["email"])
        self.for_governor = QCheckBox(self.tr("ลงนามแทนผู้ว่าราชการจังหวัด (ปฏิบัติราชการแทน)"))
        self.administrative_order = QCheckBox(self.tr("หนังสือฉบับนี้เป็นคำสั่งทางปกครอง (เพิ่มข้อความแจ้งสิทธิอุทธรณ์)"))
        self.secret = QCheckBox(self.tr("ลับ (พิมพ์คำว่า ลับ ที่หัวและท้ายกระดาษ)"))
        self.insert_button = plain_button(self.tr("แทรกช่องข้อมูล"), "plus")
        self.fields: dict[str, FormField] = {}
        self._version = 0
        self._filling = False
        self._shown: TypedLetter | None = None
        self._make_fields()
        self._lay_out()
        self._make_menu()
        self._connect()

    # --- what the page calls

    def show_letter(self, detail: LetterDetail, typed: TypedLetter | None) -> None:
        """Fill the form from a letter, or from what was typed over it and never kept."""
        row = detail.row
        self._shown = TypedLetter(row.version, detail.content, row.layout, row.secret)
        self._filling = True
        self.layout_choice.set_choices(layout_choices(row.kind))
        to_complainant = row.kind in TO_COMPLAINANT
        self.fields["email"].set_help(
            self.tr("เว้นว่างไว้ หมายถึงอีเมลของผู้ร้องเรียน") if to_complainant else self.tr("อีเมลของหน่วยงานที่ส่งถึง")
        )
        self.administrative_order.setVisible(row.kind == "result")
        self._fill(typed or self._shown)
        self._filling = False
        self._show_appeal()
        self.set_read_only("keep" not in detail.actions)
        self.clear_errors()

    def typed(self) -> TypedLetter:
        """Return the form as it stands."""
        content = LetterContent(
            **{name: self._text(name) for name in LIMITS},
            for_governor=self.for_governor.isChecked(),
            administrative_order=self.administrative_order.isChecked(),
        )
        layout = self.layout_choice.code() or "outgoing"
        return TypedLetter(self._version, content, layout, self.secret.isChecked())

    def mark_kept(self, version: int) -> None:
        """Say that the form as it stands was kept, as which version."""
        self._version = version
        self._shown = self.typed()

    def is_changed(self) -> bool:
        """Tell whether something is typed that is not kept."""
        return self._shown is not None and self.typed() != self._shown

    def show_errors(self, texts: dict[str, str]) -> None:
        """Show beside each field what is wrong with it, and go to the first."""
        self.clear_errors()
        wrong = [name for name in self.fields if name in texts]
        for name in wrong:
            self.fields[name].set_error(texts[name])
            if name in ("signer_name", "signer_position", "closing", "email", "appeal"):
                self.more.set_folded(False)
        if wrong:
            self.fields[wrong[0]].focus_editor()

    def clear_errors(self) -> None:
        """Take every error away."""
        for field in self.fields.values():
            field.set_error("")

    def set_read_only(self, read_only: bool) -> None:
        """Allow or refuse typing; texts can be marked and copied either way."""
        for name in LIMITS:
            editor = getattr(self, name)
            (editor.set_read_only if isinstance(editor, TextArea) else editor.setReadOnly)(read_only)
        for widget in (
            self.layout_choice,
            self.for_governor,
            self.administrative_order,
            self.secret,
            self.insert_button,
        ):
            widget.setEnabled(not read_only)

    def show_signatory(self, name: str, position: tuple[str, ...]) -> None:
        """Say who signs where nothing is typed."""
        self.signer_name.setPlaceholderText(name)
        self.signer_position.edit.setPlaceholderText("\n".join(position))

    def insert_field(self, name: str) -> None:
        """Put a field at the cursor of the letter's text."""
        self.body.edit.insertPlainText("{" + name + "}")
        self.body.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- inside

    def _text(self, name: str) -> str:
        return str(getattr(self, name).text())

    def _fill(self, typed: TypedLetter) -> None:
        self._version = typed.version
        for name, text in typed.content.texts().items():
            getattr(self, name).setText(text)
        self.layout_choice.set_code(typed.layout)
        self.for_governor.setChecked(typed.content.for_governor)
        self.administrative_order.setChecked(typed.content.administrative_order)
        self.secret.setChecked(typed.secret)

    def _on_change(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _show_appeal(self) -> None:
        self.fields["appeal"].setVisible(self.administrative_order.isChecked())

    def _make_fields(self) -> None:
        labels = {
            "salutation": self.tr("คำขึ้นต้น"),
            "addressee": self.tr("ผู้รับหนังสือ"),
            "subject": self.tr("เรื่อง"),
            "reference": self.tr("อ้างถึง"),
            "enclosures": self.tr("สิ่งที่ส่งมาด้วย"),
            "body": self.tr("ข้อความ"),
            "closing": self.tr("คำลงท้าย"),
            "signer_name": self.tr("ผู้ลงนาม"),
            "signer_position": self.tr("ตำแหน่ง"),
            "appeal": self.tr("ข้อความแจ้งสิทธิอุทธรณ์"),
            "email": self.tr("ส่งอีเมลถึง"),
        }
        required = ("salutation", "addressee", "subject", "body", "closing")
        for name, label in labels.items():
            self.fields[name] = FormField(label, getattr(self, name), required=name in required)
        self.fields["signer_name"].set_help(self.tr("เว้นว่างไว้ หมายถึงผู้มีอำนาจลงนามในวันที่ของหนังสือ"))
        self.fields["body"].set_help(self.tr("เว้นหนึ่งบรรทัดเมื่อขึ้นย่อหน้าใหม่ ช่องในวงเล็บปีกกาจะเติมให้จากเรื่องที่รับ"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(FormField(self.tr("รูปแบบ"), self.layout_choice))
        column.addLayout(field_row(self.fields["salutation"], self.fields["addressee"], stretches=(1, 3)))
        for name in ("subject", "reference", "enclosures"):
            column.addWidget(self.fields[name])
        column.addWidget(self.fields["body"])
        row = QHBoxLayout()
        row.addWidget(self.insert_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.secret)
        column.addWidget(self.administrative_order)
        column.addWidget(self.fields["appeal"])
        self.more = FormSection(self.tr("คำลงท้าย ผู้ลงนาม และอีเมล"))
        self.more.add(self.fields["closing"])
        self.more.add(self.fields["signer_name"])
        self.more.add(self.fields["signer_position"])
        self.more.add(self.for_governor)
        self.more.add(self.fields["email"])
        column.addWidget(self.more)
        column.addStretch(1)

    def _make_menu(self) -> None:
        self.menu = QMenu(self)
        for field in FIELDS:
            action = QAction(f"{{{field.name}}}   {field.meaning}", self.menu)
            action.triggered.connect(lambda _on=False, name=field.name: self.insert_field(name))
            self.menu.addAction(action)
        self.insert_button.clicked.connect(
            lambda _on=False: self.menu.popup(
                self.insert_button.mapToGlobal(QPoint(0, self.insert_button.height()))
            )
        )

    def _connect(self) -> None:
        for name in LIMITS:
            editor = getattr(self, name)
            editor.textChanged.connect(lambda *_text: self._on_change())
        for box in (self.for_governor, self.administrative_order, self.secret):
            box.toggled.connect(lambda _on: self._on_change())
        self.administrative_order.toggled.connect(lambda _on: self._show_appeal())
        self.layout_choice.codeChanged.connect(lambda _code: self._on_change())
