"""What is to be looked into today, recorded by one key, and what was found and waits to be taken in."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.channels.commands import ChannelRow, InspectionRow
from services.channels.inspections import BOX, INSPECTORS, Inspections
from services.errors import DomainError
from services.unit_of_work import new_command_id
from ui.channels.dialogs import RecordDialog, set_aside_dialog
from ui.channels.models import CHANNEL_COLUMNS, WAITING_COLUMNS, ChannelsModel, WaitingModel
from ui.desk import Desk
from ui.error_messages import sentence
from ui.formatting import format_full
from ui.intake.entry import BoxRun, Find
from ui.theme import ROW_HEIGHT, Space
from ui.widgets.banner import Banner
from ui.widgets.choices import SegmentedChoice
from ui.widgets.labels import KeyHint, ThaiLabel, heading, plain_button, primary_button
from ui.widgets.table import DataTable

_ROWS_WAITING = 4


class TodayPanel(QWidget):
    """List the channels with their state; record that nothing was found with one key."""

    def __init__(self, desk: Desk, inspections: Inspections, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._inspections = inspections
        self._may = desk.actor.has(*INSPECTORS)
        self._rows: list[ChannelRow] = []
        self._command = new_command_id()
        self._saving = False
        self.banner = Banner()
        self.summary = ThaiLabel("", "heading")
        self.only = SegmentedChoice([("all", self.tr("ทุกช่องทาง")), ("due", self.tr("ที่ต้องตรวจ"))])
        self.only.setAccessibleName(self.tr("แสดงช่องทาง"))
        self.only.set_code("all")
        self.model, self.waiting_model = ChannelsModel(), WaitingModel()
        self.table = DataTable(self.tr("ช่องทางและการตรวจ"))
        self.waiting = DataTable(self.tr("พบแล้ว รอรับเข้าเป็นเรื่อง"))
        self.all_button = primary_button(self.tr("ตรวจแล้ว ไม่พบ ทุกช่องทางที่ต้องตรวจ"), "circle-check")
        self.one_button = plain_button(self.tr("ตรวจแล้ว ไม่พบ"), "check")
        self.record_button = plain_button(self.tr("บันทึกการตรวจ"), "pencil")
        self.box_button = plain_button(self.tr("เปิดกล่อง"), "mailbox")
        self.take_button = plain_button(self.tr("รับเข้าเป็นเรื่อง"), "inbox")
        self.aside_button = plain_button(self.tr("ไม่รับเข้าเป็นเรื่อง"), "ban")
        self.waiting_empty = ThaiLabel(self.tr("ไม่มีสิ่งที่พบแล้วรอรับเข้าเป็นเรื่อง"), "muted")
        self._lay_out()
        self._connect()

    def show_only(self, code: str) -> None:
        """Show all channels, or those due alone."""
        self.only.set_code(code)

    def refresh(self) -> None:
        """Read the channels and the finds again."""
        actor, read = self._desk.actor, self._desk.runner.read
        read(lambda: self._inspections.list_due(actor), self._show, self._on_failed, owner=self)
        read(lambda: self._inspections.list_waiting(actor), self._show_waiting, self._on_failed, owner=self)

    # --- recording

    def record_all(self) -> None:
        """Record of every channel due that nothing was found; the box is opened instead."""
        self._record_nothing([row for row in self._due() if row.form != BOX])

    def record_chosen(self) -> None:
        """Record of the chosen channel that nothing was found."""
        row = self._chosen()
        if row is not None:
            self._open_box() if row.form == BOX else self._record_nothing([row])

    def ask_record(self) -> None:
        """Ask what was found in the chosen channel."""
        row = self._chosen()
        if row is None or not self._may:
            return
        if row.form == BOX:
            self._open_box()
        else:
            RecordDialog(self._desk, self._inspections, row, self._on_asked, self.window()).open()

    def take_in(self) -> None:
        """Begin a complaint from the chosen find."""
        row = self._chosen_find()
        if row is not None and self._may:
            self._start(row)

    def ask_aside(self) -> None:
        """Ask why the rest of the chosen finds is not taken in."""
        row = self._chosen_find()
        if row is not None and self._may:
            dialog = set_aside_dialog(self._desk, self._inspections, row, self.window())
            dialog.done_with.connect(lambda _nothing: self._on_recorded(self.tr("บันทึกว่าไม่รับเข้าเป็นเรื่องแล้ว")))
            dialog.open()

    def _record_nothing(self, rows: Sequence[ChannelRow]) -> None:
        if not rows or self._saving or not self._may:
            return
        self._saving = True
        actor, command, codes = self._desk.actor, self._command, [row.channel for row in rows]
        said = self.tr("บันทึกแล้ว ตรวจ {count} ช่องทาง ไม่พบข้อร้องเรียน").format(count=len(codes))
        if len(rows) == 1:
            said = self.tr("บันทึกแล้ว ตรวจ{name} ไม่พบข้อร้องเรียน").format(name=rows[0].name)
        self._desk.runner.write(
            lambda: self._inspections.record_nothing_found(actor, codes, command),
            lambda _count: self._on_recorded(said),
            self._on_failed,
            owner=self,
            on_finally=self._on_ended,
        )

    def _on_ended(self) -> None:
        self._saving = False

    def _on_recorded(self, said: str) -> None:
        self._command = new_command_id()
        self.banner.close_banner()
        self._desk.feedback.saved(said)
        self.refresh()

    def _on_asked(self, inspection_id: int, found: int) -> None:
        self._on_recorded(self.tr("บันทึกการตรวจแล้ว"))
        if found:
            actor = self._desk.actor
            self._desk.runner.read(
                lambda: self._inspections.read_inspection(actor, inspection_id), self._start, owner=self
            )

    def _start(self, row: InspectionRow) -> None:
        number = row.taken_in + row.set_aside + 1
        if row.opening_id is not None:
            run = BoxRun(row.opening_id, row.inspected_at, number, row.to_take_in)
            self._desk.navigate("intake_box", run=run)
            return
        find = Find(row.id, row.channel_name, row.taken_in + 1, row.to_take_in)
        self._desk.navigate(f"intake_{row.form}", channel=row.channel, find=find)

    def _open_box(self) -> None:
        self._desk.navigate("intake_box")

    def _on_failed(self, error: DomainError) -> None:
        self.banner.show_text(sentence(error).as_text(), "danger", self.tr("ลองใหม่"), self.refresh)

    # --- showing

    def _due(self) -> list[ChannelRow]:
        return [row for row in self._rows if row.state in ("due", "overdue")]

    def _chosen(self) -> ChannelRow | None:
        number = self.table.current_row()
        return self.model.row_at(number) if 0 <= number < self.model.rowCount() else None

    def _chosen_find(self) -> InspectionRow | None:
        number = self.waiting.current_row()
        return self.waiting_model.row_at(number) if 0 <= number < self.waiting_model.rowCount() else None

    def _show(self, rows: list[ChannelRow]) -> None:
        self._rows = rows
        self._fill()

    def _fill(self) -> None:
        due = self._due()
        kept = self._chosen()
        shown = due if self.only.code() == "due" else self._rows
        self.model.set_rows(shown)
        codes = [row.channel for row in shown]
        place = codes.index(kept.channel) if kept is not None and kept.channel in codes else 0
        if shown:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self.only.button("due").setText(self.tr("ที่ต้องตรวจ  {count}").format(count=len(due)))
        self.table.set_empty_text(self.tr("ตรวจครบทุกช่องทางแล้ว วันนี้ไม่มีช่องทางที่ต้องตรวจ"))
        day = format_full(self._desk.clock.now().date())
        overdue = sum(row.state == "overdue" for row in due)
        text = self.tr("{day} ตรวจครบทุกช่องทางแล้ว")
        if due:
            text = self.tr("{day} ต้องตรวจ {count} ช่องทาง")
        if overdue:
            text = self.tr("{day} ต้องตรวจ {count} ช่องทาง ในจำนวนนี้ค้างตรวจ {overdue} ช่องทาง")
        self.summary.setText(text.format(day=day, count=len(due), overdue=overdue))
        self.all_button.setEnabled(self._may and any(row.form != BOX for row in due))
        self._show_buttons()

    def _show_waiting(self, rows: list[InspectionRow]) -> None:
        kept = max(self.waiting.current_row(), 0)
        self.waiting_model.set_rows(rows)
        if rows:
            self.waiting.setCurrentIndex(self.waiting_model.index(min(kept, len(rows) - 1), 0))
        self.waiting.setVisible(bool(rows))
        self.waiting_empty.setVisible(not rows)
        head = self.waiting.horizontalHeader().sizeHint().height()
        self.waiting.setFixedHeight(head + ROW_HEIGHT * min(max(len(rows), 1), _ROWS_WAITING) + 6)
        self._show_buttons()

    def _show_buttons(self) -> None:
        chosen = self._chosen() is not None and self._may
        self.one_button.setEnabled(chosen)
        self.record_button.setEnabled(chosen)
        for button in (self.take_button, self.aside_button):
            button.setVisible(self._may and self.waiting_model.rowCount() > 0)

    # --- building

    def _connect(self) -> None:
        self.only.codeChanged.connect(lambda _code: self._fill())
        self.all_button.clicked.connect(lambda _on: self.record_all())
        self.one_button.clicked.connect(lambda _on: self.record_chosen())
        self.record_button.clicked.connect(lambda _on: self.ask_record())
        self.box_button.clicked.connect(lambda _on: self._open_box())
        self.take_button.clicked.connect(lambda _on: self.take_in())
        self.aside_button.clicked.connect(lambda _on: self.ask_aside())
        self.table.opened.connect(lambda _index: self.ask_record())
        self.waiting.opened.connect(lambda _index: self.take_in())
        self.table.rowChanged.connect(self._on_row)
        for key, action in (("F9", self.record_all), ("F8", self.record_chosen)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(action)

    def _on_row(self, _index: QModelIndex) -> None:
        self._show_buttons()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self.summary, 1)
        top.addWidget(self.only)
        actions = QHBoxLayout()
        actions.setSpacing(Space.S)
        for part in (
            *(self.all_button, KeyHint("F9"), self.one_button, KeyHint("F8")),
            *(self.record_button, KeyHint("Enter"), self.box_button),
        ):
            actions.addWidget(part)
            if not self._may:
                part.hide()
        actions.addStretch(1)
        found = QHBoxLayout()
        found.setSpacing(Space.S)
        found.addWidget(heading(self.tr("พบแล้ว รอรับเข้าเป็นเรื่อง")))
        found.addStretch(1)
        found.addWidget(self.take_button)
        found.addWidget(self.aside_button)
        for table, model, columns in (
            (self.table, self.model, CHANNEL_COLUMNS),
            (self.waiting, self.waiting_model, WAITING_COLUMNS),
        ):
            model.setParent(self)
            table.setModel(model)
            table.set_column_widths([width for _title, width in columns], stretch=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addLayout(top)
        column.addWidget(self.banner)
        column.addLayout(actions)
        column.addWidget(self.table, 1)
        column.addLayout(found)
        column.addWidget(self.waiting_empty)
        column.addWidget(self.waiting)
