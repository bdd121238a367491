"""Switch a desk's office to encrypted or back, and look into its files as a stranger would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from services.accounts.passwords import Passwords
from services.container import Services, open_services
from services.journal.verify import verify_store
from services.keys.keeper import default_keeper
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from services.permissions import Actor
from services.unit_of_work import new_command_id
from tests.services.factories import Desk

PASSPHRASE = "ม้าขาวกลางทุ่งหญ้า"
ENCRYPTED = KeySetUp(encrypt=True)
BEHIND_PASSPHRASE = KeySetUp(encrypt=True, passphrase=PASSPHRASE, cheap=True)
PLAIN = KeySetUp()


def switch(desk: Desk, set_up: KeySetUp, actor: Actor | None = None, **more: Any) -> None:
    """Close the office and switch it; it stays closed."""
    desk.services.close()
    wanted = Switch(desk.folder, actor or desk.admin, new_command_id(), set_up)
    switch_encryption(wanted, desk.clock, default_keeper(), desk.services.seal.key, **more)


@contextmanager
def opened(desk: Desk, ask: Callable[[], str] | None = None, **more: Any) -> Iterator[Services]:
    """Open the office again."""
    services = open_services(desk.folder, desk.clock, Passwords.cheapest(), ask_passphrase=ask, **more)
    try:
        yield services
    finally:
        services.close()


def problem(services: Services) -> object:
    """Return what verify finds first."""
    return verify_store(services.store, services.seal).problem


def readable(text: str, *folders: Path) -> list[str]:
    """Return the files in which a text, or any eight signs of it in a row, can be read."""
    pieces = {text[start : start + 8] for start in range(len(text) - 7)}
    wanted = [piece.encode(code) for piece in pieces for code in ("utf-8", "utf-16-le", "utf-16-be")]
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if any(piece in content for piece in wanted):
            found.append(path.name)
    return found
