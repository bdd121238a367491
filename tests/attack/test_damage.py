"""Damage done by hand to a case's history: verify names the row."""

import sqlite3
from contextlib import closing

import pytest

from services.commands.messages import problem_text
from tests.services.factories import Desk

NEWEST = "id = (SELECT max(id) FROM {table})"
STATEMENTS = {
    "due date of a state": ("case_state", "UPDATE case_state SET due = '2026-01-01' WHERE " + NEWEST),
    "moment of a state": ("case_state", "UPDATE case_state SET at = '2026-01-01 00:00:00' WHERE " + NEWEST),
    "level of a state": ("case_state", "UPDATE case_state SET level = 'major' WHERE " + NEWEST),
    "clock": ("clock_event", "UPDATE clock_event SET due = '2026-01-01' WHERE " + NEWEST),
    "who did a step": ("case_event", "UPDATE case_event SET actor_name = 'ผู้อื่น' WHERE " + NEWEST),
    "clock taken away": ("clock_event", "DELETE FROM clock_event WHERE " + NEWEST),
}


@pytest.mark.parametrize("what", STATEMENTS)
def test_names_the_row(desk: Desk, what: str) -> None:
    desk.closed()
    assert desk.services.verification.verify().problem is None
    table, statement = STATEMENTS[what]
    with closing(sqlite3.connect(desk.folder / "raprueang.db")) as office:
        newest = office.execute(f"SELECT max(id) FROM {table}").fetchone()[0]
        assert office.execute(statement.format(table=table)).rowcount == 1
        office.commit()
    problem = desk.services.verification.verify().problem
    assert problem is not None
    assert (problem.code, problem.about) == (
        "row_missing" if "DELETE" in statement else "row_changed",
        f"{table} {newest}",
    )
    assert str(newest) in problem_text(problem)


def test_a_row_that_nobody_wrote_is_noticed(desk: Desk) -> None:
    desk.closed()
    with closing(sqlite3.connect(desk.folder / "raprueang.db")) as office:
        names = ", ".join(
            row[1] for row in office.execute("PRAGMA table_info(clock_event)") if row[1] != "id"
        )
        newest = f"SELECT id + 1, {names} FROM clock_event ORDER BY id DESC LIMIT 1"
        copy = f"INSERT INTO clock_event (id, {names}) {newest}"
        assert office.execute(copy).rowcount == 1
        newest = office.execute("SELECT max(id) FROM clock_event").fetchone()[0]
        office.commit()
    problem = desk.services.verification.verify().problem
    assert problem is not None
    assert (problem.code, problem.about) == ("row_unknown", f"clock_event {newest}")
