"""A table of contents whose page numbers are those of the pages that were laid out."""

from dataclasses import dataclass
from typing import Final

from services.documents.typesetting.layout import Fit, Kit, TextPiece
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import BODY, TextStyle

_GAP: Final = 4.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """Take no room; mark the page on which something begins, for contents and the reader's outline.

    It stands among the document's own blocks, not within another block, before the heading that it marks.
    """

    key: str
    title: str
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = True
    height: float = 0.0

    def fit(self, _kit: Kit, _width: float, _height: float, _fresh: bool) -> Fit:
        return Fit(self)

    def draw(self, page: Page, _x: float, top: float) -> None:
        page.bookmark(self.key, self.title, top)


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """Set one line of the contents: label, title, a dotted leader, the page of the bookmark."""

    key: str
    label: str
    title: str
    label_width: float
    style: TextStyle = BODY
    number_width: float = 26.0
    keep_with_next: bool = False

    @property
    def before(self) -> float:
        return self.style.before

    @property
    def after(self) -> float:
        return self.style.after

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        room = width - self.label_width - self.number_width
        lines = kit.wrap(self.title, self.style, room)
        piece = _DrawnLine(self, kit, TextPiece(lines, self.style, room, self.label_width), width)
        if piece.height > height and not fresh:
            return Fit(None, self)
        return Fit(piece)


@dataclass(frozen=True, slots=True)
class _DrawnLine:
    line: ContentsLine
    kit: Kit
    text: TextPiece
    width: float

    @property
    def height(self) -> float:
        return self.text.height

    def draw(self, page: Page, x: float, top: float) -> None:
        style = self.line.style
        number = self.kit.pages.get(self.line.key)
        page.text(x, top - baseline(style), self.line.label, style, "left")
        self.text.draw(page, x, top)
        if number is None:
            return
        last = top - (len(self.text.lines) - 1) * style.leading - baseline(style)
        said = self.kit.number(number)
        right = x + self.width
        written = page.text(right, last, said, style, "right")
        begins = x + self.line.label_width + self.text.lines[-1].width + _GAP
        page.leader(begins, right - written - _GAP, last)
        page.link(self.line.key, (x, top - self.height, right, top))
