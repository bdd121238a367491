"""The gate before an office whose key is not at hand: type the passphrase, or the recovery sheet's key."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from services.clock import Clock
from services.container import Services, open_services
from services.errors import DomainError
from services.keys.office_key import OfficeKey
from services.keys.opening import looks_encrypted
from ui.error_messages import field_sentence, sentence
from ui.icons import pixmap
from ui.login.password_pair import KeyboardHint, password_edit
from ui.setup.lost_key import LostKeyPanel, ReplaceKey
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, card, heading, plain_button, primary_button, quiet_button

AT_FIELD = frozenset(
    {"key.unreadable", "key.wrong", "key.wrong_passphrase", "store.wrong_key", "store.damaged"}
)
SIGNS = 56  # of a key: fourteen groups of four
WIDTH = 640


class KeyPage(QWidget):
    """Ask for what opens the office; `opened` brings the open services."""

    opened = Signal(object)
    leave = Signal()
    retry = Signal()

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        runner: TaskRunner,
        error: DomainError,
        replace_key: ReplaceKey,
        parent: QWidget | None = None,
        *,
        restore: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._clock = clock
        self._runner = runner
        self._error = error
        self._encrypted = looks_encrypted(folder)
        self._by_passphrase = error.code == "key.passphrase_needed"
        self.passphrase = password_edit()
        self.key = QLineEdit()
        self.passphrase_field = FormField(self.tr("วลีรหัสผ่าน"), self.passphrase, required=True)
        self.key_field = FormField(self.tr("กุญแจจากใบกู้คืน"), self.key, required=True, help_text=self._help(0))
        self.keep = QCheckBox(self.tr("เก็บกุญแจนี้ไว้ในเครื่องนี้ ครั้งต่อไปไม่ต้องพิมพ์อีก"))
        self.open_button = primary_button(self.tr("เปิดข้อมูล"), "key-round")
        self.other_button = quiet_button("")
        self.lost_button = quiet_button(self.tr("ไม่มีใบกู้คืน"))
        self.leave_button = plain_button(self.tr("ออกจากโปรแกรม"))
        self.lost = LostKeyPanel(runner, replace_key, encrypted=self._encrypted, restore=restore)
        self.said = ThaiLabel("", "muted")
        self._prepare()
        self._lay_out()
        self._show_way()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._focus)

    def open(self) -> None:
        """Try what is typed."""
        if not self.open_button.isEnabled():
            return
        self.key_field.set_error("")
        self.passphrase_field.set_error("")
        field = self.passphrase_field if self._by_passphrase else self.key_field
        typed = self.passphrase.text() if self._by_passphrase else self.key.text()
        if not typed.strip():
            field.set_error(field_sentence("required"))
            field.focus_editor()
            return
        self._set_busy(True)
        self._runner.read(
            self._opener(typed),
            self.opened.emit,
            lambda error: self._on_failed(field, error),
            owner=self,
            on_finally=lambda: self._set_busy(False),
        )

    # --- inner workings

    def _opener(self, typed: str) -> Callable[[], Services]:
        folder, clock, keep = self._folder, self._clock, self.keep.isChecked()
        if self._by_passphrase:
            return lambda: open_services(folder, clock, ask_passphrase=lambda: typed)
        return lambda: open_services(folder, clock, given=OfficeKey.from_text(typed), keep=keep)

    def _on_failed(self, field: FormField, error: DomainError) -> None:
        if error.code not in AT_FIELD:
            self.said.setText(sentence(error).as_text())
            return
        told = sentence(error)
        field.set_error(f"{told.title} {told.next}")
        field.focus_editor()

    def _switch(self) -> None:
        self._by_passphrase = not self._by_passphrase
        self._show_way()
        self._focus()

    def _show_lost(self) -> None:
        self.lost.show()
        self.lost_button.hide()
        self.lost.take_keyboard()

    def _show_way(self) -> None:
        self.passphrase_field.setVisible(self._by_passphrase)
        self.hint.setVisible(self._by_passphrase)
        self.key_field.setVisible(not self._by_passphrase)
        self.keep.setVisible(not self._by_passphrase)
        self.other_button.setVisible(self._error.code == "key.passphrase_needed")
        self.lost_button.setVisible(not self._by_passphrase and self.lost.isHidden())
        to_key = self.tr("ลืมวลีรหัสผ่าน ใช้กุญแจจากใบกู้คืน")
        self.other_button.setText(to_key if self._by_passphrase else self.tr("ใช้วลีรหัสผ่าน"))

    def _focus(self) -> None:
        (self.passphrase_field if self._by_passphrase else self.key_field).focus_editor()

    def _set_busy(self, busy: bool) -> None:
        self.open_button.setEnabled(not busy)
        self.open_button.setText(self.tr("กำลังเปิด") if busy else self.tr("เปิดข้อมูล"))

    def _help(self, signs: int) -> str:
        text = self.tr("14 กลุ่ม กลุ่มละ 4 ตัว พิมพ์เล็กหรือใหญ่ก็ได้ เว้นวรรคหรือไม่ก็ได้ พิมพ์แล้ว {signs} จาก {all} ตัว")
        return text.format(signs=signs, all=SIGNS)

    def _count(self, text: str) -> None:
        self.key_field.set_help(self._help(sum(sign.isalnum() for sign in text)))

    def _prepare(self) -> None:
        self.hint = KeyboardHint(self.passphrase)
        self.key.setMaxLength(400)
        self.key.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        hints = Qt.InputMethodHint
        self.key.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText)
        self.key.textChanged.connect(self._count)
        for edit in (self.key, self.passphrase):
            edit.returnPressed.connect(self.open)
        self.keep.setChecked(self._error.code != "key.passphrase_needed")
        self.lost.hide()
        self.lost.replaced.connect(self.retry)
        self.open_button.clicked.connect(lambda _on: self.open())
        self.other_button.clicked.connect(lambda _on: self._switch())
        self.lost_button.clicked.connect(lambda _on: self._show_lost())
        self.leave_button.clicked.connect(lambda _on: self.leave.emit())
        for button in (self.open_button, self.leave_button, self.other_button, self.lost_button):
            button.setAutoDefault(True)

    def _lay_out(self) -> None:
        frame, column = card()
        frame.setFixedWidth(WIDTH)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        mark = QLabel()
        mark.setPixmap(pixmap("key-round", 32, "accent", self.devicePixelRatioF()))
        column.addWidget(mark)
        column.addWidget(heading(self.tr("เปิดข้อมูลของสำนักงาน"), "title"))
        self.said.setText(_why(self._error, encrypted=self._encrypted))
        column.addWidget(self.said)
        for widget in (self.passphrase_field, self.hint, self.key_field, self.keep):
            column.addWidget(widget)
        row = QHBoxLayout()
        for button in (self.open_button, self.leave_button, self.other_button, self.lost_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.lost)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)


def _why(error: DomainError, *, encrypted: bool) -> str:
    if error.code in ("store.damaged", "store.wrong_key"):
        return QCoreApplication.translate(
            "KeyPage", "ไฟล์ข้อมูลอาจเข้ารหัสไว้และขาดไฟล์ข้อมูลกุญแจ หากกุญแจถูกต้อง โปรแกรมจะเปิดข้อมูลและสร้างไฟล์นั้นให้ใหม่"
        )
    if error.code == "key.missing":
        said = (
            QCoreApplication.translate(
                "KeyPage", "ข้อมูลนี้เข้ารหัสไว้ และไม่พบกุญแจในเครื่องนี้ โปรดพิมพ์กุญแจจากใบกู้คืนที่มีรหัสกุญแจ {key_id}"
            )
            if encrypted
            else QCoreApplication.translate(
                "KeyPage", "ไม่พบกุญแจที่ใช้ตรวจบันทึกการทำงานในเครื่องนี้ โปรดพิมพ์กุญแจจากใบกู้คืนที่มีรหัสกุญแจ {key_id}"
            )
        )
        return said.format(key_id=error.params.get("key_id", ""))
    said_by_code = sentence(error)
    return " ".join(part for part in (said_by_code.title, said_by_code.next) if part)
