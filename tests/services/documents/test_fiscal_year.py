"""The papers of a year: with everything in it, still running, without complaints, with a single case."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.complaints import ReportRecord
from services.documents.catalogue import PaperRequest
from services.documents.single_papers import MadePaper
from services.errors import DomainError
from tests.services.documents.office import PaperOffice, make_office, moment
from tests.services.documents.paper_text import pages, says, says_none, squeeze
from tests.services.documents.test_figures_json import holds
from tests.services.documents.whole_year import YEAR


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[PaperOffice]:
    """Hold an office that took nothing in but a praise, in October 2569."""
    made = make_office(tmp_path, moment(1, 9))
    made.clock.set(moment(5, 10))
    praise = made.register(subject="ชมเชยเจ้าหน้าที่", detail="บริการดีมาก")
    made.screen(praise, kind="praise", within_authority=None, category=None, level=None)
    yield made
    made.services.close()


def make(office: PaperOffice, code: str, year: int) -> MadePaper:
    return office.services.making.make_paper(office.boss, code, PaperRequest(year=year), office.command())


def test_a_year_says_its_indicators_with_everything_behind_them(whole_office: PaperOffice) -> None:
    paper = make(whole_office, "fiscal-year", YEAR)
    first = pages(paper.content)[0]
    for text in (
        "รายงานข้อร้องเรียนของกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย ประจำปีงบประมาณ พ.ศ. 2570",
        "ระหว่างวันที่ 1 ตุลาคม 2569 ถึงวันที่ 30 กันยายน 2570",
        "ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้รับรอง",
        "ไม่น้อยกว่าร้อยละ 80",
        "ตัดข้อมูล ณ วันที่ 30 กันยายน 2570",
        "(6 ÷ 8) × 100 = ร้อยละ 75.00", "(5 ÷ 7) × 100 = ร้อยละ 71.43", "4 ÷ 7 = ร้อยละ 57.14",
        "ยังไม่บรรลุเป้าหมาย",
        "มีการขยายเวลา 1 เรื่อง หากใช้กำหนดเดิม ยุติตามเวลา 4 เรื่อง",
    ):  # fmt: skip
        assert squeeze(text) in first, text
    assert says(
        paper.content,
        "มีนาคม 2570 ไม่มี",
        "ไตรมาสที่ 2 (ม.ค. 70 – มี.ค. 70) 0 1 0 1 0 0",
        "แผนภูมิข้อร้องเรียนที่รับใหม่และยุติแล้ว รายเดือน",
        "แผนภูมิข้อร้องเรียนที่รับใหม่ จำแนกตามช่องทาง",
        "ยกเลิกเลขรับ 1",
        "รายการข้อร้องเรียน (ไม่ระบุชื่อบุคคล)",
    )
    assert says_none(paper.content, "สมปอง", "ทดสอบดี", "ปีงบประมาณยังไม่สิ้นสุด")


def test_every_number_of_a_year_has_its_cases_and_is_kept_with_the_paper(whole_office: PaperOffice) -> None:
    paper = make(whole_office, "fiscal-year", YEAR)
    assert paper.data is not None
    assert paper.data["whole"]["cases"]["by_outcome.upheld.closed"].count("1/2569") == 2
    assert holds(dict(paper.data["whole"])) > 50
    assert len([month for month in paper.data["months"] if holds(month)]) == 11
    with whole_office.services.store.reading() as session:
        kept = session.query(ReportRecord).filter_by(report="fiscal-year", period=str(YEAR)).all()[-1]
    assert json.loads(kept.figures) == paper.data
    assert not kept.zero


def test_a_running_year_says_so_and_has_no_figures_for_months_to_come(whole_office: PaperOffice) -> None:
    paper = make(whole_office, "fiscal-year", YEAR + 1)
    assert says(
        paper.content,
        "ข้อมูล ณ วันที่ 15 ตุลาคม 2570 ปีงบประมาณยังไม่สิ้นสุด",
        "พฤศจิกายน 2570 – – – – –",
        "ไม่มีข้อร้องเรียนให้ประเมินผลในช่วง",
        "ไม่มีข้อร้องเรียนรับใหม่ในช่วงเวลานี้",
    )
    assert paper.data is not None
    assert ["movement" in month for month in paper.data["months"]] == [True] + [False] * 11


def test_a_year_without_complaints_begins_with_its_statement(quiet: PaperOffice) -> None:
    report = pages(make(quiet, "fiscal-year", 2569).content)
    paper = make(quiet, "zero-year", 2569)
    (statement,) = pages(paper.content)
    for text in (
        "บันทึกข้อมูลประจำปีงบประมาณ พ.ศ. 2569 (กรณีไม่มีข้อร้องเรียน)",
        "ในปีงบประมาณ พ.ศ. 2569 (1 ตุลาคม 2568 ถึง 30 กันยายน 2569)",
        "ไม่มีข้อเสนอแนะ คำชมเชย การสอบถาม",
        "ไม่มีผู้ร้องเรียนผ่านช่องทางที่กำหนด",
        "ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้",
        "กล่องแสดงความคิดเห็น ไม่มีบันทึกการตรวจ ไม่มีข้อร้องเรียน",
        "สำนักงานเริ่มบันทึกข้อมูลในระบบตั้งแต่วันที่ 1 กันยายน 2569",
        "ผู้บันทึก", "ผู้รับรอง",
    ):  # fmt: skip
        assert squeeze(text) in statement, text
        assert squeeze(text) in report[0], text
    assert squeeze("กันยายน 2569 ไม่มี") in report[1]
    assert "ร้อยละ0" not in "".join((*report, statement))
    assert paper.data is not None
    assert paper.data["whole"]["indicator1"] == {"numerator": 0, "denominator": 0, "percent": None}


def test_a_running_year_without_complaints_is_stated_so_far(quiet: PaperOffice) -> None:
    content = make(quiet, "zero-year", YEAR).content
    assert says(
        content,
        "ตั้งแต่ต้นปีงบประมาณ พ.ศ. 2570 ถึงวันที่ 5 ตุลาคม 2569",
        "ได้แก่ คำชมเชย 1 เรื่อง",
        "ตรวจสอบช่องทางการร้องเรียน 3 ช่องทาง จากทั้งหมด 12 ช่องทาง รวม 1 ครั้ง",
    )
    assert says_none(content, "จึงไม่มีข้อมูลสำหรับคำนวณ", "เริ่มบันทึกข้อมูลในระบบ")


def test_a_year_with_a_single_case_is_no_zero_year(quiet: PaperOffice, whole_office: PaperOffice) -> None:
    quiet.register()
    paper = make(quiet, "fiscal-year", YEAR)
    assert says(paper.content, "(0 ÷ 1) × 100 = ร้อยละ 0.00", "จำนวนเรื่องน้อย ควรพิจารณาเป็นรายเรื่อง")
    for office, count in ((quiet, 1), (whole_office, 9)):
        with pytest.raises(DomainError) as refused:
            make(office, "zero-year", YEAR)
        assert refused.value.code == "report.year_not_zero"
        assert refused.value.params == {"year": YEAR, "count": count}
