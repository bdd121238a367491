"""The pack for auditors: six or twelve months with definitions, every case's dates, and what proves them."""

from itertools import pairwise

from services.documents.audit_material import (
    office_began,
    read_extensions,
    read_late_reasons,
    read_month_papers,
    read_numbers,
    read_stops,
    read_voided,
)
from services.documents.audit_tables import (
    apart_cases_table,
    audit_cases_table,
    balances,
    definitions_table,
    extensions_table,
    identity_table,
    month_papers_table,
    numbers_said,
    stops_table,
    voided_table,
)
from services.documents.case_numbers import numbers_behind
from services.documents.catalogue import PaperRequest
from services.documents.composing import LANDSCAPE, Composition, Kept, Look, report_head, report_spec
from services.documents.figures_json import span_json
from services.documents.monthly_cases import read_lines
from services.documents.report_parts import (
    REPORT_NOTE,
    REPORT_TEXT,
    Told,
    apart_part,
    breakdowns_part,
    definition_notes,
    indicators_part,
    movement_part,
)
from services.documents.signing_line import SigningLine
from services.documents.typesetting import Block, Heading, KeepTogether, Paragraph
from services.documents.wording import PaperWords
from services.documents.zero_year import began_note
from services.errors import FieldError, Invalid
from services.figures.fold import Movement
from services.figures.periods import SpanFigures, span_figures
from services.thai.dates import Month, format_month

SPANS = (6, 12)
_FIRST_FISCAL_MONTH = 10
_DIGEST_TYPED = 16


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return the pack of some months; raises `Invalid` for a length other than six or twelve."""
    first = request.first_month
    assert first is not None  # noqa: S101 - the first month is asked for
    if request.months not in SPANS:
        raise Invalid({"months": FieldError("choose")})
    figures = span_figures(look.office, look.facts, months_from(first, request.months), request.as_of)
    words = look.words("audit_pack", "annex", "monthly", "indicators")
    title = words("title", months=request.months)
    span = words("span", first=format_month(figures.first), last=format_month(figures.last))
    periods = [figures.whole, *(row.figures for row in figures.months if row.figures is not None)]
    numbers = numbers_behind(look.reading.session, look.reading.office_id, periods)
    kept = Kept(
        f"{figures.first.key}..{figures.last.key}",
        figures.cut_off,
        figures.zero,
        span_json(figures, look.facts, numbers),
    )
    running = figures.cut_off < figures.last.end
    as_of = words("as_of_running" if running else "as_of", date=words.long_date(figures.cut_off))
    zero = words("zero_span", office=look.facts.profile.name)
    blocks: list[Block] = [
        *report_head(look, words, title, span, as_of),
        SigningLine([words(role) for role in ("maker", "checker", "certifier")], REPORT_TEXT),
        *([Paragraph(zero, REPORT_TEXT)] if figures.zero else []),
        *began_note(look, figures.first.start, words),
        *_definitions(look, words),
        *_figures(look, figures, words),
        *_cases(look, figures, words),
        *_due_dates(look, figures, words),
        *_numbers(look, figures, words),
        *_proofs(look, figures, words),
    ]
    return Composition(report_spec(look, words, title, paper=LANDSCAPE), blocks, f"{title} {span}", kept)


def months_from(first: Month, count: int) -> list[Month]:
    """Return months in a row."""
    months = [first]
    while len(months) < count:
        months.append(months[-1].next())
    return months


def _definitions(look: Look, words: PaperWords) -> list[Block]:
    began = office_began(look.reading.session, look.reading.office_id)
    notes = definition_notes(look.facts.definition_changes, words)
    return [
        Heading(words("heading_definitions")),
        definitions_table(look.facts, began, words),
        *(Paragraph(note, REPORT_NOTE) for note in notes),
    ]


def _figures(look: Look, figures: SpanFigures, words: PaperWords) -> list[Block]:
    told = [_told(figures, words)]
    blocks: list[Block] = [
        KeepTogether([Heading(words("heading_identity")), identity_table(figures.months, words)]),
        Paragraph(_checked(figures, words), REPORT_NOTE),
        *movement_part(told, words),
        *indicators_part(told, look.facts, words, first_note="" if told[0].judged else words("not_judged")),
        *apart_part(told, words),
    ]
    if not figures.zero:
        blocks += breakdowns_part(told, look.facts, words)
    return blocks


def _told(figures: SpanFigures, words: PaperWords) -> Told:
    """Return the span; the 80 % is judged from the fiscal year's beginning, so any other has no verdict."""
    last = min(figures.last.end, figures.cut_off)
    own = words.within("indicators")
    sentence = own(
        "scope_year", **{"from": words.long_date(figures.first.start), "to": words.long_date(last)}
    )
    judged = figures.first.month == _FIRST_FISCAL_MONTH
    return Told(words("scope_span"), sentence, figures.whole, judged=judged)


def _checked(figures: SpanFigures, words: PaperWords) -> str:
    shown = [row.figures.movement for row in figures.months if row.figures is not None]
    handed_on = all(one.carried_out == two.carried_in for one, two in pairwise(shown))
    holds = all(map(balances, shown)) and handed_on
    return words("identity_holds" if holds else "identity_broken")


def _cases(look: Look, figures: SpanFigures, words: PaperWords) -> list[Block]:
    session, office = look.reading.session, look.reading.office_id
    lines = read_lines(session, office, look.facts, figures.whole.movement, figures.cut_off)
    apart = figures.whole.apart_ids
    set_apart = Movement(received_ids=(*apart["corruption"], *apart["oia"]))
    apart_lines = read_lines(session, office, look.facts, set_apart, figures.cut_off)
    late = read_late_reasons(look.office, figures.cut_off, [line.case_id for line in lines])
    blocks: list[Block] = [Heading(words("heading_apart_cases"))]
    blocks.append(apart_cases_table(apart_lines, words) if apart_lines else _none("no_apart_cases", words))
    blocks.append(Heading(words("heading_cases")))
    if not lines:
        return [*blocks, _none("no_complaints", words)]
    table = audit_cases_table(lines, late, figures.cut_off, look.facts, words)
    return [*blocks, Paragraph(words("days_note"), REPORT_NOTE, keep_with_next=True), table]


def _due_dates(look: Look, figures: SpanFigures, words: PaperWords) -> list[Block]:
    extensions = read_extensions(look.office, look.facts, figures)
    stops = read_stops(look.office, look.facts, figures)
    return [
        Heading(words("heading_extensions")),
        extensions_table(extensions, words) if extensions else _none("no_extensions", words),
        Heading(words("heading_stops")),
        stops_table(stops, words) if stops else _none("no_stops", words),
        Paragraph(words("reasons_note"), REPORT_NOTE),
    ]


def _numbers(look: Look, figures: SpanFigures, words: PaperWords) -> list[Block]:
    voided = read_voided(look.office, look.facts, figures)
    said = numbers_said(read_numbers(look.office, look.facts, figures), words) or [words("no_numbers")]
    return [
        Heading(words("heading_voided")),
        voided_table(voided, words) if voided else _none("no_voided", words),
        Heading(words("heading_numbers")),
        *(Paragraph(text, REPORT_TEXT) for text in said),
    ]


def _proofs(look: Look, figures: SpanFigures, words: PaperWords) -> list[Block]:
    papers = read_month_papers(look.reading, [row.month for row in figures.months])
    sequence, chain = look.checkpoint.sequence, look.checkpoint.chain
    typed = f"{sequence}:{chain[:_DIGEST_TYPED]}"
    checkpoint = words("checkpoint", sequence=words.number(sequence), chain=chain)
    return [
        Heading(words("heading_papers")),
        month_papers_table(papers, words),
        KeepTogether(
            [
                Heading(words("heading_checkpoint")),
                Paragraph(checkpoint, REPORT_TEXT),
                Paragraph(words("how_to_verify"), REPORT_TEXT),
                Paragraph(f"main.py verify --data DIR --checkpoint {typed}", REPORT_TEXT),
                Paragraph(words("verify_meaning"), REPORT_NOTE),
            ]
        ),
    ]


def _none(key: str, words: PaperWords) -> Paragraph:
    return Paragraph(words(key), REPORT_TEXT)
