"""Copies and restores of offices whose key lies behind something: each time the next opening works."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME, is_plain
from services.backup.naming import envelope_of
from services.backup.restoring import Restoring
from services.clock import SetClock
from services.container import Services, open_services
from services.keys.envelope import KEPT, PASSPHRASE, read_envelope, seal_with_passphrase, write_envelope
from services.keys.envelope import NAME as ENVELOPE_NAME
from services.keys.keeper import KeyKeeper, default_keeper
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from tests.services.backup.offices import PHRASE, make_office
from tests.services.factories import FRIDAY, PASSWORD

MAIN = Path(__file__).parents[3] / "main.py"
NEWER = "วลีใหม่ที่ยาวพอ"


def opened(folder: Path, phrase: str = PHRASE) -> Services:
    return open_services(folder, SetClock(FRIDAY), ask_passphrase=lambda: phrase)


def copied(folder: Path, phrase: str = PHRASE) -> Path:
    services = opened(folder, phrase)
    made = services.backups.make_by_itself("x", None, "copy")
    services.close()
    return made.path


def behind(services: Services, phrase: str) -> None:
    """Put the key behind a passphrase and let go of the kept one, as the settings do."""
    write_envelope(services.folder, seal_with_passphrase(services.seal.key, phrase, cheap=True))
    services.keeper.forget(services.seal.key_id)


def whole(folder: Path, phrase: str) -> bool:
    services = opened(folder, phrase)
    try:
        return services.store.key is not None and services.verification.verify().problem is None
    finally:
        services.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    make_office(folder, KeySetUp(encrypt=True))
    return folder


def test_a_copy_from_before_the_passphrase_opens_with_the_passphrase(data: Path) -> None:
    copy = copied(data)
    services = opened(data)
    behind(services, PHRASE)
    services.restoring.put(services.restoring.stage(copy), "x")
    assert whole(data, PHRASE)
    envelope = read_envelope(data)
    assert envelope is not None
    assert envelope.unlock == PASSPHRASE


def test_a_copy_of_an_older_passphrase_opens_with_the_one_of_today(data: Path) -> None:
    services = opened(data)
    behind(services, PHRASE)
    services.close()
    copy = copied(data)
    services = opened(data)
    behind(services, NEWER)
    restored = services.restoring.put(services.restoring.stage(copy), "x")
    assert whole(data, NEWER)
    assert restored.kept is not None
    kept = json.loads(envelope_of(restored.kept).read_text())
    assert kept["unlock"] == PASSPHRASE


@pytest.mark.parametrize("phrase", [PHRASE, NEWER], ids=["of the copy", "of the data"])
def test_over_damaged_data_either_passphrase_counts_and_is_the_one_to_go_on_with(
    data: Path, phrase: str
) -> None:
    services = opened(data)
    behind(services, PHRASE)
    services.close()
    copy = copied(data)
    services = opened(data)
    behind(services, NEWER)
    services.close()
    (data / DATABASE_NAME).write_bytes(os.urandom(3 * 4096))
    restoring = Restoring(data, SetClock(FRIDAY), default_keeper())
    restored = restoring.put(restoring.stage(copy, ask_passphrase=lambda: phrase), "x")
    assert restored.kept is not None
    assert (restored.kept / ENVELOPE_NAME).is_file()
    assert whole(data, phrase)


def test_on_another_computer_the_key_of_the_sheet_is_kept_as_the_copy_asks(
    data: Path, tmp_path: Path
) -> None:
    copy = copied(data)
    services = opened(data)
    key = services.seal.key
    services.close()
    keeper = KeyKeeper(tmp_path / "other-keys")
    restoring = Restoring(tmp_path / "new", SetClock(FRIDAY), keeper)
    restoring.put(restoring.stage(copy, given=key), "x")
    again = open_services(tmp_path / "new", SetClock(FRIDAY), keeper=keeper)
    assert again.store.key is not None
    again.close()
    envelope = read_envelope(tmp_path / "new")
    assert envelope is not None
    assert envelope.unlock == KEPT


@pytest.mark.parametrize("inside", ["backups", "kept", "."])
def test_a_plain_copy_from_before_says_so_and_is_encrypted_within_the_folder(
    tmp_path: Path, inside: str
) -> None:
    data, usb = tmp_path / "plain", tmp_path / "usb"
    make_office(data)
    usb.mkdir()
    services = opened(data)
    copy = services.backups.make_by_itself("x", usb, "one").path
    (data / inside).mkdir(exist_ok=True)
    within = services.backups.make_by_itself("x", data / inside, "two").path
    actor, key = services.accounts.log_in("admin", PASSWORD), services.seal.key
    services.close()
    switch_encryption(
        Switch(data, actor, "three", KeySetUp(encrypt=True)), SetClock(FRIDAY), default_keeper(), key
    )
    assert not within.exists() or not is_plain(within)
    services = opened(data)
    assert services.restoring.preview(services.restoring.stage(copy)).decrypts
    again = services.backups.make_by_itself("x", usb, "four").path
    assert not services.restoring.preview(services.restoring.stage(again)).decrypts
    services.close()


def test_the_key_of_the_sheet_opens_the_present_whose_passphrase_is_forgotten(data: Path) -> None:
    copy = copied(data)
    services = opened(data)
    behind(services, PHRASE)
    key = services.seal.key.to_text()
    services.close()
    done = subprocess.run(
        [sys.executable, str(MAIN), "restore", "--data", data, "--from", copy, "--yes", "--json"],
        env=os.environ | {"RAPRUEANG_KEY": key}, stdin=subprocess.DEVNULL, capture_output=True,
        encoding="utf-8", timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["present"] is not None
    assert not is_plain(data / DATABASE_NAME)
    assert whole(data, PHRASE)
