"""A damaged encrypted database: told as damage where the key is the office's own, never a crash."""

import random
import shutil
from pathlib import Path

import pytest

from models.engine import DATABASE_NAME, is_plain
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import open_services
from services.demo.office import PASSWORD
from services.errors import DomainError
from services.keys.keeper import default_keeper
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from services.permissions import Actor
from tests.faults import damage
from tests.faults.command_line import run
from tests.faults.test_damaged import TOLD, Open, attempt, codes_met
from tests.faults.windows import MOMENT


def first_page(database: Path, chance: random.Random) -> None:
    """Overwrite the first page behind the salt: what tells a right key from a wrong one."""
    damage.overwrite(database, 1, chance.randbytes(damage.PAGE - 16), 16)


def salt(database: Path, chance: random.Random) -> None:
    """Overwrite the salt that every key of the file is derived with."""
    damage.overwrite(database, 1, chance.randbytes(16))


def one_byte(database: Path, chance: random.Random) -> None:
    """Change one byte of every tenth page."""
    for page in range(2, database.stat().st_size // damage.PAGE, 10):
        damage.overwrite(database, page, chance.randbytes(1), chance.randrange(damage.PAGE))


WAYS: dict[str, damage.Spoil] = {
    "first page": first_page,
    "salt": salt,
    "one byte": one_byte,
    "noise": damage.random_pages,
    "nothing": damage.zero_pages,
    "torn": damage.torn_page,
    "cut off": damage.cut_off,
}


@pytest.fixture(scope="session")
def made_encrypted(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Encrypt a copy of the demo office to copy further."""
    folder = tmp_path_factory.mktemp("made-encrypted") / "office"
    shutil.copytree(made, folder)
    clock, keeper = SetClock(MOMENT), default_keeper()
    services = open_services(folder, clock, Passwords.cheapest())
    admin, key = services.accounts.log_in("admin", PASSWORD), services.seal.key
    services.close()
    switch_encryption(Switch(folder, admin, "encrypt", KeySetUp(encrypt=True)), clock, keeper, key)
    for copied in folder.glob("kept/*"):
        copied.unlink()
    assert not is_plain(folder / DATABASE_NAME)
    return folder


@pytest.fixture
def office(made_encrypted: Path, tmp_path: Path) -> Path:
    """Return a copy of the encrypted office that may be spoilt."""
    return Path(shutil.copytree(made_encrypted, tmp_path / "สำนักงาน ๑"))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(2))
def test_a_damage_is_told_at_opening_or_when_it_is_met(office: Path, way: str, seed: int) -> None:
    WAYS[way](office / DATABASE_NAME, random.Random(seed))
    spoilt = (office / DATABASE_NAME).read_bytes()
    opened = attempt(lambda: open_services(office, SetClock(MOMENT), Passwords.cheapest()))
    if isinstance(opened, DomainError):
        assert opened.code == "store.damaged"
        if way in ("first page", "salt"):
            assert (office / DATABASE_NAME).read_bytes() == spoilt, "the damaged file is kept as it is"
        return
    try:
        actor = attempt(lambda: opened.accounts.log_in("supervisor", PASSWORD))
        met = codes_met(opened, actor if isinstance(actor, Actor) else None)
        assert set(met) <= {"store.damaged"}
        # Each page carries a code of its own: no change of a page in use goes unseen by who reads it all.
        assert opened.verification.verify().problem is not None or (way != "one byte" and not met)
    finally:
        opened.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_damage_while_the_office_is_open_is_told_when_it_is_met(office: Path, way: str) -> None:
    services = open_services(office, SetClock(MOMENT), Passwords.cheapest())
    try:
        actor = services.accounts.log_in("supervisor", PASSWORD)
        services.store.engine.dispose()  # what SQLite holds in memory hides the disk for a while
        WAYS[way](office / DATABASE_NAME, random.Random(7))
        assert set(codes_met(services, actor)) <= {"store.damaged", "store.wrong_key"}
    finally:
        services.close()


@pytest.mark.parametrize("way", ["first page", "noise"])
def test_another_key_on_a_damaged_file_changes_nothing(office: Path, way: str) -> None:
    WAYS[way](office / DATABASE_NAME, random.Random(1))
    spoilt = (office / DATABASE_NAME).read_bytes()
    refused = attempt(
        lambda: open_services(office, SetClock(MOMENT), Passwords.cheapest(), given=OfficeKey.new())
    )
    assert isinstance(refused, DomainError)
    assert refused.code == "store.wrong_key"
    assert (office / DATABASE_NAME).read_bytes() == spoilt


@pytest.mark.parametrize("way", ["first page", "cut off"])
def test_the_command_line_says_it_in_one_line(office: Path, way: str) -> None:
    WAYS[way](office / DATABASE_NAME, random.Random(1))
    ended = run("list", "--data", office, "--user", "front")
    assert ended.returncode == 1
    assert TOLD in ended.stderr


def test_the_window_leads_to_the_restore(office: Path, open_window: Open) -> None:
    first_page(office / DATABASE_NAME, random.Random(1))
    window = open_window(office)
    assert TOLD in window.text()
    assert "ลองเปิดอีกครั้ง" in window.text()
