"""The people who may log in."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout

from services.accounts.accounts import AccountInput, AccountRow, Accounts
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.formatting import format_time, role_names
from ui.settings.section import Section
from ui.settings.user_dialog import PasswordDialog, UserDialog
from ui.widgets.labels import plain_button, primary_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Users", "ชื่อ–นามสกุล"), 210),
    (QT_TRANSLATE_NOOP("Users", "ชื่อผู้ใช้"), 116),
    (QT_TRANSLATE_NOOP("Users", "หน้าที่"), 260),
    (QT_TRANSLATE_NOOP("Users", "การใช้งาน"), 160),
)


class AccountsModel(RowsModel[AccountRow]):
    """Hold the accounts shown."""

    def __init__(self) -> None:
        super().__init__("Users", [title for title, _width in COLUMNS])

    def row_of(self, account_id: int) -> int:
        """Return where an account stands, -1 for nowhere."""
        return next((number for number, row in enumerate(self._rows) if row.id == account_id), -1)

    def cell(self, row: AccountRow, column: int, role: int) -> Any:
        standing, tone, icon_name = _standing(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            name = row.display_name
            if role == Qt.ItemDataRole.ToolTipRole:
                name = " – ".join(part for part in (row.display_name, row.position) if part)
            return (name, row.username, _roles(row), standing)[column]
        if column == 3:
            return {TONE_ROLE: tone, ICON_ROLE: icon_name}.get(role)
        return None


def _roles(row: AccountRow) -> str:
    acting = QCoreApplication.translate("Users", "รักษาราชการแทน") if row.acting else ""
    return ", ".join(part for part in (role_names(row.roles), acting) if part)


def _standing(row: AccountRow) -> tuple[str, str, str]:
    if not row.active:
        return QCoreApplication.translate("Users", "ระงับการใช้งาน"), "neutral", "ban"
    if row.locked_until is not None:
        text = QCoreApplication.translate("Users", "พักถึง {time}")
        return text.format(time=format_time(row.locked_until.time())), "danger", "lock"
    if row.failed_logins:
        text = QCoreApplication.translate("Users", "ใส่รหัสผิด {count} ครั้ง")
        return text.format(count=row.failed_logins), "warning", "key-round"
    if row.must_change_password:
        return QCoreApplication.translate("Users", "รอตั้งรหัสผ่าน"), "warning", "key-round"
    return QCoreApplication.translate("Users", "ใช้งานอยู่"), "success", "circle-check"


class UsersSection(Section):
    """Add people, change what they may do, give them a new password, or end their access."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ผู้ใช้งาน")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "คนหนึ่งมีได้หลายหน้าที่ ผู้ที่ย้ายหรือพ้นหน้าที่ให้ระงับการใช้งาน ชื่อในประวัติของเรื่องยังอยู่ครบ",
    )

    def __init__(self, desk: Desk, accounts: Accounts) -> None:
        super().__init__(desk, scrolls=False)
        self._accounts = accounts
        self._select: int | None = None
        self.model = AccountsModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("ผู้ใช้งาน"))
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=2)
        self.add_button = primary_button(self.tr("เพิ่มผู้ใช้"), "plus")
        self.edit_button = plain_button(self.tr("แก้ไข"), "pencil")
        self.password_button = plain_button(self.tr("ตั้งรหัสผ่านใหม่"), "key-round")
        self.unlock_button = plain_button(self.tr("ปลดการพัก"), "rotate-ccw")
        self.unlock_button.setToolTip(self.tr("ให้ลองเข้าสู่ระบบได้ทันที หลังใส่รหัสผ่านผิดหลายครั้ง"))
        self.stop_button = plain_button(self.tr("ระงับการใช้งาน"), "ban")
        row = QHBoxLayout()
        for button in (
            self.add_button,
            self.edit_button,
            self.password_button,
            self.stop_button,
            self.unlock_button,
        ):
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(self.edit)
        self.password_button.clicked.connect(self.reset_password)
        self.unlock_button.clicked.connect(self.unlock)
        self.stop_button.clicked.connect(self.stop_or_resume)
        self.table.opened.connect(lambda _index: self.edit())
        self.table.rowChanged.connect(lambda _index: self._show_buttons())
        self._show_buttons()

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._accounts.list_accounts(self.desk.actor), self._show, self.show_error, owner=self
        )

    def chosen(self) -> AccountRow | None:
        """Return the account that the cursor is on."""
        row = self.table.current_row()
        return self.model.row_at(row) if 0 <= row < self.model.rowCount() else None

    def add(self) -> None:
        """Ask for a new person."""
        UserDialog(self.desk, self._accounts, None, self._on_saved, self.window()).open()

    def edit(self) -> None:
        """Change the person chosen."""
        if account := self.chosen():
            UserDialog(self.desk, self._accounts, account, self._on_saved, self.window()).open()

    def reset_password(self) -> None:
        """Give the person chosen a new password."""
        if account := self.chosen():
            PasswordDialog(self.desk, self._accounts, account, self._on_password_set, self.window()).open()

    def unlock(self) -> None:
        """Let the person chosen try again at once after wrong passwords."""
        account = self.chosen()
        if account is None:
            return
        command = new_command_id()
        self.unlock_button.setEnabled(False)
        self.desk.runner.write(
            lambda: self._accounts.unlock(self.desk.actor, account.id, command),
            lambda _nothing: self._on_unlocked(account),
            self._on_refused,
            owner=self,
        )

    def stop_or_resume(self) -> None:
        """End the access of the person chosen, or give it back."""
        account = self.chosen()
        if account is None or (account.active and not self._sure(account)):
            return
        content = AccountInput(
            username=account.username,
            display_name=account.display_name,
            position=account.position,
            roles=account.roles,
            active=not account.active,
            head_of_office=account.head_of_office,
        )
        command = new_command_id()
        self.stop_button.setEnabled(False)
        self.desk.runner.write(
            lambda: self._accounts.change_account(
                self.desk.actor, account.id, account.version, content, command
            ),
            self._on_saved,
            self._on_refused,
            owner=self,
        )

    def _sure(self, account: AccountRow) -> bool:
        return self.desk.feedback.confirm(
            self.tr("ระงับการใช้งานของ {name} หรือไม่").format(name=account.display_name),
            self.tr("ผู้นี้จะเข้าสู่ระบบไม่ได้ เรื่องที่รับผิดชอบอยู่ยังคงเดิม โปรดมอบหมายผู้อื่นแทน"),
            yes=self.tr("ระงับการใช้งาน"),
            danger=True,
        )

    def _on_refused(self, error: Any) -> None:
        self.desk.feedback.error(error)
        self.load()

    def _on_saved(self, saved: AccountRow) -> None:
        self.desk.feedback.saved(self.tr("บันทึกผู้ใช้ {name} แล้ว").format(name=saved.display_name))
        self._select = saved.id
        self.load()

    def _on_unlocked(self, account: AccountRow) -> None:
        self.desk.feedback.saved(self.tr("{name} เข้าสู่ระบบได้แล้ว").format(name=account.display_name))
        self.load()

    def _on_password_set(self) -> None:
        self.desk.feedback.saved(self.tr("ตั้งรหัสผ่านใหม่แล้ว ผู้ใช้ต้องเปลี่ยนเองเมื่อเข้าครั้งต่อไป"))
        self.load()

    def _show(self, rows: list[AccountRow]) -> None:
        chosen = self.chosen()
        wanted = self._select if self._select is not None else (chosen.id if chosen else None)
        self._select = None
        self.model.set_rows(rows)
        row = self.model.row_of(wanted) if wanted is not None else -1
        if rows:
            self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
        self._show_buttons()

    def _show_buttons(self) -> None:
        account = self.chosen()
        for button in (self.edit_button, self.password_button, self.stop_button):
            button.setEnabled(account is not None)
        waits = account is not None and (account.locked_until is not None or account.failed_logins > 0)
        self.unlock_button.setVisible(waits)
        self.unlock_button.setEnabled(waits)
        stops = account is None or account.active
        self.stop_button.setText(self.tr("ระงับการใช้งาน") if stops else self.tr("ให้ใช้งานอีกครั้ง"))
