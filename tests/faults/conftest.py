"""Offices to spoil, and windows on them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter

from services.demo.office import make_demo_office
from tests.faults.machine import FORBIDDEN, Disk, Drive, small_disk, usb_drive
from tests.faults.windows import MOMENT, Window
from tests.services.factories import desk, made_office

__all__ = ["desk", "made_office"]

CASES = 12


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one demo office to copy."""
    folder = tmp_path_factory.mktemp("made") / "office"
    make_demo_office(folder, cases=CASES, until=MOMENT)
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Path:
    """Return a copy of an office that may be spoilt."""
    return Path(shutil.copytree(made, tmp_path / "สำนักงาน ๑"))


@pytest.fixture
def open_window() -> Iterator[Callable[..., Window]]:
    """Open windows; a mistake of the program's own fails the test."""
    opened: list[Window] = []

    def on(folder: Path, **options: object) -> Window:
        opened.append(Window(folder, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield on
    for window in opened:
        window.close()
    assert [crash for window in opened for crash in window.crashes] == []
    assert [bug for window in opened for bug in window.bugs] == []


@pytest.fixture
def disk(made: Path, tmp_path: Path) -> Iterator[Disk]:
    """Return a disk with an office in its folder `office`, and a few megabytes to spare."""
    used = sum(path.stat().st_size for path in made.rglob("*")) / 2**20
    with small_disk(tmp_path / "ดิสก์", used + 4) as found:
        shutil.copytree(made, found.folder / "office")
        yield found


@pytest.fixture
def drive(made: Path, tmp_path: Path) -> Iterator[Drive]:
    """Return a USB drive with an office in its folder `office`."""
    with usb_drive(tmp_path) as found:
        shutil.copytree(made, found.folder / "office")
        found.flush()
        yield found


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say at the end what this machine forbade."""
    if FORBIDDEN:
        terminalreporter.section("faults that this machine does not let a test cause")
        for what in dict.fromkeys(FORBIDDEN):
            terminalreporter.line(f"NOT TESTED HERE: {what}")
