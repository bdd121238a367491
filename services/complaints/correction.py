"""Correct what was taken in: only what the form says is changed, the number stays."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import Complainant, Complaint, Respondent
from services.complaints.binding import follow_correction
from services.complaints.case_writer import CaseWriter
from services.complaints.commands import ComplaintInput
from services.complaints.content import PEOPLE_FIELDS, columns_of
from services.complaints.search_text import register_key
from services.office.facts import OfficeFacts
from services.unit_of_work import Work


def with_hidden(session: Session, complaint: Complaint, content: ComplaintInput) -> ComplaintInput:
    """Put a hidden complainant back where the corrector was not shown who it is."""
    if complaint.identity != "hidden" or content.identity != "hidden":
        return content
    if any(getattr(content, name).strip() for name in PEOPLE_FIELDS):
        return content
    row = session.get(Complainant, (complaint.office_id, complaint.id))
    if row is None:
        return content
    kept = {name: getattr(row, name) for name in PEOPLE_FIELDS}
    return replace(content, complainant_kind=content.complainant_kind or row.kind, **kept)


def correct(
    work: Work, facts: OfficeFacts, complaint: Complaint, content: ComplaintInput, reason: str
) -> None:
    """Write a corrected content over a case, with its line in the history; the caller commits."""
    writer = CaseWriter(work, facts, complaint)
    received_changed = content.received_at != complaint.received_at
    changed = []
    columns = columns_of(content, facts)
    if complaint.screened:
        # What was screened is changed by screening again or by changing the level, not by a correction.
        for name in ("kind", "category_id", "level_id"):
            columns.pop(name)
    for name, value in columns.items():
        if getattr(complaint, name) != value:
            setattr(complaint, name, value)
            changed.append(name)
    if _replace_people(work, complaint.id, content):
        changed.append("people")
    if received_changed:
        complaint.register_key = register_key(work.session, content.received_at)
    if complaint.status == "open":  # where the receipt or the level was corrected, dates follow
        writer.recount(reason)
        writer.recount_reply(reason)
        follow_correction(facts, writer)
    if complaint.officer_id in {item.account_id for item in content.respondents} - {None}:
        # Whoever a case complains about has no part in it from now on; a supervisor finds it unassigned.
        writer.add_event(
            "officer_changed", step=complaint.step, text=reason, before=complaint.officer_id, officer=None
        )
        complaint.officer_id = None
    complaint.version += 1
    writer.add_event("corrected", text=reason, fields=changed)
    writer.add_state("corrected")
    writer.index()


def _replace_people(work: Work, complaint_id: int, content: ComplaintInput) -> bool:
    old = work.session.get(Complainant, (work.office_id, complaint_id))
    details = {name: getattr(content, name) for name in PEOPLE_FIELDS}
    details["kind"] = content.complainant_kind
    respondents = work.session.scalars(
        select(Respondent)
        .where(Respondent.office_id == work.office_id, Respondent.complaint_id == complaint_id)
        .order_by(Respondent.id)
    ).all()
    same_people = [(row.unit, row.person, row.account_id) for row in respondents] == [
        (item.unit, item.person, item.account_id) for item in content.respondents
    ]
    same_complainant = details == (
        {name: getattr(old, name) for name in details} if old else dict.fromkeys(details, "")
    )
    if not same_complainant:
        if old is None:
            work.session.add(Complainant(office_id=work.office_id, id=complaint_id, **details))
        else:
            for name, value in details.items():
                setattr(old, name, value)
    if not same_people:
        for row in respondents:
            work.session.delete(row)
        for item in content.respondents:
            work.add(
                Respondent(
                    complaint_id=complaint_id,
                    unit=item.unit,
                    person=item.person,
                    account_id=item.account_id,
                )
            )
    return not (same_people and same_complainant)
