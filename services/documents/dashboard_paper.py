"""The dashboard on paper: indicators and what they need, the months, breakdowns, open cases, reply clock.

Officers stand on no paper: the comparison of people's work stays with who assigns it, on the screen.
"""

from services.documents.case_numbers import numbers_of
from services.documents.catalogue import PaperRequest
from services.documents.composing import Composition, Kept, Look, report_head, report_spec
from services.documents.dashboard_json import dashboard_json
from services.documents.report_parts import (
    REPORT_NOTE,
    REPORT_TEXT,
    Told,
    apart_part,
    breakdown_part,
    indicators_part,
)
from services.documents.typesetting import (
    CELL,
    CELL_HEAD,
    BarChart,
    Block,
    Cell,
    CellValue,
    Heading,
    HorizontalBars,
    KeepTogether,
    Labelled,
    LineChart,
    LineSeries,
    Paragraph,
    Series,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.figures.behind import ids_behind, paths
from services.figures.dashboard import Dashboard, Judged, dashboard
from services.figures.standing import AGES
from services.figures.trend import TrendMonth
from services.figures.values import Indicator

_CELL = CELL.but(size=8.2, leading=12.6)
_HEAD = CELL_HEAD.but(size=7.8, leading=12.2)
_INDENT = 58.0


def compose(look: Look, request: PaperRequest) -> Composition:
    """Return the dashboard of a fiscal year as the office counts it, nobody named."""
    year = request.year
    assert year is not None  # noqa: S101 - a fiscal year is asked for
    shown = dashboard(look.reading, look.facts, year, request.as_of)
    words = look.words("dashboard", "annex", "monthly", "indicators")
    title = words("title", fiscal_year=year)
    behind = [case for path in paths(shown.year) for case in ids_behind(shown.year, path)]
    behind += [case for path in shown.paths() for case in shown.ids(path)]
    numbers = numbers_of(look.reading.session, look.reading.office_id, behind)
    kept = Kept(str(year), shown.cut_off, shown.zero, dashboard_json(shown, look.facts, numbers))
    return Composition(report_spec(look, words, title), _blocks(look, shown, words), title, kept)


def _blocks(look: Look, shown: Dashboard, words: PaperWords) -> list[Block]:
    facts, days = look.facts, _days(shown, words)
    as_of = words.within("indicators")("as_of", date=words.long_date(shown.cut_off))
    head = report_head(
        look, words, words("title", fiscal_year=shown.fiscal_year), words("span", **days), as_of
    )
    sentence = words.within("indicators")("scope_year", **days)
    told = [Told(words("scope_year"), sentence, shown.year)]
    apart = apart_part(told, words) if any(shown.year.apart.values()) else []
    if shown.zero:
        return [
            *head,
            Paragraph(words("zero", **days), REPORT_TEXT.but(before=8.0)),
            *_months(shown, words),
            *apart,
        ]
    return [
        *head,
        *indicators_part(told, facts, words),
        *_needs(shown, words),
        *_months(shown, words),
        *_open(shown, words),
        *_replies(shown, words),
        *(
            block
            for code in ("by_channel", "by_category", "by_level")
            for block in breakdown_part(code, told, facts, words)
        ),
        *apart,
    ]


def _days(shown: Dashboard, words: PaperWords) -> dict[str, str]:
    last = min(shown.cut_off, shown.year.end)
    return {"from": words.long_date(shown.year.start), "to": words.long_date(last)}


# --- what is still needed


def _needs(shown: Dashboard, words: PaperWords) -> list[Block]:
    said = (
        ("need1", _need(shown, shown.first, "need_closing", words)),
        ("need2", _need(shown, shown.second, "need_in_time", words)),
    )
    lines = [Labelled(words(label), text, _INDENT, REPORT_TEXT) for label, text in said]
    return [KeepTogether([Heading(words("heading_need")), *lines])]


def _need(shown: Dashboard, judged: Judged, key: str, words: PaperWords) -> str:
    need = judged.need
    if judged.verdict in ("none", "nothing_due"):
        return words(f"verdict_{judged.verdict}")
    if need.is_reached:
        return words("need_reached")
    if need.beyond is None:
        return words("need_never")
    at_hand = words.number(need.at_hand)
    if need.can_be_reached:
        return words(key, count=words.number(need.among), at_hand=at_hand)
    if shown.is_over:
        return words("need_over", at_hand=at_hand)
    return words("need_beyond", count=words.number(need.beyond), at_hand=at_hand)


# --- the months


def _months(shown: Dashboard, words: PaperWords) -> list[Block]:
    columns = ("received", "closed", "carried_out")
    head: list[CellValue | Cell] = [
        words("column_month"),
        *(words(f"column_{name}") for name in columns),
        words("column_indicator1"),
        words("column_indicator2"),
    ]
    table = SimpleTable(
        [head, *(_month_row(month, shown, words) for month in shown.months)],
        [2.6, 1.2, 1.2, 1.2, 2.6, 2.6],
        align="lrrrcc",
        style=_CELL,
        head_style=_HEAD,
    )
    blocks: list[Block] = [
        KeepTogether([Heading(words("heading_months")), table]),
        Paragraph(words("months_note"), REPORT_NOTE),
    ]
    if not shown.zero:
        blocks += [KeepTogether([_movement_chart(shown, words)]), KeepTogether([_trend_chart(shown, words)])]
    return blocks


def _month_row(month: TrendMonth, shown: Dashboard, words: PaperWords) -> list[CellValue | Cell]:
    label = words.in_digits(month.month.be_label)
    moved = month.movement
    if moved is None or month.indicator1 is None or month.indicator2 is None:
        return [label, *[words("month_not_yet")] * 5]
    if moved.is_zero and not month.indicator1.denominator:
        return [label, Cell(words("month_none"), span=5, align="c")]
    return [
        label,
        words.number(moved.received),
        words.number(moved.closed),
        words.number(moved.carried_out),
        _so_far(month.indicator1, shown.first.target, words),
        _so_far(month.indicator2, shown.second.target, words),
    ]


def _so_far(indicator: Indicator, target: int, words: PaperWords) -> str:
    if not indicator.denominator:
        return words("dash")
    return words(
        "so_far",
        numerator=words.number(indicator.numerator),
        denominator=words.number(indicator.denominator),
        percent=str(indicator.percent_shown(target)),
    )


def _movement_chart(shown: Dashboard, words: PaperWords) -> BarChart:
    moved = [month.movement for month in shown.months]
    return BarChart(
        [words.in_digits(month.month.short_label) for month in shown.months],
        [
            Series(words("chart_received"), [one.received if one else 0 for one in moved]),
            Series(words("chart_closed"), [one.closed if one else 0 for one in moved]),
        ],
        title=words("heading_chart"),
        unit=words("chart_unit"),
        plot_height=100.0,
        empty=words("no_complaints"),
    )


def _trend_chart(shown: Dashboard, words: PaperWords) -> LineChart:
    return LineChart(
        [words.in_digits(month.month.short_label) for month in shown.months],
        [
            LineSeries(words("need1"), [_percent(month.indicator1) for month in shown.months]),
            LineSeries(words("need2"), [_percent(month.indicator2) for month in shown.months]),
        ],
        title=words("heading_trend"),
        unit=words("trend_unit"),
        targets=[
            (target, words("target_line", target=target))
            for target in sorted({shown.first.target, shown.second.target})
        ],
    )


def _percent(indicator: Indicator | None) -> float | None:
    if indicator is None or not indicator.denominator:
        return None
    return 100 * indicator.numerator / indicator.denominator


# --- the cases as they stand


def _open(shown: Dashboard, words: PaperWords) -> list[Block]:
    heading = Heading(words("heading_open"))
    if not shown.year.movement.carried_out:
        return [KeepTogether([heading, Paragraph(words("no_open"), REPORT_TEXT)])]
    by_clock = [(words(f"clock_{code}"), len(ids)) for code, ids in shown.clock_ids.items()]
    by_age = [(_age(first, last, words), len(shown.age_ids[code])) for code, first, last in AGES]
    return [
        KeepTogether([heading, HorizontalBars(by_clock, title=words("heading_clock"))]),
        KeepTogether([HorizontalBars(by_age, title=words("heading_age"))]),
    ]


def _age(first: int, last: int, words: PaperWords) -> str:
    if last > AGES[-2][2]:
        return words("age_over", last=first - 1)
    return words("age_between", first=first, last=last)


def _replies(shown: Dashboard, words: PaperWords) -> list[Block]:
    rows = [(words(f"reply_{code}"), len(ids)) for code, ids in shown.reply_ids.items()]
    return [KeepTogether([HorizontalBars(rows, title=words("heading_reply"))])]
