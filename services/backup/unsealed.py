"""Hold the records of a copy that no key seals to those that the present journal began with."""

from typing import Any

from sqlalchemy import select

from models.base import table_of
from models.engine import Store
from models.journal import JournalRecord
from services.backup.staging import Staged, discard, open_staged
from services.clock import Clock
from services.errors import WorldError
from services.journal.looking import Problem


def refuse_unsealed(staged: Staged, present: Store, clock: Clock) -> None:
    """Refuse a copy whose records without a key are other than the present journal's at their place.

    Anybody can write a chain without a key; taken up, it would be sealed as if it were ours.
    """
    store = open_staged(staged, clock)
    try:
        last = _last_unsealed(store)
    finally:
        store.close()
    journal: Any = table_of(JournalRecord).c
    if last is None:
        return
    with present.reading() as session:
        chain = session.scalar(select(journal.chain).where(journal.sequence == last.sequence))
    if chain != last.chain:
        discard(staged)
        said = f"journal record {last.sequence}: no key seals it"
        problem = Problem("unsealed", str(last.sequence), said)
        raise WorldError("backup.disagrees", path=str(staged.source), problem=problem)


def _last_unsealed(store: Store) -> Any:
    """Return position and hash of the last record from before the journal had a key, where there is one."""
    journal: Any = table_of(JournalRecord).c
    query = select(journal.sequence, journal.chain).where(journal.key_id == "")
    with store.reading() as session:
        return session.execute(query.order_by(journal.sequence.desc()).limit(1)).first()
