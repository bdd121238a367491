"""Look at a folder before an office is made in it."""

import tempfile
from pathlib import Path

from models.places import nearest_existing
from services.clock import Clock
from services.container import Services, create_services, open_services
from services.errors import DomainError, WorldError


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


def make_services(folder: Path, clock: Clock) -> Services:
    """Make the database of a new office; one left empty by a set-up that broke off is taken up again."""
    try:
        return create_services(folder, clock)
    except WorldError as error:
        if error.code != "store.exists" or has_office(folder, clock):
            raise
    return open_services(folder, clock)


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
