"""The command line against bad places, damaged data and odd searches, as a process."""

import json
import os
import sqlite3
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from services.clock import SystemClock
from services.errors import DomainError
from services.files import check_place, write_file
from tests.services.commands.test_commands import run, said
from tests.services.factories import Desk


@pytest.fixture
def data(desk: Desk) -> Path:
    """Hold an office with one complaint, received before this computer's today."""
    desk.clock.set(min(desk.clock.now(), SystemClock().now() - timedelta(days=1)))
    desk.register(detail="ขอรับบำเหน็จล่าช้า")
    desk.services.close()
    return desk.folder


def receipt_prints(folder: Path) -> int:
    with sqlite3.connect(folder / "raprueang.db") as office:
        return int(office.execute("SELECT receipt_prints FROM complaint").fetchone()[0])


def test_a_receipt_that_cannot_be_written_is_no_printing(data: Path, tmp_path: Path) -> None:
    number = json.loads(run("list", "--data", data, "--user", "front", "--json").stdout)[0]["number"]
    words = ("report", "receipt", "--data", data, "--user", "front", "--number", number, "--out")
    assert "missing" in said(run(*words, tmp_path / "missing" / "slip.pdf"), 1)
    said(run(*words, tmp_path), 1)
    assert receipt_prints(data) == 0
    assert run(*words, tmp_path / "slip.pdf").returncode == 0
    assert receipt_prints(data) == 1
    assert not list(tmp_path.glob(".*.part"))


def test_a_report_that_cannot_be_written_is_not_recorded(data: Path, tmp_path: Path) -> None:
    words = ("report", "monthly", "--data", data, "--user", "supervisor", "--month", "2569-04", "--json")
    said(run(*words, "--out", tmp_path / "missing" / "month.pdf"), 1)
    with sqlite3.connect(data / "raprueang.db") as office:
        assert office.execute("SELECT count(*) FROM report_record").fetchone() == (0,)


def test_a_place_is_tried_without_a_trace(tmp_path: Path) -> None:
    check_place(tmp_path / "paper.pdf")
    assert not list(tmp_path.iterdir())
    with pytest.raises(DomainError):
        check_place(tmp_path / "missing" / "paper.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no pipes in folders")
def test_a_pipe_or_a_device_is_never_replaced_by_a_paper(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for write in (check_place, lambda path: write_file(path, b"%PDF-")):
        with pytest.raises(DomainError):
            write(pipe)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_demo_office_where_nothing_can_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "raprueang.db").mkdir()
    assert str(tmp_path) in said(run("demo", "--data", tmp_path, "--cases", 1), 1)


@pytest.mark.parametrize("table", ["holiday", "case_event", "level"])
def test_a_missing_table_is_one_line(data: Path, tmp_path: Path, table: str) -> None:
    with sqlite3.connect(data / "raprueang.db") as office:
        office.execute(f"DROP TABLE {table}")
    words = ("report", "case", "--data", data, "--user", "supervisor", "--number", "1/2569")
    said(run(*words, "--out", tmp_path / "case.pdf"), 1)
    if table == "holiday":
        said(run("due", "--data", data, "--received", "2569-04-10", "--days", "3"), 1)
