"""Look at a copy before it takes the place of the data: checked, compared, agreed to."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from services.backup.restoring import Preview, Restoring
from services.backup.staging import Staged, discard
from services.errors import DomainError
from services.keys.office_key import OfficeKey
from services.keys.opening import AskPassphrase
from ui.backup.comparison import Line, change_lines, comparison_rows
from ui.error_messages import field_sentence, sentence
from ui.login.password_pair import password_edit
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField, field_row
from ui.widgets.fitting import fit_height
from ui.widgets.keyboard import press_with_enter
from ui.widgets.labels import ThaiLabel, danger_button, heading, plain_button
from ui.widgets.line_edit import LineEdit

WIDTH = 680
ASKS_KEY = frozenset({"backup.no_key", "backup.wrong_key", "key.unreadable"})
ASKS_PASSPHRASE = frozenset({"key.passphrase_needed", "key.wrong_passphrase"})
AT_LOGIN = frozenset({"login.failed", "login.locked", "login.inactive", "not_allowed"})


def _tr(text: str) -> str:
    return QCoreApplication.translate("RestoreDialog", text)


class RestoreDialog(QDialog):
    """Bring a copy beside the data, show what would change, and take the agreement.

    by names who restores; where nobody can be logged in (None), an administrator of the copy is asked.
    `agreed` carries the staged copy and the name; turned down, the staged copy is taken away.
    """

    agreed = Signal(object, str)

    def __init__(
        self,
        runner: TaskRunner,
        restoring: Restoring,
        source: Path,
        by: str | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("กู้ข้อมูลจากชุดสำรอง"))
        self.setMinimumWidth(WIDTH)
        self._runner = runner
        self._restoring = restoring
        self._source = source
        self._by = by
        self._staged: Staged | None = None
        self._looking = False
        self._stop_asked = False
        self.banner = Banner(closable=False)
        self.progress = QProgressBar()
        self.secret = LineEdit(limit=200)
        self.secret_field = FormField(_tr("กุญแจจากใบกู้คืน"), self.secret)
        self.try_button = plain_button(_tr("ลองเปิดด้วยกุญแจนี้"), "key-round")
        self.preview_part = QWidget()
        self.user = LineEdit(limit=64)
        self.password = password_edit()
        self.user_field = FormField(_tr("ชื่อผู้ใช้ของผู้ดูแลระบบ"), self.user, required=True)
        self.password_field = FormField(_tr("รหัสผ่าน"), self.password, required=True)
        self.understood = QCheckBox(_tr("เข้าใจแล้วว่าข้อมูลปัจจุบันจะถูกแทนด้วยชุดสำรองนี้ และทุกคนต้องเข้าสู่ระบบใหม่"))
        self.restore_button = danger_button(_tr("กู้ข้อมูล"), "rotate-ccw")
        self.cancel_button = plain_button(_tr("ยกเลิก"))
        self._lay_out()
        self.understood.toggled.connect(self.restore_button.setEnabled)
        self.restore_button.clicked.connect(lambda _on: self.agree())
        self.cancel_button.clicked.connect(lambda _on: self.reject())
        self.try_button.clicked.connect(lambda _on: self.look())
        self.secret.returnPressed.connect(self.look)
        self.user.returnPressed.connect(self.password_field.focus_editor)
        self.password.returnPressed.connect(self._on_password)
        press_with_enter(self)
        self.look()

    def look(self) -> None:
        """Bring the copy beside the data and check it, with the key typed where one is asked for."""
        if self._looking:
            return
        try:
            given, passphrase = self._secrets()
        except DomainError as error:
            self.secret_field.set_error(sentence(error).title)
            return
        self._looking = True
        self.banner.hide()
        self.secret_field.set_error("")
        self.try_button.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        restoring, source = self._restoring, self._source
        self._runner.work(
            lambda job: _looked_at(
                restoring,
                restoring.stage(
                    source,
                    job.progress,
                    lambda: self._stop_asked or job.cancelled(),
                    given=given,
                    ask_passphrase=passphrase,
                ),
            ),
            self._on_looked,
            self._on_failed,
            owner=self,
            on_progress=self._show_progress,
            on_finally=self._on_ended,
        )

    def agree(self) -> None:
        """Hand the copy over to be put in place, once it is known who agrees."""
        staged = self._staged
        if staged is None or not self.understood.isChecked():
            return
        if self._by is not None:
            self._hand_over(staged, self._by)
            return
        user, password = self.user.text().strip(), self.password.text()
        for field, text in ((self.user_field, user), (self.password_field, password)):
            field.set_error("" if text else field_sentence("required"))
        if not user or not password:
            return
        self.restore_button.setEnabled(False)
        restoring = self._restoring
        self._runner.write(
            lambda: restoring.log_in(staged, user, password),
            lambda name: self._hand_over(staged, name),
            self._on_failed,
            owner=self,
            on_finally=lambda: self.restore_button.setEnabled(self.understood.isChecked()),
        )

    def _on_password(self) -> None:
        """Go on from the password: to the tick that is wanting, or to the restore."""
        if self.understood.isChecked():
            self.agree()
        else:
            self.understood.setFocus()

    def reject(self) -> None:
        """Turn back; what was staged is taken away."""
        self._stop_asked = True
        if self._looking:
            self.cancel_button.setEnabled(False)
            return  # it closes when the work has ended
        if self._staged is not None:
            discard(self._staged)
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    # --- what comes back

    def _on_looked(self, found: tuple[Staged, Preview]) -> None:
        self._staged, preview = found
        self.secret_field.hide()
        self.try_button.hide()
        self._show_preview(preview)
        (self.understood if self._by is not None else self.user).setFocus()

    def _on_failed(self, error: DomainError) -> None:
        if self._stop_asked:
            return
        if error.code in AT_LOGIN and self._staged is not None:
            said = sentence(error)
            self.password_field.set_error(f"{said.title} {said.next}")
            self.password.selectAll()
            self.password.setFocus()
            fit_height(self)
            return
        self.banner.show_text(sentence(error).as_text(), "danger")
        QTimer.singleShot(0, self, lambda: fit_height(self))
        asks = error.code in ASKS_KEY | ASKS_PASSPHRASE
        self.secret_field.setVisible(asks)
        self.try_button.setVisible(asks)
        if asks:
            behind = error.code in ASKS_PASSPHRASE
            self.secret_field.set_label(_tr("วลีรหัสผ่าน") if behind else _tr("กุญแจจากใบกู้คืน"))
            self.secret.setEchoMode(QLineEdit.EchoMode.Password if behind else QLineEdit.EchoMode.Normal)
            self.secret.setFocus()

    def _on_ended(self) -> None:
        self._looking = False
        self.progress.hide()
        self.try_button.setEnabled(True)
        if self._stop_asked:
            super().reject()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _hand_over(self, staged: Staged, name: str) -> None:
        self._staged = None  # no longer ours to take away
        super().accept()
        self.agreed.emit(staged, name)

    # --- building

    def _secrets(self) -> tuple[OfficeKey | None, AskPassphrase | None]:
        text = self.secret.text().strip()
        if not text:
            return None, None
        if self.secret.echoMode() == QLineEdit.EchoMode.Password:
            return None, lambda: text
        return OfficeKey.from_text(text), None

    def _show_preview(self, preview: Preview) -> None:
        column = QVBoxLayout(self.preview_part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(heading(preview.copy.office, "label"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.XL)
        for row, cells in enumerate(comparison_rows(preview)):
            for place, text in enumerate(cells):
                grid.addWidget(heading(text, "label" if row == 0 or place == 0 else "body"), row, place)
        grid.setColumnStretch(2, 1)
        column.addLayout(grid)
        for line in change_lines(preview):
            column.addWidget(_line(line))
        self.preview_part.show()
        shown = self._by is None
        for field in (self.user_field, self.password_field):
            field.setVisible(shown)
        self.understood.show()
        self.restore_button.show()
        fit_height(self)

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_tr("กำลังตรวจชุดสำรอง"))
        self.restore_button.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        path = ThaiLabel(str(self._source), "muted")
        path.set_selectable()
        for widget in (heading(self.windowTitle(), "title"), path, self.banner, self.progress):
            column.addWidget(widget)
        column.addWidget(self.secret_field)
        column.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.preview_part)
        column.addLayout(field_row(self.user_field, self.password_field))
        column.addWidget(self.understood)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.restore_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        for later in (
            *(self.secret_field, self.try_button, self.preview_part, self.user_field),
            *(self.password_field, self.understood, self.restore_button),
        ):
            later.hide()


def _looked_at(restoring: Restoring, staged: Staged) -> tuple[Staged, Preview]:
    try:
        return staged, restoring.preview(staged)
    except BaseException:
        discard(staged)
        raise


def _line(line: Line) -> QWidget:
    label = ThaiLabel(line.text, "warning" if line.loses else "")
    label.set_selectable()
    return label
