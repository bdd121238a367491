"""Choose whether the data are encrypted and how their key is come by; at set-up and in the settings."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from services.keys.custody import SHORTEST_PASSPHRASE, passphrase_weakness
from services.keys.opening import KeySetUp
from ui.error_messages import field_error_text, field_sentence
from ui.login.password_pair import KeyboardHint, password_edit
from ui.theme import Space
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, heading

KEPT, PASSPHRASE, OFF = "kept", "passphrase", "off"
INDENT = 26


class PassphrasePair(QWidget):
    """Take a new passphrase twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = password_edit()
        self.second = password_edit()
        help_text = self.tr("อย่างน้อย {count} ตัวอักษร คำหลายคำต่อกันจำง่ายและเดายาก").format(
            count=SHORTEST_PASSPHRASE
        )
        self.first_field = FormField(self.tr("วลีรหัสผ่าน"), self.first, required=True, help_text=help_text)
        self.second_field = FormField(self.tr("วลีรหัสผ่านอีกครั้ง"), self.second, required=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(field_row(self.first_field, self.second_field))
        column.addWidget(KeyboardHint(self.first, self.second))

    def passphrase(self) -> str:
        """Return what is typed in the first field."""
        return self.first.text()

    def clear(self) -> None:
        """Forget what is typed."""
        for edit, field in ((self.first, self.first_field), (self.second, self.second_field)):
            edit.clear()
            field.set_error("")

    def check(self) -> bool:
        """Show what is wrong; tell whether nothing is, else put the keyboard there."""
        weak = field_error_text(passphrase_weakness(self.passphrase()))
        wrong = field_sentence("required") if not self.passphrase() else weak
        self.first_field.set_error(wrong)
        differs = not wrong and self.second.text() != self.passphrase()
        self.second_field.set_error(field_sentence("passphrase.mismatch") if differs else "")
        if wrong:
            self.first_field.focus_editor()
        elif differs:
            self.second_field.focus_editor()
        return not wrong and not differs


class EncryptionChoice(QWidget):
    """Offer the ways, each with what it means."""

    changed = Signal(str)

    def __init__(
        self, ways: tuple[str, ...] = (KEPT, PASSPHRASE, OFF), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.passphrases = PassphrasePair()
        self.buttons: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        for way in ways:
            self._add(column, way)
        self.set_way(ways[0])

    def way(self) -> str:
        """Return the way chosen."""
        return next((way for way, button in self.buttons.items() if button.isChecked()), OFF)

    def set_way(self, way: str) -> None:
        """Choose a way."""
        self.buttons[way].setChecked(True)
        self._show()

    def set_up(self) -> KeySetUp:
        """Return the choice as the services take it."""
        passphrase = self.passphrases.passphrase() if self.way() == PASSPHRASE else ""
        return KeySetUp(encrypt=self.way() != OFF, passphrase=passphrase)

    def check(self) -> bool:
        """Show what is missing of the passphrase, where one is chosen."""
        return self.way() != PASSPHRASE or self.passphrases.check()

    def _add(self, column: QVBoxLayout, way: str) -> None:
        name, text = self._said(way)
        button = QRadioButton(name)
        button.setAccessibleDescription(text)
        button.toggled.connect(lambda _on: self._show())
        self._group.addButton(button)
        self.buttons[way] = button
        column.addWidget(button)
        column.addWidget(_indented(ThaiLabel(text, "muted")))
        if way == PASSPHRASE:
            column.addWidget(_indented(self.passphrases))

    def _said(self, way: str) -> tuple[str, str]:
        return {
            KEPT: (
                self.tr("เข้ารหัส โดยให้เครื่องนี้เก็บกุญแจ (แนะนำ)"),
                self.tr(
                    "เปิดโปรแกรมได้ตามปกติในเครื่องและบัญชีผู้ใช้นี้ ผู้ที่คัดลอกโฟลเดอร์ข้อมูลหรือได้แฟลชไดรฟ์สำรองไปอ่านข้อมูลไม่ได้"
                ),
            ),
            PASSPHRASE: (
                self.tr("เข้ารหัส และถามวลีรหัสผ่านทุกครั้งที่เปิดโปรแกรม"),
                self.tr(
                    "เหมาะกับเครื่องที่หลายคนใช้บัญชีผู้ใช้เดียวกัน หรือเครื่องที่อาจสูญหาย "
                    "ผู้เปิดโปรแกรมต้องรู้วลีรหัสผ่าน หากลืม ต้องใช้กุญแจจากใบกู้คืน"
                ),
            ),
            OFF: (
                self.tr("ไม่เข้ารหัส"),
                self.tr("ผู้ที่คัดลอกโฟลเดอร์ข้อมูลหรือชุดสำรองไปจะอ่านชื่อและเรื่องของผู้ร้องเรียนได้ทั้งหมด"),
            ),
        }[way]

    def _show(self) -> None:
        self.passphrases.parentWidget().setVisible(self.way() == PASSPHRASE)
        self.changed.emit(self.way())


class EncryptionStep(QWidget):
    """The wizard's step: choose, knowing what is won and what can be lost."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = EncryptionChoice()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("การเข้ารหัสข้อมูล"), "title"))
        column.addWidget(
            ThaiLabel(
                self.tr(
                    "ข้อมูลมีชื่อผู้ร้องเรียนและเจ้าหน้าที่ที่ถูกร้องเรียน การเข้ารหัสคุ้มครองข้อมูลเมื่อโฟลเดอร์หรือชุดสำรองตกไปอยู่กับผู้อื่น"
                ),
                "muted",
            )
        )
        column.addWidget(self.choice)
        column.addSpacing(Space.XS)
        for text in (
            self.tr("หากกุญแจสูญหายทั้งในเครื่องและในใบกู้คืน จะไม่มีผู้ใดเปิดข้อมูลได้อีก รวมทั้งชุดสำรอง โปรดพิมพ์ใบกู้คืนในขั้นสุดท้าย"),
            self.tr("การเข้ารหัสไม่คุ้มครองจากผู้ที่ใช้บัญชีของท่านในเครื่องนี้อยู่ และไม่คุ้มครองไฟล์ที่บันทึกออกหรือพิมพ์จากโปรแกรม"),
        ):
            column.addWidget(_point(text))
        column.addStretch(1)

    def check(self) -> bool:
        """Show what is missing."""
        return self.choice.check()


def way_name(widget: QWidget, set_up: KeySetUp) -> str:
    """Return a choice in a few words."""
    if not set_up.encrypt:
        return widget.tr("ไม่เข้ารหัส")
    if set_up.passphrase:
        return widget.tr("เข้ารหัส และถามวลีรหัสผ่านทุกครั้งที่เปิดโปรแกรม")
    return widget.tr("เข้ารหัส เครื่องนี้เก็บกุญแจ")


def _indented(inner: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(INDENT, 0, 0, 0)
    column.addWidget(inner)
    return holder


def _point(text: str) -> QWidget:
    row = QWidget()
    line = field_row(heading("•", "muted"), ThaiLabel(text, "muted"), stretches=(0, 1))
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(Space.S)
    row.setLayout(line)
    return row
