"""The way back: previewed, the present kept, all or nothing; every wrong file gets its sentence."""

import gzip
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from models import replacing
from models.engine import DATABASE_NAME
from models.journal import JournalRecord
from services.accounts.passwords import Passwords
from services.backup.backups import BackupMade
from services.backup.naming import envelope_of
from services.backup.restoring import Restored, Restoring, newest_good_copy
from services.backup.staging import discard, sweep_staging
from services.clock import SetClock
from services.complaints.register import RegisterFilter
from services.container import Services, open_services
from services.errors import DomainError, NotAllowed, WorldError
from services.keys.keeper import default_keeper
from services.keys.opening import KeySetUp
from services.keys.restored import FOLDER as STAGING
from tests.kills import killed_at_every_step
from tests.services.backup.disks import small_disk
from tests.services.backup.offices import PHRASE, make_office
from tests.services.factories import FRIDAY, PASSWORD, Desk

OFFICES = Path(__file__).parents[2] / "models" / "offices"


def restore(services: Services, source: Path, by: str = "นายผู้ดูแล ระบบ") -> Restored:
    restoring = services.restoring
    return restoring.put(restoring.stage(source), by)


def reopened(desk: Desk) -> Services:
    desk.services = open_services(desk.folder, desk.clock, Passwords.cheapest())
    return desk.services


def without_present(desk: Desk) -> Restoring:
    desk.services.close()
    return Restoring(desk.folder, desk.clock, default_keeper(), passwords=Passwords.cheapest())


def names(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.folder.iterdir())


def untouched(desk: Desk, cases: int = 3) -> None:
    """Hold that the office works on as if nothing had been tried."""
    assert not (desk.folder / STAGING).exists()
    services = reopened(desk)
    assert services.verification.verify().problem is None
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as database:
        assert database.execute("SELECT count(*) FROM complaint").fetchone() == (cases,)
    assert not services.seal.witness.frozen


@pytest.fixture
def later(desk: Desk, copy: BackupMade) -> Desk:
    """Let a third case come and a first one move on after the copy was made."""
    desk.later(hours=1)
    third = desk.register(name="นายสาม หลังสำรอง")
    assert third.number == "3/2569"
    desk.screen(_first(desk))
    return desk


def _first(desk: Desk) -> int:
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as database:
        found = database.execute("SELECT id FROM complaint ORDER BY id LIMIT 1").fetchone()
    return int(found[0])


def test_the_preview_says_what_would_change(later: Desk, copy: BackupMade) -> None:
    restoring = later.services.restoring
    staged = restoring.stage(copy.path)
    preview = restoring.preview(staged)
    assert preview.present is not None
    assert (preview.copy.cases, preview.present.cases) == (2, 3)
    assert (preview.lost, preview.back, preview.differing) == (("3/2569",), (), ("1/2569",))
    assert preview.lost_records == preview.present.records - preview.copy.records > 1
    discard(staged)
    later.services.close()
    untouched(later)


def test_restored_it_is_what_was_copied_with_a_record_of_it(later: Desk, copy: BackupMade) -> None:
    before = later.services.restoring.preview(staged := later.services.restoring.stage(copy.path))
    done = later.services.restoring.put(staged, "นายผู้ดูแล ระบบ")
    services = reopened(later)
    assert later.found("หลังสำรอง") == []
    assert services.verification.verify().problem is None
    assert not services.seal.witness.frozen
    with services.store.reading() as session:
        record = session.scalars(
            select(JournalRecord).where(JournalRecord.sequence == copy.sequence + 1)
        ).one()
        assert (record.use_case, record.actor_name) == ("backup.record_restore", "นายผู้ดูแล ระบบ")
        assert before.present is not None
        assert f'"present":{before.present.records}' in record.facts
        assert f'"sequence":{copy.sequence}' in record.facts
    assert done.kept is not None
    assert done.kept.parent == later.folder / "kept"
    assert not (later.folder / STAGING).exists()
    # And back again: the data of before were kept whole.
    restore(services, done.kept)
    reopened(later)
    assert later.found("หลังสำรอง") == ["3/2569"]


def test_the_next_number_is_given_again_only_in_the_restored_office(later: Desk, copy: BackupMade) -> None:
    restore(later.services, copy.path)
    reopened(later)
    assert later.register().number == "3/2569"
    assert reopened(later).verification.verify().problem is None


def test_only_an_administrator_restores(later: Desk) -> None:
    for person in (later.front, later.officer, later.supervisor, later.viewer):
        with pytest.raises(NotAllowed):
            later.services.restoring.require(person)
    later.services.restoring.require(later.admin)


def test_a_window_that_is_open_elsewhere_refuses(
    later: Desk, copy: BackupMade, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "WAIT_MS", 150)  # how long is a setting
    script = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM office').fetchall();"
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(later.folder / DATABASE_NAME)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdin is not None
        window.stdout.readline()
        with pytest.raises(WorldError) as caught:
            restore(later.services, copy.path)
        window.stdin.close()
    assert caught.value.code == "store.locked"
    untouched(later)


# --- wrong files


def refused(services: Services, source: Path) -> str:
    with pytest.raises(DomainError) as caught:
        services.restoring.stage(source)
    return caught.value.code


def test_files_that_are_no_copies(later: Desk, tmp_path: Path, usb: Path) -> None:
    text, empty = tmp_path / "text.db", tmp_path / "empty.db"
    text.write_text("สวัสดี" * 100, encoding="utf-8")
    empty.touch()
    with closing(sqlite3.connect(tmp_path / "other.db")) as database:
        database.execute("CREATE TABLE other (x)")
    services = later.services
    assert refused(services, text) == "backup.damaged"
    assert refused(services, empty) == "backup.damaged"
    assert refused(services, usb) == "backup.no_file"
    assert refused(services, tmp_path / "nothing.db") == "backup.no_file"
    assert refused(services, tmp_path / "other.db") == "backup.not_ours"
    assert refused(services, later.folder / DATABASE_NAME) == "backup.same_file"
    services.close()
    untouched(later)


def test_half_a_copy_is_refused_wherever_it_ends(later: Desk, copy: BackupMade, tmp_path: Path) -> None:
    content = copy.path.read_bytes()
    lengths = [*random.Random(1).sample(range(1, len(content)), 12), 16, 100, 4096, len(content) - 4096]
    for length in lengths:
        half = tmp_path / "half.db"
        half.write_bytes(content[:length])
        assert refused(later.services, half) in ("backup.damaged", "backup.not_ours"), length
    later.services.close()
    untouched(later)


def test_a_copy_with_pages_overwritten_is_refused(later: Desk, copy: BackupMade, tmp_path: Path) -> None:
    content = bytearray(copy.path.read_bytes())
    for start in range(4096 * 20, len(content), 4096 * 15):
        content[start : start + 4096] = os.urandom(4096)
    torn = tmp_path / "torn.db"
    torn.write_bytes(content)
    assert refused(later.services, torn) in ("backup.damaged", "backup.disagrees")
    later.services.close()
    untouched(later)


def tampered(copy: BackupMade, target: Path, *statements: str) -> Path:
    shutil.copy(copy.path, target)
    with closing(sqlite3.connect(target)) as database:
        triggers = database.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            database.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            database.execute(statement)
        database.commit()
    return target


@pytest.mark.parametrize("with_log", [False, True])
def test_a_data_file_copied_by_hand_is_restored(
    later: Desk, copy: BackupMade, tmp_path: Path, *, with_log: bool
) -> None:
    taken = Path(shutil.copy(later.folder / DATABASE_NAME, tmp_path / DATABASE_NAME))
    if with_log:
        shutil.copy(f"{later.folder / DATABASE_NAME}-wal", f"{taken}-wal")
    restored = restore(later.services, taken)
    assert restored.cases == 3 or not with_log
    assert reopened(later).verification.verify().problem is None
    untouched(later, restored.cases)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "DELETE FROM journal_values WHERE id = (SELECT id FROM journal WHERE sequence = 5)",
            "backup.disagrees",
        ),
        ("UPDATE journal SET actor_name = 'x' WHERE sequence = 4", "backup.disagrees"),
        ("UPDATE complaint SET subject = 'x'", "backup.disagrees"),
        ("UPDATE schema_version SET version_num = '9999'", "backup.newer"),
        ("DROP TABLE schema_version", "backup.not_ours"),
    ],
)
def test_what_was_changed_by_hand_is_refused(
    later: Desk, copy: BackupMade, tmp_path: Path, statement: str, expected: str
) -> None:
    assert refused(later.services, tampered(copy, tmp_path / "x.db", statement)) == expected
    later.services.close()
    untouched(later)


def test_a_journal_cut_in_the_middle_is_refused_and_named(
    later: Desk, copy: BackupMade, tmp_path: Path
) -> None:
    cut = tampered(
        copy,
        tmp_path / "cut.db",
        "DELETE FROM journal_values WHERE id IN (SELECT id FROM journal WHERE sequence BETWEEN 6 AND 9)",
        "DELETE FROM journal WHERE sequence BETWEEN 6 AND 9",
    )
    with pytest.raises(DomainError) as caught:
        later.services.restoring.stage(cut)
    assert caught.value.code == "backup.disagrees"
    assert caught.value.params["problem"].code
    later.services.close()
    untouched(later)


def test_another_offices_copy_is_refused(later: Desk, tmp_path: Path) -> None:
    make_office(tmp_path / "other")
    other = open_services(tmp_path / "other", later.clock, Passwords.cheapest())
    made = other.backups.make_by_itself("x", None, "y")
    other.close()
    assert refused(later.services, made.path) == "backup.other_office"
    later.services.close()
    untouched(later)


def test_a_copy_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    old = tmp_path / "old.db"
    old.write_bytes(gzip.decompress((OFFICES / "0001" / "raprueang.db.gz").read_bytes()))
    restoring = Restoring(tmp_path / "data", SetClock(FRIDAY), default_keeper())
    staged = restoring.stage(old)
    assert restoring.preview(staged).present is None
    restoring.put(staged, "x")
    services = open_services(tmp_path / "data", SetClock(FRIDAY))
    assert services.verification.verify().problem is None
    services.close()


# --- keys


def test_a_lost_key_and_a_wrong_one(later: Desk, copy: BackupMade, tmp_path: Path, keys: Path) -> None:
    key = later.services.seal.key
    later.services.close()
    aside = tmp_path / "aside"
    shutil.move(keys, aside)
    restoring = Restoring(tmp_path / "new", later.clock, default_keeper())
    with pytest.raises(DomainError) as lost:
        restoring.stage(copy.path)
    assert lost.value.code == "backup.no_key"
    with pytest.raises(DomainError) as wrong:
        restoring.stage(copy.path, given=type(key).new())
    assert wrong.value.code == "backup.wrong_key"
    assert not (tmp_path / "new").exists()
    restoring.put(restoring.stage(copy.path, given=key), "x")
    services = open_services(tmp_path / "new", later.clock, Passwords.cheapest())
    assert services.verification.verify().problem is None
    services.close()


@pytest.mark.parametrize("kept", [True, False], ids=["kept", "passphrase"])
def test_an_encrypted_copy_on_a_new_computer(tmp_path: Path, keys: Path, kept: bool) -> None:
    set_up = KeySetUp(encrypt=True) if kept else KeySetUp(encrypt=True, passphrase=PHRASE, cheap=True)
    clock = SetClock(FRIDAY)
    make_office(tmp_path / "data", set_up)
    services = open_services(tmp_path / "data", clock, ask_passphrase=lambda: PHRASE)
    key = services.seal.key
    made = services.backups.make_by_itself("x", None, "y")
    services.close()
    new = tmp_path / "new"
    restoring = Restoring(new, clock, default_keeper())
    if not kept:
        with pytest.raises(DomainError) as caught:
            restoring.stage(made.path, ask_passphrase=lambda: "ผิด")
        assert caught.value.code == "key.wrong_passphrase"
        with pytest.raises(DomainError) as caught:
            restoring.stage(made.path)
        assert caught.value.code == "key.passphrase_needed"
        restoring.put(restoring.stage(made.path, ask_passphrase=lambda: PHRASE), "x")
    else:
        shutil.rmtree(keys)
        envelope_of(made.path).unlink()
        with pytest.raises(DomainError) as caught:
            restoring.stage(made.path)
        assert caught.value.code == "backup.no_key"
        restoring.put(restoring.stage(made.path, given=key), "x")
    again = open_services(new, clock, given=key if kept else None, ask_passphrase=lambda: PHRASE)
    assert again.store.key is not None
    assert again.verification.verify().problem is None
    again.close()


# --- the present is broken


def test_a_damaged_file_is_kept_and_the_last_good_copy_offered(later: Desk, copy: BackupMade) -> None:
    restoring = without_present(later)
    path = later.folder / DATABASE_NAME
    path.write_bytes(b"damaged " * 1000)
    assert newest_good_copy(later.folder) == copy.path
    staged = restoring.stage(copy.path)
    assert restoring.log_in(staged, "admin", PASSWORD) == "นายผู้ดูแล ระบบ"
    with pytest.raises(DomainError):
        restoring.log_in(staged, "admin", "wrong")
    with pytest.raises(NotAllowed):
        restoring.log_in(staged, "supervisor", PASSWORD)
    done = restoring.put(staged, "นายผู้ดูแล ระบบ")
    assert done.kept is not None
    assert (done.kept / DATABASE_NAME).read_bytes() == b"damaged " * 1000
    services = reopened(later)
    assert services.verification.verify().problem is None
    assert not services.seal.witness.frozen


def test_of_copies_that_are_torn_the_newest_whole_one_is_offered(later: Desk, copy: BackupMade) -> None:
    later.later(days=1)
    newer = later.services.backups.make_by_itself("x", None, "y")
    newer.path.write_bytes(newer.path.read_bytes()[:5000])
    assert newest_good_copy(later.folder, [copy.path.parent]) == copy.path


# --- stopped half-way


def _tried(services: Services, source: Path) -> str:
    """Return the code that a restore ended with, nothing when it went through."""
    try:
        restore(services, source)
    except WorldError as error:
        return error.code
    return ""


def test_a_disk_without_room(later: Desk, copy: BackupMade, tmp_path: Path) -> None:
    later.services.close()
    size = (later.folder / DATABASE_NAME).stat().st_size
    for room in (size + 300_000, 2 * size + 1_400_000, 3 * size):
        with small_disk(str(room)) as disk:
            shutil.copy(later.folder / DATABASE_NAME, disk)
            services = open_services(disk, later.clock, Passwords.cheapest())
            if said := _tried(services, copy.path):
                assert said in ("backup.full", "restore.no_copy_before", "store.full")
            else:
                assert room > 2 * size
            services.close()
            assert not (disk / STAGING / DATABASE_NAME).exists()
            services = open_services(disk, later.clock, Passwords.cheapest())
            assert services.verification.verify().problem is None
            services.close()


def test_cancelled_the_data_stand(later: Desk, copy: BackupMade) -> None:
    for after in (0, 1, 3, 8):
        left = iter([False] * after)
        with pytest.raises(DomainError) as caught:
            later.services.restoring.stage(copy.path, cancelled=lambda left=left: next(left, True))  # type: ignore[misc]
        assert caught.value.code in ("restore.cancelled", "verify.cancelled")
    later.services.close()
    untouched(later)


def test_a_staged_copy_left_behind_is_swept_in_time(later: Desk, copy: BackupMade) -> None:
    later.services.restoring.stage(copy.path)
    later.services.close()
    staged = later.folder / STAGING / DATABASE_NAME
    os.utime(staged, (later.clock.now().timestamp(),) * 2)
    sweep_staging(later.folder, later.clock)
    assert staged.exists()
    services = reopened(later)
    assert services.verification.verify().problem is None
    services.close()
    later.later(hours=2)
    sweep_staging(later.folder, later.clock)
    untouched(later)


@pytest.mark.parametrize(
    ("damaged", "stride"),
    [
        pytest.param(False, 9, id="healthy"),
        pytest.param(True, 3, id="damaged"),
        pytest.param(False, 1, id="healthy, every step", marks=pytest.mark.slow),
        pytest.param(True, 1, id="damaged, every step", marks=pytest.mark.slow),
    ],
)
def test_killed_at_its_steps_the_old_or_the_new_stands(
    later: Desk, copy: BackupMade, tmp_path: Path, damaged: bool, stride: int, keys: Path
) -> None:
    later.services.close()
    seen_before = tmp_path / "keys"
    shutil.copytree(keys, seen_before)
    cases: list[int] = []

    def prepare(number: int) -> Path:
        shutil.rmtree(keys)
        shutil.copytree(seen_before, keys)
        for head in keys.glob("*.head"):
            head.unlink()
        folder = Path(shutil.copytree(later.folder, tmp_path / f"office-{number}"))
        if damaged:
            (folder / DATABASE_NAME).write_bytes(b"damaged " * 1000)
        else:  # this computer has seen the folder's newest record
            services = open_services(folder, later.clock, Passwords.cheapest())
            services.units.note(later.admin, "test.seen", "done")
            services.close()
        return folder

    def act(folder: Path) -> None:
        if damaged:
            restoring = Restoring(folder, later.clock, default_keeper())
            restoring.put(restoring.stage(copy.path), "x")
        else:
            services = open_services(folder, later.clock, Passwords.cheapest())
            restore(services, copy.path)
        open_services(folder, later.clock, Passwords.cheapest()).close()

    for _number, folder in killed_at_every_step(prepare, act, stride=stride):
        if damaged and (folder / DATABASE_NAME).read_bytes() == b"damaged " * 1000:
            continue
        services = open_services(folder, later.clock, Passwords.cheapest())
        assert not services.seal.witness.frozen
        assert services.verification.verify().problem is None
        number = len(services.register.list_complaints(later.admin, RegisterFilter()))
        cases.append(number)
        services.close()
        sweep_staging(folder, SetClock(FRIDAY.replace(year=2030)))
        assert not (folder / STAGING).exists()
    assert cases[-1] == 2
    if not damaged:
        assert len(cases) > 20 // stride
        assert cases == sorted(cases, reverse=True)


def test_word_of_a_restore_excuses_nothing_else(later: Desk, copy: BackupMade) -> None:
    word = later.folder / STAGING / "ready.json"
    kept: list[bytes] = []
    restoring = later.services.restoring
    staged = restoring.stage(copy.path)
    restoring.put(staged, "x")
    kept.append(word.read_bytes())
    services = reopened(later)
    restored = (later.folder / DATABASE_NAME).read_bytes()
    services.close()
    with closing(sqlite3.connect(later.folder / DATABASE_NAME)) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    restored = (later.folder / DATABASE_NAME).read_bytes()
    services = reopened(later)
    later.register()
    services.close()
    # Somebody puts the restored file back and the word beside it: what was seen since is missing.
    (later.folder / DATABASE_NAME).write_bytes(restored)
    word.parent.mkdir()
    word.write_bytes(kept[0])
    assert reopened(later).seal.witness.frozen
