"""What a block is: something that fits itself into the room that is left and hands over the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from services.documents.typesetting.characters import Digits, in_digits
from services.documents.typesetting.fonts import DocumentFonts, Face
from services.documents.typesetting.lines import Line, LineBreaker, Words
from services.documents.typesetting.page import Page
from services.documents.typesetting.styles import TextStyle


@dataclass(slots=True)
class Kit:
    """What blocks of one document share: fonts, line breakers with their caches, the digits asked for.

    pages holds on which page each bookmark came to stand; it is whole before the first page is drawn.
    """

    fonts: DocumentFonts
    words: Words
    digits: Digits
    pages: dict[str, int] = field(default_factory=dict)
    _breakers: dict[tuple[Face, float], LineBreaker] = field(default_factory=dict)

    def breaker(self, style: TextStyle) -> LineBreaker:
        """Give the line breaker of a style's font and size."""
        key = (style.face, style.size)
        known = self._breakers.get(key)
        if known is None:
            known = self._breakers[key] = LineBreaker(self.fonts[style.face], style.size, self.words)
        return known

    def wrap(self, text: str, style: TextStyle, width: float) -> tuple[Line, ...]:
        """Break a text in a style."""
        indent = style.indent if style.align in ("left", "justified") else 0.0
        return self.breaker(style).wrap(text, width, indent)

    def width(self, text: str, style: TextStyle) -> float:
        """Measure a text set in one line."""
        return self.breaker(style).width(text)

    def number(self, value: object) -> str:
        """Write a number in the document's digits."""
        return in_digits(str(value), self.digits)


class Piece(Protocol):
    """A part of a block, measured and ready to be drawn."""

    @property
    def height(self) -> float: ...

    def draw(self, page: Page, x: float, top: float) -> None: ...


class Fit(NamedTuple):
    """What of a block goes here (None: nothing does), and what is left of it."""

    piece: Piece | None
    rest: "Block | None" = None


class Block(Protocol):
    """Something that flows down pages."""

    @property
    def before(self) -> float: ...

    @property
    def after(self) -> float: ...

    @property
    def keep_with_next(self) -> bool: ...

    def fit(self, kit: Kit, width: float, height: float, fresh: bool, /) -> Fit:
        """Fit into width and height; on a fresh page something must be placed, however tall."""
        ...


@dataclass(frozen=True, slots=True)
class Stack:
    """Pieces under one another."""

    pieces: Sequence[tuple[float, Piece]]  # distance from the top, piece
    height: float

    def draw(self, page: Page, x: float, top: float) -> None:
        for offset, piece in self.pieces:
            piece.draw(page, x, top - offset)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Broken lines in a column."""

    lines: Sequence[Line]
    style: TextStyle
    width: float
    indent: float = 0.0

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        page.lines(x + self.indent, top, self.width, self.lines, self.style)
