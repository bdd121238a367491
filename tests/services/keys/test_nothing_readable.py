"""Of an encrypted office nothing can be read from any file: while open, after a kill, after it closed."""

import os
import signal
import tempfile
from pathlib import Path

import pytest

from models.copying import copy_database
from services.accounts.passwords import Passwords
from services.complaints.commands import AttachmentInput
from services.container import open_services
from services.keys.keeper import default_keeper
from services.private_files import private_folder
from services.unit_of_work import new_command_id
from tests.services.factories import Desk
from tests.services.keys.switches import ENCRYPTED, opened, problem, readable, switch

NAME = "นางสาวบุษบามินตรา ทรัพย์ประเสริฐสกุล"
STORY = "เจ้าหน้าที่เรียกรับเงินค่าน้ำร้อนน้ำชาสามพันบาทที่ห้องการเงิน"
PROOF = "สำเนาสลิปโอนเงินเลขที่ 7788-9900-1122"
DRAFT = "ผู้ร้องโทรมาเล่าเรื่องที่ยังพิมพ์ไม่จบเกี่ยวกับรถหลวง"
PHONE = "0818273645"
SECRETS = (NAME, STORY, PROOF, DRAFT, PHONE)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let everything temporary of the process lie where the test can look."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setenv("RAPRUEANG_OPEN", str(tmp_path / "open"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def work(desk: Desk) -> int:
    """Take a complaint in with a file, keep a draft, search, print: all that a day leaves behind."""
    services = desk.services
    file = AttachmentInput(name="สลิป.txt", content=PROOF.encode() * 200)
    case = desk.register(name=NAME, detail=STORY, phones=PHONE, attachments=(file,)).complaint_id
    services.drafts.keep_draft(desk.front, None, "walk_in", DRAFT, {"detail": DRAFT})
    desk.found("น้ำร้อนน้ำชา")
    services.documents.make_case_file(desk.supervisor, case, new_command_id())
    services.documents.print_receipt(desk.front, case, "a5", new_command_id())
    services.review.see_my_day(desk.supervisor)
    return case


def test_nothing_can_be_read_while_open_and_after(desk: Desk, tmp_path: Path, temporary: Path) -> None:
    switch(desk, ENCRYPTED)
    with opened(desk) as services:
        desk.services = services
        work(desk)
        assert (desk.folder / "raprueang.db-wal").stat().st_size > 0
        copy_database(services.store.path, tmp_path / "copy.db", services.store.key)
        for secret in SECRETS:
            assert readable(secret, tmp_path, default_keeper().folder) == []
    for secret in SECRETS:
        assert readable(secret, tmp_path, default_keeper().folder) == []
    assert list(temporary.iterdir()) == []


def test_the_same_day_in_clear_can_be_read(desk: Desk, tmp_path: Path) -> None:
    work(desk)  # or the other tests here would prove nothing
    assert all(readable(secret, tmp_path) for secret in SECRETS)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here: kills are not tried on this system")
def test_nothing_can_be_read_after_a_kill(desk: Desk, tmp_path: Path, temporary: Path) -> None:
    switch(desk, ENCRYPTED)
    child = os.fork()
    if child == 0:
        try:
            desk.services = open_services(desk.folder, desk.clock, Passwords.cheapest())
            work(desk)
            os.kill(os.getpid(), signal.SIGKILL)
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert (desk.folder / "raprueang.db-wal").stat().st_size > 0
    for secret in SECRETS:
        assert readable(secret, tmp_path, default_keeper().folder) == []
    with opened(desk) as services:
        desk.services = services
        assert desk.found("น้ำร้อนน้ำชา")
        assert problem(services) is None


def test_what_went_to_another_program_is_readable_until_it_is_wiped(desk: Desk, tmp_path: Path) -> None:
    switch(desk, ENCRYPTED)
    with opened(desk) as services:
        services.private_files.put("สลิป.txt", PROOF.encode())
        assert readable(PROOF, tmp_path) == ["สลิป.txt"]
        assert readable(PROOF, desk.folder) == []
    again = open_services(desk.folder, desk.clock, Passwords.cheapest())  # as the window's next start
    assert again.private_files.wipe() == 0
    again.close()
    assert readable(PROOF, tmp_path) == []
    assert not private_folder(desk.folder).exists()
