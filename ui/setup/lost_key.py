"""What can be done when there is no key and no recovery sheet."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.errors import DomainError
from ui.error_messages import sentence
from ui.login.password_pair import password_edit
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, heading, plain_button, rule

ReplaceKey = Callable[[str, str], Any]


class LostKeyPanel(QWidget):
    """Say that encrypted data stay shut; for others let an administrator go on with a new key.

    restore leads to a copy that opens otherwise: made before the data were encrypted, or with another key.
    """

    replaced = Signal()

    def __init__(
        self,
        runner: TaskRunner,
        replace_key: ReplaceKey,
        *,
        encrypted: bool,
        restore: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._runner = runner
        self._replace = replace_key
        self.username = QLineEdit()
        self.password = password_edit()
        self.user_field = FormField(self.tr("ชื่อผู้ใช้ของผู้ดูแลระบบ"), self.username, required=True)
        self.password_field = FormField(self.tr("รหัสผ่าน"), self.password, required=True)
        self.button = plain_button(self.tr("ใช้กุญแจใหม่"), "refresh-cw")
        self.text = ThaiLabel("", "muted")
        self.restore_button = plain_button(self.tr("กู้จากชุดสำรองอื่น…"), "rotate-ccw")
        self.restore_button.setVisible(restore is not None)
        if restore is not None:
            self.restore_button.clicked.connect(lambda _on: restore())
        self._lay_out(encrypted)

    def take_keyboard(self) -> None:
        """Put the keyboard into the first field."""
        if not self.user_field.isHidden():
            self.user_field.focus_editor()
        else:
            self.restore_button.setFocus()

    def replace(self) -> None:
        """Ask for the new key."""
        if not self.button.isEnabled():
            return
        username, password = self.username.text(), self.password.text()
        self.button.setEnabled(False)
        self._runner.read(
            lambda: self._replace(username, password),
            lambda _key: self.replaced.emit(),
            self._on_failed,
            owner=self,
            on_finally=lambda: self.button.setEnabled(True),
        )

    def _on_failed(self, error: DomainError) -> None:
        said = sentence(error)
        self.password_field.set_error(f"{said.title} {said.next}")
        self.password_field.focus_editor()

    def _lay_out(self, encrypted: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(rule())
        column.addWidget(heading(self.tr("เมื่อไม่มีใบกู้คืน")))
        column.addWidget(self.text)
        if encrypted:
            self.text.setText(
                self.tr(
                    "ข้อมูลนี้เข้ารหัสไว้ หากไม่มีกุญแจ ไม่มีผู้ใดเปิดได้ รวมทั้งผู้พัฒนาโปรแกรม และชุดสำรองก็ใช้กุญแจเดียวกัน "
                    "โปรดหาใบกู้คืนจากซองที่ปิดผนึกไว้ หรือใช้เครื่องและบัญชีผู้ใช้ที่เคยเปิดข้อมูลนี้ "
                    "โปรแกรมไม่ได้ลบหรือแก้ไขสิ่งใด ข้อมูลยังอยู่ครบและเปิดได้ทันทีที่พบกุญแจ "
                    "หากมีชุดสำรองที่ไม่ได้เข้ารหัสหรือใช้กุญแจอื่นที่ยังมีอยู่ กู้จากชุดนั้นได้"
                )
            )
            self.user_field.hide()
            column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
            return
        self.text.setText(
            self.tr(
                "ข้อมูลนี้ไม่ได้เข้ารหัส จึงใช้งานต่อได้ด้วยกุญแจใหม่ ผู้ดูแลระบบต้องยืนยันตัว "
                "บันทึกการทำงานจะระบุว่าเปลี่ยนกุญแจ และบันทึกก่อนหน้านี้จะตรวจด้วยกุญแจไม่ได้จนกว่าจะพบกุญแจเดิม"
            )
        )
        column.addLayout(field_row(self.user_field, self.password_field))
        buttons = QHBoxLayout()
        buttons.addWidget(self.button)
        buttons.addWidget(self.restore_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.button.clicked.connect(lambda _on: self.replace())
        self.username.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.replace)
