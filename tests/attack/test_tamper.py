"""The file changed by hand, its guards taken away first: verify names the row, whatever was changed."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Table

from models import search_index
from models.engine import sqlite_engine
from models.guards import TRIGGERS
from models.moments import BANGKOK, Moment
from models.search_index import SHADOWS
from models.similar_index import SHADOWS as SHADOWS_OF_MARKS
from models.tables import Base
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.commands.messages import PROBLEMS, problem_text
from services.container import open_services
from services.journal.chain import KEY_CHANGES
from services.journal.recorder import GENESIS, SAID, canonical, sha256
from services.journal.schema import declared_tables, undeclared_tables
from services.journal.verify import Problem
from services.keys.office_key import OfficeKey
from services.keys.seal import link
from services.permissions import REGISTRY
from tests.attack.tampering import (
    CHECKED,
    TABLES,
    Hand,
    add_row,
    copy_of,
    garbage,
    lay_out,
    plausible,
    set_column,
    some_row,
    work_a_while,
)
from tests.services.factories import FRIDAY, PASSWORD, PEOPLE, Desk, MadeOffice
from ui.error_messages import problem_text as on_screen


@pytest.fixture(scope="module")
def hand(made_office: MadeOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hand]:
    """Work in an office for a while, then take its file."""
    folder = tmp_path_factory.mktemp("worked")
    shutil.copytree(made_office.folder, folder / "data")
    services = open_services(folder / "data", SetClock(FRIDAY), Passwords.cheapest())
    people = {login: services.accounts.log_in(login, PASSWORD) for login in (*PEOPLE, "admin")}
    desk = Desk(folder / "data", SetClock(FRIDAY), services, people)
    work_a_while(desk)
    yield lay_out(desk, folder)
    services.close()


def found(hand: Hand, *, witnessed: bool = True) -> Problem | None:
    problem = hand.verify(witnessed=witnessed).problem
    assert problem is None or problem.about in problem_text(problem)
    return problem


def names_of(hand: Hand, table: str, row: dict[str, Any]) -> set[str]:
    """Return how a row may be called: by its table and id, its record, its case or its file."""
    names = {f"{table} {row['id']}"}
    with hand.at_work() as office:
        if table == "journal":
            names = {str(row["sequence"])}
        if table == "journal_values":
            asked = "SELECT sequence FROM journal WHERE id = ?"
            names |= {str(value) for (value,) in office.execute(asked, (row["id"],))} | {str(row["id"])}
        if table in ("search_entry", "hidden_entry", "similar_entry"):
            asked = "SELECT number FROM complaint WHERE id = ?"
            names |= {value for (value,) in office.execute(asked, (row["complaint_id"],))}
        if table == "stored_chunk":
            names.add(str(row["file_id"]))
    return names


def test_an_untouched_office_agrees(hand: Hand) -> None:
    with hand.at_work():
        pass
    verified = hand.verify()
    assert (verified.problem, verified.witness) == (None, "agrees")
    assert (verified.unsealed, verified.unchecked) == (0, 0)


@pytest.mark.parametrize("table", CHECKED)
def test_every_column_of_every_table(hand: Hand, table: str) -> None:
    with hand.at_work() as office:
        row = some_row(office, table)
    names = names_of(hand, table, row)
    for column, value in row.items():
        tried = [plausible(TABLES[table], column, value), *garbage(TABLES[table], column, value)[:1]]
        if TABLES[table].c[column].nullable and value is not None:
            tried.append(None)
        for other in tried:
            with hand.at_work() as office:
                changed = set_column(office, table, row, column, other)
            if not changed:
                continue
            problem = found(hand)
            assert problem is not None, (column, other)
            new = {f"{table} {other}"} if column == "id" else set()
            assert problem.about in names | new, (column, other, problem)


@pytest.mark.parametrize("table", CHECKED)
def test_a_row_taken_away(hand: Hand, table: str) -> None:
    with hand.at_work() as office:
        row = some_row(office, table)
    names = names_of(hand, table, row)
    with hand.at_work() as office:
        office.execute(f"DELETE FROM {table} WHERE office_id = ? AND id = ?", (row["office_id"], row["id"]))
    problem = found(hand)
    assert problem is not None
    assert problem.about in names


@pytest.mark.parametrize("table", CHECKED)
def test_a_row_put_in(hand: Hand, table: str) -> None:
    with hand.at_work() as office:
        added = copy_of(office, table, some_row(office, table))
    names = names_of(hand, table, added)
    with hand.at_work() as office:
        add_row(office, table, added)
    problem = found(hand)
    assert problem is not None
    assert problem.about in names


# --- the index that stands beside the search entries


def test_an_entry_indexed_under_other_words(hand: Hand) -> None:
    with hand.at_work() as office:
        entry = some_row(office, "search_entry")
        texts = {name: entry[name] for name in ("subject", "story", "people", "numbers", "phones", "notes")}
        names = ", ".join(texts)
        delete = (
            f"INSERT INTO complaint_search(complaint_search, rowid, {names}) VALUES ('delete', ?{', ?' * 6})"
        )
        office.execute(delete, (entry["id"], *texts.values()))
        again = f"INSERT INTO complaint_search(rowid, {names}) VALUES (?{', ?' * 6})"
        office.execute(again, (entry["id"], *(texts | {"story": "เรื่องอื่น"}).values()))
    problem = found(hand)
    assert problem is not None
    assert (problem.code, problem.about) == ("row_changed", f"complaint_search {entry['id']}")


def test_words_of_two_entries_that_changed_places(hand: Hand) -> None:
    """FTS5's own check compares sums, which are the same for these."""
    with hand.at_work() as office:
        first, second = (4162847999262720000, "1/2569"), (4175011208232960000, "4/2569")
        for (entry, reads), (_id, indexed) in ((first, second), (second, first)):
            row = (1, entry, entry, "", "", "", reads, "", "")
            office.execute("INSERT INTO search_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            texts = (entry, "", "", "", indexed, "", "")
            office.execute(
                "INSERT INTO complaint_search(rowid, subject, story, people, numbers, phones, notes)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                texts,
            )
    engine = sqlite_engine(hand.path)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "INSERT INTO complaint_search(complaint_search, rank) VALUES ('integrity-check', 1)"
        )
        assert search_index.check(connection) == "an entry is indexed otherwise than it reads"
        assert search_index.differing_entry(connection) == first[0]
    engine.dispose()


def test_a_hidden_complainant_indexed_under_another_name(hand: Hand) -> None:
    with hand.at_work() as office:
        entry = some_row(office, "hidden_entry")
        delete = "INSERT INTO hidden_search(hidden_search, rowid, people, phones) VALUES ('delete', ?, ?, ?)"
        office.execute(delete, (entry["id"], entry["people"], entry["phones"]))
        again = "INSERT INTO hidden_search(rowid, people, phones) VALUES (?, ?, ?)"
        office.execute(again, (entry["id"], "ชื่อของคนอื่น", entry["phones"]))
    problem = found(hand)
    assert problem is not None
    assert (problem.code, problem.about) == ("row_changed", f"hidden_search {entry['id']}")


def test_a_hidden_complainant_kept_under_another_name(hand: Hand) -> None:
    with hand.at_work() as office:
        entry = some_row(office, "hidden_entry")
        office.execute("UPDATE hidden_entry SET people = 'ชื่อของคนอื่น' WHERE id = ?", (entry["id"],))
    problem = found(hand)
    assert problem is not None
    assert problem.code == "search_entry"


@pytest.mark.parametrize("page", [99, 1 << 62])
def test_a_page_that_belongs_to_no_word(hand: Hand, page: int) -> None:
    with hand.at_work() as office:
        office.execute("INSERT INTO complaint_search_data VALUES (?, x'00')", (page,))
    problem = found(hand)
    assert problem is not None
    assert problem.code == "search_index"


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM complaint_search_docsize WHERE id = (SELECT min(id) FROM complaint_search_docsize)",
        "UPDATE complaint_search_docsize SET sz = x'0101' WHERE id = (SELECT min(id) FROM search_entry)",
        "INSERT INTO complaint_search_docsize VALUES (7, x'010101010101')",
    ],
)
def test_the_sizes_of_the_index(hand: Hand, statement: str) -> None:
    with hand.at_work() as office:
        first = office.execute("SELECT min(id) FROM search_entry").fetchone()[0]
        assert office.execute(statement).rowcount == 1
    problem = found(hand)
    assert problem is not None
    assert problem.about == f"complaint_search {7 if 'VALUES' in statement else first}"


# What leads to the pages of so small an index is never asked: the next test has a larger one.
@pytest.mark.parametrize(
    "table", [table for table in (*SHADOWS, *SHADOWS_OF_MARKS) if not table.endswith("_idx")]
)
def test_the_tables_in_which_the_index_keeps_itself(hand: Hand, table: str) -> None:
    with hand.at_work() as office:
        columns = [name for _cid, name, *_rest in office.execute(f"PRAGMA table_info({table})")]
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {columns[-1]} = x'00ff'"):
        with hand.at_work() as office:
            office.execute(statement)
        assert found(hand) is not None, statement


def test_an_index_whose_words_are_there_and_are_not_found(hand: Hand) -> None:
    """FTS5 itself sees nothing wrong when what leads to its pages is gone."""
    with hand.at_work() as office:
        for number in range(1, 300):
            words = " ".join(f"{letter}{number * 7919 % 977:04}" for letter in "กขคงจชซญดตถทนบปผพฟมยรลวสหอ")
            office.execute(
                "INSERT INTO search_entry VALUES (1, ?, ?, '', ?, '', '', '', '')", (number, number, words)
            )
            office.execute(
                "INSERT INTO complaint_search(rowid, subject, story, people, numbers, phones, notes)"
                " VALUES (?, '', ?, '', '', '', '')",
                (number, words),
            )
    engine = sqlite_engine(hand.path)
    with engine.connect() as connection:
        assert search_index.check(connection) is None
        connection.exec_driver_sql("DELETE FROM complaint_search_idx")
        assert search_index.check(connection) == "a word that is there is not found"
        entry = search_index.differing_entry(connection)
        assert entry is not None
        assert 1 <= entry < 300
    engine.dispose()


# --- what is in the file beside the program's own


@pytest.mark.parametrize(
    ("statement", "code", "about"),
    [
        ("CREATE TABLE notes (id INTEGER)", "table_unknown", "notes"),
        ("CREATE VIEW names AS SELECT name FROM complainant", "table_unknown", "names"),
        ("ALTER TABLE complaint ADD COLUMN mine TEXT", "table_changed", "complaint"),
        ("ALTER TABLE complaint DROP COLUMN satisfaction", "table_changed", "complaint"),
        ("DROP TABLE draft", "table_changed", "draft"),
        ("DROP INDEX ix_complaint_number", "table_changed", "complaint"),
        ("CREATE UNIQUE INDEX mine ON complainant (id)", "table_changed", "complainant"),
        ("DROP TABLE complaint_search", "table_changed", "complaint_search"),
        ("UPDATE schema_version SET version_num = '0001'", "table_changed", "schema_version"),
        ("CREATE TRIGGER mine AFTER INSERT ON draft BEGIN DELETE FROM draft; END", "guard", "mine"),
    ],
)
def test_tables_and_triggers_that_are_not_the_programs(
    hand: Hand, statement: str, code: str, about: str
) -> None:
    with hand.at_work() as office:
        office.execute(statement)
    problem = found(hand)
    assert problem is not None
    assert (problem.code, problem.about) == (code, about)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ("unit TEXT NOT NULL", "unit TEXT"),
        ("account_id BIGINT", "account_id TEXT"),
        ("account_id BIGINT", "account_id"),
        ("REFERENCES account", "REFERENCES journal"),
        ("PRIMARY KEY", "UNIQUE"),
    ],
)
def test_a_table_that_is_built_otherwise(hand: Hand, there: str, instead: str) -> None:
    with hand.at_work():
        pass
    with closing(sqlite3.connect(hand.path)) as office:
        office.execute("PRAGMA writable_schema = ON")
        changed = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'respondent'"
        office.execute(changed, (there, instead))
        office.commit()
    problem = found(hand)
    assert problem is not None
    assert (problem.code, problem.about) == ("table_changed", "respondent")


def test_a_table_whose_definition_is_no_text(hand: Hand) -> None:
    with hand.at_work():
        pass
    with hand.path.open("r+b") as file:
        content = file.read()
        at = content.index(b"pk_respondent")
        file.seek(at)
        file.write(b"\xff")
    problem = found(hand)
    assert problem is not None
    assert problem.code in ("table_changed", "database")


@pytest.mark.parametrize("trigger", sorted(TRIGGERS))
def test_a_guard_taken_away_or_weakened(hand: Hand, trigger: str) -> None:
    for weaker in ("", TRIGGERS[trigger].replace("RAISE(ABORT, 'the journal is append-only')", "1")):
        with hand.at_work():
            pass
        with closing(sqlite3.connect(hand.path)) as office:
            office.execute(f"DROP TRIGGER {trigger}")
            if weaker:
                office.execute(weaker)
            office.commit()
        problem = found(hand)
        assert problem is not None
        assert (problem.code, problem.about) == ("guard", trigger)


# --- the journal as a whole


def newest(office: sqlite3.Connection) -> tuple[int, int]:
    found: tuple[int, int] = office.execute(
        "SELECT sequence, id FROM journal ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    return found


def cut(office: sqlite3.Connection, number: int) -> int:
    """Take the newest records and their values away; return the position of what was the newest."""
    last = newest(office)[0]
    gone = "SELECT id FROM journal WHERE sequence > ?"
    office.execute(f"DELETE FROM journal_values WHERE id IN ({gone})", (last - number,))
    office.execute("DELETE FROM journal WHERE sequence > ?", (last - number,))
    return last


@pytest.mark.parametrize("number", [1, 3])
def test_a_tail_cut_off(hand: Hand, number: int) -> None:
    with hand.at_work() as office:
        last = cut(office, number)
    verified = hand.verify()
    assert verified.problem is not None
    assert (verified.problem.code, verified.problem.about) == ("tail_missing", str(last))
    assert verified.witness == "missing"
    unseen = found(hand, witnessed=False)  # the rows that the records told of still stand there
    assert unseen is not None
    assert unseen.code in {"row_unknown", "row_changed", "row_missing"}


def test_a_tail_cut_off_with_what_it_had_written_undone(hand: Hand) -> None:
    with hand.at_work() as office:
        sequence, record = newest(office)
        changes = json.loads(
            office.execute("SELECT changes FROM journal WHERE id = ?", (record,)).fetchone()[0]
        )
        told = office.execute('SELECT "values" FROM journal_values WHERE id = ?', (record,)).fetchone()[0]
        for (table, row_id, operation, _digest), value in zip(changes, json.loads(told), strict=True):
            assert operation == "update"
            for column, before in value["before"].items():
                kept = None if before is None else TABLES[table].c[column].type
                raw = int(before) if isinstance(before, bool) else before
                raw = _as_kept(raw) if kept is not None and isinstance(kept, Moment) else raw
                office.execute(f'UPDATE {table} SET "{column}" = ? WHERE id = ?', (raw, row_id))
        assert cut(office, 1) == sequence
    assert found(hand, witnessed=False) is None  # nothing in the file itself can tell
    problem = found(hand)
    assert problem is not None
    assert (problem.code, problem.about) == ("tail_missing", str(sequence))


def _as_kept(told: str) -> str:
    return datetime.fromisoformat(told).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def test_an_older_file_in_place_of_the_newer(hand: Hand, made_office: MadeOffice) -> None:
    hand.put_back()
    shutil.copyfile(made_office.folder / hand.path.name, hand.path)
    verified = hand.verify()
    assert verified.problem is not None
    assert (verified.problem.code, verified.witness) == ("tail_missing", "missing")
    assert found(hand, witnessed=False) is None


def test_two_records_that_changed_places(hand: Hand) -> None:
    with hand.at_work() as office:
        last = newest(office)[0]
        for position, to in ((last - 2, 0), (last - 1, last - 2), (0, last - 1)):
            office.execute("UPDATE journal SET sequence = ? WHERE sequence = ?", (to, position))
    problem = found(hand)
    assert problem is not None
    assert (problem.code, problem.about) == ("record_changed", str(last - 2))


def write_anew(office: sqlite3.Connection, key: OfficeKey | None, since: int = 1) -> None:
    """Forge a record and write the whole chain after it anew, as well as this hand can."""
    forged = office.execute("SELECT id FROM journal WHERE sequence = ?", (since,)).fetchone()[0]
    office.execute("UPDATE journal SET facts = '{\"forged\":true}' WHERE id = ?", (forged,))
    names = [name for _cid, name, *_rest in office.execute("PRAGMA table_info(journal)")]
    chain = GENESIS
    for values in office.execute("SELECT * FROM journal ORDER BY sequence").fetchall():
        record = dict(zip(names, values, strict=True))
        if record["sequence"] >= since:
            at = datetime.fromisoformat(record["at"]).replace(tzinfo=UTC).astimezone(BANGKOK)
            digest = sha256(canonical([(record | {"at": at})[name] for name in SAID]))
            chain = sha256(chain + digest) if key is None else link(key, chain, digest)
            office.execute(
                "UPDATE journal SET digest = ?, chain = ?, key_id = ? WHERE id = ?",
                (digest, chain, "" if key is None else key.key_id, record["id"]),
            )
        else:
            chain = record["chain"]


@pytest.mark.parametrize("since", [1, 20])
def test_a_chain_written_anew_without_a_key(hand: Hand, since: int) -> None:
    with hand.at_work() as office:
        write_anew(office, None, since)
        last = newest(office)[0]
    problem = found(hand, witnessed=False)
    assert problem is not None
    assert (problem.code, problem.about) == ("unsealed", str(last if since == 1 else since))


@pytest.mark.parametrize("since", [1, 20])
def test_a_chain_written_anew_with_another_key(hand: Hand, since: int) -> None:
    with hand.at_work() as office:
        write_anew(office, OfficeKey.new(), since)
    problem = found(hand, witnessed=False)
    assert problem is not None
    assert problem.code == ("key_unknown" if since == 1 else "chain_broken")
    assert problem.about == str(since)


def test_a_chain_written_anew_with_the_key_itself_is_told_by_the_witness_and_by_paper_only(
    hand: Hand,
) -> None:
    with hand.at_work() as office:
        write_anew(office, hand.seal.key)
    assert found(hand, witnessed=False) is None
    problem = found(hand)
    assert problem is not None
    assert problem.code == "tail_missing"


def test_the_position_seen_is_not_asked_of_a_copy(hand: Hand) -> None:
    hand.put_back()
    assert hand.verify(witnessed=False).witness == "not_asked"


# --- declarations


def test_every_table_says_how_it_is_kept() -> None:
    assert undeclared_tables() == []
    table = Table("undeclared", Base.metadata, Column("id", Integer))
    try:
        assert undeclared_tables() == ["undeclared"]
        assert "undeclared" not in declared_tables()
    finally:
        Base.metadata.remove(table)


def test_only_drafts_leave_no_trace() -> None:
    assert [name for name, table in TABLES.items() if table.info["kept"] == "convenience"] == ["draft"]


def test_the_records_that_change_a_key_are_use_cases() -> None:
    import services.keys.new_key  # noqa: F401 - declares them

    assert REGISTRY.keys() >= KEY_CHANGES


def test_whatever_the_check_finds_has_a_sentence() -> None:
    found = set()
    for path in (Path(__file__).parents[2] / "services" / "journal").glob("*.py"):
        found |= set(re.findall(r'disagree\(\s*"(\w+)"', path.read_text("utf-8")))
    assert found == set(PROBLEMS)
    for code in found:
        problem = Problem(code, "12345", "")
        assert ("12345" in problem_text(problem)) is ("{about}" in PROBLEMS[code])
        assert problem_text(problem) == on_screen(problem)
