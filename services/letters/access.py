"""Find a letter that an actor may know of, and say what may be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.casework import Letter
from models.complaints import Complaint
from models.office import Account
from services.complaints.covering import Cover, covers_of
from services.complaints.visibility import find_visible
from services.errors import Conflict, DomainError, NotAllowed
from services.letters.content import TO_COMPLAINANT, LetterContent, read_content
from services.letters.fields import UnknownField
from services.office.facts import OfficeFacts
from services.permissions import HANDLERS, Actor, Role
from services.unit_of_work import Reading

# What may be done with a letter, by where it stands; for supervisors alone where that is said.
_STEPS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"keep", "submit", "cancel"}),
    "submitted": frozenset({"cancel"}),
    "approved": frozenset({"issue", "cancel"}),
    "issued": frozenset({"email", "cancel"}),
    "cancelled": frozenset(),
}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """Hold one letter as lists show it; status is draft, submitted, approved, issued or cancelled."""

    id: int
    complaint_id: int
    case_number: str
    kind: str
    layout: str
    status: str
    subject: str
    secret: bool
    number: str
    letter_date: date | None
    made_at: datetime
    made_by: str
    decided_at: datetime | None
    decided_by: str
    comment: str
    issued_at: datetime | None
    issued_by: str
    has_paper: bool
    version: int


@dataclass(frozen=True, slots=True)
class LetterDetail:
    """Hold one letter whole: its words, what is missing in them, what the actor may do with it.

    hidden says that the complainant asked to stay unknown: the name is a blank until the letter is issued.
    """

    row: LetterRow
    content: LetterContent
    unfilled: tuple[str, ...]
    unknown: tuple[UnknownField, ...]
    actions: frozenset[str]
    hidden: bool


def find_letter(reading: Reading, facts: OfficeFacts, letter_id: int) -> tuple[Letter, Complaint]:
    """Return a letter of a case that the actor may know of, and the case."""
    letter = reading.find(Letter, letter_id)
    return letter, find_visible(reading.session, reading.actor, facts, letter.complaint_id)


def letter_rows(session: Session, letters: list[Letter], numbers: Mapping[int, str]) -> list[LetterRow]:
    """Return letters as lists show them; numbers are those of their cases."""
    wanted = {account for one in letters for account in (one.made_by, one.decided_by, one.issued_by)}
    office = letters[0].office_id if letters else 0
    known = select(Account.id, Account.display_name).where(
        Account.office_id == office, Account.id.in_(sorted(account for account in wanted if account))
    )
    names = {row.id: row.display_name for row in session.execute(known)}
    covers = covers_of(session, office, [letter.complaint_id for letter in letters])
    return [
        _row(letter, names, numbers.get(letter.complaint_id, ""), covers[letter.complaint_id])
        for letter in letters
    ]


def require_status(letter: Letter, *allowed: str) -> None:
    """Refuse what a letter's standing does not allow."""
    if letter.status not in allowed:
        raise DomainError(f"letter.is_{letter.status}")


def require_version(session: Session, letter: Letter, version: int) -> None:
    """Refuse a save made from an older look at the letter."""
    if letter.version != version:
        last = session.get(Account, (letter.office_id, letter.decided_by or letter.made_by))
        raise Conflict(by=last.display_name if last else "", at=letter.decided_at)


def require_may_see_paper(actor: Actor, letter: Letter, complaint: Complaint) -> None:
    """Refuse the paper that names a hidden complainant to whoever may not know the name."""
    if names_hidden(letter.kind, complaint) and not actor.has(Role.SUPERVISOR):
        raise NotAllowed("letter.hidden_name")


def names_hidden(kind: str, complaint: Complaint) -> bool:
    """Tell whether the paper of a letter names somebody who asked to stay hidden."""
    return complaint.identity == "hidden" and kind in TO_COMPLAINANT


def letter_actions(actor: Actor, letter: Letter, complaint: Complaint) -> frozenset[str]:
    """Return what the actor may do with a letter now; the services enforce it again."""
    open_to_work = complaint.anonymised_at is None and complaint.status != "voided"
    if not actor.roles & HANDLERS or not open_to_work:
        return frozenset()
    found = set(_STEPS[letter.status])
    supervisor = actor.has(Role.SUPERVISOR)
    if supervisor and letter.status == "submitted":
        found |= {"keep", "approve", "return"}
    if supervisor and letter.status == "approved":
        found.add("return")
    if supervisor and letter.status == "draft" and letter.made_by == actor.account_id:
        found.add("approve")
    if not supervisor and names_hidden(letter.kind, complaint):
        found -= {"issue", "email"}
    if not supervisor and letter.status == "issued":
        found.discard("cancel")
    return frozenset(found)


def require_action(actor: Actor, letter: Letter, complaint: Complaint, action: str) -> None:
    """Refuse what the actor may not do with the letter as it stands."""
    if action in letter_actions(actor, letter, complaint):
        return
    if action in _STEPS[letter.status]:
        require_may_see_paper(actor, letter, complaint)
        raise NotAllowed(use_case=f"letters.{action}_letter")  # a sent letter is cancelled by supervisors
    require_status(letter)


def _row(letter: Letter, names: Mapping[int, str], number: str, cover: Cover) -> LetterRow:
    return LetterRow(
        id=letter.id,
        complaint_id=letter.complaint_id,
        case_number=number,
        kind=letter.kind,
        layout=letter.layout,
        status=letter.status,
        subject=cover(read_content(letter.content).subject),
        secret=letter.secret,
        number=letter.number,
        letter_date=letter.letter_date,
        made_at=letter.made_at,
        made_by=names.get(letter.made_by, ""),
        decided_at=letter.decided_at,
        decided_by=names.get(letter.decided_by or 0, ""),
        comment=cover(letter.comment),
        issued_at=letter.issued_at,
        issued_by=names.get(letter.issued_by or 0, ""),
        has_paper=letter.file_id is not None,
        version=letter.version,
    )
