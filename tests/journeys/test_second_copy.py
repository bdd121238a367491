"""A second copy on the same data shows the first's window; after a kill the next start takes over."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from services.demo.office import make_demo_office
from tests.journeys.processes import PATIENCE_S, ROOT, Child


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo office."""
    folder = tmp_path_factory.mktemp("office") / "ข้อมูล รับเรื่อง"
    make_demo_office(folder, cases=0)
    return folder


def start_again(folder: Path) -> "subprocess.CompletedProcess[bytes]":
    """Start the program itself on a folder that is in use; it is to end by itself."""
    return subprocess.run(
        [sys.executable, "main.py", "--data", str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_a_second_copy_shows_the_first_and_leaves(office: Path) -> None:
    first = Child("stand", office)
    try:
        first.hear("ready")
        second = start_again(office)
        assert second.returncode == 0
        assert b"Traceback" not in second.stderr
        assert first.hear("shown") == {"said": "shown", "minimized": False, "visible": True}
        through_a_link = office.parent / "link"
        through_a_link.symlink_to(office)
        assert start_again(through_a_link).returncode == 0
        first.hear("shown")
    finally:
        first.kill()


def test_after_a_kill_the_next_start_takes_over(office: Path) -> None:
    first = Child("stand", office)
    first.hear("ready")
    first.kill()
    following = Child("stand", office)
    try:
        following.hear("ready")
        assert start_again(office).returncode == 0
        following.hear("shown")
    finally:
        following.kill()


def test_a_frozen_first_copy_does_not_hold_the_second_up(office: Path) -> None:
    first = Child("stand", office)
    try:
        first.hear("ready")
        first.process.send_signal(signal.SIGSTOP)  # SIGSTOP: it neither answers nor ends.
        assert start_again(office).returncode == 0
        first.process.send_signal(signal.SIGCONT)
        first.hear("shown")
    finally:
        first.kill()
