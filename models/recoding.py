"""A database's copy under another key, or under none: every row counted before anybody relies on it."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from models.copying import CopyFailed, check_database, flush
from models.drivers import BUSY_MS

Progress = Callable[[int, int], None]
STEPS = 20_000  # of SQLite's machine, between two looks at the person's wish to stop
# What stands in a database at a moment: where its journal ends, and the drafts, which leave no record.
_STANDING = (
    "SELECT office_id, max(sequence) FROM main.journal GROUP BY office_id",
    "SELECT id, updated_at FROM main.draft ORDER BY id",
)
Standing = tuple[tuple[Any, ...], ...]


class Cancelled(Exception):
    """Say that the person wished the work to stop."""


def standing(connection: Any) -> Standing:
    """Return what tells whether anything was saved since."""
    return tuple(row for asked in _STANDING for row in connection.execute(asked).fetchall())


def recode_database(
    source: Path,
    target: Path,
    old: bytes | None,
    new: bytes | None,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Standing:
    """Write a database anew under another key to a file that is not there yet; return what it holds.

    The file is checked and flushed. Raises Cancelled, CopyFailed, or the driver's error; what is then left
    at the target is the caller's to take away.
    """
    from sqlcipher3 import dbapi2

    size = source.stat().st_size

    def look() -> int:
        progress(min(target.stat().st_size if target.exists() else 0, size), size)
        return int(cancelled())

    with closing(dbapi2.connect(str(source), isolation_level=None)) as connection:
        _begin(connection, old)
        connection.execute(_attach(new), [str(target)])
        connection.set_progress_handler(look, STEPS)
        try:
            connection.execute("PRAGMA recoded.synchronous = OFF").fetchall()  # flushed once, at the end
            connection.execute("BEGIN")
            found = standing(connection)
            connection.execute("SELECT sqlcipher_export('recoded')").fetchall()
            _compare(connection)
            connection.execute("COMMIT")
        except dbapi2.OperationalError as error:
            if cancelled():
                raise Cancelled from error
            raise
        finally:
            connection.set_progress_handler(None, STEPS)
    check_database(target, new)
    flush(target)
    return found


def _begin(connection: Any, key: bytes | None) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"").fetchall()
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}").fetchall()
    connection.execute("PRAGMA temp_store = MEMORY").fetchall()


def _attach(key: bytes | None) -> str:
    written = "''" if key is None else f"\"x'{key.hex()}'\""
    return f"ATTACH DATABASE ? AS recoded KEY {written}"


def _compare(connection: Any) -> None:
    """Count the rows of every table on both sides, within the transaction that wrote them."""
    main, recoded = (_kept(connection, schema) for schema in ("main", "recoded"))
    if main != recoded:
        raise CopyFailed("tables, indexes or triggers differ")
    for kind, name, said in main:
        # A virtual table has its rows in tables of its own, and is known by name at the next opening only.
        if kind == "table" and not str(said).upper().startswith("CREATE VIRTUAL"):
            counts = {_count(connection, schema, name) for schema in ("main", "recoded")}
            if len(counts) != 1:
                raise CopyFailed(f"rows of {name} differ")


def _kept(connection: Any, schema: str) -> list[tuple[str, str, str]]:
    asked = f"SELECT type, name, sql FROM {schema}.sqlite_schema ORDER BY type, name"  # noqa: S608 - own words
    return [row for row in connection.execute(asked).fetchall() if not row[1].startswith("sqlite_stat")]


def _count(connection: Any, schema: str, table: str) -> int:
    asked = f'SELECT count(*) FROM {schema}."{table}"'  # noqa: S608 - names of our own tables
    return int(connection.execute(asked).fetchone()[0])
