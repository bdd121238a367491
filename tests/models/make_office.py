"""Make a small office of the newest schema for tests/models/offices: run by the program that is released.

`python -m tests.models.make_office` before a new revision is written; what it makes is committed and never
made again: data of a version is what that version's program wrote.
"""

import gzip
import os
import shutil
import sys
import tempfile
from datetime import time
from pathlib import Path

from models.engine import DATABASE_NAME
from models.migrations import known_revisions
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import AttachmentInput
from services.complaints.register import RegisterFilter
from services.container import open_services
from services.demo.office import PASSWORD, make_demo_office
from services.documents.monthly import MonthlyRequest
from services.keys.keeper import FOLDER
from services.thai.dates import Month, at_bangkok, fiscal_year_range

OFFICES = Path(__file__).parent / "offices"
CASES = 14


def make(folder: Path) -> None:
    """Make an office with cases, an attachment of several chunks, a draft, a receipt and a report."""
    make_demo_office(folder, cases=CASES)
    _, last = fiscal_year_range(2569)
    clock = SetClock(at_bangkok(last, time(16, 0)))
    services = open_services(folder, clock, Passwords.cheapest())
    try:
        boss = services.accounts.log_in("supervisor", PASSWORD)
        front = services.accounts.log_in("front", PASSWORD)
        newest = services.register.list_complaints(boss, RegisterFilter(), limit=1)[0]
        body = b"%PDF-1.4\n" + bytes(number % 251 for number in range(300_000))
        file = AttachmentInput(name="หนังสือ ตัวอย่าง.pdf", content=body)
        services.intake.attach_file(boss, newest.id, file, "office-attach")
        services.drafts.keep_draft(front, None, "walk_in", "ร่างตัวอย่าง", {"detail": "พิมพ์ค้างไว้"})
        services.documents.print_receipt(boss, newest.id, "a4", "office-receipt")
        month = Month.of(last)
        services.documents.make_monthly(boss, MonthlyRequest(month=month), "office-report")
    finally:
        services.close()


def main() -> int:
    """Make the office of the newest revision where there is none yet."""
    target = OFFICES / max(known_revisions())
    if target.exists():
        print(f"{target} is there already", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder, keys = Path(name) / "data", Path(name) / "keys"
        os.environ[FOLDER] = str(keys)
        make(folder)
        target.mkdir(parents=True)
        packed = gzip.compress((folder / DATABASE_NAME).read_bytes(), mtime=0)
        (target / f"{DATABASE_NAME}.gz").write_bytes(packed)
        for key in keys.glob("*.key"):
            shutil.copy(key, target)
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())
