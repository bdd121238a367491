"""Lines end between words, never inside a cluster, and never stick out."""

import re
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.documents.typesetting.characters import printable
from services.documents.typesetting.fonts import DocumentFonts, Face
from services.documents.typesetting.lines import LineBreaker
from services.thai.words import clusters, default_segmenter
from tests.services.documents.typesetting import sample

SIZE = 10.0
MARKS = "ะาำๅๆฯัิีึืฺุู็่้๊๋์ํ๎"


@pytest.fixture(scope="module", name="breaker")
def _breaker() -> LineBreaker:
    return LineBreaker(DocumentFonts()[Face.REGULAR], SIZE, default_segmenter())


def texts(breaker: LineBreaker, text: str, width: float, indent: float = 0.0) -> list[str]:
    return [line.text for line in breaker.wrap(text, width, indent)]


def test_running_text_breaks_between_words(breaker: LineBreaker) -> None:
    words = set(default_segmenter().segment(sample.OFFICE_TEXT))
    for width in range(90, 400, 7):
        for line in texts(breaker, sample.OFFICE_TEXT, float(width)):
            assert default_segmenter().segment(line)[-1] in words


THAI = st.sampled_from("กขญฐปฟำะาัิีึืฺุู็่้๊๋์ํ๎ๆฯเแโใไฤๅ๏ ๐๙")
# Each of these is one sign of its script; joined emoji lose their joiner on paper and are several.
WHOLE_SIGNS = [
    "👍🏽",
    "🇹🇭",
    "❤\ufe0f",
    "1\ufe0f\u20e3",
    "ກຳ",
    "ກ້",
    "क्षि",
    "נָּ",
    "بِّ",
    "\u1100\u1160\u11ff",
    "か\u3099",
    "e\u0301\u0323",
]
OTHERS = st.sampled_from([*WHOLE_SIGNS, "👨\u200d👩\u200d👧", "漢", "ع", "각"])
SIGNS = st.sampled_from("\n \t\u200b\u200d\u2060\ufeff\x00\x07\u00ad\u202eabc(./)-@12")
ANY = st.lists(st.one_of(THAI, THAI, OTHERS, SIGNS, st.characters()), max_size=60).map("".join)


def line_ends(text: str, lines: Sequence[str]) -> list[int]:
    """Give the offsets of a text at which its lines end, without the ends that were typed."""
    ends, position = [], 0
    for number, line in enumerate(lines):
        position = text.index(line, position) + len(line) if line else position
        after = text[position:].lstrip(" ")
        if number < len(lines) - 1 and not after.startswith("\n"):
            ends.append(len(text) - len(after))
        elif after.startswith("\n"):
            position = len(text) - len(after) + 1
    return ends


@settings(max_examples=150, deadline=None)
@given(ANY, st.one_of(st.floats(0.5, 40), st.floats(4, 400)), st.sampled_from([0.0, 20.0]))
def test_no_line_ever_cuts_a_cluster_or_sticks_out(
    breaker: LineBreaker, text: str, width: float, indent: float
) -> None:
    lines = breaker.wrap(text, width, indent)
    whole = printable(text)
    assert "".join("".join(line.text for line in lines).split()) == "".join(whole.split())
    for line in lines:
        assert abs(breaker.width(line.text) - line.width) < 0.4 * SIZE  # kerning between pieces
        if line.width > width + 0.02:
            # the space before a mark or ๆ ends no line either
            assert len(clusters("".join(line.text.split()))) <= 1
    ends = line_ends(whole, [line.text for line in lines])
    for end in ends:
        assert whole[end] not in MARKS
        assert unicodedata.category(whole[end])[0] != "M"
        assert whole[end - 1] not in "เแโใไ"
    for sign in map(printable, WHOLE_SIGNS):
        for found in re.finditer(re.escape(sign), whole):
            assert not {*range(found.start() + 1, found.end())} & {*ends}, sign


@pytest.mark.parametrize("together", ["ต่าง ๆ", "พ.ศ. ๒๕๖๙", "๑๐.๓๐ น.", "๓ เรื่อง", "02 270 6400", "กรุงเทพฯ"])
def test_some_spaces_never_end_a_line(breaker: LineBreaker, together: str) -> None:
    text = f"ประกาศเมื่อ {together} ณ ที่นั้น"
    for width in range(int(breaker.width(together)) + 2, 220, 3):
        assert any(together in line for line in texts(breaker, text, float(width)))


def test_a_surname_is_not_cut_when_it_can_begin_a_line(breaker: LineBreaker) -> None:
    width = breaker.width("นางสาวกมลวรรณ ศรีสุวรรณ")
    assert texts(breaker, "นางสาวกมลวรรณ ศรีสุวรรณพงษ์", width) == ["นางสาวกมลวรรณ", "ศรีสุวรรณพงษ์"]


def test_compounds_are_cut_at_their_parts_when_the_column_is_narrow(breaker: LineBreaker) -> None:
    lines = texts(breaker, "ผู้มีส่วนได้ส่วนเสีย", breaker.width("ผู้มีส่วนได้") + 1)
    assert lines == ["ผู้มีส่วนได้", "ส่วนเสีย"]


def test_addresses_break_after_slashes_and_dots(breaker: LineBreaker) -> None:
    lines = texts(breaker, "https://www.cgd.go.th/cs/lpg/complaint/2569/receipt.html", 110.0)
    assert all(line[-1] in "/.-:" for line in lines[:-1])


def test_spaces_and_lines_that_were_typed_are_kept(breaker: LineBreaker) -> None:
    assert texts(breaker, "ก  ข\n\n  ค\r\nง ", 200.0) == ["ก  ข", "", "  ค", "ง"]


def test_the_first_line_leaves_room_for_its_indent(breaker: LineBreaker) -> None:
    first, *others = breaker.wrap(sample.OFFICE_TEXT, 300.0, 70.0)
    assert first.width <= 230.01
    assert all(line.width <= 300.01 for line in others)


def test_nothing_is_one_empty_line(breaker: LineBreaker) -> None:
    assert texts(breaker, "", 100.0) == [""]
    assert texts(breaker, "\u200b\x00", 100.0) == [""]


def test_a_heap_of_marks_stays_inside_the_column(breaker: LineBreaker) -> None:
    for heap in ("้" * 5000, "ก" + "่" * 5000, "ำ" * 30 + " " + "ำ" * 30, "มาก" + " " * 200 + "ๆ"):
        lines = breaker.wrap(heap, 200.0)
        assert "".join(line.text for line in lines) == heap
        assert all(line.width <= 200.01 for line in lines)


def test_a_long_row_of_numbers_breaks_at_its_spaces(breaker: LineBreaker) -> None:
    lines = texts(breaker, "1234 " * 60, 200.0)
    assert all(line == line.strip() and line.endswith("1234") for line in lines)
