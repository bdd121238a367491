"""Write the marks of all cases anew: an older program kept none, or cut stories into other words."""

from typing import Any

from sqlalchemy import Connection, and_, delete, select
from sqlalchemy.orm import Session

from models.base import table_of
from models.complaints import Complainant, Complaint
from models.similar import SimilarEntry
from models.similar_index import fill_marks, rebuild_index
from services.complaints.similar_marks import compose_marks

AT_ONCE = 1_000
_UNFIT = (ValueError, TypeError, AttributeError)
_CASE = table_of(Complaint).c
_PERSON = table_of(Complainant).c
_STORIES = select(
    *(_CASE.office_id, _CASE.id, _CASE.register_key, _CASE.identity, _CASE.confidential),
    *(_CASE.subject, _CASE.detail),
).order_by(_CASE.id)
_PEOPLE = select(table_of(Complainant))


def write_all_marks(session: Session) -> None:
    """Write the marks of every case in the caller's transaction, whatever stands there.

    Marks follow the lists of words: a release that changes the lists needs a revision, however empty, so that
    this is done when the data are brought up to date.
    """
    connection = session.connection()
    connection.execute(delete(table_of(SimilarEntry)))
    for stories in connection.execute(_STORIES).partitions(AT_ONCE):
        fill_marks(connection, [_row(connection, case) for case in stories])
    rebuild_index(connection)


def _row(connection: Connection, case: Any) -> dict[str, Any]:
    own = and_(_PERSON.office_id == case.office_id, _PERSON.id == case.id)
    person: Any = connection.execute(_PEOPLE.where(own)).first()
    try:
        marks = compose_marks(case, person)
    except _UNFIT:
        marks = ""  # What is no text is named by verify, and keeps nobody out.
    return {
        "office_id": case.office_id,
        "id": case.register_key,
        "complaint_id": case.id,
        "marks": marks,
    }
