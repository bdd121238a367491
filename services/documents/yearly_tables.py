"""Tables and charts that the papers of a year and of several months share."""

from collections.abc import Sequence

from services.documents.figures_json import channel_names, named
from services.documents.typesetting import (
    CELL,
    CELL_HEAD,
    Block,
    Cell,
    CellValue,
    HorizontalBars,
    SimpleTable,
)
from services.documents.wording import PaperWords
from services.figures.fold import MOVEMENT, PeriodFigures
from services.figures.months import MonthRow, total_movement
from services.office.facts import OfficeFacts
from services.thai.dates import fiscal_months

_CELL = CELL.but(size=8.2, leading=12.6)
_HEAD = CELL_HEAD.but(size=7.8, leading=12.2)
_QUARTER = 3  # months


def quarters_table(rows: Sequence[MonthRow], words: PaperWords) -> Block:
    """Return the sums of a fiscal year's quarters: 'ไม่มี' for a zero one, dashes for one still to come."""
    names = [
        name for name in MOVEMENT if name not in ("reopened", "reclassified") or total_movement(rows)[name]
    ]
    body: list[list[CellValue | Cell]] = []
    for number, start in enumerate(range(0, len(rows), _QUARTER), 1):
        quarter = rows[start : start + _QUARTER]
        label = words(
            "quarter",
            quarter=number,
            from_month=words.in_digits(quarter[0].month.short_label),
            to_month=words.in_digits(quarter[-1].month.short_label),
        )
        sums = total_movement(quarter)
        if all(row.figures is None for row in quarter):
            body.append([label, *[words("month_not_yet")] * len(names)])
        elif not any(sums.values()):
            body.append([label, Cell(words("month_none"), span=len(names), align="c")])
        else:
            body.append([label, *(words.number(sums[name]) for name in names)])
    head: list[CellValue | Cell] = [words("column_quarter"), *(words(f"column_{name}") for name in names)]
    return SimpleTable([head, *body], [3.6, *[1.3] * len(names)], style=_CELL, head_style=_HEAD)


def channels_chart(period: PeriodFigures, facts: OfficeFacts, words: PaperWords) -> HorizontalBars:
    """Return how many complaints came by each channel, as bars."""
    rows = named(period.by_channel, channel_names(facts, period.by_channel), words("not_stated"))
    bars = [(words.in_digits(name), movement.received) for _code, name, movement in rows]
    return HorizontalBars(
        bars if period.movement.received else [],
        title=words("heading_channels_chart"),
        empty=words("no_new"),
    )


def is_running(rows: Sequence[MonthRow], fiscal_year: int) -> bool:
    """Tell whether the last month of a fiscal year is still to come or not over."""
    last = rows[-1]
    return last.figures is None or last.figures.cut_off < fiscal_months(fiscal_year)[-1].end
