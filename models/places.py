"""Where a folder lies: on a network drive SQLite loses data, so such a folder is refused."""

import ctypes
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

# File systems as /proc/mounts and macOS's mount name them. Folders that a virtual machine shares with its
# host are among them: locks and shared memory do not hold there either.
NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "9p"}
    | {"fuse.davfs2", "fuse.rclone", "ceph", "glusterfs", "fuse.glusterfs", "ncpfs", "afs", "lustre"}
    | {"fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.s3fs", "fuse.curlftpfs", "vboxsf", "fuse.vmhgfs-fuse"}
)
WINDOWS_REMOTE_DRIVE = 4
MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(rb"\\([0-7]{3})")
_MAC_LINE = re.compile(r"^.* on (?P<point>/.*) \((?P<system>[^,)]+)")

Mount = tuple[str, str]  # where it is, and its file system


def is_on_network(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Tell whether a folder lies on a network drive; mounts is Linux's list of what is mounted where."""
    if _is_share(str(folder)):
        return True
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    table = mac_mounts(_said_by_mount()) if sys.platform == "darwin" else linux_mounts(_read(mounts))
    # As it is spelled before anything is asked of it: a server that is away lets every question hang.
    spelled = Path(os.path.normpath(folder.absolute()))
    return any(_system_of(place, table) in NETWORK_SYSTEMS for place in _once(spelled, folder))


def nearest_existing(folder: Path) -> Path:
    """Return the folder, or the first above it that exists."""
    return next((place for place in (folder, *folder.parents) if _exists(place)), folder)


def linux_mounts(table: bytes) -> list[Mount]:
    """Return what a mounts table says; blanks and the like stand in it as octal numbers."""
    lines = (line.split(b" ") for line in table.splitlines())
    return [(_unescaped(line[1]), os.fsdecode(line[2]).lower()) for line in lines if len(line) > 2]


def mac_mounts(said: str) -> list[Mount]:
    """Return what macOS's mount says: //who@server/share on /Volumes/share (smbfs, nodev)."""
    found = (_MAC_LINE.match(line) for line in said.splitlines())
    return [(line["point"], line["system"].strip().lower()) for line in found if line]


def _once(spelled: Path, folder: Path) -> Iterable[Path]:
    yield spelled
    yield _resolved(nearest_existing(folder.absolute()))


def _is_share(path: str) -> bool:
    r"""Tell whether a path names a share; \\?\C: and \\.\ name places of this computer."""
    plain = path.replace("/", "\\")
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain[4:8].upper() == "UNC\\"
    return plain.startswith("\\\\")


def _is_remote_drive(folder: Path) -> bool:
    place = nearest_existing(folder.absolute())
    if _is_share(str(_resolved(place))):  # a mapped drive, or a folder that leads to a share
        return True
    windll = getattr(ctypes, "windll")  # noqa: B009 - known to the type checker on Windows alone
    return bool(windll.kernel32.GetDriveTypeW(place.anchor) == WINDOWS_REMOTE_DRIVE)


def _resolved(place: Path) -> Path:
    try:
        return place.resolve()
    except (OSError, RuntimeError):  # a loop of links: what opens it will say so
        return place


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:
        return False


def _unescaped(point: bytes) -> str:
    return os.fsdecode(_OCTAL.sub(lambda found: bytes([int(found[1], 8) & 0xFF]), point))


def _read(mounts: Path) -> bytes:
    try:
        return mounts.read_bytes()
    except OSError:
        return b""


def _said_by_mount() -> str:
    try:
        done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout


def _system_of(place: Path, table: list[Mount]) -> str:
    """Return the file system of the mount that a place lies under: the longest, and of equals the last."""
    best, kind = "", ""
    for point, system in table:
        if place.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, system
    return kind
