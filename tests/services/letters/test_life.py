"""A letter from its draft to the paper that left the office: who may do what, and what stays for ever."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from models.casework import Letter
from models.complaints import Attachment, ClockEvent, Complaint
from models.files import StoredFile
from services.complaints.commands import AttachmentInput
from services.complaints.referrals import ReferCase
from services.documents.case_history import history_rows
from services.documents.wording import PaperWords
from services.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound
from services.letters.issuing import IssueLetter
from services.letters.life import DraftLetter, KeepLetter
from services.letters.reading import issued_kinds
from services.thai.dates import format_long
from tests.services.documents.paper_text import says
from tests.services.factories import Desk
from tests.services.letters.writing import (
    SUBJECT,
    approved,
    complete,
    drafted,
    issue,
    issued,
    kept,
    picture,
    put_emblem,
)


def status(desk: Desk, letter_id: int) -> str:
    return desk.services.letters.read_letter(desk.supervisor, letter_id).row.status


def test_a_letter_goes_from_draft_to_frozen_paper(desk: Desk) -> None:
    case = desk.register(subject=SUBJECT).complaint_id
    letters = desk.services.letters
    letter = complete(desk, case, "acknowledgement")
    done = letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    assert done.status == "submitted"
    waiting = letters.count_waiting(desk.supervisor)
    assert (waiting.to_approve, waiting.to_issue, waiting.returned) == (1, 0, 0)
    assert letters.count_waiting(desk.officer).to_approve == 0
    done = letters.return_letter(
        desk.supervisor, letter.row.id, done.version, "เพิ่มหมายเลขโทรศัพท์ภายใน", desk.command()
    )
    assert (done.status, letters.count_waiting(desk.officer).returned) == ("draft", 1)
    done = letters.submit_letter(desk.officer, letter.row.id, done.version, desk.command())
    done = letters.approve_letter(desk.supervisor, letter.row.id, done.version, desk.command())
    assert letters.count_waiting(desk.officer).to_issue == 1
    assert [row.case_number for row in letters.list_waiting(desk.supervisor)] == [desk.case(case).number]
    issue(desk, letters.read_letter(desk.officer, letter.row.id))
    (row,) = letters.list_letters(desk.viewer, case)
    assert (row.status, row.number, row.letter_date) == ("issued", "ลป 0003/123", date(2026, 4, 10))
    name, paper = letters.read_paper(desk.viewer, row.id)
    assert name == "ลป 0003-123 แจ้งการรับเรื่องร้องเรียน.pdf"
    assert says(paper, "แจ้งการรับเรื่องร้องเรียน", "ลป ๐๐๐๓/๑๒๓", "๑๐ เมษายน ๒๕๖๙", SUBJECT)
    happened = [line.data["happened"] for line in desk.case(case).history if line.kind == "letter"]
    assert happened == ["drafted", "submitted", "returned", "submitted", "approved", "issued"]
    with desk.services.store.reading() as session:
        attached = session.scalars(select(Attachment)).one()
        assert (attached.origin, attached.file_id) == (
            "letter:acknowledgement",
            session.scalars(select(Letter)).one().file_id,
        )
    assert desk.services.verification.verify_office(desk.admin).records > 0


def test_what_was_sent_never_changes_again(desk: Desk) -> None:
    case = desk.closed(subject=SUBJECT)
    put_emblem(desk, picture())
    letter = issued(desk, case, "result")
    before = desk.services.letters.read_paper(desk.officer, letter.row.id)
    office = desk.services.office
    office.change_profile(desk.admin, {"name": "สำนักงานที่เปลี่ยนชื่อแล้ว"}, desk.command())
    office.change_wording(desk.admin, "letters.result.body", "ข้อความใหม่ {เลขรับ}", desk.command())
    office.change_wording(desk.admin, "letters.foot", "ท้ายหนังสือใหม่", desk.command())
    put_emblem(desk, picture("JPEG", "navy"))
    desk.later(days=3)
    assert desk.services.letters.read_paper(desk.officer, letter.row.id) == before
    with desk.services.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(StoredFile)) == 3  # the paper, two emblems
    detail = desk.services.letters.read_letter(desk.officer, letter.row.id)
    content = detail.content
    command = KeepLetter(
        letter_id=letter.row.id, version=detail.row.version, content=content, layout="outgoing"
    )
    with pytest.raises(DomainError) as refused:
        desk.services.letters.keep_letter(desk.supervisor, command, desk.command())
    assert refused.value.code == "letter.is_issued"


def test_telling_the_complainant_stops_the_reply_clock(desk: Desk) -> None:
    case = desk.register().complaint_id
    issue(desk, approved(desk, case, "memo"), number="บันทึก 1")
    assert desk.case(case).replied_at is None
    issue(desk, approved(desk, case, "acknowledgement"), tells_progress=False)
    assert desk.case(case).replied_at is None
    moment = desk.later(hours=1)
    issue(desk, approved(desk, case, "progress"), number="ลป 0003/124")
    assert desk.case(case).replied_at == moment
    with desk.services.store.reading() as session:
        met = select(ClockEvent).where(ClockEvent.clock == "reply", ClockEvent.event == "met")
        assert len(session.scalars(met).all()) == 1


def test_issuing_twice_with_one_command_sends_once(desk: Desk) -> None:
    letter = approved(desk, desk.register().complaint_id, "acknowledgement")
    command = IssueLetter(
        letter_id=letter.row.id,
        version=letter.row.version,
        number="ลป 0003/9",
        letter_date=date(2026, 4, 10),
        way="email",
    )
    first = desk.services.letters.issue_letter(desk.officer, command, "same")
    assert desk.services.letters.issue_letter(desk.officer, command, "same") == first
    assert len(desk.case(letter.row.complaint_id).attachments) == 1


def test_a_number_is_taken_as_typed_and_a_second_use_is_told(desk: Desk) -> None:
    case = desk.register().complaint_id
    first = issue(desk, approved(desk, case, "acknowledgement"), number="ลป ๐๐๐๓/ว 12")
    assert not first.number_taken
    letters = desk.services.letters
    assert letters.list_letters(desk.officer, case)[0].number == "ลป ๐๐๐๓/ว 12"
    assert letters.is_number_taken(desk.officer, "ลป 0003/ว12", date(2026, 12, 31))
    assert not letters.is_number_taken(desk.officer, "ลป 0003/ว12", date(2027, 1, 1))
    second = issue(desk, approved(desk, case, "progress"), number="ลป 0003/ว 12")
    assert second.number_taken


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"number": " "}, "number", "required"),
        ({"number": "1" * 101}, "number", "too_long"),
        ({"letter_date": date(2026, 4, 11)}, "letter_date", "date.future"),
        ({"way": "pigeon"}, "way", "choose"),
    ],
)
def test_a_letter_is_not_sent_with(desk: Desk, changes: dict[str, object], field: str, code: str) -> None:
    letter = approved(desk, desk.register().complaint_id, "acknowledgement")
    with pytest.raises(Invalid) as refused:
        issue(desk, letter, **changes)  # type: ignore[arg-type]
    assert refused.value.fields[field].code == code
    assert status(desk, letter.row.id) == "approved"


def test_an_unknown_field_is_named_and_nothing_is_approved(desk: Desk) -> None:
    case = desk.register().complaint_id
    body = "เรื่อง {เลขรัป} และ {สิ่งแปลกปลอม} กับ {เปิดค้าง"
    letter = kept(desk, drafted(desk, case, "acknowledgement"), body=body)
    assert [(field.name, field.nearest) for field in letter.unknown] == [
        ("{เลขรัป}", "{เลขรับ}"),
        ("{สิ่งแปลกปลอม}", ""),
        ("{เปิดค้าง", ""),
    ]
    letters = desk.services.letters
    with pytest.raises(Invalid) as refused:
        letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    error = refused.value.fields["body"]
    assert (error.code, error.params["nearest"]) == ("letter.unknown_field_near", "{เลขรับ}")
    own = drafted(desk, case, "acknowledgement", desk.supervisor)
    own = kept(desk, own, desk.supervisor, subject="แจ้ง {เลขรัป}")
    with pytest.raises(Invalid) as refused:
        letters.approve_letter(desk.supervisor, own.row.id, own.row.version, desk.command())
    assert list(refused.value.fields) == ["subject"]
    assert letters.read_letter(desk.officer, letter.row.id).content.body.endswith("{เปิดค้าง")


def test_a_template_with_an_unknown_field_reaches_no_reader(desk: Desk) -> None:
    desk.services.office.change_wording(
        desk.admin, "letters.acknowledgement.body", "รับเรื่อง {เลขที่รับ} แล้ว", desk.command()
    )
    letter = drafted(desk, desk.register().complaint_id, "acknowledgement")
    assert [field.nearest for field in letter.unknown] == ["{เลขรับ}"]
    with pytest.raises(Invalid):
        desk.services.letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())


def test_what_a_case_does_not_say_is_a_dotted_blank_and_listed(desk: Desk) -> None:
    letter = drafted(desk, desk.investigated(), "delay")
    assert letter.unfilled == ("เหตุผลที่ขยายเวลา", "กำหนดใหม่", "สิ่งที่ดำเนินการแล้ว")
    assert letter.unknown == ()


def test_a_referral_letter_is_noted_where_the_case_was_passed_on(desk: Desk) -> None:
    case = desk.investigated()
    command = ReferCase(
        complaint_id=case, version=desk.case(case).version, agency="อำเภอตัวอย่าง", contact="โทร. 0 5400 0000"
    )
    desk.services.referrals.refer_case(desk.supervisor, command, desk.command())
    letter = drafted(desk, case, "referral")
    assert letter.content.addressee == "อำเภอตัวอย่าง"
    issue(desk, approved(desk, case, "referral"), number="ลป 0003/88")
    told = drafted(desk, case, "referral_told").content.body
    assert "ตามหนังสือ ที่ ลป 0003/88 ลงวันที่ 10 เมษายน 2569" in told
    assert "ติดตามผลได้ที่ โทร. 0 5400 0000" in told
    sent = issue(desk, approved(desk, case, "referral_told"), number="ลป 0003/89")
    (row,) = desk.services.referrals.list_referrals(desk.officer, case)
    assert (row.reference, row.told_on) == ("ลป 0003/88", date(2026, 4, 10))
    assert row.letter_id is not None
    assert row.letter_id != sent.letter_id
    desk.services.verification.verify_office(desk.admin)


def test_the_case_file_tells_of_letters(desk: Desk) -> None:
    case = desk.register().complaint_id
    issue(desk, approved(desk, case, "acknowledgement"))
    issue(desk, approved(desk, case, "memo"), number="บันทึก 2")
    with desk.services.store.reading() as session:
        facts = desk.services.facts.of(session, desk.officer.office_id)
    words = PaperWords(facts.wording, "arabic", "case_file", "history")
    told = [row[3] for row in history_rows(desk.case(case), facts, words, {})]
    assert "แจ้งการรับเรื่องร้องเรียน: ผู้บังคับบัญชาเห็นชอบ" in told
    assert "แจ้งการรับเรื่องร้องเรียน: ออกแล้ว ส่งทางหนังสือ" in told
    number = desk.case(case).number
    assert f"รายงานการดำเนินการเรื่องร้องเรียน เลขรับที่ {number}: ร่างแล้ว" in told
    file = desk.services.documents.make_case_file(desk.officer, case, desk.command())
    assert says(file, "หนังสือและการแจ้ง")


def test_receipt_and_statement_name_what_was_received_not_what_was_sent(desk: Desk) -> None:
    case = desk.register(subject=SUBJECT).complaint_id
    issued(desk, case, "acknowledgement")
    photo = AttachmentInput(name="ภาพถ่าย.jpg", content=b"\xff\xd8\xff picture")
    desk.services.intake.attach_file(desk.officer, case, photo, desk.command())
    slip = desk.services.documents.print_receipt(desk.supervisor, case, "a5", desk.command())
    assert says(slip, "จำนวน ๑ รายการ ได้แก่ ภาพถ่าย.jpg")
    statement = desk.services.papers.make_statement(desk.supervisor, case, desk.command())
    assert says(statement, "จำนวน ๑ รายการ ได้แก่ ภาพถ่าย.jpg")


def test_an_extension_is_told_with_both_dates(desk: Desk) -> None:
    case = desk.investigated()
    before = desk.case(case).due_date
    desk.services.clockwork.extend_due(
        desk.supervisor, case, desk.case(case).version, date(2026, 5, 15), "รอผลสอบจากส่วนกลาง", desk.command()
    )
    body = drafted(desk, case, "delay").content.body
    assert f"ยังต้องรอผลสอบจากส่วนกลาง สำนักงานจึงขยายเวลาดำเนินการจากวันที่ {format_long(before)}" in body
    assert "เป็นวันที่ 15 พฤษภาคม 2569" in body


def test_supervisors_approve_and_others_do_not(desk: Desk) -> None:
    case = desk.register().complaint_id
    letters = desk.services.letters
    letter = complete(desk, case, "acknowledgement")
    for person in (desk.officer, desk.front, desk.admin, desk.viewer):
        with pytest.raises(NotAllowed):
            letters.approve_letter(person, letter.row.id, letter.row.version, desk.command())
    with pytest.raises(DomainError) as early:  # not put to anybody yet
        letters.approve_letter(desk.supervisor, letter.row.id, letter.row.version, desk.command())
    assert early.value.code == "letter.is_draft"
    own = drafted(desk, case, "memo", desk.supervisor)
    own = kept(desk, own, desk.supervisor, body="รายงานเพื่อทราบ")
    done = letters.approve_letter(desk.supervisor, own.row.id, own.row.version, desk.command())
    assert done.status == "approved"
    people = desk.people.items()
    offered = {name: letters.read_letter(person, letter.row.id).actions for name, person in people}
    assert offered["viewer"] == offered["admin"] == frozenset()
    assert offered["officer"] == {"keep", "submit", "cancel"}


def test_an_older_look_does_not_overwrite(desk: Desk) -> None:
    letter = drafted(desk, desk.register().complaint_id, "memo")
    kept(desk, letter, body="ฉบับแรก")
    with pytest.raises(Conflict):
        kept(desk, letter, body="ฉบับที่สอง")
    assert desk.services.letters.read_letter(desk.officer, letter.row.id).content.body == "ฉบับแรก"


def test_cancelling_needs_a_reason_and_a_sent_letter_a_supervisor(desk: Desk) -> None:
    case = desk.register().complaint_id
    letters = desk.services.letters
    draft = drafted(desk, case, "memo")
    with pytest.raises(Invalid):
        letters.cancel_letter(desk.officer, draft.row.id, draft.row.version, " ", desk.command())
    letters.cancel_letter(desk.officer, draft.row.id, draft.row.version, "ร่างซ้ำ", desk.command())
    sent = issued(desk, case, "acknowledgement")
    with desk.services.store.reading() as session:
        complaint = session.scalars(select(Complaint).where(Complaint.id == case)).one()
        assert issued_kinds(session, complaint) == {"acknowledgement"}
    with pytest.raises(NotAllowed):
        letters.cancel_letter(desk.officer, sent.row.id, sent.row.version, "ส่งผิดคน", desk.command())
    letters.cancel_letter(desk.supervisor, sent.row.id, sent.row.version, "ส่งผิดคน", desk.command())
    assert desk.found("ดำเนินการให้แล้วเสร็จภายในวันที่") == []
    assert letters.read_paper(desk.supervisor, sent.row.id)[1].startswith(b"%PDF")
    desk.services.verification.verify_office(desk.admin)


def test_nobody_writes_letters_of_a_case_they_may_not_know_of(desk: Desk) -> None:
    case = desk.investigated(officer="second")
    letter = drafted(desk, case, "progress", desk.second)
    letters = desk.services.letters
    with pytest.raises(NotFound):
        letters.read_letter(desk.officer, letter.row.id)
    with pytest.raises(NotFound):
        letters.draft_letter(desk.officer, DraftLetter(complaint_id=case, kind="memo"), desk.command())
    letters.submit_letter(desk.second, letter.row.id, letter.row.version, desk.command())
    assert letters.list_waiting(desk.officer) == []


@pytest.mark.parametrize("identity", ["anonymous", "none"])
def test_where_nobody_is_known_nobody_is_written_to(desk: Desk, identity: str) -> None:
    channel = "news" if identity == "none" else "walk_in"
    case = desk.register(identity=identity, name="", channel=channel).complaint_id
    with pytest.raises(DomainError) as refused:
        drafted(desk, case, "acknowledgement")
    assert refused.value.code == "letter.no_addressee"
    assert drafted(desk, case, "referral").row.status == "draft"


def test_a_voided_number_gets_no_letters(desk: Desk) -> None:
    case = desk.register().complaint_id
    assert "draft_letter" in desk.case(case, desk.officer).actions
    desk.services.casework.void_case(desk.supervisor, case, 1, "ออกเลขผิด", desk.command())
    assert "draft_letter" not in desk.case(case, desk.officer).actions
    with pytest.raises(DomainError) as refused:
        drafted(desk, case, "memo")
    assert refused.value.code == "case.voided"


def test_a_letter_that_was_sent_is_found_by_its_words_and_number(desk: Desk) -> None:
    case = desk.register().complaint_id
    letter = approved(desk, case, "acknowledgement", body="ขอแจ้งเรื่องน้ำพุร้อนแจ้ซ้อน\n\nจึงเรียนมาเพื่อโปรดทราบ")
    assert desk.found("น้ำพุร้อน") == []
    issue(desk, letter, number="ลป 0003/77821")
    number = desk.case(case).number
    assert desk.found("น้ำพุร้อน") == [number]
    assert desk.found("77821") == [number]
    desk.services.verification.verify_office(desk.admin)


def test_a_later_letter_refers_to_the_acknowledgement(desk: Desk) -> None:
    case = desk.investigated()
    issue(desk, approved(desk, case, "acknowledgement"), number="ลป 0003/55")
    letter = drafted(desk, case, "progress")
    assert letter.content.reference == "หนังสือสำนักงานคลังจังหวัดลำปาง ที่ ลป 0003/55 ลงวันที่ 10 เมษายน 2569"
    assert letter.content.body.startswith("ตามหนังสือที่อ้างถึง")


def test_the_clock_of_a_letter_is_the_offices(desk: Desk) -> None:
    letter = approved(desk, desk.register().complaint_id, "acknowledgement")
    desk.clock.set(desk.clock.now() + timedelta(days=2))
    with pytest.raises(Invalid):
        issue(desk, letter, letter_date=date(2026, 4, 13))
    issue(desk, letter, letter_date=date(2026, 4, 10))
