"""Finish a step from a form: once, with everything typed kept until it is saved."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from services.complaints.casework import Casework, StepDone
from services.complaints.commands import CompleteStep
from services.complaints.reading import CaseDetail
from services.errors import Conflict, DomainError, Invalid
from services.unit_of_work import new_command_id
from ui.case.messages import conflict_text
from ui.case.step_card import StepCard
from ui.case.step_form import Typed
from ui.desk import Desk
from ui.error_messages import sentence

OVERTAKEN = ("case.wrong_step", "case.closed", "case.voided")


class StepSaver(QObject):
    """Carry out what the form of a step card asks for, on behalf of one page.

    `shown` returns the case on the page; `on_saved` is told which case was saved.
    """

    def __init__(
        self,
        desk: Desk,
        casework: Casework,
        card: StepCard,
        shown: Callable[[], CaseDetail | None],
        on_saved: Callable[[CaseDetail], None],
        reload: Callable[[], None],
    ) -> None:
        super().__init__(card)
        self._desk, self._casework, self._card = desk, casework, card
        self._shown, self._on_saved, self._reload = shown, on_saved, reload
        self._command_id = ""
        self._saving = False
        self._kept: dict[int, Typed] = {}
        card.form.submitted.connect(self.save)

    def save(self, answers: dict[str, Any], note: str) -> None:
        """Finish the step; a repeat of a save that failed carries the same command id."""
        detail = self._shown()
        if detail is None:
            return
        self._command_id = self._command_id or new_command_id()
        command_id, actor, casework = self._command_id, self._desk.actor, self._casework
        command = CompleteStep(
            complaint_id=detail.id, version=detail.version, step=detail.step, answers=answers, note=note
        )

        def finish() -> StepDone:
            return casework.complete_step(actor, command, command_id)

        self._saving = True
        self._card.form.set_busy(True)
        self._desk.runner.write(
            finish,
            lambda _done: self._saved(detail),
            lambda error: self._refused(detail, error),
            owner=self,
            on_finally=self._answered,
        )

    @property
    def is_saving(self) -> bool:
        """Tell whether a save is under way; its page reloads by itself when it is done."""
        return self._saving

    def leave_case(self) -> None:
        """Keep what is typed for the case shown, and forget the rest of it."""
        typed = self._card.form.typed()
        if typed is not None and self._card.form.is_dirty():
            self._kept[typed.complaint_id] = typed
        self._command_id = ""
        self._card.forget()

    def put_back(self, complaint_id: int) -> None:
        """Put back what was typed when the case was shown before."""
        typed = self._kept.pop(complaint_id, None)
        if typed is not None:
            self._card.restore(typed)

    def may_leave(self) -> bool:
        """Ask before leaving text that is not saved."""
        if not self._card.form.is_dirty():
            return True
        return self._desk.feedback.confirm(
            self.tr("ยังไม่ได้บันทึกขั้นตอนนี้"),
            self.tr("สิ่งที่กรอกไว้จะยังอยู่เมื่อกลับมาที่เรื่องนี้ แต่จะหายไปเมื่อออกจากระบบหรือปิดโปรแกรม"),
            yes=self.tr("ออกจากหน้านี้"),
            no=self.tr("กรอกต่อ"),
        )

    def _saved(self, saved: CaseDetail) -> None:
        self._command_id = ""
        now = self._shown()
        if now is not None and now.id == saved.id:
            self._card.banner.close_banner()
            self._card.form.clear()
        else:
            self._kept.pop(saved.id, None)
        name = saved.current_step.name if saved.current_step else ""
        text = self.tr("เลขรับ {number}: บันทึก “{step}” แล้ว")
        self._desk.feedback.saved(text.format(number=saved.number, step=name))
        self._on_saved(saved)

    def _answered(self) -> None:
        self._saving = False
        self._card.form.set_busy(False)

    def _refused(self, asked: CaseDetail, error: DomainError) -> None:
        banner, now = self._card.banner, self._shown()
        if now is None or now.id != asked.id:  # The person has gone on to another case.
            self._desk.feedback.error(error)
            return
        if isinstance(error, Invalid):
            self._card.form.show_errors(error)
        elif isinstance(error, Conflict):
            banner.show_text(conflict_text(error), "warning", self.tr("โหลดข้อมูลล่าสุด"), self._load_again)
        elif error.code in OVERTAKEN:
            said = sentence(error).as_text()
            banner.show_text(said, "warning", self.tr("โหลดข้อมูลล่าสุด"), self._load_again)
        else:
            banner.show_text(sentence(error).as_text(), "danger")

    def _load_again(self) -> None:
        self._command_id = ""
        self._card.banner.close_banner()
        self._reload()
