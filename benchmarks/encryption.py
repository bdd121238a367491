"""What encryption costs: the same work on an encrypted office, against its twin in clear."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy import text

from benchmarks.figures import Row, clocked, median, p95
from benchmarks.office import Stories, log_in, make_office, open_office
from models.engine import DATABASE_NAME
from services.clock import SetClock
from services.complaints.commands import RegisterComplaint
from services.complaints.register import RegisterFilter
from services.container import Services
from services.keys.keeper import default_keeper
from services.keys.opening import KeySetUp
from services.keys.switching import Switch, switch_encryption
from services.permissions import Actor
from services.thai.dates import Month
from services.unit_of_work import new_command_id

Kind = TypeVar("Kind")

WARM_UP = 10
FIGURES = 3  # turns: each takes long
SEARCHED = "บำเหน็จ"
# Every page of the largest table is read: what a report without an index to help it would do.
SCAN = text("SELECT count(*) FROM complaint WHERE detail LIKE '%ไม่มีผู้ใดเขียนคำนี้%'")


@dataclass(slots=True)
class Twin:
    """Hold one of the two offices, open."""

    services: Services
    clock: SetClock
    front: Actor
    supervisor: Actor
    stories: Stories

    @classmethod
    def open(cls, folder: Path) -> "Twin":
        """Open an office and log in."""
        services, clock = open_office(folder)
        return cls(services, clock, log_in(services, "front"), log_in(services), Stories(random.Random(3)))

    def save(self) -> None:
        """Register a complaint."""
        self.clock.advance(minutes=7)
        content = self.stories.tell(self.clock.now() - timedelta(minutes=5))
        command = RegisterComplaint(content=content)
        self.services.intake.register_complaint(self.front, command, new_command_id())

    def page(self) -> None:
        """Read the register's first page and its count."""
        register = self.services.register
        register.list_complaints(self.supervisor, RegisterFilter())
        register.count_complaints(self.supervisor, RegisterFilter())

    def search(self) -> None:
        """Search for a word that many cases have."""
        self.services.register.list_complaints(self.supervisor, RegisterFilter(text=SEARCHED))

    def figures(self) -> None:
        """Read a month's figures."""
        self.services.documents.read_month(self.supervisor, Month(2026, 9))

    def scan(self) -> None:
        """Read every case, whatever is remembered of the file's pages."""
        with self.services.store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA shrink_memory")
            connection.execute(SCAN).scalar()
            connection.rollback()


def rows(folder: Path, *, cases: int, saves: int, looks: int) -> list[Row]:
    """Return the lines of the table on encryption."""
    plain, encrypted = folder / "plain", folder / "encrypted"
    make_office(plain, cases)
    shutil.copytree(plain, encrypted)
    _encrypt(encrypted)
    opening = _taken(looks, lambda place: clocked(lambda: _look_in(place)), (encrypted, plain))
    twins = Twin.open(encrypted), Twin.open(plain)
    saved = _taken(saves + WARM_UP, lambda twin: clocked(twin.save), twins)[WARM_UP:]
    title = f"encrypted, {cases:,} cases"
    found = [
        Row(f"{title}: durable save, p95", *_both(saved, p95), None, note="floor: the same in clear"),
        Row(f"{title}: durable save, median", *_both(saved, median), None),
        Row(f"{title}: open the office, median", *_both(opening, median), None),
    ]
    for name, work in (
        ("register's first page and count", Twin.page),
        (f"search for {SEARCHED}", Twin.search),
        ("figures of a month", Twin.figures),
        ("scan of every case", Twin.scan),
    ):
        turns = looks if work is not Twin.figures else FIGURES
        times = _taken(turns, lambda twin: clocked(lambda: work(twin)), twins)  # noqa: B023
        found.append(Row(f"{title}: {name}, median", *_both(times, median), None))
    for twin in twins:
        twin.services.close()
    sizes = [(place / DATABASE_NAME).stat().st_size / 2**20 for place in (encrypted, plain)]
    return [*found, Row(f"{title}: size of the file", sizes[0], sizes[1], None, unit="MB")]


def _look_in(folder: Path) -> None:
    services, _clock = open_office(folder)
    services.close()


def _encrypt(folder: Path) -> None:
    services, clock = open_office(folder)
    actor, key = log_in(services, "admin"), services.seal.key
    services.close()
    wanted = Switch(folder, actor, new_command_id(), KeySetUp(encrypt=True))
    switch_encryption(wanted, clock, default_keeper(), key)


def _taken(turns: int, take: Callable[[Kind], float], pair: tuple[Kind, Kind]) -> list[tuple[float, float]]:
    """Take times in turns, so that whatever else the computer does hits both."""
    return [(take(pair[0]), take(pair[1])) for _turn in range(turns)]


def _both(times: list[tuple[float, float]], of: Callable[[list[float]], float]) -> tuple[float, float]:
    return of([ours for ours, _floor in times]), of([floor for _ours, floor in times])
