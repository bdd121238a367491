"""A new password typed twice, with a word about Caps Lock and the Thai keyboard."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from services.accounts.passwords import SHORTEST, weakness
from ui.error_messages import field_error_text, field_sentence
from ui.icons import icon
from ui.theme import Space, set_tone
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel


def password_edit() -> QLineEdit:
    """Return a field that hides what is typed, with a button that shows it."""
    edit = QLineEdit()
    edit.setEchoMode(QLineEdit.EchoMode.Password)
    edit.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
    edit.setMaxLength(200)
    reveal = edit.addAction(icon("eye", "text_muted"), QLineEdit.ActionPosition.TrailingPosition)
    reveal.setCheckable(True)
    reveal.setText(QCoreApplication.translate("PasswordPair", "แสดงรหัสผ่าน"))
    reveal.setToolTip(QCoreApplication.translate("PasswordPair", "แสดงรหัสผ่าน"))
    modes = QLineEdit.EchoMode
    reveal.toggled.connect(lambda on: edit.setEchoMode(modes.Normal if on else modes.Password))
    return edit


class KeyboardHint(ThaiLabel):
    """Say beside password fields that Caps Lock is on or that the keyboard types Thai."""

    def __init__(self, *edits: QLineEdit) -> None:
        super().__init__("", "help")
        set_tone(self, "warning")
        self.setMinimumHeight(self.fontMetrics().height())
        for edit in edits:
            edit.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._read(event)
        return super().eventFilter(watched, event)

    def _read(self, event: QKeyEvent) -> None:
        # Caps Lock is known by its effect: an upper-case letter without Shift, or the other way round.
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._show_caps(not self.plain_text())
        elif text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._show_caps(text.isupper() != shift)
        elif text and "\u0e00" <= text <= "\u0e7f":
            self.setText(self.tr("แป้นพิมพ์เป็นภาษาไทย"))

    def _show_caps(self, on: bool) -> None:
        self.setText(self.tr("Caps Lock เปิดอยู่") if on else "")


class PasswordPair(QWidget):
    """Take a new password twice."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = password_edit()
        self.second = password_edit()
        help_text = self.tr("อย่างน้อย {count} ตัวอักษร").format(count=SHORTEST)
        self.first_field = FormField(label, self.first, required=True, help_text=help_text)
        again = self.tr("{label}อีกครั้ง").format(label=label)
        self.second_field = FormField(again, self.second, required=True)
        self.hint = KeyboardHint(self.first, self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(field_row(self.first_field, self.second_field))
        column.addWidget(self.hint)

    def password(self) -> str:
        """Return what is typed in the first field."""
        return self.first.text()

    def set_error(self, text: str) -> None:
        """Say beneath the first field why the password won't do."""
        self.first_field.set_error(text)

    def check(self, username: str) -> bool:
        """Show what is wrong with the two fields; tell whether nothing is, else put the keyboard there."""
        weak = weakness(self.password(), username)
        missing = field_sentence("required") if not self.password() else field_error_text(weak)
        self.first_field.set_error(missing)
        differs = not missing and self.second.text() != self.password()
        self.second_field.set_error(field_sentence("password.mismatch") if differs else "")
        if missing:
            self.first_field.focus_editor()
        elif differs:
            self.second_field.focus_editor()
        return not missing and not differs
