"""The journal and the unit of work: what is written is written once, whole, and with its record."""

import json
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from models.complaints import Complaint
from models.engine import DATABASE_NAME
from models.guards import TRIGGERS
from models.journal import JournalRecord, JournalValues
from services.commands.messages import problem_text
from services.complaints.commands import AttachmentInput
from services.errors import DomainError, Invalid, NotAllowed
from services.events import Changed
from services.permissions import ALL, REGISTRY, use_case
from services.world import world_errors
from tests.services.factories import PASSWORD, Desk


def records(desk: Desk) -> list[JournalRecord]:
    with desk.services.store.reading() as session:
        return session.query(JournalRecord).order_by(JournalRecord.sequence).all()


def reason(desk: Desk, record: JournalRecord) -> str:
    return desk.services.journal.read_record(desk.supervisor, record.sequence).reason


def by_hand(desk: Desk, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as connection:
        for trigger in TRIGGERS:
            connection.execute(f"DROP TRIGGER {trigger}")
        assert connection.execute(statement, values).rowcount == 1
        for made in TRIGGERS.values():  # as somebody would who does not want to be noticed
            connection.execute(made)
        connection.commit()


def test_a_write_is_rolled_back_unless_committed(desk: Desk) -> None:
    case = desk.register().complaint_id
    wanted = REGISTRY["complaints.add_note"]
    with desk.services.units.write(desk.front, wanted, "left") as work:
        work.session.get_one(Complaint, (work.office_id, case)).subject = "ไม่ควรเก็บ"
        work.session.flush()
    assert desk.case(case).subject != "ไม่ควรเก็บ"

    def fail() -> None:
        with desk.services.units.write(desk.front, wanted, "failed") as work:
            work.session.get_one(Complaint, (work.office_id, case)).subject = "ไม่ควรเก็บ"
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert desk.case(case).subject != "ไม่ควรเก็บ"
    assert "left" not in {record.command_id for record in records(desk)}


def test_what_only_reads_opens_no_write(desk: Desk) -> None:
    with (
        pytest.raises(ValueError, match="only reads"),
        desk.services.units.write(desk.front, REGISTRY["complaints.read_case"], "x"),
    ):
        pass


def test_a_use_case_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        use_case("complaints.read_case", ALL)


def test_a_refusal_is_journalled(desk: Desk) -> None:
    with pytest.raises(NotAllowed) as caught:
        desk.register(desk.viewer)
    last = records(desk)[-1]
    assert (last.use_case, last.verdict, last.actor_id) == (
        "complaints.register_complaint", "refused", desk.viewer.account_id,
    )  # fmt: skip
    assert caught.value.params == {"use_case": "complaints.register_complaint"}


def test_failed_logins_are_journalled_without_what_was_typed(desk: Desk) -> None:
    for name in ("front", "nobody"):
        with pytest.raises(DomainError):
            desk.services.accounts.log_in(name, "my-secret-guess")
    last = records(desk)[-2:]
    assert [record.verdict for record in last] == ["failed", "failed"]
    assert [record.actor_id for record in last] == [desk.front.account_id, None]
    said = json.dumps([[str(value) for value in vars(record).values()] for record in records(desk)])
    assert "my-secret-guess" not in said


def test_an_invalid_save_leaves_no_record(desk: Desk) -> None:
    before = len(records(desk))
    with pytest.raises(Invalid):
        desk.register(detail="")
    assert len(records(desk)) == before


def test_a_record_says_who_did_what_to_which_row_and_from_what_to_what(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.services.casework.void_case(desk.supervisor, case, 1, "บันทึกซ้ำ", desk.command())
    last = records(desk)[-1]
    assert (last.subject_table, last.subject_id) == ("complaint", case)
    assert reason(desk, last) == "บันทึกซ้ำ"
    assert (last.roles, last.actor_name) == ("supervisor", desk.supervisor.name)
    with desk.services.store.reading() as session:
        values = json.loads(session.get_one(JournalValues, (1, last.id)).values)
    changes = json.loads(last.changes)
    changed = next(
        value
        for change, value in zip(changes, values, strict=True)
        if change[:3] == ["complaint", case, "update"]
    )
    assert (changed["before"]["status"], changed["after"]["status"]) == ("open", "voided")


def test_a_reveal_is_journalled_with_its_reason_and_without_the_name(desk: Desk) -> None:
    case = desk.register(identity="hidden", name="ปกปิด ชื่อจริง").complaint_id
    desk.services.cases.reveal_complainant(desk.supervisor, case, "ต้องโทรแจ้งผล", desk.command())
    last = records(desk)[-1]
    assert (last.use_case, last.facts) == ("complaints.reveal_complainant", "{}")
    assert reason(desk, last) == "ต้องโทรแจ้งผล"


def test_passwords_leave_neither_themselves_nor_their_hash_in_the_journal(desk: Desk) -> None:
    desk.services.accounts.change_own_password(desk.front, PASSWORD, "another-secret", desk.command())
    with desk.services.store.reading() as session:
        kept = " ".join(values for (values,) in session.query(JournalValues.values))
        said = " ".join(str(vars(record)) for record in records(desk))
    assert "password_hash" in kept
    assert not any(secret in kept + said for secret in (PASSWORD, "another-secret", "$argon2"))


def test_drafts_leave_no_record(desk: Desk) -> None:
    before = len(records(desk))
    desk.services.drafts.keep_draft(desk.front, None, "walk_in", "", {"detail": "ลับ"})
    assert len(records(desk)) == before


def test_a_change_is_announced_after_its_commit_and_only_then(desk: Desk) -> None:
    heard: list[tuple[Changed, int]] = []
    stop = desk.services.events.subscribe(lambda change: heard.append((change, len(records(desk)))))
    case = desk.register(command_id="once").complaint_id
    assert heard == [(Changed("complaints.register_complaint", "complaint", case), len(records(desk)))]
    desk.register(command_id="once")
    with pytest.raises(Invalid):
        desk.register(detail="")
    stop()
    desk.register()
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("database is locked", "store.busy"),
        ("database or disk is full", "store.full"),
        ("attempt to write a readonly database", "store.read_only"),
        ("database disk image is malformed", "store.damaged"),
        ("disk I/O error", "store.unreadable"),
    ],
)
def test_what_the_disk_does_has_a_code(said: str, code: str) -> None:
    with pytest.raises(DomainError) as caught, world_errors():
        raise OperationalError("", None, sqlite3.OperationalError(said))
    assert caught.value.code == code


def test_our_own_mistake_in_a_statement_is_not_called_damage(desk: Desk) -> None:
    with pytest.raises(OperationalError), desk.services.store.reading() as session, world_errors():
        session.execute(text("SELECT no_such FROM complaint"))


def test_a_writer_that_waits_too_long_says_busy(desk: Desk) -> None:
    with closing(sqlite3.connect(desk.folder / DATABASE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with desk.services.store.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 50")
        with pytest.raises(DomainError) as caught:
            desk.register()
        other.execute("ROLLBACK")
    assert caught.value.code == "store.busy"
    assert desk.register().number == "1/2569"


# --- verify -------------------------------------------------------------------------------------------


def test_a_year_of_work_verifies(desk: Desk) -> None:
    desk.closed()
    desk.closed(identity="anonymous")
    desk.register(attachments=(AttachmentInput(name="ก.pdf", content=b"%PDF-" + b"x" * 600_000),))
    seen: list[tuple[int, int]] = []
    found = desk.services.verification.verify_office(
        desk.viewer, lambda done, total: seen.append((done, total))
    )
    assert found.problem is None
    assert (found.cases, found.files) == (3, 1)
    assert found.records == len(records(desk))
    assert seen == sorted(seen)


LAST = "(SELECT max(sequence) FROM journal)"
LAST_VALUES = "(SELECT max(id) FROM journal_values)"
A_LOGIN = "(SELECT min(sequence) FROM journal WHERE use_case = 'accounts.log_in')"
HANDS = {
    f"UPDATE journal SET reason = 'อื่น' WHERE sequence = {LAST}": "changed after it was written",
    f"UPDATE journal SET actor_name = 'อื่น' WHERE sequence = {LAST}": "changed after it was written",
    f"UPDATE journal SET chain = '0' WHERE sequence = {LAST}": "the chain is broken",
    f"DELETE FROM journal WHERE sequence = {A_LOGIN}": "is missing",
    f"""UPDATE journal_values SET "values" = replace("values", 'พูดจา', 'พูดดี') WHERE id = {LAST_VALUES}""":
        "was changed",
    f"DELETE FROM journal_values WHERE id = {LAST_VALUES}": "values are missing",
    "UPDATE complaint SET detail = 'อื่น'": "of complaint is not what was written: detail",
    "UPDATE complainant SET name = 'อื่น'": "of complainant is not what was written: name",
    "UPDATE search_entry SET subject = 'อื่น'": "search: the entry of case 1/2569",
    "UPDATE number_counter SET last = 5": "of number_counter is not what was written: last",
    "UPDATE complaint SET status = 'closed'": "of complaint is not what was written: status",
    "UPDATE stored_chunk SET data = x'00' WHERE position = 0": "content changed",
    "DELETE FROM stored_chunk WHERE position = 0": "content changed",
}  # fmt: skip


@pytest.mark.parametrize(("statement", "said"), HANDS.items())
def test_a_change_by_hand_is_named(desk: Desk, statement: str, said: str) -> None:
    desk.register(attachments=(AttachmentInput(name="ก", content=b"content"),))
    assert desk.services.verification.verify().problem is None
    by_hand(desk, statement)
    problem = desk.services.verification.verify().problem
    assert problem is not None
    assert said in str(problem)
    assert problem.about in problem_text(problem)


def test_a_case_deleted_by_hand_leaves_a_hole_that_is_named(desk: Desk) -> None:
    desk.register()
    for table, column in (
        ("search_entry", "complaint_id"), ("case_event", "complaint_id"), ("case_state", "complaint_id"),
        ("clock_event", "complaint_id"), ("complainant", "id"), ("complaint", "id"),
    ):  # fmt: skip
        with closing(sqlite3.connect(desk.folder / DATABASE_NAME)) as connection:
            connection.execute(f"DELETE FROM {table} WHERE {column} IS NOT NULL")
            connection.commit()
    assert "of case_event is gone" in str(desk.services.verification.verify().problem)


def test_an_index_out_of_step_with_its_entries_is_named(desk: Desk) -> None:
    desk.register()
    by_hand(desk, "INSERT INTO complaint_search(rowid, subject) VALUES (7, 'หลอก')")
    problem = desk.services.verification.verify().problem
    assert problem is not None
    assert (problem.code, problem.about) == ("row_changed", "complaint_search 7")


def test_blanked_values_keep_the_chain_and_vouch_for_no_row(desk: Desk) -> None:
    desk.register()
    with desk.services.store.reading() as session:
        number = len(
            json.loads(session.query(JournalValues.values).order_by(JournalValues.id.desc()).first()[0])
        )  # type: ignore[index]
    blank = json.dumps([None] * number)
    by_hand(desk, 'UPDATE journal_values SET "values"=? WHERE id=(SELECT max(id) FROM journal_values)', blank)
    problem = desk.services.verification.verify().problem
    assert problem is not None
    assert problem.code == "row_changed"
