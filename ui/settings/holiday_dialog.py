"""Ask for a day off to add to the holiday table, or for a day on which the office is open."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from services.office.administration import OfficeAdministration
from services.thai.dates import bangkok_date
from ui.desk import Desk
from ui.error_messages import field_error_text, field_sentence
from ui.settings.form_dialog import FormDialog
from ui.widgets.choices import ChoiceCombo
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField, field_row
from ui.widgets.line_edit import LineEdit


class HolidayDialog(FormDialog):
    """Add one day with its name, kind and source."""

    def __init__(
        self,
        desk: Desk,
        office: OfficeAdministration,
        on_added: Callable[[date], None],
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("HolidayDialog", "เพิ่มวันในตารางวันหยุด")
        super().__init__(title, QCoreApplication.translate("HolidayDialog", "เพิ่มวัน"), parent)
        self._desk = desk
        self._office = office
        self._on_added = on_added
        self.day = ThaiDateEdit(lambda: bangkok_date(desk.clock.now()))
        self.kind = ChoiceCombo(
            [
                ("special", self.tr("วันหยุดพิเศษตามมติคณะรัฐมนตรี")),
                ("regular", self.tr("วันหยุดประจำปี")),
                ("substitution", self.tr("วันหยุดชดเชย")),
                ("provincial", self.tr("วันหยุดของจังหวัด")),
                ("office_open", self.tr("วันหยุดที่สำนักงานเปิดทำการ")),
            ]
        )
        self.kind.set_code("special")
        self.name = LineEdit(limit=200)
        self.source = LineEdit(limit=300)
        self.fields = {
            "day": FormField(self.tr("วันที่"), self.day, required=True),
            "kind": FormField(self.tr("ชนิด"), self.kind, required=True),
            "name": FormField(self.tr("ชื่อวัน"), self.name, required=True),
            "source": FormField(
                self.tr("ที่มา"), self.source, help_text=self.tr("เช่น มติคณะรัฐมนตรี ลงวันที่ หรือประกาศจังหวัด")
            ),
        }
        self.body.addLayout(field_row(self.fields["day"], self.fields["kind"]))
        self.body.addWidget(self.fields["name"])
        self.body.addWidget(self.fields["source"])
        self.fields["day"].focus_editor()

    def check(self) -> bool:
        day_error = field_error_text(self.day.error())
        errors = {
            "day": day_error or ("" if self.day.date() else field_sentence("date.empty")),
            "kind": "" if self.kind.code() else field_sentence("choose"),
            "name": field_error_text(self.name.error())
            if self.name.text().strip()
            else field_sentence("required"),
            "source": field_error_text(self.source.error()),
        }
        self.show_errors(errors)
        return not any(errors.values())

    def submit(self) -> None:
        day, kind = self.day.date(), self.kind.code() or ""
        name, source = self.name.text(), self.source.text()
        if day is None:
            return
        self._desk.runner.write(
            lambda: self._office.add_holiday(self._desk.actor, day, name, kind, source, self.command),
            lambda _nothing: self._done(day),
            self.show_failure,
            owner=self,
            on_finally=lambda: self.set_saving(False),
        )

    def _done(self, day: date) -> None:
        self.accept()
        self._on_added(day)

    def show_errors(self, texts: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_error(texts.get(name, ""))
        wrong = next((name for name in self.fields if texts.get(name)), "")
        if wrong:
            self.fields[wrong].focus_editor()
