"""The scene of a signed destruction list: each case wholly in clear or wholly blanked, and then all done."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import LargeBinary, text
from sqlalchemy.orm import Session

from models.base import Base
from models.engine import DATABASE_NAME
from services.container import Services
from services.privacy.destruction import Signed
from services.thai.dates import Month
from tests.torture.checks import note
from tests.torture.children import attempt
from tests.torture.killing import Heard
from tests.torture.office import Trial, story

MONTH = Month(2026, 4)
LISTED = 5  # and one case that the committee keeps
YEARS = timedelta(days=366 * 11)


def prepare_list(trial: Trial) -> Trial:
    """Close some cases, let their years pass, and have a list of them signed, one of them to be kept."""
    clock, heard = trial.clock, Heard()
    supervisor = trial.people["supervisor"]
    with trial.opened(clock) as services:
        for number in range(LISTED + 1):
            line = {"command": f"old-{number}", "act": "register"}
            attempt(trial, services, line, lambda said, **more: heard.lines.append({"said": said, **more}))
        note(trial, heard)
        for case, _number in trial.ledger.registered.values():
            version = services.cases.read_case(supervisor, case).version
            services.casework.close_early(supervisor, case, version, "withdrawn", "ขอถอน", f"close-{case}")
    trial.later = YEARS
    with trial.opened() as services:
        destruction = services.destruction
        made = destruction.make_destruction_list(supervisor, None, "list")
        kept = destruction.read_destruction_list(supervisor, made).items[-1]
        destruction.keep_item(supervisor, kept.id, True, "คดียังไม่สิ้นสุด", "keep")
        version = destruction.read_destruction_list(supervisor, made).row.version
        signed = Signed(trial.clock.now().date(), "กรรมการสามคน", "ลป 0003/1")
        destruction.record_signed(supervisor, made, version, signed, "signed")
        trial.figures = _figures(trial, services)
    return trial


def check_destroyed(trial: Trial, heard: Heard) -> Iterator[str]:
    """Name what is half blanked after the kill; then go on with the list and name what is left of it."""
    supervisor = trial.people["supervisor"]
    with trial.opened() as services:
        (row,) = services.destruction.list_destruction_lists(supervisor)
        if heard.ended_by_itself and row.state != "carried_out":
            yield "a list was acknowledged as carried out and is not"
        yield from _look(trial, services)
        done = services.destruction.carry_out(supervisor, row.id, "carry-out")
        if (done.done, done.kept, done.left, done.finished) != (LISTED, 1, 0, True):
            yield f"gone on with, the list came to {done}"
        yield from _look(trial, services)
    blanked = _blanked(trial)
    if len(blanked) != LISTED:
        yield f"{len(blanked)} of {LISTED} cases are blanked"
    if not trial.encrypted:
        content = b"".join(path.read_bytes() for path in trial.folder.glob(f"{DATABASE_NAME}*"))
        for command_id in blanked:
            if story(command_id).encode() in content:
                yield f"the story of {command_id} is still in the file"


def _look(trial: Trial, services: Services) -> Iterator[str]:
    problem = services.verification.verify().problem
    if problem is not None:
        yield f"verify: {problem}"
    if _figures(trial, services) != trial.figures:
        yield "the figures are not what they were"
    with services.store.reading() as session:
        told = {table: _told(session, table) for table in Base.metadata.tables}
        rows = {
            row.id: row
            for row in session.execute(
                text(
                    "SELECT c.id, c.anonymised_at, i.done_at, i.kept,"
                    " (SELECT count(*) FROM attachment a JOIN stored_chunk s ON s.file_id = a.file_id"
                    "   WHERE a.complaint_id = c.id) AS chunks,"
                    " (SELECT count(*) FROM attachment a WHERE a.complaint_id = c.id) AS files,"
                    " (SELECT name || phones FROM complainant p WHERE p.id = c.id) AS person"
                    " FROM complaint c LEFT JOIN destruction_item i ON i.complaint_id = c.id"
                )
            )
        }
    for command_id, (case, number) in trial.ledger.registered.items():
        row, where = rows[case], {name for name, words in told.items() if story(command_id) in words}
        yield from (f"case {number}: {said}" for said in _half(row, where))


def _half(row: Any, where: set[str]) -> Iterator[str]:
    """Say what a case has that does not go with the rest of it."""
    if (row.anonymised_at is None) != (row.done_at is None):
        yield f"blanked at {row.anonymised_at}, and on the list at {row.done_at}"
    if row.anonymised_at is None:
        if not {"complaint", "search_entry", "journal_values"} <= where:
            yield f"not blanked, and its story stands in {sorted(where)} only"
        if row.files and not row.chunks:
            yield "not blanked, and its files are gone"
        return
    if row.kept:
        yield "kept by the committee, and blanked"
    if where or row.chunks or row.person:
        yield f"blanked, and told in {sorted(where)}, {row.chunks} pieces of files, {bool(row.person)}"


def _told(session: Session, table: str) -> str:
    columns = [c.name for c in Base.metadata.tables[table].columns if not isinstance(c.type, LargeBinary)]
    said = " || ' ' || ".join(f"coalesce(\"{name}\", '')" for name in columns)
    return "\n".join(session.scalars(text(f'SELECT {said} FROM "{table}"')))


def _blanked(trial: Trial) -> list[str]:
    with trial.opened() as services, services.store.reading() as session:
        cases = set(session.scalars(text("SELECT id FROM complaint WHERE anonymised_at IS NOT NULL")))
    return [command for command, (case, _number) in trial.ledger.registered.items() if case in cases]


def _figures(trial: Trial, services: Services) -> str:
    return repr(services.indicators.read_month(trial.people["supervisor"], MONTH, date(2026, 4, 30)))
