"""Another database in the place of the present one: whole or not at all, and never under somebody's hands."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models import replacing
from models.drivers import connect
from models.engine import StoreError
from models.replacing import replace_database
from models.setting_aside import settle
from tests.kills import killed_at_every_step

NAME = "raprueang.db"
KEY = bytes(range(32))


def make(path: Path, said: str, *, key: bytes | None = None, rows: int = 50, log: bool = False) -> None:
    with closing(connect(path, key)) as connection:
        if log:
            connection.execute("PRAGMA journal_mode = WAL").fetchall()
        connection.execute("CREATE TABLE said (text TEXT, filler BLOB)")
        for _row in range(rows):
            connection.execute("INSERT INTO said VALUES (?, randomblob(900))", (said,))


def said(path: Path, key: bytes | None = None) -> set[str]:
    with closing(connect(path, key)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return {row[0] for row in connection.execute("SELECT text FROM said")}


def make_with_log_left(path: Path) -> None:
    """Make a database whose last rows stand in the log alone, as a kill leaves it."""
    script = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA journal_mode=WAL');"
        "c.execute('CREATE TABLE said (text TEXT, filler BLOB)'); c.commit();"
        "c.execute('PRAGMA wal_checkpoint(TRUNCATE)'); c.execute('PRAGMA wal_autocheckpoint=0');"
        "c.executemany('INSERT INTO said VALUES (?, randomblob(900))', [('old',)] * 300); c.commit();"
        "os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert Path(f"{path}-wal").stat().st_size > 200_000


def code_of(path: Path, new: Path, key: bytes | None = None) -> str:
    with pytest.raises(StoreError) as caught:
        replace_database(path, new, key)
    return caught.value.code


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / NAME


@pytest.fixture
def new(tmp_path: Path) -> Path:
    path = tmp_path / "new.db"
    make(path, "new")
    return path


def test_the_new_one_stands_alone(place: Path, new: Path) -> None:
    make_with_log_left(place)
    assert replace_database(place, new, None) is None
    assert said(place) == {"new"}
    assert [path.name for path in place.parent.iterdir()] == [NAME]


@pytest.mark.parametrize("holder", ["reader", "writer"])
def test_somebody_elses_database_is_left_alone(
    place: Path, new: Path, holder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "WAIT_MS", 150)  # how long is a setting
    make(place, "old", log=True)
    with closing(connect(place, None)) as other:
        other.execute("BEGIN IMMEDIATE" if holder == "writer" else "BEGIN")
        other.execute("SELECT * FROM said").fetchall()
        if holder == "reader":
            other.execute("ROLLBACK")  # a window that only has it open
        assert code_of(place, new) == "store.locked"
        assert other.execute("SELECT count(*) FROM said").fetchone()[0] == 50
    assert said(place) == {"old"}
    assert said(new) == {"new"}


def test_a_log_left_by_a_dead_process_never_meets_the_new_file(place: Path, new: Path) -> None:
    make_with_log_left(place)
    kept = replace_database(place, new, None, keep=True)
    assert kept is not None
    assert said(place) == {"new"}
    assert said(kept / NAME) == {"old"}


@pytest.mark.parametrize("kind", ["text", "torn", "empty", "lost key"])
def test_what_cant_be_opened_is_kept(place: Path, new: Path, kind: str) -> None:
    make(place, "old", key=KEY if kind == "lost key" else None)
    if kind == "text":
        place.write_text("ไม่ใช่ฐานข้อมูล")
    elif kind == "torn":
        place.write_bytes(os.urandom(5000))
    elif kind == "empty":
        place.write_bytes(b"\1")
    before = place.read_bytes()
    kept = replace_database(place, new, None)
    assert kept == place.parent / "kept" / "damaged-1"
    assert (kept / NAME).read_bytes() == before
    assert said(place) == {"new"}


def test_a_damaged_file_in_use_is_left_alone(place: Path, new: Path) -> None:
    if os.name != "posix":
        pytest.skip("Windows itself moves no file that is open")
    make(place, "old", key=KEY, log=True)
    script = (
        "import sys; from pathlib import Path; from models.drivers import connect;"
        "c = connect(Path(sys.argv[1]), bytes(range(32))); c.execute('SELECT * FROM said').fetchall();"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        assert code_of(place, new) == "store.locked"
        other.stdin.close()
    assert said(place, KEY) == {"old"}


def test_nothing_is_there_yet(place: Path, new: Path) -> None:
    assert replace_database(place, new, None) is None
    assert said(place) == {"new"}


def test_a_log_without_its_database_is_kept_and_not_read(place: Path, new: Path) -> None:
    make_with_log_left(place)
    place.unlink()
    kept = replace_database(place, new, None)
    assert kept is not None
    assert (kept / f"{NAME}-wal").exists()
    assert said(place) == {"new"}


def test_encrypted_in_the_place_of_plain_and_back(place: Path, new: Path, tmp_path: Path) -> None:
    make(place, "plain", log=True)
    locked = tmp_path / "locked.db"
    make(locked, "locked", key=KEY)
    replace_database(place, locked, None)
    assert said(place, KEY) == {"locked"}
    replace_database(place, new, KEY)
    assert said(place) == {"new"}


@pytest.fixture(scope="module")
def with_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("log")
    make_with_log_left(folder / NAME)
    make(folder / "new.db", "new")
    return folder


@pytest.mark.parametrize("keep", [False, True], ids=["healthy", "set aside"])
def test_killed_at_every_step_the_old_or_the_new_stands(with_log: Path, tmp_path: Path, keep: bool) -> None:
    def prepare(number: int) -> Path:
        return Path(shutil.copytree(with_log, tmp_path / f"folder-{number}"))

    def act(folder: Path) -> None:
        replace_database(folder / NAME, folder / "new.db", None, keep=keep)

    seen: list[str] = []
    for _number, folder in killed_at_every_step(prepare, act):
        settle(folder / NAME)
        seen += said(folder / NAME)
        with closing(sqlite3.connect(folder / NAME)) as connection:
            rows = connection.execute("SELECT count(*) FROM said").fetchone()[0]
        assert rows == {"old": 300, "new": 50}[seen[-1]]
    assert len(seen) > 4
    assert seen == sorted(seen, reverse=True)  # old until the one moment, new from then on
    assert seen[-1] == "new"


def test_killed_beside_a_damaged_file_its_log_comes_back(with_log: Path, tmp_path: Path) -> None:
    def prepare(number: int) -> Path:
        folder = Path(shutil.copytree(with_log, tmp_path / f"folder-{number}"))
        (folder / NAME).write_bytes(b"torn" * 2000)
        return folder

    def act(folder: Path) -> None:
        replace_database(folder / NAME, folder / "new.db", None)

    log = (with_log / f"{NAME}-wal").read_bytes()
    for _number, folder in killed_at_every_step(prepare, act):
        settle(folder / NAME)
        if (folder / NAME).read_bytes().startswith(b"torn"):
            assert Path(f"{folder / NAME}-wal").read_bytes() == log
        else:
            assert said(folder / NAME) == {"new"}
    assert said(folder / NAME) == {"new"}
    assert (folder / "kept" / "damaged-1" / f"{NAME}-wal").read_bytes() == log
