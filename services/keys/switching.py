"""Switch encryption on or off: a verified copy of the whole database, which then takes its place.

At every moment the folder holds the old database or the new one, and the key that opens it is kept before
the file that needs it stands. A note in the folder says what is under way, so that the next opening can
take away what a kill left behind.
"""

import errno
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models.copying import CopyFailed, flush_folder
from models.drivers import driver
from models.engine import DATABASE_NAME, KEPT_FOLDER, Store, StoreError, is_plain, sqlite_engine
from models.recoding import Cancelled, Standing, recode_database, standing
from models.replacing import replace_database
from models.troubles import trouble
from services.backup.naming import moment_of
from services.clock import Clock
from services.errors import DomainError, WorldError
from services.events import Events
from services.journal.verify import verify_store
from services.keys.envelope import KEPT, PASSPHRASE, read_envelope, remove_envelope
from services.keys.envelope import NAME as ENVELOPE_NAME
from services.keys.keeper import KeyKeeper
from services.keys.office_key import OfficeKey
from services.keys.opening import SWITCHING, KeySetUp, keep_key, open_sealed
from services.keys.seal import Seal
from services.keys.witness import Witness
from services.permissions import ADMINISTRATORS, Actor, use_case
from services.unit_of_work import Units

ENCRYPT = use_case("keys.encrypt", ADMINISTRATORS, changes=())
DECRYPT = use_case("keys.decrypt", ADMINISTRATORS, changes=())

BACKUPS = "backups"  # where copies go while nobody has chosen a place (services/backup/remembered.py)
PART = ".switching-"  # how the unfinished copy's name begins
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Switch:
    """Hold what a switch is to do: for whom, and how the key is to be kept."""

    folder: Path
    actor: Actor
    command_id: str
    set_up: KeySetUp


def switch_encryption(
    wanted: Switch,
    clock: Clock,
    keeper: KeyKeeper,
    key: OfficeKey,
    progress: Progress = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Encrypt a closed office's database, or decrypt it; nobody may have it open.

    Raises switch.cancelled, switch.unsound with what the check of the copy found, store.busy when somebody
    saved meanwhile, and what the disk says; then the database is as it was.
    """
    folder = wanted.folder
    sweep(folder, keeper)
    part = folder / f"{PART}{secrets.token_hex(4)}.part"
    new = key.database_key if wanted.set_up.encrypt else None
    copying, checking = _halves(progress, cancelled)
    try:
        old = None if is_plain(folder / DATABASE_NAME) else key.database_key
        (folder / SWITCHING).write_text("", encoding="ascii")
        held = recode_database(folder / DATABASE_NAME, part, old, new, copying, cancelled)
        _check(part, new, clock, keeper, key, folder, checking)
        _record(part, new, wanted, clock, key)
        _keep_key(wanted, keeper, key)
        _replace(folder, part, old, held)
        if wanted.set_up.encrypt:
            _encrypt_backups(folder, key)
    except Cancelled as error:
        raise DomainError("switch.cancelled") from error
    except CopyFailed as error:
        raise DomainError("switch.unsound", problem=error.said) from error
    except StoreError as error:
        raise WorldError(error.code, **error.params) from error
    except (OSError, driver(b"").DatabaseError, driver(None).DatabaseError) as error:
        raise _told(error, folder) from error
    finally:
        sweep(folder, keeper)


def sweep(folder: Path, keeper: KeyKeeper) -> None:
    """Take away what switches left behind: unfinished copies, and what an encrypted office has in clear.

    The key then lies where the file that stands needs it, and nowhere else. Only for whoever has the
    folder to himself.
    """
    with suppress(OSError):
        for part in folder.glob(f"{PART}*"):
            part.unlink()
    note = folder / SWITCHING
    with suppress(OSError, StoreError, DomainError):
        if not note.exists():
            return
        envelope = read_envelope(folder)
        if is_plain(folder / DATABASE_NAME):
            if envelope is not None:
                remove_envelope(folder)
        elif envelope is not None:
            # What was set aside before the data were encrypted can be read, whole or damaged.
            shutil.rmtree(folder / KEPT_FOLDER, ignore_errors=True)
            for left in (*folder.glob("*.key"), *folder.glob("*.head")):
                left.unlink()
            if envelope.unlock == PASSPHRASE:
                keeper.forget(envelope.key_id)
            if _plain_backups(folder):
                return  # for finish_switch, which has the key
        note.unlink()


def finish_switch(folder: Path, key: OfficeKey, keeper: KeyKeeper) -> None:
    """Do what a killed switch to encryption left undone and needs the key for: the backups in the folder."""
    _encrypt_backups(folder, key)
    sweep(folder, keeper)


def _plain_backups(folder: Path) -> list[Path]:
    """Return the backups in clear within the data folder, those too that somebody made elsewhere in it."""
    named = (path for path in folder.rglob("*.db") if moment_of(path) is not None and path.is_file())
    return [path for path in sorted({*(folder / BACKUPS).glob("*.db"), *named}) if is_plain(path)]


def _encrypt_backups(folder: Path, key: OfficeKey) -> None:
    """Write the backups within the data folder anew, encrypted; one that can't be read is taken away.

    What lies elsewhere is out of reach: the person is told of it.
    """
    for path in _plain_backups(folder):
        part = folder / f"{PART}{secrets.token_hex(4)}.part"
        try:
            recode_database(path, part, None, key.database_key)
            part.replace(path)
            shutil.copyfile(folder / ENVELOPE_NAME, path.with_name(f"{path.name}.key.json"))
        except (CopyFailed, driver(b"").DatabaseError):
            path.unlink(missing_ok=True)  # of no use as a backup, and it can be read
    with suppress(OSError):
        flush_folder(folder / BACKUPS)


def _check(
    part: Path,
    database_key: bytes | None,
    clock: Clock,
    keeper: KeyKeeper,
    key: OfficeKey,
    folder: Path,
    progress: Progress,
) -> None:
    """Verify the copy as main.py verify does; what the original has wrong too is not the copy's fault."""
    store = _store(part, clock, database_key)
    try:
        seal = Seal(key, _blind(key, folder), find=lambda key_id: keeper.find(key_id, folder))
        found = verify_store(store, seal, progress)
    finally:
        store.close()
    if found.problem is None:
        return
    original, seal = open_sealed(folder, clock, keeper, key, None)
    try:
        before = verify_store(original, seal)
    finally:
        original.close()
        seal.witness.close()
    if before.problem != found.problem:
        raise CopyFailed(found.problem.said)


def _record(part: Path, database_key: bytes | None, wanted: Switch, clock: Clock, key: OfficeKey) -> None:
    """Write into the copy's journal that it was encrypted or decrypted, by whom, with which key."""
    store = _store(part, clock, database_key)
    seal = Seal(key, _blind(key, wanted.folder))
    unlock = (PASSPHRASE if wanted.set_up.passphrase else KEPT) if wanted.set_up.encrypt else ""
    declared = ENCRYPT if wanted.set_up.encrypt else DECRYPT
    try:
        with Units(store, clock, Events(), seal).write(wanted.actor, declared, wanted.command_id) as work:
            work.about("office", work.office_id, key_id=key.key_id, unlock=unlock)
            work.commit()
    finally:
        store.close()


def _keep_key(wanted: Switch, keeper: KeyKeeper, key: OfficeKey) -> None:
    """Have the key where the new file needs it before that file stands; the old one opens as before."""
    if wanted.set_up.encrypt:
        # Beside a database still in clear the envelope says nothing that anybody acts upon.
        keep_key(key, wanted.set_up, wanted.folder, keeper)
    else:
        keeper.keep(key, wanted.folder)


def _replace(folder: Path, part: Path, old: bytes | None, held: Standing) -> None:
    def unchanged(connection: object) -> None:
        if standing(connection) != held:
            raise StoreError("store.busy", folder=str(folder))

    replace_database(folder / DATABASE_NAME, part, old, last_look=unchanged)


def _store(part: Path, clock: Clock, key: bytes | None) -> Store:
    return Store(sqlite_engine(part, key), clock.now, part, key)


def _blind(key: OfficeKey, folder: Path) -> Witness:
    """Return a witness that looks at nothing: what is written to a copy is not yet the office's."""
    witness = Witness(folder / PART, key, folder)
    witness.frozen = True
    return witness


def _halves(progress: Progress, cancelled: Callable[[], bool]) -> tuple[Progress, Progress]:
    """Return the progress of the copy and of its check, half of the whole each; the check may be stopped."""

    def copying(done: int, total: int) -> None:
        progress(done, 2 * total)

    def checking(done: int, total: int) -> None:
        if cancelled():
            raise Cancelled
        progress(total + done, 2 * total)

    return copying, checking


def _told(error: Exception, folder: Path) -> DomainError:
    full = isinstance(error, OSError) and error.errno == errno.ENOSPC
    code = "store.full" if full else trouble(str(error), folder / DATABASE_NAME)
    return WorldError(code or "store.unwritable", folder=str(folder))
