"""The head of the case page: which case it is and how its clocks stand."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from services.complaints.reading import CaseDetail
from services.deadlines.clocks import Counting
from ui.case.status import State, case_state, due_state, reply_state
from ui.formatting import format_date, format_moment
from ui.theme import Space
from ui.widgets.flow_panel import FlowPanel
from ui.widgets.labels import StatusChip, TagLabel, ThaiLabel, heading, quiet_button

# As high as the button beside the first fact, so that captions and values stand in two straight lines.
VALUE_HEIGHT = 36


class Fact(QWidget):
    """Show one fact of the head: a small caption, its value, and a chip where it has a state."""

    def __init__(self, caption: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = caption
        self._above = heading(caption, "help")
        self._value = heading("", "label")
        self._value.setMinimumHeight(VALUE_HEIGHT)
        self.chip = StatusChip()
        self.row = QHBoxLayout()
        self.row.setSpacing(Space.XS + 2)
        self.row.addWidget(self._value)
        self.row.addWidget(self.chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.M, 0)
        column.setSpacing(0)
        column.addWidget(self._above)
        column.addLayout(self.row)

    def show_fact(self, value: str, state: State | None = None, note: str = "") -> None:
        """Show another value."""
        self._value.setText(value)
        self._above.setText(f"{self._caption} ({note})" if note else self._caption)
        self.chip.setVisible(state is not None)
        if state is not None:
            self.chip.set_state(state.text, state.tone, state.icon)
            self.chip.show()
        said = " ".join(part for part in (value, note, state.text if state else "") if part)
        self.setAccessibleName(f"{self._caption}: {said}")
        self.setVisible(bool(value))

    def text(self) -> str:
        """Return what is shown."""
        chip = "" if self.chip.isHidden() else self.chip.text()
        return " ".join(part for part in (self._above.text(), self._value.text(), chip) if part)


class CaseHead(QFrame):
    """Say which case it is: number, subject, state, clocks, officer and channel."""

    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.number = QLabel()
        self.number.setProperty("role", "title")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state = StatusChip()
        self.confidential = StatusChip(self.tr("ลับ"), "danger", "lock")
        self.hidden_name = StatusChip(self.tr("ขอปกปิดชื่อ"), "warning", "eye-off")
        self.old_number = TagLabel()
        self.subject = ThaiLabel("", "heading")
        self.due = Fact(self.tr("ครบกำหนดยุติเรื่อง"))
        self.reply = Fact(self.tr("แจ้งผู้ร้องเรียนภายใน"))
        self.officer = Fact(self.tr("ผู้รับผิดชอบ"))
        self.level = Fact(self.tr("ระดับ"))
        self.came_in = ThaiLabel("", "muted")
        self.why_button: QPushButton = quiet_button(self.tr("ที่มาของวันครบกำหนด"), "circle-question-mark")
        self.why_button.clicked.connect(lambda _on=False: self.why_asked.emit())
        self.actions_row = QHBoxLayout()
        self.actions_row.setSpacing(Space.XS)
        self._lay_out()

    def show_case(self, detail: CaseDetail, counting: Counting, today: date) -> None:
        """Show a case."""
        self.number.setText(self.tr("เลขรับ {number}").format(number=detail.number))
        state = case_state(detail)
        self.state.set_state(state.text, state.tone, state.icon)
        self.confidential.setVisible(detail.confidential)
        self.hidden_name.setVisible(detail.complainant.identity == "hidden")
        self.old_number.set_state(self.tr("เลขรับเดิม {number}").format(number=detail.old_number), icon_name="")
        self.old_number.setVisible(bool(detail.old_number))
        self.subject.setText(detail.subject or self.tr("(ไม่มีชื่อเรื่อง)"))
        note = ""
        if detail.due_original != detail.due_date:
            note = self.tr("กำหนดเดิม {day}").format(day=format_date(detail.due_original))
        counts = detail.status != "voided"  # Nothing falls due for a number that is void.
        due = format_date(detail.due_date) if counts else ""
        self.due.show_fact(due, due_state(detail, counting, today), note)
        reply = format_date(detail.reply_due) if detail.reply_due and counts else ""
        self.reply.show_fact(reply, reply_state(detail, counting, today))
        self.officer.show_fact(detail.officer or self.tr("ยังไม่มอบหมาย"))
        self.level.show_fact(detail.level_name or self.tr("ยังไม่กำหนด"))
        channel = " – ".join(filter(None, (detail.channel_name, detail.sub_channel_name)))
        came_in = self.tr("รับเมื่อ {at} ช่องทาง: {channel}")
        self.came_in.setText(came_in.format(at=format_moment(detail.received_at), channel=channel))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.number)
        top.addWidget(self.state)
        top.addStretch(1)
        top.addLayout(self.actions_row)
        beneath = QHBoxLayout()
        beneath.setSpacing(Space.S)
        for tag in (self.confidential, self.hidden_name, self.old_number):
            beneath.addWidget(tag)
        beneath.addWidget(self.came_in, 1)
        facts = FlowPanel(Space.S)
        for fact in (self.due, self.reply, self.officer, self.level):
            facts.add(fact)
        self.due.row.addWidget(self.why_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.XS, Space.M, Space.XS)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.subject)
        column.addLayout(beneath)
        column.addWidget(facts)
