"""Intake: what is asked, what is refused and why, and in what spelling it is kept."""

from datetime import timedelta
from typing import Any

import pytest

from services.complaints.commands import (
    AttachmentInput,
    CorrectComplaint,
    OpenBox,
    RegisterComplaint,
    RespondentInput,
)
from services.complaints.register import RegisterFilter
from services.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from tests.services.factories import FRIDAY, Desk


def refused(desk: Desk, **changes: Any) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        desk.register(**changes)
    return {name: error.code for name, error in caught.value.fields.items()}


def test_channel_date_story_and_a_name_are_enough(desk: Desk) -> None:
    case = desk.case(desk.register().complaint_id)
    assert (case.channel, case.subject, case.step) == ("walk_in", "เจ้าหน้าที่การเงินพูดจาไม่สุภาพ", "screen")


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"detail": " \u200b\n"}, {"detail": "required"}),
        ({"name": " "}, {"name": "name.or_anonymous"}),
        ({"name": "", "identity": "hidden"}, {"name": "name.or_anonymous"}),
        ({"identity": "none"}, {"identity": "choose"}),
        ({"identity": "someone"}, {"identity": "choose"}),
        ({"channel": "news"}, {"identity": "unknown_choice"}),
        ({"channel": ""}, {"channel": "choose"}),
        ({"channel": "no_such"}, {"channel": "choose"}),
        ({"sub_channel": "no_such"}, {"sub_channel": "unknown_choice"}),
        ({"channel": "phone", "sub_channel": "facebook"}, {"sub_channel": "unknown_choice"}),
        ({"received_at": FRIDAY + timedelta(days=1)}, {"received_date": "date.future"}),
        ({"received_at": FRIDAY + timedelta(minutes=30)}, {"received_time": "time.future"}),
        ({"received_at": FRIDAY.replace(year=1956)}, {"received_date": "date.too_old"}),
        ({"email": "ไม่ใช่"}, {"email": "email.unreadable"}),
        ({"kind": "rant"}, {"kind": "unknown_choice"}),
        ({"category": "rant"}, {"category": "unknown_choice"}),
        ({"level": "rant"}, {"level": "unknown_choice"}),
        ({"group": "rant"}, {"group": "unknown_choice"}),
        ({"complainant_kind": "rant"}, {"complainant_kind": "unknown_choice"}),
        ({"answer_by": "rant"}, {"answer_by": "unknown_choice"}),
        ({"detail": "ก" * 100_000}, {"detail": "too_long"}),
        ({"phones": "1" * 201}, {"phones": "too_long"}),
        ({"respondents": (RespondentInput(person="ก" * 301),)}, {"respondents": "too_long"}),
        ({"respondents": (RespondentInput(account_id=7),)}, {"respondents": "unknown_choice"}),
        ({"detail": "", "name": "", "channel": ""},
         {"detail": "required", "name": "name.or_anonymous", "channel": "choose"}),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_said_field_by_field(
    desk: Desk, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refused(desk, **changes) == errors
    assert desk.services.register.count_complaints(desk.supervisor, RegisterFilter()) == 0


def test_a_clock_some_minutes_off_is_no_reason_to_refuse(desk: Desk) -> None:
    assert desk.register(received_at=FRIDAY + timedelta(minutes=4)).number == "1/2569"


def test_too_long_a_text_says_how_long_it_is_and_may_be(desk: Desk) -> None:
    with pytest.raises(Invalid) as caught:
        desk.register(detail="ก" * 100_000)
    assert caught.value.fields["detail"].params == {"limit": 50_000, "length": 100_000}


def test_the_longest_story_is_kept_to_its_last_character(desk: Desk) -> None:
    story = "เล่าเรื่อง" * 4_999 + "จบแล้วครับ"
    case = desk.case(desk.register(detail=story).complaint_id)
    assert case.detail == story
    assert 0 < len(case.subject) <= 81


def test_texts_are_kept_in_one_spelling_without_what_is_invisible(desk: Desk) -> None:
    found = desk.register(
        subject="หัวเรื่อง\nสองบรรทัด",
        detail="น\u0e4d\u0e49า\u0000ท\u200bวม\r\nบรรทัดสอง 😀 👨‍👩‍👧",
        name="นาย\tก\u0e34\u0e48ง",
    )
    case = desk.case(found.complaint_id)
    assert case.detail == "น้ำทวม\nบรรทัดสอง 😀 👨‍👩‍👧"
    assert case.subject == "หัวเรื่อง สองบรรทัด"
    assert case.complainant.name == "นาย กิ่ง"


def test_a_telephone_number_is_kept_as_it_was_said(desk: Desk) -> None:
    case = desk.case(desk.register(phones="1669 ต่อ 12").complaint_id)
    assert case.complainant.phones == "1669 ต่อ 12"


def test_news_has_no_complainant_and_nobody_to_answer(desk: Desk) -> None:
    found = desk.register(channel="news", identity="none", name="ใคร", phones="081", email="a@b.co")
    case = desk.case(found.complaint_id)
    assert (found.reply_due, case.complainant.name, case.complainant.phones) == (None, "", "")


def test_an_anonymous_person_may_leave_a_number_but_no_name(desk: Desk) -> None:
    found = desk.register(identity="anonymous", name="ใคร", phones="081-234-5678")
    case = desk.case(found.complaint_id)
    assert (found.reply_due, case.complainant.name, case.complainant.phones) == (None, "", "081-234-5678")


def test_sub_channels_may_stand_two_deep(desk: Desk) -> None:
    channels = desk.services.office.read_facts(desk.front).channels
    deep = next(one for one in channels.all if one.parent and channels.code(one.parent).parent)  # type: ignore[union-attr]
    top = channels.code(deep.parent).parent  # type: ignore[union-attr]
    found = desk.register(channel=top, sub_channel=deep.code)
    assert desk.case(found.complaint_id).sub_channel == deep.code


def test_a_receipt_far_back_is_counted_and_kept(desk: Desk) -> None:
    found = desk.register(received_at=FRIDAY.replace(year=1999))
    assert found.number == "1/2542"
    assert found.due_date.year == 1999


@pytest.mark.parametrize("login", ["officer", "viewer", "admin"])
def test_only_the_desk_and_supervisors_take_complaints_in(desk: Desk, login: str) -> None:
    with pytest.raises(NotAllowed):
        desk.register(desk.people[login])


def test_attachments_are_kept_whole_under_their_own_name(desk: Desk) -> None:
    content = bytes(range(256)) * 3_000
    found = desk.register(attachments=(AttachmentInput(name="C:\\scan\\../หลักฐาน.bin", content=content),))
    (row,) = desk.case(found.complaint_id).attachments
    assert row.name == "หลักฐาน.bin"
    assert desk.services.cases.read_attachment(desk.front, found.complaint_id, row.id) == (row.name, content)


@pytest.mark.parametrize(
    ("content", "code"), [(b"", "file.empty"), (b"x" * (25 * 2**20 + 1), "file.too_large")]
)
def test_an_empty_or_huge_file_stops_the_whole_save(desk: Desk, content: bytes, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        desk.register(attachments=(AttachmentInput(name="ก.pdf", content=content),))
    assert caught.value.code == code
    assert desk.register().number == "1/2569"


def test_a_file_of_one_case_is_not_read_through_another(desk: Desk) -> None:
    first = desk.register(attachments=(AttachmentInput(name="ก.pdf", content=b"%PDF-"),)).complaint_id
    second = desk.register().complaint_id
    (row,) = desk.case(first).attachments
    with pytest.raises(NotFound):
        desk.services.cases.read_attachment(desk.front, second, row.id)


def test_a_box_is_opened_and_its_slips_name_the_opening(desk: Desk) -> None:
    box = OpenBox(opened_at=FRIDAY, openers="กรรมการคนแรก\nกรรมการคนที่สอง", found=2)
    opening = desk.services.intake.open_box(desk.front, box, "box")
    assert desk.services.intake.open_box(desk.front, box, "box") == opening
    content = desk.content(channel="suggestion_box", identity="anonymous", name="")
    command = RegisterComplaint(content=content, box_opening_id=opening)
    found = desk.services.intake.register_complaint(desk.front, command, desk.command())
    assert desk.case(found.complaint_id).box_opening_id == opening


def test_an_opening_needs_its_openers_and_a_possible_number(desk: Desk) -> None:
    box = OpenBox(opened_at=FRIDAY + timedelta(hours=1), openers=" ", found=-1)
    with pytest.raises(Invalid) as caught:
        desk.services.intake.open_box(desk.front, box, desk.command())
    assert {name: error.code for name, error in caught.value.fields.items()} == {
        "opened_at": "date.future", "openers": "required", "found": "number.range",
    }  # fmt: skip


# --- corrections --------------------------------------------------------------------------------------


def correct(
    desk: Desk, case: int, *, by: str = "front", version: int = 1, reason: str = "", **changes: Any
) -> int:
    command = CorrectComplaint(
        complaint_id=case, version=version, content=desk.content(**changes), reason=reason
    )
    return desk.services.intake.correct_complaint(desk.people[by], command, desk.command())


def test_the_desk_corrects_its_own_entry_on_the_day(desk: Desk) -> None:
    case = desk.register(detail="ผิด").complaint_id
    assert correct(desk, case, detail="ถูก") == 2
    found = desk.case(case)
    assert found.detail == "ถูก"
    assert (found.history[-1].kind, found.history[-1].data["fields"]) == ("corrected", ["subject", "detail"])


def test_after_the_day_a_supervisor_corrects_and_says_why(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.later(days=1)
    with pytest.raises(DomainError) as caught:
        correct(desk, case, detail="ใหม่")
    assert caught.value.code == "case.own_day_over"
    with pytest.raises(Invalid) as missing:
        correct(desk, case, by="supervisor", detail="ใหม่")
    assert missing.value.fields["reason"].code == "required"
    correct(desk, case, by="supervisor", detail="ใหม่", reason="พิมพ์ผิด")
    assert desk.case(case).history[-1].text == "พิมพ์ผิด"


def test_a_stale_correction_names_who_saved_first(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.screen(case)
    with pytest.raises(Conflict) as caught:
        correct(desk, case)
    assert caught.value.params["by"] == desk.supervisor.name


def test_a_corrected_receipt_counts_every_date_anew_and_keeps_the_first(desk: Desk) -> None:
    case = desk.register().complaint_id
    before = desk.case(case)
    correct(desk, case, received_at=FRIDAY - timedelta(days=7))
    after = desk.case(case)
    assert after.due_date < before.due_date
    assert after.due_original == before.due_date
    assert after.reply_due == before.reply_due - timedelta(days=7)  # type: ignore[operator]
    recounted = [(line.clock, line.event) for line in after.clocks if line.event == "recounted"]
    assert recounted == [("closure", "recounted"), ("reply", "recounted")]


def test_what_was_screened_is_not_changed_by_a_correction(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.screen(case, level="minor")
    correct(desk, case, version=2, kind="praise", level="major", category="oia")
    found = desk.case(case)
    assert (found.kind, found.level, found.category) == ("complaint", "minor", "service")


def test_a_voided_case_is_not_corrected(desk: Desk) -> None:
    case = desk.register().complaint_id
    desk.services.casework.void_case(desk.supervisor, case, 1, "ซ้ำ", desk.command())
    with pytest.raises(DomainError) as caught:
        correct(desk, case, version=2)
    assert caught.value.code == "case.voided"


def test_an_officer_who_turns_out_to_be_complained_about_loses_the_case(desk: Desk) -> None:
    case = desk.investigated()
    person = RespondentInput(person=desk.officer.name, account_id=desk.officer.account_id)
    version = desk.case(case).version
    correct(desk, case, by="supervisor", version=version, reason="เพิ่มผู้ถูกร้อง", respondents=(person,))
    found = desk.case(case)
    assert found.officer_id is None
    assert [line.kind for line in found.history[-2:]] == ["officer_changed", "corrected"]
    with pytest.raises(NotFound):
        desk.case(case, desk.officer)
