"""The full-text side of search_entry on SQLite: an FTS5 trigram table kept in step by hand.

Text is folded before it comes here, when written and when asked, so the tokenizer folds nothing.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, bindparam, insert, literal, or_, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import ColumnElement

from models.base import table_of
from models.search import SEARCH_COLUMNS, SearchEntry

TABLE = "complaint_search"
_COLUMNS = ", ".join(SEARCH_COLUMNS)
_VALUES = ", ".join(f":{name}" for name in SEARCH_COLUMNS)

# S608: the statements below are made of names written in this file, never of anything typed.
_INSERT = text(f"INSERT INTO {TABLE}(rowid, {_COLUMNS}) VALUES (:id, {_VALUES})")  # noqa: S608
_DELETE = text(
    f"INSERT INTO {TABLE}({TABLE}, rowid, {_COLUMNS}) VALUES ('delete', :id, {_VALUES})"  # noqa: S608
)
_FIND = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :fts_query"  # noqa: S608
_CHECK = f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
_ENTRY = insert(table_of(SearchEntry))
_NEWEST_KEY = (
    select(table_of(SearchEntry).c.id)
    .where(table_of(SearchEntry).c.id.between(bindparam("first"), bindparam("last")))
    .order_by(table_of(SearchEntry).c.id.desc())
    .limit(1)
)
SHORTEST = 3  # a trigram index knows nothing shorter


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one folded word to find, and its digits where it may be a phone number."""

    text: str
    digits: str = ""


def write_entry(session: Session, entry: SearchEntry) -> None:
    """Add a search row and its index entry."""
    row = _row(entry)
    connection = session.connection()
    connection.execute(_ENTRY, {**row, "office_id": entry.office_id, "complaint_id": entry.complaint_id})
    connection.execute(_INSERT, row)


def delete_entry(session: Session, entry: SearchEntry) -> None:
    """Take a search row and its index entry away."""
    session.execute(_DELETE, _row(entry))
    session.delete(entry)
    session.flush()


def free_key(session: Session, wanted: int, span: int) -> int:
    """Return the first free search id in [wanted, wanted + span)."""
    newest = session.connection().scalar(_NEWEST_KEY, {"first": wanted, "last": wanted + span - 1})
    return wanted if newest is None else newest + 1


def matches(column: InstrumentedAttribute[int], office_id: int, terms: list[Term]) -> ColumnElement[bool]:
    """Return a condition that holds where the case with this register key has every term."""
    long = [term for term in terms if len(term.text) >= SHORTEST]
    short = [term for term in terms if len(term.text) < SHORTEST]
    conditions: list[ColumnElement[bool]] = []
    if long:
        query = " AND ".join(_match(term) for term in long)
        found = text(_FIND).bindparams(fts_query=query)
        conditions.append(column.in_(found.columns(SearchEntry.id).scalar_subquery()))
    if short:
        found_short = select(SearchEntry.id).where(
            SearchEntry.office_id == office_id, and_(*(_contains(term) for term in short))
        )
        conditions.append(column.in_(found_short))
    return and_(literal(True), *conditions)


def check(connection: Connection) -> str | None:
    """Return what is wrong between the index and search_entry, or None."""
    try:
        # What the check finds is its answer, not a damaged file that somebody runs into.
        connection.execute(text(_CHECK), execution_options={"raw_errors": True})
    except OperationalError:
        # Somebody is writing for longer than we wait: that says nothing about the index.
        raise
    except DatabaseError as error:
        return str(error.orig)
    return None


def _row(entry: SearchEntry) -> dict[str, object]:
    return {"id": entry.id, **{name: getattr(entry, name) for name in SEARCH_COLUMNS}}


def _phrase(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _match(term: Term) -> str:
    if len(term.digits) >= SHORTEST and term.digits != term.text:
        return f"({_phrase(term.text)} OR phones : {_phrase(term.digits)})"
    return _phrase(term.text)


def _contains(term: Term) -> ColumnElement[bool]:
    return or_(*(getattr(SearchEntry, name).contains(term.text, autoescape=True) for name in SEARCH_COLUMNS))
