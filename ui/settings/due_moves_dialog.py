"""Show which due dates a change of the holiday table moves, before it moves them; then ask whether to."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from services.errors import DomainError, Invalid
from services.office.holidays import DueMove, HolidayChange, Holidays, HolidaysChanged
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_sentence, field_texts, sentence
from ui.formatting import format_count, format_full
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fields import FormField
from ui.widgets.labels import ThaiLabel, heading, plain_button, primary_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable
from ui.widgets.text_area import TextArea
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("DueMoves", "เลขรับ"), 110),
    (QT_TRANSLATE_NOOP("DueMoves", "กำหนด"), 190),
    (QT_TRANSLATE_NOOP("DueMoves", "เดิม"), 245),
    (QT_TRANSLATE_NOOP("DueMoves", "ใหม่"), 260),
)


class DueMovesModel(RowsModel[DueMove]):
    """List the dates that move."""

    def __init__(self, moves: Sequence[DueMove], parent: QObject | None = None) -> None:
        super().__init__("DueMoves", [title for title, _width in COLUMNS])
        self.setParent(parent)
        self.set_rows(moves)

    def cell(self, row: DueMove, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.number, _clock_name(row), format_full(row.old), format_full(row.new))[column]
        if column == 3 and role in (TONE_ROLE, ICON_ROLE):
            later = row.new > row.old
            tone, mark = ("info", "arrow-right") if later else ("warning", "arrow-left")
            return tone if role == TONE_ROLE else mark
        return None


class DueMovesDialog(QDialog):
    """Ask whether the dates shown move with the table; nothing is saved before a button is pressed."""

    def __init__(
        self,
        desk: Desk,
        holidays: Holidays,
        change: HolidayChange,
        moves: Sequence[DueMove],
        on_done: Callable[[HolidaysChanged], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = self.tr("วันครบกำหนดที่จะเลื่อน")
        self.setWindowTitle(title)
        self.resize(900, 600)
        self._desk, self._holidays, self._change, self._on_done = desk, holidays, change, on_done
        self._command = new_command_id()
        cases = len({move.complaint_id for move in moves})
        text = self.tr(
            "การเปลี่ยนตารางวันหยุดนี้ทำให้กำหนดของเรื่องที่ยังไม่ยุติ {cases} เรื่อง รวม {dates} กำหนด เลื่อนตามตารางด้านล่าง "
            "กำหนดเดิมเมื่อรับเรื่องเก็บไว้เสมอ และเรื่องที่ยุติแล้วไม่เปลี่ยน"
        )
        self.counts = ThaiLabel(text.format(cases=format_count(cases), dates=format_count(len(moves))))
        self.banner = Banner(closable=False)
        self.table = DataTable(self.tr("วันครบกำหนดที่จะเลื่อน"))
        self.table.setModel(DueMovesModel(moves, self.table))
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=1)
        self.reason = TextArea(min_lines=2, max_lines=3)
        self.reason.setText(next((row.source for row in change.rows if row.source), ""))
        self.reason_field = FormField(
            self.tr("เหตุผลที่เลื่อน"), self.reason, help_text=self.tr("แสดงในประวัติของทุกเรื่องที่เลื่อน")
        )
        self.move_button = primary_button(self.tr("บันทึกและเลื่อนกำหนด"), "calendar")
        self.keep_button = plain_button(self.tr("บันทึกโดยคงกำหนดเดิม"))
        self.cancel_button = plain_button(self.tr("ยกเลิก"))
        self._lay_out(title)
        self.move_button.clicked.connect(lambda _on=False: self._save(move=True))
        self.keep_button.clicked.connect(lambda _on=False: self._save(move=False))
        self.cancel_button.clicked.connect(lambda _on=False: self.reject())

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(title, "title"))
        column.addWidget(self.counts)
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason_field)
        row = QHBoxLayout()
        row.addStretch(1)
        for button in (self.move_button, self.keep_button, self.cancel_button):
            row.addWidget(button)
        column.addLayout(row)

    def _save(self, *, move: bool) -> None:
        reason = self.reason.text().strip()
        self.reason_field.set_error(field_sentence("required") if move and not reason else "")
        if move and not reason:
            self.reason_field.focus_editor()
            return
        self._set_busy(busy=True)
        actor, change, command = self._desk.actor, self._change, self._command
        self._desk.runner.write(
            lambda: self._holidays.change_holidays(
                actor, change, move=move, reason=reason, command_id=command
            ),
            self._saved,
            self._refused,
            owner=self,
            on_finally=lambda: self._set_busy(busy=False),
        )

    def _saved(self, done: HolidaysChanged) -> None:
        self.accept()
        self._on_done(done)

    def _refused(self, error: DomainError) -> None:
        if isinstance(error, Invalid):
            texts = field_texts(error)
            self.reason_field.set_error(texts.pop("reason", ""))
            self.banner.show_text(" ".join(texts.values()), "danger")
            self.banner.setVisible(bool(texts))
        else:
            self.banner.show_text(sentence(error).as_text(), "danger")

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self.move_button, self.keep_button):
            button.setEnabled(not busy)


class TableChanger:
    """Carry a change of the holiday table out: see first what moves, ask where something does, then save."""

    def __init__(self, desk: Desk, holidays: Holidays, parent: QWidget) -> None:
        self._desk, self._holidays, self._parent = desk, holidays, parent
        self.dialog: DueMovesDialog | None = None

    def change(
        self,
        change: HolidayChange,
        on_done: Callable[[HolidaysChanged], None],
        on_refused: Callable[[DomainError], None],
        on_settled: Callable[[], None] = lambda: None,
    ) -> None:
        """Begin; what is refused is told to whoever asked, who keeps what is typed.

        on_settled is called when it was saved or refused, or when a person is asked.
        """
        actor, command = self._desk.actor, new_command_id()

        def save() -> None:
            self._desk.runner.write(
                lambda: self._holidays.change_holidays(
                    actor, change, move=False, reason="", command_id=command
                ),
                on_done,
                on_refused,
                owner=self._parent,
                on_finally=on_settled,
            )

        def seen(moves: list[DueMove]) -> None:
            if not moves:
                save()
                return
            on_settled()
            self.dialog = DueMovesDialog(self._desk, self._holidays, change, moves, on_done, self._parent)
            self.dialog.open()

        def refused(error: DomainError) -> None:
            on_settled()
            on_refused(error)

        self._desk.runner.read(
            lambda: self._holidays.preview_holiday_change(actor, change),
            seen,
            refused,
            owner=self._parent,
        )


def _clock_name(move: DueMove) -> str:
    if move.clock == "closure":
        return QCoreApplication.translate("DueMoves", "ยุติเรื่อง")
    return QCoreApplication.translate("DueMoves", "ขั้นตอน {step}").format(step=move.step)
