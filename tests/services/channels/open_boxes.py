"""A second process that opens the box: python -m tests.services.channels.open_boxes FOLDER NAME COUNT."""

import sys
from pathlib import Path

from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import OpenBox
from services.container import open_services
from tests.services.factories import FRIDAY, PASSWORD


def main(folder: str, name: str, count: str) -> None:
    """Log in and record openings one after another, as soon as the parent says go."""
    services = open_services(Path(folder), SetClock(FRIDAY), Passwords.cheapest())
    actor = services.accounts.log_in(name, PASSWORD)
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(int(count)):
        command = OpenBox(opened_at=FRIDAY, openers="คนแรก\nคนที่สอง", found=0)
        services.intake.open_box(actor, command, f"{name}-{number}")
    services.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
