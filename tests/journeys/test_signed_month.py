"""A month is signed, its case is voided later, and the next report tells of it: through the real window."""

from io import BytesIO
from typing import Any

from pypdf import PdfReader

from tests.journeys.conftest import Desk
from tests.journeys.test_casework import act
from ui.tour.driver import Driver


def text_of(paper: bytes) -> str:
    """Return what a paper says, without its line ends."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(paper)).pages)


def says(driver: Driver, text: str) -> None:
    driver.wait_for(lambda: text in driver.text_shown())


def test_what_changes_after_signing_stands_in_the_next_report(desk: Desk) -> None:
    driver, job = desk.driver, desk.job
    desk.set_time(2026, 3, 20, 9, 30)
    with job.person("front"):
        job.take_complaint()

    # In April the supervisor looks at March, signs it, and looks at its paper.
    desk.set_time(2026, 4, 2, 9, 0)
    with job.person("supervisor"):
        driver.key("Ctrl+4")
        says(driver, "ยังไม่ได้รับรอง")
        driver.press("รับรองข้อมูลประจำเดือน")
        assert "ยังไม่จำแนก 1 เรื่อง" in driver.text_shown()
        driver.type_into("บันทึกประกอบการรับรอง", "ตรวจสอบกับทะเบียนแล้ว")
        driver.key("Ctrl+Return")
        says(driver, "รับรองแล้ว 2 เมษายน 2569")
        assert "ไม่มีรายการแก้ไขหลังรับรอง" in driver.text_shown()
        signed = desk.program.services.kept_papers.list_made(desk.supervisor())
        assert [row.report for row in signed] == ["monthly"]
        paper = desk.program.services.kept_papers.read_made(desk.supervisor(), signed[0].id)

        # Then its only number is taken back.
        job.open_case()
        act(desk, "void", ("เหตุผล", "บันทึกซ้ำกับเลขรับเดิม"))
        driver.key("Ctrl+4")
        says(driver, "มีรายการแก้ไขหลังรับรอง 1 รายการ")
        driver.press("ดูสิ่งที่เปลี่ยนหลังรับรอง")
        driver.wait_for(lambda: driver.front() is not driver.window)
        changes = text_of(job.shown_paper(driver.front()))
        assert "บันทึกซ้ำกับเลขรับเดิม" in changes
        driver.key("Escape")

    # April's report tells of it; March's paper is what it was.
    desk.set_time(2026, 5, 2, 9, 0)
    with job.person("supervisor"):
        driver.key("Ctrl+4")
        page: Any = driver.window.page("reports")
        driver.wait_for(page.make_button.isEnabled)
        driver.press(page.make_button.text())
        driver.wait_for(lambda: page.preview.page_count() > 0)
        april = text_of(page.preview.content())
        assert "รายการแก้ไขหลังรับรอง" in april
        assert "1/2569" in april
        assert "บันทึกซ้ำกับเลขรับเดิม" in april

        # The dashboard opens the cases behind a number, and any paper is made by the keyboard alone.
        driver.key("Ctrl+G")
        says(driver, "ไม่มีข้อร้องเรียน")
        driver.key("Ctrl+J")
        driver.type_into("ค้นหาชื่อเอกสาร", "สมุดทะเบียน")
        driver.key("Return")
        driver.key("Ctrl+Return")
        driver.wait_for(lambda: driver.window.page("documents").preview.page_count() > 0)
        assert "1/2569" in text_of(driver.window.page("documents").preview.content())

    again = desk.program.services.kept_papers.read_made(desk.supervisor(), signed[0].id)
    assert again.content == paper.content
    assert desk.program.services.verification.verify().problem is None
