"""Files: written whole or not at all, read with a limit, named by what they hold."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from services.errors import DomainError
from services.file_types import media_type
from services.files import LARGEST_MB, read_file, write_file


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


def code_of(path: Path, **options: Any) -> str:
    with pytest.raises(DomainError) as caught:
        read_file(path, **options)
    return caught.value.code


def test_a_file_is_read_with_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "ก.bin"
    assert code_of(path) == "file.gone"
    assert code_of(tmp_path) == "file.folder"
    path.write_bytes(b"x")
    assert (read_file(path).name, read_file(path).content) == ("ก.bin", b"x")
    with path.open("r+b") as file:
        file.truncate(LARGEST_MB * 2**20 + 1)
    assert code_of(path) == "file.too_large"
    assert read_file(path, LARGEST_MB + 1, origin="scan").origin == "scan"


def test_reading_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "ใหญ่.bin"
    path.write_bytes(bytes(3 * 2**20))
    told: list[tuple[int, int]] = []
    read_file(path, progress=lambda done, total: told.append((done, total)))
    assert told == [(number * 2**20, 3 * 2**20) for number in (1, 2, 3)]
    assert code_of(path, cancelled=lambda: len(told) == 3) == "file.cancelled"


def test_a_file_that_nobody_may_read_is_held(tmp_path: Path) -> None:
    path = tmp_path / "ล็อก.pdf"
    path.write_bytes(b"%PDF-")
    path.chmod(0)
    tmp_path.chmod(0o755)
    asked = (
        "import sys; from pathlib import Path; from services.errors import DomainError\n"
        "from services.files import read_file\n"
        "try: read_file(Path(sys.argv[1]))\n"
        "except DomainError as error: print(error.code)"
    )
    as_somebody = os_user(path)
    said = subprocess.run(
        [*as_somebody, sys.executable, "-c", asked, str(path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "file.held"


def os_user(path: Path) -> list[str]:
    """Return the words before a command that let somebody without root's rights carry it out."""
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        pytest.skip("running as root without setpriv: NO TEST of file rights")
    for folder in path.parents:
        if folder.stat().st_uid == 0 and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    return [setpriv, "--reuid=65534", "--regid=65534", "--clear-groups"]


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
