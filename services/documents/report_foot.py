"""The foot of reports: where the journal stood when the report was made, and the page of how many."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.journal import JournalRecord
from services.documents.typesetting import NOTE, Fit, Kit, Margins, Page
from services.documents.typesetting.document import shortened
from services.documents.wording import PaperWords
from services.journal.recorder import GENESIS

_DIGEST_SHOWN = 16
_GAP = 12.0


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Hold where the journal stood when the report was made: the newest record and the chain up to it."""

    sequence: int
    chain: str


def read_checkpoint(session: Session, office_id: int) -> Checkpoint:
    """Return where the journal stands."""
    newest = session.execute(
        select(JournalRecord.sequence, JournalRecord.chain)
        .where(JournalRecord.office_id == office_id)
        .order_by(JournalRecord.sequence.desc())
        .limit(1)
    ).first()
    return Checkpoint(newest.sequence, newest.chain) if newest else Checkpoint(0, GENESIS)


class ReportFoot:
    """Write a report's foot; a memo before the report carries neither foot nor its page numbers.

    Unless it is begun from the first page on, the foot begins on the page that draws `ReportBegins`.
    """

    def __init__(
        self, words: PaperWords, checkpoint: Checkpoint, margins: Margins, *, begun: bool = False
    ) -> None:
        self._words = words
        self._margins = margins
        self._said = words(
            "journal_checkpoint",
            position_of_checkpoint=words.number(checkpoint.sequence),
            digest=checkpoint.chain[:_DIGEST_SHOWN],
        )
        self._begun = begun
        self._before = 0

    def begin(self) -> None:
        """Note that the page being drawn holds the report's beginning."""
        self._begun = True

    def __call__(self, page: Page, number: int, total: int) -> None:
        words, margins = self._words, self._margins
        if not self._begun:
            self._before = number
            if number > 1:
                above = page.height - margins.top * 0.6
                page.text(
                    page.width / 2, above, words("page_number", page=words.number(number)), NOTE, "centre"
                )
            return
        below = margins.bottom * 0.5
        room = page.width - margins.left - margins.right
        at = words("page_foot", page=number - self._before, pages=total - self._before)
        # An office may write more words than there is room for: the two share the line.
        at = shortened(page, at, NOTE, room / 3)
        said = shortened(page, self._said, NOTE, room - page.font(NOTE.face).width(at, NOTE.size) - _GAP)
        page.text(margins.left, below, said, NOTE, "left")
        page.text(page.width - margins.right, below, at, NOTE, "right")


@dataclass(frozen=True, slots=True)
class ReportBegins:
    """Take no room; tell the foot on which page the report begins."""

    foot: ReportFoot
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = True
    height: float = 0.0

    def fit(self, _kit: Kit, _width: float, _height: float, _fresh: bool) -> Fit:
        return Fit(self)

    def draw(self, _page: Page, _x: float, _top: float) -> None:
        self.foot.begin()
