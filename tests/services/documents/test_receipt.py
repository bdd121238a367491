"""The receipt slip: what it says, what it never says, and how often it was printed."""

import pytest

from services.complaints.commands import AttachmentInput, RespondentInput
from services.complaints.register import RegisterFilter
from services.errors import DomainError, NotAllowed
from services.permissions import Role
from tests.services.documents.office import PaperOffice, make_office, moment
from tests.services.documents.paper_text import pages, says, says_none

STORY = "เจ้าหน้าที่เรียกให้มาสามรอบโดยไม่บอกเหตุผล"
PHOTO = AttachmentInput(name="ภาพถ่ายหน้าห้อง.jpg", content=b"\xff\xd8\xff picture")


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path, moment(23, 11, hour=10, minute=35))
    yield made
    made.services.close()


def receipt(office: PaperOffice, case: int, paper: str = "a5", command: str = "") -> bytes:
    return office.documents.print_receipt(office.boss, case, paper, command or office.command())


@pytest.mark.parametrize("paper", ["a4", "a5", "roll80"])
def test_the_slip_says_number_moment_and_reply_on_every_paper(office, paper):
    case = office.register(files=(PHOTO,), answer_by="phone")
    slip = receipt(office, case, paper)
    assert says(
        slip,
        "ใบรับเรื่องร้องเรียน",
        "เลขรับเรื่องร้องเรียน ๑/๒๕๗๐",
        "วันจันทร์ที่ ๒๓ พฤศจิกายน ๒๕๖๙ เวลา ๑๐.๓๕ น.",
        "ติดต่อด้วยตนเอง",
        "นางสมปอง ทดสอบดี",
        "รอรับบริการนาน",
        "จำนวน ๑ รายการ ได้แก่ ภาพถ่ายหน้าห้อง.jpg",
        "โทรศัพท์",
        "ภายในวันที่ ๘ ธันวาคม ๒๕๖๙",
        "จะแจ้งให้ทราบเมื่อพิจารณาระดับของเรื่องแล้ว",
        "โทร. ๐ ๕๔๒๖ ๕๐๓๑, ๐ ๕๔๒๖ ๕๐๓๒ หรือ Lgp@cgd.go.th",
        "การคุ้มครองข้อมูลส่วนบุคคล",
        "นางสาวกมลวรรณ ศรีสุวรรณ",
        "นักวิชาการคลัง",
    )
    assert says_none(slip, "สำเนา", "อย่าให้ผู้อื่นทราบเลขรับ")
    assert len(pages(slip)) == 1


@pytest.mark.parametrize("paper", ["a4", "a5", "roll80"])
def test_the_second_print_says_copy(office, paper):
    case = office.register()
    receipt(office, case, paper)
    copy = receipt(office, case, paper)
    assert says(copy, "สำเนา พิมพ์ครั้งที่ ๒ โดย นางสาวกมลวรรณ ศรีสุวรรณ")
    assert len(pages(copy)) == 1


def test_long_names_of_many_files_leave_the_slip_one_page(office):
    files = tuple(
        AttachmentInput(name=f"เอกสารฉบับที่ {number} {'ยาวมาก' * 20}.pdf", content=b"%%PDF-%d" % number)
        for number in range(12)
    )
    slip = receipt(office, office.register(files=files, subject="ขอให้ตรวจสอบ" * 12))
    assert says(slip, "จำนวน ๑๒ รายการ")
    assert len(pages(slip)) == 1


def test_each_print_is_counted_in_history_and_journal_and_the_case_is_still_found(office):
    case = office.register(subject="ขอใบรับรอง")
    receipt(office, case, "a4")
    receipt(office, case, "roll80")
    found = office.services.cases.read_case(office.boss, case)
    printed = [
        (line.data["paper"], line.data["copy"]) for line in found.history if line.kind == "receipt_printed"
    ]
    assert found.receipt_prints == 2
    assert printed == [("a4", 1), ("roll80", 2)]
    assert office.services.register.count_complaints(office.boss, RegisterFilter(text="ใบรับรอง")) == 1
    assert office.services.verification.verify().problem is None


def test_the_same_command_gives_the_same_paper_and_counts_once(office):
    case = office.register()
    first = receipt(office, case, "a5", "the-same")
    office.clock.advance(minutes=5)
    assert receipt(office, case, "a5", "the-same") == first
    assert office.services.cases.read_case(office.boss, case).receipt_prints == 1


def test_story_respondent_and_id_are_never_on_the_slip(office):
    case = office.register(
        subject="นายวิชัย แสงทอง พูดจาไม่สุภาพ",
        detail=STORY,
        national_id="1101700230708",
        respondents=(RespondentInput(person="นายวิชัย แสงทอง", unit="กลุ่มงานบริหาร"),),
    )
    slip = receipt(office, case)
    assert says(slip, "พูดจาไม่สุภาพ")
    assert says_none(slip, STORY, "วิชัย", "แสงทอง", "1101700230708", "๑๑๐๑๗๐๐๒๓๐๗๐๘", "กลุ่มงานบริหาร")


def test_a_subject_that_only_begins_the_story_stays_off_the_slip(office):
    slip = receipt(office, office.register(subject="", detail=STORY))
    assert says_none(slip, STORY)
    long = receipt(office, office.register(subject="", detail=STORY * 5))
    assert says_none(long, STORY[:20])


def test_a_hidden_complainant_is_told_to_keep_the_number(office):
    slip = receipt(office, office.register(identity="hidden", subject="สมปอง ทดสอบดี แจ้งว่าคิวนาน"))
    assert says(slip, "ขอปกปิดชื่อและที่อยู่", "อย่าให้ผู้อื่นทราบเลขรับ")
    assert says_none(slip, "สมปอง", "ทดสอบดี")


def test_nobody_named_waits_for_no_reply(office):
    slip = receipt(office, office.register(identity="anonymous"))
    assert says(slip, "ไม่ระบุชื่อผู้ร้องเรียน")
    assert says_none(slip, "ภายในวันที่")


def test_the_due_date_is_printed_once_the_level_is_set(office):
    case = office.register()
    office.screen(case, level="minor")
    slip = receipt(office, case)
    assert says(slip, "กำหนดดำเนินการแล้วเสร็จ", "ภายในวันที่ ๒ ธันวาคม ๒๕๖๙")
    assert says_none(slip, "จะแจ้งให้ทราบเมื่อพิจารณา")


def test_the_phone_sentence_reads_number_and_day(office):
    said = office.documents.phone_sentence(office.boss, office.register(channel="phone"))
    assert said == "เลขรับของท่านคือ 1/2570 สำนักงานจะแจ้งความคืบหน้าภายในวันที่ 8 ธันวาคม 2569 ค่ะ/ครับ"
    nameless = office.documents.phone_sentence(
        office.boss, office.register(channel="phone", identity="anonymous")
    )
    assert "0 5426 5031" in nameless
    assert "ภายในวันที่" not in nameless


def test_a_viewer_may_not_print_and_a_voided_number_has_no_slip(office):
    case = office.register()
    viewer = office.log_in("viewer", {Role.VIEWER}, "นายสมศักดิ์ ดูแล")
    with pytest.raises(NotAllowed):
        office.documents.print_receipt(viewer, case, "a5", office.command())
    version = office.services.cases.read_case(office.boss, case).version
    office.services.casework.void_case(office.boss, case, version, "ลงซ้ำ", office.command())
    with pytest.raises(DomainError) as refused:
        receipt(office, case)
    assert refused.value.code == "case.voided"


def test_the_office_may_word_the_slip_itself_even_with_a_slip_of_the_hand(office):
    office.services.office.change_wording(
        office.boss, "receipt.meaning", "ใบรับของสำนักงาน {ไม่มีช่องนี้} {office", office.command()
    )
    assert says(receipt(office, office.register()), "ใบรับของสำนักงาน {ไม่มีช่องนี้} {office")


@pytest.mark.parametrize("paper", ["a4", "a5", "roll80"])
def test_every_slip_says_why_data_are_kept_how_long_and_whom_to_ask(office, paper):
    office.services.office.change_setting(office.boss, "retention_years", 12, office.command())
    slip = receipt(office, office.register(), paper)
    assert says(slip, "เพื่อประโยชน์สาธารณะและตามกฎหมาย", "เก็บรักษาไว้ ๑๒ ปี", "ขอแก้ไข หรือคัดค้าน")
    assert says_none(slip, "ยินยอม", "{years}")
