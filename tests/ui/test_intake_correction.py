"""Correcting what was taken in: the same form, filled, and nothing changed by the way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.accounts.accounts import AccountInput
from services.complaints.commands import ComplaintInput, CorrectComplaint, RegisterComplaint, RespondentInput
from services.permissions import Role
from tests.ui.intake_desk import IntakeDesk


@pytest.fixture
def registered(desk: IntakeDesk) -> int:
    officer = desk.office.actors["officer"]
    content = ComplaintInput(
        channel="social",
        sub_channel="line_finance_rules",
        received_at=desk.office.clock.now() - timedelta(hours=1, seconds=17),
        identity="hidden",
        title="นาง",
        name="สมศรี ใจดี",
        national_id="1101700230705",
        phones="081-234-5678",
        complainant_kind="pensioner",
        group="recipient",
        subject="รอนาน",
        detail="รอรับบริการนาน",
        respondents=(RespondentInput(person=officer.name, account_id=officer.account_id),),
        answer_by="letter",
        callback_wanted=True,
        document_date=desk.office.clock.now().date(),
        confidential=True,
        category="service",
        level="minor",
    )
    actor = desk.office.actors["front"]
    return desk.services.intake.register_complaint(
        actor, RegisterComplaint(content=content), "r"
    ).complaint_id


def content_of(desk: IntakeDesk, complaint_id: int) -> ComplaintInput:
    actor = desk.office.actors["supervisor"]
    return desk.services.intake.open_for_correction(actor, complaint_id, "look")[1]


def test_saving_without_a_change_changes_nothing(desk: IntakeDesk, registered: int) -> None:
    before = content_of(desk, registered)
    page = desk.correction(registered)
    assert page.form.editors["name"].text() == "สมศรี ใจดี"  # type: ignore[attr-defined]
    assert page.may_leave()
    page.save()
    assert desk.office.visited == [("case", {"complaint_id": registered})]
    actor = desk.office.actors["supervisor"]
    assert desk.services.intake.open_for_correction(actor, registered, "look again")[1] == before


def test_a_supervisor_says_why(desk: IntakeDesk, registered: int) -> None:
    page = desk.correction(registered, "supervisor")
    page.form.story.detail.setText("รอรับบริการนานเกินสองชั่วโมง")
    page.save()
    assert page.reason_field.error() == "โปรดระบุเหตุผลที่แก้ไข"
    page.reason.setText("ผู้ร้องแจ้งเพิ่มเติม")
    page.save()
    assert desk.case("supervisor").detail == "รอรับบริการนานเกินสองชั่วโมง"
    assert desk.case("supervisor").history[-1].text == "ผู้ร้องแจ้งเพิ่มเติม"


def test_leaving_with_changes_asks(desk: IntakeDesk, registered: int) -> None:
    page = desk.correction(registered)
    page.form.story.detail.setText("อีกอย่าง")
    desk.feedback.answer = False
    assert not page.may_leave()


def test_what_is_out_of_use_stays(desk: IntakeDesk, registered: int) -> None:
    admin, officer = desk.office.actors["admin"], desk.office.actors["officer"]
    row = next(row for row in desk.services.accounts.list_accounts(admin) if row.id == officer.account_id)
    gone = AccountInput(
        username=row.username, display_name=row.display_name, roles=frozenset({Role.OFFICER}), active=False
    )
    desk.services.accounts.change_account(admin, row.id, row.version, gone, "gone")
    page = desk.correction(registered)
    page.form.story.detail.setText("แก้ไขรายละเอียด")
    page.save()
    assert desk.case().respondents[0].account_id == officer.account_id


def test_somebody_elses_correction_is_shown_beside_ones_own(desk: IntakeDesk, registered: int) -> None:
    page = desk.correction(registered)
    page.form.story.detail.setText("ข้อความของเรา")
    actor = desk.office.actors["supervisor"]
    version, content = desk.services.intake.open_for_correction(actor, registered, "other look")
    theirs = replace(content, detail="ข้อความของผู้อื่น", damage="ความเสียหายที่ผู้อื่นเพิ่ม")
    command = CorrectComplaint(complaint_id=registered, version=version, content=theirs, reason="แก้")
    desk.services.intake.correct_complaint(actor, command, "other")
    page.save()
    assert "มีผู้แก้ไขเรื่องนี้ไปก่อนแล้ว" in page.banner.text()
    assert page.form.story.detail.text() == "ข้อความของเรา"
    assert "ข้อความของผู้อื่น" in page.form.fields["detail"].note()
    assert page.form.editors["damage"].text() == "ความเสียหายที่ผู้อื่นเพิ่ม"  # type: ignore[attr-defined]
    page.save()
    assert desk.case().detail == "ข้อความของเรา"
    assert desk.case().damage == "ความเสียหายที่ผู้อื่นเพิ่ม"


def test_a_screened_case_keeps_its_classification(desk: IntakeDesk, registered: int) -> None:
    page = desk.correction(registered, screened=True)
    assert not page.form.classification.category.isEnabled()
    page = desk.correction(registered)
    assert page.form.classification.category.isEnabled()


def test_a_day_later_the_desk_is_told_who_may(desk: IntakeDesk, registered: int) -> None:
    desk.office.clock.advance(days=1)
    page = desk.correction(registered)
    assert "เฉพาะภายในวันที่บันทึก" in page.banner.text()
    page.save()
    assert desk.office.visited == []
