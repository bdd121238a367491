"""A table of contents tells the pages on which things begin, and leads there."""

from io import BytesIO

from pypdf import PdfReader

from services.documents.typesetting import (
    A5,
    Bookmark,
    ContentsLine,
    DocumentSpec,
    Heading,
    PageBreak,
    Paragraph,
    PdfDocument,
)
from tests.services.documents.paper_text import squeeze

LONG = "สำนักงานรับเรื่องร้องเรียนจากผู้รับบริการและผู้มีส่วนได้ส่วนเสียทุกช่องทาง " * 30


def test_the_numbers_are_those_of_the_pages_where_the_parts_begin():
    titles = [f"ส่วนที่ {number} ผลการดำเนินงาน" for number in range(1, 8)]
    blocks = [ContentsLine(title, str(number), title, 20.0) for number, title in enumerate(titles, 1)]
    body = []
    for number, title in enumerate(titles):
        body += [PageBreak()] if number % 3 == 0 else []
        body += [Bookmark(title, title), Heading(f"** {title}"), Paragraph(LONG)]
    spec = DocumentSpec(title="สารบัญ", paper=A5, digits="arabic", page_numbers=False)
    reader = PdfReader(BytesIO(PdfDocument(spec).to_bytes([*blocks, *body])))
    pages = [squeeze(page.extract_text()) for page in reader.pages]
    told = {}
    for number, title in enumerate(titles, 1):
        begins = next(n for n, text in enumerate(pages, 1) if squeeze(f"** {title}") in text)
        assert f"{number}{squeeze(title)}{begins}" in pages[0]
        told[title] = begins
    assert {one.title: reader.get_destination_page_number(one) + 1 for one in reader.outline} == told
    assert len(reader.pages[0]["/Annots"]) == len(titles)
    assert len(set(told.values())) > 3
