"""Pictures on paper with what stands beneath them: in rows that keep together, whatever their shape."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from services.documents.typesetting import Block, Fit, Kit, Page, TextStyle
from services.documents.typesetting.layout import TextPiece
from services.errors import DomainError
from services.office.picture_scaling import scaled, upright_size

CAPTION: Final = TextStyle(size=8.8, leading=14.0, align="centre")
_GAP: Final = 14.0
_VERY_WIDE: Final = 2.1  # times as wide as high: such a picture has a row of its own
_TALLEST: Final = 225.0
_TALLEST_ALONE: Final = 300.0
_WIDEST_ALONE: Final = 340.0
_NO_PICTURE: Final = 40.0  # the height of the frame where a picture would stand
_FRAME: Final = (0.72, 0.74, 0.76)
# In pixels: about 200 to the inch where the picture is shown; print can't tell more.
_HALF: Final = (640, 720)
_WHOLE: Final = (1_250, 830)


@dataclass(frozen=True, slots=True)
class PaperPicture:
    """Hold a picture made as large as paper needs it; content is None where it can't be shown."""

    content: bytes | None
    width: int
    height: int
    caption: str = ""

    @property
    def is_wide(self) -> bool:
        """Tell whether it needs the page's whole width."""
        return self.width > _VERY_WIDE * self.height

    def shown(self, width: float, height: float) -> tuple[float, float]:
        """Return how large it stands in a room: never so large that its dots are seen."""
        if self.content is None:
            return width, min(height, _NO_PICTURE)
        share = min(width / self.width, height / self.height, 1.0)
        return self.width * share, self.height * share


def for_paper(content: bytes, caption: str = "") -> PaperPicture:
    """Return a picture as paper needs it: upright, small, and without its file's own notes."""
    try:
        wide, high = upright_size(content)
        small = scaled(content, *(_WHOLE if wide > _VERY_WIDE * high else _HALF))
    except DomainError:
        return PaperPicture(None, 4, 3, caption)
    return PaperPicture(small, wide, high, caption)


def picture_rows(pictures: Sequence[PaperPicture], unreadable: str) -> list[Block]:
    """Return pictures in rows of two; a very wide one, and the only one, has a row of its own."""
    if len(pictures) == 1:
        width = None if pictures[0].is_wide else _WIDEST_ALONE
        return [PictureRow(tuple(pictures), unreadable, _TALLEST_ALONE, width)]
    return [PictureRow(tuple(row), unreadable) for row in _rows(pictures)]


def _rows(pictures: Sequence[PaperPicture]) -> Iterator[list[PaperPicture]]:
    row: list[PaperPicture] = []
    for one in pictures:
        if row and (one.is_wide or len(row) == 2):
            yield row
            row = []
        row.append(one)
        if one.is_wide:
            yield row
            row = []
    if row:
        yield row


@dataclass(frozen=True, slots=True)
class PictureRow:
    """Set pictures side by side, each in the middle of its column with its caption beneath."""

    pictures: tuple[PaperPicture, ...]
    unreadable: str  # said in the place of a picture that can't be shown
    tallest: float = _TALLEST
    column: float | None = None  # the width of each column; the whole width shared out, left out
    before: float = 4.0
    after: float = 8.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        halves = 1 if self.pictures[0].is_wide else 2
        column = self.column or (width - _GAP * (halves - 1)) / halves
        number = len(self.pictures)
        left = (width - number * column - _GAP * (number - 1)) / 2
        cells = [
            _Cell(
                picture,
                picture.shown(column, self.tallest),
                TextPiece(kit.wrap(picture.caption, CAPTION, column), CAPTION, column),
                left + place * (column + _GAP),
            )
            for place, picture in enumerate(self.pictures)
        ]
        high = max(cell.size[1] for cell in cells)
        said = max(cell.caption.height if cell.picture.caption else 0.0 for cell in cells)
        piece = _DrawnRow(cells, high, high + 3.0 + said, self.unreadable)
        if piece.height > height and not fresh:
            return Fit(None, self)
        return Fit(piece)


@dataclass(frozen=True, slots=True)
class _Cell:
    picture: PaperPicture
    size: tuple[float, float]
    caption: TextPiece
    left: float


@dataclass(frozen=True, slots=True)
class _DrawnRow:
    cells: Sequence[_Cell]
    pictures_high: float
    height: float
    unreadable: str

    def draw(self, page: Page, x: float, top: float) -> None:
        for cell in self.cells:
            wide, high = cell.size
            left = x + cell.left + (cell.caption.width - wide) / 2
            below = top - self.pictures_high  # they stand on one line, with their captions beneath it
            draw_picture(page, cell.picture, (left, below, wide, high), self.unreadable)
            if cell.picture.caption:
                cell.caption.draw(page, x + cell.left, below - 3.0)


def draw_picture(
    page: Page, picture: PaperPicture, at: tuple[float, float, float, float], unreadable: str
) -> None:
    """Draw a picture in a thin frame (left, low, width, height), or the words that stand in its place."""
    left, low, wide, high = at
    if picture.content is not None:
        page.picture(picture.content, left, low, wide, high)
    else:
        page.text(left + wide / 2, low + high / 2 - 3.0, unreadable, CAPTION)
    page.box(left, low, wide, high, stroke=_FRAME, weight=0.4)
