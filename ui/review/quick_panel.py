"""The case chosen in a list of the review page: its gist, and the step's form to finish it here."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.accounts.accounts import Colleague
from services.complaints.reading import CaseDetail
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from ui.case.content import complainant_rows
from ui.case.fact_sheet import FactSheet
from ui.case.status import due_state
from ui.case.step_card import StepCard
from ui.formatting import format_date
from ui.theme import Space
from ui.widgets.labels import EmptyState, StatusChip, ThaiLabel, heading, plain_button, rule
from ui.widgets.scrolling import scrolling

STORY_LENGTH = 600


class QuickPanel(QFrame):
    """Show one case in brief beside the list."""

    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.number = heading("", "heading")
        self.due = StatusChip()
        self.open_button = plain_button(self.tr("เปิดเรื่อง"), "file-text")
        self.open_button.clicked.connect(lambda _on=False: self.open_asked.emit())
        self.subject = ThaiLabel("", "label")
        self.gist = FactSheet(label_width=104)
        self.card = StepCard(brief=True)
        self._empty = EmptyState(self.tr("เลือกเรื่องจากรายการ"), icon_name="clipboard-check")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._lay_out())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def show_case(
        self, detail: CaseDetail, facts: OfficeFacts, colleagues: Sequence[Colleague], today: date
    ) -> None:
        """Show a case."""
        self.number.setText(self.tr("เลขรับ {number}").format(number=detail.number))
        state = due_state(detail, facts.counting, today)
        self.due.setVisible(state is not None)
        if state is not None:
            self.due.set_state(state.text, state.tone, state.icon)
            self.due.show()
        self.subject.setText(detail.subject)
        self.subject.setVisible(bool(detail.subject))
        self.gist.set_rows(self._rows(detail))
        self.card.show_case(detail, facts, colleagues, today)
        self._stack.setCurrentIndex(1)

    def clear(self) -> None:
        """Show no case."""
        self._stack.setCurrentIndex(0)

    def _rows(self, detail: CaseDetail) -> list[tuple[str, str]]:
        story = detail.detail if len(detail.detail) <= STORY_LENGTH else detail.detail[:STORY_LENGTH] + "…"
        respondents = ", ".join(item.person or item.unit for item in detail.respondents)
        return [
            (self.tr("ข้อเท็จจริงที่ตรวจสอบพบ"), detail.findings),
            (self.tr("การแก้ไข"), detail.corrective_action),
            (self.tr("ผลที่เสนอ"), name_of("outcomes", detail.outcome)),
            (self.tr("รายละเอียด"), story),
            (self.tr("ผู้ถูกร้องเรียน"), respondents),
            complainant_rows(detail)[0],
            (self.tr("ระดับ"), detail.level_name),
            (self.tr("ครบกำหนด"), format_date(detail.due_date)),
            (self.tr("ผู้รับผิดชอบ"), detail.officer),
        ]

    def _lay_out(self) -> QWidget:
        content = QWidget()
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.number)
        top.addStretch(1)
        top.addWidget(self.open_button)
        beneath = QHBoxLayout()
        beneath.addWidget(self.due)
        beneath.addStretch(1)
        column = QVBoxLayout(content)
        column.setContentsMargins(Space.L, Space.S, Space.M, Space.S)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.subject)
        column.addLayout(beneath)
        column.addWidget(self.card)
        column.addWidget(rule())
        column.addWidget(self.gist)
        column.addStretch(1)
        return scrolling(content, sideways=False)
