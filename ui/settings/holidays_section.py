"""The government holidays, a calendar year at a time, and whether somebody has checked them."""

from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout

from services.errors import DomainError
from services.office.administration import HolidayRow, OfficeAdministration
from services.office.holidays import HolidayChange, HolidayInput, Holidays, HolidaysChanged
from services.resources import load_json
from services.thai.dates import bangkok_date, be_year
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.formatting import format_date, format_full
from ui.settings.due_moves_dialog import TableChanger
from ui.settings.holiday_dialog import HolidayDialog
from ui.settings.section import Section
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.flow_panel import FlowPanel
from ui.widgets.labels import danger_button, plain_button, primary_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import ICON_ROLE, TONE_ROLE, DataTable
from ui.wording import QT_TRANSLATE_NOOP

YEARS_BACK, YEARS_AHEAD = 4, 4

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("Holidays", "วันที่"), 132),
    (QT_TRANSLATE_NOOP("Holidays", "วันหยุด"), 240),
    (QT_TRANSLATE_NOOP("Holidays", "ชนิด"), 130),
    (QT_TRANSLATE_NOOP("Holidays", "สถานะ"), 118),
    (QT_TRANSLATE_NOOP("Holidays", "เฉพาะจังหวัด"), 106),
    (QT_TRANSLATE_NOOP("Holidays", "ที่มา"), 190),
)
KINDS: dict[str, str] = {
    "regular": QT_TRANSLATE_NOOP("Holidays", "วันหยุดประจำปี"),
    "substitution": QT_TRANSLATE_NOOP("Holidays", "วันหยุดชดเชย"),
    "special": QT_TRANSLATE_NOOP("Holidays", "วันหยุดพิเศษ"),
    "provincial": QT_TRANSLATE_NOOP("Holidays", "วันหยุดของจังหวัด"),
    "office_open": QT_TRANSLATE_NOOP("Holidays", "เปิดทำการ"),
}


class HolidaysModel(RowsModel[HolidayRow]):
    """Hold the days of one year."""

    def __init__(self) -> None:
        super().__init__("Holidays", [title for title, _width in COLUMNS])

    def has_forecast(self) -> bool:
        """Tell whether some day is only foreseen."""
        return any(row.status == "forecast" for row in self._rows)

    def cell(self, row: HolidayRow, column: int, role: int) -> Any:
        forecast = row.status == "forecast"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            foreseen = QCoreApplication.translate("Holidays", "คาดการณ์")
            status = foreseen if forecast else QCoreApplication.translate("Holidays", "ประกาศแล้ว")
            kind = QCoreApplication.translate("Holidays", KINDS.get(row.kind, row.kind))
            if row.office_open and row.kind != "office_open":
                kind = QCoreApplication.translate("Holidays", "{kind} (เปิดทำการ)").format(kind=kind)
            day = format_full(row.day) if role == Qt.ItemDataRole.ToolTipRole else _short_day(row.day)
            return (day, row.name, kind, status, row.province, _source(row))[column]
        if column == 2 and row.office_open:
            return {TONE_ROLE: "info", ICON_ROLE: "building-2"}.get(role)
        if column == 3:
            tone, name = ("warning", "clock-alert") if forecast else ("success", "circle-check")
            return {TONE_ROLE: tone, ICON_ROLE: name}.get(role)
        return None


class HolidaysSection(Section):
    """Keep the table that due dates are counted on."""

    TITLE = QT_TRANSLATE_NOOP("Settings", "วันหยุดราชการ")
    TEXT = QT_TRANSLATE_NOOP(
        "Settings",
        "ใช้คำนวณวันทำการ เพิ่มวันหยุดพิเศษหรือวันหยุดของจังหวัดเมื่อมีประกาศ "
        "โปรแกรมแสดงวันครบกำหนดที่จะเลื่อนให้ตรวจก่อนบันทึกทุกครั้ง",
    )

    def __init__(self, desk: Desk, office: OfficeAdministration, holidays: Holidays) -> None:
        super().__init__(desk, scrolls=False)
        self._office, self._holidays = office, holidays
        self.changer = TableChanger(desk, holidays, self)
        self._confirmed = False
        self._command = new_command_id()
        today = be_year(bangkok_date(desk.clock.now()))
        years = range(today + YEARS_AHEAD, today - YEARS_BACK - 1, -1)
        self.year = ChoiceCombo([(str(year), str(year)) for year in years])
        self.year.set_code(str(today))
        self.year.setFixedWidth(120)
        self.year_field = FormField(self.tr("ปีปฏิทิน พ.ศ."), self.year)
        self.state = Banner(closable=False)
        self.model = HolidaysModel()
        self.model.setParent(self)
        self.table = DataTable(self.tr("วันหยุดราชการ"))
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS])
        self.table.set_empty_text(self.tr("ยังไม่มีวันหยุดของปีนี้ในตาราง"))
        self.add_button = primary_button(self.tr("เพิ่มวัน"), "plus")
        self.change_button = plain_button(self.tr("แก้ไข"), "pencil")
        self.propose_button = plain_button(self.tr("เสนอวันหยุดของปีนี้"), "calendar")
        self.remove_button = danger_button(self.tr("นำออก"), "trash-2")
        self.confirm_button = plain_button("", "shield-check")
        buttons = FlowPanel(Space.S)
        for button in (
            self.add_button, self.change_button, self.remove_button, self.propose_button, self.confirm_button,
        ):  # fmt: skip
            buttons.add(button)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.year_field, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(buttons, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addWidget(self.state)
        self.body.addLayout(row)
        self.body.addWidget(self.table, 1)
        self.year.codeChanged.connect(lambda _code: self.load())
        self.add_button.clicked.connect(self.add)
        self.change_button.clicked.connect(lambda _on=False: self.change())
        self.propose_button.clicked.connect(lambda _on=False: self.propose())
        self.remove_button.clicked.connect(self.remove)
        self.table.activated.connect(lambda _index: self.change())
        self.confirm_button.clicked.connect(self.confirm)
        self.table.rowChanged.connect(lambda index: self._allow(index.isValid()))

    def chosen_year(self) -> int | None:
        """Return the B.E. year chosen, None while what is typed is no year."""
        code = self.year.code()
        return int(code) if code else None

    def load(self) -> None:
        year = self.chosen_year()
        if year is None:
            return
        self.desk.runner.read(
            lambda: self._office.list_holidays(self.desk.actor, year),
            lambda found: self._show(year, *found),
            self.show_error,
            owner=self,
        )

    def add(self) -> None:
        """Ask for a day to add."""
        HolidayDialog(self.desk, self._holidays, self._on_row_saved, self.window()).open()

    def change(self) -> None:
        """Ask what is to change of the day chosen."""
        row = self._chosen()
        if row is not None:
            HolidayDialog(self.desk, self._holidays, self._on_row_saved, self.window(), row=row).open()

    def propose(self) -> None:
        """Offer the days of the year that can be computed, as forecasts to confirm."""
        year = self.chosen_year()
        if year is not None:
            self.desk.runner.read(
                lambda: self._holidays.propose_year(self.desk.actor, year),
                self._on_proposed,
                self.show_error,
                owner=self,
            )

    def remove(self) -> None:
        """Take the day chosen out of the table."""
        row = self._chosen()
        if row is None:
            return
        sure = self.desk.feedback.confirm(
            self.tr("นำ {day} ออกจากตารางวันหยุดหรือไม่").format(day=format_full(row.day)),
            self.tr("วันนั้นจะนับเป็นวันทำการ หากมีวันครบกำหนดที่จะเลื่อน โปรแกรมจะแสดงให้ตรวจก่อนบันทึก"),
            yes=self.tr("นำออก"),
            danger=True,
        )
        if sure:
            self.changer.change(HolidayChange(removed=(row.id,)), self._on_changed, self.show_error)

    def confirm(self) -> None:
        """Say that the year was checked, or take that back."""
        year, confirmed, command = self.chosen_year(), not self._confirmed, self._command
        if year is not None:
            self.confirm_button.setEnabled(False)
            self._write(lambda: self._office.confirm_year(self.desk.actor, year, confirmed, command))

    def _write(self, change: Any) -> None:
        self.desk.runner.write(change, lambda _nothing: self._on_written(), self._on_refused, owner=self)

    def _on_written(self) -> None:
        self._command = new_command_id()
        self.desk.feedback.saved(self.tr("บันทึกวันหยุดแล้ว"))
        self.load()

    def _on_refused(self, error: DomainError) -> None:
        self.confirm_button.setEnabled(True)
        self.show_error(error)

    def _on_row_saved(self, day: date, done: HolidaysChanged) -> None:
        self.year.set_code(str(be_year(day)))
        self._on_changed(done)

    def _on_changed(self, done: HolidaysChanged) -> None:
        self._on_written()
        if done.moved:
            text = self.tr("บันทึกวันหยุดแล้ว และเลื่อนกำหนดของ {cases} เรื่อง")
            self.desk.feedback.saved(text.format(cases=done.moved))

    def _on_proposed(self, rows: tuple[HolidayInput, ...]) -> None:
        if not rows:
            self.desk.feedback.notice(self.tr("ตารางของปีนี้มีวันหยุดที่กำหนดวันที่แน่นอนครบแล้ว"))
            return
        named = "\n".join(f"{_short_day(row.day)} {row.short or row.name}" for row in rows)
        text = self.tr("วันทางจันทรคติ วันพืชมงคล และวันหยุดพิเศษต้องเพิ่มเองตามประกาศ วันที่จะเพิ่มเป็นการคาดการณ์:")
        sure = self.desk.feedback.confirm(
            self.tr("เพิ่มวันหยุดที่คำนวณได้ {days} วันหรือไม่").format(days=len(rows)),
            f"{text}\n{named}",
            yes=self.tr("เพิ่มวัน"),
        )
        if sure:
            self.changer.change(HolidayChange(rows=rows), self._on_changed, self.show_error)

    def _chosen(self) -> HolidayRow | None:
        number = self.table.current_row()
        return self.model.row_at(number) if 0 <= number < self.model.rowCount() else None

    def _allow(self, chosen: bool) -> None:
        self.remove_button.setEnabled(chosen)
        self.change_button.setEnabled(chosen)

    def _show(self, year: int, rows: list[HolidayRow], confirmed: bool) -> None:
        if year != self.chosen_year():
            return
        kept = self.table.current_row()
        self._confirmed = confirmed
        self.model.set_rows(rows)
        if rows:
            self.table.setCurrentIndex(self.model.index(min(max(kept, 0), len(rows) - 1), 0))
        self._allow(bool(rows))
        self.confirm_button.setEnabled(True)
        self._show_state(year)

    def _show_state(self, year: int) -> None:
        if self._confirmed:
            self.state.show_text(self.tr("วันหยุดของปี {year} ยืนยันแล้ว").format(year=year), "success")
            self.confirm_button.setText(self.tr("ยกเลิกการยืนยัน"))
            return
        self.confirm_button.setText(self.tr("ยืนยันวันหยุดของปีนี้"))
        text = self.tr("วันหยุดของปี {year} ยังไม่มีผู้ยืนยัน โปรดเทียบกับประกาศแล้วกดยืนยัน")
        if self.model.rowCount() == 0:
            text = self.tr("ตารางยังไม่มีวันหยุดของปี {year} กำหนดเวลาจะเว้นเฉพาะวันเสาร์และวันอาทิตย์")
        elif self.model.has_forecast():
            text = self.tr("วันหยุดของปี {year} บางวันเป็นการคาดการณ์และยังไม่มีผู้ยืนยัน โปรดเทียบกับประกาศแล้วกดยืนยัน")
        self.state.show_text(" ".join((text.format(year=year), _note(year))).strip(), "warning")


def _short_day(day: date) -> str:
    names = QCoreApplication.translate("Holidays", "จ. อ. พ. พฤ. ศ. ส. อา.").split()
    return f"{names[day.weekday()]} {format_date(day)}"


def _source(row: HolidayRow) -> str:
    if row.resolution_date is None:
        return row.source
    said = QCoreApplication.translate("Holidays", "{source} (ลงวันที่ {day})")
    return said.format(source=row.source, day=format_date(row.resolution_date)).strip()


def _note(year: int) -> str:
    years = load_json("office/holidays.json")["years"]
    return next((item.get("note", "") for item in years if item["be_year"] == year), "")
