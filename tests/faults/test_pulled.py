"""The drive with the data is pulled out: what is typed stays, and with the drive back it is saved once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME
from services.demo.office import PASSWORD
from tests.faults.command_line import run
from tests.faults.machine import Drive
from tests.faults.windows import TYPED, Window

Open = Callable[..., Window]
GONE = "ไม่พบไฟล์ข้อมูลแล้ว"


def test_a_pulled_drive_is_told_and_the_save_works_once_it_is_back(drive: Drive, open_window: Open) -> None:
    window = open_window(drive.folder / "office")
    window.log_in()
    window.type_complaint()
    window.wait_for(lambda: "เก็บร่างแล้ว" in window.text())
    drive.pull()
    window.save()
    assert GONE in window.text()
    assert window.story() == TYPED
    drive.plug_in()
    window.save()
    assert GONE not in window.text()
    assert len(window.numbers_of()) == 1
    assert window.program.services.verification.verify().problem is None


def test_looking_at_a_pulled_drive_is_told_and_works_once_it_is_back(drive: Drive, open_window: Open) -> None:
    window = open_window(drive.folder / "office")
    window.log_in("supervisor")
    drive.pull()
    window.program.window.navigate("register")
    window.driver.settle()
    assert GONE in "\n".join((*window.told, window.text()))
    drive.plug_in()
    window.driver.go("register")
    assert f"พบ {len(window.register())} เรื่อง" in window.text()


def test_what_was_acknowledged_is_on_the_drive_at_the_next_start(drive: Drive, open_window: Open) -> None:
    window = open_window(drive.folder / "office")
    window.log_in()
    window.type_complaint()
    window.save()
    drive.pull()  # with what SQLite had not put in its place yet
    drive.plug_in()
    following = open_window(drive.folder / "office")
    assert len(following.numbers_of()) == 1
    assert following.program.services.verification.verify().problem is None


def test_a_folder_that_was_moved_away_is_told_and_work_goes_on_when_it_is_back(
    office: Path, open_window: Open
) -> None:
    window = open_window(office)
    window.log_in()
    window.type_complaint()
    office.rename(office.with_name("ย้ายแล้ว"))
    window.save()
    assert GONE in window.text()
    assert window.story() == TYPED
    assert not office.exists(), "no empty folder is made where the data was"
    office.with_name("ย้ายแล้ว").rename(office)
    window.save()
    assert len(window.numbers_of()) == 1


def test_the_same_office_brought_back_as_a_copy_goes_on(office: Path, open_window: Open) -> None:
    """What comes back under another identity but holds all that was seen is the same office."""
    window = open_window(office)
    window.log_in()
    window.type_complaint()
    away = office.with_name("สำเนา")
    shutil.copytree(office, away)
    shutil.rmtree(office)
    window.save()
    assert GONE in window.text()
    shutil.copytree(away, office)
    window.save()
    assert len(window.numbers_of()) == 1
    assert window.program.services.verification.verify().problem is None


def test_another_office_in_its_place_is_refused(office: Path, made: Path, open_window: Open) -> None:
    window = open_window(office)
    window.log_in()  # this login is in the journal of the one, not of the other
    window.type_complaint()
    window.program.services.store.engine.dispose()
    shutil.rmtree(office)
    shutil.copytree(made, office)
    before = (office / DATABASE_NAME).read_bytes()
    window.save()
    assert "ถูกแทนที่" in window.text()
    assert window.story() == TYPED
    assert (office / DATABASE_NAME).read_bytes() == before


def test_an_older_copy_put_over_the_open_file_is_refused(office: Path, open_window: Open) -> None:
    """The same name, the same file to the system, and an earlier day in it."""
    window = open_window(office)
    older = (office / DATABASE_NAME).read_bytes()
    window.log_in()
    window.type_complaint("เรื่องของวันนี้")
    window.save()
    window.program.services.store.engine.dispose()
    (office / DATABASE_NAME).write_bytes(older)
    window.driver.press("รับเรื่องถัดไป")
    window.type_complaint()
    window.save()
    assert "ถูกแทนที่" in window.text()
    assert window.story() == TYPED


@pytest.mark.parametrize("gone", ["folder", "drive"])
def test_a_report_to_a_drive_that_is_gone_leaves_no_record(
    office: Path, drive: Drive, open_window: Open, gone: str
) -> None:
    out = drive.folder / "รายงาน" / "มีนาคม.pdf"
    if gone == "drive":
        out.parent.mkdir()
    drive.pull()
    words = ("--user", "supervisor", "--month", "2569-02", "--out", out)
    ended = run("report", "monthly", "--data", office, *words)
    assert ended.returncode == 1
    assert str(out) in ended.stderr


def test_a_file_chosen_from_a_pulled_drive_is_told_beside_the_form(
    office: Path, drive: Drive, open_window: Open
) -> None:
    paper = drive.folder / "หลักฐาน.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + bytes(100_000))
    window = open_window(office)
    window.log_in()
    window.type_complaint()
    drive.pull()
    window.program.window.page("intake_walk_in").form.attachments.add_paths([paper])  # type: ignore[attr-defined]
    window.driver.settle()
    window.save()
    assert "อ่านไม่ได้" in window.text()
    assert window.story() == TYPED
    assert window.numbers_of() == []


def test_a_drive_that_is_not_in_is_told_at_the_start(drive: Drive) -> None:
    folder = drive.folder / "office"
    drive.pull()
    ended = run("list", "--data", folder, "--user", "front")
    assert ended.returncode == 1
    assert "ไม่พบโฟลเดอร์ข้อมูล" in ended.stderr
    drive.plug_in()
    assert PASSWORD
    assert run("list", "--data", folder, "--user", "front").returncode == 0
