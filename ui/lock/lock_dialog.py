"""Ask for the password of the person whose session is locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import pixmap
from ui.login.password_pair import KeyboardHint, password_edit
from ui.theme import Space
from ui.widgets.fields import FormField
from ui.widgets.keyboard import press_with_enter
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button

WIDTH = 440


class LockDialog(QDialog):
    """Stand before everything else until the right password is typed; neither Esc nor closing opens it."""

    unlock_asked = Signal(str)
    switch_asked = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlags(
            Qt.WindowType.Dialog | Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
        )
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(self.tr("รับเรื่อง"))
        self.setFixedWidth(WIDTH)
        self._busy = False
        self._over = False
        self.password = password_edit()
        self.field = FormField(self.tr("รหัสผ่านของ {name}").format(name=name), self.password)
        self.button = primary_button(self.tr("ปลดล็อก"))
        self.switch_button = plain_button(self.tr("เปลี่ยนผู้ใช้"), "log-out")
        self.button.setDefault(True)
        self.switch_button.setAutoDefault(False)
        self.button.clicked.connect(self.submit)
        self.switch_button.clicked.connect(self.switch_asked)
        self._lay_out()
        press_with_enter(self)  # on the button that has the keyboard, not always on the default one
        self.password.setFocus()

    def submit(self) -> None:
        """Ask to unlock with what is typed."""
        if self._busy:
            return
        if not self.password.text():
            self.show_error(self.tr("โปรดกรอกรหัสผ่าน"))
            return
        self.field.set_error("")
        self.set_busy(True)
        self.unlock_asked.emit(self.password.text())

    def show_error(self, text: str) -> None:
        """Say why the lock stays shut, the password marked for retyping."""
        self.field.set_error(text)
        self.password.selectAll()
        self.password.setFocus()
        self.layout().activate()
        self.resize(self.width(), self.layout().totalHeightForWidth(self.width()))

    def error(self) -> str:
        """Return the error shown."""
        return self.field.error()

    def set_busy(self, busy: bool) -> None:
        """Show that the password is being checked; a second Enter does nothing meanwhile."""
        self._busy = busy
        self.button.setEnabled(not busy)
        self.switch_button.setEnabled(not busy)
        self.password.setReadOnly(busy)
        self.button.setText(self.tr("กำลังตรวจสอบ") if busy else self.tr("ปลดล็อก"))

    def come_up(self) -> None:
        """Stand before a window that has just been shown."""
        self.hide()
        self.show()
        self.raise_()
        self.activateWindow()
        self.password.setFocus()

    def leave(self) -> None:
        """Go for good."""
        self._over = True
        self.close()
        self.deleteLater()

    def reject(self) -> None:
        """Stay: Esc opens nothing."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self._over)

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(pixmap("lock", 32, "accent", self.devicePixelRatioF()))
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.button)
        buttons.addWidget(self.switch_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(mark)
        column.addWidget(heading(self.tr("หน้าจอล็อกอยู่"), "title"))
        column.addWidget(ThaiLabel(self.tr("งานที่เปิดไว้และข้อความที่พิมพ์ค้างยังอยู่ครบ"), "muted"))
        column.addSpacing(Space.S)
        column.addWidget(self.field)
        column.addWidget(KeyboardHint(self.password))
        column.addLayout(buttons)
