"""Figures as JSON: codes beside Thai names, ISO dates in the common era, percentages unrounded."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.figures.fold import STILL_OPEN, UNSPECIFIED, Indicator, Movement, PeriodFigures
from services.figures.indicators import MonthFigures
from services.office.codes import choices
from services.office.facts import ChoiceList, OfficeFacts

Names = Sequence[tuple[str, str]]


def figures_json(figures: MonthFigures, facts: OfficeFacts) -> dict[str, Any]:
    """Return a month's figures as the command line prints them and the record of a report keeps them."""
    return {
        "month": figures.month.key,
        "cut_off": figures.cut_off.isoformat(),
        "this_month": _period(figures.this_month, facts),
        "year_to_date": _period(figures.year_to_date, facts),
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


def _period(period: PeriodFigures, facts: OfficeFacts) -> dict[str, Any]:
    return {
        "movement": period.movement.counts(),
        "indicator1": _indicator(period.indicator1),
        "indicator2": _indicator(period.indicator2),
        "open_not_due": period.open_not_due,
        "apart": dict(period.apart),
        "by_group": _list(period.by_group, group_names()),
        "by_channel": _list(period.by_channel, channel_names(facts, period.by_channel)),
        "by_category": _list(period.by_category, category_names(facts, period.by_category)),
        "by_level": _list(period.by_level, level_names(facts, period.by_level)),
        "by_outcome": _list(period.by_outcome, outcome_names(period.by_outcome)),
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    percent = 100 * indicator.numerator / indicator.denominator if indicator.denominator else None
    return {"numerator": indicator.numerator, "denominator": indicator.denominator, "percent": percent}


def _list(movements: Mapping[str, Movement], names: Names) -> list[dict[str, Any]]:
    return [
        {"code": code, "name": name, **movement.counts()}
        for code, name, movement in named(movements, names, "ไม่ระบุ")
    ]
