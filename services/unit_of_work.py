"""The unit of work: every write goes through here, once, allowed, and with its journal record."""

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.engine import Store
from models.office import Office
from services.clock import Clock
from services.errors import NotAllowed, NotFound
from services.events import Changed, Events
from services.journal.recorder import (
    ChangeWatch,
    Entry,
    Head,
    Standing,
    read_head,
    read_standing,
    write_record,
)
from services.keys.seal import Seal
from services.keys.witness import Seen
from services.permissions import Actor, UseCase, roles_of, roles_text
from services.world import check_head, check_place, watch, world_errors

Row = TypeVar("Row", bound=Base)


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
        seal: Seal,
    ) -> None:
        super().__init__(session, actor, now)
        self.new_id = store.new_id
        self.command_id = command_id
        self.repeated = _result_of(head, wanted, command_id)
        self.committed = False
        self.verdict = "done"  # or what else the record says of what was tried
        self.seen: Seen | None = None
        self._seal = seal
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

    def restate(self, blanked: Sequence[tuple[Base, Mapping[str, Any]]]) -> None:
        """Change columns of rows; the journal tells each row whole, and nothing of what it was before.

        What was told of the row earlier may then be blanked: the journal still says how it stands.
        """
        self.flush()
        self._watch.restate(blanked)

    def flush(self) -> None:
        """Write what was added and changed so far."""
        self._watch.insert()
        self.session.flush()

    def about(self, table: str, row_id: int | None, *, reason: str = "", **facts: Any) -> None:
        """Say what the journal record is about; facts hold no personal data."""
        self._subject = (table, row_id)
        self._reason = reason or self._reason
        self._facts.update(facts)

    def note(self, **facts: Any) -> None:
        """Add facts without personal data to what the journal record says."""
        self._facts.update(facts)

    def commit(self, **result: Any) -> None:
        """Write the journal record and commit; result is given back when the command repeats."""
        self.flush()
        self._check_declared()
        if not self._wanted.convenience:
            self.seen = write_record(
                self.session,
                self._head,
                (self.office_id, self.new_id()),
                self.now,
                Entry(
                    actor_id=self.actor.account_id or None,
                    actor_name=self.actor.name,
                    roles=roles_text(self.actor.roles),
                    use_case=self._wanted.name,
                    verdict=self.verdict,
                    command_id=self.command_id,
                    subject_table=self._subject[0],
                    subject_id=self._subject[1],
                    reason=self._reason,
                    facts=self._facts,
                    result=result,
                ),
                self._watch.changes,
                self._seal,
            )
        self.session.commit()
        self.committed = True

    def _check_declared(self) -> None:
        """Hold the use case to the journalled tables that it names; a convenience has none to name."""
        undeclared = {change.table for change in self._watch.changes} - (self._wanted.changes or frozenset())
        if undeclared:
            raise ValueError(f"{self._wanted.name} changes {sorted(undeclared)}, which it does not declare")

    @property
    def announcement(self) -> Changed:
        """Return what to announce after the commit."""
        return Changed(self._wanted.name, *self._subject)


class Units:
    """Open units of work on a store."""

    def __init__(self, store: Store, clock: Clock, events: Events, seal: Seal) -> None:
        self.store = store
        self.clock = clock
        self.events = events
        self.seal = seal
        watch(store)

    @contextmanager
    def write(self, actor: Actor, wanted: UseCase, command_id: str) -> Iterator[Work]:
        """Open a write: refused without permission, rolled back unless committed.

        The actor's roles are those that the account holds at this moment, whatever it held at login.
        """
        if not wanted.writes:
            raise ValueError(f"{wanted.name} declares that it only reads")
        with self.store.writing() as session, world_errors():
            check_place(self.store, self.seal)
            now = self.clock.now()
            head = self._head(session, actor, command_id, now)
            actor = _present(actor, head.standing)
            if not _allowed(actor, wanted):
                self._refuse(session, actor, wanted, head, now)
            work = Work(session, actor, now, self.store, wanted, command_id, head, self.seal)
            try:
                yield work
            finally:
                # A use case may keep what was tried (a wrong password) and then say that it failed.
                # What found no room on the disk was never there, and may not be missed later.
                if work.committed and work.seen is not None:
                    self._witness(work.seen)
        # Drafts and bare records change nothing that anybody else shows.
        if work.committed and not wanted.convenience and wanted.changes != frozenset():
            self.events.announce(work.announcement)

    @contextmanager
    def read(self, actor: Actor, wanted: UseCase) -> Iterator[Reading]:
        """Open a look: refused without permission."""
        now = self.clock.now()
        with self.store.reading() as session, world_errors():
            check_place(self.store, self.seal)
            present = _present(actor, read_standing(session, actor.office_id, actor.account_id, now.date()))
            if _allowed(present, wanted):
                yield Reading(session, present, now)
                return
        with self.store.writing() as session, world_errors():
            check_place(self.store, self.seal)
            head = self._head(session, actor, new_command_id(), now)
            self._refuse(session, present, wanted, head, now)

    def require(self, actor: Actor, wanted: UseCase) -> None:
        """Refuse, and journal the refusal, where the actor's roles do not allow the use case."""
        with self.read(actor, wanted):
            pass

    def note(self, actor: Actor, use_case: str, verdict: str, **facts: Any) -> None:
        """Write a record that changes nothing else: a login, a failed attempt."""
        with self.store.writing() as session, world_errors():
            check_place(self.store, self.seal)
            now = self.clock.now()
            head = self._head(session, actor, new_command_id(), now)
            self._note(session, actor, use_case, verdict, head, now, facts)

    def _refuse(self, session: Session, actor: Actor, wanted: UseCase, head: Head, now: datetime) -> NoReturn:
        claimed: dict[str, Any] = {}
        if head.standing.roles is None:
            # Nobody of this office: the refusal stands in the journal of the office that is kept here.
            claimed = {"claimed_office": actor.office_id, "claimed_account": actor.account_id}
            actor = Actor(_office_kept(session, actor.office_id), 0, "", frozenset())
            head = self._head(session, actor, new_command_id(), now)
        self._note(session, actor, wanted.name, "refused", head, now, claimed)
        raise NotAllowed(_refusal(actor), use_case=wanted.name)

    def _note(
        self,
        session: Session,
        actor: Actor,
        use_case: str,
        verdict: str,
        head: Head,
        now: datetime,
        facts: dict[str, Any],
    ) -> None:
        entry = Entry(
            actor_id=actor.account_id or None,
            actor_name=actor.name,
            roles=roles_text(actor.roles),
            use_case=use_case,
            verdict=verdict,
            command_id=new_command_id(),
            facts=facts,
        )
        keys = actor.office_id, self.store.new_id()
        seen = write_record(session, head, keys, now, entry, [], self.seal)
        session.commit()
        self._witness(seen)

    def _witness(self, seen: Seen) -> None:
        self.seal.witness.advance(seen.sequence, seen.chain)

    def _head(self, session: Session, actor: Actor, command_id: str, now: datetime) -> Head:
        # Read inside the writer's transaction: no other process can give an id or a number in between.
        head = read_head(session, actor.office_id, actor.account_id, command_id, now.date())
        if head.standing.roles is not None or not actor.account_id:
            # Of somebody whom no office here knows there is no journal: the refusal looks at the one kept.
            check_head(self.seal, head.sequence, head.chain, self.store.path.parent)
        self.store.new_id.follow(head.newest_id)
        return head


def _present(actor: Actor, standing: Standing) -> Actor:
    """Return the actor by the name and with the roles that the account has now.

    Without an account only what is declared as the system's own can be done.
    """
    if actor.account_id == 0:
        return actor
    if not standing.active:
        return replace(actor, roles=frozenset())
    roles = roles_of(f"{standing.roles},{standing.acting or ''}")
    must_change = bool(standing.must_change_password)
    return replace(
        actor,
        name=standing.name or "",
        roles=roles,
        must_change_password=must_change,
        for_office=False,
    )


def _office_kept(session: Session, claimed: int) -> int:
    offices = session.scalars(select(Office.id).order_by(Office.id)).all()
    return claimed if claimed in offices or not offices else offices[0]


def _allowed(actor: Actor, wanted: UseCase) -> bool:
    return actor.may(wanted) and (wanted.newcomer or not actor.must_change_password)


def _refusal(actor: Actor) -> str:
    """Return the code that says why: the session is over, a password waits to be changed, or no right."""
    if not actor.roles or not actor.account_id:
        return "session.ended"
    return "session.change_password" if actor.must_change_password else "not_allowed"


def _result_of(head: Head, wanted: UseCase, command_id: str) -> dict[str, Any] | None:
    """Return the result of a command that was carried out before."""
    if head.use_case is None or head.result is None or wanted.convenience:
        return None
    if head.use_case != wanted.name:
        raise ValueError(f"command {command_id} was used for {head.use_case}")
    result: dict[str, Any] = json.loads(head.result)
    return result
