"""Cover who asked to stay hidden in whatever was written about the case: notes, reasons, names of files."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from models.complaints import Complainant, Complaint
from services.documents.names import People, complainant_names
from services.privacy.masks import mask_text

Cover = Callable[[str], str]


def cover_of(session: Session, complaint: Complaint) -> Cover:
    """Return what covers a hidden complainant's name, numbers and address in a text of the case."""
    return covers_of(session, complaint.office_id, [complaint.id])[complaint.id]


def covers_of(session: Session, office_id: int, complaint_ids: Sequence[int]) -> dict[int, Cover]:
    """Return what covers the texts of each case; of one whose complainant is not hidden they stay."""
    query = (
        select(Complainant)
        .join(Complaint, and_(Complaint.office_id == Complainant.office_id, Complaint.id == Complainant.id))
        .where(
            Complainant.office_id == office_id,
            Complainant.id.in_(sorted(set(complaint_ids))),
            Complaint.identity == "hidden",
        )
    )
    hidden = {row.id: _covering(People(complainant_names(row))) for row in session.scalars(query)}
    return {one: hidden.get(one, as_is) for one in complaint_ids}


def covered(value: Any, cover: Cover) -> Any:
    """Return a value with its texts covered, those of a dictionary too."""
    if isinstance(value, str):
        return cover(value)
    if isinstance(value, dict):
        return {name: covered(one, cover) for name, one in value.items()}
    return value


def as_is(text: str) -> str:
    """Return a text as it is."""
    return text


def _covering(people: People) -> Cover:
    return lambda text: mask_text(text, people)
