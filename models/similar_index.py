"""The index over similar_entry on SQLite: an FTS5 table of marks, kept in step by hand.

A mark is a short word of ASCII letters and digits, so the tokenizer changes nothing; where in an entry it
stands means nothing, so the index keeps no positions.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, bindparam, column, insert, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from models.base import table_of
from models.similar import SimilarEntry

TABLE = "complaint_similar"
SHADOWS = tuple(f"{TABLE}_{part}" for part in ("data", "idx", "docsize", "config"))  # FTS5 keeps itself there
CREATE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
    "marks, content='similar_entry', content_rowid='id', tokenize='ascii', detail='none')"
)

# S608: the statements below are made of names written in this file, never of anything typed.
_INSERT = text(f"INSERT INTO {TABLE}(rowid, marks) VALUES (:id, :marks)")  # noqa: S608
_DELETE = text(f"INSERT INTO {TABLE}({TABLE}, rowid, marks) VALUES ('delete', :id, :marks)")  # noqa: S608
_FIND = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :marks"  # noqa: S608
_COUNTS = (
    "SELECT asked.value, (SELECT count(*) FROM (SELECT 1 FROM"  # noqa: S608
    f" {TABLE} WHERE {TABLE} MATCH asked.value {{but}}LIMIT :most)) FROM json_each(:marks) AS asked"
)
_COUNTS_OF_ALL = _COUNTS.format(but="")
_COUNTS_BUT_FOR = _COUNTS.format(but="AND rowid NOT IN (SELECT value FROM json_each(:but_for)) ")
_MOST_OF = (
    "SELECT found.rowid FROM json_each(:marks) AS asked CROSS JOIN"  # noqa: S608
    f" {TABLE} AS found WHERE found.{TABLE} MATCH asked.value"
    " GROUP BY found.rowid ORDER BY count(*) DESC, found.rowid DESC LIMIT :most"
)
_NEWEST = f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608
_ENTRIES = select(SimilarEntry.id, SimilarEntry.marks)
_THESE = text("SELECT value FROM json_each(:keys)")
_SOME = "SELECT id, marks FROM similar_entry WHERE id IN (SELECT value FROM json_each(:keys))"
_CHECK = f"INSERT INTO {TABLE}({TABLE}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
_REBUILD = f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')"  # noqa: S608
_OPEN_MARKS = f"CREATE VIRTUAL TABLE temp.similar_marks USING fts5vocab('main', '{TABLE}', '{{kind}}')"
_CLOSE_MARKS = "DROP TABLE temp.similar_marks"
_INSTANCES = "SELECT doc, term FROM temp.similar_marks"
_MARKS = "SELECT term, doc FROM temp.similar_marks"
_COUNT = f"SELECT count(*) FROM {TABLE} WHERE {TABLE} MATCH :marks"  # noqa: S608
_SIZES = f"SELECT id, sz FROM {TABLE}_docsize"  # noqa: S608
_STRAY_PAGE = (
    f"SELECT id FROM {TABLE}_data WHERE id NOT IN (1, 10)"  # noqa: S608
    f" AND (id >> 37) NOT IN (SELECT segid FROM {TABLE}_idx) LIMIT 1"
)
_ENTRY = insert(table_of(SimilarEntry))
_TRIED = 32  # a page of the index holds hundreds of marks: some of each page are looked for


def write_marks(session: Session, office_id: int, complaint_id: int, entry_id: int, marks: str) -> None:
    """Add a case's marks and their index entry."""
    row = {"id": entry_id, "marks": marks}
    connection = session.connection()
    connection.execute(_ENTRY, {**row, "office_id": office_id, "complaint_id": complaint_id})
    connection.execute(_INSERT, row)


def delete_marks(session: Session, entry: SimilarEntry) -> None:
    """Take a case's marks and their index entry away."""
    session.execute(_DELETE, {"id": entry.id, "marks": entry.marks})
    session.delete(entry)
    session.flush()


def fill_marks(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Write entries in bulk, where there were none; `rebuild_index` comes after the last."""
    if found := list(rows):
        connection.execute(_ENTRY, found)


def rebuild_index(connection: Connection) -> None:
    """Write the index anew from the entries."""
    connection.execute(text(_REBUILD))


def count_entries(
    session: Session, marks: Sequence[str], most: int, *, but_for: Sequence[int] = ()
) -> dict[str, int]:
    """Return how many entries but those named have each mark; what more than most have comes as most."""
    asked: dict[str, Any] = {"marks": json.dumps(list(marks)), "most": most}
    if not but_for:
        return dict(_rows(session, _COUNTS_OF_ALL, asked))
    return dict(_rows(session, _COUNTS_BUT_FOR, {**asked, "but_for": json.dumps(list(but_for))}))


def with_most_of(session: Session, marks: Sequence[str], most: int) -> list[int]:
    """Return the entries that have any of the marks: those with the most of them first, then the newest."""
    found = _rows(session, _MOST_OF, {"marks": json.dumps(list(marks)), "most": most})
    return [row[0] for row in found]


def newest_with(session: Session, marks: str, most: int) -> list[int]:
    """Return the newest entries that have a mark, or every one of several with a space between them."""
    return [row[0] for row in _rows(session, _NEWEST, (marks, most))]


def entries_with(marks: Sequence[str]) -> Select[Any]:
    """Return a query for the entries that have every one of the marks."""
    found = text(_FIND).bindparams(marks=" ".join(marks))
    return select(found.columns(column("rowid")).subquery().c.rowid)


def these(keys: Iterable[int]) -> Select[Any]:
    """Return a query for the keys themselves: one statement, however many there are."""
    found = _THESE.bindparams(bindparam("keys", json.dumps(list(keys)), unique=True))
    return select(found.columns(column("value")).subquery().c.value)


def marks_of(session: Session, entry_ids: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
    """Return entries with their marks."""
    for entry_id, marks in _rows(session, _SOME, {"keys": json.dumps(list(entry_ids))}):
        yield entry_id, marks.split()


def _rows(session: Session, statement: str, values: Any) -> Any:
    # Below SQLAlchemy's statements and rows: there are thousands of them while somebody types.
    found: Any = session.connection().exec_driver_sql(statement, values).cursor
    return found.fetchall()


def check(connection: Connection) -> str | None:
    """Return what is wrong between the index and similar_entry, or None.

    As models/search_index.py: FTS5's own check sees neither words that can't be reached nor entries whose
    words changed places.
    """
    try:
        connection.execute(text(_CHECK))
        with _marks(connection, "row"):
            lost = _lost_mark(connection)
        stray = connection.scalar(text(_STRAY_PAGE))
        other = None if lost is not None else _differing(connection)
    except DatabaseError as error:
        said = str(error.orig)
        if isinstance(error, OperationalError) and ("locked" in said or "readonly" in said):
            raise
        return said
    if lost is not None:
        return "a mark that is there is not found"
    if stray is not None:
        return f"page {stray} of the index belongs to no mark"
    return None if other is None else "an entry is indexed otherwise than it reads"


def differing_entry(connection: Connection) -> int | None:
    """Return the id of the first entry indexed otherwise than it reads; None where none can be named."""
    try:
        return _differing(connection)
    except DatabaseError:
        return None  # the index can't even be read


@contextmanager
def _marks(connection: Connection, kind: str) -> Iterator[None]:
    connection.execute(text(_OPEN_MARKS.format(kind=kind)))
    try:
        yield
    finally:
        connection.execute(text(_CLOSE_MARKS))


def _lost_mark(connection: Connection) -> str | None:
    count = text(_COUNT)
    for place, (mark, entries) in enumerate(connection.execute(text(_MARKS)).all()):
        if place % _TRIED == 0 and connection.scalar(count, {"marks": _phrase(mark)}) != entries:
            return str(mark)
    return None


def _differing(connection: Connection) -> int | None:
    with _marks(connection, "instance"):
        indexed: dict[int, int] = {}
        for doc, term in connection.execute(text(_INSTANCES)):
            indexed[doc] = indexed.get(doc, 0) + hash(term)
    sizes: dict[int, bytes] = {row.id: row.sz for row in connection.execute(text(_SIZES))}
    differing: list[int] = []
    for entry_id, marks in connection.execute(_ENTRIES.order_by(SimilarEntry.id)):
        words = marks.split()
        if indexed.pop(entry_id, 0) != sum(map(hash, words)) or sizes.pop(entry_id, None) != _size(
            len(words)
        ):
            differing.append(entry_id)
    return min((*differing, *indexed, *sizes), default=None)


def _size(number: int) -> bytes:
    """Return a number as FTS5 keeps the lengths of texts."""
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | 128)
    return bytes(reversed(digits))


class MarksIndex:
    """Offer of this index what `verify` and erasing ask of each."""

    table = TABLE
    shadows = SHADOWS
    rebuild = _REBUILD

    def check(self, connection: Connection) -> str | None:
        """Return what is wrong between the index and its entries, or None."""
        return check(connection)

    def differing_entry(self, connection: Connection) -> int | None:
        """Return the id of the first entry indexed otherwise than it reads."""
        return differing_entry(connection)


MARKS_INDEX = MarksIndex()


def _phrase(mark: str) -> str:
    return '"' + mark.replace('"', '""') + '"'
