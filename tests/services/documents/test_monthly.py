"""The monthly report: memo, annex, record of a zero month, and what is kept of it."""

import json
import shutil
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from models.complaints import ReportRecord
from services.complaints.commands import RespondentInput
from services.documents.monthly import MonthlyPaper, MonthlyRequest
from services.errors import DomainError
from services.permissions import Role
from services.thai.dates import Month
from tests.services.documents.office import PaperOffice, busy_year, make_office, moment, reopen_office
from tests.services.documents.paper_text import pages, says, says_none, squeeze

NOVEMBER = Month(2026, 11)


@pytest.fixture
def office(tmp_path):
    made = make_office(tmp_path, moment(1, 9))
    yield made
    made.services.close()


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """Make the busy year once; every test works on a copy of its own."""
    folder = tmp_path_factory.mktemp("year")
    made = make_office(folder, moment(1, 9))
    busy_year(made)
    made.services.close()
    return folder


@pytest.fixture
def busy(year, tmp_path):
    shutil.copytree(year / "office", tmp_path / "office")
    opened = reopen_office(tmp_path, moment(2, 12))
    yield opened
    opened.services.close()


def make(office: PaperOffice, month: Month = NOVEMBER, **asked: object) -> MonthlyPaper:
    return office.documents.make_monthly(office.boss, MonthlyRequest(month, **asked), office.command())


def balanced(movement: dict[str, int]) -> bool:
    came = movement["carried_in"] + movement["received"] + movement["reopened"]
    return came - movement["reclassified"] - movement["closed"] == movement["carried_out"]


# --- a month with complaints


def test_the_memo_says_the_months_movement(busy):
    paper = make(busy)
    memo = pages(paper.content)[0]
    for text in (
        "บันทึกข้อความ",
        "สำนักงานคลังจังหวัดลำปาง โทร. ๐ ๕๔๒๖ ๕๐๓๑, ๐ ๕๔๒๖ ๕๐๓๒",
        "เลขานุการกรม",
        "ประจำเดือนพฤศจิกายน ๒๕๖๙",
        "ยกมาจากเดือนก่อน จำนวน ๒ เรื่อง รับใหม่ จำนวน ๓ เรื่อง รวม ๕ เรื่อง",
        "ยุติแล้ว จำนวน ๒ เรื่อง",
        "ณ วันที่ ๓๐ พฤศจิกายน ๒๕๖๙ จำนวน ๓ เรื่อง",
        "จึงเรียนมาเพื่อโปรดทราบ",
        "คลังจังหวัดลำปาง",
    ):
        assert squeeze(text) in memo


def test_the_annex_says_indicators_with_formula_counts_and_cut_off(busy):
    paper = make(busy)
    assert says(
        paper.content,
        "ข้อมูล ณ วันที่ 30 พฤศจิกายน 2569",
        "เป้าหมาย ไม่น้อยกว่าร้อยละ 80",
        "(4 ÷ 7) × 100 = ร้อยละ 57.14",
        "(1 ÷ 3) × 100 = ร้อยละ 33.33",
        "เทียบเป้าหมายด้วยค่าก่อนปัดเศษ",
        "นับเฉพาะเรื่องที่จำแนกว่าเป็นข้อร้องเรียนในการให้บริการ",
        "ข้อร้องเรียนรายเดือน ปีงบประมาณ พ.ศ. 2570",
        "แผนภูมิข้อร้องเรียนที่รับใหม่และยุติแล้ว รายเดือน",
        "รายการข้อร้องเรียน (ไม่ระบุชื่อบุคคล)",
    )
    text = "".join(pages(paper.content))
    assert text.count("ยังไม่บรรลุเป้าหมาย") == 2  # the year so far alone is judged, once for each indicator
    assert text.count("แสดงเพื่อทราบ") >= 2


def test_sums_add_up_and_one_months_rest_is_the_nexts_beginning(busy):
    october, november = make(busy, Month(2026, 10)).data, make(busy).data
    for data in (october, november):
        for scope in ("this_month", "year_to_date"):
            figures = data[scope]
            assert balanced(figures["movement"])
            for name in ("by_group", "by_channel", "by_category", "by_level", "by_outcome"):
                for field, total in figures["movement"].items():
                    assert sum(row[field] for row in figures[name]) == total
    assert (
        november["this_month"]["movement"]["carried_in"] == october["this_month"]["movement"]["carried_out"]
    )


def test_the_journals_checkpoint_stands_in_the_annex_and_never_on_the_memo(busy):
    sheets = pages(make(busy).content)
    assert "จุดตรวจสอบ" not in sheets[0]
    assert all("จุดตรวจสอบสมุดบันทึกลำดับที่" in sheet for sheet in sheets[1:])
    assert f"หน้า1/{len(sheets) - 1}" in sheets[1]


def test_number_and_date_are_typed_or_left_dotted(busy):
    draft = busy.documents.memo_draft(busy.boss, NOVEMBER)
    assert (draft.number, draft.date) == ("", "")
    typed = replace(draft, number="ลป 0003/45", date="2 ธันวาคม 2569", paragraphs=("ข้อความที่แก้ไขเอง 3 ข้อ",))
    sheet = pages(make(busy, memo=typed).content)[0]
    assert squeeze("ลป ๐๐๐๓/๔๕") in sheet
    assert squeeze("๒ ธันวาคม ๒๕๖๙") in sheet
    assert squeeze("ข้อความที่แก้ไขเอง 3 ข้อ") in sheet
    assert "PMQA" not in sheet


def test_nobody_is_named_in_the_list(office):
    office.clock.set(moment(3, 11))
    office.register(
        subject="นางสมปอง ร้องว่านายวิชัย แสงทอง ไม่รับเอกสาร",
        respondents=(RespondentInput(person="นายวิชัย แสงทอง"),),
    )
    office.register(subject="", detail="นางมาลี พูดจาไม่สุภาพกับผู้มาติดต่อ")
    secret = office.register(subject="เรื่องที่ต้องปิดไว้", confidential=True)
    office.clock.set(moment(1, 12))
    paper = make(office)
    assert paper.figures.this_month.movement.received == 3
    assert says(paper.content, "ไม่รับเอกสาร", "เรื่องลับ")
    assert says_none(paper.content, "สมปอง", "วิชัย", "แสงทอง", "มาลี", "เรื่องที่ต้องปิดไว้")
    assert secret in paper.figures.this_month.movement.received_ids


def test_the_report_counts_the_same_whoever_makes_it(busy):
    confidential = busy.register(confidential=True)
    viewer = busy.log_in("viewer", {Role.VIEWER}, "นายสมศักดิ์ ดูแล")
    officer = busy.log_in("officer", {Role.OFFICER}, "นายตัวอย่าง ตั้งใจตรวจ")
    request = MonthlyRequest(Month(2026, 12))
    made = [
        busy.documents.make_monthly(actor, request, busy.command()).data
        for actor in (busy.boss, viewer, officer)
    ]
    assert made[0] == made[1] == made[2]
    assert confidential in busy.documents.read_month(viewer, Month(2026, 12)).this_month.movement.received_ids


def test_reopened_and_reclassified_get_columns_when_they_happen(busy):
    closed = busy.documents.read_month(busy.boss, NOVEMBER).this_month.movement.closed_ids[0]
    version = busy.services.cases.read_case(busy.boss, closed).version
    busy.services.casework.reopen_case(busy.boss, closed, version, "ผู้ร้องแจ้งเพิ่มเติม", busy.command())
    december = make(busy, Month(2026, 12))
    assert december.data["this_month"]["movement"]["reopened"] == 1
    assert balanced(december.data["this_month"]["movement"])
    text = "".join(pages(december.content))
    assert squeeze("เปิดเรื่องอีกครั้ง จำนวน ๑ เรื่อง") in text


def test_the_file_names_itself_and_its_language(busy):
    reader = PdfReader(BytesIO(make(busy).content))
    assert "พฤศจิกายน 2569" in str(reader.metadata.title)
    assert reader.metadata.author == "สำนักงานคลังจังหวัดลำปาง"
    assert reader.trailer["/Root"]["/Lang"] == "th-TH"


def test_open_cases_not_yet_due_are_no_verdict_on_time(office):
    office.clock.set(moment(27, 11))
    office.screen(office.register(), level="major")
    office.clock.set(moment(1, 12))
    content = make(office).content
    assert says(content, "ยังไม่มีเรื่องที่ยุติหรือครบกำหนด", "จำนวนเรื่องน้อย ควรพิจารณาเป็นรายเรื่อง")
    assert says_none(content, "ไม่มีข้อร้องเรียนให้ประเมินผล", "÷ 0")


# --- what is kept


def test_the_report_is_recorded_with_its_figures_and_its_pdf(busy):
    paper = make(busy)
    with busy.services.store.reading() as session:
        record = session.scalars(select(ReportRecord)).one()
        assert (record.report, record.period, record.zero) == ("monthly", "2569-11", False)
        assert record.cut_off == date(2026, 11, 30)
        assert json.loads(record.figures) == paper.data
        assert record.file_id is not None
    assert busy.services.verification.verify().problem is None


def test_the_same_command_gives_the_same_pdf_and_one_record(busy):
    request = MonthlyRequest(NOVEMBER)
    first = busy.documents.make_monthly(busy.boss, request, "once")
    busy.register(received_at=moment(20, 11))
    again = busy.documents.make_monthly(busy.boss, request, "once")
    assert again.content == first.content
    assert again.data == first.data
    with busy.services.store.reading() as session:
        assert len(session.scalars(select(ReportRecord)).all()) == 1


def test_a_month_ahead_is_refused(busy):
    with pytest.raises(DomainError) as refused:
        make(busy, Month(2027, 1))
    assert refused.value.code == "report.month_ahead"


# --- a month without complaints


def zero_month(office: PaperOffice, **asked: object) -> MonthlyPaper:
    office.clock.set(moment(1, 12))
    return make(office, **asked)


def test_a_zero_month_gives_the_offices_own_record_and_no_memo(office):
    paper = zero_month(office)
    assert paper.zero
    assert says(
        paper.content,
        "บันทึกข้อมูลประจำเดือน (กรณีไม่มีข้อร้องเรียน)",
        "ผู้บันทึก",
        "ผู้รับรอง",
        "ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้",
        "ตั้งแต่ต้นปีงบประมาณ พ.ศ. 2570 ถึงวันที่ 30 พฤศจิกายน 2569",
    )
    assert says_none(paper.content, "บันทึกข้อความ", "ครั้ง ไม่พบ", "ร้อยละ 0.00", "ร้อยละ 100")
    assert paper.data["this_month"]["indicator1"] == {"numerator": 0, "denominator": 0, "percent": None}


def test_a_zero_month_has_a_memo_only_when_asked_for(office):
    paper = zero_month(office, include_memo=True)
    memo = pages(paper.content)[0]
    assert "บันทึกข้อความ" in memo
    assert squeeze("ประจำเดือนพฤศจิกายน ๒๕๖๙ (ไม่มีข้อร้องเรียน)") in memo


def test_praise_and_suggestions_are_told_and_the_month_stays_zero(office):
    office.clock.set(moment(3, 11))
    for kind in ("praise", "suggestion", "suggestion"):
        case = office.register()
        office.screen(case, kind=kind, within_authority=None, category=None, level=None)
    paper = zero_month(office)
    assert paper.zero
    assert says(paper.content, "ไม่มีข้อร้องเรียน มีข้อเสนอแนะ 2 เรื่อง คำชมเชย 1 เรื่อง")


def test_a_month_with_only_carried_cases_is_not_zero(office):
    office.clock.set(moment(20, 10))
    office.screen(office.register(), level="legal")
    paper = zero_month(office)
    assert not paper.zero
    memo = pages(paper.content)[0]
    assert squeeze("ไม่มีข้อร้องเรียนรับใหม่ มีข้อร้องเรียนยกมาจากเดือนก่อน จำนวน ๑ เรื่อง") in memo
    assert says(paper.content, "ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้", "รายการข้อร้องเรียน")


def test_a_whole_zero_year_says_so_in_september(office):
    office.clock.set(moment(1, 10))
    paper = make(office, Month(2026, 9))
    assert says(
        paper.content,
        "ในปีงบประมาณ พ.ศ. 2569 (1 ตุลาคม 2568 ถึง 30 กันยายน 2569)",
        "จึงไม่มีข้อมูลสำหรับคำนวณผลตามตัวชี้วัดทั้งสองตัว",
        "ไม่มีผู้ร้องเรียนผ่านช่องทางที่กำหนด",
    )


def test_digits_follow_the_offices_settings(busy):
    for name, digits in (("digits_tables", "thai"), ("digits_letters", "arabic")):
        busy.services.office.change_setting(busy.boss, name, digits, busy.command())
    paper = make(busy)
    assert squeeze("รับใหม่ จำนวน 3 เรื่อง") in pages(paper.content)[0]
    assert says(paper.content, "(๔ ÷ ๗) × ๑๐๐ = ร้อยละ ๕๗.๑๔")
