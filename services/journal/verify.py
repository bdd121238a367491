"""Check that everything kept agrees: database, journal, rows, what is derived, files; name what does not."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, text

from models.base import table_of
from models.complaints import Complaint
from models.engine import Store
from models.files import StoredFile
from models.journal import JournalRecord
from services.errors import FieldError, Invalid, WorldError
from services.journal.chain import Walked, walk_chain
from services.journal.content import check_files
from services.journal.derived import check_cases, check_index, check_numbers
from services.journal.folding import Told, check_rows, open_notes
from services.journal.looking import (
    Cancelled,
    Disagreement,
    Look,
    Problem,
    Progress,
    disagree,
    looking,
    never,
    unheard,
)
from services.journal.schema import check_columns, check_dangling, check_guards, check_tables
from services.keys.seal import Seal
from services.keys.witness import Seen
from services.permissions import ALL, Actor, Role, use_case
from services.unit_of_work import Units
from services.world import world_errors

VERIFY = use_case("journal.verify", ALL, writes=False)
CHECK_CHECKPOINT = use_case(
    "journal.check_checkpoint", frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}), writes=False
)

LEAST_OF_HASH, MOST_OF_HASH = 8, 64

# What the witness says: the journal holds what it saw; it saw nothing yet, or its note is gone; what it
# saw is not there; it was not asked, as for a copy, which may be older.
AGREES, ABSENT, MISSING, NOT_ASKED = "agrees", "absent", "missing", "not_asked"

__all__ = ["Problem", "Verification", "Verified", "verify_store"]


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what was checked and the first thing found wrong, where there is one.

    unsealed counts the records from before the journal had a key, unchecked those sealed with an earlier
    key that is not at hand: of both, what they say is checked only against itself.
    """

    records: int
    cases: int
    files: int
    problem: Problem | None
    witness: str = NOT_ASKED
    unsealed: int = 0
    unchecked: int = 0


class Verification:
    """Walk everything that is kept."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._store = units.store

    def verify_office(
        self, actor: Actor, progress: Progress = unheard, cancelled: Cancelled = never
    ) -> Verified:
        """Return what verify finds, to somebody who may ask."""
        self._units.require(actor, VERIFY)
        return self.verify(progress, cancelled)

    def verify(self, progress: Progress = unheard, cancelled: Cancelled = never) -> Verified:
        """Return the first disagreement between what is kept, or none."""
        seal = self._units.seal
        return verify_store(self._store, seal, progress, cancelled=cancelled, witnessed=True)

    def check_checkpoint(self, actor: Actor, sequence: int, start_of_hash: str) -> bool:
        """Tell whether the journal has, at a position, the hash that a printed report begins with."""
        with self._units.read(actor, CHECK_CHECKPOINT) as reading:
            return self._stands(sequence, start_of_hash, reading.office_id)

    def checkpoint_stands(self, sequence: int, start_of_hash: str) -> bool:
        """Tell the same to whoever can open the file."""
        with world_errors():
            return self._stands(sequence, start_of_hash, 1)

    def _stands(self, sequence: int, start_of_hash: str, office_id: int) -> bool:
        start = "".join(start_of_hash.split()).lower()
        errors: dict[str, FieldError] = {}
        if sequence < 1:
            errors["sequence"] = FieldError("checkpoint.sequence")
        if not (LEAST_OF_HASH <= len(start) <= MOST_OF_HASH and set(start) <= set("0123456789abcdef")):
            errors["hash"] = FieldError("checkpoint.hash")
        if errors:
            raise Invalid(errors)
        journal = table_of(JournalRecord).c
        at = select(journal.chain).where(journal.office_id == office_id, journal.sequence == sequence)
        with self._store.reading() as session:
            chain = session.scalar(at)
        return chain is not None and chain.startswith(start)


def verify_store(
    store: Store,
    seal: Seal,
    progress: Progress = unheard,
    *,
    cancelled: Cancelled = never,
    witnessed: bool = False,
) -> Verified:
    """Return the first disagreement in an open database, or none; nobody need be logged in.

    Fit for a copy too: only the office's own file is held to how far the witness has seen (witnessed).
    """
    # Looked up before the snapshot is taken: what is seen after it may be newer than it.
    seen = seal.witness.seen if witnessed else None
    with world_errors(), looking(store, progress, cancelled) as look:
        check = _Check(look, seal, seen, witnessed)
        try:
            check.run()
        except Disagreement as found:
            check.problem = found.problem
        except sqlite3.Error as error:  # of the notes: the disk that temporary files lie on is full
            raise WorldError("store.full", folder="") from error
        return check.verified()


class _Check:
    def __init__(self, look: Look, seal: Seal, seen: Seen | None, witnessed: bool) -> None:
        self.problem: Problem | None = None
        self._look = look
        self._seal = seal
        self._seen = seen
        self._witness = ABSENT if witnessed and seen is None else NOT_ASKED
        self._walked = Walked()
        self._counts = [0, 0, 0]

    def run(self) -> None:
        """Check one thing after another; the first disagreement ends it."""
        look = self._look
        _check_database(look)
        check_columns(look)
        self._counts = [
            look.scalar(select(func.count()).select_from(table_of(kind))) or 0
            for kind in (JournalRecord, Complaint, StoredFile)
        ]
        records, cases, files = self._counts
        look.total = 2 * records + 2 * cases + files
        with open_notes() as told:
            self._check_journal(told, records)
        check_cases(look)
        check_index(look)
        look.advance(cases)
        check_numbers(look)
        check_files(look)
        check_dangling(look)
        check_tables(look)
        # Last: somebody who takes the guards away does it for something, which is what should be named.
        check_guards(look)

    def verified(self) -> Verified:
        """Return what was found."""
        records, cases, files = self._counts
        walked = self._walked
        return Verified(records, cases, files, self.problem, self._witness, walked.unsealed, walked.unchecked)

    def _check_journal(self, told: Told, records: int) -> None:
        walk_chain(self._look, self._seal, told, self._walked)
        told.end()
        self._check_witness()
        check_rows(self._look, told, records)

    def _check_witness(self) -> None:
        if self._seen is None:
            return
        journal = table_of(JournalRecord).c
        at = select(journal.chain).where(journal.sequence == self._seen.sequence)
        chain: Any = self._look.scalar(at.order_by(journal.office_id).limit(1))
        self._witness = AGREES if chain == self._seen.chain else MISSING
        if self._witness == MISSING:
            said = f"journal record {self._seen.sequence}: was seen here, and is not in this file"
            disagree("tail_missing", self._seen.sequence, said)


def _check_database(look: Look) -> None:
    if not look.is_sqlite:
        return
    with look.interruptible():
        said = look.scalar(text("PRAGMA integrity_check(1)"))
    if said != "ok":
        disagree("database", said, f"database: {said}")
