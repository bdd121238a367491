"""Tell a journal record and the values in it in words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from services.journal.reading import CellChange, RecordRow
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from ui.formatting import format_date, format_moment, role_names
from ui.journal.row_names import table_name
from ui.wording import QT_TRANSLATE_NOOP

VERDICTS: dict[str, tuple[str, str, str]] = {  # words, tone, icon
    "done": (QT_TRANSLATE_NOOP("Journal", "สำเร็จ"), "neutral", "check"),
    "refused": (QT_TRANSLATE_NOOP("Journal", "ไม่มีสิทธิ"), "danger", "ban"),
    "failed": (QT_TRANSLATE_NOOP("Journal", "ไม่สำเร็จ"), "warning", "circle-x"),
}
OPERATIONS: dict[str, str] = {
    "insert": QT_TRANSLATE_NOOP("Journal", "เพิ่ม"),
    "update": QT_TRANSLATE_NOOP("Journal", "แก้ไข"),
    "delete": QT_TRANSLATE_NOOP("Journal", "ลบ"),
}
STATUSES: dict[str, str] = {
    "open": QT_TRANSLATE_NOOP("Journal", "อยู่ระหว่างดำเนินการ"),
    "closed": QT_TRANSLATE_NOOP("Journal", "ยุติแล้ว"),
    "voided": QT_TRANSLATE_NOOP("Journal", "ยกเลิกเลขรับ"),
}
# What happened, as histories and clocks keep it.
HAPPENED: dict[str, str] = {
    "registered": QT_TRANSLATE_NOOP("Journal", "รับเรื่อง"),
    "screened": QT_TRANSLATE_NOOP("Journal", "จำแนกเรื่อง"),
    "step": QT_TRANSLATE_NOOP("Journal", "ดำเนินการตามขั้นตอน"),
    "closed": QT_TRANSLATE_NOOP("Journal", "ยุติเรื่อง"),
    "note": QT_TRANSLATE_NOOP("Journal", "บันทึกเพิ่มเติม"),
    "contact": QT_TRANSLATE_NOOP("Journal", "ติดต่อผู้ร้องเรียน"),
    "officer_changed": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนผู้รับผิดชอบ"),
    "level_changed": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนระดับของเรื่อง"),
    "reopened": QT_TRANSLATE_NOOP("Journal", "เปิดเรื่องอีกครั้ง"),
    "voided": QT_TRANSLATE_NOOP("Journal", "ยกเลิกเลขรับ"),
    "corrected": QT_TRANSLATE_NOOP("Journal", "แก้ไขข้อมูลที่รับไว้"),
    "attached": QT_TRANSLATE_NOOP("Journal", "แนบไฟล์"),
    "receipt_printed": QT_TRANSLATE_NOOP("Journal", "พิมพ์ใบรับเรื่อง"),
    "referred": QT_TRANSLATE_NOOP("Journal", "ส่งต่อหน่วยงานอื่น"),
    "referral_asked": QT_TRANSLATE_NOOP("Journal", "ติดตามหน่วยงานที่ส่งต่อ"),
    "referral_answered": QT_TRANSLATE_NOOP("Journal", "ได้รับคำตอบจากหน่วยงาน"),
    "referral_date_changed": QT_TRANSLATE_NOOP("Journal", "เปลี่ยนวันติดตามหน่วยงาน"),
    "referral_ended": QT_TRANSLATE_NOOP("Journal", "สิ้นสุดการติดตามหน่วยงาน"),
    "letter": QT_TRANSLATE_NOOP("Journal", "หนังสือและการแจ้ง"),
    "anonymised": QT_TRANSLATE_NOOP("Journal", "ทำลายข้อมูลส่วนบุคคล"),
    "started": QT_TRANSLATE_NOOP("Journal", "เริ่มนับ"),
    "recounted": QT_TRANSLATE_NOOP("Journal", "นับใหม่"),
    "met": QT_TRANSLATE_NOOP("Journal", "เสร็จแล้ว"),
}
CLOCKS: dict[str, str] = {
    "closure": QT_TRANSLATE_NOOP("Journal", "การยุติเรื่อง"),
    "step": QT_TRANSLATE_NOOP("Journal", "ขั้นตอน"),
    "reply": QT_TRANSLATE_NOOP("Journal", "การแจ้งความคืบหน้า"),
}
WORDS = {"status": STATUSES, "clock": CLOCKS, "event": HAPPENED, "cause": HAPPENED}
# Columns whose values are codes of a list.
LISTS = {
    "identity": "identities",
    "group": "groups",
    "outcome": "outcomes",
    "notification": "notifications",
    "answer_by": "answer_by",
}
PEOPLE = frozenset(
    {
        *("account_id", "actor_id", "added_by", "appointed_by", "confirmed_by", "made_by", "officer_id"),
        *("published_by", "received_by", "recorded_by"),
    }
)
CHOICES = {
    "category_id": "categories",
    "level_id": "levels",
    "channel_id": "channels",
    "sub_channel_id": "channels",
}
CODED = {"category": "categories", "level": "levels", "channel": "channels"}
LONGEST = 600
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Journal", text)


def verdict_text(verdict: str) -> str:
    """Return how what was tried ended."""
    return _tr(VERDICTS[verdict][0]) if verdict in VERDICTS else verdict


def about_text(row: RecordRow) -> str:
    """Return what a record is about."""
    if row.subject in ("complaint", "account") and row.about:
        return row.about
    if row.subject in ("report_record", "signed_month") and row.facts.get("period"):
        return str(row.facts["period"])
    if row.subject == "complaint":
        count = row.facts.get("rows")
        return _tr("{count} เรื่อง").format(count=f"{count:,}") if isinstance(count, int) else ""
    return table_name(row.subject) if row.subject not in ("", "journal", "office") else ""


def who_text(row: RecordRow) -> str:
    """Return who did it; before anybody is known, and of the program itself, that."""
    return row.actor or _tr("ยังไม่ทราบผู้ใช้")


@dataclass(frozen=True, slots=True)
class Values:
    """Tell values of one office's rows."""

    facts: OfficeFacts
    people: Mapping[int, str]

    def pair(self, cell: CellChange) -> tuple[str, str]:
        """Return what a column held before and after."""
        if cell.secret:
            return "", _tr("เปลี่ยนแล้ว (ไม่แสดงค่า)")
        return self.text(cell.column, cell.before), self.text(cell.column, cell.after)

    def text(self, column: str, value: Any) -> str:
        """Return one value in words."""
        if value is None or value == "":
            return ""
        if isinstance(value, bool):
            return _tr("ใช่") if value else _tr("ไม่ใช่")
        if column in PEOPLE:
            return self.people.get(value, str(value))
        if column in CHOICES:
            return getattr(self.facts, CHOICES[column]).name_of(value) or str(value)
        return _shortened(self._code(column, str(value)) or _moment(str(value)) or str(value))

    def _code(self, column: str, value: str) -> str:
        if column in LISTS:
            return name_of(LISTS[column], value)
        if column in ("roles", "role"):
            return role_names(value.split(","))
        if column in WORDS:
            return _tr(WORDS[column].get(value, ""))
        if column in CODED:
            chosen = getattr(self.facts, CODED[column]).code(value)
            return chosen.name if chosen else ""
        if column in ("step", "next_step"):
            return self._step(value)
        return name_of("kinds", value) or _tr(HAPPENED.get(value, "")) if column == "kind" else ""

    def _step(self, code: str) -> str:
        charts = self.facts.charts.values()
        return next(
            (chart.name_of(code) for chart in charts if code in chart.steps or code in chart.ends), ""
        )


def _moment(text: str) -> str:
    try:
        if _MOMENT.match(text):
            return format_moment(datetime.fromisoformat(text))
        return format_date(date.fromisoformat(text)) if _DAY.match(text) else ""
    except ValueError:
        return ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " …"
