"""Casework: every way through the default flowchart, and what may not be done on it."""

from datetime import date
from typing import Any

import pytest

from models.complaints import CaseEvent, CaseState, Complaint
from services.complaints.commands import CompleteStep, RecordContact, RespondentInput
from services.errors import Conflict, DomainError, Invalid, NotAllowed
from tests.services.factories import Desk


def code_of(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.code


def steps(desk: Desk, case: int) -> list[str]:
    return [line.next_step for line in desk.case(case).history if line.next_step]


def test_the_whole_way_of_a_named_complaint(desk: Desk) -> None:
    case = desk.closed()
    found = desk.case(case)
    assert steps(desk, case) == [
        "screen",
        "assign",
        "acknowledge",
        "investigate",
        "review",
        "inform",
        "close",
        "closed",
    ]
    assert (found.status, found.outcome, found.notification) == ("closed", "upheld", "told")
    assert found.closed_at == found.first_closed_at == desk.clock.now()
    assert (found.current_step, found.step_due, found.path) == (None, None, ())


def test_an_anonymous_complaint_passes_over_telling_and_says_why(desk: Desk) -> None:
    case = desk.closed(identity="anonymous")
    found = desk.case(case)
    assert steps(desk, case) == ["screen", "assign", "investigate", "review", "close", "closed"]
    assert found.notification == "unknown_person"
    line = next(line for line in found.history if line.step == "review")
    assert line.data["passed"] == ["inform"]
    assert line.data["filled"] == {"notification": "unknown_person"}


def test_of_news_nobody_is_told_and_nothing_is_said_of_telling(desk: Desk) -> None:
    case = desk.closed(channel="news", identity="none", name="")
    assert desk.case(case).notification is None


def test_a_return_goes_back_to_finding_out_with_a_comment(desk: Desk) -> None:
    case = desk.investigated()
    desk.step(desk.officer, case, findings="รอบแรก")
    with pytest.raises(Invalid) as caught:
        desk.step(desk.supervisor, case, decision="return")
    assert set(caught.value.fields) == {"comment"}
    assert desk.step(desk.supervisor, case, decision="return", comment="สอบพยานเพิ่ม").step == "investigate"
    desk.step(desk.officer, case, findings="รอบสอง")
    assert desk.step(desk.supervisor, case, decision="approve").step == "inform"
    assert desk.case(case).findings == "รอบสอง"


@pytest.mark.parametrize("kind", ["suggestion", "praise", "question"])
def test_what_is_no_complaint_is_answered_and_closed_without_an_outcome(desk: Desk, kind: str) -> None:
    case = desk.register().complaint_id
    desk.step(desk.front, case, kind=kind)
    assert desk.step(desk.front, case, answer_text="ตอบแล้วทางโทรศัพท์").step == "close"
    assert desk.case(case).replied_at is not None
    assert desk.step(desk.supervisor, case).closed
    assert desk.case(case).outcome is None


@pytest.mark.parametrize(("identity", "told"), [("named", True), ("anonymous", False)])
def test_outside_authority_is_referred_followed_up_and_closed(desk: Desk, identity: str, told: bool) -> None:
    case = desk.register(identity=identity).complaint_id
    assert desk.screen(case, within_authority=False, level="legal").step == "refer"
    asked: dict[str, Any] = {"complainant_told": "told"} if told else {}
    if told:
        with pytest.raises(Invalid):
            desk.step(desk.front, case, agency="เทศบาล")
    assert desk.step(desk.front, case, agency="เทศบาลนครลำปาง", **asked).step == "follow_up"
    assert desk.step(desk.officer, case, follow_up_result="เทศบาลรับไว้แล้ว").step == "close"
    found = desk.case(case)
    close = found.current_step
    assert close is not None
    assert next(ask for ask in close.asks if ask.field == "outcome").suggested(found.facts) == "referred"
    assert desk.step(desk.supervisor, case, outcome="referred").closed
    assert (found.referred_to, found.replied_at is not None) == ("เทศบาลนครลำปาง", told)


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({}, {"kind"}),
        ({"kind": "complaint"}, {"within_authority", "category", "level"}),
        ({"kind": "rant"}, {"kind"}),
        ({"kind": "praise", "category": "no_such"}, {"category"}),
        (
            {"kind": "complaint", "within_authority": "yes", "category": "service", "level": "minor"},
            {"within_authority"},
        ),
    ],
)
def test_a_step_says_what_it_is_missing(desk: Desk, answers: dict[str, Any], wrong: set[str]) -> None:
    case = desk.register().complaint_id
    with pytest.raises(Invalid) as caught:
        desk.step(desk.front, case, **answers)
    assert set(caught.value.fields) == wrong
    assert desk.case(case).version == 1


def test_answers_that_a_step_does_not_ask_are_left_out(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.step(desk.front, case, kind="praise", officer=desk.officer.account_id, within_authority=False)
    found = desk.case(case)
    assert (found.officer_id, found.within_authority) == (None, None)


def test_a_step_is_finished_only_where_the_case_stands(desk: Desk) -> None:
    case = desk.register().complaint_id
    with pytest.raises(DomainError) as caught:
        desk.services.casework.complete_step(
            desk.supervisor, CompleteStep(complaint_id=case, version=1, step="assign"), desk.command()
        )
    assert code_of(caught) == "case.wrong_step"


def test_a_step_is_finished_only_by_those_it_belongs_to(desk: Desk) -> None:
    case = desk.register().complaint_id
    with pytest.raises(NotAllowed):
        desk.step(desk.viewer, case, kind="praise")
    desk.screen(case)
    with pytest.raises(DomainError) as caught:
        desk.step(desk.officer, case, officer=desk.officer.account_id)
    assert code_of(caught) == "case.step_not_yours"
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    desk.step(desk.front, case, acknowledgement="told")
    for somebody in (desk.second, desk.supervisor, desk.front):
        with pytest.raises(DomainError):
            desk.step(somebody, case, findings="แทนกัน")
    assert desk.step(desk.officer, case, findings="ของตน").step == "review"


def test_a_setting_keeps_the_desk_from_screening(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.services.office.change_setting(desk.admin, "front_desk_may_classify", False, desk.command())
    assert "complete_step" not in desk.case(case, desk.front).actions
    with pytest.raises(DomainError) as caught:
        desk.step(desk.front, case, kind="praise")
    assert code_of(caught) == "case.step_not_yours"


def test_the_offered_actions_are_those_that_work(desk: Desk) -> None:
    case = desk.investigated()
    assert "complete_step" in desk.case(case, desk.officer).actions
    assert "complete_step" not in desk.case(case, desk.supervisor).actions
    assert {"change_officer", "change_level", "close_early", "void", "correct"} <= desk.case(case).actions
    assert desk.case(case, desk.viewer).actions == {"print_case_file"}


def test_a_stale_step_says_who_was_first_and_changes_nothing(desk: Desk) -> None:
    case = desk.register().complaint_id
    stale = CompleteStep(complaint_id=case, version=1, step="screen", answers={"kind": "praise"})
    desk.screen(case)
    with pytest.raises(Conflict) as caught:
        desk.services.casework.complete_step(desk.front, stale, desk.command())
    assert caught.value.params == {"by": desk.supervisor.name, "at": desk.clock.now()}
    assert desk.case(case).kind == "complaint"


def test_a_step_sent_twice_is_taken_once(desk: Desk) -> None:
    case = desk.register().complaint_id
    command = CompleteStep(complaint_id=case, version=1, step="screen", answers={"kind": "praise"})
    first = desk.services.casework.complete_step(desk.front, command, "twice")
    assert desk.services.casework.complete_step(desk.front, command, "twice") == first
    assert len(desk.case(case).history) == 2


# --- the reply clock ----------------------------------------------------------------------------------


@pytest.mark.parametrize("acknowledgement", ["unreachable", "not_wanted", "unknown_person"])
def test_only_telling_stops_the_reply_clock(desk: Desk, acknowledgement: str) -> None:
    case = desk.register().complaint_id
    desk.screen(case)
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    desk.step(desk.officer, case, acknowledgement=acknowledgement)
    assert desk.case(case).replied_at is None


@pytest.mark.parametrize(
    ("reached", "tells", "stops"), [(True, True, True), (True, False, False), (False, True, False)]
)
def test_a_contact_stops_the_reply_clock_where_somebody_heard_something(
    desk: Desk, reached: bool, tells: bool, stops: bool
) -> None:
    case = desk.register().complaint_id
    desk.later(days=2)
    contact = RecordContact(
        complaint_id=case, way="other", reached=reached, text="แจ้งว่ากำลังตรวจสอบ", tells_progress=tells
    )
    desk.services.casework.record_contact(desk.officer, contact, desk.command())
    found = desk.case(case)
    assert (found.replied_at == desk.clock.now()) is stops
    assert found.history[-1].kind == "contact"


def test_the_first_telling_is_the_one_that_counts(desk: Desk) -> None:
    case = desk.investigated()
    first = desk.case(case).replied_at
    desk.later(days=1)
    contact = RecordContact(complaint_id=case, way="phone", reached=True, text="อีกครั้ง")
    desk.services.casework.record_contact(desk.officer, contact, desk.command())
    assert desk.case(case).replied_at == first


# --- what a supervisor may do -------------------------------------------------------------------------


def test_a_reopened_case_keeps_its_first_closing(desk: Desk) -> None:
    case = desk.closed()
    first = desk.case(case)
    desk.later(days=20)
    done = desk.services.casework.reopen_case(
        desk.supervisor, case, first.version, "มีหลักฐานใหม่", desk.command()
    )
    found = desk.case(case)
    assert (done.step, found.status, found.outcome, found.closed_at) == ("investigate", "open", None, None)
    assert (found.first_closed_at, found.due_date) == (first.closed_at, first.due_date)
    desk.step(desk.officer, case, findings="ตรวจเพิ่ม")
    desk.step(desk.supervisor, case, decision="approve")
    desk.step(desk.officer, case, notification="told")
    desk.step(desk.supervisor, case, outcome="partly")
    again = desk.case(case)
    assert (again.first_closed_at, again.closed_at) == (first.closed_at, desk.clock.now())


def test_a_case_is_reopened_where_somebody_can_work_it(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.services.casework.close_early(desk.supervisor, case, 1, "withdrawn", "ขอถอน", desk.command())
    done = desk.services.casework.reopen_case(desk.supervisor, case, 2, "เปลี่ยนใจ", desk.command())
    assert done.step == "screen"


def test_closing_early_keeps_what_was_said(desk: Desk) -> None:
    case = desk.investigated()
    version = desk.case(case).version
    with pytest.raises(Invalid):
        desk.services.casework.close_early(desk.supervisor, case, version, "upheld", "เร็ว", desk.command())
    with pytest.raises(Invalid):
        desk.services.casework.close_early(desk.supervisor, case, version, "withdrawn", " ", desk.command())
    done = desk.services.casework.close_early(
        desk.supervisor, case, version, "withdrawn", "ผู้ร้องขอถอนเรื่อง", desk.command()
    )
    found = desk.case(case)
    assert done.closed
    assert (found.outcome, found.history[-1].text, found.step) == ("withdrawn", "ผู้ร้องขอถอนเรื่อง", "closed")


def test_a_voided_number_stays_visible_and_nothing_more_happens_to_it(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.services.casework.void_case(desk.supervisor, case, 1, "บันทึกซ้ำ", desk.command())
    found = desk.case(case)
    assert (found.status, found.void_reason) == ("voided", "บันทึกซ้ำ")
    assert desk.found("1/2569") == ["1/2569"]
    for change in (
        lambda: desk.services.casework.add_note(desk.front, case, "ก", desk.command()),
        lambda: desk.services.casework.reopen_case(desk.supervisor, case, 2, "ก", desk.command()),
    ):
        with pytest.raises(DomainError) as caught:
            change()
        assert code_of(caught) == "case.voided"


def test_a_closed_case_takes_no_more_steps(desk: Desk) -> None:
    case = desk.closed()
    with pytest.raises(DomainError) as caught:
        desk.services.casework.add_note(desk.front, case, "ก", desk.command())
    assert code_of(caught) == "case.closed"
    with pytest.raises(DomainError) as not_closed:
        desk.services.casework.reopen_case(
            desk.supervisor, desk.register().complaint_id, 1, "ก", desk.command()
        )
    assert code_of(not_closed) == "case.not_closed"


def test_a_changed_level_counts_from_receipt_and_keeps_the_first_date(desk: Desk) -> None:
    case = desk.investigated(level="minor")
    before = desk.case(case)
    desk.later(days=4)
    desk.services.casework.change_level(
        desk.supervisor, case, before.version, "major", "เรื่องร้ายแรงกว่าที่คิด", desk.command()
    )
    found = desk.case(case)
    assert before.due_date == date(2026, 4, 24)  # 7 working days over Songkran
    assert found.due_date == found.due_original == date(2026, 5, 7)  # 15 again, as before it had a level
    assert found.step_due == found.due_date
    assert [(line.event, line.due) for line in found.clocks if line.clock == "closure"] == [
        ("started", date(2026, 5, 7)), ("recounted", date(2026, 4, 24)), ("recounted", date(2026, 5, 7)),
    ]  # fmt: skip


@pytest.mark.parametrize("reason", ["", " \u200b"])
def test_a_supervisor_always_says_why(desk: Desk, reason: str) -> None:
    case = desk.register().complaint_id
    casework, supervisor = desk.services.casework, desk.supervisor
    for change in (
        lambda: casework.change_level(supervisor, case, 1, "minor", reason, desk.command()),
        lambda: casework.change_officer(supervisor, case, 1, desk.officer.account_id, reason, desk.command()),
        lambda: casework.void_case(supervisor, case, 1, reason, desk.command()),
    ):
        with pytest.raises(Invalid) as caught:
            change()
        assert caught.value.fields["reason"].code == "required"
    assert desk.case(case).version == 1


def test_a_case_is_given_to_working_officers_alone(desk: Desk) -> None:
    case = desk.investigated(respondents=(RespondentInput(account_id=desk.second.account_id),))
    version = desk.case(case).version
    for somebody, code in (
        (desk.second, "case.respondent_cannot_work"),
        (desk.front, "case.officer_inactive"),
    ):
        with pytest.raises(DomainError) as caught:
            desk.services.casework.change_officer(
                desk.supervisor, case, version, somebody.account_id, "ลาป่วย", desk.command()
            )
        assert code_of(caught) == code


def test_a_new_officer_takes_over_and_the_history_says_from_whom(desk: Desk) -> None:
    case = desk.investigated()
    version = desk.case(case).version
    desk.services.casework.change_officer(
        desk.supervisor, case, version, desk.second.account_id, "ลาป่วย", desk.command()
    )
    line = desk.case(case).history[-1]
    assert (line.data["before"], line.data["officer"]) == (desk.officer.account_id, desk.second.account_id)
    with pytest.raises(DomainError):
        desk.step(desk.officer, case, findings="ก")
    assert desk.step(desk.second, case, findings="ข").step == "review"


def test_desks_and_officers_decide_nothing_of_a_supervisors(desk: Desk) -> None:
    case = desk.register().complaint_id
    casework = desk.services.casework
    for actor in (desk.front, desk.officer, desk.viewer, desk.admin):
        for change in (
            lambda actor=actor: casework.void_case(actor, case, 1, "ก", desk.command()),
            lambda actor=actor: casework.change_level(actor, case, 1, "minor", "ก", desk.command()),
            lambda actor=actor: casework.close_early(actor, case, 1, "withdrawn", "ก", desk.command()),
        ):
            with pytest.raises(NotAllowed):
                change()


@pytest.mark.parametrize("text", ["", "ก" * 20_001])
def test_a_note_says_something_and_not_too_much(desk: Desk, text: str) -> None:
    case = desk.register().complaint_id
    with pytest.raises(Invalid) as caught:
        desk.services.casework.add_note(desk.front, case, text, desk.command())
    assert set(caught.value.fields) == {"text"}


# --- what stays ---------------------------------------------------------------------------------------


def test_every_change_is_a_line_of_the_history_and_no_line_ever_changes(desk: Desk) -> None:
    case = desk.closed()
    before = desk.case(case)
    desk.services.casework.reopen_case(desk.supervisor, case, before.version, "ก", desk.command())
    desk.services.casework.add_note(desk.officer, case, "โทรแล้ว", desk.command())
    after = desk.case(case)
    assert after.history[: len(before.history)] == before.history
    assert after.clocks[: len(before.clocks)] == before.clocks
    assert after.version == len(after.history)


def test_a_holiday_added_later_moves_no_date_that_a_case_was_given(desk: Desk) -> None:
    case = desk.investigated()
    due = desk.case(case).due_date
    desk.services.office.add_holiday(
        desk.admin, date(2026, 4, 20), "วันหยุดพิเศษ", "special", "มติ ครม.", desk.command()
    )
    desk.step(desk.officer, case, findings="ก")
    desk.step(desk.supervisor, case, decision="approve")
    desk.step(desk.officer, case, notification="told")
    desk.step(desk.supervisor, case, outcome="upheld")
    assert desk.case(case).due_date == due
    with desk.services.store.reading() as session:
        states = session.query(CaseState).filter_by(complaint_id=case).order_by(CaseState.id).all()
    assert [state.cause for state in states] == ["registered", "screened", "closed"]
    assert states[-1].due == states[-1].due_unextended == due
    assert states[0].at == desk.case(case).received_at


def test_nothing_of_a_failed_step_stays(desk: Desk) -> None:
    case = desk.register().complaint_id
    with pytest.raises(DomainError):
        desk.step(desk.front, case, kind="complaint")
    with desk.services.store.reading() as session:
        assert session.query(CaseEvent).count() == 1
        assert session.query(Complaint).one().version == 1
