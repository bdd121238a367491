"""The annex of the monthly report: movement, indicators, breakdowns, twelve months, chart, list of cases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from services.documents.monthly_cases import CaseLine
from services.documents.monthly_tables import cases_table, months_table, short_month, shown_months
from services.documents.report_parts import (
    BREAKDOWNS,
    REPORT_NOTE,
    REPORT_TEXT,
    Told,
    apart_part,
    breakdown_part,
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
from services.office.monthly_parts import parts_in_force
from services.thai.dates import fiscal_year_range, format_month


def annex_words(facts: OfficeFacts) -> PaperWords:
    """Return the words of the annex in the digits of tables."""
    return PaperWords(facts.wording, facts.settings.digits_tables, "monthly", "indicators", "annex")


@dataclass(frozen=True, slots=True)
class Annex:
    """Hold what the parts of a month's annex are set from; cases are listed only for a month with some."""

    figures: MonthFigures
    facts: OfficeFacts
    cases: Sequence[CaseLine] = ()

    @property
    def words(self) -> PaperWords:
        """Return the annex's words."""
        return annex_words(self.facts)

    @property
    def told(self) -> list[Told]:
        """Return the two periods that the annex tells of."""
        return told_of(self.figures, self.words)

    def blocks(self, *, without: Sequence[str] = ()) -> list[Block]:
        """Return the parts that the office chose, in its order."""
        parts = parts_in_force(self.facts.settings.monthly_parts)
        return [block for part in parts if part not in without for block in PARTS[part](self)]


def annex_blocks(figures: MonthFigures, cases: Sequence[CaseLine], facts: OfficeFacts) -> list[Block]:
    """Return the whole annex of a month with complaints."""
    return [*_title(figures, facts, annex_words(facts)), *Annex(figures, facts, cases).blocks()]


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


def months_part(annex: Annex) -> list[Block]:
    """Return the twelve-month table."""
    figures, words = annex.figures, annex.words
    heading = words("heading_twelve_months", fiscal_year=figures.month.fiscal_year)
    note = Paragraph(words("months_note", month=format_month(figures.month)), REPORT_NOTE)
    return [KeepTogether([Heading(heading), months_table(shown_months(figures), words)]), note]


def chart_part(annex: Annex) -> list[Block]:
    """Return the chart of the twelve months."""
    return [KeepTogether([months_chart(shown_months(annex.figures), annex.words)])]


def cases_part(annex: Annex) -> list[Block]:
    """Return the list of cases, nobody named."""
    return [Heading(annex.words("heading_cases")), cases_table(annex.cases, annex.words)]


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
        empty=words("chart_none"),
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


def _indicators(annex: Annex) -> list[Block]:
    return indicators_part(annex.told, annex.facts, annex.words, first_note=annex.words("verdict_year_only"))


def _breakdown(code: str, annex: Annex) -> list[Block]:
    return breakdown_part(code, annex.told, annex.facts, annex.words)


PARTS: Mapping[str, Callable[[Annex], list[Block]]] = {
    "movement": lambda annex: movement_part(annex.told, annex.words),
    "indicators": _indicators,
    "months": months_part,
    "chart": chart_part,
    "apart": lambda annex: apart_part(annex.told, annex.words),
    **{code: partial(_breakdown, code) for code in BREAKDOWNS},
    "cases": cases_part,
}
