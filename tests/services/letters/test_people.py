"""Who is named in a letter and who never is; salutations; the emblem; the e-mail that carries a letter."""

import json
from dataclasses import replace
from datetime import date
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesParser
from pathlib import Path

import pytest
from sqlalchemy import select, text

from models.casework import Letter, OfficePicture
from models.complaints import Draft
from models.files import read_chunks
from services.accounts.appointments import AppointmentInput
from services.complaints.commands import AttachmentInput, CorrectComplaint, RespondentInput
from services.errors import DomainError, Invalid, NotAllowed
from services.letters.fields import FIELDS, unknown_fields
from services.letters.mail import LetterMail, write_mail
from services.letters.reading import LetterSheet
from services.letters.typed import TypedLetter
from services.letters.wording import default_texts
from services.private_files import PrivateFiles
from tests.services.documents.paper_text import says, says_none
from tests.services.factories import Desk
from tests.services.letters.writing import (
    approved,
    complete,
    drafted,
    issue,
    issued,
    kept,
    picture,
    put_emblem,
)
from tests.services.privacy.test_destruction import carried_out, go_on

NAME = "นายประสงค์ ไม่เปิดเผย"
HIDDEN = {
    "identity": "hidden",
    "name": NAME,
    "phones": "081-234-5678",
    "email": "prasong@example.com",
    "address": "99 หมู่ 9 ตำบลตัวอย่าง",
    "detail": f"{NAME} แจ้งว่าเจ้าหน้าที่เรียกรับเงิน",
}
SECRETS = (NAME, "ไม่เปิดเผย", "prasong@example.com", "99 หมู่ 9", "081-234-5678")


def preview(desk: Desk, case: int, kind: str, layout: str = "outgoing") -> bytes:
    letter = drafted(desk, case, kind, desk.supervisor)
    sheet = LetterSheet(complaint_id=case, kind=kind, layout=layout, content=letter.content)
    return desk.services.letters.preview_letter(desk.supervisor, sheet).content


# --- hidden complainants


def test_a_hidden_complainant_is_not_in_a_referral(desk: Desk) -> None:
    case = desk.register(**HIDDEN).complaint_id
    letter = complete(desk, case, "referral")
    letter = kept(desk, letter, body=f"{NAME} โทร. 081-234-5678 ร้องมา\n\nจึงเรียนมาเพื่อโปรดพิจารณา")
    letters = desk.services.letters
    done = letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    letters.approve_letter(desk.supervisor, letter.row.id, done.version, desk.command())
    issue(desk, letters.read_letter(desk.officer, letter.row.id))
    _name, paper = letters.read_paper(desk.officer, letter.row.id)
    assert says(paper, "ผู้ร้องเรียนขอปกปิดชื่อและที่อยู่ สำนักงานจึงมิได้ระบุไว้")
    assert says_none(paper, *SECRETS)


def test_a_hidden_name_stands_in_the_letter_to_them_and_nowhere_else(desk: Desk) -> None:
    case = desk.register(**HIDDEN | {"detail": "เจ้าหน้าที่เรียกรับเงิน"}).complaint_id
    assert says_none(preview(desk, case, "acknowledgement"), *SECRETS)
    letter = approved(desk, case, "acknowledgement")
    with pytest.raises(NotAllowed) as refused:
        issue(desk, letter, desk.officer)
    assert refused.value.code == "letter.hidden_name"
    issue(desk, letter, desk.supervisor)
    letters = desk.services.letters
    with pytest.raises(Invalid):
        letters.read_paper(desk.supervisor, letter.row.id)
    for person in (desk.officer, desk.front, desk.viewer, desk.admin):
        with pytest.raises(NotAllowed):
            letters.read_paper(person, letter.row.id, "อยากทราบ")
        attached = desk.case(case).attachments[0]
        with pytest.raises(DomainError):
            desk.services.cases.read_attachment(person, case, attached.id)
    _name, paper = letters.read_paper(desk.supervisor, letter.row.id, "พิมพ์ส่งทางไปรษณีย์")
    assert says(paper, NAME)
    assert desk.found("ไม่เปิดเผย", desk.front) == []
    with desk.services.store.reading() as session:
        row = session.scalars(select(Letter).where(Letter.status == "issued")).one()
        kept_texts = [row.content, *session.scalars(text("SELECT facts || reason || result FROM journal"))]
        told = "\n".join(
            "".join(map(str, line)) for line in session.execute(text("SELECT * FROM search_entry"))
        )
    assert not [secret for secret in SECRETS for said in (*kept_texts, told) if secret in said]
    desk.services.verification.verify_office(desk.admin)


def test_a_name_typed_by_hand_is_taken_out_of_a_hidden_case(desk: Desk) -> None:
    case = desk.register(**HIDDEN).complaint_id
    letter = kept(desk, drafted(desk, case, "progress"), body=f"เรียนคุณ{NAME} ที่ 99 หมู่ 9 ตำบลตัวอย่าง")
    assert not [secret for secret in SECRETS if secret in letter.content.body]


def test_what_was_found_out_names_nobody_hidden(desk: Desk) -> None:
    case = desk.investigated(**HIDDEN)
    desk.step(desk.officer, case, findings=f"{NAME} ให้ถ้อยคำแล้ว", corrective_action="อบรม")
    letter = drafted(desk, case, "memo")
    assert "ให้ถ้อยคำแล้ว" in letter.content.body
    letter = kept(desk, letter, body="ขอรายงานว่า {ข้อเท็จจริง}")
    letters = desk.services.letters
    done = letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    letters.approve_letter(desk.supervisor, letter.row.id, done.version, desk.command())
    issue(desk, letters.read_letter(desk.officer, letter.row.id))
    assert says_none(letters.read_paper(desk.viewer, letter.row.id)[1], *SECRETS)
    with desk.services.store.reading() as session:
        assert not [secret for secret in SECRETS if secret in session.scalars(select(Letter)).one().content]


def test_a_case_that_becomes_hidden_hides_its_letters_too(desk: Desk) -> None:
    content = {key: value for key, value in HIDDEN.items() if key != "identity"}
    case = desk.register(**content).complaint_id
    letter = issued(desk, case, "acknowledgement", body=f"แจ้ง{NAME}ว่ารับเรื่องแม่น้ำวังแล้ว\n\nจึงเรียนมา")
    assert desk.found("ไม่เปิดเผย") == [desk.case(case).number]
    desk.services.intake.correct_complaint(
        desk.supervisor,
        CorrectComplaint(
            complaint_id=case,
            version=desk.case(case).version,
            content=desk.content(**(HIDDEN | {"detail": "เจ้าหน้าที่เรียกรับเงิน"})),
            reason="ผู้ร้องขอปกปิดชื่อ",
        ),
        desk.command(),
    )
    assert desk.found("ไม่เปิดเผย", desk.front) == []
    assert desk.found("แม่น้ำวัง") == [desk.case(case).number]
    read = desk.services.letters.read_letter(desk.officer, letter.row.id)
    assert NAME not in read.content.to_json()
    desk.services.verification.verify_office(desk.admin)


# --- officers who are named


def test_discipline_of_a_named_officer_is_not_told(desk: Desk) -> None:
    case = desk.investigated(respondents=(RespondentInput(unit="การเงิน", person="นายถูกกล่าว หาไว้"),))
    desk.step(desk.officer, case, findings="ตรวจสอบแล้วเป็นจริง", corrective_action="ลงโทษภาคทัณฑ์เจ้าหน้าที่")
    desk.step(desk.supervisor, case, decision="approve")
    desk.step(desk.officer, case, notification="told")
    desk.step(desk.supervisor, case, outcome="upheld")
    letter = drafted(desk, case, "result")
    assert "ภาคทัณฑ์" not in letter.content.body
    assert "สำนักงานได้ดำเนินการตามกฎหมายและระเบียบที่เกี่ยวข้องแล้ว" in letter.content.body
    letter = kept(desk, letter, body="ได้ลงโทษตัดเงินเดือนผู้นั้นแล้ว\n\nจึงเรียนมาเพื่อโปรดทราบ")
    with pytest.raises(Invalid) as refused:
        desk.services.letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    assert refused.value.fields["body"].code == "letter.discipline"
    memo = kept(desk, drafted(desk, case, "memo"), body="ได้ลงโทษตัดเงินเดือนผู้นั้นแล้ว")
    desk.services.letters.submit_letter(desk.officer, memo.row.id, memo.row.version, desk.command())


# --- who is written to


@pytest.mark.parametrize(
    ("title", "name", "expected"),
    [
        ("นาย", "สมมติ ตัวอย่าง", ("เรียน", "นายสมมติ ตัวอย่าง", "ขอแสดงความนับถือ")),
        ("พระครู", "ตัวอย่างธรรม", ("นมัสการ", "พระครูตัวอย่างธรรม", "ขอนมัสการด้วยความเคารพ")),
        ("พระปลัด", "ตัวอย่างธรรม", ("นมัสการ", "พระปลัดตัวอย่างธรรม", "ขอนมัสการด้วยความเคารพ")),
        ("แม่ชี", "สมมติ ตัวอย่าง", ("เรียน", "แม่ชีสมมติ ตัวอย่าง", "ขอแสดงความนับถือ")),
        ("ร้อยตำรวจเอก", "สมมติ ตัวอย่าง", ("เรียน", "ร้อยตำรวจเอก สมมติ ตัวอย่าง", "ขอแสดงความนับถือ")),
        ("นายกองค์การบริหารส่วนตำบล", "ตัวอย่าง", ("เรียน", "นายกองค์การบริหารส่วนตำบลตัวอย่าง", "ขอแสดงความนับถือ")),
    ],
)
def test_salutation_and_closing_follow_the_reader(
    desk: Desk, title: str, name: str, expected: tuple[str, str, str]
) -> None:
    case = desk.register(title=title, name=name).complaint_id
    letter = drafted(desk, case, "acknowledgement").content
    assert (letter.salutation, letter.addressee, letter.closing) == expected
    assert letter.body.endswith(f"จึง{expected[0]}มาเพื่อโปรดทราบ")
    called = "พระคุณเจ้า" if expected[0] == "นมัสการ" else "ท่าน"
    assert letter.body.startswith(f"ตามที่{called}ได้ร้องเรียน")


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("upheld", "ขอขอบคุณที่ท่านแจ้งให้ทราบ"),
        ("partly", "ไม่พบข้อเท็จจริงตามที่แจ้ง"),
        ("unfounded", "จึงยุติเรื่อง"),
        ("clarified", "เพื่อความเข้าใจที่ตรงกัน"),
    ],
)
def test_each_outcome_has_its_text(desk: Desk, outcome: str, said: str) -> None:
    letter = drafted(desk, desk.closed(outcome), "result")
    assert said in letter.content.body
    assert letter.unknown == ()


def test_an_administrative_order_tells_of_the_appeal(desk: Desk) -> None:
    case = desk.closed()
    letter = kept(desk, complete(desk, case, "result"), administrative_order=True, appeal=" ")
    letters = desk.services.letters
    with pytest.raises(Invalid) as refused:
        letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    assert refused.value.fields["appeal"].code == "required"
    letter = issued(desk, case, "result", administrative_order=True)
    _name, paper = letters.read_paper(desk.officer, letter.row.id)
    assert says(paper, "คำสั่งทางปกครอง", "มีสิทธิอุทธรณ์")
    assert says_none(letters.read_paper(desk.officer, issued(desk, case, "result").row.id)[1], "อุทธรณ์")


def test_every_shipped_text_uses_known_fields_and_thai_reads_back(desk: Desk) -> None:
    assert unknown_fields(*default_texts().values()) == ()
    assert len({field.name for field in FIELDS}) == len(FIELDS)
    case = desk.closed(subject="น้ำใจและกตัญญู ปฏิสังขรณ์ ญี่ปุ่น ฎีกา")
    letter = issued(desk, case, "result", enclosures="สำเนาบันทึก จำนวน 1 ฉบับ", secret=True)
    _name, paper = desk.services.letters.read_paper(desk.officer, letter.row.id)
    wanted = [*letter.content.body.split("\n\n"), letter.content.enclosures, letter.content.addressee]
    assert says(paper, *(_thai(part) for part in wanted), "ลับ", "๕๒๐๐๐")


def _thai(part: str) -> str:
    return part.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def test_a_letter_is_signed_by_whoever_acts_on_its_day(desk: Desk) -> None:
    case = desk.register().complaint_id
    acting = AppointmentInput(
        account_id=desk.second.account_id, first_day=date(2026, 4, 16), last_day=date(2026, 4, 24)
    )
    desk.services.appointments.appoint_acting(desk.supervisor, acting, desk.command())
    letter = drafted(desk, case, "acknowledgement")

    def signed(day: int) -> bytes:
        sheet = LetterSheet(
            complaint_id=case,
            kind="acknowledgement",
            layout="outgoing",
            content=letter.content,
            letter_date=date(2026, 4, day),
        )
        return desk.services.letters.preview_letter(desk.officer, sheet).content

    for day in (16, 24):
        assert says(signed(day), f"({desk.second.name})", "รักษาราชการแทน", "คลังจังหวัดลำปาง")
    for day in (15, 25):
        assert says_none(signed(day), desk.second.name, "รักษาราชการแทน")


# --- the emblem


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("ตรา.png", b"MZ\x90\x00\x03\x00\x00\x00", "picture.none"),
        ("ตรา.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "picture.none"),
        ("ตรา.png", picture()[:60], "picture.none"),
        ("ตรา.jpg", b"%PDF-1.7 not a picture", "picture.none"),
        ("ตรา.png", b"", "file.empty"),
        ("ตรา.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * (3 * 1024 * 1024), "file.too_large"),
    ],
)
def test_what_is_no_picture_is_no_emblem(desk: Desk, name: str, content: bytes, code: str) -> None:
    put_emblem(desk, picture())
    with pytest.raises(DomainError) as refused:
        put_emblem(desk, content, name)
    assert refused.value.code == code
    assert desk.services.pictures.read_office_picture(desk.viewer, "emblem") == picture()


def test_an_emblem_stands_on_letters_and_its_place_stays_empty_without(desk: Desk) -> None:
    case = desk.register().complaint_id
    without = preview(desk, case, "acknowledgement")
    put_emblem(desk, picture())
    assert b"/XObject" in preview(desk, case, "acknowledgement")
    assert b"/XObject" in preview(desk, case, "memo", "memo")
    desk.services.pictures.remove_office_picture(desk.admin, "emblem", desk.command())
    assert desk.services.pictures.read_office_picture(desk.viewer, "emblem") is None
    assert preview(desk, case, "acknowledgement") == without
    desk.services.verification.verify_office(desk.admin)


def test_destroying_a_case_takes_its_letters_and_leaves_the_offices_emblem(desk: Desk) -> None:
    content = picture()
    case = desk.closed(attachments=(AttachmentInput(name="ตรา.png", content=content),))
    put_emblem(desk, content)
    letter = issued(desk, case, "result")
    open_draft = drafted(desk, case, "progress")
    typed = TypedLetter(1, replace(open_draft.content, body="พิมพ์ค้างไว้"), "outgoing", secret=False)
    desk.services.letters.keep_typed(desk.officer, open_draft.row.id, typed)
    go_on(desk)
    carried_out(desk)
    assert desk.services.letters.read_letter(desk.officer, letter.row.id).content.body == ""
    with pytest.raises(DomainError) as gone:
        desk.services.letters.read_paper(desk.officer, letter.row.id)
    assert gone.value.code == "file.destroyed"
    with desk.services.store.reading() as session:
        row = session.scalars(select(OfficePicture)).one()
        assert b"".join(read_chunks(session, row.office_id, row.file_id)) == content
        assert session.scalars(select(Draft)).all() == []
    desk.services.verification.verify_office(desk.admin)


# --- e-mail


def parsed(content: bytes):  # type: ignore[no-untyped-def]
    return BytesParser(policy=policy.default).parsebytes(content)


def test_an_email_carries_the_frozen_paper_as_a_draft(desk: Desk) -> None:
    letter = issued(desk, desk.register(email="reader@example.com").complaint_id, "acknowledgement")
    name, content = desk.services.letters.make_email(desk.officer, letter.row.id)
    message = parsed(content)
    assert name.endswith(".eml")
    assert message["X-Unsent"] == "1"
    assert message["To"].addresses[0].addr_spec == "reader@example.com"
    told = BytesParser(policy=policy.compat32).parsebytes(content)["To"]
    assert str(make_header(decode_header(told))).startswith("นางสมมติ ตัวอย่าง ")
    assert message["From"].addresses[0].addr_spec == "Lgp@cgd.go.th"
    assert message["Subject"].startswith("แจ้งการรับเรื่องร้องเรียน เลขรับ")
    assert "มาพร้อมนี้ ตามไฟล์แนบ" in message.get_body().get_content()
    (attached,) = message.iter_attachments()
    assert attached.get_content() == desk.services.letters.read_paper(desk.officer, letter.row.id)[1]
    assert attached.get_filename().endswith(".pdf")
    with desk.services.store.reading() as session:
        made = session.scalars(text("SELECT facts FROM journal WHERE use_case = 'letters.make_email'")).all()
    assert [json.loads(facts)["letter"] for facts in made] == [letter.row.id]


def test_a_short_message_is_the_email_itself(desk: Desk) -> None:
    case = desk.register(email="reader@example.com").complaint_id
    letter = approved(desk, case, "acknowledgement", layout="email")
    issue(desk, letter, number="", way="email")
    message = parsed(desk.services.letters.make_email(desk.officer, letter.row.id)[1])
    assert "ได้รับเรื่องของท่านแล้ว" in message.get_body().get_content()
    assert list(message.iter_attachments()) == []


def test_without_an_address_there_is_no_email(desk: Desk) -> None:
    letter = issued(desk, desk.register().complaint_id, "acknowledgement")
    with pytest.raises(Invalid) as refused:
        desk.services.letters.make_email(desk.officer, letter.row.id)
    assert refused.value.fields["email"].code == "required"


def test_a_letter_to_an_agency_never_goes_to_the_complainant(desk: Desk) -> None:
    case = desk.register(email="reader@example.com").complaint_id
    letter = issued(desk, case, "referral")
    with pytest.raises(Invalid):
        desk.services.letters.make_email(desk.officer, letter.row.id)
    letter = issued(desk, case, "referral", email="agency@example.go.th")
    message = parsed(desk.services.letters.make_email(desk.officer, letter.row.id)[1])
    assert "reader@example.com" not in str(message["To"])


@pytest.mark.parametrize("field", ["subject", "to_name", "office", "paper_name"])
def test_typed_text_begins_no_header(field: str) -> None:
    values = {
        "office": "สำนักงาน",
        "office_email": "Lgp@cgd.go.th",
        "to_name": "ผู้รับ",
        "to_email": "reader@example.com",
        "subject": "เรื่อง",
        "text": "ข้อความ",
        "paper_name": "หนังสือ.pdf",
        "paper": b"%PDF-",
    }
    values[field] = "บรรทัดแรก\r\nBcc: spy@example.com\u2028X-Evil: 1\x00"
    message = parsed(write_mail(LetterMail(**values)))
    assert message["Bcc"] is None
    assert message["X-Evil"] is None
    assert "spy@example.com" not in [address.addr_spec for address in message["To"].addresses]


def test_an_address_that_is_none_is_told(desk: Desk) -> None:
    for wrong in ("a@b\r\nBcc: spy@example.com", "ไม่ใช่อีเมล", "a@b@c"):
        mail = LetterMail(
            office="สำนักงาน",
            office_email="Lgp@cgd.go.th",
            to_name="ผู้รับ",
            to_email=wrong,
            subject="เรื่อง",
            text="ข้อความ",
        )
        with pytest.raises(Invalid):
            write_mail(mail)


def test_the_folder_for_other_programs_takes_the_email(desk: Desk, tmp_path: Path) -> None:
    letter = issued(desk, desk.register(email="reader@example.com").complaint_id, "acknowledgement")
    name, content = desk.services.letters.make_email(desk.officer, letter.row.id)
    put = PrivateFiles(tmp_path / "open").put(name, content)
    assert (put.suffix, put.read_bytes()) == (".eml", content)
