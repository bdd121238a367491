"""The office's profile as fields: used by the first-start wizard and by the settings page."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLayout, QLineEdit, QVBoxLayout, QWidget

from services.resources import load_json
from ui.error_messages import field_sentence
from ui.theme import Space
from ui.widgets.fields import FormField, field_row
from ui.widgets.labels import ThaiLabel, heading
from ui.wording import QT_TRANSLATE_NOOP

LIMIT = 300

LABELS: dict[str, str] = {
    "name": QT_TRANSLATE_NOOP("Profile", "ชื่อสำนักงาน"),
    "name_short": QT_TRANSLATE_NOOP("Profile", "ชื่อย่อ"),
    "name_en": QT_TRANSLATE_NOOP("Profile", "ชื่อภาษาอังกฤษ"),
    "department": QT_TRANSLATE_NOOP("Profile", "กรมต้นสังกัด"),
    "department_en": QT_TRANSLATE_NOOP("Profile", "กรมต้นสังกัด (ภาษาอังกฤษ)"),
    "province": QT_TRANSLATE_NOOP("Profile", "จังหวัด"),
    "short_code": QT_TRANSLATE_NOOP("Profile", "อักษรย่อจังหวัด"),
    "code": QT_TRANSLATE_NOOP("Profile", "รหัสสำนักงานในโปรแกรม"),
    "address_building": QT_TRANSLATE_NOOP("Profile", "อาคาร"),
    "address_street": QT_TRANSLATE_NOOP("Profile", "ถนน"),
    "address_subdistrict": QT_TRANSLATE_NOOP("Profile", "ตำบล/แขวง"),
    "address_district": QT_TRANSLATE_NOOP("Profile", "อำเภอ/เขต"),
    "address_province": QT_TRANSLATE_NOOP("Profile", "จังหวัด (ในที่อยู่)"),
    "postcode": QT_TRANSLATE_NOOP("Profile", "รหัสไปรษณีย์"),
    "phones": QT_TRANSLATE_NOOP("Profile", "โทรศัพท์"),
    "email": QT_TRANSLATE_NOOP("Profile", "อีเมล"),
    "website": QT_TRANSLATE_NOOP("Profile", "เว็บไซต์"),
    "head_title": QT_TRANSLATE_NOOP("Profile", "ตำแหน่งหัวหน้าสำนักงาน"),
    "head_name": QT_TRANSLATE_NOOP("Profile", "ชื่อหัวหน้าสำนักงาน"),
    "head_superior": QT_TRANSLATE_NOOP("Profile", "ผู้บังคับบัญชาเหนือขึ้นไป"),
    "desk_unit": QT_TRANSLATE_NOOP("Profile", "ฝ่ายที่รับผิดชอบเรื่องร้องเรียน"),
    "box_location": QT_TRANSLATE_NOOP("Profile", "ที่ตั้งกล่องแสดงความคิดเห็น"),
    "secretariat": QT_TRANSLATE_NOOP("Profile", "หน่วยงานที่รับรายงานประจำเดือน"),
    "memo_addressee": QT_TRANSLATE_NOOP("Profile", "คำขึ้นต้น เรียน"),
    "memo_code": QT_TRANSLATE_NOOP("Profile", "รหัสหน้าเลขทะเบียนหนังสือส่ง"),
    "working_team": QT_TRANSLATE_NOOP("Profile", "คณะทำงาน"),
}

# Sections with their rows of one to three fields.
SECTIONS: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = (
    (
        QT_TRANSLATE_NOOP("Profile", "ชื่อหน่วยงาน"),
        (
            ("name", "name_short"),
            ("name_en", "province"),
            ("department", "department_en"),
            ("code", "short_code"),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Profile", "ที่ตั้งและการติดต่อ"),
        (
            ("address_building", "address_street"),
            ("address_subdistrict", "address_district"),
            ("address_province", "postcode"),
            ("phones", "email"),
            ("website",),
        ),
    ),
    (
        QT_TRANSLATE_NOOP("Profile", "ผู้บริหารและงานรับเรื่อง"),
        (("head_title", "head_name"), ("head_superior", "desk_unit"), ("box_location",)),
    ),
    (
        QT_TRANSLATE_NOOP("Profile", "หนังสือและรายงาน"),
        (("secretariat", "memo_addressee"), ("memo_code", "working_team")),
    ),
)


def group(title: str, *rows: QLayout) -> QWidget:
    """Return rows of fields beneath a heading."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, Space.M, 0, 0)
    column.setSpacing(Space.M)
    column.addWidget(heading(title))
    for row in rows:
        column.addLayout(row)
    return part


class ProfileForm(QWidget):
    """Edit the office's profile; values that are only common practice say so."""

    changed = Signal()

    def __init__(self, values: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, FormField] = {}
        self._origin = load_json("office/profile.json")["profile"]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.M)
        column.addWidget(
            ThaiLabel(
                self.tr(
                    "ช่องที่ระบุว่า “ค่าทั่วไป” เป็นค่าที่หน่วยงานราชการใช้กันทั่วไป มิได้มาจากเอกสารของสำนักงาน "
                    "โปรดตรวจสอบและแก้ไขให้ตรงกับของสำนักงาน"
                ),
                "muted",
            )
        )
        for title, rows in SECTIONS:
            lines = [field_row(*(self._make_field(name) for name in row)) for row in rows]
            column.addWidget(group(QCoreApplication.translate("Profile", title), *lines))
        self.set_values(values)
        for name in self._fields:
            self.edit(name).textChanged.connect(lambda _text: self.changed.emit())

    def values(self) -> dict[str, Any]:
        """Return every field, telephone numbers as a list."""
        texts = {name: self.edit(name).text().strip() for name in self._fields}
        phones = [part.strip() for part in texts["phones"].split(",") if part.strip()]
        return {**texts, "phones": phones}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show a profile."""
        for name in self._fields:
            value = values.get(name, "")
            shown = value if isinstance(value, str) else ", ".join(value)
            self.edit(name).setText(shown)
            self.edit(name).setCursorPosition(0)

    def edit(self, name: str) -> QLineEdit:
        """Return the line edit of a profile field."""
        editor = self._fields[name].editor
        assert isinstance(editor, QLineEdit)  # noqa: S101 - only line edits are ever put in
        return editor

    def field(self, name: str) -> FormField:
        """Return a field with its label and error."""
        return self._fields[name]

    def check(self) -> bool:
        """Show what is missing; tell whether nothing is, else put the keyboard there."""
        missing = not self.edit("name").text().strip()
        self._fields["name"].set_error(field_sentence("required") if missing else "")
        if missing:
            self._fields["name"].focus_editor()
        return not missing

    def show_errors(self, texts: Mapping[str, str]) -> None:
        """Show sentences beneath the fields they belong to."""
        for name, text in texts.items():
            if name in self._fields:
                self._fields[name].set_error(text)

    def _make_field(self, name: str) -> FormField:
        edit = QLineEdit()
        edit.setMaxLength(LIMIT)
        label = QCoreApplication.translate("Profile", LABELS[name])
        field = FormField(label, edit, required=name == "name", help_text=self._help(name))
        self._fields[name] = field
        return field

    def _help(self, name: str) -> str:
        origin = self._origin.get(name, {})
        parts = [self.tr("ค่าทั่วไป")] if origin.get("kind") == "practice" and origin.get("value") else []
        parts += [origin["note"]] if origin.get("note") else []
        parts += [self.tr("คั่นแต่ละหมายเลขด้วยจุลภาค")] if name == "phones" else []
        return " – ".join(parts)
