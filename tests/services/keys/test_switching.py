"""Encryption is switched on and off by a verified copy; whatever happens, the old data stand or the new."""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from models import replacing
from models.copying import check_database, copy_database
from models.engine import DATABASE_NAME, KEPT_FOLDER, PLAIN_HEADER, is_plain
from models.journal import JournalRecord
from models.recoding import recode_database
from services.accounts.passwords import Passwords
from services.complaints.commands import AttachmentInput
from services.container import open_services
from services.errors import DomainError, NotAllowed, WorldError
from services.keys.envelope import read_envelope
from services.keys.keeper import default_keeper
from services.keys.opening import SWITCHING, KeySetUp
from services.keys.switching import Switch, finish_switch, sweep, switch_encryption
from tests.kills import killed_at_every_step
from tests.services.factories import Desk
from tests.services.keys.switches import (
    BEHIND_PASSPHRASE,
    ENCRYPTED,
    PASSPHRASE,
    PLAIN,
    opened,
    problem,
    readable,
    switch,
)

STORY = "เจ้าหน้าที่เรียกรับเงินค่าน้ำร้อนน้ำชาสามพันบาท"


@pytest.fixture
def case(desk: Desk) -> int:
    """Take in a complaint with a file."""
    file = AttachmentInput(name="หลักฐาน.txt", content=STORY.encode())
    return desk.register(detail=STORY, attachments=(file,)).complaint_id


def test_there_and_back_nothing_is_lost(desk: Desk, case: int) -> None:
    before = desk.case(case)
    switch(desk, ENCRYPTED)
    assert not is_plain(desk.folder / DATABASE_NAME)
    assert readable(STORY, desk.folder) == []
    with opened(desk) as services:
        assert services.cases.read_case(desk.supervisor, case) == before
        assert problem(services) is None
        assert not services.seal.witness.frozen
    switch(desk, PLAIN)
    assert is_plain(desk.folder / DATABASE_NAME)
    assert read_envelope(desk.folder) is None
    with opened(desk) as services:
        assert services.cases.read_case(desk.supervisor, case) == before
        assert problem(services) is None
        with services.store.reading() as session:
            said = [row.use_case for row in session.query(JournalRecord).order_by(JournalRecord.sequence)]
    assert [name for name in said if name.startswith("keys.")] == ["keys.encrypt", "keys.decrypt"]


def test_a_search_goes_on_working(desk: Desk, case: int) -> None:
    switch(desk, ENCRYPTED)
    with opened(desk) as services:
        desk.services = services
        assert desk.found("น้ำร้อนน้ำชา") == [desk.case(case).number]


def test_behind_a_passphrase_the_key_lies_nowhere_else(desk: Desk, case: int) -> None:
    key = desk.services.seal.key
    switch(desk, BEHIND_PASSPHRASE)
    assert default_keeper().find(key.key_id, desk.folder) is None
    with pytest.raises(DomainError, match=r"key\.passphrase_needed"), opened(desk):
        pass
    with pytest.raises(DomainError, match=r"key\.wrong_passphrase"), opened(desk, lambda: "ม้าขาว"):
        pass
    with opened(desk, lambda: PASSPHRASE) as services:
        assert services.cases.read_case(desk.supervisor, case).id == case
        desk.services = services
    switch(desk, PLAIN)
    with opened(desk) as services:
        assert services.seal.key == key


def test_what_was_kept_in_clear_goes_with_the_old_file(desk: Desk) -> None:
    kept = desk.folder / KEPT_FOLDER / "damaged-1"
    kept.mkdir(parents=True)
    shutil.copy(desk.folder / DATABASE_NAME, kept)
    key = desk.services.seal.key
    (desk.folder / f"{key.key_id}.key").write_text(key.secret.hex())
    switch(desk, ENCRYPTED)
    assert sorted(path.name for path in desk.folder.rglob("*")) == [DATABASE_NAME, "raprueang.key.json"]


def test_backups_beside_the_data_are_encrypted_too(desk: Desk, case: int) -> None:
    backups = desk.folder / "backups"
    backups.mkdir()
    desk.services.close()
    for name in ("raprueang-lampang-20260401-083000.db", "raprueang-lampang-20260402-083000.db"):
        copy_database(desk.folder / DATABASE_NAME, backups / name, None)
    (backups / "raprueang-lampang-20260403-083000.db").write_bytes(PLAIN_HEADER + STORY.encode())
    switch(desk, ENCRYPTED)
    assert readable(STORY, desk.folder) == []
    key = desk.services.seal.key.database_key
    names = sorted(path.name for path in backups.glob("*.db"))
    assert names == ["raprueang-lampang-20260401-083000.db", "raprueang-lampang-20260402-083000.db"]
    for name in names:
        check_database(backups / name, key)
        assert (backups / f"{name}.key.json").exists()
    assert not (desk.folder / SWITCHING).exists()


def test_backups_that_a_kill_left_in_clear_are_finished_at_the_next_opening(desk: Desk, case: int) -> None:
    switch(desk, ENCRYPTED)
    (desk.folder / "backups").mkdir()
    plain = desk.folder / "backups" / "raprueang-lampang-20260401-083000.db"
    with opened(desk) as services:
        recode_database(services.store.path, plain, services.store.key, None)
        assert readable(STORY, desk.folder) == [plain.name]
        (desk.folder / SWITCHING).touch()
        sweep(desk.folder, default_keeper())
        assert (desk.folder / SWITCHING).exists()
        finish_switch(desk.folder, services.seal.key, default_keeper())
    assert readable(STORY, desk.folder) == []
    assert not (desk.folder / SWITCHING).exists()


def test_only_an_administrator_may(desk: Desk, case: int) -> None:
    with pytest.raises(NotAllowed):
        switch(desk, ENCRYPTED, desk.supervisor)
    assert is_plain(desk.folder / DATABASE_NAME)
    assert not list(desk.folder.glob(".switching*"))
    with opened(desk) as services:
        assert problem(services) is None


@pytest.mark.parametrize("at", [0.0, 0.6])
def test_cancelled_while_copying_or_checking_everything_is_as_it_was(
    desk: Desk, case: int, at: float
) -> None:
    reached = []

    def progress(done: int, total: int) -> None:
        if done >= at * total:
            reached.append(done)

    with pytest.raises(DomainError, match=r"switch\.cancelled"):
        switch(desk, ENCRYPTED, progress=progress, cancelled=lambda: bool(reached) or at == 0.0)
    assert is_plain(desk.folder / DATABASE_NAME)
    assert not list(desk.folder.glob(".switching*"))
    with opened(desk) as services:
        assert problem(services) is None


def test_while_somebody_has_it_open_nothing_is_changed(
    desk: Desk, case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "WAIT_MS", 150)  # how long is a setting
    other = desk.again()
    other.office.card()
    with pytest.raises(WorldError, match=r"store\.locked"):
        switch(desk, ENCRYPTED)
    assert is_plain(desk.folder / DATABASE_NAME)
    assert other.office.card().name
    other.close()


def test_what_somebody_saved_meanwhile_is_not_lost(desk: Desk, case: int) -> None:
    late = []

    def save(done: int, total: int) -> None:
        if done > total / 2 and not late:
            services = desk.again()
            late.append(services.accounts.log_in("front", "demo1234"))
            services.close()

    with pytest.raises(WorldError, match=r"store\.busy"):
        switch(desk, ENCRYPTED, progress=save)
    assert is_plain(desk.folder / DATABASE_NAME)
    with opened(desk) as services:
        assert problem(services) is None
    switch(desk, ENCRYPTED)
    assert not is_plain(desk.folder / DATABASE_NAME)


def test_what_was_wrong_before_is_no_fault_of_the_copy(desk: Desk, case: int) -> None:
    desk.services.close()
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as raw:
        raw.execute("UPDATE complaint SET subject = 'changed by hand'")
        raw.commit()
    switch(desk, ENCRYPTED)
    with opened(desk) as services:
        assert problem(services) is not None


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here: kills are not tried on this system")
@pytest.mark.parametrize("moment", range(4))
def test_killed_while_copying_or_checking_no_copy_stays(desk: Desk, case: int, moment: int) -> None:
    switch(desk, ENCRYPTED)
    child = os.fork()
    if child == 0:
        seen: list[int] = []

        def progress(_done: int, _total: int) -> None:
            seen.append(1)
            if len(seen) > 4 * moment:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            switch(desk, PLAIN, progress=progress)
        finally:
            os._exit(0)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert list(desk.folder.glob(".switching*"))
    sweep(desk.folder, default_keeper())
    assert readable(STORY, desk.folder) == []
    with opened(desk) as services:
        assert services.cases.read_case(desk.supervisor, case).detail == STORY
        assert problem(services) is None


@pytest.mark.parametrize("set_up", [ENCRYPTED, BEHIND_PASSPHRASE, PLAIN], ids=["kept", "passphrase", "off"])
def test_killed_at_any_step_the_old_data_stand_or_the_new(
    desk: Desk, case: int, tmp_path: Path, set_up: KeySetUp
) -> None:
    if not set_up.encrypt:
        switch(desk, ENCRYPTED)
    desk.services.close()
    key, clock, admin = desk.services.seal.key, desk.clock, desk.admin
    left: set[bool] = set()

    def prepare(number: int) -> Path:
        folder = tmp_path / f"try-{number}"
        shutil.copytree(desk.folder, folder)
        default_keeper().keep(key)
        return folder

    def act(folder: Path) -> None:
        wanted = Switch(folder, admin, f"switch-{folder.name}", set_up)
        switch_encryption(wanted, clock, default_keeper(), key)

    ask: Callable[[], str] = lambda: PASSPHRASE  # noqa: E731
    for number, folder in killed_at_every_step(prepare, act):
        sweep(folder, default_keeper())
        services = open_services(folder, clock, Passwords.cheapest(), ask_passphrase=ask)
        encrypted = services.store.key is not None
        assert services.cases.read_case(desk.supervisor, case).detail == STORY, number
        assert problem(services) is None, number
        services.close()
        left.add(encrypted)
        assert not list(folder.glob(".switching*")), number
        assert not (folder / SWITCHING).exists()
        if encrypted:
            assert readable(STORY, folder) == [], number
            behind = set_up.passphrase and default_keeper().find(key.key_id) is None
            assert behind or not set_up.passphrase, number
        shutil.rmtree(folder)
    assert left == {True, False}
