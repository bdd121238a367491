"""Who may see which cases: asked in every list, search, count and figure."""

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from models.complaints import Complaint, Respondent
from services.errors import NotFound
from services.office.facts import OfficeFacts
from services.office.settings import Settings
from services.permissions import Actor, Role

SEES_ALL = frozenset({Role.FRONT_DESK, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.VIEWER})


def visible_to(actor: Actor, settings: Settings) -> ColumnElement[bool]:
    """Return the condition on Complaint that holds for the cases the actor may know of.

    Whoever a case complains about finds it nowhere. A case officer sees the cases in hand, those
    received by the same person and those nobody has been given yet, and others' only where the
    office says so. Confidential cases show to supervisors, their officer and who took them in.
    """
    complained_about = (
        exists()
        .where(
            Respondent.office_id == Complaint.office_id,
            Respondent.complaint_id == Complaint.id,
            Respondent.account_id == actor.account_id,
        )
        .correlate(Complaint)
    )
    own = or_(Complaint.officer_id == actor.account_id, Complaint.received_by == actor.account_id)
    conditions = [Complaint.office_id == actor.office_id, ~complained_about]
    if not actor.roles & SEES_ALL and not settings.officers_see_all_cases:
        conditions.append(or_(own, Complaint.officer_id.is_(None)))
    conditions.append(
        true() if Role.SUPERVISOR in actor.roles else or_(Complaint.confidential.is_(False), own)
    )
    return and_(*conditions)


def find_visible(session: Session, actor: Actor, facts: OfficeFacts, complaint_id: int) -> Complaint:
    """Return a case that the actor may know of, or fail as if it were not there."""
    complaint = session.scalar(
        select(Complaint).where(visible_to(actor, facts.settings), Complaint.id == complaint_id)
    )
    if complaint is None:
        raise NotFound
    return complaint
