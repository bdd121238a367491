"""Ask for a result to be reviewed (ขอทบทวน): a new case of its own, tied to the one that stays closed."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.casework import CaseLink
from models.complaints import Complaint
from models.office import Account
from services.complaints.commands import ComplaintInput, LinkInput, RegisterComplaint
from services.complaints.content import content_of
from services.complaints.intake import REGISTER_COMPLAINT, register
from services.complaints.links import ORIGINAL, tie
from services.complaints.rights import require_in_clear
from services.complaints.visibility import find_visible, visible_to
from services.errors import DomainError, FieldError, Invalid
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import HANDLERS, Actor, Role, roles_of, use_case
from services.thai.dates import bangkok_date
from services.thai.text import clean
from services.unit_of_work import Reading, Units

REQUEST_REVIEW = use_case(
    "complaints.request_review", HANDLERS, changes=(*sorted(REGISTER_COMPLAINT.changes or ()), "case_link")
)
ASK_BEFORE_REVIEW = use_case("complaints.ask_before_review", HANDLERS, writes=False)

ASKED_BY = ("complainant", "representative")
SUBJECT = "ขอทบทวนผลการพิจารณา: {subject}"
DISPUTED_LIMIT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReview:
    """Ask for the result of a closed case to be looked at again; asked_by is one of ASKED_BY."""

    original_id: int
    disputed: str
    received_at: datetime
    channel: str
    sub_channel: str | None = None
    asked_by: str = "complainant"


@dataclass(frozen=True, slots=True)
class BeforeReview:
    """Hold what to know before asking: until when it may be, who worked on it, and who else could.

    open_review is the number of a review that is under way already, empty where there is none to be seen.
    """

    number: str
    outcome: str | None
    closed_on: date
    last_day: date
    officer: str
    others: tuple[str, ...]
    open_review: str = ""

    def is_late(self, received_on: date) -> bool:
        """Tell whether a request of that day came after the period: a warning, never a refusal."""
        return received_on > self.last_day


@dataclass(frozen=True, slots=True)
class ReviewRequested:
    """Hold the new case."""

    complaint_id: int
    number: str
    due_date: date
    late: bool


class ReviewRequests:
    """Take in that a result is disputed."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def ask_before_review(self, actor: Actor, original_id: int) -> BeforeReview:
        """Return what to know of a closed case before its review is asked for."""
        with self._units.read(actor, ASK_BEFORE_REVIEW) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            original = _closed(reading, facts, original_id)
            return _before(reading, facts, original)

    def request_review(self, actor: Actor, command: RequestReview, command_id: str) -> ReviewRequested:
        """Make a new case of a request for review; the original stays closed, as it was first closed.

        Complainant and respondents are taken over, hidden ones hidden. The same command gives the same case.
        """
        with self._units.write(actor, REQUEST_REVIEW, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            original = _closed(work, facts, command.original_id)
            last_day = _last_day(original, facts)
            late = bangkok_date(command.received_at) > last_day
            if work.repeated is not None:
                return _requested(work.find(Complaint, work.repeated["complaint_id"]), late=late)
            _check(command, original)
            content = _content(work.session, original, facts, command)
            review = register(work, facts, RegisterComplaint(content=content))
            tie(work, facts, review, original, LinkInput(other_id=original.id, kind=ORIGINAL))
            work.about("complaint", review.id, original=original.id, late=late, asked_by=command.asked_by)
            work.commit(complaint_id=review.id)
            return _requested(review, late=late)


def _closed(reading: Reading, facts: OfficeFacts, original_id: int) -> Complaint:
    original = find_visible(reading.session, reading.actor, facts, original_id)
    require_in_clear(original)
    if original.status == "voided":
        raise DomainError("case.voided")
    if original.status != "closed" or original.closed_on is None:
        raise DomainError("case.not_closed")
    return original


def _last_day(original: Complaint, facts: OfficeFacts) -> date:
    assert original.closed_on is not None  # noqa: S101 - of a closed case
    return original.closed_on + timedelta(days=facts.settings.review_request_days)


def _check(command: RequestReview, original: Complaint) -> None:
    errors: dict[str, FieldError] = {}
    disputed = clean(command.disputed).strip()
    if not disputed:
        errors["disputed"] = FieldError("required")
    elif len(disputed) > DISPUTED_LIMIT:
        errors["disputed"] = FieldError("too_long", limit=DISPUTED_LIMIT, length=len(disputed))
    if command.asked_by not in ASKED_BY:
        errors["asked_by"] = FieldError("choose")
    if original.closed_on is not None and bangkok_date(command.received_at) < original.closed_on:
        errors["received_at"] = FieldError("date.before_closing", day=original.closed_on)
    if errors:
        raise Invalid(errors)


def _content(
    session: Session, original: Complaint, facts: OfficeFacts, command: RequestReview
) -> ComplaintInput:
    content = content_of(session, original, facts)
    begun = SUBJECT.format(subject="")
    subject = original.subject if original.subject.startswith(begun) else begun + original.subject
    return replace(
        content,
        channel=command.channel,
        sub_channel=command.sub_channel,
        received_at=command.received_at,
        subject=subject[:300],
        detail=command.disputed,
        level=None,  # what it weighs is judged anew
        document_number="",
        document_date=None,
        written_date=None,
        callback_wanted=False,
    )


def _before(reading: Reading, facts: OfficeFacts, original: Complaint) -> BeforeReview:
    accounts = reading.session.scalars(
        select(Account).where(Account.office_id == reading.office_id, Account.active).order_by(Account.id)
    ).all()
    assert original.closed_on is not None  # noqa: S101 - of a closed case
    return BeforeReview(
        number=original.number,
        outcome=original.outcome,
        closed_on=original.closed_on,
        last_day=_last_day(original, facts),
        officer=next((one.display_name for one in accounts if one.id == original.officer_id), ""),
        others=tuple(
            one.display_name
            for one in accounts
            if one.id != original.officer_id and Role.OFFICER in roles_of(one.roles)
        ),
        open_review=reading.session.scalar(
            select(Complaint.number)
            .join(
                CaseLink,
                (CaseLink.office_id == Complaint.office_id) & (CaseLink.complaint_id == Complaint.id),
            )
            .where(
                visible_to(reading.actor, facts.settings),
                CaseLink.other_id == original.id,
                CaseLink.kind == ORIGINAL,
                CaseLink.ended_at.is_(None),
                Complaint.status == "open",
            )
            .limit(1)
        )
        or "",
    )


def _requested(review: Complaint, *, late: bool) -> ReviewRequested:
    return ReviewRequested(review.id, review.number, review.due_date, late)
