"""A copy of an encrypted office, brought to a computer that has none of its keys."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME, is_plain
from services.backup.restoring import Restoring
from services.clock import SetClock
from services.container import open_services
from services.errors import DomainError
from services.keys.keeper import KeyKeeper
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp
from tests.command_line import run_main
from tests.services.backup.offices import PHRASE, make_office
from tests.services.factories import FRIDAY

ROOT = Path(__file__).parents[3]
WAYS = {"kept key": KeySetUp(encrypt=True), "passphrase": KeySetUp(encrypt=True, passphrase=PHRASE)}


class Brought:
    """Hold a copy on a stick, and the words that open it."""

    def __init__(self, place: Path, set_up: KeySetUp) -> None:
        make_office(place / "data", set_up)
        (place / "usb").mkdir()
        services = open_services(place / "data", SetClock(FRIDAY), ask_passphrase=lambda: PHRASE)
        services.backups.make_by_itself("x", place / "usb", "copy")
        self.key = services.seal.key
        services.close()
        shutil.rmtree(place / "data")
        (self.copy,) = (place / "usb").glob("*.db")
        self.new, self.keys = place / "new", place / "other-keys"


@pytest.fixture(params=WAYS)
def brought(request: pytest.FixtureRequest, tmp_path: Path) -> Brought:
    return Brought(tmp_path, WAYS[request.param])


@pytest.fixture
def behind_passphrase(tmp_path: Path) -> Brought:
    return Brought(tmp_path, WAYS["passphrase"])


def command(brought: Brought, *words: object, **secrets: str) -> "subprocess.CompletedProcess[str]":
    known = {name: value for name, value in os.environ.items() if not name.startswith("RAPRUEANG")}
    return run_main(*words, env={**known, "RAPRUEANG_KEYS": str(brought.keys), **secrets})


def restore(brought: Brought, **secrets: str) -> "subprocess.CompletedProcess[str]":
    words = ("restore", "--data", brought.new, "--from", brought.copy, "--yes")
    return command(brought, *words, **secrets)


def stands(brought: Brought, phrase: str = PHRASE) -> bool:
    """Tell whether the office opens there, encrypted, and holds."""
    services = open_services(
        brought.new, SetClock(FRIDAY), keeper=KeyKeeper(brought.keys), ask_passphrase=lambda: phrase
    )
    try:
        return not is_plain(brought.new / DATABASE_NAME) and services.verification.verify().problem is None
    finally:
        services.close()


def test_through_services_with_the_typed_key(brought: Brought) -> None:
    restoring = Restoring(brought.new, SetClock(FRIDAY), KeyKeeper(brought.keys))
    typed = OfficeKey.from_text(brought.key.to_text().lower())
    restoring.put(restoring.stage(brought.copy, given=typed), "x")
    assert stands(brought)


def test_through_services_with_the_passphrase(behind_passphrase: Brought) -> None:
    brought = behind_passphrase
    restoring = Restoring(brought.new, SetClock(FRIDAY), KeyKeeper(brought.keys))
    with pytest.raises(DomainError):
        restoring.stage(brought.copy, ask_passphrase=lambda: PHRASE + "x")
    restoring.put(restoring.stage(brought.copy, ask_passphrase=lambda: PHRASE), "x")
    assert stands(brought)


def test_on_the_command_line_with_the_typed_key(brought: Brought) -> None:
    wrong = restore(brought, RAPRUEANG_KEY=OfficeKey.new().to_text())
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (1, 1)
    assert not (brought.new / DATABASE_NAME).exists()
    done = restore(brought, RAPRUEANG_KEY=brought.key.to_text())
    assert done.returncode == 0, done.stderr
    assert stands(brought)


def test_on_the_command_line_with_the_passphrase(behind_passphrase: Brought) -> None:
    brought = behind_passphrase
    wrong = restore(brought, RAPRUEANG_PASSPHRASE=PHRASE + "x")
    assert (wrong.returncode, len(wrong.stderr.splitlines())) == (1, 1)
    assert not (brought.new / DATABASE_NAME).exists()
    done = restore(brought, RAPRUEANG_PASSPHRASE=PHRASE)
    assert done.returncode == 0, done.stderr
    assert stands(brought)
    checked = command(brought, "verify", "--data", brought.new, RAPRUEANG_PASSPHRASE=PHRASE)
    assert checked.returncode == 0, checked.stderr
