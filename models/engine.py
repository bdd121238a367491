"""The engine: SQLite opened so that nothing acknowledged is lost and nobody waits for a stale lock."""

import os
import secrets
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from models.copying import PART, CopyFailed, copy_database, flush, flush_folder
from models.drivers import connect, driver
from models.ids import IdSource
from models.migrations import Fill, current_revision, known_revisions, upgrade
from models.office import Office
from models.places import is_on_network
from models.setting_aside import settle
from models.troubles import is_no_room, trouble

DATABASE_NAME = "raprueang.db"
KEPT_FOLDER = "kept"  # copies that the program takes by itself before it changes a whole file
PLAIN_HEADER = b"SQLite format 3\0"


class StoreError(Exception):
    """Say why a store can't be used; code is one of the store.* error codes."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def _configure(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA cache_size = -32768")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def sqlite_engine(path: Path, key: bytes | None = None) -> Engine:
    """Return an engine on a SQLite file, encrypted when there is a key (32 bytes)."""
    engine = create_engine(
        "sqlite://",
        module=driver(key),
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        # Errors are logged and shown: what was typed has no place in their text.
        hide_parameters=True,
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_log(engine: Engine, key: bytes | None = None) -> None:
    """Let readers and the writer work side by side; the file remembers it.

    It is a change to the file, so it waits until the file is known to be ours.
    """
    try:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL").close()
        finally:
            connection.close()
    except driver(key).Error as error:
        # A raw connection speaks the driver's own errors; our callers know the engine's.
        kind = OperationalError if isinstance(error, driver(key).OperationalError) else DatabaseError
        raise kind("PRAGMA journal_mode", None, error) from error


class Store:
    """Hold an open database: sessions for reading and writing, and the source of ids.

    path and key are those of the file; key is None where it is not encrypted.
    """

    def __init__(
        self, engine: Engine, now: Callable[[], datetime], path: Path, key: bytes | None = None
    ) -> None:
        self.engine = engine
        self.path = path
        self.key = key
        self._file = _identity(path)
        self._read = sessionmaker(engine, autoflush=False, expire_on_commit=False)
        self._write = sessionmaker(
            engine.execution_options(writes=True), autoflush=True, expire_on_commit=False
        )
        self.new_id = IdSource(now)

    def reading(self) -> Session:
        """Return a session for one consistent look."""
        return self._read()

    def writing(self) -> Session:
        """Return a session that takes the writer's place at its first statement."""
        return self._write()

    def check_place(self) -> None:
        """Raise store.gone or store.replaced when the file opened no longer stands where it was.

        A write to a file that lost its name would be acknowledged and gone.
        """
        found = _identity(self.path)
        if found is None:
            raise StoreError("store.gone", folder=str(self.path.parent))
        if found != self._file:
            raise StoreError("store.replaced", folder=str(self.path.parent))

    def take_place(self) -> None:
        """Go over to the file that stands in the place now; the caller knows that it is the same office."""
        self._file = _identity(self.path)
        self.engine.dispose()

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def create_store(folder: Path, now: Callable[[], datetime], key: bytes | None = None) -> Store:
    """Make a new, empty database in folder, which may not hold one yet; encrypted when there is a key."""
    path = folder / DATABASE_NAME
    if is_on_network(folder):
        raise StoreError("store.network", folder=str(folder))
    if _is_there(path) and path.stat().st_size and not _unfinished(path, key):
        raise StoreError("store.exists", folder=str(folder))
    if _has_remains(path):
        raise StoreError("store.damaged", folder=str(folder))
    engine = sqlite_engine(path, key)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_there(path):
            _make_aside(path, key)
        _keep_log(engine, key)
        upgrade(engine)
        return Store(engine, now, path, key)
    except (OSError, DatabaseError) as error:
        engine.dispose()
        full = is_no_room(error) if isinstance(error, OSError) else _is_full(error, path)
        raise StoreError("store.full" if full else "store.unwritable", folder=str(folder)) from error


def _make_aside(path: Path, key: bytes | None) -> None:
    """Make the tables in a file beside the place and move it there whole.

    A file without content or without tables would be taken for an office that was damaged.
    """
    _sweep(path.parent, path.name)
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(4)}{PART}")
    engine = sqlite_engine(temporary, key)
    try:
        upgrade(engine)
        engine.dispose()
        flush(temporary)
        temporary.replace(path)
    finally:
        engine.dispose()
        for suffix in ("", "-journal"):
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)
    flush_folder(path.parent)


def open_store(
    folder: Path, now: Callable[[], datetime], key: bytes | None = None, fill: Fill | None = None
) -> Store:
    """Open the database in folder, or say what is wrong with it; key is for one that is encrypted.

    Data of an older program is brought up to date, after a copy was kept; fill makes what is derived.
    """
    path = folder / DATABASE_NAME
    if is_on_network(folder):
        raise StoreError("store.network", folder=str(folder))
    if not _is_there(folder, stat.S_ISDIR):
        raise StoreError("store.no_folder", folder=str(folder))
    settle(path)
    if not _is_there(path):
        raise StoreError("store.damaged" if _has_remains(path) else "store.no_office", folder=str(folder))
    if key is None or is_plain(path):
        _check_header(path)
        key = None
    _check_writable(path)
    engine = sqlite_engine(path, key)
    try:
        _bring_up(engine, path, key, now, fill)
        if not _holds_office(engine):
            raise StoreError("store.no_office", folder=str(folder))
        return Store(engine, now, path, key)
    except StoreError:
        engine.dispose()
        raise
    except DatabaseError as error:
        engine.dispose()
        raise StoreError(_code_of(error, path, key), folder=str(folder)) from error


def _code_of(error: DatabaseError, path: Path, key: bytes | None) -> str:
    """Return the code of what the driver says when a file is opened."""
    said = str(error.orig)
    if key is not None and "not a database" in said:
        return "store.wrong_key"
    code = trouble(said, path)
    # Whatever else SQLite says of statements that every office answers: something is missing in the file.
    return "store.locked" if code == "store.busy" else code or "store.damaged"


def _is_full(error: DatabaseError, path: Path) -> bool:
    return trouble(str(error.orig), path) == "store.full"


def _bring_up(
    engine: Engine, path: Path, key: bytes | None, now: Callable[[], datetime], fill: Fill | None
) -> None:
    """See whose data it is and of which version; bring older data up to date after keeping a copy."""
    revision = current_revision(engine)
    if revision is None:
        # A set-up that was killed between making the file and making its tables.
        raise StoreError(
            "store.no_office" if _is_blank(engine) else "store.not_ours", folder=str(path.parent)
        )
    if revision not in known_revisions():
        raise StoreError("store.newer", folder=str(path.parent))
    if revision != max(known_revisions()):
        _keep_before_upgrade(path, key, revision, now())
    _keep_log(engine, key)
    upgrade(engine, fill)


def is_plain(path: Path) -> bool:
    """Tell whether a file begins as an unencrypted SQLite database does; a new one begins with nothing."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) in (PLAIN_HEADER, b"")
    except OSError as error:
        raise StoreError("store.unreadable", folder=str(path.parent)) from error


def _keep_before_upgrade(path: Path, key: bytes | None, revision: str, now: datetime) -> None:
    """Keep a checked copy of data that is about to be brought up to date, or leave it as it is."""
    folder = path.parent / KEPT_FOLDER
    name = f"before-upgrade-{revision}-{now:%Y%m%d-%H%M%S}.db"
    try:
        folder.mkdir(exist_ok=True)
        _sweep(folder, "before-upgrade-")
        copy_database(path, folder / name, key)
    except CopyFailed as error:
        raise StoreError("store.damaged", folder=str(path.parent)) from error
    except (OSError, driver(key).Error) as error:
        raise StoreError("store.no_copy_before_upgrade", folder=str(path.parent)) from error


def _sweep(folder: Path, begun: str) -> None:
    """Take away what a kill left half made: each is as large as the data, and holds personal data."""
    for left in folder.glob(f".{begun}*{PART}*"):
        with suppress(OSError):
            left.unlink()


def _holds_office(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Office)) != 0


def _is_blank(engine: Engine) -> bool:
    """Tell whether nothing at all was made in a database."""
    with engine.connect() as connection:
        return connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0


def _unfinished(path: Path, key: bytes | None = None) -> bool:
    """Tell whether a set-up ended before it made an office: then it may begin again."""
    engine = sqlite_engine(path, key)
    try:
        if _is_blank(engine):
            return True
        return current_revision(engine) in known_revisions() and not _holds_office(engine)
    except DatabaseError:
        return False
    finally:
        engine.dispose()


def _is_there(path: Path, is_kind: Callable[[int], bool] = stat.S_ISREG) -> bool:
    try:
        return is_kind(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:  # The folder may not be looked into.
        raise StoreError("store.unreadable", folder=str(path.parent)) from error


def _has_remains(path: Path) -> bool:
    """Tell whether an office's file is missing, and something of it or in place of it is there."""
    if _is_there(path):
        return False
    log = Path(f"{path}-wal")
    return os.path.lexists(path) or (_is_there(log) and log.stat().st_size > 0)


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise StoreError("store.unreadable", folder=str(path.parent)) from error
    if head != PLAIN_HEADER:
        raise StoreError("store.damaged", folder=str(path.parent))


def _check_writable(path: Path) -> None:
    # Opening for append changes nothing, and fails where a write would.
    try:
        with path.open("ab"):
            pass
        with tempfile.TemporaryFile(dir=path.parent):
            pass
    except OSError as error:
        raise StoreError("store.read_only", folder=str(path.parent)) from error
