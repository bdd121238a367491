"""The full-text side of a search table on SQLite: an FTS5 trigram table kept in step by hand.

Text is folded before it comes here, when written and when asked, so the tokenizer folds nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, bindparam, insert, literal, or_, select, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql import ColumnElement, Select

from models.base import table_of

SHORTEST = 3  # a trigram index knows nothing shorter
_CLOSE_TOKENS = "DROP TABLE temp.search_tokens"
_TOKENS = 'SELECT doc, term, col, "offset" FROM temp.search_tokens'
_WORDS = "SELECT term, doc FROM temp.search_tokens"
# The plus keeps SQLite from going there by the index's own way, which is what may be broken.
_ENTRIES_WITH = "SELECT doc FROM temp.search_tokens WHERE +term = :word"


@dataclass(frozen=True, slots=True)
class Term:
    """Hold one folded word to find, and its digits where it may be a phone number."""

    text: str
    digits: str = ""


class TextIndex:
    """Keep an FTS5 table in step with the search table that holds its text, and ask it.

    The search table's id rises with the received time; one of its columns is called phones.
    """

    def __init__(self, table: str, kind: Any, columns: Sequence[str]) -> None:
        self.table = table
        self.shadows = tuple(f"{table}_{part}" for part in ("data", "idx", "docsize", "config"))
        self._kind = kind
        self._columns = tuple(columns)
        self._entry = insert(table_of(kind))
        names, values = ", ".join(columns), ", ".join(f":{name}" for name in columns)
        # S608: the statements below are made of names written in this program, never of anything typed.
        self._insert = text(f"INSERT INTO {table}(rowid, {names}) VALUES (:id, {values})")  # noqa: S608
        self._delete = text(
            f"INSERT INTO {table}({table}, rowid, {names}) VALUES ('delete', :id, {values})"  # noqa: S608
        )
        self._find = f"SELECT rowid FROM {table} WHERE {table} MATCH :fts_query"  # noqa: S608
        self._check = f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
        self.rebuild = f"INSERT INTO {table}({table}) VALUES ('rebuild')"  # noqa: S608
        self._open_tokens = (
            f"CREATE VIRTUAL TABLE temp.search_tokens USING fts5vocab('main', '{table}', '{{kind}}')"
        )
        self._count = f"SELECT count(*) FROM {table} WHERE {table} MATCH :fts_query"  # noqa: S608
        self._sizes = f"SELECT id, sz FROM {table}_docsize"  # noqa: S608
        # Pages of no segment that the index knows; what stands under 1 and 10 is about the index as a whole.
        self._stray_page = (
            f"SELECT id FROM {table}_data WHERE id NOT IN (1, 10)"  # noqa: S608
            f" AND (id >> 37) NOT IN (SELECT segid FROM {table}_idx) LIMIT 1"
        )

    def write_entry(self, session: Session, entry: Any) -> None:
        """Add a search row and its index entry."""
        row = self._row(entry)
        connection = session.connection()
        connection.execute(
            self._entry, {**row, "office_id": entry.office_id, "complaint_id": entry.complaint_id}
        )
        connection.execute(self._insert, row)

    def delete_entry(self, session: Session, entry: Any) -> None:
        """Take a search row and its index entry away."""
        session.execute(self._delete, self._row(entry))
        session.delete(entry)
        session.flush()

    def matches(
        self, column: InstrumentedAttribute[int], office_id: int, terms: list[Term]
    ) -> ColumnElement[bool]:
        """Return a condition that holds where the case with this register key has every term."""
        found = self._found(office_id, terms)
        return and_(literal(True), *(column.in_(keys) for keys in found))

    def keys(self, office_id: int, terms: list[Term]) -> Select[Any]:
        """Return a query for the register keys of the entries that have every term; one at least."""
        first, *more = self._found(office_id, terms)
        query: Select[Any] = select(self._kind.id).where(
            self._kind.office_id == office_id, self._kind.id.in_(first)
        )
        return query.where(*(self._kind.id.in_(keys) for keys in more))

    def _found(self, office_id: int, terms: list[Term]) -> list[Any]:
        long = [term for term in terms if len(term.text) >= SHORTEST]
        short = [term for term in terms if len(term.text) < SHORTEST]
        found: list[Any] = []
        if long:
            query = " AND ".join(_match(term) for term in long)
            matched = text(self._find).bindparams(bindparam("fts_query", query, unique=True))
            found.append(matched.columns(self._kind.id).scalar_subquery())
        if short:
            found.append(
                select(self._kind.id).where(
                    self._kind.office_id == office_id, and_(*(self._contains(term) for term in short))
                )
            )
        return found

    def check(self, connection: Connection) -> str | None:
        """Return what is wrong between the index and its search table, or None.

        FTS5's own check reads the index from one end to the other and does not see that what leads to its
        words is gone: so every word is looked for too. It compares by sums that words which changed places
        may share: so every word is held against its entry.
        """
        try:
            connection.execute(text(self._check))
            with self._tokens(connection, "row"):
                lost = self._lost_word(connection)
            stray = connection.scalar(text(self._stray_page))
            other = None if lost is not None else self._differing_from_entries(connection)
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

    def differing_entry(self, connection: Connection) -> int | None:
        """Return the id of the first entry indexed otherwise than it reads; None where none can be named.

        Takes a look at every token: for when the check has failed.
        """
        try:
            differing = self._differing_from_entries(connection)
            return self._unfound(connection) if differing is None else differing
        except DatabaseError:
            return None  # the index can't even be read

    @contextmanager
    def _tokens(self, connection: Connection, kind: str) -> Iterator[None]:
        """Have the words of the index readable, as FTS5 itself lists them."""
        connection.execute(text(self._open_tokens.format(kind=kind)))
        try:
            yield
        finally:
            connection.execute(text(_CLOSE_TOKENS))

    def _lost_word(self, connection: Connection) -> str | None:
        """Return a word that stands in more entries than it is found in."""
        count = text(self._count)
        for word, entries in connection.execute(text(_WORDS)).all():
            if connection.scalar(count, {"fts_query": _phrase(word)}) != entries:
                return str(word)
        return None

    def _unfound(self, connection: Connection) -> int | None:
        with self._tokens(connection, "row"):
            word = self._lost_word(connection)
        if word is None:
            return None
        found = set(connection.scalars(text(self._find), {"fts_query": _phrase(word)}))
        with self._tokens(connection, "instance"):
            there = set(connection.scalars(text(_ENTRIES_WITH), {"word": word}))
        return min(there ^ found, default=None)

    def _differing_from_entries(self, connection: Connection) -> int | None:
        with self._tokens(connection, "instance"):
            indexed = _indexed(connection)
            sizes: dict[int, bytes] = {row.id: row.sz for row in connection.execute(text(self._sizes))}
        return self._differing(connection, indexed, sizes)

    def _differing(
        self, connection: Connection, indexed: dict[int, int], sizes: dict[int, bytes]
    ) -> int | None:
        differing: list[int] = []
        for row in connection.execute(select(*table_of(self._kind).c).order_by(self._kind.id)):
            texts = [getattr(row, name) for name in self._columns]
            size = b"".join(_varint(max(len(part) - SHORTEST + 1, 0)) for part in texts)
            if indexed.pop(row.id, 0) != self._sum_of(texts) or sizes.pop(row.id, None) != size:
                differing.append(row.id)
        return min((*differing, *indexed, *sizes), default=None)

    def _sum_of(self, texts: list[str]) -> int:
        return sum(
            hash((part[start : start + SHORTEST], name, start))
            for name, part in zip(self._columns, texts, strict=True)
            for start in range(len(part) - SHORTEST + 1)
        )

    def _row(self, entry: Any) -> dict[str, object]:
        return {"id": entry.id, **{name: getattr(entry, name) for name in self._columns}}

    def _contains(self, term: Term) -> ColumnElement[bool]:
        return or_(
            *(getattr(self._kind, name).contains(term.text, autoescape=True) for name in self._columns)
        )


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


def _varint(number: int) -> bytes:
    """Return a number as FTS5 keeps the lengths of texts."""
    digits = [number & 127]
    while number := number >> 7:
        digits.append(number & 127 | 128)
    return bytes(reversed(digits))


def _phrase(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _match(term: Term) -> str:
    if len(term.digits) >= SHORTEST and term.digits != term.text:
        return f"({_phrase(term.text)} OR phones : {_phrase(term.digits)})"
    return _phrase(term.text)
