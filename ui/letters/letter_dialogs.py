"""What is asked before a letter is begun and before it is sent."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from services.letters.access import LetterDetail
from services.letters.content import TO_COMPLAINANT
from services.letters.issuing import IssueLetter
from services.letters.letters import Letters
from services.letters.life import DraftLetter
from services.office.codes import choices
from services.thai.dates import bangkok_date
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.error_messages import field_error_text
from ui.letters.words import kind_choices, layout_choices
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField
from ui.widgets.line_edit import LineEdit

CHECK_AFTER_MS = 350


class NewLetterDialog(ActionDialog):
    """Ask for the kind of a letter and how it goes out, and draft it."""

    def __init__(
        self, desk: Desk, letters: Letters, complaint_id: int, kinds: frozenset[str], parent: QWidget
    ) -> None:
        def draft(values: dict[str, Any], command_id: str) -> Any:
            command = DraftLetter(complaint_id=complaint_id, kind=values["kind"], layout=values["layout"])
            return letters.draft_letter(desk.actor, command, command_id)

        super().__init__(desk, parent.tr("ร่างหนังสือ"), parent.tr("ร่างหนังสือ"), draft, parent=parent)
        offered = [choice for choice in kind_choices() if choice[0] in kinds]
        self.kind = self.add_segments("kind", self.tr("หนังสือ"), offered, columns=2)
        self.layout_choice = self.add_segments("layout", self.tr("รูปแบบ"), layout_choices(""))
        self.layout_choice.set_code("outgoing")
        self.kind.codeChanged.connect(self._show_layouts)
        self.kind.set_code(offered[0][0])

    def _show_layouts(self, kind: str | None) -> None:
        before = self.layout_choice.code()
        offered = layout_choices(kind or "")
        self.layout_choice.set_choices(offered)
        codes = [code for code, _name in offered]
        self.layout_choice.set_code(before if before in codes else codes[0])


class IssueDialog(ActionDialog):
    """Ask for the number and the day as the office's own register says them, and how the letter goes."""

    def __init__(self, desk: Desk, letters: Letters, detail: LetterDetail, parent: QWidget) -> None:
        row = detail.row

        def issue(values: dict[str, Any], command_id: str) -> Any:
            command = IssueLetter(
                letter_id=row.id,
                version=row.version,
                number=values["number"],
                letter_date=values["letter_date"],
                way=values["way"],
                tells_progress=values.get("tells_progress", False),
            )
            return letters.issue_letter(desk.actor, command, command_id)

        super().__init__(
            desk,
            parent.tr("ออกหนังสือ"),
            parent.tr("ออกหนังสือ"),
            issue,
            text=parent.tr("เมื่อออกหนังสือแล้ว โปรแกรมจะเก็บหนังสือไว้ตามนี้และแก้ไขไม่ได้อีก"),
            parent=parent,
        )
        self._letters, self._row = letters, row
        self.number = LineEdit(limit=100)
        self.number.setText(row.number or self._code(desk))
        self.day = ThaiDateEdit(lambda: bangkok_date(desk.clock.now()))
        self.day.set_date(bangkok_date(desk.clock.now()))
        number = FormField(self.tr("เลขที่หนังสือ"), self.number, required=row.layout != "email")
        number.set_help(self.tr("ตามทะเบียนหนังสือส่งของสำนักงาน"))
        self._needs_number = row.layout != "email"
        self._add("number", number, self.number.text)
        self._add("letter_date", FormField(self.tr("ลงวันที่"), self.day, required=True), self.day.date)
        self.way = self.add_combo("way", self.tr("ส่งทาง"), list(choices("contact_ways")))
        self.way.set_code("email" if row.layout == "email" else "letter")
        if row.kind in TO_COMPLAINANT:
            self.add_check(
                "tells_progress", self.tr("แจ้งให้ผู้ร้องเรียนทราบแล้วว่าเรื่องดำเนินการอย่างไร"), checked=True
            )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(CHECK_AFTER_MS)
        self._timer.timeout.connect(self._check_number)
        self.number.textChanged.connect(lambda _text: self._timer.start())
        self.day.dateChanged.connect(lambda _day: self._timer.start())

    def _is_filled(self, values: dict[str, Any]) -> bool:
        """Hold a date to its own rules: it is no text."""
        error = self.day.error()
        field = self.field("letter_date")
        if error is not None or values["letter_date"] is None:
            field.set_error(field_error_text(error) if error is not None else self.tr("โปรดระบุวันที่"))
            field.focus_editor()
            return False
        texts = dict.fromkeys(values, "-")
        texts["number"] = values["number"] if self._needs_number else "-"
        texts["way"] = values["way"]
        return super()._is_filled(texts)

    def _check_number(self) -> None:
        day, number, actor, letter_id = self.day.date(), self.number.text(), self._desk.actor, self._row.id
        if day is None or not number.strip() or self._desk.runner.is_shut_down:
            return
        self._desk.runner.read(
            lambda: self._letters.is_number_taken(actor, number, day, letter_id), self._tell_taken, owner=self
        )

    def _tell_taken(self, taken: bool) -> None:
        if taken:
            self.banner.show_text(
                self.tr("มีหนังสือฉบับอื่นใช้เลขนี้แล้วในปีเดียวกัน โปรดตรวจสอบ หากถูกต้องออกหนังสือต่อได้"), "warning"
            )
        else:
            self.banner.close_banner()

    @staticmethod
    def _code(desk: Desk) -> str:
        code = desk.facts().profile.memo_code
        return f"{code}/" if code else ""
