"""Write a journal record from the rows a session is about to change."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, event, inspect, select
from sqlalchemy.orm import Mapper, Session, UOWTransaction

from models.journal import JournalRecord, JournalValues

GENESIS = "0" * 64


def canonical(value: Any) -> str:
    """Return JSON in one possible form, so that equal values have equal digests."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


def plain(value: Any) -> str:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"the journal cannot hold a {type(value).__name__}")


def sha256(text: str) -> str:
    """Return the hex SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(slots=True)
class RowChange:
    """Hold one row's change: for an insert the whole row, for an update the changed columns."""

    table: str
    row_id: int
    operation: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """Hold what a record says beside its row changes."""

    actor_id: int | None
    actor_name: str
    roles: str
    use_case: str
    verdict: str
    command_id: str
    subject_table: str = ""
    subject_id: int | None = None
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)


class ChangeWatch:
    """Collect every change that a session flushes to a journalled table."""

    def __init__(self, session: Session) -> None:
        self.changes: list[RowChange] = []
        event.listen(session, "before_flush", self._collect)

    def _collect(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        for row in session.new:
            if _journalled(row):
                self.changes.append(RowChange(*_identity(row), "insert", after=_columns(row)))
        for row in session.dirty:
            if _journalled(row) and (change := _difference(row)):
                self.changes.append(change)
        for row in session.deleted:
            if _journalled(row):
                self.changes.append(RowChange(*_identity(row), "delete", before=_columns(row)))


def write_record(
    session: Session, office_id: int, record_id: int, at: datetime, entry: Entry, changes: list[RowChange]
) -> JournalRecord:
    """Append a record to the office's chain; the caller commits."""
    newest = session.execute(
        select(JournalRecord.sequence, JournalRecord.chain)
        .where(JournalRecord.office_id == office_id)
        .order_by(JournalRecord.sequence.desc())
        .limit(1)
    ).first()
    sequence, chain = (newest.sequence + 1, newest.chain) if newest else (1, GENESIS)
    digests: list[list[Any]] = []
    values: list[dict[str, Any]] = []
    for change in changes:
        value = {"before": change.before, "after": change.after, "salt": secrets.token_hex(8)}
        digests.append([change.table, change.row_id, change.operation, sha256(canonical(value))])
        values.append(value)
    record = JournalRecord(
        office_id=office_id,
        id=record_id,
        sequence=sequence,
        at=at,
        actor_id=entry.actor_id,
        actor_name=entry.actor_name,
        roles=entry.roles,
        use_case=entry.use_case,
        verdict=entry.verdict,
        command_id=entry.command_id,
        subject_table=entry.subject_table,
        subject_id=entry.subject_id,
        reason=entry.reason,
        facts=canonical(entry.facts),
        result=canonical(entry.result),
        changes=canonical(digests),
    )
    record.digest = record_digest(record)
    record.chain = sha256(chain + record.digest)
    session.add(record)
    if values:
        session.add(JournalValues(office_id=office_id, id=record_id, values=canonical(values)))
    return record


def record_digest(record: JournalRecord) -> str:
    """Return the digest over everything a record says, its changes by their digests."""
    said = [
        record.office_id,
        record.id,
        record.sequence,
        record.at,
        record.actor_id,
        record.actor_name,
        record.roles,
        record.use_case,
        record.verdict,
        record.command_id,
        record.subject_table,
        record.subject_id,
        record.reason,
        record.facts,
        record.result,
        record.changes,
    ]
    return sha256(canonical(said))


def _journalled(row: object) -> bool:
    table: Any = inspect(row).mapper.local_table  # type: ignore[union-attr]
    return bool(table.info["kept"] == "journalled")


def _identity(row: Any) -> tuple[str, int]:
    return row.__tablename__, row.id


def _columns(row: object) -> dict[str, Any]:
    mapper: Mapper[Any] = inspect(row).mapper  # type: ignore[union-attr]
    return {name: _value(row, mapper, name) for name in mapper.column_attrs.keys()}  # noqa: SIM118


def _value(row: object, mapper: Mapper[Any], name: str) -> Any:
    value = getattr(row, name)
    column = mapper.columns[name]
    if value is None:
        # Scalar defaults are filled in by the insert, after this is read.
        default = column.default
        if default is not None and default.is_scalar:
            return default.arg  # type: ignore[attr-defined]
    return _told(column, value)


def _told(column: ColumnElement[Any], value: Any) -> Any:
    """Return a value as the journal may hold it: of a secret, that it changed and nothing else."""
    return sha256(str(value)) if column.info.get("secret") and value is not None else value


def _difference(row: Any) -> RowChange | None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(row)
    for attribute in state.attrs:
        history = attribute.history
        if history.has_changes():
            column = state.mapper.columns[attribute.key]
            before[attribute.key] = _told(column, history.deleted[0] if history.deleted else None)
            after[attribute.key] = _told(column, history.added[0] if history.added else None)
    return RowChange(*_identity(row), "update", before, after) if after else None
