"""Running text: paragraphs, headings, labelled paragraphs, space, breaks, pictures."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.documents.typesetting.layout import Block, Fit, Kit, Piece, Stack, TextPiece
from services.documents.typesetting.lines import Line
from services.documents.typesetting.page import Page
from services.documents.typesetting.styles import BODY, HEADING, TextStyle

_TALLEST_LABEL: Final = 8  # lines beside a text; a longer label stands above it
_LABEL_GAP: Final = 4.0  # between a label of several lines and its text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Flow a text down the page, between words; two lines at least stay together at an edge."""

    text: str
    style: TextStyle = BODY
    indent: float = 0.0  # of the whole paragraph, from the left
    keep_with_next: bool = False

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        inner = width - self.indent
        return _Lines(kit.wrap(self.text, self.style, inner), self.style, inner, self.indent).fit(
            kit, width, height, fresh
        )


def Heading(text: str, style: TextStyle = HEADING) -> Paragraph:  # noqa: N802  (reads as the other blocks do)
    """Make a heading, which never stands alone at the foot of a page."""
    return Paragraph(text, style, keep_with_next=True)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines that were broken already: the rest of a paragraph on the next page."""

    lines: Sequence[Line]
    style: TextStyle
    width: float
    indent: float
    before: float = 0.0
    keep_with_next: bool = False

    @property
    def after(self) -> float:
        return self.style.after

    def fit(self, _kit: Kit, _width: float, height: float, fresh: bool) -> Fit:
        total = len(self.lines)
        room = int((height + 0.01) / self.style.leading)
        if room >= total:
            return Fit(self._piece(self.lines))
        if total - room == 1 and room > 2:
            room -= 1  # no single line at the top of the next page
        if room < 2 or (total <= 3 and not fresh):
            if not fresh:
                return Fit(None, self)
            room = max(room, 1)
        following = self.style.but(indent=0.0)
        rest = _Lines(self.lines[room:], following, self.width, self.indent)
        return Fit(self._piece(self.lines[:room]), rest)

    def _piece(self, lines: Sequence[Line]) -> Piece:
        return TextPiece(lines, self.style, self.width, self.indent)


@dataclass(frozen=True, slots=True)
class Labelled:
    """Set a label and beside it a text that keeps to its own column: numbers, bullets, เรื่อง, เรียน."""

    label: str
    text: str
    label_width: float
    style: TextStyle = BODY
    label_style: TextStyle | None = None
    indent: float = 0.0
    keep_with_next: bool = False

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        style = self.label_style or self.style
        labels = kit.wrap(self.label, style, self.label_width)
        if len(labels) > 1:
            labels = kit.wrap(self.label, style, self.label_width - _LABEL_GAP)
        if len(labels) > _TALLEST_LABEL:
            above = Paragraph(self.label, style.but(before=0.0, after=0.0, align="left"), self.indent)
            below = replace(self, label="")
            return Group([above, below]).fit(kit, width, height, fresh)
        if len(labels) * style.leading > height and not fresh:
            return Fit(None, self)
        inner = width - self.indent - self.label_width
        text = _Lines(
            kit.wrap(self.text, self.style, inner), self.style, inner, self.indent + self.label_width
        )
        piece, rest = text.fit(kit, width, height, fresh)
        if piece is None:
            return Fit(None, self)
        label = TextPiece(labels, style.but(align="left", indent=0.0), self.label_width, self.indent)
        tallest = max(piece.height, label.height if len(labels) > 1 else 0.0)
        return Fit(Stack(((0.0, label), (0.0, piece)), tallest), rest)


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that flow one after another as one."""

    blocks: Sequence[Block]
    after: float = 0.0
    keep_with_next: bool = False

    @property
    def before(self) -> float:
        return self.blocks[0].before if self.blocks else 0.0

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        pieces: list[tuple[float, Piece]] = []
        used = 0.0
        for number, block in enumerate(self.blocks):
            start = used + (block.before if number else 0.0)
            piece, rest = block.fit(kit, width, height - start, fresh and not pieces)
            if piece is None:
                left = self.blocks[number:]
                return Fit(Stack(pieces, used), Group(left, self.after)) if pieces else Fit(None, self)
            pieces.append((start, piece))
            used = start + piece.height
            if rest is not None:
                return Fit(Stack(pieces, used), Group([rest, *self.blocks[number + 1 :]], self.after))
            used += block.after
        return Fit(Stack(pieces, used))


@dataclass(frozen=True, slots=True)
class Spacer:
    """Leave room; at the foot of a page it is dropped."""

    length: float
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return self.length

    def fit(self, _kit: Kit, _width: float, height: float, _fresh: bool) -> Fit:
        return Fit(Stack((), min(self.length, max(height, 0.0))))


@dataclass(frozen=True, slots=True)
class Rule:
    """Draw a line across the column."""

    weight: float = 0.6
    dotted: bool = False
    before: float = 4.0
    after: float = 4.0
    keep_with_next: bool = False

    @property
    def height(self) -> float:
        return self.weight

    def fit(self, _kit: Kit, width: float, _height: float, _fresh: bool) -> Fit:
        return Fit(_DrawnRule(width, self.weight, self.dotted))


@dataclass(frozen=True, slots=True)
class _DrawnRule:
    width: float
    height: float
    dotted: bool

    def draw(self, page: Page, x: float, top: float) -> None:
        if self.dotted:
            page.leader(x, x + self.width, top)
        else:
            page.rule(x, top, x + self.width, top, self.height)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Go on at the top of the next page."""

    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, _kit: Kit, _width: float, _height: float, _fresh: bool) -> Fit:
        return Fit(Stack((), 0.0))


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """Put blocks on one page if one page can hold them."""

    blocks: Sequence[Block]
    after: float = 0.0
    keep_with_next: bool = False

    @property
    def before(self) -> float:
        return self.blocks[0].before if self.blocks else 0.0

    def fit(self, kit: Kit, width: float, height: float, _fresh: bool) -> Fit:
        pieces: list[tuple[float, Piece]] = []
        used = 0.0
        for number, block in enumerate(self.blocks):
            used += block.before if number else 0.0
            piece, rest = block.fit(kit, width, height - used, False)
            if piece is None or rest is not None or used + piece.height > height + 0.01:
                return Fit(None, self)
            pieces.append((used, piece))
            used += piece.height + block.after
        return Fit(Stack(pieces, used))


@dataclass(frozen=True, slots=True)
class Picture:
    """Place a PNG or JPEG in a rectangle, keeping its shape."""

    data: bytes
    width: float
    height: float
    centred: bool = True
    before: float = 4.0
    after: float = 4.0
    keep_with_next: bool = False

    def fit(self, _kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        if self.height > height and not fresh:
            return Fit(None, self)
        share = min(1.0, width / self.width, max(height, 1.0) / self.height)
        shown_width, shown_height = self.width * share, self.height * share
        indent = (width - shown_width) / 2 if self.centred else 0.0
        return Fit(_PlacedPicture(self.data, shown_width, shown_height, indent))


@dataclass(frozen=True, slots=True)
class _PlacedPicture:
    data: bytes
    width: float
    height: float
    indent: float

    def draw(self, page: Page, x: float, top: float) -> None:
        page.picture(self.data, x + self.indent, top - self.height, self.width, self.height)
