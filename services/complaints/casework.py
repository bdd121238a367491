"""Work a case through its flowchart: steps, notes, contacts, officers, levels, closing and reopening."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.complaints import Complaint, Respondent
from models.office import Account
from services.complaints.accusation import weigh_screening
from services.complaints.binding import follow_category, screening_of, step_after_register
from services.complaints.case_clocks import REFERRED
from services.complaints.case_writer import CaseWriter
from services.complaints.commands import LATE_REASON, CompleteStep, RecordContact
from services.complaints.needs import unmet
from services.complaints.reading import case_facts, facts_on_chart, require_version
from services.complaints.referrals import follow_referrals
from services.complaints.rights import may_complete, require_in_clear
from services.complaints.visibility import find_visible
from services.errors import DomainError, FieldError, Invalid
from services.flowchart.definition import Chart, Field, Step
from services.flowchart.engine import asked, missing, way_on
from services.office.codes import codes
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import HANDLERS, SUPERVISORS, Actor, Role, UseCase, roles_of, use_case
from services.thai.text import clean
from services.unit_of_work import Units, Work

COMPLETE_STEP = use_case(
    "complaints.complete_step",
    HANDLERS,
    changes=("complaint", "case_event", "case_state", "clock_event", "referral"),
)
ADD_NOTE = use_case("complaints.add_note", HANDLERS, changes=("complaint", "case_event"))
RECORD_CONTACT = use_case(
    "complaints.record_contact", HANDLERS, changes=("complaint", "case_event", "clock_event")
)
CHANGE_OFFICER = use_case("complaints.change_officer", SUPERVISORS, changes=("complaint", "case_event"))
CHANGE_LEVEL = use_case(
    "complaints.change_level", SUPERVISORS, changes=("complaint", "case_event", "case_state", "clock_event")
)
CLOSE_EARLY = use_case(
    "complaints.close_early", SUPERVISORS, changes=("complaint", "case_event", "case_state", "clock_event")
)
REOPEN_CASE = use_case(
    "complaints.reopen_case", SUPERVISORS, changes=("complaint", "case_event", "case_state", "clock_event")
)
VOID_CASE = use_case("complaints.void_case", SUPERVISORS, changes=("complaint", "case_event", "case_state"))

NOTE_LIMIT = 20_000
CONTACT_WAYS = codes("contact_ways")
EARLY_OUTCOMES = ("withdrawn", "duplicate", "insufficient")
# Answers that have a column of their own; every other answer lives in the history line.
COLUMNS = {
    "kind": "kind",
    "within_authority": "within_authority",
    "officer": "officer_id",
    "findings": "findings",
    "corrective_action": "corrective_action",
    "outcome": "outcome",
    "notification": "notification",
    "root_cause": "root_cause",
    "preventive_action": "preventive_action",
    "agency": "referred_to",
    "information_ground": "information_ground",
    "confidential": "confidential",
}
TELLING = ("acknowledgement", "complainant_told", "notification")


@dataclass(frozen=True, slots=True)
class StepDone:
    """Hold where a case stands after a step."""

    complaint_id: int
    step: str
    version: int
    closed: bool


class Casework:
    """Carry out what handlers and supervisors do with a case."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def complete_step(self, actor: Actor, command: CompleteStep, command_id: str) -> StepDone:
        """Finish the step a case stands at and move it on."""
        with self._units.write(actor, COMPLETE_STEP, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, command.complaint_id)
            if work.repeated is None:
                require_version(work.session, complaint, command.version)
                complete(work, facts, complaint, command)
                work.about("complaint", complaint.id, step=command.step)
                work.commit()
            return _done(complaint)

    def add_note(self, actor: Actor, complaint_id: int, text: str, command_id: str) -> StepDone:
        """Add a note to a case's history."""

        def note(_work: Work, writer: CaseWriter) -> None:
            writer.add_event("note", step=writer.complaint.step, text=_text(text, "text"))

        return self._change(actor, ADD_NOTE, complaint_id, None, command_id, note)

    def record_contact(self, actor: Actor, command: RecordContact, command_id: str) -> StepDone:
        """Record a contact with the complainant; one that tells something stops the reply clock."""

        def contact(_work: Work, writer: CaseWriter) -> None:
            if command.way not in CONTACT_WAYS:
                raise Invalid({"way": FieldError("choose")})
            writer.add_event(
                "contact",
                step=writer.complaint.step,
                text=_text(command.text, "text"),
                way=command.way,
                reached=command.reached,
                tells_progress=command.tells_progress,
            )
            if command.reached and command.tells_progress:
                writer.mark_replied()

        return self._change(actor, RECORD_CONTACT, command.complaint_id, None, command_id, contact)

    def change_officer(
        self, actor: Actor, complaint_id: int, version: int, officer_id: int, reason: str, command_id: str
    ) -> StepDone:
        """Give a case to another officer."""

        def change(work: Work, writer: CaseWriter) -> None:
            said = _reason(reason)
            _require_worker(work, writer.complaint, officer_id)
            before = writer.complaint.officer_id
            writer.complaint.officer_id = officer_id
            writer.add_event(
                "officer_changed", step=writer.complaint.step, text=said, before=before, officer=officer_id
            )

        return self._change(actor, CHANGE_OFFICER, complaint_id, version, command_id, change, reason)

    def change_level(
        self, actor: Actor, complaint_id: int, version: int, level: str, reason: str, command_id: str
    ) -> StepDone:
        """Change a case's level; the due date is counted anew from receipt."""

        def change(work: Work, writer: CaseWriter) -> None:
            said = _reason(reason)
            facts = self._facts.of(work.session, work.office_id)
            chosen = facts.levels.code(level)
            if chosen is None:
                raise Invalid({"level": FieldError("choose")})
            before = writer.level
            writer.complaint.level_id = chosen.id
            writer.recount(said)
            writer.add_event(
                "level_changed", step=writer.complaint.step, text=said, before=before, level=level
            )
            writer.add_state("level_changed")

        return self._change(actor, CHANGE_LEVEL, complaint_id, version, command_id, change, reason)

    def close_early(
        self,
        actor: Actor,
        complaint_id: int,
        version: int,
        outcome: str,
        reason: str,
        command_id: str,
        late_reason: str = "",
    ) -> StepDone:
        """Close a case before its flowchart ends: withdrawn, a duplicate, or too little to go on.

        After the due date late_reason says why it took so long.
        """

        def close(_work: Work, writer: CaseWriter) -> None:
            said = _reason(reason)
            if outcome not in EARLY_OUTCOMES:
                raise Invalid({"outcome": FieldError("choose")})
            late = _late_reason(writer, late_reason)
            end = writer.chart.end_with(outcome)
            step = writer.complaint.step
            writer.close(outcome)
            writer.enter_step(end)
            answers = {"outcome": outcome}
            writer.add_event("closed", step=step, next_step=end, text=said, answers=answers, **late)
            writer.add_state("closed")

        return self._change(actor, CLOSE_EARLY, complaint_id, version, command_id, close, reason)

    def reopen_case(
        self, actor: Actor, complaint_id: int, version: int, reason: str, command_id: str
    ) -> StepDone:
        """Open a closed case again; its first closing date is kept."""

        def reopen(_work: Work, writer: CaseWriter) -> None:
            said = _reason(reason)
            step = _step_to_reopen_at(writer)
            writer.complaint.status = "open"
            writer.complaint.closed_at = writer.complaint.closed_on = None
            writer.complaint.outcome = None
            writer.restart(said)
            writer.recount(said)  # where the receipt was corrected while the case was closed
            writer.recount_reply(said)
            writer.enter_step(step)
            writer.add_event("reopened", next_step=step, text=said)
            writer.add_state("reopened")

        return self._change(
            actor, REOPEN_CASE, complaint_id, version, command_id, reopen, reason, status="closed"
        )

    def void_case(
        self, actor: Actor, complaint_id: int, version: int, reason: str, command_id: str
    ) -> StepDone:
        """Void a number that should not have been given; the case stays visible."""

        def void(_work: Work, writer: CaseWriter) -> None:
            said = _reason(reason)
            writer.complaint.status = "voided"
            writer.complaint.void_reason = said
            writer.complaint.step_due = None
            writer.add_event("voided", step=writer.complaint.step, text=said)
            writer.add_state("voided")

        return self._change(actor, VOID_CASE, complaint_id, version, command_id, void, reason)

    def _change(
        self,
        actor: Actor,
        wanted: UseCase,
        complaint_id: int,
        version: int | None,
        command_id: str,
        change: Callable[[Work, CaseWriter], None],
        reason: str = "",
        *,
        status: str = "open",
    ) -> StepDone:
        with self._units.write(actor, wanted, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            if work.repeated is None:
                if version is not None:
                    require_version(work.session, complaint, version)
                _require_status(complaint, status)
                writer = CaseWriter(work, facts, complaint)
                change(work, writer)
                complaint.version += 1
                writer.index()
                work.about("complaint", complaint.id, reason=clean(reason).strip())
                work.commit()
            return _done(complaint)


def complete(
    work: Work,
    facts: OfficeFacts,
    complaint: Complaint,
    command: CompleteStep,
    *,
    by_superior: dict[str, str] | None = None,
) -> None:
    """Finish a step inside a unit of work; the caller commits.

    by_superior is the letter by which the office's superior decided, where nobody in the office may.
    """
    _require_status(complaint, "open")
    writer = CaseWriter(work, facts, complaint)
    if command.step != complaint.step:
        raise DomainError("case.wrong_step", step=writer.chart.name_of(complaint.step))
    step = writer.chart.step(complaint.step)
    if by_superior is None and not may_complete(work.actor, step, complaint, facts):
        raise DomainError("case.step_not_yours", step=step.name, roles=sorted(step.roles))
    known = facts_on_chart(work.session, complaint, facts, step)
    answers = _answers(work, facts, complaint, writer.chart, step, known, command)
    weigh_screening(work, complaint, step, {**known, **answers}, decided=by_superior is not None)
    _apply(facts, complaint, answers)
    follow_referrals(work, facts, writer, answers)
    rebound = follow_category(facts, complaint) if step.purpose == "screen" else {}
    leaving = screening_of(writer.chart, step) if rebound else step
    target, passed = way_on(writer.chart, leaving, {**known, **answers})
    filled = _fill_in(complaint, passed)
    if step.purpose == "screen":
        complaint.screened = True
        writer.recount("จำแนกระดับของเรื่อง")
    if any(answers.get(name) == "told" for name in TELLING) or answers.get("answer_text"):
        writer.mark_replied()
    ends = target in writer.chart.ends
    late = _late_reason(writer, command.answers.get(LATE_REASON)) if ends else {}
    stood = complaint.stopped_on is not None and step.purpose == "refer"
    if stood:  # Whatever the complainant was to bring, another agency has the case now.
        writer.run_on(REFERRED)
    if ends:
        writer.close(complaint.outcome or writer.chart.end_outcomes.get(target))
    writer.enter_step(target)
    writer.add_event(
        "closed" if ends else "step",
        step=step.code,
        next_step=target,
        text=_optional(command.note, "note"),
        answers=answers,
        **(by_superior or {}),
        **late,
        **({"passed": [skipped.code for skipped in passed], "filled": filled} if passed else {}),
    )
    if rebound:
        writer.add_event("chart_changed", step=step.code, next_step=target, **rebound)
    for cause in _causes(step, ends=ends, ran_on=stood):
        writer.add_state(cause)
    complaint.version += 1
    writer.index()


def _causes(step: Step, *, ends: bool, ran_on: bool) -> Iterator[str]:
    """Yield what the figures have to learn of a step that was finished."""
    if step.purpose == "screen":
        yield "screened"
    if ends:
        yield "closed"
    elif ran_on:
        yield "clock_restarted"


def _answers(
    work: Work,
    facts: OfficeFacts,
    complaint: Complaint,
    chart: Chart,
    step: Step,
    known: dict[str, Any],
    command: CompleteStep,
) -> dict[str, Any]:
    given = {
        name: clean(value).strip() if isinstance(value, str) else value
        for name, value in command.answers.items()
    }
    wanted = {ask.field for ask in asked(step, {**known, **given})}
    answers: dict[str, Any] = {
        name: value for name, value in given.items() if name in wanted and value not in (None, "")
    }
    errors = missing(step, {**known, **dict.fromkeys(wanted), **answers})
    for name, value in answers.items():
        if error := _wrong(facts, chart.fields[name], value):
            errors[name] = error
    errors |= unmet(work.session, complaint, step, {**known, **answers}, command.note)
    if errors:
        raise Invalid(errors)
    officer = answers.get("officer")
    if isinstance(officer, int):
        _require_worker(work, complaint, officer)
    return answers


def _wrong(facts: OfficeFacts, field: Field, value: Any) -> FieldError | None:
    if field.type == "yes_no":
        return None if isinstance(value, bool) else FieldError("choose")
    if field.type == "user":
        return None if type(value) is int else FieldError("choose")
    if not isinstance(value, str):
        return FieldError("required")
    if field.type == "choice":
        return None if value in _codes(facts, field) else FieldError("choose")
    if len(value) > NOTE_LIMIT:
        return FieldError("too_long", limit=NOTE_LIMIT, length=len(value))
    return None


def _codes(facts: OfficeFacts, field: Field) -> set[str]:
    if field.items:
        return {code for code, _name in field.items}
    if field.list == "levels":
        return {choice.code for choice in facts.levels.all}
    if field.list == "categories":
        return {choice.code for choice in facts.categories.all}
    return set(codes(field.list))


def _apply(facts: OfficeFacts, complaint: Complaint, answers: dict[str, Any]) -> None:
    for name, column in COLUMNS.items():
        if name in answers:
            setattr(complaint, column, answers[name])
    if "category" in answers:
        category = facts.categories.code(answers["category"])
        complaint.category_id = category.id if category else None
    if "level" in answers:
        level = facts.levels.code(answers["level"])
        complaint.level_id = level.id if level else None


def _fill_in(complaint: Complaint, passed: list[Step]) -> dict[str, str]:
    """Answer what a step passed over would have asked, where only one answer can be true."""
    told = any(ask.field == "notification" for step in passed for ask in step.asks)
    # Where nobody complained (news) there is nobody to tell: that stays without an answer.
    if not told or complaint.identity != "anonymous":
        return {}
    complaint.notification = "unknown_person"
    return {"notification": "unknown_person"}


def _require_worker(work: Work, complaint: Complaint, officer_id: int) -> None:
    account = work.session.get(Account, (work.office_id, officer_id))
    if account is None or not account.active or Role.OFFICER not in roles_of(account.roles):
        raise DomainError("case.officer_inactive")
    named = work.session.scalar(
        select(Respondent.id).where(
            Respondent.office_id == work.office_id,
            Respondent.complaint_id == complaint.id,
            Respondent.account_id == officer_id,
        )
    )
    if named is not None:
        raise DomainError("case.respondent_cannot_work", name=account.display_name)


def _require_status(complaint: Complaint, status: str) -> None:
    require_in_clear(complaint)
    if complaint.status == status:
        return
    if complaint.status == "voided":
        raise DomainError("case.voided")
    raise DomainError("case.closed" if status == "open" else "case.not_closed")


def _step_to_reopen_at(writer: CaseWriter) -> str:
    complaint, chart = writer.complaint, writer.chart
    own = next((step.code for step in chart.steps.values() if step.own_case), None)
    if complaint.officer_id is not None and own is not None:
        return own
    assigning = chart.first_of("assign")
    if complaint.within_authority and assigning is not None:
        return assigning.code
    return step_after_register(chart, case_facts(complaint, writer.facts))


def _text(text: str, name: str) -> str:
    said = _optional(text, name)
    if not said:
        raise Invalid({name: FieldError("required")})
    return said


def _optional(text: str, name: str) -> str:
    said = clean(text).strip()
    if len(said) > NOTE_LIMIT:
        raise Invalid({name: FieldError("too_long", limit=NOTE_LIMIT, length=len(said))})
    return said


def _late_reason(writer: CaseWriter, given: Any) -> dict[str, str]:
    """Keep why a case closes after its due date, and return it for the history; in time nothing is asked."""
    if not writer.is_late_if_closed():
        writer.complaint.late_reason = ""  # of an earlier closing, which the history keeps
        return {}
    said = _text(given if isinstance(given, str) else "", LATE_REASON)
    writer.complaint.late_reason = said
    return {LATE_REASON: said}


def _reason(reason: str) -> str:
    return _text(reason, "reason")


def _done(complaint: Complaint) -> StepDone:
    return StepDone(complaint.id, complaint.step, complaint.version, complaint.status == "closed")
