"""Copies of a whole database through SQLite's own backup: consistent while others write, checked after."""

import os
import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from models.drivers import connect, driver

PAGES = 512  # a step of 2 MB: between two, others may write and the person may cancel
Progress = Callable[[int, int], None]
PART = ".part"


class CopyFailed(Exception):
    """Say that a finished copy is not what a database should be; said is the check's own word."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def copy_database(
    source: Path,
    target: Path,
    key: bytes | None,
    progress: Progress = lambda _done, _total: None,
    check: Callable[[Path], None] = lambda _copy: None,
) -> None:
    """Copy a database to a new file: written beside its place, flushed, checked, then moved there.

    key opens the source and encrypts the copy alike. progress takes pages and may raise to cancel; check
    is given the finished copy before it has its name, and may raise to refuse it.
    Raises CopyFailed, OSError, or the driver's error; then nothing stands at the target.
    """
    temporary = target.parent / f".{target.name}-{secrets.token_hex(4)}{PART}"
    try:
        with closing(connect(source, key)) as reading, closing(connect(temporary, key)) as writing:

            def step(_status: int, remaining: int, total: int) -> None:
                progress(total - remaining, total)

            # One look for the whole copy: else every commit of another process begins it anew, and a busy
            # office would never get one. Others go on writing beside it.
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            # Nobody reads the copy before it is flushed as a whole.
            writing.execute("PRAGMA synchronous = OFF")
            reading.backup(writing, pages=PAGES, progress=step, sleep=0.05)
            # One file that needs no other: a copy in WAL mode would grow companions when it is opened.
            writing.execute("PRAGMA journal_mode = DELETE").fetchall()
        flush(temporary)
        check_database(temporary, key)
        check(temporary)
        temporary.replace(target)
    except BaseException:
        for suffix in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                Path(f"{temporary}{suffix}").unlink(missing_ok=True)
        raise
    flush_folder(target.parent)


def check_database(path: Path, key: bytes | None) -> None:
    """Open a database file and let SQLite look through all of it, or raise CopyFailed."""
    if path.stat().st_size == 0:  # SQLite takes nothing for an empty database, which is in order
        raise CopyFailed("the file is empty")
    broken: tuple[type[Exception], ...] = (sqlite3.DatabaseError, driver(key).DatabaseError)
    try:
        with closing(connect(path, key)) as connection:
            said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    except broken as error:
        raise CopyFailed(str(error)) from error
    if said != "ok" or dangling is not None:
        raise CopyFailed(str(said) if said != "ok" else f"dangling row in {dangling[0]}")


def flush(path: Path) -> None:
    """Have a file's content on the disk before anything is said of it; what is read next comes from there."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Make a new name last through a power cut; Windows neither needs nor allows it."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
