"""Suggestions while somebody types, against the same SQL through raw sqlite3; and what marks cost a save."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

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


def rows(folder: Path, *, small: int, cases: int, queries: int) -> list[Row]:
    """Return the lines of the table on suggestions."""
    few, _floor, _found = measure(folder / "small", small, queries)
    ours, floor, found = measure(folder / "large", cases, queries)
    title = f"suggest among {cases:,} cases while typing"
    said = f"{found} of {queries} cases were among the few shown when they were typed once more"
    marks, saves = measure_marks(folder / "small", min(queries, 100))
    return [
        Row(f"{title}, p95", p95(ours), p95(floor), None, note="floor: the same statements, raw sqlite3"),
        Row(f"{title}, median", median(ours), median(floor), None),
        Row(f"{title}, p95, against {small:,}", p95(ours), p95(few), None),
        Row(f"{title}, p95, against the goal of 50 ms", p95(ours), 50.0, 1, note=said),
        Row("marks of a save against all of it, median", median(marks), median(saves), None),
    ]


def measure(folder: Path, cases: int, queries: int) -> tuple[list[float], list[float], int]:
    """Return the milliseconds of suggesting, those of the floor, and how often the case was found again."""
    make_office(folder, cases)
    services, _clock = open_office(folder)
    actor = log_in(services, "front")
    ours: list[float] = []
    floor: list[float] = []
    found = 0
    with closing(connect(folder)) as raw:
        asked = list(_typed(services, actor, queries))
        for _case, query in asked[:20]:
            services.similar.suggest(actor, query)
        for case, query in asked:
            with _recorded(services) as statements:
                suggested = services.similar.suggest(actor, query)
            found += case in {one.complaint_id for one in suggested}
            ours.append(clocked(lambda: services.similar.suggest(actor, query)))  # noqa: B023
            floor.append(clocked(lambda: _replay(raw, statements)))
    services.close()
    return ours, floor, found


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
