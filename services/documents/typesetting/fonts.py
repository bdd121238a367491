"""Fonts that shape Thai by themselves and can be searched and copied.

A Typeface is one font file with its shaper and is shared. A DocumentFont belongs to one document: it gives
each character, in each place the shaper puts it, a code of its own; the glyph of that code is a composite
with the place baked in. The file therefore shows what HarfBuzz shaped and says, character by character, what
was typed.
"""

import hashlib
import threading
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from services.documents.typesetting import shapes
from services.documents.typesetting.characters import stand_in, tokens
from services.documents.typesetting.truetype import Glyph, Part, SubsetWriter, TrueTypeFile

FONT_FOLDER: Final = Path(__file__).resolve().parents[3] / "resources" / "fonts"

_REMEMBERED: Final = 60_000
_LINES_REMEMBERED: Final = 2_000
_HIGHEST_CODE: Final = 60_000  # leaves room below 65,536 for the outlines that composites stand on
_SARA_AM: Final = "\u0e33"
_FEATURES: Final = {"kern": True, "liga": True}


class Face(StrEnum):
    """The faces of a family."""

    REGULAR = "regular"
    BOLD = "bold"
    ITALIC = "italic"


class Coded(NamedTuple):
    """What one code of a document's font stands for."""

    text: str
    glyph: Glyph


class Placed(NamedTuple):
    """One glyph as the shaper left it."""

    glyph: int
    advance: int
    x: int
    y: int


class Typeface:
    """One font file, its shaper, and what was shaped so far; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.file = TrueTypeFile(path)
        self.name = path.stem
        face = hb.Face(hb.Blob(self.file.data))
        self.units = int(face.upem)
        self._characters = frozenset(face.unicodes)
        self._shaper = hb.Font(face)
        self._lock = threading.Lock()
        self._shaped: dict[str, tuple[Coded, ...]] = {}
        self._digits = {digit: self._nominal(digit) for digit in "0123456789ABCDEF"}

    def _nominal(self, char: str) -> tuple[int, int]:
        glyph = int(self._shaper.get_nominal_glyph(ord(char)) or 0)
        return glyph, self.file.metric(glyph)[0]

    def covers(self, text: str) -> bool:
        """Tell whether the font has every character of a text."""
        return all(ord(char) in self._characters for char in text)

    def shape(self, token: str) -> tuple[Coded, ...]:
        """Give the codes that show one token."""
        known = self._shaped.get(token)
        if known is None:
            with self._lock:
                if len(self._shaped) >= _REMEMBERED:
                    self._shaped.clear()
                known = self._shaped[token] = self._shape(token)
        return known

    def _shape(self, token: str) -> tuple[Coded, ...]:
        if len(token) == 1:
            if not self.covers(token):
                return (Coded(token, self._substitute(token)),)
            if _is_mark(token):
                return (Coded(token, self._on_dotted_circle(token)),)
        elif not self.covers(token):
            return tuple(code for char in token for code in self._shape(char))
        return tuple(
            code for text, run in self._graphemes(token) for code in _one_code_a_character(text, run)
        )

    def _graphemes(self, token: str) -> list[tuple[str, list[Placed]]]:
        """Shape a token; give each grapheme's text with its glyphs."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        buffer.add_str(token)
        buffer.guess_segment_properties()
        hb.shape(self._shaper, buffer, _FEATURES)
        starts: list[int] = []
        runs: list[list[Placed]] = []
        for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if not starts or info.cluster != starts[-1]:
                starts.append(info.cluster)
                runs.append([])
            runs[-1].append(Placed(info.codepoint, at.x_advance, at.x_offset, at.y_offset))
        ends = [*starts[1:], len(token)]
        return [(token[a:b], run) for a, b, run in zip(starts, ends, runs, strict=True)]

    def _substitute(self, char: str) -> Glyph:
        """Draw a character that the font lacks: by hand, by a look-alike, or as a frame with its code."""
        by_hand = shapes.drawn(char)
        if by_hand is not None:
            return by_hand
        alike = stand_in(char)
        if alike is not None and self.covers(alike):
            return self._joined(alike)
        return shapes.framed_code(char, self._digits)

    def _joined(self, text: str) -> Glyph:
        pen = 0
        parts: list[Part] = []
        for token in tokens(text):
            for _, glyph in self._shape(token):
                parts += [part._replace(x=part.x + pen) for part in glyph.parts]
                pen += glyph.advance
        return Glyph(pen, tuple(parts))

    def _on_dotted_circle(self, mark: str) -> Glyph:
        advance, circle = shapes.DOTTED_CIRCLE
        pen, parts = advance - 60, list(circle)
        for _, run in self._graphemes(mark):
            for placed in run:
                parts.append(Part(placed.glyph, pen + placed.x, placed.y))
                pen += placed.advance
        return Glyph(max(pen, advance), tuple(parts))


def _is_mark(char: str) -> bool:
    return char == "\u0e31" or "\u0e34" <= char <= "\u0e3a" or "\u0e47" <= char <= "\u0e4e"


def _one_code_a_character(text: str, run: Sequence[Placed]) -> list[Coded]:
    """Share a shaped grapheme out among its characters; one code for all of them where that can't be done."""
    count = len(run)
    if len(text) > 1 and text[-1] == _SARA_AM and count == len(text) + 1:
        # HarfBuzz parts SARA AM: its ring stands second, right after the consonant, its tail last.
        shares = [[0], *([k] for k in range(2, count - 1)), [1, count - 1]]
    elif len(text) == count:
        shares = [[k] for k in range(count)]
    else:
        return [Coded(text, _baked(run, range(count), 0))]
    coded: list[Coded] = []
    pen = 0
    for char, share in zip(text, shares, strict=True):
        glyph = _baked(run, share, pen)
        coded.append(Coded(char, glyph))
        pen += glyph.advance
    return coded


def _baked(run: Sequence[Placed], share: Sequence[int], pen: int) -> Glyph:
    """Make one glyph of some glyphs of a run, placed as seen from the pen."""
    parts = tuple(
        Part(run[k].glyph, sum(placed.advance for placed in run[:k]) + run[k].x - pen, run[k].y)
        for k in share
    )
    return Glyph(sum(run[k].advance for k in share), parts)


class _Widths(dict[str, float]):
    """Width of a token in thousandths of the type size, worked out on first use."""

    def __init__(self, face: Typeface) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, token: str) -> float:
        width = sum(coded.glyph.advance for coded in self._face.shape(token)) * 1000 / self._face.units
        self[token] = width
        return width


class _Codes(dict[str, str]):
    """Hexadecimal codes of a token in one document, given on first use."""

    def __init__(self, face: Typeface) -> None:
        super().__init__()
        self._face = face
        self.given: dict[Coded, int] = {}

    def __missing__(self, token: str) -> str:
        codes = "".join(f"{self._code(coded):04X}" for coded in self._face.shape(token))
        self[token] = codes
        return codes

    def _code(self, coded: Coded) -> int:
        known = self.given.get(coded)
        if known is None:
            if len(self.given) >= _HIGHEST_CODE:
                return _HIGHEST_CODE
            known = self.given[coded] = len(self.given) + 1
        return known


class DocumentFont:
    """One face in one document; follows what ReportLab asks of a font it writes at the end (addObjects)."""

    def __init__(self, face: Typeface, resource: str) -> None:
        self.face = face
        self.resource = resource
        self.widths = _Widths(face)
        self.codes = _Codes(face)
        self._encoded: dict[str, str] = {}

    def width(self, text: str, size: float) -> float:
        """Measure a text set in one line."""
        return sum(map(self.widths.__getitem__, tokens(text))) * size * 0.001

    def encode(self, text: str) -> str:
        """Give the hexadecimal codes of a text."""
        known = self._encoded.get(text)
        if known is None:
            if len(self._encoded) >= _LINES_REMEMBERED:
                self._encoded.clear()
            known = self._encoded[text] = "".join(map(self.codes.__getitem__, tokens(text)))
        return known

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802  (ReportLab's spelling)
        """Write the embedded subset, its widths and its map to Unicode into a document."""
        given = list(self.codes.given)
        scale = 1000 / self.face.units
        program = SubsetWriter(self.face.file, shapes.OUTLINES).write([coded.glyph for coded in given])
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        base = f"/{tag}+{self.face.name}"
        widths = " ".join(f"{round(coded.glyph.advance * scale, 2):g}" for coded in given)
        dictionary = pdfdoc.PDFDictionary
        system = {
            "Registry": pdfdoc.PDFString("Adobe"),
            "Ordering": pdfdoc.PDFString("Identity"),
            "Supplement": 0,
        }
        descendant = dictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": base,
                "CIDSystemInfo": dictionary(system),
                "FontDescriptor": self._descriptor(doc, base, program),
                "DW": 0,
                "W": f"[1 [{widths}]]",
                "CIDToGIDMap": "/Identity",
            }
        )
        font = dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": base,
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray(
                    [doc.Reference(descendant, f"descendant {self.resource}")]
                ),
                "ToUnicode": doc.Reference(_stream(doc, _to_unicode(given)), f"unicode {self.resource}"),
            }
        )
        doc.idToObject["BasicFonts"].dict[self.resource] = doc.Reference(font, f"font {self.resource}")

    def _descriptor(self, doc: pdfdoc.PDFDocument, base: str, program: bytes) -> object:
        source, scale = self.face.file, 1000 / self.face.units
        embedded = _stream(doc, program)
        embedded.dictionary["Length1"] = len(program)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": base,
                "Flags": 4 | (64 if source.italic_angle else 0),
                "FontBBox": pdfdoc.PDFArray([round(v * scale) for v in source.bounds]),
                "ItalicAngle": source.italic_angle,
                "Ascent": round(source.ascent * scale),
                "Descent": round(source.descent * scale),
                "CapHeight": 700,
                "StemV": 50 + round((source.weight / 65) ** 2),
                "FontFile2": doc.Reference(embedded, f"program {self.resource}"),
            }
        )
        return doc.Reference(descriptor, f"descriptor {self.resource}")


def _stream(doc: pdfdoc.PDFDocument, content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream()
    stream.content = content
    if doc.compression:
        stream.filters = [pdfdoc.PDFZCompress]
    return stream


def _to_unicode(given: Sequence[Coded]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    pairs = [f"<{code:04X}> <{coded.text.encode('utf-16-be').hex()}>" for code, coded in enumerate(given, 1)]
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


@lru_cache(maxsize=16)
def typeface(path: Path) -> Typeface:
    """Read a font file once."""
    return Typeface(path)


class FontFamily(NamedTuple):
    """The files of one family; the bundled Sarabun unless the office has another."""

    regular: Path = FONT_FOLDER / "Sarabun-Regular.ttf"
    bold: Path = FONT_FOLDER / "Sarabun-Bold.ttf"
    italic: Path = FONT_FOLDER / "Sarabun-Italic.ttf"

    def path(self, face: Face) -> Path:
        """Give the file of a face."""
        return {Face.REGULAR: self.regular, Face.BOLD: self.bold, Face.ITALIC: self.italic}[face]


class DocumentFonts:
    """The fonts one document uses; each is embedded only if something was set in it."""

    def __init__(self, family: FontFamily | None = None) -> None:
        self._family = family or FontFamily()
        self._fonts: dict[Face, DocumentFont] = {}

    def __getitem__(self, face: Face) -> DocumentFont:
        font = self._fonts.get(face)
        if font is None:
            resource = f"T{list(Face).index(face) + 1}"
            font = self._fonts[face] = DocumentFont(typeface(self._family.path(face)), resource)
        return font

    def used(self) -> list[DocumentFont]:
        """Give the fonts something was set in, in a fixed order."""
        return [self._fonts[face] for face in Face if face in self._fonts and self._fonts[face].codes.given]
