"""The self-shaping font: no empty glyph, marks where the shaper puts them, only subsets embedded."""

import io
import re
import threading
from typing import Any

import pypdf
import pytest
import uharfbuzz as hb

from services.documents.typesetting import DocumentSpec, FontFamily, Paragraph, PdfDocument, RegisterTable
from services.documents.typesetting.characters import tokens
from services.documents.typesetting.fonts import DocumentFont, DocumentFonts, Face, typeface
from tests.services.documents.typesetting import sample

REGULAR = typeface(FontFamily().regular)
ODD = "✓ ☐ ☑ ℃ \u00a0 \u2011 😀 漢 ้ ำ ัก \U0010ffff \ue000 ① ½ ⸺ ๏ ๛ ฿"


def page_codes(data: bytes) -> list[str]:
    """Give every code shown on every page."""
    shown = []
    for page in pypdf.PdfReader(io.BytesIO(data)).pages:
        contents = page.get_contents()
        assert contents is not None
        for text in re.findall(rb"<([0-9A-F]*)>(?= Tj|\]|-?\d| TJ)", contents.get_data()):
            shown += [text[i : i + 4].decode() for i in range(0, len(text), 4)]
    return shown


@pytest.mark.parametrize("face", list(Face))
def test_no_token_is_shaped_to_the_missing_glyph(face: Face) -> None:
    font = typeface(FontFamily().path(face))
    for token in tokens(sample.HARD_WORDS + sample.OFFICE_TEXT + ODD + "".join(map(chr, range(0x20, 0x17F)))):
        for coded in font.shape(token):
            assert all(part.outline != 0 for part in coded.glyph.parts), token


def test_codes_on_the_page_are_never_nought() -> None:
    codes = page_codes(PdfDocument(DocumentSpec(title="x")).to_bytes([Paragraph(ODD + sample.HARD_WORDS)]))
    assert codes
    assert "0000" not in codes


@pytest.mark.parametrize("word", sample.HARD_WORDS.split())
def test_baked_glyphs_stand_where_harfbuzz_puts_them(word: str) -> None:
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    shaper = hb.Font(hb.Face(hb.Blob(REGULAR.file.data)))
    hb.shape(shaper, buffer, {"kern": True, "liga": True})
    pen, whole = 0, set()
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        whole.add((info.codepoint, pen + at.x_offset, at.y_offset))
        pen += at.x_advance
    pen, baked = 0, set()
    for token in tokens(word):
        for _, glyph in REGULAR.shape(token):
            baked |= {(part.outline, pen + part.x, part.y) for part in glyph.parts}
            pen += glyph.advance
    assert baked == whole


def test_each_character_has_a_code_of_its_own() -> None:
    assert [coded.text for coded in REGULAR.shape("ที่")] == ["ท", "ี", "่"]
    assert [coded.text for coded in REGULAR.shape("น้ำ")] == ["น", "้", "ำ"]


def test_a_mark_without_a_consonant_stands_on_a_dotted_circle() -> None:
    (coded,) = REGULAR.shape("้")
    assert coded.glyph.parts[0].outline == "dotted circle"


def test_only_subsets_are_embedded() -> None:
    reader = pypdf.PdfReader(io.BytesIO(sample.build(sample.figures())))
    for page in reader.pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        assert fonts
        for font in fonts.values():
            descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert re.match(r"/[A-Z]{6}\+Sarabun", descriptor["/FontName"])
            assert len(descriptor["/FontFile2"].get_object().get_data()) < 60_000


def test_the_file_names_itself_and_its_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(sample.build(sample.memo())))
    assert reader.metadata is not None
    assert reader.metadata.title == "บันทึกข้อความ รายงานข้อร้องเรียน"
    assert reader.metadata.author == "สำนักงานคลังจังหวัดลำปาง"
    assert reader.metadata.subject == "รายงานข้อร้องเรียนประจำเดือน"
    assert reader.trailer["/Root"]["/Lang"] == "th-TH"  # type: ignore[index]


def test_streams_are_bytes_not_ascii_85() -> None:
    assert b"ASCII85Decode" not in sample.build(sample.memo())


def test_widths_are_measured_alike_in_every_document() -> None:
    one, two = DocumentFonts()[Face.REGULAR], DocumentFonts()[Face.REGULAR]
    assert isinstance(one, DocumentFont)
    one.encode("ทดสอบ")
    assert one.width(sample.OFFICE_TEXT, 10) == two.width(sample.OFFICE_TEXT, 10)


def test_threads_build_the_same_document() -> None:
    rows = [(str(n), sample.OFFICE_TEXT[n % 50 :]) for n in range(60)]
    expected = PdfDocument(DocumentSpec(title="ก")).to_bytes([RegisterTable(["ที่", "เรื่อง"], rows, (1, 6))])
    made: list[bytes] = []

    def build() -> None:
        made.append(
            PdfDocument(DocumentSpec(title="ก")).to_bytes([RegisterTable(["ที่", "เรื่อง"], rows, (1, 6))])
        )

    threads = [threading.Thread(target=build) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 4
