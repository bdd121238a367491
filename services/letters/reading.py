"""Look at letters: those of a case, one whole, those that wait, and how one will look on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.casework import Letter, OfficePicture
from models.complaints import Complaint
from models.files import read_chunks
from services.accounts.signing import signatory_on
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_visible, visible_to
from services.documents.letter_paper import build_letter
from services.documents.wording import PaperWords
from services.letters.access import LetterDetail, LetterRow, find_letter, letter_actions, letter_rows
from services.letters.content import LetterContent, read_content
from services.letters.drafting import first_draft, require_kind
from services.letters.fields import UnknownField
from services.letters.paper import Composed, LetterDraw, compose, without_hidden_name
from services.letters.sample import sample_material
from services.letters.values import CaseMaterial, read_material
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, HANDLERS, Actor, Role, use_case
from services.thai.text import fold
from services.unit_of_work import Reading, Units

LIST_LETTERS = use_case("letters.list_letters", ALL, writes=False)
READ_LETTER = use_case("letters.read_letter", ALL, writes=False)
PREVIEW_LETTER = use_case("letters.preview_letter", ALL, writes=False)
PREVIEW_TEMPLATE = use_case(
    "letters.preview_template", frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}), writes=False
)
LIST_WAITING = use_case("letters.list_waiting", HANDLERS, writes=False)

EMBLEM = "emblem"
_OF_CASE = (Complaint.office_id == Letter.office_id) & (Complaint.id == Letter.complaint_id)


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """Hold how a letter will look, what is missing in it, and the fields that are none."""

    content: bytes
    unfilled: tuple[str, ...]
    unknown: tuple[UnknownField, ...]
    signer_name: str
    signer_position: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet:
    """Hold a letter as a form has it, kept or not."""

    complaint_id: int
    kind: str
    layout: str
    content: LetterContent
    secret: bool = False
    number: str = ""
    letter_date: date | None = None


@dataclass(frozen=True, slots=True)
class LettersWaiting:
    """Count the letters that wait: to be approved (for supervisors), to be sent, sent back to who drafted."""

    to_approve: int
    to_issue: int
    returned: int


class LetterReading:
    """Read letters and show how they will look."""

    _units: Units
    _facts: FactsCache

    def list_letters(self, actor: Actor, complaint_id: int) -> list[LetterRow]:
        """Return a case's letters, the newest first."""
        with self._units.read(actor, LIST_LETTERS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            rows = reading.session.scalars(
                select(Letter)
                .where(Letter.office_id == reading.office_id, Letter.complaint_id == complaint.id)
                .order_by(Letter.id.desc())
            )
            return letter_rows(reading.session, list(rows), {complaint.id: complaint.number})

    def read_letter(self, actor: Actor, letter_id: int) -> LetterDetail:
        """Return a letter whole; who asked to stay hidden is not named in it."""
        with self._units.read(actor, READ_LETTER) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            letter, complaint = find_letter(reading, facts, letter_id)
            material = read_material(reading.session, facts, complaint)
            content = read_content(letter.content)
            if material.hidden:
                content = without_hidden_name(material, content)
            row = letter_rows(reading.session, [letter], {complaint.id: complaint.number})[0]
            composed = compose(material, draw_of(reading, facts, letter), show_hidden=False)
            return LetterDetail(
                row=row,
                content=content,
                unfilled=composed.unfilled,
                unknown=composed.unknown,
                actions=letter_actions(reading.actor, letter, complaint),
                hidden=material.hidden,
            )

    def preview_letter(self, actor: Actor, sheet: LetterSheet) -> LetterPreview:
        """Return how a letter will look as it is typed; a hidden name is a blank in it."""
        with self._units.read(actor, PREVIEW_LETTER) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, sheet.complaint_id)
            require_in_clear(complaint)
            material = read_material(reading.session, facts, complaint)
            composed = compose(material, _draw(reading, facts, sheet), show_hidden=False)
            emblem = read_emblem(reading.session, reading.office_id)
        return _preview(composed, facts, emblem)

    def preview_template(
        self, actor: Actor, kind: str, layout: str, own: Mapping[str, str], outcome: str = "upheld"
    ) -> LetterPreview:
        """Return a letter of a kind about a made-up case; own holds the office's texts being edited."""
        with self._units.read(actor, PREVIEW_TEMPLATE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            material = sample_material(facts, own, outcome, reading.now)
            require_kind(material, kind, layout)
            content = first_draft(material, reading.actor, kind, layout)
            sheet = LetterSheet(
                complaint_id=0, kind=kind, layout=layout, content=content, letter_date=reading.now.date()
            )
            composed = compose(material, _draw(reading, facts, sheet), show_hidden=False)
            emblem = read_emblem(reading.session, reading.office_id)
        return _preview(composed, facts, emblem)

    def count_waiting(self, actor: Actor) -> LettersWaiting:
        """Count the letters that wait for the actor, of the cases that the actor may know of."""
        with self._units.read(actor, LIST_WAITING) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            found = reading.session.execute(
                select(Letter.status, func.count())
                .join(Complaint, _OF_CASE)
                .where(*_waiting(reading.actor, facts))
                .group_by(Letter.status)
            )
            counts = {status: number for status, number in found}  # noqa: C416 - rows, not pairs
            returned = reading.session.scalar(
                select(func.count())
                .select_from(Letter)
                .join(Complaint, _OF_CASE)
                .where(
                    visible_to(reading.actor, facts.settings),
                    Letter.status == "draft",
                    Letter.made_by == reading.actor.account_id,
                    Letter.comment != "",
                )
            )
            supervisor = reading.actor.has(Role.SUPERVISOR)
        return LettersWaiting(
            to_approve=counts.get("submitted", 0) if supervisor else 0,
            to_issue=counts.get("approved", 0),
            returned=returned or 0,
        )

    def list_waiting(self, actor: Actor) -> list[LetterRow]:
        """Return the letters that wait to be approved or sent, the oldest first."""
        with self._units.read(actor, LIST_WAITING) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            found = reading.session.execute(
                select(Letter, Complaint.number)
                .join(Complaint, _OF_CASE)
                .where(*_waiting(reading.actor, facts))
                .order_by(Letter.made_at, Letter.id)
            ).all()
            numbers = {letter.complaint_id: number for letter, number in found}
            return letter_rows(reading.session, [letter for letter, _number in found], numbers)

    def is_number_taken(self, actor: Actor, number: str, day: date, letter_id: int = 0) -> bool:
        """Tell whether another letter of the same calendar year was issued with the number."""
        with self._units.read(actor, LIST_LETTERS) as reading:
            return number_taken(reading.session, reading.office_id, number, day, letter_id)


def issued_kinds(session: Session, complaint: Complaint) -> frozenset[str]:
    """Return the kinds of letter that were issued in a case."""
    return frozenset(
        session.scalars(
            select(Letter.kind).where(
                Letter.office_id == complaint.office_id,
                Letter.complaint_id == complaint.id,
                Letter.status == "issued",
            )
        )
    )


def number_taken(session: Session, office_id: int, number: str, day: date, letter_id: int) -> bool:
    """Tell whether an issued letter of the same calendar year has the number, in whichever digits."""
    wanted = fold(number).replace(" ", "")
    if not wanted:
        return False
    issued = session.scalars(
        select(Letter.number).where(
            Letter.office_id == office_id,
            Letter.status == "issued",
            Letter.id != letter_id,
            Letter.letter_date.between(date(day.year, 1, 1), date(day.year, 12, 31)),
        )
    )
    return any(fold(kept).replace(" ", "") == wanted for kept in issued)


def draw_of(reading: Reading, facts: OfficeFacts, letter: Letter) -> LetterDraw:
    """Return a kept letter as its paper is made."""
    return _draw(
        reading,
        facts,
        LetterSheet(
            complaint_id=letter.complaint_id,
            kind=letter.kind,
            layout=letter.layout,
            content=read_content(letter.content),
            secret=letter.secret,
            number=letter.number,
            letter_date=letter.letter_date,
        ),
    )


def read_emblem(session: Session, office_id: int) -> bytes | None:
    """Return the office's emblem, None where none was put in."""
    file_id = session.scalar(
        select(OfficePicture.file_id).where(
            OfficePicture.office_id == office_id, OfficePicture.name == EMBLEM
        )
    )
    return b"".join(read_chunks(session, office_id, file_id)) or None if file_id else None


def _draw(reading: Reading, facts: OfficeFacts, sheet: LetterSheet) -> LetterDraw:
    day = sheet.letter_date or reading.now.date()
    governor = sheet.content.for_governor
    return LetterDraw(
        kind=sheet.kind,
        layout=sheet.layout,
        content=sheet.content,
        signatory=signatory_on(reading.session, reading.office_id, facts, day, for_governor=governor),
        secret=sheet.secret,
        number=sheet.number,
        letter_date=sheet.letter_date,
    )


def _preview(composed: Composed, facts: OfficeFacts, emblem: bytes | None) -> LetterPreview:
    words = PaperWords(facts.wording, facts.settings.digits_letters)
    return LetterPreview(
        content=build_letter(composed.paper, words.digits, emblem),
        unfilled=composed.unfilled,
        unknown=composed.unknown,
        signer_name=composed.paper.signer_name,
        signer_position=composed.paper.signer_position,
    )


def _waiting(actor: Actor, facts: OfficeFacts) -> tuple[ColumnElement[bool], ...]:
    wanted = ("submitted", "approved") if actor.has(Role.SUPERVISOR) else ("approved",)
    return (
        visible_to(actor, facts.settings),
        Letter.office_id == actor.office_id,
        Letter.status.in_(wanted),
    )


__all__ = ["CaseMaterial", "LetterPreview", "LetterReading", "LetterSheet", "LettersWaiting", "issued_kinds"]
