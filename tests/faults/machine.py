"""What a test does to the machine: small disks, drives that are pulled, processes that hold a lock."""

import ctypes
import errno
import fcntl
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.journeys.processes import ROOT

# What this machine forbade, told once more at the end of the run.
FORBIDDEN: list[str] = []
_EXT4_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = 2


def forbidden(what: str) -> None:
    """Skip a test because of the machine, and remember it for the summary."""
    FORBIDDEN.append(what)
    pytest.skip(f"NOT TESTED HERE: {what}")


def _mount(*arguments: str) -> bool:
    tool = shutil.which("mount")
    if tool is None or sys.platform != "linux" or os.geteuid() != 0:
        return False
    return subprocess.run([tool, *arguments], capture_output=True, check=False).returncode == 0


def mount_with_descriptor(system: str, place: Path, options: str) -> bool:
    """Mount a file system that this process serves through a descriptor of its own."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.mount(b"test", os.fsencode(place), system.encode(), 0, options.encode()) == 0)


class Disk:
    """Hold a small disk of its own."""

    FILLER = "filler"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, leave: int = 0) -> None:
        """Write until nothing more fits, then give so many bytes back."""
        path = self.folder / self.FILLER
        with path.open("ab", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                with suppress(OSError):
                    while file.write(bytes(size)):
                        pass
            if leave:
                file.truncate(max(0, file.tell() - leave))

    def make_room(self) -> None:
        """Throw away what filled the disk."""
        (self.folder / self.FILLER).unlink()

    def set_read_only(self, read_only: bool) -> None:
        """Mount the disk anew, read-only or not, whatever is open on it."""
        if not _mount("-o", f"remount,{'ro' if read_only else 'rw'}", str(self.folder)):
            forbidden("remounting a disk read-only while files are open on it")


@contextmanager
def small_disk(folder: Path, size_mb: float) -> Iterator[Disk]:
    """Mount a disk of so many megabytes in memory."""
    folder.mkdir(parents=True, exist_ok=True)
    if not _mount("-t", "tmpfs", "-o", f"size={int(size_mb * 1024)}k", "tmpfs", str(folder)):
        forbidden("a full disk (no tmpfs can be mounted)")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


class Drive(Disk):
    """Hold a drive that can be pulled out: what is open on it gets input/output errors from then on."""

    def __init__(self, image: Path, folder: Path) -> None:
        super().__init__(folder)
        self._image = image
        self._in = False

    def plug_in(self) -> None:
        """Put the drive in its place."""
        if not _mount("-o", "loop", str(self._image), str(self.folder)):
            forbidden("a drive that is pulled out (no file can be mounted as a drive)")
        self._in = True

    def flush(self) -> None:
        """Have on the drive what was copied to it."""
        subprocess.run(["sync", "-f", str(self.folder)], check=True)

    def pull(self) -> None:
        """Pull the drive out: what was not on it yet is lost, what is open on it is dead."""
        if not self._in:
            return
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            fcntl.ioctl(handle, _EXT4_SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
        except OSError as error:
            if error.errno != errno.EPERM:
                raise
        finally:
            os.close(handle)
        # What had reached the drive, and nothing that the dead one may still hold in memory.
        self._image = Path(shutil.copy(self._image, f"{self._image}+"))
        subprocess.run(["umount", "-l", str(self.folder)], check=True)
        self._in = False


@contextmanager
def usb_drive(parent: Path, size_mb: int = 24) -> Iterator[Drive]:
    """Plug a small drive in."""
    image, folder = parent / "drive.img", parent / "ไดรฟ์ USB"
    folder.mkdir()
    tool = shutil.which("mkfs.ext4") or "/sbin/mkfs.ext4"
    with image.open("wb") as file:
        file.truncate(size_mb << 20)
    if not Path(tool).exists():
        forbidden("a drive that is pulled out (mkfs.ext4 is not here)")
    subprocess.run([tool, "-q", "-m", "0", str(image)], check=True, capture_output=True)
    drive = Drive(image, folder)
    drive.plug_in()
    try:
        yield drive
    finally:
        drive.pull()


@contextmanager
def held(database: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Let another process hold a database with BEGIN IMMEDIATE or EXCLUSIVE, or without WAL at all."""
    code = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('PRAGMA locking_mode = ' + ('EXCLUSIVE' if sys.argv[2] == 'WHOLE' else 'NORMAL'));"
        "c.execute('BEGIN ' + ('IMMEDIATE' if sys.argv[2] == 'WHOLE' else sys.argv[2]));"
        "c.execute('SELECT count(*) FROM sqlite_master').fetchall(); print('held', flush=True);"
        "sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(database), how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
    finally:
        process.communicate()


def unprivileged() -> list[str]:
    """Return what to put before a command so that file rights hold for it: for root they don't."""
    if os.name != "posix":
        forbidden("file rights (this system sets them otherwise)")
    if os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        forbidden("file rights (root without setpriv)")
    return [str(setpriv), "--reuid=65534", "--regid=65534", "--clear-groups"]
