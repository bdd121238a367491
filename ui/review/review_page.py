"""The supervisor's page: what waits for a decision, what is late, and the two indicators."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts, Colleague
from services.complaints.casework import Casework
from services.complaints.readers import CaseReaders
from services.complaints.reading import CaseDetail, Cases
from services.complaints.review import LISTS, Review
from services.errors import DomainError, NotFound
from services.figures.indicators import Indicators, MonthFigures
from services.letters.letters import Letters
from services.letters.reading import LettersWaiting
from services.thai.dates import Month, bangkok_date
from ui.case.step_saver import StepSaver
from ui.desk import Desk
from ui.formatting import format_count, format_long
from ui.register.bulk import BulkServices, SelectionBar
from ui.register.model import COLUMNS, RegisterModel
from ui.review.claim import ConfidentialClaim
from ui.review.indicator_card import IndicatorCard
from ui.review.quick_panel import QuickPanel
from ui.theme import Space
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import ThaiLabel, plain_button
from ui.widgets.table import DataTable

# Columns of each kind of list, and those added where the table is wide.
DECIDING, WATCHING, FURTHER = (
    ("number", "subject", "state", "due"),
    ("number", "subject", "due", "officer"),
    ("step", "officer"),
)
WIDE = 760
WIDTHS = {"number": 94, "state": 146, "due": 118, "step": 220, "officer": 150}
PANEL_LEAST, PANEL_MOST, PANEL_SHARE = 380, 620, 0.4


@dataclass(frozen=True, slots=True)
class _Chosen:
    detail: CaseDetail
    colleagues: tuple[Colleague, ...]


class ReviewPage(QWidget):
    """List what waits for the supervisor, and let it be decided beside the list."""

    def __init__(  # noqa: PLR0913 - a page lists every service it uses
        self,
        desk: Desk,
        review: Review,
        casework: Casework,
        indicators: Indicators,
        cases: Cases,
        accounts: Accounts,
        parent: QWidget | None = None,
        *,
        letters: Letters | None = None,
        bulk: BulkServices | None = None,
        readers: CaseReaders | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._letters = letters
        self._desk, self._review, self._indicators = desk, review, indicators
        self._cases, self._accounts = cases, accounts
        self._chosen: _Chosen | None = None
        self._wanted = (0, 0)  # The case asked for last: its id and the row it stood in.
        self._turn = 0
        self.indicator1 = IndicatorCard(self.tr("ตัวชี้วัดที่ 1 ข้อร้องเรียนที่แก้ไขจนเป็นที่ยุติ"))
        self.indicator2 = IndicatorCard(self.tr("ตัวชี้วัดที่ 2 ข้อร้องเรียนที่ยุติภายในเวลาที่กำหนด"))
        self.period = ThaiLabel("", "help")
        self._names = {
            "for_superior": self.tr("เสนอเหนือขึ้นไป"),
            "accusations": self.tr("บัตรสนเท่ห์"),
            "to_assign": self.tr("รอมอบหมาย"),
            "to_approve": self.tr("รอพิจารณาผล"),
            "to_close": self.tr("รอยุติเรื่อง"),
            "late": self.tr("เกินกำหนด"),
            "due_soon": self.tr("ใกล้ครบกำหนด"),
        }
        self.lists = SegmentedChoice([*self._names.items()])
        self.lists.setAccessibleName(self.tr("รายการ"))
        self.letters_button = plain_button("", "mail")
        self.letters_button.clicked.connect(lambda _on=False: desk.navigate("letters"))
        self.letters_button.hide()
        self.claim = ConfidentialClaim(desk, readers, self) if readers is not None else None
        self.model = RegisterModel(desk.runner, self._today)
        self.table = DataTable(self.tr("เรื่องที่รอพิจารณา"), key="review")
        self.panel = QuickPanel()
        self._saver = StepSaver(
            desk, casework, self.panel.card, lambda: self.detail, self._after_save, self.refresh
        )
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selection = (
            SelectionBar(desk, bulk, self.table, self.model, self.refresh) if bulk is not None else None
        )
        self._build()
        self._connect()
        self.lists.set_code("to_assign")

    # --- what the window calls

    def open(self, list: str = "") -> None:  # noqa: A002 - what navigate() calls it
        """Show a list by its code in LISTS; without one, the list shown before."""
        if list in LISTS and list != self.lists.code():
            self.lists.set_code(list)
        self.refresh()
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the counts, the figures, the list and the chosen case again; everything typed stays."""
        if self._saver.is_saving:
            return
        actor, month = self._desk.actor, Month.of(self._today())
        runner = self._desk.runner
        runner.read(lambda: self._review.count_waiting(actor), self._show_counts, owner=self)
        runner.read(lambda: self._indicators.read_month(actor, month), self._show_figures, owner=self)
        if (letters := self._letters) is not None:
            runner.read(lambda: letters.count_waiting(actor), self._show_letters, owner=self)
        self.model.reload()
        if self._chosen is not None:
            self._read_case(self._chosen.detail.id)

    def may_leave(self) -> bool:
        """Ask before leaving text that is not saved."""
        return self._saver.may_leave()

    @property
    def detail(self) -> CaseDetail | None:
        """Return the case chosen in the list."""
        return self._chosen.detail if self._chosen else None

    # --- showing

    def _show_counts(self, counts: dict[str, int]) -> None:
        for code, name in self._names.items():
            button = self.lists.button(code)
            button.setText(f"{name}  {counts[code]:,}")
            said = format_count(counts[code], self.tr("เรื่อง"))
            button.setAccessibleName(f"{self.lists.accessibleName()}: {name} {said}")

    def _show_letters(self, waiting: LettersWaiting) -> None:
        self.letters_button.setVisible(bool(waiting.to_approve))
        self.letters_button.setText(self.tr("หนังสือรอพิจารณา  {count}").format(count=f"{waiting.to_approve:,}"))

    def _show_figures(self, figures: MonthFigures) -> None:
        so_far, settings = figures.year_to_date, self._desk.facts().settings
        text = self.tr("ปีงบประมาณ {year} สะสมถึงวันที่ {day} นับเฉพาะข้อร้องเรียนในการให้บริการ")
        self.period.setText(text.format(year=figures.month.fiscal_year, day=format_long(figures.cut_off)))
        waiting = so_far.open_not_due
        open_not_due = self.tr("ยังไม่ครบกำหนด {count} เรื่อง").format(count=f"{waiting:,}") if waiting else ""
        self.indicator1.show_indicator(
            so_far.indicator1, target=settings.indicator1_target_percent, few_below=settings.few_cases_below
        )
        self.indicator2.show_indicator(
            so_far.indicator2,
            target=settings.indicator2_target_percent,
            few_below=settings.few_cases_below,
            beside=open_not_due,
        )

    def _show_list(self, code: str | None) -> None:
        if code is None:
            return
        actor = self._desk.actor
        self._leave_case()
        self._wanted = (0, 0)
        self.table.set_empty_text(self._nothing(code))
        self._show_columns()
        self.model.start(
            lambda after, limit: self._review.list_waiting(actor, code, after=after, limit=limit)
        )

    def _nothing(self, code: str) -> str:
        return {
            "for_superior": self.tr("ไม่มีเรื่องที่ต้องเสนอผู้บังคับบัญชาเหนือขึ้นไป"),
            "accusations": self.tr("ไม่มีบัตรสนเท่ห์รอพิจารณา"),
            "to_assign": self.tr("ไม่มีเรื่องรอมอบหมาย"),
            "to_approve": self.tr("ไม่มีเรื่องรอพิจารณาผล"),
            "to_close": self.tr("ไม่มีเรื่องรอยุติ"),
            "late": self.tr("ไม่มีเรื่องเกินกำหนด"),
            "due_soon": self.tr("ไม่มีเรื่องใกล้ครบกำหนด"),
        }[code]

    def _choose_again(self) -> None:
        """After the list was read: stay on the case, or on its place when it has left the list."""
        complaint_id, place = self._wanted
        count = self.model.rowCount()
        if not count:
            self._leave_case()
            return
        row = self.model.row_of(complaint_id)
        row = min(place, count - 1) if row < 0 else row
        if row == self.table.current_row():
            self._on_row(self.model.index(row, 0))
        else:
            self.table.setCurrentIndex(self.model.index(row, COLUMN_OF["subject"]))

    def _on_row(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        complaint_id = self.model.row_at(index.row()).id
        self._wanted = (complaint_id, index.row())
        if self.detail is None or self.detail.id != complaint_id:
            self._read_case(complaint_id)

    def _read_case(self, complaint_id: int) -> None:
        self._turn += 1
        turn, actor = self._turn, self._desk.actor

        def load() -> _Chosen:
            detail = self._cases.read_case(actor, complaint_id)
            return _Chosen(detail, tuple(self._accounts.list_colleagues(actor)))

        self._desk.runner.read(
            load,
            lambda chosen: self._show_case(chosen) if turn == self._turn else None,
            lambda error: self._not_read(error) if turn == self._turn else None,
            owner=self,
        )

    def _show_case(self, chosen: _Chosen) -> None:
        another = self.detail is None or self.detail.id != chosen.detail.id
        if another:
            self._leave_case()
        self._chosen = chosen
        self.panel.show_case(chosen.detail, self._desk.facts(), chosen.colleagues, self._today())
        if another:
            self._saver.put_back(chosen.detail.id)

    def _not_read(self, error: DomainError) -> None:
        self._leave_case()
        if not isinstance(error, NotFound):
            self._desk.feedback.error(error)

    def _leave_case(self) -> None:
        self._saver.leave_case()
        self._chosen = None
        self.panel.clear()

    def _after_save(self, _saved: CaseDetail) -> None:
        # Back to the list, where the next case has moved up under the cursor.
        self._leave_case()
        self.table.setFocus()
        self.refresh()

    def _open_case(self) -> None:
        if self._wanted[0]:
            self._desk.navigate("case", complaint_id=self._wanted[0])

    def _today(self) -> date:
        return bangkok_date(self._desk.clock.now())

    # --- building

    def _build(self) -> None:
        self.table.set_column_widths([WIDTHS.get(name, width) for name, _title, width in COLUMNS])
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(COLUMN_OF["subject"], QHeaderView.ResizeMode.Stretch)
        figures = QHBoxLayout()
        figures.setSpacing(Space.M)
        figures.addWidget(self.indicator1, 1)
        figures.addWidget(self.indicator2, 1)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.table, 1)
        row.addWidget(self.panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        column.setSpacing(Space.S)
        top = QHBoxLayout()
        top.addWidget(self.period, 1)
        top.addWidget(self.letters_button)
        if self.claim is not None:
            top.addWidget(self.claim.button)
        column.addLayout(top)
        column.addLayout(figures)
        column.addWidget(self.lists)
        column.addLayout(row, 1)
        if self.selection is not None:
            column.addWidget(self.selection)

    def _connect(self) -> None:
        self.lists.codeChanged.connect(self._show_list)
        self.model.loaded.connect(self._choose_again)
        self.model.failed.connect(self._desk.feedback.error)
        self.table.rowChanged.connect(self._on_row)
        self.table.opened.connect(lambda _index: self._open_case())
        self.panel.open_asked.connect(self._open_case)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        share = int(event.size().width() * PANEL_SHARE)
        self.panel.setFixedWidth(max(PANEL_LEAST, min(PANEL_MOST, share)))
        self._show_columns()

    def _show_columns(self) -> None:
        shown: tuple[str, ...] = WATCHING if self.lists.code() in ("late", "due_soon") else DECIDING
        shown += FURTHER if self.width() - self.panel.width() > WIDE else ()
        for name, number in COLUMN_OF.items():
            self.table.setColumnHidden(number, name not in shown)


COLUMN_OF = {name: number for number, (name, _title, _width) in enumerate(COLUMNS)}
