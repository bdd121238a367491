"""A copy brought beside the database to be looked at and made ready; nothing of the office is touched."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from models.drivers import driver
from models.engine import DATABASE_NAME, Store, is_plain, sqlite_engine
from models.migrations import known_revisions, upgrade
from models.places import is_on_network
from services.backup.naming import envelope_of
from services.backup.places import SPARE, disk_error
from services.backup.reading import Contents, check_there, database_key, read_copy
from services.clock import Clock
from services.errors import DomainError, WorldError
from services.journal.looking import Cancelled, Progress, never, unheard
from services.journal.verify import verify_store
from services.keys.begin import begin_seal
from services.keys.derived import fill_derived
from services.keys.envelope import KEPT, PASSPHRASE, Envelope, read_envelope, write_envelope
from services.keys.envelope import NAME as ENVELOPE_NAME
from services.keys.keeper import KeyKeeper, known_ids
from services.keys.office_key import OfficeKey
from services.keys.opening import AskPassphrase
from services.keys.restored import FOLDER, READY
from services.keys.seal import Seal
from services.keys.witness import Witness

BLOCK = 1024 * 1024
STALE_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Keys:
    """Hold where a copy's key may come from: typed, of the office open now, kept, behind a passphrase."""

    keeper: KeyKeeper
    given: OfficeKey | None = None
    present: OfficeKey | None = None
    ask_passphrase: AskPassphrase | None = None


@dataclass(frozen=True, slots=True)
class Staged:
    """Hold a copy made ready beside the data: what it holds, from which file, and with which key."""

    data: Path
    source: Path
    contents: Contents
    key: OfficeKey
    encrypted: bool
    records: int

    @property
    def folder(self) -> Path:
        """Return the staging folder."""
        return self.data / FOLDER

    @property
    def path(self) -> Path:
        """Return the staged database."""
        return self.folder / DATABASE_NAME


def stage(
    source: Path,
    data: Path,
    clock: Clock,
    keys: Keys,
    progress: Progress = unheard,
    cancelled: Cancelled = never,
) -> Staged:
    """Bring a copy beside the data, up to date and checked through; a failure leaves nothing."""
    check_there(source)
    if is_on_network(data):
        raise WorldError("store.network", folder=str(data))
    _refuse_own_file(source, data)
    folder = data / FOLDER
    try:
        with _made(data, folder):
            _bring(source, folder / DATABASE_NAME, _part(progress, cancelled, 0))
            staged = _prepared(source, data, clock, keys)
            records = _checked(staged, clock, keys, _part(progress, cancelled, 1))
    except OSError as error:
        raise disk_error(error, data) from error
    progress(1000, 1000)
    contents = read_copy(staged.path, staged.key)
    return Staged(data, source, contents, staged.key, staged.encrypted, records)


def open_staged(staged: Staged, clock: Clock) -> Store:
    """Open the staged database as it lies, without a log beside it."""
    key = staged.key.database_key if staged.encrypted else None
    return Store(sqlite_engine(staged.path, key), clock.now, staged.path, key)


def staged_seal(staged: Staged, keeper: KeyKeeper) -> Seal:
    """Return what chains the staged journal; its witness neither tells nor remembers anything."""
    return _seal(staged.key, staged.data, staged.source, keeper)


def discard(staged: Staged) -> None:
    """Take a staged copy away again."""
    shutil.rmtree(staged.folder, ignore_errors=True)


def sweep_staging(data: Path, clock: Clock) -> None:
    """Take away a staged copy that nobody came back for; one being worked on is younger."""
    folder = data / FOLDER
    staged = folder / DATABASE_NAME
    try:
        if not staged.exists() and (folder / READY).exists():
            return  # a restore that is done; whoever opens the data next has yet to read its word
        newest = (staged if staged.exists() else folder).stat().st_mtime
    except OSError:
        return
    if newest < (clock.now() - STALE_AFTER).timestamp():
        shutil.rmtree(folder, ignore_errors=True)


def _refuse_own_file(source: Path, data: Path) -> None:
    own = data / DATABASE_NAME
    try:
        same = own.exists() and source.samefile(own)
    except OSError as error:
        raise WorldError("store.unreadable", folder=str(data)) from error
    if same:
        raise WorldError("backup.same_file", path=str(source))


@contextmanager
def _made(data: Path, folder: Path) -> Iterator[None]:
    """Make the staging folder anew; when anything fails, it is gone, and a data folder made for it too."""
    fresh = not data.exists()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError, FileNotFoundError, PermissionError) as error:
        raise WorldError("store.unwritable", folder=str(data)) from error
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(mode=0o700)
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if fresh:
            data.rmdir()
        raise


def _part(progress: Progress, cancelled: Cancelled, part: int) -> Progress:
    def told(done: int, total: int) -> None:
        if cancelled():
            raise DomainError("restore.cancelled")
        progress(part * 300 + (300, 700)[part] * done // max(total, 1), 1000)

    return told


def _bring(source: Path, target: Path, progress: Progress) -> None:
    """Copy the bytes: the source may lie on a disk that can't be written, and is never opened itself."""
    log = Path(f"{source}-wal")
    size = source.stat().st_size
    if shutil.disk_usage(target.parent).free < size + SPARE:
        raise WorldError("backup.full", path=str(target.parent))
    _copy(source, target, size, progress)
    if log.exists():  # somebody's whole folder, copied as it was
        _copy(log, Path(f"{target}-wal"), size, progress)
    if (beside := _envelope_beside(source)) is not None:
        shutil.copyfile(beside, target.parent / ENVELOPE_NAME)


def _copy(source: Path, target: Path, size: int, progress: Progress) -> None:
    with source.open("rb") as reading, target.open("xb") as writing:
        done = 0
        while block := reading.read(BLOCK):
            writing.write(block)
            done += len(block)
            progress(min(done, size), size)
        writing.flush()
        os.fsync(writing.fileno())


def _envelope_beside(source: Path) -> Path | None:
    for path in (envelope_of(source), source.with_name(ENVELOPE_NAME)):
        if path.is_file():
            return path
    return None


def _prepared(source: Path, data: Path, clock: Clock, keys: Keys) -> Staged:
    """Find the key, see what it is, and bring an older copy up to date; errors name the source."""
    path = data / FOLDER / DATABASE_NAME
    encrypted = not is_plain(path)
    try:
        contents, key = _opened(path, source, data, keys, encrypted)
    except WorldError as error:
        if "path" in error.params:
            raise WorldError(error.code, **{**error.params, "path": str(source)}) from error
        raise
    staged = Staged(data, source, contents, key, encrypted, 0)
    _own_envelope(staged)
    store = open_staged(staged, clock)
    try:
        _leave_log(store)
        if contents.revision != max(known_revisions()):
            upgrade(store.engine, fill_derived)
        if contents.key_id == "":
            begin_seal(store, clock, _seal(key, data, source, keys.keeper))
    except (DatabaseError, RuntimeError) as error:
        raise WorldError("backup.damaged", path=str(source)) from error
    finally:
        store.close()
    return staged


def _leave_log(store: Store) -> None:
    """Have one file without a log beside it, also of a data file that somebody copied by hand."""
    connection = store.engine.raw_connection()  # which begins nothing: within a transaction it can't be done
    try:
        connection.cursor().execute("PRAGMA journal_mode = DELETE").close()
    except driver(store.key).Error as error:
        raise DatabaseError("PRAGMA journal_mode", None, error) from error
    finally:
        connection.close()


def _opened(path: Path, source: Path, data: Path, keys: Keys, encrypted: bool) -> tuple[Contents, OfficeKey]:
    if not encrypted:
        contents = read_copy(path, None)
        return contents, _key_of(contents, source, data, keys)
    failure = WorldError("backup.no_key", path=str(source), key_id=_named(path))
    for key in _candidates(path, keys):
        try:
            contents = read_copy(path, key)
        except WorldError as error:
            if error.code != "backup.wrong_key":
                raise
            failure = error if keys.given is not None else failure
            continue
        return contents, key
    database_key(path, None if keys.given is None else keys.given)  # tells a torn file from a locked one
    raise failure


def _candidates(path: Path, keys: Keys) -> Iterator[OfficeKey]:
    """Yield the keys that may open an encrypted copy, those that cost nothing to try first."""
    yield from (key for key in (keys.given, keys.present) if key is not None)
    for key_id in dict.fromkeys((_named(path), *known_ids((keys.keeper.folder,)))):
        if key_id and (kept := keys.keeper.find(key_id)):
            yield kept
    if keys.given is None:
        yield from _behind_passphrase(path, keys)


def _behind_passphrase(path: Path, keys: Keys) -> Iterator[OfficeKey]:
    """Yield the key that a passphrase leads to: that of the copy's time, or of data that can't be opened."""
    data, ask = path.parent.parent, keys.ask_passphrase
    folders = (path.parent, data) if keys.present is None else (path.parent,)
    envelopes = [envelope for folder in folders if (envelope := envelope_in(folder))]
    envelopes = [envelope for envelope in envelopes if envelope.unlock == PASSPHRASE]
    if not envelopes:
        return
    if ask is None:
        raise WorldError("key.passphrase_needed", folder=str(data))
    passphrase, failure = ask(), DomainError("key.wrong_passphrase")
    for envelope in envelopes:
        try:
            key = envelope.open(passphrase)
        except DomainError as error:
            failure = error
            continue
        write_envelope(path.parent, envelope)  # the passphrase known today is the one to go on with
        yield key
        return
    raise failure


def _key_of(contents: Contents, source: Path, data: Path, keys: Keys) -> OfficeKey:
    """Return the key that seals a plain copy's journal; a copy from before the keys gets the present one."""
    if contents.key_id == "":
        return keys.given or keys.present or OfficeKey.new()
    for key in (keys.given, keys.present):
        if key is not None and key.key_id == contents.key_id:
            return key
    found = keys.keeper.find(contents.key_id, data, source.parent)
    if found is None:
        code = "backup.no_key" if keys.given is None else "backup.wrong_key"
        raise WorldError(code, path=str(source), key_id=contents.key_id)
    return found


def _named(path: Path) -> str:
    envelope = envelope_in(path.parent)
    return envelope.key_id if envelope is not None else ""


def envelope_in(folder: Path) -> Envelope | None:
    """Return the envelope in a folder; None where there is none, or none that can be read."""
    try:
        return read_envelope(folder)
    except DomainError:
        return None  # the key may be at hand without it


def _own_envelope(staged: Staged) -> None:
    """See that the staging folder holds the envelope that fits an encrypted copy, none for a plain one."""
    place = staged.folder / ENVELOPE_NAME
    if not staged.encrypted:
        place.unlink(missing_ok=True)
        return
    envelope = envelope_in(staged.folder)
    if envelope is None or envelope.key_id != staged.key.key_id:
        write_envelope(staged.folder, Envelope(staged.key.key_id, KEPT))


def _seal(key: OfficeKey, data: Path, source: Path, keeper: KeyKeeper) -> Seal:
    witness = Witness(keeper.folder, key, data / FOLDER)
    witness.frozen = True
    return Seal(key, witness, find=lambda key_id: keeper.find(key_id, data, source.parent))


def _checked(staged: Staged, clock: Clock, keys: Keys, progress: Progress) -> int:
    store = open_staged(staged, clock)
    try:
        verified = verify_store(store, staged_seal(staged, keys.keeper), progress)
    except WorldError as error:
        if error.code == "store.full":
            raise
        raise WorldError("backup.damaged", path=str(staged.source)) from error
    finally:
        store.close()
    if verified.problem is not None:
        raise WorldError("backup.disagrees", path=str(staged.source), problem=verified.problem)
    return verified.records
