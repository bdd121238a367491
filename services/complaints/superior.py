"""Cases that nobody in the office may decide on: the superior named in Settings does, by letter.

A case that complains about the head of office, or about everybody who holds the supervisor's role, is decided
on by the head's own superior. Somebody who handles cases and isn't complained about enters what the
superior's letter says, and the case goes on from its step as if a supervisor had finished it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select

from models.complaints import Complaint
from services.complaints.casework import COMPLETE_STEP, StepDone, complete
from services.complaints.commands import CompleteStep
from services.complaints.reading import require_version
from services.complaints.respondents import about_head, for_superior
from services.complaints.visibility import find_visible
from services.errors import DomainError, FieldError, Invalid
from services.flowchart.definition import Step
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import ALL, HANDLERS, Actor, Role, use_case
from services.thai.text import clean
from services.unit_of_work import Reading, Units

READ_SUPERIOR = use_case("complaints.read_superior", ALL, writes=False)
RECORD_SUPERIOR_DECISION = use_case(
    "complaints.record_superior_decision", HANDLERS, changes=COMPLETE_STEP.changes or ()
)

NAME_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperiorDecision:
    """Hold what a superior decided at a step: who, by which letter, and the step's answers."""

    complaint_id: int
    version: int
    step: str
    superior: str
    reference: str
    letter_date: date | None
    answers: dict[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class SuperiorDetail:
    """Say whether a case is for the superior, about whom it is, and whether a decision waits now."""

    needed: bool
    about_head: bool = False
    superior: str = ""
    waits: bool = False


class Superior:
    """Read which cases are the superior's, and enter what the superior decided."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def read_superior(self, actor: Actor, complaint_id: int) -> SuperiorDetail:
        """Return whether a case goes to the superior."""
        with self._units.read(actor, READ_SUPERIOR) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            complaint = find_visible(reading.session, reading.actor, facts, complaint_id)
            if not _needed(reading, complaint):
                return SuperiorDetail(needed=False)
            return SuperiorDetail(
                needed=True,
                about_head=_holds(reading, complaint, about_head()),
                superior=facts.profile.head_superior,
                waits=reading.actor.has(*HANDLERS) and _step(complaint, facts) is not None,
            )

    def record_superior_decision(self, actor: Actor, command: SuperiorDecision, command_id: str) -> StepDone:
        """Finish a supervisor's step by what the superior decided; the letter stands in the history."""
        with self._units.write(actor, RECORD_SUPERIOR_DECISION, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            if work.repeated is None:
                require_version(work.session, complaint, command.version)
                if not _needed(work, complaint) or _step(complaint, facts) is None:
                    raise DomainError("case.not_the_superiors")
                superior, reference = _letter(command, work.now.date())
                letter_date = command.letter_date.isoformat() if command.letter_date else ""
                step = CompleteStep(
                    complaint_id=complaint.id,
                    version=command.version,
                    step=command.step,
                    answers=command.answers,
                    note=command.note,
                )
                said = {"superior": superior, "reference": reference, "letter_date": letter_date}
                complete(work, facts, complaint, step, by_superior=said)
                work.about("complaint", complaint.id, step=command.step)
                work.commit()
            return StepDone(complaint.id, complaint.step, complaint.version, complaint.status == "closed")


def _needed(reading: Reading, complaint: Complaint) -> bool:
    return complaint.status == "open" and _holds(reading, complaint, for_superior(reading.now.date()))


def _holds(reading: Reading, complaint: Complaint, condition: ColumnElement[bool]) -> bool:
    query = select(Complaint.id).where(
        Complaint.office_id == complaint.office_id, Complaint.id == complaint.id, condition
    )
    return reading.session.scalar(query) is not None


def _step(complaint: Complaint, facts: OfficeFacts) -> Step | None:
    """Return the step in hand where it is a supervisor's alone to finish."""
    chart = facts.charts[complaint.flowchart_version_id]
    step = chart.steps.get(complaint.step)
    if step is None:
        return None
    accusation = step.purpose == "screen" and complaint.evidence_given is not None
    return step if accusation or step.roles == {Role.SUPERVISOR} else None


def _letter(command: SuperiorDecision, today: date) -> tuple[str, str]:
    texts = {name: " ".join(clean(getattr(command, name)).split()) for name in ("superior", "reference")}
    errors = {name: FieldError("required") for name, text in texts.items() if not text}
    for name, text in texts.items():
        if len(text) > NAME_LIMIT:
            errors[name] = FieldError("too_long", limit=NAME_LIMIT, length=len(text))
    if command.letter_date is None:
        errors["letter_date"] = FieldError("date.empty")
    elif command.letter_date > today:
        errors["letter_date"] = FieldError("date.future")
    if errors:
        raise Invalid(errors)
    return texts["superior"], texts["reference"]
