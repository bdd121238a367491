"""The register of inspections by month: look, strike out, print."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.channels.commands import InspectionRow
from services.channels.inspections import INSPECTORS, Inspections
from services.documents.office_papers import OfficePapers
from services.errors import DomainError
from services.thai.dates import Month, format_month
from services.unit_of_work import new_command_id
from ui.channels.dialogs import void_dialog
from ui.channels.models import HISTORY_COLUMNS, HistoryModel
from ui.channels.papers_panel import ShowPaper
from ui.desk import Desk
from ui.error_messages import sentence
from ui.reports.month_picker import MonthPicker
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import ThaiLabel, plain_button, primary_button
from ui.widgets.table import DataTable


class HistoryPanel(QWidget):
    """List a month's inspections, those struck out too."""

    def __init__(
        self,
        desk: Desk,
        inspections: Inspections,
        papers: OfficePapers,
        show_paper: ShowPaper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspections = inspections
        self._papers = papers
        self._show_paper = show_paper
        self._may = desk.actor.has(*INSPECTORS)
        self._asked = 0
        self.banner = Banner()
        self.picker = MonthPicker(Month.of(desk.clock.now().date()))
        self.summary = ThaiLabel("", "muted")
        self.model = HistoryModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("ทะเบียนการตรวจช่องทาง"))
        self.print_button = primary_button(self.tr("พิมพ์ทะเบียนของเดือนนี้"), "printer")
        self.record_button = plain_button(self.tr("พิมพ์บันทึกการเปิดกล่อง"), "mailbox")
        self.void_button = plain_button(self.tr("ยกเลิกการตรวจ"), "ban")
        self._lay_out()
        self.picker.monthChanged.connect(lambda _month: self.refresh())
        self.table.rowChanged.connect(lambda _index: self._show_buttons())
        self.print_button.clicked.connect(lambda _on: self.print_month())
        self.record_button.clicked.connect(lambda _on: self.print_record())
        self.void_button.clicked.connect(lambda _on: self.ask_void())

    def refresh(self) -> None:
        """Read the month's inspections again."""
        self._asked += 1
        turn, actor, month = self._asked, self._desk.actor, self.picker.month()
        self._desk.runner.read(
            lambda: self._inspections.list_inspections(actor, month.start, month.end),
            lambda rows: self._show(turn, month, rows),
            self._on_failed,
            owner=self,
        )

    def print_month(self) -> None:
        """Show the register of the month on paper."""
        actor, month = self._desk.actor, self.picker.month()
        title = self.tr("ทะเบียนการตรวจช่องทาง {month}").format(month=month.be_label)
        self._desk.runner.read(
            lambda: self._papers.make_inspection_register(actor, month),
            lambda content: self._show_paper(content, title),
            self._on_failed,
            owner=self,
        )

    def print_record(self) -> None:
        """Show the record of the chosen opening of the box."""
        row = self._chosen()
        if row is None or row.opening_id is None:
            return
        actor, opening, command = self._desk.actor, row.opening_id, new_command_id()
        title = self.tr("บันทึกการเปิดกล่อง {number}").format(number=row.opening_number)
        self._desk.runner.write(
            lambda: self._papers.make_box_record(actor, opening, command),
            lambda content: self._show_paper(content, title),
            self._on_failed,
            owner=self,
        )

    def ask_void(self) -> None:
        """Ask why the chosen inspection is struck out."""
        row = self._chosen()
        if row is None or not self._may or row.void_reason:
            return
        dialog = void_dialog(self._desk, self._inspections, row, self.window())
        dialog.done_with.connect(lambda _nothing: self._on_voided())
        dialog.open()

    def _on_voided(self) -> None:
        self._desk.feedback.saved(self.tr("ยกเลิกการตรวจแล้ว"))
        self.refresh()

    def _chosen(self) -> InspectionRow | None:
        number = self.table.current_row()
        return self.model.row_at(number) if 0 <= number < self.model.rowCount() else None

    def _show(self, turn: int, month: Month, rows: list[InspectionRow]) -> None:
        if turn != self._asked:
            return
        self.banner.close_banner()
        kept = max(self.table.current_row(), 0)
        self.model.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(kept, len(rows) - 1), 0))
        self.table.set_empty_text(
            self.tr("ยังไม่มีการตรวจในเดือน{month} บันทึกการตรวจได้ที่มุมมองการตรวจวันนี้").format(
                month=format_month(month)
            )
        )
        counted = [row for row in rows if not row.void_reason]
        text = self.tr("เดือน{month} บันทึกการตรวจ {count} ครั้ง พบ {found} รายการ")
        self.summary.setText(
            text.format(
                month=format_month(month), count=len(counted), found=sum(row.found for row in counted)
            )
        )
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self._chosen()
        self.record_button.setEnabled(row is not None and row.opening_id is not None)
        self.void_button.setVisible(self._may)
        self.void_button.setEnabled(row is not None and not row.void_reason)

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger")

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in HISTORY_COLUMNS], stretch=5)
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        self.picker.setMaximumWidth(360)
        for part in (self.picker, self.print_button, self.record_button, self.void_button):
            top.addWidget(part)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
