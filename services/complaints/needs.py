"""What must be there before a step is finished: a note, an attached file, an issued letter.

A letter to a complainant who gave no name is never needed: nobody could write it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.casework import Letter
from models.complaints import Attachment, CaseEvent, Complaint
from services.errors import FieldError
from services.flowchart.definition import Need, Step, all_hold

TO_OTHERS = ("referral", "memo")  # kinds of letters that don't go to the complainant


@dataclass(frozen=True, slots=True)
class NeedState:
    """Hold one thing that a step needs and whether it is there; a note is there once it is typed."""

    need: Need
    met: bool


def needs_of(session: Session, complaint: Complaint, step: Step | None) -> tuple[NeedState, ...]:
    """Return what a step needs, whatever its conditions, and what of it is there."""
    if step is None or not step.needs:
        return ()
    needs = [need for need in step.needs if not _is_for_nobody(complaint, need)]
    return tuple(NeedState(need, _is_met(session, complaint, step, need)) for need in needs)


def unmet(
    session: Session, complaint: Complaint, step: Step, known: Mapping[str, Any], note: str
) -> dict[str, FieldError]:
    """Return the errors of what is needed and is not there, by what it is."""
    errors = {}
    for state in needs_of(session, complaint, step):
        need = state.need
        if state.met or not all_hold(need.when, known):
            continue
        if need.kind == "note" and not note.strip():
            errors["note"] = FieldError("need.note")
        elif need.kind == "attachment":
            errors["need.attachment"] = FieldError("need.attachment")
        elif need.kind == "letter":
            errors[f"need.letter.{need.letter}"] = FieldError("need.letter", letter=need.letter)
    return errors


def _is_for_nobody(complaint: Complaint, need: Need) -> bool:
    nameless = complaint.identity in ("anonymous", "none")
    return nameless and need.kind == "letter" and need.letter not in TO_OTHERS


def _is_met(session: Session, complaint: Complaint, step: Step, need: Need) -> bool:
    if need.kind == "letter":
        return _has_letter(session, complaint, need.letter)
    if need.kind == "attachment":
        return _has_attachment(session, complaint, step)
    return False


def _has_letter(session: Session, complaint: Complaint, kind: str) -> bool:
    found = session.scalar(
        select(func.count()).where(
            Letter.office_id == complaint.office_id,
            Letter.complaint_id == complaint.id,
            Letter.kind == kind,
            Letter.status == "issued",
        )
    )
    return bool(found)


def _has_attachment(session: Session, complaint: Complaint, step: Step) -> bool:
    """Tell whether a file was attached since the case first came to the step."""
    came = session.scalar(
        select(func.min(CaseEvent.at)).where(
            CaseEvent.office_id == complaint.office_id,
            CaseEvent.complaint_id == complaint.id,
            CaseEvent.next_step == step.code,
        )
    )
    found = session.scalar(
        select(func.count()).where(
            Attachment.office_id == complaint.office_id,
            Attachment.complaint_id == complaint.id,
            Attachment.added_at >= (came or complaint.step_entered_at),
        )
    )
    return bool(found)
