"""Suggestions while somebody types, against the same SQL through raw sqlite3; and what marks cost a save."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import event, select

from benchmarks.figures import Row, clocked, median, p95
from benchmarks.office import Stories, log_in, make_office, open_office
from benchmarks.save import connect
from models.complaints import Complainant, Complaint
from models.similar_index import write_marks
from services.complaints.commands import RegisterComplaint
from services.complaints.similar import SimilarQuery
from services.complaints.similar_marks import compose_marks
from services.container import Services
from services.permissions import Actor
from services.unit_of_work import new_command_id

Statements = list[tuple[str, Any]]
Result = TypeVar("Result")

WARMING = 20  # looks before the first that counts


@dataclass(slots=True)
class Taken:
    """Hold milliseconds, look by look, and how often the case typed once more was among those shown.

    ours is the first time that a text is asked for, by the clock; processor is what of it the processor took.
    """

    ours: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    found: int = 0


def rows(folder: Path, *, small: int, cases: int, queries: int) -> list[Row]:
    """Return the lines of the table on suggestions."""
    few = measure(folder / "small", small, queries)
    many = measure(folder / "large", cases, queries)
    revealing = measure(folder / "large", 0, queries, "supervisor")
    title = f"suggest among {cases:,} cases while typing"
    said = f"{many.found} of {queries} cases were among the few shown when they were typed once more"
    marks, saves = measure_marks(folder / "small", min(queries, 100))
    return [
        Row(f"{title}, p95", p95(many.ours), p95(many.floor), None, note="floor: the same SQL, raw sqlite3"),
        Row(f"{title}, median", median(many.ours), median(many.floor), None),
        Row(f"{title}, p95, against {small:,}", p95(many.ours), p95(few.ours), None),
        Row(f"{title}, p95, against the goal of 50 ms", p95(many.ours), 50.0, 1, note=said),
        Row(f"{title}, p95, for who may reveal a name", p95(revealing.ours), p95(revealing.floor), None),
        Row(f"{title}, p95, processor time", p95(many.processor), None, None),
        Row(f"{title}, median, processor time", median(many.processor), None, None),
        Row("marks of a save against all of it, median", median(marks), median(saves), None),
    ]


def measure(folder: Path, cases: int, queries: int, login: str = "front") -> Taken:
    """Measure suggestions in an office of so many cases, made unless cases is 0."""
    if cases:
        make_office(folder, cases)
    services, _clock = open_office(folder)
    actor = log_in(services, login)
    taken = Taken()
    with closing(connect(folder)) as raw:
        asked = list(_typed(services, actor, queries + WARMING))
        for _case, query in asked[queries:]:
            services.similar.suggest(actor, query)
        for case, query in asked[:queries]:
            with _recorded(services) as statements:
                suggested = _timed(taken, lambda: services.similar.suggest(actor, query))  # noqa: B023
            taken.found += case in {one.complaint_id for one in suggested}
            looked = [one for one in statements if one[0].startswith(("SELECT", "\nSELECT"))]
            taken.floor.append(clocked(lambda: _replay(raw, looked)))  # noqa: B023
    services.close()
    return taken


def _timed(taken: Taken, look: Callable[[], Result]) -> Result:
    worked, begun = time.process_time(), time.perf_counter()
    found = look()
    taken.ours.append((time.perf_counter() - begun) * 1000)
    taken.processor.append((time.process_time() - worked) * 1000)
    return found


def measure_marks(folder: Path, saves: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds that the marks of a case take, and those of the whole save."""
    services, clock = open_office(folder)
    actor, stories = log_in(services, "front"), Stories(random.Random(4))
    marks: list[float] = []
    whole: list[float] = []
    for _number in range(saves):
        clock.advance(minutes=7)
        command = RegisterComplaint(content=stories.tell(clock.now() - timedelta(minutes=5)))
        command_id = new_command_id()
        whole.append(clocked(lambda: services.intake.register_complaint(actor, command, command_id)))  # noqa: B023
        marks.append(_marks_again(services, actor))
    services.close()
    return marks, whole


def _marks_again(services: Services, actor: Actor) -> float:
    """Make and write the newest case's marks once more, under another key, and take it back."""
    with services.store.writing() as session:
        case = session.scalars(select(Complaint).order_by(Complaint.id.desc()).limit(1)).one()
        person = session.get(Complainant, (case.office_id, case.id))
        key = case.register_key + 1
        spent = clocked(lambda: write_marks(session, actor.office_id, -1, key, compose_marks(case, person)))
        session.rollback()
    return spent


def _typed(services: Services, actor: Actor, queries: int) -> Iterator[tuple[int, SimilarQuery]]:
    """Return what somebody has typed so far of a case that was here before: a beginning, or all of it."""
    chance = random.Random(7)
    with services.store.reading() as session:
        ids = list(session.scalars(select(Complaint.id).where(Complaint.office_id == actor.office_id)))
        for case_id in chance.sample(ids, min(queries, len(ids))):
            case = session.get(Complaint, (actor.office_id, case_id))
            person = session.get(Complainant, (actor.office_id, case_id))
            assert case is not None
            part = chance.choice((0.25, 0.5, 0.75, 1.0))
            named = person is not None and case.identity == "named" and chance.random() < 0.7
            yield (
                case_id,
                SimilarQuery(
                    subject=case.subject,
                    detail=case.detail[: int(len(case.detail) * part)],
                    phones=person.phones if named and person is not None else "",
                    name=person.name if named and person is not None else "",
                ),
            )


@contextmanager
def _recorded(services: Services) -> Iterator[Statements]:
    statements: Statements = []

    def keep(_connection: Any, _cursor: Any, statement: str, values: Any, *_others: Any) -> None:
        if not statement.startswith("BEGIN"):
            statements.append((statement, values))

    event.listen(services.store.engine, "before_cursor_execute", keep)
    try:
        yield statements
    finally:
        event.remove(services.store.engine, "before_cursor_execute", keep)


def _replay(raw: sqlite3.Connection, statements: Sequence[tuple[str, Any]]) -> None:
    raw.execute("BEGIN")
    for statement, values in statements:
        raw.execute(statement, values).fetchall()
    raw.execute("COMMIT")
