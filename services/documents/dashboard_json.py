"""A dashboard as JSON: the numbers, the printed numbers of their cases, nobody's name."""

from collections.abc import Mapping
from typing import Any

from services.documents.figures_json import period_json
from services.figures.dashboard import Dashboard, Judged
from services.figures.trend import TrendMonth
from services.figures.values import Indicator
from services.office.facts import OfficeFacts


def dashboard_json(shown: Dashboard, facts: OfficeFacts, numbers: Mapping[int, str]) -> dict[str, Any]:
    """Return a dashboard with the cases behind each of its numbers; officers are told on the screen alone."""
    year = period_json(shown.year, facts, numbers)
    year["cases"] |= {path: [numbers[case] for case in shown.ids(path)] for path in shown.paths()}
    judged = (("indicator1", shown.first), ("indicator2", shown.second))
    return {
        "fiscal_year": shown.fiscal_year,
        "cut_off": shown.cut_off.isoformat(),
        "year": year,
        "indicators": [_judged(code, one) for code, one in judged],
        "months": [_month(month) for month in shown.months],
        "age": {code: len(ids) for code, ids in shown.age_ids.items()},
        "clock": {code: len(ids) for code, ids in shown.clock_ids.items()},
        "reply": {code: len(ids) for code, ids in shown.reply_ids.items()},
    }


def _judged(code: str, judged: Judged) -> dict[str, Any]:
    return {
        "code": code,
        "target": judged.target,
        "formula": judged.formula,
        "verdict": judged.verdict,
        "needed": judged.need.among,
        "at_hand": judged.need.at_hand,
        "beyond": judged.need.beyond,
    }


def _month(month: TrendMonth) -> dict[str, Any]:
    told: dict[str, Any] = {"month": month.month.key}
    if month.movement is None:
        return told
    counts = month.movement.counts()
    told |= {name: counts[name] for name in ("received", "closed", "carried_out")}
    return told | {
        code: {"numerator": one.numerator, "denominator": one.denominator}
        for code, one in (("indicator1", month.indicator1), ("indicator2", month.indicator2))
        if isinstance(one, Indicator)
    }
