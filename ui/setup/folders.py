"""Look at a folder before an office is made in it."""

import tempfile
from dataclasses import replace
from pathlib import Path

from models.places import nearest_existing
from services.clock import Clock
from services.container import Services, create_services, open_services
from services.errors import DomainError, WorldError
from services.keys.opening import KeySetUp
from services.permissions import Actor
from services.unit_of_work import new_command_id


def has_office(folder: Path, clock: Clock) -> bool:
    """Tell whether an office lies in a folder; what is there but can't be opened raises its error."""
    try:
        services = open_services(folder, clock)
    except WorldError as error:
        if error.code in ("store.no_folder", "store.no_office"):
            return False
        raise
    try:
        services.office.card()
    except DomainError as error:
        if error.code != "store.no_office":
            raise
        return False
    finally:
        services.close()
    return True


def make_services(folder: Path, clock: Clock, set_up: KeySetUp) -> Services:
    """Make the database of a new office; one left empty by a set-up that broke off is taken up again.

    The key of one that is encrypted is kept on this computer until the office stands: a set-up that breaks
    off can begin again, whatever passphrase was chosen.
    """
    try:
        return _create(folder, clock, set_up)
    except WorldError as error:
        if error.code != "store.exists" or has_office(folder, clock):
            raise
    return open_services(folder, clock)


def _create(folder: Path, clock: Clock, set_up: KeySetUp) -> Services:
    try:
        return create_services(folder, clock, set_up=replace(set_up, passphrase=""))
    except WorldError as error:
        # Where no key can be kept, the passphrase alone must do.
        if error.code != "key.unkept" or not set_up.passphrase:
            raise
    return create_services(folder, clock, set_up=set_up)


def finish_unlock(services: Services, actor: Actor, password: str, set_up: KeySetUp) -> None:
    """Put the key of an office just made behind the passphrase that was chosen."""
    if set_up.passphrase and services.custody.read_key_state(actor).unlock != "passphrase":
        services.custody.change_unlock(actor, password, set_up, new_command_id())


def is_writable(folder: Path) -> bool:
    """Tell whether files can be made in a folder, or in the nearest one above that exists."""
    place = nearest_existing(folder)
    if not place.is_dir():
        return False
    try:
        with tempfile.TemporaryFile(dir=place):
            return True
    except OSError:
        return False
