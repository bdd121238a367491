"""Move running cases to the newest version of their flowchart, after a look at what would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from models.complaints import Complaint
from services.complaints.case_clocks import limit_of
from services.complaints.case_writer import CaseWriter
from services.complaints.visibility import find_visible, visible_to
from services.errors import Conflict, DomainError, FieldError, Invalid
from services.flowchart.definition import Chart
from services.flowchart.editing import EDITORS, NOTE_LIMIT, versions_of
from services.office.facts import FactsCache, OfficeFacts
from services.permissions import Actor, use_case
from services.thai.text import clean
from services.unit_of_work import Units, Work

PREVIEW_MOVE = use_case("flowchart.preview_move", EDITORS, writes=False)
MOVE_CASES = use_case("flowchart.move_cases", EDITORS, changes=("complaint", "case_event", "clock_event"))


@dataclass(frozen=True, slots=True)
class MoveRow:
    """Hold one running case on an older version: where it stands, and where it would.

    target is empty where somebody has to choose it. step_due_after is the date in force after the move; it
    changes only with the step.
    """

    complaint_id: int
    number: str
    from_number: int
    step: str
    step_name: str
    target: str
    target_name: str
    step_due: date | None
    step_due_after: date | None
    due_date: date


@dataclass(frozen=True, slots=True)
class MovePreview:
    """Hold what a move to the newest version would do; steps are what may be chosen there, {code: name}."""

    code: str
    version_id: int | None
    number: int
    rows: tuple[MoveRow, ...]
    steps: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveCases:
    """Hold which cases to move to which version; steps says for older steps where they lead, {code: code}."""

    code: str
    version_id: int
    complaint_ids: tuple[int, ...]
    steps: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """Hold how many cases were moved."""

    count: int


class Moving:
    """Move running cases between the versions of their flowchart."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def preview_move(self, actor: Actor, code: str, steps: Mapping[str, str]) -> MovePreview:
        """Return the running cases on older versions, and where each would stand on the newest."""
        with self._units.read(actor, PREVIEW_MOVE) as reading:
            facts = self._facts.of(reading.session, reading.office_id)
            numbers = versions_of(reading.session, reading.office_id, code)
            newest = facts.newest_chart.get(code)
            if newest is None:
                return MovePreview(code, None, 0, (), {})
            chart = facts.charts[newest]
            older = [version for version in numbers if version != newest]
            cases = reading.session.scalars(
                select(Complaint)
                .where(
                    visible_to(reading.actor, facts.settings),
                    Complaint.status == "open",
                    Complaint.flowchart_version_id.in_(older),
                )
                .order_by(Complaint.register_key)
            )
            today = reading.now.date()
            rows = tuple(_row(facts, numbers, case, chart, steps, today) for case in cases)
            return MovePreview(code, newest, numbers[newest], rows, _steps_to_choose(chart))

    def move_cases(self, actor: Actor, command: MoveCases, command_id: str) -> Moved:
        """Move the cases named to the newest version; a step's clock begins anew only with the step."""
        with self._units.write(actor, MOVE_CASES, command_id) as work:
            if work.repeated is not None:
                return Moved(work.repeated["count"])
            facts = self._facts.of(work.session, work.office_id)
            reason = clean(command.reason).strip()
            _check(facts, command, reason)
            numbers = versions_of(work.session, work.office_id, command.code)
            cases = [
                find_visible(work.session, work.actor, facts, one)
                for one in dict.fromkeys(command.complaint_ids)
            ]
            targets = _targets(facts, numbers, cases, command)
            for case in cases:
                _move(work, facts, case, command, numbers, targets[case.id], reason)
            work.about(
                "flowchart",
                None,
                reason=reason,
                code=command.code,
                number=numbers[command.version_id],
                cases=len(cases),
            )
            work.commit(count=len(cases))
            return Moved(len(cases))


def _steps_to_choose(chart: Chart) -> dict[str, str]:
    return {
        code: f"{step.number} {step.name}".strip()
        for code, step in chart.steps.items()
        if step.purpose != "register"
    }


def _row(
    facts: OfficeFacts,
    numbers: Mapping[int, int],
    case: Complaint,
    chart: Chart,
    steps: Mapping[str, str],
    today: date,
) -> MoveRow:
    before = facts.charts[case.flowchart_version_id]
    target = _target(before, case, chart, steps)
    due = case.step_due
    if target and target != case.step:
        limit = limit_of(chart.step(target), facts)
        due, _days = facts.counting.step(limit, today, case.received_at.date(), case.due_date)
    return MoveRow(
        complaint_id=case.id,
        number=case.number,
        from_number=numbers[case.flowchart_version_id],
        step=case.step,
        step_name=before.name_of(case.step),
        target=target,
        target_name=chart.name_of(target) if target else "",
        step_due=case.step_due,
        step_due_after=due,
        due_date=case.due_date,
    )


def target_of(before: Chart, step: str, chart: Chart, steps: Mapping[str, str]) -> str:
    """Return the step of a chart that one of an older chart leads to: as chosen, by code, or by purpose.

    Nothing is returned where somebody has to choose.
    """
    chosen = steps.get(step, "")
    if chosen in chart.steps:
        return chosen
    if step in chart.steps and chart.steps[step].purpose != "register":
        return step
    old = before.steps.get(step)
    same = chart.first_of(old.purpose) if old and old.purpose else None
    return same.code if same else ""


def _target(before: Chart, case: Complaint, chart: Chart, steps: Mapping[str, str]) -> str:
    """Return where a case comes to stand; a step of whoever has the case is none while nobody has it."""
    target = target_of(before, case.step, chart, steps)
    if target and chart.step(target).own_case and case.officer_id is None and target != case.step:
        return ""
    return target


def _check(facts: OfficeFacts, command: MoveCases, reason: str) -> None:
    if command.version_id != facts.newest_chart.get(command.code):
        raise Conflict(by="", at=None)
    errors = {}
    if not reason:
        errors["reason"] = FieldError("required")
    elif len(reason) > NOTE_LIMIT:
        errors["reason"] = FieldError("too_long", limit=NOTE_LIMIT, length=len(reason))
    if not command.complaint_ids:
        errors["complaint_ids"] = FieldError("choose")
    chart = facts.charts[command.version_id]
    if any(to not in _steps_to_choose(chart) for to in command.steps.values()):
        errors["steps"] = FieldError("step.unknown")
    if errors:
        raise Invalid(errors)


def _targets(
    facts: OfficeFacts, numbers: Mapping[int, int], cases: Iterable[Complaint], command: MoveCases
) -> dict[int, str]:
    """Return where each case comes to stand; refuse where one is closed, elsewhere, or nobody chose."""
    chart = facts.charts[command.version_id]
    found: dict[int, str] = {}
    for case in cases:
        if case.status != "open":
            raise DomainError("case.voided" if case.status == "voided" else "case.closed")
        if case.flowchart_version_id not in numbers or case.flowchart_version_id == command.version_id:
            raise DomainError("flowchart.newest", number=case.number)
        before = facts.charts[case.flowchart_version_id]
        target = _target(before, case, chart, command.steps)
        if not target:
            raise Invalid({"steps": FieldError("step.unknown")})
        found[case.id] = target
    return found


def _move(
    work: Work,
    facts: OfficeFacts,
    case: Complaint,
    command: MoveCases,
    numbers: Mapping[int, int],
    target: str,
    reason: str,
) -> None:
    writer = CaseWriter(work, facts, case)
    step, from_number = case.step, numbers[case.flowchart_version_id]
    case.flowchart_version_id = command.version_id
    if target != step:
        writer.enter_step(target)
    writer.add_event(
        "chart_changed",
        step=step,
        next_step=target,
        text=reason,
        flowchart=command.code,
        before=command.code,
        number=numbers[command.version_id],
        from_number=from_number,
    )
    case.version += 1
    writer.index()
