"""The statement of a fiscal year without complaints: this office's normal year, a paper of the first rank."""

from collections.abc import Sequence
from datetime import date

from services.documents.audit_material import office_began
from services.documents.case_numbers import numbers_behind
from services.documents.catalogue import PaperRequest
from services.documents.channel_looks import ChannelLook, read_channel_looks
from services.documents.composing import Composition, Kept, Look, report_spec
from services.documents.figures_json import span_json
from services.documents.report_parts import REPORT_NOTE
from services.documents.typesetting import (
    CELL,
    CELL_HEAD,
    LETTER,
    SUBTITLE,
    TITLE,
    Block,
    Cell,
    CellValue,
    Heading,
    KeepTogether,
    Paragraph,
    Signature,
    Signatures,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.documents.yearly_tables import is_running
from services.errors import DomainError
from services.figures.periods import SpanFigures, year_figures
from services.office.facts import OfficeFacts

_CELL = CELL.but(size=8.4, leading=12.8)
_HEAD = CELL_HEAD.but(size=8.4, leading=12.8)
_TEXT = LETTER.but(size=10.4, leading=17.0)


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return the statement of a fiscal year; raises `report.year_not_zero` for a year with complaints."""
    assert request.year is not None  # noqa: S101 - a fiscal year is asked for
    figures = year_figures(look.office, look.facts, request.year, request.as_of)
    if not figures.zero:
        moved = figures.whole.movement
        cases = {
            *moved.carried_in_ids,
            *moved.received_ids,
            *moved.reopened_ids,
            *moved.reclassified_back_ids,
        }
        raise DomainError("report.year_not_zero", year=request.year, count=len(cases))
    words = zero_words(look)
    title = words("zero_year_title", fiscal_year=request.year)
    periods = [figures.whole, *(row.figures for row in figures.months if row.figures is not None)]
    numbers = numbers_behind(look.reading.session, look.reading.office_id, periods)
    data = {"fiscal_year": request.year, **span_json(figures, look.facts, numbers)}
    kept = Kept(str(request.year), figures.cut_off, zero=True, data=data)
    spec = report_spec(look, words, title)
    return Composition(spec, statement_blocks(look, figures, request.year), title, kept)


def zero_words(look: Look) -> PaperWords:
    """Return the statement's words in the digits of tables."""
    return look.words("zero_year", "annex", "monthly", "indicators")


def statement_blocks(look: Look, figures: SpanFigures, year: int) -> list[Block]:
    """Return the statement's page: what the office states, what it looked into, what else came in."""
    words, facts = zero_words(look), look.facts
    looks = read_channel_looks(look.office, facts, [row.month for row in figures.months])
    profile = facts.profile
    office = words("office_line", office=profile.name, department=profile.department)
    as_of = words("as_of", date=words.long_date(figures.cut_off))
    return [
        Paragraph(words("zero_year_title", fiscal_year=year), TITLE.but(size=14.0, leading=23.0)),
        Paragraph(office, SUBTITLE),
        Paragraph(as_of, SUBTITLE.but(size=9.6, leading=16.0, after=4.0)),
        *(Paragraph(text, _TEXT) for text in _sentences(figures, facts, looks, year, words)),
        KeepTogether([Heading(words("heading_indicators")), _indicators(facts, words)]),
        KeepTogether([Heading(words("heading_channels")), _channels(looks, words)]),
        *began_note(look, figures.first.start, words),
        Signatures(
            [
                Signature(role=words("zero_record_recorder"), dated=True),
                Signature(
                    name=look.signer.name,
                    position=look.signer.position,
                    role=words("zero_record_certifier"),
                    dated=True,
                ),
            ],
            per_row=2,
        ),
    ]


def began_note(look: Look, start: date, words: PaperWords) -> list[Block]:
    """Return what a paper says of days before the office used the program: nothing was recorded then."""
    began = office_began(look.reading.session, look.reading.office_id)
    if began is None or began <= start:
        return []
    note = words.within("zero_year")("began_note", date=words.long_date(began))
    return [Paragraph(note, REPORT_NOTE)]


def _sentences(
    figures: SpanFigures, facts: OfficeFacts, looks: Sequence[ChannelLook], year: int, words: PaperWords
) -> list[str]:
    office, cut_off = facts.profile.name, words.long_date(figures.cut_off)
    running = is_running(figures.months, year)
    apart = figures.whole.apart
    stated = words(
        "zero_year_so_far" if running else "zero_year_body",
        fiscal_year=year,
        fiscal_year_before=year - 1,
        office=office,
        cut_off=cut_off,
    )
    oia = "oia_some" if apart["oia"] else ("oia_so_far" if running else "zero_oia_year")
    others = [
        words("other", kind=words(f"apart_{code}"), count=words.number(count))
        for code, count in apart.items()
        if count and code != "oia"
    ]
    said = words(oia, fiscal_year=year, cut_off=cut_off, count=words.number(apart["oia"]))
    return [
        stated,
        _looked(looks, office, words),
        words("others", parts=" ".join(others)) if others else words("no_others"),
        f"{said} {words('kept_as_evidence')}",
    ]


def _looked(looks: Sequence[ChannelLook], office: str, words: PaperWords) -> str:
    """Say what the register of inspections says, and no more than that."""
    times, inspected = sum(look.times for look in looks), sum(look.looked_into for look in looks)
    key = "looked_not"
    if times:
        key = "looked_all" if inspected == len(looks) else "looked_partly"
    return words(
        key, office=office, channels=len(looks), inspected=inspected, inspections=words.number(times)
    )


def _indicators(facts: OfficeFacts, words: PaperWords) -> Block:
    settings = facts.settings
    targets = (settings.indicator1_target_percent, settings.indicator2_target_percent)
    rows: list[list[CellValue | Cell]] = [
        [words("column_indicator"), words("label_target"), words("label_result")]
    ]
    for number, target in enumerate(targets, 1):
        name = f"{words(f'indicator{number}_name')} {words(f'indicator{number}_title')}"
        rows.append([name, words("target", target=target), words("zero_indicator")])
    return SimpleTable(rows, (6, 2.4, 3.6), align="lll", style=_CELL, head_style=_HEAD)


def _channels(looks: Sequence[ChannelLook], words: PaperWords) -> Block:
    rows: list[list[CellValue | Cell]] = [
        [words("order"), words("column_channel"), words("column_looks"), words("column_found")]
    ]
    for number, look in enumerate(looks, 1):
        times = words("times", times=words.number(look.times)) if look.times else words("no_record")
        if look.every_time:
            times = words("every_time", times=words.number(look.times)) if look.times else words("each_visit")
        rows.append([words.number(number), words.in_digits(look.name), times, words("zero_sentence")])
    return SimpleTable(rows, (0.9, 6.2, 3.8, 2.2), align="clll", style=_CELL, head_style=_HEAD)
