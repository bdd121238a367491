"""Copies: whole, checked, on record, kept as long as wanted; and what stands in their way."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from models.copying import copy_database
from models.engine import DATABASE_NAME
from models.journal import JournalRecord
from services.accounts.passwords import Passwords
from services.backup.backups import BackupCancelled, BackupMade
from services.backup.naming import backup_name, is_left_over, moment_of
from services.backup.remembered import read_remembered
from services.clock import SetClock
from services.complaints.commands import AttachmentInput
from services.container import open_services
from services.errors import NotAllowed, WorldError
from services.keys.opening import KeySetUp
from tests.services.backup.disks import small_disk
from tests.services.backup.offices import PHRASE, make_office
from tests.services.factories import FRIDAY, PASSWORD, Desk

WRITER = """
import sqlite3, sys
c = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
c.execute("PRAGMA synchronous = NORMAL")
print("writing", flush=True)
n = 0
while True:
    n += 1
    c.execute("BEGIN IMMEDIATE")
    c.execute("UPDATE office SET name = ?", (str(n),))
    c.execute("COMMIT")
"""


def code(error: pytest.ExceptionInfo[WorldError]) -> str:
    return error.value.code


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_copy_is_whole_checked_and_on_record(desk: Desk, copy: BackupMade, usb: Path) -> None:
    assert files(usb) == ["raprueang-lampang-20260410-093000.db"]
    assert (copy.cases, copy.path.parent) == (2, usb)
    with closing(sqlite3.connect(copy.path)) as database:
        assert database.execute("SELECT count(*) FROM complaint").fetchone() == (2,)
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with desk.services.store.reading() as session:
        record = session.scalars(select(JournalRecord).order_by(JournalRecord.sequence.desc())).first()
        assert record is not None
        said = (record.use_case, record.sequence, json.loads(record.facts))
    facts = {"sequence": copy.sequence, "file": copy.path.name, "bytes": copy.size}
    assert said == ("backup.make_backup", copy.sequence + 1, facts)


def test_only_an_administrator_makes_a_copy_by_hand(desk: Desk, usb: Path) -> None:
    for person in (desk.front, desk.officer, desk.supervisor, desk.viewer):
        with pytest.raises(NotAllowed):
            desk.services.backups.make_backup(person, usb, desk.command())
        with pytest.raises(NotAllowed):
            desk.services.backups.list_backups(person)
    assert files(usb) == []


def test_nobody_has_to_choose_a_folder(desk: Desk) -> None:
    backups = desk.services.backups
    assert backups.has_news()
    made = backups.make_by_itself("เมื่อปิดโปรแกรม", None, desk.command())
    assert made.path.parent == desk.folder / "backups"
    assert not made.apart
    state = backups.state()
    assert (state.chosen, state.last_there) == (False, True)
    assert state.last is not None
    assert state.last.sequence == made.sequence


def test_without_news_no_copy_is_due(desk: Desk) -> None:
    backups = desk.services.backups
    backups.make_by_itself("x", None, desk.command())
    assert not backups.has_news()
    desk.services.accounts.log_in("front", "demo1234")
    assert not backups.has_news()
    desk.register()
    assert backups.is_due_at_close()
    made = backups.make_by_itself("x", None, desk.command())
    assert not backups.is_due_today()
    desk.later(days=1)
    assert not backups.is_due_today()  # nothing happened
    desk.register()
    assert backups.is_due_today()
    made.path.unlink()
    assert backups.has_news()


def test_a_stick_that_is_not_there_gets_a_stand_in_and_is_told(desk: Desk, usb: Path) -> None:
    backups = desk.services.backups
    desk.services.office.change_setting(desk.admin, "backup_folder", str(usb), desk.command())
    usb.rmdir()
    made = backups.make_by_itself("x", None, desk.command())
    assert (made.path.parent, made.instead_of) == (desk.folder / "backups", str(usb))
    state = backups.state()
    assert (state.failed, state.failed_path, state.reachable) == ("backup.no_folder", str(usb), False)
    assert read_remembered(desk.folder).folder == str(usb)
    assert not backups.has_news()  # nothing better can be done while it is away
    usb.mkdir()
    assert backups.has_news()
    assert backups.make_by_itself("x", None, desk.command()).path.parent == usb
    assert backups.state().failed == ""


def test_old_copies_go_by_the_settings_and_nothing_else_goes(desk: Desk, usb: Path) -> None:
    backups = desk.services.backups
    first = backups.make_backup(desk.admin, usb, desk.command())
    other = usb / backup_name("lampang", first.at - timedelta(days=2))
    other.write_text("a text that is called as ours are")
    foreign = usb / "raprueang-lampang-notes.db"
    foreign.write_text("x")
    half = usb / f".{first.path.name}-0123abcd.part"
    half.write_text("left over")
    os.utime(half, (0, 0))
    for name, value in (("days", 2), ("weeks", 0), ("months", 0)):
        desk.services.office.change_setting(desk.admin, f"backup_keep_{name}", value, desk.command())
    made = [first]
    for _day in range(3):
        desk.later(days=1)
        made.append(backups.make_backup(desk.admin, usb, desk.command()))
    assert files(usb) == sorted([other.name, foreign.name, made[-2].path.name, made[-1].path.name])


def test_a_copy_made_an_hour_later_leaves_the_one_before(desk: Desk, usb: Path) -> None:
    first = desk.services.backups.make_backup(desk.admin, usb, desk.command())
    desk.later(hours=1)
    second = desk.services.backups.make_backup(desk.admin, usb, desk.command())
    assert files(usb) == sorted([first.path.name, second.path.name])


def test_a_copy_of_another_office_is_never_deleted(desk: Desk, usb: Path, tmp_path: Path) -> None:
    stranger = usb / backup_name("lampang", desk.clock.now() - timedelta(days=900))
    _another_office(tmp_path / "other", stranger)
    for _day in range(3):
        desk.later(days=1)
        desk.services.backups.make_backup(desk.admin, usb, desk.command())
    assert stranger.exists()
    rows = desk.services.backups.list_backups(desk.admin, usb)
    assert [row.ours for row in rows] == [True, True, True, False]


def _another_office(folder: Path, target: Path) -> None:
    make_office(folder)
    services = open_services(folder, SetClock(FRIDAY), Passwords.cheapest())
    made = services.backups.make_by_itself("x", None, "y")
    services.close()
    shutil.move(made.path, target)


def test_another_offices_copies_and_torn_ones_displace_none_of_ours(
    desk: Desk, usb: Path, tmp_path: Path
) -> None:
    ours = desk.services.backups.make_backup(desk.admin, usb, desk.command()).path
    _another_office(tmp_path / "other", usb / backup_name("lampang", desk.clock.now() + timedelta(hours=1)))
    torn = usb / backup_name("lampang", desk.clock.now() + timedelta(hours=2))
    torn.write_bytes(ours.read_bytes()[:9000])
    for name, value in (("days", 2), ("weeks", 0), ("months", 0)):
        desk.services.office.change_setting(desk.admin, f"backup_keep_{name}", value, desk.command())
    desk.later(days=1)
    desk.services.backups.make_backup(desk.admin, usb, desk.command())
    assert ours.exists()
    assert len(files(usb)) == 4


# --- what stands in the way


@pytest.mark.parametrize(
    ("place", "expected"), [("missing", "backup.no_folder"), ("file", "backup.no_folder")]
)
def test_a_place_that_is_no_folder(desk: Desk, tmp_path: Path, place: str, expected: str) -> None:
    to = tmp_path / place
    if place == "file":
        to.write_text("x")
    with pytest.raises(WorldError) as caught:
        desk.services.backups.make_backup(
            desk.admin, to / "inside" if place == "file" else to, desk.command()
        )
    assert code(caught) == expected


def test_a_tampered_office_still_gets_a_copy_that_takes_nobody_in(desk: Desk, usb: Path) -> None:
    good = desk.services.backups.make_backup(desk.admin, usb, desk.command())
    case = desk.register()
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as database:
        database.execute("UPDATE complaint SET detail = 'อื่น' WHERE id = ?", (case.complaint_id,))
        database.commit()
    desk.later(days=1)
    for _again in range(2):
        desk.later(minutes=1)
        with pytest.raises(WorldError) as caught:
            desk.services.backups.make_backup(desk.admin, usb, desk.command())
        assert code(caught) == "backup.disagrees"
    assert [name.endswith("-doubtful.db") for name in files(usb)] == [False, True]
    state = desk.services.backups.state()
    assert state.last is not None
    assert Path(state.last.path) == good.path
    assert state.failed == "backup.disagrees"


def test_a_damaged_office_leaves_the_good_copies_alone(desk: Desk, copy: BackupMade, usb: Path) -> None:
    desk.services.store.close()
    path = desk.folder / DATABASE_NAME
    content = bytearray(path.read_bytes())
    for start in range(8 * 4096, len(content), 8192):
        content[start : start + 4096] = os.urandom(4096)
    path.write_bytes(content)
    desk.later(minutes=1)
    with pytest.raises(WorldError) as caught:
        desk.services.backups.make_backup(desk.admin, usb, desk.command())
    assert code(caught) in ("backup.source_damaged", "store.damaged")
    assert files(usb) == [copy.path.name]


def test_cancelled_nothing_is_left(desk: Desk, usb: Path) -> None:
    asked = iter([False, False, True])
    with pytest.raises(BackupCancelled):
        desk.services.backups.make_backup(
            desk.admin, usb, desk.command(), cancelled=lambda: next(asked, True)
        )
    assert files(usb) == []
    assert desk.services.backups.state().failed == ""


def test_a_stick_pulled_while_it_is_written_to(desk: Desk, usb: Path) -> None:
    def pull(_done: int, _total: int) -> None:
        shutil.rmtree(usb, ignore_errors=True)

    with pytest.raises(WorldError) as caught:
        desk.services.backups.make_backup(desk.admin, usb, desk.command(), pull)
    assert code(caught) == "backup.gone"
    assert desk.services.backups.state().failed == "backup.gone"
    assert desk.register().number


def test_a_disk_too_small(desk: Desk) -> None:
    with small_disk("1m") as disk:
        with pytest.raises(WorldError) as caught:
            desk.services.backups.make_backup(desk.admin, disk, desk.command())
        assert code(caught) == "backup.full"
        assert files(disk) == []


def test_a_disk_that_fills_up_while_it_is_written_to(desk: Desk) -> None:
    with small_disk("8m") as disk:

        def fill(_done: int, _total: int) -> None:
            with (disk / "other").open("ab") as file:
                while True:
                    try:
                        os.write(file.fileno(), bytes(65536))
                    except OSError:
                        return

        with pytest.raises(WorldError) as caught:
            desk.services.backups.make_backup(desk.admin, disk, desk.command(), fill)
        assert code(caught) == "backup.full"
        assert files(disk) == ["other"]


def test_another_disk_is_told_from_the_same(desk: Desk, usb: Path) -> None:
    assert not desk.services.backups.make_backup(desk.admin, usb, desk.command()).apart
    with small_disk("16m") as disk:
        assert desk.services.backups.make_backup(desk.admin, disk, desk.command()).apart


def test_a_read_only_folder(desk: Desk, usb: Path) -> None:
    with small_disk("16m") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(WorldError) as caught:
            desk.services.backups.make_backup(desk.admin, disk, desk.command())
        assert code(caught) == "backup.read_only"


def test_a_busy_writer_neither_starves_nor_mixes_the_copy(desk: Desk, usb: Path) -> None:
    for number in range(5):
        file = AttachmentInput(name=f"{number}.pdf", content=b"%PDF-" + os.urandom(4_000_000))
        desk.register(attachments=(file,))
    path = desk.folder / DATABASE_NAME
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)],
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        try:
            seen: list[int] = []
            copy_database(path, usb / "busy.db", None, lambda done, _total: seen.append(done))
            assert writer.poll() is None
        finally:
            writer.kill()
    assert len(seen) > 5
    assert seen == sorted(seen)  # never begun anew
    with closing(sqlite3.connect(usb / "busy.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM complaint").fetchone() == (5,)


# --- encrypted


def test_an_encrypted_office_gives_encrypted_copies_with_their_envelope(tmp_path: Path) -> None:
    make_office(tmp_path / "data", KeySetUp(encrypt=True, passphrase=PHRASE, cheap=True))
    services = open_services(tmp_path / "data", SetClock(FRIDAY), ask_passphrase=lambda: PHRASE)
    made = services.backups.make_by_itself("x", None, "y")
    assert not made.path.read_bytes().startswith(b"SQLite")
    assert files(made.path.parent) == [made.path.name, f"{made.path.name}.key.json"]
    admin = services.accounts.log_in("admin", PASSWORD)
    assert [row.ours for row in services.backups.list_backups(admin)] == [True]
    services.close()


def test_names_tell_when_and_left_overs_are_known(desk: Desk) -> None:
    name = backup_name("ลำปาง Lampang-2", desk.clock.now())
    assert name == "raprueang-lampang2-20260410-093000.db"
    assert moment_of(Path(name)) == desk.clock.now()
    assert moment_of(Path("raprueang-lampang-20269999-000000.db")) is None
    assert is_left_over(Path(f".{name}-00ff00ff.part"))
    assert not is_left_over(Path(name))
