"""What may be wrong with a flowchart: a code with where it is, never a sentence.

ui/flowchart/problem_text.py turns codes into Thai.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.errors import DomainError

# Every code that a check may give.
PROBLEM_CODES = frozenset(
    {
        "chart.no_name",
        "chart.no_end",
        "chart.first_missing",
        "chart.too_many_steps",  # most
        "code.twice",  # name: a step and an end state, or two fields, with one code
        "end.no_name",
        "end.unreachable",  # a warning
        "end.outcome_unknown",  # value
        "end.no_supervisor",  # no supervisor may finish a step that ends the case
        "step.no_name",
        "step.no_action",
        "step.no_role",
        "step.role_cannot",  # roles: none of them works on cases
        "step.unreachable",
        "step.dead_end",
        "step.no_way_to_close",
        "step.own_case_unassigned",
        "limit.kind",
        "limit.range",  # days, low, high
        "branch.unknown_target",  # to
        "branch.last_conditional",
        "branch.never",  # label
        "branch.caught",  # label
        "condition.field_unknown",  # field
        "condition.value_unknown",  # field, value
        "condition.yes_no",  # field, value
        "condition.shape",  # field
        "condition.never",  # field: what is asked or needed; a warning
        "condition.not_asked_yet",  # field; a warning
        "skip.always",
        "skip.never",  # a warning
        "field.no_label",  # field
        "field.type",  # field
        "field.no_choices",  # field
        "field.kept_otherwise",  # field: the program keeps it as something else
        "ask.field_unknown",  # field
        "ask.twice",  # field
        "ask.offer_unknown",  # field, value
        "need.unknown",  # kind
        "need.letter_unknown",  # letter
        "purpose.unknown",  # purpose
        "purpose.twice",  # purpose
        "purpose.register_not_first",
        "purpose.no_screen",
        "purpose.screen_passed_by",
        "purpose.no_close",
        "purpose.close_no_supervisor",
    }
)


@dataclass(frozen=True, slots=True)
class ChartProblem:
    """Hold one thing that is wrong: severity is error or warning.

    step may be the code of an end state; branch is the number of one of its branches.
    """

    code: str
    step: str = ""
    branch: int | None = None
    severity: str = "error"
    params: Mapping[str, Any] = field(default_factory=dict)


class ChartRefused(DomainError):
    """Say that a chart is not fit for cases to run on, with what is wrong with it."""

    def __init__(self, problems: Sequence[ChartProblem]) -> None:
        super().__init__("flowchart.problems", number=len(problems))
        self.problems = tuple(problems)


def warning(code: str, step: str = "", branch: int | None = None, **params: Any) -> ChartProblem:
    """Return a problem that keeps nobody from publishing."""
    return ChartProblem(code, step, branch, "warning", params)
