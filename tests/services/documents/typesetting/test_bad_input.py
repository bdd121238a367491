"""What people paste into any field stays on the paper, lies upon nothing else and can still be read back."""

from collections import Counter

import pytest

from services.documents.typesetting import (
    A5,
    BODY,
    LETTER,
    BarChart,
    Block,
    DocumentSpec,
    Field,
    FieldRows,
    Heading,
    HorizontalBars,
    Labelled,
    MemoHead,
    Page,
    PageBreak,
    Paragraph,
    PdfDocument,
    QrCode,
    RegisterTable,
    Series,
    Signature,
    Signatures,
    SimpleTable,
    Spacer,
    printable,
)
from tests.services.documents.typesetting import looking

UNBROKEN = {
    "5,000 characters": "กี่น้ำ" * 417 + "x" * 2500,
    "emoji and other scripts": "😀👍🏽🇹🇭漢字عربيಕ್ಷລາວ" * 40,
    "200 marks on one consonant": "ก" + "้" * 200,
    "a long address": "https://www.example.go.th/" + "complaint/2569?q=" * 60,
}


def everywhere(text: str) -> list[Block]:
    """Put a text into every place that a paper has for one: 25, and two heads of tables.

    A table's head is repeated on every page and therefore cut to half of one; nobody types it.
    """
    bars, short = [Series("รับ", [1, 2]), Series("ยุติ", [2, 1])], ["ต.ค.", "พ.ย."]
    papers: list[list[Block]] = [
        [Paragraph(text, LETTER), Heading(text), Paragraph(text, BODY.but(align="centre"))],
        [Labelled("๑.", text, 20), Labelled(text, "ข้อความ", 20)],
        [FieldRows([Field("เรื่อง", text), Field(text, "ค่า"), Field(text, ""), Field("ว่าง")])],
        [SimpleTable([["ก", text, "ค"], ["ก", "ง", 1], ["ก", text, 1]], (1, 2, 1))],
        [RegisterTable(["ก", text], [["ก", text], [text, "ข"]], (1, 3))],
        [BarChart([text, "พ.ย."], bars, title="ก", unit="เรื่อง")],
        [BarChart(short, bars, title=text, unit="เรื่อง")],
        [BarChart(short, [Series(text, [1, 2]), Series("ข", [2, 1])], title="ก", unit=text)],
        [HorizontalBars([(text, 3), ("ก", 2)], title=text)],
        [MemoHead(text, subject="ก", to="ข")],
        [MemoHead("ก", number=text, date="ข", subject=text, to=text)],
        [Signatures([Signature(text, "ก"), Signature("ก", text)])],
        [Signatures([Signature("ก", "ก", role=text), Signature("ก", "ข", label=text)], per_row=2)],
    ]
    return [block for paper in papers for block in (*paper, PageBreak())]


@pytest.mark.parametrize("name", UNBROKEN)
def test_unbroken_text_stays_on_the_paper_and_comes_back(name: str) -> None:
    text = UNBROKEN[name]
    spec = DocumentSpec(title=text, header=text, footer=text, stamp=text, watermark=text)
    found = list(looking.letters(PdfDocument(spec).to_bytes(everywhere(text))))
    assert looking.outside(found) == []
    assert looking.on_one_another(found) == []
    assert all(letter.glyph for letter in found)
    there = Counter(letter.char for letter in found)
    for char, times in Counter(printable(text)).items():
        assert there[char] >= 25 * times, char


def test_what_lies_off_the_paper_or_upon_something_is_seen() -> None:
    def draws(page: Page, _number: int, _total: int) -> None:
        page.text(page.width - 20, 100, "ล้นกระดาษ", BODY)
        page.text(100, 200, "ทับกันที่นี่", BODY)
        page.text(104, 202, "ทับ", BODY)

    data = PdfDocument(DocumentSpec(title="x", furniture=draws)).to_bytes([])
    found = list(looking.letters(data))
    assert "".join(letter.char for letter in looking.outside(found)) in "ล้นกระดาษ"
    assert looking.outside(found)
    assert [one.char for one, _ in looking.on_one_another(found)] == ["ทับกันที่นี่"]


def test_everything_tall_fits_a_small_paper_or_goes_on_overleaf() -> None:
    tall = "ย" * 900
    blocks: list[Block] = [
        BarChart([tall[:200]] * 40, [Series(tall[:300], [1] * 40)], plot_height=3000),
        Spacer(5000),
        Signatures([Signature(tall, tall, tall, tall)] * 5, per_row=3),
        Signatures([Signature("นายสมชาย ใจดี", "คลังจังหวัด")] * 30),
        HorizontalBars([(tall, 1)] * 5),
        SimpleTable([[tall] * 12] * 3, (1,) * 12),
        RegisterTable([tall[:500]] * 9, [[tall] * 9], (1,) * 9),
        FieldRows([Field(tall, ""), Field(tall, tall), Field("", "")]),
        QrCode("x", 2000),
    ]
    spec = DocumentSpec(title=tall, paper=A5, footer=tall, header=tall)
    found = list(looking.letters(PdfDocument(spec).to_bytes(blocks)))
    assert looking.outside(found) == []
    assert found[-1].page < 400
