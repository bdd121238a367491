"""A private folder for what other programs must read in clear: emptied at close and at the next start.

It lies in this user's own place on this computer, never in the data folder: that one is copied to sticks
and servers. Nothing overwrites what was deleted: on flash drives that would be a pretence.
"""

import hashlib
import os
import secrets
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path

from services.errors import WorldError

FOLDER = "RAPRUEANG_OPEN"
NAME_LENGTH = 120
_WRONG_IN_NAMES = frozenset('\\/:*?"<>|')


class PrivateFiles:
    """Put files out for other programs, and take them away again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes) -> Path:
        """Write a copy that can be read only, by this user only; return where it is."""
        place = self.folder / secrets.token_hex(4)
        path = place / safe_name(name)
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(stat.S_IRWXU)  # it may have been there, made by whoever
            place.mkdir(mode=0o700)
            # Not writable: what somebody saved into the copy would be lost with it.
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o400)
            with os.fdopen(handle, "wb") as file:
                file.write(content)
        except OSError as error:
            raise WorldError("file.unwritable", path=str(path)) from error
        return path

    def wipe(self) -> int:
        """Delete everything put out; return how many files another program still holds."""
        with suppress(OSError):
            for path in sorted(self.folder.rglob("*"), reverse=True):
                _delete(path)
            self.folder.rmdir()
        with suppress(OSError):
            return sum(path.is_file() for path in self.folder.rglob("*"))
        return 0


def private_folder(data: Path) -> Path:
    """Return the private folder that belongs to a data folder."""
    of_data = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:16]
    return _base() / of_data


def safe_name(name: str) -> str:
    """Return a name that every disk takes, its ending kept: programs go by it."""
    shown = "".join("-" if sign in _WRONG_IN_NAMES or not sign.isprintable() else sign for sign in name)
    path = Path(shown.strip(" .") or "file")
    suffix = path.suffix[:12]
    # A name's length counts in bytes, and a Thai letter takes three.
    stem = path.stem.encode()[:NAME_LENGTH].decode(errors="ignore").strip(" .") or "file"
    return f"{stem}{suffix}"


def _base() -> Path:
    if named := os.environ.get(FOLDER):
        return Path(named)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "RapRueang-open"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "RapRueang" / "open"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "raprueang" / "open"


def _delete(path: Path) -> None:
    with suppress(OSError):
        if path.is_symlink() or not path.is_dir():
            if sys.platform == "win32":
                path.chmod(stat.S_IWRITE)
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)
