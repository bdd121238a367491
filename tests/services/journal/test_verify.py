"""What verify holds an office to beside a hand in the file: keys, blanked values, cancelling, checkpoints."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.base import table_of
from models.complaints import Complaint
from models.engine import DATABASE_NAME
from models.guards import TRIGGERS
from models.journal import JournalRecord, JournalValues
from models.moments import BANGKOK
from services.documents.monthly import MonthlyRequest
from services.errors import DomainError, Invalid, NotAllowed
from services.journal.recorder import GENESIS, SAID, canonical, sha256
from services.keys.begin import begin_seal
from services.keys.new_key import REPLACE_KEY
from services.keys.office_key import OfficeKey
from services.keys.seal import Seal, link
from services.permissions import REGISTRY
from services.thai.dates import Month
from tests.services.documents.paper_text import pages
from tests.services.factories import Desk


def found(desk: Desk) -> str | None:
    problem = desk.services.verification.verify().problem
    return None if problem is None else f"{problem.code} {problem.about}"


def by_hand(desk: Desk, act: Callable[[sqlite3.Connection], None]) -> None:
    """Do something to the file behind the program's back, the guards put back after."""
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as office:
        for trigger in TRIGGERS:
            office.execute(f"DROP TRIGGER {trigger}")
        act(office)
        for made in TRIGGERS.values():
            office.execute(made)
        office.commit()


def chain_anew(office: sqlite3.Connection, keys: dict[int, OfficeKey | None]) -> None:
    """Chain every record anew; keys says which key from which position on."""
    names = [name for _cid, name, *_rest in office.execute("PRAGMA table_info(journal)")]
    chain, key = GENESIS, None
    for values in office.execute("SELECT * FROM journal ORDER BY sequence").fetchall():
        record = dict(zip(names, values, strict=True))
        key = keys.get(record["sequence"], key)
        at = datetime.fromisoformat(record["at"]).replace(tzinfo=UTC).astimezone(BANGKOK)
        digest = sha256(canonical([(record | {"at": at})[name] for name in SAID]))
        chain = sha256(chain + digest) if key is None else link(key, chain, digest)
        changed = digest, chain, "" if key is None else key.key_id, record["id"]
        office.execute("UPDATE journal SET digest = ?, chain = ?, key_id = ? WHERE id = ?", changed)


def forget_what_was_seen(desk: Desk) -> None:
    desk.services.seal.witness.seen = None


# --- keys


def test_records_from_before_the_key_are_counted_and_have_to_be_sealed(desk: Desk) -> None:
    forget_what_was_seen(desk)
    by_hand(desk, lambda office: chain_anew(office, {}))
    newest = desk.services.verification.verify().records
    assert found(desk) == f"unsealed {newest}"
    begin_seal(desk.services.store, desk.clock, desk.services.seal)
    verified = desk.services.verification.verify()
    assert (verified.problem, verified.unsealed, verified.unchecked) == (None, newest, 0)


def test_a_record_without_a_key_after_one_that_has_it_is_named(desk: Desk) -> None:
    forget_what_was_seen(desk)
    key = desk.services.seal.key
    by_hand(desk, lambda office: chain_anew(office, {1: key}))
    assert found(desk) is None
    newest = desk.services.verification.verify().records
    # The key's holder alone can write this; who has it not can't write the key's records after.
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Seal, "key_of", lambda _seal, _key_id: None)
        assert found(desk) == "key_unknown 1"
    by_hand(
        desk,
        lambda office: office.execute(
            "UPDATE journal SET key_id = '' WHERE sequence = ?", (newest - 1,)
        ).close(),
    )
    assert found(desk) == f"unsealed {newest - 1}"


def test_what_an_earlier_key_sealed_is_told_when_that_key_is_not_at_hand(desk: Desk) -> None:
    forget_what_was_seen(desk)
    lost, present = OfficeKey.new(), desk.services.seal.key
    with desk.services.units.write(desk.admin, REPLACE_KEY, desk.command()) as work:
        work.about("office", 1, key_id=present.key_id, lost=lost.key_id)
        work.commit()
    forget_what_was_seen(desk)
    last = desk.services.verification.verify().records
    by_hand(desk, lambda office: chain_anew(office, {1: lost, last: present}))
    verified = desk.services.verification.verify()
    assert (verified.problem, verified.unchecked, verified.unsealed) == (None, last - 1, 0)
    desk.services.seal.earlier[lost.key_id] = lost
    verified = desk.services.verification.verify()
    assert (verified.problem, verified.unchecked) == (None, 0)
    # Only the key that the record names can have been in force before it.
    by_hand(desk, lambda office: chain_anew(office, {1: OfficeKey.new(), last: present}))
    assert found(desk) == f"chain_broken {last}"


# --- values that retention has blanked


def blank(desk: Desk, table: str) -> int:
    """Blank what the newest registration tells of a table, as the guards let anybody; return its case."""
    with desk.services.store.writing() as session:
        newest = select(JournalRecord).where(JournalRecord.use_case == "complaints.register_complaint")
        record = session.scalars(newest.order_by(JournalRecord.id.desc()).limit(1)).one()
        kept = session.get_one(JournalValues, (1, record.id))
        told = zip(json.loads(record.changes), json.loads(kept.values), strict=True)
        kept.values = canonical([None if change[0] == table else value for change, value in told])
        session.commit()
        assert record.subject_id is not None
        return record.subject_id


@pytest.mark.parametrize("table", ["complaint", "complainant"])
def test_a_row_told_of_only_by_blanked_values_is_named(desk: Desk, table: str) -> None:
    """Else somebody blanks what the journal tells of a row, which its guards allow, and changes the row."""
    desk.register()
    case = blank(desk, table)
    assert found(desk) == f"row_changed {table} {case}"


def test_what_was_told_of_a_part_after_blanking_is_not_enough(desk: Desk) -> None:
    desk.register(detail="เรื่องเดิม")
    case = blank(desk, "complaint")
    desk.screen(case)
    assert found(desk) == f"row_changed complaint {case}"


def test_a_blanked_row_taken_away_is_missed(desk: Desk) -> None:
    desk.register()
    case = blank(desk, "complainant")
    by_hand(desk, lambda office: office.execute("DELETE FROM complainant").close())
    assert found(desk) == f"row_missing complainant {case}"


@pytest.mark.parametrize("value", ["2020-01-01", "x", b"\xff"])
def test_a_whole_row_told_again_after_blanking_is_held_to_every_column(desk: Desk, value: Any) -> None:
    desk.register(detail="เรื่องเดิม")
    case = blank(desk, "complaint")
    with desk.services.store.reading() as session:
        row = session.execute(select(table_of(Complaint))).mappings().one()
        whole = dict(row)
    with desk.services.units.write(desk.supervisor, REGISTRY["complaints.add_note"], desk.command()) as work:
        work.change(Complaint, case, {}, whole)
        work.commit()
    assert found(desk) is None
    by_hand(desk, lambda office: office.execute("UPDATE complaint SET due_date = ?", (value,)).close())
    assert found(desk) == f"row_changed complaint {case}"


# --- while it runs


def test_the_check_is_stopped_where_the_person_wishes(desk: Desk) -> None:
    desk.closed()
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) > 3

    with pytest.raises(DomainError) as stopped:
        desk.services.verification.verify(cancelled=cancelled)
    assert stopped.value.code == "verify.cancelled"

    def fed_up(done: int, _total: int) -> None:
        if done > 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.services.verification.verify(fed_up)
    assert found(desk) is None


def test_progress_rises_to_its_total(desk: Desk) -> None:
    desk.closed()
    seen: list[tuple[int, int]] = []
    desk.services.verification.verify(lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert len({total for _done, total in seen}) == 1
    assert seen[-1][0] == seen[-1][1]


def test_others_write_while_it_looks(desk: Desk) -> None:
    desk.closed()
    wrote: list[int] = []

    def write(_done: int, _total: int) -> None:
        if len(wrote) < 5:
            wrote.append(desk.register().complaint_id)

    assert desk.services.verification.verify(write).problem is None
    assert len(wrote) == 5
    assert found(desk) is None


# --- checkpoints


def test_the_checkpoint_at_the_foot_of_a_report_stands_until_the_past_is_written_anew(desk: Desk) -> None:
    desk.clock.set(datetime(2026, 5, 4, 9, tzinfo=BANGKOK))
    april = Month.of(datetime(2026, 4, 1, tzinfo=BANGKOK).date())
    with desk.services.store.reading() as session:
        newest = select(JournalRecord.sequence, JournalRecord.chain).order_by(JournalRecord.sequence.desc())
        sequence, chain = session.execute(newest.limit(1)).one()
    paper = desk.services.documents.make_monthly(
        desk.supervisor, MonthlyRequest(month=april, include_memo=False), desk.command()
    )
    assert paper.figures.zero
    printed = "".join(pages(paper.content)[0].split()).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    assert f"จุดตรวจสอบสมุดบันทึกลำดับที่{sequence}รหัส{chain[:16]}" in printed
    check = desk.services.verification.check_checkpoint
    assert check(desk.supervisor, sequence, chain[:16])
    forget_what_was_seen(desk)
    forged = """UPDATE journal SET facts = '{"x":1}' WHERE sequence = 2"""
    by_hand(desk, lambda office: office.execute(forged).close())
    by_hand(desk, lambda office: chain_anew(office, {1: desk.services.seal.key}))
    assert found(desk) is None  # the key's holder forges what no file can tell
    assert not check(desk.supervisor, sequence, chain[:16])


def test_a_checkpoint_typed_wrongly_is_told_by_its_field(desk: Desk) -> None:
    for sequence, start, fields in (
        (0, "zz", {"sequence", "hash"}),
        (1, "abc", {"hash"}),
        (1, "a" * 65, {"hash"}),
    ):
        with pytest.raises(Invalid) as refused:
            desk.services.verification.check_checkpoint(desk.supervisor, sequence, start)
        assert refused.value.fields.keys() == fields
    with pytest.raises(NotAllowed):
        desk.services.verification.check_checkpoint(desk.viewer, 1, "a" * 16)
