"""The floors do the same work as what they are held against: the same rows, the same lines."""

import pickle
import re
import sqlite3
from pathlib import Path

import pytest

from benchmarks import engines, monthly, register, save
from benchmarks.figures import Row, p95, table
from benchmarks.office import log_in, make_office, open_office
from benchmarks.recording import Recording
from benchmarks.register_rows import KINDS, RESULT, SUBJECT, make_rows
from models.engine import DATABASE_NAME
from models.hidden_search import HIDDEN_INDEX
from models.search_index import TABLE
from models.similar_index import TABLE as SIMILAR
from services.complaints.register import RegisterFilter
from services.documents.typesetting.fonts import Face


def page_count(content: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", content))


def rows_of(folder: Path, name: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(folder / DATABASE_NAME) as connection:
        found = connection.execute(f"SELECT * FROM {name} ORDER BY rowid").fetchall()
    connection.close()
    return found


def test_the_floor_of_a_save_writes_every_row_that_a_save_writes(tmp_path: Path) -> None:
    save.measure(tmp_path, cases=20, saves=5)
    for name in (*save.TABLES, TABLE, SIMILAR):
        ours, floor = rows_of(tmp_path / "ours", name), rows_of(tmp_path / "floor", name)
        assert ours == floor, name
        assert ours, name
    # The counters stand alike; the raw one is written over, so that its place in the file may differ.
    assert sorted(rows_of(tmp_path / "ours", save.COUNTER)) == sorted(
        rows_of(tmp_path / "floor", save.COUNTER)
    )
    assert len(rows_of(tmp_path / "floor", "complaint")) == 20 + 5 + save.WARM_UP


def test_no_table_that_a_save_writes_to_is_left_out_of_the_floor(tmp_path: Path) -> None:
    save.measure(tmp_path, cases=5, saves=2)
    with sqlite3.connect(tmp_path / "ours" / DATABASE_NAME) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("sqlite_", TABLE, SIMILAR, HIDDEN_INDEX.table))
        ]
    connection.close()
    differing = {
        name
        for name in names
        if sorted(map(repr, rows_of(tmp_path / "ours", name)))
        != sorted(map(repr, rows_of(tmp_path / "floor", name)))
    }
    assert differing == set()


def test_both_sides_of_a_save_are_durable_alike(tmp_path: Path) -> None:
    make_office(tmp_path, 3)
    services, _clock = open_office(tmp_path)
    names = ("journal_mode", "synchronous", "foreign_keys", "cache_size")
    with services.store.engine.connect() as ours:
        wanted = [ours.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]
    services.close()
    floor = save.connect(tmp_path)
    assert [floor.execute(f"PRAGMA {name}").fetchone()[0] for name in names] == wanted
    assert wanted[:2] == ["wal", 2]
    floor.close()


def test_the_floor_of_the_report_breaks_and_draws_the_same_lines(tmp_path: Path) -> None:
    make_office(tmp_path, 40, first_day=monthly.MONTH_BEGINS)
    services, _clock = open_office(tmp_path)
    recorded = monthly.record(services, log_in(services))
    services.close()
    assert monthly.break_lines(recorded) == [item.lines for item in recorded.wrapped]
    broken = {line.text for item in recorded.wrapped for line in item.lines}
    drawn = {item.text for page in recorded.pages for item in page}
    # What is drawn and was not broken is page furniture and the words of charts: set in one line each.
    assert len(drawn & broken) > 0.8 * len(drawn)
    engines.register_fonts(*Face)
    content = monthly.draw(recorded)
    assert len(re.findall(rb"/Type /Page\b", content)) == len(recorded.pages)


def test_a_made_office_is_one_that_the_register_reads(tmp_path: Path) -> None:
    make_office(tmp_path, 250)
    services, _clock = open_office(tmp_path)
    actor = log_in(services)
    rows = services.register.list_complaints(actor, RegisterFilter())
    assert services.register.count_complaints(actor, RegisterFilter()) == 250
    assert len({row.detail for row in rows}) == len({row.subject for row in rows}) == len(rows) == 200
    found = services.register.list_complaints(actor, RegisterFilter(text=rows[7].detail[:25]))
    assert rows[7].id in {row.id for row in found}
    services.close()


@pytest.mark.parametrize(("ours", "verdict"), [(2.9, "met"), (3.0, "NOT MET"), (7.0, "NOT MET")])
def test_a_goal_is_met_below_its_ratio(ours: float, verdict: str) -> None:
    row = Row("save", ours, 1.0, 3)
    assert row.verdict == verdict
    assert verdict in table([row])


def test_p95_is_the_value_that_most_stay_below() -> None:
    assert p95([float(value) for value in range(1, 101)]) == pytest.approx(95.05)


@pytest.mark.parametrize("kind", KINDS)
def test_the_floor_of_the_register_draws_the_lines_that_the_register_has(kind: str) -> None:
    rows = make_rows(60, kind)
    recording = Recording()
    with recording.running():
        content = engines.ours(rows)()
    ours = [
        sorted(item.text for item in page if not item.text.startswith("หน้า ")) for page in recording.pages
    ]
    drawn: list[list[str]] = []
    floor = engines.floor(rows, drawn)()
    assert len(ours) > 3
    assert [sorted(page) for page in drawn] == ours
    assert page_count(content) == page_count(floor) == len(ours)


def test_no_subject_nor_result_stands_twice_among_rows_of_their_own() -> None:
    own, repeating = (make_rows(400, kind) for kind in KINDS)
    for column in (SUBJECT, RESULT):
        assert len({row[column] for row in own}) == 400
        assert len({row[column] for row in repeating}) < 200
    phrases = [phrase for row in own for phrase in row[SUBJECT].split()]
    assert len(set(phrases)) > 0.9 * len(phrases)


def test_what_is_not_installed_is_said_and_what_is_sets_every_row(tmp_path: Path) -> None:
    file = tmp_path / "rows.pickle"
    file.write_bytes(pickle.dumps(make_rows(30, "unique")))
    paper = register.Paper("register", register.ENGINES, file)
    paper.run("ours")
    assert paper.taken["ours"][0].pages > 1
    lines = [paper.row(engine, 1) for engine in register.COMPETITORS]
    assert [(line.floor, line.verdict) for line in lines] == [(None, "stated")] * 2
    assert all("not installed" in line.note for line in lines)
    long_table = engines.long_table(make_rows(30, "unique"))()
    assert page_count(long_table) > 1
