"""Offices of their own for tests of copies: another one, an encrypted one."""

from pathlib import Path

from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import create_services
from services.keys.opening import KeySetUp
from services.office.setup import SetUpOffice
from services.permissions import Role
from tests.services.factories import FRIDAY, PASSWORD

PHRASE = "วลียาวพอสมควร"


def make_office(folder: Path, set_up: KeySetUp | None = None) -> None:
    """Make an office with an administrator."""
    services = create_services(folder, SetClock(FRIDAY), Passwords.cheapest(), set_up=set_up)
    administrator = AccountInput(
        username="admin", display_name="นายผู้ดูแล ระบบ", roles=frozenset({Role.ADMINISTRATOR})
    )
    services.setup.set_up(SetUpOffice(administrator=administrator, password=PASSWORD), "set-up")
    services.close()
