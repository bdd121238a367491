"""QR codes and barcodes are read back by a reader from the page as drawn."""

import pymupdf
import pytest

from services.documents.typesetting import Barcode, Block, DocumentSpec, Margins, Paper, PdfDocument, QrCode
from tests.services.documents.typesetting import looking


def paper(block: Block, width: float = 260) -> bytes:
    spec = DocumentSpec(
        title="x", paper=Paper("strip", width, 140), margins=Margins.even(10), page_numbers=False
    )
    return PdfDocument(spec).to_bytes([block])


def scanned(content: bytes) -> str:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return str(pymupdf.mupdf.fz_decode_barcode_from_pixmap(document[0].get_pixmap(dpi=300).this, 0)[0])


@pytest.mark.parametrize("content", ["1/2570", "https://www.example.go.th/cs", "เลขรับ ๑๒/๒๕๗๐ ป้าปั่นน้ำ"])
def test_a_qr_code_is_read_as_it_was_given(content: str) -> None:
    assert scanned(paper(QrCode(content, 100))) == content


@pytest.mark.parametrize(
    ("content", "read"), [("1/2570", "1/2570"), ("๑๒๓/๒๕๗๐", "123/2570"), ("LP-42", "LP-42")]
)
def test_a_barcode_is_read_with_its_text_below(content: str, read: str) -> None:
    drawn = paper(Barcode(content))
    assert scanned(drawn) == read
    assert "".join(letter.char for letter in looking.letters(drawn)) == content


def test_a_barcode_is_made_narrower_for_a_narrow_paper() -> None:
    assert scanned(paper(Barcode("123456/2570"), 90)) == "123456/2570"


def test_what_a_barcode_cant_hold_is_known_before() -> None:
    for content in ("ลป 1/2570", "", "1\n2", "1" * 41):
        assert not Barcode.can_hold(content)
        with pytest.raises(ValueError, match="Code 128"):
            paper(Barcode(content))
