"""The journal: who did what, when, about which case, and what it changed."""

from datetime import date

from PySide6.QtCore import QModelIndex, QSettings
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QStackedWidget, QVBoxLayout, QWidget

from services.errors import DomainError
from services.journal.reading import JournalFilter, JournalReading, RecordDetail
from services.thai.dates import bangkok_date
from ui.desk import Desk
from ui.error_messages import sentence
from ui.journal.detail import RecordPanel
from ui.journal.filters import JournalFilters
from ui.journal.model import COLUMNS, JournalModel
from ui.journal.words import Values
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import EmptyState
from ui.widgets.table import DataTable

TABLE, EMPTY = range(2)
PANEL_WIDTH = 328


class JournalPage(QWidget):
    """List the records, newest first; beside them stands the one that the cursor is on."""

    def __init__(
        self,
        desk: Desk,
        journal: JournalReading,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._journal = journal
        self._people: dict[int, str] = {}
        self._asked = 0
        self.filters = JournalFilters(self._today)
        self.banner = Banner()
        self.model = JournalModel(desk.runner)
        self.model.setParent(self)
        self.table = DataTable(self.tr("บันทึกการทำงาน"), key="journal", settings=settings)
        self.panel = RecordPanel()
        self._stack = QStackedWidget()
        self._lay_out()
        self.filters.asked.connect(self._ask)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._on_failed)
        self.table.rowChanged.connect(self._show)
        self.table.opened.connect(self._open_case)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.filters.search.setFocus)

    def open(self, number: str = "") -> None:
        """Show the journal, of one case where a number is given."""
        if number:
            self.filters.search.setText(number)
        self._desk.runner.read(
            lambda: self._journal.list_people(self._desk.actor), self._set_people, self._on_failed, owner=self
        )
        self._ask()

    def refresh(self) -> None:
        """Read the records again."""
        self._ask()

    def _set_people(self, people: list[tuple[int, str]]) -> None:
        self._people = dict(people)
        self.filters.set_people(people)

    def _ask(self) -> None:
        wanted, actor = self.filters.wanted(), self._desk.actor
        self.filters.clear_button.setEnabled(wanted != JournalFilter())
        self.model.start(
            lambda after, limit: self._journal.read_records(actor, wanted, after=after, limit=limit)
        )

    def _on_loaded(self) -> None:
        empty = self.model.rowCount() == 0
        self._stack.setCurrentIndex(EMPTY if empty else TABLE)
        if empty:
            self.panel.show_nothing()
        elif not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger", self.tr("ลองใหม่"), self._retry)

    def _retry(self) -> None:
        self.banner.close_banner()
        self._ask()

    def _show(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        key = self.model.row_at(index.row()).key
        self._asked = key
        self._desk.runner.read(
            lambda: self._journal.read_record(self._desk.actor, key),
            self._show_record,
            self._on_failed,
            owner=self,
        )

    def _show_record(self, detail: RecordDetail) -> None:
        if detail.row.key == self._asked:  # The cursor may have gone on meanwhile.
            self.panel.show_record(detail, Values(self._desk.facts(), self._people))

    def _open_case(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row.subject == "complaint" and row.subject_id is not None:
            self._desk.navigate("case", complaint_id=row.subject_id)

    def _today(self) -> date:
        return bangkok_date(self._desk.clock.now())

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _name, _title, width in COLUMNS])
        for number, (name, _title, _width) in enumerate(COLUMNS):
            if name in ("who", "what"):
                self.table.horizontalHeader().setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                self.tr("ไม่มีรายการที่ตรงกับที่เลือก"),
                icon_name="search",
                hint=self.tr("ลองล้างตัวกรองเพื่อดูทุกรายการ"),
                action_text=self.tr("ล้างตัวกรอง"),
                on_action=self.filters.clear,
            )
        )
        self.panel.setFixedWidth(PANEL_WIDTH)
        keys = QLabel(self.tr("Enter เปิดเรื่อง   Ctrl+F ค้นหาด้วยเลขรับ"))
        keys.setProperty("role", "help")
        middle = QHBoxLayout()
        middle.setSpacing(Space.M)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.filters)
        column.addWidget(self.banner)
        column.addLayout(middle, 1)
        column.addWidget(keys)
