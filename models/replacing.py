"""Put a finished database in the place of the present one: whole, at once, and while nobody has it open."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from models.copying import flush, flush_folder
from models.drivers import connect, driver
from models.engine import KEPT_FOLDER, StoreError, is_plain
from models.setting_aside import COMPANIONS, set_aside, settle

WAIT_MS = 3_000  # somebody's command may be about to end; a window stays
# Where SQLite locks a file, in every one of its databases: the pending byte and what follows it.
LOCK_BYTES = 0x40000000
LOCK_LENGTH = 512


def replace_database(
    path: Path,
    new: Path,
    key: bytes | None,
    *,
    keep: bool = False,
    aside: Path | None = None,
    last_look: Callable[[Any], None] | None = None,
) -> Path | None:
    """Put the database `new`, a single finished file in the same folder, in the place of `path`.

    key opens the present one. Raises store.locked while anybody has it open, and what the disk says; then
    the present one stands as it was. One that can't be opened, or that keep asks for, is set aside first:
    in the folder aside, by itself one under kept/. Returns that folder. last_look gets a connection on the
    present one when nobody else can write any more, and raises where it is no longer to be replaced.
    """
    try:
        settle(path)
        flush(new)
        with _held(path, key) as held:
            folder = None
            if held is not None and last_look is not None:
                last_look(held)
            if held is None or keep:
                folder = aside or _free_folder(path.parent / KEPT_FOLDER)
                if _is_any_there(path):
                    set_aside(path, folder)
                else:
                    folder = None
            if os.name == "posix":
                _move(new, path)
        if os.name != "posix":  # Windows moves no file that is open; one opened since refuses the move
            _move(new, path)
        settle(path)
    except OSError as error:
        with suppress(OSError):
            settle(path)
        raise StoreError(_code_of_disk(error), folder=str(path.parent)) from error
    return folder


def _move(new: Path, path: Path) -> None:
    new.replace(path)
    flush_folder(path.parent)


@contextmanager
def _held(path: Path, key: bytes | None) -> Iterator[Any]:
    """Hold a database so that nobody else can open it; give a connection on a healthy one, in one file."""
    if not path.exists():
        yield None
        return
    # SQLite is not let near what it can't read: at its close it would tidy a log away.
    readable = key is not None or (path.is_file() and is_plain(path))
    with closing(connect(path, key)) if readable else nullcontext() as connection:
        if readable and _alone(connection, path, key):
            yield connection
            return
    with _locked_by_hand(path):
        yield None


def _alone(connection: Any, path: Path, key: bytes | None) -> bool:
    """Take a database for this connection alone and make it one file; False when it can't be read."""
    errors = driver(key)
    try:
        connection.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        # Leaving the log behind needs to be alone, and writes everything in it into the file.
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise StoreError("store.locked", folder=str(path.parent))
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    except errors.DatabaseError as error:
        said = str(error)
        if "locked" in said:
            raise StoreError("store.locked", folder=str(path.parent)) from error
        if code := next((code for part, code in _SAID.items() if part in said), None):
            raise StoreError(code, folder=str(path.parent)) from error
        return False
    # Whoever is alone keeps the log's index in memory, so a file of it is a dead process's; and leaves the
    # journal of leaving the log behind, which is done with.
    for suffix in ("-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    return not Path(f"{path}-wal").exists()


_SAID = {"is full": "store.full", "readonly": "store.read_only", "unable to open": "store.read_only"}


@contextmanager
def _locked_by_hand(path: Path) -> Iterator[None]:
    """Hold the bytes that SQLite locks: what it can't read it can't lock either, but others may have it."""
    if os.name != "posix":
        yield
        return
    import fcntl

    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, LOCK_LENGTH, LOCK_BYTES)
        except OSError as error:
            raise StoreError("store.locked", folder=str(path.parent)) from error
        yield


def _is_any_there(path: Path) -> bool:
    return any(Path(f"{path}{suffix}").exists() for suffix in ("", *COMPANIONS))


def _free_folder(kept: Path) -> Path:
    number = 1
    while (folder := kept / f"damaged-{number}").exists():
        number += 1
    return folder


def _code_of_disk(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "store.full"
    # Windows' word for a file that somebody has open.
    return "store.locked" if getattr(error, "winerror", None) == 32 else "store.read_only"
