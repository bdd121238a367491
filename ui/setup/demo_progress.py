"""Make the demo office while a small window says how far it is."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.clock import SystemClock
from services.demo.office import make_demo_office
from services.errors import DomainError
from services.thai.dates import fiscal_year
from ui.error_messages import sentence
from ui.tasks import Job, TaskRunner
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading

CASES = 320  # of the fiscal year before and this one so far, so that the first page has something to say


class DemoProgress(QWidget):
    """Show how many of the demo's cases are written; it closes by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(self.tr("รับเรื่อง"))
        self.setFixedWidth(440)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("ความคืบหน้าของการเตรียมสำนักงานตัวอย่าง"))
        self.text = ThaiLabel(self.tr("ข้อมูลทั้งหมดเป็นข้อมูลสมมติ และจะถูกลบเมื่อปิดโปรแกรม"), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("กำลังเตรียมสำนักงานตัวอย่าง")))
        column.addWidget(self.bar)
        column.addWidget(self.text)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def closeEvent(self, event: QCloseEvent) -> None:
        # Half an office is of no use: the work goes on until it is done.
        event.ignore()


def make_demo_with_progress(folder: Path, *, cases: int = CASES, runner: TaskRunner | None = None) -> None:
    """Make a demo office in a folder, and return when it is there; an error is raised here."""
    window = DemoProgress()
    own = TaskRunner() if runner is None else runner
    loop = QEventLoop()
    failures: list[BaseException] = []

    def fail(error: BaseException) -> None:
        failures.append(error)

    def work(job: Job) -> int:
        now = SystemClock().now()
        year = fiscal_year(now.date()) - 1
        return make_demo_office(folder, cases=cases, fiscal_year=year, until=now, progress=job.progress)

    own.crashed.connect(fail)
    window.show()
    own.work(work, on_error=fail, on_progress=window.show_progress, on_finally=loop.quit)
    if own.is_busy:
        loop.exec()
    QCoreApplication.sendPostedEvents()
    window.hide()
    window.deleteLater()
    if runner is None:
        own.shutdown()
    if failures:
        raise _told(failures[0])


def _told(error: BaseException) -> BaseException:
    # No window is open yet that could say it: the words go with the error to whoever started the program.
    if isinstance(error, DomainError):
        error.add_note(sentence(error).as_text())
    return error
