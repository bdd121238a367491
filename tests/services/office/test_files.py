"""Files: written whole or not at all, read with a limit, named by what they hold."""

from pathlib import Path

import pytest

from services.errors import DomainError
from services.files import LARGEST_MB, media_type, read_file, write_file


def test_a_file_is_written_whole_and_for_others_to_read_as_any_file(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    path = tmp_path / "รายงาน.pdf"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode == plain.stat().st_mode
    assert set(tmp_path.iterdir()) == {plain, path}


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "x.pdf", tmp_path):
        with pytest.raises(DomainError) as caught:
            write_file(path, b"new")
        assert caught.value.code == "file.unwritable"
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_read_with_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "ก.bin"
    with pytest.raises(DomainError) as caught:
        read_file(path)
    assert caught.value.code == "file.unreadable"
    path.write_bytes(b"x")
    assert (read_file(path).name, read_file(path).content) == ("ก.bin", b"x")
    with path.open("r+b") as file:
        file.truncate(LARGEST_MB * 2**20 + 1)
    with pytest.raises(DomainError) as large:
        read_file(path)
    assert large.value.code == "file.too_large"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"", "application/octet-stream"),
    ],
)
def test_a_type_is_read_from_the_content(content: bytes, name: str) -> None:
    assert media_type(content) == name
