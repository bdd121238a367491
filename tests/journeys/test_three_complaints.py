"""Three complaints, at the counter, by phone and from the box, to closure and the printed month."""

import io

import pypdf

from tests.journeys.conftest import Desk

WALK_IN = "รอรับบริการนานเกือบสองชั่วโมง เพราะเปิดช่องบริการเพียงช่องเดียว ผู้สูงอายุต้องยืนรอ"
CALL = "โทรศัพท์สอบถามวันจ่ายเงินบำนาญหลายครั้ง ไม่มีผู้รับสาย และเมื่อรับสายก็พูดไม่สุภาพ"
SEARCH = "ค้นหาเรื่องที่รับ"
SLIP = "ห้องน้ำสำหรับผู้มาติดต่อไม่สะอาด ไม่มีน้ำใช้ในช่วงบ่าย"


def pdf_text(content: bytes) -> str:
    """Return the text of a PDF without line breaks."""
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def take_walk_in(desk: Desk) -> int:
    driver = desk.driver
    driver.key("F2")
    driver.type_into("คำนำหน้า", "นาง")
    driver.type_into("ชื่อ–นามสกุล", "ตัวอย่าง รักถิ่น")
    driver.type_into("หมายเลขโทรศัพท์", "๐๘๑-๐๐๐-๔๕๖๗")
    driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", WALK_IN)
    driver.key("F9")
    assert "1/2569" in driver.text_shown()
    assert "วันเสาร์ที่ 25 เมษายน 2569" in driver.text_shown()  # fifteen calendar days, holiday or not
    driver.press("พิมพ์ใบรับ")
    receipt = desk.job.shown_paper(driver.front())
    driver.front().close()
    said = pdf_text(receipt)
    assert "ใบรับเรื่องร้องเรียน" in said
    assert "นางตัวอย่าง รักถิ่น" in said
    assert "จะแจ้งให้ทราบเมื่อพิจารณาระดับของเรื่องแล้ว" in said
    assert "สำเนา" not in said
    driver.press("เปิดเรื่อง")
    return desk.job.shown_case()


def take_call(desk: Desk) -> int:
    driver = desk.driver
    driver.key("F3")
    desk.set_time(2026, 4, 10, 10, 12)
    driver.type_into("หมายเลขโทรศัพท์", "1669 ต่อ 12")
    driver.type_into("ชื่อ–นามสกุล", "สมมติ ใจดี")
    driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", CALL)
    driver.key("F9")
    shown = driver.text_shown()
    assert "เลขรับของท่านคือ 2/2569" in shown.replace("\n", " ")
    driver.press("เปิดเรื่อง")
    return desk.job.shown_case()


def take_slips(desk: Desk) -> int:
    driver = desk.driver
    driver.key("F4")
    driver.type_into("ผู้เปิดกล่อง", "นางสาวสมมติ รับเรื่องดี\nนายตัวอย่าง ตั้งใจตรวจ")
    driver.type_into("จำนวนที่พบ (ใบ)", "2")
    driver.key("F9")
    assert "ใบที่ 1 จาก 2" in driver.text_shown()
    driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", SLIP)
    driver.key("F9")
    assert "ใบที่ 2 จาก 2" in driver.text_shown()
    driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", "เจ้าหน้าที่ช่องสองบริการดีมาก ขอชื่นชม")
    driver.key("F9")
    assert "4/2569" in driver.text_shown()
    praise, slip = (
        desk.program.services.cases.find_by_number(desk.supervisor(), number)
        for number in ("4/2569", "3/2569")
    )
    desk.job.case_id = praise
    desk.job.finish_step("บันทึกผลการจำแนก", ("ประเภทของเรื่อง", "คำชมเชย"))
    desk.job.finish_step("บันทึกการตอบ", ("คำตอบหรือข้อความที่บันทึก", "แจ้งเจ้าหน้าที่ช่องสองทราบแล้ว"))
    return slip


def work_to_closure(
    desk: Desk, case_id: int, *, anonymous: bool = False, returned: bool = False, late: bool = False
) -> None:
    job = desk.job
    job.case_id = case_id
    with job.person("officer"):
        job.finish_step(
            "บันทึกผลการจำแนก",
            ("ประเภทของเรื่อง", "ข้อร้องเรียน"),
            ("อยู่ในอำนาจหน้าที่ของสำนักงาน", "ใช่"),
            ("หมวดของเรื่อง", "การให้บริการ"),
            ("ระดับของเรื่อง", "เรื่องเล็กน้อย"),
        )
    with job.person("supervisor"):
        job.finish_step("มอบหมาย", ("เจ้าหน้าที่ผู้รับผิดชอบเรื่อง", "นายตัวอย่าง ตั้งใจตรวจ"))
    with job.person("officer"):
        if not anonymous:
            job.finish_step("บันทึกการแจ้งรับเรื่อง", ("การแจ้งรับเรื่อง", "แจ้งแล้ว"))
        job.finish_step("เสนอผลการตรวจสอบ", ("ข้อเท็จจริงที่ตรวจสอบพบ", "ตรวจสอบแล้วเป็นจริงตามที่แจ้ง"))
    if returned:
        with job.person("supervisor"):
            job.open_case()
            desk.driver.type_into("ความเห็นของผู้บังคับบัญชา", "ขอให้ระบุวันที่แก้ไขแล้วเสร็จ")
            desk.driver.press("ส่งกลับให้ตรวจสอบเพิ่มเติม")
        with job.person("officer"):
            job.open_case()
            assert "ขอให้ระบุวันที่แก้ไขแล้วเสร็จ" in desk.driver.text_shown()
            job.finish_step("เสนอผลการตรวจสอบ", ("ข้อเท็จจริงที่ตรวจสอบพบ", "แก้ไขแล้วเสร็จเมื่อวันที่ 20 เมษายน"))
    with job.person("supervisor"):
        job.open_case()
        desk.driver.press("เห็นชอบ")
    if not anonymous:
        with job.person("officer"):
            job.finish_step("บันทึกการแจ้งผล", ("การแจ้งผล", "แจ้งแล้ว"))
    with job.person("supervisor"):
        why = (("เหตุผลที่ยุติหลังกำหนด", "รอช่างมาซ่อมเครื่องสูบน้ำ"),) if late else ()
        job.finish_step("ยุติเรื่อง", ("ผลการดำเนินการ", "มีมูล–แก้ไขแล้ว"), ("สาเหตุ", "จัดช่องบริการไม่พอ"), *why)
        assert "ยุติเรื่องแล้ว" in desk.driver.text_shown()


def test_three_complaints_from_the_desk_to_the_printed_month(desk: Desk) -> None:
    job, driver = desk.job, desk.driver
    with job.person("front"):
        walk_in = take_walk_in(desk)
        call = take_call(desk)
        desk.set_time(2026, 4, 16, 9, 15)
        slip = take_slips(desk)
    desk.set_time(2026, 4, 17, 10, 0)
    work_to_closure(desk, walk_in, returned=True)
    desk.set_time(2026, 4, 20, 14, 0)
    work_to_closure(desk, call)
    desk.set_time(2026, 5, 12, 9, 0)  # after the seventh working day: this one is late
    work_to_closure(desk, slip, anonymous=True, late=True)

    desk.set_time(2026, 5, 15, 9, 0)
    with job.person("supervisor"):
        driver.go("register")
        assert "พบ 4 เรื่อง" in driver.text_shown()
        driver.type_into(SEARCH, "ชั่วโมง")  # from the middle of the walk-in's story
        driver.wait_for(lambda: "พบ 1 เรื่อง" in driver.text_shown())
        driver.go("reports", month="2569-04")
        driver.press("จัดทำรายงาน")
        april = pdf_text(job.shown_paper(driver.window))
        driver.go("reports", month="2569-03")
        driver.press("จัดทำบันทึกข้อมูลประจำเดือน")
        march = pdf_text(job.shown_paper(driver.window))

    assert "บันทึกข้อความ" in april
    assert "รายงานข้อร้องเรียนของกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย" in april
    # By the end of April two of three complaints were closed, both in time; the slip was open, and as
    # nobody had given it a level yet, not due. The praise counts nowhere.
    assert "(2 ÷ 3) × 100 = ร้อยละ 66.67" in april
    assert "(2 ÷ 2) × 100 = ร้อยละ 100.00" in april
    assert "คำชมเชย" in april
    for name in ("ตัวอย่าง รักถิ่น", "สมมติ ใจดี"):
        assert name not in april
    assert "ไม่มีข้อร้องเรียน" in march
    verified = desk.program.services.verification.verify()
    assert verified.problem is None
    assert verified.cases == 4
