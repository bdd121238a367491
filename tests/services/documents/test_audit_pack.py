"""The pack for auditors: definitions, the sum of every month, every case's dates, what proves it all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from services.documents.catalogue import PaperRequest
from services.documents.monthly import MonthlyRequest
from services.documents.single_papers import MadePaper
from services.errors import Invalid
from services.thai.dates import Month
from tests.services.documents.office import PaperOffice, make_office, moment
from tests.services.documents.paper_text import pages, says, says_none, squeeze
from tests.services.documents.test_figures_json import holds

OCTOBER = Month(2026, 10)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PaperOffice]:
    made = make_office(tmp_path, moment(1, 9))
    yield made
    made.services.close()


def make(office: PaperOffice, first: Month = OCTOBER, months: int = 12) -> MadePaper:
    request = PaperRequest(first_month=first, months=months)
    return office.services.making.make_paper(office.boss, "audit-pack", request, office.command())


def test_twelve_months_say_what_an_auditor_asks(whole_office: PaperOffice) -> None:
    whole_office.documents.make_monthly(
        whole_office.boss, MonthlyRequest(Month(2026, 12)), whole_office.command()
    )
    paper = make(whole_office)
    told = "".join(pages(paper.content))  # tables are read row by row: poppler reads some by columns
    for row in (
        "ชุดข้อมูลข้อร้องเรียนสำหรับผู้ตรวจสอบ รอบ 12 เดือน",
        "ตั้งแต่เดือนตุลาคม 2569 ถึงเดือนกันยายน 2570",
        "7 วันทำการ นับถัดจากวันที่รับ 1 ก.ย. 2569 (เริ่มใช้ระบบ)",
        "พฤศจิกายน 2569 1 0 1 0 2 0 0 1 + 0 + 1 − 0 − 2 = 0 ถูกต้อง",
        "รวม 1 8 1 0 8 2 1 1 + 8 + 1 − 0 − 8 = 2",
        "สอบยอดแล้วถูกต้องทุกเดือน",
        "(6 ÷ 8) × 100 = ร้อยละ 75.00",
        "10/2570 15 ก.พ. 2570 ติดต่อด้วยตนเอง การทุจริตและประพฤติมิชอบ อยู่ระหว่างดำเนินการ",
        "หลังกำหนด มีเหตุผล",
        "5/2570 11 ม.ค. 2570 15 ม.ค. 2570 22 ม.ค. 2570 5 นับ (อนุมัติก่อนพ้นกำหนด)",
        "5/2570 7 ม.ค. 2570 11 ม.ค. 2570 2",
        "11/2570 15 ก.พ. 2570 15 ก.พ. 2570",
        "เลขรับ 1 ถึง 14 ต่อเนื่องครบถ้วน ไม่มีเลขที่ขาดหาย",
        "นางสาวกมลวรรณ ศรีสุวรรณ",
    ):
        assert squeeze(row) in told, row
    assert says_none(paper.content, "สมปอง", "ทดสอบดี", "พบเรื่องรับเงิน", "รอหนังสือตอบจากธนาคาร")
    assert paper.data is not None
    assert holds(dict(paper.data["whole"])) > 50


def test_the_checkpoint_printed_is_the_one_that_verifies(whole_office: PaperOffice) -> None:
    told = "".join(pages(make(whole_office).content))
    typed = told.split("--checkpoint")[1]
    sequence, digest = typed.split(":")[0], typed.split(":")[1][:16]
    verification = whole_office.services.verification
    assert verification.checkpoint_stands(int(sequence), digest)
    assert not verification.checkpoint_stands(int(sequence) - 1, digest)


def test_months_that_begin_within_a_year_have_no_verdict(whole_office: PaperOffice) -> None:
    paper = make(whole_office, Month(2027, 1), 6)
    assert says(paper.content, "มิได้เริ่มตั้งแต่ต้นปีงบประมาณ", "แสดงเพื่อทราบ", "เลขรับ 5 ถึง 13 ต่อเนื่องครบถ้วน")
    assert says_none(paper.content, "ยังไม่บรรลุเป้าหมาย")


def test_months_without_complaints_and_a_setting_changed_are_told(office: PaperOffice) -> None:
    office.clock.set(moment(5, 10))
    office.services.office.change_setting(office.boss, "indicator2_base", "received", office.command())
    office.services.office.change_setting(office.boss, "indicator1_target_percent", 85, office.command())
    office.clock.set(moment(2, 4, 2027))
    content = make(office, months=6).content
    assert says(
        content,
        "ในช่วงเวลานี้ สำนักงานคลังจังหวัดลำปางไม่มีข้อร้องเรียนของกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย",
        "ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้",
        "ไม่น้อยกว่าร้อยละ 85 5 ต.ค. 2569",
        "ตั้งแต่วันที่ 5 ตุลาคม 2569 เปลี่ยนเป้าหมายของตัวชี้วัดที่ 1 จากร้อยละ 80 เป็นร้อยละ 85",
        "ไม่มีการขยายเวลาในช่วงเวลานี้",
        "ไม่มีการหยุดนับเวลาในช่วงเวลานี้",
        "ไม่มีเลขรับที่ยกเลิกในช่วงเวลานี้",
        "ไม่มีเรื่องที่รับไว้ในช่วงเวลานี้",
    )
    assert says_none(content, "ร้อยละ 0", "ร้อยละ 100")


def test_a_number_that_no_case_has_is_named(office: PaperOffice) -> None:
    office.clock.set(moment(5, 10))
    office.register()
    with office.services.store.writing() as session, session.begin():
        session.execute(text("UPDATE number_counter SET last = 4 WHERE fiscal_year = 2570"))
    office.register()
    assert says(make(office, months=6).content, "เลขรับ 1 ถึง 5 มีเลขที่ขาดหาย ได้แก่ 2, 3, 4")


def test_another_length_is_refused_beside_its_field(office: PaperOffice) -> None:
    with pytest.raises(Invalid) as refused:
        make(office, months=7)
    assert set(refused.value.fields) == {"months"}
