"""After a day's work nobody's personal data lie about: not in a log, a setting, a cache or a temporary file.

What may hold them is the database, its copies, and what people asked for: the papers they saved. In an
encrypted office nothing but those papers may.
"""

import base64
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.thai.text import clean, fold_phone
from tests.journeys import day, evening
from tests.journeys.processes import ROOT

SECRETS = {
    "name": day.NAME,
    "surname": day.SEARCHED,
    "phone": day.PHONE,
    "identity number": day.NATIONAL_ID,
    "e-mail": day.MAIL,
    "address": day.ADDRESS,
    "story": day.STORY,
    "note": day.NOTE,
    "what a file says": day.IN_THE_FILE,
    "draft": day.HALF_TYPED,
    "reason given": evening.REASON,
    "login typed in vain": day.MISTYPED_LOGIN,
    "password typed in vain": day.MISTYPED_PASSWORD,
}
SHORTEST_NUMBER = 10
DATABASE = ("raprueang.db", "raprueang.db-wal", "raprueang.db-shm")


@dataclass
class Left:
    """Hold what a day left: where it was, and what it said on its two streams."""

    place: Path
    encrypted: bool
    said: bytes

    def files(self) -> Iterator[Path]:
        """Give every file but those asked for; of an office that is not encrypted, its databases neither."""
        for path in sorted(self.place.rglob("*")):
            part = path.relative_to(self.place).parts[0]
            if not path.is_file() or part in ("papers", "incoming"):
                continue
            if self.encrypted or not is_database(path):
                yield path


def is_database(path: Path) -> bool:
    return path.name in DATABASE or path.suffix == ".db"


@pytest.fixture(scope="module", params=["plain", "encrypted"])
def left(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Left:
    """Let a day go by in a process whose home and temporary folder are its own."""
    place = tmp_path_factory.mktemp(f"day-{request.param}")
    for name in ("home", "tmp"):
        (place / name).mkdir()
    home = place / "home"
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.day", str(place), request.param],
        cwd=ROOT,
        env={
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("XDG_", "RAPRUEANG"))
            },
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": str(home),
            "USERPROFILE": str(home),
            "TMPDIR": str(place / "tmp"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "XDG_DATA_HOME": str(home / ".local" / "share"),
            "XDG_RUNTIME_DIR": str(place / "tmp"),
            "RAPRUEANG_KEYS": str(home / "keys"),
        },
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return Left(place, request.param == "encrypted", done.stdout + done.stderr)


def spellings(text: str) -> Iterator[bytes]:
    """Give a text in every spelling in which a program may have put it down without a thought."""
    digits = fold_phone(text)
    for spelt in {text, clean(text), digits if len(digits) >= SHORTEST_NUMBER else text}:
        plain = spelt.encode()
        yield plain
        yield spelt.encode("utf-16-le")
        yield spelt.encode("utf-16-be")
        yield urllib.parse.quote(spelt).encode()
        yield spelt.encode("unicode_escape")  # JSON and Python
        yield "".join(char if char.isascii() else f"\\x{ord(char):x}" for char in spelt).encode()  # QSettings
        yield plain.hex().encode()
        for shift in range(3):
            # What stands before it moves the letters of base 64; the ends depend on the neighbours.
            yield base64.b64encode(b"\0" * shift + plain)[4 if shift else 0 : -4]


def found_in(content: bytes) -> list[str]:
    return [
        what
        for what, text in SECRETS.items()
        if any(spelt in content for spelt in spellings(text) if len(spelt) >= 6)
    ]


def test_the_day_held_what_is_looked_for(left: Left) -> None:
    papers = {path.stem for path in (left.place / "papers").iterdir()}
    wanted = {"receipt", "case-file", "monthly", "printed", "person-file", "destruction-list"}
    assert papers == wanted
    assert list((left.place / "home" / "backups").glob("*.db"))
    if not left.encrypted:
        kept = b"".join(path.read_bytes() for path in left.place.glob("data/raprueang.db*"))
        assert {"name", "phone", "story", "note", "draft"} <= set(found_in(kept))


def test_no_file_holds_anything_of_it(left: Left) -> None:
    looked = list(left.files())
    assert any(path.name == "raprueang.log" for path in looked)
    holding = {str(path.relative_to(left.place)): found_in(path.read_bytes()) for path in looked}
    assert {path: found for path, found in holding.items() if found} == {}


def test_no_file_is_named_by_it(left: Left) -> None:
    names = [str(path.relative_to(left.place)) for path in left.files()]
    assert [name for name in names if found_in(name.encode())] == []


def test_nothing_is_said_on_the_terminal(left: Left) -> None:
    assert found_in(left.said) == []


def test_the_temporary_folder_is_left_empty(left: Left) -> None:
    assert [path.name for path in (left.place / "tmp").rglob("*") if path.is_file()] == []


def test_nobody_else_on_the_computer_may_look_into_what_is_kept(left: Left) -> None:
    if os.name == "posix":
        assert (left.place / "data").stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in (left.place / "home" / "keys").iterdir())
