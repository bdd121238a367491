"""What people type and paste by mistake: a sentence for each, and nothing lost."""

from time import monotonic

import pytest
from PySide6.QtCore import Qt

from tests.ui.intake_desk import IntakeDesk, paste, press

LONG = "ร้องเรียนการให้บริการ " * 4_600


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31 ก.พ. 2569", "ไม่มีวันที่นี้ในปฏิทิน"),
        ("11 เม.ย. 2569", "ยังมาไม่ถึง"),
        ("พรุ่งนี้", "ยังมาไม่ถึง"),
        ("1.1.0001", "ปี"),
        ("เมื่อไรก็ไม่รู้", "อ่านวันที่ไม่ได้"),
        ("", "โปรดระบุวันที่"),
        ("1 ม.ค. 2490", "นานเกิน"),
    ],
)
def test_an_impossible_date_is_said_beside_it(desk: IntakeDesk, text: str, said: str) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    page.form.received.date.setText(text)
    press(Qt.Key.Key_F9)
    assert said in page.form.fields["received_date"].error()
    assert page.form.received.date.text() in (text, "11 เม.ย. 2569", "1 ม.ค. 2490")
    assert page.form.story.detail.text() == "รอนาน"
    assert desk.rows() == []


def test_a_time_to_come_and_an_unreadable_one_are_said(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    for text, said in (("23.59", "ยังมาไม่ถึง"), ("๙๙.๙๙", "อ่านเวลาไม่ได้")):
        page.form.received.time.setText(text)
        page.save()
        assert said in page.form.fields["received_time"].error()
    page.form.received.time.setText("")
    assert "08.30" in page.form.fields["received_time"]._help.plain_text()
    page.save()
    assert desk.case().received_at.strftime("%H.%M") == "08.30"


def test_a_paste_of_100_000_characters_is_kept_whole_and_refused_with_a_sentence(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    assert len(LONG) > 100_000
    began = monotonic()
    for name in ("name", "subject", "phones"):
        paste(page.form.editors[name], LONG)
    paste(page.form.story.detail.edit, LONG)
    assert monotonic() - began < 10
    page.save()
    for name in ("name", "subject", "phones", "detail"):
        assert "ยาวเกินกำหนด" in page.form.fields[name].error(), name
    assert page.form.story.detail.text() == LONG
    assert page.form.editors["subject"].text() == LONG  # type: ignore[attr-defined]
    page.may_leave()
    assert desk.drafts()[0].content["fields"]["detail"] == LONG


@pytest.mark.parametrize("text", ["ก\x00ข\x07", "รอ\u200bนาน\ufeff", "ที\u0e48\u0e35", "กํา"])
def test_hidden_and_misplaced_characters_are_remarked_and_put_right(desk: IntakeDesk, text: str) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText(text)
    page.form.editors["subject"].setText("เรื่อง" + text)  # type: ignore[attr-defined]
    assert "โปรแกรมจะจัดให้ถูกต้องเมื่อบันทึก" in page.form.fields["subject"].note()
    page.save()
    assert desk.case().subject.startswith("เรื่อง")
    assert "\u200b" not in desk.case().detail


def test_an_emoji_is_kept_and_remarked(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("บริการดีมาก 👍🏽👨\u200d👩\u200d👧")
    assert "อีโมจิ" in page.form.fields["detail"].note()
    page.save()
    assert desk.case().detail == "บริการดีมาก 👍🏽👨\u200d👩\u200d👧"


def test_ordinary_text_is_not_remarked(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.story.detail.setText("น้ำท่วม 30 °C ค่าปรับ 1,000 บาท\tข้อ 1\nผู้ร้อง ฯลฯ ๆ")
    assert page.form.fields["detail"].note() == ""


def test_a_short_number_with_an_extension_is_read(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    phones = page.form.fields["phones"]
    page.form.editors["phones"].setText("1669 ต่อ 12")  # type: ignore[attr-defined]
    assert phones.note() == ""
    page.form.editors["phones"].setText("0812345678, 1669 ต่อ 12")  # type: ignore[attr-defined]
    assert "081-234-5678, 1669 ต่อ 12" in phones._help.plain_text()
    page.form.editors["phones"].setText("โทรไปที่ร้านข้าง ๆ")  # type: ignore[attr-defined]
    assert "บันทึกได้ตามที่พิมพ์" in phones.note()
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    page.save()
    assert desk.case().complainant.phones == "โทรไปที่ร้านข้าง ๆ"


def test_a_doubtful_identity_number_is_warned_of_not_refused(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    number = page.form.editors["national_id"]
    for text, said in (("1234567890123", "หลักสุดท้าย"), ("12345", "13 หลัก"), ("1101700230705", "")):
        number.setText(text)  # type: ignore[attr-defined]
        assert said in page.form.fields["national_id"].note()
    number.setText("1234567890123")  # type: ignore[attr-defined]
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    page.save()
    assert len(desk.rows()) == 1


def test_a_word_that_is_no_choice_is_said_and_kept(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    page.form.classification.category.setEditText("หมวดที่ไม่มี")
    page.save()
    assert "ไม่มีรายการนี้ให้เลือก" in page.form.fields["category"].error()
    assert page.form.classification.category.currentText() == "หมวดที่ไม่มี"
    page.form.classification.category.setEditText("เบิกจ่าย")
    page.save()
    assert desk.case().category == "payment"
