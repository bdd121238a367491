"""Files kept as rows, in chunks: one key, one backup and one move cover them."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import CONTENT, JOURNALLED, Base, OfficeRow, key, refers
from models.moments import Moment

CHUNK = 256 * 1024


class StoredFile(OfficeRow, Base):
    """Hold one file's facts; equal content is stored once in an office.

    After destroyed_at its chunks are gone: only what it was is left.
    """

    __tablename__ = "stored_file"
    __table_args__ = key(UniqueConstraint("office_id", "sha256"), kept=JOURNALLED)

    sha256: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    stored_at: Mapped[datetime] = mapped_column(Moment)
    destroyed_at: Mapped[datetime | None] = mapped_column(Moment)


class StoredChunk(OfficeRow, Base):
    """Hold one chunk of a file, checked against its StoredFile by hash; its id follows from its place."""

    __tablename__ = "stored_chunk"
    __table_args__ = key(
        UniqueConstraint("office_id", "file_id", "position"),
        refers("file_id", "stored_file"),
        kept=CONTENT,
    )

    file_id: Mapped[int]
    position: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


def chunk_id(file_id: Any, position: Any) -> Any:
    """Return the id of a file's chunk, of numbers or in a query: those after the file's own."""
    return file_id + 1 + position


def store_file(
    session: Session, office_id: int, content: bytes, media_type: str, at: datetime, new_id: Callable[[], int]
) -> StoredFile:
    """Store content in chunks, or return the row that already holds it."""
    digest = hashlib.sha256(content).hexdigest()
    known = session.scalar(
        select(StoredFile).where(StoredFile.office_id == office_id, StoredFile.sha256 == digest)
    )
    if known is not None and known.destroyed_at is None:
        return known
    stored = known or StoredFile(
        office_id=office_id,
        id=new_id(),
        sha256=digest,
        size=len(content),
        media_type=media_type,
        stored_at=at,
    )
    # The same content handed in again after it was destroyed is a file like any other.
    stored.destroyed_at = None
    session.add(stored)
    for _chunk in range(_add_chunks(session, stored, content)):
        new_id()  # taken by the chunks: no other file may begin among them
    session.flush()
    return stored


def _add_chunks(session: Session, stored: StoredFile, content: bytes) -> int:
    """Add a file's content and return the number of its chunks."""
    starts = range(0, len(content), CHUNK)
    for position, start in enumerate(starts):
        session.add(
            StoredChunk(
                office_id=stored.office_id,
                id=chunk_id(stored.id, position),
                file_id=stored.id,
                position=position,
                data=content[start : start + CHUNK],
            )
        )
    return len(starts)


def read_chunks(session: Session, office_id: int, file_id: int) -> Iterator[bytes]:
    """Yield a stored file's chunks in order."""
    rows = session.scalars(
        select(StoredChunk.data)
        .where(StoredChunk.office_id == office_id, StoredChunk.file_id == file_id)
        .order_by(StoredChunk.position)
    )
    yield from rows
