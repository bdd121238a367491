"""The gate while the data are encrypted or decrypted: how far it is, a way to stop, what to do after."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from services.errors import DomainError
from services.keys.opening import KeySetUp
from services.permissions import Actor
from ui.error_messages import sentence
from ui.tasks import TaskRunner
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, card, heading, plain_button, primary_button

WIDTH = 620
Work = Callable[[Callable[[int, int], None], Callable[[], bool]], object]  # progress, cancelled


@dataclass(frozen=True, slots=True)
class SwitchAsked:
    """Hold who asked for what; the password was given and the permission is there."""

    actor: Actor
    set_up: KeySetUp


class SwitchPage(QWidget):
    """Carry the switch out; `done` says that the office may be opened again."""

    done = Signal()

    def __init__(
        self, runner: TaskRunner, work: Work, *, encrypts: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._encrypts = encrypts
        self._stop_asked = False
        self.banner = Banner(closable=False)
        self.progress = QProgressBar()
        self.text = ThaiLabel(self.tr("โปรดอย่าปิดเครื่อง หากไฟดับ ข้อมูลเดิมยังอยู่ครบ"), "muted")
        self.title = heading(self.tr("กำลังเข้ารหัสข้อมูล") if encrypts else self.tr("กำลังเลิกเข้ารหัสข้อมูล"), "title")
        self.cancel_button = plain_button(self.tr("ยกเลิก"))
        self.open_button = primary_button(self.tr("เปิดข้อมูล"))
        self._lay_out()
        self.open_button.clicked.connect(lambda _on: self.done.emit())
        runner.work(
            lambda job: work(job.progress, lambda: self._stop_asked),
            lambda _done: self._on_done(),
            self._on_failed,
            owner=self,
            on_progress=self._show_progress,
        )
        self.cancel_button.clicked.connect(lambda _on: self._stop())

    def _stop(self) -> None:
        # The job is not cancelled through the runner, which would drop its answer: the work ends by itself.
        self._stop_asked = True
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(self.tr("กำลังยกเลิก"))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _on_done(self) -> None:
        self.title.setText(self.tr("เข้ารหัสข้อมูลแล้ว") if self._encrypts else self.tr("เลิกเข้ารหัสข้อมูลแล้ว"))
        text = (
            self.tr(
                "ชุดสำรองในโฟลเดอร์ข้อมูลเข้ารหัสให้แล้ว ชุดที่เก็บไว้ที่อื่นก่อนหน้านี้ยังอ่านได้ โปรดสำรองข้อมูลใหม่แล้วทำลายชุดเดิม "
                "และพิมพ์ใบกู้คืนที่หน้าตั้งค่าสำนักงาน หัวข้อความปลอดภัย"
            )
            if self._encrypts
            else self.tr("ผู้ที่คัดลอกโฟลเดอร์ข้อมูลไปจะอ่านข้อมูลได้ ชุดสำรองที่ทำไว้ก่อนหน้านี้ยังต้องใช้กุญแจ โปรดเก็บใบกู้คืนไว้")
        )
        self._end(text, "success")

    def _on_failed(self, error: DomainError) -> None:
        self.title.setText(self.tr("ยังไม่ได้เปลี่ยน"))
        self._end(sentence(error).as_text(), "info" if error.code == "switch.cancelled" else "danger")

    def _end(self, text: str, tone: str) -> None:
        self.banner.show_text(text, tone)
        self.text.hide()
        self.progress.hide()
        self.cancel_button.hide()
        self.open_button.show()
        self.open_button.setFocus()

    def _lay_out(self) -> None:
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.title.text())
        self.open_button.hide()
        for button in (self.cancel_button, self.open_button):
            button.setAutoDefault(True)
        frame, column = card()
        frame.setFixedWidth(WIDTH)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.M)
        for widget in (self.title, self.text, self.progress, self.banner):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.cancel_button)
        row.addStretch(1)
        column.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)
