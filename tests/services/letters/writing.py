"""Carry letters through their lives in few words, for the tests beside this module."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from services.complaints.commands import AttachmentInput
from services.letters.access import LetterDetail
from services.letters.issuing import Issued, IssueLetter
from services.letters.life import DraftLetter, KeepLetter
from services.permissions import Actor
from tests.services.factories import Desk

SUBJECT = "เจ้าหน้าที่ให้บริการล่าช้าที่จุดรับเอกสาร"
TODAY = date(2026, 4, 10)


def drafted(desk: Desk, case: int, kind: str, actor: Actor | None = None, layout: str = "") -> LetterDetail:
    """Begin a letter and return it."""
    who = actor or desk.officer
    command = DraftLetter(complaint_id=case, kind=kind, layout=layout)
    made = desk.services.letters.draft_letter(who, command, desk.command())
    return desk.services.letters.read_letter(who, made.letter_id)


def kept(desk: Desk, letter: LetterDetail, actor: Actor | None = None, **changes: Any) -> LetterDetail:
    """Change words of a letter and keep it."""
    who = actor or desk.officer
    secret = changes.pop("secret", letter.row.secret)
    command = KeepLetter(
        letter_id=letter.row.id,
        version=letter.row.version,
        content=replace(letter.content, **changes),
        layout=letter.row.layout,
        secret=secret,
    )
    desk.services.letters.keep_letter(who, command, desk.command())
    return desk.services.letters.read_letter(who, letter.row.id)


def complete(desk: Desk, case: int, kind: str, **changes: Any) -> LetterDetail:
    """Begin a letter whose fields are all filled."""
    letter = drafted(desk, case, kind, layout=changes.pop("layout", ""))
    body = letter.content.body
    for name in (*letter.unfilled, "หน่วยงาน"):
        body = body.replace("{" + name + "}", "ข้อความที่พิมพ์เติม")
    return kept(desk, letter, **({"body": body, "addressee": _addressee(letter)} | changes))


def _addressee(letter: LetterDetail) -> str:
    return letter.content.addressee.replace("{หน่วยงาน}", "นายอำเภอตัวอย่าง")


def approved(desk: Desk, case: int, kind: str, **changes: Any) -> LetterDetail:
    """Take a letter to the supervisor's approval."""
    letter = complete(desk, case, kind, **changes)
    letters = desk.services.letters
    done = letters.submit_letter(desk.officer, letter.row.id, letter.row.version, desk.command())
    letters.approve_letter(desk.supervisor, letter.row.id, done.version, desk.command())
    return letters.read_letter(desk.supervisor, letter.row.id)


def issue(
    desk: Desk, letter: LetterDetail, actor: Actor | None = None, number: str = "ลป 0003/123", **changes: Any
) -> Issued:
    """Send an approved letter."""
    values = {"letter_date": desk.clock.now().date(), "way": "letter"} | changes
    command = IssueLetter(letter_id=letter.row.id, version=letter.row.version, number=number, **values)
    return desk.services.letters.issue_letter(actor or desk.officer, command, desk.command())


def issued(desk: Desk, case: int, kind: str, **changes: Any) -> LetterDetail:
    """Take a letter all the way."""
    letter = approved(desk, case, kind, **changes)
    issue(desk, letter, desk.supervisor)
    return desk.services.letters.read_letter(desk.supervisor, letter.row.id)


def picture(kind: str = "PNG", colour: str = "maroon") -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (60, 60), colour).save(out, kind)
    return out.getvalue()


def put_emblem(desk: Desk, content: bytes, name: str = "ตรา.png") -> None:
    """Put an emblem in."""
    file = AttachmentInput(name=name, content=content)
    desk.services.pictures.set_office_picture(desk.admin, "emblem", file, desk.command())
