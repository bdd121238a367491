"""Look at a folder before an office is made in it."""

import ctypes
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from services.clock import Clock
from services.container import Services, create_services, open_services
from services.errors import DomainError, WorldError

NETWORK_SYSTEMS = (
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "fuse.sshfs",
    "9p",
)
WINDOWS_REMOTE_DRIVE = 4


def has_office(folder: Path, clock: Clock) -> bool:
    """Tell whether an office lies in a folder; what is there but can't be opened raises its error."""
    try:
        services = open_services(folder, clock)
    except WorldError as error:
        if error.code in ("store.no_folder", "store.no_office"):
            return False
        raise
    try:
        services.office.card()
    except DomainError as error:
        if error.code != "store.no_office":
            raise
        return False
    finally:
        services.close()
    return True


def make_services(folder: Path, clock: Clock) -> Services:
    """Make the database of a new office; one left empty by a set-up that broke off is taken up again."""
    try:
        return create_services(folder, clock)
    except WorldError as error:
        if error.code != "store.exists" or has_office(folder, clock):
            raise
    return open_services(folder, clock)


def is_writable(folder: Path) -> bool:
    """Tell whether files can be made in a folder, or in the nearest one above that exists."""
    place = nearest_existing(folder)
    if not place.is_dir():
        return False
    try:
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False


def is_on_network(folder: Path) -> bool:
    """Tell whether a folder lies on a network drive, where SQLite loses data."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    place = nearest_existing(folder)
    if sys.platform == "win32":
        return ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == WINDOWS_REMOTE_DRIVE
    kind = bytes(QStorageInfo(str(place)).fileSystemType().data()).decode(errors="replace")
    return kind.lower() in NETWORK_SYSTEMS


def nearest_existing(folder: Path) -> Path:
    """Return the folder, or the first above it that exists."""
    return next((place for place in (folder, *folder.parents) if place.exists()), folder)
