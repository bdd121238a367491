"""The file, the folder or the whole disk may only be read: told, left as it is, and saved once it may be."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from tests.faults.command_line import run
from tests.faults.machine import Disk, unprivileged
from tests.faults.windows import TYPED, Window

Open = Callable[..., Window]
TOLD = "เปิดอ่านได้อย่างเดียว"


@pytest.fixture
def readable(made: Path) -> Iterator[Path]:
    """Return an office that any user may read: pytest's own folders are for their owner alone."""
    with tempfile.TemporaryDirectory(prefix="raprueang-test-") as name:
        Path(name).chmod(0o755)
        yield Path(shutil.copytree(made, Path(name) / "office"))


def test_a_disk_that_turns_read_only_is_told_and_the_save_works_afterwards(
    disk: Disk, open_window: Open
) -> None:
    window = open_window(disk.folder / "office")
    window.log_in()
    window.type_complaint()
    window.wait_for(lambda: "เก็บร่างแล้ว" in window.text())
    window.program.services.store.engine.dispose()  # a disk with files open for writing can't turn
    window.program.services.seal.witness.close()
    window.program._log.close()  # type: ignore[union-attr]
    disk.set_read_only(True)
    window.save()
    assert TOLD in window.text()
    assert window.story() == TYPED
    disk.set_read_only(False)
    window.save()
    assert len(window.numbers_of()) == 1


def test_a_read_only_disk_is_told_at_the_start(disk: Disk, open_window: Open) -> None:
    disk.set_read_only(True)
    window = open_window(disk.folder / "office")
    assert TOLD in window.text()
    ended = run("list", "--data", disk.folder / "office", "--user", "front")
    assert ended.returncode == 1
    assert "เขียนไม่ได้" in ended.stderr
    disk.set_read_only(False)
    window.driver.press("ลองเปิดอีกครั้ง")
    window.log_in()


@pytest.mark.parametrize("what", ["file", "folder"])
def test_the_command_line_says_it_in_one_line(readable: Path, what: str) -> None:
    before = unprivileged()
    database = readable / DATABASE_NAME
    database.chmod(0o444 if what == "file" else 0o666)
    readable.chmod(0o777 if what == "file" else 0o555)
    content = database.read_bytes()
    ended = run("list", "--data", readable, "--user", "front", before=tuple(before))
    readable.chmod(0o755)
    assert ended.returncode == 1
    assert "เขียนไม่ได้" in ended.stderr
    assert database.read_bytes() == content


def test_a_report_into_a_read_only_folder_is_refused_before_it_is_recorded(disk: Disk, office: Path) -> None:
    disk.set_read_only(True)
    out = disk.folder / "รายงาน.pdf"
    words = ("--user", "supervisor", "--month", "2569-02", "--out", out)
    ended = run("report", "monthly", "--data", office, *words)
    assert ended.returncode == 1
    assert str(out) in ended.stderr
    assert "เขียนไฟล์ไม่ได้" in ended.stderr
