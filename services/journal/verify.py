"""Check that what is kept agrees with itself: database, journal, numbers, search, files."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import exists, func, select, text
from sqlalchemy.orm import Session

from models import search_index
from models.complaints import CaseState, Complaint, NumberCounter
from models.engine import Store
from models.files import StoredFile, read_chunks
from models.journal import JournalRecord, JournalValues
from models.search import SEARCH_COLUMNS, SearchEntry
from services.complaints.search_text import build_entry
from services.journal.histories import differing_rows
from services.journal.recorder import GENESIS, canonical, record_digest, sha256
from services.keys.seal import Seal, link
from services.permissions import ALL, Actor, use_case
from services.unit_of_work import Units
from services.world import world_errors

VERIFY = use_case("journal.verify", ALL, writes=False)

Progress = Callable[[int, int], None]


def unheard(_done: int, _total: int) -> None:
    """Take progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Name one disagreement: a code for people's words, what it is about, and a line for the log."""

    code: str
    about: str
    said: str

    def __str__(self) -> str:
        return self.said


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what was checked and the first thing found wrong, where there is one."""

    records: int
    cases: int
    files: int
    problem: Problem | None


class Verification:
    """Walk everything that is kept."""

    def __init__(self, units: Units) -> None:
        self._units = units
        self._store = units.store

    def verify_office(self, actor: Actor, progress: Progress = unheard) -> Verified:
        """Return what verify finds, to somebody who may ask."""
        self._units.require(actor, VERIFY)
        return self.verify(progress)

    def verify(self, progress: Progress = unheard) -> Verified:
        """Return the first disagreement between what is kept, or none."""
        return verify_store(self._store, self._units.seal, progress)


def verify_store(store: Store, seal: Seal, progress: Progress = unheard) -> Verified:
    """Return the first disagreement in an open database, or none; nobody need be logged in.

    Fit for a copy too: it is not held to how far the witness has seen.
    """
    with store.reading() as session, world_errors():
        records = session.scalar(select(func.count()).select_from(JournalRecord)) or 0
        cases = session.scalar(select(func.count()).select_from(Complaint)) or 0
        files = session.scalar(select(func.count()).select_from(StoredFile)) or 0
        total = records + cases + files
        problem = None
        for done, problem in enumerate(_problems(session, seal)):
            if problem is not None:
                break
            progress(min(done, total), total)
        return Verified(records, cases, files, problem)


def _problems(session: Session, seal: Seal) -> Iterator[Problem | None]:
    yield from _database(session)
    yield from _journal(session, seal)
    yield from _numbers(session)
    yield from _search(session)
    yield from _histories(session)
    yield from _files(session)


def _database(session: Session) -> Iterator[Problem | None]:
    if session.get_bind().dialect.name != "sqlite":
        return
    said = session.scalar(text("PRAGMA integrity_check(1)"))
    yield None if said == "ok" else Problem("database", str(said), f"database: {said}")
    broken = session.execute(text("PRAGMA foreign_key_check")).first()
    yield None if broken is None else Problem("dangling", str(broken[0]), f"dangling row in {broken[0]}")


def _journal(session: Session, seal: Seal) -> Iterator[Problem | None]:
    chain, sequence, office = GENESIS, 0, None
    records = session.execute(
        select(JournalRecord, JournalValues.values)
        .outerjoin(
            JournalValues,
            (JournalValues.office_id == JournalRecord.office_id) & (JournalValues.id == JournalRecord.id),
        )
        .order_by(JournalRecord.office_id, JournalRecord.sequence)
        .execution_options(yield_per=500)
    )
    for record, values in records:
        if record.office_id != office:
            chain, sequence, office = GENESIS, 0, record.office_id
        sequence += 1
        at, name = str(record.sequence), f"journal record {record.sequence}"
        if record.sequence != sequence:
            yield Problem("record_missing", str(sequence), f"{name}: record {sequence} is missing")
            return
        if record.digest != record_digest(record):
            yield Problem("record_changed", at, f"{name}: changed after it was written")
            return
        key = seal.key_of(record.key_id) if record.key_id else None
        chain = link(key, chain, record.digest) if key is not None else sha256(chain + record.digest)
        if record.chain != chain:
            yield Problem("chain_broken", at, f"{name}: the chain is broken")
            return
        yield _values_problem(record, values)
        session.expunge(record)


def _values_problem(record: JournalRecord, values: str | None) -> Problem | None:
    at, name = str(record.sequence), f"journal record {record.sequence}"
    digests = json.loads(record.changes)
    if not digests:
        return None
    clear = json.loads(values) if values else []
    if len(clear) != len(digests):
        return Problem("values_missing", at, f"{name}: its values are missing")
    for (table, row_id, _operation, digest), value in zip(digests, clear, strict=True):
        # A value blanked by retention is null; its digest goes on holding the chain together.
        if value is not None and sha256(canonical(value)) != digest:
            return Problem("value_changed", at, f"{name}: the value kept of {table} {row_id} was changed")
    return None


def _numbers(session: Session) -> Iterator[Problem | None]:
    highest = session.execute(
        select(
            Complaint.office_id, Complaint.fiscal_year, func.max(Complaint.running), func.count()
        ).group_by(Complaint.office_id, Complaint.fiscal_year)
    )
    for office_id, year, last, number in highest:
        counter = session.scalar(
            select(NumberCounter.last).where(
                NumberCounter.office_id == office_id, NumberCounter.fiscal_year == year
            )
        )
        said = f"numbers of fiscal year {year} have a gap or a twin"
        yield None if counter == last == number else Problem("numbers", str(year), said)

    empty = session.scalar(
        select(NumberCounter.fiscal_year)
        .where(
            NumberCounter.last > 0,
            ~exists().where(
                Complaint.office_id == NumberCounter.office_id,
                Complaint.fiscal_year == NumberCounter.fiscal_year,
            ),
        )
        .limit(1)
    )
    said = f"numbers of fiscal year {empty} were given, and no case holds them"
    yield None if empty is None else Problem("numbers_unheld", str(empty), said)


def _search(session: Session) -> Iterator[Problem | None]:
    entries = session.scalar(select(func.count()).select_from(SearchEntry))
    cases = session.scalar(select(func.count()).select_from(Complaint))
    said = "search: entries and cases differ in number"
    yield None if entries == cases else Problem("search_count", "", said)
    query = select(Complaint).order_by(Complaint.id).execution_options(yield_per=500)
    for complaint in session.scalars(query):
        entry = session.get(SearchEntry, (complaint.office_id, complaint.register_key))
        wanted = build_entry(session, complaint)
        same = entry is not None and all(
            getattr(entry, name) == getattr(wanted, name) for name in SEARCH_COLUMNS
        )
        if not same:
            said = f"search: the entry of case {complaint.number} is not what the case says"
            yield Problem("search_entry", complaint.number, said)
            return
        newest = session.scalars(
            select(CaseState)
            .where(CaseState.office_id == complaint.office_id, CaseState.complaint_id == complaint.id)
            .order_by(CaseState.id.desc())
            .limit(1)
        ).first()
        agrees = newest is not None and newest.status == complaint.status and newest.kind == complaint.kind
        said = f"case {complaint.number}: its state and its history differ"
        yield None if agrees else Problem("case_state", complaint.number, said)
        session.expunge_all()
    with session.get_bind().connect() as connection:  # type: ignore[union-attr]
        wrong = search_index.check(connection)
        connection.rollback()
    yield None if wrong is None else Problem("search_index", "", f"search index: {wrong}")


def _histories(session: Session) -> Iterator[Problem | None]:
    for differing in differing_rows(session):
        if differing is None:
            yield None
            continue
        table, row_id = differing
        if row_id:
            said = f"row {row_id} of {table} is not what was written"
            yield Problem("row_changed", f"{table} {row_id}", said)
        else:
            yield Problem("rows_unknown", table, f"{table} holds rows that the journal never saw")


def _files(session: Session) -> Iterator[Problem | None]:
    for stored in session.scalars(select(StoredFile).order_by(StoredFile.id)):
        digest = hashlib.sha256()
        for chunk in read_chunks(session, stored.office_id, stored.id):
            digest.update(chunk)
        said = f"stored file {stored.id}: content changed"
        yield None if digest.hexdigest() == stored.sha256 else Problem("file", str(stored.id), said)
