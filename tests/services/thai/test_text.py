import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.thai.text import arabic_digits, clean, fold, fold_phone, sort_key_thai, thai_digits

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
MARKS_TEXT = st.text(
    st.sampled_from("กนปาำะเแโัิีึืฺุู็่้๊๋์ํ๎\u0301\u0316\u093c\u200d\u200b\ufe0f👩💻Aéß\u0345ς\u2329 \n\r\t๑1"), max_size=30
)
CLUSTERS = st.lists(
    st.sampled_from(
        [
            "ก",
            "ที่",
            "ที่".replace("ี่", "่ี"),
            "น้ำ",
            "นํ้า",
            "ปั่น",
            "ฟื้น",
            "ฐู",
            "ก็",
            "สิทธิ์",
            "แ",
            "ไ",
            "า",
            "ะ",
            "๑",
            "2",
            "A",
            "é",
            " ",
            "\n",
            "👩‍💻",
        ]
    ),
    max_size=20,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ก่ิ", "กิ่"),
        ("ท่ี", "ที่"),
        ("ก\u0e4d\u0e48า", "ก่ำ"),
        ("ก\u0e48\u0e4dา", "ก่ำ"),
        ("ก\u0e4dา\u0e48", "ก่ำ"),
        ("นำ้", "น้ำ"),
        ("ก\u0e4dา", "กำ"),
        ("เเก้ไข", "แก้ไข"),
        ("ที่่", "ที่"),
        ("สิทธ์ิ", "สิทธิ์"),
        ("ผู้", "ผู้"),
        ("ร้อง\u200bเรียน\ufeff", "ร้องเรียน"),
        ("ก\u202eข", "กข"),
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("ก\x00\x07ข", "กข"),
        ("\ud800ก\udfff", "ก"),
        ("ก\u200dข 👩\u200d💻", "กข 👩\u200d💻"),
        ("e\u0301", "é"),
        ("ป\uf70bา ท\uf702\uf70a", "ป้า ที่"),
        ("", ""),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_correct_thai_is_left_alone() -> None:
    text = "ผู้ร้องเรียนแจ้งว่า ปั่นน้ำป้าฟื้น ฐู ญู ก็ กตัญญู สิทธิ์ เปิดทำการ ศุกร์ ฤๅ พุทฺธํ\nบรรทัดที่สอง"
    assert clean(text) == text


@given(st.one_of(ANY_TEXT, MARKS_TEXT))
@settings(max_examples=400)
def test_clean_and_fold_are_idempotent_on_anything(text: str) -> None:
    kept = clean(text)
    assert clean(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode("utf-8").decode("utf-8") == kept
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(kept) == folded
    sort_key_thai(text)
    fold_phone(text)


@given(CLUSTERS, st.data())
def test_a_part_is_found_in_the_whole(clusters: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(clusters)))
    end = data.draw(st.integers(start, len(clusters)))
    whole = fold("".join(clusters))
    part = fold("".join(clusters[start:end]))
    # A word ending in SARA AE's half can't be cut, so the lone เ is not among the clusters.
    assert part in whole


def test_fold_keeps_what_distinguishes_words() -> None:
    assert fold("ปา") != fold("ป้า")
    assert fold("กิน") != fold("กีน")
    assert fold("KTB  Corporate\n Online ๒๕๖๙ ") == "ktb corporate online 2569"
    assert fold("น\u0e49\u0e4dา") == fold("น้ำ") == fold("นำ้")


def test_long_paste_is_quick() -> None:
    assert len(clean("ที่" * 40_000)) == 120_000
    assert clean("ก" + "ิ่" * 50_000) == "กิ่"
    assert fold("ำ่" * 20_000)
    assert len(clean("a" + "\u0301\u0e38" * 50_000)) < 40
    assert clean(fold("\u0344\u0301" * 50_000)) == fold("\u0344\u0301" * 50_000)


def test_digits() -> None:
    assert thai_digits("12/8/2569") == "๑๒/๘/๒๕๖๙"
    assert arabic_digits("๑๒/๘/๒๕๖๙") == "12/8/2569"
    assert fold_phone("๐๘๑-234 5678 ต่อ 9") == "08123456789"


def test_dictionary_order() -> None:
    words = ["กา", "เก", "ไก่", "ข่า", "ขา", "แก้ว", "กลอง", "เอก", "ฮา", "ก้า", "ก่า"]
    assert sorted(words, key=sort_key_thai) == [
        "กลอง",
        "กา",
        "ก่า",
        "ก้า",
        "เก",
        "แก้ว",
        "ไก่",
        "ขา",
        "ข่า",
        "เอก",
        "ฮา",
    ]
