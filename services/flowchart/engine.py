"""Walk a flowchart: where a finished step leads, and what it must be given."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.errors import FieldError
from services.flowchart.definition import Ask, Chart, Facts, Step, all_hold


def next_step(chart: Chart, step: Step, facts: Facts) -> str:
    """Return the code of the step or end state that follows, passing over skipped steps."""
    return way_on(chart, step, facts)[0]


def way_on(chart: Chart, step: Step, facts: Facts) -> tuple[str, list[Step]]:
    """Return the step or end state that follows, and the steps passed over on the way there."""
    passed: list[Step] = []
    while True:
        target = _target(chart, step, facts)
        if target in chart.ends:
            return target, passed
        following = chart.step(target)
        if not following.skip_when or not all_hold(following.skip_when, facts) or following in passed:
            return target, passed
        passed.append(following)
        step = following


def _target(chart: Chart, step: Step, facts: Facts) -> str:
    taken = next((branch for branch in step.branches if all_hold(branch.when, facts)), None)
    # Charts are checked before cases run on them. One that was not must not leave a case without a way on.
    taken = taken or (step.branches[-1] if step.branches else None)
    if taken is None or (taken.to not in chart.steps and taken.to not in chart.ends):
        return chart.end_with(None)
    return taken.to


def asked(step: Step, facts: Facts) -> Iterator[Ask]:
    """Yield what a step asks for, given the facts so far."""
    return (ask for ask in step.asks if ask.is_asked(facts))


def missing(step: Step, facts: Facts) -> dict[str, FieldError]:
    """Return the errors of required fields that the facts leave empty."""
    return {
        ask.field: FieldError("required")
        for ask in step.asks
        if ask.is_required(facts) and facts.get(ask.field) in (None, "")
    }


def expected_path(chart: Chart, step_code: str, facts: Facts) -> list[str]:
    """Return the steps still to come on the usual way, ending with an end state.

    Decisions not yet made are taken as they usually go: the first unconditional branch.
    """
    path: list[str] = []
    known: Mapping[str, Any] = {**facts, "decision": "approve"}
    while step_code not in chart.ends:
        step_code = next_step(chart, chart.step(step_code), known)
        if step_code in path:
            break
        path.append(step_code)
    return path
