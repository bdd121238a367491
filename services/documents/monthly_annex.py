"""The annex of the monthly report: movement, indicators, breakdowns, twelve months, chart, list of cases."""

from collections.abc import Callable, Mapping, Sequence

from services.documents.figures_json import (
    category_names,
    channel_names,
    group_names,
    level_names,
    named,
    outcome_names,
)
from services.documents.monthly_cases import CaseLine
from services.documents.monthly_tables import (
    apart_table,
    breakdown_tables,
    cases_table,
    months_table,
    movement_table,
    short_month,
    shown_months,
)
from services.documents.signing_line import SigningLine
from services.documents.typesetting import (
    BODY,
    CELL,
    CELL_HEAD,
    SUBTITLE,
    TITLE,
    BarChart,
    Block,
    Cell,
    CellValue,
    Face,
    Heading,
    KeepTogether,
    Labelled,
    Paragraph,
    Series,
    SimpleTable,
    TextStyle,
)
from services.documents.wording import PaperWords
from services.figures.fold import Indicator, Movement, PeriodFigures
from services.figures.indicators import MonthFigures
from services.office.facts import OfficeFacts
from services.thai.dates import fiscal_year_range, format_month

_TEXT = BODY.but(size=9.4, leading=15.4)
_NOTE = TextStyle(size=8.2, leading=13.0)
_INDENT = 48.0
_BOLD = _TEXT.but(face=Face.BOLD, before=4.0)

NamesOf = Callable[[Mapping[str, Movement]], Sequence[tuple[str, str]]]


def annex_words(facts: OfficeFacts) -> PaperWords:
    """Return the words of the annex in the digits of tables."""
    return PaperWords(facts.wording, facts.settings.digits_tables, "monthly", "indicators", "annex")


def annex_blocks(figures: MonthFigures, cases: Sequence[CaseLine], facts: OfficeFacts) -> list[Block]:
    """Return the whole annex of a month with complaints."""
    words = annex_words(facts)
    return [
        *_title(figures, facts, words),
        *movement_part(figures, words),
        *indicators_part(figures, facts, words),
        *months_part(figures, words),
        *apart_part(figures, words),
        *breakdowns_part(figures, facts, words),
        Heading(words("heading_cases")),
        cases_table(cases, words),
    ]


def _title(figures: MonthFigures, facts: OfficeFacts, words: PaperWords) -> list[Block]:
    month, year = format_month(figures.month), figures.month.fiscal_year
    as_of = words("annex_as_of", cut_off=words.long_date(figures.cut_off))
    office = words("office_line", office=facts.profile.name, department=facts.profile.department)
    return [
        Paragraph(words("annex_title"), TITLE.but(size=14.0, leading=23.0)),
        Paragraph(words("annex_subtitle", month=month, fiscal_year=year), SUBTITLE.but(face=Face.BOLD)),
        Paragraph(f"{office} · {as_of}", SUBTITLE.but(size=9.6, leading=16.0)),
        SigningLine([words(role) for role in ("maker", "checker", "certifier")], _TEXT),
    ]


def movement_part(figures: MonthFigures, words: PaperWords) -> list[Block]:
    """Return the two movements, by group, and the sum that they keep to."""
    blocks: list[Block] = [Heading(words("heading_movement"))]
    for scope, period in (
        ("scope_month", figures.this_month),
        ("scope_year", figures.year_to_date),
    ):
        rows = named(period.by_group, group_names(), words("group_not_stated"))
        blocks.append(KeepTogether([movement_table(rows, period.movement, words(scope), words)], after=6.0))
    blocks.append(Paragraph(words("movement_rule"), _NOTE))
    if figures.this_month.movement.reclassified or figures.year_to_date.movement.reclassified:
        blocks.append(Paragraph(words("reclassified_note"), _NOTE))
    return blocks


def indicators_part(figures: MonthFigures, facts: OfficeFacts, words: PaperWords) -> list[Block]:
    """Return both indicators: formula, counts and result of each period, verdict of the year so far."""
    settings = facts.settings
    base = "received" if settings.indicator2_base == "received" else "fallen_due"
    first = _indicator_head(1, settings.indicator1_target_percent, "indicator1_formula", words)
    second = _indicator_head(2, settings.indicator2_target_percent, f"indicator2_formula_{base}", words)
    year = figures.year_to_date
    notes = [words("verdict_year_only"), words("rounding"), words("due_rule"), words("definition")]
    if 0 < year.indicator1.denominator < settings.few_cases_below:
        notes.insert(0, words("few_cases"))
    if year.extended:
        in_time = year.indicator2_by_original.numerator
        notes.append(words("extended", extended=year.extended, in_time_original=in_time))
    notes.append(words("as_of", date=words.long_date(figures.cut_off)))
    return [
        Heading(words("heading_indicators")),
        KeepTogether([*first, _first_table(figures, settings.indicator1_target_percent, words)]),
        KeepTogether([*second, _second_table(figures, settings.indicator2_target_percent, words)]),
        Labelled(words("label_note"), " · ".join(notes), _INDENT, _NOTE, _NOTE.but(face=Face.BOLD)),
    ]


def months_part(figures: MonthFigures, words: PaperWords) -> list[Block]:
    """Return the twelve-month table and the chart of it."""
    rows = shown_months(figures)
    moved = [row.figures.movement if row.figures is not None else Movement() for row in rows]
    chart = BarChart(
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
    heading = words("heading_twelve_months", fiscal_year=figures.month.fiscal_year)
    note = Paragraph(words("months_note", month=format_month(figures.month)), _NOTE)
    return [KeepTogether([Heading(heading), months_table(rows, words)]), note, KeepTogether([chart])]


def breakdowns_part(figures: MonthFigures, facts: OfficeFacts, words: PaperWords) -> list[Block]:
    """Return the breakdowns by channel, category, level and outcome."""
    month, year = figures.this_month, figures.year_to_date
    parts: list[tuple[str, Mapping[str, Movement], Mapping[str, Movement], NamesOf, str]] = [
        (
            "heading_by_channel",
            month.by_channel,
            year.by_channel,
            lambda used: channel_names(facts, used),
            "not_stated",
        ),
        (
            "heading_by_category",
            month.by_category,
            year.by_category,
            lambda used: category_names(facts, used),
            "category_unclassified",
        ),
        (
            "heading_by_level",
            month.by_level,
            year.by_level,
            lambda used: level_names(facts, used),
            "level_unclassified",
        ),
        (
            "heading_by_outcome",
            month.by_outcome,
            year.by_outcome,
            lambda used: outcome_names(used, words("outcome_open")),
            "not_stated",
        ),
    ]
    blocks: list[Block] = []
    for heading, of_month, of_year, names_of, unspecified in parts:
        names = names_of({**of_month, **of_year})
        left = named(of_month, names, words(unspecified))
        right = named(of_year, names, words(unspecified))
        blocks += [
            KeepTogether([table], after=8.0)
            for table in breakdown_tables(words(heading), left, right, figures, words)
        ]
    return blocks


def apart_part(figures: MonthFigures, words: PaperWords) -> list[Block]:
    """Return what is shown apart."""
    table = apart_table(figures.this_month, figures.year_to_date, words)
    return [KeepTogether([Heading(words("heading_apart")), table])]


def result_text(indicator: Indicator, target: int, received: int, words: PaperWords) -> str:
    """Return an indicator's result with its counts; words where there is nothing to judge."""
    if not indicator.denominator:
        return words("result_nothing_due" if received else "result_none")
    return words(
        "result",
        numerator=words.number(indicator.numerator),
        denominator=words.number(indicator.denominator),
        percent=str(indicator.percent_shown(target)),
    )


def _indicator_head(number: int, target: int, formula: str, words: PaperWords) -> list[Block]:
    title = f"{words(f'indicator{number}_name')}  {words(f'indicator{number}_title')}"
    said = words(formula)
    if formula.endswith("fallen_due"):
        said = f"{said} {words('indicator2_open_note')}"
    return [
        Paragraph(title, _BOLD, keep_with_next=True),
        Labelled(words("label_target"), words("target", target=target), _INDENT, _TEXT, keep_with_next=True),
        Labelled(words("label_formula"), said, _INDENT, _TEXT, keep_with_next=True),
    ]


def _periods(figures: MonthFigures, words: PaperWords) -> list[tuple[str, PeriodFigures, bool]]:
    start = fiscal_year_range(figures.month.fiscal_year)[0]
    own = words.within("indicators")  # the tables of movement call their periods otherwise
    year = own("scope_year", **{"from": words.long_date(start), "to": words.long_date(figures.month.end)})
    month = own("scope_month", month=format_month(figures.month))
    return [(month, figures.this_month, False), (year, figures.year_to_date, True)]


def _verdict(
    indicator: Indicator, target: int, period: PeriodFigures, judged: bool, words: PaperWords
) -> str:
    if not judged:
        return words("no_verdict")
    if not indicator.denominator:
        return words("verdict_nothing_due" if period.movement.received else "verdict_none")
    return words("verdict_met" if indicator.meets(target) else "verdict_not_met")


def _first_table(figures: MonthFigures, target: int, words: PaperWords) -> Block:
    rows: list[list[CellValue | Cell]] = [
        [words("column_scope"), words("column_result"), words("column_verdict")]
    ]
    for scope, period, judged in _periods(figures, words):
        indicator = period.indicator1
        result = result_text(indicator, target, period.movement.received, words)
        rows.append([scope, result, Cell(_verdict(indicator, target, period, judged, words), bold=judged)])
    return SimpleTable(rows, (4, 5.4, 2.6), align="llc", style=_CELL, head_style=_HEAD)


def _second_table(figures: MonthFigures, target: int, words: PaperWords) -> Block:
    heads = ("column_scope", "column_result", "column_original", "column_not_due", "column_verdict")
    rows: list[list[CellValue | Cell]] = [[words(head) for head in heads]]
    for scope, period, judged in _periods(figures, words):
        indicator, original = period.indicator2, period.indicator2_by_original
        beside = words("dash")
        if original.denominator:
            beside = words(
                "original_result",
                numerator=words.number(original.numerator),
                denominator=words.number(original.denominator),
                percent=str(original.percent_shown(target)),
            )
        rows.append(
            [
                scope,
                result_text(indicator, target, period.movement.received, words),
                words.in_digits(beside),
                words("case_count", count=words.number(period.open_not_due)),
                Cell(_verdict(indicator, target, period, judged, words), bold=judged),
            ]
        )
    return SimpleTable(rows, (3.1, 4.0, 2.6, 1.7, 2.0), align="lllcc", style=_CELL, head_style=_HEAD)


_CELL = CELL.but(size=8.6, leading=13.2)
_HEAD = CELL_HEAD.but(size=8.6, leading=13.2)
