"""Ask for a password of one's own before the first page, after somebody else has set it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts
from services.errors import DomainError, Invalid
from services.permissions import Actor
from services.unit_of_work import new_command_id
from ui.error_messages import field_sentence, field_texts, sentence
from ui.login.password_pair import KeyboardHint, PasswordPair, password_edit
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, card, heading, primary_button, quiet_button


class ChangePasswordPage(QWidget):
    """Change one's own password, then go on as the actor that results; `left` goes back to the login."""

    left = Signal()

    def __init__(
        self,
        actor: Actor,
        accounts: Accounts,
        runner: TaskRunner,
        on_done: Callable[[Actor], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._actor = actor
        self._accounts = accounts
        self._runner = runner
        self._on_done = on_done
        self._command = new_command_id()
        self._saving = False
        self.old = password_edit()
        self.old_field = FormField(self.tr("รหัสผ่านที่ได้รับ"), self.old, required=True)
        self.pair = PasswordPair(self.tr("รหัสผ่านใหม่"))
        self.banner = Banner(closable=False)
        self.button = primary_button(self.tr("เปลี่ยนรหัสผ่านและเข้าใช้งาน"))
        self.back_button = quiet_button(self.tr("กลับไปหน้าเข้าสู่ระบบ"))
        self.button.clicked.connect(self.submit)
        self.back_button.clicked.connect(lambda _on: self.left.emit())
        self._lay_out()
        self.old.returnPressed.connect(self.pair.first_field.focus_editor)
        self.pair.first.returnPressed.connect(self.pair.second_field.focus_editor)
        self.pair.second.returnPressed.connect(self.submit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Before it is shown nothing in the page takes the keyboard.
        QTimer.singleShot(0, self, self.old_field.focus_editor)

    def submit(self) -> None:
        """Change the password, unless a field is wrong or the change is under way."""
        if self._saving:
            return
        missing = not self.old.text()
        self.old_field.set_error(field_sentence("required") if missing else "")
        if missing:
            self.old_field.focus_editor()
            return
        if not self.pair.check(self._actor.username):
            return
        old, new = self.old.text(), self.pair.password()
        self.banner.hide()
        self._set_saving(True)
        self._runner.write(
            lambda: self._accounts.change_own_password(self._actor, old, new, self._command),
            self._on_done,
            self._show,
            owner=self,
            on_finally=lambda: self._set_saving(False),
        )

    def _show(self, error: DomainError) -> None:
        if isinstance(error, Invalid):
            self.pair.set_error(" ".join(field_texts(error).values()))
            self.pair.first_field.focus_editor()
        elif error.code == "login.failed":
            self.old_field.set_error(self.tr("รหัสผ่านที่ได้รับไม่ถูกต้อง โปรดตรวจแป้นภาษาและ Caps Lock"))
            self.old_field.focus_editor()
        else:
            self.banner.show_text(sentence(error).as_text(), "danger")

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.button.setEnabled(not saving)

    def _lay_out(self) -> None:
        frame, column = card()
        frame.setFixedWidth(620)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.addWidget(heading(self.tr("ตั้งรหัสผ่านของท่านเอง"), "title"))
        text = self.tr("{name} เข้าใช้งานด้วยรหัสผ่านที่ผู้ดูแลระบบตั้งให้ โปรดตั้งรหัสผ่านใหม่ที่ท่านทราบแต่ผู้เดียวก่อนเริ่มงาน")
        column.addWidget(ThaiLabel(text.format(name=self._actor.name), "muted"))
        column.addWidget(self.banner)
        column.addWidget(self.old_field)
        column.addWidget(KeyboardHint(self.old))
        column.addWidget(self.pair)
        column.addWidget(self.button)
        column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)
