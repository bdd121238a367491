"""What a form says of a complaint, and the rows that keep it: both ways."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Complainant, Complaint, Respondent
from services.complaints.commands import ComplaintInput, RespondentInput
from services.errors import FieldError, Invalid
from services.office.facts import OfficeFacts

PEOPLE_FIELDS = ("title", "name", "national_id", "phones", "email", "line_id", "address")


def columns_of(content: ComplaintInput, facts: OfficeFacts) -> dict[str, Any]:
    """Return the columns of a complaint that a form fills."""
    channel = facts.channels.code(content.channel)
    sub = facts.channels.code(content.sub_channel)
    category = facts.categories.code(content.category)
    level = facts.levels.code(content.level)
    if channel is None:
        raise Invalid({"channel": FieldError("choose")})
    copied = (
        "received_at identity subject detail happened_when happened_where damage remedy_wanted "
        "complained_elsewhere answer_by callback_wanted document_number document_date written_date "
        "confidential kind group evidence_given evidence"
    )
    return {
        **{name: getattr(content, name) for name in copied.split()},
        "channel_id": channel.id,
        "sub_channel_id": sub.id if sub else None,
        "category_id": category.id if category else None,
        "level_id": level.id if level else None,
    }


def content_of(
    session: Session, complaint: Complaint, facts: OfficeFacts, *, blank: bool = False
) -> ComplaintInput:
    """Return a case's content as a form may correct it; blank leaves out who complained."""
    row = None if blank else session.get(Complainant, (complaint.office_id, complaint.id))
    people = {name: getattr(row, name) if row else "" for name in PEOPLE_FIELDS}
    return ComplaintInput(
        channel=facts.channels.code_of(complaint.channel_id) or "",
        sub_channel=facts.channels.code_of(complaint.sub_channel_id),
        received_at=complaint.received_at,
        identity=complaint.identity,
        complainant_kind=row.kind if row else "",
        group=complaint.group,
        subject=complaint.subject,
        detail=complaint.detail,
        happened_when=complaint.happened_when,
        happened_where=complaint.happened_where,
        respondents=respondents_of(session, complaint),
        damage=complaint.damage,
        remedy_wanted=complaint.remedy_wanted,
        complained_elsewhere=complaint.complained_elsewhere,
        answer_by=complaint.answer_by,
        callback_wanted=complaint.callback_wanted,
        document_number=complaint.document_number,
        document_date=complaint.document_date,
        written_date=complaint.written_date,
        confidential=complaint.confidential,
        evidence_given=complaint.evidence_given,
        evidence=complaint.evidence,
        kind=complaint.kind,
        category=facts.categories.code_of(complaint.category_id),
        level=facts.levels.code_of(complaint.level_id),
        **people,
    )


def respondents_of(session: Session, complaint: Complaint) -> tuple[RespondentInput, ...]:
    """Return whom a complaint is about, in the order typed."""
    rows = session.scalars(
        select(Respondent)
        .where(Respondent.office_id == complaint.office_id, Respondent.complaint_id == complaint.id)
        .order_by(Respondent.id)
    )
    return tuple(RespondentInput(unit=row.unit, person=row.person, account_id=row.account_id) for row in rows)
