"""Tie cases that belong together, seen from both ends; nothing of either is merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models.casework import CaseLink
from models.complaints import Complaint
from models.office import Account
from services.complaints.case_writer import CaseWriter
from services.complaints.commands import LinkInput
from services.complaints.covering import covers_of
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_visible, visible_to
from services.documents.names import read_people
from services.errors import DomainError, FieldError, Invalid, NotFound
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, HANDLERS, Actor, use_case
from services.privacy.masks import destroyed_words, mask_text
from services.thai.dates import bangkok_date
from services.thai.text import clean
from services.unit_of_work import Reading, Units, Work

LINK_CASES = use_case("complaints.link_cases", HANDLERS, changes=("case_link", "case_event"))
UNLINK_CASES = use_case("complaints.unlink_cases", HANDLERS, changes=("case_link", "case_event"))
LIST_LINKS = use_case("complaints.list_links", ALL, writes=False)

# What somebody may tie by hand; a review's original is tied when the review is asked for.
BY_HAND = ("related", "duplicate", "repeat")
ORIGINAL = "original"
NOTE_LIMIT = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkCases:
    """Tie a case to another; kind says what the other is to it, one of BY_HAND."""

    complaint_id: int
    other_id: int
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Hold one tie as seen from a case: what the other is to it, and where that stands.

    role is related, duplicate_of (the other was here first), duplicate (the other came after), repeat,
    original (this case asks for its review) or review (it asks for this case's review).
    """

    link_id: int
    complaint_id: int
    number: str
    received_on: date
    subject: str
    status: str
    step_name: str
    outcome: str | None
    closed_on: date | None
    officer: str
    role: str
    note: str
    linked_at: datetime
    linked_by: str
    removable: bool


class Links:
    """Tie cases and untie them."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def link_cases(self, actor: Actor, command: LinkCases, command_id: str) -> int:
        """Tie two cases and return the tie's id; both keep a line of it in their history."""
        with self._units.write(actor, LINK_CASES, command_id) as work:
            if work.repeated is not None:
                return int(work.repeated["link_id"])
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            _require_kind(command.kind)
            other = _found(work, facts, command.other_id)
            for case in (complaint, other):
                require_in_clear(case)
            _require_free(work.session, complaint, other, command.kind)
            wanted = LinkInput(other_id=other.id, kind=command.kind, note=command.note)
            link = tie(work, facts, complaint, other, wanted)
            work.about("complaint", complaint.id, other=other.id, kind=command.kind)
            work.commit(link_id=link.id)
            return int(link.id)

    def unlink_cases(self, actor: Actor, link_id: int, reason: str, command_id: str) -> None:
        """Untie two cases, saying why; the tie stays in the history of both."""
        with self._units.write(actor, UNLINK_CASES, command_id) as work:
            if work.repeated is not None:
                return
            said = clean(reason).strip()
            if not said:
                raise Invalid({"reason": FieldError("required")})
            facts = self._facts.of(work.session, work.office_id)
            link = work.find(CaseLink, link_id)
            both = link.complaint_id, link.other_id
            ends = [find_visible(work.session, work.actor, facts, case) for case in both]
            said = _of_both(work.session, ends[0], ends[1], said)
            if link.kind == ORIGINAL:
                raise DomainError("link.review")
            if link.ended_at is None:
                link.ended_at, link.ended_by = work.now, work.actor.account_id
                for here, there in (ends, ends[::-1]):
                    _tell(work, facts, here, there, "unlinked", link.kind, said)
            work.about("complaint", link.complaint_id, reason=said, other=link.other_id)
            work.commit()

    def list_links(self, actor: Actor, complaint_id: int) -> tuple[LinkRow, ...]:
        """Return a case's ties, the newest first; one to a case that may not be seen isn't there."""
        with self._units.read(actor, LIST_LINKS) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            return _rows(reading, facts, complaint)


def tie(
    work: Work, facts: OfficeFacts, complaint: Complaint, other: Complaint, wanted: LinkInput
) -> CaseLink:
    """Tie two cases inside a unit of work; the caller has looked them up and commits."""
    note = clean(wanted.note).strip()
    if len(note) > NOTE_LIMIT:
        raise Invalid({"note": FieldError("too_long", limit=NOTE_LIMIT, length=len(note))})
    note = _of_both(work.session, complaint, other, note)
    link: CaseLink = work.add(
        CaseLink(
            complaint_id=complaint.id,
            other_id=other.id,
            kind=wanted.kind,
            note=note,
            linked_at=work.now,
            linked_by=work.actor.account_id,
        )
    )
    _tell(work, facts, complaint, other, "linked", wanted.kind, note)
    _tell(work, facts, other, complaint, "linked", "review" if wanted.kind == ORIGINAL else wanted.kind, note)
    return link


def tie_new(work: Work, facts: OfficeFacts, complaint: Complaint, links: Sequence[LinkInput]) -> None:
    """Tie a case that is being taken in; what may no longer be tied never costs the complaint."""
    tied: set[int] = set()
    for wanted in links:
        other = work.session.scalar(
            select(Complaint).where(
                visible_to(work.actor, facts.settings),
                Complaint.id == wanted.other_id,
                Complaint.anonymised_at.is_(None),
            )
        )
        if other is not None and other.id not in {*tied, complaint.id} and wanted.kind in BY_HAND:
            tie(work, facts, complaint, other, wanted)
            tied.add(other.id)


def linked(session: Session, office_id: int, one: int, other: int, kind: str | None = None) -> bool:
    """Tell whether two cases are tied, from whichever end."""
    pair = or_(
        and_(CaseLink.complaint_id == one, CaseLink.other_id == other),
        and_(CaseLink.complaint_id == other, CaseLink.other_id == one),
    )
    query = select(CaseLink.id).where(CaseLink.office_id == office_id, CaseLink.ended_at.is_(None), pair)
    if kind is not None:
        query = query.where(CaseLink.kind == kind)
    return session.scalar(query.limit(1)) is not None


def _of_both(session: Session, complaint: Complaint, other: Complaint, text: str) -> str:
    """Cover in a text that stands in both histories whoever is hidden in either."""
    for cover in covers_of(session, complaint.office_id, [complaint.id, other.id]).values():
        text = cover(text)
    return text


def _require_kind(kind: str) -> None:
    if kind not in BY_HAND:
        raise Invalid({"kind": FieldError("choose")})


def _found(work: Work, facts: OfficeFacts, other_id: int) -> Complaint:
    try:
        return find_visible(work.session, work.actor, facts, other_id)
    except NotFound as error:
        raise Invalid({"other_id": FieldError("link.none")}) from error


def _require_free(session: Session, complaint: Complaint, other: Complaint, kind: str) -> None:
    if complaint.id == other.id:
        raise Invalid({"other_id": FieldError("link.self")})
    if linked(session, complaint.office_id, complaint.id, other.id, kind):
        raise Invalid({"other_id": FieldError("link.there", number=other.number)})


def _tell(
    work: Work, facts: OfficeFacts, here: Complaint, there: Complaint, what: str, kind: str, text: str
) -> None:
    """Leave a line in a case's history; who may not see the other case learns no number from it."""
    writer = CaseWriter(work, facts, here)
    before = here.last_action_at
    writer.add_event(what, step=here.step, text=text, link=kind, other=there.id)
    here.last_action_at = before  # a tie is no step on the way to closure
    writer.index()


def _rows(reading: Reading, facts: OfficeFacts, complaint: Complaint) -> tuple[LinkRow, ...]:
    here = complaint.id
    either = or_(
        and_(CaseLink.complaint_id == here, CaseLink.other_id == Complaint.id),
        and_(CaseLink.other_id == here, CaseLink.complaint_id == Complaint.id),
    )
    query = (
        select(CaseLink, Complaint)
        .join(Complaint, and_(Complaint.office_id == CaseLink.office_id, either))
        .where(
            visible_to(reading.actor, facts.settings),
            CaseLink.office_id == reading.office_id,
            CaseLink.ended_at.is_(None),
            or_(CaseLink.complaint_id == here, CaseLink.other_id == here),
        )
        .order_by(CaseLink.id.desc())
    )
    found = [(link, other) for link, other in reading.session.execute(query)]
    people = read_people(reading.session, reading.office_id, [other.id for _link, other in found])
    covers = covers_of(reading.session, reading.office_id, [here, *(other.id for _link, other in found)])
    accounts = select(Account.id, Account.display_name).where(Account.office_id == reading.office_id)
    names = {row.id: row.display_name for row in reading.session.execute(accounts)}
    may = bool(reading.actor.roles & UNLINK_CASES.roles)
    return tuple(
        LinkRow(
            link_id=link.id,
            complaint_id=other.id,
            number=other.number,
            received_on=bangkok_date(other.received_at),
            subject=(
                destroyed_words(other.anonymised_at)
                if other.anonymised_at
                else mask_text(other.subject, people[other.id])
            ),
            status=other.status,
            step_name=facts.charts[other.flowchart_version_id].name_of(other.step),
            outcome=other.outcome,
            closed_on=other.closed_on,
            officer=names.get(other.officer_id or 0, ""),
            role=_role(link, complaint, other),
            note=covers[here](covers[other.id](link.note)),
            linked_at=link.linked_at,
            linked_by=names.get(link.linked_by, ""),
            removable=may and link.kind != ORIGINAL,
        )
        for link, other in found
    )


def _role(link: CaseLink, complaint: Complaint, other: Complaint) -> str:
    if link.kind == ORIGINAL:
        return ORIGINAL if link.complaint_id == complaint.id else "review"
    if link.kind == "duplicate":
        return "duplicate_of" if other.register_key < complaint.register_key else "duplicate"
    return link.kind
