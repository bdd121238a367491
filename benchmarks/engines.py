"""Set a register of prepared rows, once: ours, a floor, and what others would set it with."""

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from benchmarks.register_rows import COLUMNS, HEAD, Rows
from services.documents.typesetting import (
    CELL,
    CELL_HEAD,
    CM,
    DocumentSpec,
    Margins,
    PdfDocument,
    RegisterTable,
)
from services.documents.typesetting.fonts import FONT_FOLDER, DocumentFonts, Face, FontFamily
from services.documents.typesetting.lines import LineBreaker
from services.documents.typesetting.page import baseline
from services.documents.typesetting.styles import A4
from services.thai.words import Segmenter

Job = Callable[[], bytes]

PAPER: Final = A4.turned()
MARGIN: Final = 1.5 * CM
WIDTH: Final = PAPER.width - 2 * MARGIN
HEIGHT: Final = (PAPER.height or 0.0) - 2 * MARGIN
PAD_X: Final = 3.5  # inside a cell, as the typesetting package has it
PAD_Y: Final = 2.0
INNER: Final = [weight * WIDTH / sum(COLUMNS) - 2 * PAD_X for weight in COLUMNS]

TYPST: Final = """
#let rows = json("rows.json")
#set page(width: {width}pt, height: {height}pt, margin: {margin}pt)
#set text(font: "Sarabun", size: {size}pt, lang: "th", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: {leading}pt)
#table(
  columns: ({columns}),
  stroke: 0.5pt,
  inset: (x: {pad_x}pt, y: {pad_y}pt),
  table.header(..rows.first().map(strong)),
  ..rows.slice(1).flatten()
)
"""


def ours(rows: Rows) -> Job:
    """Set the register as the program sets tables of any length."""
    margins = Margins.even(MARGIN)

    def build() -> bytes:
        spec = DocumentSpec(
            title="ทะเบียนรับเรื่อง", paper=PAPER, margins=margins, digits="arabic", words=Segmenter()
        )
        return PdfDocument(spec).to_bytes([RegisterTable(HEAD, rows, COLUMNS)])

    return build


def floor(rows: Rows, drawn: list[list[str]] | None = None) -> Job:
    """Break the same texts with the same segmenter, nothing remembered, and draw the lines on a raw canvas.

    No rules, no shading, no page numbers, no fonts that shape. `drawn` takes each page's lines, for tests.
    """

    def build() -> bytes:
        fonts, words = DocumentFonts(), Segmenter()
        wrap = LineBreaker(fonts[CELL.face], CELL.size, words).wrap
        wrap_head = LineBreaker(fonts[CELL_HEAD.face], CELL_HEAD.size, words).wrap
        register_fonts()
        content = io.BytesIO()
        canvas: Any = _canvas(content)
        lefts = [MARGIN + sum(INNER[:k]) + (2 * k + 1) * PAD_X for k in range(len(INNER))]
        leading, first, bottom = CELL.leading, PAD_Y + baseline(CELL), MARGIN - 0.01

        def draw(cells: list[Any], top: float) -> float:
            most = 1
            for x, lines in zip(lefts, cells, strict=True):
                y = top - first
                most = max(most, len(lines))
                for line in lines:
                    if line.text:
                        canvas.drawString(x, y, line.text)
                        if drawn is not None:
                            drawn[-1].append(line.text)
                    y -= leading
            return top - most * leading - 2 * PAD_Y

        def begin_page() -> float:
            if drawn is not None:
                drawn.append([])
            canvas.setFont(CELL_HEAD.face.value, CELL_HEAD.size)
            top = draw(
                [wrap_head(text, width) for text, width in zip(HEAD, INNER, strict=True)], MARGIN + HEIGHT
            )
            canvas.setFont(CELL.face.value, CELL.size)
            return top

        top = begin_page()
        for row in rows:
            cells = [wrap(text, width) for text, width in zip(row, INNER, strict=True)]
            if top - max(map(len, cells)) * leading - 2 * PAD_Y < bottom:
                canvas.showPage()
                top = begin_page()
            top = draw(cells, top)
        canvas.save()
        return content.getvalue()

    return build


def long_table(rows: Rows) -> Job:
    """Set the register as ReportLab's LongTable of Paragraphs; it breaks Thai between letters."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    def build() -> bytes:
        register_fonts()
        styles = [
            ParagraphStyle(style.face.value, fontName=style.face.value, fontSize=style.size, leading=14)
            for style in (CELL_HEAD, CELL)
        ]
        cells = [[Paragraph(text, styles[0]) for text in HEAD]]
        cells += [[Paragraph(text, styles[1]) for text in row] for row in rows]
        table = LongTable(cells, colWidths=[width + 2 * PAD_X for width in INNER], repeatRows=1)
        table.setStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, (0.35, 0.35, 0.35)),
                *((name, (0, 0), (-1, -1), PAD_X) for name in ("LEFTPADDING", "RIGHTPADDING")),
                *((name, (0, 0), (-1, -1), PAD_Y) for name in ("TOPPADDING", "BOTTOMPADDING")),
            ]
        )
        content = io.BytesIO()
        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN - 6)
        SimpleDocTemplate(content, pagesize=(PAPER.width, PAPER.height), **margins).build([table])
        return content.getvalue()

    return build


def typst(rows: Rows) -> Job:
    """Set the register in Typst: the same font, sizes and page, no tags; ImportError where it is lacking."""
    import typst as engine

    folder = Path(tempfile.mkdtemp())
    (folder / "rows.json").write_text(json.dumps([HEAD, *rows], ensure_ascii=False), encoding="utf-8")
    (folder / "register.typ").write_text(
        TYPST.format(
            width=PAPER.width,
            height=PAPER.height,
            margin=MARGIN,
            size=CELL.size,
            leading=CELL.leading - CELL.size,
            columns=", ".join(f"{weight}fr" for weight in COLUMNS),
            pad_x=PAD_X,
            pad_y=PAD_Y + (CELL.leading - CELL.size) / 2,
        ),
        encoding="utf-8",
    )

    def build() -> bytes:
        made: bytes = engine.compile(
            str(folder / "register.typ"),
            root=str(folder),
            font_paths=[str(FONT_FOLDER)],
            ignore_system_fonts=True,
            pdf_tags=False,
        )
        return made

    return build


def register_fonts() -> None:
    """Give ReportLab the documents' fonts under the names of their faces."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for face in (Face.REGULAR, Face.BOLD):
        registerFont(TTFont(face.value, str(FontFamily().path(face))))


def _canvas(content: io.BytesIO) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    return Canvas(content, pagesize=(PAPER.width, PAPER.height), pageCompression=1)


ENGINES: Final[dict[str, Callable[[Rows], Job]]] = {
    "ours": ours,
    "floor": floor,
    "Typst": typst,
    "LongTable": long_table,
}
