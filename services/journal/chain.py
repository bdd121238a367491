"""Walk the journal from its first record: nothing left out, nothing changed, every link sealed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select

from models.base import table_of
from models.journal import JournalRecord, JournalValues
from services.journal.cells import UNFIT, Cell, cells_of
from services.journal.folding import Told
from services.journal.looking import Look, disagree, raw
from services.journal.recorder import GENESIS, SAID, canonical, sha256
from services.keys.seal import Seal, link

_TABLE = table_of(JournalRecord)
_RECORD, _VALUES = raw(_TABLE).c, raw(table_of(JournalValues)).c
_WALK = (
    select(*_RECORD, _VALUES["values"].label("told"))
    .select_from(
        raw(_TABLE).outerjoin(
            raw(table_of(JournalValues)),
            and_(_VALUES.office_id == _RECORD.office_id, _VALUES.id == _RECORD.id),
        )
    )
    .order_by(_RECORD.office_id, _RECORD.sequence)
)
_ORPHAN = (
    select(_VALUES.id)
    .select_from(
        raw(table_of(JournalValues)).outerjoin(
            raw(_TABLE), and_(_VALUES.office_id == _RECORD.office_id, _VALUES.id == _RECORD.id)
        )
    )
    .where(_RECORD.id.is_(None))
    .limit(1)
)
# The use cases whose record begins another key: in a journal that had none, and in place of a lost one.
KEY_CHANGES = frozenset({"journal.begin_seal", "journal.replace_key"})
_DECODER = json.JSONDecoder()


@dataclass(slots=True)
class Walked:
    """Hold how many records were sealed by no key (the first schema), and by one that is not at hand."""

    unsealed: int = 0
    unchecked: int = 0


def walk_chain(look: Look, seal: Seal, told: Told, walked: Walked) -> None:
    """Check every record and its values, and note which rows each one tells of."""
    walk = _Walk(look, seal, walked)
    for row in look.rows(_WALK):
        record = row._asdict()
        changes = walk.check(record)
        told.add(record["office_id"], record["id"], changes)
        look.advance()
    walk.end()
    orphan = look.scalar(_ORPHAN)
    if orphan is not None:
        disagree("values_unknown", orphan, f"journal values {orphan}: no record has them")


class _Walk:
    def __init__(self, look: Look, seal: Seal, walked: Walked) -> None:
        self._walked = walked
        self._seal = seal
        self._cells = cells_of(_TABLE, look.dialect)
        self._office: int | None = None
        self._sequence = 0
        self._chain = GENESIS
        self._key_id = ""
        self._waiting = 0  # records whose key is not at hand, until a key that is seals them

    def check(self, record: dict[str, Any]) -> list[list[Any]]:
        """Check a record against the one before it; return its changes."""
        if record["office_id"] != self._office:
            self.end()
            self._office, self._sequence, self._chain, self._key_id = record["office_id"], 0, GENESIS, ""
        self._sequence += 1
        name = f"journal record {record['sequence']}"
        if record["sequence"] != self._sequence:
            said = f"{name}: record {self._sequence} is missing"
            disagree("record_missing", self._sequence, said)
        if not _is_as_written(record, self._cells):
            disagree("record_changed", record["sequence"], f"{name}: changed after it was written")
        self._check_seal(record, name)
        self._chain = record["chain"]
        changes: list[list[Any]] = json.loads(record["changes"])
        _check_values(record, changes, name)
        return changes

    def end(self) -> None:
        """Hold an office's journal to having been sealed, at the latest by its last record."""
        if self._sequence == 0:
            return
        if self._key_id == "":
            disagree("unsealed", self._sequence, f"journal record {self._sequence}: no key seals the journal")
        if self._waiting:
            first = self._sequence - self._waiting + 1
            disagree("key_unknown", first, f"journal record {first}: sealed with a key that is not at hand")

    def _check_seal(self, record: dict[str, Any], name: str) -> None:
        key_id, at = record["key_id"], record["sequence"]
        key = self._seal.key_of(key_id) if key_id else None
        if key_id != self._key_id and self._sequence > 1:
            # From no key to one, or from one to another: only by a record that says so, and never back.
            if not key_id:
                disagree("unsealed", at, f"{name}: no key seals it, and one seals those before it")
            if not _changes_key(record, self._key_id):
                disagree("chain_broken", at, f"{name}: sealed with another key than those before it")
        self._key_id = key_id
        if key_id and key is None:
            self._waiting += 1
            return
        self._walked.unchecked, self._waiting = self._walked.unchecked + self._waiting, 0
        digest = record["digest"]
        wanted = link(key, self._chain, digest) if key is not None else sha256(self._chain + digest)
        self._walked.unsealed += key is None
        if record["chain"] != wanted:
            disagree("chain_broken", at, f"{name}: the chain is broken")


def _changes_key(record: dict[str, Any], before: str) -> bool:
    """Tell whether a record says itself that from it on another key is in force, and in place of which."""
    try:
        facts = json.loads(record["facts"])
        told = facts.get("key_id"), facts.get("lost", "")
    except UNFIT:
        return False
    return record["use_case"] in KEY_CHANGES and told == (record["key_id"], before)


def _is_as_written(record: dict[str, Any], cells: list[Cell]) -> bool:
    if not all(cell.fits(record[cell.name]) for cell in cells):
        return False
    values = {cell.name: cell.value(record[cell.name]) for cell in cells}
    return bool(values["digest"] == sha256(canonical([values[name] for name in SAID])))


def _check_values(record: dict[str, Any], changes: list[list[Any]], name: str) -> None:
    at, told = record["sequence"], record["told"]
    if not changes:
        if told is not None:
            disagree("values_unknown", at, f"{name}: has values, and tells of no change")
        return
    if told is None:
        disagree("values_missing", at, f"{name}: its values are missing")
    elements = _elements(told)
    if elements is None or len(elements) != len(changes):
        disagree("value_changed", at, f"{name}: its values can't be read")
    for (table, row_id, _operation, digest), (value, text) in zip(changes, elements, strict=True):
        # A value blanked by retention is null; its digest goes on holding the chain together.
        if value is not None and sha256(text) != digest and sha256(canonical(value)) != digest:
            disagree("value_changed", at, f"{name}: the value kept of {table} {row_id} was changed")


def _elements(told: Any) -> list[tuple[Any, str]] | None:
    """Return an array's elements, each with the text it stands in; None for what is no array."""
    if not isinstance(told, str) or not told.startswith("["):
        return None
    try:
        return list(_scan(told))
    except (ValueError, IndexError, RecursionError):
        return None


def _scan(told: str) -> Iterator[tuple[Any, str]]:
    place = 1
    while True:
        place = _after_blanks(told, place)
        value, end = _DECODER.raw_decode(told, place)
        yield value, told[place:end]
        place = _after_blanks(told, end)
        if told[place] == "]":
            if told[place + 1 :].strip():
                raise ValueError("more than an array")
            return
        if told[place] != ",":
            raise ValueError("no array")
        place += 1


def _after_blanks(told: str, place: int) -> int:
    while told[place] in " \n\r\t":
        place += 1
    return place
