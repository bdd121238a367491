"""Cases passed on: the first day to ask over Songkran, asking, answering, ending, and whom to ask today."""

from datetime import date

import pytest

from models.casework import Referral
from services.complaints.referrals import AgencyAnswer, FollowUp, ReferCase, ReferralRow
from services.complaints.register import RegisterFilter
from services.errors import Conflict, DomainError, Invalid, NotFound
from tests.services.factories import Desk

AGENCY = "ศูนย์ดำรงธรรมจังหวัดลำปาง"


def referred(desk: Desk, **content: object) -> int:
    """Take a case to the step in which its agency is asked."""
    case = desk.register(**content).complaint_id
    desk.screen(case, within_authority=False)
    told = {"complainant_told": "told"} if content.get("identity") != "anonymous" else {}
    desk.step(desk.front, case, agency=AGENCY, **told)
    return case


def rows(desk: Desk, case: int) -> tuple[ReferralRow, ...]:
    return desk.services.referrals.list_referrals(desk.supervisor, case)


def due(desk: Desk) -> list[int]:
    found = desk.services.register.list_complaints(desk.supervisor, RegisterFilter(follow_up="due"))
    assert len(found) == desk.services.referrals.count_due(desk.supervisor)
    return [row.id for row in found]


def test_the_flowcharts_step_makes_the_referral_and_counts_over_songkran(desk: Desk) -> None:
    case = referred(desk)
    [row] = rows(desk, case)
    # Friday 10 April 2569; 13–15 April, 1 May worked, 4 May (Coronation Day): the 15th working day.
    assert (row.agency, row.sent_on, row.told_on) == (AGENCY, date(2026, 4, 10), date(2026, 4, 10))
    assert row.follow_up_on == date(2026, 5, 7)
    assert (row.asked, row.answered_on, row.is_due, row.days_late) == (0, None, False, 0)
    assert desk.case(case).step == "follow_up"


def test_it_is_due_on_the_day_and_lateness_counts_working_days(desk: Desk) -> None:
    case = referred(desk)
    assert due(desk) == []
    desk.later(days=27)
    assert due(desk) == [case]
    [row] = rows(desk, case)
    assert (row.is_due, row.days_late) == (True, 0)
    desk.later(days=4)  # Monday 11 May: Friday and Monday have gone
    assert rows(desk, case)[0].days_late == 2


def test_asking_counts_and_moves_the_day(desk: Desk) -> None:
    case = referred(desk)
    [row] = rows(desk, case)
    command = FollowUp(
        referral_id=row.id, version=row.version, way="phone", text="ยังไม่เสร็จ", next_on=date(2026, 4, 13)
    )
    same = desk.command()
    done = desk.services.referrals.record_follow_up(desk.officer, command, same)
    assert done.follow_up_on == date(2026, 4, 16)  # Songkran moves to the next working day
    assert desk.services.referrals.record_follow_up(desk.officer, command, same) == done
    [row] = rows(desk, case)
    assert row.asked == 1
    last = desk.case(case).history[-1]
    assert (last.kind, last.data["agency"], last.data["next_on"]) == ("referral_asked", AGENCY, "2026-04-16")
    with pytest.raises(Conflict) as caught:
        desk.services.referrals.record_follow_up(desk.officer, command, desk.command())
    assert caught.value.params["by"] == desk.officer.name


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"way": "smoke"}, "way", "choose"),
        ({"text": " "}, "text", "required"),
        ({"text": "ก" * 20_001}, "text", "too_long"),
        ({"next_on": date(2026, 4, 9)}, "next_on", "date.between"),
        ({"next_on": date(2036, 4, 9)}, "next_on", "date.between"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(desk: Desk, changes: dict, field: str, code: str) -> None:  # type: ignore[type-arg]
    [row] = rows(desk, referred(desk))
    values = {"referral_id": row.id, "version": row.version, "way": "phone", "text": "ถามแล้ว"}
    with pytest.raises(Invalid) as caught:
        desk.services.referrals.record_follow_up(desk.officer, FollowUp(**(values | changes)), desk.command())
    assert caught.value.fields[field].code == code


def test_an_answer_finishes_the_step_that_waits_for_it(desk: Desk) -> None:
    case = referred(desk)
    [row] = rows(desk, case)
    command = AgencyAnswer(
        referral_id=row.id, version=1, answered_on=date(2026, 4, 10), answer="แก้ไขแล้ว", finish_step=True
    )
    done = desk.services.referrals.record_answer(desk.front, command, desk.command())
    assert done.step == "close"
    [row] = rows(desk, case)
    assert (row.answer, row.follow_up_on, row.answered_on) == ("แก้ไขแล้ว", None, date(2026, 4, 10))
    assert desk.case(case).history[-1].data["answers"] == {"follow_up_result": "แก้ไขแล้ว"}
    with pytest.raises(DomainError, match=r"referral\.over"):
        desk.services.referrals.end_referral(desk.front, row.id, row.version, "ไม่ต้องแล้ว", desk.command())


def test_the_steps_own_result_is_the_agencys_answer(desk: Desk) -> None:
    case = referred(desk)
    desk.step(desk.officer, case, follow_up_result="หน่วยงานรับไปแล้ว")
    [row] = rows(desk, case)
    assert (row.answer, row.answered_on, row.follow_up_on) == ("หน่วยงานรับไปแล้ว", date(2026, 4, 10), None)


def test_an_answer_elsewhere_in_the_flowchart_finishes_nothing(desk: Desk) -> None:
    case = desk.investigated()
    refer = ReferCase(complaint_id=case, version=desk.case(case).version, agency=AGENCY)
    done = desk.services.referrals.refer_case(desk.officer, refer, desk.command())
    answer = AgencyAnswer(
        referral_id=done.referral_id,
        version=1,
        answered_on=date(2026, 4, 10),
        answer="รับไว้",
        finish_step=True,
    )
    with pytest.raises(DomainError, match=r"referral\.no_step"):
        desk.services.referrals.record_answer(desk.officer, answer, desk.command())
    assert rows(desk, case)[0].answered_on is None


def test_a_second_agency_from_any_open_step_with_its_own_words(desk: Desk) -> None:
    case = referred(desk)
    version = desk.case(case).version
    refer = ReferCase(
        complaint_id=case, version=version, agency="  สำนักงาน\nจังหวัด ", contact="นายสมมติ 0-5426-0000",
        reference="ลป 0003/๑๒๓", follow_up_on=date(2026, 4, 18), told_on=date(2026, 4, 10),
    )  # fmt: skip
    same = desk.command()
    done = desk.services.referrals.refer_case(desk.front, refer, same)
    assert desk.services.referrals.refer_case(desk.front, refer, same).referral_id == done.referral_id
    first, second = rows(desk, case)
    assert (second.agency, second.reference) == ("สำนักงาน จังหวัด", "ลป 0003/๑๒๓")
    assert second.follow_up_on == date(2026, 4, 20)  # a Saturday
    assert desk.case(case).referred_to == AGENCY
    agencies = desk.services.referrals.list_agencies(desk.front)
    assert agencies[:2] == ("สำนักงาน จังหวัด", AGENCY)
    assert "กรมบัญชีกลาง" in agencies
    desk.step(desk.front, case, follow_up_result="ทั้งสองแห่งรับแล้ว")
    assert [row.ended for row in rows(desk, case)] == [True, True]
    assert first.id != second.id


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"agency": " "}, "agency", "required"),
        ({"agency": "ก" * 301}, "agency", "too_long"),
        ({"sent_on": date(2026, 4, 11)}, "sent_on", "date.future"),
        ({"sent_on": date(2026, 4, 1)}, "sent_on", "date.before_received"),
        ({"told_on": date(2026, 4, 11)}, "told_on", "date.future"),
    ],
)
def test_a_referral_that_cannot_be_is_refused(desk: Desk, changes: dict, field: str, code: str) -> None:  # type: ignore[type-arg]
    case = desk.register()
    values = {"complaint_id": case.complaint_id, "version": 1, "agency": AGENCY}
    with pytest.raises(Invalid) as caught:
        desk.services.referrals.refer_case(desk.front, ReferCase(**(values | changes)), desk.command())
    assert caught.value.fields[field].code == code


def test_the_day_is_changed_and_the_referral_ended_with_reasons(desk: Desk) -> None:
    case = referred(desk)
    [row] = rows(desk, case)
    referrals = desk.services.referrals
    with pytest.raises(Invalid):
        referrals.change_follow_up(desk.front, row.id, 1, date(2026, 5, 20), " ", desk.command())
    done = referrals.change_follow_up(desk.front, row.id, 1, date(2026, 5, 20), "ขอเวลา", desk.command())
    assert done.follow_up_on == date(2026, 5, 20)
    line = desk.case(case).history[-1]
    assert (line.text, line.data["before"]) == ("ขอเวลา", "2026-05-07")
    referrals.end_referral(desk.front, row.id, done.version, "ส่งผิดหน่วยงาน", desk.command())
    [row] = rows(desk, case)
    assert (row.ended, row.follow_up_on) == (True, None)


def test_closed_and_void_cases_wait_for_nobody(desk: Desk) -> None:
    voided, closed = referred(desk), referred(desk)
    desk.later(days=60)
    assert due(desk) == [closed, voided]
    casework = desk.services.casework
    casework.void_case(desk.supervisor, voided, desk.case(voided).version, "ออกเลขผิด", desk.command())
    casework.close_early(
        desk.supervisor, closed, desk.case(closed).version, "withdrawn", "ขอถอน", desk.command(), "รอหน่วยงาน"
    )
    assert due(desk) == []
    [row] = rows(desk, voided)
    assert not row.is_due
    assert row.days_late == 0
    with pytest.raises(DomainError, match=r"case\.voided"):
        desk.services.referrals.end_referral(desk.supervisor, row.id, row.version, "x", desk.command())


def test_whoever_is_complained_about_knows_of_no_referral(desk: Desk) -> None:
    from services.complaints.commands import RespondentInput

    about = RespondentInput(person=desk.front.name, account_id=desk.front.account_id)
    case = desk.register(desk.supervisor, respondents=(about,)).complaint_id
    refer = ReferCase(complaint_id=case, version=1, agency="หน่วยงานลับ")
    done = desk.services.referrals.refer_case(desk.supervisor, refer, desk.command())
    desk.later(days=60)
    assert desk.services.referrals.count_due(desk.supervisor) == 1
    assert desk.services.referrals.count_due(desk.front) == 0
    assert "หน่วยงานลับ" not in desk.services.referrals.list_agencies(desk.front)
    with pytest.raises(NotFound):
        desk.services.referrals.list_referrals(desk.front, case)
    with pytest.raises(NotFound):
        desk.services.referrals.end_referral(desk.front, done.referral_id, 1, "x", desk.command())


def test_a_referral_holds_nothing_of_who_stays_hidden(desk: Desk) -> None:
    case = referred(desk, identity="hidden", name="นางลับ ปกปิด", phones="081-234-5678")
    with desk.services.store.reading() as session:
        referral = session.get(Referral, (desk.supervisor.office_id, rows(desk, case)[0].id))
        assert referral is not None
        kept = " ".join(str(getattr(referral, column.name)) for column in Referral.__table__.columns)
    assert "ปกปิด" not in kept
    assert "1234" not in kept
