"""The ground that the parts of an intake form stand on: a section that knows its fields by name."""

import unicodedata

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from services.thai.text import clean
from ui.intake.typed import typed_text, uncut, watch
from ui.theme import set_tone
from ui.widgets.fields import FormField, FormSection
from ui.widgets.labels import ThaiLabel

# A long text is looked at in the next pause: no key may wait for it.
LONG = 3_000
LATER_MS = 400


class NotedField(FormField):
    """A field that can also say something that does not stand in the way of saving."""

    def __init__(
        self, label: str, editor: QWidget, *, required: bool = False, help_text: str = "", key: str = ""
    ) -> None:
        self._note = ThaiLabel("", "help")
        super().__init__(label, editor, required=required, help_text=help_text, key=key)
        set_tone(self._note, "warning")
        column = self.layout()
        assert isinstance(column, QVBoxLayout)  # noqa: S101 - the field is laid out by its base
        column.addWidget(self._note)
        self._note.hide()

    def note(self) -> str:
        """Return what is remarked, empty when there is nothing to remark."""
        return self._note.plain_text()

    def set_note(self, text: str) -> None:
        """Remark something about what was typed."""
        self._note.setText(text)
        self._note.setVisible(bool(text))


class FormPart(FormSection):
    """One part of the form; its fields and editors are found by the names that the services use.

    A part without a title is always open and needs no heading: its labels say enough.
    """

    def __init__(self, title: str = "", *, folded: bool = True) -> None:
        super().__init__(title, folded=folded and bool(title))
        self._late: set[str] = set()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._remark_late)
        if not title:
            self.findChild(QPushButton).hide()
            self.layout_body.setContentsMargins(0, 0, 0, 0)
        self.fields: dict[str, NotedField] = {}
        self.editors: dict[str, QWidget] = {}

    def field(
        self,
        name: str,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        help_text: str = "",
        key: str = "",
    ) -> NotedField:
        """Return a labelled field, known by its name from now on."""
        uncut(editor)
        made = NotedField(label, editor, required=required, help_text=help_text, key=key)
        self.fields[name] = made
        self.editors[name] = editor
        watch(editor, lambda: self._remark(name))
        return made

    def line(self, name: str, label: str, *, required: bool = False, help_text: str = "") -> NotedField:
        """Return a field of one line."""
        return self.field(name, label, QLineEdit(), required=required, help_text=help_text)

    def check(self, name: str, label: str) -> QCheckBox:
        """Return a box to tick, known by its name."""
        box = QCheckBox(label)
        box.setAccessibleName(label)
        self.editors[name] = box
        return box

    def remark(self, name: str) -> str:
        """Return what to remark about a field: by itself, characters that will not print as typed."""
        text = typed_text(self.editors[name])
        if _is_plain(text):
            return ""
        if any(char >= "\u2190" and unicodedata.category(char) == "So" for char in text):
            return self.tr("มีอีโมจิหรือสัญลักษณ์พิเศษ โปรแกรมเก็บไว้ตามที่พิมพ์ แต่อาจไม่ปรากฏบนเอกสารที่พิมพ์ออกมา")
        lines = text.replace("\r\n", "\n").replace("\t", " ")
        if clean(lines) != lines:
            return self.tr("มีอักขระที่มองไม่เห็นหรือวางสลับลำดับ โปรแกรมจะจัดให้ถูกต้องเมื่อบันทึก ข้อความที่อ่านได้ยังอยู่ครบ")
        return ""

    def _remark(self, name: str) -> None:
        field = self.fields[name]
        if field.error():
            field.set_error("")  # It spoke of what stood there before.
        if len(typed_text(self.editors[name])) > LONG:
            self._late.add(name)
            self._later.start()
        else:
            self._show_remark(name)

    def _remark_late(self) -> None:
        names, self._late = self._late, set()
        for name in names:
            self._show_remark(name)

    def _show_remark(self, name: str) -> None:
        note = self.remark(name)
        if note != self.fields[name].note():
            self.fields[name].set_note(note)


def _is_plain(text: str) -> bool:
    # Nearly every key pressed leaves plain text; only what is not plain is looked at closely.
    return not text or (len(text) < 20_000 and text.isascii() and text.isprintable())
