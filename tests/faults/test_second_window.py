"""One folder, many names: a second window finds the first through each, and locks of the dead go."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.command_line import run
from tests.journeys.processes import PATIENCE_S, ROOT, Child
from ui.single_instance import LOCK_NAME, server_name


def start(folder: str, cwd: Path = ROOT) -> int:
    """Start the program itself on a folder in use; return its exit code."""
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--data", folder],
        cwd=cwd,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    ).returncode


def test_every_name_of_the_folder_finds_the_window(office: Path) -> None:
    link = office.with_name("ทางลัด")
    link.symlink_to(office)
    first = Child("stand", office)
    try:
        first.hear("ready")
        names = [f"{office}/", f"{office.parent}/./{office.name}", str(link), f"{office}/../{office.name}"]
        for name in names:
            assert start(name) == 0
            first.hear("shown")
        assert start(office.name, cwd=office.parent) == 0
        first.hear("shown")
    finally:
        first.kill()


@pytest.mark.skipif(sys.platform not in ("win32", "darwin"), reason="names here differ by case")
def test_upper_case_finds_the_window(tmp_path: Path) -> None:
    assert server_name(tmp_path) == server_name(Path(str(tmp_path).upper()))


def test_the_command_line_works_beside_the_window(office: Path) -> None:
    first = Child("stand", office)
    try:
        first.hear("ready")
        assert run("list", "--data", office, "--user", "front").returncode == 0
        assert run("verify", "--data", office, "--user", "supervisor").returncode == 0
    finally:
        first.kill()


@pytest.mark.parametrize("content", [b"", b"garbage", b"999999\nrapruang\nhost\n\n\n"])
def test_a_lock_that_nobody_holds_is_taken_over(office: Path, content: bytes) -> None:
    (office / LOCK_NAME).write_bytes(content)
    first = Child("stand", office)
    try:
        first.hear("ready")
        assert start(str(office)) == 0
        first.hear("shown")
    finally:
        first.kill()
