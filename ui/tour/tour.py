"""Run the tour, or take a picture of every page, on a demo office made for it."""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from services.clock import SystemClock
from services.demo.office import make_demo_office
from services.files import write_file
from services.keys.keeper import keep_in
from services.thai.dates import Month, fiscal_year
from ui.app import create_app
from ui.display import has_display
from ui.program import Program
from ui.tasks import TaskRunner
from ui.tour.driver import Driver
from ui.tour.gates import Gates
from ui.tour.main_job import MainJob

CASES = 160
SIZES = ((1280, 720), (1920, 1080))


@dataclass(frozen=True, slots=True)
class Stage:
    """Hold a demo office, its window and who drives it."""

    program: Program
    driver: Driver
    folder: Path


def run_tour(arguments: argparse.Namespace) -> int:
    """Do what --tour or --pictures asks for and say where the results lie."""
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out = (arguments.tour or arguments.pictures).resolve()
    out.mkdir(parents=True, exist_ok=True)
    _on_stage(out, _tour if arguments.tour else _pictures)
    sys.stdout.write(f"{out}\n")
    return 0


def _say(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
    # What the offscreen platform cannot do concerns nobody who reads the tour's output.
    if kind != QtMsgType.QtDebugMsg and not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _on_stage(out: Path, play: Callable[[Stage, Path], None]) -> None:
    qInstallMessageHandler(_say)
    create_app()
    clock = SystemClock()
    with tempfile.TemporaryDirectory(prefix="raprueang-tour-", ignore_cleanup_errors=True) as name:
        keep_in(Path(name) / "keys")
        folder = Path(name) / "office"
        sys.stdout.write("กำลังสร้างสำนักงานตัวอย่าง\n")
        sys.stdout.flush()
        today = clock.now()
        make_demo_office(folder, cases=CASES, fiscal_year=fiscal_year(today.date()) - 1, until=today)
        program = Program(folder, clock, TaskRunner(), None)
        program.open_office()
        program.window.resize(*SIZES[0])
        program.window.show()
        try:
            play(Stage(program, Driver(program.window, program.runner), folder), out)
        finally:
            program.close()


def _tour(stage: Stage, out: Path) -> None:
    count = 0

    def take(name: str) -> None:
        nonlocal count
        count += 1
        stage.driver.picture(out / f"{count:02}-{name}.png")

    take("login")
    job = MainJob(stage.driver, take)
    job.run()
    for name, content in job.papers.items():
        write_file(out / f"{name}.pdf", content)


def _pictures(stage: Stage, out: Path) -> None:
    for width, height in SIZES:
        stage.program.window.resize(width, height)
        where = out / f"{width}x{height}"
        where.mkdir(exist_ok=True)
        stage.driver.picture(where / "login.png")
        for login in ("front", "supervisor", "admin"):
            _picture_person(stage, login, where)
        gates = _gates(stage, where)
        gates.before_login()
        gates.wizard(out / f"office-{width}")
        rmtree(out / f"office-{width}")


def _picture_person(stage: Stage, login: str, where: Path) -> None:
    driver = stage.driver
    job = MainJob(driver, lambda _name: None)
    with job.person(login):
        for spec in driver.window.specs():
            if not spec.in_rail:
                continue
            driver.go(spec.key)
            driver.picture(where / f"{login}-{spec.key}.png")
        if login == "front":
            for view in ("history", "papers"):
                driver.go("channels", view=view)
                driver.picture(where / f"{login}-channels-{view}.png")
        if login == "supervisor":
            driver.go("letters")
            driver.picture(where / f"{login}-letters.png")
            _picture_cases(stage, where)
            _picture_papers(stage, where)
            _gates(stage, where).privacy()
        if login == "admin":
            _gates(stage, where).sections()
            _gates(stage, where).lock()


def _gates(stage: Stage, where: Path) -> Gates:
    driver = stage.driver
    return Gates(stage.program, driver, stage.folder, lambda name: _take_picture(driver, where, name))


def _take_picture(driver: Driver, where: Path, name: str) -> None:
    driver.picture(where / f"{name}.png")


def _picture_cases(stage: Stage, where: Path) -> None:
    """Open one case at each step of the flowchart."""
    services, driver = stage.program.services, stage.driver
    from services.complaints.register import RegisterFilter

    actor = services.accounts.log_in("supervisor", "demo")
    seen = set()
    for row in services.register.list_complaints(actor, RegisterFilter(), limit=200):
        if row.step not in seen:
            seen.add(row.step)
            driver.go("case", complaint_id=row.id)
            driver.picture(where / f"case-{row.step}.png")


def _picture_papers(stage: Stage, where: Path) -> None:
    """Make the month that is over, and one without complaints where there is one."""
    month = Month.of(stage.program.services.clock.now().date()).previous()
    stage.driver.go("reports", month=month)
    with suppress(LookupError):
        stage.driver.press("จัดทำรายงาน")
    stage.driver.picture(where / "reports-made.png")
