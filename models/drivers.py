"""SQLite's two drivers: Python's own for a plain file, SQLCipher's for an encrypted one."""

import sqlite3
from pathlib import Path
from typing import Any

BUSY_MS = 10_000


def driver(key: bytes | None) -> Any:
    """Return the DB-API module for a file with this key, or without one."""
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def connect(path: Path, key: bytes | None) -> Any:
    """Return a connection that any thread may use; whether the key fits shows at the first statement."""
    connection = driver(key).connect(str(path), check_same_thread=False)
    # SQLAlchemy, not the driver, begins transactions: writers need BEGIN IMMEDIATE from the start,
    # or a read-then-write fails at once with "database is locked" whatever the busy timeout says.
    connection.isolation_level = None
    cursor = connection.cursor()
    if key is not None:
        # SQLCipher writes to standard error by itself; what it finds reaches us as errors anyway.
        cursor.execute("PRAGMA cipher_log_level = NONE")
        cursor.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    # What SQLite sorts or gathers on the side holds personal data: it stays in memory.
    cursor.execute("PRAGMA temp_store = MEMORY")
    cursor.close()
    return connection
