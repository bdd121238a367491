"""The disk is full: nothing is half saved, nothing typed is lost, and with room again it is saved once."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from models.engine import DATABASE_NAME, KEPT_FOLDER
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import AttachmentInput, RegisterComplaint
from services.container import create_services, open_services
from services.demo.office import PASSWORD
from services.errors import WorldError
from tests.faults.machine import Disk, small_disk
from tests.faults.windows import MOMENT, STORY, TYPED, Window
from tests.journeys.processes import ROOT
from tests.services.factories import Desk
from ui.main_window import MainWindow
from ui.tasks import InlineTaskRunner

Open = Callable[..., Window]
FULL = "พื้นที่ดิสก์เต็ม"
OLD = Path(__file__).parents[1] / "models" / "offices" / "0001" / f"{DATABASE_NAME}.gz"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Disk]:
    """Return an empty disk of some megabytes."""
    with small_disk(tmp_path / "ดิสก์เล็ก", 12) as found:
        yield found


def unpack(packed: Path, folder: Path) -> None:
    """Put an office of an earlier schema into a folder."""
    folder.mkdir()
    with gzip.open(packed) as source, (folder / DATABASE_NAME).open("wb") as target:
        shutil.copyfileobj(source, target)


def test_a_complaint_is_saved_once_there_is_room_again(disk: Disk, open_window: Open) -> None:
    window = open_window(disk.folder / "office")
    window.log_in()
    window.type_complaint()
    before = len(window.register())
    disk.fill()
    window.save()
    assert FULL in window.text()
    assert window.story() == TYPED
    window.save()
    assert FULL in window.text()
    disk.make_room()
    window.save()
    assert FULL not in window.text()
    assert len(window.numbers_of()) == 1
    assert len(window.register()) == before + 1
    assert window.program.services.verification.verify().problem is None


def test_a_complaint_with_files_is_saved_whole_or_not_at_all(
    disk: Disk, open_window: Open, tmp_path: Path
) -> None:
    paper = tmp_path / "หลักฐาน.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + os.urandom(900_000))
    window = open_window(disk.folder / "office")
    window.log_in()
    window.type_complaint()
    form = window.program.window.page("intake_walk_in").form  # type: ignore[attr-defined]
    form.attachments.add_paths([paper, paper.with_name("หลักฐาน.pdf")])
    window.driver.settle()
    disk.fill(leave=700_000)  # enough for the case, not for its file
    window.save()
    assert FULL in window.text()
    assert window.numbers_of() == []
    assert str(paper) in form.raw()["attachments"]
    disk.make_room()
    window.save()
    assert len(window.numbers_of()) == 1
    assert window.program.services.verification.verify().problem is None


def test_the_same_command_saves_once_after_the_disk_was_full(disk: Disk) -> None:
    services = open_services(disk.folder / "office", SetClock(MOMENT), Passwords.cheapest())
    actor = services.accounts.log_in("front", PASSWORD)
    desk = Desk(disk.folder, SetClock(MOMENT), services, {"front": actor})
    file = AttachmentInput(name="a.pdf", content=b"%PDF-" + os.urandom(2_000_000))
    disk.fill(leave=1_000_000)
    command = RegisterComplaint(content=desk.content(detail=TYPED), attachments=(file,))
    for _ in range(2):
        with pytest.raises(WorldError) as caught:
            services.intake.register_complaint(actor, command, "once")
        assert caught.value.code == "store.full"
    disk.make_room()
    first = services.intake.register_complaint(actor, command, "once")
    assert services.intake.register_complaint(actor, command, "once") == first
    assert services.verification.verify().problem is None
    services.close()


def test_a_draft_is_kept_as_soon_as_there_is_room(disk: Disk, open_window: Open) -> None:
    window = open_window(disk.folder / "office")
    window.log_in()
    disk.fill()
    window.type_complaint()
    window.wait_for(lambda: "ยังเก็บร่างไม่ได้" in window.text())
    assert window.story() == TYPED
    window.answers["ข้อความที่กรอกไว้"] = "กลับไปที่หน้าเดิม"
    assert not window.program.window.close()  # it asks first, and stays
    assert "จะหายไป" in window.told[-1]
    disk.make_room()
    window.driver.type_into(STORY, TYPED + " ครับ")
    window.wait_for(lambda: "เก็บร่างแล้ว" in window.text())


def test_nobody_logs_in_unrecorded(disk: Disk, open_window: Open) -> None:
    window = open_window(disk.folder / "office")
    disk.fill()
    window.try_log_in("front")
    assert FULL in window.text()
    disk.make_room()
    window.log_in()


def test_an_office_is_made_once_there_is_room(small: Disk) -> None:
    folder = small.folder / "office"
    small.fill(leave=100_000)
    with pytest.raises(WorldError) as caught:
        create_services(folder, SetClock(MOMENT), Passwords.cheapest())
    assert caught.value.code == "store.full"
    assert not (folder / DATABASE_NAME).exists()
    small.make_room()
    create_services(folder, SetClock(MOMENT), Passwords.cheapest()).close()
    assert [path.name for path in folder.iterdir() if path.name.endswith(".part")] == []


def test_old_data_stays_old_until_there_is_room_for_its_copy(small: Disk) -> None:
    folder = small.folder / "office"
    unpack(OLD, folder)
    before = (folder / DATABASE_NAME).read_bytes()
    small.fill(leave=60_000)
    with pytest.raises(WorldError) as caught:
        open_services(folder, SetClock(MOMENT), Passwords.cheapest())
    assert caught.value.code in ("store.no_copy_before_upgrade", "store.full")
    assert (folder / DATABASE_NAME).read_bytes() == before
    assert list((folder / KEPT_FOLDER).glob("*")) == []
    small.make_room()
    services = open_services(folder, SetClock(MOMENT), Passwords.cheapest())
    assert services.verification.verify().problem is None
    assert len(list((folder / KEPT_FOLDER).glob("before-upgrade-*.db"))) == 1
    services.close()


def test_a_migration_that_finds_no_room_leaves_the_old_data(small: Disk) -> None:
    """Room for the copy, and none for the migration itself."""
    folder = small.folder / "office"
    unpack(OLD, folder)
    size = (folder / DATABASE_NAME).stat().st_size
    small.fill(leave=size + 40_000)
    with pytest.raises(WorldError) as caught:
        open_services(folder, SetClock(MOMENT), Passwords.cheapest())
    assert caught.value.code in ("store.full", "store.no_copy_before_upgrade")
    small.make_room()
    services = open_services(folder, SetClock(MOMENT), Passwords.cheapest())
    assert services.verification.verify().problem is None
    services.close()


def test_a_report_that_finds_no_room_leaves_no_piece(made: Path, office: Path, small: Disk) -> None:
    small.fill()
    out = small.folder / "รายงาน.pdf"
    words = ["report", "monthly", "--data", str(office), "--user", "supervisor", "--month", "2569-02"]
    ended = subprocess.run(
        [sys.executable, "main.py", *words, "--out", str(out)],
        cwd=ROOT,
        env={**os.environ, "RAPRUEANG_PASSWORD": PASSWORD},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert str(out) in ended.stderr
    assert [path.name for path in small.folder.iterdir()] == [Disk.FILLER]


def test_a_window_closes_where_its_layout_can_not_be_kept(small: Disk, qtbot: object) -> None:
    settings = QSettings(str(small.folder / "window.ini"), QSettings.Format.IniFormat)
    window = MainWindow(InlineTaskRunner(), settings)
    small.fill()
    window.show()
    assert window.close()
    small.make_room()
    window.deleteLater()
