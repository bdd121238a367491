"""Put a copy in the place of the data: previewed, the present kept first, all or nothing, on record."""

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from models.base import table_of
from models.complaints import Complaint
from models.copying import CopyFailed, copy_database
from models.drivers import driver
from models.engine import DATABASE_NAME, KEPT_FOLDER, Store, StoreError
from models.journal import JournalRecord
from models.office import Account, Office
from models.replacing import replace_database
from services.accounts.accounts import Accounts
from services.accounts.passwords import Passwords
from services.backup.backups import copies_in, identity_of
from services.backup.naming import envelope_of, is_doubtful
from services.backup.places import disk_error
from services.backup.reading import read_copy
from services.backup.remembered import default_folder, read_remembered
from services.backup.staging import Keys, Staged, discard, envelope_in, open_staged, stage, staged_seal
from services.backup.unsealed import refuse_unsealed
from services.clock import Clock
from services.errors import DomainError, NotAllowed, WorldError
from services.events import Events
from services.journal.looking import Cancelled, Progress, never, unheard
from services.keys.envelope import KEPT, write_envelope
from services.keys.envelope import NAME as ENVELOPE_NAME
from services.keys.keeper import KeyKeeper
from services.keys.office_key import OfficeKey
from services.keys.opening import AskPassphrase
from services.keys.restored import leave_word
from services.keys.seal import Seal
from services.keys.witness import Seen, Witness
from services.permissions import ADMINISTRATORS, Actor, Role, use_case
from services.unit_of_work import Units, new_command_id

T = TypeVar("T")
RESTORE = use_case("backup.restore", ADMINISTRATORS, changes=())
# The record in the restored file's own journal, where who restores may have no account.
RECORD_RESTORE = use_case("backup.record_restore", ADMINISTRATORS, changes=(), system=True)

# What keeps an office shut and is no reason to leave it so: then its files are kept as they lie.
BROKEN = frozenset(
    {
        *("store.damaged", "store.wrong_key", "store.not_ours", "store.unreadable", "store.no_office"),
        *("store.no_folder", "key.missing", "key.wrong", "key.envelope_unreadable", "key.needed"),
    }
)


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one side of a comparison: the data as they are, or the copy."""

    office: str
    cases: int
    records: int
    newest_case: datetime | None
    newest_record: datetime | None


@dataclass(frozen=True, slots=True)
class Preview:
    """Hold what a restore would change; present is None where the data can't be read.

    lost are the numbers of cases that only the present data hold, back those that only the copy holds,
    differing those that stand otherwise in it. lost_records counts the journal's records after the copy.
    decrypts tells that the present data are encrypted and the copy is not.
    """

    source: Path
    copy: Side
    present: Side | None
    lost: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    lost_records: int = 0
    decrypts: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """Hold what a restore left: the position it ends at, and where the data of before are kept."""

    source: Path
    sequence: int
    cases: int
    kept: Path | None


@dataclass(frozen=True, slots=True)
class Present:
    """Hold what a restore needs of the office that is open; close lets go of it."""

    units: Units
    close: Callable[[], None]

    @property
    def store(self) -> Store:
        """Return its store."""
        return self.units.store

    @property
    def seal(self) -> Seal:
        """Return its seal."""
        return self.units.seal


class Restoring:
    """Bring an office back from a copy; present is None where it can't be opened."""

    def __init__(
        self,
        data: Path,
        clock: Clock,
        keeper: KeyKeeper,
        present: Present | None = None,
        passwords: Passwords | None = None,
    ) -> None:
        self._data = data
        self._clock = clock
        self._keeper = keeper
        self._present = present
        self._passwords = passwords

    def require(self, actor: Actor) -> None:
        """Refuse, and journal it, where somebody may not restore the office that is open."""
        if self._present is not None:
            self._present.units.require(actor, RESTORE)

    def stage(
        self,
        source: Path,
        progress: Progress = unheard,
        cancelled: Cancelled = never,
        *,
        given: OfficeKey | None = None,
        ask_passphrase: AskPassphrase | None = None,
    ) -> Staged:
        """Bring a copy beside the data and check all of it, or say what is wrong with it."""
        present = self._present.seal.key if self._present is not None else None
        keys = Keys(self._keeper, given, present, ask_passphrase)
        staged = stage(source, self._data, self._clock, keys, progress, cancelled)
        office = self._of_present(identity_of)
        if office is not None and staged.contents.office != office:
            discard(staged)
            raise WorldError("backup.other_office", path=str(source), office=staged.contents.office_name)
        self._of_present(lambda store: refuse_unsealed(staged, store, self._clock))
        return staged

    def preview(self, staged: Staged) -> Preview:
        """Return what would change."""
        store = open_staged(staged, self._clock)
        try:
            copy = _side(store)
            compared = self._of_present(lambda present: _compared(staged.source, present, store, copy))
            return compared or Preview(staged.source, copy, None)
        finally:
            store.close()

    def log_in(self, staged: Staged, username: str, password: str) -> str:
        """Return the name of an administrator of the staged copy, for data that nobody can log in to."""
        store = open_staged(staged, self._clock)
        try:
            units = Units(store, self._clock, Events(), staged_seal(staged, self._keeper))
            actor = Accounts(units, self._passwords or Passwords()).log_in(username, password)
        finally:
            store.close()
        if not actor.has(Role.ADMINISTRATOR):
            raise NotAllowed(use_case=RESTORE.name)
        return actor.name

    def put(self, staged: Staged, by: str, progress: Progress = unheard) -> Restored:
        """Put a staged copy in the place of the data, which are kept; the open office is closed for it.

        by names who restores. A failure leaves the data as they were, and nothing of the copy.
        """
        try:
            kept = self._keep_present(progress)
            head = self._record(staged, by)
            self._keep_key(staged)
            aside = self._replace(staged, head, keep=kept is None)
        except OSError as error:
            discard(staged)
            raise disk_error(error, self._data) from error
        except BaseException:
            discard(staged)
            raise
        return Restored(staged.source, head.sequence, staged.contents.cases, aside or kept)

    # --- the steps, in their order

    def _keep_present(self, progress: Progress) -> Path | None:
        """Copy the present data into kept/, checked; None where they can't be read: set aside later."""
        if self._present is None:
            return None
        store = self._present.store
        kept = self._data / KEPT_FOLDER / f"before-restore-{self._moment()}.db"
        try:
            kept.parent.mkdir(exist_ok=True)
            copy_database(store.path, kept, store.key, progress)
            self._keep_envelope(envelope_of(kept))
        except (CopyFailed, DatabaseError, driver(store.key).DatabaseError) as error:
            if isinstance(error, driver(store.key).OperationalError):
                raise WorldError("restore.no_copy_before", folder=str(self._data)) from error
            return None  # damaged by now: its files are set aside as they lie
        except OSError as error:
            raise WorldError("restore.no_copy_before", folder=str(self._data)) from error
        return kept

    def _record(self, staged: Staged, by: str) -> Seen:
        """Write the restore into the staged journal; return where that ends now."""
        store = open_staged(staged, self._clock)
        try:
            units = Units(store, self._clock, Events(), staged_seal(staged, self._keeper))
            program = Actor(office_id=_office_id(store), account_id=0, name=by, roles=frozenset())
            with units.write(program, RECORD_RESTORE, new_command_id()) as work:
                work.about(
                    "journal",
                    None,
                    file=staged.source.name,
                    sequence=staged.contents.sequence,
                    present=self._present_sequence(),
                )
                work.commit()
                if work.seen is None:
                    raise RuntimeError("a restore left no record")
                return work.seen
        finally:
            store.close()

    def _present_sequence(self) -> int | None:
        journal: Any = table_of(JournalRecord).c

        def newest(store: Store) -> int | None:
            with store.reading() as session:
                found: int | None = session.scalar(select(func.max(journal.sequence)))
                return found

        return self._of_present(newest)

    def _of_present(self, read: Callable[[Store], T]) -> T | None:
        """Return what the present data say; None where there are none, or they are damaged."""
        if self._present is None:
            return None
        try:
            return read(self._present.store)
        except WorldError as error:
            if error.code != "store.damaged":
                raise
        except ValueError:
            pass  # a page that lost its meaning and not its form: a date that is none
        return None

    def _keep_key(self, staged: Staged) -> None:
        """See that whoever opens the restored data finds the key where it looks for it."""
        key = staged.key
        if not staged.encrypted:
            if self._keeper.find(key.key_id, self._data) is None:
                self._keeper.keep(key, self._data)
            return
        known = self._keeper.find(key.key_id) is not None
        standing, own = envelope_in(self._data), envelope_in(staged.folder)
        opens = self._present is not None and self._present.store.key is not None
        lost = own is None or (own.unlock == KEPT and not known)
        if standing is not None and standing.key_id == key.key_id and (opens or lost):
            # How the office is opened today, not how it was when the copy was made.
            write_envelope(staged.folder, own := standing)
        if own is not None and own.unlock == KEPT and not known:
            with suppress(DomainError):  # else it is asked for at the next opening
                self._keeper.keep(key)

    def _keep_envelope(self, place: Path) -> None:
        """Keep the envelope with the data that it opens: the restored ones may bring another."""
        envelope = self._data / ENVELOPE_NAME
        if envelope.is_file():
            shutil.copyfile(envelope, place)

    def _replace(self, staged: Staged, head: Seen, *, keep: bool) -> Path | None:
        present, key = self._present, None
        if present is not None:
            key = present.store.key
            present.close()
        in_folder = self._keeper.find(staged.key.key_id) is None and not staged.encrypted
        place = self._data if in_folder else self._keeper.folder
        leave_word(self._data, staged.key, head, Witness(place, staged.key, self._data).seen)
        aside = self._data / KEPT_FOLDER / f"damaged-{self._moment()}"
        try:
            folder = replace_database(self._data / DATABASE_NAME, staged.path, key, keep=keep, aside=aside)
        except StoreError as error:
            raise WorldError(error.code, **error.params) from error
        if folder is not None:
            with suppress(OSError):  # what was to be done is done
                self._keep_envelope(folder / ENVELOPE_NAME)
        return folder

    def _moment(self) -> str:
        return f"{self._clock.now():%Y%m%d-%H%M%S}"


def newest_good_copy(data: Path, folders: Iterable[Path] = ()) -> Path | None:
    """Return the newest checked copy that can be opened here, where the data themselves can't tell."""
    remembered = read_remembered(data)
    known = [Path(remembered.last.path).parent] if remembered.last is not None else []
    known += [Path(remembered.folder)] if remembered.folder else []
    places = dict.fromkeys((*folders, *known, default_folder(data)))
    found = [pair for place in places for pair in copies_in(place) if not is_doubtful(pair[0])]
    for path, _at in sorted(found, key=lambda pair: pair[1], reverse=True):
        if _opens(path):
            return path
    return None


def _opens(path: Path) -> bool:
    """Tell whether a copy can be opened; one that needs a key is taken at its word."""
    try:
        read_copy(path, None)
    except DomainError as error:
        return error.code == "backup.no_key"
    return True


def _office_id(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.min(Office.id))) or 1


def _side(store: Store) -> Side:
    journal: Any = table_of(JournalRecord).c
    complaint: Any = table_of(Complaint).c
    with store.reading() as session:
        records, newest_record = session.execute(select(func.count(), func.max(journal.at))).one()
        cases, newest_case = session.execute(select(func.count(), func.max(complaint.received_at))).one()
        return Side(
            session.scalar(select(Office.name).limit(1)) or "", cases, records, newest_case, newest_record
        )


def _compared(source: Path, present: Store, staged: Store, copy: Side) -> Preview:
    now, then = _cases(present), _cases(staged)
    journal: Any = table_of(JournalRecord).c
    with staged.reading() as session:
        end = session.scalar(select(func.max(journal.sequence))) or 0
    with present.reading() as session:
        lost = session.scalar(select(func.count()).where(journal.sequence > end)) or 0
    return Preview(
        source=source,
        copy=copy,
        present=_side(present),
        lost=tuple(number for key, (number, _state) in now.items() if key not in then),
        back=tuple(number for key, (number, _state) in then.items() if key not in now),
        differing=tuple(
            number for key, (number, state) in now.items() if key in then and then[key][1] != state
        ),
        accounts=tuple(sorted(_names(_accounts(present) ^ _accounts(staged)))),
        lost_records=lost,
        decrypts=present.key is not None and staged.key is None,
    )


def _cases(store: Store) -> dict[int, tuple[str, object]]:
    complaint: Any = table_of(Complaint).c
    with store.reading() as session:
        rows = session.execute(
            select(complaint.id, complaint.number, complaint.version, complaint.status).order_by(
                complaint.fiscal_year, complaint.running
            )
        )
        return {row.id: (row.number, (row.version, row.status)) for row in rows}


def _accounts(store: Store) -> set[tuple[str, object]]:
    account: Any = table_of(Account).c
    told = account.username, account.display_name, account.roles, account.active, account.password_hash
    with store.reading() as session:
        return {(row[0], tuple(row)) for row in session.execute(select(*told))}


def _names(accounts: Iterable[tuple[str, object]]) -> set[str]:
    return {name for name, _row in accounts}
