"""Backups under fault: a full or pulled second drive, and a damaged office that has a good backup."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from tests.faults import damage
from tests.faults.command_line import run
from tests.faults.machine import Disk, Drive, small_disk, usb_drive
from tests.faults.windows import Window

Open = Callable[..., Window]


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Disk]:
    """Return an empty second disk."""
    with small_disk(tmp_path / "ดิสก์สำรอง", 16) as found:
        yield found


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Drive]:
    """Return an empty USB drive."""
    with usb_drive(tmp_path) as found:
        yield found


def backup(office: Path, to: Path) -> tuple[int, str]:
    ended = run("backup", "--data", office, "--to", to, "--user", "admin")
    return ended.returncode, ended.stderr


def test_a_backup_that_finds_no_room_leaves_no_piece_and_works_later(office: Path, second: Disk) -> None:
    second.fill(leave=200_000)
    code, said = backup(office, second.folder)
    assert code == 1
    assert said
    assert [path.name for path in second.folder.rglob("*") if path.is_file()] == [Disk.FILLER]
    second.make_room()
    assert backup(office, second.folder)[0] == 0


def test_a_backup_to_a_drive_that_is_not_in_is_told(office: Path, stick: Drive) -> None:
    place = stick.folder / "สำรอง"
    place.mkdir()
    stick.flush()
    stick.pull()
    code, said = backup(office, place)
    assert code == 1
    assert said
    stick.plug_in()
    assert backup(office, place)[0] == 0


def test_a_damaged_office_makes_no_backup(office: Path, second: Disk) -> None:
    assert backup(office, second.folder)[0] == 0
    good = {path: path.read_bytes() for path in second.folder.rglob("*.db")}
    assert good
    damage.of("complaint")(office / DATABASE_NAME, random.Random(1))
    code, said = backup(office, second.folder)
    assert code == 1
    assert said
    assert all(path.read_bytes() == content for path, content in good.items())


def test_a_damaged_office_is_brought_back_from_its_last_good_backup(
    office: Path, tmp_path: Path, open_window: Open
) -> None:
    place = tmp_path / "สำรอง"
    place.mkdir()
    assert backup(office, place)[0] == 0
    (made,) = place.rglob("*.db")
    damage.schema_page(office / DATABASE_NAME, random.Random(1))
    spoilt = (office / DATABASE_NAME).read_bytes()
    window = open_window(office)
    assert "กู้จากไฟล์อื่น" in window.text()
    window.close()
    assert run("restore", "--data", office, "--from", made, "--user", "admin").returncode == 0
    following = open_window(office)
    following.log_in()
    kept = [path for path in office.rglob("*") if path.is_file() and path.read_bytes() == spoilt]
    assert kept, "the damaged file is kept"
