"""The gate while a copy is put in the place of the data."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from services.backup.restoring import Restored
from services.errors import DomainError
from ui.error_messages import sentence
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, card, heading, primary_button

WIDTH = 620
Work = Callable[[Callable[[int, int], None]], Restored]


class RestorePage(QWidget):
    """Carry the restore out; `done` says that the office may be opened again."""

    done = Signal()

    def __init__(self, runner: TaskRunner, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading(self.tr("กำลังกู้ข้อมูล"), "title")
        self.text = ThaiLabel(
            self.tr("โปรดอย่าปิดเครื่อง หากไฟดับ ข้อมูลเดิมหรือชุดสำรองจะอยู่ครบอย่างใดอย่างหนึ่ง"), "muted"
        )
        self.progress = QProgressBar()
        self.banner = Banner(closable=False)
        self.open_button = primary_button(self.tr("เปิดข้อมูล"))
        self._lay_out()
        self.open_button.clicked.connect(lambda _on: self.done.emit())
        # The writer's lane: closing the window waits for it.
        runner.write(lambda: work(_unheard), self._on_done, self._on_failed, owner=self)

    def _on_done(self, restored: Restored) -> None:
        self.title.setText(self.tr("กู้ข้อมูลแล้ว"))
        text = self.tr("กู้จาก {name} แล้ว มี {cases} เรื่อง โปรดเข้าสู่ระบบใหม่").format(
            name=restored.source.name, cases=f"{restored.cases:,}"
        )
        if restored.kept is not None:
            text += " " + self.tr("ข้อมูลก่อนกู้เก็บไว้ที่ {path}").format(path=restored.kept)
        self._end(text, "success")

    def _on_failed(self, error: DomainError) -> None:
        self.title.setText(self.tr("ยังไม่ได้กู้ข้อมูล"))
        self._end(sentence(error).as_text(), "danger")

    def _end(self, text: str, tone: str) -> None:
        self.banner.show_text(text, tone)
        self.text.hide()
        self.progress.hide()
        self.open_button.show()
        self.open_button.setFocus()

    def _lay_out(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.title.text())
        self.open_button.hide()
        self.open_button.setAutoDefault(True)
        frame, column = card()
        frame.setFixedWidth(WIDTH)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        for widget in (self.title, self.text, self.progress, self.banner):
            column.addWidget(widget)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)


def _unheard(_done: int, _total: int) -> None:
    """Take progress; the bar only shows that something goes on."""
