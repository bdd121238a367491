"""The index of what everybody who may see a case may find it by."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.base import table_of
from models.search import SEARCH_COLUMNS, SearchEntry
from models.text_index import SHORTEST, Term, TextIndex

INDEX = TextIndex("complaint_search", SearchEntry, SEARCH_COLUMNS)
TABLE = INDEX.table
SHADOWS = INDEX.shadows  # FTS5 keeps itself there

_NEWEST_KEY = (
    select(table_of(SearchEntry).c.id)
    .where(table_of(SearchEntry).c.id.between(bindparam("first"), bindparam("last")))
    .order_by(table_of(SearchEntry).c.id.desc())
    .limit(1)
)

write_entry = INDEX.write_entry
delete_entry = INDEX.delete_entry
matches = INDEX.matches
check = INDEX.check
differing_entry = INDEX.differing_entry

__all__ = [
    "INDEX",
    "SHADOWS",
    "SHORTEST",
    "TABLE",
    "Term",
    "check",
    "delete_entry",
    "differing_entry",
    "free_key",
    "matches",
    "write_entry",
]


def free_key(session: Session, wanted: int, span: int) -> int:
    """Return the first free search id in [wanted, wanted + span)."""
    newest = session.connection().scalar(_NEWEST_KEY, {"first": wanted, "last": wanted + span - 1})
    return wanted if newest is None else newest + 1
