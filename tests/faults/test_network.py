"""A data folder on a network drive: refused with the reason and the way on, however it is spelled."""

import os
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from models.places import is_on_network, mac_mounts
from tests.faults.command_line import run
from tests.faults.machine import forbidden, mount_with_descriptor
from tests.faults.windows import Window

Open = Callable[..., Window]
TABLE = (
    "/dev/sda1 / ext4 rw,relatime 0 0\n"
    "tmpfs {base}/ในเครื่อง tmpfs rw 0 0\n"
    "//fs.treasury/งานคลัง {base}/งานคลัง\\040จังหวัด cifs rw,vers=3.0 0 0\n"
    "fs:/export {base}/nfs nfs4 rw,addr=10.0.0.2 0 0\n"
    "tmpfs {base}/nfs/local tmpfs rw 0 0\n"
    "sshfs#me@host: {base}/tab\\011and\\134slash fuse.sshfs rw 0 0\n"
    "host {base}/twice 9p rw 0 0\n"
    "/dev/sdb1 {base}/twice ext4 rw 0 0\n"
    "half a line\n\n"
)


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    """Return a mounts table over folders that exist."""
    for name in ("ในเครื่อง", "งานคลัง จังหวัด/ข้อมูล", "nfs/local", "tab\tand\\slash", "twice"):
        (tmp_path / name).mkdir(parents=True)
    table = tmp_path / "mounts"
    table.write_text(TABLE.format(base=tmp_path), encoding="utf-8")
    return table


@pytest.mark.parametrize(
    ("name", "network"),
    [
        ("ในเครื่อง", False),
        ("งานคลัง จังหวัด", True),
        ("งานคลัง จังหวัด/ข้อมูล", True),
        ("งานคลัง จังหวัด/ยังไม่มี/ลึกลงไป", True),
        ("งานคลัง จังหวัดอื่น", False),
        ("nfs/office", True),
        ("nfs/local/office", False),
        ("nfs/../ในเครื่อง", False),
        ("ในเครื่อง/../nfs", True),
        ("tab\tand\\slash", True),
        ("twice", False),
        ("nowhere", False),
    ],
)
def test_the_mounts_table_is_read_as_the_kernel_writes_it(mounts: Path, name: str, network: bool) -> None:
    assert is_on_network(mounts.parent / name, mounts) is network


def test_a_link_into_a_share_is_seen_through(mounts: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "งานคลัง จังหวัด", target_is_directory=True)
    assert is_on_network(tmp_path / "link" / "ข้อมูล", mounts)


def test_a_loop_of_links_is_no_share(mounts: Path, tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert not is_on_network(tmp_path / "a", mounts)


def test_a_missing_table_is_no_reason_to_refuse(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path, tmp_path / "none")


@pytest.mark.parametrize("share", [r"\\fs\งานคลัง", "//fs/share/office", r"\\?\UNC\fs\share"])
def test_a_share_is_known_by_its_name(share: str) -> None:
    assert is_on_network(Path(share))


def test_what_mount_says_on_macos_is_read() -> None:
    said = (
        "/dev/disk1s1 on / (apfs, local, journaled)\n"
        "//me@fs.treasury/share on /Volumes/งานคลัง (1) (smbfs, nodev, nosuid, mounted by me)\n"
    )
    assert mac_mounts(said) == [("/", "apfs"), ("/Volumes/งานคลัง (1)", "smbfs")]


@pytest.fixture
def network_drive(tmp_path: Path) -> Iterator[Path]:
    """Mount what the kernel lists as sshfs: a file system of this very process, with an empty root."""
    place = tmp_path / "ไดรฟ์ เครือข่าย"
    place.mkdir()
    try:
        handle = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        forbidden("a real network mount (no /dev/fuse)")
    options = f"fd={handle},rootmode=40000,user_id=0,group_id=0"
    if not mount_with_descriptor("fuse.sshfs", place, options):
        os.close(handle)
        forbidden("a real network mount (mounting is not allowed)")
    server = threading.Thread(target=_serve, args=(handle,), daemon=True)
    server.start()
    yield place
    os.system(f"umount -l '{place}'")  # noqa: S605 - the test's own folder
    server.join(5)
    os.close(handle)


def test_a_network_drive_is_refused_by_the_window_and_the_command_line(
    network_drive: Path, tmp_path: Path, open_window: Open
) -> None:
    link = tmp_path / "ทางลัด"
    link.symlink_to(network_drive)
    for folder in (network_drive, network_drive / "ยังไม่มี", link):
        assert is_on_network(folder)
    ended = run("list", "--data", network_drive, "--user", "front")
    assert ended.returncode == 1
    assert "PostgreSQL" in ended.stderr
    made = run("demo", "--data", network_drive / "ใหม่", "--cases", "0")
    assert made.returncode == 1
    assert "PostgreSQL" in made.stderr
    window = open_window(network_drive)
    assert "ไดรฟ์เครือข่าย" in window.text()
    assert "PostgreSQL" in window.text()


_HEADER = struct.Struct("<IIQQIIII")
_ANSWER = struct.Struct("<IiQ")
_INIT, _GETATTR, _FORGET, _BATCH_FORGET = 26, 3, 2, 42
_NO_ENTRY = -2
_ATTRIBUTES = struct.Struct("<QQQQQQIIIIIIIIII")


def _serve(handle: int) -> None:
    """Answer the kernel: there is an empty root folder, and nothing else."""
    with suppress(OSError):
        while request := os.read(handle, 1 << 18):
            _length, kind, unique, node, *_rest = _HEADER.unpack_from(request)
            if kind in (_FORGET, _BATCH_FORGET):
                continue
            body, error = b"", _NO_ENTRY
            if kind == _INIT:
                body, error = struct.pack("<IIIIHHIIHHI28x", 7, 23, 0, 0, 8, 8, 4096, 1, 0, 0, 0)[:24], 0
            elif kind == _GETATTR and node == 1:
                attributes = _ATTRIBUTES.pack(1, 0, 0, 0, 0, 0, 0, 0, 0, 0o40755, 2, 0, 0, 0, 512, 0)
                body, error = struct.pack("<QII", 0, 0, 0) + attributes, 0
            os.write(handle, _ANSWER.pack(_ANSWER.size + len(body), error, unique) + body)
