"""Check that what is kept agrees with itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar

from services.errors import DomainError
from services.journal.verify import Verification, Verified
from ui.desk import Desk
from ui.error_messages import problem_text
from ui.formatting import format_count
from ui.settings.section import Section
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, primary_button
from ui.wording import QT_TRANSLATE_NOOP


class VerifySection(Section):
    """Walk through database, journal, numbers, search and files, and say what was found."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ตรวจสอบข้อมูล")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ตรวจว่าฐานข้อมูล บันทึกการทำงาน เลขรับ ดัชนีค้นหา และเอกสารแนบถูกต้องตรงกัน "
        "ไม่มีการแก้ไขข้อมูล ทำงานอื่นต่อได้ระหว่างตรวจ",
    )

    def __init__(self, desk: Desk, verification: Verification) -> None:
        super().__init__(desk)
        self._verification = verification
        self.button = primary_button(self.tr("เริ่มตรวจสอบ"), "shield-check")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("ความคืบหน้าของการตรวจสอบ"))
        self.progress.hide()
        self.result = Banner(closable=False)
        self.counts = ThaiLabel("", "muted")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.result)
        self.body.addWidget(self.counts)
        self.body.addStretch(1)
        self.button.clicked.connect(self.start)

    def start(self) -> None:
        """Begin, unless a check is under way."""
        if not self.button.isEnabled():
            return
        self.button.setEnabled(False)
        self.result.hide()
        self.counts.setText("")
        self.progress.setRange(0, 0)
        self.progress.show()
        actor = self.desk.actor
        self.desk.runner.work(
            lambda job: self._verification.verify_office(actor, job.progress),
            self._show,
            self._fail,
            owner=self,
            on_progress=self._show_progress,
            on_finally=self._end,
        )

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _end(self) -> None:
        self.progress.hide()
        self.button.setEnabled(True)

    def _show(self, found: Verified) -> None:
        self.counts.setText(
            self.tr("ตรวจแล้ว: บันทึกการทำงาน {records} เรื่องที่รับ {cases} ไฟล์ {files}").format(
                records=format_count(found.records, self.tr("รายการ")),
                cases=format_count(found.cases, self.tr("เรื่อง")),
                files=format_count(found.files, self.tr("ไฟล์")),
            )
        )
        if found.problem is None:
            self.result.show_text(self.tr("ข้อมูลถูกต้องครบถ้วน ไม่พบความผิดปกติ"), "success")
            return
        text = self.tr("พบความไม่ตรงกันของข้อมูล: {problem} โปรดอย่าลบหรือย้ายไฟล์ใด และแจ้งผู้ดูแลระบบพร้อมข้อความนี้")
        self.result.show_text(text.format(problem=problem_text(found.problem)), "danger")

    def _fail(self, error: DomainError) -> None:
        self.show_error(error)
