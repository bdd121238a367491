"""What a case gives to the fields of a letter."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.casework import Letter, Referral
from models.complaints import CaseEvent, Complainant, Complaint, Respondent
from services.documents.names import BLANK, starts_story
from services.documents.wording import PaperWords
from services.letters.content import INTERNAL, TO_COMPLAINANT, LetterContent
from services.letters.fields import PERSONAL, fill_known
from services.letters.wording import Templates, closing_for
from services.office.codes import name_of
from services.office.facts import OfficeFacts
from services.resources import load_json
from services.thai.dates import bangkok_date

_SPACED_GROUPS = frozenset({"rank", "academic"})
_UNSPACED = frozenset({"นายแพทย์", "แพทย์หญิง"})
# What a letter never tells of an officer who is named in the complaint.
DISCIPLINE = (
    *("โทษทางวินัย", "ลงโทษ", "ภาคทัณฑ์", "ตัดเงินเดือน", "ลดเงินเดือน", "ลดขั้นเงินเดือน", "ปลดออก"),
    *("ไล่ออก", "สอบสวนวินัย", "สอบสวนทางวินัย", "ดำเนินการทางวินัย", "งดโทษ"),
)


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """Hold the rows of a case that a letter is filled from."""

    facts: OfficeFacts
    complaint: Complaint
    complainant: Complainant | None
    names_officer: bool  # somebody is named whom the case complains about
    issued: Mapping[str, Letter]  # the newest issued letter of each kind
    referral: Referral | None = None  # the newest that was not taken back
    extended: CaseEvent | None = None  # the history's line of the last extension

    @property
    def hidden(self) -> bool:
        """Tell whether the complainant asked that name and address be kept hidden."""
        return self.complaint.identity == "hidden"

    @property
    def templates(self) -> Templates:
        """Return the texts of letters in force."""
        return Templates(self.facts.wording)


def read_material(session: Session, facts: OfficeFacts, complaint: Complaint) -> CaseMaterial:
    """Return what a letter of a case is filled from."""
    letters = session.scalars(
        select(Letter)
        .where(
            Letter.office_id == complaint.office_id,
            Letter.complaint_id == complaint.id,
            Letter.status == "issued",
        )
        .order_by(Letter.issued_at, Letter.id)
    )
    named = session.scalar(
        select(Respondent.id)
        .where(
            Respondent.office_id == complaint.office_id,
            Respondent.complaint_id == complaint.id,
            Respondent.person != "",
        )
        .limit(1)
    )
    return CaseMaterial(
        facts=facts,
        complaint=complaint,
        complainant=session.get(Complainant, (complaint.office_id, complaint.id)),
        names_officer=named is not None,
        issued={letter.kind: letter for letter in letters},
        referral=newest_referral(session, complaint),
        extended=session.scalar(
            select(CaseEvent)
            .where(
                CaseEvent.office_id == complaint.office_id,
                CaseEvent.complaint_id == complaint.id,
                CaseEvent.kind == "due_extended",
            )
            .order_by(CaseEvent.id.desc())
            .limit(1)
        ),
    )


def newest_referral(session: Session, complaint: Complaint) -> Referral | None:
    """Return the case's newest referral that was not taken back."""
    return session.scalar(
        select(Referral)
        .where(
            Referral.office_id == complaint.office_id,
            Referral.complaint_id == complaint.id,
            Referral.ended_at.is_(None),
        )
        .order_by(Referral.id.desc())
        .limit(1)
    )


def field_values(material: CaseMaterial, kind: str, *, show_hidden: bool) -> dict[str, str]:
    """Return the value of each field that the case knows; digits are Arabic, the paper turns them.

    A hidden complainant shows only in a letter to the complainant, and only with show_hidden; in its
    draft there is a blank for the name.
    """
    facts, complaint, profile = material.facts, material.complaint, material.facts.profile
    words = PaperWords(facts.wording, "arabic")
    salutation, _closing, called = salutation_of(material, kind)
    values = {
        "เลขรับ": complaint.number,
        "เรื่อง": _subject(material, kind),
        "วันที่รับ": words.long_date(bangkok_date(complaint.received_at)),
        "ช่องทาง": facts.channels.name_of(complaint.channel_id),
        "คำขึ้นต้น": salutation,
        "คำเรียกผู้รับ": called,
        "วันครบกำหนด": words.long_date(complaint.due_date),
        "สิ่งที่กำลังดำเนินการ": _activity(material, kind),
        "ผลการพิจารณา": name_of("outcomes", complaint.outcome),
        "ข้อเท็จจริง": complaint.findings,
        "การแก้ไข": _action(material, kind, complaint.corrective_action),
        "มาตรการป้องกัน": _action(material, kind, complaint.preventive_action),
        "วันที่แล้วเสร็จ": words.long_date(complaint.closed_on) if complaint.closed_on else "",
        "หน่วยงาน": complaint.referred_to,
        "จำนวนวันขอทบทวน": str(facts.settings.review_request_days),
        "สำนักงาน": profile.name,
        "หัวหน้าสำนักงาน": profile.head_title,
        "กลุ่มงาน": profile.desk_unit,
        "โทรศัพท์": words.phones(profile.phones),
        "อีเมลสำนักงาน": profile.email,
        **_people(material, kind, show_hidden=show_hidden),
        **_referred(material, words),
        **_issued(material, words),
        **_extension(material, words),
    }
    values["ความนำ"] = _opening(material, values)
    values["ข้อความตามผล"] = _outcome_text(material, values)
    return values


def with_letter(values: Mapping[str, str], content: LetterContent) -> dict[str, str]:
    """Return the values with what the letter says of itself."""
    salutation = {"คำขึ้นต้น": content.salutation} if content.salutation else {}
    subject, addressee = fill_known(content.subject, values), fill_known(content.addressee, values)
    return {**values, **salutation, "ชื่อหนังสือ": subject, "ผู้รับหนังสือ": addressee}


def salutation_of(material: CaseMaterial, kind: str) -> tuple[str, str, str]:
    """Return salutation, closing and how the reader is called in a letter of a kind."""
    person = material.complainant
    if kind not in TO_COMPLAINANT or person is None:
        return closing_for("common", "")
    return closing_for(title_group(person.title), person.title)


def title_group(title: str) -> str:
    """Return the group that a title stands in: common, monk, rank, academic, royal, official."""
    items = load_json("office/codes.json")["titles"]
    found = next((item["group"] for item in items if item["name"] == title), "")
    if not found and title.startswith(("พระ", "สมเด็จพระ")):
        return "monk"
    return found or "common"


def full_name(person: Complainant) -> str:
    """Return a person's name as a letter writes it: a rank and a degree stand apart from the name."""
    spaced = title_group(person.title) in _SPACED_GROUPS and person.title not in _UNSPACED
    return f"{person.title}{' ' if spaced else ''}{person.name}".strip()


def tells_discipline(text: str) -> str:
    """Return the word in a text that tells a disciplinary result, empty where none does."""
    return next((word for word in DISCIPLINE if word in text), "")


def _people(material: CaseMaterial, kind: str, *, show_hidden: bool) -> dict[str, str]:
    person = material.complainant
    if person is None:
        return {}
    if material.hidden and not (kind in TO_COMPLAINANT and show_hidden):
        return dict.fromkeys(PERSONAL, "")
    return {"ผู้ร้องเรียน": full_name(person), "ที่อยู่ผู้ร้องเรียน": " ".join(person.address.split())}


def _subject(material: CaseMaterial, kind: str) -> str:
    """Return the subject; the story's first words, where the desk typed none, only go to who told them."""
    complaint = material.complaint
    if not starts_story(complaint.subject, complaint.detail) or kind in TO_COMPLAINANT or kind in INTERNAL:
        return complaint.subject.replace(BLANK, "").strip()
    return material.facts.categories.name_of(complaint.category_id)


def _extension(material: CaseMaterial, words: PaperWords) -> dict[str, str]:
    """Return what the last extension changed; before any, the date in force is the one to be put off."""
    line = material.extended
    if line is None:
        return {"กำหนดเดิม": words.long_date(material.complaint.due_date)}
    data = json.loads(line.data)
    return {
        "กำหนดเดิม": words.long_date(date.fromisoformat(data["before"])),
        "กำหนดใหม่": words.long_date(date.fromisoformat(data["due"])),
        "เหตุผลที่ขยายเวลา": line.text,
    }


def _activity(material: CaseMaterial, kind: str) -> str:
    under_way = material.complaint.status == "open" or kind == "acknowledgement"
    return material.templates("activity") if under_way else ""


def _action(material: CaseMaterial, kind: str, text: str) -> str:
    """Return what was done; of a named officer's discipline only that the law was followed."""
    if kind in INTERNAL or not (material.names_officer and tells_discipline(text)):
        return text
    return material.templates("result.discipline")


def _referred(material: CaseMaterial, words: PaperWords) -> dict[str, str]:
    referral = material.referral
    if referral is None:
        return {}
    return {
        "หน่วยงาน": referral.agency,
        "ช่องทางติดต่อ": referral.contact,
        "เลขหนังสือส่งต่อ": referral.reference,
        "วันที่หนังสือส่งต่อ": words.long_date(referral.sent_on),
    }


def _issued(material: CaseMaterial, words: PaperWords) -> dict[str, str]:
    found = {}
    for kind, name in (("acknowledgement", "รับเรื่อง"), ("referral", "ส่งต่อ")):
        letter = material.issued.get(kind)
        if letter is not None and letter.letter_date is not None:
            found[f"เลขหนังสือ{name}"] = letter.number
            found[f"วันที่หนังสือ{name}"] = words.long_date(letter.letter_date)
    return found


def _opening(material: CaseMaterial, values: Mapping[str, str]) -> str:
    key = "opening.referenced" if refers_back(material) else "opening.plain"
    return fill_known(material.templates(key), values)


def refers_back(material: CaseMaterial) -> bool:
    """Tell whether an acknowledgement with a number went out, so that a later letter can refer to it."""
    letter = material.issued.get("acknowledgement")
    return letter is not None and bool(letter.number.strip()) and letter.layout == "outgoing"


def _outcome_text(material: CaseMaterial, values: Mapping[str, str]) -> str:
    outcome = material.complaint.outcome
    return fill_known(material.templates(f"result.{outcome}"), values) if outcome else ""
