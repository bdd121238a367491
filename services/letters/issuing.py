"""Send a letter: the number of the office's own register, the frozen paper, the e-mail that carries it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.casework import Letter
from models.complaints import Attachment, Complaint
from models.files import read_chunks, store_file
from services.complaints.reading import SENT_ORIGIN
from services.documents.letter_paper import build_letter
from services.documents.wording import PaperWords
from services.errors import DomainError, FieldError, Invalid
from services.letters.access import (
    find_letter,
    names_hidden,
    require_action,
    require_may_see_paper,
    require_status,
    require_version,
)
from services.letters.content import TO_COMPLAINANT, read_content
from services.letters.fields import fill
from services.letters.life import require_complete, require_workable, tell
from services.letters.mail import LetterMail, write_mail
from services.letters.paper import compose, frozen_content
from services.letters.reading import draw_of, number_taken, read_emblem
from services.letters.values import CaseMaterial, field_values, newest_referral, read_material, with_letter
from services.office.codes import codes
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, HANDLERS, Actor, use_case
from services.private_files import safe_name
from services.thai.text import clean
from services.unit_of_work import Units, Work, new_command_id

ISSUE_LETTER = use_case(
    "letters.issue_letter",
    HANDLERS,
    changes=("letter", "complaint", "case_event", "clock_event", "attachment", "stored_file", "referral"),
)
READ_PAPER = use_case("letters.read_paper", ALL, changes=())
MAKE_EMAIL = use_case("letters.make_email", HANDLERS, changes=())

NUMBER_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLetter:
    """Send a letter: number and day as the office's own register says, way a code of contact_ways.

    tells_progress says that the complainant hears with it what is being done: the reply clock stops.
    """

    letter_id: int
    version: int
    number: str
    letter_date: date
    way: str
    tells_progress: bool = True


@dataclass(frozen=True, slots=True)
class Issued:
    """Hold what was sent; number_taken says that another letter of the year has the same number."""

    letter_id: int
    complaint_id: int
    version: int
    number_taken: bool


class LetterIssuing:
    """Send letters, and hand out what was sent."""

    _units: Units
    _facts: FactsCache

    def issue_letter(self, actor: Actor, command: IssueLetter, command_id: str) -> Issued:
        """Freeze a letter's paper, file it on the case and record that it was sent."""
        with self._units.write(actor, ISSUE_LETTER, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            letter, complaint = find_letter(work, facts, command.letter_id)
            if work.repeated is not None:
                return Issued(letter.id, complaint.id, letter.version, work.repeated["number_taken"])
            require_workable(complaint)
            require_version(work.session, letter, command.version)
            require_action(work.actor, letter, complaint, "issue")
            material = read_material(work.session, facts, complaint)
            require_complete(material, letter)
            number = clean(command.number).strip()
            if errors := _check(command, letter, number, work.now.date()):
                raise Invalid(errors)
            taken = number_taken(work.session, work.office_id, number, command.letter_date, letter.id)
            letter.number, letter.letter_date = number, command.letter_date
            _freeze(work, facts, material, letter)
            _record(work, facts, complaint, letter, command)
            work.about("complaint", complaint.id, letter=letter.id, kind=letter.kind, way=command.way)
            work.commit(number_taken=taken)
            return Issued(letter.id, complaint.id, letter.version, taken)

    def read_paper(self, actor: Actor, letter_id: int, reason: str = "") -> tuple[str, bytes]:
        """Return the paper as it was sent, byte for byte; one that names a hidden person asks why."""
        with self._units.write(actor, READ_PAPER, new_command_id()) as work:
            facts = self._facts.of(work.session, work.office_id)
            letter, complaint = find_letter(work, facts, letter_id)
            said = _require_right(work.actor, letter, complaint, reason)
            content = _stored(work, letter, complaint)
            work.about("complaint", complaint.id, reason=said, letter=letter.id, kind=letter.kind)
            work.commit()
            return paper_name(letter), content

    def make_email(self, actor: Actor, letter_id: int, reason: str = "") -> tuple[str, bytes]:
        """Return an e-mail that carries the letter, unsent, for the desk's own mail program."""
        with self._units.write(actor, MAKE_EMAIL, new_command_id()) as work:
            facts = self._facts.of(work.session, work.office_id)
            letter, complaint = find_letter(work, facts, letter_id)
            require_workable(complaint)
            require_status(letter, "issued")
            require_action(work.actor, letter, complaint, "email")
            said = _require_right(work.actor, letter, complaint, reason)
            material = read_material(work.session, facts, complaint)
            paper = _stored(work, letter, complaint)
            mail = _mail(facts, material, letter, paper)
            work.about("complaint", complaint.id, reason=said, letter=letter.id, kind=letter.kind)
            work.commit()
            return f"{paper_name(letter).removesuffix('.pdf')}.eml", write_mail(mail)


def _check(command: IssueLetter, letter: Letter, number: str, today: date) -> dict[str, FieldError]:
    errors = {}
    if not number and letter.layout != "email":
        errors["number"] = FieldError("required")
    if len(number) > NUMBER_LIMIT or "\n" in number:
        errors["number"] = FieldError("too_long", limit=NUMBER_LIMIT, length=len(number))
    if command.letter_date > today:
        errors["letter_date"] = FieldError("date.future")
    if command.way not in codes("contact_ways"):
        errors["way"] = FieldError("choose")
    return errors


def _freeze(work: Work, facts: OfficeFacts, material: CaseMaterial, letter: Letter) -> None:
    """Make the paper once, for ever; the letter's words are those that it prints."""
    draw = draw_of(work, facts, letter)
    composed = compose(material, draw, show_hidden=True)
    words = PaperWords(facts.wording, facts.settings.digits_letters)
    emblem = read_emblem(work.session, work.office_id)
    content = build_letter(composed.paper, words.digits, emblem, created=work.now)
    stored = store_file(work.session, work.office_id, content, "application/pdf", work.now, work.new_id)
    letter.content = frozen_content(material, draw).to_json()
    letter.file_id = stored.id
    letter.status = "issued"
    letter.issued_at, letter.issued_by = work.now, work.actor.account_id
    letter.version += 1
    work.add(
        Attachment(
            complaint_id=letter.complaint_id,
            file_id=stored.id,
            name=paper_name(letter),
            added_at=work.now,
            added_by=work.actor.account_id,
            origin=f"{SENT_ORIGIN}{letter.kind}",
        )
    )


def _record(
    work: Work, facts: OfficeFacts, complaint: Complaint, letter: Letter, command: IssueLetter
) -> None:
    tells = command.tells_progress and letter.kind in TO_COMPLAINANT
    data: dict[str, Any] = {"way": command.way, "tells_progress": tells}
    _mark_referral(work, complaint, letter)
    work.flush()
    writer = tell(work, facts, complaint, letter, "issued", **data)
    if tells:
        writer.mark_replied()
    if tells and letter.kind == "result":
        complaint.notification = complaint.notification or "told"
    complaint.version += 1
    writer.index()


def _mark_referral(work: Work, complaint: Complaint, letter: Letter) -> None:
    """Note on the case's referral the letter that passed it on, or when the complainant was told."""
    referral = newest_referral(work.session, complaint)
    if referral is None or letter.kind not in ("referral", "referral_told"):
        return
    if letter.kind == "referral":
        referral.letter_id = letter.id
        referral.reference = referral.reference or letter.number
    else:
        referral.told_on = referral.told_on or letter.letter_date
    referral.version += 1


def _require_right(actor: Actor, letter: Letter, complaint: Complaint, reason: str) -> str:
    require_may_see_paper(actor, letter, complaint)
    said = clean(reason).strip()
    if names_hidden(letter.kind, complaint) and not said:
        raise Invalid({"reason": FieldError("required")})
    return said


def _stored(work: Work, letter: Letter, complaint: Complaint) -> bytes:
    if complaint.anonymised_at is not None:
        raise DomainError("file.destroyed")
    if letter.file_id is None:
        require_status(letter, "issued")
        raise DomainError("file.destroyed")
    return b"".join(read_chunks(work.session, work.office_id, letter.file_id))


def _mail(facts: OfficeFacts, material: CaseMaterial, letter: Letter, paper: bytes) -> LetterMail:
    content = read_content(letter.content)
    to_complainant = letter.kind in TO_COMPLAINANT
    own = material.complainant.email if material.complainant is not None and to_complainant else ""
    address = (content.email or own).strip()
    if not address:
        raise Invalid({"email": FieldError("required")})
    values = with_letter(field_values(material, letter.kind, show_hidden=True), content)
    message = letter.layout == "email"
    words = PaperWords(facts.wording, facts.settings.digits_letters)
    text = content.body if message else material.templates("mail.body")
    return LetterMail(
        office=facts.profile.name,
        office_email=facts.profile.email,
        to_name=fill(content.addressee, values).text,
        to_email=address,
        subject=words.in_digits(fill(material.templates("mail.subject"), values).text),
        text=words.in_digits(fill(text, values).text),
        paper_name="" if message else paper_name(letter),
        paper=b"" if message else paper,
    )


def paper_name(letter: Letter) -> str:
    """Return what a sent letter's file is called: its number and subject, nobody's name."""
    subject = read_content(letter.content).subject
    return safe_name(f"{' '.join(part for part in (letter.number, subject) if part)}.pdf")
