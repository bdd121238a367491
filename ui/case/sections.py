"""Everything kept of a case, in sections that fold."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from services.complaints.reading import CaseDetail, ComplainantDetail
from services.office.facts import OfficeFacts
from ui.case.attachments import AttachmentList
from ui.case.content import complainant_rows, handling_rows, intake_rows, story_rows
from ui.case.fact_sheet import FactSheet
from ui.case.history_text import history_entries
from ui.case.parts import CasePart
from ui.case.values import People
from ui.theme import Space
from ui.widgets.fields import FormSection
from ui.widgets.labels import quiet_button
from ui.widgets.timeline import Timeline


class CaseSections(QFrame):
    """Show a case's story, people, handling, files and history."""

    def __init__(self, parts: Sequence[CasePart] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.story, self.complainant, self.intake, self.handling = (FactSheet() for _ in range(4))
        self.files = AttachmentList()
        self.history = Timeline()
        self.reveal_button = quiet_button(self.tr("ขอดูชื่อผู้ร้องเรียนที่ปกปิด"), "eye")
        self.cover_button = quiet_button(self.tr("ปกปิดชื่ออีกครั้ง"), "eye-off")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.L, Space.S)
        column.setSpacing(Space.XS)
        self._column = column
        self._add(self.tr("รายละเอียดของเรื่อง"), self.story)
        self._add(self.tr("ผู้ร้องเรียน"), self.complainant, self.reveal_button, self.cover_button)
        self._handling = self._add(self.tr("การดำเนินการและผล"), self.handling)
        self._add(self.tr("การรับเรื่อง"), self.intake)
        self._files = self._add(self.tr("ไฟล์แนบ"), self.files)
        self._parts = [
            (part, self._add(part.title, widget)) for part in parts if (widget := part.widget()) is not None
        ]
        self._history = self._add(self.tr("ประวัติของเรื่อง"), self.history)

    def show_case(
        self, detail: CaseDetail, facts: OfficeFacts, people: People, revealed: ComplainantDetail | None
    ) -> None:
        """Show a case."""
        self.story.set_rows(story_rows(detail))
        self.complainant.set_rows(complainant_rows(detail, revealed))
        self.reveal_button.setVisible("reveal" in detail.actions and revealed is None)
        self.cover_button.setVisible(revealed is not None)
        self._handling.setVisible(self.handling.set_rows(handling_rows(detail)))
        self.intake.set_rows(intake_rows(detail))
        self.files.set_rows(detail.attachments)
        self._files.set_title(self.tr("ไฟล์แนบ"), f"({len(detail.attachments)})" if detail.attachments else "")
        entries = tuple(history_entries(detail, facts, people))
        if entries != self.history.entries():
            self.history.set_entries(entries)
        self._history.set_title(self.tr("ประวัติของเรื่อง"), f"({len(entries)})")

    def show_parts(self, worth_showing: Mapping[CasePart, bool]) -> None:
        """Show the sections of the parts that have something to show."""
        for part, section in self._parts:
            section.set_title(part.title, f"({part.count()})" if part.count() else "")
            section.setVisible(worth_showing.get(part, False))

    def _add(self, title: str, *widgets: QWidget) -> FormSection:
        section = FormSection(title)
        for widget in widgets:
            beside = isinstance(widget, QPushButton)
            side = Qt.AlignmentFlag.AlignLeft if beside else Qt.AlignmentFlag(0)
            section.layout_body.addWidget(widget, 0, side)
        self._column.addWidget(section)
        return section
