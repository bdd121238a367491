"""Let a case's clock stand and go on again, and give a case more time: each with its reason."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.complaints import Complaint
from services.complaints.case_writer import CaseWriter
from services.complaints.casework import NOTE_LIMIT
from services.complaints.reading import require_version
from services.complaints.rights import may_run_clock, require_in_clear
from services.complaints.visibility import find_visible
from services.errors import DomainError, FieldError, Invalid
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import SUPERVISORS, Actor, Role, UseCase, use_case
from services.thai.text import clean
from services.unit_of_work import Units, Work

_CHANGES = ("complaint", "case_event", "case_state", "clock_event")
_RUNNERS = frozenset({Role.OFFICER, Role.SUPERVISOR})
STOP_CLOCK = use_case("complaints.stop_clock", _RUNNERS, changes=_CHANGES)
RESTART_CLOCK = use_case("complaints.restart_clock", _RUNNERS, changes=_CHANGES)
EXTEND_DUE = use_case("complaints.extend_due", SUPERVISORS, changes=_CHANGES)


@dataclass(frozen=True, slots=True)
class ClockSet:
    """Hold how a case's closure clock stands after a change.

    days is how many working days the date moved by. wanted is the day that was asked for where that one is
    no working day and the next was taken; counts says whether indicator 2 judges by the new date.
    """

    complaint_id: int
    version: int
    due_date: date
    stopped_on: date | None
    days: int = 0
    wanted: date | None = None
    counts: bool = True


class Clockwork:
    """Stop clocks, restart them, extend due dates."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def stop_clock(
        self, actor: Actor, complaint_id: int, version: int, reason: str, command_id: str
    ) -> ClockSet:
        """Let the clocks of a case stand while it waits for its complainant; the reply clock runs on."""

        def stop(writer: CaseWriter, _facts: OfficeFacts, said: str) -> ClockSet:
            if writer.complaint.stopped_on is not None:
                raise DomainError("case.clock_stopped", day=writer.complaint.stopped_on)
            writer.stop(said)
            writer.add_event("clock_stopped", step=writer.complaint.step, text=said)
            writer.add_state("clock_stopped")
            return _set(writer.complaint)

        return self._change(actor, STOP_CLOCK, (complaint_id, version, reason, command_id), stop)

    def restart_clock(
        self, actor: Actor, complaint_id: int, version: int, reason: str, command_id: str
    ) -> ClockSet:
        """Let the clocks go on; due dates move by the working days that they stood."""

        def restart(writer: CaseWriter, _facts: OfficeFacts, said: str) -> ClockSet:
            complaint = writer.complaint
            if complaint.stopped_on is None:
                raise DomainError("case.clock_runs")
            before = complaint.due_date
            days = writer.run_on(said)
            writer.add_event(
                "clock_restarted", step=complaint.step, text=said,
                days=days, before=before.isoformat(), due=complaint.due_date.isoformat(),
            )  # fmt: skip
            writer.add_state("clock_restarted")
            return _set(complaint, days)

        return self._change(actor, RESTART_CLOCK, (complaint_id, version, reason, command_id), restart)

    def extend_due(
        self, actor: Actor, complaint_id: int, version: int, new_due: date, reason: str, command_id: str
    ) -> ClockSet:
        """Put a case's due date off; the first date is kept, and a day off becomes the next working day."""

        def extend(writer: CaseWriter, facts: OfficeFacts, said: str) -> ClockSet:
            complaint = writer.complaint
            before, due = complaint.due_date, extended_to(facts, complaint.due_date, new_due)
            writer.extend(due, said)
            counts = writer.due_counted == due
            days = facts.counting.calendar.working_days_between(before, due)
            writer.add_event(
                "due_extended", step=complaint.step, text=said,
                days=days, before=before.isoformat(), due=due.isoformat(), counts=counts,
            )  # fmt: skip
            writer.add_state("due_extended")
            return _set(complaint, days, new_due if due != new_due else None, counts=counts)

        return self._change(actor, EXTEND_DUE, (complaint_id, version, reason, command_id), extend)

    def _change(
        self,
        actor: Actor,
        wanted: UseCase,
        command: tuple[int, int, str, str],
        change: Callable[[CaseWriter, OfficeFacts, str], ClockSet],
    ) -> ClockSet:
        complaint_id, version, reason, command_id = command
        with self._units.write(actor, wanted, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, complaint_id)
            if work.repeated is not None:
                return _set(complaint, **_told(work))
            _require(work.actor, complaint)
            require_version(work.session, complaint, version)
            writer = CaseWriter(work, facts, complaint)
            done = change(writer, facts, _reason(reason))
            complaint.version += 1
            writer.index()
            work.about("complaint", complaint.id, reason=clean(reason).strip())
            work.commit(
                days=done.days, wanted=done.wanted.isoformat() if done.wanted else None, counts=done.counts
            )
            return _set(complaint, done.days, done.wanted, counts=done.counts)


def extended_to(facts: OfficeFacts, due: date, wanted: date) -> date:
    """Return the working day that an extension to a day ends on, or refuse it as the field new_due."""
    calendar, most = facts.counting.calendar, facts.settings.extension_working_days
    if wanted <= due:
        raise Invalid({"new_due": FieldError("due.not_later", due=due)})
    latest = calendar.add_working_days(due, most)
    if wanted > latest:
        raise Invalid({"new_due": FieldError("due.too_far", days=most, latest=latest)})
    return calendar.on_or_after(wanted)


def _require(actor: Actor, complaint: Complaint) -> None:
    require_in_clear(complaint)
    if complaint.status != "open":
        raise DomainError("case.voided" if complaint.status == "voided" else "case.closed")
    if not may_run_clock(actor, complaint):
        raise DomainError("case.clock_not_yours")


def _reason(reason: str) -> str:
    said = clean(reason).strip()
    if not said:
        raise Invalid({"reason": FieldError("required")})
    if len(said) > NOTE_LIMIT:
        raise Invalid({"reason": FieldError("too_long", limit=NOTE_LIMIT, length=len(said))})
    return said


def _told(work: Work) -> dict[str, Any]:
    """Return what was answered when the same command was carried out before."""
    kept = dict(work.repeated or {})
    return {
        "days": kept["days"],
        "wanted": date.fromisoformat(kept["wanted"]) if kept["wanted"] else None,
        "counts": kept["counts"],
    }


def _set(complaint: Complaint, days: int = 0, wanted: date | None = None, *, counts: bool = True) -> ClockSet:
    return ClockSet(
        complaint.id, complaint.version, complaint.due_date, complaint.stopped_on, days, wanted, counts
    )
