"""A folder of scans: half-written, held, vanished, put away once, and known again by content."""

import hashlib
from pathlib import Path

import pytest

from services.complaints.commands import RespondentInput
from services.errors import DomainError
from services.files import read_file
from services.scan_folder import PUT_AWAY, ScanFolder, put_away
from tests.services.factories import Desk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "สแกน"
    made.mkdir()
    return made


def names(watched: ScanFolder) -> list[str]:
    return [scan.name for scan in watched.look().scans]


def test_a_scan_counts_once_it_stands_still(folder: Path) -> None:
    watched = ScanFolder(folder)
    path = folder / "สลิป.pdf"
    path.write_bytes(b"%PDF-")
    assert names(watched) == []
    with path.open("ab") as scanner:  # still being written
        scanner.write(b" more")
    look = watched.look()
    assert (look.scans, look.unfinished) == ((), ("สลิป.pdf",))
    assert names(watched) == ["สลิป.pdf"]
    assert watched.look().scans[0].sha256 == hashlib.sha256(b"%PDF- more").hexdigest()


def test_what_is_no_scan_is_passed_over(folder: Path) -> None:
    for name in ("Thumbs.db", ".สลิป.pdf", "~$a.pdf", "a.part", "b.PDF", "ว่าง.jpg"):
        (folder / name).write_bytes(b"" if name.startswith("ว่าง") else b"x")
    (folder / PUT_AWAY).mkdir()
    (folder / "โฟลเดอร์.pdf").mkdir()
    watched = ScanFolder(folder)
    watched.look()
    look = watched.look()
    assert [scan.name for scan in look.scans] == ["b.PDF"]
    assert look.unfinished == ("ว่าง.jpg",)


def test_the_newest_comes_first_and_what_vanishes_goes(folder: Path) -> None:
    import os

    for number in (1, 2):
        path = folder / f"{number}.pdf"
        path.write_bytes(b"%PDF-" + bytes([48 + number]))
        os.utime(path, ns=(number * 10**9, number * 10**9))
    watched = ScanFolder(folder)
    watched.look()
    assert names(watched) == ["2.pdf", "1.pdf"]
    (folder / "2.pdf").unlink()
    assert names(watched) == ["1.pdf"]


def test_a_share_that_goes_and_comes_back_is_told_and_looked_at_again(folder: Path) -> None:
    (folder / "ก.pdf").write_bytes(b"%PDF-")
    watched = ScanFolder(folder)
    watched.look()
    away = folder.rename(folder.with_name("หายไป"))
    trouble = watched.look().trouble
    assert trouble is not None
    assert trouble.code == "scan.no_folder"
    away.rename(folder)
    watched.look()
    assert names(watched) == ["ก.pdf"]


def test_names_that_clash_are_numbered_and_nothing_is_overwritten(folder: Path) -> None:
    for content in (b"%PDF-1", b"%PDF-2", b"%PDF-3"):
        (folder / "สลิป.pdf").write_bytes(content)
        watched = ScanFolder(folder)
        watched.look()
        put_away(watched.look().scans[0])
    kept = {path.name: path.read_bytes() for path in (folder / PUT_AWAY).iterdir()}
    assert kept == {"สลิป.pdf": b"%PDF-1", "สลิป (2).pdf": b"%PDF-2", "สลิป (3).pdf": b"%PDF-3"}
    assert [path.name for path in folder.iterdir()] == [PUT_AWAY]


def test_a_file_that_became_another_meanwhile_stays(folder: Path) -> None:
    path = folder / "สลิป.pdf"
    path.write_bytes(b"%PDF-1")
    watched = ScanFolder(folder)
    watched.look()
    [scan] = watched.look().scans
    path.write_bytes(b"%PDF-2")
    with pytest.raises(DomainError, match=r"scan\.unmoved"):
        put_away(scan)
    assert path.read_bytes() == b"%PDF-2"
    path.unlink()
    with pytest.raises(DomainError, match=r"scan\.unmoved"):
        put_away(scan)


def test_killed_between_the_save_and_the_move_it_is_attached_once(desk: Desk, folder: Path) -> None:
    path = folder / "สลิป.pdf"
    path.write_bytes(b"%PDF-1.4 slip")
    case = desk.register(attachments=(read_file(path, origin="scan"),))
    # The program was killed here: the file is still where the scanner put it.
    watched = ScanFolder(folder)
    watched.look()
    [scan] = watched.look().scans
    found = desk.services.scans.match_scans(desk.front, [scan.sha256, "0" * 64])
    assert {digest: row.number for digest, row in found.items()} == {scan.sha256: case.number}
    put_away(scan)
    assert not path.exists()
    assert [row.origin for row in desk.case(case.complaint_id).attachments] == ["scan"]


def test_scans_of_a_case_that_somebody_may_not_know_of_are_not_known(desk: Desk, folder: Path) -> None:
    path = folder / "สลิป.pdf"
    path.write_bytes(b"%PDF-1.4 about the desk")
    about = RespondentInput(person=desk.front.name, account_id=desk.front.account_id)
    desk.register(desk.supervisor, respondents=(about,), attachments=(read_file(path, origin="scan"),))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert desk.services.scans.match_scans(desk.front, [digest]) == {}
    assert list(desk.services.scans.match_scans(desk.supervisor, [digest])) == [digest]
