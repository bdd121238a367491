"""Lines end between words, never inside a cluster, and never stick out."""

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


@settings(max_examples=120, deadline=None)
@given(
    st.text(
        st.one_of(st.sampled_from("กขญฐปฟำะาัิีึืุู่้็์ๆฯเแโใไ๐๙ \nabc(./)"), st.characters(codec="utf-8")), max_size=80
    ),
    st.floats(4, 300),
)
def test_no_line_cuts_a_cluster_or_sticks_out(text: str, width: float) -> None:
    breaker = LineBreaker(DocumentFonts()[Face.REGULAR], SIZE, default_segmenter())
    lines = breaker.wrap(text, width)
    whole = printable(text)
    assert "".join("".join(line.text for line in lines).split()) == "".join(whole.split())
    for line in lines:
        assert abs(breaker.width(line.text) - line.width) < 0.4 * SIZE  # kerning between pieces
        if line.width > width + 0.02:
            assert len(clusters(line.text.strip())) == 1


@pytest.mark.parametrize("together", ["ต่าง ๆ", "พ.ศ. ๒๕๖๙", "๑๐.๓๐ น.", "02 270 6400", "กรุงเทพฯ"])
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
    for heap in ("้" * 5000, "ก" + "่" * 5000):
        lines = breaker.wrap(heap, 200.0)
        assert "".join(line.text for line in lines) == heap
        assert all(line.width <= 200.01 for line in lines)


def test_a_long_row_of_numbers_breaks_at_its_spaces(breaker: LineBreaker) -> None:
    lines = texts(breaker, "1234 " * 60, 200.0)
    assert all(line == line.strip() and line.endswith("1234") for line in lines)
