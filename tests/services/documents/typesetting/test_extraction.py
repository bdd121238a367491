"""What is printed can be read back: searched, copied, read aloud."""

import io
import shutil
import subprocess
import unicodedata
from collections.abc import Callable

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.documents.typesetting import (
    BODY,
    LETTER,
    Block,
    DocumentSpec,
    Paragraph,
    PdfDocument,
    RegisterTable,
    TextStyle,
    printable,
)
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


READERS = [by_pypdf, by_pdfium, by_poppler]
each_reader = pytest.mark.parametrize("read", READERS)


def pdf(*blocks: Block, spec: DocumentSpec = SPEC) -> bytes:
    return PdfDocument(spec).to_bytes(blocks)


def squeezed(text: str) -> str:
    """Leave out spaces and line ends, which a broken line turns into one another."""
    return "".join(unicodedata.normalize("NFC", text).split())


@each_reader
@pytest.mark.parametrize("word", sample.HARD_WORDS.split())
def test_hard_words_come_back_exactly(read: Callable[[bytes], str], word: str) -> None:
    assert read(pdf(Paragraph(word))).strip() == unicodedata.normalize("NFC", word)


@each_reader
def test_every_mark_on_every_consonant_comes_back(read: Callable[[bytes], str]) -> None:
    consonants = [chr(c) for c in range(0x0E01, 0x0E2F)]
    upper = ["", "ั", "ิ", "ี", "ึ", "ื", "ุ", "ู", "็", "ํ"]
    lines = [
        " ".join(
            f"{c}{vowel}{tone}{after}"
            for vowel in upper
            for tone in ("", "่", "้", "๊", "๋", "์")
            for after in ("", "ำ")[: 2 if not vowel else 1]
        )
        for c in consonants
    ]
    text = "\n".join(lines)
    found = read(pdf(Paragraph(text, TextStyle(size=6, leading=11))))
    assert squeezed(found) == squeezed(text)


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
