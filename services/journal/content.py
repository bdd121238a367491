"""Hold the bytes of files against what the journalled row says of them, and name the chunk that is wrong."""

import hashlib
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from models.base import table_of
from models.files import StoredChunk, StoredFile, chunk_id
from services.journal.looking import Look, disagree, raw

_FILE_TABLE, _CHUNK_TABLE = raw(table_of(StoredFile)), raw(table_of(StoredChunk))
_FILE, _CHUNK = _FILE_TABLE.c, _CHUNK_TABLE.c
_OF_NO_FILE = (
    select(_CHUNK.id)
    .select_from(
        _CHUNK_TABLE.outerjoin(
            _FILE_TABLE, and_(_FILE.office_id == _CHUNK.office_id, _FILE.id == _CHUNK.file_id)
        )
    )
    .where(or_(_FILE.id.is_(None), _FILE.destroyed_at.is_not(None)))
    .order_by(_CHUNK.id)
    .limit(1)
)
_MISPLACED = (
    select(_CHUNK.id)
    .where(_CHUNK.id != chunk_id(_CHUNK.file_id, _CHUNK.position))
    .order_by(_CHUNK.id)
    .limit(1)
)
# SQLite counts with a text as with 0: the place of a first chunk would pass for one.
_NO_NUMBER = select(_CHUNK.id).where(func.typeof(_CHUNK.position) != "integer").order_by(_CHUNK.id).limit(1)
_FILES = select(*_FILE).order_by(_FILE.office_id, _FILE.id)
_CONTENT = (
    select(_CHUNK.id, _CHUNK.data)
    .where(_CHUNK.office_id == bindparam("office"), _CHUNK.file_id == bindparam("file"))
    .order_by(_CHUNK.position)
)


def check_files(look: Look) -> None:
    """Check that every file not destroyed is whole, and that nothing lies there beside."""
    stranger = look.scalar(_OF_NO_FILE)
    if stranger is not None:
        said = f"row {stranger} of stored_chunk belongs to no file that is kept"
        disagree("row_unknown", f"stored_chunk {stranger}", said)
    misplaced = look.scalar(_MISPLACED)
    if misplaced is None and look.is_sqlite:
        misplaced = look.scalar(_NO_NUMBER)
    if misplaced is not None:
        said = f"row {misplaced} of stored_chunk is not at the place its id was given for"
        disagree("row_changed", f"stored_chunk {misplaced}", said)
    # Noted first: reading content in between would hold two long queries open.
    for stored in list(look.rows(_FILES)):
        if stored.destroyed_at is None:
            _check_content(look, stored)
        look.advance()


def _check_content(look: Look, stored: Any) -> None:
    digest, size = hashlib.sha256(), 0
    content = look.connection.execute(_CONTENT, {"office": stored.office_id, "file": stored.id})
    for chunk in content.yield_per(1):
        look.ask()
        if not isinstance(chunk.data, bytes | memoryview):
            said = f"row {chunk.id} of stored_chunk holds no bytes"
            disagree("row_changed", f"stored_chunk {chunk.id}", said)
        if size >= stored.size:
            said = f"row {chunk.id} of stored_chunk is more than stored file {stored.id} has"
            disagree("row_unknown", f"stored_chunk {chunk.id}", said)
        digest.update(chunk.data)
        size += len(chunk.data)
    if (digest.hexdigest(), size) != (stored.sha256, stored.size):
        disagree("file", stored.id, f"stored file {stored.id}: content changed")
