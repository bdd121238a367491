"""Open a data folder with its key: find it, open the file, see whether the journal's end is there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from models.base import table_of
from models.engine import DATABASE_NAME, Store, StoreError, create_store, is_plain, open_store
from models.journal import JournalRecord
from models.places import is_on_network
from services.clock import Clock
from services.errors import DomainError, WorldError
from services.keys.begin import begin_seal
from services.keys.derived import fill_derived
from services.keys.envelope import (
    KEPT,
    PASSPHRASE,
    Envelope,
    read_envelope,
    remove_envelope,
    seal_with_passphrase,
    write_envelope,
)
from services.keys.keeper import KeyKeeper
from services.keys.office_key import OfficeKey
from services.keys.restored import accept_restored, forget_restore, settle_restore
from services.keys.seal import Seal
from services.keys.witness import Witness, keys_seen
from services.world import watch

AskPassphrase = Callable[[], str]
SWITCHING = ".switching"  # the note of a switch of encryption
PAGE = 4096  # SQLCipher's; a file of other lengths is none of its own


@dataclass(frozen=True, slots=True)
class KeySetUp:
    """Hold how a new office's key is kept: whether it encrypts, and the passphrase where one is chosen."""

    encrypt: bool = False
    passphrase: str = ""
    cheap: bool = False


@dataclass(frozen=True, slots=True)
class _Newest:
    sequence: int
    chain: str
    key_id: str


def open_sealed(
    folder: Path,
    clock: Clock,
    keeper: KeyKeeper,
    given: OfficeKey | None,
    ask_passphrase: AskPassphrase | None,
) -> tuple[Store, Seal]:
    """Open a folder's office with its key, or say what is missing."""
    settle_restore(folder)
    key = given
    if given is None and _is_encrypted(folder):
        key = _key_of_envelope(folder, keeper, ask_passphrase)
    store = _opened(folder, clock, key)
    try:
        return store, _seal(store, folder, clock, keeper, key)
    except BaseException:
        store.close()
        raise


def create_sealed(folder: Path, clock: Clock, keeper: KeyKeeper, set_up: KeySetUp) -> tuple[Store, Seal]:
    """Make an empty database in a folder with a new key; one that encrypts is kept before there is a file.

    What a set-up that broke off left behind is taken away, where it is seen that it holds no office.
    """
    key = OfficeKey.new()
    if set_up.encrypt:
        return _create_encrypted(folder, clock, keeper, set_up, key)
    _take_unfinished_away(folder, clock, keeper)
    store = _created(folder, clock, None)
    try:
        place = keep_key(key, set_up, folder, keeper)
    except BaseException:
        store.close()
        raise
    return store, _seal_of(key, Witness(place, key, folder), folder, keeper)


def _create_encrypted(
    folder: Path, clock: Clock, keeper: KeyKeeper, set_up: KeySetUp, key: OfficeKey
) -> tuple[Store, Seal]:
    if is_on_network(folder):
        raise WorldError("store.network", folder=str(folder))
    _take_unfinished_away(folder, clock, keeper)
    if _is_filled(folder / DATABASE_NAME):
        raise WorldError("store.exists", folder=str(folder))
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WorldError("store.unwritable", folder=str(folder)) from error
    place = keep_key(key, set_up, folder, keeper)
    try:
        store = _created(folder, clock, key.database_key)
    except WorldError:
        keeper.forget(key.key_id)
        remove_envelope(folder)
        raise
    return store, _seal_of(key, Witness(place, key, folder), folder, keeper)


def _created(folder: Path, clock: Clock, database_key: bytes | None) -> Store:
    try:
        return create_store(folder, clock.now, database_key)
    except StoreError as error:
        raise WorldError(error.code, **error.params) from error


def _take_unfinished_away(folder: Path, clock: Clock, keeper: KeyKeeper) -> None:
    """Take away a file that holds no office; anything else is left for others to judge."""
    path = folder / DATABASE_NAME
    try:
        if not _is_filled(path):
            return
        envelope = None if is_plain(path) else read_envelope(folder)
        key = keeper.find(envelope.key_id) if envelope is not None else None
        if (key is None and not is_plain(path)) or not _is_without_office(folder, clock, key):
            return
    except (DomainError, StoreError):
        return
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
    if key is not None:
        remove_envelope(folder)
        keeper.forget(key.key_id)


def _is_without_office(folder: Path, clock: Clock, key: OfficeKey | None) -> bool:
    try:
        open_store(folder, clock.now, key.database_key if key is not None else None).close()
    except StoreError as error:
        # A file that the key opens is ours even where the kill came before its tables.
        return error.code == "store.no_office" or (key is not None and error.code == "store.not_ours")
    return False


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def adopt_key(folder: Path, key: OfficeKey, keeper: KeyKeeper, *, encrypted: bool, keep: bool) -> None:
    """Keep a key that was typed and has opened the office, and say in the envelope how it is come by.

    Not kept, it is asked for again at the next opening; an envelope that is lost or unreadable is
    written anew either way.
    """
    if keep:
        keeper.keep(key, *(() if encrypted else (folder,)))
    if encrypted and (keep or not _has_envelope_of(folder, key)):
        write_envelope(folder, Envelope(key.key_id, KEPT))


def _has_envelope_of(folder: Path, key: OfficeKey) -> bool:
    try:
        envelope = read_envelope(folder)
    except DomainError:
        return False
    return envelope is not None and envelope.key_id == key.key_id


def is_switching(folder: Path) -> bool:
    """Tell whether a switch of encryption is under way in a folder, or was when it was killed."""
    try:
        return (folder / SWITCHING).exists()
    except OSError:
        return False


def looks_encrypted(folder: Path) -> bool:
    """Tell whether a data file may be an encrypted one: whole pages that don't begin as a plain one does."""
    path = folder / DATABASE_NAME
    try:
        size = path.stat().st_size
        return size > 0 and size % PAGE == 0 and not is_plain(path)
    except (OSError, StoreError):
        return False


def keep_key(key: OfficeKey, set_up: KeySetUp, folder: Path, keeper: KeyKeeper) -> Path:
    """Keep a key as it was chosen to be kept; return the folder for its witness."""
    if set_up.encrypt and set_up.passphrase:
        write_envelope(folder, seal_with_passphrase(key, set_up.passphrase, cheap=set_up.cheap))
        return keeper.folder
    if set_up.encrypt:
        # Never beside the data that it opens: without another place there is no such office.
        keeper.keep(key)
        write_envelope(folder, Envelope(key.key_id, KEPT))
        return keeper.folder
    place = keeper.keep(key, folder)
    return folder if place == str(folder) else keeper.folder


def _is_encrypted(folder: Path) -> bool:
    path = folder / DATABASE_NAME
    try:
        if not path.is_file():
            return False
        # A plain file needs no key, whatever became of the envelope beside it.
        return not is_plain(path) and read_envelope(folder) is not None
    except StoreError as error:
        raise WorldError(error.code, **error.params) from error
    except OSError:
        return False  # what can't be looked into is told of when it is opened


def _key_of_envelope(folder: Path, keeper: KeyKeeper, ask_passphrase: AskPassphrase | None) -> OfficeKey:
    envelope = read_envelope(folder)
    if envelope is None:
        raise WorldError("key.missing", folder=str(folder), key_id="")
    if envelope.unlock == PASSPHRASE:
        if ask_passphrase is None:
            raise WorldError("key.passphrase_needed", folder=str(folder))
        return envelope.open(ask_passphrase())
    key = keeper.find(envelope.key_id)
    if key is None:
        raise WorldError("key.missing", folder=str(folder), key_id=envelope.key_id)
    return key


def _opened(folder: Path, clock: Clock, key: OfficeKey | None) -> Store:
    try:
        store = open_store(folder, clock.now, key.database_key if key is not None else None, fill_derived)
    except StoreError as error:
        raise WorldError(_told(error, folder, key), **error.params) from error
    watch(store)
    return store


def _told(error: StoreError, folder: Path, key: OfficeKey | None) -> str:
    """Return the code to tell: a key that the folder itself names is right, so the file is wrong."""
    if error.code == "store.wrong_key" and key is not None:
        envelope = read_envelope(folder)
        if envelope is not None and envelope.key_id == key.key_id:
            return "store.damaged"
    return error.code


def _seal(store: Store, folder: Path, clock: Clock, keeper: KeyKeeper, key: OfficeKey | None) -> Seal:
    newest = _newest(store)
    if newest.key_id == "":
        return _first_seal(store, folder, clock, keeper)
    if key is not None and key.key_id != newest.key_id:
        raise DomainError("key.wrong", folder=str(folder), key_id=newest.key_id)
    key = key or keeper.find(newest.key_id, folder)
    if key is None:
        raise WorldError("key.missing", folder=str(folder), key_id=newest.key_id)
    witness = _witness(store, folder, keeper, key)
    return _seal_of(key, witness, folder, keeper)


def _seal_of(key: OfficeKey, witness: Witness, folder: Path, keeper: KeyKeeper) -> Seal:
    return Seal(key, witness, find=lambda key_id: keeper.find(key_id, folder))


def _witness(store: Store, folder: Path, keeper: KeyKeeper, key: OfficeKey) -> Witness:
    in_folder = keeper.find(key.key_id) is None and (folder / f"{key.key_id}.key").exists()
    witness = Witness(folder if in_folder else keeper.folder, key, folder)
    if witness.seen is not None:
        witness.frozen = _chain_at(store, witness.seen.sequence) != witness.seen.chain
    head = accept_restored(folder, key, witness) if witness.frozen else None
    if head is not None and _chain_at(store, head.sequence) == head.chain:
        witness.accept(head.sequence, head.chain)
    forget_restore(folder)
    return witness


def _first_seal(store: Store, folder: Path, clock: Clock, keeper: KeyKeeper) -> Seal:
    """Give an office of the first schema its key, and say so in its journal.

    Where this folder's journal was seen sealed before, the seal was taken off or older data put in its
    place: that key goes on, and its witness tells what is missing.
    """
    key = _key_seen(folder, keeper)
    if key is not None:
        witness = _witness(store, folder, keeper, key)
    else:
        key = OfficeKey.new()
        witness = Witness(keep_key(key, KeySetUp(), folder, keeper), key, folder)
    seal = _seal_of(key, witness, folder, keeper)
    begin_seal(store, clock, seal)
    return seal


def _key_seen(folder: Path, keeper: KeyKeeper) -> OfficeKey | None:
    """Return the key under which this folder's journal was last seen, where it is at hand."""
    seen = (key_id for place in (keeper.folder, folder) for key_id in keys_seen(place, folder))
    return next((key for key_id in seen if (key := keeper.find(key_id, folder)) is not None), None)


def _newest(store: Store) -> _Newest:
    journal = table_of(JournalRecord).c
    newest = select(journal.sequence, journal.chain, journal.key_id).order_by(
        journal.office_id, journal.sequence.desc()
    )
    try:
        with store.engine.connect() as connection:
            found = connection.execute(newest.limit(1)).first()
    except DatabaseError as error:
        raise WorldError("store.damaged", folder=str(store.path.parent)) from error
    return _Newest(*found) if found is not None else _Newest(0, "", "")


def key_in_force(store: Store) -> str:
    """Return the id of the key that chained the newest record."""
    return _newest(store).key_id


def _chain_at(store: Store, sequence: int) -> str | None:
    journal = table_of(JournalRecord).c
    with store.engine.connect() as connection:
        return connection.scalar(
            select(journal.chain).where(journal.sequence == sequence).order_by(journal.office_id).limit(1)
        )
