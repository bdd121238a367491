"""Ask for one inspection, for finds that are not taken in, and for the reason of striking one out."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from services.channels.commands import ChannelRow, InspectionRow, RecordInspection, SetAside
from services.channels.inspections import Inspections
from services.errors import FieldError
from services.thai.text import arabic_digits, clean
from ui.case.dialogs import ActionDialog
from ui.desk import Desk
from ui.error_messages import field_error_text
from ui.settings.form_dialog import FormDialog
from ui.widgets.dates import ThaiDateEdit, TimeEdit
from ui.widgets.fields import FormField, field_row
from ui.widgets.text_area import TextArea


class RecordDialog(FormDialog):
    """Record one look into a channel: when, how much was found, with whom."""

    def __init__(
        self,
        desk: Desk,
        inspections: Inspections,
        channel: ChannelRow,
        on_recorded: Callable[[int, int], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_title(channel.name), _record(), parent)
        self._desk = desk
        self._inspections = inspections
        self._channel = channel
        self._on_recorded = on_recorded
        now = desk.clock.now()
        self.found = QLineEdit("0")
        self.day, self.time = ThaiDateEdit(now.date), TimeEdit()
        self.day.set_date(now.date())
        self.time.set_time(now.time())
        self.note = TextArea(limit=2000, min_lines=2, max_lines=5)
        self.witnesses = TextArea(limit=2000, min_lines=1, max_lines=4)
        self.fields = {
            "found": FormField(
                self.tr("จำนวนที่พบ"), self.found, required=True, help_text=self.tr("ไม่พบให้ใส่ 0")
            ),
            "inspected_at": FormField(self.tr("วันที่ตรวจ"), self.day, required=True),
            "time": FormField(self.tr("เวลา"), self.time, required=True),
            "note": FormField(self.tr("หมายเหตุ"), self.note),
            "witnesses": FormField(self.tr("พยาน"), self.witnesses, help_text=self.tr("บรรทัดละหนึ่งคน ถ้ามี")),
        }
        self.body.addLayout(field_row(*(self.fields[name] for name in ("found", "inspected_at", "time"))))
        self.body.addWidget(self.fields["note"])
        self.body.addWidget(self.fields["witnesses"])
        self.fields["found"].focus_editor()
        self.found.selectAll()

    def check(self) -> bool:
        errors: dict[str, FieldError | None] = {
            "inspected_at": self.day.error() or (None if self.day.date() else FieldError("date.empty")),
            "time": self.time.error() or (None if self.time.time() else FieldError("required")),
            "found": None if self._count() is not None else FieldError("number.range", low=0, high=999),
        }
        self.show_errors({name: field_error_text(error) for name, error in errors.items()})
        return not any(errors.values())

    def submit(self) -> None:
        day, time, now, found = self.day.date(), self.time.time(), self._desk.clock.now(), self._count()
        if day is None or time is None or found is None:
            return
        command = RecordInspection(
            channel=self._channel.channel,
            inspected_at=datetime.combine(day, time, now.tzinfo),
            found=found,
            note=self.note.text(),
            witnesses=self.witnesses.text(),
        )
        self._desk.runner.write(
            lambda: self._inspections.record_inspection(self._desk.actor, command, self.command),
            lambda inspection: self._done(inspection, found),
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
        if texts.get("channel"):
            self.banner.show_text(texts["channel"], "danger")

    def _count(self) -> int | None:
        digits = arabic_digits(clean(self.found.text())).strip()
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 3 else None

    def _done(self, inspection: int, found: int) -> None:
        self.accept()
        self._on_recorded(inspection, found)


def _title(channel: str) -> str:
    return QCoreApplication.translate("Channels", "บันทึกการตรวจ: {channel}").format(channel=channel)


def _record() -> str:
    return QCoreApplication.translate("Channels", "บันทึกการตรวจ")


def void_dialog(desk: Desk, inspections: Inspections, row: InspectionRow, parent: QWidget) -> ActionDialog:
    """Return the dialog that strikes an inspection out."""
    title = QCoreApplication.translate("Channels", "ยกเลิกการตรวจ")
    dialog = ActionDialog(
        desk,
        title,
        title,
        lambda values, command: inspections.void_inspection(
            desk.actor, row.id, row.version, values["reason"], command
        ),
        text=QCoreApplication.translate("Channels", "การตรวจที่ยกเลิกยังแสดงในทะเบียนพร้อมเหตุผล และไม่นับเป็นการตรวจ"),
        danger=True,
        parent=parent,
    )
    dialog.add_text("reason", QCoreApplication.translate("Channels", "เหตุผล"), lines=2)
    return dialog


def set_aside_dialog(
    desk: Desk, inspections: Inspections, row: InspectionRow, parent: QWidget
) -> ActionDialog:
    """Return the dialog that says of what is left of an inspection's finds that it is not taken in."""
    title = QCoreApplication.translate("Channels", "ไม่รับเข้าเป็นเรื่อง")
    text = QCoreApplication.translate("Channels", "สิ่งที่พบซึ่งยังไม่ได้รับเข้า {count} รายการ จะบันทึกว่าไม่รับเข้าเป็นเรื่อง")
    dialog = ActionDialog(
        desk,
        title,
        QCoreApplication.translate("Channels", "บันทึกว่าไม่รับเข้า"),
        lambda values, command: inspections.set_aside_finds(
            desk.actor,
            SetAside(inspection_id=row.id, count=row.waiting, reason=values["reason"]),
            command,
        ),
        text=text.format(count=row.waiting),
        parent=parent,
    )
    dialog.add_text("reason", QCoreApplication.translate("Channels", "เหตุผล"), lines=2)
    return dialog
