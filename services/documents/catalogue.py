"""What the office can print. A new document is one line here and one module with `compose`.

A line names the document, what is asked before it is made, and the module under services/documents whose
`compose(look, request)` sets it; the command line and the documents page follow. Papers of one case or one
event have no module: services of their own make them, through `single_papers`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from services.permissions import ALL, HANDLERS, SUPERVISORS, Role
from services.thai.dates import Month


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """Hold what was asked before a paper is made; each field is an ask, and a flag of the command line."""

    month: Month | None = None
    year: int | None = None  # the B.E. year that the fiscal year ends in
    first_month: Month | None = None
    months: int = 12
    first_day: date | None = None
    last_day: date | None = None
    as_of: date | None = None
    closed_before: date | None = None
    memo: bool = False
    number: str = ""  # of a case or of an opening of the box
    numbers: tuple[str, ...] = ()
    paper: str = "a5"
    variant: str | None = None
    kind: str = "general"
    reason: str = ""
    requester: str = ""
    letter: int | None = None  # of those sent in a case, the first is 1; the newest where left out


@dataclass(frozen=True, slots=True)
class Ask:
    """Name a field of PaperRequest that a paper asks for, and whether it can be left out."""

    name: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class PaperKind:
    """Name one kind of paper, what it asks, and how it is made.

    group is one of GROUPS; help says in English what it is; figures tells that it can print them as JSON;
    roles are those that may make it, page is the window's page where what it shows is put in.
    """

    code: str
    title: str
    help: str
    group: str
    asks: tuple[Ask, ...] = ()
    module: str = ""
    figures: bool = False
    roles: frozenset[Role] = ALL
    page: str = ""


GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "reports": "รายงานและสถิติ",
        "lists": "ทะเบียนและบัญชี",
        "case": "เอกสารของเรื่องหนึ่ง",
        "channels": "ช่องทางและกล่องแสดงความคิดเห็น",
        "forms": "แบบและประกาศ",
        "privacy": "ข้อมูลส่วนบุคคล",
    }
)

_AS_OF = Ask("as_of", required=False)
_NUMBER = Ask("number")

CATALOGUE: tuple[PaperKind, ...] = (
    PaperKind(
        "monthly",
        "รายงานข้อร้องเรียนประจำเดือน",
        "monthly report to the Secretariat of the Department",
        "reports",
        (Ask("month"), _AS_OF, Ask("memo", required=False)),
        figures=True,
    ),
    PaperKind(
        "fiscal-year",
        "รายงานข้อร้องเรียนประจำปีงบประมาณ",
        "report of a fiscal year",
        "reports",
        (Ask("year"), _AS_OF),
        module="fiscal_year",
        figures=True,
    ),
    PaperKind(
        "dashboard",
        "ผลการดำเนินงานตามตัวชี้วัดและสถานะของเรื่อง",
        "a fiscal year at a glance: indicators and what they need, months, age of open cases, reply clock",
        "reports",
        (Ask("year"), _AS_OF),
        module="dashboard_paper",
        figures=True,
    ),
    PaperKind(
        "changed-since",
        "สิ่งที่เปลี่ยนแปลงหลังรับรองข้อมูล",
        "what changed in a month's data since it was signed",
        "reports",
        (Ask("month"),),
        module="changed_since",
        figures=True,
    ),
    PaperKind(
        "evidence",
        "เอกสารหลักฐานการจัดการข้อร้องเรียนประจำปี",
        "yearly evidence document with the office's pictures",
        "reports",
        (Ask("year"), _AS_OF),
        module="evidence",
        figures=True,
        page="evidence",
    ),
    PaperKind(
        "zero-year",
        "บันทึกข้อมูลประจำปีงบประมาณ (กรณีไม่มีข้อร้องเรียน)",
        "statement of a fiscal year without complaints",
        "reports",
        (Ask("year"), _AS_OF),
        module="zero_year",
        figures=True,
    ),
    PaperKind(
        "information-act",
        "สถิติเรื่องร้องเรียนตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
        "statistic of complaints under the Official Information Act in a fiscal year",
        "reports",
        (Ask("year"), _AS_OF),
        module="information_act",
        figures=True,
    ),
    PaperKind(
        "corruption",
        "สถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        "statistic of cases of corruption and misconduct in a fiscal year",
        "reports",
        (Ask("year"), _AS_OF),
        module="corruption",
        figures=True,
    ),
    PaperKind(
        "audit-pack",
        "ชุดข้อมูลข้อร้องเรียนสำหรับผู้ตรวจสอบ",
        "six or twelve months for auditors, with every case's dates and what proves them",
        "reports",
        (Ask("first_month"), Ask("months", required=False), _AS_OF),
        module="audit_pack",
        figures=True,
    ),
    PaperKind(
        "register-book",
        "สมุดทะเบียนรับเรื่องร้องเรียน",
        "register book of the complaints received in some days",
        "lists",
        (Ask("first_day", required=False), Ask("last_day", required=False)),
        module="register_book",
    ),
    PaperKind(
        "overdue",
        "บัญชีเรื่องเกินกำหนดและใกล้ครบกำหนด",
        "open cases past due or nearly so, by officer, as of today",
        "lists",
        module="overdue",
    ),
    PaperKind(
        "receipt",
        "ใบรับเรื่องร้องเรียน",
        "receipt slip",
        "case",
        (_NUMBER, Ask("paper", required=False)),
        roles=HANDLERS,
    ),
    PaperKind("case", "แฟ้มเรื่องร้องเรียน", "case file with history", "case", (_NUMBER,)),
    PaperKind(
        "statement",
        "บันทึกคำร้องเรียน",
        "complaint as written down, to be read back and signed",
        "case",
        (_NUMBER, Ask("variant", required=False)),
        roles=HANDLERS,
    ),
    PaperKind(
        "letter",
        "หนังสือหรือการแจ้งที่ออกแล้ว",
        "a letter of a case as it was sent",
        "case",
        (_NUMBER, Ask("letter", required=False), Ask("reason", required=False)),
    ),
    PaperKind(
        "box-record",
        "บันทึกการเปิดกล่องแสดงความคิดเห็น",
        "record of an opening of the suggestion box",
        "channels",
        (Ask("number"),),
    ),
    PaperKind(
        "box-record-blank",
        "บันทึกการเปิดกล่องแสดงความคิดเห็น (กรอกด้วยมือ)",
        "record of an opening, to be filled in by hand",
        "forms",
    ),
    PaperKind(
        "blank-intake", "แบบรับเรื่องร้องเรียน (กรอกด้วยมือ)", "intake form, to be filled in by hand", "forms"
    ),
    PaperKind(
        "slip-form",
        "แบบแสดงความคิดเห็น/ข้อร้องเรียน (สำหรับหยอดกล่อง)",
        "slips for the suggestion box, two to a sheet",
        "forms",
    ),
    PaperKind(
        "channel-notice", "ประกาศช่องทางการร้องเรียน", "the office's channels, one page for the wall", "forms"
    ),
    PaperKind(
        "inspections",
        "ทะเบียนการตรวจช่องทางการร้องเรียน",
        "register of a month's inspections of the channels",
        "channels",
        (Ask("month"),),
    ),
    PaperKind(
        "person",
        "ข้อมูลส่วนบุคคลที่สำนักงานเก็บรักษาไว้ ตามคำขอของเจ้าของข้อมูล",
        "everything kept about one person who complained",
        "privacy",
        (Ask("numbers"), Ask("reason"), Ask("requester", required=False)),
        roles=SUPERVISORS,
    ),
    PaperKind(
        "destruction-list",
        "บัญชีขอทำลายเอกสารเรื่องร้องเรียน",
        "cases whose keeping time is over, to be signed",
        "privacy",
        (Ask("closed_before", required=False),),
        roles=SUPERVISORS,
    ),
    PaperKind(
        "flowchart",
        "ผังกระบวนการจัดการเรื่องร้องเรียน",
        "the flowchart for the office's wall, one page of A3",
        "forms",
        (Ask("kind", required=False),),
    ),
)
BY_CODE: Mapping[str, PaperKind] = MappingProxyType({kind.code: kind for kind in CATALOGUE})
