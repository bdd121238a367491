"""Further parts of an intake form: respondents, papers, first classification and its questions."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.accounts.accounts import Colleague
from services.complaints.accusation import asks_for_evidence
from services.complaints.commands import RespondentInput
from services.complaints.validation import LIMITS
from services.documents.names import same_person
from services.office.codes import choices
from services.office.facts import OfficeFacts
from ui.desk import Desk
from ui.intake.attachments import AttachmentList
from ui.intake.parts import FormPart
from ui.intake.typed import TypedGroup, offer_choices, put_raw, raw_of, uncut, watch
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, card, plain_button, quiet_button
from ui.widgets.text_area import TextArea


class _RespondentRow(QWidget):
    """One unit or person complained about."""

    def __init__(self, colleagues: list[Colleague]) -> None:
        super().__init__()
        self.unit, self.person = QLineEdit(), QLineEdit()
        self.account = ChoiceCombo(placeholder=self.tr("ไม่ใช่ผู้ใช้โปรแกรมนี้"), allow_none=True)
        self._colleagues: list[Colleague] = []
        self._kept: tuple[str, str] | None = None
        self.remove = quiet_button(self.tr("นำออก"), "trash-2")
        self.remove.setAccessibleName(self.tr("นำผู้ถูกร้องเรียนรายนี้ออก"))
        hides = self.tr("ผู้ที่เลือกจะไม่เห็นเรื่องนี้ในรายการใด")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        whose = self.tr("ชื่อผู้ถูกร้องเรียน")
        column.addLayout(field_row(FormField(whose, self.person), FormField(self.tr("หน่วยงาน"), self.unit)))
        column.addWidget(FormField(self.tr("เป็นผู้ใช้โปรแกรม"), self.account, help_text=hides))
        self.same = quiet_button("", "user-check")
        self.same.clicked.connect(lambda _on=False: self._choose_same())
        self.same.hide()
        column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        for editor in (self.unit, self.person, self.account):
            uncut(editor)
        self.offer(colleagues)
        self.account.codeChanged.connect(lambda _code: self._fill_in())
        self.account.codeChanged.connect(lambda _code: self._ask_whether_same())
        self.person.textChanged.connect(lambda _text: self._ask_whether_same())

    def offer(self, colleagues: list[Colleague]) -> None:
        """Offer the people who have a login, keeping who was chosen."""
        self._colleagues = colleagues
        offered = [(str(item.id), _shown(item)) for item in colleagues]
        if self._kept is not None and self._kept[0] not in dict(offered):
            offered.append(self._kept)
        offer_choices(self.account, offered)

    def put_account(self, value: Any) -> None:
        """Put back who was chosen, even one whose login is gone: the case must stay hidden."""
        kept = value if isinstance(value, dict) else {}
        code, text = kept.get("code"), kept.get("text")
        if isinstance(code, str) and code.isdigit():
            self._kept = (code, text if isinstance(text, str) and text else self.tr("ผู้ใช้ที่เลือกไว้เดิม"))
            self.offer(self._colleagues)
        put_raw(self.account, value)

    def _same(self) -> Colleague | None:
        """Return the user of the program who has the name typed, where none was chosen."""
        typed = self.person.text()
        if self.account.code() is not None or not typed.strip():
            return None
        return next((item for item in self._colleagues if same_person(typed, item.name)), None)

    def _ask_whether_same(self) -> None:
        found = self._same()
        if found is not None:
            asks = self.tr("ชื่อตรงกับ {name} เป็นผู้ใช้ในระบบหรือไม่ กดเพื่อเลือกผู้นี้")
            self.same.setText(asks.format(name=_shown(found)))
        self.same.setVisible(found is not None)

    def _choose_same(self) -> None:
        found = self._same()
        if found is not None:
            self.account.set_code(str(found.id))
            self.account.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_in(self) -> None:
        chosen = next((item for item in self._colleagues if str(item.id) == self.account.code()), None)
        if chosen is not None and not self.person.text().strip():
            self.person.setText(chosen.name)


def _shown(colleague: Colleague) -> str:
    return f"{colleague.name} ({colleague.position})" if colleague.position else colleague.name


class RespondentList(TypedGroup):
    """Edit who is complained about: one row to begin with, more when wanted."""

    def __init__(self) -> None:
        super().__init__()
        self._colleagues: list[Colleague] = []
        self.rows: list[_RespondentRow] = []
        self.add_button = plain_button(self.tr("เพิ่มผู้ถูกร้องเรียน"), "plus")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.M)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(lambda _on: self._add_by_hand())
        self._add()

    def offer(self, colleagues: list[Colleague]) -> None:
        """Offer the people who have a login."""
        self._colleagues = colleagues
        for row in self.rows:
            row.offer(colleagues)

    def values(self) -> tuple[RespondentInput, ...]:
        """Return the rows that say anything."""
        found = [(row.unit.text(), row.person.text(), row.account.code()) for row in self.rows]
        return tuple(
            RespondentInput(unit=unit, person=person, account_id=int(code) if code else None)
            for unit, person, code in found
            if unit.strip() or person.strip() or code
        )

    def has_unknown(self) -> bool:
        """Tell whether a login was typed that is nobody's."""
        return any(row.account.unknown_text() for row in self.rows)

    def raw(self) -> Any:
        return [
            {"unit": raw_of(row.unit), "person": raw_of(row.person), "account": raw_of(row.account)}
            for row in self.rows
        ]

    def put_raw(self, value: Any) -> None:
        wanted = [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
        while self.rows:
            self._remove(self.rows[-1])
        for item in wanted or [{}]:
            row = self._add()
            put_raw(row.unit, item.get("unit", ""))
            row.put_account(item.get("account"))
            put_raw(row.person, item.get("person", ""))
        self.changed.emit()

    def _add(self) -> _RespondentRow:
        row = _RespondentRow(self._colleagues)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.show()  # At once, so that the keyboard can go there.
        self.add_button.raise_()  # Last among the children as well: the keyboard follows their order.
        for editor in (row.unit, row.person, row.account):
            watch(editor, self.changed.emit)
        row.remove.clicked.connect(lambda _on: self._remove_by_hand(row))
        self._show_removal()
        self.rearranged.emit()
        return row

    def _add_by_hand(self) -> None:
        self._add().person.setFocus()
        self.changed.emit()

    def _remove_by_hand(self, row: _RespondentRow) -> None:
        self._remove(row)
        self._show_removal()
        self.rows[-1].person.setFocus()
        self.changed.emit()

    def _remove(self, row: _RespondentRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _show_removal(self) -> None:
        for row in self.rows:
            row.remove.setVisible(len(self.rows) > 1)


class RespondentPart(FormPart):
    """Ask who is complained about."""

    def __init__(self) -> None:
        super().__init__(self.tr("ผู้ถูกร้องเรียน"))
        self.respondents = RespondentList()
        self.add(self.field("respondents", self.tr("หน่วยงานหรือบุคคลที่ถูกร้องเรียน"), self.respondents))


class PaperPart(FormPart):
    """Ask for the complainant's own paper and for files to attach."""

    def __init__(self, desk: Desk, *, written: bool, attach: bool = True) -> None:
        super().__init__(self.tr("เอกสารและไฟล์แนบ") if attach else self.tr("เอกสารต้นเรื่อง"))
        self.attachments: AttachmentList | None = None
        if attach:
            self.attachments = AttachmentList(desk)
            self.add(self.field("attachments", self.tr("ไฟล์แนบ"), self.attachments))
        dated = ThaiDateEdit(lambda: desk.clock.now().date())
        self.add_row(
            self.line("document_number", self.tr("เลขที่หนังสือต้นเรื่อง")),
            self.field("document_date", self.tr("ลงวันที่"), dated),
        )
        if written:
            wrote = ThaiDateEdit(lambda: desk.clock.now().date())
            help_text = self.tr("วันที่ผู้ร้องเรียนเขียนไว้ (ถ้ามี)")
            self.add(self.field("written_date", self.tr("วันที่ในเอกสาร"), wrote, help_text=help_text))


class AccusationQuestion(QWidget):
    """Ask whether an accusation without a name has anything that can be looked into."""

    def __init__(self, part: FormPart) -> None:
        super().__init__()
        frame, inside = card()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        inside.addWidget(
            ThaiLabel(self.tr("เรื่องนี้กล่าวหาเจ้าหน้าที่และไม่ระบุชื่อผู้ร้องเรียน มีพยานหลักฐานหรือพฤติการณ์ที่ตรวจสอบได้หรือไม่"))
        )
        answers = (("yes", self.tr("มี (ระบุ)")), ("no", self.tr("ไม่มี เสนอผู้บังคับบัญชาพิจารณา")))
        self.answer = SegmentedChoice(answers, columns=1)
        self.evidence = TextArea(limit=LIMITS["evidence"], min_lines=2, max_lines=6)
        inside.addWidget(part.field("evidence_known", self.tr("พยานหลักฐาน"), self.answer))
        self._field = part.field("evidence", self.tr("พยานหลักฐานหรือพฤติการณ์"), self.evidence)
        inside.addWidget(self._field)
        self._field.hide()
        self.answer.codeChanged.connect(lambda code: self._field.setVisible(code == "yes"))

    def text(self) -> str:
        """Return the evidence given, nothing while there is none or the question is unanswered."""
        return self.evidence.text().strip() if self.answer.code() == "yes" else ""


class ClassificationPart(FormPart):
    """Ask for a first classification, all of it optional; screening decides later."""

    def __init__(self, *, level: bool, folded: bool = True) -> None:
        super().__init__(self.tr("การจำแนกเบื้องต้น"), folded=folded)
        self._identity: str | None = None
        self._names_person = False
        self._kept_evidence = ""
        self.kind = SegmentedChoice(choices("kinds"), columns=2)
        self.kind.set_code("complaint")
        self.category = ChoiceCombo(allow_none=True, placeholder=self.tr("ยังไม่จำแนก"))
        self.level = ChoiceCombo(allow_none=True, placeholder=self.tr("ยังไม่กำหนด"))
        group = ChoiceCombo(choices("groups"), allow_none=True, placeholder=self.tr("ยังไม่ระบุ"))
        self.add(self.field("kind", self.tr("ประเภทของเรื่อง"), self.kind))
        self.add(self.field("category", self.tr("หมวดของเรื่อง"), self.category))
        self.oia = ThaiLabel(
            self.tr(
                "ผู้ร้องเรียนไม่พอใจคำสั่งไม่เปิดเผย ไม่รับฟังคำคัดค้าน หรือไม่แก้ไขข้อมูลส่วนบุคคลหรือไม่ "
                "หากใช่ เป็นการอุทธรณ์ (ภายใน 15 วัน หรือ 30 วันสำหรับข้อมูลส่วนบุคคล) ไม่ใช่การร้องเรียน "
                "โปรดแจ้งสิทธิและช่องทางให้ทราบทันที"
            )
        )
        self._oia_card, inside = card()
        inside.addWidget(self.oia)
        self.add(self._oia_card)
        self.question = AccusationQuestion(self)
        self.add(self.question)
        level_field = self.field("level", self.tr("ระดับของเรื่อง"), self.level)
        self.add_row(self.field("group", self.tr("กลุ่ม"), group), level_field)
        level_field.setVisible(level)
        confidential = self.check("confidential", self.tr("เรื่องลับ"))
        line = QHBoxLayout()
        line.addWidget(confidential)
        self.layout_body.addLayout(line)
        self.category.codeChanged.connect(lambda _code: self._show_questions())
        self._show_questions()

    def offer(self, facts: OfficeFacts, kept: frozenset[str] = frozenset()) -> None:
        """Offer the office's categories and levels; those kept may be out of use."""
        for combo, listed in ((self.category, facts.categories), (self.level, facts.levels)):
            offered = [item for item in listed.all if item.active or item.code in kept]
            offer_choices(combo, [(item.code, item.name) for item in offered])

    def set_identity(self, identity: str | None) -> None:
        """Say whether the complainant gives a name, which decides what is asked."""
        self._identity = identity
        self._show_questions()

    def asks_evidence(self) -> bool:
        """Tell whether the question of evidence is asked."""
        category = self.category.code()
        return asks_for_evidence(self._identity, category, names_person=self._names_person)

    def evidence(self) -> str:
        """Return the evidence given; what is typed stays in the form while the question is not asked."""
        return self.question.text() if self.asks_evidence() else self._kept_evidence

    def keep_evidence(self, text: str) -> None:
        """Take what a registered complaint says of evidence, which stays though nobody asks for it."""
        self._kept_evidence = text

    def set_accused(self, *, named: bool) -> None:
        """Say whether a person is named as complained about; where that raises the question, show it."""
        asked = self.asks_evidence()
        self._names_person = named
        self._show_questions()
        if self.asks_evidence() and not asked:
            self.set_folded(False)

    def _show_questions(self) -> None:
        self._oia_card.setVisible(self.category.code() == "oia")
        self.question.setVisible(self.asks_evidence())
