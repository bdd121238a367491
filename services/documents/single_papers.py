"""Papers of one case, one event or one form: made by the services that know them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from services.documents.catalogue import PaperRequest
from services.documents.monthly import MonthlyRequest
from services.errors import DomainError, FieldError, Invalid
from services.office.settings import ReceiptPaper
from services.permissions import Actor

if TYPE_CHECKING:
    from services.complaints.reading import Cases
    from services.documents.office_papers import OfficePapers
    from services.documents.printing import Documents
    from services.flowchart.editing import Flowcharts
    from services.letters.letters import Letters
    from services.privacy.destruction import Destruction
    from services.privacy.person import Privacy


@dataclass(frozen=True, slots=True)
class Makers:
    """Hold the services that make papers of their own."""

    cases: "Cases"
    documents: "Documents"
    papers: "OfficePapers"
    privacy: "Privacy"
    destruction: "Destruction"
    flowcharts: "Flowcharts"
    letters: "Letters"


@dataclass(frozen=True, slots=True)
class MadePaper:
    """Hold a made paper: the PDF, the name of its file without .pdf, and its figures where it has some."""

    content: bytes
    name: str
    data: Mapping[str, Any] | None = None


Make = Callable[[Makers, Actor, PaperRequest, str], MadePaper]


def _monthly(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    if asked.month is None:
        raise Invalid({"month": FieldError("required")})
    request = MonthlyRequest(month=asked.month, as_of=asked.as_of, include_memo=True if asked.memo else None)
    made = makers.documents.make_monthly(actor, request, command_id)
    title = "บันทึกข้อมูลประจำเดือน" if made.zero else "รายงานข้อร้องเรียน"
    return MadePaper(made.content, f"{title} {asked.month.be_label}", made.data)


def _receipt(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    case = makers.cases.find_by_number(actor, asked.number)
    paper = cast(ReceiptPaper, asked.paper)
    content = makers.documents.print_receipt(actor, case, paper, command_id)
    return MadePaper(content, f"ใบรับเรื่อง {asked.number}")


def _case(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    case = makers.cases.find_by_number(actor, asked.number)
    return MadePaper(makers.documents.make_case_file(actor, case, command_id), f"แฟ้มเรื่อง {asked.number}")


def _statement(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    case = makers.cases.find_by_number(actor, asked.number)
    content = makers.papers.make_statement(actor, case, command_id, asked.variant)
    return MadePaper(content, f"บันทึกคำร้องเรียน {asked.number}")


def _letter(makers: Makers, actor: Actor, asked: PaperRequest, _command_id: str) -> MadePaper:
    case = makers.cases.find_by_number(actor, asked.number)
    sent = [row for row in reversed(makers.letters.list_letters(actor, case)) if row.has_paper]
    place = asked.letter if asked.letter is not None else len(sent)
    if not 0 < place <= len(sent):
        raise DomainError("letter.none_sent", number=asked.number, sent=len(sent))
    name, content = makers.letters.read_paper(actor, sent[place - 1].id, asked.reason)
    return MadePaper(content, name.removesuffix(".pdf"))


def _box_record(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    opening = makers.papers.find_opening(actor, asked.number)
    content = makers.papers.make_box_record(actor, opening, command_id)
    return MadePaper(content, f"บันทึกการเปิดกล่อง ครั้งที่ {asked.number}")


def _blank(form: str, name: str) -> Make:
    def make(makers: Makers, actor: Actor, _asked: PaperRequest, _command_id: str) -> MadePaper:
        return MadePaper(makers.papers.make_blank_form(actor, form), name)

    return make


def _inspections(makers: Makers, actor: Actor, asked: PaperRequest, _command_id: str) -> MadePaper:
    if asked.month is None:
        raise Invalid({"month": FieldError("required")})
    content = makers.papers.make_inspection_register(actor, asked.month)
    return MadePaper(content, f"ทะเบียนการตรวจช่องทาง {asked.month.be_label}")


def _person(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    from services.privacy.person import PersonFileRequest

    cases = tuple(makers.cases.find_by_number(actor, number) for number in asked.numbers)
    request = PersonFileRequest(complaint_ids=cases, requester=asked.requester, reason=asked.reason)
    return MadePaper(makers.privacy.make_person_file(actor, request, command_id), "ข้อมูลส่วนบุคคลตามคำขอ")


def _destruction_list(makers: Makers, actor: Actor, asked: PaperRequest, command_id: str) -> MadePaper:
    made = makers.destruction.make_destruction_list(actor, asked.closed_before, command_id)
    content = makers.destruction.print_destruction_list(actor, made, f"{command_id}:print")
    return MadePaper(content, "บัญชีขอทำลายเอกสาร")


def _flowchart(makers: Makers, actor: Actor, asked: PaperRequest, _command_id: str) -> MadePaper:
    return MadePaper(makers.flowcharts.print_wall_chart(actor, asked.kind), "ผังกระบวนการจัดการเรื่องร้องเรียน")


SINGLE: Mapping[str, Make] = MappingProxyType(
    {
        "monthly": _monthly,
        "receipt": _receipt,
        "case": _case,
        "statement": _statement,
        "letter": _letter,
        "box-record": _box_record,
        "box-record-blank": _blank("box-record-blank", "บันทึกการเปิดกล่อง (แบบเปล่า)"),
        "blank-intake": _blank("blank-intake", "แบบรับเรื่องร้องเรียน"),
        "slip-form": _blank("slip-form", "แบบแสดงความคิดเห็น"),
        "channel-notice": _blank("channel-notice", "ประกาศช่องทางการร้องเรียน"),
        "inspections": _inspections,
        "person": _person,
        "destruction-list": _destruction_list,
        "flowchart": _flowchart,
    }
)
