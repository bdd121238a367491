"""Check that what is kept agrees with itself, and whether a printed checkpoint stands."""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from services.errors import DomainError, Invalid
from services.journal.verify import ABSENT, AGREES, Verification, Verified
from ui.desk import Desk
from ui.error_messages import field_texts, problem_text
from ui.formatting import format_count
from ui.settings.section import Section
from ui.tasks import Job
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button, rule
from ui.widgets.line_edit import LineEdit
from ui.wording import QT_TRANSLATE_NOOP

POSITION_WIDTH, HASH_WIDTH = 140, 300


class VerifySection(Section):
    """Walk through database, journal, rows, search and files, and say what was found."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "ตรวจสอบข้อมูล")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ตรวจฐานข้อมูลทุกตารางและทุกรายการเทียบกับบันทึกการทำงาน รวมถึงเลขรับ ดัชนีค้นหา และเอกสารแนบ "
        "ไม่มีการแก้ไขข้อมูล ทำงานอื่นต่อได้ระหว่างตรวจ",
    )

    def __init__(self, desk: Desk, verification: Verification) -> None:
        super().__init__(desk)
        self._verification = verification
        self._job: Job | None = None
        self.button = primary_button(self.tr("เริ่มตรวจสอบ"), "shield-check")
        self.cancel_button = plain_button(self.tr("ยกเลิก"))
        self.progress = QProgressBar()
        self.result = Banner(closable=False)
        self.counts = ThaiLabel("", "muted")
        self.notes = ThaiLabel("", "muted")
        self._position, self._hash = LineEdit(), LineEdit()
        self.position = FormField(self.tr("ลำดับที่"), self._position)
        self.hash = FormField(self.tr("รหัส"), self._hash)
        self.compare_button = plain_button(self.tr("เทียบกับบันทึกการทำงาน"))
        self.compared = Banner(closable=False)
        self._lay_out()
        self.button.clicked.connect(self.start)
        self.cancel_button.clicked.connect(self.cancel)
        self.compare_button.clicked.connect(self.compare)
        for edit in (self._position, self._hash):
            edit.returnPressed.connect(self.compare)

    def start(self) -> None:
        """Begin, unless a check is under way."""
        if self._job is not None:
            return
        self._under_way(on=True)
        self.result.hide()
        self.counts.setText("")
        self.notes.setText("")
        self.progress.setRange(0, 0)
        actor = self.desk.actor
        job = self.desk.runner.work(
            lambda job: self._verification.verify_office(actor, job.progress, job.cancelled),
            self._show,
            self.show_error,
            owner=self,
            on_progress=self._show_progress,
            on_finally=self._end,
        )
        if not self.button.isEnabled():  # else it has ended already
            self._job = job

    def cancel(self) -> None:
        """Stop the check at the next good place."""
        if self._job is not None:
            self._job.cancel()
            self.cancel_button.setEnabled(False)
            self.result.show_text(self.tr("ยกเลิกการตรวจสอบแล้ว ยังไม่ทราบผล"), "info")

    def compare(self) -> None:
        """Say whether the journal has the printed checkpoint."""
        self.compared.hide()
        for field in (self.position, self.hash):
            field.set_error("")
        position = _plain_digits(self._position.text()).replace(",", "").strip()
        start = _plain_digits(self._hash.text())
        sequence = int(position) if position.isascii() and position.isdigit() else -1
        actor = self.desk.actor
        self.desk.runner.read(
            lambda: self._verification.check_checkpoint(actor, sequence, start),
            self._show_compared,
            self._compare_failed,
            owner=self,
        )

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _end(self) -> None:
        self._job = None
        self._under_way(on=False)

    def _under_way(self, *, on: bool) -> None:
        self.button.setEnabled(not on)
        self.cancel_button.setEnabled(on)
        self.cancel_button.setVisible(on)
        self.progress.setVisible(on)

    def _show(self, found: Verified) -> None:
        self.counts.setText(
            self.tr("ตรวจแล้ว: บันทึกการทำงาน {records} เรื่องที่รับ {cases} ไฟล์ {files}").format(
                records=format_count(found.records, self.tr("รายการ")),
                cases=format_count(found.cases, self.tr("เรื่อง")),
                files=format_count(found.files, self.tr("ไฟล์")),
            )
        )
        self.notes.setText("\n".join(self._notes_on(found)))
        if found.problem is None:
            self.result.show_text(self.tr("ข้อมูลถูกต้องครบถ้วน ไม่พบความผิดปกติ"), "success")
            return
        text = self.tr("พบความไม่ตรงกันของข้อมูล: {problem} โปรดอย่าลบหรือย้ายไฟล์ใด และแจ้งผู้ดูแลระบบพร้อมข้อความนี้")
        self.result.show_text(text.format(problem=problem_text(found.problem)), "danger")

    def _notes_on(self, found: Verified) -> list[str]:
        """Return how far the journal was held to, and what the check could not tell."""
        notes = []
        if found.witness == AGREES:
            notes.append(self.tr("บันทึกการทำงานมีครบถึงตำแหน่งล่าสุดที่เครื่องนี้เคยเห็น"))
        if found.witness == ABSENT:
            notes.append(self.tr("เครื่องนี้ไม่มีบันทึกตำแหน่งล่าสุดของข้อมูลนี้ จึงบอกไม่ได้ว่าบันทึกการทำงานช่วงท้ายถูกตัดออกหรือไม่"))
        if found.unsealed:
            text = self.tr("บันทึกการทำงาน {count} มีขึ้นก่อนที่สำนักงานจะมีกุญแจ")
            notes.append(text.format(count=format_count(found.unsealed, self.tr("รายการ"))))
        if found.unchecked:
            text = self.tr("บันทึกการทำงาน {count} ใช้กุญแจเดิมซึ่งไม่มีในเครื่องนี้ จึงตรวจการปิดผนึกไม่ได้")
            notes.append(text.format(count=format_count(found.unchecked, self.tr("รายการ"))))
        return notes

    def _show_compared(self, stands: bool) -> None:
        if stands:
            self.compared.show_text(self.tr("จุดตรวจสอบนี้ตรงกับบันทึกการทำงานในข้อมูล"), "success")
            return
        text = self.tr(
            "จุดตรวจสอบนี้ไม่ตรงกับบันทึกการทำงานในข้อมูล โปรดตรวจทานที่พิมพ์ หากพิมพ์ถูกต้องแล้ว "
            "โปรดเก็บรายงานฉบับนั้นไว้และแจ้งผู้ดูแลระบบ"
        )
        self.compared.show_text(text, "danger")

    def _compare_failed(self, error: DomainError) -> None:
        if not isinstance(error, Invalid):
            self.show_error(error)
            return
        texts = field_texts(error)
        self.position.set_error(texts.get("sequence"))
        self.hash.set_error(texts.get("hash"))
        (self.position if "sequence" in texts else self.hash).focus_editor()

    def _lay_out(self) -> None:
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("ความคืบหน้าของการตรวจสอบ"))
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(self.button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        for widget in (self.progress, self.result, self.counts, self.notes):
            self.body.addWidget(widget)
        self.body.addWidget(rule())
        self.body.addWidget(heading(self.tr("เทียบกับรายงานที่พิมพ์แล้ว")))
        text = self.tr(
            "รายงานประจำเดือนทุกฉบับมีจุดตรวจสอบพิมพ์ไว้ที่ท้ายหน้าของเอกสารแนบ หากบันทึกการทำงานถูกเขียนขึ้นใหม่ "
            "จุดตรวจสอบในรายงานจะไม่ตรงกับข้อมูล"
        )
        self.body.addWidget(ThaiLabel(text, "muted"))
        self.body.addLayout(self._checkpoint_row())
        self.body.addWidget(self.compare_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.compared)
        self.body.addStretch(1)
        self._under_way(on=False)

    def _checkpoint_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        for field, width in ((self.position, POSITION_WIDTH), (self.hash, HASH_WIDTH)):
            field.editor.setFixedWidth(width)
            row.addWidget(field, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        return row


def _plain_digits(text: str) -> str:
    return "".join(str(unicodedata.digit(sign, sign)) for sign in text)
