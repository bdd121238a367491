"""Destruction by list: make one, have it signed on paper, record that, carry it out."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from services.errors import DomainError
from services.privacy.destruction import CarriedOut, Destruction
from services.privacy.lists import DestructionItemRow, DestructionListDetail, DestructionListRow
from services.unit_of_work import new_command_id
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.formatting import format_count, format_date
from ui.privacy.dialogs import KeepDialog, SignedDialog
from ui.privacy.models import ITEM_COLUMNS, LIST_COLUMNS, ItemsModel, ListsModel
from ui.reports.document_window import DocumentWindow
from ui.settings.section import Section
from ui.tasks import Job
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, danger_button, heading, plain_button, primary_button
from ui.widgets.table import DataTable
from ui.wording import QT_TRANSLATE_NOOP


class DestructionSection(Section):
    """Show the lists, the cases of the one chosen, and what may be done next."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "การทำลายเอกสาร")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "โปรแกรมไม่ทำลายข้อมูลเอง เรื่องที่พ้นกำหนดเก็บรักษาต้องอยู่ในบัญชีที่คณะกรรมการลงนามและบันทึกการลงนามแล้ว "
        "ชื่อ ข้อความ และไฟล์แนบจะหายไป ส่วนเลขรับ วันที่ และข้อมูลสถิติคงเดิม",
    )

    def __init__(self, desk: Desk, destruction: Destruction) -> None:
        super().__init__(desk, scrolls=False)
        self._destruction = destruction
        self._job: Job | None = None
        self._select: int | None = None
        self._detail: DestructionListDetail | None = None
        self.dialog: ActionDialog | None = None
        self.over = ThaiLabel("", "muted")
        self.lists = ListsModel()
        self.items = ItemsModel()
        self.table = _table(self.tr("บัญชีขอทำลาย"), self.lists, LIST_COLUMNS, 4)
        self.cases = _table(self.tr("เรื่องในบัญชี"), self.items, ITEM_COLUMNS, 6)
        self.make_button = primary_button(self.tr("จัดทำบัญชี"), "plus")
        self.print_button = plain_button(self.tr("พิมพ์บัญชี"), "printer")
        self.sign_button = plain_button(self.tr("บันทึกการลงนาม"), "pencil")
        self.carry_button = danger_button(self.tr("ดำเนินการทำลาย"), "trash-2")
        self.drop_button = plain_button(self.tr("ยกเลิกบัญชี"), "ban")
        self.keep_button = plain_button(self.tr("ให้เก็บไว้"), "archive")
        self.stop_button = plain_button(self.tr("หยุดไว้ก่อน"), "pause")
        self.progress = QProgressBar()
        self._lay_out()
        self._connect()
        self._show_buttons()

    # --- looking

    def load(self) -> None:
        """Read the lists again, unless one of them is being carried out."""
        if self._job is not None:
            return
        actor = self.desk.actor
        self.desk.runner.read(
            lambda: (
                self._destruction.list_destruction_lists(actor),
                self._destruction.last_day_to_list(actor),
                self._destruction.count_over(actor),
            ),
            self._show,
            self.show_error,
            owner=self,
        )

    def chosen(self) -> DestructionListRow | None:
        """Return the list that the cursor is on."""
        row = self.table.current_row()
        return self.lists.row_at(row) if 0 <= row < self.lists.rowCount() else None

    def chosen_item(self) -> DestructionItemRow | None:
        """Return the case that the cursor is on."""
        row = self.cases.current_row()
        return self.items.row_at(row) if 0 <= row < self.items.rowCount() else None

    # --- doing

    def make(self) -> None:
        """Make a list of what is over."""
        command = new_command_id()
        self._write(
            lambda: self._destruction.make_destruction_list(self.desk.actor, None, command), self._on_made
        )

    def print_list(self) -> None:
        """Show the chosen list as paper, ready to print."""
        if row := self.chosen():
            command = new_command_id()
            self._write(
                lambda: self._destruction.print_destruction_list(self.desk.actor, row.id, command),
                self._show_paper,
            )

    def sign(self) -> None:
        """Ask for what the signed paper says."""
        if row := self.chosen():
            said = self.tr("บันทึกการลงนามแล้ว")
            self._open(SignedDialog(self.desk, self._destruction, row, self.window()), said)

    def keep(self) -> None:
        """Keep the chosen case, or take that back."""
        item = self.chosen_item()
        if item is None:
            return
        if not item.kept:
            self._open(
                KeepDialog(self.desk, self._destruction, item, self.window()), self.tr("ให้เก็บเรื่องไว้แล้ว")
            )
            return
        command = new_command_id()
        self._write(
            lambda: self._destruction.keep_item(self.desk.actor, item.id, False, "", command),
            lambda _row: self.load(),
        )

    def drop(self) -> None:
        """Give the chosen list up."""
        row = self.chosen()
        if row is None or not self.desk.feedback.confirm(
            self.tr("ยกเลิกบัญชีนี้หรือไม่"),
            self.tr("เรื่องที่ยังไม่ได้ทำลายจะนำไปจัดทำบัญชีใหม่ได้"),
            yes=self.tr("ยกเลิกบัญชี"),
            no=self.tr("กลับ"),
            danger=True,
        ):
            return
        command = new_command_id()
        self._write(
            lambda: self._destruction.cancel_list(self.desk.actor, row.id, row.version, command),
            lambda _done: self.load(),
        )

    def carry_out(self) -> None:
        """Destroy what the chosen list says, after asking."""
        row = self.chosen()
        if row is None or self._job is not None:
            return
        left = format_count(row.cases - row.kept - row.done, self.tr("เรื่อง"))
        if not self.desk.feedback.confirm(
            self.tr("ทำลายข้อมูลของ {count} ตามบัญชีนี้หรือไม่").format(count=left),
            self.tr(
                "ชื่อ ข้อความ และไฟล์แนบจะเรียกคืนไม่ได้ เลขรับและข้อมูลสถิติคงเดิม "
                "ชุดสำรองที่ทำไว้ก่อนหน้านี้ยังมีข้อมูลเดิมจนกว่าจะพ้นกำหนดเก็บ"
            ),
            yes=self.tr("ทำลายตามบัญชี"),
            danger=True,
        ):
            return
        command = new_command_id()
        self.banner.close_banner()
        self._under_way(on=True)
        job = self.desk.runner.work(
            lambda job: self._destruction.carry_out(
                self.desk.actor, row.id, command, job.progress, job.cancelled
            ),
            self._on_carried_out,
            self.show_error,
            owner=self,
            on_progress=self._show_progress,
            on_finally=self._end,
        )
        if self.stop_button.isVisibleTo(self):  # else it has ended already
            self._job = job

    def stop(self) -> None:
        """Stop at the next case; what is done stays, the rest can be gone on with."""
        if self._job is not None:
            self._job.cancel()
            self.stop_button.setEnabled(False)
            self.banner.show_text(self.tr("หยุดไว้ก่อนแล้ว เรื่องที่เหลือยังไม่ถูกทำลาย กดดำเนินการทำลายเพื่อทำต่อ"), "info")

    # --- answers

    def _show(self, found: tuple[list[DestructionListRow], Any, int]) -> None:
        rows, day, count = found
        chosen = self.chosen()
        wanted = self._select if self._select is not None else (chosen.id if chosen else None)
        self._select = None
        text = self.tr("เรื่องที่ยุติหรือยกเลิกก่อนวันที่ {date} พ้นกำหนดเก็บรักษาแล้วและยังไม่อยู่ในบัญชีใด: {count}")
        self.over.setText(text.format(date=format_date(day), count=format_count(count, self.tr("เรื่อง"))))
        self.make_button.setEnabled(count > 0)
        self.lists.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.lists.index(max(self.lists.row_of(wanted), 0), 0))
        self._read_items()

    def _read_items(self) -> None:
        row = self.chosen()
        self._show_buttons()
        if row is None:
            self.items.set_rows([])
            return
        actor = self.desk.actor
        self.desk.runner.read(
            lambda: self._destruction.read_destruction_list(actor, row.id),
            self._show_items,
            self.show_error,
            owner=self,
        )

    def _show_items(self, detail: DestructionListDetail) -> None:
        row = self.chosen()
        if row is None or row.id != detail.row.id:
            return
        place = self.cases.current_row()
        self.items.set_rows(detail.items)
        if detail.items:
            self.cases.setCurrentIndex(self.items.index(min(max(place, 0), len(detail.items) - 1), 0))
        self._show_buttons()

    def _on_made(self, list_id: int) -> None:
        self._select = list_id
        self.desk.feedback.saved(self.tr("จัดทำบัญชีแล้ว โปรดพิมพ์ให้คณะกรรมการลงนาม"))
        self.load()

    def _show_paper(self, content: bytes) -> None:
        title = self.tr("บัญชีขอทำลายเอกสารเรื่องร้องเรียน")
        DocumentWindow(content, title, title, self.desk.feedback, self.window()).open()

    def _on_carried_out(self, result: CarriedOut) -> None:
        text = self.tr("ทำลายข้อมูลแล้ว {done} เก็บไว้ {kept}")
        unit = self.tr("เรื่อง")
        self.desk.feedback.saved(
            text.format(done=format_count(result.done, unit), kept=format_count(result.kept, unit))
        )

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _end(self) -> None:
        self._job = None
        self._under_way(on=False)
        self.load()

    def _under_way(self, *, on: bool) -> None:
        self.progress.setRange(0, 0 if on else 1)
        self.progress.setVisible(on)
        self.stop_button.setVisible(on)
        self.stop_button.setEnabled(on)
        for button in (*self._buttons(), self.make_button):
            button.setEnabled(not on)
        if not on:
            self._show_buttons()

    def _buttons(self) -> tuple[QWidget, ...]:
        return (
            self.print_button,
            self.sign_button,
            self.carry_button,
            self.drop_button,
            self.keep_button,
        )

    def _show_buttons(self) -> None:
        row, item = self.chosen(), self.chosen_item()
        state = row.state if row is not None else ""
        self.print_button.setEnabled(bool(state))
        self.sign_button.setEnabled(state == "made")
        self.carry_button.setEnabled(state == "signed")
        self.drop_button.setEnabled(state in ("made", "signed"))
        self.keep_button.setEnabled(state == "made" and item is not None)
        kept = item is not None and item.kept
        self.keep_button.setText(self.tr("ไม่เก็บไว้") if kept else self.tr("ให้เก็บไว้"))

    def _write(self, work: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        self.banner.close_banner()
        self.desk.runner.write(work, on_done, self._on_refused, owner=self)

    def _on_refused(self, error: DomainError) -> None:
        self.show_error(error)
        self.load()

    def _open(self, dialog: ActionDialog, said: str) -> None:
        def done(_result: object) -> None:
            self.desk.feedback.saved(said)
            self.load()

        self.dialog = dialog
        dialog.done_with.connect(done)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # --- building

    def _connect(self) -> None:
        self.make_button.clicked.connect(lambda _on=False: self.make())
        self.print_button.clicked.connect(lambda _on=False: self.print_list())
        self.sign_button.clicked.connect(lambda _on=False: self.sign())
        self.carry_button.clicked.connect(lambda _on=False: self.carry_out())
        self.drop_button.clicked.connect(lambda _on=False: self.drop())
        self.keep_button.clicked.connect(lambda _on=False: self.keep())
        self.stop_button.clicked.connect(lambda _on=False: self.stop())
        self.table.rowChanged.connect(lambda _index: self._read_items())
        self.cases.rowChanged.connect(lambda _index: self._show_buttons())
        self.cases.opened.connect(
            lambda index: self.desk.navigate("case", complaint_id=self.items.row_at(index.row()).complaint_id)
        )

    def _lay_out(self) -> None:
        self.lists.setParent(self)
        self.items.setParent(self)
        self.table.set_empty_text(self.tr("ยังไม่มีบัญชี เมื่อมีเรื่องพ้นกำหนดเก็บรักษา กดจัดทำบัญชี"))
        self.cases.set_empty_text(self.tr("เลือกบัญชีเพื่อดูเรื่องในบัญชี"))
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("ความคืบหน้าของการทำลาย"))
        self.progress.hide()
        self.stop_button.hide()
        self.body.addLayout(_row(self.make_button, self.over))
        self.body.addWidget(self.table, 2)
        self.body.addLayout(_row(self.print_button, self.sign_button, self.carry_button, self.drop_button))
        self.body.addLayout(_row(self.progress, self.stop_button))
        self.body.addLayout(_row(heading(self.tr("เรื่องในบัญชี")), self.keep_button))
        self.body.addWidget(self.cases, 3)


def _table(name: str, model: ListsModel | ItemsModel, columns: Any, stretch: int) -> DataTable:
    table = DataTable(name)
    table.setModel(model)
    table.set_column_widths([width for _title, width in columns], stretch=stretch)
    return table


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(Space.S)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, ThaiLabel | QProgressBar) else 0)
    if not isinstance(widgets[-1], ThaiLabel):
        row.addStretch(1)
    return row
