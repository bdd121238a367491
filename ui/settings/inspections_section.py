"""How often each channel is looked into, and how soon what was found is taken in."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from services.channels.commands import ChangeInspection, ChannelRow
from services.channels.frequency import LONGEST_TAKE_IN, WEEKDAYS, WEEKLY, read_frequency, round_name
from services.channels.inspections import Inspections
from services.errors import FieldError
from services.office.codes import choices
from services.thai.text import arabic_digits, clean
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.error_messages import field_error_text, field_sentence
from ui.settings.form_dialog import FormDialog
from ui.settings.section import Section
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import plain_button, primary_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import DataTable
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Inspections", "ช่องทาง"), 320),
    (QT_TRANSLATE_NOOP("Inspections", "รอบการตรวจ"), 160),
    (QT_TRANSLATE_NOOP("Inspections", "รับเข้าภายใน (วันทำการ)"), 184),
    (QT_TRANSLATE_NOOP("Inspections", "ที่มา"), 164),
)


class RoundsModel(RowsModel[ChannelRow]):
    """Hold the channels with their rounds."""

    def __init__(self) -> None:
        super().__init__("Inspections", [title for title, _width in COLUMNS])

    def cell(self, row: ChannelRow, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        own = QCoreApplication.translate("Inspections", "สำนักงานกำหนดเอง")
        usual = QCoreApplication.translate("Inspections", "ค่าเริ่มต้นของโปรแกรม")
        return (
            row.name,
            round_name(row.frequency),
            f"{row.take_in_days:,}",
            own if row.own_rule else usual,
        )[column]


class InspectionsSection(Section):
    """Show the rounds, and change one."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "รอบตรวจช่องทาง")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ตรวจแต่ละช่องทางเมื่อใด และรับสิ่งที่พบเข้าเป็นเรื่องภายในกี่วันทำการ ค่าเริ่มต้นเป็นแนวปฏิบัติที่ปรับได้",
    )

    def __init__(self, desk: Desk, inspections: Inspections) -> None:
        super().__init__(desk, scrolls=False)
        self._inspections = inspections
        self.model = RoundsModel()
        self.model.setParent(self)
        self.table = DataTable(self.title())
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=0)
        self.change_button = primary_button(self.tr("เปลี่ยนรอบตรวจ"), "pencil")
        self.default_button = plain_button(self.tr("กลับไปใช้ค่าเริ่มต้น"), "undo-2")
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.change_button)
        row.addWidget(self.default_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.change_button.clicked.connect(lambda _on: self.change())
        self.default_button.clicked.connect(lambda _on: self.restore())
        self.table.opened.connect(lambda _index: self.change())
        self.table.rowChanged.connect(lambda _index: self._show_buttons())

    def load(self) -> None:
        self.desk.runner.read(
            lambda: self._inspections.list_due(self.desk.actor), self._show, self.show_error, owner=self
        )

    def change(self) -> None:
        """Ask for another round for the chosen channel."""
        row = self._chosen()
        if row is not None:
            RoundDialog(self.desk, self._inspections, row, self._on_changed, self.window()).open()

    def restore(self) -> None:
        """Go back to the program's default for the chosen channel."""
        row = self._chosen()
        if row is None:
            return
        command = new_command_id()
        change = ChangeInspection(channel=row.channel)
        self.desk.runner.write(
            lambda: self._inspections.change_inspection(self.desk.actor, change, command),
            lambda _nothing: self._on_changed(),
            self.show_error,
            owner=self,
        )

    def _on_changed(self) -> None:
        self.banner.close_banner()
        self.desk.feedback.saved(self.tr("บันทึกรอบตรวจแล้ว"))
        self.load()

    def _chosen(self) -> ChannelRow | None:
        number = self.table.current_row()
        return self.model.row_at(number) if 0 <= number < self.model.rowCount() else None

    def _show(self, rows: list[ChannelRow]) -> None:
        kept = max(self.table.current_row(), 0)
        self.model.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(kept, len(rows) - 1), 0))
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self._chosen()
        self.change_button.setEnabled(row is not None)
        self.default_button.setEnabled(row is not None and row.own_rule)


class RoundDialog(FormDialog):
    """Ask how often a channel is looked into, and how soon its finds are taken in."""

    def __init__(
        self,
        desk: Desk,
        inspections: Inspections,
        channel: ChannelRow,
        on_changed: Any,
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("Inspections", "รอบตรวจ: {channel}").format(channel=channel.name)
        accept = QCoreApplication.translate("Inspections", "บันทึกรอบตรวจ")
        super().__init__(title, accept, parent)
        self._desk = desk
        self._inspections = inspections
        self._channel = channel
        self._on_changed = on_changed
        read = read_frequency(channel.frequency)
        self.frequency = ChoiceCombo(choices("inspection_frequencies"))
        self.frequency.set_code(read.code if read else None)
        names = [name for _code, name in choices("weekdays")]
        self.weekday = ChoiceCombo([(str(day), name) for day, name in zip(WEEKDAYS, names, strict=True)])
        self.weekday.set_code(str(read.weekday if read else 1))
        self.days = QLineEdit(str(channel.take_in_days))
        self.fields = {
            "inspected": FormField(self.tr("รอบการตรวจ"), self.frequency, required=True),
            "weekday": FormField(self.tr("วันที่ตรวจ"), self.weekday, required=True),
            "take_in_days": FormField(self.tr("รับสิ่งที่พบเข้าเป็นเรื่องภายใน (วันทำการ)"), self.days, required=True),
        }
        self.body.addLayout(field_row(self.fields["inspected"], self.fields["weekday"]))
        self.body.addWidget(self.fields["take_in_days"])
        self.frequency.codeChanged.connect(lambda _code: self._show_weekday())
        self._show_weekday()
        self.fields["inspected"].focus_editor()

    def check(self) -> bool:
        days = self._count()
        errors = {
            "inspected": "" if self.frequency.code() else field_sentence("choose"),
            "weekday": "" if self.weekday.code() or not self._is_weekly() else field_sentence("choose"),
            "take_in_days": ""
            if days is not None
            else field_error_text(FieldError("number.range", low=0, high=LONGEST_TAKE_IN)),
        }
        self.show_errors(errors)
        return not any(errors.values())

    def submit(self) -> None:
        code = self.frequency.code() or ""
        chosen = f"{code}:{self.weekday.code()}" if self._is_weekly() else code
        change = ChangeInspection(channel=self._channel.channel, inspected=chosen, take_in_days=self._count())
        self._desk.runner.write(
            lambda: self._inspections.change_inspection(self._desk.actor, change, self.command),
            lambda _nothing: self._done(),
            self.show_failure,
            owner=self,
            on_finally=lambda: self.set_saving(False),
        )

    def show_errors(self, texts: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_error(texts.get(name, ""))
        wrong = next((name for name in self.fields if texts.get(name)), "")
        if wrong:
            self.fields[wrong].focus_editor()

    def _is_weekly(self) -> bool:
        return self.frequency.code() == WEEKLY

    def _show_weekday(self) -> None:
        self.fields["weekday"].setVisible(self._is_weekly())
        self.fit()

    def _count(self) -> int | None:
        digits = arabic_digits(clean(self.days.text())).strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
            return None
        return int(digits) if int(digits) <= LONGEST_TAKE_IN else None

    def _done(self) -> None:
        self.accept()
        self._on_changed()
