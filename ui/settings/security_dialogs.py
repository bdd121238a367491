"""The dialogs about the key: each asks for the own password once more."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from services.errors import DomainError
from services.keys.custody import KeyCustody, KeyState
from services.keys.opening import KeySetUp
from ui.desk import Desk
from ui.error_messages import field_sentence, sentence
from ui.login.password_pair import password_edit
from ui.settings.form_dialog import FormDialog
from ui.setup.encryption import KEPT, PASSPHRASE, EncryptionChoice
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel

AT_PASSWORD = frozenset({"login.failed", "login.locked"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("SecurityDialogs", text)


class PasswordedDialog(FormDialog):
    """Ask for the own password beneath whatever else is asked."""

    def __init__(
        self, title: str, accept: str, desk: Desk, custody: KeyCustody, parent: QWidget | None
    ) -> None:
        super().__init__(title, accept, parent)
        self._desk = desk
        self._custody = custody
        self.password = password_edit()
        self.password_field = FormField(_tr("รหัสผ่านของท่าน"), self.password, required=True)

    def add_password(self) -> None:
        """Put the password beneath what was added so far."""
        self.body.addLayout(field_row(self.password_field, QWidget()))

    def check(self) -> bool:
        missing = not self.password.text()
        self.password_field.set_error(field_sentence("required") if missing else "")
        if missing:
            self.password_field.focus_editor()
        return not missing

    def show_failure(self, error: DomainError) -> None:
        if error.code in AT_PASSWORD:
            said = sentence(error)
            self.password_field.set_error(f"{said.title} {said.next}")
            self.password_field.focus_editor()
            self.password.selectAll()
            self.fit()
            return
        super().show_failure(error)

    def show_errors(self, texts: dict[str, str]) -> None:
        self.banner.show_text(" ".join(texts.values()), "danger")


class PrintSheetDialog(PasswordedDialog):
    """Say what the sheet is, and whether the recovery code is made anew."""

    def __init__(
        self, desk: Desk, custody: KeyCustody, on_made: Callable[[bytes], None], parent: QWidget | None
    ) -> None:
        super().__init__(_tr("พิมพ์ใบกู้คืน"), _tr("แสดงใบกู้คืน"), desk, custody, parent)
        self._on_made = on_made
        self.new_code = QCheckBox(_tr("ออกรหัสกู้คืนของผู้ดูแลระบบใหม่ รหัสเดิมจะใช้ไม่ได้"))
        self.new_code.setChecked(True)
        self.body.addWidget(
            ThaiLabel(
                _tr("ใบนี้มีกุญแจของสำนักงาน การพิมพ์แต่ละครั้งจะลงในบันทึกการทำงาน โปรดพิมพ์เมื่อไม่มีผู้อื่นเห็นหน้าจอ"), "muted"
            )
        )
        self.body.addWidget(self.new_code)
        self.add_password()
        self.password_field.focus_editor()

    def submit(self) -> None:
        password, new_code = self.password.text(), self.new_code.isChecked()
        actor, custody, command = self._desk.actor, self._custody, self.command
        self._desk.runner.write(
            lambda: custody.print_recovery_sheet(actor, password, command, new_code=new_code),
            self._made,
            self.show_failure,
            owner=self,
            on_finally=lambda: self.set_saving(False),
        )

    def _made(self, content: bytes) -> None:
        self.accept()
        self._on_made(content)


class UnlockDialog(PasswordedDialog):
    """Choose between this computer's key store and a passphrase."""

    def __init__(
        self,
        desk: Desk,
        custody: KeyCustody,
        state: KeyState,
        on_changed: Callable[[], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(_tr("เปลี่ยนวิธีเก็บกุญแจ"), _tr("เปลี่ยน"), desk, custody, parent)
        self._on_changed = on_changed
        self.choice = EncryptionChoice((KEPT, PASSPHRASE))
        self.choice.changed.connect(lambda _way: self.fit())
        self.body.addWidget(self.choice)
        self.add_password()
        self.choice.set_way(PASSPHRASE if state.unlock == PASSPHRASE else KEPT)
        self.password_field.focus_editor()

    def check(self) -> bool:
        return self.choice.check() and super().check()

    def submit(self) -> None:
        password, set_up = self.password.text(), self.choice.set_up()
        actor, custody, command = self._desk.actor, self._custody, self.command
        self._desk.runner.write(
            lambda: custody.change_unlock(actor, password, set_up, command),
            lambda _done: self._changed(),
            self.show_failure,
            owner=self,
            on_finally=lambda: self.set_saving(False),
        )

    def _changed(self) -> None:
        self.accept()
        self._on_changed()


class SwitchDialog(PasswordedDialog):
    """Say what switching does, and take how the key is to be kept."""

    def __init__(
        self,
        desk: Desk,
        custody: KeyCustody,
        state: KeyState,
        on_allowed: Callable[[KeySetUp], None],
        parent: QWidget | None,
    ) -> None:
        title = _tr("เลิกเข้ารหัสข้อมูล") if state.encrypted else _tr("เข้ารหัสข้อมูล")
        super().__init__(title, title, desk, custody, parent)
        self._on_allowed = on_allowed
        self.choice: EncryptionChoice | None = None
        if state.encrypted:
            self._explain(_tr("ผู้ที่คัดลอกโฟลเดอร์ข้อมูลไปจะอ่านชื่อและเรื่องของผู้ร้องเรียนได้ทั้งหมด"))
        else:
            self._explain(
                _tr(
                    "ชุดสำรองที่เก็บไว้ที่อื่นก่อนหน้านี้ยังอ่านได้ โปรดสำรองข้อมูลใหม่แล้วทำลายชุดเดิม "
                    "ชุดสำรองในโฟลเดอร์ข้อมูลจะเข้ารหัสด้วย และสำเนาที่โปรแกรมเก็บไว้เองจะถูกลบ"
                )
            )
            self.choice = EncryptionChoice((KEPT, PASSPHRASE))
            self.choice.changed.connect(lambda _way: self.fit())
            self.body.addWidget(self.choice)
        self._explain(
            _tr(
                "โปรแกรมจะออกจากระบบ ทำสำเนาทั้งหมด ตรวจสำเนาทุกรายการ แล้วจึงใช้แทนของเดิม "
                "หากไม่สำเร็จหรือไฟดับ ข้อมูลเดิมยังอยู่ครบ"
            )
        )
        self.add_password()
        self.password_field.focus_editor()

    def check(self) -> bool:
        return (self.choice is None or self.choice.check()) and super().check()

    def submit(self) -> None:
        password, actor, custody = self.password.text(), self._desk.actor, self._custody
        set_up = self.choice.set_up() if self.choice is not None else KeySetUp()
        self._desk.runner.write(
            lambda: custody.allow_switch(actor, password, encrypt=set_up.encrypt),
            lambda _done: self._allowed(set_up),
            self.show_failure,
            owner=self,
            on_finally=lambda: self.set_saving(False),
        )

    def _allowed(self, set_up: KeySetUp) -> None:
        self.accept()
        self._on_allowed(set_up)

    def _explain(self, text: str) -> None:
        self.body.addWidget(ThaiLabel(text, "muted"))
