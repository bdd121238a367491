"""Typeset Thai papers as PDF: shaped right, broken between words, searchable and copyable.

Describe the document once, then flow blocks down its pages::

    from services.documents.typesetting import LETTER, DocumentSpec, MemoHead, Paragraph, PdfDocument

    spec = DocumentSpec(title="บันทึกข้อความ", author="สำนักงานคลังจังหวัดลำปาง", digits="thai")
    blocks = [MemoHead(agency="…", subject="…", to="…"), Paragraph("…", LETTER)]
    content = PdfDocument(spec).to_bytes(blocks)

Text     Paragraph, Heading, Labelled (hanging label or number), Spacer, Rule, Picture, QrCode, Barcode
Flow     PageBreak, KeepTogether, Group, Bookmark and the ContentsLine that tells its page
Forms    FieldRows of Field (dotted where empty), MemoHead, Signatures of Signature, checkbox()
Tables   SimpleTable (spans, heads, totals; Cell), RegisterTable (texts, any length)
Charts   BarChart of Series (grouped or stacked), HorizontalBars, LineChart of LineSeries

Styles are frozen `TextStyle` values: `BODY.but(align="centre")`; `TextStyle.official(16)` looks like 16-point
TH Sarabun New. Lengths are points (`CM`, `MM`); column widths of tables are weights. Texts are set as given;
numbers (ints in cells, page numbers, chart values) follow `DocumentSpec.digits`; `in_digits(text, "thai")`
turns a text.

`PdfDocument.to_bytes(blocks, progress, cancelled)` builds; equal input gives equal bytes. What builds
inside `watched(progress, cancelled)` need not hand them on. Documents share
nothing but parsed fonts and the dictionary, so threads may build at once. Characters that the font lacks are
drawn as a look-alike, by hand, or as a frame with their code; extraction still gives them.
"""

from services.documents.typesetting.blocks import (
    Group,
    Heading,
    KeepTogether,
    Labelled,
    PageBreak,
    Paragraph,
    Picture,
    Rule,
    Spacer,
)
from services.documents.typesetting.characters import Digits, in_digits, printable
from services.documents.typesetting.charts import BarChart, HorizontalBars, Series
from services.documents.typesetting.codes import Barcode, QrCode
from services.documents.typesetting.contents import Bookmark, ContentsLine
from services.documents.typesetting.document import (
    BuildCancelled,
    DocumentSpec,
    Furniture,
    PdfDocument,
    check_wanted,
    watched,
)
from services.documents.typesetting.fonts import Face, FontFamily
from services.documents.typesetting.forms import (
    Field,
    FieldRows,
    MemoHead,
    Signature,
    Signatures,
    checkbox,
)
from services.documents.typesetting.layout import Block, Fit, Kit
from services.documents.typesetting.line_chart import LineChart, LineSeries
from services.documents.typesetting.page import Page
from services.documents.typesetting.styles import (
    A4,
    A5,
    BODY,
    BOLD,
    CELL,
    CELL_HEAD,
    CM,
    HEADING,
    LETTER,
    MM,
    NOTE,
    ROLL_80,
    SMALL,
    SUBHEADING,
    SUBTITLE,
    TITLE,
    Margins,
    Paper,
    TextStyle,
)
from services.documents.typesetting.tables import Cell, CellValue, RegisterTable, SimpleTable

__all__ = [
    "A4",
    "A5",
    "BODY",
    "BOLD",
    "CELL",
    "CELL_HEAD",
    "CM",
    "HEADING",
    "LETTER",
    "MM",
    "NOTE",
    "ROLL_80",
    "SMALL",
    "SUBHEADING",
    "SUBTITLE",
    "TITLE",
    "BarChart",
    "Barcode",
    "Block",
    "Bookmark",
    "BuildCancelled",
    "Cell",
    "CellValue",
    "ContentsLine",
    "Digits",
    "DocumentSpec",
    "Face",
    "Field",
    "FieldRows",
    "Fit",
    "FontFamily",
    "Furniture",
    "Group",
    "Heading",
    "HorizontalBars",
    "KeepTogether",
    "Kit",
    "Labelled",
    "LineChart",
    "LineSeries",
    "Margins",
    "MemoHead",
    "Page",
    "PageBreak",
    "Paper",
    "Paragraph",
    "PdfDocument",
    "Picture",
    "QrCode",
    "RegisterTable",
    "Rule",
    "Series",
    "Signature",
    "Signatures",
    "SimpleTable",
    "Spacer",
    "TextStyle",
    "check_wanted",
    "checkbox",
    "in_digits",
    "printable",
    "watched",
]
