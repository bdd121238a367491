"""Letters without a name that accuse officials are asked for evidence, and a supervisor decides first."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.complaints.accusation import asks_for_evidence
from services.complaints.commands import CorrectComplaint, RespondentInput
from services.complaints.register import RegisterFilter
from services.errors import DomainError, Invalid
from tests.services.factories import Desk

ACCUSED = (RespondentInput(person="นายเอ ทดสอบ"),)
LETTER: dict[str, Any] = {"identity": "anonymous", "name": "", "channel": "suggestion_box"}


@pytest.mark.parametrize(
    ("content", "weighed"),
    [
        (LETTER | {"category": "corruption", "evidence": "มีภาพถ่าย"}, (True, "มีภาพถ่าย")),
        (LETTER | {"category": "conduct"}, (False, "")),
        (LETTER | {"respondents": ACCUSED}, (False, "")),
        (LETTER | {"respondents": (RespondentInput(unit="กลุ่มงานคลัง"),)}, (None, "")),
        (LETTER | {"category": "service", "respondents": ACCUSED}, (None, "")),
        (LETTER, (None, "")),
        ({"category": "corruption", "evidence": "มีภาพถ่าย"}, (None, "มีภาพถ่าย")),
        ({"identity": "hidden", "category": "corruption"}, (None, "")),
    ],
)
def test_what_is_an_accusation_without_a_name(desk: Desk, content: dict[str, Any], weighed: Any) -> None:
    case = desk.case(desk.register(**content).complaint_id)
    assert (case.evidence_given, case.evidence) == weighed


@given(
    identity=st.sampled_from(["named", "hidden", "none", "anonymous"]),
    category=st.sampled_from([None, "service", "conduct", "corruption", "payment", "other"]),
    names_person=st.booleans(),
)
def test_nobody_with_a_name_and_no_service_complaint_is_asked(
    identity: str, category: str | None, names_person: bool
) -> None:
    asked = asks_for_evidence(identity, category, names_person=names_person)
    assert not (asked and (identity != "anonymous" or category == "service"))
    if identity == "anonymous" and category != "service":
        assert asked == (names_person or category in ("conduct", "corruption"))


def test_a_supervisor_decides_first_and_may_leave_it_with_a_reason(desk: Desk) -> None:
    case = desk.register(**LETTER, category="corruption").complaint_id
    desk.register(**LETTER)
    waiting = desk.services.review.list_waiting(desk.supervisor, "accusations")
    assert [row.id for row in waiting] == [case]
    assert desk.services.review.count_waiting(desk.supervisor)["accusations"] == 1
    for login in ("front", "officer"):
        assert "complete_step" not in desk.case(case, desk.people[login]).actions
        with pytest.raises(DomainError) as caught:
            desk.step(desk.people[login], case, kind="praise")
        assert caught.value.code == "case.step_not_yours"
    waiting_for_me = RegisterFilter(lateness="waiting_for_me")
    for login, waits in (("front", False), ("officer", False), ("supervisor", True)):
        rows = desk.services.register.list_complaints(desk.people[login], waiting_for_me)
        assert (case in [row.id for row in rows]) is waits
    version = desk.case(case).version
    desk.services.casework.close_early(
        desk.supervisor, case, version, "insufficient", "ไม่มีพฤติการณ์ที่ตรวจสอบได้", desk.command()
    )
    assert (desk.case(case).status, desk.case(case).outcome) == ("closed", "insufficient")
    assert desk.services.review.list_waiting(desk.supervisor, "accusations") == []


def test_taken_up_it_goes_on_as_any_other(desk: Desk) -> None:
    case = desk.register(**LETTER, category="corruption", evidence="มีภาพถ่าย").complaint_id
    desk.screen(case, category="corruption")
    assert desk.case(case).step == "decide"  # the step after screening on the chart of corruption
    assert desk.services.review.list_waiting(desk.supervisor, "accusations") == []


def test_evidence_is_found_and_kept_through_a_correction(desk: Desk) -> None:
    case = desk.register(**LETTER, category="corruption", evidence="ภาพถ่ายใบเสร็จ")
    assert desk.found("ใบเสร็จ") == [case.number]
    _version, content = desk.services.intake.open_for_correction(
        desk.supervisor, case.complaint_id, desk.command(), "แก้"
    )
    assert (content.evidence_given, content.evidence) == (True, "ภาพถ่ายใบเสร็จ")
    assert desk.services.verification.verify().problem is None


SCREENED: dict[str, Any] = {"kind": "complaint", "within_authority": True, "level": "minor"}


@pytest.mark.parametrize("login", ["front", "officer"])
@pytest.mark.parametrize("category", ["conduct", "corruption"])
def test_one_that_shows_only_at_screening_is_a_supervisors_to_screen(
    desk: Desk, login: str, category: str
) -> None:
    case = desk.register(**LETTER).complaint_id
    before = desk.case(case)
    assert before.evidence_given is None
    with pytest.raises(Invalid) as caught:
        desk.step(desk.people[login], case, category=category, **SCREENED)
    assert {name: error.code for name, error in caught.value.fields.items()} == {
        "category": "accusation.supervisor"
    }
    assert desk.case(case) == before
    desk.step(desk.supervisor, case, category=category, **SCREENED)
    assert desk.case(case).evidence_given is False
    assert desk.services.verification.verify().problem is None


@pytest.mark.parametrize(
    ("content", "answers"),
    [
        (LETTER, SCREENED | {"category": "service"}),
        (LETTER | {"category": "service", "respondents": ACCUSED}, SCREENED | {"category": "service"}),
        (LETTER, {"kind": "praise", "category": "conduct"}),
        ({}, SCREENED | {"category": "conduct"}),
        ({"identity": "hidden"}, SCREENED | {"category": "corruption"}),
        ({"identity": "none", "name": "", "channel": "news"}, SCREENED | {"category": "conduct"}),
    ],
)
def test_a_box_slip_about_service_praise_and_whoever_gives_a_name_are_screened_by_the_desk(
    desk: Desk, content: dict[str, Any], answers: dict[str, Any]
) -> None:
    case = desk.register(**content).complaint_id
    desk.step(desk.front, case, **answers)
    assert desk.case(case).screened
    assert desk.case(case).evidence_given is None


def test_a_service_slip_that_names_somebody_and_is_none_of_service_is_a_supervisors(desk: Desk) -> None:
    case = desk.register(**LETTER, category="service", respondents=ACCUSED).complaint_id
    with pytest.raises(Invalid):
        desk.step(desk.front, case, category="other", **SCREENED)


def test_a_correction_that_makes_it_one_brings_it_to_the_supervisors_list(desk: Desk) -> None:
    case = desk.register(**LETTER).complaint_id
    version, content = desk.services.intake.open_for_correction(desk.front, case, desk.command())
    changed = replace(content, category="conduct")
    command = CorrectComplaint(complaint_id=case, version=version, content=changed, reason="")
    desk.services.intake.correct_complaint(desk.front, command, desk.command())
    assert desk.case(case).evidence_given is False
    assert [row.id for row in desk.services.review.list_waiting(desk.supervisor, "accusations")] == [case]
    with pytest.raises(DomainError) as caught:
        desk.step(desk.front, case, category="conduct", **SCREENED)
    assert caught.value.code == "case.step_not_yours"
