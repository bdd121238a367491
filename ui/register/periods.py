"""Periods to choose from: fiscal years and months, newest first."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from services.thai.dates import fiscal_months, fiscal_year, fiscal_year_range
from ui.formatting import format_month

YEARS_BACK = 6
Range = tuple[date, date]


def period_choices(today: date) -> list[tuple[str, str]]:
    """Return (code, label) pairs: each fiscal year followed by its months, none of them in the future."""
    choices: list[tuple[str, str]] = []
    newest = fiscal_year(today)
    for year in range(newest, newest - YEARS_BACK, -1):
        label = QCoreApplication.translate("Register", "ปีงบประมาณ {year}").format(year=year)
        choices.append((f"y{year}", label))
        months = [month for month in reversed(fiscal_months(year)) if month.start <= today]
        choices.extend((f"m{month.key}", format_month(month)) for month in months)
    return choices


def ranges(today: date) -> dict[str, Range]:
    """Return the days of every period that `period_choices` gives."""
    found: dict[str, Range] = {}
    newest = fiscal_year(today)
    for year in range(newest, newest - YEARS_BACK, -1):
        found[f"y{year}"] = fiscal_year_range(year)
        found |= {f"m{month.key}": (month.start, month.end) for month in fiscal_months(year)}
    return found
