"""The reports made before: opened as they were kept."""

from typing import Any

from PySide6.QtCore import QModelIndex, QSettings, Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from services.documents.kept import LONGEST_LIST, KeptPapers, MadeRow
from services.errors import DomainError
from ui.desk import Desk
from ui.error_messages import sentence
from ui.formatting import format_count, format_date, format_moment
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import EmptyState
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import DataTable
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Documents", "เอกสาร"), 330),
    (QT_TRANSLATE_NOOP("Documents", "ช่วงเวลา"), 190),
    (QT_TRANSLATE_NOOP("Documents", "ข้อมูล ณ วันที่"), 120),
    (QT_TRANSLATE_NOOP("Documents", "จัดทำเมื่อ"), 170),
    (QT_TRANSLATE_NOOP("Documents", "ผู้จัดทำ"), 180),
)


class MadeModel(RowsModel[MadeRow]):
    """Hold the reports made, the newest first."""

    def __init__(self) -> None:
        super().__init__("Documents", [title for title, _width in COLUMNS])

    def cell(self, row: MadeRow, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        made = format_moment(row.made_at)
        return (row.title, row.period, format_date(row.cut_off), made, row.made_by or "–")[column]


class MadePanel(QWidget):
    """List what was made; Enter opens the PDF as it was."""

    opened = Signal(object)  # MadePaper

    def __init__(self, desk: Desk, kept: KeptPapers, settings: QSettings | None = None) -> None:
        super().__init__()
        self._desk, self._kept = desk, kept
        self._opening = False
        self.banner = Banner()
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.model = MadeModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("เอกสารที่จัดทำไว้แล้ว"), key="documents-made", settings=settings)
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=0)
        self.table.opened.connect(self._open)
        self.nothing = EmptyState(
            self.tr("ยังไม่มีรายงานที่จัดทำไว้"),
            icon_name="archive",
            hint=self.tr("รายงานที่ไม่มีชื่อบุคคล เช่น รายงานประจำเดือน เก็บไว้ที่นี่ทุกฉบับเมื่อจัดทำแล้ว เปิดดูได้เหมือนวันที่จัดทำ"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.banner)
        column.addWidget(self.count)
        column.addWidget(self._stack, 1)

    def refresh(self) -> None:
        """Read the list again."""
        actor = self._desk.actor
        self._desk.runner.read(lambda: self._kept.list_made(actor), self._show, self._refuse, owner=self)

    def take_keyboard(self) -> None:
        """Put the keyboard on the list."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self, rows: tuple[MadeRow, ...]) -> None:
        self.banner.close_banner()
        at = self.table.currentIndex().row()
        shown = self.model.row_at(at).id if at >= 0 else None
        self.model.set_rows(rows)
        place = next((number for number, row in enumerate(rows) if row.id == shown), 0)
        if rows:
            self.table.selectRow(place)
        self._stack.setCurrentWidget(self.table if rows else self.nothing)
        self.count.setVisible(bool(rows))
        if len(rows) < LONGEST_LIST:
            self.count.setText(format_count(len(rows), self.tr("ฉบับ")))
        else:
            self.count.setText(self.tr("ล่าสุด {count} ฉบับ").format(count=f"{len(rows):,}"))

    def _open(self, index: QModelIndex) -> None:
        if self._opening:
            return
        self._opening = True
        actor, report_id = self._desk.actor, self.model.row_at(index.row()).id
        self._desk.runner.read(
            lambda: self._kept.read_made(actor, report_id),
            self._show_paper,
            self._refuse,
            owner=self,
            on_finally=self._rest,
        )

    def _show_paper(self, made: object) -> None:
        self.banner.close_banner()
        self.opened.emit(made)

    def _rest(self) -> None:
        self._opening = False

    def _refuse(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger")
