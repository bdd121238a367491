"""Look into the folder of scans again and again, beside the window, and tell what is new there."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QWidget

from services.complaints.scans import Scans
from services.errors import DomainError, WorldError
from services.permissions import Actor
from services.scan_folder import Look, Scan, ScanFolder, put_away
from ui.desk import Desk
from ui.error_messages import sentence
from ui.files.incoming import Incoming
from ui.tasks import Job

KEY = "scans/folder"
# Folders on a share give no sign when something arrives; and a file has to stand still between two looks.
POLL_MS = 3000
SOON_MS = 700


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what a look told: new scans, newest first, what is still arriving, what went wrong."""

    scans: tuple[Scan, ...] = ()
    unfinished: tuple[str, ...] = ()
    trouble: DomainError | None = None


class ScanWatcher(QObject):
    """Watch the folder that this computer's scanner fills, while a page is in sight."""

    changed = Signal()

    def __init__(self, desk: Desk, scans: Scans, settings: QSettings | None, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._scans, self._settings, self._page = desk, scans, settings, page
        self._folder: ScanFolder | None = None
        self._looking = False
        self.seen = Seen()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.look)
        self._signs = QFileSystemWatcher(self)
        self._signs.directoryChanged.connect(lambda _path: self._soon.start())
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.look)
        kept = settings.value(KEY, "") if settings is not None else ""
        if isinstance(kept, str) and kept:
            self._watch(Path(kept))

    @property
    def folder(self) -> Path | None:
        """Return the folder watched."""
        return self._folder.folder if self._folder is not None else None

    def choose(self) -> None:
        """Ask for the folder, and keep it for this computer."""
        chosen = self._desk.feedback.ask_folder(self.tr("เลือกโฟลเดอร์ที่เครื่องสแกนบันทึกไฟล์"))
        if chosen is not None:
            if self._settings is not None:
                self._settings.setValue(KEY, str(chosen))
            self._watch(chosen)
            self.look()

    def look(self) -> None:
        """Look now, unless a look is under way or nobody would see what it finds."""
        folder = self._folder
        if folder is None or self._looking or not self._page.isVisible():
            return
        self._looking = True
        actor, scans = self._desk.actor, self._scans
        self._desk.runner.work(
            lambda _job: _look(folder, actor, scans),
            self._saw,
            self._failed,
            owner=self,
            on_finally=self._rest,
        )

    def forget(self, scans: Iterable[Scan]) -> None:
        """Offer scans no more that a save holds: they are about to be put away."""
        gone = {scan.path for scan in scans}
        if gone:
            kept = tuple(scan for scan in self.seen.scans if scan.path not in gone)
            self._saw(replace(self.seen, scans=kept))

    def _watch(self, folder: Path) -> None:
        self._folder = ScanFolder(folder)
        if old := self._signs.directories():
            self._signs.removePaths(old)
        if folder.is_dir():
            self._signs.addPath(str(folder))
        self._poll.start()

    def _rest(self) -> None:
        self._looking = False

    def _saw(self, seen: Seen) -> None:
        if seen != self.seen:
            self.seen = seen
            self.changed.emit()

    def _failed(self, error: DomainError) -> None:
        self._saw(Seen(trouble=error))


def _look(folder: ScanFolder, actor: Actor, scans: Scans) -> Seen:
    """Look, and put away what a save held before the program was ended in between."""
    look: Look = folder.look()
    known = scans.match_scans(actor, (scan.sha256 for scan in look.scans)) if look.scans else {}
    trouble: DomainError | None = look.trouble
    for scan in look.scans:
        if scan.sha256 in known:
            try:
                put_away(scan)
            except WorldError as error:
                trouble = error
    fresh = tuple(scan for scan in look.scans if scan.sha256 not in known)
    return Seen(fresh, look.unfinished, trouble)


def scans_among(items: Iterable[Incoming]) -> tuple[Scan, ...]:
    """Return the scans among files that were read, by the content that goes into the save."""
    return tuple(
        Scan(item.path, len(item.file.content), 0, hashlib.sha256(item.file.content).hexdigest())
        for item in items
        if item.origin == "scan" and item.path is not None and item.file is not None
    )


def put_scans_away(
    desk: Desk, owner: QObject, watcher: ScanWatcher | None, items: Iterable[Incoming]
) -> None:
    """Move scans into their drawer after the save that holds them; what can't be moved is said and stays."""
    scans = scans_among(items)
    if watcher is not None:
        watcher.forget(scans)
    for scan in scans:
        desk.runner.work(
            partial(_put_away, scan),
            None,
            lambda error: desk.feedback.notice(sentence(error).as_text(), "warning"),
            owner=owner,
        )


def _put_away(scan: Scan, _job: Job) -> None:
    put_away(scan)
