"""Pages: what flows where, what stands on each, and how the file is written."""

import gc
import io
from collections.abc import Sequence
from datetime import UTC, datetime

import pypdf
import pypdfium2
import pytest

from services.documents.typesetting import (
    A5,
    BODY,
    LETTER,
    NOTE,
    ROLL_80,
    BarChart,
    Block,
    BuildCancelled,
    Cell,
    DocumentSpec,
    Field,
    FieldRows,
    Heading,
    HorizontalBars,
    KeepTogether,
    MemoHead,
    Page,
    PageBreak,
    Paragraph,
    PdfDocument,
    Picture,
    RegisterTable,
    Series,
    SimpleTable,
)
from services.documents.typesetting.fonts import DocumentFonts
from services.documents.typesetting.layout import Kit
from services.documents.typesetting.tables import _PackedPiece
from services.thai.words import default_segmenter
from tests.services.documents.typesetting import sample

SPEC = DocumentSpec(title="ทดสอบ")


def pages(*blocks: Block, spec: DocumentSpec = SPEC) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(PdfDocument(spec).to_bytes(blocks)))
    return [page.extract_text() for page in reader.pages]


PAPERS = {
    "memo": sample.memo(),
    "figures": sample.figures(),
    "register": sample.register(40),
    "receipt": sample.receipt(),
    "roll": sample.receipt(ROLL_80),
    "statement": sample.statement(),
}


@pytest.mark.parametrize("name", PAPERS)
def test_equal_papers_are_equal_bytes_and_open(name: str) -> None:
    data = sample.build(PAPERS[name])
    assert data == sample.build(PAPERS[name])
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            darkest, _ = page.render(scale=0.5).to_pil().convert("L").getextrema()
            assert darkest < 100  # something is on every page


def test_nothing_is_drawn_outside_the_paper() -> None:
    for name, paper in PAPERS.items():
        with pypdfium2.PdfDocument(sample.build(paper)) as document:
            for page in document:
                shown = page.render(scale=1).to_pil().convert("L")
                shown.paste(255, (6, 6, shown.width - 6, shown.height - 6))
                assert shown.getextrema()[0] > 250, name


def test_pages_are_numbered_of_how_many() -> None:
    found = pages(Paragraph("ก"), PageBreak(), Paragraph("ข"), PageBreak(), PageBreak(), Paragraph("ค"))
    assert [f"หน้า {n}/๓" in page for n, page in zip("๑๒๓", found, strict=True)] == [True] * 3
    arabic = pages(Paragraph("ก"), spec=DocumentSpec(title="x", digits="arabic"))
    assert "หน้า 1/1" in arabic[0]


def test_an_empty_document_is_one_page() -> None:
    assert len(pages()) == 1
    assert (
        len(pages(Paragraph(""), FieldRows([]), RegisterTable(["ก"], [], (1,)), SimpleTable([], (1,)))) == 1
    )


def test_a_heading_goes_where_its_text_goes() -> None:
    for lines in range(28, 40):
        found = pages(
            Paragraph("\n".join(["ก"] * lines)), Heading("หัวเรื่องลอย"), Paragraph(sample.OFFICE_TEXT)
        )
        page = next(page for page in found if "หัวเรื่องลอย" in page)
        assert "ด้วยสำนักงาน" in page


def test_blocks_kept_together_share_a_page_if_one_can_hold_them() -> None:
    group = KeepTogether([Paragraph("ต้นกลุ่ม"), Paragraph("ปลายกลุ่ม")])
    for lines in range(28, 40):
        found = pages(Paragraph("\n".join(["ก"] * lines)), group)
        assert any("ต้นกลุ่ม" in page and "ปลายกลุ่ม" in page for page in found)
    too_much = KeepTogether([Paragraph("ข\n" * 30), Paragraph("ค\n" * 30)])
    assert len(pages(too_much)) == 2


def test_register_heads_are_repeated_and_no_row_is_lost() -> None:
    rows = [(str(n), f"เรื่องที่{n}จบ", sample.OFFICE_TEXT[: n % 90]) for n in range(300)]
    found = pages(RegisterTable(["ที่", "หัวตาราง", "หมายเหตุ"], rows, (1, 2, 3)))
    assert len(found) > 5
    assert all("หัวตาราง" in page for page in found)
    joined = "".join(found)
    assert all(f"เรื่องที่{n}จบ" in joined for n in range(300))


def test_a_row_longer_than_a_page_goes_on_overleaf() -> None:
    story = "".join(f"ตอนที่{n}จบ " for n in range(3000))
    for table in (
        RegisterTable(["ที่", "เรื่อง"], [("๑", story), ("๒", "ต่อ")], (1, 6)),
        SimpleTable([["ที่", "เรื่อง"], ["๑", story], ["รวม", ""]], (1, 6), align="ll", total_rows=1),
    ):
        joined = "".join("".join(pages(table)).split())
        assert all(f"ตอนที่{n}จบ" in joined for n in range(3000))


def test_a_total_never_stands_alone() -> None:
    for count in range(20, 40):
        rows: list[Sequence[str | int]] = [
            ["รายการ", "จำนวน"],
            *([f"ข้อ {n}", n] for n in range(count)),
            ["รวมทั้งสิ้น", 1],
        ]
        found = pages(SimpleTable(rows, (3, 1), total_rows=1))
        page = next(page for page in found if "รวมทั้งสิ้น" in page)
        assert "ข้อ" in page


def test_numbers_in_tables_follow_the_documents_digits() -> None:
    table = SimpleTable([["ก", "ข"], ["รับ", 1234], [Cell("รวม", span=1, bold=True), None]], (1, 1))
    assert "๑,๒๓๔" in pages(table)[0]
    assert "1,234" in pages(table, spec=DocumentSpec(title="x", digits="arabic"))[0]


def test_a_roll_is_cut_where_the_text_ends() -> None:
    def height(lines: int) -> float:
        data = PdfDocument(DocumentSpec(title="x", paper=ROLL_80)).to_bytes([Paragraph("ก\n" * lines, BODY)])
        return float(pypdf.PdfReader(io.BytesIO(data)).pages[0].mediabox.height)

    assert height(20) - height(10) == pytest.approx(10 * BODY.leading, abs=0.1)


def test_long_fields_and_long_memos_flow_over_pages() -> None:
    story = sample.OFFICE_TEXT * 60
    found = pages(
        FieldRows([Field("เรื่อง", story), Field("หมายเหตุ", "จบแล้ว")]), spec=DocumentSpec(title="x", paper=A5)
    )
    assert len(found) > 5
    assert "จบแล้ว" in found[-1]
    assert len(pages(MemoHead("ก", subject=story, to="ข"), Paragraph(story, LETTER))) > 3


def test_charts_say_every_value_as_text() -> None:
    chart = BarChart(["ต.ค.", "พ.ย."], [Series("รับใหม่", [7, 0]), Series("ยุติ", [41, 3])], title="รายเดือน")
    found = pages(chart)[0]
    assert all(text in found for text in ("๗", "๔๑", "๓", "รับใหม่", "ยุติ", "ต.ค."))
    empty = BarChart(["ต.ค."], [Series("รับใหม่", [0])], empty="ไม่มีข้อร้องเรียน")
    assert "ไม่มีข้อร้องเรียน" in pages(empty)[0]
    assert "๙" in pages(HorizontalBars([("ก", 9)]))[0]


def test_furniture_stamps_and_watermarks() -> None:
    def furniture(page: Page, number: int, total: int) -> None:
        page.text(100, 30, f"ท้าย {page.number(number)} จาก {page.number(total)}", NOTE)

    spec = DocumentSpec(title="x", header="หัวกระดาษ", footer="ท้ายกระดาษ", stamp="สำเนา", furniture=furniture)
    first, second = pages(Paragraph("ก"), PageBreak(), Paragraph("ข"), spec=spec)
    assert "สำเนา" in first
    assert "สำเนา" not in second
    assert "หัวกระดาษ" in second
    assert "หัวกระดาษ" not in first
    assert "ท้ายกระดาษ" in first
    assert "ท้าย ๒ จาก ๒" in second


def test_progress_is_told_and_cancelling_stops() -> None:
    told: list[tuple[int, int]] = []
    document = PdfDocument(SPEC)
    document.to_bytes(
        [Paragraph("ก"), PageBreak(), Paragraph("ข")], lambda done, total: told.append((done, total))
    )
    assert told == [(1, 0), (2, 0), (1, 2), (2, 2)]
    with pytest.raises(BuildCancelled):
        document.to_bytes([Paragraph("ก")], cancelled=lambda: True)


def long_register(count: int) -> RegisterTable:
    rows = [(str(number), "ขอให้ตรวจสอบการเบิกจ่ายเงินบำเหน็จ " * (number % 4)) for number in range(count)]
    return RegisterTable(["ที่", "เรื่อง"], rows, (1, 4))


def test_a_long_table_tells_its_progress_page_by_page_in_both_phases() -> None:
    told: list[tuple[int, int]] = []
    PdfDocument(SPEC).to_bytes([long_register(400)], lambda done, total: told.append((done, total)))
    count = max(total for _, total in told)
    assert count > 10
    assert told == [(n, 0) for n in range(1, count + 1)] + [(n, count) for n in range(1, count + 1)]


def test_the_rows_of_pages_that_wait_to_be_drawn_are_nothing_to_the_garbage_collector() -> None:
    piece, rest = long_register(40).fit(Kit(DocumentFonts(), default_segmenter(), "thai"), 400, 500, True)
    for _ in range(6):  # each look leaves aside what holds only what was left aside before
        gc.collect()
    assert rest is not None
    assert isinstance(piece, _PackedPiece)
    assert len(piece.rows) > 5
    assert not gc.is_tracked(piece.rows)


@pytest.mark.parametrize("phase", ["laying out", "drawing", "writing"])
def test_a_long_table_is_cancelled_wherever_it_has_got_to(phase: str) -> None:
    told: list[tuple[int, int]] = []
    asked_after = 0

    def cancelled() -> bool:
        nonlocal asked_after
        laid_out, drawn = len([one for one in told if not one[1]]), len([one for one in told if one[1]])
        reached = {"laying out": laid_out >= 3, "drawing": drawn >= 3, "writing": drawn and drawn == laid_out}
        asked_after += bool(reached[phase])
        return bool(reached[phase])

    with pytest.raises(BuildCancelled):
        PdfDocument(SPEC).to_bytes(
            [long_register(400)], lambda done, total: told.append((done, total)), cancelled
        )
    assert asked_after == 1
    assert told[-1][1] == 0 if phase == "laying out" else told[-1][1] > 10
    assert told[-1][0] == 3 or phase == "writing"


def test_the_date_of_creation_is_the_one_given() -> None:
    spec = DocumentSpec(title="x", created=datetime(2026, 11, 23, 3, 35, tzinfo=UTC))
    reader = pypdf.PdfReader(io.BytesIO(PdfDocument(spec).to_bytes([])))
    assert reader.metadata is not None
    assert reader.metadata.creation_date == spec.created


def test_a_picture_that_is_none_is_an_error_of_the_file() -> None:
    with pytest.raises(OSError):
        pages(Picture(b"not a picture", 100, 100))
