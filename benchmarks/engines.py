"""Set a register of prepared rows, once: ours, a floor, and what others would set it with."""

import io
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

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
from services.documents.typesetting.lines import Line, LineBreaker
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


waits: list[float] = []  # seconds that whoever cancels ours would have waited at most


def ours(rows: Rows) -> Job:
    """Set the register as the program sets tables of any length."""
    words = Segmenter()  # it has the dictionary, read once in a program's life, and remembers nothing yet

    def build() -> bytes:
        spec = DocumentSpec(
            title="ทะเบียนรับเรื่อง", paper=PAPER, margins=Margins.even(MARGIN), digits="arabic", words=words
        )
        watch = Watch()
        content = PdfDocument(spec).to_bytes([RegisterTable(HEAD, rows, COLUMNS)], cancelled=watch)
        watch()
        waits.append(watch.longest)
        return content

    return build


def floor(rows: Rows, drawn: list[list[str]] | None = None) -> Job:
    """Break the same texts with the same segmenter, nothing remembered, and draw the lines on a raw canvas.

    No rules, no shading, no page numbers, no fonts that shape. `drawn` takes each page's lines, for tests.
    """
    words = Segmenter()

    def build() -> bytes:
        fonts = DocumentFonts()
        wrap = LineBreaker(fonts[CELL.face], CELL.size, words).wrap
        wrap_head = LineBreaker(fonts[CELL_HEAD.face], CELL_HEAD.size, words).wrap
        sheets = _Sheets([wrap_head(text, width) for text, width in zip(HEAD, INNER, strict=True)], drawn)
        for row in rows:
            sheets.draw([wrap(text, width) for text, width in zip(row, INNER, strict=True)])
        return sheets.finish()

    return build


class Watch:
    """Say that the paper is still wanted, and note the longest time between two askings."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()

    def __call__(self) -> bool:
        """Note when it was asked."""
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now
        return False


class _Sheets:
    """Draw the lines of rows one under another on a raw canvas, the head's on each page."""

    def __init__(self, head: Sequence[Sequence[Line]], drawn: list[list[str]] | None) -> None:
        register_fonts(CELL.face, CELL_HEAD.face)
        self._content = io.BytesIO()
        size = (PAPER.width, PAPER.height)
        self._canvas: Any = Canvas(self._content, pagesize=size, pageCompression=1)
        self._head = head
        self._lefts = [MARGIN + sum(INNER[:k]) + (2 * k + 1) * PAD_X for k in range(len(INNER))]
        self._top = 0.0
        self._drawn = drawn
        self._begin()

    def draw(self, cells: Sequence[Sequence[Line]]) -> None:
        """Draw a row, on a new page where this one has no room for it."""
        height = max(map(len, cells)) * CELL.leading + 2 * PAD_Y
        if self._top - height < MARGIN - 0.01:
            self._canvas.showPage()
            self._begin()
        self._put(cells, height)

    def finish(self) -> bytes:
        """Return the file."""
        self._canvas.save()
        return self._content.getvalue()

    def _begin(self) -> None:
        self._top = MARGIN + HEIGHT
        if self._drawn is not None:
            self._drawn.append([])
        self._canvas.setFont(CELL_HEAD.face.value, CELL_HEAD.size)
        self._put(self._head, max(map(len, self._head)) * CELL.leading + 2 * PAD_Y)
        self._canvas.setFont(CELL.face.value, CELL.size)

    def _put(self, cells: Sequence[Sequence[Line]], height: float) -> None:
        draw = self._canvas.drawString
        if self._drawn is not None:
            self._drawn[-1] += [line.text for lines in cells for line in lines if line.text]
        first = self._top - PAD_Y - baseline(CELL)
        for x, lines in zip(self._lefts, cells, strict=True):
            y = first
            for text, _width, _last in lines:
                if text:
                    draw(x, y, text)
                y -= CELL.leading
        self._top -= height


def long_table(rows: Rows) -> Job:
    """Set the register as ReportLab's LongTable of Paragraphs; it breaks Thai between letters."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    def build() -> bytes:
        register_fonts(CELL.face, CELL_HEAD.face)
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

    return typst_job(engine, folder / "register.typ")


def typst_job(engine: Any, source: Path) -> Job:
    """Return what has Typst set a file: the documents' fonts alone, and no tags, which ours has none of."""

    def build() -> bytes:
        made: bytes = engine.compile(
            str(source),
            root=str(source.parent),
            font_paths=[str(FONT_FOLDER)],
            ignore_system_fonts=True,
            pdf_tags=False,
        )
        return made

    return build


def register_fonts(*faces: Face) -> None:
    """Give ReportLab the documents' fonts under the names of their faces."""
    for face in faces:
        registerFont(TTFont(face.value, str(FontFamily().path(face))))


ENGINES: Final[dict[str, Callable[[Rows], Job]]] = {
    "ours": ours,
    "floor": floor,
    "Typst": typst,
    "LongTable": long_table,
}
