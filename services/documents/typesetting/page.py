"""What is drawn on one page: text, lines, boxes, pictures. Points, from the lower left corner."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from services.documents.typesetting.characters import Digits, in_digits, printable, spread_units
from services.documents.typesetting.fonts import DocumentFont, DocumentFonts, Face
from services.documents.typesetting.lines import Line
from services.documents.typesetting.styles import BLACK, Align, Colour, TextStyle

_SPACE_SHARE: Final = 10  # a space takes this many times what the gap between two clusters takes
_LOOSEST_CLUSTER: Final = 0.075  # of the type size between clusters; a looser line stays ragged
_BASELINE_BELOW_MIDDLE: Final = 0.36  # of the type size: leaves room for two marks above and one below


class Page:
    """One page being drawn."""

    def __init__(
        self, canvas: Canvas, fonts: DocumentFonts, width: float, height: float, digits: Digits
    ) -> None:
        self._canvas = canvas
        self._fonts = fonts
        self._out = canvas._code.append  # noqa: SLF001  (ReportLab is pinned for its list of operators)
        self.width = width
        self.height = height
        self._digits: Digits = digits

    def number(self, value: object) -> str:
        """Write a number in the document's digits."""
        return in_digits(str(value), self._digits)

    def font(self, face: Face) -> DocumentFont:
        """Give a face of the document."""
        return self._fonts[face]

    def text(self, x: float, y: float, text: str, style: TextStyle, align: Align | None = None) -> float:
        """Set one line on the baseline y; x is its left edge, middle or right edge. Give its width."""
        font = self._fonts[style.face]
        text = printable(text).replace("\n", " ")
        width = font.width(text, style.size)
        align = align or style.align
        x -= width if align == "right" else width / 2 if align == "centre" else 0.0
        if text:
            self._out(f"{_begin(style, font)} 1 0 0 1 {x:.2f} {y:.2f} Tm <{font.encode(text)}> Tj ET")
        return width

    def lines(self, x: float, top: float, width: float, lines: Sequence[Line], style: TextStyle) -> float:
        """Set broken lines below top in a column; the style indents the first. Give their height."""
        font = self._fonts[style.face]
        out = [_begin(style, font)]
        y = top - baseline(style)
        indent = style.indent if style.align in ("left", "justified") else 0.0
        for line in lines:
            if line.text:
                left = x + indent + _shift(style.align, width - line.width)
                slack = width - indent - line.width
                justified = style.align == "justified" and not line.last and slack > 0.05
                shown = self._spread(line.text, slack, style, font) if justified else ""
                out.append(f"1 0 0 1 {left:.2f} {y:.2f} Tm {shown or f'<{font.encode(line.text)}> Tj'}")
            y -= style.leading
            indent = 0.0
        out.append("ET")
        if len(out) > 2:
            self._out("\n".join(out))
        return len(lines) * style.leading

    @staticmethod
    def _spread(text: str, slack: float, style: TextStyle, font: DocumentFont) -> str:
        """Set a line to its full width, most of the slack in spaces, some between clusters."""
        parts = spread_units(text)
        shares = sum(_SPACE_SHARE if part == " " else 1 for part in parts[:-1])
        if not shares or slack / shares > _LOOSEST_CLUSTER * style.size:
            return ""
        unit = -slack / shares * 1000 / style.size
        wide, narrow = f"{unit * _SPACE_SHARE:.1f}", f"{unit:.1f}"
        shown = "".join(f"<{font.encode(part)}>{wide if part == ' ' else narrow}" for part in parts[:-1])
        # The readers that follow ActualText don't take the widened gaps for spaces.
        actual = text.encode("utf-16-be").hex().upper()
        return f"/Span <</ActualText <FEFF{actual}>>> BDC [{shown}<{font.encode(parts[-1])}>] TJ EMC"

    def raw(self, operators: str) -> None:
        """Add PDF operators as they are."""
        self._out(operators)

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, weight: float = 0.6, colour: Colour = BLACK
    ) -> None:
        """Draw a line."""
        self._out(f"q {weight:.2f} w {_rgb(colour, 'RG')} {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q")

    def leader(self, x1: float, x2: float, y: float) -> None:
        """Draw a dotted line to write on."""
        if x2 > x1:
            self._out(f"q 1 J .75 w [0 2.3] 0 d 0 G {x1:.2f} {y:.2f} m {x2:.2f} {y:.2f} l S Q")

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Colour | None = None,
        stroke: Colour | None = BLACK,
        weight: float = 0.6,
    ) -> None:
        """Draw a rectangle from its lower left corner."""
        paint = "B" if fill and stroke else "f" if fill else "S"
        colours = (_rgb(fill, "rg") + " " if fill else "") + (_rgb(stroke, "RG") if stroke else "")
        self._out(f"q {weight:.2f} w {colours} {x:.2f} {y:.2f} {width:.2f} {height:.2f} re {paint} Q")

    def hatch(self, x: float, y: float, width: float, height: float, gap: float = 3.2) -> None:
        """Draw slanted lines over a rectangle, so that it can be told apart in grey."""
        out = [f"q {x:.2f} {y:.2f} {width:.2f} {height:.2f} re W n .5 w 0 G"]
        offset = -height
        while offset < width:
            out.append(f"{x + offset:.2f} {y:.2f} m {x + offset + height:.2f} {y + height:.2f} l")
            offset += gap
        self._out(" ".join(out) + " S Q")

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """Draw a PNG or JPEG inside a rectangle, keeping its shape. Raises OSError if it isn't a picture."""
        self._canvas.drawImage(
            ImageReader(BytesIO(data)), x, y, width, height, preserveAspectRatio=True, anchor="c", mask="auto"
        )

    def bookmark(self, key: str, title: str, top: float) -> None:
        """Mark this place for links, and enter it into the outline that readers show beside the pages."""
        self._canvas.bookmarkHorizontal(key, 0, top)
        self._canvas.addOutlineEntry(printable(title), key, 0)

    def link(self, key: str, at: tuple[float, float, float, float]) -> None:
        """Let a rectangle (left, low, right, high) lead to a bookmark."""
        self._canvas.linkAbsolute("", key, at, Border="[0 0 0]")

    def slanted(self, text: str, style: TextStyle) -> None:
        """Set large pale words across the page, below what is drawn later."""
        font = self._fonts[style.face]
        width = font.width(text, style.size)
        x = self.width / 2 - width / 2 * 0.7071 + style.size * 0.25
        y = self.height / 2 - width / 2 * 0.7071 - style.size * 0.1
        tm = f"0.7071 0.7071 -0.7071 0.7071 {x:.2f} {y:.2f} Tm"
        self._out(
            f"/Artifact <</Type /Watermark>> BDC {_begin(style, font)} {tm} <{font.encode(text)}> Tj ET EMC"
        )


def baseline(style: TextStyle) -> float:
    """Give how far below the top of a line its baseline lies."""
    return style.leading / 2 + _BASELINE_BELOW_MIDDLE * style.size


def _shift(align: Align, slack: float) -> float:
    return slack if align == "right" else slack / 2 if align == "centre" else 0.0


def _begin(style: TextStyle, font: DocumentFont) -> str:
    return f"BT {_rgb(style.colour, 'rg')} /{font.resource} {style.size:.2f} Tf"


def _rgb(colour: Colour, operator: str) -> str:
    return " ".join(f"{c:.3g}" for c in colour) + " " + operator
