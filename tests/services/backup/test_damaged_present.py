"""Damage that shows only after the data were opened bars nobody from going back to a copy."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from services.accounts.passwords import Passwords
from services.backup.backups import BackupMade
from services.container import open_services
from services.errors import DomainError
from tests.services.backup.test_command_line import run
from tests.services.factories import PASSWORD, Desk

PAGE = 4096


@pytest.fixture
def closed(desk: Desk, copy: BackupMade) -> Path:
    desk.services.close()
    return desk.folder


def root_pages(data: Path) -> list[int]:
    """Return where tables and indexes begin, and some pages between."""
    with closing(sqlite3.connect(data / DATABASE_NAME)) as database:
        rows = database.execute("SELECT rootpage FROM sqlite_schema WHERE rootpage > 1 ORDER BY 1")
        return [number for (number,) in rows]


def test_wherever_the_damage_lies_the_way_back_is_open(desk: Desk, copy: BackupMade, closed: Path) -> None:
    whole = (closed / DATABASE_NAME).read_bytes()
    chance, opened = random.Random(5), 0
    for page in chance.sample(root_pages(closed), 16):
        shutil.rmtree(closed / "kept", ignore_errors=True)
        torn = bytearray(whole)
        torn[(page - 1) * PAGE : page * PAGE] = chance.randbytes(PAGE)
        (closed / DATABASE_NAME).write_bytes(torn)
        try:
            services = open_services(closed, desk.clock, Passwords.cheapest())
        except DomainError:
            continue  # told at once; that way is tried elsewhere
        opened += 1
        restoring = services.restoring
        staged = restoring.stage(copy.path)
        restoring.preview(staged)
        done = restoring.put(staged, "x")
        services = open_services(closed, desk.clock, Passwords.cheapest())
        assert services.verification.verify().problem is None
        services.close()
        assert done.kept is not None
        assert (done.kept / DATABASE_NAME).read_bytes()[PAGE:] == torn[PAGE:]
    assert opened >= 5


def test_where_nobody_can_log_in_any_more_an_administrator_of_the_copy_counts(
    copy: BackupMade, closed: Path
) -> None:
    path = closed / DATABASE_NAME
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'account'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(os.urandom(PAGE))
    words = ("restore", "--data", closed, "--from", copy.path, "--yes", "--user")
    assert run(*words, "admin", RAPRUEANG_PASSWORD="wrong").returncode == 1
    assert run(*words, "supervisor", RAPRUEANG_PASSWORD=PASSWORD).returncode == 1
    done = run(*words, "admin", RAPRUEANG_PASSWORD=PASSWORD)
    assert (done.returncode, done.stderr) == (0, "")
    assert run("verify", "--data", closed).returncode == 0
