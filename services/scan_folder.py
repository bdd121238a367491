"""A folder into which a scanner puts slips: what is whole and new there, and putting away what was attached.

Nothing in the folder is ever deleted or overwritten. A file counts once its size has stood still between two
looks and it can be opened; the folder may be on a share that comes and goes.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.errors import WorldError
from services.files import tidy_name

PUT_AWAY = "เก็บแล้ว"
# What scanners write; a scanner's own notes and half-written files end otherwise.
SCANNED = frozenset((".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp", ".heic"))
_MOST = 500  # a folder of old scans isn't read whole at every look
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Scan:
    """Hold one whole scan: what it is called, how it stood when it was looked at, and its content's hash."""

    path: Path
    size: int
    changed_ns: int
    sha256: str = ""

    @property
    def name(self) -> str:
        """Return the name as it is shown."""
        return tidy_name(self.path.name)


@dataclass(frozen=True, slots=True)
class Look:
    """Hold what a look into the folder found: whole scans, newest first, and those not to be read yet."""

    scans: tuple[Scan, ...] = ()
    unfinished: tuple[str, ...] = ()
    trouble: WorldError | None = None


class ScanFolder:
    """Look into one folder again and again; what was seen before tells what stands still."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[Path, tuple[int, int]] = {}
        self._hashes: dict[tuple[Path, int, int], str] = {}

    def look(self) -> Look:
        """Return what is there now; a folder that is gone is told and asked for again next time."""
        try:
            found = [path for path in self.folder.iterdir() if _is_scan(path)]
        except OSError as error:
            self._seen.clear()
            return Look(trouble=_gone(self.folder, error))
        standing: dict[Path, tuple[int, int]] = {}
        scans, unfinished = [], []
        for path, size, changed in _newest(found):
            standing[path] = (size, changed)
            scan = self._whole(path, size, changed) if self._seen.get(path) == (size, changed) else None
            if scan is not None:
                scans.append(scan)
            else:
                unfinished.append(tidy_name(path.name))
        self._seen = standing
        return Look(tuple(scans), tuple(unfinished))

    def _whole(self, path: Path, size: int, changed: int) -> Scan | None:
        """Return a scan that stands still and can be read, None for one that is empty, held or gone."""
        if not size:
            return None
        known = self._hashes.get((path, size, changed))
        if known is None:
            known = _hash(path)
            if known is None:
                return None
            self._hashes[path, size, changed] = known
        return Scan(path, size, changed, known)


def put_away(scan: Scan) -> Path:
    """Move an attached scan into the folder's own drawer; return where it lies.

    Call it after the save that holds the scan. A file that has become another since stays where it is.
    """
    try:
        if _hash(scan.path) != scan.sha256:
            raise WorldError("scan.unmoved", name=scan.name)
        drawer = scan.path.parent / PUT_AWAY
        drawer.mkdir(exist_ok=True)
        place = _free_place(drawer, scan.path.name)
        try:
            scan.path.replace(place)
        except OSError:
            place.unlink(missing_ok=True)  # the empty name that was taken, never a scan
            raise
    except OSError as error:
        raise WorldError("scan.unmoved", name=scan.name) from error
    return place


def _free_place(drawer: Path, name: str) -> Path:
    """Take a name in the drawer that nothing has, so that nobody else can take it meanwhile."""
    stem, suffix = Path(name).stem, Path(name).suffix
    number = 1
    while True:
        place = drawer / (name if number == 1 else f"{stem} ({number}){suffix}")
        with suppress(FileExistsError):
            place.open("xb").close()
            return place
        number += 1


def _is_scan(path: Path) -> bool:
    return path.suffix.lower() in SCANNED and not path.name.startswith((".", "~"))


def _newest(paths: Iterable[Path]) -> list[tuple[Path, int, int]]:
    found = []
    for path in paths:
        with suppress(OSError):  # gone since the folder was read
            stat = path.stat()
            if path.is_file():
                found.append((path, stat.st_size, stat.st_mtime_ns))
    return sorted(found, key=lambda item: (item[2], item[0].name), reverse=True)[:_MOST]


def _hash(path: Path) -> str | None:
    """Return the hash of a file's content, None where it can't be read."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
    except OSError:
        return None
    return digest.hexdigest()


def _gone(folder: Path, error: OSError) -> WorldError:
    trouble = WorldError("scan.no_folder", path=str(folder))
    trouble.__cause__ = error
    return trouble
