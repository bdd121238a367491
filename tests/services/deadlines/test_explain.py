from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from services.deadlines.calendar import WorkCalendar, load_seed
from services.deadlines.explain import explain_due, explain_reply

SEED = load_seed()
CONFIRMED = WorkCalendar(SEED.holidays, {row.be_year for row in SEED.years})
AS_SHIPPED = WorkCalendar.from_seed(SEED)


def test_the_office_sentence() -> None:
    assert explain_due(CONFIRMED, date(2026, 4, 10), 15) == (
        "ครบกำหนดวันพฤหัสบดีที่ 7 พฤษภาคม 2569 — รับเรื่องวันศุกร์ที่ 10 เมษายน 2569 "
        "วันทำการแรกที่นับคือวันพฤหัสบดีที่ 16 เมษายน นับ 15 วันทำการ "
        "ข้ามเสาร์–อาทิตย์ 8 วัน และวันหยุดราชการ 4 วัน (สงกรานต์ 13–15 เมษายน, ฉัตรมงคล 4 พฤษภาคม) "
        "วันที่ 1 พฤษภาคมนับเป็นวันทำการ เพราะวันแรงงานไม่ใช่วันหยุดราชการ"
    )


def test_unconfirmed_and_missing_years() -> None:
    shipped = explain_due(AS_SHIPPED, date(2026, 11, 23), 3)
    assert shipped.endswith("ยังไม่มีผู้ยืนยันวันหยุดราชการปี 2569 วันครบกำหนดที่แสดงอาจเปลี่ยน")
    far = explain_due(AS_SHIPPED, date(2034, 1, 3), 3)
    assert "ไม่มีตารางวันหยุดราชการปี 2577" in far
    assert "ยืนยัน" not in far
    assert "ปี 2569 และ 2570 วันครบ" in explain_due(AS_SHIPPED, date(2026, 12, 30), 3)
    assert "ปี 2569–2571 วันครบ" in explain_due(AS_SHIPPED, date(2026, 12, 30), 300)


def test_across_a_new_year_days_carry_their_year() -> None:
    sentence = explain_due(CONFIRMED, date(2025, 12, 30), 3)
    assert "วันทำการแรกที่นับคือวันจันทร์ที่ 5 มกราคม 2569" in sentence
    assert "(วันสิ้นปี 31 ธันวาคม 2568, ปีใหม่ 1 มกราคม 2569, วันหยุดพิเศษ 2 มกราคม 2569)" in sentence


def test_same_day() -> None:
    assert explain_due(CONFIRMED, date(2026, 4, 10), 0).endswith("กำหนดให้แล้วเสร็จในวันที่รับเรื่อง")
    assert "จึงเลื่อนไปวันทำการถัดไป ข้ามเสาร์–อาทิตย์ 2 วัน" in explain_due(CONFIRMED, date(2026, 11, 21), 0)


def test_reply_sentence() -> None:
    assert explain_reply(CONFIRMED, date(2026, 4, 10)) == (
        "แจ้งความคืบหน้าให้ผู้ร้องเรียนภายในวันเสาร์ที่ 25 เมษายน 2569 (15 วันปฏิทิน ไม่นับวันรับเรื่อง) "
        "วันทำการสุดท้ายก่อนครบกำหนดคือวันศุกร์ที่ 24 เมษายน"
    )
    assert explain_reply(CONFIRMED, date(2026, 11, 9)).endswith("ไม่นับวันรับเรื่อง)")


@given(st.dates(date(2022, 1, 1), date(2040, 1, 1)), st.integers(0, 400))
def test_every_date_can_be_explained(received: date, days: int) -> None:
    sentence = explain_due(AS_SHIPPED, received, days)
    assert sentence.startswith("ครบกำหนดวัน")
    assert "  " not in sentence
