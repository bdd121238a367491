"""Copies that nobody has to think of: at close, and once a day."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from services.container import Services
from services.errors import DomainError
from services.unit_of_work import new_command_id
from ui.backup.closing import ClosingBackup
from ui.tasks import TaskRunner


def back_up_at_close(runner: TaskRunner, services: Services, window: QWidget) -> bool:
    """Make the copy that is due at close; False when the person would rather stay."""
    try:
        if services.office.card().demo or not services.backups.is_due_at_close():
            return True
    except DomainError:
        return True  # what can't be read can't be copied, and was told of before
    dialog = ClosingBackup(runner, services.backups, window)
    if not dialog.is_over:
        dialog.exec()
    dialog.deleteLater()
    return dialog.result() == QDialog.DialogCode.Accepted


def back_up_daily(runner: TaskRunner, services: Services, window: QWidget) -> None:
    """Make the day's copy in the background, where it is due; how it went stands on the home page."""
    by, command = QCoreApplication.translate("BackupByItself", "สำรองประจำวัน"), new_command_id()

    def work() -> None:
        if not services.office.card().demo and services.backups.is_due_today():
            services.backups.make_by_itself(by, None, command)

    runner.work(lambda _job: work(), on_error=lambda _remembered: None, owner=window)
