"""Go on after a key was lost, where the data are not encrypted; and take up a key of earlier times."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import exists, select

from models.engine import DATABASE_NAME, Store, StoreError, is_plain, open_store
from models.journal import JournalRecord
from models.office import Account
from services.accounts.identity import actor_of, login_name
from services.accounts.lockout import UnknownNames, still_locked, wait_after
from services.accounts.passwords import Passwords
from services.clock import Clock
from services.errors import DomainError, NotAllowed, WorldError
from services.events import Events
from services.keys.derived import fill_derived
from services.keys.envelope import read_envelope
from services.keys.keeper import KeyKeeper
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp, keep_key, key_in_force
from services.keys.seal import Seal
from services.keys.witness import Witness
from services.permissions import ADMINISTRATORS, Actor, use_case
from services.unit_of_work import Units, new_command_id

REPLACE_KEY = use_case("journal.replace_key", ADMINISTRATORS, changes=())


class LostKey:
    """Give an office that is not encrypted a new key in place of a lost one.

    No record can be written before there is a key: wrong passwords are counted here, while the program
    runs, and wait as long as those of the login.
    """

    def __init__(self, folder: Path, clock: Clock, keeper: KeyKeeper, passwords: Passwords) -> None:
        self._folder = folder
        self._clock = clock
        self._keeper = keeper
        self._passwords = passwords
        self._failures = UnknownNames()

    def replace_key(self, username: str, password: str) -> OfficeKey:
        """Make and keep a new key for an administrator; the first record that it chains says so.

        Earlier records can then be checked only for what they say, not for who chained them, until the old
        key is found. Raises key.needed for an encrypted office: nothing of it can be read without its key.
        """
        store = self._open()
        try:
            lost = key_in_force(store)
            if self._keeper.find(lost, self._folder) is not None:
                raise DomainError("switch.already")
            actor = self._administrator(store, login_name(username), password)
            return self._give_new(store, actor, lost)
        finally:
            store.close()

    def _open(self) -> Store:
        try:
            if not is_plain(self._folder / DATABASE_NAME):
                envelope = read_envelope(self._folder)
                key_id = envelope.key_id if envelope is not None else ""
                raise DomainError("key.needed", folder=str(self._folder), key_id=key_id)
            return open_store(self._folder, self._clock.now, fill=fill_derived)
        except StoreError as error:
            raise WorldError(error.code, **error.params) from error

    def _give_new(self, store: Store, actor: Actor, lost: str) -> OfficeKey:
        key = OfficeKey.new()
        place = keep_key(key, KeySetUp(), self._folder, self._keeper)
        seal = Seal(key, Witness(place, key, self._folder))
        with Units(store, self._clock, Events(), seal).write(actor, REPLACE_KEY, new_command_id()) as work:
            work.about("office", work.office_id, key_id=key.key_id, lost=lost)
            work.commit()
        seal.witness.close()
        return key

    def _administrator(self, store: Store, name: str, password: str) -> Actor:
        """Return the administrator of a name and password; no other login gets further than this."""
        now = self._clock.now()
        with store.reading() as session:
            account = session.scalars(select(Account).where(Account.username == name)).first()
        until = self._failures.locked_until(name, now)
        if account is not None:
            until = until or still_locked(account.locked_until, now)
        if until is not None:
            raise _locked(until, now)
        stored = account.password_hash if account is not None else None
        right = self._passwords.matches_or_spends(stored, password)
        if not right or account is None or not account.active:
            wait = wait_after(self._failures.count(name, now))
            raise _locked(now + wait, now) if wait else DomainError("login.failed")
        actor = actor_of(account)
        if not actor.may(REPLACE_KEY):
            raise NotAllowed(use_case=REPLACE_KEY.name)
        return actor


def keep_earlier_key(folder: Path, clock: Clock, keeper: KeyKeeper, key: OfficeKey) -> None:
    """Keep a key that chained an office's earlier records; raise key.wrong where it chained none."""
    try:
        store = open_store(folder, clock.now, fill=fill_derived)
    except StoreError as error:
        raise WorldError(error.code, **error.params) from error
    try:
        with store.reading() as session:
            chained = session.scalar(select(exists().where(JournalRecord.key_id == key.key_id)))
        if not chained:
            raise DomainError("key.wrong", folder=str(folder), key_id=key_in_force(store))
    finally:
        store.close()
    keeper.keep(key, folder)


def _locked(until: datetime, now: datetime) -> DomainError:
    return DomainError("login.locked", until=until, minutes=-(-(until - now) // timedelta(minutes=1)))
