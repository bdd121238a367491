"""The figures of any row of months: a fiscal year, half a year, twelve months for an auditor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.errors import DomainError
from services.figures.fold import CaseHistory, PeriodFigures, figures
from services.figures.indicators import read_histories, today_of
from services.figures.months import MonthRow
from services.office.facts import OfficeFacts
from services.thai.dates import Month, fiscal_months
from services.unit_of_work import Reading


@dataclass(frozen=True, slots=True)
class SpanFigures:
    """Hold the figures of some months in a row: of all together, and of each.

    Each month over by then is read at its own end, as its own report read it; the last one at the cut-off.
    Months still to come have no figures.
    """

    months: tuple[MonthRow, ...]
    cut_off: date
    whole: PeriodFigures

    @property
    def first(self) -> Month:
        """Return the first month."""
        return self.months[0].month

    @property
    def last(self) -> Month:
        """Return the last month."""
        return self.months[-1].month

    @property
    def zero(self) -> bool:
        """Tell whether there was no complaint at all, neither a new one nor one carried over."""
        return self.whole.movement.is_zero


def year_figures(
    reading: Reading, facts: OfficeFacts, fiscal_year: int, as_of: date | None = None
) -> SpanFigures:
    """Return the figures of a fiscal year, named by the B.E. year that it ends in.

    Raises `report.year_ahead`, and `report.cut_off_before_period` or `report.cut_off_ahead` for the cut-off.
    """
    months = fiscal_months(fiscal_year)
    if months[0].start > today_of(reading):
        raise DomainError("report.year_ahead", year=fiscal_year)
    return span_figures(reading, facts, months, as_of)


def span_figures(
    reading: Reading, facts: OfficeFacts, months: Sequence[Month], as_of: date | None = None
) -> SpanFigures:
    """Return the figures of months in a row, at the end of the last one or at a later cut-off asked for.

    Raises `report.month_ahead`, `report.cut_off_before_period`, `report.cut_off_ahead`.
    """
    start, end = months[0].start, months[-1].end
    cut_off = cut_off_of(reading, months, as_of)
    base = facts.settings.indicator2_base
    histories = read_histories(reading.session, reading.actor, facts, start, end)
    return SpanFigures(
        months=tuple(_row(histories, month, months[-1], cut_off, base) for month in months),
        cut_off=cut_off,
        whole=figures(histories, start, end, cut_off, base=base),
    )


def cut_off_of(reading: Reading, months: Sequence[Month], as_of: date | None = None) -> date:
    """Return the day at whose end months in a row are read, or say what is wrong with the day asked for."""
    today = today_of(reading)
    start, end = months[0].start, months[-1].end
    if start > today:
        raise DomainError("report.month_ahead", month=months[0].key)
    usual = min(end, today)
    if as_of is not None and as_of < usual:
        raise DomainError("report.cut_off_before_period", end=usual)
    if as_of is not None and as_of > today:
        raise DomainError("report.cut_off_ahead", today=today)
    return as_of or usual


def _row(histories: Sequence[CaseHistory], month: Month, last: Month, cut_off: date, base: str) -> MonthRow:
    if month.start > cut_off:
        return MonthRow(month, None)
    read_at = cut_off if month == last else min(month.end, cut_off)
    return MonthRow(month, figures(histories, month.start, month.end, read_at, base))
