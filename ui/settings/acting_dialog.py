"""Name who acts as supervisor, from which day to which."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from services.accounts.accounts import Colleague
from services.accounts.appointments import LONGEST_ORDER, AppointmentInput, Appointments
from services.thai.dates import bangkok_date
from ui.desk import Desk
from ui.error_messages import field_error_text, field_sentence
from ui.settings.form_dialog import FormDialog
from ui.widgets.choices import ChoiceCombo
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel
from ui.widgets.line_edit import LineEdit


class ActingDialog(FormDialog):
    """Take a person, the first and the last day, and the written order if there is one."""

    def __init__(
        self,
        desk: Desk,
        appointments: Appointments,
        people: Sequence[Colleague],
        on_done: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        title = QCoreApplication.translate("ActingDialog", "แต่งตั้งผู้รักษาราชการแทน")
        super().__init__(title, QCoreApplication.translate("ActingDialog", "แต่งตั้ง"), parent)
        self._desk = desk
        self._appointments = appointments
        self._on_done = on_done
        self.person = ChoiceCombo([(str(one.id), _named(one)) for one in people])
        self.first = ThaiDateEdit(self._today)
        self.last = ThaiDateEdit(self._today)
        self.order = LineEdit(limit=LONGEST_ORDER)
        self.fields = {
            "account_id": FormField(self.tr("ผู้รักษาราชการแทน"), self.person, required=True),
            "first_day": FormField(self.tr("ตั้งแต่วันที่"), self.first, required=True),
            "last_day": FormField(
                self.tr("ถึงวันที่"), self.last, required=True, help_text=self.tr("นับวันสุดท้ายด้วย")
            ),
            "order": FormField(self.tr("คำสั่ง"), self.order, help_text=self.tr("เลขที่และวันที่ของคำสั่ง หากมี")),
        }
        text = self.tr(
            "ในช่วงวันที่กำหนด ผู้นี้พิจารณา มอบหมาย และอนุมัติได้อย่างหัวหน้าฝ่าย/หัวหน้ากลุ่มงาน สิทธิสิ้นสุดเองเมื่อพ้นวันสุดท้าย"
        )
        self.body.addWidget(ThaiLabel(text, "muted"))
        self.body.addWidget(self.fields["account_id"])
        self.body.addLayout(field_row(self.fields["first_day"], self.fields["last_day"]))
        self.body.addWidget(self.fields["order"])
        self.first.set_date(self._today())
        self.fields["account_id"].focus_editor()

    def check(self) -> bool:
        errors = {
            "account_id": "" if self.person.code() else field_sentence("choose"),
            "first_day": _day_error(self.first),
            "last_day": _day_error(self.last),
            "order": field_error_text(self.order.error()),
        }
        self.show_errors(errors)
        return not any(errors.values())

    def submit(self) -> None:
        first, last, person = self.first.date(), self.last.date(), self.person.code()
        if first is None or last is None or person is None:
            return
        content = AppointmentInput(
            account_id=int(person), first_day=first, last_day=last, order=self.order.text().strip()
        )
        self._desk.runner.write(
            lambda: self._appointments.appoint_acting(self._desk.actor, content, self.command),
            lambda _id: self._done(),
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

    def _today(self) -> date:
        return bangkok_date(self._desk.clock.now())

    def _done(self) -> None:
        self.accept()
        self._on_done()


def _named(person: Colleague) -> str:
    return " – ".join(part for part in (person.name, person.position) if part)


def _day_error(day: ThaiDateEdit) -> str:
    return field_error_text(day.error()) or ("" if day.date() else field_sentence("date.empty"))
