"""Sizes, paper and text styles. Lengths are points; `CM` and `MM` convert."""

from dataclasses import dataclass, replace
from typing import Final, Literal, Self

from services.documents.typesetting.fonts import Face

CM: Final = 72 / 2.54
MM: Final = CM / 10

Align = Literal["left", "centre", "right", "justified"]
Colour = tuple[float, float, float]

BLACK: Final[Colour] = (0.0, 0.0, 0.0)
GREY: Final[Colour] = (0.35, 0.35, 0.35)
PALE: Final[Colour] = (0.93, 0.94, 0.95)
WHITE: Final[Colour] = (1.0, 1.0, 1.0)

# Sarabun at 10.47 points on 21.3 is as large as TH Sarabun New at 16, single-spaced.
_SARABUN_OF_ONE: Final = 10.47 / 16
_LEADING_OF_ONE: Final = 21.3 / 16


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph looks."""

    size: float
    leading: float
    face: Face = Face.REGULAR
    align: Align = "left"
    indent: float = 0.0  # of the first line
    before: float = 0.0
    after: float = 0.0
    colour: Colour = BLACK

    @classmethod
    def official(cls, points: float = 16.0, **changes: object) -> Self:
        """Give a style that looks like TH Sarabun New at a size that official rules name."""
        base = cls(size=points * _SARABUN_OF_ONE, leading=points * _LEADING_OF_ONE)
        return replace(base, **changes)  # type: ignore[arg-type]

    def but(self, **changes: object) -> Self:
        """Give the same style with some things changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY: Final = TextStyle.official(16)
LETTER: Final = TextStyle.official(16, align="justified", indent=2.5 * CM, before=6)
BOLD: Final = BODY.but(face=Face.BOLD)
SMALL: Final = TextStyle(size=8.5, leading=13.5)
NOTE: Final = TextStyle(size=7.8, leading=12.2, colour=GREY)
CELL: Final = TextStyle(size=9.0, leading=14.0)
CELL_HEAD: Final = CELL.but(face=Face.BOLD, align="centre")
TITLE: Final = TextStyle(size=15.0, leading=25.0, face=Face.BOLD, align="centre", after=2)
SUBTITLE: Final = TextStyle(size=11.5, leading=19.0, align="centre")
HEADING: Final = TextStyle(size=12.0, leading=20.0, face=Face.BOLD, before=10, after=2)
SUBHEADING: Final = TextStyle(size=10.47, leading=18.0, face=Face.BOLD, before=6)


@dataclass(frozen=True, slots=True)
class Margins:
    """White space at the edges of a page."""

    left: float = 3 * CM
    right: float = 2 * CM
    top: float = 2 * CM
    bottom: float = 2 * CM

    @classmethod
    def even(cls, length: float) -> Self:
        """Give the same space at all edges."""
        return cls(length, length, length, length)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; a roll (height None) is cut where the text ends."""

    name: str
    width: float
    height: float | None

    def turned(self) -> "Paper":
        """Give the sheet in landscape."""
        if self.height is None:
            raise ValueError("a roll can't be turned")
        return Paper(self.name, self.height, self.width)


A4: Final = Paper("A4", 210 * MM, 297 * MM)
A5: Final = Paper("A5", 148 * MM, 210 * MM)
ROLL_80: Final = Paper("80 mm", 80 * MM, None)
