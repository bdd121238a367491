"""What is kept about one person: found on request, printed whole, and nothing of anybody else."""

import pytest
from sqlalchemy import text

from services.complaints.commands import AttachmentInput, RecordContact, RespondentInput
from services.errors import DomainError, Invalid, NotAllowed, NotFound
from services.privacy.person import PersonFileRequest, PersonQuery
from tests.services.documents.paper_text import says, says_none
from tests.services.factories import Desk

WHY = "คำขอลงวันที่ 10 เมษายน 2569"
PERSON = {
    "name": "นางเพ็ญพักตร์ ศรีสุวรรณเวช",
    "phones": "089-555-1234",
    "national_id": "1101700230708",
    "email": "Penpak@example.org",
    "line_id": "penpak.s",
    "address": "9 ตรอกโรงน้ำแข็ง",
    "detail": "ยื่นใบสำคัญแล้วถูกตวาด",
    "subject": "กิริยาของเจ้าหน้าที่",
}


def find(desk: Desk, **asked: object) -> list[str]:
    found = desk.services.privacy.find_person(desk.supervisor, PersonQuery(**asked), WHY, desk.command())
    return [match.number for match in found]


@pytest.fixture
def case(desk: Desk) -> int:
    """Take in one case of the person, beside others."""
    desk.register(name="นายอื่น ไม่เกี่ยว", phones="081-111-2222")
    picture = AttachmentInput(name="ใบเสร็จ.png", content=b"\x89PNG\r\n\x1a\n1234")
    return desk.register(**PERSON, attachments=(picture,)).complaint_id


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "เพ็ญพักตร์  ศรีสุวรรณเวช"},
        {"name": "ศรีสุวรรณ"},
        {"phone": "0895551234"},
        {"phone": "+66 89 555 1234"},
        {"national_id": "1-1017-00230-70-8"},
        {"email": "penpak@EXAMPLE.org"},
        {"name": "ไม่ใช่คนนี้", "phone": "๐๘๙ ๕๕๕ ๑๒๓๔"},
    ],
)
def test_a_person_is_found_by_any_of_what_is_known(desk: Desk, case: int, asked: dict[str, str]) -> None:
    assert find(desk, **asked) == [desk.case(case).number]


def test_what_is_found_is_masked_and_the_search_stands_in_the_journal(desk: Desk, case: int) -> None:
    found = desk.services.privacy.find_person(
        desk.supervisor, PersonQuery(name="เพ็ญพักตร์"), WHY, desk.command()
    )
    assert (found[0].name, found[0].phones, found[0].matched) == ("น*** ศ***", "xxx-xxx-1234", ("name",))
    with desk.services.store.reading() as session:
        facts = session.scalar(text("SELECT facts FROM journal WHERE use_case = 'privacy.find_person'"))
    assert str(case) in str(facts)
    assert "เพ็ญ" not in str(facts)


@pytest.mark.parametrize("asked", [{}, {"name": " "}, {"name": "ก"}, {"phone": "-"}])
def test_something_must_be_known(desk: Desk, asked: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        find(desk, **asked)
    assert refused.value.fields["name"].code == "person.one_of"


def test_a_reason_must_be_given(desk: Desk, case: int) -> None:
    with pytest.raises(Invalid):
        desk.services.privacy.find_person(desk.supervisor, PersonQuery(name="เพ็ญ"), " ", desk.command())
    with pytest.raises(Invalid):
        desk.services.privacy.make_person_file(
            desk.supervisor, PersonFileRequest(complaint_ids=(case,), reason=""), desk.command()
        )


def test_only_supervisors_may(desk: Desk, case: int) -> None:
    for actor in (desk.front, desk.officer, desk.viewer, desk.admin):
        with pytest.raises(NotAllowed):
            desk.services.privacy.find_person(actor, PersonQuery(name="เพ็ญ"), WHY, desk.command())
        with pytest.raises(NotAllowed):
            desk.services.privacy.make_person_file(
                actor, PersonFileRequest(complaint_ids=(case,), reason=WHY), desk.command()
            )


def test_the_paper_holds_everything_of_the_person(desk: Desk, case: int) -> None:
    contact = RecordContact(complaint_id=case, way="phone", reached=True, text="แจ้งว่ากำลังตรวจสอบ")
    desk.services.casework.record_contact(desk.front, contact, desk.command())
    desk.services.documents.print_receipt(desk.front, case, "a5", desk.command())
    request = PersonFileRequest(complaint_ids=(case,), requester="แสดงบัตรประชาชน", reason=WHY)
    command = desk.command()
    content = desk.services.privacy.make_person_file(desk.supervisor, request, command)
    assert says(content, *PERSON.values())
    assert says(content, "แสดงบัตรประชาชน", "ใบเสร็จ.png", "แจ้งว่ากำลังตรวจสอบ", "พิมพ์ใบรับเรื่อง")
    assert says(content, "นางสาวหน้าห้อง รับเรื่อง", "ยังไม่เริ่มนับ", "ปฏิบัติหน้าที่เพื่อประโยชน์สาธารณะ")
    assert says_none(content, "นายอื่น", "081-111-2222")
    assert content == desk.services.privacy.make_person_file(desk.supervisor, request, command)


def test_what_the_office_wrote_names_no_respondent_and_its_findings_stay_inside(desk: Desk) -> None:
    accused = (RespondentInput(person="นายทศพล ใจร้อนจริง"),)
    case = desk.closed(**{**PERSON, "respondents": accused})
    contact_text = "เรียนว่านายทศพล ใจร้อนจริง ถูกตักเตือนแล้ว"
    desk.services.casework.reopen_case(
        desk.supervisor, case, desk.case(case).version, "ขอทบทวน", desk.command()
    )
    contact = RecordContact(complaint_id=case, way="phone", reached=True, text=contact_text)
    desk.services.casework.record_contact(desk.supervisor, contact, desk.command())
    content = desk.services.privacy.make_person_file(
        desk.supervisor, PersonFileRequest(complaint_ids=(case,), reason=WHY), desk.command()
    )
    assert says(content, "เรียนว่า(ไม่แสดงชื่อ)ถูกตักเตือนแล้ว", "นายทศพล ใจร้อนจริง")  # the person's own words
    assert says_none(content, "ตรวจสอบแล้วเป็นจริง", contact_text)


def test_whoever_hid_is_found_only_when_asked_for_and_revealed_in_the_journal(desk: Desk) -> None:
    case = desk.register(**PERSON, identity="hidden").complaint_id
    assert find(desk, name="เพ็ญพักตร์") == []
    assert find(desk, name="เพ็ญพักตร์", hidden=True) == [desk.case(case).number]
    content = desk.services.privacy.make_person_file(
        desk.supervisor, PersonFileRequest(complaint_ids=(case,), reason=WHY), desk.command()
    )
    assert says(content, PERSON["name"])
    with desk.services.store.reading() as session:
        revealed = text(
            "SELECT count(*) FROM journal"
            " WHERE use_case = 'complaints.reveal_complainant' AND subject_id = :case"
        )
        assert session.scalar(revealed, {"case": case}) == 1


def test_a_case_without_a_person_gives_no_file(desk: Desk) -> None:
    nobody = desk.register(identity="anonymous", name="").complaint_id
    with pytest.raises(DomainError, match=r"person\.nobody"):
        desk.services.privacy.make_person_file(
            desk.supervisor, PersonFileRequest(complaint_ids=(nobody,), reason=WHY), desk.command()
        )


def test_a_respondent_gets_nothing_of_who_complained(desk: Desk) -> None:
    case = desk.register(
        **PERSON, respondents=(RespondentInput(person="หัวหน้า", account_id=desk.supervisor.account_id),)
    ).complaint_id
    assert find(desk, name="เพ็ญพักตร์") == []
    assert find(desk, name="หัวหน้า") == []
    with pytest.raises(NotFound):
        desk.services.privacy.make_person_file(
            desk.supervisor, PersonFileRequest(complaint_ids=(case,), reason=WHY), desk.command()
        )


def test_reasons_given_for_the_search_go_with_the_case(desk: Desk, case: int) -> None:
    from tests.services.privacy.test_destruction import bytes_kept, in_clear, signed_list

    contact = RecordContact(complaint_id=case, way="phone", reached=True, text="แจ้งแล้ว")
    desk.services.casework.record_contact(desk.front, contact, desk.command())
    desk.services.privacy.make_person_file(
        desk.supervisor,
        PersonFileRequest(complaint_ids=(case,), requester="บัตรของเพ็ญพักตร์", reason="เพ็ญพักตร์ขอเอง"),
        desk.command(),
    )
    desk.services.privacy.find_person(
        desk.supervisor, PersonQuery(name="เพ็ญพักตร์"), "คุณเพ็ญพักตร์โทรมาขอ", desk.command()
    )
    desk.services.casework.close_early(
        desk.supervisor, case, desk.case(case).version, "withdrawn", "ขอถอน", desk.command()
    )
    desk.later(days=366 * 11)
    made = signed_list(desk)
    desk.services.destruction.carry_out(desk.supervisor, made, desk.command())
    assert in_clear(bytes_kept(desk), ["เพ็ญพักตร์"]) == []
