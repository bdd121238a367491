"""Who may know of which case: everywhere the same answer, and no other way in."""

import pytest

from services.complaints.commands import AttachmentInput, CorrectComplaint, RecordContact, RespondentInput
from services.complaints.register import RegisterFilter
from services.errors import Invalid, NotAllowed, NotFound
from services.permissions import Actor
from services.thai.dates import Month
from tests.services.factories import Desk

APRIL = Month(2026, 4)
EVERYTHING = RegisterFilter()


def about(actor: Actor) -> tuple[RespondentInput, ...]:
    return (RespondentInput(person=actor.name, account_id=actor.account_id),)


def numbers(desk: Desk, actor: Actor, wanted: RegisterFilter = EVERYTHING) -> list[str]:
    rows = [row.number for row in desk.services.register.list_complaints(actor, wanted)]
    assert len(rows) == desk.services.register.count_complaints(actor, wanted)
    return rows


@pytest.mark.parametrize("login", ["front", "officer", "supervisor", "admin", "viewer"])
def test_whoever_a_case_complains_about_finds_it_nowhere(desk: Desk, login: str) -> None:
    actor = desk.people[login]
    taker = desk.supervisor if login == "front" else desk.front
    file = AttachmentInput(name="ก.pdf", content=b"%PDF-")
    case = desk.register(taker, respondents=about(actor), attachments=(file,)).complaint_id
    desk.register(taker)
    knows = desk.viewer if login != "viewer" else desk.front
    attachment = desk.case(case, knows).attachments[0].id
    assert numbers(desk, actor) == ["2/2569"]
    assert desk.found("พูดจา", actor) == ["2/2569"]
    assert desk.found("1/2569", actor) == []
    assert desk.services.review.see_my_day(actor).open == 1
    figures = desk.services.indicators.read_month(actor, APRIL)
    assert figures.this_month.movement.received == figures.year_to_date.movement.received == 1
    assert desk.services.indicators.read_month(knows, APRIL).this_month.movement.received == 2
    for look in (
        lambda: desk.case(case, actor),
        lambda: desk.services.cases.find_by_number(actor, "1/2569"),
        lambda: desk.services.cases.read_attachment(actor, case, attachment),
    ):
        with pytest.raises(NotFound):
            look()


def test_nor_can_they_touch_it(desk: Desk) -> None:
    case = desk.register(respondents=about(desk.supervisor)).complaint_id
    casework, intake, command = desk.services.casework, desk.services.intake, desk.command
    for change in (
        lambda: casework.add_note(desk.supervisor, case, "ก", command()),
        lambda: casework.record_contact(
            desk.supervisor, RecordContact(complaint_id=case, way="phone", reached=True, text="ก"), command()
        ),
        lambda: casework.void_case(desk.supervisor, case, 1, "ก", command()),
        lambda: casework.close_early(desk.supervisor, case, 1, "withdrawn", "ก", command()),
        lambda: intake.open_for_correction(desk.supervisor, case, command(), "ก"),
        lambda: intake.correct_complaint(
            desk.supervisor,
            CorrectComplaint(complaint_id=case, version=1, content=desk.content(), reason="ก"),
            command(),
        ),
        lambda: intake.attach_file(desk.supervisor, case, AttachmentInput(name="ก", content=b"1"), command()),
        lambda: desk.services.cases.reveal_complainant(desk.supervisor, case, "ก", command()),
    ):
        with pytest.raises(NotFound):
            change()
    assert desk.services.review.count_waiting(desk.supervisor)["to_assign"] == 0


def test_the_desk_that_takes_a_complaint_about_itself_has_its_number_and_no_more(desk: Desk) -> None:
    found = desk.register(respondents=about(desk.front), command_id="about-me")
    assert desk.register(respondents=about(desk.front), command_id="about-me") == found
    assert numbers(desk, desk.front) == []


def test_an_officer_sees_the_cases_in_hand_and_those_in_nobodys(desk: Desk) -> None:
    desk.investigated(officer="officer")
    desk.investigated(officer="second")
    desk.register()
    assert numbers(desk, desk.officer) == ["3/2569", "1/2569"]
    assert numbers(desk, desk.second) == ["3/2569", "2/2569"]
    desk.services.office.change_setting(desk.admin, "officers_see_all_cases", True, desk.command())
    assert numbers(desk, desk.officer) == ["3/2569", "2/2569", "1/2569"]


def test_a_confidential_case_shows_to_supervisors_its_officer_and_its_taker(desk: Desk) -> None:
    case = desk.register(desk.supervisor, confidential=True).complaint_id
    others = ("front", "viewer", "admin", "officer")
    assert [numbers(desk, desk.people[who]) for who in ("supervisor", *others)] == [
        ["1/2569"], [], [], [], [],
    ]  # fmt: skip
    desk.screen(case)
    desk.step(desk.supervisor, case, officer=desk.officer.account_id)
    assert numbers(desk, desk.officer) == ["1/2569"]
    desk.register(desk.front, confidential=True)
    assert numbers(desk, desk.front) == ["2/2569"]


# --- hidden complainants ------------------------------------------------------------------------------

WHO = {
    "identity": "hidden",
    "title": "นาง",
    "name": "ปกปิด ชื่อจริง",
    "phones": "089-765-4321",
    "email": "hide@me.th",
}


def test_a_hidden_complainant_is_masked_and_found_by_nothing_of_theirs(desk: Desk) -> None:
    case = desk.register(**WHO, address="บ้านเลขที่ 9", line_id="hideline").complaint_id
    for login in ("front", "supervisor", "admin", "viewer"):
        actor = desk.people[login]
        complainant = desk.case(case, actor).complainant
        assert complainant.masked
        assert not any((complainant.name, complainant.phones, complainant.email, complainant.address))
        assert [row.complainant for row in desk.services.register.list_complaints(actor, EVERYTHING)] == [""]
        for text in ("ปกปิด", "0897654321", "hide@me", "hideline", "4321"):
            assert desk.found(text, actor) == (["1/2569"] if login == "supervisor" else [])


def test_only_a_supervisor_sees_who_it_is_and_only_with_a_reason(desk: Desk) -> None:
    case = desk.register(**WHO).complaint_id
    reveal = desk.services.cases.reveal_complainant
    for login in ("front", "officer", "admin", "viewer"):
        with pytest.raises(NotAllowed):
            reveal(desk.people[login], case, "อยากรู้", desk.command())
    with pytest.raises(Invalid):
        reveal(desk.supervisor, case, " ", desk.command())
    assert reveal(desk.supervisor, case, "ต้องโทรแจ้งผล", desk.command()).name == "ปกปิด ชื่อจริง"


def test_a_correction_opens_a_hidden_name_only_to_who_says_why(desk: Desk) -> None:
    case = desk.register(**WHO).complaint_id
    opened = desk.services.intake.open_for_correction
    assert opened(desk.front, case, desk.command())[1].name == "ปกปิด ชื่อจริง"  # typed it in today
    assert opened(desk.supervisor, case, desk.command(), "แก้ชื่อ")[1].name == "ปกปิด ชื่อจริง"
    version, content = opened(desk.supervisor, case, desk.command())
    assert (content.name, content.phones, content.identity) == ("", "", "hidden")
    desk.services.intake.correct_complaint(
        desk.supervisor,
        CorrectComplaint(complaint_id=case, version=version, content=content, reason="แก้เรื่อง"),
        desk.command(),
    )
    revealed = desk.services.cases.reveal_complainant(desk.supervisor, case, "ตรวจ", desk.command())
    assert (revealed.name, revealed.phones) == ("ปกปิด ชื่อจริง", "089-765-4321")


def test_a_name_no_longer_hidden_can_be_found_and_one_hidden_later_no_more(desk: Desk) -> None:
    case = desk.register(**WHO).complaint_id
    for identity, found in (("named", ["1/2569"]), ("hidden", [])):
        version = desk.case(case).version
        content = desk.content(**(WHO | {"identity": identity}))
        desk.services.intake.correct_complaint(
            desk.front, CorrectComplaint(complaint_id=case, version=version, content=content), desk.command()
        )
        for text in ("ปกปิด", "0897654321"):
            assert desk.found(text, desk.front) == found
            assert desk.found(text, desk.supervisor) == ["1/2569"]
