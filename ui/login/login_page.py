"""Ask who is there, before anything is shown."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from ui.icons import icon, pixmap
from ui.theme import Space, set_tone
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField
from ui.widgets.labels import card, heading, plain_button, primary_button, quiet_button

DEMO_LOGINS = (
    ("front", "front_desk"),
    ("officer", "officer"),
    ("supervisor", "supervisor"),
    ("admin", "administrator"),
    ("viewer", "viewer"),
)
DEMO_PASSWORD = "demo"  # noqa: S105 - the throw-away office's password is printed on its login page


class LoginPage(QWidget):
    """Take a user name and a password; the caller checks them and answers.

    Call `set_busy(True)` while the password is checked, then `show_error` or `reset`.
    """

    login_asked = Signal(str, str)
    recovery_asked = Signal()

    def __init__(
        self,
        office_name: str,
        on_login: Callable[[str, str], None] | None = None,
        *,
        demo: bool = False,
        demo_logins: Sequence[tuple[str, str]] = DEMO_LOGINS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.user_name = QLineEdit()
        self.password = QLineEdit()
        self.button = primary_button(self.tr("เข้าสู่ระบบ"))
        self.forgotten = quiet_button(self.tr("ลืมรหัสผ่านผู้ดูแลระบบ"))
        self.banner = Banner(closable=False)
        self._caps = QLabel()
        self._progress = QProgressBar()
        self._user_field = FormField(self.tr("ชื่อผู้ใช้"), self.user_name)
        self._password_field = FormField(self.tr("รหัสผ่าน"), self.password)
        self._busy = False
        self._prepare()
        self._lay_out(office_name, demo_logins if demo else ())
        if on_login is not None:
            self.login_asked.connect(on_login)

    def set_busy(self, busy: bool) -> None:
        """Show that the password is being checked; a second Enter does nothing meanwhile."""
        self._busy = busy
        self._progress.setTextVisible(False)
        self._progress.setMaximum(0 if busy else 1)
        policy = self._progress.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._progress.setSizePolicy(policy)
        self._progress.setVisible(busy)
        self.button.setEnabled(not busy)
        self.button.setText(self.tr("กำลังตรวจสอบ") if busy else self.tr("เข้าสู่ระบบ"))
        self.user_name.setReadOnly(busy)
        self.password.setReadOnly(busy)

    def show_error(self, text: str) -> None:
        """Say why the way in stays shut; the user name stays, the password is marked for retyping."""
        self.set_busy(False)
        self.banner.show_text(text, "danger")
        self.password.setFocus()
        self.password.selectAll()

    def show_notice(self, text: str) -> None:
        """Say why somebody who was at work stands here again."""
        self.banner.show_text(text, "warning")

    def error(self) -> str:
        """Return the error shown."""
        return self.banner.text()

    def reset(self) -> None:
        """Empty the page for the next person."""
        self.set_busy(False)
        self.banner.hide()
        self.user_name.clear()
        self.password.clear()
        self.user_name.setFocus()

    def submit(self) -> None:
        """Ask to log in with what is typed."""
        if self._busy:
            return
        name, word = self.user_name.text().strip(), self.password.text()
        self._user_field.set_error("" if name else self.tr("โปรดกรอกชื่อผู้ใช้"))
        self._password_field.set_error("" if word else self.tr("โปรดกรอกรหัสผ่าน"))
        if not name or not word:
            (self.password if name else self.user_name).setFocus()
            return
        self.banner.hide()
        self.set_busy(True)
        self.login_asked.emit(name, word)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._watch_caps_lock(event)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_enter(watched, event)
                return True
        return False

    def _on_enter(self, watched: QObject, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        if watched is self.user_name and not self.password.text():
            self.password.setFocus()
        else:
            self.submit()

    def _watch_caps_lock(self, event: QKeyEvent) -> None:
        """Tell Caps Lock by its effect: an upper-case letter without Shift, or the other way round."""
        text = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._show_caps(not self._caps.text())
        elif text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._show_caps(text.isupper() != shift)
        elif text and "\u0e00" <= text <= "\u0e7f":
            self._caps.setText(self.tr("แป้นพิมพ์เป็นภาษาไทย"))

    def _show_caps(self, on: bool) -> None:
        self._caps.setText(self.tr("Caps Lock เปิดอยู่") if on else "")

    def _prepare(self) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData)
        for edit in (self.user_name, self.password):
            edit.setMaxLength(200)
            edit.installEventFilter(self)
        reveal = self.password.addAction(icon("eye", "text_muted"), QLineEdit.ActionPosition.TrailingPosition)
        reveal.setCheckable(True)
        reveal.setText(self.tr("แสดงรหัสผ่าน"))
        reveal.setToolTip(self.tr("แสดงรหัสผ่าน"))
        modes = QLineEdit.EchoMode
        reveal.toggled.connect(lambda on: self.password.setEchoMode(modes.Normal if on else modes.Password))
        set_tone(self._caps, "warning")
        self._caps.setMinimumHeight(self._caps.fontMetrics().height())
        self.button.clicked.connect(self.submit)
        self.forgotten.clicked.connect(self.recovery_asked)

    def _lay_out(self, office_name: str, demo_logins: Sequence[tuple[str, str]]) -> None:
        frame, column = card()
        frame.setFixedWidth(420)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        mark = QLabel()
        mark.setPixmap(pixmap("inbox", 32, "accent", self.devicePixelRatioF()))
        column.addWidget(mark)
        column.addWidget(heading(self.tr("รับเรื่อง"), "display"))
        office = heading(office_name, "muted")
        office.setWordWrap(True)
        column.addWidget(office)
        column.addWidget(self.banner)
        column.addWidget(self._user_field)
        column.addWidget(self._password_field)
        column.addWidget(self._caps)
        column.addWidget(self.button)
        column.addWidget(self._progress)
        column.addWidget(self.forgotten, 0, Qt.AlignmentFlag.AlignLeft)
        column.setSpacing(Space.S)
        self.set_busy(False)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addStretch(1)
        row.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        if demo_logins:
            row.addWidget(self._demo_card(demo_logins), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(2)

    def _demo_card(self, logins: Sequence[tuple[str, str]]) -> QWidget:
        from ui.formatting import role_name

        frame, column = card()
        frame.setFixedWidth(400)
        column.setSpacing(Space.XS)
        text = self.tr("สำนักงานตัวอย่าง รหัสผ่านทุกบัญชีคือ {password}").format(password=DEMO_PASSWORD)
        column.addWidget(heading(text, "label"))
        column.addSpacing(Space.XS)
        grid = QGridLayout()
        grid.setVerticalSpacing(Space.XS)
        grid.setHorizontalSpacing(Space.M)
        grid.setColumnStretch(1, 1)
        for row, (name, role) in enumerate(logins):
            choose = plain_button(name)
            choose.setAccessibleName(self.tr("ใช้บัญชี {name}").format(name=name))
            choose.clicked.connect(lambda _on=False, chosen=name: self._fill_in(chosen))
            grid.addWidget(choose, row, 0)
            grid.addWidget(heading(role_name(role), "muted"), row, 1)
        column.addLayout(grid)
        return frame

    def _fill_in(self, name: str) -> None:
        self.user_name.setText(name)
        self.password.setText(DEMO_PASSWORD)
        self.button.setFocus()
