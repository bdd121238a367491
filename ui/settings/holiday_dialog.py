"""Ask for a row of the holiday table: a day off with its kind and source, or a day the office opens."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from services.office.administration import HolidayRow
from services.office.holidays import HolidayChange, HolidayInput, Holidays, HolidaysChanged
from services.thai.dates import bangkok_date
from ui.desk import Desk
from ui.error_messages import field_error_text, field_sentence
from ui.settings.due_moves_dialog import TableChanger
from ui.settings.form_dialog import FormDialog
from ui.widgets.choices import ChoiceCombo
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField, field_row
from ui.widgets.line_edit import LineEdit


class HolidayDialog(FormDialog):
    """Add a day, or change one, with its name, kind and source; dates that move are shown before."""

    def __init__(
        self,
        desk: Desk,
        holidays: Holidays,
        on_saved: Callable[[date, HolidaysChanged], None],
        parent: QWidget | None = None,
        *,
        row: HolidayRow | None = None,
    ) -> None:
        title = QCoreApplication.translate("HolidayDialog", "เพิ่มวันในตารางวันหยุด")
        accept = QCoreApplication.translate("HolidayDialog", "เพิ่มวัน")
        if row is not None:
            title = QCoreApplication.translate("HolidayDialog", "แก้ไขวันในตารางวันหยุด")
            accept = QCoreApplication.translate("HolidayDialog", "บันทึก")
        super().__init__(title, accept, parent)
        self._desk, self._row, self._on_saved = desk, row, on_saved
        self._province = desk.facts().profile.province
        self.changer = TableChanger(desk, holidays, self)
        self.day = ThaiDateEdit(lambda: bangkok_date(desk.clock.now()))
        self.kind = ChoiceCombo(
            [
                ("special", self.tr("วันหยุดพิเศษตามมติคณะรัฐมนตรี")),
                ("regular", self.tr("วันหยุดประจำปี")),
                ("substitution", self.tr("วันหยุดชดเชย")),
                ("provincial", self.tr("วันหยุดของจังหวัด")),
            ]
        )
        self.name = LineEdit(limit=200)
        self.source = LineEdit(limit=300)
        self.resolved = ThaiDateEdit(lambda: bangkok_date(desk.clock.now()))
        self.province = LineEdit(limit=100)
        self.office_open = QCheckBox(self.tr("สำนักงานเปิดทำการในวันนี้ (นับเป็นวันทำการ)"))
        self.fields = {
            "day": FormField(self.tr("วันที่"), self.day, required=True),
            "kind": FormField(self.tr("ชนิด"), self.kind, required=True),
            "name": FormField(self.tr("ชื่อวัน"), self.name, required=True),
            "source": FormField(
                self.tr("ที่มา"), self.source, help_text=self.tr("เช่น มติคณะรัฐมนตรี หรือประกาศจังหวัด")
            ),
            "resolution_date": FormField(self.tr("วันที่มีมติหรือประกาศ"), self.resolved),
            "province": FormField(
                self.tr("เฉพาะจังหวัด"), self.province, help_text=self.tr("เว้นว่างไว้เมื่อหยุดทั้งประเทศ")
            ),
        }
        self._lay_out()
        self._fill()
        self.kind.codeChanged.connect(self._offer_province)
        self.fields["day"].focus_editor()

    def check(self) -> bool:
        provincial = self.kind.code() == "provincial" and not self.province.text().strip()
        errors = {
            "day": field_error_text(self.day.error())
            or ("" if self.day.date() else field_sentence("date.empty")),
            "kind": "" if self.kind.code() else field_sentence("choose"),
            "name": field_error_text(self.name.error())
            if self.name.text().strip()
            else field_sentence("required"),
            "source": field_error_text(self.source.error()),
            "resolution_date": field_error_text(self.resolved.error()),
            "province": field_sentence("required") if provincial else "",
        }
        self.show_errors(errors)
        return not any(errors.values())

    def submit(self) -> None:
        day = self.day.date()
        if day is None:
            return
        given = HolidayInput(
            id=self._row.id if self._row else None,
            day=day,
            name=self.name.text(),
            kind=self.kind.code() or "",
            source=self.source.text(),
            resolution_date=self.resolved.date(),
            province=self.province.text(),
            office_open=self.office_open.isChecked(),
            short=self._row.short if self._row and self._row.name == self.name.text() else "",
        )
        # Where dates move, a dialog asks first; this one stays as it is beneath.
        self.changer.change(
            HolidayChange(rows=(given,)),
            lambda done: self._done(day, done),
            self.show_failure,
            lambda: self.set_saving(False),
        )

    def show_errors(self, texts: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_error(texts.get(name, ""))
        wrong = next((name for name in self.fields if texts.get(name)), "")
        if wrong:
            self.fields[wrong].focus_editor()

    def _lay_out(self) -> None:
        self.body.addLayout(field_row(self.fields["day"], self.fields["kind"]))
        self.body.addWidget(self.fields["name"])
        self.body.addLayout(
            field_row(self.fields["source"], self.fields["resolution_date"], stretches=(2, 1))
        )
        self.body.addWidget(self.fields["province"])
        self.body.addWidget(self.office_open)

    def _fill(self) -> None:
        row = self._row
        if row is None:
            self.kind.set_code("special")
            return
        self.day.set_date(row.day)
        self.kind.set_code("regular" if row.kind == "office_open" else row.kind)
        self.name.setText(row.name)
        self.source.setText(row.source)
        self.resolved.set_date(row.resolution_date)
        self.province.setText(row.province)
        self.office_open.setChecked(row.office_open)

    def _offer_province(self, kind: str | None) -> None:
        if kind == "provincial" and not self.province.text().strip():
            self.province.setText(self._province)

    def _done(self, day: date, done: HolidaysChanged) -> None:
        self.accept()
        self._on_saved(day, done)
