"""The opening of the suggestion box, recorded before its slips are typed."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from services.complaints.commands import OpenBox
from services.errors import FieldError
from services.thai.text import arabic_digits, clean
from ui.error_messages import field_error_text
from ui.intake.parts import FormPart
from ui.intake.typed import put_raw, raw_of, watch
from ui.theme import FORM_WIDTH, Space
from ui.widgets.choices import SegmentedChoice
from ui.widgets.dates import ThaiDateEdit, TimeEdit
from ui.widgets.labels import heading
from ui.widgets.text_area import TextArea

# The service speaks of the moment; the form asks for it in two fields.
FIELD_OF = {"opened_at": "opened_date", "sealed_at": "sealed_time"}


class OpeningForm(QWidget):
    """Ask when the box was opened, by whom, and what lay in it."""

    changed = Signal()

    def __init__(self, now: Callable[[], datetime], location: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.part = FormPart()
        self.date = ThaiDateEdit(lambda: now().date())
        self.time = TimeEdit()
        self.openers = TextArea(limit=2000, min_lines=2, max_lines=5)
        self.found, self.blank = QLineEdit(), QLineEdit("0")
        self.in_order = SegmentedChoice([("yes", self.tr("เรียบร้อย")), ("no", self.tr("ไม่เรียบร้อย"))])
        self.in_order.set_code("yes")
        self.sealed_time = TimeEdit()
        self._build(location)
        self.fields = self.part.fields
        for editor in self.part.editors.values():
            watch(editor, self.changed.emit)
        self._blank_values = self.raw()

    def begin(self) -> None:
        """Empty the form for another opening, now."""
        for name, editor in self.part.editors.items():
            put_raw(editor, self._blank_values[name])
        self.date.set_date(self._now().date())
        self.time.set_time(self._now().time())
        self.show_errors({}, focus=False)
        self._filled = self.raw()

    def raw(self) -> dict[str, Any]:
        """Return what stands in every field."""
        return {name: raw_of(editor) for name, editor in self.part.editors.items()}

    def put_raw(self, fields: dict[str, Any]) -> None:
        """Put back what stood in the fields."""
        for name, editor in self.part.editors.items():
            if name in fields:
                put_raw(editor, fields[name])

    def is_touched(self) -> bool:
        """Tell whether anything was typed."""
        return self.raw() != self._filled

    def unreadable(self) -> dict[str, FieldError]:
        """Return what stands in the fields and can't be read."""
        found: dict[str, FieldError] = {}
        if (error := self.date.error()) is not None:
            found["opened_date"] = error
        elif self.date.date() is None:
            found["opened_date"] = FieldError("date.empty")
        if (error := self.time.error()) is not None:
            found["opened_time"] = error
        elif self.time.time() is None:
            found["opened_time"] = FieldError("required")
        if (error := self.sealed_time.error()) is not None:
            found["sealed_time"] = error
        number, blank = _count(self.found), _count(self.blank)
        if number is None:
            found["found"] = FieldError("number.range", low=0, high=999)
        elif not self.found.text().strip():
            found["found"] = FieldError("required")
        if blank is None or blank > (number or 0):
            found["blank"] = FieldError("number.range", low=0, high=number or 0)
        if found and not self.openers.text().strip():
            found["openers"] = FieldError("required")
        return found

    def command(self) -> OpenBox:
        """Return the opening as typed; only to be asked for when nothing is unreadable."""
        day, moment, now = self.date.date(), self.time.time(), self._now()
        sealed = self.sealed_time.time()
        assert day is not None  # noqa: S101 - asked for after `unreadable` was empty
        assert moment is not None  # noqa: S101 - as above
        return OpenBox(
            opened_at=datetime.combine(day, moment, now.tzinfo),
            openers=self.openers.text(),
            found=_count(self.found) or 0,
            blank=_count(self.blank) or 0,
            condition=self._text("condition"),
            note=self._text("note"),
            place=self._text("place"),
            order=self._text("order"),
            in_order=self.in_order.code() != "no",
            seal_before=self._text("seal_before"),
            seal_after=self._text("seal_after"),
            sealed_at=datetime.combine(day, sealed, now.tzinfo) if sealed is not None else None,
            other_finds=self._text("other_finds"),
        )

    def _text(self, name: str) -> str:
        return str(raw_of(self.part.editors[name]))

    def show_errors(self, errors: dict[str, FieldError], *, focus: bool = True) -> list[str]:
        """Say beside each field what is wrong, go to the first; return what has no field."""
        errors = {FIELD_OF.get(name, name): error for name, error in errors.items()}
        for name, field in self.fields.items():
            field.set_error(field_error_text(errors.get(name)))
        wrong = [name for name in self.fields if name in errors]
        if wrong and focus:
            self.fields[wrong[0]].focus_editor()
        return [field_error_text(error) for name, error in errors.items() if name not in self.fields]

    def start_typing(self) -> None:
        """Put the keyboard where the form begins."""
        self.fields["openers"].focus_editor()

    def _build(self, location: str) -> None:
        part = self.part
        text = self.tr("บันทึกการเปิดกล่องก่อน แล้วกรอกทีละใบ")
        part.add(heading(f"{text} · {location}" if location else text, "muted"))
        part.add_row(
            part.field("opened_date", self.tr("วันที่เปิด"), self.date, required=True),
            part.field("opened_time", self.tr("เวลา"), self.time, required=True),
            stretches=(2, 1),
        )
        names = self.tr("ชื่อ สกุล, ตำแหน่ง บรรทัดละหนึ่งคน อย่างน้อยสองคน")
        part.add(part.field("openers", self.tr("ผู้เปิดกล่อง"), self.openers, required=True, help_text=names))
        empty = self.tr("ใบเหล่านี้ไม่ต้องบันทึกเป็นเรื่อง")
        part.add_row(
            part.field("found", self.tr("จำนวนที่พบ (ใบ)"), self.found, required=True),
            part.field("blank", self.tr("ว่างเปล่าหรืออ่านไม่ได้ (ใบ)"), self.blank, help_text=empty),
        )
        part.add(part.field("other_finds", self.tr("สิ่งอื่นที่พบในกล่อง"), QLineEdit()))
        part.add_row(
            part.field("in_order", self.tr("สภาพกล่อง กุญแจ และผนึกก่อนเปิด"), self.in_order),
            part.field("condition", self.tr("ไม่เรียบร้อย คือ"), QLineEdit()),
            stretches=(1, 2),
        )
        part.add_row(
            part.field("seal_before", self.tr("หมายเลขผนึกก่อนเปิด"), QLineEdit(), help_text=self.tr("ถ้าใช้ผนึก")),
            part.field("sealed_time", self.tr("เวลาปิดกล่องและผนึกใหม่"), self.sealed_time),
            part.field("seal_after", self.tr("หมายเลขผนึกใหม่"), QLineEdit()),
        )
        part.add_row(
            part.field("place", self.tr("ที่ตั้งกล่อง"), QLineEdit(location)),
            part.field("order", self.tr("ตามคำสั่งที่ (ถ้ามี)"), QLineEdit()),
        )
        part.add(part.field("note", self.tr("หมายเหตุ"), QLineEdit()))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.M, Space.XL, Space.L)
        column.addWidget(part)
        column.addStretch(1)
        self.setMaximumWidth(FORM_WIDTH)


def _count(edit: QLineEdit) -> int | None:
    """Return the number typed, None where it is none; an empty field means none found."""
    digits = arabic_digits(clean(edit.text())).strip() or "0"
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 3 else None
