"""The case file: everything of a case, pages long, and a hidden complainant nowhere."""

import pytest

from services.complaints.commands import RespondentInput
from services.permissions import Role
from tests.services.documents.office import make_office, moment
from tests.services.documents.paper_text import pages, says, says_none

LONG = "ข้าพเจ้ามาติดต่อขอรับคำแนะนำเรื่องการเบิกจ่ายเงินบำนาญพิเศษและต้องรอนานมาก "


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path, moment(23, 11, hour=10, minute=35))
    yield made
    made.services.close()


def test_the_file_says_what_happened_and_why_the_dates_are_what_they_are(office):
    case = office.register(respondents=(RespondentInput(unit="งานการเงิน", person="นายวิชัย แสงทอง"),))
    office.screen(case)
    office.close(case)
    file = office.documents.make_case_file(office.boss, case, office.command())
    assert says(
        file,
        "แฟ้มเรื่องร้องเรียน",
        "เลขรับ 1/2570",
        "นางสมปอง ทดสอบดี",
        "นายวิชัย แสงทอง",
        "วันทำการแรกที่นับคือวันอังคารที่ 24 พฤศจิกายน",
        "ตำแหน่งในผังกระบวนการ",
        "ดำเนินการแล้ว 23 พ.ย. 2569 โดย นางสาวกมลวรรณ ศรีสุวรรณ",
        "ตรวจสอบแล้วพบว่าผู้มารับบริการมีจำนวนมาก",
        "ชี้แจงทำความเข้าใจแล้ว",
        "พิมพ์โดย นางสาวกมลวรรณ ศรีสุวรรณ",
    )


def test_a_long_story_runs_over_pages_and_loses_nothing(office):
    case = office.register(detail="\n".join(f"{number} {LONG * 3}" for number in range(1, 151)))
    file = office.documents.make_case_file(office.boss, case, office.command())
    assert len(pages(file)) > 5
    assert says(file, f"150 {LONG}", "ประวัติการดำเนินการ")


def test_a_long_note_is_cut_over_pages(office):
    case = office.register()
    office.services.casework.add_note(office.boss, case, LONG * 200 + "ท้ายบันทึก", office.command())
    assert says(office.documents.make_case_file(office.boss, case, office.command()), "ท้ายบันทึก")


def test_a_hidden_complainant_is_nowhere_in_the_file(office):
    case = office.register(
        identity="hidden",
        phones="081-234-5678",
        address="99/1 หมู่ 3 ตำบลบ่อแฮ้ว",
        detail="ดิฉันนางสมปอง ทดสอบดี โทร 081-234-5678 มาติดต่อแล้วไม่ได้รับบริการ",
    )
    office.services.casework.add_note(office.boss, case, "คุณสมปอง โทรมาถาม", office.command())
    file = office.documents.make_case_file(office.boss, case, office.command())
    assert says(file, "มาติดต่อแล้วไม่ได้รับบริการ", "โทรมาถาม")
    assert says_none(file, "สมปอง", "ทดสอบดี", "081-234-5678", "บ่อแฮ้ว")


def test_who_printed_stands_in_the_journal_and_a_viewer_may(office):
    case = office.register()
    viewer = office.log_in("viewer", {Role.VIEWER}, "นายสมศักดิ์ ดูแล")
    first = office.documents.make_case_file(viewer, case, "once")
    office.clock.advance(hours=1)
    assert office.documents.make_case_file(viewer, case, "once") == first
    assert office.services.verification.verify().problem is None
