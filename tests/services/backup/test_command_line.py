"""backup and restore from the command line: without a login, without a question, with one line."""

import json
import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from tests.command_line import run_main
from tests.services.factories import PASSWORD, Desk

MAIN = Path(__file__).parents[3] / "main.py"


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    wanted = {
        name: value for name, value in os.environ.items() if name not in ("RAPRUEANG_PASSWORD", "DISPLAY")
    }
    return run_main(*words, env=wanted | environment)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def records(data: Path) -> list[tuple[str, str, str]]:
    with closing(sqlite3.connect(data / DATABASE_NAME)) as database:
        return database.execute(
            "SELECT use_case, actor_name, verdict FROM journal ORDER BY sequence"
        ).fetchall()


@pytest.fixture
def data(desk: Desk) -> Path:
    desk.register(name="นางสาวคนแรก")
    desk.services.close()
    return desk.folder


@pytest.fixture
def made(data: Path, usb: Path) -> Path:
    done = run("backup", "--data", data, "--to", usb)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return Path(done.stdout.strip())


def test_exactly_the_words_promised(data: Path, made: Path, tmp_path: Path) -> None:
    assert made.is_file()
    assert records(data)[-1] == ("backup.make_by_itself", "บรรทัดคำสั่ง", "done")
    done = run("restore", "--data", data, "--from", made)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 เรื่อง" in done.stdout
    assert records(data)[-1] == ("backup.record_restore", "บรรทัดคำสั่ง", "done")
    assert run("verify", "--data", data, "--user", "viewer", RAPRUEANG_PASSWORD=PASSWORD).returncode == 0


@pytest.mark.parametrize("there", [True, False], ids=["empty folder", "no folder"])
def test_into_a_folder_without_an_office(made: Path, tmp_path: Path, there: bool) -> None:
    new = tmp_path / "new" / "data"
    if there:
        new.mkdir(parents=True)
    done = run("restore", "--data", new, "--from", made, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["restored"], told["present"], told["copy"]["cases"]) == (True, None, 1)
    assert run("verify", "--data", new, "--user", "viewer", RAPRUEANG_PASSWORD=PASSWORD).returncode == 0
    assert [path.name for path in new.iterdir()] == [DATABASE_NAME]


def test_on_a_computer_that_never_saw_the_key(made: Path, tmp_path: Path, desk: Desk) -> None:
    nowhere = {"RAPRUEANG_KEYS": str(tmp_path / "keys-elsewhere")}
    new = tmp_path / "new"
    assert "RAPRUEANG_KEY" in refused(run("restore", "--data", new, "--from", made, **nowhere))
    assert not new.exists()
    key = desk.services.seal.key.to_text()
    done = run("restore", "--data", new, "--from", made, **nowhere, RAPRUEANG_KEY=key)
    assert (done.returncode, done.stderr) == (0, "")
    verify = run("verify", "--data", new, "--user", "viewer", RAPRUEANG_PASSWORD=PASSWORD, **nowhere)
    assert verify.returncode == 0, verify.stderr


def test_a_dry_run_changes_nothing(data: Path, made: Path) -> None:
    before = records(data)
    done = run("restore", "--data", data, "--from", made, "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert (told["restored"], told["sequence"], told["lost"]) == (False, None, [])
    assert records(data) == before
    assert sorted(path.name for path in data.iterdir()) == ["backup.json", DATABASE_NAME]


def test_with_a_login_the_role_counts(data: Path, made: Path, usb: Path) -> None:
    words = ("backup", "--data", data, "--to", usb, "--user")
    assert "สิทธิ" in refused(run(*words, "front", RAPRUEANG_PASSWORD=PASSWORD))
    assert "ไม่ถูกต้อง" in refused(run(*words, "admin", RAPRUEANG_PASSWORD="wrong"))
    done = run("restore", "--data", data, "--from", made, "--user", "front", RAPRUEANG_PASSWORD=PASSWORD)
    assert "สิทธิ" in refused(done)
    assert records(data)[-1][::2] == ("backup.restore", "refused")
    done = run("restore", "--data", data, "--from", made, "--user", "admin", RAPRUEANG_PASSWORD=PASSWORD)
    assert done.returncode == 0, done.stderr
    assert records(data)[-1][:2] == ("backup.record_restore", "นายผู้ดูแล ระบบ")


def test_over_a_damaged_file_an_administrator_of_the_copy_counts(data: Path, made: Path) -> None:
    (data / DATABASE_NAME).write_bytes(b"damaged " * 900)
    words = ("restore", "--data", data, "--from", made)
    assert "สิทธิ" in refused(run(*words, "--user", "front", RAPRUEANG_PASSWORD=PASSWORD))
    assert (data / DATABASE_NAME).read_bytes() == b"damaged " * 900
    done = run(*words, "--user", "admin", RAPRUEANG_PASSWORD=PASSWORD)
    assert (done.returncode, done.stderr) == (0, "")
    kept = next((data / "kept").glob("damaged-*"))
    assert (kept / DATABASE_NAME).read_bytes() == b"damaged " * 900


def test_every_wrong_word_about_places(data: Path, made: Path, tmp_path: Path) -> None:
    before = records(data)
    text = tmp_path / "text.txt"
    text.write_text("x" * 9000)
    for source in (text, tmp_path, tmp_path / "nothing", data / DATABASE_NAME):
        refused(run("restore", "--data", data, "--from", source))
    for to in (tmp_path / "nothing", text, text / "inside"):
        refused(run("backup", "--data", data, "--to", to))
    refused(run("backup", "--data", tmp_path / "nothing", "--to", tmp_path))
    for folder in (text, text / "inside", tmp_path / ("ย" * 300)):
        assert "ข้อมูล" in refused(run("restore", "--data", folder, "--from", made, "--yes"))
    assert records(data) == before


@pytest.mark.parametrize("empty", ["--data", "--to"])
def test_a_variable_that_nobody_set_is_no_folder(data: Path, usb: Path, empty: str) -> None:
    words = {"--data": data, "--to": usb, empty: ""}
    done = run("backup", *(word for pair in words.items() for word in pair))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
