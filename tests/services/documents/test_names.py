"""Names stay off papers that others read, and ordinary words stay on them."""

import pytest

from services.documents.names import BLANK, mask_names, names_of, starts_story

WICHAI = names_of("นายวิชัย แสงทอง")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("นายวิชัย แสงทอง พูดจาไม่สุภาพ", f"{BLANK} พูดจาไม่สุภาพ"),
        ("ร้องเรียนนายวิชัยแสงทองเรื่องคิว", f"ร้องเรียน{BLANK}เรื่องคิว"),
        ("คุณวิชัยไม่รับสาย", f"{BLANK}ไม่รับสาย"),
        ("เจ้าหน้าที่ชื่อ วิชัย แสงทอง", f"เจ้าหน้าที่ชื่อ {BLANK}"),
        ("รอรับบริการนาน", "รอรับบริการนาน"),
        ("", ""),
    ],
)
def test_a_name_is_blanked_however_it_is_written(text, masked):
    assert mask_names(text, WICHAI) == masked


def test_a_short_name_is_blanked_only_behind_a_title():
    assert "ดี" in names_of("ดี มาก", "นาง")
    assert mask_names("บริการดีมากของนางดี", names_of("ดี", "นาง")) == f"บริการดีมากของ{BLANK}"


def test_the_words_of_a_post_are_no_name():
    names = names_of("เจ้าหน้าที่ การเงิน")
    assert "เจ้าหน้าที่" not in names
    assert mask_names("เจ้าหน้าที่ไม่อยู่", names) == "เจ้าหน้าที่ไม่อยู่"


def test_nothing_known_changes_nothing():
    assert mask_names("ข้อความ (1+1) [x]", ()) == "ข้อความ (1+1) [x]"
    assert names_of("  ") == ()


def test_marks_of_patterns_in_a_name_are_only_letters():
    assert mask_names("พบ A.B+ (เอ) ที่นี่", names_of("A.B+ (เอ)")) == f"พบ {BLANK} ที่นี่"


@pytest.mark.parametrize(
    ("subject", "detail", "same"),
    [("รอนาน", "รอนานมาก", True), ("รอนาน…", "รอนานมาก", True), ("คิวยาว", "รอนานมาก", False)],
)
def test_a_subject_taken_from_the_story_is_known(subject, detail, same):
    assert starts_story(subject, detail) is same
