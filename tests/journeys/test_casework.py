"""A slip, a hidden walk-in, a case of another agency, a late one, and a result that is disputed.

All through the real window: an anonymous slip from the box, a walk-in who asks to stay hidden, a call
outside the office's authority that is passed on and followed up, a late case whose clock stood and was
extended, and its result disputed and reviewed as a linked case.
"""

from datetime import date

from PySide6.QtWidgets import QAbstractButton

from services.complaints.reading import CaseDetail
from tests.journeys.conftest import Desk
from ui.case.case_page import CasePage

SLIP = "ไฟทางเดินหน้าห้องรับรองดับ มองไม่เห็นขั้นบันได"
HIDDEN_NAME = "ปิ่นมณี สมมติสกุล"
HIDDEN_STORY = "เจ้าหน้าที่เรียกเอกสารเกินกว่าที่ระเบียบกำหนดทุกครั้งที่มาติดต่อ"
CALL = "ถนนหน้าโรงเรียนชำรุดมานาน ขอให้ซ่อมแซมโดยเร็ว"
LATE = "ยื่นขอรับเงินบำเหน็จตกทอดแล้วยังไม่ได้รับแจ้งผล"
SEARCH = "ค้นหาเรื่องที่รับ"
AGENCY = "แขวงทางหลวงตัวอย่าง"


def act(desk: Desk, name: str, *typed: tuple[str, str]) -> None:
    """Choose an action of the case's page, fill its dialog by labels, and carry it out."""
    page = desk.driver.window.page("case")
    assert isinstance(page, CasePage)
    page.menu_actions[name].trigger()
    desk.driver.settle()
    for label, value in typed:
        desk.driver.answer(label, value)
    desk.driver.key("Ctrl+Return")


def read(desk: Desk, case_id: int) -> CaseDetail:
    return desk.program.services.cases.read_case(desk.supervisor(), case_id)


def take(desk: Desk, key: str, story: str, *answers: tuple[str, str]) -> int:
    driver = desk.driver
    driver.key(key)
    for label, value in answers:
        driver.answer(label, value)
    driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", story)
    driver.key("F9")
    driver.press("เปิดเรื่อง")
    return desk.job.shown_case()


def take_slip(desk: Desk) -> None:
    driver = desk.driver
    driver.key("F4")
    driver.type_into("ผู้เปิดกล่อง", "นางสาวสมมติ รับเรื่องดี, นักวิชาการคลัง\nนายตัวอย่าง ตั้งใจตรวจ, เจ้าพนักงานการคลัง")
    driver.type_into("จำนวนที่พบ (ใบ)", "1")
    driver.key("F9")
    driver.type_into("รายละเอียด (เกิดอะไรขึ้น)", SLIP)
    driver.key("F9")
    assert "1/2569" in driver.text_shown()


def finds(desk: Desk, text: str, count: int) -> None:
    """Search the register and wait for the count that it says."""
    driver = desk.driver
    driver.go("register")
    driver.type_into(SEARCH, text)
    driver.wait_for(lambda: f"พบ {count} เรื่อง" in driver.text_shown())


def screen(desk: Desk, case_id: int, *, ours: bool = True) -> None:
    desk.job.case_id = case_id
    desk.job.finish_step(
        "บันทึกผลการจำแนก",
        ("ประเภทของเรื่อง", "ข้อร้องเรียน"),
        ("อยู่ในอำนาจหน้าที่ของสำนักงาน", "ใช่" if ours else "ไม่ใช่"),
        ("หมวดของเรื่อง", "การให้บริการ" if ours else "อื่น ๆ"),
        ("ระดับของเรื่อง", "เรื่องเล็กน้อย"),
    )


def investigate_and_close(desk: Desk, case_id: int, *, late: bool = False, told: bool = True) -> None:
    job, driver = desk.job, desk.driver
    job.case_id = case_id
    with job.person("officer"):
        job.finish_step("เสนอผลการตรวจสอบ", ("ข้อเท็จจริงที่ตรวจสอบพบ", "ตรวจสอบแล้ว ดำเนินการแก้ไขเรียบร้อย"))
    with job.person("supervisor"):
        job.open_case()
        driver.press("เห็นชอบ")
    if told:
        with job.person("officer"):
            job.finish_step("บันทึกการแจ้งผล", ("การแจ้งผล", "แจ้งแล้ว"))
    with job.person("supervisor"):
        job.open_case()
        driver.answer("ผลการดำเนินการ", "มีมูล–แก้ไขแล้ว")
        if late:
            driver.press("ยุติเรื่อง")
            assert read(desk, case_id).status == "open"  # nobody closes a late case without saying why
            driver.type_into("เหตุผลที่ยุติหลังกำหนด", "รอผลจากหน่วยงานต้นสังกัดของผู้ร้อง")
        driver.press("ยุติเรื่อง")
    assert read(desk, case_id).status == "closed"


def assign_and_acknowledge(desk: Desk, case_id: int, *, told: bool = True) -> None:
    desk.job.case_id = case_id
    with desk.job.person("supervisor"):
        desk.job.finish_step("มอบหมาย", ("เจ้าหน้าที่ผู้รับผิดชอบเรื่อง", "นายตัวอย่าง ตั้งใจตรวจ"))
    if told:
        with desk.job.person("officer"):
            desk.job.finish_step("บันทึกการแจ้งรับเรื่อง", ("การแจ้งรับเรื่อง", "แจ้งแล้ว"))


def test_a_months_casework(desk: Desk) -> None:
    job, driver = desk.job, desk.driver
    with job.person("front"):
        take_slip(desk)
        hidden = take(desk, "F2", HIDDEN_STORY, ("ผู้ร้องเรียน", "ขอปกปิดชื่อและที่อยู่"), ("ชื่อ–นามสกุล", HIDDEN_NAME))
        call = take(desk, "F3", CALL, ("ชื่อ–นามสกุล", "ตัวอย่าง รักทาง"), ("หมายเลขโทรศัพท์", "081-000-7777"))
        late = take(desk, "F2", LATE, ("ชื่อ–นามสกุล", "ตัวอย่าง รอนาน"))
        assert HIDDEN_NAME not in driver.text_shown()
        finds(desk, HIDDEN_NAME.split(maxsplit=1)[0], 0)
        finds(desk, "เรียกเอกสาร", 1)
    slip = desk.program.services.cases.find_by_number(desk.supervisor(), "1/2569")

    # The call is another agency's: passed on within three working days, asked again, answered, closed.
    desk.set_time(2026, 4, 16, 9, 0)
    with job.person("front"):
        screen(desk, call, ours=False)
        assert read(desk, call).step == "refer"
        job.finish_step("บันทึกการส่งต่อ", ("หน่วยงานที่ส่งต่อ", AGENCY), ("แจ้งผู้ร้องเรียนว่าได้ส่งต่อแล้ว", "แจ้งแล้ว"))
        assert AGENCY in driver.text_shown()
    (referral,) = desk.program.services.referrals.list_referrals(desk.supervisor(), call)
    assert referral.follow_up_on is not None
    assert referral.follow_up_on > date(2026, 4, 16)
    desk.set_time(referral.follow_up_on.year, referral.follow_up_on.month, referral.follow_up_on.day, 10, 0)
    with job.person("front"):
        job.open_case()
        driver.press("บันทึกการติดตาม")
        driver.answer("ติดตามทาง", "โทรศัพท์")
        driver.type_into("ผลการติดตาม", "อยู่ระหว่างเสนอของบประมาณ")
        driver.key("Ctrl+Return")
        (asked,) = desk.program.services.referrals.list_referrals(desk.supervisor(), call)
        assert (asked.asked, asked.agency) == (1, AGENCY)
        assert asked.follow_up_on is not None
        assert asked.follow_up_on > referral.follow_up_on
        job.finish_step("บันทึกผลการติดตาม", ("ผลการติดตามจากหน่วยงานที่ส่งต่อ", "หน่วยงานรับไว้ดำเนินการแล้ว"))

    # The hidden walk-in is found by name by the supervisor alone, and shown only with a reason.
    with job.person("supervisor"):
        finds(desk, HIDDEN_NAME.split(maxsplit=1)[0], 1)
        job.case_id = hidden
        job.open_case()
        assert HIDDEN_NAME not in driver.text_shown()
        act(desk, "reveal", ("เหตุผล", "ต้องนัดหมายผู้ร้องเรียนมาให้ข้อมูล"))
        assert HIDDEN_NAME in driver.text_shown()
    with job.person("admin"):
        job.open_case()
        assert HIDDEN_NAME not in driver.text_shown()
        finds(desk, HIDDEN_NAME.split(maxsplit=1)[0], 0)

    # The late one: it stands while the complainant is asked, goes on, is extended, and is late all the same.
    desk.set_time(2026, 4, 17, 9, 0)
    with job.person("officer"):
        screen(desk, late)
    assign_and_acknowledge(desk, late)
    original, due = read(desk, late).due_original, read(desk, late).due_date
    desk.set_time(2026, 4, 20, 9, 0)
    with job.person("officer"):
        job.open_case()
        act(desk, "stop_clock", ("เหตุผล", "รอสำเนาทะเบียนบ้านจากผู้ร้องเรียน"))
        assert "หยุดนับเวลา" in driver.text_shown()
    desk.set_time(2026, 4, 27, 9, 0)  # five working days later
    with job.person("officer"):
        job.open_case()
        act(desk, "restart_clock", ("เหตุผล", "ได้รับเอกสารครบแล้ว"))
    moved = read(desk, late)
    calendar = desk.program.services.office.read_facts(desk.supervisor()).counting.calendar
    assert moved.due_date == calendar.add_working_days(due, 5)
    extended = calendar.add_working_days(moved.due_date, 3)
    desk.set_time(2026, 4, 28, 9, 0)
    with job.person("supervisor"):
        job.open_case()
        said = f"{extended.day}/{extended.month}/{extended.year + 543}"
        act(desk, "extend_due", ("ครบกำหนดใหม่", said), ("เหตุผล", "ต้องตรวจสอบกับส่วนราชการผู้เบิก"))
    assert read(desk, late).due_date == extended
    assert read(desk, late).due_original == original
    after = calendar.add_working_days(extended, 2)
    desk.set_time(after.year, after.month, after.day, 9, 0)
    investigate_and_close(desk, late, late=True)
    told = read(desk, late)
    assert (told.late_reason, told.due_original) == ("รอผลจากหน่วยงานต้นสังกัดของผู้ร้อง", original)

    # Its result is disputed: a case of its own, tied to the first, which stays closed as it was.
    closed_at = told.closed_at
    with job.person("supervisor"):
        job.case_id = late
        job.open_case()
        act(desk, "request_review", ("ผู้ร้องเรียนไม่เห็นด้วยในเรื่องใด", "ยังไม่ได้รับเงินครบตามสิทธิ"))
        (tie,) = desk.program.services.links.list_links(desk.supervisor(), late)
        assert tie.role == "review"
    review = tie.complaint_id
    assert review not in {slip, hidden, call, late}
    with job.person("officer"):
        screen(desk, review)
    assign_and_acknowledge(desk, review)
    investigate_and_close(desk, review)
    first, again = read(desk, late), read(desk, review)
    assert (first.status, first.closed_at) == ("closed", closed_at)
    assert again.complainant.name == first.complainant.name
    (back,) = desk.program.services.links.list_links(desk.supervisor(), review)
    assert (back.complaint_id, back.role) == (late, "original")

    # The slip has nobody to tell: no step asks to.
    with job.person("officer"):
        screen(desk, slip)
    assign_and_acknowledge(desk, slip, told=False)
    assert read(desk, slip).step == "investigate"
    investigate_and_close(desk, slip, told=False, late=read(desk, slip).due_date < after)
    assert read(desk, slip).notification == "unknown_person"

    # Whoever asks what became of it hears a sentence, and that they did is kept.
    with job.person("front"):
        driver.go("ask")
        driver.type_into("เลขรับ หมายเลขโทรศัพท์ หรือชื่อผู้ร้องเรียน", "4/2569")
        driver.wait_for(lambda: any(_says(button, "บันทึกว่าแจ้งแล้ว") for button in _buttons(desk)))
        assert "ยุติ" in driver.text_shown()
        driver.press("บันทึกว่าแจ้งแล้ว")
    assert read(desk, late).history[-1].kind == "contact"
    verified = desk.program.services.verification.verify()
    assert verified.problem is None
    assert verified.cases == 5


def _buttons(desk: Desk) -> list[QAbstractButton]:
    return [button for button in desk.driver.front().findChildren(QAbstractButton) if button.isVisible()]


def _says(button: QAbstractButton, text: str) -> bool:
    return button.isEnabled() and text in button.text().replace("\u200b", "")
