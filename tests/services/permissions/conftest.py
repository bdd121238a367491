"""An office whose every use case can be called, made once."""

import shutil
from collections.abc import Iterator

import pytest

from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import open_services
from tests.services.factories import FRIDAY, PASSWORD, PEOPLE, Desk, MadeOffice, desk, made_office
from tests.services.permissions.ground import Ground, lay_out

__all__ = ["desk", "made_office"]


@pytest.fixture(scope="module")
def ground_once(made_office: MadeOffice, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """Open a copy of the office with a case in every state that a use case asks for."""
    folder = tmp_path_factory.mktemp("ground") / "data"
    shutil.copytree(made_office.folder, folder)
    clock = SetClock(FRIDAY)
    services = open_services(folder, clock, Passwords.cheapest())
    people = {login: services.accounts.log_in(login, PASSWORD) for login in (*PEOPLE, "admin")}
    yield lay_out(Desk(folder, clock, services, people))
    services.close()
