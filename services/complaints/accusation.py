"""Letters without a name that accuse officials (บัตรสนเท่ห์): asked for evidence, decided on by a supervisor.

Not box slips about service, and never a block at intake: what is not answered goes to the supervisor as it
is. One that turns out to be such a letter only when it is screened is a supervisor's to screen.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from models.complaints import Complaint, Respondent
from services.complaints.commands import ComplaintInput
from services.errors import DomainError, FieldError, Invalid
from services.flowchart.definition import Step
from services.permissions import Role
from services.unit_of_work import Reading

# Categories in which somebody is accused; a service complaint blames a counter, not a person.
ACCUSING = frozenset({"conduct", "corruption"})
SERVICE = "service"


def asks_for_evidence(identity: str | None, category: str | None, *, names_person: bool) -> bool:
    """Tell whether a complaint without a name accuses somebody."""
    if identity != "anonymous" or category == SERVICE:
        return False
    return category in ACCUSING or names_person


def weighed(content: ComplaintInput) -> ComplaintInput:
    """Return tidied content with what it says of evidence: None where it is no accusation without a name.

    Evidence that was typed is kept whatever the rest says.
    """
    names_person = any(item.person for item in content.respondents)
    if not asks_for_evidence(content.identity, content.category, names_person=names_person):
        return replace(content, evidence_given=None)
    return replace(content, evidence_given=bool(content.evidence))


def weigh_screening(
    reading: Reading, complaint: Complaint, step: Step, known: Mapping[str, Any], *, decided: bool
) -> None:
    """Mark a case that is being screened as an accusation without a name, where only now it shows as one.

    Nobody but a supervisor screens it; decided says that the office's superior did, by letter. What is no
    complaint (praise of somebody's conduct, say) accuses nobody.
    """
    if step.purpose != "screen" or complaint.evidence_given is not None or known.get("kind") != "complaint":
        return
    names_person = _names_person(reading, complaint)
    if not asks_for_evidence(complaint.identity, known.get("category"), names_person=names_person):
        return
    if not decided and not reading.actor.has(Role.SUPERVISOR):
        if any(ask.field == "category" for ask in step.asks):
            raise Invalid({"category": FieldError("accusation.supervisor")})
        raise DomainError("case.step_not_yours", step=step.name, roles=[Role.SUPERVISOR])
    complaint.evidence_given = bool(complaint.evidence)


def _names_person(reading: Reading, complaint: Complaint) -> bool:
    named = reading.session.scalar(
        select(Respondent.id)
        .where(
            Respondent.office_id == complaint.office_id,
            Respondent.complaint_id == complaint.id,
            Respondent.person != "",
        )
        .limit(1)
    )
    return named is not None
