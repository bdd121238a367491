"""What the world does to an open database: full, gone, damaged, held; each told as a code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError

from models.base import table_of
from models.engine import Store, StoreError, sqlite_engine
from models.journal import JournalRecord
from models.troubles import trouble
from services.errors import WorldError
from services.keys.seal import Seal

# After these a connection is of no more use, even when the drive is back.
LOST = frozenset({"store.gone", "store.unreadable"})


def watch(store: Store) -> None:
    """Let every statement on a store, whoever asks for it, fail with a code where the world is to blame."""

    def told(context: ExceptionContext) -> WorldError | None:
        asked = context.execution_context
        raw = asked is not None and asked.execution_options.get("raw_errors", False)
        if raw or not isinstance(context.sqlalchemy_exception, DatabaseError):
            return None
        code = trouble(str(context.original_exception), store.path)
        if code is None:
            return None
        if code in LOST:
            context.is_disconnect = True
        return WorldError(code, folder=str(store.path.parent))

    event.listen(store.engine, "handle_error", told)


@contextmanager
def world_errors() -> Iterator[None]:
    """Turn what the disk and the database do into errors a person can read."""
    try:
        yield
    except DatabaseError as error:
        # Anything else the database says of a statement is our own mistake, and stays one.
        if code := trouble(str(error.orig)):
            raise WorldError(code, folder="") from error
        raise


def check_place(store: Store, seal: Seal) -> None:
    """Refuse work on a file that is not where it was opened.

    A drive that was pulled out and put back brings the same office under another identity: where its
    journal goes on from what was seen last, work goes on too. Any other file is refused.
    """
    try:
        store.check_place()
    except StoreError as error:
        if error.code == "store.replaced" and _goes_on(store, seal):
            store.take_place()
            return
        raise WorldError(error.code, **error.params) from error


def check_head(seal: Seal, sequence: int, chain: str, folder: Path) -> None:
    """Refuse to write where the journal ends before what this program wrote or saw: it is another file.

    An older copy put over the open file would otherwise be written on, and the newer work forgotten.
    """
    seen = seal.witness.seen
    if seen is None or seal.witness.frozen or sequence > seen.sequence:
        return
    if sequence < seen.sequence or chain != seen.chain:
        raise WorldError("store.replaced", folder=str(folder))


def _goes_on(store: Store, seal: Seal) -> bool:
    seen = seal.witness.seen
    if seen is None or seal.witness.frozen:
        return False
    journal: Any = table_of(JournalRecord).c
    # Through connections of its own: those at hand hold the file that was there before.
    beside = sqlite_engine(store.path, store.key)
    try:
        with beside.connect() as connection:
            chain = connection.scalar(
                select(journal.chain).where(journal.sequence == seen.sequence).order_by(journal.office_id)
            )
    except DatabaseError:
        return False
    finally:
        beside.dispose()
    return bool(chain == seen.chain)
