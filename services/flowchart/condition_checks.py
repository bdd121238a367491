"""Check the conditions of a flowchart: what they name, and whether they can ever hold."""

from collections.abc import Iterator

from services.flowchart.definition import Ask, Branch, Chart, Condition, Conditions, Field, Step, all_hold
from services.flowchart.problems import ChartProblem, warning
from services.flowchart.values import (
    ALWAYS_THERE,
    KEPT_TYPES,
    KNOWN_LISTS,
    ChartChoices,
    Domains,
    field_of,
    values_of,
)


def check_conditions(chart: Chart, choices: ChartChoices) -> Iterator[ChartProblem]:
    """Yield what is wrong with the conditions of every step."""
    domains = Domains(chart, choices)
    for code, step in chart.steps.items():
        yield from _branches(domains, code, step)
        yield from _skipping(domains, code, step)
        for ask in step.asks:
            many = [ask.when, ask.required_when or (), *(when for _value, when in ask.prefill)]
            for conditions in many:
                yield from _never_asked(domains, code, ask.field, conditions)
            yield from _offered(domains, code, ask)
        for need in step.needs:
            yield from _never_asked(domains, code, need.kind, need.when)


def named_conditions(step: Step) -> Iterator[tuple[int | None, Conditions]]:
    """Yield every set of conditions of a step, with the number of its branch where it is one."""
    for index, branch in enumerate(step.branches):
        yield index, branch.when
    yield None, step.skip_when
    for ask in step.asks:
        yield None, ask.when
        yield None, ask.required_when or ()
        yield from ((None, when) for _value, when in ask.prefill)
    for need in step.needs:
        yield None, need.when


def live_branches(chart: Chart, choices: ChartChoices, step: Step) -> list[Branch]:
    """Return the branches that some case can take."""
    domains = Domains(chart, choices)
    return [branch for index, branch in enumerate(step.branches) if _state(domains, step, index) == "live"]


def _state(domains: Domains, step: Step, index: int) -> str:
    """Return whether a branch is live, caught by those before it, or never to hold."""
    branch, before = step.branches[index], step.branches[:index]
    if any(not earlier.when for earlier in before):
        return "caught"
    alone = domains.cases(branch.when)
    if alone is not None and not any(all_hold(branch.when, case) for case in alone):
        return "never"
    cases = domains.cases(branch.when, *(earlier.when for earlier in before))
    if cases is None:
        same = any(set(earlier.when) <= set(branch.when) for earlier in before)
        return "caught" if same else "live"
    its = (case for case in cases if all_hold(branch.when, case))
    left = any(not any(all_hold(earlier.when, case) for earlier in before) for case in its)
    return "live" if left else "caught"


def _branches(domains: Domains, code: str, step: Step) -> Iterator[ChartProblem]:
    for index, branch in enumerate(step.branches):
        wrong = list(_named(domains, code, index, branch.when))
        yield from wrong
        state = "live" if wrong else _state(domains, step, index)
        if state != "live":
            yield ChartProblem(f"branch.{state}", code, index, params={"label": branch.label})
    if step.branches and step.branches[-1].when:
        yield ChartProblem("branch.last_conditional", code, len(step.branches) - 1)


def _skipping(domains: Domains, code: str, step: Step) -> Iterator[ChartProblem]:
    if not step.skip_when:
        return
    wrong = list(_named(domains, code, None, step.skip_when))
    yield from wrong
    cases = domains.cases(step.skip_when)
    if wrong or cases is None:
        return
    if all(all_hold(step.skip_when, case) for case in cases):
        yield ChartProblem("skip.always", code)
    elif not any(all_hold(step.skip_when, case) for case in cases):
        yield warning("skip.never", code)


def _never_asked(domains: Domains, code: str, what: str, conditions: Conditions) -> Iterator[ChartProblem]:
    wrong = list(_named(domains, code, None, conditions))
    yield from wrong
    cases = domains.cases(conditions)
    if not wrong and cases is not None and not any(all_hold(conditions, case) for case in cases):
        yield warning("condition.never", code, field=what)


def _named(domains: Domains, code: str, index: int | None, conditions: Conditions) -> Iterator[ChartProblem]:
    for one in conditions:
        problem = _wrong(domains, one)
        if problem:
            name, params = problem
            yield ChartProblem(name, code, index, params={"field": one.field, **params})


def _wrong(domains: Domains, one: Condition) -> tuple[str, dict[str, object]] | None:
    field = field_of(domains.chart, one.field)
    if field is None:
        return "condition.field_unknown", {}
    if one.op not in ("is", "in") or isinstance(one.value, tuple) != (one.op == "in") or one.value == ():
        return "condition.shape", {}
    for value in values_of(one):
        if field.type == "yes_no" and not isinstance(value, bool):
            return "condition.yes_no", {"value": value}
        if not _can_be(domains, field, value):
            return "condition.value_unknown", {"value": value}
    return None


def _can_be(domains: Domains, field: Field, value: object) -> bool:
    """Tell whether a field can have a value; who a person is differs from office to office: none is named."""
    if field.type == "yes_no":
        return isinstance(value, bool)
    if field.type == "choice":
        return isinstance(value, str) and value in domains.choices.items(field)
    if field.type == "text":  # an own text left empty is no answer at all
        return isinstance(value, str) and (value != "" or field.code in KEPT_TYPES)
    return False


def _offered(domains: Domains, code: str, ask: Ask) -> Iterator[ChartProblem]:
    field = domains.chart.fields.get(ask.field)
    for value, _when in ask.prefill:
        if field is not None and not _can_be(domains, field, value):
            yield ChartProblem("ask.offer_unknown", code, params={"field": ask.field, "value": value})


def check_known_in_time(chart: Chart, before: dict[str, set[str]]) -> Iterator[ChartProblem]:
    """Yield the conditions on what no step asks for by then; before holds what can come before each."""
    asked = {code: {ask.field for ask in step.asks} for code, step in chart.steps.items()}
    for code, step in chart.steps.items():
        known = {*KNOWN_LISTS, *ALWAYS_THERE, "level", "confidential"}
        known = known.union(asked[code], *(asked[earlier] for earlier in before[code]))
        told: set[str] = set()
        for index, conditions in named_conditions(step):
            for one in conditions:
                if one.field in known or one.field in told or field_of(chart, one.field) is None:
                    continue
                told.add(one.field)
                yield warning("condition.not_asked_yet", code, index, field=one.field)
