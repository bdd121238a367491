"""Figures as JSON: codes beside Thai names, ISO dates in the common era, percentages unrounded.

Beside its numbers a period has `cases`: from each number's path, as services/figures/behind.py names it, to
the printed numbers of the cases behind it. A case that counts twice stands twice; nobody is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.figures.behind import BREAKDOWNS, ids_behind, paths
from services.figures.fold import MOVEMENT, STILL_OPEN, UNSPECIFIED, Indicator, Movement, PeriodFigures
from services.figures.indicators import MonthFigures
from services.figures.periods import SpanFigures
from services.office.codes import choices
from services.office.facts import ChoiceList, OfficeFacts

Names = Sequence[tuple[str, str]]
Numbers = Mapping[int, str]


def figures_json(figures: MonthFigures, facts: OfficeFacts, numbers: Numbers | None = None) -> dict[str, Any]:
    """Return a month's figures as the command line prints them and the record of a report keeps them.

    numbers are the printed numbers of cases by their ids; without them nothing is said of cases.
    """
    return {
        "month": figures.month.key,
        "cut_off": figures.cut_off.isoformat(),
        "indicator2_base": facts.settings.indicator2_base,
        "this_month": period_json(figures.this_month, facts, numbers),
        "year_to_date": period_json(figures.year_to_date, facts, numbers),
    }


def span_json(figures: SpanFigures, facts: OfficeFacts, numbers: Numbers) -> dict[str, Any]:
    """Return the figures of some months in a row: of all together, and of each up to the cut-off."""
    return {
        "first_month": figures.first.key,
        "last_month": figures.last.key,
        "cut_off": figures.cut_off.isoformat(),
        "indicator2_base": facts.settings.indicator2_base,
        "whole": period_json(figures.whole, facts, numbers),
        "months": [
            {"month": row.month.key, **(_counts(row.figures, numbers) if row.figures is not None else {})}
            for row in figures.months
        ],
    }


def named(
    movements: Mapping[str, Movement], names: Names, unspecified: str
) -> list[tuple[str, str, Movement]]:
    """Return (code, name, movement) in the office's order; codes that the lists no longer have come last."""
    known = dict(names)
    listed = [(code, name, movements.get(code, Movement())) for code, name in names]
    rest = [code for code in movements if code not in known and code != UNSPECIFIED]
    listed += [(code, code, movements[code]) for code in rest]
    if UNSPECIFIED in movements:
        listed.append((UNSPECIFIED, unspecified, movements[UNSPECIFIED]))
    return listed


def group_names() -> Names:
    """Return the groups of complainants."""
    return choices("groups")


def channel_names(facts: OfficeFacts, used: Mapping[str, Movement]) -> Names:
    """Return the channels, without sub-channels; one no longer in use only where it has figures."""
    return _choices(facts.channels, used, top=True)


def category_names(facts: OfficeFacts, used: Mapping[str, Movement]) -> Names:
    """Return the categories that count; another only where it has figures."""
    return _choices(facts.categories, used)


def level_names(facts: OfficeFacts, used: Mapping[str, Movement]) -> Names:
    """Return the levels."""
    return _choices(facts.levels, used)


def outcome_names(used: Mapping[str, Movement], still_open: str = "อยู่ระหว่างดำเนินการ") -> Names:
    """Return the outcomes, and what has none yet; those shown apart only where they have figures."""
    apart = ("referred", "withdrawn")
    outcomes = [pair for pair in choices("outcomes") if pair[0] not in apart or pair[0] in used]
    return [*outcomes, (STILL_OPEN, still_open)]


def _choices(found: ChoiceList, used: Mapping[str, Movement], *, top: bool = False) -> Names:
    return [
        (choice.code, choice.name)
        for choice in found.all
        if not (top and choice.parent is not None)
        and ((choice.active and choice.counted) or choice.code in used)
    ]


def period_json(period: PeriodFigures, facts: OfficeFacts, numbers: Numbers | None) -> dict[str, Any]:
    """Return a period's numbers with its breakdowns, and the cases behind each where numbers are given."""
    split = {
        "by_group": _list(period.by_group, group_names()),
        "by_channel": _list(period.by_channel, channel_names(facts, period.by_channel)),
        "by_category": _list(period.by_category, category_names(facts, period.by_category)),
        "by_level": _list(period.by_level, level_names(facts, period.by_level)),
        "by_outcome": _list(period.by_outcome, outcome_names(period.by_outcome)),
    }
    told = _numbers_of(period) | split
    if numbers is None:
        return told
    listed = [
        f"{name}.{row['code']}.{key}" for name, rows in split.items() for row in rows for key in MOVEMENT
    ]
    return told | {"cases": _cases(period, (*paths(period), *listed), numbers)}


def _counts(period: PeriodFigures, numbers: Numbers) -> dict[str, Any]:
    """Return a period's numbers without its breakdowns."""
    named_here = [path for path in paths(period) if not path.startswith(BREAKDOWNS)]
    return _numbers_of(period) | {"cases": _cases(period, named_here, numbers)}


def _numbers_of(period: PeriodFigures) -> dict[str, Any]:
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "movement": period.movement.counts(),
        "indicator1": _indicator(period.indicator1),
        "indicator2": _indicator(period.indicator2),
        "indicator2_by_original": _indicator(period.indicator2_by_original),
        "open_not_due": period.open_not_due,
        "extended": period.extended,
        "without_due": len(period.without_due_ids),
        "apart": dict(period.apart),
    }


def _cases(period: PeriodFigures, wanted: Iterable[str], numbers: Numbers) -> dict[str, list[str]]:
    return {path: [numbers[case] for case in ids_behind(period, path)] for path in wanted}


def _indicator(indicator: Indicator) -> dict[str, Any]:
    percent = 100 * indicator.numerator / indicator.denominator if indicator.denominator else None
    return {"numerator": indicator.numerator, "denominator": indicator.denominator, "percent": percent}


def _list(movements: Mapping[str, Movement], names: Names) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": name, **movement.counts()}
        for code, name, movement in named(movements, names, "ไม่ระบุ")
    ]
