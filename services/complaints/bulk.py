"""Work on many cases at once: assign them, print them; one answer with a row for each.

Each case is a unit of work of its own, so that nobody waits for all of them, one that can't be done leaves
the others done, and what was cancelled half-way holds as far as it came.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.complaints.casework import complete
from services.complaints.commands import CompleteStep
from services.complaints.reading import require_version
from services.complaints.visibility import find_visible
from services.errors import DomainError
from services.flowchart.definition import Step
from services.office.facts import FactsCache
from services.permissions import SUPERVISORS, Actor, use_case
from services.unit_of_work import Units

ASSIGN_CASES = use_case(
    "complaints.assign_cases",
    SUPERVISORS,
    changes=("complaint", "case_event", "case_state", "clock_event", "referral"),
)

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class ChosenCase:
    """Hold one case of a selection as it was shown: its version says whether it has changed since."""

    complaint_id: int
    version: int
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignCases:
    """Give cases that wait to be assigned to one officer."""

    cases: tuple[ChosenCase, ...]
    officer_id: int


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """Hold what became of one case of a selection: problem is None where it was done."""

    complaint_id: int
    number: str
    version: int = 0
    problem: DomainError | None = None


class Bulk:
    """Carry out one thing on many cases."""

    def __init__(self, units: Units, facts: FactsCache) -> None:
        self._units = units
        self._facts = facts

    def assign_cases(
        self,
        actor: Actor,
        command: AssignCases,
        command_id: str,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> tuple[CaseAnswer, ...]:
        """Finish the step in which a case is assigned, for each; those left out say why.

        The same command id carries on where it was broken off; what was cancelled is `bulk.cancelled`.
        """
        self._units.require(actor, ASSIGN_CASES)
        return each_case(
            command.cases,
            lambda case: self._assign(actor, case, command.officer_id, f"{command_id}:{case.complaint_id}"),
            progress,
            cancelled,
        )

    def _assign(self, actor: Actor, case: ChosenCase, officer_id: int, command_id: str) -> CaseAnswer:
        with self._units.write(actor, ASSIGN_CASES, command_id) as work:
            facts = self._facts.of(work.session, work.office_id)
            complaint = find_visible(work.session, work.actor, facts, case.complaint_id)
            if work.repeated is None:
                require_version(work.session, complaint, case.version)
                if complaint.status != "open":
                    raise DomainError("case.voided" if complaint.status == "voided" else "case.closed")
                chart = facts.charts[complaint.flowchart_version_id]
                step = chart.steps.get(complaint.step)
                if step is None or step.purpose != "assign":
                    raise DomainError("case.wrong_step", step=chart.name_of(complaint.step))
                answers = {_officer_field(step): officer_id}
                complete(
                    work, facts, complaint, CompleteStep(
                        complaint_id=complaint.id, version=case.version, step=step.code, answers=answers
                    ),
                )  # fmt: skip
                work.about("complaint", complaint.id, officer=officer_id)
                work.commit()
            return CaseAnswer(complaint.id, complaint.number, complaint.version)


def each_case(
    cases: Sequence[ChosenCase],
    carry_out: Callable[[ChosenCase], CaseAnswer],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> tuple[CaseAnswer, ...]:
    """Carry something out on one case after another; an error of one is its answer, and the rest goes on."""
    answers = []
    for done, case in enumerate(cases):
        if cancelled is not None and cancelled():
            problem = DomainError("bulk.cancelled")
            answers += [CaseAnswer(left.complaint_id, left.number, problem=problem) for left in cases[done:]]
            break
        try:
            answers.append(carry_out(case))
        except DomainError as error:
            answers.append(CaseAnswer(case.complaint_id, case.number, problem=error))
        if progress is not None:
            progress(done + 1, len(cases))
    return tuple(answers)


def _officer_field(step: Step) -> str:
    return next((ask.field for ask in step.asks if ask.field == "officer"), "officer")
