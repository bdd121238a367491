"""A real window on an empty demo office, driven by what is written on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from models.moments import BANGKOK
from services.clock import SetClock
from services.demo.office import PASSWORD, make_demo_office
from services.permissions import Actor
from ui.app import create_app
from ui.lock.idle import IdleWatch
from ui.program import Program
from ui.tasks import TaskRunner
from ui.tour.driver import Driver
from ui.tour.main_job import MainJob


@dataclass
class Desk:
    """Hold the window, who drives it, and the clock it goes by."""

    program: Program
    driver: Driver
    job: MainJob
    clock: SetClock
    folder: Path

    def set_time(self, *moment: int) -> None:
        """Set the clock: year (C.E.), month, day, hour, minute. Somebody sits there all the while."""
        self.clock.set(datetime(*moment, tzinfo=BANGKOK))  # type: ignore[arg-type, misc]
        for watch in self.program.window.findChildren(IdleWatch):
            watch.note()

    def supervisor(self) -> Actor:
        """Return the demo office's supervisor, to ask the services beside the window."""
        return self.program.services.accounts.log_in("supervisor", PASSWORD)


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[[], Desk]]:
    """Open the window on the same office, as often as asked; the one before is left as if killed."""
    create_app(dark=False)
    folder = tmp_path / "สำนักงาน"
    make_demo_office(folder, cases=0)
    clock = SetClock(datetime(2026, 4, 10, 9, 30, tzinfo=BANGKOK))
    opened: list[Desk] = []
    crashes: list[BaseException] = []

    def open_window() -> Desk:
        program = Program(folder, clock, TaskRunner(), None)
        program.runner.crashed.connect(crashes.append)
        program.open_office()
        program.window.show()
        driver = Driver(program.window, program.runner)
        opened.append(Desk(program, driver, MainJob(driver, lambda _name: None), clock, folder))
        return opened[-1]

    yield open_window
    for desk in opened:
        desk.program.close()
        desk.program.window.deleteLater()
    assert not crashes


@pytest.fixture
def desk(open_desk: Callable[[], Desk]) -> Desk:
    """Open one window."""
    return open_desk()
