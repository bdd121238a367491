"""The opening of the suggestion box: who opened it, how it was found, what lay in it, how it was sealed."""

from datetime import datetime

from sqlalchemy import func, select

from models.casework import Inspection, InspectionFind
from models.complaints import BoxOpening, Complaint
from services.complaints.commands import OpenBox
from services.errors import DomainError, FieldError, Invalid, NotFound
from services.office.facts import OfficeFacts
from services.thai.dates import bangkok_date, fiscal_year
from services.thai.text import clean
from services.unit_of_work import Work

LEAST_OPENERS = 2
MOST_FOUND = 999


def openers_of(text: str) -> tuple[str, ...]:
    """Return the people of a text with one on each line."""
    return tuple(line.strip() for line in clean(text).split("\n") if line.strip())


def add_opening(work: Work, facts: OfficeFacts, command: OpenBox) -> BoxOpening:
    """Record an opening, with its number in the fiscal year, and the inspection of the channel that it is."""
    if errors := _wrong(command, work.now):
        raise Invalid(errors)
    year = fiscal_year(bangkok_date(command.opened_at))
    # Read and raised inside the writer's transaction: two who record at once never get the same number.
    newest = work.session.scalar(
        select(func.max(BoxOpening.running)).where(
            BoxOpening.office_id == work.office_id, BoxOpening.fiscal_year == year
        )
    )
    opening: BoxOpening = work.add(
        BoxOpening(
            opened_at=command.opened_at,
            openers=clean(command.openers).strip(),
            condition=clean(command.condition).strip(),
            found=command.found,
            blank=command.blank,
            note=clean(command.note).strip(),
            recorded_by=work.actor.account_id,
            fiscal_year=year,
            running=(newest or 0) + 1,
            place=clean(command.place).strip() or facts.profile.box_location,
            order=clean(command.order).strip(),
            in_order=command.in_order,
            seal_before=clean(command.seal_before).strip(),
            seal_after=clean(command.seal_after).strip(),
            sealed_at=command.sealed_at,
            other_finds=clean(command.other_finds).strip(),
        )
    )
    _add_inspection(work, facts, opening)
    return opening


def note_find(work: Work, complaint: Complaint, inspection_id: int | None, opening_id: int | None) -> None:
    """Tie a case to the inspection that it was found at; a slip's is that of its opening."""
    if inspection_id is None and opening_id is not None:
        inspection_id = work.session.scalar(
            select(Inspection.id).where(
                Inspection.office_id == work.office_id, Inspection.opening_id == opening_id
            )
        )
    if inspection_id is not None:
        work.add(InspectionFind(id=complaint.id, inspection_id=inspection_id, taken_in_at=work.now))


def require_inspection(work: Work, inspection_id: int | None) -> None:
    """Refuse a case from an inspection that is not there or was struck out."""
    if inspection_id is None:
        return
    row = work.session.get(Inspection, (work.office_id, inspection_id))
    if row is None:
        raise NotFound
    if row.void_reason:
        raise DomainError("inspection.voided")


def _add_inspection(work: Work, facts: OfficeFacts, opening: BoxOpening) -> None:
    boxes = [one for one in facts.channels.all if one.form == "box" and one.parent is None and one.active]
    if not boxes:
        return
    work.add(
        Inspection(
            channel_id=boxes[0].id,
            inspected_at=opening.opened_at,
            found=opening.found,
            note=opening.note,
            witnesses=opening.openers,
            opening_id=opening.id,
            set_aside=0,
            set_aside_reason="",
            recorded_by=work.actor.account_id,
            recorded_at=work.now,
            void_reason="",
            version=1,
        )
    )


def _wrong(command: OpenBox, now: datetime) -> dict[str, FieldError]:
    errors: dict[str, FieldError] = {}
    if command.opened_at > now:
        errors["opened_at"] = FieldError("date.future")
    openers = openers_of(command.openers)
    if not openers:
        errors["openers"] = FieldError("required")
    elif len(openers) < LEAST_OPENERS:
        errors["openers"] = FieldError("box.two_openers")
    if not 0 <= command.found <= MOST_FOUND:
        errors["found"] = FieldError("number.range", low=0, high=MOST_FOUND)
    if not 0 <= command.blank <= max(0, command.found):
        errors["blank"] = FieldError("number.range", low=0, high=max(0, command.found))
    if not command.in_order and not clean(command.condition).strip():
        errors["condition"] = FieldError("required")
    if command.sealed_at is not None and command.sealed_at < command.opened_at:
        errors["sealed_at"] = FieldError("box.sealed_before")
    return errors
