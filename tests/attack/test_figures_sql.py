"""Every number of every period against plain SQL: over a demo office, and over offices made up at random."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.engine import DATABASE_NAME
from models.moments import BANGKOK
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import Services, open_services
from services.demo.office import PASSWORD, make_demo_office
from services.figures.indicators import month_figures, with_the_offices_eyes
from services.figures.periods import span_figures, year_figures
from services.figures.values import Indicator, Movement, PeriodFigures
from services.permissions import Actor
from services.thai.dates import Month, fiscal_months
from services.unit_of_work import Reading
from tests.attack.conftest import copy_of
from tests.attack.figures_by_sql import by_sql

NOW = datetime(2026, 11, 23, 10, tzinfo=BANGKOK)
YEAR = fiscal_months(2569)
FIRST = date(2025, 8, 1)  # before the year: carried in
DAYS = 480


class Office:
    """Hold an office whose figures are asked both ways."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / DATABASE_NAME
        self.services: Services = open_services(folder, SetClock(NOW), Passwords.cheapest())
        self.actor: Actor = self.services.accounts.log_in("supervisor", PASSWORD)

    def compare(self, months: list[Month], as_of: date | None) -> None:
        """Compare a month and its year so far for each month, then the year and half a year."""
        with self.services.store.reading() as session, closing(sqlite3.connect(self.path)) as base:
            facts = self.services.facts.of(session, self.actor.office_id)
            look = with_the_offices_eyes(Reading(session, self.actor, NOW))
            rule = facts.settings.indicator2_base
            for month in months:
                cut_off = as_of if as_of is not None and as_of >= month.end else None
                found = month_figures(look, facts, month, cut_off)
                for period in (found.this_month, found.year_to_date):
                    agree(period, by_sql(base, period.start, period.end, period.cut_off, rule))
            for span in (year_figures(look, facts, 2569), span_figures(look, facts, YEAR[6:])):
                agree(span.whole, by_sql(base, span.whole.start, span.whole.end, span.cut_off, rule))
                for row in span.months:
                    assert row.figures is not None
                    one = row.figures
                    agree(one, by_sql(base, one.start, one.end, one.cut_off, rule))


def agree(found: PeriodFigures, wanted: dict[str, Any]) -> None:
    """Compare every number."""
    assert found.movement.counts() == wanted["movement"]
    for name, indicator in (
        ("indicator1", found.indicator1),
        ("indicator2", found.indicator2),
        ("by_original", found.indicator2_by_original),
    ):
        assert parts(indicator) == wanted[name], name
    assert (found.open_not_due, found.extended) == (wanted["open_not_due"], wanted["extended"])
    assert {code: count for code, count in found.apart.items() if count} == wanted["apart"]
    for name in ("by_group", "by_channel", "by_category", "by_level", "by_outcome"):
        breakdown: dict[str, Movement] = getattr(found, name)
        counted = {code: moved.counts() for code, moved in breakdown.items() if any(moved.counts().values())}
        assert counted == wanted[name], name


def parts(indicator: Indicator) -> tuple[int, int]:
    return indicator.numerator, indicator.denominator


@pytest.fixture(scope="module", params=["45 cases", "no case"])
def office(
    request: pytest.FixtureRequest, told_year: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("figures") / "data"
    if request.param == "no case":
        make_demo_office(folder, cases=0, seed=3, fiscal_year=2569)
    else:
        copy_of(told_year, folder)
    opened = Office(folder)
    yield opened
    opened.services.close()


@pytest.mark.parametrize("as_of", [None, date(2026, 6, 30), date(2026, 11, 23)])
def test_a_demo_offices_numbers(office: Office, as_of: date | None) -> None:
    office.compare(YEAR, as_of)


# --- offices made up at random: what a case was, and when, put into the tables by hand

CODES = {
    "channel": ["web", "walk_in", "suggestion_box", "phone"],
    "category": [None, "service", "conduct", "corruption", "oia", "pension"],
    "level": [None, "1", "2", "3"],
    "group": [None, "recipient", "stakeholder"],
}
OUTCOMES = ["upheld", "unfounded", "referred", "withdrawn", "clarified"]
# Days about the edges of months, and dates about the day of a state: where a sign decides a number.
EDGES = [(month.start - FIRST).days + off for month in YEAR for off in (-1, 0, 1)]
day = st.sampled_from(EDGES) | st.integers(0, DAYS)
near = st.sampled_from([-1, 0, 0, 1]) | st.integers(-40, 60)


@st.composite
def a_state(draw: st.DrawFn) -> dict[str, Any]:
    """Make up one state of a case: what it was from some days after receipt on."""
    status = draw(st.sampled_from(["open", "open", "closed", "closed", "voided"]))
    due = draw(near)
    return {
        "after": draw(st.integers(-2, 3) | st.integers(0, 120)),
        "hour": draw(st.integers(0, 23)),
        "status": status,
        "screened": draw(st.booleans()),
        "kind": draw(
            st.sampled_from(["complaint", "complaint", "complaint", "suggestion", "praise", "question"])
        ),
        "within_authority": draw(st.sampled_from([None, True, True, False])),
        "outcome": draw(st.none() | st.sampled_from(OUTCOMES)) if status != "open" else None,
        "due": due,
        "due_unextended": draw(st.just(due) | near),
        "stopped_on": draw(st.none() | near) if status == "open" else None,
        **{name: draw(st.sampled_from(codes)) for name, codes in CODES.items()},
    }


a_case = st.tuples(day, st.lists(a_state(), min_size=1, max_size=6))


@pytest.fixture(scope="module")
def made_up(told_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = Office(copy_of(told_year, tmp_path_factory.mktemp("random") / "data"))
    yield opened
    opened.services.close()


def put(path: Path, cases: list[tuple[int, list[dict[str, Any]]]]) -> None:
    """Give the office's cases other histories; those left over were received after everything."""
    with closing(sqlite3.connect(path)) as base:
        ids = [row[0] for row in base.execute("SELECT id FROM complaint ORDER BY id")]
        office = base.execute("SELECT office_id FROM complaint").fetchone()[0]
        base.execute("DELETE FROM case_state")
        for number, case_id in enumerate(ids):
            received, states = cases[number] if number < len(cases) else (None, [])
            moment = at(received, 9) if received is not None else "2099-01-01 00:00:00.000000"
            status = states[-1]["status"] if states else "open"
            base.execute(
                "UPDATE complaint SET received_at = ?, status = ? WHERE id = ?", (moment, status, case_id)
            )
            passed = received or 0
            for order, state in enumerate(states):
                # The clock of a computer may have been set back between two states.
                passed = max(0, min(DAYS - 1, passed + (state["after"] if order else 0)))
                write(base, office, case_id, 1_000 * number + order + 1, passed, state, order)
        base.commit()


def at(day_number: int, hour: int) -> str:
    moment = datetime(FIRST.year, FIRST.month, FIRST.day, hour, tzinfo=BANGKOK) + timedelta(days=day_number)
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.000000")


def write(
    base: sqlite3.Connection,
    office: int,
    case_id: int,
    key: int,
    passed: int,
    state: dict[str, Any],
    order: int,
) -> None:
    values = {
        name: state[name] for name in ("status", "screened", "kind", "within_authority", "outcome", *CODES)
    }
    values |= {
        name: None if state[name] is None else str(FIRST + timedelta(days=passed + state[name]))
        for name in ("due", "due_unextended", "stopped_on")
    }
    values |= {
        "office_id": office, "id": key, "complaint_id": case_id, "at": at(passed, state["hour"]),
        "cause": "registered" if order == 0 else "changed",
    }  # fmt: skip
    names = ", ".join(f'"{name}"' for name in values)
    base.execute(
        f"INSERT INTO case_state ({names}) VALUES ({', '.join('?' * len(values))})", list(values.values())
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(a_case, max_size=14), st.none() | day)
def test_made_up_offices_numbers(made_up: Office, cases: list[Any], later: int | None) -> None:
    put(made_up.path, cases)
    as_of = FIRST + timedelta(days=later) if later is not None else None
    made_up.compare(YEAR, as_of)
