"""Who acts as supervisor, and when."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout

from services.accounts.accounts import Accounts, Colleague
from services.accounts.appointments import AppointmentRow, Appointments
from services.errors import DomainError
from services.permissions import Role
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.formatting import format_date
from ui.settings.acting_dialog import ActingDialog
from ui.settings.section import Section
from ui.widgets.labels import danger_button, primary_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Acting", "ผู้รักษาราชการแทน"), 210),
    (QT_TRANSLATE_NOOP("Acting", "ตั้งแต่วันที่"), 116),
    (QT_TRANSLATE_NOOP("Acting", "ถึงวันที่"), 116),
    (QT_TRANSLATE_NOOP("Acting", "สถานะ"), 150),
    (QT_TRANSLATE_NOOP("Acting", "คำสั่ง"), 200),
)
STANDINGS = {
    "coming": (QT_TRANSLATE_NOOP("Acting", "ยังไม่ถึงวันเริ่ม"), "neutral", "clock"),
    "in_force": (QT_TRANSLATE_NOOP("Acting", "กำลังปฏิบัติหน้าที่"), "success", "user-check"),
    "over": (QT_TRANSLATE_NOOP("Acting", "ครบกำหนดแล้ว"), "neutral", "circle-check"),
    "ended": (QT_TRANSLATE_NOOP("Acting", "สิ้นสุดก่อนกำหนด"), "neutral", "ban"),
}


class AppointmentsModel(RowsModel[AppointmentRow]):
    """Hold the appointments shown."""

    def __init__(self) -> None:
        super().__init__("Acting", [title for title, _width in COLUMNS])

    def cell(self, row: AppointmentRow, column: int, role: int) -> Any:
        text, tone, icon_name = STANDINGS[row.standing]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            standing = QCoreApplication.translate("Acting", text)
            return (row.name, format_date(row.first_day), format_date(row.last_day), standing, row.order)[
                column
            ]
        if column == 3:
            return {TONE_ROLE: tone, ICON_ROLE: icon_name}.get(role)
        return None


class ActingSection(Section):
    """Name acting supervisors, and end what is no longer needed."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "รักษาราชการแทน")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "แต่งตั้งผู้ทำหน้าที่แทนหัวหน้าฝ่าย/หัวหน้ากลุ่มงานระหว่างลาหรือไปราชการ เพื่อไม่ให้เรื่องค้าง สิทธิเริ่มและสิ้นสุดเองตามวัน",
    )

    def __init__(self, desk: Desk, appointments: Appointments, accounts: Accounts) -> None:
        super().__init__(desk, scrolls=False)
        self._appointments = appointments
        self._accounts = accounts
        self._people: list[Colleague] = []
        self.model = AppointmentsModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("รักษาราชการแทน"))
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=4)
        self.table.set_empty_text(self.tr("ยังไม่เคยแต่งตั้งผู้รักษาราชการแทน"))
        self.add_button = primary_button(self.tr("แต่งตั้ง"), "plus")
        self.end_button = danger_button(self.tr("ให้สิ้นสุด"), "ban")
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.end_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.add_button.clicked.connect(self.add)
        self.end_button.clicked.connect(self.end)
        self.table.rowChanged.connect(lambda _index: self._show_buttons())
        self._show_buttons()

    def load(self) -> None:
        actor = self.desk.actor
        self.desk.runner.read(
            lambda: (self._appointments.list_appointments(actor), self._accounts.list_colleagues(actor)),
            lambda found: self._show(*found),
            self.show_error,
            owner=self,
        )

    def chosen(self) -> AppointmentRow | None:
        """Return the appointment that the cursor is on."""
        row = self.table.current_row()
        return self.model.row_at(row) if 0 <= row < self.model.rowCount() else None

    def add(self) -> None:
        """Ask who is to act, and when."""
        ActingDialog(self.desk, self._appointments, self._people, self._on_appointed, self.window()).open()

    def end(self) -> None:
        """End the appointment chosen, once the person is sure."""
        row = self.chosen()
        if row is None or not self._sure(row):
            return
        command = new_command_id()
        self.end_button.setEnabled(False)
        self.desk.runner.write(
            lambda: self._appointments.end_appointment(self.desk.actor, row.id, command),
            lambda _nothing: self._on_ended(row),
            self._on_refused,
            owner=self,
        )

    def _sure(self, row: AppointmentRow) -> bool:
        return self.desk.feedback.confirm(
            self.tr("ให้ {name} สิ้นสุดการรักษาราชการแทนหรือไม่").format(name=row.name),
            self.tr("มีผลทันที สิ่งที่ผู้นี้พิจารณาไว้แล้วยังคงเดิม"),
            yes=self.tr("ให้สิ้นสุด"),
            danger=True,
        )

    def _on_appointed(self) -> None:
        self.desk.feedback.saved(self.tr("แต่งตั้งผู้รักษาราชการแทนแล้ว"))
        self.load()

    def _on_ended(self, row: AppointmentRow) -> None:
        self.desk.feedback.saved(self.tr("{name} สิ้นสุดการรักษาราชการแทนแล้ว").format(name=row.name))
        self.load()

    def _on_refused(self, error: DomainError) -> None:
        self.desk.feedback.error(error)
        self.load()

    def _show(self, rows: list[AppointmentRow], people: list[Colleague]) -> None:
        acting = {row.account_id for row in rows if row.standing == "in_force"}
        self._people = [
            one
            for one in people
            if one.id != self.desk.actor.account_id and (Role.SUPERVISOR not in one.roles or one.id in acting)
        ]
        self.model.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_buttons()

    def _show_buttons(self) -> None:
        row = self.chosen()
        self.end_button.setEnabled(row is not None and row.standing in ("coming", "in_force"))
