"""The flowchart editor in a real window under an X server, worked by mouse and by keyboard, with pictures."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from services.demo.office import make_demo_office

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@pytest.fixture
def display() -> Iterator[str]:
    """Start an X server of the smallest size that the program is made for."""
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb here")
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x720x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(PATIENCE_S)


def test_drawn_in_a_real_window(display: str, tmp_path: Path) -> None:
    office, pictures = tmp_path / "สำนักงาน", tmp_path / "pictures"
    pictures.mkdir()
    make_demo_office(office, cases=0)
    child = subprocess.run(
        [sys.executable, "-m", "tests.journeys.drawing", str(office), str(pictures)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display, "QT_SCALE_FACTOR": "1"},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert child.returncode == 0, child.stderr.decode(errors="replace")
    said = json.loads(child.stdout.splitlines()[-1])
    assert said["platform"] == "xcb"
    assert said["crashes"] == []
    assert said["drawn"] == ["acknowledge", "close"]
    assert said["moved"] == ["answer"]
    assert said["problems"]
    assert said["undone"]
    assert said["ways"] == ["acknowledge", "inform"]
    assert said["named"] == "ตรวจพื้นที่ที่เกิดเหตุ"
    assert said["published"]
    taken = sorted(pictures.glob("*.png"))
    assert len(taken) == 11
    seen = [QImage(str(path)) for path in taken]
    assert all((image.width(), image.height()) == (1280, 720) for image in seen)
    assert len({bytes(image.constBits()) for image in seen}) == len(seen)  # Each shows something else.
