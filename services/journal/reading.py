"""Read the journal as people: who did what, when, about which case, and what it changed.

Nothing here shows more than the rest of the program: no record of a case that the reader may not know of,
no value of a hidden complainant, and to an administrator no value of any case.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.base import Base
from models.complaints import Complainant, Complaint
from models.journal import JournalRecord, JournalValues
from models.office import Account
from services.complaints.register import day_start
from services.complaints.visibility import visible_to
from services.documents.names import People, complainant_names
from services.errors import NotFound
from services.journal.recorder import SAID_OPERATION
from services.office.facts import FactsCache
from services.permissions import ADMINISTRATORS, SUPERVISORS, Actor, Role, use_case
from services.privacy.masks import mask_text
from services.thai.contacts import mask_id
from services.thai.text import fold
from services.unit_of_work import Reading, Units

READ_RECORDS = use_case("journal.read_records", SUPERVISORS | ADMINISTRATORS, writes=False)

PAGE = 200
VERDICTS = ("done", "refused", "failed")
# Tables whose values an administrator keeps anyway.
OFFICE_TABLES = frozenset(
    {
        *("office", "setting", "wording", "account", "appointment", "channel", "category", "level"),
        *("holiday", "holiday_year", "flowchart", "flowchart_version"),
    }
)
# Tables whose values belong to the case that a record is about.
CASE_TABLES = frozenset(
    {
        *("complaint", "complainant", "respondent", "case_event", "case_state", "clock_event"),
        *("attachment", "box_slip", "number_counter", "stored_file"),
    }
)
# Facts that name other cases than the one a record is about: the reader may not know of all of them.
CASES_NAMED = frozenset({"cases", "revealed"})
HIDDEN, BLANKED = "hidden", "blanked"


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalFilter:
    """Hold what to show: empty means everything. room is what stands before a use case's dot."""

    actor_id: int | None = None
    room: str = ""
    verdict: str = ""
    first_day: date | None = None
    last_day: date | None = None
    number: str = ""


@dataclass(frozen=True, slots=True)
class RecordRow:
    """Hold one record; about is a case's number or an account's name, where it is about one."""

    key: int
    at: datetime
    actor: str
    roles: str
    use_case: str
    verdict: str
    subject: str
    subject_id: int | None
    about: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CellChange:
    """Hold a column's value before and after; of a secret, that it changed and nothing else."""

    column: str
    before: Any = None
    after: Any = None
    secret: bool = False


@dataclass(frozen=True, slots=True)
class RowChanged:
    """Hold what happened to one row. withheld says why values are missing: hidden, blanked, or nothing."""

    table: str
    operation: str
    cells: tuple[CellChange, ...]
    withheld: str = ""


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """Hold a record whole, as this reader may see it."""

    row: RecordRow
    reason: str
    changes: tuple[RowChanged, ...]


class JournalReading:
    """Show the journal to supervisors and administrators."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_records(
        self, actor: Actor, wanted: JournalFilter, *, after: int | None = None, limit: int = PAGE
    ) -> list[RecordRow]:
        """Return a page, newest first, beginning after a record's key."""
        with self._units.read(actor, READ_RECORDS) as reading:
            query = self._shown(reading).where(*_conditions(reading, wanted))
            if after is not None:
                query = query.where(JournalRecord.sequence < after)
            return _rows(reading, query.order_by(JournalRecord.sequence.desc()).limit(limit))

    def read_record(self, actor: Actor, key: int) -> RecordDetail:
        """Return one record whole."""
        with self._units.read(actor, READ_RECORDS) as reading:
            rows = _rows(reading, self._shown(reading).where(JournalRecord.sequence == key))
            if not rows:
                raise NotFound
            return _detail(reading, rows[0])

    def list_people(self, actor: Actor) -> list[tuple[int, str]]:
        """Return everybody who ever had an account, by name."""
        with self._units.read(actor, READ_RECORDS) as reading:
            people = select(Account.id, Account.display_name).where(Account.office_id == reading.office_id)
            found = reading.session.execute(people.order_by(Account.display_name, Account.id))
            return [(row.id, row.display_name) for row in found]

    def _shown(self, reading: Reading) -> Select[Any]:
        """Return the records that the reader may know of, with what they are about."""
        settings = self._facts.of(reading.session, reading.office_id).settings
        journal = JournalRecord
        seen = and_(Complaint.id.is_not(None), visible_to(reading.actor, settings))
        return (
            select(
                *(journal.sequence, journal.at, journal.actor_name, journal.roles, journal.use_case),
                *(journal.verdict, journal.subject_table, journal.subject_id, journal.facts),
                Complaint.number,
                Account.display_name,
            )
            .outerjoin(Complaint, _subject("complaint", Complaint))
            .outerjoin(Account, _subject("account", Account))
            .where(
                journal.office_id == reading.office_id,
                or_(journal.subject_table != "complaint", journal.subject_id.is_(None), seen),
            )
        )


def _subject(table: str, kind: Any) -> ColumnElement[bool]:
    return and_(
        JournalRecord.subject_table == table,
        kind.office_id == JournalRecord.office_id,
        kind.id == JournalRecord.subject_id,
    )


def _conditions(reading: Reading, wanted: JournalFilter) -> Iterable[ColumnElement[bool]]:
    journal = JournalRecord
    if wanted.actor_id is not None:
        yield journal.actor_id == wanted.actor_id
    if wanted.room:
        yield journal.use_case.startswith(f"{wanted.room}.", autoescape=True)
    if wanted.verdict:
        yield journal.verdict == wanted.verdict
    if wanted.first_day:
        yield journal.at >= day_start(wanted.first_day)
    if wanted.last_day:
        yield journal.at < day_start(wanted.last_day + timedelta(days=1))
    if wanted.number.strip():
        typed = fold(wanted.number).strip()
        cases = reading.session.scalars(
            select(Complaint.id).where(
                Complaint.office_id == reading.office_id, Complaint.number.in_((typed, typed.upper()))
            )
        )
        yield and_(journal.subject_table == "complaint", journal.subject_id.in_(cases.all()))


def _rows(reading: Reading, query: Select[Any]) -> list[RecordRow]:
    return [
        RecordRow(
            key=row.sequence,
            at=row.at,
            actor=row.actor_name,
            roles=row.roles,
            use_case=row.use_case,
            verdict=row.verdict,
            subject=row.subject_table,
            subject_id=row.subject_id,
            about=row.number or row.display_name or "",
            facts={name: value for name, value in json.loads(row.facts).items() if name not in CASES_NAMED},
        )
        for row in reading.session.execute(query)
    ]


def _detail(reading: Reading, row: RecordRow) -> RecordDetail:
    session = reading.session
    record = session.scalars(
        select(JournalRecord).where(
            JournalRecord.office_id == reading.office_id, JournalRecord.sequence == row.key
        )
    ).one()
    kept = session.get(JournalValues, (reading.office_id, record.id))
    told = json.loads(kept.values) if kept is not None else []
    # A reason given for no one case (who asked for a person's file) may name whom a hidden case is about.
    tells = reading.actor.has(Role.SUPERVISOR) and (row.subject, row.subject_id) != ("complaint", None)
    reason = record.reason if tells else ""
    changes = []
    for (table, _row, operation, _digest), value in zip(json.loads(record.changes), told, strict=False):
        if operation == SAID_OPERATION:
            if tells and value is not None:
                reason = str(value["after"]["reason"])
            continue
        shows = _shows(session, reading, row, table)
        changes.append(_changed(table, operation, value, shown=shows))
    people = _hidden_people(reading, row)
    if people is not None:
        reason = mask_text(reason, people)
        changes = [_without(change, people) for change in changes]
    return RecordDetail(row, reason, tuple(changes))


def _hidden_people(reading: Reading, row: RecordRow) -> People | None:
    """Return whom the texts of a record must not name; None where nobody asked to stay hidden."""
    if row.subject != "complaint" or row.subject_id is None:
        return None
    complaint = reading.session.get(Complaint, (reading.office_id, row.subject_id))
    complainant = reading.session.get(Complainant, (reading.office_id, row.subject_id))
    if complaint is None or complaint.identity != "hidden" or complainant is None:
        return None
    return People(complainant_names(complainant))


def _without(change: RowChanged, people: People) -> RowChanged:
    def covered(value: Any) -> Any:
        return mask_text(value, people) if isinstance(value, str) else value

    cells = (replace(cell, before=covered(cell.before), after=covered(cell.after)) for cell in change.cells)
    return replace(change, cells=tuple(cells))


def _shows(session: Session, reading: Reading, row: RecordRow, table: str) -> bool:
    """Tell whether the reader sees the values of a table in a record that the reader may know of."""
    if table in OFFICE_TABLES:
        return True
    if not reading.actor.has(Role.SUPERVISOR):
        return False
    if table == "box_opening":
        return True
    if table not in CASE_TABLES or row.subject != "complaint" or row.subject_id is None:
        return False
    if table != "complainant":
        return True
    complaint = session.get(Complaint, (reading.office_id, row.subject_id))
    return complaint is not None and complaint.identity == "named"


def _changed(table: str, operation: str, value: dict[str, Any] | None, *, shown: bool) -> RowChanged:
    if value is None:
        return RowChanged(table, operation, (), BLANKED)
    before, after = value["before"], value["after"]
    known = list(Base.metadata.tables[table].columns.keys()) if table in Base.metadata.tables else []
    told = {*before, *after} - {"office_id", "id", "version"}
    named = [name for name in known if name in told] + sorted(told - {*known})
    if not shown:
        changed = [name for name in named if before.get(name) != after.get(name)]
        return RowChanged(table, operation, tuple(CellChange(name) for name in changed), HIDDEN)
    cells = (_cell(table, name, before.get(name), after.get(name)) for name in named)
    return RowChanged(table, operation, tuple(cell for cell in cells if _says_something(cell)))


def _cell(table: str, name: str, before: Any, after: Any) -> CellChange:
    column = Base.metadata.tables[table].columns.get(name) if table in Base.metadata.tables else None
    if column is not None and column.info.get("secret"):
        return CellChange(name, secret=True)
    if name == "national_id":
        before, after = (mask_id(value) if value else value for value in (before, after))
    return CellChange(name, before, after)


def _says_something(cell: CellChange) -> bool:
    return cell.secret or cell.before not in (None, "") or cell.after not in (None, "")
