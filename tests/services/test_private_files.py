"""What other programs read in clear is readable by this user alone, and gone when the window closes."""

import os
import stat
from pathlib import Path

import pytest

from services.private_files import PrivateFiles, private_folder, safe_name


def test_a_copy_is_this_users_alone_and_cannot_be_changed(tmp_path: Path) -> None:
    private = PrivateFiles(tmp_path / "open" / "office")
    path = private.put("หนังสือร้องเรียน.docx", b"content")
    assert path.read_bytes() == b"content"
    assert path.name == "หนังสือร้องเรียน.docx"
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o400
        assert stat.S_IMODE(private.folder.stat().st_mode) == 0o700
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_files_of_one_name_stand_beside_each_other(tmp_path: Path) -> None:
    private = PrivateFiles(tmp_path / "open")
    paths = [private.put("a.pdf", content) for content in (b"one", b"two")]
    assert [path.read_bytes() for path in paths] == [b"one", b"two"]


def test_wiping_leaves_nothing_and_may_be_repeated(tmp_path: Path) -> None:
    private = PrivateFiles(tmp_path / "open")
    private.put("a.pdf", b"one")
    assert private.wipe() == 0
    assert private.wipe() == 0
    assert not private.folder.exists()


def test_a_link_that_somebody_put_there_is_not_followed(tmp_path: Path) -> None:
    private = PrivateFiles(tmp_path / "open")
    private.put("a.pdf", b"one")
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "kept.txt").write_text("kept")
    (private.folder / "link").symlink_to(tmp_path / "theirs")
    private.wipe()
    assert (tmp_path / "theirs" / "kept.txt").read_text() == "kept"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "-.-etc-passwd"),
        ("a/b\\c.pdf", "a-b-c.pdf"),
        ("", "file"),
        ("...", "file"),
        ("x\n\x00y.txt", "x--y.txt"),
        ("con?.docx", "con-.docx"),
        ("ก" * 300 + ".pdf", "ก" * 40 + ".pdf"),
    ],
)
def test_a_name_from_outside_makes_one_harmless_file_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_each_data_folder_has_a_private_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPRUEANG_OPEN", str(tmp_path / "open"))
    one, two = private_folder(tmp_path / "one"), private_folder(tmp_path / "two")
    assert one != two
    assert one.parent == two.parent == tmp_path / "open"
    assert not one.is_relative_to(tmp_path / "one")
