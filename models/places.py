"""Where a folder lies: on a network drive SQLite loses data, so such a folder is refused."""

import ctypes
import sys
from pathlib import Path

# File systems as /proc/mounts and macOS's mount name them.
NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "9p"}
    | {"fuse.davfs2", "fuse.rclone", "ceph", "glusterfs", "fuse.glusterfs", "ncpfs", "afs", "lustre"}
)
WINDOWS_REMOTE_DRIVE = 4
MOUNTS = Path("/proc/self/mounts")


def is_on_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Tell whether a folder lies on a network drive; mounts is Linux's list of what is mounted where."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    place = nearest_existing(folder.absolute())
    if sys.platform == "win32":
        return ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == WINDOWS_REMOTE_DRIVE
    return _system_of(place.resolve(), mounts) in NETWORK_SYSTEMS


def nearest_existing(folder: Path) -> Path:
    """Return the folder, or the first above it that exists."""
    return next((place for place in (folder, *folder.parents) if _exists(place)), folder)


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:
        return False


def _system_of(place: Path, mounts: Path) -> str:
    """Return the file system of the mount that a place lies under: the longest, and of equals the last."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""  # not Linux: macOS's network volumes are seen by the folder's own refusal to lock
    best, kind = "", ""
    for line in lines:
        _device, point, system, *_rest = line.split(" ")
        point = point.encode("utf-8", "surrogateescape").decode("unicode_escape", "replace")
        if place.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, system
    return kind.lower()
