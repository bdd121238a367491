"""What stands in a form, exactly as typed: read for a draft, put back from one."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit, TimeEdit
from ui.widgets.text_area import TextArea

# A line edit cuts what is pasted beyond its length without a word; the service says when it is too long.
UNCUT = 10_000_000


class TypedGroup(QWidget):
    """An editor made of several others, which knows how to give and take back what was typed in it."""

    changed = Signal()
    rearranged = Signal()

    def raw(self) -> Any:
        """Return what was typed as plain values."""
        raise NotImplementedError

    def put_raw(self, value: Any) -> None:
        """Put back what `raw` returned."""
        raise NotImplementedError


def raw_of(editor: QWidget) -> Any:
    """Return what stands in an editor, readable or not."""
    if isinstance(editor, TypedGroup):
        return editor.raw()
    if isinstance(editor, QCheckBox):
        return editor.isChecked()
    if isinstance(editor, SegmentedChoice):
        return editor.code()
    if isinstance(editor, ChoiceCombo):
        return {"code": editor.code(), "text": well_formed(editor.currentText())}
    if isinstance(editor, QSpinBox):
        return editor.value()
    if isinstance(editor, (QLineEdit, ThaiDateEdit, TextArea)):
        return well_formed(editor.text())
    raise TypeError(type(editor).__name__)


def put_raw(editor: QWidget, value: Any) -> None:
    """Put back what stood in an editor; a value of another shape is passed over."""
    if isinstance(editor, TypedGroup):
        editor.put_raw(value)
    elif isinstance(editor, QCheckBox):
        editor.setChecked(value is True)
    elif isinstance(editor, SegmentedChoice):
        editor.set_code(value if isinstance(value, str) else None)
    elif isinstance(editor, ChoiceCombo):
        _put_choice(editor, value)
    elif isinstance(editor, QSpinBox):
        editor.setValue(value if isinstance(value, int) else 0)
    elif isinstance(editor, (QLineEdit, ThaiDateEdit, TextArea)) and isinstance(value, str):
        editor.setText(value)
        if isinstance(editor, QLineEdit):
            editor.setCursorPosition(0)  # A long text shows its beginning.


def watch(editor: QWidget, tell: Callable[[], None]) -> None:
    """Call back whenever what stands in an editor changes, by hand or by program."""
    if isinstance(editor, TypedGroup):
        editor.changed.connect(tell)
    elif isinstance(editor, QCheckBox):
        editor.toggled.connect(lambda _on: tell())
    elif isinstance(editor, SegmentedChoice):
        editor.codeChanged.connect(lambda _code: tell())
    elif isinstance(editor, ChoiceCombo):
        editor.codeChanged.connect(lambda _code: tell())
        editor.lineEdit().textChanged.connect(lambda _text: tell())
    elif isinstance(editor, QSpinBox):
        editor.valueChanged.connect(lambda _value: tell())
    elif isinstance(editor, ThaiDateEdit):
        editor.edit.textChanged.connect(lambda _text: tell())
    elif isinstance(editor, TextArea):
        editor.textChanged.connect(tell)
    elif isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda _text: tell())


def uncut(editor: QWidget) -> None:
    """Let a field take in a paste of any length."""
    if isinstance(editor, ThaiDateEdit):
        editor.edit.setMaxLength(UNCUT)
    elif isinstance(editor, ChoiceCombo):
        editor.lineEdit().setMaxLength(UNCUT)
    elif isinstance(editor, (QLineEdit, TimeEdit)):
        editor.setMaxLength(UNCUT)


def typed_text(editor: QWidget) -> str:
    """Return the text of an editor that holds free text, empty for any other."""
    if isinstance(editor, (ThaiDateEdit, TimeEdit, ChoiceCombo)):
        return ""
    return editor.text() if isinstance(editor, (QLineEdit, TextArea)) else ""


def offer_choices(combo: ChoiceCombo, choices: Sequence[tuple[str, str]]) -> None:
    """Replace what a list offers and keep what stands in it, be it a choice or half a word."""
    kept = raw_of(combo)
    combo.set_choices(choices)
    put_raw(combo, kept)


def well_formed(text: str) -> str:
    """Return the text with halves of characters made visible: no database keeps them as they are."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _put_choice(editor: ChoiceCombo, value: Any) -> None:
    kept = value if isinstance(value, dict) else {}
    code, text = kept.get("code"), kept.get("text")
    editor.set_code(code if isinstance(code, str) else None)
    if editor.code() is None and isinstance(text, str):
        editor.setEditText(text)
