"""Since when the indicators are read as they are: changes of their definition, as the journal keeps them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.journal import JournalRecord, JournalValues
from models.office import Setting
from services.office.settings import default_settings
from services.thai.dates import bangkok_date

DEFINITIONS = ("indicator1_target_percent", "indicator2_target_percent", "indicator2_base")
_PREFIX = "settings."


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """Hold that a setting which decides what an indicator says was changed on a day."""

    name: str
    on: date
    before: Any
    after: Any


def read_definition_changes(session: Session, office_id: int) -> tuple[DefinitionChange, ...]:
    """Return every change of DEFINITIONS, oldest first; a day's changes of one setting are one change."""
    by_day: dict[tuple[date, str], DefinitionChange] = {}
    for change in _changes(session, office_id):
        known = by_day.get((change.on, change.name))
        by_day[(change.on, change.name)] = replace(change, before=known.before) if known else change
    return tuple(change for change in by_day.values() if change.before != change.after)


def _changes(session: Session, office_id: int) -> Iterator[DefinitionChange]:
    rows = session.execute(
        select(JournalRecord.at, JournalRecord.changes, JournalValues.values)
        .join(
            JournalValues,
            (JournalValues.office_id == JournalRecord.office_id) & (JournalValues.id == JournalRecord.id),
        )
        .where(
            JournalRecord.office_id == office_id,
            JournalRecord.subject_table == "setting",
            JournalRecord.facts.contains('"indicator'),
        )
        .order_by(JournalRecord.id)
    )
    # An update tells only what changed: which setting it was stands in the row, which is never taken away.
    kept = session.execute(select(Setting.id, Setting.name).where(Setting.office_id == office_id))
    names = {row.id: row.name for row in kept}
    defaults = default_settings()
    for row in rows:
        told = zip(json.loads(row.changes), json.loads(row.values), strict=True)
        for (table, row_id, _operation, _digest), value in told:
            name = names.get(row_id, "").removeprefix(_PREFIX)
            if table != "setting" or value is None or name not in DEFINITIONS:
                continue
            before = value["before"].get("value")
            yield DefinitionChange(
                name=name,
                on=bangkok_date(row.at),
                before=json.loads(before) if before is not None else defaults[name],
                after=json.loads(value["after"]["value"]),
            )
