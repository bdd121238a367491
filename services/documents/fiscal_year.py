"""The report of a fiscal year: movement, the twelve months."""

from services.documents.catalogue import PaperRequest
from services.documents.composing import Composition, Kept, Look, report_head, report_spec
from services.documents.figures_json import group_names, named
from services.documents.monthly_tables import months_table, movement_table
from services.documents.typesetting import Block, Heading, KeepTogether
from services.figures.periods import year_figures


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return the report of a fiscal year as the office counts it."""
    assert request.year is not None  # noqa: S101 - a fiscal year is asked for
    figures = year_figures(look.office, look.facts, request.year, request.as_of)
    words = look.words("fiscal_year", "annex", "monthly", "indicators")
    title = words("title", fiscal_year=request.year)
    rows = named(figures.whole.by_group, group_names(), words("group_not_stated"))
    blocks: list[Block] = [
        *report_head(look, words, title, words("as_of", date=words.long_date(figures.cut_off))),
        Heading(words("heading_movement")),
        KeepTogether([movement_table(rows, figures.whole.movement, words("scope_year"), words)], after=6.0),
        KeepTogether([Heading(words("heading_months")), months_table(figures.months, words)]),
    ]
    kept = Kept(str(request.year), figures.cut_off, figures.zero)
    return Composition(report_spec(look, words, title), blocks, title, kept)
