"""Folders with pieces missing, garbled, or of the wrong kind: a sentence, a way on, nothing overwritten."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from models.engine import DATABASE_NAME, KEPT_FOLDER
from services.folders import POINTER, chosen_folder
from services.keys.envelope import NAME as ENVELOPE
from tests.faults.command_line import run
from tests.faults.windows import Window
from ui.log import FOLDER as LOGS
from ui.main_window import MainWindow
from ui.setup.setup_page import SetupPage
from ui.tasks import InlineTaskRunner

Open = Callable[..., Window]


def shows_setup(window: Window) -> bool:
    return any(page.isVisible() for page in window.program.window.findChildren(SetupPage))


def test_a_log_without_its_database_is_not_set_up_over(office: Path, open_window: Open) -> None:
    """Somebody moved the file away and left what SQLite keeps beside it: the newest work lies there."""
    (office / DATABASE_NAME).unlink()
    log = office / f"{DATABASE_NAME}-wal"
    log.write_bytes(b"\x37\x7f\x06\x82" + bytes(5000))
    window = open_window(office)
    assert "เสียหาย" in window.text()
    assert not shows_setup(window)
    assert log.stat().st_size == 5004
    ended = run("list", "--data", office, "--user", "front")
    assert ended.returncode == 1
    assert log.stat().st_size == 5004


def test_a_folder_named_like_the_database_is_told(office: Path, open_window: Open) -> None:
    (office / DATABASE_NAME).unlink()
    (office / DATABASE_NAME).mkdir()
    window = open_window(office)
    assert "เสียหาย" in window.text()
    assert not shows_setup(window)
    assert run("verify", "--data", office, "--user", "supervisor").returncode == 1
    assert (office / DATABASE_NAME).is_dir()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", json.dumps({"key_id": 7}).encode(), b"[]"])
def test_a_garbled_envelope_does_not_keep_a_plain_office_shut(
    office: Path, open_window: Open, content: bytes
) -> None:
    (office / ENVELOPE).write_bytes(content)
    window = open_window(office)
    window.log_in()
    assert (office / ENVELOPE).read_bytes() == content


def test_folders_that_are_gone_are_made_again_when_they_are_needed(office: Path, open_window: Open) -> None:
    for name in (KEPT_FOLDER, LOGS):
        shutil.rmtree(office / name, ignore_errors=True)
    window = open_window(office)
    window.log_in()
    assert (office / LOGS).is_dir()


@pytest.mark.parametrize("name", [KEPT_FOLDER, LOGS])
def test_a_file_where_a_folder_should_be_stops_nothing(office: Path, open_window: Open, name: str) -> None:
    shutil.rmtree(office / name, ignore_errors=True)
    (office / name).write_text("x")
    window = open_window(office)
    window.log_in()
    window.type_complaint()
    window.save()
    assert len(window.numbers_of()) == 1
    assert (office / name).read_text() == "x"


@pytest.mark.parametrize(
    "content", [b"\x00\xff\xfe garbage", b"[window]\ngeometry=@ByteArray(\\0)\nrail=perhaps", b"[[[[", b""]
)
def test_a_garbled_layout_is_left_out(office: Path, qtbot: object, content: bytes) -> None:
    path = office / "window.ini"
    path.write_bytes(content)
    window = MainWindow(InlineTaskRunner(), QSettings(str(path), QSettings.Format.IniFormat))
    window.show()
    assert window.isVisible()
    window.close()
    window.deleteLater()


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"", b"   \n", b"\x00", b"../somewhere", b"a" * 5000, "ก\nข".encode()],
    ids=["bytes", "empty", "blank", "nul", "relative", "long", "two lines"],
)
def test_a_garbled_pointer_leads_nowhere_else(tmp_path: Path, content: bytes) -> None:
    (tmp_path / POINTER).write_bytes(content)
    assert chosen_folder(tmp_path) == tmp_path


def test_a_pointer_to_itself_is_the_folder_itself(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_text(str(tmp_path), encoding="utf-8")
    assert chosen_folder(tmp_path) == tmp_path


def test_a_pointer_to_a_drive_that_is_gone_still_points_there(tmp_path: Path) -> None:
    (tmp_path / POINTER).write_text(f"{tmp_path}/ไดรฟ์/office\n", encoding="utf-8")
    assert chosen_folder(tmp_path) == tmp_path / "ไดรฟ์" / "office"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_in_place_of_the_database_does_not_hang(office: Path) -> None:
    (office / DATABASE_NAME).unlink()
    os.mkfifo(office / DATABASE_NAME)
    assert run("list", "--data", office, "--user", "front").returncode == 1
