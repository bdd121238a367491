"""Make copies of the whole office, check each after it is written, and keep as many as the office wants."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.exc import DatabaseError

from models.base import table_of
from models.copying import CopyFailed, copy_database
from models.drivers import driver
from models.engine import Store, sqlite_engine
from models.journal import JournalRecord
from models.office import Office
from services.backup.naming import (
    backup_name,
    doubtful,
    envelope_of,
    is_doubtful,
    moment_of,
)
from services.backup.places import check_folder, disk_error, is_apart, sweep, written_error
from services.backup.reading import Contents, read_copy
from services.backup.remembered import LastCopy, Remembered, default_folder, read_remembered, remember
from services.backup.retention import Keep, kept_of
from services.errors import DomainError, WorldError
from services.files import write_file
from services.journal.looking import Cancelled, Problem, Progress, never, unheard
from services.journal.verify import verify_store
from services.keys.envelope import NAME as ENVELOPE_NAME
from services.office.settings import Settings, read_settings
from services.permissions import ADMINISTRATORS, Actor, UseCase, use_case
from services.unit_of_work import Units

LIST_BACKUPS = use_case("backup.list_backups", ADMINISTRATORS, writes=False)
MAKE_BACKUP = use_case("backup.make_backup", ADMINISTRATORS, changes=())
# At close, once a day, and from the command line, where whoever calls it could copy the files anyway.
MAKE_BY_ITSELF = use_case("backup.make_by_itself", ADMINISTRATORS, changes=(), system=True)

# Records that are no reason for another copy: they say who came, and that a copy was made.
IDLE = ("backup.make_backup", "backup.make_by_itself", "accounts.log_in", "accounts.unlock_session")


class BackupCancelled(DomainError):
    """Say that somebody stopped a copy; nothing is left of it."""

    def __init__(self) -> None:
        super().__init__("backup.cancelled")


@dataclass(frozen=True, slots=True)
class BackupMade:
    """Hold a finished, checked copy."""

    path: Path
    at: datetime
    sequence: int
    records: int
    cases: int
    size: int
    apart: bool
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """Hold one copy in a folder; cases and newest are None where it can't be read."""

    path: Path
    at: datetime
    size: int
    sequence: int | None
    cases: int | None
    newest_case: datetime | None
    good: bool
    ours: bool


@dataclass(frozen=True, slots=True)
class BackupState:
    """Hold where copies go and how the last one went."""

    folder: Path
    chosen: bool
    reachable: bool
    apart: bool
    last: LastCopy | None
    last_there: bool
    failed: str
    failed_at: datetime | None
    failed_path: str
    at_close: bool
    daily: bool
    demo: bool


class Backups:
    """Make and list copies of the open office."""

    def __init__(self, units: Units, data: Path) -> None:
        self._units = units
        self._store = units.store
        self._data = data

    def make_backup(
        self,
        actor: Actor,
        to: Path | None,
        command_id: str,
        progress: Progress = unheard,
        cancelled: Cancelled = never,
    ) -> BackupMade:
        """Make a copy in a folder, or where the office keeps its copies; for an administrator."""
        self._units.require(actor, MAKE_BACKUP)
        return self._make(actor, MAKE_BACKUP, to, command_id, progress, cancelled)

    def make_by_itself(
        self,
        by: str,
        to: Path | None,
        command_id: str,
        progress: Progress = unheard,
        cancelled: Cancelled = never,
    ) -> BackupMade:
        """Make a copy on the program's own account; by says on what occasion."""
        program = Actor(office_id=self._office().id, account_id=0, name=by, roles=frozenset())
        return self._make(program, MAKE_BY_ITSELF, to, command_id, progress, cancelled)

    def state(self) -> BackupState:
        """Return where copies go and when the last good one was made; says nothing of what is in them."""
        settings, remembered = self._settings(), read_remembered(self._data)
        folder = Path(settings.backup_folder) if settings.backup_folder else default_folder(self._data)
        last = remembered.last
        return BackupState(
            folder=folder,
            chosen=bool(settings.backup_folder),
            reachable=_is_folder(folder) or not settings.backup_folder,
            apart=is_apart(folder, self._data),
            last=last,
            last_there=last is not None and _is_file(Path(last.path)),
            failed=remembered.failed,
            failed_at=remembered.failed_at,
            failed_path=remembered.failed_path,
            at_close=settings.backup_at_close,
            daily=settings.backup_daily,
            demo=self._office().demo,
        )

    def is_due_at_close(self) -> bool:
        """Tell whether closing the program is a reason for a copy."""
        return self._settings().backup_at_close and self.has_news()

    def is_due_today(self) -> bool:
        """Tell whether today has no copy yet, and something happened since the last."""
        last = read_remembered(self._data).last
        today = self._units.clock.now().date()
        due = last is None or last.at.date() != today
        return due and self._settings().backup_daily and self.has_news()

    def has_news(self) -> bool:
        """Tell whether something happened since the last good copy, or it is not where it should be."""
        last = read_remembered(self._data).last
        if last is None or not _is_file(Path(last.path)):
            return True
        state = self.state()
        if state.reachable and Path(last.path).parent != state.folder:
            return True  # it went elsewhere while the chosen folder was away
        journal: Any = table_of(JournalRecord).c
        with self._store.reading() as session:
            same = (
                session.scalar(select(journal.chain).where(journal.sequence == last.sequence)) == last.chain
            )
            news = exists().where(journal.sequence > last.sequence, journal.use_case.not_in(IDLE))
            return not same or bool(session.scalar(select(news)))

    def list_backups(self, actor: Actor, folder: Path | None = None) -> list[BackupRow]:
        """Return the copies in a folder, newest first, those of other offices too."""
        self._units.require(actor, LIST_BACKUPS)
        ours = self._identity()
        rows = [self._row(path, at, ours) for path, at in copies_in(folder or self.state().folder)]
        return sorted(rows, key=lambda row: row.at, reverse=True)

    # --- the work

    def _make(
        self,
        actor: Actor,
        wanted: UseCase,
        to: Path | None,
        command_id: str,
        progress: Progress,
        cancelled: Cancelled,
    ) -> BackupMade:
        folder, instead_of = self._place(to)
        try:
            made = self._write(folder, progress, cancelled)
        except DomainError as error:
            if not isinstance(error, BackupCancelled):
                self._remember_failure(error, folder)
            raise
        made = replace(made, instead_of=instead_of)
        with self._units.write(actor, wanted, command_id) as work:
            if work.repeated is None:
                work.about("journal", None, sequence=made.sequence, file=made.path.name, bytes=made.size)
                work.commit()
        self._remember_success(made, instead_of)
        self._prune(folder, made)
        return made

    def _place(self, to: Path | None) -> tuple[Path, str]:
        """Return the folder for a copy, and the chosen one that is not there where it stands in for it."""
        size = self._size()
        if to is not None:
            check_folder(to, size)
            return to, ""
        chosen, default = self._settings().backup_folder, default_folder(self._data)
        if chosen and _is_folder(Path(chosen)):
            check_folder(Path(chosen), size)
            return Path(chosen), ""
        # A USB stick that is not plugged in: better a copy here than none.
        with suppress(OSError):
            default.mkdir(exist_ok=True)
        check_folder(default, size)
        return default, chosen

    def _write(self, folder: Path, progress: Progress, cancelled: Cancelled) -> BackupMade:
        now = self._units.clock.now()
        target = folder / backup_name(self._office().code, now)
        found: list[Problem | None] = []
        checked: list[tuple[int, int]] = []
        contents: list[Contents] = []

        def half(part: int) -> Progress:
            def told(done: int, total: int) -> None:
                if cancelled():
                    raise BackupCancelled
                progress(part * 500 + 500 * done // max(total, 1), 1000)

            return told

        def check(copy: Path) -> None:
            contents.append(read_copy(copy, self._units.seal.key))
            store = Store(sqlite_engine(copy, self._store.key), self._units.clock.now, copy, self._store.key)
            try:
                verified = verify_store(store, self._units.seal, half(1))
            finally:
                store.close()
            found.append(verified.problem)
            checked.append((verified.records, verified.cases))

        with _disk_errors(folder, self._store):
            copy_database(self._store.path, target, self._store.key, half(0), check)
            self._copy_envelope(target)
        if found[0] is not None:
            self._keep_as_doubtful(target, found[0])
        progress(1000, 1000)
        records, cases = checked[0]
        size = target.stat().st_size
        return BackupMade(
            target, now, contents[0].sequence, records, cases, size, is_apart(folder, self._data)
        )

    def _keep_as_doubtful(self, target: Path, problem: Problem) -> None:
        """Keep a copy of what is there, under a name that takes nobody in, and say what is wrong."""
        for path, _at in copies_in(target.parent):
            if is_doubtful(path) and self._is_ours(path):
                _unlink(path)
        marked = doubtful(target)
        with suppress(OSError):
            target.replace(marked)
            if envelope_of(target).exists():
                envelope_of(target).replace(envelope_of(marked))
        raise WorldError("backup.disagrees", path=str(marked), problem=problem)

    def _copy_envelope(self, target: Path) -> None:
        """Lay the key's envelope beside an encrypted copy: with it and the passphrase it can be opened."""
        envelope = self._data / ENVELOPE_NAME
        if self._store.key is not None and envelope.is_file():
            write_file(envelope_of(target), envelope.read_bytes())

    def _prune(self, folder: Path, made: BackupMade) -> None:
        """Let go of this office's copies that the office no longer wants; what is not surely ours stays."""
        settings = self._settings()
        keep = Keep(settings.backup_keep_days, settings.backup_keep_weeks, settings.backup_keep_months)
        # Another office's copy, or a torn one, must not stand in for one of ours.
        copies = [
            (path, at) for path, at in copies_in(folder) if not is_doubtful(path) and self._is_ours(path)
        ]
        kept = kept_of([at for _path, at in copies], keep, made.at)
        for path, at in copies:
            if at not in kept and path != made.path:
                _unlink(path)
        sweep(folder, self._units.clock.now())

    # --- what is asked again and again

    def _row(self, path: Path, at: datetime, ours: str) -> BackupRow:
        size = path.stat().st_size if _is_file(path) else 0
        try:
            found = read_copy(path, self._units.seal.key)
        except DomainError:
            return BackupRow(path, at, size, None, None, None, good=False, ours=False)
        good, mine = not is_doubtful(path), found.office == ours
        return BackupRow(path, at, size, found.sequence, found.cases, found.newest_case, good, mine)

    def _is_ours(self, path: Path) -> bool:
        try:
            return read_copy(path, self._units.seal.key).office == self._identity()
        except DomainError:
            return False

    def _identity(self) -> str:
        return identity_of(self._store)

    def _office(self) -> Office:
        with self._store.reading() as session:
            return session.scalars(select(Office).limit(1)).one()

    def _settings(self) -> Settings:
        with self._store.reading() as session:
            return read_settings(session, session.scalar(select(func.min(Office.id))) or 1)

    def _size(self) -> int:
        return self._store.path.stat().st_size if _is_file(self._store.path) else 0

    def _remember_failure(self, error: DomainError, folder: Path) -> None:
        with suppress(DomainError):  # a full disk can't remember that it is full
            before = read_remembered(self._data)
            remember(self._data, before.failing(error, self._units.clock.now(), folder))

    def _remember_success(self, made: BackupMade, instead_of: str) -> None:
        with self._store.reading() as session:
            journal: Any = table_of(JournalRecord).c
            chain = session.scalar(select(journal.chain).where(journal.sequence == made.sequence)) or ""
        last = LastCopy(str(made.path.absolute()), made.at, made.sequence, chain, made.size)
        said = Remembered(folder=self._settings().backup_folder, last=last)
        if instead_of:
            error = WorldError("backup.no_folder", path=instead_of)
            said = said.failing(error, made.at, Path(instead_of))
        with suppress(DomainError):
            remember(self._data, said)


def copies_in(folder: Path) -> list[tuple[Path, datetime]]:
    """Return the files of a folder that are named as copies, with the moments in their names."""
    with suppress(OSError):
        return [(path, at) for path in sorted(folder.iterdir()) if (at := moment_of(path)) is not None]
    return []


def identity_of(store: Store) -> str:
    """Return what tells this office from all others and never changes: its journal's first digest."""
    journal: Any = table_of(JournalRecord).c
    with store.reading() as session:
        return session.scalar(select(journal.digest).where(journal.sequence == 1)) or ""


@contextmanager
def _disk_errors(folder: Path, store: Store) -> Iterator[None]:
    """Turn what happens while a copy is written into words about the copy."""
    try:
        yield
    except CopyFailed as error:
        raise WorldError("backup.source_damaged", path=str(folder)) from error
    except OSError as error:
        raise disk_error(error, folder) from error
    except (DatabaseError, driver(store.key).Error) as error:
        raise written_error(folder) from error


def _unlink(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
        envelope_of(path).unlink(missing_ok=True)


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
