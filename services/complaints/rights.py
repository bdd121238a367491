"""What an actor may do with a case, beyond what the use cases say of roles."""

from datetime import datetime

from models.complaints import Complaint
from services.errors import DomainError, FieldError, Invalid
from services.flowchart.definition import Step
from services.office.facts import OfficeFacts
from services.permissions import Actor, Role

SPOKEN = ("mobile_clinic",)  # of the channels without a form of their own, where people stand before one


def may_complete(actor: Actor, step: Step, complaint: Complaint, facts: OfficeFacts) -> bool:
    """Tell whether the actor may finish the step that a case stands at."""
    held = actor.roles & step.roles
    if step.purpose == "screen" and not facts.settings.front_desk_may_classify:
        held -= {Role.FRONT_DESK}
    if step.purpose == "screen" and complaint.evidence_given is not None:
        held &= {Role.SUPERVISOR}  # an accusation without a name: a supervisor decides whether to take it up
    if step.own_case or (complaint.officer_id is not None and held == {Role.OFFICER}):
        return bool(held) and complaint.officer_id == actor.account_id
    return bool(held)


def actions_of(
    actor: Actor, complaint: Complaint, step: Step | None, facts: OfficeFacts, now: datetime
) -> frozenset[str]:
    """Return what the actor may do with the case now; the services enforce it again."""
    if complaint.anonymised_at is not None:
        return frozenset({"print_case_file"})
    supervisor = actor.has(Role.SUPERVISOR)
    handles = actor.has(Role.SUPERVISOR, Role.FRONT_DESK, Role.OFFICER)
    found = set()
    if complaint.status == "open":
        if step is not None and may_complete(actor, step, complaint, facts):
            found.add("complete_step")
        found |= clock_actions(actor, complaint)
        if handles:
            found |= {"add_note", "record_contact", "attach_file", "refer_case"}
        if supervisor:
            found |= {"change_officer", "change_level", "close_early", "void", "correct"}
        if own_today(actor, complaint, now) and actor.has(Role.FRONT_DESK):
            found.add("correct")
    elif complaint.status == "closed" and supervisor:
        found |= {"reopen", "correct"}
    if supervisor:
        found |= _secrecy(complaint)
    if handles:
        found |= {"print_receipt"} | ({"draft_letter"} if complaint.status != "voided" else set())
        found |= {"print_receipt", *_tying(complaint)}
    found.add("print_case_file")
    return frozenset(found | papers_of(handles, complaint, facts))


def papers_of(handles: bool, complaint: Complaint, facts: OfficeFacts) -> set[str]:
    """Return which papers to be signed a case has: taken down from somebody, or found in the box."""
    channel = facts.channels.id(complaint.channel_id)
    found = set()
    if channel is not None and channel.form == "box":
        found.add("print_box_record")
    spoken = channel is not None and (channel.form in ("walk_in", "phone") or channel.code in SPOKEN)
    if handles and spoken and complaint.status != "voided":
        found.add("print_statement")
        if channel is not None and channel.form != "phone":
            found.add("print_statement_thumb")
    return found


def may_run_clock(actor: Actor, complaint: Complaint) -> bool:
    """Tell whether the actor may stop a case's clock and let it go on: its officer, or a supervisor."""
    own = actor.has(Role.OFFICER) and complaint.officer_id == actor.account_id
    return own or actor.has(Role.SUPERVISOR)


def clock_actions(actor: Actor, complaint: Complaint) -> frozenset[str]:
    """Return what the actor may do with the clock of an open case."""
    found = set()
    if may_run_clock(actor, complaint):
        found.add("stop_clock" if complaint.stopped_on is None else "restart_clock")
    if actor.has(Role.SUPERVISOR):
        found.add("extend_due")
    return frozenset(found)


def _secrecy(complaint: Complaint) -> set[str]:
    """Return what a supervisor may do with what a case keeps from others."""
    found = {"reveal"} if complaint.identity == "hidden" else set()
    if complaint.confidential:
        return found | {"name_reader", "remove_reader", "unmark_confidential"}
    return found | {"mark_confidential"}


def _tying(complaint: Complaint) -> set[str]:
    return {"link_case", "request_review"} if complaint.status == "closed" else {"link_case"}


def require_in_clear(complaint: Complaint) -> None:
    """Refuse work on a case whose texts were destroyed by rule: there is nothing left to work on."""
    if complaint.anonymised_at is not None:
        raise DomainError("case.anonymised")


def require_right_to_correct(actor: Actor, complaint: Complaint, reason: str, now: datetime) -> None:
    """Refuse a correction that is neither the desk's own of the day nor a supervisor's with a reason."""
    require_in_clear(complaint)
    if complaint.status == "voided":
        raise DomainError("case.voided")
    if own_today(actor, complaint, now) and complaint.status == "open":
        return
    if not actor.has(Role.SUPERVISOR):
        raise DomainError("case.own_day_over")
    if not reason:
        raise Invalid({"reason": FieldError("required")})


def own_today(actor: Actor, complaint: Complaint, now: datetime) -> bool:
    """Tell whether the actor took the case in, and did so today."""
    return complaint.received_by == actor.account_id and complaint.entered_at.date() == now.date()
