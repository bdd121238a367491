"""The wording of papers is complete, declares its fields, and keeps to the office's words."""

import re

import pytest

from tests.resources.reading import DEMO_FILES, DOCUMENT_FILES, OFFICE_FILES, read, slots_in, strings_in

EVERY_FILE = [
    *(("office", name) for name in OFFICE_FILES),
    *(("documents", name) for name in DOCUMENT_FILES),
    ("documents", "letters"),
    *(("demo", name) for name in DEMO_FILES),
]
WRONG = [
    "ปรากฎ",
    "คลังคลัง",
    "ข้อมลู",
    "อนุญาติ",
    "สังเกตุ",
    "อีเมล์",
    "เว็ปไซต์",
    "กฏหมาย",
    "ร้องทุกข์",
    "นิรนาม",
    "ปิดเคส",
    "ไม่มีเรื่องร้องเรียน",
]


@pytest.mark.parametrize("name", DOCUMENT_FILES)
def test_fields_used_are_exactly_those_declared(name):
    data = read("documents", name)
    assert set(data) == {"_about", "fields", "texts"}
    assert {field for text in data["texts"].values() for field in slots_in(text)} == set(data["fields"])


@pytest.mark.parametrize("name", DOCUMENT_FILES)
def test_texts_have_plain_keys_and_something_to_say(name):
    for key, text in read("documents", name)["texts"].items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
        assert text.strip(), key
        assert text.count("{") == text.count("}") == len(re.findall(r"\{\w+\}", text)), key


@pytest.mark.parametrize(("room", "name"), EVERY_FILE)
def test_no_word_that_the_office_would_not_print(room, name):
    for text in strings_in(read(room, name)):
        assert not [word for word in WRONG if word in text], text


@pytest.mark.parametrize(("room", "name"), EVERY_FILE)
def test_thai_marks_stand_in_order(room, name):
    for text in strings_in(read(room, name)):
        assert not re.search("[\u0e48-\u0e4b][\u0e31\u0e34-\u0e3a\u0e47]", text), text
        assert not re.search(
            "[\u0e31\u0e34-\u0e3a\u0e47]{2}|[\u0e48-\u0e4b]{2}|\u0e4d\u0e32|\u0e40\u0e40", text
        ), text
        assert not re.search("(^|[ \\n])[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", text), text
        assert not re.search("[\u200b-\u200f\ufeff\u00a0]", text), text


def test_the_memo_counts_in_the_reports_order():
    body = read("documents", "monthly")["texts"]["memo_body"]
    order = ["{carried_in}", "{received}", "{total}", "{closed}", "{carried_out}"]
    assert sorted(order, key=body.index) == order


def test_nothing_received_is_said_in_words():
    texts = read("documents", "monthly")["texts"]
    assert texts["zero_sentence"] == "ไม่มีข้อร้องเรียน"
    for key in ("zero_record_body", "zero_memo_body", "zero_year_body", "zero_indicator"):
        assert "ข้อร้องเรียน" in texts[key]
        assert "ร้อยละ" not in texts[key]


def test_the_receipt_asks_no_consent_and_names_nobody_accused():
    texts = read("documents", "receipt")["texts"]
    assert not [text for text in texts.values() if "ยินยอม" in text or "เลขประจำตัวประชาชน" in text]
    fields = set(read("documents", "receipt")["fields"])
    assert not fields & {"respondent", "respondent_person", "detail", "national_id"}


def test_both_bases_of_indicator_two_have_a_formula():
    texts = read("documents", "indicators")["texts"]
    base = read("office", "profile")["settings"]["indicator2_base"]["value"]
    assert f"indicator2_formula_{base}" in texts
    assert "indicator2_formula_received" in texts
