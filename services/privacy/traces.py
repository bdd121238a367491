"""Find what the journal still says in clear of some cases, and blank it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.base import table_of
from models.casework import CaseLink, CaseReader, Letter, Referral
from models.complaints import Attachment, CaseEvent, ClockEvent, Respondent
from models.journal import JournalRecord, JournalValues
from services.journal.recorder import SAID_TABLE, canonical

# Tables whose rows may say who somebody is, or what somebody told.
PERSONAL = (
    *("complaint", "complainant", "respondent", "case_event", "clock_event", "attachment"),
    *("letter", "referral", "case_link", "case_reader"),
)
# The only rows that a correction takes away: what was written of them earlier belongs to the case corrected.
_DELETABLE = "respondent"
_PARTS = (Respondent, CaseEvent, ClockEvent, Attachment, Letter, Referral, CaseLink, CaseReader)
_CHUNK = 500

# By record id: which of its values to blank.
Places = dict[int, set[int]]


class Traces:
    """Hold, for each of some cases, where the journal tells of it; read once for a whole list.

    Records of several cases at once (an import) name rows, records of one case name the case: both are
    followed. The newest come first, because a row that a correction took away is known from there alone.
    """

    def __init__(self, session: Session, office_id: int, cases: Iterable[int]) -> None:
        self._office_id = office_id
        self._of_row = _rows_of(session, office_id, sorted(set(cases)))
        self._cases = set(cases)
        self._found: defaultdict[int, Places] = defaultdict(lambda: defaultdict(set))
        self.newest = 0
        self._walk(session)

    def blank(self, session: Session, case: int) -> int:
        """Put null in place of what the journal says in clear of a case; return how many values."""
        if self._told_since(session, case):
            fresh = Traces(session, self._office_id, self._cases)
            self._found, self.newest = fresh._found, fresh.newest
        places = self._found.pop(case, {})
        ids = sorted(places)
        blanked = 0
        for start in range(0, len(ids), _CHUNK):
            rows = session.execute(
                select(JournalValues.id, JournalValues.values).where(
                    JournalValues.office_id == self._office_id,
                    JournalValues.id.in_(ids[start : start + _CHUNK]),
                )
            ).all()
            for record_id, text in rows:
                values = json.loads(text)
                wanted = [index for index in places[record_id] if values[index] is not None]
                for index in wanted:
                    values[index] = None
                if wanted:
                    _write(session, self._office_id, record_id, values)
                    blanked += len(wanted)
        return blanked

    def _told_since(self, session: Session, case: int) -> bool:
        newer = select(JournalRecord.id).where(
            JournalRecord.office_id == self._office_id,
            JournalRecord.subject_table == "complaint",
            JournalRecord.subject_id == case,
            JournalRecord.sequence > self.newest,
        )
        return session.scalar(newer.limit(1)) is not None

    def _walk(self, session: Session) -> None:
        records = session.execute(
            select(
                JournalRecord.id,
                JournalRecord.sequence,
                JournalRecord.use_case,
                JournalRecord.subject_table,
                JournalRecord.subject_id,
                JournalRecord.facts,
                JournalRecord.changes,
            )
            .where(JournalRecord.office_id == self._office_id)
            .order_by(JournalRecord.sequence.desc())
            .execution_options(yield_per=_CHUNK)
        )
        for record in records:
            self.newest = max(self.newest, record.sequence)
            if record.changes != "[]":
                self._note(session, record.id, json.loads(record.changes), self._about(record))

    def _about(self, record: Any) -> set[int]:
        """Return which of the cases a record is about."""
        found = {record.subject_id} if record.subject_table == "complaint" else set()
        if record.use_case.startswith("privacy."):
            found.update(json.loads(record.facts).get("cases", ()))
        return found & self._cases

    def _note(
        self, session: Session, record_id: int, changes: Sequence[Sequence[Any]], about: set[int]
    ) -> None:
        for index, (table, row_id, *_rest) in enumerate(changes):
            if table == SAID_TABLE:
                for case in about:
                    self._found[case][record_id].add(index)
            elif table in PERSONAL:
                owner = self._of_row.get((table, row_id))
                if owner is None and table == _DELETABLE and len(about) == 1:
                    owner = self._corrected_away(session, row_id, next(iter(about)))
                if owner is not None:
                    self._found[owner][record_id].add(index)

    def _corrected_away(self, session: Session, row_id: int, case: int) -> int | None:
        here = select(Respondent.id).where(Respondent.office_id == self._office_id, Respondent.id == row_id)
        if session.scalar(here) is not None:
            return None
        self._of_row[_DELETABLE, row_id] = case
        return case


def _rows_of(session: Session, office_id: int, cases: Sequence[int]) -> dict[tuple[str, int], int]:
    """Return, by (table, id), the case that a row belongs to."""
    found = {(name, case): case for case in cases for name in ("complaint", "complainant")}
    for kind in _PARTS:
        table = table_of(kind)
        for start in range(0, len(cases), _CHUNK):
            rows = session.execute(
                select(table.c.id, table.c.complaint_id).where(
                    table.c.office_id == office_id, table.c.complaint_id.in_(cases[start : start + _CHUNK])
                )
            )
            found.update({(table.name, row.id): row.complaint_id for row in rows})
    return found


def _write(session: Session, office_id: int, record_id: int, values: list[Any]) -> None:
    # Every element that stays is written in the one form in which it was: a trigger compares them.
    session.execute(
        update(JournalValues)
        .where(JournalValues.office_id == office_id, JournalValues.id == record_id)
        .values({JournalValues.values: canonical(values)})
        .execution_options(synchronize_session=False)
    )
