"""What the parts of the evidence document are built from, and what each of them gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from services.documents.composing import Look
from services.documents.picture_blocks import PaperPicture
from services.documents.typesetting import BODY, Block, TextStyle
from services.documents.wording import PaperWords
from services.figures.periods import SpanFigures
from services.office.evidence_pictures import PictureRow

TEXT = BODY.but(size=10.0, leading=17.0, align="justified", indent=36.0, before=2.0, after=3.0)
NOTE = TextStyle(size=8.6, leading=13.6)


def nothing() -> Sequence[Block]:
    """Return no block."""
    return ()


@dataclass(frozen=True, slots=True)
class Material:
    """Hold a fiscal year's figures and pictures; load makes a picture ready for paper."""

    look: Look
    words: PaperWords
    year: int
    figures: SpanFigures
    rows: Sequence[PictureRow]
    load: Callable[[PictureRow], PaperPicture]

    @property
    def over(self) -> bool:
        """Tell whether the fiscal year was over at the cut-off."""
        return self.figures.cut_off >= self.figures.last.end

    @property
    def report_words(self) -> PaperWords:
        """Return the words that reports share."""
        return self.words.within("annex", "monthly", "indicators")

    def rows_of(self, part: str, channel: str | None = None) -> list[PictureRow]:
        """Return the rows of the pictures of a part, or of one channel."""
        return [row for row in self.rows if row.part == part and channel in (None, row.channel)]

    def pictures(self, part: str, channel: str | None = None) -> list[PaperPicture]:
        """Return the pictures of a part, or of one channel, ready for paper."""
        return [self.load(row) for row in self.rows_of(part, channel)]


@dataclass(frozen=True, slots=True)
class PartContent:
    """Hold what a part says: in few words for a list, what it lacks, and its blocks, set when asked for.

    A brief part is a sentence or nothing yet: several of them share a page. Its pictures are set below its
    blocks, unless it sets them itself.
    """

    has: str
    missing: Sequence[str] = ()
    blocks: Callable[[], Sequence[Block]] = field(default=nothing)
    brief: bool = False
    sets_pictures: bool = False


PartBuilder = Callable[[Material], PartContent]
