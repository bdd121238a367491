"""What a document of the catalogue is set from, and what it gives back to be made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services.accounts.signing import Signatory, signatory_on
from services.documents.own_words import own_words
from services.documents.report_foot import Checkpoint, ReportFoot, read_checkpoint
from services.documents.typesetting import (
    A4,
    CM,
    SUBTITLE,
    TITLE,
    Block,
    DocumentSpec,
    Face,
    Furniture,
    Margins,
    Paper,
    Paragraph,
)
from services.documents.wording import PaperWords
from services.figures.indicators import with_the_offices_eyes
from services.office.facts import OfficeFacts
from services.thai.dates import bangkok_date
from services.unit_of_work import Reading

REPORT_MARGINS = Margins(top=1.7 * CM, bottom=1.9 * CM)
LANDSCAPE = A4.turned()
LIST_MARGINS = Margins(1.4 * CM, 1.4 * CM, REPORT_MARGINS.top, REPORT_MARGINS.bottom)


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what a document reads from: the look with the reader's eyes, the facts, the journal's end."""

    reading: Reading
    facts: OfficeFacts
    checkpoint: Checkpoint
    made_at: datetime
    signer: Signatory

    @property
    def office(self) -> Reading:
        """Return the look with the office's eyes: figures count alike whoever makes the paper."""
        return with_the_offices_eyes(self.reading)

    def words(self, *files: str) -> PaperWords:
        """Return the words of a paper in the digits of tables."""
        return PaperWords(self.facts.wording, self.facts.settings.digits_tables, *files)


def read_look(reading: Reading, facts: OfficeFacts) -> Look:
    """Return what a document reads from, at this moment."""
    return Look(
        reading=reading,
        facts=facts,
        checkpoint=read_checkpoint(reading.session, reading.office_id),
        made_at=reading.now,
        signer=signatory_on(reading.session, reading.office_id, facts, bangkok_date(reading.now)),
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold what the office keeps of a report made: its PDF, and these figures with it.

    Only a paper without anybody's name may be kept: what is kept outlives the anonymising of cases.
    """

    period: str
    cut_off: date
    zero: bool
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composition:
    """Hold a document ready to be set: how it looks, what stands in it, and the name of its file."""

    spec: DocumentSpec
    blocks: Sequence[Block]
    name: str
    kept: Kept | None = None


def report_spec(
    look: Look,
    words: PaperWords,
    title: str,
    *,
    paper: Paper = A4,
    furniture: Furniture | None = None,
    margins: Margins = REPORT_MARGINS,
) -> DocumentSpec:
    """Return how a report looks: the office's digits, its pages and the journal's checkpoint at its foot."""
    return DocumentSpec(
        title=title,
        author=look.facts.profile.name,
        subject=title,
        paper=paper,
        margins=margins,
        digits=words.digits,
        page_numbers=False,
        furniture=furniture or ReportFoot(words, look.checkpoint, margins, begun=True),
        words=own_words(look.facts, look.signer.name),
        created=look.made_at,
    )


def report_head(look: Look, words: PaperWords, title: str, *lines: str) -> list[Block]:
    """Return a report's head: its title, the office, and further lines such as the period and the cut-off."""
    profile = look.facts.profile
    office = words("office_line", office=profile.name, department=profile.department)
    return [
        Paragraph(title, TITLE.but(size=14.0, leading=23.0)),
        Paragraph(office, SUBTITLE.but(face=Face.BOLD)),
        *(Paragraph(line, SUBTITLE.but(size=9.6, leading=16.0)) for line in lines if line),
    ]
