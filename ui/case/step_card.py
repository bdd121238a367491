"""The card of the present step: who does what by when, what comes after, and the form."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from services.accounts.accounts import Colleague
from services.complaints.reading import CaseDetail
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.thai.dates import bangkok_date
from ui.case.chart_layout import usual_branch
from ui.case.fact_sheet import FactSheet
from ui.case.status import step_state
from ui.case.step_form import StepForm, Typed
from ui.case.values import asked_text, doer_text, limit_text
from ui.formatting import format_full
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import StatusChip, ThaiLabel, heading, quiet_button
from ui.widgets.text_area import TextArea


class StepCard(QFrame):
    """Show the step a case stands at, and its form where this person may finish it."""

    def __init__(self, *, brief: bool = False, parent: QWidget | None = None) -> None:
        """Build the card; a brief one leaves out who does what by when, which its page says elsewhere."""
        super().__init__(parent)
        self._brief = brief
        self.setProperty("role", "" if brief else "card")
        self.title = ThaiLabel("", "heading")
        self.chip = StatusChip()
        self.facts = FactSheet()
        self.why_not = ThaiLabel("", "muted")
        self.form = StepForm()
        self.banner = Banner(closable=False)
        self.unsaved = _Unsaved()
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.title, 1)
        top.addWidget(self.chip)
        column = QVBoxLayout(self)
        sides, ends = (0, 0) if brief else (Space.L, Space.M)
        column.setContentsMargins(sides, ends, sides, ends)
        column.setSpacing(Space.S)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addWidget(self.why_not)
        column.addWidget(self.banner)
        column.addWidget(self.form)
        column.addWidget(self.unsaved)

    def show_case(
        self, detail: CaseDetail, facts: OfficeFacts, colleagues: Sequence[Colleague], today: date
    ) -> None:
        """Show a case's present step; text typed for a step that is over moves below."""
        before = self.form.typed()
        moved = before is not None and before.complaint_id == detail.id and before.step != detail.step
        if moved and self.form.is_dirty() and (lines := self.form.written_lines()):
            self.unsaved.show_lines(lines)
        self._show_head(detail, facts, today)
        mine = "complete_step" in detail.actions
        self.form.setVisible(mine)
        if mine:
            self.form.show_step(detail, facts, colleagues)
        else:
            self.form.clear()

    def forget(self) -> None:
        """Drop everything of the case shown before."""
        self.form.clear()
        self.banner.close_banner()
        self.unsaved.clear()

    def restore(self, typed: Typed) -> None:
        """Put back what was typed before another case was looked at."""
        self.form.restore(typed)

    def _show_head(self, detail: CaseDetail, facts: OfficeFacts, today: date) -> None:
        step = detail.current_step
        self.chip.setVisible(False)
        if step is None or detail.status != "open":
            self.title.setText(_ended(self, detail))
            self.facts.set_rows(self._ending_rows(detail))
            self.why_not.hide()
            return
        self.title.setText(self.tr("ขั้นตอนที่ {number} {name}").format(number=step.number, name=step.name))
        state = step_state(detail, facts.counting, today)
        if state is not None:
            self.chip.set_state(state.text, state.tone, state.icon)
            self.chip.setVisible(True)
        mine = "complete_step" in detail.actions
        self.facts.setVisible(not (self._brief and mine))
        due = format_full(detail.step_due) if detail.step_due else limit_text(step.limit)
        branches = [branch for branch in step.branches if branch.label]
        following = detail.path[0] if detail.path else usual_branch(step).to
        coming = detail.chart.name_of(following)
        if len(branches) > 1:
            coming = " / ".join(f"{detail.chart.name_of(item.to)} ({item.label})" for item in branches)
        self.facts.set_rows(
            [
                (self.tr("ผู้ดำเนินการ"), doer_text(step, detail.officer)),
                (self.tr("ภายใน"), due),
                (self.tr("ต้องบันทึก"), "" if mine else asked_text(detail.chart, step)),
                (self.tr("ขั้นตอนต่อไป"), coming),
            ]
        )
        self.why_not.setVisible(not mine)
        self.why_not.setText(self.tr("ขั้นตอนนี้เป็นหน้าที่ของผู้ดำเนินการข้างต้น ท่านติดตามความคืบหน้าได้จากหน้านี้"))

    def _ending_rows(self, detail: CaseDetail) -> list[tuple[str, str]]:
        again = detail.first_closed_at is not None and detail.first_closed_at != detail.closed_at
        first = format_full(bangkok_date(detail.first_closed_at)) if detail.first_closed_at and again else ""
        return [
            (self.tr("ผลการดำเนินการ"), name_of("outcomes", detail.outcome)),
            (self.tr("การแจ้งผล"), name_of("notifications", detail.notification)),
            (self.tr("ยุติครั้งแรกเมื่อ"), first),
            (self.tr("เหตุผล"), detail.void_reason),
        ]


class _Unsaved(QWidget):
    """Keep text that was typed for a step which somebody else has finished meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = TextArea(min_lines=2, max_lines=8)
        self._area.set_read_only(True)
        self._area.setAccessibleName(self.tr("ข้อความที่ยังไม่ได้บันทึก"))
        close = quiet_button(self.tr("ไม่ใช้ข้อความนี้แล้ว"), "x")
        close.clicked.connect(lambda _on=False: self.clear())
        row = QHBoxLayout()
        row.addWidget(heading(self.tr("ข้อความที่ยังไม่ได้บันทึก"), "label"), 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.S, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(row)
        column.addWidget(
            ThaiLabel(self.tr("มีผู้ดำเนินการขั้นตอนก่อนไปแล้วระหว่างที่ท่านกรอก ท่านคัดลอกข้อความไปใช้ต่อได้"), "help")
        )
        column.addWidget(self._area)
        self.hide()

    def show_lines(self, lines: list[str]) -> None:
        """Show what was typed."""
        self._area.setText("\n".join(lines))
        self.show()

    def text(self) -> str:
        """Return what is kept."""
        return "" if self.isHidden() else self._area.text()

    def clear(self) -> None:
        """Forget it."""
        self._area.clear()
        self.hide()


def _ended(card: StepCard, detail: CaseDetail) -> str:
    if detail.status == "voided":
        return card.tr("เลขรับนี้ยกเลิกแล้ว")
    if detail.closed_at is None:
        return card.tr("ยุติเรื่องแล้ว")
    return card.tr("ยุติเรื่องแล้วเมื่อ{day}").format(day=format_full(bangkok_date(detail.closed_at)))
