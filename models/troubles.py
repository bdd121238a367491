"""What SQLite says of the world, as codes: full, gone, damaged, held, read-only."""

import errno
import shutil
import tempfile
from pathlib import Path

SAID_BY_SQLITE = {
    "locked": "store.busy",
    "locking protocol": "store.busy",
    "busy": "store.busy",
    "is full": "store.full",
    "readonly": "store.read_only",
    "unable to open": "store.read_only",
    "disk i/o": "store.unreadable",
    "malformed": "store.damaged",
    "not a database": "store.damaged",
    "corrupt": "store.damaged",
    "could not decode": "store.damaged",
    "vtable constructor failed": "store.damaged",
}
# SQLite says no more than that the file let it down; the folder tells why.
UNCLEAR = frozenset({"store.unreadable", "store.read_only"})
LEAST_FREE = 512 * 1024  # bytes; below this SQLite's own files beside the database find no room
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT}) if hasattr(errno, "EDQUOT") else frozenset({errno.ENOSPC})


def trouble(said: str, path: Path | None = None) -> str | None:
    """Return the code of what SQLite says; path is the database, to look what there is about it.

    None says that the world is not to blame: the statement is.
    """
    said = said.lower()
    code = next((code for part, code in SAID_BY_SQLITE.items() if part in said), None)
    if path is None or code not in UNCLEAR:
        return code
    found = _seen_at(path)
    if found is None and "readonly" in said and _takes_writes(path):
        # What SQLCipher says of a write after it met a page that it can't decipher.
        return "store.damaged"
    return found or code


def is_no_room(error: OSError) -> bool:
    """Tell whether a file could not be written because the disk, or somebody's share of it, is full."""
    return error.errno in _NO_ROOM


def _seen_at(path: Path) -> str | None:
    """Return what is wrong with the place where a database should be, None where nothing shows."""
    try:
        path.stat()
        return "store.full" if shutil.disk_usage(path.parent).free < LEAST_FREE else None
    except FileNotFoundError:
        return "store.gone"
    except OSError:
        return None


def _takes_writes(path: Path) -> bool:
    try:
        with path.open("ab"), tempfile.TemporaryFile(dir=path.parent):
            return True
    except OSError:
        return False
