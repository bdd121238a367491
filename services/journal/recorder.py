"""Write a journal record from the rows a session is about to change."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Insert,
    ScalarSelect,
    Table,
    Update,
    bindparam,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.orm import Session, UOWTransaction, make_transient_to_detached

from models.base import Base, table_of
from models.journal import JournalRecord, JournalValues
from models.office import Account, Appointment
from services.keys.seal import Seal, link
from services.keys.witness import Seen

# In a record's changes, the entry for the reason that somebody typed: it may name people, so it stands
# beside the record like any value and can be blanked.
SAID_TABLE, SAID_OPERATION = "journal", "say"
GENESIS = "0" * 64

# What a record's digest covers, in this order.
SAID = (
    *("office_id", "id", "sequence", "at", "actor_id", "actor_name", "roles", "use_case", "verdict"),
    *("command_id", "subject_table", "subject_id", "reason", "facts", "result", "changes"),
)
_RECORD = insert(table_of(JournalRecord))
_VALUES = insert(table_of(JournalValues))
_JOURNAL = table_of(JournalRecord).c
_ACCOUNT = table_of(Account).c
_APPOINTMENT = table_of(Appointment).c


def _of_newest(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    newest = select(column).where(_JOURNAL.office_id == bindparam("office"))
    return newest.order_by(_JOURNAL.sequence.desc()).limit(1).scalar_subquery()


def _of_command(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    same = _JOURNAL.office_id == bindparam("office"), _JOURNAL.command_id == bindparam("command")
    return select(column).where(*same).scalar_subquery()


def _of_account(column: ColumnElement[Any]) -> ScalarSelect[Any]:
    held = _ACCOUNT.office_id == bindparam("office"), _ACCOUNT.id == bindparam("account")
    return select(column).where(*held).scalar_subquery()


_IN_FORCE = (
    select(_APPOINTMENT.role)
    .where(
        _APPOINTMENT.office_id == bindparam("office"),
        _APPOINTMENT.account_id == bindparam("account"),
        _APPOINTMENT.ended_at.is_(None),
        bindparam("today", type_=Date()).between(_APPOINTMENT.first_day, _APPOINTMENT.last_day),
    )
    .limit(1)
    .scalar_subquery()
)
_STANDING = (
    _of_account(_ACCOUNT.roles),
    _of_account(_ACCOUNT.active),
    _of_account(_ACCOUNT.must_change_password),
    _of_account(_ACCOUNT.display_name),
    _IN_FORCE,
)
_ASK_STANDING = select(*_STANDING)
_HEAD = select(
    _of_newest(_JOURNAL.id),
    _of_newest(_JOURNAL.sequence),
    _of_newest(_JOURNAL.chain),
    _of_command(_JOURNAL.use_case),
    _of_command(_JOURNAL.result),
    *_STANDING,
)


def plain(value: Any) -> str:
    """Return a column's value as JSON can hold it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"the journal cannot hold a {type(value).__name__}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=plain)


def canonical(value: Any) -> str:
    """Return JSON in one possible form, so that equal values have equal digests."""
    return _ENCODER.encode(value)


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


@dataclass(frozen=True, slots=True)
class Head:
    """Hold where an office's journal stands, and what it says of a command already carried out."""

    newest_id: int
    sequence: int
    chain: str
    use_case: str | None
    result: str | None
    standing: "Standing"


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what an account may do at this moment; roles is None where there is no such account.

    acting is the role of an appointment in force today, where there is one.
    """

    roles: str | None
    active: bool | None
    must_change_password: bool | None
    name: str | None
    acting: str | None


def read_head(session: Session, office_id: int, account_id: int, command_id: str, today: date) -> Head:
    """Return where the journal stands and what the account may do, inside the writer's transaction."""
    asked = {"office": office_id, "account": account_id, "command": command_id, "today": today}
    newest_id, sequence, chain, use_case, result, *standing = session.connection().execute(_HEAD, asked).one()
    return Head(newest_id or 0, sequence or 0, chain or GENESIS, use_case, result, Standing(*standing))


def read_standing(session: Session, office_id: int, account_id: int, today: date) -> Standing:
    """Return what the account may do at this moment."""
    asked = {"office": office_id, "account": account_id, "today": today}
    return Standing(*session.connection().execute(_ASK_STANDING, asked).one())


class ChangeWatch:
    """Carry a session's changes to journalled tables out, and collect every one of them.

    New rows wait and are inserted a statement a table, which takes a fraction of the time that a flush
    of the session takes for each; then the session holds them like any it has read.
    """

    def __init__(self, session: Session) -> None:
        self.changes: list[RowChange] = []
        self._session = session
        self._new: list[Any] = []
        self._restated: set[tuple[str, int]] = set()
        event.listen(session, "before_flush", self._collect)
        event.listen(session, "do_orm_execute", lambda _asked: self.insert())

    def add(self, row: Any) -> None:
        """Take a new row, its key set."""
        self._new.append(row)

    def insert(self) -> None:
        """Insert the rows that wait."""
        rows, self._new = self._new, []
        tables: dict[Table, list[dict[str, Any]]] = {}
        for row in rows:
            values = _columns(row)
            tables.setdefault(table_of(type(row)), []).append(values)
            if _journalled(row):
                self.changes.append(RowChange(*_identity(row), "insert", after=_told(row, values)))
            row.__dict__.update(values)
            make_transient_to_detached(row)
        connection = self._session.connection()
        for table, found in tables.items():
            connection.execute(_insert_into(table), found)
        self._session.add_all(rows)

    def change(
        self, kind: type[Base], keys: tuple[int, int], before: dict[str, Any], after: dict[str, Any]
    ) -> None:
        """Change columns of one row, its key given as (office_id, id)."""
        changed = _update_of(table_of(kind), tuple(after))
        self._session.connection().execute(changed, {"the_office": keys[0], "the_row": keys[1], **after})
        self.changes.append(RowChange(kind.__tablename__, keys[1], "update", before, after))

    def restate(self, blanked: Sequence[tuple[Any, Mapping[str, Any]]]) -> None:
        """Change columns of rows, and tell each row whole with nothing of what it was before."""
        rows = [row for row, _changes in blanked]
        # First marked, then changed: a flush in between must not tell the old values.
        self._restated.update(map(_identity, rows))
        for row, changes in blanked:
            for name, value in changes.items():
                setattr(row, name, value)
        self._session.flush()
        for row in rows:
            after = _told(row, {name: getattr(row, name) for name in _defaults(row.__table__)})
            self.changes.append(RowChange(*_identity(row), "update", after=after))
        self._restated.clear()

    def _collect(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        for row in session.new:
            if _journalled(row):
                self.changes.append(RowChange(*_identity(row), "insert", after=_told(row, _columns(row))))
        for row in session.dirty:
            told = _journalled(row) and _identity(row) not in self._restated
            if told and (change := _difference(row)):
                self.changes.append(change)
        for row in session.deleted:
            if _journalled(row):
                self.changes.append(RowChange(*_identity(row), "delete", before=_told(row, _columns(row))))


def write_record(
    session: Session,
    head: Head,
    keys: tuple[int, int],
    at: datetime,
    entry: Entry,
    changes: list[RowChange],
    seal: Seal,
) -> Seen:
    """Append a record under (office_id, id) to the office's chain after its head; the caller commits.

    Return the record's position, for the witness to see after the commit.
    """
    office_id, record_id = keys
    if entry.reason:
        said = {"reason": entry.reason}
        changes = [*changes, RowChange(SAID_TABLE, record_id, SAID_OPERATION, after=said)]
    digests: list[list[Any]] = []
    values: list[str] = []
    for change in changes:
        value = canonical({"before": change.before, "after": change.after, "salt": secrets.token_hex(8)})
        digests.append([change.table, change.row_id, change.operation, sha256(value)])
        values.append(value)
    record = {
        "office_id": office_id,
        "id": record_id,
        "sequence": head.sequence + 1,
        "at": at,
        "actor_id": entry.actor_id,
        "actor_name": entry.actor_name,
        "roles": entry.roles,
        "use_case": entry.use_case,
        "verdict": entry.verdict,
        "command_id": entry.command_id,
        "subject_table": entry.subject_table,
        "subject_id": entry.subject_id,
        "reason": "",
        "facts": canonical(entry.facts),
        "result": canonical(entry.result),
        "changes": canonical(digests),
    }
    digest = sha256(canonical([record[name] for name in SAID]))
    chain = link(seal.key, head.chain, digest)
    connection = session.connection()
    connection.execute(_RECORD, {**record, "digest": digest, "chain": chain, "key_id": seal.key_id})
    if values:
        # The values are written as one array of what was digested, each in its one possible form.
        connection.execute(
            _VALUES, {"office_id": office_id, "id": record_id, "values": f"[{','.join(values)}]"}
        )
    return Seen(head.sequence + 1, chain)


def _journalled(row: Any) -> bool:
    return bool(row.__table__.info["kept"] == "journalled")


def _identity(row: Any) -> tuple[str, int]:
    return row.__tablename__, row.id


# Statements are made once: SQLAlchemy then finds what they compile to without looking at them again.
@cache
def _insert_into(table: Table) -> Insert:
    return insert(table)


@cache
def _update_of(table: Table, names: tuple[str, ...]) -> Update:
    of_row = table.c.office_id == bindparam("the_office"), table.c.id == bindparam("the_row")
    return update(table).where(*of_row).values({name: bindparam(name) for name in names})


@cache
def _defaults(table: Table) -> dict[str, Any]:
    """Return a table's column names with their scalar defaults, which otherwise the insert fills in."""
    return {
        name: column.default.arg if column.default is not None and column.default.is_scalar else None  # type: ignore[attr-defined]
        for name, column in table.columns.items()
    }


@cache
def _secrets(table: Table) -> tuple[str, ...]:
    return tuple(name for name, column in table.columns.items() if column.info.get("secret"))


def _columns(row: Any) -> dict[str, Any]:
    """Return a whole row as it is written."""
    return {
        name: default if (value := getattr(row, name)) is None else value
        for name, default in _defaults(row.__table__).items()
    }


def _told(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Return values as the journal may hold them: of a secret, that it changed and nothing else."""
    told = {
        name: sha256(str(values[name])) for name in _secrets(row.__table__) if values.get(name) is not None
    }
    return {**values, **told} if told else values


def _difference(row: Any) -> RowChange | None:
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if history.has_changes():
            before[attribute.key] = history.deleted[0] if history.deleted else None
            after[attribute.key] = history.added[0] if history.added else None
    if not after:
        return None
    return RowChange(*_identity(row), "update", _told(row, before), _told(row, after))
