"""The store: made, opened, refused, migrated; and every table says how it is kept."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from models.engine import DATABASE_NAME, StoreError, create_store, open_store
from models.files import CHUNK, StoredChunk, read_chunks, store_file
from models.ids import IdSource
from models.migrations import VERSION_TABLE, current_revision, known_revisions
from models.tables import Base
from services.clock import SetClock
from tests.services.factories import FRIDAY, Desk

NOW = SetClock(FRIDAY).now
KEPT = {"journalled", "derived", "convenience", "ledger", "content"}
# What the full-text index keeps for itself.
OF_THE_INDEX = ("complaint_search", "hidden_search", "complaint_similar")


def refusal(folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(folder, NOW)
    return caught.value.code


def test_the_baseline_is_what_the_tables_say(tmp_path: Path) -> None:
    store = create_store(tmp_path / "x", NOW)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "compare_type": True,
                "include_object": lambda _object, name, *_rest: not str(name).startswith(OF_THE_INDEX),
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    assert current_revision(store.engine) in known_revisions()
    store.close()


@pytest.mark.parametrize("table", Base.metadata.tables.values(), ids=lambda table: table.name)
def test_every_table_is_keyed_by_office_and_says_how_it_is_kept(table) -> None:  # type: ignore[no-untyped-def]
    assert table.info["kept"] in KEPT
    assert [column.name for column in table.primary_key.columns] == ["office_id", "id"]
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint | ForeignKeyConstraint | PrimaryKeyConstraint):
            assert constraint.name
            assert next(iter(constraint.columns)).name == "office_id"
        if isinstance(constraint, ForeignKeyConstraint):
            assert constraint.ondelete is None
    for index in table.indexes:
        # The full-text indexes know a row by its id alone.
        if index.unique and index.name not in {
            "ix_search_entry_id",
            "ix_hidden_entry_id",
            "ix_similar_entry_id",
        }:
            assert next(iter(index.columns)).name == "office_id"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere") == "store.no_folder"
    assert refusal(tmp_path) == "store.no_office"


def test_an_office_is_not_made_over_another(desk: Desk) -> None:
    with pytest.raises(StoreError) as caught:
        create_store(desk.folder, NOW)
    assert caught.value.code == "store.exists"


def test_a_set_up_that_ended_half_way_begins_again(tmp_path: Path) -> None:
    create_store(tmp_path / "x", NOW).close()
    assert refusal(tmp_path / "x") == "store.no_office"
    create_store(tmp_path / "x", NOW).close()
    (tmp_path / "y").mkdir()
    (tmp_path / "y" / DATABASE_NAME).touch()
    create_store(tmp_path / "y", NOW).close()


def test_a_set_up_killed_before_its_tables_begins_again(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert refusal(tmp_path) == "store.no_office"
    create_store(tmp_path, NOW).close()


def test_data_of_a_newer_program_is_refused_and_left_alone(desk: Desk) -> None:
    desk.services.close()
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
        connection.commit()
    assert refusal(desk.folder) == "store.newer"
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as connection:
        assert connection.execute("SELECT version_num FROM schema_version").fetchone() == ("9999",)


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\0" + b"\xff" * 8_000])
def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / DATABASE_NAME
    path.write_bytes(content)
    assert refusal(tmp_path) == "store.damaged"
    assert path.read_bytes() == content


def test_a_file_cut_short_is_named_damaged(desk: Desk) -> None:
    desk.services.close()
    path = desk.folder / DATABASE_NAME
    path.write_bytes(path.read_bytes()[: 3 * 4096])
    assert refusal(desk.folder) == "store.damaged"


def test_another_programs_database_is_not_taken_for_ours(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
        connection.commit()
    assert refusal(tmp_path) == "store.not_ours"
    with pytest.raises(StoreError) as caught:
        create_store(tmp_path, NOW)
    assert caught.value.code == "store.exists"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="an administrator may write whatever the rights say",
)
def test_a_folder_that_can_only_be_read(desk: Desk) -> None:
    desk.services.close()
    desk.folder.chmod(0o500)
    try:
        assert refusal(desk.folder) == "store.read_only"
    finally:
        desk.folder.chmod(0o700)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError) as caught:
        create_store(tmp_path / "file" / "data", NOW)
    assert caught.value.code == "store.unwritable"


def test_a_thai_path_with_spaces_and_signs(tmp_path: Path) -> None:
    folder = tmp_path / "ข้อมูล สำนักงาน #1 100%"
    create_store(folder, NOW).close()
    assert (folder / DATABASE_NAME).is_file()


# --- ids ----------------------------------------------------------------------------------------------


def test_ids_rise_with_time_and_within_a_moment() -> None:
    clock = SetClock(FRIDAY)
    source = IdSource(clock.now)
    ids = [source() for _ in range(3)]
    clock.advance(seconds=1)
    ids.append(source())
    clock.advance(hours=-5)
    ids.append(source())
    assert ids == sorted(set(ids))
    source.follow(ids[-1] + 1_000)
    assert source() == ids[-1] + 1_001
    assert max(ids) < 2**63


# --- files --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_a_file_comes_back_as_it_was_and_equal_content_is_kept_once(desk: Desk, size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    store = desk.services.store
    with store.writing() as session:
        first = store_file(session, 1, content, "x", FRIDAY, store.new_id)
        again = store_file(session, 1, content, "x", FRIDAY, store.new_id)
        other = store_file(session, 2, content, "x", FRIDAY, store.new_id)
        assert first.id == again.id != other.id
        assert b"".join(read_chunks(session, 1, first.id)) == content
        assert session.query(StoredChunk).filter_by(office_id=1).count() == -(-size // CHUNK)
