"""A small disk of its own, where the machine lets one be mounted."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """Mount a disk in memory, or skip the test loudly."""
    place = Path(tempfile.mkdtemp(prefix="raprueang-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    allowed = shutil.which("mount") is not None
    if not allowed or subprocess.run(mount, capture_output=True, check=False).returncode:
        place.rmdir()
        pytest.skip("no disk can be mounted here: a small one is not tried")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()
