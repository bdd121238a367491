"""A case about the head of office, or all who might decide, is never stuck: the superior decides."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.accounts.accounts import AccountInput
from services.accounts.appointments import AppointmentInput
from services.complaints.commands import RespondentInput
from services.complaints.register import RegisterFilter
from services.complaints.superior import SuperiorDecision
from services.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from services.permissions import Actor, Role
from tests.services.factories import GIVEN, Desk, add_person

LETTER: dict[str, Any] = {
    "superior": "รองอธิบดีทดสอบ",
    "reference": "กค 0400/123",
    "letter_date": date(2026, 4, 10),
}


def about(*people: Actor) -> tuple[RespondentInput, ...]:
    return tuple(RespondentInput(person=person.name, account_id=person.account_id) for person in people)


def decide(desk: Desk, case: int, actor: Actor, **answers: Any) -> None:
    seen = desk.case(case, actor)
    command = SuperiorDecision(
        complaint_id=case, version=seen.version, step=seen.step, answers=answers, **LETTER
    )
    desk.services.superior.record_superior_decision(actor, command, desk.command())


def screened(desk: Desk, case: int) -> None:
    from services.complaints.commands import CompleteStep

    seen = desk.case(case, desk.front)
    answers = {"kind": "complaint", "within_authority": True, "category": "service", "level": "minor"}
    command = CompleteStep(complaint_id=case, version=seen.version, step=seen.step, answers=answers)
    desk.services.casework.complete_step(desk.front, command, desk.command())


def own_step(desk: Desk, case: int, actor: Actor, **answers: Any) -> None:
    from services.complaints.commands import CompleteStep

    seen = desk.case(case, actor)
    command = CompleteStep(complaint_id=case, version=seen.version, step=seen.step, answers=answers)
    desk.services.casework.complete_step(actor, command, desk.command())


def test_a_case_about_the_only_supervisor_goes_all_the_way_by_letters(desk: Desk) -> None:
    case = desk.register(respondents=about(desk.supervisor)).complaint_id
    told = desk.services.superior.read_superior(desk.front, case)
    assert (told.needed, told.about_head, told.waits) == (True, False, False)
    screened(desk, case)
    assert desk.services.superior.read_superior(desk.front, case).waits
    assert not desk.services.superior.read_superior(desk.viewer, case).waits
    decide(desk, case, desk.front, officer=desk.officer.account_id)
    own_step(desk, case, desk.officer, acknowledgement="told")
    own_step(desk, case, desk.officer, findings="ตรวจแล้ว")
    decide(desk, case, desk.officer, decision="approve")
    own_step(desk, case, desk.officer, notification="told")
    decide(desk, case, desk.front, outcome="upheld")
    closed = desk.case(case, desk.front)
    assert (closed.status, closed.outcome) == ("closed", "upheld")
    letters = [line.data for line in closed.history if "superior" in line.data]
    assert [line["reference"] for line in letters] == ["กค 0400/123"] * 3
    assert {line["letter_date"] for line in letters} == {"2026-04-10"}
    for look in (desk.services.cases.read_case, desk.services.superior.read_superior):
        with pytest.raises(NotFound):
            look(desk.supervisor, case)
    assert desk.services.verification.verify().problem is None


def test_it_waits_in_a_list_that_those_who_may_act_can_see(desk: Desk) -> None:
    case = desk.register(respondents=about(desk.supervisor)).complaint_id
    desk.register(respondents=about(desk.officer))
    desk.register()
    wanted = RegisterFilter(for_superior=True, lateness="open")
    for login, found in (("front", [case]), ("officer", [case]), ("supervisor", [])):
        rows = desk.services.register.list_complaints(desk.people[login], wanted)
        assert [row.id for row in rows] == found, login
        assert desk.services.register.count_complaints(desk.people[login], wanted) == len(found)


def test_another_supervisor_or_an_acting_one_decides_as_usual(desk: Desk) -> None:
    case = desk.register(respondents=about(desk.supervisor)).complaint_id
    screened(desk, case)
    today = desk.clock.now().date()
    acting = AppointmentInput(account_id=desk.second.account_id, first_day=today, last_day=today)
    desk.services.appointments.appoint_acting(desk.admin, acting, desk.command())
    assert not desk.services.superior.read_superior(desk.front, case).needed
    with pytest.raises(DomainError) as caught:
        decide(desk, case, desk.front, officer=desk.officer.account_id)
    assert caught.value.code == "case.not_the_superiors"
    assert "complete_step" in desk.case(case, desk.second).actions
    desk.later(days=1)
    assert desk.services.superior.read_superior(desk.front, case).needed
    content = AccountInput(username="boss", display_name="นายอื่น ทดสอบ", roles=frozenset({Role.SUPERVISOR}))
    boss = add_person(desk.services, desk.admin, content, f"{GIVEN}5")
    assert not desk.services.superior.read_superior(desk.front, case).needed
    own_step(desk, case, boss, officer=desk.officer.account_id)


def test_a_case_about_the_head_of_office_goes_to_the_superior_whoever_else_supervises(desk: Desk) -> None:
    roles = frozenset({Role.SUPERVISOR})
    content = AccountInput(username="head", display_name="นายหัว ทดสอบ", roles=roles, head_of_office=True)
    head = add_person(desk.services, desk.admin, content, f"{GIVEN}5")
    case = desk.register(respondents=about(head)).complaint_id
    desk.screen(case)
    told = desk.services.superior.read_superior(desk.supervisor, case)
    assert (told.needed, told.about_head, told.waits) == (True, True, True)
    assert [row.id for row in desk.services.review.list_waiting(desk.supervisor, "for_superior")] == [case]
    assert desk.services.review.list_waiting(head, "for_superior") == []
    decide(desk, case, desk.supervisor, officer=desk.officer.account_id)
    assert desk.case(case).officer_id == desk.officer.account_id


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"superior": " "}, "superior"),
        ({"reference": ""}, "reference"),
        ({"letter_date": None}, "letter_date"),
        ({"letter_date": date(2026, 4, 10) + timedelta(days=1)}, "letter_date"),
        ({"answers": {}}, "officer"),
    ],
)
def test_a_letter_that_says_too_little_changes_nothing(
    desk: Desk, change: dict[str, Any], field: str
) -> None:
    case = desk.register(respondents=about(desk.supervisor)).complaint_id
    screened(desk, case)
    before = desk.case(case, desk.front)
    given = {"answers": {"officer": desk.officer.account_id}, **LETTER, **change}
    command = SuperiorDecision(complaint_id=case, version=before.version, step="assign", **given)
    with pytest.raises(Invalid) as caught:
        desk.services.superior.record_superior_decision(desk.front, command, desk.command())
    assert field in caught.value.fields
    assert desk.case(case, desk.front) == before


def test_who_may_not_enter_it(desk: Desk) -> None:
    case = desk.register(respondents=about(desk.supervisor, desk.second)).complaint_id
    screened(desk, case)
    command = SuperiorDecision(
        complaint_id=case,
        version=desk.case(case, desk.front).version,
        step="assign",
        answers={"officer": desk.officer.account_id},
        **LETTER,
    )
    record = desk.services.superior.record_superior_decision
    for login, refusal in (
        ("supervisor", NotFound), ("second", NotFound), ("viewer", NotAllowed), ("admin", NotAllowed),
    ):  # fmt: skip
        with pytest.raises(refusal):
            record(desk.people[login], command, desk.command())
    accused = SuperiorDecision(
        complaint_id=case,
        version=command.version,
        step="assign",
        answers={"officer": desk.second.account_id},
        **LETTER,
    )
    with pytest.raises(DomainError) as caught:
        record(desk.front, accused, desk.command())
    assert caught.value.code == "case.respondent_cannot_work"
    assert record(desk.front, command, "once") == record(desk.front, command, "once")
    with pytest.raises(Conflict):
        record(desk.front, command, desk.command())


def test_an_officers_own_step_is_not_the_superiors(desk: Desk) -> None:
    case = desk.register(respondents=about(desk.supervisor)).complaint_id
    with pytest.raises(DomainError) as caught:
        decide(desk, case, desk.front, kind="praise")
    assert caught.value.code == "case.not_the_superiors"


def test_an_accusation_without_a_name_about_the_only_supervisor_is_the_superiors_too(desk: Desk) -> None:
    case = desk.register(
        identity="anonymous", name="", category="corruption", respondents=about(desk.supervisor)
    ).complaint_id
    decide(
        desk, case, desk.front,
        kind="complaint", within_authority=True, category="corruption", level="minor",
    )  # fmt: skip
    assert desk.case(case, desk.front).step == "decide"
