"""Data of every earlier schema comes through: each row, each child, each record of the journal."""

import gzip
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import models.migrations
from models.copying import check_database
from models.engine import DATABASE_NAME, KEPT_FOLDER, StoreError, open_store
from models.migrations import known_revisions
from models.moments import BANGKOK
from models.recoding import recode_database
from models.tables import Base
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.register import RegisterFilter
from services.container import Services, open_services
from services.documents.monthly import MonthlyRequest
from services.keys.keeper import KeyKeeper
from services.thai.dates import Month
from tests.models import make_office

OFFICES = Path(__file__).parent / "offices"
REVISIONS = sorted(path.name for path in OFFICES.iterdir())
NOW = SetClock(datetime(2026, 12, 1, 9, 30, tzinfo=BANGKOK))
ROOT = Path(__file__).parents[2]
# What a revision is meant to write anew in rows that were there.
WRITTEN_ANEW = {"stored_chunk": {"id"}}  # 0002: a chunk's id follows from its place


@pytest.fixture(params=REVISIONS)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Return a folder with an office as the program of an earlier schema left it."""
    return unpack(request.param, tmp_path)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """Return a folder with the office of the first schema."""
    return unpack("0001", tmp_path)


def unpack(revision: str, place: Path) -> Path:
    folder = place / "data"
    folder.mkdir()
    packed = (OFFICES / revision / f"{DATABASE_NAME}.gz").read_bytes()
    (folder / DATABASE_NAME).write_bytes(gzip.decompress(packed))
    (place / "keys").mkdir()
    for key in (OFFICES / revision).glob("*.key"):
        shutil.copy(key, place / "keys")
    return folder


@pytest.fixture
def upgraded(old: Path) -> Iterator[Services]:
    """Open the office, which brings it up to date."""
    services = opened(old)
    yield services
    services.close()


def opened(folder: Path) -> Services:
    keeper = KeyKeeper(folder.parent / "keys")
    return open_services(folder, NOW, Passwords.cheapest(), keeper=keeper)


def rows_of(path: Path, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of tables, in these columns, in an order that no id decides."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: sorted(
                connection.execute(
                    f"SELECT {', '.join(f'{name!r}' for name in names)} FROM {table}".replace("'", '"')
                ),
                key=repr,
            )
            for table, names in columns.items()
        }


def columns_of(path: Path) -> dict[str, list[str]]:
    """Return the columns of each of our tables in a file, but for those that are written anew."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: [name for name in found if name not in WRITTEN_ANEW.get(table, ())]
            for table in Base.metadata.tables
            if (found := [row[1] for row in connection.execute(f"PRAGMA table_info({table})")])
        }


def revision_of(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        found: str = connection.execute("SELECT version_num FROM schema_version").fetchone()[0]
        return found


def kept(folder: Path) -> list[Path]:
    return sorted((folder / KEPT_FOLDER).glob("*.db"))


def test_every_earlier_schema_has_an_office_here() -> None:
    earlier = sorted(known_revisions() - {max(known_revisions())})
    missing = [revision for revision in earlier if revision not in REVISIONS]
    assert missing == [], (
        f"no office of {missing} lies under {OFFICES}. Check the last commit before the new revision out, "
        "run `python -m tests.models.make_office` there, and commit the folder that it makes."
    )


def test_every_row_and_every_record_comes_through(old: Path) -> None:
    path = old / DATABASE_NAME
    columns = columns_of(path)
    before, counted = rows_of(path, columns), Base.metadata.tables.keys() & columns.keys()
    services = opened(old)
    try:
        after = rows_of(path, columns)
        assert revision_of(path) == max(known_revisions())
        # Data that had no key yet says in a record of its own from where on it has one.
        begun = len(after["journal"]) - len(before["journal"])
        assert begun == ("key_id" not in columns["journal"])
        for table in counted - {"journal"}:
            assert len(after[table]) == len(before[table]), table
            if (
                Base.metadata.tables[table].info["kept"] != "derived"
            ):  # made anew; verify holds it to the rest
                assert after[table] == before[table], table
        assert [row for row in before["journal"] if row not in after["journal"]] == []
        assert services.verification.verify().problem is None
        check_database(path, None)
    finally:
        services.close()


def test_children_stay_with_their_parents(old: Path) -> None:
    path = old / DATABASE_NAME
    with closing(sqlite3.connect(path)) as connection:
        before = children(connection)
    opened(old).close()
    with closing(sqlite3.connect(path)) as connection:
        after = children(connection)
    assert before
    assert {name: after[name] for name in before} == before


def children(connection: sqlite3.Connection) -> dict[str, int]:
    """Return, for each reference from table to table, how many rows find their parent."""
    found = {}
    for table in Base.metadata.tables:
        for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            _id, position, parent, column, to = row[:5]
            if position == 1:  # after the office
                query = f'SELECT count(*) FROM {table} c JOIN {parent} p ON p."{to}" = c."{column}"'
                found[f"{table}.{column}"] = connection.execute(query).fetchone()[0]
    return found


def test_the_office_goes_on_with_its_work(upgraded: Services) -> None:
    boss = upgraded.accounts.log_in("supervisor", make_office.PASSWORD)
    front = upgraded.accounts.log_in("front", make_office.PASSWORD)
    rows = upgraded.register.list_complaints(boss, RegisterFilter(), limit=100)
    assert len(rows) == make_office.CASES
    case = upgraded.cases.read_case(boss, rows[0].id)
    assert [file.name for file in case.attachments] == ["หนังสือ ตัวอย่าง.pdf"]
    found = upgraded.register.list_complaints(boss, RegisterFilter(text=rows[3].subject))
    assert rows[3].number in [row.number for row in found]
    assert [(draft.title, draft.content) for draft in upgraded.drafts.list_drafts(front)] == [
        ("ร่างตัวอย่าง", {"detail": "พิมพ์ค้างไว้"})
    ]
    request = MonthlyRequest(month=Month.of(date(2026, 9, 30)))
    assert upgraded.documents.make_monthly(boss, request, "after").content.startswith(b"%PDF")
    assert upgraded.verification.verify().problem is None


def test_the_copy_of_before_is_whole_and_opens_by_itself(old: Path, tmp_path: Path) -> None:
    path = old / DATABASE_NAME
    columns, revision = columns_of(path), revision_of(path)
    before = rows_of(path, columns)
    opened(old).close()
    if revision == max(known_revisions()):
        assert kept(old) == []
        return
    (copy,) = kept(old)
    assert revision in copy.name
    assert revision_of(copy) == revision
    assert rows_of(copy, columns) == before
    (tmp_path / "again" / "data").mkdir(parents=True)
    shutil.copy(copy, tmp_path / "again" / "data" / DATABASE_NAME)
    shutil.copytree(tmp_path / "keys", tmp_path / "again" / "keys")
    services = opened(tmp_path / "again" / "data")
    assert services.verification.verify().problem is None
    services.close()


def test_opened_again_nothing_is_migrated_again(first: Path) -> None:
    opened(first).close()
    copies, before = kept(first), rows_of(first / DATABASE_NAME, {"journal": ["sequence", "chain"]})
    opened(first).close()
    assert kept(first) == copies
    assert rows_of(first / DATABASE_NAME, {"journal": ["sequence", "chain"]}) == before


def test_an_encrypted_file_is_migrated_alike_and_its_copy_is_encrypted(first: Path, tmp_path: Path) -> None:
    key, folder = bytes(range(32)), tmp_path / "encrypted"
    folder.mkdir()
    recode_database(first / DATABASE_NAME, folder / DATABASE_NAME, None, key)
    store = open_store(folder, NOW.now, key)
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM complaint").scalar() == make_office.CASES
    store.close()
    (copy,) = kept(folder)
    check_database(copy, key)
    assert b"SQLite" not in copy.read_bytes()[:4096]


# --- refused, and left as it was


def test_without_a_copy_nothing_is_migrated(first: Path) -> None:
    path = first / DATABASE_NAME
    before = path.read_bytes()
    (first / KEPT_FOLDER).write_text("in the way", encoding="utf-8")
    assert refusal(first) == "store.no_copy_before_upgrade"
    assert path.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size for a process")
def test_on_a_full_disk_nothing_is_migrated_and_no_half_copy_stays(first: Path) -> None:
    path = first / DATABASE_NAME
    before = path.read_bytes()
    said = subprocess.run(
        [sys.executable, "-c", _OPEN_WHERE_FILES_STAY_SMALL, str(first), str(len(before) // 2)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "store.no_copy_before_upgrade"
    assert path.read_bytes() == before
    assert list((first / KEPT_FOLDER).iterdir()) == []


_OPEN_WHERE_FILES_STAY_SMALL = """
import resource, signal, sys
from pathlib import Path
from models.engine import StoreError, open_store
from tests.models.test_upgrade import NOW
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    open_store(Path(sys.argv[1]), NOW.now)
except StoreError as error:
    print(error.code)
"""


@pytest.mark.parametrize("revision", ["9999", "0000", "newest"])
def test_a_revision_that_this_program_does_not_know_is_refused(first: Path, revision: str) -> None:
    path = first / DATABASE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE schema_version SET version_num = ?", (revision,))
        connection.commit()
    before = path.read_bytes()
    assert refusal(first) == "store.newer"
    assert path.read_bytes() == before
    assert kept(first) == []


def refusal(folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(folder, NOW.now)
    return caught.value.code


# --- revisions to come: a parent rebuilt keeps its children, and one that fails leaves nothing

_HEAD = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{revision}", "{down}", None, None
def upgrade():
"""
_CHILDREN_THAT_GO_WITH_THEIR_PARENT = """
    op.execute(sa.text(
        "CREATE TABLE note_of_case (office_id BIGINT, id BIGINT, PRIMARY KEY (office_id, id), "
        "FOREIGN KEY (office_id, id) REFERENCES complaint (office_id, id) ON DELETE CASCADE)"))
    op.execute(sa.text("INSERT INTO note_of_case SELECT office_id, id FROM complaint"))
"""
_REBUILT = """
    with op.batch_alter_table("complaint", recreate="always") as batch:
        batch.add_column(sa.Column("colour", sa.String(), nullable=False, server_default="blue"))
"""
_FAILS = """
    op.execute(sa.text("DELETE FROM draft"))
    op.execute(sa.text("CREATE TABLE half_made (id INTEGER)"))
    op.execute(sa.text("INSERT INTO nowhere VALUES (1)"))
"""
_LEAVES_CHILDREN_BEHIND = """
    op.execute(sa.text("DELETE FROM complaint"))
"""


def write_revisions(place: Path, monkeypatch: pytest.MonkeyPatch, *bodies: str) -> None:
    """Let the program know further revisions, 9001 and on."""
    folder = place / "migrations"
    shutil.copytree(Path(models.migrations.__file__).parent, folder)
    down = max(known_revisions())
    for number, body in enumerate(bodies, 9001):
        text = _HEAD.format(revision=number, down=down) + body
        (folder / "versions" / f"{number}_later.py").write_text(text, encoding="utf-8")
        down = str(number)
    monkeypatch.setattr(models.migrations, "_FOLDER", folder)


def test_a_parent_that_is_rebuilt_keeps_its_children(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(sqlite3.connect(first / DATABASE_NAME)) as connection:
        before = children(connection)
    write_revisions(tmp_path, monkeypatch, _CHILDREN_THAT_GO_WITH_THEIR_PARENT, _REBUILT)
    open_store(first, NOW.now).close()
    with closing(sqlite3.connect(first / DATABASE_NAME)) as connection:
        after = children(connection)
        assert connection.execute("SELECT count(*) FROM note_of_case").fetchone() == (make_office.CASES,)
        assert connection.execute("SELECT DISTINCT colour FROM complaint").fetchall() == [("blue",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("body", [_FAILS, _LEAVES_CHILDREN_BEHIND], ids=["fails", "leaves children behind"])
def test_a_migration_that_fails_half_way_leaves_everything(
    first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str
) -> None:
    path = first / DATABASE_NAME
    columns = columns_of(path)
    before = rows_of(path, columns)
    write_revisions(tmp_path, monkeypatch, body)
    with pytest.raises(Exception):  # noqa: B017, PT011  a faulty revision is a bug of ours, told as one
        open_store(first, NOW.now)
    assert revision_of(path) == "0001"
    assert rows_of(path, columns) == before
    monkeypatch.undo()
    services = opened(first)
    assert services.verification.verify().problem is None
    services.close()


def test_who_asked_to_stay_hidden_is_found_after_the_upgrade_and_by_a_supervisor_alone(
    upgraded: Services,
) -> None:
    assert upgraded.verification.verify().problem is None
    found = {}
    for login in ("supervisor", "front", "viewer"):
        person = upgraded.accounts.log_in(login, make_office.PASSWORD)
        for text in ("ดอยจำลอง", "0810007947"):
            rows = upgraded.register.list_complaints(person, RegisterFilter(text=text))
            found[login, text] = [row.number for row in rows if row.identity == "hidden"]
    assert found.pop(("supervisor", "ดอยจำลอง")) == found.pop(("supervisor", "0810007947")) == ["7/2569"]
    assert set(map(tuple, found.values())) == {()}
