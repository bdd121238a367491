"""The monthly report to the Secretariat of the Department: memo and annex, or the record of a zero month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from services.accounts.signing import Signatory
from services.documents.amendments_part import amendments_part, signed_words
from services.documents.monthly_annex import annex_blocks, annex_words
from services.documents.monthly_cases import CaseLine
from services.documents.monthly_memo import MemoDraft, memo_blocks
from services.documents.monthly_zero import ChannelLooks, record_blocks
from services.documents.own_words import own_words
from services.documents.report_foot import Checkpoint, ReportBegins, ReportFoot
from services.documents.typesetting import (
    BODY,
    CM,
    Block,
    DocumentSpec,
    Heading,
    KeepTogether,
    Margins,
    PageBreak,
    Paragraph,
    PdfDocument,
    Signature,
    Signatures,
)
from services.figures.indicators import MonthFigures
from services.office.facts import OfficeFacts
from services.signing.amendments import Amendments
from services.signing.signed import SignedRow
from services.thai.dates import Month, bangkok_date, format_month

_MARGINS = Margins(top=1.7 * CM, bottom=1.9 * CM)


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
    """Hold a made report: the PDF, its figures as values and as JSON, and whether the month was zero.

    Of a signed month it is what was signed: then there are no figures but those in `data`.
    """

    content: bytes
    month: Month
    figures: MonthFigures | None
    zero: bool
    data: dict[str, Any] = field(default_factory=dict)
    signed: SignedRow | None = None


@dataclass(frozen=True, slots=True)
class Certification:
    """Hold what stands at the end of a report that is signed: who certifies it, when, with what note."""

    signer: Signatory
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class MonthlyMaterial:
    """Hold everything a monthly report is set from."""

    facts: OfficeFacts
    figures: MonthFigures
    cases: Sequence[CaseLine]
    checkpoint: Checkpoint
    made_at: datetime
    looks: ChannelLooks
    numbers: Mapping[int, str] = field(default_factory=dict)  # printed ones, of the cases behind the figures
    signer: Signatory | None = None  # of the memo, where nobody edited it
    amendments: Amendments = field(default_factory=Amendments)
    certified: Certification | None = None


def build_monthly(material: MonthlyMaterial, memo: MemoDraft | None, *, draft: bool = False) -> bytes:
    """Return the report as PDF; without a memo it begins with the annex or the record."""
    facts, figures = material.facts, material.figures
    words = annex_words(facts)
    title = words("annex_subtitle", month=format_month(figures.month), fiscal_year=figures.month.fiscal_year)
    foot = ReportFoot(words, material.checkpoint, _MARGINS)
    spec = DocumentSpec(
        title=f"{words('zero_record_title') if figures.zero else words('annex_title')} {title}",
        author=facts.profile.name,
        subject=words("annex_title"),
        margins=_MARGINS,
        digits=words.digits,
        page_numbers=False,
        furniture=foot,
        words=own_words(facts),
        created=material.made_at,
        watermark=words("draft") if draft else "",
    )
    blocks: list[Block] = [*memo_blocks(memo, facts), PageBreak()] if memo is not None else []
    if figures.zero:
        annex = record_blocks(figures, facts, material.looks)
    else:
        annex = annex_blocks(figures, material.cases, facts)
    annex += amendments_part(material.amendments, facts)
    if material.certified is not None:
        annex += _certified(material.certified, figures.month, facts)
    return PdfDocument(spec).to_bytes([*blocks, ReportBegins(foot), *annex])


def _certified(certified: Certification, month: Month, facts: OfficeFacts) -> list[Block]:
    words = signed_words(facts)
    said = words("certified", month=format_month(month), date=words.long_date(bangkok_date(certified.at)))
    signer = Signature(certified.signer.name, certified.signer.position, role=words("certifier"))
    note = [Paragraph(words("certified_note", note=certified.note), BODY)] if certified.note else []
    return [
        KeepTogether(
            [Heading(words("heading_certified")), Paragraph(said, BODY), *note, Signatures([signer])]
        )
    ]
