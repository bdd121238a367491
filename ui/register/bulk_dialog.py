"""Carry something out on many cases: how far it is, a way to stop, and what became of each."""

from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QProgressBar, QVBoxLayout, QWidget

from services.complaints.bulk import CaseAnswer, Progress
from services.errors import DomainError
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_sentence, sentence
from ui.tasks import Job
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button

# Called beside the window with the officer chosen, the command's id, progress, and the wish to stop.
CarryOut = Callable[[str, str, Progress, Event], tuple[Sequence[CaseAnswer], bytes]]


class BulkDialog(QDialog):
    """Ask, do, tell: `made` carries a paper where there is one, `ended` comes when all is told."""

    made = Signal(bytes)
    ended = Signal()

    def __init__(
        self,
        desk: Desk,
        title: str,
        accept: str,
        count: int,
        carry: CarryOut,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._desk, self._carry = desk, carry
        self._command_id = new_command_id()
        self._stop = Event()
        self._running = False
        self.officer = ChoiceCombo([])
        self.officer_field = FormField(self.tr("เจ้าหน้าที่ผู้รับผิดชอบเรื่อง"), self.officer, required=True)
        self.officer_field.hide()
        self.banner = Banner(closable=False)
        self.progress = QProgressBar()
        self.progress.setRange(0, count)
        self.progress.setFormat(self.tr("%v จาก %m เรื่อง"))
        self.progress.setAccessibleName(self.tr("ความคืบหน้า"))
        self.progress.hide()
        self.results = QListWidget()
        self.results.setWordWrap(True)
        self.results.setAccessibleName(self.tr("เรื่องที่ไม่ได้ทำ และเหตุผล"))
        self.results.hide()
        self.accept_button = primary_button(accept)
        self.close_button = plain_button(self.tr("ยกเลิก"))
        self._build(title, hint)
        FormKeys(self, on_save=self.start, on_cancel=self.reject)

    def ask_officer(self) -> None:
        """Ask for an officer before anything is done."""
        self.officer_field.show()

    def offer_officers(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer the people who may be given a case."""
        self.officer.set_choices(choices)

    def start(self) -> None:
        """Begin, once however often it is asked for."""
        if self._running or not self.accept_button.isEnabled():
            return
        officer = self.officer.code() or ""
        asked = not self.officer_field.isHidden()
        self.officer_field.set_error(field_sentence("choose") if asked and not officer else "")
        if asked and not officer:
            self.officer_field.focus_editor()
            return
        self._running = True
        self._stop.clear()
        self.accept_button.setEnabled(False)
        self.officer.setEnabled(False)
        self.close_button.setText(self.tr("หยุด"))
        self.close_button.setFocus()
        self.progress.show()
        self._desk.runner.work(
            lambda job: self._carry(officer, self._command_id, job.progress, _Either(self._stop, job)),
            self._done,
            self._failed,
            owner=self,
            on_progress=self._progressed,
        )

    def reject(self) -> None:
        """Stop between two cases while it runs; close otherwise."""
        if self._running:
            self._stop.set()
            self.close_button.setEnabled(False)
            return
        super().reject()

    def _progressed(self, done: int, _total: int) -> None:
        self.progress.setValue(done)

    def _done(self, told: Any) -> None:
        answers, content = told
        left_out = [answer for answer in answers if answer.problem is not None]
        done = len(answers) - len(left_out)
        self._rest()
        said = self.tr("ทำแล้ว {done} เรื่อง").format(done=f"{done:,}")
        if left_out:
            said += " " + self.tr("ไม่ได้ทำ {count} เรื่อง ตามเหตุผลด้านล่าง").format(count=f"{len(left_out):,}")
        self.banner.show_text(said, "warning" if left_out else "success")
        self.results.clear()
        for answer in left_out:
            self.results.addItem(_reason(answer))
        self.results.setVisible(bool(left_out))
        self.progress.setValue(done)
        self.accept_button.hide()
        self.adjustSize()
        self.ended.emit()
        if content:
            self.made.emit(content)
        if not left_out:
            self._desk.feedback.saved(said)
            self.accept()

    def _failed(self, error: DomainError) -> None:
        self._rest()
        self.accept_button.setEnabled(True)
        self.officer.setEnabled(True)
        self.banner.show_text(sentence(error).as_text(), "danger")
        self.ended.emit()

    def _rest(self) -> None:
        self._running = False
        self.close_button.setEnabled(True)
        self.close_button.setText(self.tr("ปิด"))
        self.close_button.setFocus()

    def _build(self, title: str, hint: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(title))
        if hint:
            column.addWidget(ThaiLabel(hint))
        column.addWidget(self.banner)
        column.addWidget(self.officer_field)
        column.addWidget(self.progress)
        column.addWidget(self.results)
        buttons = QDialogButtonBox()
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.accept_button.setToolTip("Ctrl+Enter")
        self.accept_button.clicked.connect(lambda _on=False: self.start())
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


class _Either(Event):
    """The wish to stop, by the person or by the window that closes."""

    def __init__(self, stop: Event, job: Job) -> None:
        super().__init__()
        self._stop, self._job = stop, job

    def is_set(self) -> bool:
        """Tell whether either of them wants it."""
        return self._stop.is_set() or self._job.cancelled()


def _reason(answer: CaseAnswer) -> str:
    if answer.problem is None:
        return answer.number
    said = sentence(answer.problem)
    return " ".join(part for part in (answer.number, "–", said.title) if part)
