"""The papers of the channels and the counter: what they say, found and not, and blank."""

from datetime import timedelta

import pytest

from services.accounts.appointments import AppointmentInput
from services.channels.commands import RecordInspection, SetAside
from services.complaints.commands import OpenBox, RegisterComplaint, RespondentInput
from services.documents.channel_notice import NoticeChannel, build_channel_notice
from services.documents.monthly import MonthlyRequest
from services.documents.office_papers import BLANK_FORMS
from services.errors import DomainError, Invalid
from services.thai.dates import Month
from tests.services.documents.paper_text import pages, says, says_none
from tests.services.factories import Desk, desk, made_office

__all__ = ["desk", "made_office"]
APRIL = Month(2026, 4)
OPENERS = "นางสมมติ เปิดกล่อง, นักวิชาการคลัง\nนายตัวอย่าง นับใบ, เจ้าพนักงานการคลัง"
PLACE = "หน้าเคาน์เตอร์บริการ"


def open_box(desk: Desk, found: int = 0, **more: object) -> int:
    values: dict[str, object] = {"opened_at": desk.clock.now(), "openers": OPENERS, "found": found}
    return desk.services.intake.open_box(desk.front, OpenBox(**(values | more)), desk.command())  # type: ignore[arg-type]


def slip(desk: Desk, opening: int, **changes: object) -> int:
    values = {"channel": "suggestion_box", "identity": "anonymous", "name": ""}
    command = RegisterComplaint(content=desk.content(**(values | changes)), box_opening_id=opening)
    return desk.services.intake.register_complaint(desk.front, command, desk.command()).complaint_id


def record(desk: Desk, opening: int) -> bytes:
    return desk.services.papers.make_box_record(desk.front, opening, desk.command())


# --- the box


def test_the_record_of_an_opening_counts_by_kind_and_names_nobody(desk: Desk) -> None:
    open_box(desk)
    desk.clock.advance(days=10)
    opening = open_box(
        desk,
        found=5,
        blank=1,
        order="12/2569",
        seal_before="00123",
        seal_after="00124",
        sealed_at=desk.clock.now() + timedelta(minutes=20),
        other_finds="ปากกา 1 ด้าม",
    )
    slip(
        desk,
        opening,
        identity="named",
        name="นายกลั่นแกล้ง ทดสอบ",
        phones="0812345678",
        detail="นายกลั่นแกล้ง ทดสอบ รอนานมาก โทร 081 234 5678",
    )
    slip(desk, opening, kind="suggestion", detail="ขอเก้าอี้เพิ่ม")
    slip(desk, opening, kind="praise", detail="บริการดี")
    paper = record(desk, opening)
    assert says(
        paper,
        "บันทึกการเปิดกล่องแสดงความคิดเห็น ครั้งที่ ๒/๒๕๖๙",
        "สำนักงานคลังจังหวัดลำปาง",
        PLACE,
        "วันจันทร์ที่ ๒๐ เมษายน ๒๕๖๙ เวลา ๐๙.๓๐ น. (รอบที่กำหนด ทุกวันจันทร์)",
        "เปิดครั้งก่อนเมื่อวันศุกร์ที่ ๑๐ เมษายน ๒๕๖๙",
        "๑. นางสมมติ เปิดกล่อง, นักวิชาการคลัง",
        "ตามคำสั่งที่ ๑๒/๒๕๖๙",
        "หมายเลขผนึก ๐๐๑๒๓",
        "รวม ๕ แผ่น: ข้อร้องเรียน ๑ · ข้อเสนอแนะ–ข้อคิดเห็น ๑ · คำชมเชย ๑ · ว่างเปล่าหรืออ่านไม่ได้ ๑",
        "ยังไม่ได้รับเข้าเป็นเรื่อง ๑",
        "สิ่งอื่น ปากกา ๑ ด้าม",
        "เวลา ๐๙.๕๐ น. หมายเลขผนึก ๐๐๑๒๔",
        "ผู้มีชื่อข้างต้นได้เปิดกล่อง ตรวจนับ และอ่านรายการร่วมกันแล้ว เห็นว่าถูกต้อง จึงลงลายมือชื่อไว้เป็นหลักฐาน",
        "ทราบ ลงชื่อ",
        "คลังจังหวัดลำปาง",
    )
    assert says_none(paper, "กลั่นแกล้ง", "234 5678", "๒๓๔ ๕๖๗๘")
    assert len(pages(paper)) == 1


def test_an_empty_box_has_a_record_of_its_own(desk: Desk) -> None:
    paper = record(desk, open_box(desk))
    assert says(paper, "เปิดกล่องแล้วไม่พบเอกสารใด", "เป็นการเปิดครั้งแรกที่บันทึกไว้", "ไม่พบเอกสารใด จึงลงลายมือชื่อไว้")
    assert says_none(paper, "รายการ ลำดับ", "แผ่น:")


def test_a_slip_about_somebody_is_in_no_line_that_this_person_prints(desk: Desk) -> None:
    opening = open_box(desk, found=1)
    about = (RespondentInput(person="ผู้ช่วย", account_id=desk.second.account_id),)
    slip(desk, opening, respondents=about, detail="พูดจาไม่ดี")
    papers = desk.services.papers
    assert says(papers.make_box_record(desk.supervisor, opening, desk.command()), "พูดจาไม่ดี", "๑/๒๕๖๙")
    assert says_none(papers.make_box_record(desk.second, opening, desk.command()), "พูดจาไม่ดี")


def test_an_opening_is_found_by_its_number(desk: Desk) -> None:
    opening = open_box(desk)
    assert desk.services.papers.find_opening(desk.front, " 1/2569 ") == opening
    for wrong in ("2/2569", "1", "x/2569", "1/" + "9" * 20, ""):
        with pytest.raises(DomainError) as caught:
            desk.services.papers.find_opening(desk.front, wrong)
        assert caught.value.code == "box.no_opening"


def test_the_same_command_gives_the_same_record(desk: Desk) -> None:
    opening = open_box(desk)
    first = desk.services.papers.make_box_record(desk.front, opening, "once")
    desk.later(hours=2)
    assert desk.services.papers.make_box_record(desk.front, opening, "once") == first


# --- the counter


def statement(desk: Desk, case: int, variant: str | None = None) -> bytes:
    return desk.services.papers.make_statement(desk.front, case, desk.command(), variant)


def test_a_statement_is_read_back_and_signed_at_the_counter(desk: Desk) -> None:
    case = desk.register(
        phones="0812345678", detail="รอนานโดยไม่แจ้งเหตุผล", remedy_wanted="ขอให้แจ้งเวลา", subject="ช่องบำนาญ"
    )
    paper = statement(desk, case.complaint_id)
    assert says(
        paper,
        "บันทึกคำร้องเรียน",
        "ข้าพเจ้าได้อ่านข้อความข้างต้น หรือเจ้าหน้าที่ได้อ่านให้ข้าพเจ้าฟังแล้ว ขอรับรองว่าตรงตามที่ข้าพเจ้าแจ้ง",
        "รอนานโดยไม่แจ้งเหตุผล",
        "ขอให้แจ้งเวลา",
        "(นางสมมติ ตัวอย่าง)",
        "(นางสาวหน้าห้อง รับเรื่อง)",
        "๑/๒๕๖๙",
    )
    assert says_none(paper, "พยาน", "ทางโทรศัพท์จึงมิได้")


def test_by_telephone_the_officer_certifies(desk: Desk) -> None:
    case = desk.register(channel="phone", phones="0812345678").complaint_id
    paper = statement(desk, case)
    assert says(paper, "ผู้ร้องเรียนแจ้งทางโทรศัพท์จึงมิได้ลงลายมือชื่อ", "เวลา", "เจ้าหน้าที่รับเรื่องร้องเรียน")
    assert says_none(paper, "(นางสมมติ ตัวอย่าง)")


def test_a_thumb_print_has_two_witnesses(desk: Desk) -> None:
    paper = statement(desk, desk.register().complaint_id, "thumb")
    assert says(paper, "พิมพ์ลายนิ้วมือต่อหน้าพยาน ๒ คน", "ลายพิมพ์นิ้วมือผู้ร้องเรียน (นางสมมติ ตัวอย่าง)")
    assert "".join(pages(paper)).count("พยาน") == 3


def test_who_asked_to_stay_hidden_is_not_named_on_the_statement(desk: Desk) -> None:
    case = desk.register(identity="hidden", name="นายซ่อนชื่อ ทดสอบ", phones="0812345678").complaint_id
    paper = statement(desk, case)
    assert says(paper, "ขอปกปิดชื่อและที่อยู่")
    assert says_none(paper, "ซ่อนชื่อ", "345678", "๓๔๕๖๗๘")


def test_a_wrong_variant_is_refused(desk: Desk) -> None:
    with pytest.raises(Invalid):
        statement(desk, desk.register().complaint_id, "stamp")


# --- blank forms and the wall


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("box-record-blank", ("บันทึกการเปิดกล่องแสดงความคิดเห็น", "ไม่เรียบร้อย คือ", "ทราบ ลงชื่อ")),
        ("blank-intake", ("แบบรับเรื่องร้องเรียน (กรอกด้วยมือ)", "ข้อความที่แจ้ง", "เลขรับ ....", "ผู้รับเรื่อง")),
        (
            "slip-form",
            ("แบบแสดงความคิดเห็น/ข้อร้องเรียน", "ขอปกปิดชื่อและที่อยู่", "สำนักงานใช้ข้อมูลส่วนบุคคลของท่านเท่าที่จำเป็น"),
        ),
        (
            "channel-notice",
            ("ช่องทางการร้องเรียน", "www.cgd.go.th/cs/lpg", "๑๒. เว็บไซต์ศูนย์ข้อมูลข่าวสารของราชการ", "คบจ.ลำปาง 4.0"),
        ),
    ],
)
def test_each_blank_form_is_one_page(desk: Desk, form: str, wanted: tuple[str, ...]) -> None:
    paper = desk.services.papers.make_blank_form(desk.viewer, form)
    assert says(paper, *wanted)
    assert len(pages(paper)) == 1
    assert says_none(paper, "ยินยอม")


def test_a_channel_longer_than_a_page_goes_on_upon_the_next(desk: Desk) -> None:
    facts = desk.services.office.read_facts(desk.viewer)
    told = tuple(f"ที่ตั้งหน่วยบริการ {number} ของสำนักงาน" for number in range(400))
    paper = build_channel_notice([NoticeChannel("หน่วยบริการ", told)], facts)
    assert len(pages(paper)) > 1
    assert says(paper, *(f"หน่วยบริการ {number} ของ" for number in (0, 399)))


def test_the_slip_stands_twice_on_its_sheet(desk: Desk) -> None:
    (page,) = pages(desk.services.papers.make_blank_form(desk.front, "slip-form"))
    assert page.count("แบบแสดงความคิดเห็น/ข้อร้องเรียน") == 2


def test_there_is_no_other_blank_form(desk: Desk) -> None:
    assert len(BLANK_FORMS) == 4
    with pytest.raises(Invalid):
        desk.services.papers.make_blank_form(desk.front, "anything")


# --- the register of a month


def test_the_months_register_says_what_was_not_found_too(desk: Desk) -> None:
    inspections = desk.services.inspections
    inspections.record_nothing_found(desk.front, ["website", "social"], desk.command())
    found = inspections.record_inspection(desk.front, RecordInspection(channel="email", found=2), "two")
    inspections.set_aside_finds(
        desk.front, SetAside(inspection_id=found, count=1, reason="โฆษณา"), desk.command()
    )
    mistake = inspections.record_inspection(desk.front, RecordInspection(channel="news"), "news")
    inspections.void_inspection(desk.front, mistake, 1, "กดผิดช่องทาง", desk.command())
    open_box(desk)
    desk.register()
    paper = desk.services.papers.make_inspection_register(desk.viewer, APRIL)
    assert says(
        paper,
        "ทะเบียนการตรวจช่องทางการร้องเรียน",
        "ประจำเดือนเมษายน 2569",
        "ตรวจสอบช่องทางการร้องเรียนทั้ง 12 ช่องทาง รวม 5 ครั้ง",
        "ไม่พบ",
        "พบ 2",
        "0 จาก 2",
        "ไม่รับเข้า 1 เพราะโฆษณา",
        "ยกเลิก: กดผิดช่องทาง",
        "เปิดกล่องครั้งที่ 1/2569",
        "ทุกวันจันทร์",
        "16 เม.ย. 2569",
    )


def test_a_month_without_inspections_says_so_and_one_ahead_is_refused(desk: Desk) -> None:
    papers = desk.services.papers
    assert says(papers.make_inspection_register(desk.viewer, Month(2026, 3)), "ไม่มีการบันทึกการตรวจ", "ไม่มี")
    with pytest.raises(DomainError) as caught:
        papers.make_inspection_register(desk.viewer, Month(2026, 5))
    assert caught.value.code == "report.month_ahead"


# --- the record of a month without complaints


def monthly(desk: Desk) -> bytes:
    return desk.services.documents.make_monthly(
        desk.supervisor, MonthlyRequest(month=APRIL), desk.command()
    ).content


def test_a_zero_month_says_how_often_the_channels_were_looked_into(desk: Desk) -> None:
    assert says(monthly(desk), "ผ่านช่องทางการร้องเรียนทั้ง 12 ช่องทาง จึงไม่ต้อง")
    inspections = desk.services.inspections
    codes = [row.channel for row in inspections.list_due(desk.front) if row.state == "due"]
    inspections.record_nothing_found(desk.front, codes, desk.command())
    assert says(monthly(desk), "ได้ตรวจสอบช่องทางการร้องเรียน 11 ช่องทาง จากทั้งหมด 12 ช่องทาง รวม 8 ครั้ง")
    open_box(desk)
    assert says(monthly(desk), "ได้ตรวจสอบช่องทางการร้องเรียนทั้ง 12 ช่องทาง รวม 9 ครั้ง ไม่พบข้อร้องเรียน")


def test_whoever_acts_for_the_head_acknowledges_the_opening(desk: Desk) -> None:
    today = desk.clock.now().date()
    content = AppointmentInput(account_id=desk.officer.account_id, first_day=today, last_day=today)
    desk.services.appointments.appoint_acting(desk.supervisor, content, desk.command())
    paper = record(desk, open_box(desk))
    assert says(paper, "(นายผู้รับ ผิดชอบ)", "รักษาราชการแทน")
