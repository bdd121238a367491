"""The register: every complaint taken in, searched, filtered and opened."""

from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSettings, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from services.accounts.accounts import Accounts
from services.complaints.register import Register, RegisterFilter
from services.errors import DomainError
from services.permissions import Role
from services.thai.dates import bangkok_date
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import sentence
from ui.formatting import format_count
from ui.register.bulk import BulkServices, SelectionBar
from ui.register.figure import FigureCases
from ui.register.filters import RegisterFilters
from ui.register.model import COLUMNS, RegisterModel
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.labels import EmptyState
from ui.widgets.table import DataTable

TABLE, EMPTY, NOTHING_FOUND = range(3)


class RegisterPage(QWidget):
    """List complaints, newest received first; Enter opens the one the cursor is on."""

    def __init__(
        self,
        desk: Desk,
        register: Register,
        accounts: Accounts,
        parent: QWidget | None = None,
        *,
        settings: QSettings | None = None,
        bulk: BulkServices | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._register = register
        self._accounts = accounts
        self._given: RegisterFilter | FigureCases | None = None
        self._figure: FigureCases | None = None
        self._shown = RegisterFilter()
        self._kept: tuple[int | None, int] = (None, 0)
        self._fresh = True
        self.filters = RegisterFilters(desk.facts(), self._today())
        self.banner = Banner()
        self.figure_banner = Banner(closable=False)
        self.count = QLabel()
        self.model = RegisterModel(desk.runner, self._today)
        self.model.setParent(self)
        self.table = DataTable(self.tr("ทะเบียนเรื่องที่รับ"), key="register", settings=settings)
        self._stack = QStackedWidget()
        self._prepare_table()
        self.selection = (
            SelectionBar(desk, bulk, self.table, self.model, self.refresh) if bulk is not None else None
        )
        self._lay_out()
        self.filters.asked.connect(self._on_asked)
        self.model.loaded.connect(self._on_loaded)
        self.model.failed.connect(self._on_failed)
        self.model.modelAboutToBeReset.connect(self._keep_place)
        self._add_keys()

    def open(
        self,
        filter: RegisterFilter | None = None,  # noqa: A002 - what navigate() calls it
        figure: FigureCases | None = None,
    ) -> None:
        """Show what a filter asks for, or the cases behind a figure.

        Without either, or on the way back, it shows what was shown before.
        """
        self.filters.set_lists(self._desk.facts(), self._today())
        self._read_colleagues()
        given = figure or filter
        if given is not None and given is not self._given:
            self._given, self._figure = given, figure
            wanted = figure.wanted if figure is not None else filter or RegisterFilter()
            self.filters.show_filter(wanted)
            self._ask(wanted)
        elif self.model.rowCount() == 0 and not self.model.is_loading:
            self._ask(self.filters.wanted())
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the rows shown again; the cursor stays on its case."""
        self.model.reload()
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.filters.search and event.key() == Qt.Key.Key_Down:
                self._go_to_table()
                return True
            if watched is self.table and event.matches(QKeySequence.StandardKey.Copy):
                self.copy_rows()
                return True
            if event.key() == Qt.Key.Key_Escape:
                return self._on_escape()
        return super().eventFilter(watched, event)

    def copy_rows(self) -> None:
        """Put the rows chosen on the clipboard, cells parted by tabs."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        if not rows:
            return
        text, command_id = self.model.text_of(rows), new_command_id()
        self._desk.runner.write(
            lambda: self._register.record_export(self._desk.actor, len(rows), command_id),
            lambda _done: self._put_on_clipboard(text, len(rows)),
            self._desk.feedback.error,
            owner=self,
        )

    def _put_on_clipboard(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self._desk.feedback.notice(self.tr("คัดลอกแล้ว {count} เรื่อง").format(count=f"{count:,}"))

    # --- asking

    def _on_asked(self) -> None:
        wanted = self.filters.wanted()
        if wanted != self._shown:
            self._ask(wanted)

    def _ask(self, wanted: RegisterFilter) -> None:
        self._shown = wanted
        self._fresh = True
        self._show_figure(wanted)
        self.filters.clear_button.setEnabled(wanted != RegisterFilter())
        actor = self._desk.actor
        self.model.start(
            lambda after, limit: self._register.list_complaints(actor, wanted, after=after, limit=limit)
        )
        self._count()

    def _count(self) -> None:
        wanted = self._shown
        self._desk.runner.read(
            lambda: self._register.count_complaints(self._desk.actor, wanted),
            lambda count: self._on_counted(wanted, count),
            self._on_failed,
            owner=self,
        )

    def _read_colleagues(self) -> None:
        self._desk.runner.read(
            lambda: self._accounts.list_colleagues(self._desk.actor),
            self.filters.set_colleagues,
            self._on_failed,
            owner=self,
        )

    def _on_counted(self, wanted: RegisterFilter, count: int) -> None:
        if wanted != self._shown:
            return
        if self._figure is not None and wanted == self._figure.wanted:
            self._say_figure(self._figure, count)
        self.count.setText(self.tr("พบ {count}").format(count=format_count(count, self.tr("เรื่อง"))))

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger", self.tr("ลองใหม่"), self._retry)

    def _retry(self) -> None:
        self.banner.close_banner()
        self._ask(self.filters.wanted())

    # --- the cases behind a figure

    def _show_figure(self, wanted: RegisterFilter) -> None:
        """Keep the figure's banner as long as its cases are what the filters begin with."""
        if self._figure is None or wanted.ids != self._figure.wanted.ids:
            self._figure = None
            self.figure_banner.hide()
        else:
            self._say_figure(self._figure, None)

    def _say_figure(self, figure: FigureCases, seen: int | None) -> None:
        cases = len(set(figure.ids))
        said = self.tr("เรื่องที่นับในตัวเลข “{figure}” จำนวน {number} เรื่อง").format(
            figure=figure.title, number=f"{len(figure.ids):,}"
        )
        if cases < len(figure.ids):
            said += self.tr(" เรื่องที่นับมากกว่าหนึ่งครั้งแสดงเพียงครั้งเดียว")
        if seen is not None and seen < cases:
            said += self.tr(" แสดงเฉพาะเรื่องที่ท่านมีสิทธิดู {count} เรื่อง").format(count=f"{seen:,}")
        self.figure_banner.show_text(said, "info", self.tr("กลับไปที่ตัวเลข"), self._back_to_figure)

    def _back_to_figure(self) -> None:
        if self._figure is not None:
            self._desk.navigate(self._figure.page)

    # --- showing

    def _keep_place(self) -> None:
        row = self.table.current_row()
        chosen = self.model.row_at(row).id if 0 <= row < self.model.rowCount() else None
        self._kept = (chosen, self.table.verticalScrollBar().value())

    def _on_loaded(self) -> None:
        empty = self.model.rowCount() == 0
        if empty:
            everything = self._shown == RegisterFilter()
            self._stack.setCurrentIndex(EMPTY if everything else NOTHING_FOUND)
            return
        self._stack.setCurrentIndex(TABLE)
        if self._fresh or not self.table.currentIndex().isValid():
            self._restore_place()

    def _restore_place(self) -> None:
        chosen, scroll = (None, 0) if self._fresh else self._kept
        self._fresh = False
        row = self.model.row_of(chosen) if chosen is not None else -1
        self.table.setCurrentIndex(self.model.index(max(row, 0), 0))
        self.table.verticalScrollBar().setValue(scroll if row >= 0 else 0)

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _name, _title, width in COLUMNS])
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self._open_case)
        self.table.installEventFilter(self)
        self.filters.search.installEventFilter(self)
        for combo in self.filters.combos():
            combo.lineEdit().installEventFilter(self)

    def _open_case(self, index: QModelIndex) -> None:
        self._desk.navigate("case", complaint_id=self.model.row_at(index.row()).id)

    def _go_to_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    def _on_escape(self) -> bool:
        if self.filters.wanted() == RegisterFilter():
            return False
        self.filters.clear()
        self.filters.search.setFocus()
        return True

    def _take_in(self) -> None:
        self._desk.navigate("intake_walk_in")

    def _add_keys(self) -> None:
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._focus_search)

    def _focus_search(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _today(self) -> date:
        return bangkok_date(self._desk.clock.now())

    def _lay_out(self) -> None:
        may_take = self._desk.actor.has(Role.FRONT_DESK, Role.SUPERVISOR)
        empty = EmptyState(
            self.tr("ยังไม่มีเรื่องที่รับ"),
            hint=self.tr("เรื่องที่รับไว้จากทุกช่องทางจะแสดงที่นี่ เรื่องล่าสุดอยู่บนสุด"),
            action_text=self.tr("รับเรื่อง (F2)") if may_take else "",
            on_action=self._take_in,
        )
        nothing = EmptyState(
            self.tr("ไม่พบเรื่องที่ตรงกับที่ค้นหา"),
            icon_name="search",
            hint=self.tr("ลองใช้คำที่สั้นลง หรือล้างตัวกรองเพื่อดูทุกเรื่อง"),
            action_text=self.tr("ล้างตัวกรอง"),
            on_action=self.filters.clear,
        )
        for page in (self.table, empty, nothing):
            self._stack.addWidget(page)
        self.count.setProperty("role", "muted")
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        keys = QLabel(
            self.tr("Enter เปิดเรื่อง   Ctrl+F ค้นหา   Esc ล้างตัวกรอง   Shift/Ctrl เลือกหลายเรื่อง   Ctrl+C คัดลอก")
        )
        keys.setProperty("role", "help")
        foot.addWidget(keys)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
        column.setSpacing(Space.S)
        column.addWidget(self.filters)
        column.addWidget(self.banner)
        column.addWidget(self.figure_banner)
        column.addWidget(self._stack, 1)
        if self.selection is not None:
            column.addWidget(self.selection)
        column.addLayout(foot)
