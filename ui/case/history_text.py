"""Tell each line of a case's history as a Thai sentence."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QCoreApplication

from services.complaints.commands import LATE_REASON
from services.complaints.reading import CaseDetail, HistoryLine
from services.flowchart.definition import Chart
from services.flowchart.kinds import KIND_NAMES
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from ui.case.values import People, person_name, value_text
from ui.formatting import format_date, format_moment
from ui.letters.words import letter_sentence
from ui.widgets.timeline import TimelineEntry

# Icon and tone of each kind of line.
MARKS = {
    "registered": ("inbox", "accent"),
    "step": ("check", "success"),
    "chart_changed": ("arrow-right", "info"),
    "closed": ("circle-check", "success"),
    "note": ("message-square", "neutral"),
    "contact": ("phone", "info"),
    "officer_changed": ("user-check", "info"),
    "level_changed": ("flag", "warning"),
    "reopened": ("rotate-ccw", "warning"),
    "voided": ("ban", "danger"),
    "corrected": ("pencil", "warning"),
    "clock_stopped": ("pause", "info"),
    "clock_restarted": ("play", "info"),
    "due_extended": ("hourglass", "warning"),
    "due_moved": ("calendar", "warning"),
    "attached": ("paperclip", "neutral"),
    "receipt_printed": ("printer", "neutral"),
    "confidential": ("lock", "danger"),
    "not_confidential": ("undo-2", "warning"),
    "reader_named": ("user-check", "info"),
    "reader_removed": ("minus", "warning"),
    "reader_claimed": ("lock", "warning"),
    "referred": ("send", "info"),
    "referral_asked": ("phone", "info"),
    "referral_answered": ("check", "success"),
    "referral_date_changed": ("calendar", "warning"),
    "referral_ended": ("ban", "neutral"),
    "letter": ("mail", "info"),
    "linked": ("git-branch", "info"),
    "unlinked": ("undo-2", "neutral"),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("CaseHistory", text)


def _corrected_names() -> dict[str, str]:
    """Return what a correction may change: the column and the words of the form."""
    return {
        "received_at": _tr("วันและเวลาที่รับเรื่อง"),
        "identity": _tr("การเปิดเผยชื่อ"),
        "subject": _tr("เรื่อง"),
        "detail": _tr("รายละเอียด"),
        "happened_when": _tr("เวลาที่เกิดเหตุ"),
        "happened_where": _tr("สถานที่เกิดเหตุ"),
        "damage": _tr("ความเสียหายที่ได้รับ"),
        "remedy_wanted": _tr("สิ่งที่ต้องการให้ดำเนินการ"),
        "complained_elsewhere": _tr("การร้องเรียนที่หน่วยงานอื่น"),
        "answer_by": _tr("ประสงค์ให้แจ้งผลทาง"),
        "callback_wanted": _tr("การขอให้โทรกลับ"),
        "document_number": _tr("เลขที่หนังสือ"),
        "document_date": _tr("วันที่ของหนังสือ"),
        "written_date": _tr("วันที่เขียน"),
        "confidential": _tr("ชั้นความลับ"),
        "kind": _tr("ประเภทของเรื่อง"),
        "group": _tr("กลุ่มผู้ร้องเรียน"),
        "evidence": _tr("พยานหลักฐานหรือพฤติการณ์"),
        "evidence_given": _tr("การระบุพยานหลักฐาน"),
        "channel_id": _tr("ช่องทาง"),
        "sub_channel_id": _tr("ช่องทางย่อย"),
        "category_id": _tr("หมวดของเรื่อง"),
        "level_id": _tr("ระดับของเรื่อง"),
        "people": _tr("ผู้ร้องเรียนหรือผู้ถูกร้องเรียน"),
    }


@dataclass(frozen=True, slots=True)
class Teller:
    """Tell the history of cases of one office."""

    chart: Chart
    facts: OfficeFacts
    people: People

    def entry(self, line: HistoryLine) -> TimelineEntry:
        """Return one line as the timeline shows it."""
        mark, tone = MARKS.get(line.kind, ("circle-dot", "neutral"))
        if self._sent_back(line):
            mark, tone = "undo-2", "warning"
        return TimelineEntry(
            when=format_moment(line.at),
            title=self.title(line),
            who=line.actor,
            text="\n".join(self._below(line)),
            icon=mark,
            tone=tone,
        )

    def title(self, line: HistoryLine) -> str:
        """Return what happened, in one sentence."""
        tellers: dict[str, Callable[[HistoryLine], str]] = {
            "registered": self._registered,
            "step": self._step,
            "chart_changed": self._chart_changed,
            "closed": self._closed,
            "note": self._note,
            "contact": self._contact,
            "officer_changed": self._officer,
            "level_changed": self._level,
            "reopened": self._reopened,
            "voided": self._voided,
            "corrected": self._corrected,
            "clock_stopped": self._stopped,
            "clock_restarted": self._restarted,
            "due_extended": self._extended,
            "due_moved": self._moved,
            "attached": self._attached,
            "receipt_printed": self._receipt,
            "confidential": self._confidential,
            "not_confidential": self._not_confidential,
            "reader_named": self._reader_named,
            "reader_removed": self._reader_removed,
            "reader_claimed": self._reader_claimed,
            "referred": self._referral,
            "referral_asked": self._referral,
            "referral_answered": self._referral,
            "referral_date_changed": self._referral,
            "referral_ended": self._referral,
            "letter": letter_sentence,
            "linked": lambda line: _linked(line.data.get("link")),
            "unlinked": lambda line: _tr("ยกเลิกการเชื่อมโยงกับเรื่องอื่น"),
        }
        tell = tellers.get(line.kind)
        return tell(line) if tell else _tr("บันทึกรายการอื่น")

    def _below(self, line: HistoryLine) -> list[str]:
        said = [
            f"{field.label}: {value_text(field, value, self.facts, self.people)}"
            for name, value in line.data.get("answers", {}).items()
            if name != "decision" and (field := self.chart.fields.get(name)) is not None
        ]
        if line.kind == "corrected" and (changed := line.data.get("fields")):
            known = _corrected_names()
            names = [known.get(name, name) for name in changed]
            said.append(_tr("แก้ไข: {names}").format(names=", ".join(names)))
        if late := line.data.get(LATE_REASON):
            said.append(_tr("เหตุผลที่ยุติหลังกำหนด: {text}").format(text=late))
        if line.data.get("superior"):
            said.append(self._letter(line))
        if line.kind.startswith("refer") and (next_on := line.data.get("next_on")):
            day = format_date(date.fromisoformat(next_on))
            said.append(_tr("ติดตามครั้งต่อไป {day}").format(day=day))
        if line.text:
            said.append(self._words(line))
        return said

    def _letter(self, line: HistoryLine) -> str:
        text = _tr("ตามคำสั่งของ{superior} หนังสือที่ {reference} ลงวันที่ {day}")
        day = format_date(date.fromisoformat(line.data["letter_date"]))
        return text.format(superior=line.data["superior"], reference=line.data["reference"], day=day)

    def _words(self, line: HistoryLine) -> str:
        reasons = (
            "chart_changed",
            *("officer_changed", "level_changed", "reopened", "voided", "corrected", "unlinked"),
            *("referral_date_changed", "referral_ended"),
            *("clock_stopped", "clock_restarted", "due_extended", "due_moved"),
            *("confidential", "not_confidential", "reader_named", "reader_removed", "reader_claimed"),
        )
        early = line.kind == "closed" and line.step not in self._closing()
        if line.kind in reasons or early:
            return _tr("เหตุผล: {text}").format(text=line.text)
        return line.text

    def _closing(self) -> set[str]:
        ends = self.chart.ends
        return {code for code, step in self.chart.steps.items() if any(b.to in ends for b in step.branches)}

    def _sent_back(self, line: HistoryLine) -> bool:
        return line.kind == "step" and line.data.get("answers", {}).get("decision") == "return"

    # --- one sentence a kind

    def _registered(self, line: HistoryLine) -> str:
        return _tr("รับเรื่องและออกเลขรับ {number}").format(number=line.data.get("number", ""))

    def _step(self, line: HistoryLine) -> str:
        name, next_name = self.chart.name_of(line.step), self.chart.name_of(line.next_step)
        decision = line.data.get("answers", {}).get("decision")
        if decision == "return":
            return _tr("ผู้บังคับบัญชาส่งกลับไปขั้นตอน “{next}”").format(next=next_name)
        if decision == "approve":
            return _tr("ผู้บังคับบัญชาเห็นชอบ ขั้นตอนต่อไปคือ “{next}”").format(next=next_name)
        return _tr("ดำเนินการ “{step}” แล้ว ขั้นตอนต่อไปคือ “{next}”").format(step=name, next=next_name)

    def _chart_changed(self, line: HistoryLine) -> str:
        step = self.chart.name_of(line.next_step)
        if line.data.get("before") != line.data.get("flowchart"):
            name = KIND_NAMES.get(str(line.data.get("flowchart")), "")
            return _tr("ใช้ผังกระบวนการ{name} ที่ขั้นตอน “{step}”").format(name=name, step=step)
        number = line.data.get("number", "")
        return _tr("ย้ายไปใช้ผังกระบวนการฉบับที่ {number} ที่ขั้นตอน “{step}”").format(number=number, step=step)

    def _closed(self, line: HistoryLine) -> str:
        outcome = name_of("outcomes", line.data.get("answers", {}).get("outcome"))
        return _tr("ยุติเรื่อง ผลคือ “{outcome}”").format(outcome=outcome) if outcome else _tr("ยุติเรื่อง")

    def _note(self, _line: HistoryLine) -> str:
        return _tr("บันทึกเพิ่มเติม")

    def _contact(self, line: HistoryLine) -> str:
        way = name_of("contact_ways", line.data.get("way"))
        if line.data.get("reached"):
            return _tr("ติดต่อผู้ร้องเรียนทาง{way} ติดต่อได้").format(way=way)
        return _tr("ติดต่อผู้ร้องเรียนทาง{way} แต่ติดต่อไม่ได้").format(way=way)

    def _officer(self, line: HistoryLine) -> str:
        after = person_name(line.data.get("officer"), self.people)
        if line.data.get("before") is None:
            return _tr("กำหนดผู้รับผิดชอบเป็น {after}").format(after=after)
        before = person_name(line.data["before"], self.people)
        return _tr("เปลี่ยนผู้รับผิดชอบจาก {before} เป็น {after}").format(before=before, after=after)

    def _level(self, line: HistoryLine) -> str:
        before, after = self._level_name(line.data.get("before")), self._level_name(line.data.get("level"))
        if not before:
            return _tr("กำหนดระดับเป็น “{after}”").format(after=after)
        return _tr("เปลี่ยนระดับจาก “{before}” เป็น “{after}”").format(before=before, after=after)

    def _level_name(self, code: Any) -> str:
        choice = self.facts.levels.code(code)
        return choice.name if choice else str(code or "")

    def _reopened(self, line: HistoryLine) -> str:
        return _tr("เปิดเรื่องอีกครั้งที่ขั้นตอน “{next}”").format(next=self.chart.name_of(line.next_step))

    def _voided(self, _line: HistoryLine) -> str:
        return _tr("ยกเลิกเลขรับ")

    def _corrected(self, _line: HistoryLine) -> str:
        return _tr("แก้ไขข้อมูลที่รับไว้")

    def _stopped(self, _line: HistoryLine) -> str:
        return _tr("หยุดนับเวลา (รอข้อมูลจากผู้ร้องเรียน)")

    def _restarted(self, line: HistoryLine) -> str:
        days = line.data.get("days")
        if not days:
            return _tr("นับเวลาต่อ วันครบกำหนดคงเดิม")
        text = _tr("นับเวลาต่อ หยุดไป {days} วันทำการ ครบกำหนด {due}")
        return text.format(days=days, due=_day(line.data.get("due")))

    def _extended(self, line: HistoryLine) -> str:
        text = _tr("ขยายเวลาจาก {before} เป็น {due}")
        if line.data.get("counts") is False:
            text = _tr("ขยายเวลาจาก {before} เป็น {due} (หลังพ้นกำหนด ไม่นับในตัวชี้วัดที่ 2)")
        return text.format(before=_day(line.data.get("before")), due=_day(line.data.get("due")))

    def _moved(self, line: HistoryLine) -> str:
        text = _tr("เลื่อนวันครบกำหนดตามตารางวันหยุด จาก {before} เป็น {due}")
        return text.format(before=_day(line.data.get("before")), due=_day(line.data.get("due")))

    def _attached(self, line: HistoryLine) -> str:
        return _tr("แนบไฟล์ “{file}”").format(file=line.data.get("file", ""))

    def _confidential(self, _line: HistoryLine) -> str:
        return _tr("กำหนดเป็นเรื่องลับ")

    def _not_confidential(self, _line: HistoryLine) -> str:
        return _tr("ยกเลิกชั้นความลับ")

    def _reader_named(self, line: HistoryLine) -> str:
        name = person_name(line.data.get("account"), self.people)
        return _tr("ให้ {name} ดูเรื่องลับได้").format(name=name)

    def _reader_removed(self, line: HistoryLine) -> str:
        name = person_name(line.data.get("account"), self.people)
        return _tr("ถอนสิทธิดูเรื่องลับของ {name}").format(name=name)

    def _reader_claimed(self, line: HistoryLine) -> str:
        name = person_name(line.data.get("account"), self.people)
        return _tr("{name} ขอเข้าดูเรื่องลับ").format(name=name)

    def _referral(self, line: HistoryLine) -> str:
        said = {
            "referred": _tr("ส่งต่อเรื่องให้{agency}"),
            "referral_asked": _tr("ติดตามผลจาก{agency}"),
            "referral_answered": _tr("ได้รับคำตอบจาก{agency}"),
            "referral_date_changed": _tr("เปลี่ยนวันติดตาม{agency}"),
            "referral_ended": _tr("สิ้นสุดการติดตาม{agency}"),
        }[line.kind]
        return said.format(agency=line.data.get("agency") or _tr("หน่วยงานที่ส่งต่อ"))

    def _receipt(self, line: HistoryLine) -> str:
        number = line.data.get("prints") or line.data.get("number")
        if isinstance(number, int) and number > 1:
            return _tr("พิมพ์สำเนาใบรับ (ครั้งที่ {number})").format(number=number)
        return _tr("พิมพ์ใบรับ")


def _day(text: Any) -> str:
    return format_date(date.fromisoformat(text)) if isinstance(text, str) else "–"


def _linked(kind: str | None) -> str:
    return {
        "duplicate": _tr("เชื่อมโยงเป็นเรื่องซ้ำ"),
        "repeat": _tr("เชื่อมโยงเป็นเรื่องของผู้ร้องเรียนรายเดิม"),
        "original": _tr("รับเป็นเรื่องขอทบทวนผลของเรื่องเดิม"),
        "review": _tr("มีการขอทบทวนผลการพิจารณาของเรื่องนี้"),
    }.get(kind or "", _tr("เชื่อมโยงกับเรื่องที่เกี่ยวข้อง"))


def history_entries(detail: CaseDetail, facts: OfficeFacts, people: People) -> list[TimelineEntry]:
    """Return a case's history, newest first."""
    teller = Teller(detail.chart, facts, people)
    return [teller.entry(line) for line in reversed(detail.history)]
