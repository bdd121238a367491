"""Every number of twelve monthly reports, recomputed from the tables by other means, in another shape."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.moments import BANGKOK
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import Services, open_services
from services.demo.office import PASSWORD, make_demo_office
from services.documents.figures_json import figures_json
from services.permissions import Actor
from services.thai.dates import Month
from services.unit_of_work import Reading
from tests.attack.conftest import copy_of

NAMES = ("carried_in", "received", "reopened", "reclassified", "closed", "carried_out", "overdue")
YEAR_START = date(2025, 10, 1)
MONTHS = [Month.of(date(2025 + (number > 2), (9 + number) % 12 + 1, 1)) for number in range(12)]


@dataclass
class Office:
    folder: Path
    services: Services
    supervisor: Actor

    def report(self, month: Month, as_of: date | None = None) -> dict[str, Any]:
        figures = self.services.documents.read_month(self.supervisor, month, as_of)
        with self.services.store.reading() as session:
            reading = Reading(session, self.supervisor, self.services.clock.now())
            facts = self.services.facts.of(session, reading.office_id)
        found: dict[str, Any] = json.loads(json.dumps(figures_json(figures, facts)))
        return found


@pytest.fixture(scope="module")
def office(told_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = copy_of(told_year, tmp_path_factory.mktemp("figures") / "data")
    clock = SetClock(datetime(2026, 11, 23, 10, tzinfo=BANGKOK))
    services = open_services(folder, clock, Passwords.cheapest())
    yield Office(folder, services, services.accounts.log_in("supervisor", PASSWORD))
    services.close()


@dataclass
class Case:
    """Hold a case as one state for every day since receipt."""

    received: date
    days: list[tuple[date, sqlite3.Row]]

    def on(self, day: date) -> sqlite3.Row | None:
        states = [row for since, row in self.days if since <= day]
        return states[-1] if states and self.received <= day else None

    def is_open(self, day: date) -> bool:
        said = [row["status"] for since, row in self.days if since <= day and row["status"] != "voided"]
        return said[-1] == "open" if said else True


def bangkok(text: str) -> date:
    return (datetime.fromisoformat(text) + timedelta(hours=7)).date()


def read_cases(folder: Path) -> list[Case]:
    with sqlite3.connect(folder / "raprueang.db") as base:
        base.row_factory = sqlite3.Row
        received = {row["id"]: bangkok(row["received_at"]) for row in base.execute("SELECT * FROM complaint")}
        cases = {key: Case(day, []) for key, day in received.items()}
        for row in base.execute("SELECT * FROM case_state ORDER BY complaint_id, id"):
            case = cases[row["complaint_id"]]
            case.days.append((max(case.received, bangkok(row["at"])) if case.days else case.received, row))
    return list(cases.values())


def heading(row: sqlite3.Row) -> str | None:
    """Return under which heading a state is shown apart."""
    if row["status"] == "voided":
        return "voided"
    if row["status"] == "closed" and row["outcome"] in ("withdrawn", "referred"):
        return str(row["outcome"])
    if not row["screened"]:
        return None
    if row["within_authority"] == 0:
        return "referred"
    if row["kind"] != "complaint":
        return str(row["kind"])
    return row["category"] if row["category"] in ("corruption", "oia") else None


def expected(cases: list[Case], start: date, end: date, cut_off: date) -> dict[str, Any]:
    """Return a period's figures: walk every day and see what opens and what closes."""
    movement: Counter[str] = Counter()
    apart: Counter[str] = Counter()
    one, two, waiting = [0, 0], [0, 0], 0
    eve = start - timedelta(days=1)
    for case in cases:
        last = case.on(cut_off)
        if last is None or case.received > end:
            continue
        counts, new, before = heading(last) is None, case.received >= start, case.on(eve)
        was_in = before is not None and heading(before) is None and case.is_open(eve)
        movement["carried_in"] += was_in
        apart[heading(last) or ""] += new
        if not counts:
            movement["reclassified"] += was_in
            continue
        movement["received"] += new
        movement["reclassified"] -= before is not None and case.is_open(eve) and not was_in
        closings, openings = turns(case, eve, cut_off)
        movement["closed"] += len(closings)
        movement["reopened"] += len(openings)
        late = case.is_open(cut_off) and date.fromisoformat(last["due"]) < cut_off
        movement["carried_out"] += case.is_open(cut_off)
        movement["overdue"] += late
        if new:
            done = not case.is_open(cut_off)
            one[0] += done
            one[1] += 1
            two[0] += done and closings[-1] <= date.fromisoformat(last["due"])
            two[1] += done or late
            waiting += not done and not late
    return {
        "movement": {name: movement[name] for name in NAMES}, "apart": apart, "indicator1": one,
        "indicator2": two, "open_not_due": waiting,
    }  # fmt: skip


def turns(case: Case, eve: date, cut_off: date) -> tuple[list[date], list[date]]:
    """Return the days of closing and of reopening after the eve, a turn a state."""
    closings, openings, is_open = [], [], True
    for since, row in case.days:
        if since > cut_off or row["status"] == "voided" or (row["status"] == "open") == is_open:
            continue
        is_open = not is_open
        if since > eve:
            (openings if is_open else closings).append(since)
    return closings, openings


def compare(found: dict[str, Any], wanted: dict[str, Any]) -> None:
    assert found["movement"] == wanted["movement"]
    assert found["open_not_due"] == wanted["open_not_due"]
    assert found["apart"] == {name: wanted["apart"][name] for name in found["apart"]}
    for name in ("indicator1", "indicator2"):
        top, bottom = wanted[name]
        percent = 100 * top / bottom if bottom else None
        assert found[name] == {"numerator": top, "denominator": bottom, "percent": percent}
    for name in ("by_group", "by_channel", "by_category", "by_level", "by_outcome"):
        for number in NAMES:
            assert sum(row[number] for row in found[name]) == found["movement"][number], (name, number)
    moved = found["movement"]
    came = moved["carried_in"] + moved["received"] + moved["reopened"]
    assert came - moved["reclassified"] - moved["closed"] == moved["carried_out"]


@pytest.mark.parametrize("days_later", [0, 1, 12, 60])
def test_every_number_of_every_month(office: Office, days_later: int) -> None:
    cases, carried_out = read_cases(office.folder), None
    for month in MONTHS:
        cut_off = min(month.end + timedelta(days=days_later), date(2026, 11, 23))
        said = office.report(month, cut_off if days_later else None)
        assert said["cut_off"] == cut_off.isoformat()
        compare(said["this_month"], expected(cases, month.start, month.end, cut_off))
        compare(said["year_to_date"], expected(cases, YEAR_START, month.end, cut_off))
        if not days_later:
            assert carried_out in (None, said["this_month"]["movement"]["carried_in"])
            carried_out = said["this_month"]["movement"]["carried_out"]
            assert carried_out == said["year_to_date"]["movement"]["carried_out"]


def test_the_same_arguments_make_the_same_office(tmp_path: Path) -> None:
    told = []
    for name in ("first", "second"):
        make_demo_office(tmp_path / name, cases=6, seed=5, fiscal_year=2567)
        with sqlite3.connect(tmp_path / name / "raprueang.db") as base:
            told.append(base.execute("SELECT number, received_at, detail, due_date, closed_at, outcome, id "
                                     "FROM complaint ORDER BY id").fetchall())  # fmt: skip
    assert told[0] == told[1]
    assert len(told[0]) == 6
    assert {row[0].split("/")[1] for row in told[0]} == {"2567"}
