"""The office's ways of working as fields: what each setting is called and how it is edited."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from services.resources import load_json
from ui.error_messages import field_sentence
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.line_edit import LineEdit
from ui.wording import QT_TRANSLATE_NOOP

DIGITS = (
    ("thai", QT_TRANSLATE_NOOP("Settings", "เลขไทย (๑๒๓)")),
    ("arabic", QT_TRANSLATE_NOOP("Settings", "เลขอารบิก (123)")),
)
PAPERS = (
    ("a5", QT_TRANSLATE_NOOP("Settings", "A5")),
    ("a4", QT_TRANSLATE_NOOP("Settings", "A4")),
    ("roll80", QT_TRANSLATE_NOOP("Settings", "ม้วน 80 มม.")),
)
BASES = (
    ("fallen_due", QT_TRANSLATE_NOOP("Settings", "เรื่องที่ยุติแล้ว รวมกับที่ยังไม่ยุติและเกินกำหนด")),
    ("received", QT_TRANSLATE_NOOP("Settings", "เรื่องที่รับไว้ทั้งหมด")),
)
DAYS = QT_TRANSLATE_NOOP("Settings", "วัน")
MINUTES = QT_TRANSLATE_NOOP("Settings", "นาที")
WORKING_DAYS = QT_TRANSLATE_NOOP("Settings", "วันทำการ")
MEGABYTES = QT_TRANSLATE_NOOP("Settings", "เมกะไบต์")
PERCENT = QT_TRANSLATE_NOOP("Settings", "ร้อยละ")


@dataclass(frozen=True, slots=True)
class Spec:
    """Describe one setting: kind is text, number, choice or yes_no."""

    name: str
    label: str
    kind: str
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 0
    unit: str = ""
    note: str = ""


GROUPS: tuple[tuple[str, tuple[tuple[Spec, ...], ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("Settings", "เลขรับและเอกสาร"),
        (
            (
                Spec("number_format", QT_TRANSLATE_NOOP("Settings", "รูปแบบเลขรับ"), "text"),
                Spec("receipt_paper", QT_TRANSLATE_NOOP("Settings", "กระดาษใบรับเรื่อง"), "choice", PAPERS),
            ),
            (
                Spec("digits_letters", QT_TRANSLATE_NOOP("Settings", "ตัวเลขในหนังสือ"), "choice", DIGITS),
                Spec("digits_receipt", QT_TRANSLATE_NOOP("Settings", "ตัวเลขในใบรับเรื่อง"), "choice", DIGITS),
                Spec("digits_tables", QT_TRANSLATE_NOOP("Settings", "ตัวเลขในตาราง"), "choice", DIGITS),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Settings", "กำหนดเวลา"),
        (
            (
                Spec(
                    "reply_clock_calendar_days",
                    QT_TRANSLATE_NOOP("Settings", "แจ้งความคืบหน้าครั้งแรกภายใน"),
                    "number",
                    low=1,
                    high=90,
                    unit=DAYS,
                    note=QT_TRANSLATE_NOOP("Settings", "วันตามปฏิทิน นับถัดจากวันรับเรื่อง"),
                ),
            ),
            (
                Spec(
                    "approaching_percent",
                    QT_TRANSLATE_NOOP("Settings", "เตือนใกล้ครบกำหนดเมื่อใช้เวลาไปแล้ว"),
                    "number",
                    low=1,
                    high=100,
                    unit=PERCENT,
                ),
                Spec(
                    "approaching_working_days",
                    QT_TRANSLATE_NOOP("Settings", "หรือเมื่อเหลือเวลา"),
                    "number",
                    low=0,
                    high=30,
                    unit=WORKING_DAYS,
                    note=QT_TRANSLATE_NOOP("Settings", "ใช้วันที่มาถึงภายหลัง"),
                ),
            ),
            (
                Spec(
                    "extension_working_days",
                    QT_TRANSLATE_NOOP("Settings", "ขยายเวลาได้ครั้งละไม่เกิน"),
                    "number",
                    low=1,
                    high=365,
                    unit=WORKING_DAYS,
                    note=QT_TRANSLATE_NOOP("Settings", "นับถัดจากวันครบกำหนดที่ใช้อยู่"),
                ),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Settings", "ตัวชี้วัดและรายงาน"),
        (
            (
                Spec(
                    "indicator1_target_percent",
                    QT_TRANSLATE_NOOP("Settings", "เป้าหมายตัวชี้วัดที่ 1 (ยุติเรื่อง)"),
                    "number",
                    low=1,
                    high=100,
                    unit=PERCENT,
                ),
                Spec(
                    "indicator2_target_percent",
                    QT_TRANSLATE_NOOP("Settings", "เป้าหมายตัวชี้วัดที่ 2 (ยุติตามเวลา)"),
                    "number",
                    low=1,
                    high=100,
                    unit=PERCENT,
                ),
            ),
            (
                Spec("indicator2_base", QT_TRANSLATE_NOOP("Settings", "ฐานของตัวชี้วัดที่ 2"), "choice", BASES),
                Spec(
                    "few_cases_below",
                    QT_TRANSLATE_NOOP("Settings", "ถือว่าจำนวนเรื่องน้อยเมื่อต่ำกว่า"),
                    "number",
                    low=0,
                    high=100,
                ),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Settings", "การเก็บรักษาเอกสาร"),
        (
            (
                Spec(
                    "retention_years",
                    QT_TRANSLATE_NOOP("Settings", "เก็บเอกสารของเรื่องไว้"),
                    "number",
                    low=1,
                    high=100,
                    unit=QT_TRANSLATE_NOOP("Settings", "ปี"),
                    note=QT_TRANSLATE_NOOP(
                        "Settings", "นับแต่สิ้นปีปฏิทินที่ยุติเรื่อง ระเบียบงานสารบรรณให้เก็บไม่น้อยกว่า 10 ปี"
                    ),
                ),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Settings", "ไฟล์แนบและการส่งต่อ"),
        (
            (
                Spec(
                    "attachment_limit_mb",
                    QT_TRANSLATE_NOOP("Settings", "ไฟล์แนบไฟล์ละไม่เกิน"),
                    "number",
                    low=1,
                    high=200,
                    unit=MEGABYTES,
                ),
                Spec(
                    "attachment_total_mb",
                    QT_TRANSLATE_NOOP("Settings", "ไฟล์ที่บันทึกพร้อมกันรวมไม่เกิน"),
                    "number",
                    low=1,
                    high=500,
                    unit=MEGABYTES,
                ),
            ),
            (
                Spec(
                    "follow_up_working_days",
                    QT_TRANSLATE_NOOP("Settings", "ติดตามหน่วยงานที่ส่งต่อครั้งแรกภายใน"),
                    "number",
                    low=1,
                    high=250,
                    unit=WORKING_DAYS,
                    note=QT_TRANSLATE_NOOP("Settings", "นับถัดจากวันที่ส่งเรื่อง"),
                ),
            ),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Settings", "สิทธิและความปลอดภัยในการทำงาน"),
        (
            (
                Spec(
                    "front_desk_may_classify",
                    QT_TRANSLATE_NOOP("Settings", "เจ้าหน้าที่รับเรื่องจำแนกเรื่องได้"),
                    "yes_no",
                ),
                Spec(
                    "officers_see_all_cases",
                    QT_TRANSLATE_NOOP("Settings", "ผู้รับผิดชอบเห็นเรื่องของผู้อื่น"),
                    "yes_no",
                ),
            ),
            (
                Spec(
                    "lock_after_minutes",
                    QT_TRANSLATE_NOOP("Settings", "ล็อกหน้าจอเมื่อไม่มีผู้ใช้เครื่องนาน"),
                    "number",
                    low=1,
                    high=240,
                    unit=MINUTES,
                    note=QT_TRANSLATE_NOOP("Settings", "งานที่พิมพ์ค้างอยู่ครบ ล็อกทันทีได้ด้วย Ctrl+L"),
                ),
            ),
        ),
    ),
)


def specs() -> tuple[Spec, ...]:
    """Return every setting in the order shown."""
    return tuple(spec for _title, rows in GROUPS for row in rows for spec in row)


def translated(text: str) -> str:
    """Return a text of this module in the language shown."""
    return QCoreApplication.translate("Settings", text) if text else ""


class _Spin(QSpinBox):
    """Edit a number that scrolling the page leaves alone."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class SettingField(FormField):
    """Edit one setting; its default and where that comes from stand beneath."""

    changed = Signal()

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        origin = load_json("office/profile.json")["settings"][spec.name]
        editor = _editor(spec)
        self._help_text = _help(spec, origin)
        super().__init__(translated(spec.label), _holder(editor), help_text=self._help_text)
        self._input = editor
        editor.setAccessibleName(translated(spec.label))
        self._connect()

    @property
    def input(self) -> QWidget:
        """Return the widget that takes the value."""
        return self._input

    def value(self) -> Any:
        """Return the value typed or chosen; None where no choice is made."""
        editor = self._input
        if isinstance(editor, LineEdit):
            return editor.text().strip()
        if isinstance(editor, QSpinBox):
            return editor.value()
        if isinstance(editor, QCheckBox):
            return editor.isChecked()
        return editor.code() if isinstance(editor, ChoiceCombo) else None

    def set_value(self, value: Any) -> None:
        """Show a value."""
        editor = self._input
        if isinstance(editor, LineEdit):
            editor.setText(str(value))
        elif isinstance(editor, QSpinBox):
            editor.setValue(int(value))
        elif isinstance(editor, QCheckBox):
            editor.setChecked(bool(value))
        elif isinstance(editor, ChoiceCombo):
            editor.set_code(str(value))

    def check(self) -> bool:
        """Show what is wrong with the value; tell whether nothing is."""
        text = ""
        if self.value() is None:
            text = field_sentence("choose")
        elif self.spec.name == "number_format":
            text = _number_format_problem(self.value())
        self.set_error(text)
        return not text

    def _show_sample(self) -> None:
        """Show beneath the number's format what it makes of a number."""
        if self.spec.name == "number_format":
            right = not _number_format_problem(self.value())
            sample = QCoreApplication.translate("Settings", "จะพิมพ์เป็น {sample}")
            self.set_help(sample.format(sample=sample_number(self.value())) if right else self._help_text)

    def _connect(self) -> None:
        editor = self._input
        if isinstance(editor, LineEdit):
            editor.textChanged.connect(lambda _text: self._show_sample())
            editor.textChanged.connect(lambda _text: self.changed.emit())
        elif isinstance(editor, QSpinBox):
            editor.valueChanged.connect(lambda _value: self.changed.emit())
        elif isinstance(editor, QCheckBox):
            editor.toggled.connect(lambda _on: self.changed.emit())
        elif isinstance(editor, ChoiceCombo):
            editor.codeChanged.connect(lambda _code: self.changed.emit())


def _editor(spec: Spec) -> QWidget:
    if spec.kind == "text":
        return LineEdit(limit=60)
    if spec.kind == "choice":
        return ChoiceCombo([(code, translated(label)) for code, label in spec.choices])
    if spec.kind == "yes_no":
        return QCheckBox(QCoreApplication.translate("Settings", "อนุญาต"))
    spin = _Spin()
    spin.setRange(spec.low, spec.high)
    spin.setFixedWidth(110)
    if spec.unit == PERCENT:
        spin.setPrefix(f"{translated(PERCENT)} ")
        spin.setFixedWidth(150)
    elif spec.unit:
        spin.setSuffix(f" {translated(spec.unit)}")
        spin.setFixedWidth(150)
    spin.lineEdit().setTextMargins(Space.S, 0, 0, 0)
    return spin


def _holder(editor: QWidget) -> QWidget:
    if not isinstance(editor, QSpinBox):
        return editor
    # A number is short: its field does not grow with the column.
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor)
    row.addStretch(1)
    holder.setFocusProxy(editor)
    return holder


def _help(spec: Spec, origin: dict[str, Any]) -> str:
    shown = QCoreApplication.translate("Settings", "ค่าเริ่มต้น {value}").format(
        value=shown_value(spec, origin["value"])
    )
    practice = QCoreApplication.translate("Settings", "ค่าทั่วไป") if origin["kind"] == "practice" else ""
    given = QCoreApplication.translate("Settings", "ตามเอกสารของสำนักงาน") if not practice else ""
    note = translated(spec.note)
    return " – ".join(part for part in (shown, practice or given, note) if part)


def shown_value(spec: Spec, value: Any) -> str:
    """Return a setting's value as a person reads it."""
    if spec.kind == "yes_no":
        allowed = QCoreApplication.translate("Settings", "อนุญาต")
        return allowed if value else QCoreApplication.translate("Settings", "ไม่อนุญาต")
    if spec.kind == "choice":
        return translated(dict(spec.choices).get(value, str(value)))
    if spec.name == "number_format":
        return sample_number(str(value))
    parts = (translated(PERCENT), str(value)) if spec.unit == PERCENT else (str(value), translated(spec.unit))
    return " ".join(part for part in parts if part)


def sample_number(pattern: str) -> str:
    """Return a number as a format would print it."""
    return pattern.format(running=12, fiscal_year=2569, short_code="ลป")


def _number_format_problem(pattern: str) -> str:
    try:
        sample = sample_number(pattern)
    except (KeyError, IndexError, ValueError, AttributeError):
        sample = ""
    if not sample or "{running" not in pattern or "{fiscal_year" not in pattern:
        return QCoreApplication.translate(
            "Settings", "ต้องมี {running} และ {fiscal_year} ใช้ {short_code} เพิ่มได้ เช่น {running}/{fiscal_year}"
        )
    return ""
