"""Ways to spoil a database file: pages overwritten at places drawn from a fixed seed."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGE = 4096
Spoil = Callable[[Path, random.Random], object]


def pages_of(database: Path, like: str) -> list[int]:
    """Return the pages of the tables and indexes whose name is like a pattern."""
    with closing(sqlite3.connect(f"file:{database}?immutable=1", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT pageno FROM dbstat WHERE name LIKE ?", (like,)).fetchall()
        except sqlite3.OperationalError:  # built without dbstat: the roots will do
            rows = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE name LIKE ? AND rootpage", (like,)
            ).fetchall()
    return sorted(int(number) for (number,) in rows)


def overwrite(database: Path, page: int, content: bytes, offset: int = 0) -> None:
    """Write into a page."""
    with database.open("r+b") as file:
        file.seek((page - 1) * PAGE + offset)
        file.write(content)


def random_pages(database: Path, chance: random.Random) -> None:
    """Overwrite a few pages with noise, anywhere but the first."""
    pages = database.stat().st_size // PAGE
    for _ in range(4):
        overwrite(database, chance.randint(2, pages), chance.randbytes(PAGE))


def zero_pages(database: Path, chance: random.Random) -> None:
    """Overwrite a run of pages with nothing, as a disk does that lost them."""
    pages = database.stat().st_size // PAGE
    first = chance.randint(2, max(2, pages - 8))
    overwrite(database, first, bytes(PAGE * min(8, pages - first + 1)))


def torn_page(database: Path, chance: random.Random) -> None:
    """Overwrite half of some pages: what a write leaves that was cut off."""
    pages = database.stat().st_size // PAGE
    for _ in range(6):
        overwrite(database, chance.randint(2, pages), chance.randbytes(PAGE // 2), PAGE // 2)


def of(like: str) -> Spoil:
    """Return a way that overwrites every page of what is named so."""

    def spoil(database: Path, chance: random.Random) -> None:
        for page in pages_of(database, like):
            overwrite(database, page, chance.randbytes(PAGE))

    return spoil


def header(database: Path, chance: random.Random) -> None:
    """Overwrite the header behind the magic words."""
    overwrite(database, 1, chance.randbytes(80), 16)


def schema_page(database: Path, chance: random.Random) -> None:
    """Overwrite the first page behind the header: the schema."""
    overwrite(database, 1, chance.randbytes(PAGE - 100), 100)


def cut_off(database: Path, chance: random.Random) -> None:
    """Cut the file off somewhere in the middle."""
    size = database.stat().st_size
    with database.open("r+b") as file:
        file.truncate(chance.randint(PAGE, size - PAGE))


def log_of_noise(database: Path, chance: random.Random) -> None:
    """Put noise in the place of the write-ahead log."""
    Path(f"{database}-wal").write_bytes(chance.randbytes(PAGE * 5))
