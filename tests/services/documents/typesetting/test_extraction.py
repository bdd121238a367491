"""What is printed can be read back: searched, copied, read aloud."""

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache

import pymupdf
import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.documents.typesetting import (
    BODY,
    LETTER,
    BarChart,
    Block,
    Cell,
    DocumentSpec,
    Face,
    Field,
    FieldRows,
    FontFamily,
    HorizontalBars,
    Labelled,
    MemoHead,
    Paragraph,
    PdfDocument,
    RegisterTable,
    Series,
    Signature,
    Signatures,
    SimpleTable,
    TextStyle,
    in_digits,
    printable,
)
from services.documents.typesetting.characters import tokens
from services.documents.typesetting.fonts import typeface
from tests.services.documents.typesetting import sample

SPEC = DocumentSpec(title="ทดสอบ", page_numbers=False)


def by_pypdf(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def by_pdfium(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def by_poppler(data: bytes) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not on the path")
    done = subprocess.run([tool, "-enc", "UTF-8", "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def by_mupdf(data: bytes) -> str:
    with pymupdf.open(stream=data, filetype="pdf") as document:
        return "\n".join(page.get_text() for page in document)


READERS = [by_pypdf, by_pdfium, by_poppler, by_mupdf]
each_reader = pytest.mark.parametrize("read", READERS)


def pdf(*blocks: Block, spec: DocumentSpec = SPEC) -> bytes:
    return PdfDocument(spec).to_bytes(blocks)


def squeezed(text: str) -> str:
    """Leave out spaces and line ends, which a broken line turns into one another."""
    return "".join(unicodedata.normalize("NFC", text).split())


def lines_of(text: str) -> list[str]:
    """Give the lines that a reader found, without the empty ones between pages and blocks."""
    return [line.strip() for line in text.replace("\x0c", "\n").splitlines() if line.strip()]


CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]  # ก to ฮ, ฤ and ฦ among them
VOWELS = ["", *"ัิีึืฺุู็ํ"]
TONES = ["", *"่้๊๋์๎"]
MARKS = VOWELS[1:] + TONES[1:]


@cache
def cluster_lines() -> list[str]:
    """Give 7,084 clusters of a vowel, a tone and SARA AM, then pairs of any marks, then vowels around."""
    lines = [
        " ".join(consonant + vowel + tone + tail for vowel in VOWELS)
        for consonant in CONSONANTS
        for tail in ("", "ำ")
        for tone in TONES
    ]
    # The same mark twice is no spelling and is stored once (services.thai.text); pdfium reads one yamakkan
    # upon another as one.
    lines += [
        " ".join(consonant + one + two for one in MARKS if one != two)
        for consonant in "กปฝฐญฬ"
        for two in MARKS
    ]
    lines += [
        " ".join(lead + consonant + tone + tail for tone in ("", *"่้็") for tail in ("", *"ะาๅ"))
        for lead in ("", *"เแโใไ")
        for consonant in CONSONANTS
    ]
    lines += ["ฤๅ ฦๅ ๆ ฯ ฯลฯ กรุงเทพฯ ต่าง ๆ ๏ ๚ ๛ ฿ ๐๑๒๓๔๕๖๗๘๙", *sample.HARD_WORDS.split()]
    return [unicodedata.normalize("NFC", line) for line in lines]


@cache
def cluster_paper(face: Face) -> bytes:
    return pdf(Paragraph("\n".join(cluster_lines()), TextStyle(size=8, leading=15, face=face)))


@each_reader
@pytest.mark.parametrize("face", list(Face))
def test_every_cluster_comes_back_exactly(read: Callable[[bytes], str], face: Face) -> None:
    assert lines_of(read(cluster_paper(face))) == cluster_lines()


def test_the_font_has_every_cluster_without_a_box_or_a_dotted_circle() -> None:
    for face in Face:
        font = typeface(FontFamily().path(face))
        shown = {
            part.outline
            for token in tokens(" ".join(cluster_lines()))
            for code in font.shape(token)
            for part in code.glyph.parts
        }
        assert all(isinstance(outline, int) and outline > 0 for outline in shown)


@each_reader
def test_every_cluster_comes_back_from_justified_lines(read: Callable[[bytes], str]) -> None:
    text = " ".join(cluster_lines()[::9])
    assert " ".join(lines_of(read(justified(text)))) == text


@cache
def justified(text: str) -> bytes:
    return pdf(Paragraph(text, LETTER))


def test_justified_lines_end_at_the_margin() -> None:
    data = justified(" ".join([sample.OFFICE_TEXT] * 4))
    ends: list[float] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            text = page.get_textpage()
            ends += [text.get_rect(k)[2] for k in range(text.count_rects())]
    right = SPEC.paper.width - SPEC.margins.right
    assert max(ends) < right + 0.5
    assert sum(end > right - 1.5 for end in ends) >= len(ends) - 2  # the last is short, one may be ragged


@each_reader
@pytest.mark.parametrize("style", [BODY, LETTER, BODY.but(align="right"), LETTER.but(align="centre")])
def test_paragraphs_come_back_with_their_spaces(read: Callable[[bytes], str], style: TextStyle) -> None:
    text = " ".join([sample.OFFICE_TEXT] * 4)
    lines = read(pdf(Paragraph(text, style))).split("\n")
    rest = text
    for line in filter(None, (line.strip("\r\n\x0c") for line in lines)):
        assert rest.startswith(line.strip())
        rest = rest[len(line.strip()) :].lstrip(" ")
    assert rest == ""


@each_reader
def test_tables_come_back_cell_by_cell(read: Callable[[bytes], str]) -> None:
    rows = [("๑", "ผู้ร้องเรียนชื่อน้ำผึ้ง", ""), ("๒", "ไม่ระบุชื่อ", "ค่ำนี้ที่ป้าปั่น")]
    found = read(pdf(RegisterTable(["เลขรับ", "ชื่อ", "หมายเหตุ"], rows, columns=(1, 3, 3))))
    for cell in ("เลขรับ", "หมายเหตุ", "ผู้ร้องเรียนชื่อน้ำผึ้ง", "ไม่ระบุชื่อ", "ค่ำนี้ที่ป้าปั่น"):
        assert cell in found


def texts_of(part: object) -> Iterator[str]:
    """Give every text that blocks hold, however deep, and whole numbers as Thai papers write them."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, int) and not isinstance(part, bool):
        yield in_digits(f"{part:,}", "thai")
    elif isinstance(part, TextStyle):
        return
    elif is_dataclass(part):
        for field in fields(part):
            if field.type not in ("float", "int", "bool", float, int, bool):
                yield from texts_of(getattr(part, field.name))
    elif isinstance(part, list | tuple):
        for one in part:
            yield from texts_of(one)


@cache
def every_block() -> tuple[bytes, tuple[str, ...]]:
    """Set charts, tables of figures, fields, a memo's head and signatures; give the texts put in, too."""
    bars = [Series("รับใหม่ที่ปั่นน้ำ", [7, 1234]), Series("ยุติแล้วป้าฟื้น", [41, 3])]
    figures = [["รายการ", Cell("สะสมทั้งปี"), "ก็"], ["ขึ้นค่ำ", 1234, 56], ["รวมทั้งสิ้น", 7, 9]]
    blocks: list[Block] = [
        MemoHead("กลุ่มงานกตัญญู", number="๑๒", date="๓ ธ.ค. ๒๕๖๙", subject="ผู้ร้องเรียน", to="ท่านผู้รู้"),
        FieldRows([Field("ที่อยู่", "หมู่ ๙ ตำบลบ่อแฮ้ว"), Field("เก็บน้ำ", "ฐู ญู ก็")]),
        SimpleTable(figures, (2, 1, 1), total_rows=1),
        RegisterTable(["เลขรับ", "ชื่อ"], [("๑/๒๕๗๐", "น้ำผึ้ง"), ("๒/๒๕๗๐", "เปี๊ยะ")], (1, 2)),
        BarChart(["มิ.ย.", "ปี๋ใหม่"], bars, title="ซ้ำรายปี", unit="เรื่อง", empty=""),
        HorizontalBars([("กล่องแสดงความคิดเห็น", 52), ("ด้วยตนเอง", 68)], title="แยกตามช่องทาง", empty=""),
        Labelled("๑.", "สิทธิ์ของผู้สูงอายุ", 20),
        Signatures([Signature("นายธีรศักดิ์ ทรัพย์ปั้น", "คลังจังหวัดลำปาง", role="ผู้รับรอง")]),
    ]
    return pdf(*blocks), tuple(dict.fromkeys(filter(None, texts_of(blocks))))


@each_reader
def test_labels_of_charts_numbers_and_forms_come_back(read: Callable[[bytes], str]) -> None:
    content, given = every_block()
    found = squeezed(read(content))
    assert len(given) > 40
    assert [text for text in given if squeezed(text) not in found] == []


@pytest.mark.parametrize("read", [by_pypdf, by_poppler])
def test_what_the_font_lacks_is_still_there(read: Callable[[bytes], str]) -> None:
    text = "✓ ☐ ☑ ☒ ℃ ① 😀 漢字 العربية ລາວ ★ ● → ½ ﬁ − \ufffd"
    assert set(squeezed(text)) <= set(squeezed(read(pdf(Paragraph(text)))))


@each_reader
def test_controls_vanish_and_the_rest_stays(read: Callable[[bytes], str]) -> None:
    text = "รับ\u200bเรื่อง\x00ร้อง\x07เรียน\ufeff\u00ad ก\u0e33\ttab\u2028บรรทัด\ud800"
    found = squeezed(read(pdf(Paragraph(text))))
    assert "รับเรื่องร้องเรียนกำtabบรรทัด" in found


@each_reader
def test_an_unbroken_string_of_5000_characters_is_broken_between_clusters(
    read: Callable[[bytes], str],
) -> None:
    for text in ("กี่น้ำ" * 834, "x" * 5000, "1234/5-6." * 556):
        found = read(pdf(Paragraph(text)))
        assert squeezed(found) == text
        for line in found.split():
            assert unicodedata.category(line[0]) != "Mn"
            assert line[0] != "ำ"


@settings(max_examples=40, deadline=None)
@given(st.text(st.one_of(st.sampled_from("กขญฐปฟำะาัิีึืุู่้๊๋็์ๆฯเแโใไ๐๙ \nabc(.)✓"), st.characters()), max_size=120))
def test_any_text_is_set_and_shows_no_empty_glyph(text: str) -> None:
    data = pdf(Paragraph(text, LETTER))
    wanted = [c for c in squeezed(printable(text)) if not c.isspace()]
    found = squeezed(by_pypdf(data))
    thai = [c for c in wanted if "ก" <= c <= "๛"]
    assert [c for c in found if "ก" <= c <= "๛"] == thai
