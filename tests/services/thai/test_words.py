"""Words: cut where Thai allows, joined they are the text again."""

import re
import threading
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.thai.words import (
    ZERO_WIDTH_SPACE,
    Segmenter,
    break_opportunities,
    clusters,
    default_segmenter,
    segment,
    with_zero_width_spaces,
)

THAI = "".join(chr(c) for c in (*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)))
NEVER_FIRST = "ะาำๅๆฯ" + "".join(c for c in THAI if unicodedata.category(c) == "Mn")
thai_text = st.text(st.sampled_from(THAI + "   ()abc019.,/\n"), max_size=60)
any_text = st.one_of(thai_text, st.text(max_size=40))

GOLD = [
    "ได้รับ|ข้อร้องเรียน|จาก|ผู้รับบริการ|และ|ผู้มีส่วนได้ส่วนเสีย",
    "สำนักงานคลังจังหวัด|ลำปาง",
    "เสนอ|คลังจังหวัด|พิจารณา",
    "ตัวชี้วัด|ของ|กรมบัญชีกลาง",
    "ประจำ|ปีงบประมาณ",
    "จน|เป็น|ที่|ยุติ",
    "แจ้ง|ผู้ร้องเรียน|ทราบ",
    "เรื่องร้องเรียน|ประจำเดือน",
    "เจ้าหน้าที่|พูดจา|ไม่สุภาพ",
    "จึง|เรียน|มา|เพื่อ|โปรด|พิจารณา",
    "กล่องแสดงความคิดเห็น",
    "ขอ|ปกปิด|ชื่อ|และ|ที่อยู่",
    "เงินบำนาญ|ล่าช้า",
    "วัน|จันทร์",
    "ไม่|มี|ข้อร้องเรียน",
]


@pytest.mark.parametrize("marked", GOLD)
def test_office_sentences_are_cut_as_people_read_them(marked: str) -> None:
    assert "|".join(segment(marked.replace("|", ""))) == marked


@given(any_text)
def test_nothing_is_lost_or_added(text: str) -> None:
    assert "".join(segment(text)) == text
    assert "".join(clusters(text)) == text
    assert all(segment(text))


@given(any_text)
def test_a_line_never_ends_inside_a_cluster(text: str) -> None:
    ends = set()
    position = 0
    for cluster in clusters(text):
        position += len(cluster)
        ends.add(position)
    for offset in break_opportunities(text):
        assert 0 < offset < len(text)
        assert offset in ends
        assert text[offset] not in NEVER_FIRST
        assert text[offset - 1] not in "เแโใไ"


@given(any_text)
def test_zero_width_spaces_are_all_that_is_added(text: str) -> None:
    shown = with_zero_width_spaces(text)
    assert shown.replace(ZERO_WIDTH_SPACE, "") == text.replace(ZERO_WIDTH_SPACE, "")


@pytest.mark.parametrize(
    ("text", "cannot_break"),
    [
        ("ต่าง ๆ", "ต่าง ๆ"),
        ("อ.เมือง", "อ.เมือง"),
        ("ภายใน ๗วัน", "๗วัน"),
        ("(ข้อร้องเรียน)", "(ข้อร้องเรียน)"),
        ("กรุงเทพฯ", "กรุงเทพฯ"),
        ("“ยุติ”", "“ยุติ”"),
    ],
)
def test_what_belongs_together_stays_together(text: str, cannot_break: str) -> None:
    start = text.index(cannot_break)
    assert [o for o in break_opportunities(text) if start < o < start + len(cannot_break)] == []


def test_words_the_office_adds_stay_whole() -> None:
    name = "กมลวรรณศรีสุวรรณ"
    assert len(segment(name)) > 1
    assert Segmenter(extra_words=[name, "", "  "]).segment(f"คุณ{name}มา")[1] == name


def test_a_compound_is_known_by_its_parts() -> None:
    parts = default_segmenter().parts("ผู้มีส่วนได้ส่วนเสีย")
    assert len(parts) > 2
    assert "".join(parts) == "ผู้มีส่วนได้ส่วนเสีย"


def test_long_unbroken_text_is_cut_in_reasonable_time() -> None:
    text = "กขคง" * 25_000
    assert "".join(segment(text)) == text


def test_screen_text_gets_breaks_only_between_letters() -> None:
    shown = with_zero_width_spaces("รับเรื่อง ร้องเรียน")
    assert not re.search(f"{ZERO_WIDTH_SPACE} | {ZERO_WIDTH_SPACE}", shown)
    assert with_zero_width_spaces("") == ""


def test_threads_agree() -> None:
    segmenter = Segmenter()
    text = "".join(marked.replace("|", "") for marked in GOLD)
    expected = segmenter.segment(text)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(segmenter.segment(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
