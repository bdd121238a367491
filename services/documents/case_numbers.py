"""The printed numbers of the cases behind figures: all that JSON tells of a case, never whose it is."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Complaint
from services.figures.behind import ids_behind, paths
from services.figures.values import PeriodFigures

_CHUNK = 500


def numbers_behind(session: Session, office_id: int, periods: Iterable[PeriodFigures]) -> dict[int, str]:
    """Return the printed number of every case that stands behind a figure of some periods, by its id."""
    behind = (case for period in periods for path in paths(period) for case in ids_behind(period, path))
    return numbers_of(session, office_id, behind)


def numbers_of(session: Session, office_id: int, cases: Iterable[int]) -> dict[int, str]:
    """Return the printed number of each case, by its id."""
    wanted = sorted(set(cases))
    found: dict[int, str] = {}
    for start in range(0, len(wanted), _CHUNK):
        rows = session.execute(
            select(Complaint.id, Complaint.number).where(
                Complaint.office_id == office_id, Complaint.id.in_(wanted[start : start + _CHUNK])
            )
        )
        found |= {row.id: row.number for row in rows}
    return found
