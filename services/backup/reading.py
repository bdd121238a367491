"""Look into a copy without changing it: whose it is, of which version, and how far its journal goes."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError

from models.base import table_of
from models.complaints import Complaint
from models.engine import is_plain, sqlite_engine
from models.journal import JournalRecord
from models.migrations import current_revision, known_revisions
from models.office import Office
from services.errors import WorldError
from services.keys.office_key import OfficeKey

PAGE = 4096  # SQLCipher's: an encrypted database is so many whole ones
_KEYED = "0002"  # the first revision whose journal names its key


@dataclass(frozen=True, slots=True)
class Contents:
    """Hold what a copy says of itself; office is the digest of its journal's first record."""

    office: str
    office_name: str
    revision: str
    sequence: int
    chain: str
    key_id: str
    at: datetime
    cases: int
    newest_case: datetime | None


def database_key(path: Path, key: OfficeKey | None) -> bytes | None:
    """Return what opens a database file: nothing for a plain one, else the key's, else fail."""
    check_there(path)
    if is_plain(path):
        return None
    if key is not None:
        return key.database_key
    size = path.stat().st_size
    whole = size >= 2 * PAGE and size % PAGE == 0
    raise WorldError("backup.no_key" if whole else "backup.damaged", path=str(path), key_id="")


def check_there(path: Path) -> None:
    """Refuse what is no file, or an empty one."""
    try:
        if not path.is_file():
            raise WorldError("backup.no_file", path=str(path))
        if path.stat().st_size == 0:
            raise WorldError("backup.damaged", path=str(path))
        with path.open("rb"):
            pass
    except OSError as error:
        raise WorldError("file.unreadable", path=str(path)) from error


def read_copy(path: Path, key: OfficeKey | None) -> Contents:
    """Return what a copy holds, or say why it can't be used."""
    opening = database_key(path, key)
    engine = sqlite_engine(path, opening)
    try:
        return _read(engine, path)
    except DatabaseError as error:
        wrong = opening is not None and "not a database" in str(error.orig)
        raise WorldError("backup.wrong_key" if wrong else "backup.damaged", path=str(path)) from error
    finally:
        engine.dispose()


def _read(engine: Engine, path: Path) -> Contents:
    revision = current_revision(engine)
    if revision is None:
        raise WorldError("backup.not_ours", path=str(path))
    if revision not in known_revisions():
        newer = revision > max(known_revisions())
        raise WorldError("backup.newer" if newer else "backup.not_ours", path=str(path))
    journal: Any = table_of(JournalRecord).c
    office: Any = table_of(Office).c
    complaint: Any = table_of(Complaint).c
    with engine.connect() as connection:
        newest = connection.execute(
            select(journal.sequence, journal.chain, journal.at).order_by(journal.sequence.desc()).limit(1)
        ).first()
        name = connection.scalar(select(office.name).limit(1))
        if newest is None or name is None:
            raise WorldError("backup.not_ours", path=str(path))
        key_id = (
            connection.scalar(text("SELECT key_id FROM journal ORDER BY sequence DESC LIMIT 1"))
            if revision >= _KEYED
            else ""
        )
        return Contents(
            office=connection.scalar(select(journal.digest).where(journal.sequence == 1)) or "",
            office_name=name,
            revision=revision,
            sequence=newest.sequence,
            chain=newest.chain,
            key_id=key_id or "",
            at=newest.at,
            cases=connection.scalar(select(func.count()).select_from(Complaint)) or 0,
            newest_case=connection.scalar(select(func.max(complaint.received_at))),
        )
