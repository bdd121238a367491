"""The engine: SQLite opened so that nothing acknowledged is lost and nobody waits for a stale lock."""

import sqlite3
import stat
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from models.ids import IdSource
from models.migrations import current_revision, known_revisions, upgrade
from models.office import Office

DATABASE_NAME = "raprueang.db"
BUSY_MS = 10_000


class StoreError(Exception):
    """Say why a store can't be used; code is one of the store.* error codes."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    # SQLAlchemy, not the driver, begins transactions: writers need BEGIN IMMEDIATE from the start,
    # or a read-then-write fails at once with "database is locked" whatever the busy timeout says.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA cache_size = -32768")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def sqlite_engine(path: Path) -> Engine:
    """Return an engine on a SQLite file."""
    engine = create_engine(f"sqlite:///{path.as_posix()}", connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _keep_log(engine: Engine) -> None:
    """Let readers and the writer work side by side; the file remembers it.

    It is a change to the file, so it waits until the file is known to be ours.
    """
    try:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL").close()
        finally:
            connection.close()
    except sqlite3.Error as error:
        # A raw connection speaks the driver's own errors; our callers know the engine's.
        kind = OperationalError if isinstance(error, sqlite3.OperationalError) else DatabaseError
        raise kind("PRAGMA journal_mode", None, error) from error


class Store:
    """Hold an open database: sessions for reading and writing, and the source of ids."""

    def __init__(self, engine: Engine, now: Callable[[], datetime]) -> None:
        self.engine = engine
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

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def create_store(folder: Path, now: Callable[[], datetime]) -> Store:
    """Make a new, empty database in folder, which may not hold one yet."""
    path = folder / DATABASE_NAME
    if _is_there(path) and path.stat().st_size and not _unfinished(path):
        raise StoreError("store.exists", folder=str(folder))
    engine = sqlite_engine(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _keep_log(engine)
        upgrade(engine)
        return Store(engine, now)
    except (OSError, DatabaseError) as error:
        engine.dispose()
        raise StoreError("store.unwritable", folder=str(folder)) from error


def open_store(folder: Path, now: Callable[[], datetime]) -> Store:
    """Open the database in folder, or say what is wrong with it."""
    path = folder / DATABASE_NAME
    if not _is_there(folder, stat.S_ISDIR):
        raise StoreError("store.no_folder", folder=str(folder))
    if not _is_there(path):
        raise StoreError("store.no_office", folder=str(folder))
    _check_header(path)
    _check_writable(path)
    engine = sqlite_engine(path)
    try:
        revision = current_revision(engine)
        if revision is None:
            raise StoreError("store.not_ours", folder=str(folder))
        if revision not in known_revisions():
            raise StoreError("store.newer", folder=str(folder))
        _keep_log(engine)
        upgrade(engine)
        if not _holds_office(engine):
            raise StoreError("store.no_office", folder=str(folder))
        return Store(engine, now)
    except StoreError:
        engine.dispose()
        raise
    except OperationalError as error:
        engine.dispose()
        code = "store.locked" if "locked" in str(error.orig) else "store.unwritable"
        raise StoreError(code, folder=str(folder)) from error
    except DatabaseError as error:
        engine.dispose()
        raise StoreError("store.damaged", folder=str(folder)) from error


def _holds_office(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(Office)) != 0


def _unfinished(path: Path) -> bool:
    """Tell whether a set-up ended before it made an office: then it may begin again."""
    engine = sqlite_engine(path)
    try:
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


def _check_header(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise StoreError("store.unreadable", folder=str(path.parent)) from error
    if head != b"SQLite format 3\0":
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
