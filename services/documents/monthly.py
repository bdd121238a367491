"""The monthly report to the Secretariat of the Department: memo and annex, or the record of a zero month."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services.accounts.signing import Signatory
from services.documents.monthly_annex import annex_blocks, annex_words
from services.documents.monthly_cases import CaseLine
from services.documents.monthly_memo import MemoDraft, memo_blocks
from services.documents.monthly_zero import ChannelLooks, record_blocks
from services.documents.typesetting import (
    CM,
    NOTE,
    Block,
    DocumentSpec,
    Fit,
    Kit,
    Margins,
    Page,
    PageBreak,
    PdfDocument,
)
from services.documents.wording import PaperWords
from services.figures.indicators import MonthFigures
from services.office.facts import OfficeFacts
from services.thai.dates import Month, format_month

_MARGINS = Margins(top=1.7 * CM, bottom=1.9 * CM)
_DIGEST_SHOWN = 16


@dataclass(frozen=True, slots=True)
class MonthlyRequest:
    """Ask for a month's report.

    memo is the draft as edited, or None for the office's wording; include_memo left out means a memo
    for a month with complaints and none for a month without.
    """

    month: Month
    as_of: date | None = None
    memo: MemoDraft | None = None
    include_memo: bool | None = None


@dataclass(frozen=True, slots=True)
class MonthlyPaper:
    """Hold a made report: the PDF, its figures as values and as JSON, and whether the month was zero."""

    content: bytes
    figures: MonthFigures
    zero: bool
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Hold where the journal stood when the report was made: the newest record and the chain up to it."""

    sequence: int
    chain: str


@dataclass(frozen=True, slots=True)
class MonthlyMaterial:
    """Hold everything a monthly report is set from."""

    facts: OfficeFacts
    figures: MonthFigures
    cases: Sequence[CaseLine]
    checkpoint: Checkpoint
    made_at: datetime
    looks: ChannelLooks
    signer: Signatory | None = None  # of the memo, where nobody edited it


def build_monthly(material: MonthlyMaterial, memo: MemoDraft | None) -> bytes:
    """Return the report as PDF; without a memo it begins with the annex or the record."""
    facts, figures = material.facts, material.figures
    words = annex_words(facts)
    title = words("annex_subtitle", month=format_month(figures.month), fiscal_year=figures.month.fiscal_year)
    foot = _Foot(words, material.checkpoint)
    spec = DocumentSpec(
        title=f"{words('zero_record_title') if figures.zero else words('annex_title')} {title}",
        author=facts.profile.name,
        subject=words("annex_title"),
        margins=_MARGINS,
        digits=words.digits,
        page_numbers=False,
        furniture=foot,
        created=material.made_at,
    )
    blocks: list[Block] = [*memo_blocks(memo, facts), PageBreak()] if memo is not None else []
    if figures.zero:
        annex = record_blocks(figures, facts, material.looks)
    else:
        annex = annex_blocks(figures, material.cases, facts)
    return PdfDocument(spec).to_bytes([*blocks, _AnnexBegins(foot), *annex])


class _Foot:
    """Write the annex's foot: its own page numbers and where the journal stood; a memo carries neither."""

    def __init__(self, words: PaperWords, checkpoint: Checkpoint) -> None:
        self._words = words
        self._said = words(
            "journal_checkpoint",
            position_of_checkpoint=words.number(checkpoint.sequence),
            digest=checkpoint.chain[:_DIGEST_SHOWN],
        )
        self._begun = False
        self._before = 0

    def begin(self) -> None:
        """Note that the page being drawn holds the annex's beginning."""
        self._begun = True

    def __call__(self, page: Page, number: int, total: int) -> None:
        words = self._words
        if not self._begun:
            self._before = number
            if number > 1:
                above = page.height - _MARGINS.top * 0.6
                page.text(
                    page.width / 2, above, words("page_number", page=words.number(number)), NOTE, "centre"
                )
            return
        below = _MARGINS.bottom * 0.5
        at = words("page_foot", page=number - self._before, pages=total - self._before)
        page.text(_MARGINS.left, below, self._said, NOTE, "left")
        page.text(page.width - _MARGINS.right, below, at, NOTE, "right")


@dataclass(frozen=True, slots=True)
class _AnnexBegins:
    """Take no room; tell the foot on which page the annex begins."""

    foot: _Foot
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = True
    height: float = 0.0

    def fit(self, _kit: Kit, _width: float, _height: float, _fresh: bool) -> Fit:
        return Fit(self)

    def draw(self, _page: Page, _x: float, _top: float) -> None:
        self.foot.begin()
