"""A unit of work writes what was added and changed, tells the journal exactly that, or leaves nothing."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.base import Base
from models.journal import JournalRecord, JournalValues
from models.office import Wording
from services.errors import NotAllowed
from services.journal.recorder import SAID_TABLE, canonical
from services.office.administration import CHANGE_WORDING
from services.unit_of_work import Work
from tests.services.factories import Desk

TOLD_AS_FINGERPRINT = {"password_hash", "recovery_hash"}


def told(desk: Desk) -> list[tuple[str, int, str, dict[str, Any], dict[str, Any]]]:
    """Return every row change that the journal tells, in order: table, id, operation, before, after."""
    with desk.services.store.reading() as session:
        rows = session.execute(
            select(JournalRecord.changes, JournalValues.values)
            .join(JournalValues, JournalValues.id == JournalRecord.id)
            .order_by(JournalRecord.sequence)
        ).all()
    return [
        (table, row_id, operation, value["before"], value["after"])
        for changes, values in rows
        for (table, row_id, operation, _digest), value in zip(
            json.loads(changes), json.loads(values), strict=True
        )
        if table != SAID_TABLE
    ]


def kept(desk: Desk) -> dict[tuple[str, int], dict[str, Any]]:
    """Return every row of the journalled tables, as the journal would write it."""
    found = {}
    with desk.services.store.reading() as session:
        for mapper in Base.registry.mappers:
            if mapper.local_table.info["kept"] == "journalled":
                for row in session.scalars(select(mapper.class_)):
                    values = {name: getattr(row, name) for name in mapper.column_attrs.keys()}  # noqa: SIM118
                    found[row.__tablename__, row.id] = json.loads(canonical(values))
    return found


def without_secrets(rows: dict[tuple[str, int], dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    return {
        key: {name: value for name, value in row.items() if name not in TOLD_AS_FINGERPRINT}
        for key, row in rows.items()
    }


def test_the_journal_folds_to_the_rows_that_are_kept(desk: Desk) -> None:
    first = desk.closed()
    desk.services.casework.reopen_case(
        desk.supervisor, first, desk.case(first).version, "พบข้อเท็จจริงใหม่", desk.command()
    )
    desk.investigated(name="", identity="anonymous")
    folded: dict[tuple[str, int], dict[str, Any]] = {}
    for table, row_id, operation, before, after in told(desk):
        key = (table, row_id)
        if operation == "delete":
            del folded[key]
        else:
            row = folded.setdefault(key, {})
            if operation == "update":
                assert {name: row[name] for name in before} == before, key
            row.update(after)
    assert without_secrets(folded) == without_secrets(kept(desk))


def test_a_row_asked_for_and_then_changed_is_told_as_both(desk: Desk) -> None:
    with desk.services.units.write(desk.supervisor, CHANGE_WORDING, desk.command()) as work:
        row = work.add(Wording(name="receipt.title", text="ก่อน"))
        assert work.session.scalar(select(Wording.text).where(Wording.id == row.id)) == "ก่อน"
        row.text = "หลัง"
        work.about("wording", row.id)
        work.commit()
    assert kept(desk)["wording", row.id]["text"] == "หลัง"
    changes = [change[2:] for change in told(desk) if change[:2] == ("wording", row.id)]
    assert [operation for operation, _before, _after in changes] == ["insert", "update"]
    assert changes[0][2]["text"] == "ก่อน"
    assert changes[1][1:] == ({"text": "ก่อน"}, {"text": "หลัง"})


def test_a_row_that_waits_is_found_by_its_key(desk: Desk) -> None:
    with desk.services.units.write(desk.supervisor, CHANGE_WORDING, desk.command()) as work:
        row = work.add(Wording(name="receipt.title", text="รอ"))
        assert work.session.get(Wording, (work.office_id, row.id)) is row


@pytest.mark.parametrize("asked", [False, True])
def test_what_is_not_committed_leaves_nothing(desk: Desk, asked: bool) -> None:
    rows, changes = kept(desk), told(desk)

    def break_off(work: Work) -> None:
        work.add(Wording(name="receipt.title", text="ไม่ถึง"))
        if asked:
            work.flush()
        raise KeyError("broken off")

    with (
        pytest.raises(KeyError),
        desk.services.units.write(desk.supervisor, CHANGE_WORDING, desk.command()) as work,
    ):
        break_off(work)
    assert kept(desk) == rows
    assert told(desk) == changes


def test_a_refusal_is_a_record_and_changes_no_row(desk: Desk) -> None:
    rows, changes = kept(desk), told(desk)
    with pytest.raises(NotAllowed), desk.services.units.write(desk.viewer, CHANGE_WORDING, desk.command()):
        pytest.fail("a viewer may not get here")
    assert kept(desk) == rows
    assert told(desk) == changes
    with desk.services.store.reading() as session:
        newest = session.scalars(select(JournalRecord).order_by(JournalRecord.sequence.desc()).limit(1)).one()
    assert (newest.verdict, newest.use_case) == ("refused", CHANGE_WORDING.name)
