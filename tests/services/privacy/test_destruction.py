"""Destruction lists: what may be listed, who signs, what is left of a case, and that its figures stay."""

import json
import re
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from models.complaints import Attachment, Complaint
from models.files import StoredChunk, StoredFile
from models.journal import JournalValues
from models.retention import DestructionItem
from services.complaints.commands import AttachmentInput, CorrectComplaint, RecordContact, RespondentInput
from services.complaints.register import RegisterFilter
from services.errors import DomainError, Invalid, NotAllowed, NotFound
from services.privacy.destruction import Signed
from services.privacy.keeping import kept_until, over_before
from services.thai.dates import Month
from services.thai.text import fold
from tests.services.factories import Desk

NAME, PHONE, ID, MAIL = "นางเพ็ญพักตร์ ศรีสุวรรณเวช", "089-555-1234", "1101700230708", "penpak@example.org"
STORY = "วันนั้นข้าพเจ้ายื่นใบสำคัญรับเงินฉบับสีม่วงแล้วถูกตวาดต่อหน้าผู้อื่น"
ACCUSED = "นายทศพล ใจร้อนจริง"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"purple receipt of penpak" * 40
SECRETS = (
    *("เพ็ญพักตร์", "ศรีสุวรรณเวช", "089-555-1234", "0895551234", ID, MAIL, "ใบสำคัญรับเงินฉบับสีม่วง"),
    *(
        "ทศพล",
        "ใจร้อนจริง",
        "ตรอกโรงน้ำแข็ง",
        "ผู้ร้องกล่าวเสริมว่าเสียใจ",
        "ใบเสร็จสีม่วง.png",
        "purple receipt of penpak",
    ),
)


def told(**changes: object) -> dict[str, object]:
    person = {
        "name": NAME,
        "phones": PHONE,
        "national_id": ID,
        "email": MAIL,
        "address": "9 ตรอกโรงน้ำแข็ง ตำบลหัวเวียง",
        "detail": STORY,
        "remedy_wanted": "ขอให้นายทศพล ใจร้อนจริง ขอโทษ",
        "respondents": (RespondentInput(unit="ฝ่ายบริหารทั่วไป", person=ACCUSED),),
    }
    return person | changes


@pytest.fixture
def old_case(desk: Desk) -> int:
    """Close a case with everything in it."""
    picture = AttachmentInput(name="ใบเสร็จสีม่วง.png", content=PICTURE)
    return desk.closed(attachments=(picture,), **told())


def go_on(desk: Desk, years: int = 11) -> None:
    desk.later(days=366 * years)


def signed_list(desk: Desk) -> int:
    made = desk.services.destruction.make_destruction_list(desk.supervisor, None, desk.command())
    version = desk.services.destruction.read_destruction_list(desk.supervisor, made).row.version
    signed = Signed(desk.clock.now().date(), "นางประธาน กรรมการดี และคณะ", "ลป 0003/12")
    desk.services.destruction.record_signed(desk.supervisor, made, version, signed, desk.command())
    return made


def carried_out(desk: Desk) -> int:
    made = signed_list(desk)
    result = desk.services.destruction.carry_out(desk.supervisor, made, desk.command())
    assert result.finished
    return made


def bytes_kept(desk: Desk) -> bytes:
    return b"".join(path.read_bytes() for path in desk.folder.rglob("raprueang.db*"))


def in_clear(content: bytes, words: Iterable[str] = SECRETS) -> list[str]:
    return [word for word in words if word.encode() in content or fold(word).encode() in content]


def test_a_case_is_kept_to_the_end_of_the_tenth_year_after_it_ended() -> None:
    assert kept_until(date(2026, 4, 20), 10) == date(2036, 12, 31)
    assert over_before(date(2036, 12, 31), 10) == date(2026, 1, 1)
    assert over_before(date(2037, 1, 1), 10) == date(2027, 1, 1)


def test_nothing_is_listed_before_its_time(desk: Desk, old_case: int) -> None:
    make = desk.services.destruction.make_destruction_list
    with pytest.raises(DomainError, match=r"destruction\.nothing"):
        make(desk.supervisor, None, desk.command())
    with pytest.raises(Invalid) as refused:
        make(desk.supervisor, desk.clock.now().date() + timedelta(days=1), desk.command())
    assert refused.value.fields["closed_before"].code == "retention.not_over"


def test_open_and_reopened_cases_are_not_listed_and_voided_ones_are(desk: Desk, old_case: int) -> None:
    desk.register()
    reopened = desk.closed()
    desk.services.casework.reopen_case(
        desk.supervisor, reopened, desk.case(reopened).version, "มีข้อมูลใหม่", desk.command()
    )
    voided = desk.register().complaint_id
    desk.services.casework.void_case(
        desk.supervisor, voided, desk.case(voided).version, "รับซ้ำ", desk.command()
    )
    go_on(desk)
    made = desk.services.destruction.make_destruction_list(desk.supervisor, None, desk.command())
    listed = desk.services.destruction.read_destruction_list(desk.supervisor, made).items
    assert [item.complaint_id for item in listed] == [old_case, voided]
    assert listed[0].kept_until == date(2036, 12, 31)


def test_nothing_goes_without_the_signature(desk: Desk, old_case: int) -> None:
    go_on(desk)
    destruction = desk.services.destruction
    made = destruction.make_destruction_list(desk.supervisor, None, desk.command())
    with pytest.raises(DomainError, match=r"destruction\.not_signed"):
        destruction.carry_out(desk.supervisor, made, desk.command())
    assert desk.case(old_case).detail == STORY


def test_only_supervisors_may(desk: Desk, old_case: int) -> None:
    go_on(desk)
    made = signed_list(desk)
    for actor in (desk.front, desk.officer, desk.viewer, desk.admin):
        with pytest.raises(NotAllowed):
            desk.services.destruction.carry_out(actor, made, desk.command())
        with pytest.raises(NotAllowed):
            desk.services.destruction.read_destruction_list(actor, made)


def test_a_case_that_the_committee_keeps_stays_as_it_is(desk: Desk, old_case: int) -> None:
    other = desk.closed(name="นายอีกราย ยังอยู่")
    go_on(desk)
    destruction = desk.services.destruction
    made = destruction.make_destruction_list(desk.supervisor, None, desk.command())
    item = destruction.read_destruction_list(desk.supervisor, made).items[1]
    with pytest.raises(Invalid):
        destruction.keep_item(desk.supervisor, item.id, True, " ", desk.command())
    destruction.keep_item(desk.supervisor, item.id, True, "มีคดีปกครองที่เกี่ยวข้อง", desk.command())
    version = destruction.read_destruction_list(desk.supervisor, made).row.version
    signed = Signed(desk.clock.now().date(), "คณะกรรมการ", "ลป 0003/12")
    destruction.record_signed(desk.supervisor, made, version, signed, desk.command())
    with pytest.raises(DomainError, match=r"destruction\.signed"):
        destruction.keep_item(desk.supervisor, item.id, False, "", desk.command())
    result = destruction.carry_out(desk.supervisor, made, desk.command())
    assert (result.done, result.kept, result.left) == (1, 1, 0)
    assert desk.case(other).complainant.name == "นายอีกราย ยังอยู่"


def test_nothing_that_names_anybody_is_left_in_the_files(desk: Desk, old_case: int) -> None:
    desk.services.casework.reopen_case(
        desk.supervisor, old_case, desk.case(old_case).version, "ผู้ร้องกล่าวเสริมว่าเสียใจ", desk.command()
    )
    version, content = desk.services.intake.open_for_correction(desk.supervisor, old_case, desk.command())
    # A correction takes the respondents' rows away and adds others: what was told of the old ones goes too.
    from dataclasses import replace

    changed = replace(content, respondents=(RespondentInput(unit="คลัง", person="นายทศพล ใจร้อนจริง ๆ"),))
    command = CorrectComplaint(
        complaint_id=old_case, version=version, content=changed, reason=f"แก้ชื่อของ {ACCUSED}"
    )
    desk.services.intake.correct_complaint(desk.supervisor, command, desk.command())
    contact = RecordContact(complaint_id=old_case, way="phone", reached=True, text=f"โทร {PHONE} คุณเพ็ญพักตร์")
    desk.services.casework.record_contact(desk.supervisor, contact, desk.command())
    desk.services.casework.close_early(
        desk.supervisor, old_case, desk.case(old_case).version, "withdrawn", f"{NAME} ขอถอน", desk.command()
    )
    assert set(SECRETS) == set(in_clear(bytes_kept(desk)))
    go_on(desk)
    carried_out(desk)
    assert in_clear(bytes_kept(desk)) == []
    assert desk.services.verification.verify().problem is None


def test_the_case_is_found_by_its_number_and_says_why_it_is_empty(desk: Desk, old_case: int) -> None:
    number = desk.case(old_case).number
    go_on(desk)
    carried_out(desk)
    case = desk.case(old_case)
    assert desk.found(number) == [number]
    assert desk.found("เพ็ญพักตร์") == []
    assert case.anonymised_at is not None
    assert case.subject.startswith("ไม่ปรากฏข้อมูล (ทำลายตามระเบียบเมื่อ ")
    assert (case.complainant.phones, case.findings, case.respondents[0].person) == ("", "", "")
    assert (case.status, case.outcome, case.category) == ("closed", "upheld", "service")
    row = desk.services.register.list_complaints(desk.supervisor, RegisterFilter())[0]
    assert row.subject == case.subject
    assert desk.services.documents.make_case_file(desk.supervisor, old_case, desk.command())[:4] == b"%PDF"
    attached = case.attachments[0]
    with pytest.raises(DomainError, match=r"file\.destroyed"):
        desk.services.cases.read_attachment(desk.supervisor, old_case, attached.id)


def test_what_is_empty_is_not_worked_on_again(desk: Desk, old_case: int) -> None:
    go_on(desk)
    carried_out(desk)
    case = desk.case(old_case)
    assert case.actions == {"print_case_file"}
    casework = desk.services.casework
    with pytest.raises(DomainError, match=r"case\.anonymised"):
        casework.reopen_case(desk.supervisor, old_case, case.version, "ลอง", desk.command())
    with pytest.raises(DomainError, match=r"case\.anonymised"):
        desk.services.documents.print_receipt(desk.supervisor, old_case, "a5", desk.command())
    with pytest.raises(DomainError, match=r"case\.anonymised"):
        desk.services.intake.open_for_correction(desk.supervisor, old_case, desk.command(), "ลอง")


def test_the_figures_of_every_month_are_the_same_after(desk: Desk, old_case: int) -> None:
    for level in ("opinion", "major"):
        desk.closed(level=level)
        desk.later(days=40)
    desk.register(identity="anonymous", name="")
    go_on(desk)
    months = [Month(2026, month) for month in range(4, 10)]

    def figures() -> list[object]:
        return [desk.services.documents.read_month(desk.supervisor, month) for month in months]

    before = figures()
    carried_out(desk)
    assert figures() == before


def test_a_file_that_a_living_case_shares_stays(desk: Desk, old_case: int) -> None:
    living = desk.register(attachments=(AttachmentInput(name="สำเนา.png", content=PICTURE),)).complaint_id
    go_on(desk)
    carried_out(desk)
    row = desk.case(living).attachments[0]
    assert desk.services.cases.read_attachment(desk.supervisor, living, row.id)[1] == PICTURE
    with desk.services.store.reading() as session:
        names = session.scalars(select(Attachment.name).order_by(Attachment.id)).all()
    assert names == ["", "สำเนา.png"]


def test_the_same_file_handed_in_again_is_kept_again(desk: Desk, old_case: int) -> None:
    go_on(desk)
    carried_out(desk)
    with desk.services.store.reading() as session:
        assert session.scalars(select(StoredChunk.id)).all() == []
        assert session.scalars(select(StoredFile.destroyed_at)).one() is not None
    again = desk.register(attachments=(AttachmentInput(name="อีกครั้ง.png", content=PICTURE),)).complaint_id
    row = desk.case(again).attachments[0]
    assert desk.services.cases.read_attachment(desk.supervisor, again, row.id)[1] == PICTURE
    assert desk.services.verification.verify().problem is None


def test_the_journal_keeps_its_other_values_and_its_chain(desk: Desk, old_case: int) -> None:
    living = desk.register(name="นายอยู่ต่อ ไปก่อน").complaint_id
    go_on(desk)
    with desk.services.store.reading() as session:
        before = [json.loads(values) for values in session.scalars(select(JournalValues.values))]
    carried_out(desk)
    with desk.services.store.reading() as session:
        after = [json.loads(values) for values in session.scalars(select(JournalValues.values))]
    blanked = [
        (was, now)
        for old, new in zip(before, after, strict=False)
        for was, now in zip(old, new, strict=True)
        if was != now
    ]
    assert blanked
    assert {now for _was, now in blanked} == {None}
    assert not [was for was, _now in blanked if was["after"].get("name") == "นายอยู่ต่อ ไปก่อน"]
    assert desk.case(living).complainant.name == "นายอยู่ต่อ ไปก่อน"
    assert desk.services.verification.verify().problem is None


def test_work_that_ends_half_way_goes_on_where_it_was(desk: Desk, old_case: int) -> None:
    others = [desk.closed(**told(name=f"{NAME}{n}")) for n in range(3)]
    go_on(desk)
    made = signed_list(desk)
    asked = iter((False, False, True))
    heard: list[tuple[int, int]] = []
    result = desk.services.destruction.carry_out(
        desk.supervisor,
        made,
        desk.command(),
        lambda done, total: heard.append((done, total)),
        lambda: next(asked),
    )
    assert (result.done, result.left, result.finished) == (2, 2, False)
    assert heard[0] == (0, 4)
    assert desk.services.verification.verify().problem is None
    row = desk.services.destruction.read_destruction_list(desk.supervisor, made).row
    assert row.state == "signed"
    # As after a kill: another process opens the folder and goes on.
    desk.services.close()
    desk.services = desk.again()
    result = desk.services.destruction.carry_out(desk.supervisor, made, desk.command())
    assert (result.done, result.left, result.finished) == (4, 0, True)
    assert in_clear(bytes_kept(desk)) == []
    assert all(desk.case(case).anonymised_at for case in (old_case, *others))


def test_a_case_opened_again_after_the_signature_is_kept(desk: Desk, old_case: int) -> None:
    go_on(desk)
    made = signed_list(desk)
    desk.services.casework.reopen_case(
        desk.supervisor, old_case, desk.case(old_case).version, "มีคำขอทบทวน", desk.command()
    )
    result = desk.services.destruction.carry_out(desk.supervisor, made, desk.command())
    assert (result.done, result.kept) == (0, 1)
    assert desk.case(old_case).detail == STORY


def test_a_list_given_up_is_not_carried_out_and_its_cases_may_be_listed_again(
    desk: Desk, old_case: int
) -> None:
    go_on(desk)
    made = signed_list(desk)
    destruction = desk.services.destruction
    version = destruction.read_destruction_list(desk.supervisor, made).row.version
    destruction.cancel_list(desk.supervisor, made, version, desk.command())
    with pytest.raises(DomainError, match=r"destruction\.cancelled"):
        destruction.carry_out(desk.supervisor, made, desk.command())
    assert destruction.make_destruction_list(desk.supervisor, None, desk.command()) != made


def test_a_case_stands_on_one_list_at_a_time(desk: Desk, old_case: int) -> None:
    go_on(desk)
    destruction = desk.services.destruction
    command = desk.command()
    made = destruction.make_destruction_list(desk.supervisor, None, command)
    assert destruction.make_destruction_list(desk.supervisor, None, command) == made
    with pytest.raises(DomainError, match=r"destruction\.nothing"):
        destruction.make_destruction_list(desk.supervisor, None, desk.command())


def test_whoever_is_complained_about_finds_no_list_with_the_case(desk: Desk, old_case: int) -> None:
    from services.accounts.accounts import AccountInput
    from services.permissions import Role
    from tests.services.factories import PASSWORD, add_person

    second = AccountInput(
        username="boss2", display_name="นายหัวหน้า คนที่สอง", roles=frozenset({Role.SUPERVISOR})
    )
    accused = add_person(desk.services, desk.admin, second, PASSWORD)
    desk.closed(respondents=(RespondentInput(person="นายหัวหน้า", account_id=accused.account_id),))
    go_on(desk)
    made = desk.services.destruction.make_destruction_list(desk.supervisor, None, desk.command())
    assert desk.services.destruction.list_destruction_lists(accused) == []
    with pytest.raises(NotFound):
        desk.services.destruction.read_destruction_list(accused, made)


def test_the_signature_is_of_a_day_between_the_list_and_today(desk: Desk, old_case: int) -> None:
    go_on(desk)
    destruction = desk.services.destruction
    made = destruction.make_destruction_list(desk.supervisor, None, desk.command())
    today = desk.clock.now().date()
    for day, code in (
        (today + timedelta(days=1), "date.future"),
        (today - timedelta(days=1), "date.before_list"),
    ):
        with pytest.raises(Invalid) as refused:
            destruction.record_signed(desk.supervisor, made, 1, Signed(day, "ก", "ข"), desk.command())
        assert refused.value.fields["signed_on"].code == code
    with pytest.raises(Invalid) as refused:
        destruction.record_signed(desk.supervisor, made, 1, Signed(today, "", "ข"), desk.command())
    assert set(refused.value.fields) == {"committee"}


def test_the_paper_lists_cases_without_names(desk: Desk, old_case: int) -> None:
    from tests.services.documents.paper_text import says, says_none

    go_on(desk)
    made = desk.services.destruction.make_destruction_list(desk.supervisor, None, desk.command())
    content = desk.services.destruction.print_destruction_list(desk.supervisor, made, desk.command())
    assert says(content, "บัญชีขอทำลายเอกสารเรื่องร้องเรียน", "ประธานกรรมการ", desk.case(old_case).number)
    assert says_none(content, *SECRETS)


def test_who_did_it_stands_in_the_journal(desk: Desk, old_case: int) -> None:
    go_on(desk)
    made = carried_out(desk)
    with desk.services.store.reading() as session:
        said = session.execute(
            text("SELECT use_case, actor_name FROM journal WHERE use_case LIKE 'privacy.%' ORDER BY sequence")
        ).all()
        item = session.scalars(select(DestructionItem)).one()
        complaint = session.scalars(select(Complaint)).one()
    assert [name for name, _actor in said] == [
        "privacy.make_destruction_list",
        "privacy.record_signed",
        "privacy.anonymise_case",
        "privacy.carry_out",
    ]
    assert {actor for _name, actor in said} == {desk.supervisor.name}
    assert (item.list_id, item.done_at is not None) == (made, True)
    assert re.fullmatch(r"\d+/\d+", complaint.number)
