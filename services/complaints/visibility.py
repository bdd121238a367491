"""Who may see which cases: asked in every list, search, count and figure."""

from sqlalchemy import ColumnElement, Exists, and_, exists, or_, select
from sqlalchemy.orm import Session

from models.casework import CaseReader
from models.complaints import Complaint, Respondent
from models.office import Account
from services.errors import NotFound
from services.office.facts import OfficeFacts
from services.office.settings import Settings
from services.permissions import Actor, Role
from services.thai.text import fold

SEES_ALL = frozenset({Role.FRONT_DESK, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.VIEWER})


def visible_to(actor: Actor, settings: Settings) -> ColumnElement[bool]:
    """Return the condition on Complaint that holds for the cases the actor may know of.

    Whoever a case complains about finds it nowhere. A case officer sees the cases in hand, those
    received by the same person, those the officer is named to read and those nobody has been given yet, and
    others' only where the office says so. Confidential cases show to those of `_is_named`.
    """
    named = _reader(CaseReader.account_id == actor.account_id)
    own = or_(Complaint.officer_id == actor.account_id, Complaint.received_by == actor.account_id, named)
    conditions = [Complaint.office_id == actor.office_id, ~complained_about(actor.account_id)]
    if not actor.roles & SEES_ALL and not settings.officers_see_all_cases:
        conditions.append(or_(own, Complaint.officer_id.is_(None)))
    if not actor.for_office:
        conditions.append(or_(Complaint.confidential.is_(False), _is_named(actor)))
    return and_(*conditions)


def complained_about(account_id: int) -> Exists:
    """Return the condition on Complaint that it complains about the holder of an account."""
    return (
        exists()
        .where(
            Respondent.office_id == Complaint.office_id,
            Respondent.complaint_id == Complaint.id,
            Respondent.account_id == account_id,
        )
        .correlate(Complaint)
    )


def _is_named(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that somebody may read a confidential case.

    Its officer and the readers named. Who took it in, until an officer or a reader is named. Supervisors as
    long as none of those named may act as one: so that no case is left without anybody to decide on it.
    """
    conditions: list[ColumnElement[bool]] = [
        Complaint.officer_id == actor.account_id,
        _reader(CaseReader.account_id == actor.account_id),
        and_(Complaint.received_by == actor.account_id, Complaint.officer_id.is_(None), ~_reader()),
    ]
    if Role.SUPERVISOR in actor.roles:
        conditions.append(~_deciding_reader())
    return or_(*conditions)


def _reader(*more: ColumnElement[bool]) -> Exists:
    return (
        exists()
        .where(
            CaseReader.office_id == Complaint.office_id,
            CaseReader.complaint_id == Complaint.id,
            CaseReader.ended_at.is_(None),
            *more,
        )
        .correlate(Complaint)
    )


def _deciding_reader() -> Exists:
    """Return the condition that a reader is named who holds the supervisor's role and may use it here."""
    about = (
        exists()
        .where(
            Respondent.office_id == CaseReader.office_id,
            Respondent.complaint_id == CaseReader.complaint_id,
            Respondent.account_id == CaseReader.account_id,
        )
        .correlate(CaseReader)
    )
    return _reader(
        Account.office_id == CaseReader.office_id,
        Account.id == CaseReader.account_id,
        Account.active.is_(True),
        Account.roles.contains(Role.SUPERVISOR.value),
        ~about,
    )


def find_claimable(session: Session, actor: Actor, number: str) -> Complaint:
    """Return the case with a printed number, confidential ones too, or fail as if it were not there.

    To whoever it complains about a case is not there, whatever its number.
    """
    written = fold(number).strip()
    complaint = session.scalar(
        select(Complaint)
        .where(
            Complaint.office_id == actor.office_id,
            Complaint.number.in_((written.upper(), written)),
            ~complained_about(actor.account_id),
        )
        .limit(1)
    )
    if complaint is None:
        raise NotFound(number=number)
    return complaint


def find_visible(session: Session, actor: Actor, facts: OfficeFacts, complaint_id: int) -> Complaint:
    """Return a case that the actor may know of, or fail as if it were not there."""
    complaint = session.scalar(
        select(Complaint).where(visible_to(actor, facts.settings), Complaint.id == complaint_id)
    )
    if complaint is None:
        raise NotFound
    return complaint
