"""What must hold after a kill, asked of the tables themselves besides what verify finds."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import text

from models.copying import CopyFailed, check_database
from models.drivers import connect
from services.complaints.register import RegisterFilter
from services.container import Services
from services.errors import DomainError
from tests.torture.children import attempt
from tests.torture.killing import Heard
from tests.torture.office import Trial, complaint, story

Rows = dict[Any, Any]


def note(trial: Trial, heard: Heard) -> int:
    """Write into the ledger what a child said; return how many acts were acknowledged."""
    ledger, acknowledged = trial.ledger, 0
    for line in heard.lines:
        match line["said"]:
            case "try" if "command" in line:
                ledger.tried[line["command"]] = {
                    name: value for name, value in line.items() if name != "said"
                }
            case "registered":
                ledger.registered[line["command"]] = (line["id"], line["number"])
            case "worked":
                ledger.worked[line["command"]] = line["id"]
            case "draft":
                ledger.drafts[line["command"]] = line["id"]
        if line["said"] in ("registered", "worked"):
            ledger.tried.pop(line["command"], None)
        acknowledged += line["said"] in ("registered", "worked", "draft", "kept", "done")
    return acknowledged


def send_again(trial: Trial, services: Services) -> int:
    """Send what has no answer once more, and once more than that: it must be there once."""
    unanswered, heard = list(trial.ledger.tried.values()), Heard()

    def say(said: str, **more: Any) -> None:
        heard.lines.append({"said": said, **more})

    for line in unanswered:
        attempt(trial, services, line, say)
        attempt(trial, services, line, say)
    note(trial, heard)
    return len(unanswered)


def check_office(trial: Trial, services: Services, chance: random.Random) -> Iterator[str]:
    """Name everything that is not as it was acknowledged."""
    problem = services.verification.verify().problem
    if problem is not None:
        yield f"verify: {problem}"
    if services.seal.witness.frozen:
        yield "the witness saw records that are missing"
    rows = read_rows(services)
    yield from _acknowledged(trial, rows)
    yield from _whole(rows)
    yield from _numbers(rows)
    yield from _drafts(trial, rows)
    yield from _found(trial, services, chance)


def read_rows(services: Services) -> Rows:
    """Read what the checks compare, by plain SQL."""
    counted = {
        table: f"SELECT {column}, count(*) FROM {table} GROUP BY 1"
        for table, column in (
            ("complainant", "id"),
            ("case_event", "complaint_id"),
            ("case_state", "complaint_id"),
            ("clock_event", "complaint_id"),
            ("respondent", "complaint_id"),
            ("attachment", "complaint_id"),
            ("search_entry", "complaint_id"),
        )
    }
    with services.store.reading() as session:
        rows: Rows = {name: dict(session.execute(text(query)).all()) for name, query in counted.items()}  # type: ignore[arg-type]
        rows["complaint"] = session.execute(
            text("SELECT id, number, fiscal_year, running, subject, detail, identity FROM complaint")
        ).all()
        rows["journal"] = session.execute(
            text("SELECT command_id, use_case, verdict, subject_id, result FROM journal")
        ).all()
        rows["said"] = session.execute(
            text(
                "SELECT complaint_id, text FROM case_event"
                " UNION ALL SELECT complaint_id, data FROM case_event WHERE kind = 'attached'"
            )
        ).all()
        rows["draft"] = {row for (row,) in session.execute(text("SELECT id FROM draft"))}
    return rows


def _acknowledged(trial: Trial, rows: Rows) -> Iterator[str]:
    written: dict[str, list[Any]] = {}
    for record in rows["journal"]:
        written.setdefault(record.command_id, []).append(record)
    cases = {case.id: case for case in rows["complaint"]}
    for command_id, (case_id, number) in trial.ledger.registered.items():
        records, case = written.get(command_id, []), cases.get(case_id)
        if len(records) != 1 or json.loads(records[0].result) != {"complaint_id": case_id}:
            yield f"{command_id} was acknowledged as {number} and has {len(records)} records"
        if case is None or case.number != number:
            yield f"{command_id} was acknowledged as {number} and is not there"
    for command_id, case_id in trial.ledger.worked.items():
        if [record.subject_id for record in written.get(command_id, [])] != [case_id]:
            yield f"{command_id} was acknowledged and is not in the journal once"
    said = [(case, words) for case, words in rows["said"] if "[" in words]
    for command_id, records in written.items():
        if records[0].verdict == "done" and records[0].use_case in WORKED:
            lines = [case for case, words in said if f"[{command_id}]" in words]
            if lines != [records[0].subject_id]:
                yield f"{command_id} has a record and {len(lines)} lines of history"


WORKED = (
    "complaints.complete_step",
    "complaints.add_note",
    "complaints.record_contact",
    "complaints.attach_file",
)


def _whole(rows: Rows) -> Iterator[str]:
    """Compare every case with the command that took it in; a case of no command is half of something."""
    commands = {
        json.loads(record.result)["complaint_id"]: record.command_id
        for record in rows["journal"]
        if record.use_case == "complaints.register_complaint" and record.verdict == "done"
    }
    files: dict[int, int] = {}
    for record in rows["journal"]:
        if record.use_case == "complaints.attach_file":
            files[record.subject_id] = files.get(record.subject_id, 0) + 1
    for case in rows["complaint"]:
        if case.id not in commands:
            yield f"case {case.number} came from no command"
            continue
        sent = complaint(commands[case.id])
        wanted = {
            "subject": sent.content.subject,
            "detail": sent.content.detail.strip(),
            "complainant": 1 if sent.content.name or sent.content.phones else 0,
            "respondent": len(sent.content.respondents),
            "attachment": len(sent.attachments) + files.get(case.id, 0),
            "search_entry": 1,
        }
        there = {name: rows[name].get(case.id, 0) for name in wanted if name in rows}
        there |= {"subject": case.subject, "detail": case.detail}
        yield from (
            f"case {case.number}: {name} is {there[name]}, not {value}"
            for name, value in wanted.items()
            if there[name] != value
        )
        # Two clocks start at receipt for a person who can be answered, one otherwise, and the step's.
        clocks = 3 if case.identity == "named" else 2
        for name, least in (("case_event", 1), ("case_state", 1), ("clock_event", clocks)):
            if rows[name].get(case.id, 0) < least:
                yield f"case {case.number} has {rows[name].get(case.id, 0)} rows of {name}"


def _numbers(rows: Rows) -> Iterator[str]:
    running = sorted(case.running for case in rows["complaint"])
    if running != list(range(1, len(running) + 1)):
        yield f"the numbers have a gap or a twin: {running}"


def _drafts(trial: Trial, rows: Rows) -> Iterator[str]:
    written = {record.command_id for record in rows["journal"]}
    for command_id, draft in trial.ledger.drafts.items():
        if (draft in rows["draft"]) == (command_id in written):
            yield f"the draft of {command_id} is neither kept nor used, or both"


def _found(trial: Trial, services: Services, chance: random.Random) -> Iterator[str]:
    """Search for some of the acknowledged, the newest always, as a person would."""
    known = list(trial.ledger.registered.items())
    for command_id, (_case, number) in {*known[-1:], *chance.sample(known, min(2, len(known)))}:
        wanted = RegisterFilter(text=story(command_id))
        rows = services.register.list_complaints(trial.people["supervisor"], wanted)
        if [row.number for row in rows] != [number]:
            yield f"the search finds {[row.number for row in rows]} for {number}"


# --- files that hold a whole office


def check_copy(path: Path, key: bytes | None, chain: dict[int, str]) -> Iterator[str]:
    """Name what is wrong with a copy under its final name: whole, of this office, of one moment."""
    try:
        check_database(path, key)
    except CopyFailed as error:
        yield f"{path.name} is no whole copy: {error.said}"
        return
    connection = connect(path, key)
    try:
        sequence, link = connection.execute(
            "SELECT sequence, chain FROM journal ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        cases, entries = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("complaint", "search_entry")
        )
    finally:
        connection.close()
    if chain.get(sequence) != link:
        yield f"{path.name} ends at a record that the office never had"
    if cases != entries:
        yield f"{path.name} has {cases} cases and {entries} search entries"


def chain_of(services: Services) -> dict[int, str]:
    """Return the journal's chain by position."""
    with services.store.reading() as session:
        return dict(session.execute(text("SELECT sequence, chain FROM journal")).all())  # type: ignore[arg-type]


def fails_with(open_it: Any) -> str:
    """Return the code with which opening fails."""
    try:
        with open_it():
            return ""
    except DomainError as error:
        return error.code
