"""The paper of a month without complaints: this office's normal state, and a paper of the first rank."""

from dataclasses import dataclass

from services.documents.monthly_annex import Annex, annex_words
from services.documents.monthly_memo import zero_others
from services.documents.report_parts import BREAKDOWNS
from services.documents.typesetting import (
    LETTER,
    SUBTITLE,
    TITLE,
    Block,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
)
from services.documents.wording import PaperWords
from services.figures.indicators import MonthFigures
from services.office.facts import OfficeFacts
from services.thai.dates import format_month


@dataclass(frozen=True, slots=True)
class ChannelLooks:
    """Hold how often the channels were looked into in the month, and how many of them were at all."""

    times: int = 0
    channels: int = 0


def record_blocks(figures: MonthFigures, facts: OfficeFacts, looks: ChannelLooks) -> list[Block]:
    """Return the office's own record of the month, then the figures of the fiscal year so far."""
    words = annex_words(facts)
    profile = facts.profile
    month = format_month(figures.month)
    office = words("office_line", office=profile.name, department=profile.department)
    as_of = words("annex_as_of", cut_off=words.long_date(figures.cut_off))
    signers = [
        Signature(position=words(f"zero_record_{role}"), dated=True) for role in ("recorder", "certifier")
    ]
    return [
        Paragraph(words("zero_record_title"), TITLE),
        Paragraph(office, SUBTITLE),
        Paragraph(words("annex_subtitle", month=month, fiscal_year=figures.month.fiscal_year), SUBTITLE),
        Paragraph(as_of, SUBTITLE.but(size=10.0, after=6.0)),
        *(Paragraph(text, LETTER) for text in _sentences(figures, facts, looks, words)),
        Signatures(signers, per_row=2),
        PageBreak(),
        *Annex(figures, facts).blocks(without=_left_out(figures)),
    ]


def _left_out(figures: MonthFigures) -> tuple[str, ...]:
    """Return the parts that say nothing here: no cases are listed, and a zero year has no breakdowns."""
    return ("cases", *BREAKDOWNS) if figures.year_to_date.movement.is_zero else ("cases",)


def _sentences(
    figures: MonthFigures, facts: OfficeFacts, looks: ChannelLooks, words: PaperWords
) -> list[str]:
    profile = facts.profile
    channels = sum(choice.active and choice.parent is None for choice in facts.channels.all)
    # The record says that all channels were looked into only where the register of inspections says so.
    key = "zero_record_body_uninspected"
    if looks.times:
        key = "zero_record_body" if looks.channels >= channels else "zero_record_body_partly"
    record = words(
        key,
        month=format_month(figures.month),
        office=profile.name,
        channels=channels,
        inspections=words.number(looks.times),
        inspected=looks.channels,
        secretariat=profile.secretariat,
    )
    return [text for text in (record, zero_others(figures, words), *_year(figures, facts, words)) if text]


def _year(figures: MonthFigures, facts: OfficeFacts, words: PaperWords) -> list[str]:
    """Return what can be said of a fiscal year without complaints, so far or whole."""
    if not figures.year_to_date.movement.is_zero:
        return []
    year = figures.month.fiscal_year
    if figures.month.month != 9:
        said = words(
            "zero_year_so_far",
            fiscal_year=year,
            cut_off=words.long_date(figures.cut_off),
            office=facts.profile.name,
        )
        return [said]
    sentences = [
        words("zero_year_body", fiscal_year=year, fiscal_year_before=year - 1, office=facts.profile.name)
    ]
    if not figures.year_to_date.apart.get("oia"):
        sentences.append(words("zero_oia_year", fiscal_year=year))
    return sentences
