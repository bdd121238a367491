"""Hold the histories of cases, whose rows are only ever added, against what the journal saw written."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from models.base import table_of
from models.complaints import CaseEvent, CaseState, ClockEvent
from models.journal import JournalRecord, JournalValues

TABLES = {kind.__tablename__: table_of(kind) for kind in (CaseState, CaseEvent, ClockEvent)}
AT_ONCE = 500

# By table, then by (office_id, id): the values as written, or None where retention has blanked them.
Written = dict[str, dict[tuple[int, int], dict[str, Any] | None]]


def differing_rows(session: Session) -> Iterator[tuple[str, int] | None]:
    """Yield (table, id) for each row that is not as it was written, None for each batch that is.

    A row that the journal never saw is named by its table and 0.
    """
    counts: Counter[str] = Counter()
    for written in _batches(session):
        for name, rows in written.items():
            counts[name] += len(rows)
            yield _differing(session, TABLES[name], rows)
    for name, table in TABLES.items():
        kept = session.scalar(select(func.count()).select_from(table))
        yield None if kept == counts[name] else (name, 0)


def _batches(session: Session) -> Iterator[Written]:
    records = session.execute(
        select(JournalRecord.office_id, JournalRecord.changes, JournalValues.values)
        .outerjoin(
            JournalValues,
            (JournalValues.office_id == JournalRecord.office_id) & (JournalValues.id == JournalRecord.id),
        )
        .order_by(JournalRecord.office_id, JournalRecord.sequence)
        .execution_options(yield_per=AT_ONCE)
    )
    written: Written = defaultdict(dict)
    for office_id, changes, values in records:
        told = json.loads(values) if values else []
        for (name, row_id, operation, _digest), value in zip(json.loads(changes), told, strict=False):
            if name in TABLES and operation == "insert":
                written[name][office_id, row_id] = value["after"] if value else None
        if sum(map(len, written.values())) >= AT_ONCE:
            yield written
            written = defaultdict(dict)
    yield written


def _differing(
    session: Session, table: Table, written: dict[tuple[int, int], dict[str, Any] | None]
) -> tuple[str, int] | None:
    ids = [row_id for _office, row_id in written]
    found = {
        (row["office_id"], row["id"]): row
        for row in session.execute(select(table).where(table.c.id.in_(ids))).mappings()
    }
    for keys, values in written.items():
        row = found.get(keys)
        if row is None or any(not _same(told, row[name]) for name, told in (values or {}).items()):
            return table.name, keys[1]
    return None


def _same(told: Any, kept: Any) -> bool:
    """Compare a value as the journal tells it with the one kept; a moment is the same in any zone."""
    if isinstance(kept, datetime):
        return isinstance(told, str) and datetime.fromisoformat(told) == kept
    return bool(told == (kept.isoformat() if isinstance(kept, date) else kept))
