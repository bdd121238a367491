"""Files that come in and go out: size and kind checked, written safely."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from models.copying import flush_folder
from services.errors import DomainError, WorldError

if TYPE_CHECKING:
    from services.complaints.commands import AttachmentInput

LARGEST_MB = 25

_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
)


def media_type(content: bytes) -> str:
    """Return a file's type read from its content, not from its name."""
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    return "application/octet-stream"


def check_attachment(file: "AttachmentInput") -> None:
    """Refuse an empty or too large file."""
    if not file.content:
        raise DomainError("file.empty", name=file.name)
    if len(file.content) > LARGEST_MB * 1024 * 1024:
        raise DomainError("file.too_large", name=file.name, limit_mb=LARGEST_MB)


def read_file(path: Path) -> "AttachmentInput":
    """Return a file from disk as something to attach."""
    from services.complaints.commands import AttachmentInput

    try:
        if path.stat().st_size > LARGEST_MB * 1024 * 1024:
            raise DomainError("file.too_large", name=path.name, limit_mb=LARGEST_MB)
        return AttachmentInput(name=path.name, content=path.read_bytes())
    except OSError as error:
        raise WorldError("file.unreadable", path=str(path)) from error


def check_place(path: Path) -> None:
    """Refuse a place where no file can be written, before anything is recorded as printed."""
    trial = path.parent / f".{secrets.token_hex(8)}.part"
    try:
        if path.is_dir():
            raise IsADirectoryError(path)
        trial.open("xb").close()
        trial.unlink()
    except OSError as error:
        raise WorldError("file.unwritable", path=str(path)) from error


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside its place, flushed to disk, then moved there."""
    # Not mkstemp: its files are readable by their owner alone, and a report is made to be passed on.
    temporary = path.parent / f".{secrets.token_hex(8)}.part"
    try:
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
