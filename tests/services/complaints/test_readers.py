"""A confidential case (ลับ) is seen by the people named, and never by nobody who may decide."""

from typing import Any

import pytest

from services.accounts.accounts import AccountInput
from services.accounts.appointments import AppointmentInput
from services.complaints.commands import RespondentInput
from services.complaints.readers import MarkConfidential, NameReader
from services.complaints.register import RegisterFilter
from services.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from services.journal.reading import JournalFilter
from services.permissions import Actor, Role
from services.thai.dates import Month
from tests.services.factories import GIVEN, Desk, add_person

EVERYBODY = ("front", "officer", "second", "supervisor", "boss", "viewer", "admin")


@pytest.fixture
def boss(desk: Desk) -> Actor:
    """Add a second supervisor."""
    content = AccountInput(username="boss", display_name="นายหัวหน้า อีกคน", roles=frozenset({Role.SUPERVISOR}))
    desk.people["boss"] = add_person(desk.services, desk.admin, content, f"{GIVEN}5")
    return desk.people["boss"]


def mark(desk: Desk, case: int, *, confidential: bool = True, by: Actor | None = None) -> None:
    actor = by or desk.supervisor
    command = MarkConfidential(
        complaint_id=case, version=desk.case(case, actor).version, confidential=confidential, reason="กล่าวหา"
    )
    desk.services.readers.mark_confidential(actor, command, desk.command())


def name(desk: Desk, case: int, who: Actor, *, by: Actor | None = None) -> None:
    command = NameReader(complaint_id=case, account_id=who.account_id, reason="ต้องช่วยตรวจ")
    desk.services.readers.name_reader(by or desk.supervisor, command, desk.command())


def remove(desk: Desk, case: int, who: Actor, *, by: Actor | None = None) -> None:
    command = NameReader(complaint_id=case, account_id=who.account_id, reason="พ้นหน้าที่")
    desk.services.readers.remove_reader(by or desk.supervisor, command, desk.command())


def seers(desk: Desk, case: int) -> set[str]:
    """Return who finds the case, by every way of looking alike."""
    number = next(desk.case(case, desk.people[one]).number for one in EVERYBODY if sees(desk, case, one))
    found = {login for login in EVERYBODY if sees(desk, case, login)}
    for login in EVERYBODY:
        actor, there = desk.people[login], login in found
        assert (desk.found(number, actor) == [number]) == there
        listed = [row.id for row in desk.services.register.list_complaints(actor, RegisterFilter())]
        assert (case in listed) == there
        assert desk.services.review.see_my_day(actor).open == len(listed)
        figures = desk.services.indicators.read_month(actor, Month(2026, 4))
        assert figures.this_month.movement.received == len(listed)
        if {Role.SUPERVISOR, Role.ADMINISTRATOR} & actor.roles:
            records = desk.services.journal.read_records(actor, JournalFilter())
            assert any(record.subject_id == case for record in records) == there
    return found


def sees(desk: Desk, case: int, login: str) -> bool:
    try:
        desk.case(case, desk.people[login])
    except NotFound:
        return False
    return True


@pytest.mark.usefixtures("boss")
def test_seen_by_those_named_and_by_nobody_else(desk: Desk) -> None:
    case = desk.register().complaint_id
    assert seers(desk, case) == set(EVERYBODY)
    mark(desk, case)
    assert seers(desk, case) == {"supervisor"}
    name(desk, case, desk.viewer)
    name(desk, case, desk.second)
    assert seers(desk, case) == {"supervisor", "viewer", "second"}
    remove(desk, case, desk.viewer)
    assert seers(desk, case) == {"supervisor", "second"}
    desk.screen(case)
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    assert seers(desk, case) == {"supervisor", "second", "officer"}
    version = desk.case(case).version
    desk.services.casework.change_officer(
        desk.supervisor, case, version, desk.second.account_id, "ลาป่วย", desk.command()
    )
    assert seers(desk, case) == {"supervisor", "second"}
    mark(desk, case, confidential=False)
    assert {"front", "boss", "viewer", "admin"} <= seers(desk, case)
    mark(desk, case)  # the names of before are gone with the mark
    assert seers(desk, case) == {"supervisor", "second"}
    assert desk.services.verification.verify().problem is None


def test_until_somebody_is_named_the_supervisors_and_who_took_it_in_see_it(desk: Desk, boss: Actor) -> None:
    case = desk.register(confidential=True).complaint_id
    assert seers(desk, case) == {"front", "supervisor", "boss"}
    name(desk, case, desk.second, by=boss)
    assert seers(desk, case) == {"boss", "second"}


def test_a_case_is_never_left_without_anybody_who_may_decide(desk: Desk, boss: Actor) -> None:
    case = desk.register().complaint_id
    mark(desk, case, by=boss)
    name(desk, case, desk.viewer, by=boss)
    remove(desk, case, boss, by=boss)
    assert seers(desk, case) == {"viewer", "supervisor", "boss"}
    name(desk, case, boss)
    remove(desk, case, desk.supervisor)
    assert seers(desk, case) == {"viewer", "boss"}
    row = next(row for row in desk.services.accounts.list_accounts(desk.admin) if row.id == boss.account_id)
    closed = AccountInput(
        username="boss", display_name=row.display_name, roles=frozenset({Role.SUPERVISOR}), active=False
    )
    desk.services.accounts.change_account(desk.admin, row.id, row.version, closed, desk.command())
    del desk.people["boss"]
    assert sees(desk, case, "supervisor")


def test_a_reader_complained_about_decides_nothing(desk: Desk, boss: Actor) -> None:
    about = (RespondentInput(person=boss.name, account_id=boss.account_id),)
    case = desk.register(respondents=about).complaint_id
    mark(desk, case)
    with pytest.raises(DomainError) as caught:
        name(desk, case, boss)
    assert caught.value.code == "case.respondent_cannot_work"
    assert seers(desk, case) == {"supervisor"}
    assert boss.account_id not in {
        choice.account_id for choice in desk.services.readers.list_readers(desk.supervisor, case).others
    }


def test_the_list_says_who_may_read_it_and_why(desk: Desk, boss: Actor) -> None:
    case = desk.register(confidential=True).complaint_id
    listed = desk.services.readers.list_readers
    why = [(row.name, row.why) for row in listed(desk.supervisor, case).readers]
    assert why == [
        (desk.front.name, "taker"), (desk.supervisor.name, "supervisor"), (boss.name, "supervisor"),
    ]  # fmt: skip
    desk.screen(case)
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    name(desk, case, desk.viewer)
    rows = listed(desk.officer, case).readers
    assert [(row.name, row.why, row.reason) for row in rows] == [
        (desk.officer.name, "officer", ""),
        (desk.viewer.name, "named", "ต้องช่วยตรวจ"),
        (desk.supervisor.name, "named", "ต้องช่วยตรวจ"),
    ]
    with pytest.raises(NotFound):
        listed(desk.front, case)


def test_the_history_and_the_journal_keep_who_was_named(desk: Desk) -> None:
    case = desk.register().complaint_id
    mark(desk, case)
    name(desk, case, desk.viewer)
    remove(desk, case, desk.viewer)
    kinds = [line.kind for line in desk.case(case).history]
    assert kinds == ["registered", "confidential", "reader_named", "reader_removed"]
    assert desk.case(case).history[2].data == {"account": desk.viewer.account_id}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"reason": " "}, Invalid),
        ({"account_id": 4711}, Invalid),
        ({"reason": "ก" * 3_000}, Invalid),
    ],
)
def test_what_is_refused_changes_nothing(desk: Desk, change: dict[str, Any], error: type[Exception]) -> None:
    case = desk.register().complaint_id
    mark(desk, case)
    before = desk.case(case)
    given = {"complaint_id": case, "account_id": desk.viewer.account_id, "reason": "ให้ดู"} | change
    with pytest.raises(error):
        desk.services.readers.name_reader(desk.supervisor, NameReader(**given), desk.command())
    assert desk.case(case) == before


def test_names_belong_to_confidential_cases_only_and_once(desk: Desk) -> None:
    case = desk.register().complaint_id
    with pytest.raises(DomainError) as caught:
        name(desk, case, desk.viewer)
    assert caught.value.code == "case.not_confidential"
    mark(desk, case)
    name(desk, case, desk.viewer)
    with pytest.raises(Invalid) as twice:
        name(desk, case, desk.viewer)
    assert twice.value.fields["account_id"].code == "reader.already"
    with pytest.raises(Invalid) as stranger:
        remove(desk, case, desk.officer)
    assert stranger.value.fields["account_id"].code == "reader.not_named"


def test_a_command_sent_twice_names_once_and_an_older_look_is_a_conflict(desk: Desk) -> None:
    case = desk.register().complaint_id
    command = MarkConfidential(complaint_id=case, version=1, confidential=True, reason="กล่าวหา")
    versions = {desk.services.readers.mark_confidential(desk.supervisor, command, "once") for _ in range(2)}
    assert len(versions) == 1
    with pytest.raises(Conflict):
        desk.services.readers.mark_confidential(desk.supervisor, command, "again")
    reader = NameReader(complaint_id=case, account_id=desk.viewer.account_id, reason="ให้ดู")
    for _ in range(2):
        desk.services.readers.name_reader(desk.supervisor, reader, "name")
    assert len(desk.services.readers.list_readers(desk.supervisor, case).readers) == 2


def test_a_report_counts_what_only_others_may_read(desk: Desk, boss: Actor) -> None:
    case = desk.register().complaint_id
    mark(desk, case)
    month = Month(2026, 4)
    assert desk.services.indicators.read_month(boss, month).this_month.movement.received == 0
    assert desk.services.documents.read_month(boss, month).this_month.movement.received == 1


def acting(desk: Desk, who: Actor) -> None:
    today = desk.clock.now().date()
    content = AppointmentInput(account_id=who.account_id, first_day=today, last_day=today)
    desk.services.appointments.appoint_acting(desk.admin, content, desk.command())


def claim(desk: Desk, number: str, actor: Actor, reason: str = "ผู้มีสิทธิดูลาป่วย", command: str = "") -> int:
    return desk.services.readers.claim_confidential(actor, number, reason, command or desk.command())


@pytest.mark.parametrize("login", ["second", "boss"])
def test_whoever_supervises_now_gets_in_by_the_number_with_a_reason(
    desk: Desk, boss: Actor, login: str
) -> None:
    taken = desk.register()
    case, who = taken.complaint_id, desk.people[login]
    mark(desk, case)
    if login == "second":
        with pytest.raises(NotAllowed):
            claim(desk, taken.number, who)
        acting(desk, who)
    assert not sees(desk, case, login)
    thai = taken.number.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert claim(desk, f" {thai} ", who, command="once") == case
    assert claim(desk, taken.number, who, command="once") == case
    assert claim(desk, taken.number, who) == case  # already a reader: nothing more is written
    last = desk.case(case, who).history[-1]
    assert (last.kind, last.text, last.data) == ("reader_claimed", "ผู้มีสิทธิดูลาป่วย", {"account": who.account_id})
    assert [line.kind for line in desk.case(case, who).history].count("reader_claimed") == 1
    listed = desk.services.readers.list_readers(who, case).readers
    assert {row.account_id for row in listed} == {desk.supervisor.account_id, who.account_id}
    desk.step(
        who, case, kind="complaint", within_authority=True, category="service", level="minor"
    )  # and may decide on it
    records = desk.services.journal.read_records(desk.supervisor, JournalFilter())
    claims = [
        row for row in records if row.use_case == "complaints.claim_confidential" and row.subject_id == case
    ]
    assert [row.actor for row in claims] == [who.name]
    assert desk.services.verification.verify().problem is None


def test_who_is_complained_about_learns_nothing_by_claiming(desk: Desk, boss: Actor) -> None:
    about = (RespondentInput(person=boss.name, account_id=boss.account_id),)
    secret, plain = desk.register(respondents=about), desk.register(respondents=about)
    mark(desk, secret.complaint_id)
    answers = []
    for number in (secret.number, plain.number, "9999/2569"):
        with pytest.raises(NotFound) as caught:
            claim(desk, number, boss)
        answers.append((caught.value.code, {**caught.value.params, "number": ""}, str(caught.value)[:9]))
    assert answers[0] == answers[1] == answers[2]
    assert not sees(desk, secret.complaint_id, "boss")
    assert desk.case(secret.complaint_id).history[-1].kind == "confidential"


@pytest.mark.parametrize(
    ("number", "reason", "field"), [(" ", "ลา", "number"), ("", "", "number"), ("1/2569", " ", "reason")]
)
def test_a_claim_says_which_case_and_why(desk: Desk, number: str, reason: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        claim(desk, number, desk.supervisor, reason)
    assert set(caught.value.fields) == {field}


def test_only_a_confidential_case_is_claimed(desk: Desk) -> None:
    with pytest.raises(DomainError) as caught:
        claim(desk, desk.register().number, desk.supervisor)
    assert caught.value.code == "case.not_confidential"
    for login in ("front", "officer", "viewer", "admin"):
        with pytest.raises(NotAllowed):
            claim(desk, "1/2569", desk.people[login])
