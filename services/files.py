"""Files that come in and go out: size and kind checked, written safely."""

import os
import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from models.copying import flush_folder
from services.errors import DomainError, WorldError
from services.file_types import danger, family, is_as_named, media_type
from services.thai.text import clean

if TYPE_CHECKING:
    from services.complaints.commands import AttachmentInput

LARGEST_MB = 25
TOTAL_MB = 100
ORIGINS = ("", "clipboard", "scan")
_PIECE = 1024 * 1024

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class ReadCancelled(DomainError):
    """Say that whoever chose a file took it back while it was being read."""

    def __init__(self, name: str) -> None:
        super().__init__("file.cancelled", name=name)


def tidy_name(name: str) -> str:
    """Return the name of a file as it is kept: no path, nothing invisible that turns letters round.

    A name off a disk may hold what is no text: bytes of another encoding, as from an old archive. It is a
    file's name again when somebody saves it.
    """
    return re.split(r"[/\\\n]", clean(name).strip())[-1].strip(". ") or "ไม่มีชื่อ"


def check_attachment(file: "AttachmentInput", limit_mb: int = LARGEST_MB) -> None:
    """Refuse a file that is empty or too large, would run, or is not what its name says."""
    name = tidy_name(file.name)
    if not file.content:
        raise DomainError("file.empty", name=name)
    if len(file.content) > limit_mb * 1024 * 1024:
        raise DomainError("file.too_large", name=name, limit_mb=limit_mb)
    if found := danger(name, file.content):
        raise DomainError("file.program", name=name, found=family(found))
    if not is_as_named(name, file.content):
        ending = Path(name).suffix.lower()
        raise DomainError(
            "file.not_as_named", name=name, found=family(media_type(file.content)), ending=ending
        )


def check_together(files: "Iterable[AttachmentInput]", limit_mb: int, total_mb: int) -> None:
    """Refuse files of which one can't be kept, or which are too large together."""
    size = 0
    for file in files:
        check_attachment(file, limit_mb)
        size += len(file.content)
    if size > total_mb * 1024 * 1024:
        raise DomainError("file.too_large_together", limit_mb=total_mb)


def read_file(
    path: Path,
    limit_mb: int = LARGEST_MB,
    *,
    origin: str = "",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> "AttachmentInput":
    """Return a file from disk as something to attach; one that is too large is refused before it is read."""
    from services.complaints.commands import AttachmentInput

    name = tidy_name(path.name)
    limit = limit_mb * 1024 * 1024
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DomainError("file.folder", name=name)
        if size > limit:
            raise DomainError("file.too_large", name=name, limit_mb=limit_mb)
        content = _read_pieces(path, size, limit, progress, cancelled)
    except FileNotFoundError as error:
        raise WorldError("file.gone", name=name) from error
    except PermissionError as error:
        # What another program holds open says the same on Windows as what nobody gave rights to.
        raise WorldError("file.held", name=name) from error
    except OSError as error:
        raise WorldError("file.unreadable", path=str(path)) from error
    if content is None:
        raise ReadCancelled(name)
    if len(content) > limit:
        raise DomainError("file.too_large", name=name, limit_mb=limit_mb)
    return AttachmentInput(name=name, content=content, origin=origin)


def _read_pieces(
    path: Path, size: int, limit: int, progress: Progress | None, cancelled: Cancelled | None
) -> bytes | None:
    """Read a file piece by piece, a little over the limit at most: it may grow meanwhile."""
    pieces: list[bytes] = []
    done = 0
    with path.open("rb") as file:
        while done <= limit and (piece := file.read(_PIECE)):
            if cancelled is not None and cancelled():
                return None
            pieces.append(piece)
            done += len(piece)
            if progress is not None:
                progress(min(done, size), size)
    return b"".join(pieces)


def _refuse_what_is_no_file(path: Path) -> None:
    # Moving a file to where a device or a pipe stands would put an end to it: /dev/null would be gone.
    if path.exists() and not path.is_file():
        raise FileExistsError(path)


def check_place(path: Path) -> None:
    """Refuse a place where no file can be written, before anything is recorded as printed."""
    trial = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        _refuse_what_is_no_file(path)
        trial.open("xb").close()
        trial.unlink()
    except OSError as error:
        raise WorldError("file.unwritable", path=str(path)) from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place, flushed to disk, then moved there."""
    # Not mkstemp: its files are readable by their owner alone, and a report is made to be passed on.
    temporary = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        _refuse_what_is_no_file(path)
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise WorldError("file.unwritable", path=str(path)) from error
    # The file is whole and in its place by now: a folder that can't be flushed (some shares) is no failure.
    flush_folder(path.parent)
