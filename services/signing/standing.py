"""How a case stood at the end of a day: what a signed month says of it, and what it is compared with."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import CaseState
from models.reports import SignedCase
from services.complaints.register import day_start
from services.figures.fold import apart_code
from services.figures.indicators import state_row
from services.thai.dates import bangkok_date

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what figures and lists read of a case at a cut-off; apart is where it stands, not counted."""

    received_on: date
    status: str
    screened: bool
    kind: str
    apart: str | None
    group: str | None
    channel: str
    category: str | None
    level: str | None
    outcome: str | None
    due: date | None
    closed_on: date | None

    @property
    def is_carried_out(self) -> bool:
        """Tell whether the case counts and is open: the next month carries it in."""
        return self.apart is None and self.status == "open"


def standing_of(states: Sequence[CaseState], received_on: date, cut_off: date) -> Standing | None:
    """Return how a case stood at the end of a day, None where it had not been received yet."""
    known = in_force(states, received_on, cut_off)
    if known is None:
        return None
    state, closed_on, _is_open = known
    return Standing(
        received_on=received_on,
        status=state.status,
        screened=state.screened,
        kind=state.kind,
        apart=apart_code(state_row(state, state.at)),
        group=state.group,
        channel=state.channel,
        category=state.category,
        level=state.level,
        outcome=state.outcome if state.status == "closed" else None,
        due=state.due,
        closed_on=closed_on,
    )


def signed_standing(row: SignedCase) -> Standing:
    """Return what a signed month said of a case."""
    return Standing(**{name: getattr(row, name) for name in Standing.__slots__})


def read_states(
    session: Session, office_id: int, ids: Sequence[int], cut_off: date
) -> dict[int, list[CaseState]]:
    """Return the states of cases up to the end of a day, in their order.

    The registration counts from the day of receipt as it is now, whatever day it was written with; what
    follows a later state is later too, though the clock was set back in between.
    """
    end = day_start(cut_off + timedelta(days=1))
    found: defaultdict[int, list[CaseState]] = defaultdict(list)
    over: set[int] = set()
    for start in range(0, len(ids), _CHUNK):
        rows = session.scalars(
            select(CaseState)
            .where(
                CaseState.office_id == office_id,
                CaseState.complaint_id.in_(ids[start : start + _CHUNK]),
            )
            .order_by(CaseState.id)
        )
        for state in rows:
            if state.cause != "registered" and state.at >= end:
                over.add(state.complaint_id)
            if state.complaint_id not in over:
                found[state.complaint_id].append(state)
    return found


def in_force(
    states: Sequence[CaseState], received: date, cut_off: date
) -> tuple[CaseState, date | None, bool] | None:
    """Return the state at the cut-off, the day of the last closing, and whether the case was open."""
    day, is_open, closed_on, last = received, True, None, None
    for state in states:
        if last is not None:
            day = max(day, bangkok_date(state.at))
        if day > cut_off:
            break
        last = state
        now_open = is_open if state.status == "voided" else state.status == "open"
        if now_open != is_open:
            is_open = now_open
            closed_on = None if is_open else day
    return (last, closed_on, is_open) if last is not None else None
