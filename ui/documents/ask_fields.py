"""Fields for what a paper asks before it is made, one for each name of an ask."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QWidget

from services.documents.catalogue import Ask, PaperKind
from services.documents.statement import VARIANTS
from services.errors import FieldError
from services.flowchart.kinds import GENERAL, KIND_NAMES
from services.thai.dates import Month, fiscal_months, fiscal_year
from ui.desk import Desk
from ui.error_messages import field_error_text, field_sentence
from ui.reports.month_picker import MonthPicker
from ui.settings.work_fields import PAPERS
from ui.widgets.choices import ChoiceCombo, SegmentedChoice
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.fields import FormField
from ui.widgets.line_edit import LineEdit
from ui.wording import QT_TRANSLATE_NOOP

YEARS_OFFERED = 15


@dataclass(frozen=True, slots=True)
class AskField:
    """Hold a field, what is read from it, and what is wrong with what is typed."""

    field: FormField
    read: Callable[[], Any]
    problem: Callable[[], str]


Editor = tuple[QWidget, Callable[[], Any], Callable[[], str]]
Build = Callable[[Desk, Ask], Editor]

_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "month": QT_TRANSLATE_NOOP("Documents", "เดือน"),
        "year": QT_TRANSLATE_NOOP("Documents", "ปีงบประมาณ"),
        "first_month": QT_TRANSLATE_NOOP("Documents", "ตั้งแต่เดือน"),
        "months": QT_TRANSLATE_NOOP("Documents", "จำนวนเดือน"),
        "first_day": QT_TRANSLATE_NOOP("Documents", "ตั้งแต่วันที่"),
        "last_day": QT_TRANSLATE_NOOP("Documents", "ถึงวันที่"),
        "as_of": QT_TRANSLATE_NOOP("Documents", "ข้อมูล ณ วันที่"),
        "closed_before": QT_TRANSLATE_NOOP("Documents", "เรื่องที่ยุติก่อนวันที่"),
        "memo": QT_TRANSLATE_NOOP("Documents", "บันทึกข้อความ"),
        "number": QT_TRANSLATE_NOOP("Documents", "เลขรับ"),
        "numbers": QT_TRANSLATE_NOOP("Documents", "เลขรับของเรื่อง"),
        "paper": QT_TRANSLATE_NOOP("Documents", "กระดาษ"),
        "variant": QT_TRANSLATE_NOOP("Documents", "การลงชื่อรับรอง"),
        "kind": QT_TRANSLATE_NOOP("Documents", "ผังของเรื่อง"),
        "reason": QT_TRANSLATE_NOOP("Documents", "เหตุผล"),
        "requester": QT_TRANSLATE_NOOP("Documents", "ผู้ขอและหลักฐานแสดงตน"),
        "letter": QT_TRANSLATE_NOOP("Documents", "ฉบับที่"),
    }
)
_HELP: Mapping[str, str] = MappingProxyType(
    {
        "first_day": QT_TRANSLATE_NOOP("Documents", "เว้นว่างไว้ หมายถึงตั้งแต่วันแรกของปีงบประมาณ"),
        "last_day": QT_TRANSLATE_NOOP("Documents", "เว้นว่างไว้ หมายถึงถึงวันนี้"),
        "as_of": QT_TRANSLATE_NOOP("Documents", "เว้นว่างไว้ หมายถึงวันสุดท้ายของช่วงที่รายงาน หรือวันนี้หากยังไม่สิ้นสุด"),
        "closed_before": QT_TRANSLATE_NOOP("Documents", "เว้นว่างไว้ หมายถึงทุกเรื่องที่พ้นกำหนดเก็บรักษา"),
        "number": QT_TRANSLATE_NOOP("Documents", "เช่น 12/2570"),
        "numbers": QT_TRANSLATE_NOOP("Documents", "หลายเรื่องได้ คั่นด้วยจุลภาค เช่น 12/2570, 15/2570"),
        "reason": QT_TRANSLATE_NOOP("Documents", "เก็บไว้ในบันทึกการทำงาน"),
        "letter": QT_TRANSLATE_NOOP("Documents", "เว้นว่างไว้ หมายถึงฉบับที่ออกล่าสุดของเรื่อง"),
    }
)
_OPENING = QT_TRANSLATE_NOOP("Documents", "การเปิดกล่องครั้งที่")
_OPENING_HELP = QT_TRANSLATE_NOOP("Documents", "เช่น 8/2570")
_VARIANTS: Mapping[str, str] = MappingProxyType(
    {
        "counter": QT_TRANSLATE_NOOP("Documents", "ลงชื่อที่เคาน์เตอร์"),
        "phone": QT_TRANSLATE_NOOP("Documents", "รับทางโทรศัพท์"),
        "thumb": QT_TRANSLATE_NOOP("Documents", "พิมพ์ลายนิ้วมือ"),
    }
)
_BY_CHANNEL = "channel"


def tr(text: str) -> str:
    """Return a text of the documents page in the language of the window."""
    return QCoreApplication.translate("Documents", text)


def ask_field(desk: Desk, kind: PaperKind, ask: Ask) -> AskField:
    """Return the field of an ask; a name that has none is a mistake in the catalogue."""
    editor, read, wrong = BUILDERS[ask.name](desk, ask)
    label, help_text = _LABELS[ask.name], _HELP.get(ask.name, "")
    if ask.name == "number" and kind.group == "channels":
        label, help_text = _OPENING, _OPENING_HELP
    if ask.required and ask.name in ("first_day", "last_day", "as_of", "closed_before"):
        help_text = ""  # which says what leaving it out means
    field = FormField(tr(label), editor, required=ask.required, help_text=tr(help_text) if help_text else "")

    def problem() -> str:
        if said := wrong():
            return said
        return field_sentence("required") if ask.required and read() in (None, "", ()) else ""

    return AskField(field, read, problem)


def _fine() -> str:
    return ""


def _today(desk: Desk) -> date:
    return desk.clock.now().date()


def _month(desk: Desk, _ask: Ask) -> Editor:
    picker = MonthPicker(Month.of(_today(desk)).previous())
    return picker, picker.month, _fine


def _first_month(desk: Desk, _ask: Ask) -> Editor:
    picker = MonthPicker(fiscal_months(fiscal_year(_today(desk)))[0])
    return picker, picker.month, _fine


def _year(desk: Desk, _ask: Ask) -> Editor:
    newest = fiscal_year(_today(desk))
    years = [str(newest - back) for back in range(YEARS_OFFERED)]
    choice = ChoiceCombo([(year, tr("ปีงบประมาณ พ.ศ. {year}").format(year=year)) for year in years])
    choice.set_code(years[0])

    def read() -> int | None:
        code = choice.code()
        return int(code) if code is not None else None

    return choice, read, lambda: field_sentence("choose") if choice.currentText() and not read() else ""


def _months(_desk: Desk, _ask: Ask) -> Editor:
    choice = SegmentedChoice([("6", tr("6 เดือน")), ("12", tr("12 เดือน"))])
    choice.set_code("12")
    return choice, lambda: int(choice.code() or "12"), _fine


def _day(desk: Desk, _ask: Ask) -> Editor:
    edit = ThaiDateEdit(lambda: _today(desk))
    return edit, edit.date, lambda: field_error_text(edit.error())


def _memo(_desk: Desk, _ask: Ask) -> Editor:
    box = QCheckBox(tr("จัดทำบันทึกข้อความด้วย แม้เดือนนั้นไม่มีข้อร้องเรียน"))
    return box, box.isChecked, _fine


def _text(_desk: Desk, _ask: Ask) -> Editor:
    edit = LineEdit()
    return edit, lambda: edit.text().strip(), _fine


def _numbers(_desk: Desk, _ask: Ask) -> Editor:
    edit = LineEdit()
    return edit, lambda: tuple(part for part in re.split(r"[,;\s]+", edit.text()) if part), _fine


def _letter(_desk: Desk, _ask: Ask) -> Editor:
    edit = LineEdit()

    def read() -> int | None:
        typed = edit.text().strip()
        return int(typed) if typed.isdecimal() else None

    def wrong() -> str:
        if not edit.text().strip() or 0 < (read() or 0) < 1000:
            return ""
        return field_error_text(FieldError("number.range", low=1, high=999))

    return edit, read, wrong


def _paper(desk: Desk, _ask: Ask) -> Editor:
    choice = SegmentedChoice(
        [(code, QCoreApplication.translate("Settings", label)) for code, label in PAPERS]
    )
    choice.set_code(desk.facts().settings.receipt_paper)
    return choice, choice.code, _fine


def _variant(_desk: Desk, _ask: Ask) -> Editor:
    choices = [(_BY_CHANNEL, tr("ตามช่องทางของเรื่อง"))]
    choices += [(code, tr(_VARIANTS[code])) for code in VARIANTS]
    choice = SegmentedChoice(choices, columns=2)
    choice.set_code(_BY_CHANNEL)
    return choice, lambda: None if choice.code() == _BY_CHANNEL else choice.code(), _fine


def _kind(_desk: Desk, _ask: Ask) -> Editor:
    choice = ChoiceCombo([*KIND_NAMES.items()])
    choice.set_code(GENERAL)
    return choice, lambda: choice.code() or "", lambda: "" if choice.code() else field_sentence("choose")


BUILDERS: Mapping[str, Build] = MappingProxyType(
    {
        "month": _month,
        "year": _year,
        "first_month": _first_month,
        "months": _months,
        "first_day": _day,
        "last_day": _day,
        "as_of": _day,
        "closed_before": _day,
        "memo": _memo,
        "number": _text,
        "numbers": _numbers,
        "paper": _paper,
        "variant": _variant,
        "kind": _kind,
        "reason": _text,
        "requester": _text,
        "letter": _letter,
    }
)
