"""Make what was deleted or blanked unreadable in the files too, not only unreachable.

SQLite leaves old bytes in free pages, in the gaps of full ones and in its log, and the index of words keeps
them in its segments. What blanking means to a person is that they are gone.
"""

from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session

from models.drivers import driver
from models.engine import Store
from models.hidden_search import HIDDEN_INDEX
from models.search_index import INDEX
from models.similar_index import MARKS_INDEX

_STEPS = (
    "PRAGMA secure_delete = ON",
    # The indexes are written anew from their entries: none of their old segments stays.
    INDEX.rebuild,
    HIDDEN_INDEX.rebuild,
    MARKS_INDEX.rebuild,
    "VACUUM",
)


def overwrite_deleted(session: Session) -> None:
    """Have everything that this connection deletes from now on overwritten with zeros."""
    session.connection().exec_driver_sql("PRAGMA secure_delete = ON").close()


def erase_leftovers(store: Store) -> None:
    """Write the database anew without what was deleted, and empty its log.

    It needs as much room again as the file has, and ends with `locked` while somebody reads for long.
    """
    connection = store.engine.raw_connection()
    try:
        cursor = connection.cursor()
        for step in _STEPS:
            cursor.execute(step)
        busy, _log, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    except driver(store.key).Error as error:
        # A raw connection speaks the driver's own errors; our callers know the engine's.
        kind = OperationalError if isinstance(error, driver(store.key).OperationalError) else DatabaseError
        raise kind("VACUUM", None, error) from error
    finally:
        connection.close()
    if busy:
        raise OperationalError("PRAGMA wal_checkpoint", None, Exception("database is locked"))
