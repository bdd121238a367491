"""The annex of the monthly report: movement, indicators, breakdowns, twelve months, chart, list of cases."""

from collections.abc import Sequence

from services.documents.monthly_cases import CaseLine
from services.documents.monthly_tables import cases_table, months_table, short_month, shown_months
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
from services.documents.typesetting import (
    SUBTITLE,
    TITLE,
    BarChart,
    Block,
    Face,
    Heading,
    KeepTogether,
    Paragraph,
    Series,
)
from services.documents.wording import PaperWords
from services.figures.fold import Movement
from services.figures.indicators import MonthFigures
from services.figures.months import MonthRow
from services.office.facts import OfficeFacts
from services.thai.dates import fiscal_year_range, format_month


def annex_words(facts: OfficeFacts) -> PaperWords:
    """Return the words of the annex in the digits of tables."""
    return PaperWords(facts.wording, facts.settings.digits_tables, "monthly", "indicators", "annex")


def annex_blocks(figures: MonthFigures, cases: Sequence[CaseLine], facts: OfficeFacts) -> list[Block]:
    """Return the whole annex of a month with complaints."""
    words = annex_words(facts)
    told = told_of(figures, words)
    return [
        *_title(figures, facts, words),
        *movement_part(told, words),
        *indicators_part(told, facts, words, first_note=words("verdict_year_only")),
        *months_part(figures, words),
        *apart_part(told, words),
        *breakdowns_part(told, facts, words),
        Heading(words("heading_cases")),
        cases_table(cases, words),
    ]


def told_of(figures: MonthFigures, words: PaperWords) -> list[Told]:
    """Return the two periods that a monthly report tells of: the month, and its fiscal year so far."""
    start = fiscal_year_range(figures.month.fiscal_year)[0]
    own = words.within("indicators")  # the tables of movement call their periods otherwise
    year = own("scope_year", **{"from": words.long_date(start), "to": words.long_date(figures.month.end)})
    month = own("scope_month", month=format_month(figures.month))
    return [
        Told(words("scope_month"), month, figures.this_month, judged=False),
        Told(words("scope_year"), year, figures.year_to_date),
    ]


def months_part(figures: MonthFigures, words: PaperWords) -> list[Block]:
    """Return the twelve-month table and the chart of it."""
    rows = shown_months(figures)
    heading = words("heading_twelve_months", fiscal_year=figures.month.fiscal_year)
    note = Paragraph(words("months_note", month=format_month(figures.month)), REPORT_NOTE)
    table = KeepTogether([Heading(heading), months_table(rows, words)])
    return [table, note, KeepTogether([months_chart(rows, words)])]


def months_chart(rows: Sequence[MonthRow], words: PaperWords) -> BarChart:
    """Return what came in and what was closed, month by month, as bars."""
    moved = [row.figures.movement if row.figures is not None else Movement() for row in rows]
    return BarChart(
        [short_month(row.month, words) for row in rows],
        [
            Series(words("chart_received"), [movement.received for movement in moved]),
            Series(words("chart_closed"), [movement.closed for movement in moved]),
        ],
        title=words("heading_chart"),
        unit=words("chart_unit"),
        plot_height=110.0,
        empty=words("no_complaints"),
    )


def _title(figures: MonthFigures, facts: OfficeFacts, words: PaperWords) -> list[Block]:
    month, year = format_month(figures.month), figures.month.fiscal_year
    as_of = words("annex_as_of", cut_off=words.long_date(figures.cut_off))
    office = words("office_line", office=facts.profile.name, department=facts.profile.department)
    return [
        Paragraph(words("annex_title"), TITLE.but(size=14.0, leading=23.0)),
        Paragraph(words("annex_subtitle", month=month, fiscal_year=year), SUBTITLE.but(face=Face.BOLD)),
        Paragraph(f"{office} · {as_of}", SUBTITLE.but(size=9.6, leading=16.0)),
        SigningLine([words(role) for role in ("maker", "checker", "certifier")], REPORT_TEXT),
    ]
