"""The report of a fiscal year: movement, indicators, twelve months, charts, breakdowns, the list of cases."""

from services.documents.case_numbers import numbers_behind
from services.documents.catalogue import PaperRequest
from services.documents.composing import Composition, Kept, Look, report_head, report_spec
from services.documents.figures_json import span_json
from services.documents.monthly_annex import months_chart
from services.documents.monthly_cases import read_lines
from services.documents.monthly_tables import cases_table, months_table
from services.documents.report_parts import (
    REPORT_NOTE,
    REPORT_TEXT,
    Told,
    apart_part,
    breakdowns_part,
    indicators_part,
    movement_part,
)
from services.documents.signing_line import SigningLine
from services.documents.typesetting import Block, Heading, KeepTogether, PageBreak, Paragraph
from services.documents.wording import PaperWords
from services.documents.yearly_tables import channels_chart, is_running, quarters_table
from services.documents.zero_year import began_note, statement_blocks
from services.figures.periods import SpanFigures, year_figures
from services.thai.dates import fiscal_year_range, format_month


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return the report of a fiscal year as the office counts it; a zero year begins with its statement."""
    year = request.year
    assert year is not None  # noqa: S101 - a fiscal year is asked for
    figures = year_figures(look.office, look.facts, year, request.as_of)
    words = look.words("fiscal_year", "annex", "monthly", "indicators")
    title = words("title", fiscal_year=year)
    periods = [figures.whole, *(row.figures for row in figures.months if row.figures is not None)]
    numbers = numbers_behind(look.reading.session, look.reading.office_id, periods)
    data = {"fiscal_year": year, **span_json(figures, look.facts, numbers)}
    kept = Kept(str(year), figures.cut_off, figures.zero, data)
    blocks = _zero(look, figures, year, words) if figures.zero else _report(look, figures, year, words)
    return Composition(report_spec(look, words, title), blocks, title, kept)


def _report(look: Look, figures: SpanFigures, year: int, words: PaperWords) -> list[Block]:
    facts, running = look.facts, is_running(figures.months, year)
    told = [_told(figures, year, words, running=running)]
    session, office = look.reading.session, look.reading.office_id
    cases = read_lines(session, office, facts, figures.whole.movement, figures.cut_off)
    start, end = fiscal_year_range(year)
    span = words("span", **{"from": words.long_date(start), "to": words.long_date(end)})
    cut_off = words.long_date(figures.cut_off)
    as_of = words("as_of_running" if running else "as_of", date=cut_off)
    return [
        *report_head(look, words, words("title", fiscal_year=year), span, as_of),
        SigningLine([words(role) for role in ("maker", "checker", "certifier")], REPORT_TEXT),
        *began_note(look, start, words),
        *movement_part(told, words),
        *indicators_part(told, facts, words, first_note=words("running_note") if running else ""),
        *_months(figures, year, words),
        KeepTogether([months_chart(figures.months, words)]),
        *apart_part(told, words),
        *breakdowns_part(told, facts, words),
        KeepTogether([channels_chart(figures.whole, facts, words)]),
        Heading(words("heading_cases")),
        cases_table(cases, words),
    ]


def _zero(look: Look, figures: SpanFigures, year: int, words: PaperWords) -> list[Block]:
    blocks = [*statement_blocks(look, figures, year), PageBreak(), *_months(figures, year, words)]
    if any(figures.whole.apart.values()):
        running = is_running(figures.months, year)
        blocks += apart_part([_told(figures, year, words, running=running)], words)
    return blocks


def _told(figures: SpanFigures, year: int, words: PaperWords, *, running: bool) -> Told:
    start, end = fiscal_year_range(year)
    last = min(end, figures.cut_off)
    own = words.within("indicators")
    sentence = own("scope_year", **{"from": words.long_date(start), "to": words.long_date(last)})
    return Told(words("scope_year" if running else "scope_whole_year"), sentence, figures.whole)


def _months(figures: SpanFigures, year: int, words: PaperWords) -> list[Block]:
    shown = [row.month for row in figures.months if row.figures is not None]
    heading = Heading(words("heading_twelve_months", fiscal_year=year))
    note = words("months_note", month=format_month(shown[-1]))
    return [
        KeepTogether([heading, months_table(figures.months, words)]),
        Paragraph(note, REPORT_NOTE),
        KeepTogether([Heading(words("heading_quarters")), quarters_table(figures.months, words)]),
    ]
