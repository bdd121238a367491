"""The seal taken off: every record chained anew without a key, as an office of the first schema was."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from services.accounts.passwords import Passwords
from services.container import Services, open_services
from services.errors import WorldError
from services.journal.recorder import GENESIS, sha256
from tests.services.factories import Desk


def take_the_seal_off(path: Path) -> None:
    """Chain every record of a file anew without a key."""
    with closing(sqlite3.connect(path)) as office:
        guards = office.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            office.execute(f"DROP TRIGGER {name}")
        chain = GENESIS
        for row, digest in office.execute("SELECT rowid, digest FROM journal ORDER BY sequence").fetchall():
            chain = sha256(chain + digest)
            office.execute("UPDATE journal SET chain = ?, key_id = '' WHERE rowid = ?", (chain, row))
        for _name, sql in guards:
            office.execute(sql)
        office.commit()


def opened(desk: Desk) -> Services:
    desk.services.close()
    desk.services = open_services(desk.folder, desk.clock, Passwords.cheapest())
    return desk.services


def test_an_office_whose_seal_was_taken_off_is_found_out(desk: Desk) -> None:
    desk.register()
    seen = desk.services.seal.witness.seen
    assert seen is not None
    desk.services.close()
    take_the_seal_off(desk.folder / DATABASE_NAME)
    for _again in range(2):
        problem = opened(desk).verification.verify().problem
        assert problem is not None
        assert (problem.code, problem.about) == ("tail_missing", str(seen.sequence))


def test_a_copy_whose_seal_was_taken_off_is_not_sealed_anew(desk: Desk, tmp_path: Path) -> None:
    desk.register()
    desk.services.close()
    copy = shutil.copy(desk.folder / DATABASE_NAME, tmp_path / "copy.db")
    take_the_seal_off(copy)
    with pytest.raises(WorldError) as refused:
        opened(desk).restoring.stage(copy)
    assert refused.value.code == "backup.disagrees"
    assert refused.value.params["problem"].code == "unsealed"
    assert opened(desk).verification.verify().problem is None
