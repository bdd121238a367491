"""Dialogs about one person: who it is and what the person may do, and a new password."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from services.accounts.accounts import AccountInput, AccountRow, Accounts
from services.permissions import Role
from services.resources import load_json
from ui.desk import Desk
from ui.error_messages import field_sentence
from ui.formatting import role_name
from ui.login.password_pair import PasswordPair
from ui.settings.form_dialog import FormDialog
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, heading
from ui.widgets.line_edit import LineEdit


class UserDialog(FormDialog):
    """Add a person, or change one."""

    def __init__(
        self,
        desk: Desk,
        accounts: Accounts,
        account: AccountRow | None,
        on_saved: Callable[[AccountRow], None],
        parent: QWidget | None = None,
    ) -> None:
        self._account = account
        adding = QCoreApplication.translate("UserDialog", "เพิ่มผู้ใช้")
        changing = QCoreApplication.translate("UserDialog", "แก้ไขผู้ใช้")
        save = QCoreApplication.translate("UserDialog", "บันทึก")
        super().__init__(adding if account is None else changing, save, parent)
        self._desk = desk
        self._accounts = accounts
        self._on_saved = on_saved
        self.display_name = LineEdit(account.display_name if account else "", limit=200)
        self.position = LineEdit(account.position if account else "", limit=200)
        self.username = LineEdit(account.username if account else "", limit=32)
        self.fields = {
            "display_name": FormField(self.tr("ชื่อ–นามสกุล"), self.display_name, required=True),
            "position": FormField(self.tr("ตำแหน่ง"), self.position),
            "username": FormField(
                self.tr("ชื่อผู้ใช้"),
                self.username,
                required=account is None,
                help_text=self.tr("ตัวอักษรอังกฤษหรือตัวเลข 2–32 ตัว เช่น somchai"),
            ),
        }
        self.passwords = PasswordPair(self.tr("รหัสผ่านเริ่มต้น"))
        self.roles = {role: QCheckBox(role_name(role)) for role in Role}
        self.role_error = ThaiLabel("", "error")
        self.role_help = ThaiLabel(self.tr("เลือกได้มากกว่าหนึ่งหน้าที่"), "help")
        self.head = QCheckBox(self.tr("เป็นหัวหน้าสำนักงาน (คลังจังหวัด)"))
        self._fill()
        self.fields["display_name"].focus_editor()

    def content(self) -> AccountInput:
        """Return the person as typed."""
        return AccountInput(
            username=self.username.text().strip(),
            display_name=self.display_name.text().strip(),
            position=self.position.text().strip(),
            roles=frozenset(role for role, box in self.roles.items() if box.isChecked()),
            active=self._account.active if self._account else True,
            head_of_office=self.head.isChecked(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Enter) and isinstance(watched, QCheckBox):
            text = f"{watched.text()}: {watched.accessibleDescription()}"
            self.role_help.setText(text)
        return super().eventFilter(watched, event)

    def check(self) -> bool:
        content = self.content()
        errors = dict.fromkeys((*self.fields, "roles"), "")
        for name in ("display_name", "username"):
            if not getattr(content, name):
                errors[name] = field_sentence("required")
        if not content.roles:
            errors["roles"] = field_sentence("roles.none")
        right = self._account is not None or self.passwords.check(content.username)
        self.show_errors(errors)
        return right and not any(errors.values())

    def submit(self) -> None:
        content, actor, account = self.content(), self._desk.actor, self._account
        password = self.passwords.password()

        def run() -> AccountRow:
            if account is None:
                return self._accounts.add_account(actor, content, password, self.command)
            return self._accounts.change_account(actor, account.id, account.version, content, self.command)

        self._desk.runner.write(
            run, self._done, self.show_failure, owner=self, on_finally=lambda: self.set_saving(False)
        )

    def _done(self, saved: AccountRow) -> None:
        self.accept()
        self._on_saved(saved)

    def show_errors(self, texts: dict[str, str]) -> None:
        for name, field in self.fields.items():
            if name in texts:
                field.set_error(texts[name])
        if texts.get("password"):
            self.passwords.set_error(texts["password"])
        self.role_error.setText(texts.get("roles", ""))
        self.role_error.setVisible(bool(texts.get("roles")))
        wrong = next((name for name in self.fields if texts.get(name)), "")
        if wrong:
            self.fields[wrong].focus_editor()
        elif texts.get("roles"):
            next(iter(self.roles.values())).setFocus()

    def _fill(self) -> None:
        self.body.addLayout(field_row(*self.fields.values(), stretches=(3, 3, 2)))
        if self._account is None:
            self.body.addWidget(self.passwords)
        else:
            self.username.setReadOnly(True)
            self.fields["username"].set_help(self.tr("ชื่อผู้ใช้เปลี่ยนไม่ได้ เพราะอยู่ในบันทึกการทำงาน"))
        self.body.addWidget(heading(self.tr("หน้าที่"), "label"))
        may = {item["code"]: item["may"] for item in load_json("office/roles.json")["roles"]}
        grid = QGridLayout()
        grid.setVerticalSpacing(0)
        for number, (role, box) in enumerate(self.roles.items()):
            box.setChecked(self._account is not None and role in self._account.roles)
            box.setToolTip(may[role.value])
            box.setAccessibleDescription(may[role.value])
            box.installEventFilter(self)
            grid.addWidget(box, number // 2, number % 2)
        self.body.addLayout(grid)
        self.head.setChecked(self._account is not None and self._account.head_of_office)
        grid.addWidget(self.head, len(self.roles) // 2, len(self.roles) % 2)
        self.role_help.setMinimumHeight(2 * self.role_help.fontMetrics().lineSpacing())
        self.role_help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.role_help)
        self.role_error.hide()
        self.body.addWidget(self.role_error)


class PasswordDialog(FormDialog):
    """Give somebody a new password, to be changed by its holder at the next login."""

    def __init__(
        self,
        desk: Desk,
        accounts: Accounts,
        account: AccountRow,
        on_done: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("PasswordDialog", "ตั้งรหัสผ่านใหม่")
        super().__init__(title, QCoreApplication.translate("PasswordDialog", "ตั้งรหัสผ่าน"), parent)
        self._desk = desk
        self._accounts = accounts
        self._account = account
        self._on_done = on_done
        text = self.tr("{name} ({username}) จะต้องเปลี่ยนรหัสผ่านนี้เองเมื่อเข้าสู่ระบบครั้งต่อไป")
        self.body.addWidget(
            ThaiLabel(text.format(name=account.display_name, username=account.username), "muted")
        )
        self.passwords = PasswordPair(self.tr("รหัสผ่านใหม่"))
        self.body.addWidget(self.passwords)
        self.passwords.first_field.focus_editor()

    def check(self) -> bool:
        return self.passwords.check(self._account.username)

    def submit(self) -> None:
        password = self.passwords.password()
        self._desk.runner.write(
            lambda: self._accounts.set_password(self._desk.actor, self._account.id, password, self.command),
            lambda _nothing: self._done(),
            self.show_failure,
            owner=self,
            on_finally=lambda: self.set_saving(False),
        )

    def _done(self) -> None:
        self.accept()
        self._on_done()

    def show_errors(self, texts: dict[str, str]) -> None:
        self.passwords.set_error(" ".join(texts.values()))
