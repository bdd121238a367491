"""Data folders of every bad kind: the window says what is wrong, offers a way on, and overwrites nothing."""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from models.moments import BANGKOK
from services.clock import SetClock
from services.demo.office import make_demo_office
from tests.journeys.processes import Child
from ui.app import create_app
from ui.program import Program
from ui.setup.problem_page import ProblemPage
from ui.setup.setup_page import SetupPage
from ui.tasks import TaskRunner
from ui.tour.driver import Driver

AGAIN, LEAVE = "ลองเปิดอีกครั้ง", "ออกจากโปรแกรม"
Open = Callable[[Path], "Opened"]


class Opened:
    """Hold a window opened on a folder."""

    def __init__(self, folder: Path) -> None:
        self.program = Program(
            folder, SetClock(datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK)), TaskRunner(), None
        )
        self.program.open_office()
        self.program.window.show()
        self.driver = Driver(self.program.window, self.program.runner)
        self.driver.settle()

    def shows(self, page: type) -> bool:
        """Tell whether a page of this kind can be seen."""
        return any(found.isVisible() for found in self.program.window.findChildren(page))


@pytest.fixture
def open_on() -> Iterator[Open]:
    """Open windows; what nobody expected fails the test."""
    create_app(dark=False)
    windows: list[Opened] = []
    crashes: list[BaseException] = []

    def open_window(folder: Path) -> Opened:
        windows.append(Opened(folder))
        windows[-1].program.runner.crashed.connect(crashes.append)
        return windows[-1]

    yield open_window
    for opened in windows:
        opened.program.close()
        opened.program.window.deleteLater()
    assert not crashes


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one demo office to copy."""
    folder = tmp_path_factory.mktemp("source") / "office"
    make_demo_office(folder, cases=0)
    return folder


@pytest.fixture
def copied(office: Path, tmp_path: Path) -> Path:
    """Return a copy of an office that may be spoilt."""
    return Path(shutil.copytree(office, tmp_path / "office"))


def fingerprint(folder: Path) -> dict[str, str]:
    """Return a hash of each file, but those that SQLite makes beside a database while it is open."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if not path.name.endswith(("-wal", "-shm"))
    }


def cut(database: Path, length: int) -> None:
    with database.open("r+b") as file:
        file.truncate(length)


def scribble(database: Path) -> None:
    with database.open("r+b") as file:
        file.seek(2000)
        file.write(b"\xff" * 60_000)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "zero bytes": (lambda database: cut(database, 0), "เสียหาย"),
    "header alone": (lambda database: cut(database, 16), "เสียหาย"),
    "one page": (lambda database: cut(database, 4096), "เสียหาย"),
    "half": (lambda database: cut(database, database.stat().st_size // 2), "เสียหาย"),
    "scribbled over": (scribble, "เสียหาย"),
    "a letter": (lambda database: database.write_text("ถึงสำนักงาน"), "เสียหาย"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_spoilt_database_is_told_and_left_as_it_is(open_on: Open, copied: Path, kind: str) -> None:
    spoil, told = SPOILT[kind]
    spoil(copied / DATABASE_NAME)
    before = fingerprint(copied)
    opened = open_on(copied)
    assert opened.shows(ProblemPage)
    assert told in opened.driver.text_shown()
    opened.driver.press(AGAIN)
    assert opened.shows(ProblemPage)
    assert fingerprint(copied) == before


def test_a_mended_folder_opens_by_trying_again(open_on: Open, office: Path, copied: Path) -> None:
    cut(copied / DATABASE_NAME, 0)
    opened = open_on(copied)
    shutil.copy(office / DATABASE_NAME, copied)
    opened.driver.press(AGAIN)
    assert not opened.shows(ProblemPage)
    opened.driver.type_into("ชื่อผู้ใช้", "front")


def test_leaving_closes_the_window(open_on: Open, copied: Path) -> None:
    cut(copied / DATABASE_NAME, 0)
    opened = open_on(copied)
    opened.driver.press(LEAVE)
    assert not opened.program.window.isVisible()


def test_an_office_of_a_newer_program_is_told_and_left_as_it_is(open_on: Open, copied: Path) -> None:
    with sqlite3.connect(copied / DATABASE_NAME) as connection:
        connection.execute("UPDATE schema_version SET version_num = '9999'")
    connection.close()
    before = fingerprint(copied)
    opened = open_on(copied)
    assert opened.shows(ProblemPage)
    assert "รุ่นใหม่กว่า" in opened.driver.text_shown()
    assert fingerprint(copied) == before


def test_a_database_of_another_program_is_told_and_left_as_it_is(open_on: Open, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / DATABASE_NAME)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    before = fingerprint(tmp_path)
    opened = open_on(tmp_path)
    assert opened.shows(ProblemPage)
    assert fingerprint(tmp_path) == before


@pytest.mark.parametrize("exists", [True, False])
def test_where_there_is_no_office_the_wizard_begins(open_on: Open, tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "ที่เก็บข้อมูล"
    if exists:
        folder.mkdir()
    opened = open_on(folder)
    assert opened.shows(SetupPage)
    assert str(folder) in opened.driver.text_shown()
    assert not (folder / DATABASE_NAME).exists()


def test_a_file_where_the_folder_should_be_begins_the_wizard_which_says_so(
    open_on: Open, tmp_path: Path
) -> None:
    file = tmp_path / "data"
    file.write_text("x")
    opened = open_on(file)
    assert opened.shows(SetupPage)
    opened.driver.press("ถัดไป")
    assert "โฟลเดอร์" in opened.driver.text_shown()
    assert "ผู้ดูแลระบบคนแรก" in opened.driver.text_shown()
    assert file.read_text() == "x"


@pytest.fixture
def readable() -> Iterator[Path]:
    """Return a folder that any user may read: pytest's own are for their owner alone."""
    with tempfile.TemporaryDirectory(prefix="raprueang-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def unprivileged() -> list[str]:
    """Return what to put before a command so that file rights hold for it: for root they don't."""
    if os.name != "posix":
        pytest.skip("file rights are set otherwise on this system")
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("running as root without setpriv: NO TEST of read-only folders")
    return [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]


@pytest.mark.parametrize("writable_file", [True, False])
def test_a_read_only_folder_is_told(office: Path, readable: Path, writable_file: bool) -> None:
    command = unprivileged()
    folder = Path(shutil.copytree(office, readable / "office"))
    database = folder / DATABASE_NAME
    database.chmod(0o666 if writable_file else 0o444)
    folder.chmod(0o555)
    before = fingerprint(folder)
    child = Child("look", folder, *command)
    try:
        text = child.hear("ready")["text"]
    finally:
        child.kill()
        folder.chmod(0o755)
    assert AGAIN in text
    assert "เขียน" in text
    assert "Traceback" not in child.errors()
    assert fingerprint(folder) == before


@pytest.mark.parametrize("beneath", [True, False])
def test_a_folder_that_may_not_be_read_is_told(office: Path, readable: Path, beneath: bool) -> None:
    command = unprivileged()
    folder = Path(shutil.copytree(office, readable / "office"))
    folder.chmod(0o700 if command else 0o000)
    child = Child("look", folder / "ข้อมูล" if beneath else folder, *command)
    try:
        text = child.hear("ready")["text"]
    finally:
        child.kill()
        folder.chmod(0o755)
    assert "Traceback" not in child.errors()
    assert AGAIN in text
