"""The unit of work: every write goes through here, once, allowed, and with its journal record."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from models.base import Base
from models.engine import Store
from services.clock import Clock
from services.errors import NotAllowed, NotFound, WorldError
from services.events import Changed, Events
from services.journal.recorder import ChangeWatch, Entry, Head, read_head, write_record
from services.permissions import Actor, UseCase, roles_text

Row = TypeVar("Row", bound=Base)

SAID_BY_SQLITE = {
    "locked": "store.busy",
    "busy": "store.busy",
    "is full": "store.full",
    "readonly": "store.read_only",
    "unable to open": "store.read_only",
    "disk i/o": "store.unreadable",
    "malformed": "store.damaged",
    "not a database": "store.damaged",
    "corrupt": "store.damaged",
}


def new_command_id() -> str:
    """Return a fresh command id; the caller keeps it and sends it again when it repeats a save."""
    return secrets.token_hex(16)


class Reading:
    """Hold one consistent look at the store on behalf of an actor."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session = session
        self.actor = actor
        self.office_id = actor.office_id
        self.now = now

    def find(self, kind: type[Row], row_id: int) -> Row:
        """Return a row of the actor's office by its id, or fail as not found."""
        row = self.session.get(kind, (self.office_id, row_id))
        if row is None:
            raise NotFound
        return row


class Work(Reading):
    """Hold one write: its session, its actor and what its journal record will say.

    repeated is the result of the same command when it was carried out before; then nothing may be
    written, and the use case answers from it.
    """

    def __init__(
        self,
        session: Session,
        actor: Actor,
        now: datetime,
        store: Store,
        wanted: UseCase,
        command_id: str,
        head: Head,
    ) -> None:
        super().__init__(session, actor, now)
        self.new_id = store.new_id
        self.command_id = command_id
        self.repeated = _result_of(head, wanted, command_id)
        self.committed = False
        self._wanted = wanted
        self._head = head
        self._watch = ChangeWatch(session)
        self._subject: tuple[str, int | None] = ("", None)
        self._reason = ""
        self._facts: dict[str, Any] = {}

    def add(self, row: Any) -> Any:
        """Add a new row under this office with a fresh id where it has none, and return it.

        It is written with all others of its table as soon as the session is asked for anything.
        """
        row.office_id = self.office_id
        if row.id is None:
            row.id = self.new_id()
        self._watch.add(row)
        return row

    def change(self, kind: type[Base], row_id: int, before: dict[str, Any], after: dict[str, Any]) -> None:
        """Change columns of a row that the session does not hold, from values read in this unit."""
        self._watch.change(kind, (self.office_id, row_id), before, after)

    def flush(self) -> None:
        """Write what was added and changed so far."""
        self._watch.insert()
        self.session.flush()

    def about(self, table: str, row_id: int | None, *, reason: str = "", **facts: Any) -> None:
        """Say what the journal record is about; facts hold no personal data."""
        self._subject = (table, row_id)
        self._reason = reason or self._reason
        self._facts.update(facts)

    def commit(self, **result: Any) -> None:
        """Write the journal record and commit; result is given back when the command repeats."""
        self.flush()
        if not self._wanted.convenience:
            write_record(
                self.session,
                self._head,
                (self.office_id, self.new_id()),
                self.now,
                Entry(
                    actor_id=self.actor.account_id,
                    actor_name=self.actor.name,
                    roles=roles_text(self.actor.roles),
                    use_case=self._wanted.name,
                    verdict="done",
                    command_id=self.command_id,
                    subject_table=self._subject[0],
                    subject_id=self._subject[1],
                    reason=self._reason,
                    facts=self._facts,
                    result=result,
                ),
                self._watch.changes,
            )
        self.session.commit()
        self.committed = True

    @property
    def announcement(self) -> Changed:
        """Return what to announce after the commit."""
        return Changed(self._wanted.name, *self._subject)


class Units:
    """Open units of work on a store."""

    def __init__(self, store: Store, clock: Clock, events: Events) -> None:
        self.store = store
        self.clock = clock
        self.events = events

    @contextmanager
    def write(self, actor: Actor, wanted: UseCase, command_id: str) -> Iterator[Work]:
        """Open a write: refused without permission, rolled back unless committed."""
        if not wanted.writes:
            raise ValueError(f"{wanted.name} declares that it only reads")
        self.require(actor, wanted)
        with self.store.writing() as session, world_errors():
            head = self._head(session, actor, command_id)
            work = Work(session, actor, self.clock.now(), self.store, wanted, command_id, head)
            yield work
        # Drafts change nothing that anybody else shows.
        if work.committed and not wanted.convenience:
            self.events.announce(work.announcement)

    @contextmanager
    def read(self, actor: Actor, wanted: UseCase) -> Iterator[Reading]:
        """Open a look: refused without permission."""
        self.require(actor, wanted)
        with self.store.reading() as session, world_errors():
            yield Reading(session, actor, self.clock.now())

    def require(self, actor: Actor, wanted: UseCase) -> None:
        """Refuse, and journal the refusal, where the actor's roles do not allow the use case."""
        if not actor.may(wanted):
            self.note(actor, wanted.name, "refused")
            raise NotAllowed(use_case=wanted.name)

    def note(self, actor: Actor, use_case: str, verdict: str, **facts: Any) -> None:
        """Write a record that changes nothing else: a refusal, a login, a failed attempt."""
        with self.store.writing() as session, world_errors():
            command_id = new_command_id()
            head = self._head(session, actor, command_id)
            entry = Entry(
                actor_id=actor.account_id or None,
                actor_name=actor.name,
                roles=roles_text(actor.roles),
                use_case=use_case,
                verdict=verdict,
                command_id=command_id,
                facts=facts,
            )
            keys = actor.office_id, self.store.new_id()
            write_record(session, head, keys, self.clock.now(), entry, [])
            session.commit()

    def _head(self, session: Session, actor: Actor, command_id: str) -> Head:
        # Read inside the writer's transaction: no other process can give an id or a number in between.
        head = read_head(session, actor.office_id, command_id)
        self.store.new_id.follow(head.newest_id)
        return head


def _result_of(head: Head, wanted: UseCase, command_id: str) -> dict[str, Any] | None:
    """Return the result of a command that was carried out before."""
    if head.use_case is None or head.result is None or wanted.convenience:
        return None
    if head.use_case != wanted.name:
        raise ValueError(f"command {command_id} was used for {head.use_case}")
    result: dict[str, Any] = json.loads(head.result)
    return result


@contextmanager
def world_errors() -> Iterator[None]:
    """Turn what the disk and the database do into errors a person can read."""
    try:
        yield
    except DatabaseError as error:
        # Anything else the database says of a statement is our own mistake, and stays one.
        if code := _code_of(str(error.orig).lower()):
            raise WorldError(code, folder="") from error
        raise


def _code_of(said: str) -> str | None:
    return next((code for part, code in SAID_BY_SQLITE.items() if part in said), None)
