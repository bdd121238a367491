"""A durable save through the services, against the same rows through raw sqlite3."""

import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Row, clocked, median, p95
from benchmarks.office import Stories, log_in, make_office, open_office
from models.engine import DATABASE_NAME
from models.hidden_search import HIDDEN_COLUMNS, HIDDEN_INDEX
from models.search import SEARCH_COLUMNS
from models.search_index import TABLE
from models.similar_index import TABLE as SIMILAR
from services.complaints.commands import RegisterComplaint
from services.unit_of_work import new_command_id

WARM_UP = 40
# Every table a registration writes to, in the order in which the floor writes them.
TABLES = (
    *("complaint", "complainant", "respondent", "clock_event", "case_event", "case_state"),
    *("search_entry", "hidden_entry", "similar_entry", "journal", "journal_values"),
)
COUNTER = "number_counter"
# What is indexed of the entries in a table, and where.
INDEXED = {
    "search_entry": (TABLE, ("id", *SEARCH_COLUMNS)),
    "hidden_entry": (HIDDEN_INDEX.table, ("id", *HIDDEN_COLUMNS)),
    "similar_entry": (SIMILAR, ("id", "marks")),
}

Statement = tuple[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Saves:
    """Hold the milliseconds of each save, ours and the floor's in the same order."""

    ours: list[float]
    floor: list[float]


def rows(folder: Path, *, cases: int, saves: int) -> list[Row]:
    """Return the lines of the table on saving."""
    times = measure(folder, cases=cases, saves=saves)
    title = f"durable save into {cases:,} cases"
    note = "number, case, people, clocks, history, state, journal, search, marks; floor: the same rows, raw"
    return [
        Row(f"{title}, p95", p95(times.ours), p95(times.floor), 3, note=note),
        Row(f"{title}, median", median(times.ours), median(times.floor), None),
    ]


def measure(folder: Path, *, cases: int, saves: int) -> Saves:
    """Register complaints in one office, and write what each left behind into a twin of it."""
    make_office(folder / "ours", cases)
    (folder / "floor").mkdir()
    shutil.copy(folder / "ours" / DATABASE_NAME, folder / "floor" / DATABASE_NAME)
    services, clock = open_office(folder / "ours")
    actor = log_in(services, "front")
    stories = Stories(random.Random(2))
    times = Saves([], [])
    with (
        closing(connect(folder / "ours")) as seen,
        closing(connect(folder / "floor")) as raw,
    ):
        _catch_up(seen, raw)
        before = _newest(seen)
        for number in range(saves + WARM_UP):
            clock.advance(minutes=7)
            command = RegisterComplaint(content=stories.tell(clock.now() - timedelta(minutes=5)))
            command_id = new_command_id()
            ours = clocked(lambda: services.intake.register_complaint(actor, command, command_id))  # noqa: B023
            statements = _left_behind(seen, before)
            floor = clocked(lambda: _write(raw, statements))  # noqa: B023
            before = _newest(seen)
            if number >= WARM_UP:
                times.ours.append(ours)
                times.floor.append(floor)
    services.close()
    return times


def connect(folder: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(folder / DATABASE_NAME, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32768"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _catch_up(seen: sqlite3.Connection, raw: sqlite3.Connection) -> None:
    """Give the twin what opening the office and logging in wrote after it was copied."""
    _write(raw, [(statement, found) for statement, found in _left_behind(seen, _newest(raw)) if found])


def _newest(seen: sqlite3.Connection) -> dict[str, int]:
    return {
        table: seen.execute(f"SELECT ifnull(max(rowid), 0) FROM {table}").fetchone()[0] for table in TABLES
    }


def _left_behind(seen: sqlite3.Connection, before: dict[str, int]) -> list[Statement]:
    """Return the raw statements that write what a save added since, and where its counter stands."""
    statements: list[Statement] = []
    for table in TABLES:
        found = seen.execute(f"SELECT * FROM {table} WHERE rowid > ? ORDER BY rowid", (before[table],))
        names = [column[0] for column in found.description]
        statements.append((_insert(table, names), found.fetchall()))
        if table in INDEXED:
            index, columns = INDEXED[table]
            places = [names.index(name) for name in columns]
            indexed = [tuple(entry[place] for place in places) for entry in statements[-1][1]]
            statements.append((_insert(index, ("rowid", *columns[1:])), indexed))
    counters = seen.execute(f"SELECT office_id, id, fiscal_year, last FROM {COUNTER}").fetchall()
    statements.append(
        (_insert(COUNTER, ("office_id", "id", "fiscal_year", "last"), "OR REPLACE"), counters[-1:])
    )
    return [statement for statement in statements if statement[1]]


def _insert(table: str, names: Sequence[str], otherwise: str = "") -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f"INSERT {otherwise} INTO {table} ({columns}) VALUES ({', '.join('?' * len(names))})"


def _write(raw: sqlite3.Connection, statements: list[Statement]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    for statement, values in statements:
        raw.executemany(statement, values)
    raw.execute("COMMIT")
