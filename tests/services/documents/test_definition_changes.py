"""A change of the indicators' definition stands dated under the indicators, in the office's words."""

from services.documents.monthly import MonthlyRequest
from services.thai.dates import Month
from tests.services.documents.paper_text import pages, squeeze
from tests.services.factories import Desk


def notes(desk: Desk, month: Month) -> str:
    request = MonthlyRequest(month, include_memo=False)
    made = desk.services.documents.make_monthly(desk.supervisor, request, desk.command())
    return "".join(pages(made.content))


def change(desk: Desk, name: str, value: object) -> None:
    desk.services.office.change_setting(desk.admin, name, value, desk.command())


def test_what_was_changed_is_dated_and_printed(desk: Desk):
    desk.register()
    april = Month.of(desk.clock.now().date())
    assert "ตั้งแต่วันที่10เมษายน" not in notes(desk, april)
    change(desk, "few_cases_below", 3)
    change(desk, "indicator2_base", "received")
    desk.later(days=35)
    change(desk, "indicator2_target_percent", 85)
    change(desk, "indicator2_target_percent", 90)
    change(desk, "indicator1_target_percent", 70)
    change(desk, "indicator1_target_percent", 80)  # back on the same day: nothing was changed
    said = notes(desk, april)
    for text in (
        "ตั้งแต่วันที่ 10 เมษายน 2569 เปลี่ยนตัวหารของตัวชี้วัดที่ 2 จากเรื่องที่ยุติแล้วรวมกับที่ยังไม่ยุติและเกินกำหนด เป็นเรื่องที่รับไว้ทั้งหมด",
        # Made after its month, a report is read by what is in force then, and says so.
        "ตั้งแต่วันที่ 15 พฤษภาคม 2569 เปลี่ยนเป้าหมายของตัวชี้วัดที่ 2 จากร้อยละ 80 เป็นร้อยละ 90",
        "คำนวณตามวิธีและเป้าหมายที่ใช้อยู่ในวันที่จัดทำ",
    ):
        assert squeeze(text) in said
    assert squeeze("เปลี่ยนเป้าหมายของตัวชี้วัดที่ 1") not in said
    # In the year that follows nothing was changed.
    desk.later(days=170)
    later = notes(desk, Month.of(desk.clock.now().date()))
    assert squeeze("เปลี่ยนเป้าหมาย") not in later
    assert squeeze("ไม่น้อยกว่าร้อยละ 90") in later
