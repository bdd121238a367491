"""Make an office with many cases fast: what the register and its search read, in bulk."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert, text

from models.complaints import CaseState, Complainant, Complaint, NumberCounter, Respondent
from models.hidden_search import HIDDEN_COLUMNS, HIDDEN_INDEX, HiddenEntry
from models.moments import BANGKOK
from models.search import SEARCH_COLUMNS, SearchEntry
from models.search_index import TABLE
from models.similar import SimilarEntry
from models.similar_index import rebuild_index
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.complaints.commands import ComplaintInput
from services.complaints.search_text import KEY_BITS, KEY_EPOCH, compose_entry, compose_hidden
from services.complaints.similar_marks import compose_marks
from services.container import Services, open_services
from services.demo.office import PASSWORD, make_demo_office
from services.demo.storyteller import Storyteller
from services.office.facts import OfficeFacts
from services.permissions import Actor, Role
from services.thai.dates import fiscal_year

Rows = dict[type[Any], list[dict[str, Any]]]

BATCH = 2_000
DERIVED = (SearchEntry, SimilarEntry, HiddenEntry)
PEOPLE = ("title", "name", "national_id", "phones", "email", "line_id", "address")
STORY = (
    *("received_at", "identity", "subject", "detail", "happened_when", "happened_where", "damage"),
    *("remedy_wanted", "complained_elsewhere", "answer_by", "callback_wanted", "document_number"),
    *("document_date", "written_date", "confidential", "kind", "group", "evidence", "evidence_given"),
)
UNSAID = (
    *("old_number", "referred_to", "findings", "root_cause", "corrective_action", "preventive_action"),
    *("satisfaction", "lesson", "void_reason"),
)
FIRST_DAY = datetime(2022, 10, 3, 8, 30, tzinfo=BANGKOK)
LAST_DAY = datetime(2026, 9, 30, 16, 30, tzinfo=BANGKOK)


def open_office(folder: Path, *, cheap_password: bool = True) -> tuple[Services, SetClock]:
    """Open an office made here, on the morning after its last case."""
    clock = SetClock(LAST_DAY + timedelta(hours=16))
    return open_services(folder, clock, Passwords.cheapest() if cheap_password else None), clock


def log_in(services: Services, role: str = "supervisor") -> Actor:
    """Return the actor of one of the demo logins."""
    return services.accounts.log_in(role, PASSWORD)


def make_office(folder: Path, cases: int, seed: int = 1, first_day: datetime = FIRST_DAY) -> None:
    """Make an office of so many cases up to LAST_DAY, in order of receipt; no two tell the same."""
    make_demo_office(folder, cases=0, seed=seed, fiscal_year=2566)
    services, _clock = open_office(folder)
    try:
        actor = log_in(services)
        with services.store.reading() as session:
            facts = services.facts.of(session, actor.office_id)
        maker = _Maker(services, facts, actor, random.Random(seed), first_day)
        with services.store.engine.execution_options(writes=True).connect() as connection:
            for batch in maker.batches(cases):
                for table, rows in batch.items():
                    connection.execute(insert(table), rows)
                connection.commit()
            connection.execute(insert(NumberCounter), maker.counters())
            connection.execute(text(f"INSERT INTO {TABLE}({TABLE}) VALUES ('rebuild')"))
            connection.execute(text(HIDDEN_INDEX.rebuild))
            rebuild_index(connection)
            connection.commit()
    finally:
        services.close()


class Stories:
    """Tell what is taken in, no subject and no story twice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._teller = Storyteller(chance)
        self._told: set[str] = set()
        self._clauses = ["ตามที่ได้แจ้งไว้แล้ว"]

    def tell(self, received_at: datetime) -> ComplaintInput:
        """Return a complaint; where its words were used before, it goes on in the words of others."""
        content = self._teller.tell(received_at, self._teller.channel()).content
        self._clauses = [*self._clauses[-400:], *content.detail.split()]
        return replace(content, subject=self._own(content.subject)[:300], detail=self._own(content.detail))

    def _own(self, text: str) -> str:
        while text in self._told:
            text += " " + self._chance.choice(self._clauses)
        self._told.add(text)
        return text


class _Maker:
    """Make the rows of cases as the register and the figures read them."""

    def __init__(
        self, services: Services, facts: OfficeFacts, actor: Actor, chance: random.Random, first_day: datetime
    ) -> None:
        self._new_id = services.store.new_id
        self._facts = facts
        self._actor = actor
        self._chance = chance
        self._first_day = first_day
        self._stories = Stories(chance)
        self._chart, _chart = facts.chart_for("general")
        self._running: dict[int, int] = {}
        colleagues = services.accounts.list_colleagues(actor)
        self._officers = [person.id for person in colleagues if Role.OFFICER in person.roles]

    def batches(self, cases: int) -> Iterator[Rows]:
        """Return the rows of some thousand cases at a time, by table."""
        step = (LAST_DAY - self._first_day) / max(cases, 1)
        for start in range(0, cases, BATCH):
            rows: Rows = {table: [] for table in (Complaint, Complainant, Respondent, CaseState, *DERIVED)}
            for number in range(start, min(start + BATCH, cases)):
                self._add_case(self._first_day + step * number, rows)
            yield {table: found for table, found in rows.items() if found}

    def counters(self) -> list[dict[str, Any]]:
        """Return where the numbers of each fiscal year stand."""
        return [self._row(fiscal_year=year, last=last) for year, last in self._running.items()]

    def _row(self, **values: Any) -> dict[str, Any]:
        return {"office_id": self._actor.office_id, "id": self._new_id(), **values}

    def _add_case(self, received_at: datetime, rows: Rows) -> None:
        content = self._stories.tell(received_at)
        complaint = self._complaint(content)
        people = {name: getattr(content, name) for name in PEOPLE}
        complainant = complaint | people if content.name else None
        respondents = [
            self._row(complaint_id=complaint["id"], unit=item.unit, person=item.person, account_id=None)
            for item in content.respondents
        ]
        rows[Complaint].append(complaint)
        rows[Respondent] += respondents
        if complainant:
            keys = {"office_id": complaint["office_id"], "id": complaint["id"]}
            rows[Complainant].append({**keys, **people, "kind": content.complainant_kind})
        self._add_derived(complaint, complainant, respondents, rows)
        rows[CaseState] += self._states(complaint, content.channel)

    def _add_derived(
        self,
        complaint: dict[str, Any],
        complainant: dict[str, Any] | None,
        respondents: list[dict[str, Any]],
        rows: Rows,
    ) -> None:
        case, person = _row_of(complaint), _row_of(complainant) if complainant else None
        entry = compose_entry(case, person, [_row_of(item) for item in respondents], [])
        keys = {name: getattr(entry, name) for name in ("office_id", "id", "complaint_id")}
        rows[SearchEntry].append(keys | {name: getattr(entry, name) for name in SEARCH_COLUMNS})
        rows[SimilarEntry].append(keys | {"marks": compose_marks(case, person)})
        if (hidden := compose_hidden(case, person)) is not None:
            rows[HiddenEntry].append(keys | {name: getattr(hidden, name) for name in HIDDEN_COLUMNS})

    def _complaint(self, content: ComplaintInput) -> dict[str, Any]:
        received = content.received_at
        year = fiscal_year(received.date())
        running = self._running[year] = self._running.get(year, 0) + 1
        level = self._chance.choice([choice for choice in self._facts.levels.all if choice.code != "4"])
        category = self._chance.choice([choice for choice in self._facts.categories.all if choice.counted])
        due, _days = self._facts.counting.closure(received.date(), level.code)
        closed_at = received + timedelta(days=self._chance.choice((2, 3, 4, 5, 6, 8, 12, 19)))
        is_closed = closed_at < LAST_DAY and self._chance.random() < 0.97
        channel = self._facts.channels.code(content.channel)
        sub = self._facts.channels.code(content.sub_channel)
        return self._row(
            **{name: getattr(content, name) for name in STORY},
            **dict.fromkeys(UNSAID, ""),
            fiscal_year=year,
            running=running,
            number=f"{running}/{year}",
            register_key=_key(received),
            entered_at=received,
            received_by=self._actor.account_id,
            channel_id=channel.id if channel else None,
            sub_channel_id=sub.id if sub else None,
            screened=True,
            within_authority=True,
            category_id=category.id,
            level_id=level.id,
            flowchart_version_id=self._chart,
            step="closed" if is_closed else "resolve",
            step_entered_at=received,
            step_due=None,
            status="closed" if is_closed else "open",
            officer_id=self._chance.choice(self._officers),
            due_date=due,
            approaching_on=due,
            due_original=due,
            last_action_at=closed_at if is_closed else received,
            first_closed_at=closed_at if is_closed else None,
            closed_at=closed_at if is_closed else None,
            closed_on=closed_at.date() if is_closed else None,
            outcome="upheld" if is_closed else None,
            receipt_prints=1,
            version=4,
        )

    def _states(self, complaint: dict[str, Any], channel: str) -> Iterator[dict[str, Any]]:
        said = {
            "complaint_id": complaint["id"],
            "screened": True,
            "kind": complaint["kind"],
            "within_authority": True,
            "category": self._facts.categories.code_of(complaint["category_id"]),
            "level": self._facts.levels.code_of(complaint["level_id"]),
            "group": complaint["group"],
            "channel": channel,
            "due": complaint["due_date"],
            "due_unextended": complaint["due_date"],
        }
        yield self._row(at=complaint["received_at"], cause="registered", status="open", outcome=None, **said)
        if complaint["closed_at"] is not None:
            yield self._row(
                at=complaint["closed_at"], cause="closed", status="closed", outcome="upheld", **said
            )


def _row_of(values: dict[str, Any]) -> Any:
    # An ORM object would do too, at ten times the cost.
    return SimpleNamespace(**values)


def _key(received_at: datetime) -> int:
    return int((received_at - KEY_EPOCH) / timedelta(milliseconds=1)) << KEY_BITS
