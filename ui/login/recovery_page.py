"""Come back by the recovery code when the last administrator's password is forgotten."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts
from services.errors import DomainError, Invalid
from services.unit_of_work import new_command_id
from ui.error_messages import field_sentence, field_texts, sentence
from ui.login.password_pair import KeyboardHint, PasswordPair
from ui.tasks import TaskRunner
from ui.theme import Space, TypeScale, font
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import ThaiLabel, card, heading, plain_button, primary_button

WIDTH = 640


class RecoveryPage(QWidget):
    """Take user name, recovery code and a new password; then show the code that replaces the one used."""

    left = Signal()

    def __init__(self, accounts: Accounts, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accounts = accounts
        self._runner = runner
        self._command = new_command_id()
        self._saving = False
        self.user_name = QLineEdit()
        self.code = QLineEdit()
        for edit in (self.user_name, self.code):
            edit.setMaxLength(200)
        self.user_field = FormField(self.tr("ชื่อผู้ใช้ของผู้ดูแลระบบ"), self.user_name, required=True)
        self.code_field = FormField(
            self.tr("รหัสกู้คืน"),
            self.code,
            required=True,
            help_text=self.tr("จากใบกู้คืน 5 กลุ่ม กลุ่มละ 4 ตัว ตัวพิมพ์ใหญ่หรือเล็กก็ได้"),
        )
        self.pair = PasswordPair(self.tr("รหัสผ่านใหม่"))
        self.banner = Banner(closable=False)
        self.button = primary_button(self.tr("ตั้งรหัสผ่านใหม่"), "key-round")
        self.back_button = plain_button(self.tr("กลับไปหน้าเข้าสู่ระบบ"))
        self.new_code = heading("", "display")
        self.written = QCheckBox(self.tr("จดรหัสใหม่แล้ว หรือจะพิมพ์ใบกู้คืนใหม่ทันทีที่เข้าสู่ระบบ"))
        self.done_button = primary_button(self.tr("ไปหน้าเข้าสู่ระบบ"))
        self._stack = QStackedWidget()
        form = self._form()
        self._lay_out(form)
        self.button.clicked.connect(self.submit)
        self.back_button.clicked.connect(self.left)
        self.done_button.clicked.connect(self.left)
        self.written.toggled.connect(self.done_button.setEnabled)
        FormKeys(form, on_save=self.submit, on_cancel=self.left.emit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.user_field.focus_editor)

    def submit(self) -> None:
        """Set the new password, unless a field is wrong or the work is under way."""
        if self._saving or not self._check():
            return
        code, name, password = self.code.text(), self.user_name.text(), self.pair.password()
        self.banner.hide()
        self._set_saving(True)
        self._runner.write(
            lambda: self._accounts.reset_by_recovery_code(code, name, password, self._command),
            self._show_code,
            self._show_error,
            owner=self,
            on_finally=lambda: self._set_saving(False),
        )

    def shown_code(self) -> str:
        """Return the new code, empty before there is one."""
        return self.new_code.text()

    def _check(self) -> bool:
        for field, edit in ((self.user_field, self.user_name), (self.code_field, self.code)):
            missing = not edit.text().strip()
            field.set_error(field_sentence("required") if missing else "")
            if missing:
                field.focus_editor()
                return False
        return self.pair.check(self.user_name.text().strip())

    def _show_code(self, code: str) -> None:
        self.new_code.setText(code)
        self.code.clear()
        self.pair.first.clear()
        self.pair.second.clear()
        self._stack.setCurrentIndex(1)
        self.written.setFocus()

    def _show_error(self, error: DomainError) -> None:
        if isinstance(error, Invalid):
            texts = field_texts(error)
            self.code_field.set_error(texts.get("code", ""))
            self.pair.set_error(texts.get("password", ""))
            (self.code_field if "code" in texts else self.pair.first_field).focus_editor()
        elif error.code == "login.failed":
            text = self.tr("ชื่อผู้ใช้หรือรหัสกู้คืนไม่ถูกต้อง ใช้ได้เฉพาะบัญชีผู้ดูแลระบบ และรหัสที่ใช้ไปแล้วใช้ซ้ำไม่ได้")
            self.banner.show_text(text, "danger")
            self.code_field.focus_editor()
        else:
            self.banner.show_text(sentence(error).as_text(), "danger")

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.button.setEnabled(not saving)

    def _lay_out(self, form: QWidget) -> None:
        self._stack.addWidget(form)
        self._stack.addWidget(self._result())
        frame, column = card()
        frame.setFixedWidth(WIDTH)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.addWidget(self._stack)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)

    def _form(self) -> QWidget:
        text = self.tr("ใช้รหัสกู้คืนจากใบกู้คืนของสำนักงาน รหัสหนึ่งใช้ได้ครั้งเดียว และการใช้จะลงไว้ในบันทึกการทำงาน")
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        page, column = _column()
        column.addWidget(heading(self.tr("ลืมรหัสผ่านผู้ดูแลระบบ"), "title"))
        column.addWidget(ThaiLabel(text, "muted"))
        column.addWidget(self.banner)
        column.addWidget(self.user_field)
        column.addWidget(self.code_field)
        column.addWidget(KeyboardHint(self.user_name, self.code))
        column.addWidget(self.pair)
        column.addLayout(buttons)
        return page

    def _result(self) -> QWidget:
        page, column = _column()
        column.addWidget(heading(self.tr("ตั้งรหัสผ่านใหม่แล้ว"), "title"))
        text = self.tr("รหัสกู้คืนเดิมใช้ไม่ได้แล้ว รหัสใหม่แสดงเพียงครั้งนี้ โปรดจดลงใบกู้คืนฉบับปัจจุบันแทนรหัสเดิม แล้วเก็บในที่ปลอดภัย")
        column.addWidget(ThaiLabel(text))
        self.new_code.setFont(font(TypeScale.DISPLAY, bold=True))
        self.new_code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.new_code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new_code.setAccessibleName(self.tr("รหัสกู้คืนใหม่"))
        column.addSpacing(Space.M)
        column.addWidget(self.new_code)
        column.addSpacing(Space.M)
        later = self.tr(
            "หากไม่มีใบกู้คืนฉบับปัจจุบันให้จด โปรดเข้าสู่ระบบแล้วพิมพ์ใบใหม่ที่หน้าตั้งค่าสำนักงาน "
            "หัวข้อความปลอดภัย โดยเลือกออกรหัสกู้คืนใหม่ ใบใหม่จะมีรหัสใหม่อีกรหัสหนึ่งแทนรหัสนี้"
        )
        column.addWidget(ThaiLabel(later, "muted"))
        column.addWidget(self.written)
        self.done_button.setEnabled(False)
        column.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page


def _column() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.S)
    return page, column
