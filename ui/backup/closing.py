"""The copy made when the program closes: a small window that can be skipped and never bars the door."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from services.backup.backups import BackupMade, Backups
from services.errors import DomainError
from services.unit_of_work import new_command_id
from ui.error_messages import sentence
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button

WIDTH = 480


def _tr(text: str) -> str:
    return QCoreApplication.translate("ClosingBackup", text)


class ClosingBackup(QDialog):
    """Make a copy; accepted when the program may close, rejected when the person stays."""

    def __init__(self, runner: TaskRunner, backups: Backups, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_tr("กำลังสำรองข้อมูล"))
        self.setMinimumWidth(WIDTH)
        self._runner = runner
        self._backups = backups
        self._stop_asked = False
        self._under_way = False
        self.title = heading(_tr("กำลังสำรองข้อมูลก่อนปิดโปรแกรม"), "title")
        self.text = ThaiLabel(_tr("ข้อมูลทั้งหมดบันทึกไว้แล้ว การข้ามไม่ทำให้ข้อมูลหาย เพียงแต่จะไม่มีชุดสำรองของวันนี้"), "muted")
        self.progress = QProgressBar()
        self.banner = Banner(closable=False)
        self.skip_button = plain_button(_tr("ข้ามและปิดโปรแกรม"))
        self.again_button = primary_button(_tr("ลองอีกครั้ง"), "refresh-cw")
        self.stay_button = plain_button(_tr("กลับไปที่โปรแกรม"))
        self._lay_out()
        self.skip_button.clicked.connect(lambda _on: self.skip())
        self.again_button.clicked.connect(lambda _on: self.make())
        self.stay_button.clicked.connect(lambda _on: super(ClosingBackup, self).reject())
        self.make()

    @property
    def is_over(self) -> bool:
        """Tell whether the copy was made before the window came up."""
        return self.result() == QDialog.DialogCode.Accepted

    def make(self) -> None:
        """Make the copy."""
        self._stop_asked, self._under_way = False, True
        self.banner.hide()
        self.again_button.hide()
        self.stay_button.hide()
        self.progress.setRange(0, 0)
        self.progress.show()
        backups, command = self._backups, new_command_id()
        by = _tr("เมื่อปิดโปรแกรม")
        self._runner.work(
            lambda job: backups.make_by_itself(
                by, None, command, job.progress, lambda: self._stop_asked or job.cancelled()
            ),
            self._on_made,
            self._on_failed,
            owner=self,
            on_progress=self._show_progress,
        )

    def skip(self) -> None:
        """Close without a copy."""
        self._stop_asked = True
        if self._under_way:
            self.skip_button.setEnabled(False)
            return  # accepted when the copy under way is gone
        self.accept()

    def reject(self) -> None:
        """Esc skips while a copy is being made, and stays once it failed."""
        if self._under_way:
            self.skip()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _on_made(self, _made: BackupMade) -> None:
        self._under_way = False
        self.accept()

    def _on_failed(self, error: DomainError) -> None:
        self._under_way = False
        if self._stop_asked:
            self.accept()
            return
        self.title.setText(_tr("สำรองข้อมูลไม่สำเร็จ"))
        self.banner.show_text(sentence(error).as_text(), "danger")
        self.progress.hide()
        self.again_button.show()
        self.stay_button.show()
        self.again_button.setFocus()

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.title.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        for widget in (self.title, self.text, self.progress, self.banner):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.again_button, self.stay_button, self.skip_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
