"""Lay a fiscal year out month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.figures.fold import MOVEMENT, CaseHistory, PeriodFigures, figures
from services.thai.dates import Month, fiscal_months


@dataclass(frozen=True, slots=True)
class MonthRow:
    """Hold one month of the table; no figures where it lies after the last month reported."""

    month: Month
    figures: PeriodFigures | None

    @property
    def is_zero(self) -> bool:
        """Say whether the month was without complaints, those carried over included."""
        return self.figures is not None and self.figures.movement.is_zero


def twelve_months(
    histories: Sequence[CaseHistory],
    fiscal_year: int,
    cut_off: date,
    last: Month | None = None,
    base: str = "fallen_due",
) -> list[MonthRow]:
    """Return the months of a B.E. fiscal year up to the last one reported.

    Each month is read at its own end, as its own report read it, so that what one carries out the next
    carries in; the last month is read at the cut-off. Left out, the last month is the cut-off's own.

    Being read at different days, the months' received don't always add up to the year's: what was classified
    away later stands under reclassified in the month in which that happened.
    """
    months = fiscal_months(fiscal_year)
    final = min(last or Month.of(cut_off), months[-1])
    rows: list[MonthRow] = []
    for month in months:
        if month > final or month.start > cut_off:
            rows.append(MonthRow(month, None))
            continue
        read_at = cut_off if month == final else min(month.end, cut_off)
        rows.append(MonthRow(month, figures(histories, month.start, month.end, read_at, base)))
    return rows


def total_movement(rows: Iterable[MonthRow]) -> dict[str, int]:
    """Return the sum row: carried in is the first month's, carried out and overdue are the last month's."""
    shown = [row.figures.movement.counts() for row in rows if row.figures is not None]
    if not shown:
        return dict.fromkeys(MOVEMENT, 0)
    total = {name: sum(counts[name] for counts in shown) for name in MOVEMENT}
    return total | {
        "carried_in": shown[0]["carried_in"],
        "carried_out": shown[-1]["carried_out"],
        "overdue": shown[-1]["overdue"],
    }
