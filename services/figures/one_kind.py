"""The figures of one kind of case that the indicators never count: Official Information Act, corruption.

They come from the same histories and the same folding as every other figure; only what counts is another
thing. A month tells of the cases received in it, read at the one cut-off.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from models.complaints import CaseEvent, Complaint
from services.complaints.register import day_start
from services.errors import DomainError
from services.figures.fold import (
    CaseReading,
    Movement,
    PeriodFigures,
    StateRow,
    break_down,
    figures_of,
    read_cases,
)
from services.figures.indicators import read_histories, today_of
from services.figures.periods import cut_off_of
from services.office.facts import OfficeFacts
from services.thai.dates import Month, fiscal_months
from services.unit_of_work import Reading

_CHUNK = 500
ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Received:
    """Hold the cases received in a month, and which of them are closed and still open at the cut-off."""

    received_ids: tuple[int, ...] = ()
    closed_ids: tuple[int, ...] = ()
    open_ids: tuple[int, ...] = ()

    def counts(self) -> dict[str, int]:
        """Return the three numbers by their JSON keys."""
        return {
            "received": len(self.received_ids),
            "closed": len(self.closed_ids),
            "open": len(self.open_ids),
        }


@dataclass(frozen=True, slots=True)
class KindFigures:
    """Hold a fiscal year's figures of one kind of case at a cut-off; months to come are None."""

    year: int
    cut_off: date
    over: bool
    period: PeriodFigures
    months: tuple[tuple[Month, Received | None], ...]
    readings: tuple[CaseReading, ...]

    @property
    def zero(self) -> bool:
        """Tell whether there was none, neither a new one nor one carried over."""
        return self.period.movement.is_zero

    def split(self, code_of: Callable[[int], str | None]) -> dict[str, Movement]:
        """Break the movement down by a code of each case."""
        return break_down(self.readings, lambda row: code_of(row.case_id))


def in_category(category: str) -> Callable[[StateRow], bool]:
    """Return the condition that a case was screened as a complaint of a category, and its number stands.

    One that was withdrawn or passed on to another agency is still a complaint of that kind.
    """

    def counts(state: StateRow) -> bool:
        screened = state.screened and state.kind == "complaint"
        return screened and state.category == category and state.status != "voided"

    return counts


def kind_figures(
    reading: Reading,
    facts: OfficeFacts,
    year: int,
    category: str,
    as_of: date | None = None,
    without: Callable[[date], Iterable[int]] | None = None,
) -> KindFigures:
    """Return a fiscal year's figures of a category at its end, or at a later cut-off asked for.

    without gives the cases that are none after all, as known at the cut-off. Raises `report.year_ahead`, and
    `report.cut_off_before_period` or `report.cut_off_ahead` for the cut-off.
    """
    months = fiscal_months(year)
    start, end = months[0].start, months[-1].end
    if start > today_of(reading):
        raise DomainError("report.year_ahead", year=year)
    cut_off = cut_off_of(reading, months, as_of)
    none_after_all = frozenset(without(cut_off)) if without is not None else frozenset()
    found = read_histories(reading.session, reading.actor, facts, start, end)
    histories = [history for history in found if history.complaint_id not in none_after_all]
    readings = read_cases(histories, start, end, cut_off, in_category(category))
    return KindFigures(
        year=year,
        cut_off=cut_off,
        over=cut_off >= end,
        period=figures_of(readings, start, end, cut_off, facts.settings.indicator2_base),
        months=tuple((month, _received(readings, month, cut_off)) for month in months),
        readings=tuple(readings),
    )


def _received(readings: Iterable[CaseReading], month: Month, cut_off: date) -> Received | None:
    if month.start > cut_off:
        return None
    own = [row for row in readings if row.counted and month.start <= row.received_on <= month.end]
    return Received(
        received_ids=tuple(row.case_id for row in own),
        closed_ids=tuple(row.case_id for row in own if not row.is_open),
        open_ids=tuple(row.case_id for row in own if row.is_open),
    )


# --- what the histories of cases don't hold ------------------------------------------------------------


def read_grounds(reading: Reading, cut_off: date) -> dict[int, str]:
    """Return the ground of each complaint under the Official Information Act, as answered by the cut-off."""
    said = _answers(reading, "information_ground", cut_off)
    return {case: ground for case, ground in said.items() if isinstance(ground, str) and ground}


def read_appeals(reading: Reading, cut_off: date) -> frozenset[int]:
    """Return the cases found to be an appeal against a refusal: the Act's own way, and no complaint."""
    return frozenset(case for case, said in _answers(reading, "appeal", cut_off).items() if said is True)


def _answers(reading: Reading, field: str, cut_off: date) -> dict[int, object]:
    rows = reading.session.execute(
        select(CaseEvent.complaint_id, CaseEvent.data)
        .where(
            CaseEvent.office_id == reading.office_id,
            CaseEvent.data.contains(f'"{field}": '),
            CaseEvent.at < day_start(cut_off + timedelta(days=1)),
        )
        .order_by(CaseEvent.id)
    )
    found: dict[int, object] = {}
    for row in rows:
        answers = json.loads(row.data).get("answers", {})
        if field in answers:
            found[row.complaint_id] = answers[field]
    return found


def read_complainants(reading: Reading, ids: Iterable[int]) -> Mapping[int, str]:
    """Return how each case's complainant stands to its name; the nameless by whether evidence was given.

    Codes are those of identities; anonymous_with and anonymous_without where evidence was asked for.
    """
    wanted = sorted(set(ids))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = reading.session.execute(
            select(Complaint.id, Complaint.identity, Complaint.evidence_given).where(
                Complaint.office_id == reading.office_id,
                Complaint.id.in_(wanted[start : start + _CHUNK]),
            )
        )
        for row in rows:
            code = row.identity
            if code == ANONYMOUS and row.evidence_given is not None:
                code = f"{ANONYMOUS}_{'with' if row.evidence_given else 'without'}"
            found[row.id] = code
    return found
