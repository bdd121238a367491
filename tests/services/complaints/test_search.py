"""Search: any part of any word, however it is typed, and nothing that was not asked for."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.complaints.commands import CorrectComplaint, RespondentInput
from services.complaints.register import RegisterFilter
from services.complaints.search_text import terms
from services.thai.text import fold
from tests.services.factories import FRIDAY, Desk

STORY = "เมื่อเช้าไปติดต่อขอรับบำเหน็จตกทอดที่เคาน์เตอร์ ๓ เจ้าหน้าที่พูดจาไม่สุภาพ น้ำเสียงแข็ง 100% จริง_จริง"


@pytest.mark.parametrize(
    "text",
    [
        "บำเหน็จ", "เหน็จตก", "น็จ", "พูดจาไม่สุภาพ", "จา", "ก", "ำ", "เคาน์เตอร์ 3", "เคาน์เตอร์ ๓", "น้ำเสียง",
        "นํ้าเสียง", "น\u200b้ำเสียง", "สุภาพ บำเหน็จ", "แข็ง เช้า ก", "100%", "จริง_จริง", "สมมติ ตัวอย่าง",
        "ตัวอย่าง",
        "นางสมมติ", "1/2569", "๑/๒๕๖๙", "081-234-5678", "0812345678", "081 234 5678", "๐๘๑๒๓๔", "(081)234",
        "+66812345678", "5678", "SOMEONE@Example", "ผู้ถูกร้อง", "กลุ่มงานบำเหน็จ", "กค 0403", "หัวข้อพิเศษ", "  ",
        "ถนนวชิราวุธ",
    ],
)  # fmt: skip
def test_any_part_of_what_was_written_is_found(desk: Desk, text: str) -> None:
    desk.register(
        detail=STORY, subject="หัวข้อพิเศษ", title="นาง", name="สมมติ ตัวอย่าง", phones="081-234-5678, 1669 ต่อ 12",
        email="someone@example.com", document_number="กค 0403.2/ว 15", happened_where="ถนนวชิราวุธดำเนิน",
        respondents=(RespondentInput(unit="กลุ่มงานบำเหน็จ", person="นายผู้ถูกร้อง"),),
    )  # fmt: skip
    assert desk.found(text) == ["1/2569"]


@pytest.mark.parametrize(
    "text",
    ["ปลา", "บำนาญ", "%", "_", "10_", "%%%", "จริง%จริง", "*", '"', "' OR 1=1 --", "NOT", "ก AND ข", "NEAR(ก)",
     "subject:ก", "^เมื่อ", "เมื่อ*", "((", "999", "0812345679", "น้า"],
)  # fmt: skip
def test_what_is_not_there_is_not_found_and_signs_mean_themselves(desk: Desk, text: str) -> None:
    desk.register(detail="เมื่อเช้าไปขอรับบำเหน็จ น้ำเสียงแข็ง จริงจริง", phones="081-234-5678")
    assert desk.found(text) == []


def test_all_words_must_be_there_in_any_order(desk: Desk) -> None:
    desk.register(detail="บัตรสวัสดิการใช้ไม่ได้ที่ร้านค้า")
    desk.register(detail="บัตรหาย")
    assert desk.found("ร้านค้า บัตร") == ["1/2569"]
    assert desk.found("บัตร") == ["2/2569", "1/2569"]


def test_results_come_newest_received_first_whenever_they_were_entered(desk: Desk) -> None:
    desk.register(detail="เก่า ทดสอบ", received_at=FRIDAY - timedelta(days=30))
    desk.register(detail="ใหม่ ทดสอบ")
    desk.register(detail="กลาง ทดสอบ", received_at=FRIDAY - timedelta(days=3))
    desk.register(detail="กลาง ทดสอบ", received_at=FRIDAY - timedelta(days=3))
    assert desk.found("ทดสอบ") == desk.found("") == ["2/2569", "4/2569", "3/2569", "1/2569"]


def test_a_correction_is_found_and_what_it_replaced_is_not(desk: Desk) -> None:
    first = desk.register(detail="คำว่าแมว")
    desk.register(detail="อื่น ๆ", received_at=FRIDAY - timedelta(days=1))
    before = desk.services.register.list_complaints(desk.front, RegisterFilter())[0].key
    content = desk.content(detail="คำว่าหมา", received_at=FRIDAY - timedelta(days=2))
    desk.services.intake.correct_complaint(
        desk.front,
        CorrectComplaint(complaint_id=first.complaint_id, version=1, content=content),
        desk.command(),
    )
    assert (desk.found("แมว"), desk.found("หมา")) == ([], ["1/2569"])
    rows = desk.services.register.list_complaints(desk.front, RegisterFilter())
    assert [row.number for row in rows] == ["2/2569", "1/2569"]
    assert rows[1].key < before
    assert desk.services.verification.verify().problem is None


def test_notes_and_findings_are_found_too(desk: Desk) -> None:
    case = desk.investigated()
    desk.services.casework.add_note(desk.officer, case, "โทรหาผู้ร้องแล้วสองครั้ง", desk.command())
    desk.step(desk.officer, case, findings="กล้องวงจรปิดยืนยัน")
    assert desk.found("สองครั้ง") == desk.found("วงจรปิด") == ["1/2569"]


def test_an_endless_paste_finds_by_its_beginning_and_breaks_nothing(desk: Desk) -> None:
    desk.register(detail="คำหนึ่ง")
    assert desk.found("คำหนึ่ง " * 20_000) == ["1/2569"]
    assert desk.found(" ".join(f"คำที่{n}" for n in range(5_000))) == []
    assert desk.found("ก" * 100_000) == []
    assert len(terms(" ".join(map(str, range(1_000))))) == 24


@given(st.data())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_substring_of_a_story_finds_it(desk: Desk, data: st.DataObject) -> None:
    letters = st.text(alphabet="กขนมปเแไใาิีุู่้๊์ำ ๆ1a๓-/😀", min_size=1, max_size=60)
    story = "เรื่อง " + data.draw(letters)
    number = desk.register(detail=story).number
    kept = fold(story)
    start = data.draw(st.integers(0, len(kept) - 1))
    part = kept[start : start + data.draw(st.integers(1, 12))]
    assert not fold(part) or number in desk.found(part)
