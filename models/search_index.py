"""The full-text side of search_entry on SQLite: an FTS5 trigram table kept in step by hand.

Text is folded before it comes here, when written and when asked, so the tokenizer folds nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, literal, or_, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import ColumnElement

from models.base import table_of
from models.search import SEARCH_COLUMNS, SearchEntry

TABLE = "complaint_search"
SHADOWS = tuple(f"{TABLE}_{part}" for part in ("data", "idx", "docsize", "config"))  # FTS5 keeps itself there
_COLUMNS = ", ".join(SEARCH_COLUMNS)
_VALUES = ", ".join(f":{name}" for name in SEARCH_COLUMNS)

# S608: the statements below are made of names written in this file, never of anything typed.
_INSERT = text(f"INSERT INTO {TABLE}(rowid, {_COLUMNS}) VALUES (:id, {_VALUES})")  # noqa: S608
_DELETE = text(
    f"INSERT INTO {TABLE}({TABLE}, rowid, {_COLUMNS}) VALUES ('delete', :id, {_VALUES})"  # noqa: S608
)
_FIND = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :fts_query"  # noqa: S608
_CHECK = f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
_OPEN_TOKENS = f"CREATE VIRTUAL TABLE temp.search_tokens USING fts5vocab('main', '{TABLE}', '{{kind}}')"
_CLOSE_TOKENS = "DROP TABLE temp.search_tokens"
_TOKENS = 'SELECT doc, term, col, "offset" FROM temp.search_tokens'
_WORDS = "SELECT term, doc FROM temp.search_tokens"
# The plus keeps SQLite from going there by the index's own way, which is what may be broken.
_ENTRIES_WITH = "SELECT doc FROM temp.search_tokens WHERE +term = :word"
_COUNT = f"SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH :fts_query"  # noqa: S608
_SIZES = f"SELECT id, sz FROM {TABLE}_docsize"  # noqa: S608
# Pages of no segment that the index knows; what stands under 1 and 10 is about the index as a whole.
_STRAY_PAGE = (
    f"SELECT id FROM {TABLE}_data WHERE id NOT IN (1, 10)"  # noqa: S608
    f" AND (id >> 37) NOT IN (SELECT segid FROM {TABLE}_idx) LIMIT 1"
)
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
    """Return what is wrong between the index and search_entry, or None.

    FTS5's own check reads the index from one end to the other and does not see that what leads to its
    words is gone: so every word is looked for too. It compares by sums that words which changed places
    may share: so every word is held against its entry.
    """
    try:
        connection.execute(text(_CHECK))
        with _tokens(connection, "row"):
            lost = _lost_word(connection)
        stray = connection.scalar(text(_STRAY_PAGE))
        other = None if lost is not None else _differing_from_entries(connection)
    except DatabaseError as error:
        said = str(error.orig)
        if isinstance(error, OperationalError) and ("locked" in said or "readonly" in said):
            # Somebody is writing for longer than we wait: that says nothing about the index.
            raise
        return said
    if lost is not None:
        return "a word that is there is not found"
    if stray is not None:
        return f"page {stray} of the index belongs to no word"
    return None if other is None else "an entry is indexed otherwise than it reads"


def differing_entry(connection: Connection) -> int | None:
    """Return the id of the first entry indexed otherwise than it reads; None where none can be named.

    Takes a look at every token: for when the check has failed.
    """
    try:
        differing = _differing_from_entries(connection)
        return _unfound(connection) if differing is None else differing
    except DatabaseError:
        return None  # the index can't even be read


@contextmanager
def _tokens(connection: Connection, kind: str) -> Iterator[None]:
    """Have the words of the index readable, as FTS5 itself lists them."""
    connection.execute(text(_OPEN_TOKENS.format(kind=kind)))
    try:
        yield
    finally:
        connection.execute(text(_CLOSE_TOKENS))


def _lost_word(connection: Connection) -> str | None:
    """Return a word that stands in more entries than it is found in."""
    count = text(_COUNT)
    for word, entries in connection.execute(text(_WORDS)).all():
        if connection.scalar(count, {"fts_query": _phrase(word)}) != entries:
            return str(word)
    return None


def _unfound(connection: Connection) -> int | None:
    with _tokens(connection, "row"):
        word = _lost_word(connection)
    if word is None:
        return None
    found = set(connection.scalars(text(_FIND), {"fts_query": _phrase(word)}))
    with _tokens(connection, "instance"):
        there = set(connection.scalars(text(_ENTRIES_WITH), {"word": word}))
    return min(there ^ found, default=None)


def _differing_from_entries(connection: Connection) -> int | None:
    with _tokens(connection, "instance"):
        indexed = _indexed(connection)
        sizes: dict[int, bytes] = {row.id: row.sz for row in connection.execute(text(_SIZES))}
    return _differing(connection, indexed, sizes)


def _differing(connection: Connection, indexed: dict[int, int], sizes: dict[int, bytes]) -> int | None:
    differing: list[int] = []
    for row in connection.execute(select(*table_of(SearchEntry).c).order_by(SearchEntry.id)):
        texts = [getattr(row, name) for name in SEARCH_COLUMNS]
        size = b"".join(_varint(max(len(part) - SHORTEST + 1, 0)) for part in texts)
        if indexed.pop(row.id, 0) != _sum_of(texts) or sizes.pop(row.id, None) != size:
            differing.append(row.id)
    return min((*differing, *indexed, *sizes), default=None)


def _indexed(connection: Connection) -> dict[int, int]:
    """Return a sum over each entry's tokens as they stand in the index."""
    found: dict[int, int] = {}
    said: Any = connection.execute(text(_TOKENS))
    try:
        # Below SQLAlchemy: there are a thousand words to an entry.
        for doc, term, name, offset in said.cursor:
            found[doc] = found.get(doc, 0) + hash((term, name, offset))
    except said.dialect.loaded_dbapi.DatabaseError as error:
        raise DatabaseError(_TOKENS, None, error) from error
    return found


def _sum_of(texts: list[str]) -> int:
    return sum(
        hash((part[start : start + SHORTEST], name, start))
        for name, part in zip(SEARCH_COLUMNS, texts, strict=True)
        for start in range(len(part) - SHORTEST + 1)
    )


def _varint(number: int) -> bytes:
    """Return a number as FTS5 keeps the lengths of texts."""
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | 128)
    return bytes(reversed(digits))


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
