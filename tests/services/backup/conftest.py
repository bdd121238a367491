"""An office with some cases, a folder that stands for a USB stick, and a copy made there."""

from pathlib import Path

import pytest

from services.backup.backups import BackupMade
from tests.services.factories import Desk, desk, made_office

__all__ = ["desk", "made_office"]


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def copy(desk: Desk, usb: Path) -> BackupMade:
    """Make a copy after two cases; a third comes later."""
    desk.register(name="นายหนึ่ง ก่อนสำรอง")
    desk.register(name="นายสอง ก่อนสำรอง")
    return desk.services.backups.make_backup(desk.admin, usb, desk.command())
