"""The yearly evidence document: eleven parts in order, contents that tell their pages, gaps named."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader

from models.files import StoredChunk
from models.moments import BANGKOK
from models.office import Channel
from services.complaints.commands import AttachmentInput
from services.container import Services
from services.documents.catalogue import PaperRequest
from services.documents.evidence_parts import PART_BUILDERS
from services.documents.monthly import MonthlyRequest
from services.documents.single_papers import MadePaper
from services.errors import DomainError
from services.office.evidence_pictures import PARTS, AddPictures, NewPicture
from services.signing.sign_off import SignOffMonth
from services.thai.dates import Month
from tests.services.documents.paper_text import pages, squeeze
from tests.services.factories import Desk

YEAR = 2569
TITLES = (
    "ผลการดำเนินงานตามตัวชี้วัดทั้งสอง",
    "การรายงานข้อมูลข้อร้องเรียนรายเดือน",
    "สถิติตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
    "องค์ความรู้จากการแก้ไขข้อร้องเรียน",
    "การทบทวนผลสำรวจความพึงพอใจซึ่งสำรวจโดยกรมบัญชีกลาง",
    "ผลสำรวจความต้องการและแผนการดำเนินการ",
    "การถ่ายทอดความรู้ให้บุคลากรภายในสำนักงาน",
    "การลงพื้นที่",
    "การอบรมและการประชุมชี้แจง",
    "ผังกระบวนการจัดการเรื่องร้องเรียน",
    "ช่องทางการร้องเรียนทั้ง 12 ช่องทาง",
)


def picture(width: int, height: int, name: str = "1.jpg", colour: str = "teal") -> AttachmentInput:
    kept = BytesIO()
    Image.new("RGB", (width, height), colour).save(kept, "JPEG")
    return AttachmentInput(name=name, content=kept.getvalue())


def put_in(desk: Desk, part: str, *pictures: NewPicture, channel: str | None = None) -> None:
    command = AddPictures(YEAR, part, pictures, channel)
    desk.services.evidence_pictures.add_pictures(desk.officer, command, desk.command())


def make(desk: Desk, services: Services | None = None) -> MadePaper:
    request = PaperRequest(year=YEAR)
    return (services or desk.services).making.make_paper(desk.viewer, "evidence", request, desk.command())


def begins(texts: list[str]) -> list[int]:
    """Return on which page each part begins, the contents left out."""
    found = []
    for number, title in enumerate(TITLES, 1):
        heading = squeeze(f"ส่วนที่ {number}  {title}")
        found.append(next(place for place, text in enumerate(texts, 1) if place > 2 and heading in text))
    return found


def check_order(content: bytes) -> list[str]:
    """Hold the contents and the outline to the pages on which the eleven parts begin; return the pages."""
    texts = pages(content)
    places = begins(texts)
    assert places == sorted(places)
    position = 0
    for number, (title, place) in enumerate(zip(TITLES, places, strict=True), 1):
        position = texts[1].index(squeeze(f"ส่วนที่ {number}{title}{place}"), position)
    reader = PdfReader(BytesIO(content))
    assert [reader.get_destination_page_number(one) + 1 for one in reader.outline] == places  # type: ignore[arg-type]
    for place, text in enumerate(texts, 1):
        assert squeeze(f"หน้า {place}/{len(texts)}") in text or place == 1
        assert len(text) > 120 or place == 1, f"page {place} is all but empty"
    return texts


def test_the_parts_are_those_of_the_pictures_and_each_has_a_builder() -> None:
    assert tuple(PART_BUILDERS) == PARTS
    assert len(PARTS) == len(TITLES)


def test_a_running_year_without_anything_is_a_document_that_names_what_is_missing(desk: Desk) -> None:
    made = make(desk)
    texts = check_order(made.content)
    whole = "".join(texts)
    assert squeeze("ตั้งแต่ต้นปีงบประมาณ พ.ศ. 2569 ถึงวันที่ 10 เมษายน 2569") in texts[2]
    assert squeeze("ปีงบประมาณยังไม่สิ้นสุด ข้อมูล ณ วันที่ 10 เมษายน 2569") in texts[0]
    assert "ร้อยละ0" not in whole
    assert "100.00" not in whole
    assert made.data is not None
    missing = made.data["missing"]
    assert list(missing) == [
        *("survey_review", "needs_survey", "knowledge_transfer", "field_visits", "training", "channels")
    ]
    for code, place in zip(PARTS, begins(texts), strict=True):
        for said in missing.get(code, ()):
            assert squeeze(said) in texts[1]
            assert squeeze(said) in texts[place - 1]
    # Parts of which there is little or nothing to say share a page.
    assert len(set(begins(texts)[2:9])) == 1
    with desk.services.store.reading() as session:
        (kept,) = session.connection().exec_driver_sql("SELECT report, period, zero FROM report_record").all()
    assert tuple(kept) == ("evidence", "2569", 1)


def test_a_zero_year_that_is_over_says_so_and_asks_for_no_report_of_its_months(desk: Desk) -> None:
    desk.clock.set(datetime(2026, 10, 5, 9, 0, tzinfo=BANGKOK))
    request = MonthlyRequest(month=Month(2026, 3))
    desk.services.documents.make_monthly(desk.supervisor, request, desk.command())
    texts = check_order(make(desk).content)
    assert squeeze("ในปีงบประมาณ พ.ศ. 2569 (1 ตุลาคม 2568 ถึง 30 กันยายน 2569)") in texts[2]
    assert squeeze("ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้") in texts[2]
    assert squeeze("ไม่มีข้อมูลสำหรับคำนวณผลตามตัวชี้วัดทั้งสองตัว") in texts[2]
    assert squeeze("มีนาคม 2569 0 0 0 บันทึกกรณีไม่มีข้อร้องเรียน 5 ต.ค. 2569 – –") in texts[3]
    assert squeeze("เมษายน 2569 0 0 0 ไม่มีข้อร้องเรียน ไม่ต้องรายงาน – – –") in texts[3]
    assert squeeze("ปีงบประมาณ พ.ศ. 2569 ไม่มีผู้ร้องเรียนผ่านช่องทางที่กำหนด") in "".join(texts)
    assert squeeze("จึงไม่มีองค์ความรู้จากการแก้ไขข้อร้องเรียน") in "".join(texts)


def test_a_year_with_cases_and_pictures_of_every_shape(desk: Desk) -> None:
    case = desk.investigated(name="นางสมมติ ตัวอย่าง")
    told = "ติดป้ายลำดับคิวตามที่นางสมมติ ตัวอย่าง เสนอ โทร. 089-555-1234"
    desk.step(desk.officer, case, findings="จริง", corrective_action="แก้")
    desk.step(desk.supervisor, case, decision="approve")
    if desk.case(case).step == "inform":
        desk.step(desk.officer, case, notification="told")
    desk.step(desk.supervisor, case, outcome="upheld", preventive_action=told)
    desk.closed()
    shapes = [(900, 600), (600, 900), (2400, 500), (60, 40), (500, 2400)]
    put_in(desk, "training", *(NewPicture(picture(*shape), f"ภาพที่ {n}") for n, shape in enumerate(shapes, 1)))
    put_in(desk, "field_visits", NewPicture(picture(3000, 2000, colour="olive"), "ลงพื้นที่อำเภอแม่ทะ"))
    for channel, colour in (("website", "navy"), ("suggestion_box", "plum")):
        put_in(desk, "channels", NewPicture(picture(300, 200, colour=colour)), channel=channel)
    desk.clock.set(datetime(2026, 5, 20, 9, 0, tzinfo=BANGKOK))
    desk.register()
    desk.clock.set(datetime(2026, 10, 5, 9, 0, tzinfo=BANGKOK))
    documents = desk.services.documents
    memo = replace(documents.memo_draft(desk.supervisor, Month(2026, 4)), number="ลป 0003/77")
    sent = MonthlyRequest(month=Month(2026, 4), memo=memo, include_memo=True)
    documents.make_monthly(desk.supervisor, sent, desk.command())
    signed = SignOffMonth(month=Month(2026, 4), memo=memo, include_memo=True)
    desk.services.signing.sign_off_month(desk.supervisor, signed, desk.command())
    with desk.services.store.writing() as session:
        office = desk.viewer.office_id
        session.add(
            Channel(office_id=office, id=1, code="post", name="ไปรษณีย์", position=99, details="ตู้ ปณ. 9")
        )
        session.commit()
    services = desk.again()
    made = make(desk, services)
    services.close()
    texts = check_order(made.content)
    whole = "".join(texts)
    assert squeeze("(2 ÷ 3) × 100 = ร้อยละ 66.67") in texts[2]
    signed_row = "เมษายน 2569 2 2 0 รายงานประจำเดือน 5 ต.ค. 2569 ลป 0003/77 5 ต.ค. 2569"
    assert squeeze(signed_row) in texts[3]
    assert squeeze("พฤษภาคม 2569 1 0 1 ยังไม่ได้จัดทำ") in texts[3]
    open_months = "พฤษภาคม 2569 ถึงเดือนกันยายน 2569"
    for said in (f"รายงานประจำเดือน{open_months}", f"การรับรองข้อมูลประจำเดือน{open_months}"):
        assert squeeze(said) in texts[1]
        assert squeeze(said) in texts[3]
    assert squeeze("ติดป้ายลำดับคิวตามที่(ไม่ระบุชื่อ) เสนอ โทร. ***") in whole
    assert squeeze("องค์ความรู้จากข้อร้องเรียนที่ยุติแล้ว 1 เรื่อง") in texts[1]
    assert not [name for name in ("สมมติ", "0895551234", "089-555-1234") if name in whole]
    places = begins(texts)
    last = "".join(texts[places[-1] - 1 :])
    assert squeeze("12. เว็บไซต์ศูนย์ข้อมูลข่าวสารของราชการ") in last
    assert last.index(squeeze("ช่องทางอื่นที่สำนักงานเพิ่มเติม")) < last.index(squeeze("13. ไปรษณีย์"))
    assert last.count("ยังไม่มีภาพ") == 11
    reader = PdfReader(BytesIO(made.content))
    shown = [len(list(page.images)) for page in reader.pages]
    assert sum(shown[places[8] - 1 : places[9] - 1]) == len(shapes)
    assert sum(shown[places[10] - 1 :]) == 2
    for number in range(1, len(shapes) + 1):
        assert squeeze(f"ภาพที่ {number}") in texts[places[8] - 1]
    assert len(made.content) < 400_000


def test_what_can_t_be_shown_is_said_and_whoever_no_longer_waits_stops_it(desk: Desk) -> None:
    put_in(desk, "training", NewPicture(picture(300, 200), "ภาพที่เสียหาย"))
    asked: list[int] = []
    with pytest.raises(DomainError) as stopped:
        desk.services.making.make_paper(
            *(desk.viewer, "evidence", PaperRequest(year=YEAR), desk.command()),
            cancelled=lambda: bool(asked.append(1)) or True,
        )
    assert stopped.value.code == "report.cancelled"
    assert len(asked) == 1  # before the picture, not after all pages
    with desk.services.store.writing() as session:
        session.query(StoredChunk).update({"data": b"\xff\xd8\xff broken"})
        session.commit()
    assert squeeze("แสดงภาพไม่ได้ ไฟล์ภาพเสียหาย") in "".join(pages(make(desk).content))
