"""Fold the journal into the rows that it tells of, and hold every column of every row against them.

The journal is read once more for this, a stretch of ids after another: what is held in memory does not
grow with the office. Where each row is told of is noted outside memory, as numbers only.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Select, Table, bindparam, not_, select

from models.base import table_of
from models.journal import JournalValues
from models.tables import Base
from services.journal.cells import cells_of
from services.journal.looking import Look, disagree, raw

ROWS_AT_ONCE = 3_000
RECORDS_AT_ONCE = 200
OPERATIONS = ("insert", "update", "delete")
FIRST, LAST = -(1 << 63), (1 << 63) - 1

_VALUES = raw(table_of(JournalValues)).c
_TOLD = select(_VALUES.id, _VALUES["values"]).where(
    _VALUES.office_id == bindparam("office"), _VALUES.id.in_(bindparam("records", expanding=True))
)

# Of a change: the record that tells it, where in the record, the table, the row, the operation.
Place = tuple[int, int, int, int, int]


def journalled_tables() -> list[Table]:
    """Return every table that the journal tells of, by name."""
    tables = Base.metadata.tables.values()
    return sorted((table for table in tables if table.info["kept"] == "journalled"), key=lambda t: t.name)


class Told:
    """Note, on disk and without any value, in which record each row is told of."""

    def __init__(self) -> None:
        # A private file that SQLite deletes by itself.
        self._notes = sqlite3.connect("", isolation_level=None)
        self._notes.execute("PRAGMA journal_mode = OFF")
        self._notes.execute("CREATE TABLE told (office, record, position, tbl, row, operation)")
        self._notes.execute("BEGIN")
        self._numbers = {table.name: number for number, table in enumerate(journalled_tables())}
        self._waiting: list[tuple[int, ...]] = []

    def add(self, office: int, record: int, changes: list[list[Any]]) -> None:
        """Note the changes of one record, in the order of the records."""
        for position, (table, row, operation, _digest) in enumerate(changes):
            number = self._numbers.get(table)
            if number is not None:
                place = office, record, position, number, row, OPERATIONS.index(operation)
                self._waiting.append(place)
        if len(self._waiting) >= ROWS_AT_ONCE:
            self._write()

    def end(self) -> None:
        """Make what was noted findable by row."""
        self._write()
        self._notes.execute("CREATE INDEX by_row ON told (office, row)")

    def offices(self) -> list[int]:
        """Return the offices that the journal tells of."""
        return [office for (office,) in self._notes.execute("SELECT DISTINCT office FROM told ORDER BY 1")]

    def stretches(self, office: int) -> list[tuple[int, int]]:
        """Return stretches of ids, first and last of each, that together cover every id."""
        ids = self._notes.execute("SELECT DISTINCT row FROM told WHERE office = ? ORDER BY row", (office,))
        begins = [FIRST, *(row for (row,) in islice(ids, ROWS_AT_ONCE, None, ROWS_AT_ONCE))]
        return list(zip(begins, [*(begin - 1 for begin in begins[1:]), LAST], strict=True))

    def places(self, office: int, first: int, last: int) -> Iterator[Place]:
        """Yield where the rows of a stretch are told of, in the order of the records."""
        asked = (
            "SELECT record, position, tbl, row, operation FROM told"
            " WHERE office = ? AND row BETWEEN ? AND ? ORDER BY rowid"
        )
        yield from self._notes.execute(asked, (office, first, last))

    def close(self) -> None:
        """Forget everything."""
        self._notes.close()

    def _write(self) -> None:
        self._notes.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?)", self._waiting)
        self._waiting.clear()


@dataclass(slots=True)
class Folded:
    """Hold a row as the journal tells it; blanked until it is told whole again.

    Retention blanks only what it tells anew in the same stroke. Anybody can blank: a row of which nothing
    was told after could hold anything.
    """

    values: dict[str, Any] = field(default_factory=dict)
    blanked: bool = False

    def tell(self, value: dict[str, Any] | None) -> None:
        """Take one more change; None for values that were blanked."""
        if value is None:
            self.values.clear()
            self.blanked = True
        else:
            self.values.update(value["after"])
            self.blanked = self.blanked and "id" not in value["after"]


# By the table's number, then by the row's id.
Rows = dict[int, dict[int, Folded]]


def check_rows(look: Look, told: Told, units: int) -> None:
    """Compare every row of every journalled table with the journal, both ways.

    units is what all of it counts as in the look's progress.
    """
    tables = [_Kept(table, look) for table in journalled_tables()]
    offices = told.offices()
    stretches = [(office, first, last) for office in offices for first, last in told.stretches(office)]
    for number, (office, first, last) in enumerate(stretches):
        rows = _fold(look, told, office, first, last)
        for of, table in enumerate(tables):
            table.compare(office, first, last, rows.get(of, {}))
        look.advance(units * (number + 1) // len(stretches) - units * number // len(stretches))
    for table in tables:
        table.check_offices(offices)


def _fold(look: Look, told: Told, office: int, first: int, last: int) -> Rows:
    rows: Rows = defaultdict(dict)
    records = groupby(told.places(office, first, last), key=lambda place: place[0])
    batch: list[list[Place]] = []
    for _record, places in records:
        batch.append(list(places))
        if len(batch) >= RECORDS_AT_ONCE:
            _apply(look, office, batch, rows)
            batch = []
    if batch:
        _apply(look, office, batch, rows)
    return rows


def _apply(look: Look, office: int, batch: list[list[Place]], rows: Rows) -> None:
    ids = [places[0][0] for places in batch]
    texts = {row.id: row.values for row in _values(look, office, ids)}
    for places in batch:
        values = json.loads(texts[places[0][0]])
        for _record, position, of, row_id, operation in places:
            if OPERATIONS[operation] == "delete":
                rows[of].pop(row_id, None)
            else:
                rows[of].setdefault(row_id, Folded()).tell(values[position])


def _values(look: Look, office: int, ids: list[int]) -> Any:
    return look.rows(_TOLD, office=office, records=ids)


class _Kept:
    """Hold one table's rows against what the journal tells of them."""

    def __init__(self, table: Table, look: Look) -> None:
        self._name = table.name
        self._look = look
        self._cells = cells_of(table, look.dialect)
        here = raw(table).c
        every = select(*here).where(here.office_id == bindparam("office")).order_by(here.id)
        self._from: Select[Any] = every.where(here.id >= bindparam("first"))
        self._between = self._from.where(here.id <= bindparam("last"))
        self._elsewhere = select(here.id).order_by(here.id).limit(1)
        self._of_office = here.office_id

    def compare(self, office: int, first: int, last: int, told: dict[int, Folded]) -> None:
        """Name the first row of a stretch that is missing, differs, or was never told of."""
        # After the last id there may be what is no number at all.
        asked, more = (self._from, {}) if last == LAST else (self._between, {"last": last})
        found = {row[1]: row for row in self._look.rows(asked, office=office, first=first, **more)}
        for row_id in told:
            if row_id not in found:
                said = f"row {row_id} of {self._name} is gone, and the journal tells of it"
                disagree("row_missing", f"{self._name} {row_id}", said)
        for row_id, row in found.items():
            folded = told.get(row_id)
            if folded is None:
                self._unknown(row_id)
            else:
                self._check(row_id, row, folded)

    def check_offices(self, offices: list[int]) -> None:
        """Name a row of an office that the journal does not know."""
        stranger = self._look.scalar(self._elsewhere.where(not_(self._of_office.in_(offices))))
        if stranger is not None:
            self._unknown(stranger)

    def _check(self, row_id: int, row: Any, folded: Folded) -> None:
        told = folded.values
        if folded.blanked:
            said = f"row {row_id} of {self._name} is told of only by values that were blanked"
            disagree("row_changed", f"{self._name} {row_id}", said)
        for cell, kept in zip(self._cells, row, strict=True):
            known = cell.name in told
            if not (cell.agrees(told[cell.name], kept) if known else cell.agrees_with_default(kept)):
                said = f"row {row_id} of {self._name} is not what was written: {cell.name}"
                disagree("row_changed", f"{self._name} {row_id}", said)

    def _unknown(self, row_id: Any) -> None:
        said = f"row {row_id} of {self._name} is not told of in the journal"
        disagree("row_unknown", f"{self._name} {row_id}", said)


def open_notes() -> "closing[Told]":
    """Return notes that are closed, and so deleted, whatever happens."""
    return closing(Told())
