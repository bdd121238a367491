"""Check a flowchart before cases run on it: every case must find its way to an end."""

from collections.abc import Iterable, Iterator, Mapping

from services.flowchart.condition_checks import check_conditions, check_known_in_time, live_branches
from services.flowchart.definition import NEEDS, PURPOSES, Chart, Field, Step
from services.flowchart.problems import ChartProblem, warning
from services.flowchart.values import KEPT_LISTS, KEPT_TYPES, KNOWN_LISTS, ChartChoices
from services.permissions import HANDLERS, Role

__all__ = ["ChartChoices", "ChartProblem", "check_chart", "errors_of"]

FIELD_TYPES = ("text", "yes_no", "user", "choice")
LIMIT_KINDS = ("same_day", "working_days", "level")
FEWEST_DAYS, MOST_DAYS = 1, 365
MOST_STEPS = 60
ONCE = ("register", "screen")
_WORK = frozenset(PURPOSES) - {"register", "screen"}


def check_chart(chart: Chart, choices: ChartChoices) -> tuple[ChartProblem, ...]:
    """Return what is wrong with a chart, errors first, in the order of its steps."""
    found = [
        *_whole(chart, choices),
        *_fields(chart, choices),
        *(problem for step in chart.steps.items() for problem in _step(chart, choices, *step)),
        *check_conditions(chart, choices),
        *_ways(chart, choices),
        *_purposes(chart),
    ]
    place = {code: number for number, code in enumerate([*chart.steps, *chart.ends], start=1)}
    found.sort(key=lambda one: (one.severity != "error", place.get(one.step, 0)))
    return tuple(found)


def errors_of(problems: Iterable[ChartProblem]) -> tuple[ChartProblem, ...]:
    """Return the problems that keep a chart from being published."""
    return tuple(problem for problem in problems if problem.severity == "error")


def _whole(chart: Chart, choices: ChartChoices) -> Iterator[ChartProblem]:
    if not chart.name.strip():
        yield ChartProblem("chart.no_name")
    if not chart.ends:
        yield ChartProblem("chart.no_end")
    if chart.first not in chart.steps:
        yield ChartProblem("chart.first_missing")
    if len(chart.steps) > MOST_STEPS:
        yield ChartProblem("chart.too_many_steps", params={"most": MOST_STEPS})
    for code, name in chart.ends.items():
        if not name.strip():
            yield ChartProblem("end.no_name", code)
        if code in chart.steps:
            yield ChartProblem("code.twice", code, params={"name": code})
        outcome = chart.end_outcomes.get(code)
        if outcome and outcome not in choices.lists.get("outcomes", {}):
            yield ChartProblem("end.outcome_unknown", code, params={"value": outcome})


def _fields(chart: Chart, choices: ChartChoices) -> Iterator[ChartProblem]:
    seen: set[str] = set()
    for key, field in chart.fields.items():
        if field.code in seen or field.code != key:
            yield ChartProblem("code.twice", params={"name": field.code})
        seen.add(field.code)
        problem = _field_problem(field, choices)
        if problem:
            yield ChartProblem(problem, params={"field": field.code})


def _field_problem(field: Field, choices: ChartChoices) -> str:
    if not field.label.strip():
        return "field.no_label"
    if field.type not in FIELD_TYPES or (field.type == "user" and field.code != "officer"):
        return "field.type"
    if field.type == "choice" and not choices.items(field):
        return "field.no_choices"
    kept = {**KNOWN_LISTS, **KEPT_LISTS}.get(field.code)
    if kept is not None and (field.type != "choice" or field.items or field.list != kept):
        return "field.kept_otherwise"
    if field.type != KEPT_TYPES.get(field.code, field.type):
        return "field.kept_otherwise"
    return ""


def _step(chart: Chart, choices: ChartChoices, code: str, step: Step) -> Iterator[ChartProblem]:
    if not step.name.strip():
        yield ChartProblem("step.no_name", code)
    if not step.action.strip():
        yield ChartProblem("step.no_action", code)
    if not step.roles:
        yield ChartProblem("step.no_role", code)
    elif not step.roles & HANDLERS:
        yield ChartProblem("step.role_cannot", code, params={"roles": sorted(step.roles)})
    if step.purpose and step.purpose not in PURPOSES:
        yield ChartProblem("purpose.unknown", code, params={"purpose": step.purpose})
    for index, branch in enumerate(step.branches):
        if branch.to not in chart.steps and branch.to not in chart.ends:
            yield ChartProblem("branch.unknown_target", code, index, params={"to": branch.to})
    yield from _limit(code, step)
    yield from _asks(chart, code, step)
    yield from _needs(choices, code, step)


def _asks(chart: Chart, code: str, step: Step) -> Iterator[ChartProblem]:
    asked: set[str] = set()
    for ask in step.asks:
        if ask.field not in chart.fields:
            yield ChartProblem("ask.field_unknown", code, params={"field": ask.field})
        if ask.field in asked:
            yield ChartProblem("ask.twice", code, params={"field": ask.field})
        asked.add(ask.field)


def _needs(choices: ChartChoices, code: str, step: Step) -> Iterator[ChartProblem]:
    for need in step.needs:
        if need.kind not in NEEDS:
            yield ChartProblem("need.unknown", code, params={"kind": need.kind})
        elif need.kind == "letter" and need.letter not in choices.letters:
            yield ChartProblem("need.letter_unknown", code, params={"letter": need.letter})


def _limit(code: str, step: Step) -> Iterator[ChartProblem]:
    limit = step.limit
    if limit is None:
        return
    if limit.kind not in LIMIT_KINDS or limit.base not in ("step", "receipt"):
        yield ChartProblem("limit.kind", code)
    elif limit.kind == "working_days" and not FEWEST_DAYS <= limit.days <= MOST_DAYS:
        params = {"days": limit.days, "low": FEWEST_DAYS, "high": MOST_DAYS}
        yield ChartProblem("limit.range", code, params=params)


def _ways(chart: Chart, choices: ChartChoices) -> Iterator[ChartProblem]:
    all_ways = {code: {branch.to for branch in step.branches} for code, step in chart.steps.items()}
    live = {
        code: {branch.to for branch in live_branches(chart, choices, step)}
        for code, step in chart.steps.items()
    }
    reached = reach(all_ways, [chart.first]) if chart.first in chart.steps else set(chart.steps)
    for code, step in chart.steps.items():
        if code not in reached:
            yield ChartProblem("step.unreachable", code)
        if not step.branches:
            yield ChartProblem("step.dead_end", code)
            continue
        onward = reach(live, [code])
        # Where the way ends in a dead end, that is the fault, and it has its own line.
        if not onward & set(chart.ends) and not any(_ends_dead(chart, there) for there in onward):
            yield ChartProblem("step.no_way_to_close", code)
    if chart.first in chart.steps:
        yield from (warning("end.unreachable", code) for code in chart.ends if code not in reached)
    before: dict[str, set[str]] = {code: set() for code in chart.steps}
    for code in chart.steps:
        for there in reach(all_ways, all_ways[code]):
            if there in before:
                before[there].add(code)
    yield from check_known_in_time(chart, before)
    yield from _assigned_before(chart, all_ways)


def _ends_dead(chart: Chart, code: str) -> bool:
    step = chart.steps.get(code)
    return code not in chart.ends and (step is None or not step.branches)


def _assigned_before(chart: Chart, ways: Mapping[str, set[str]]) -> Iterator[ChartProblem]:
    assigning = {
        code
        for code, step in chart.steps.items()
        if any(ask.field == "officer" and ask.required for ask in step.asks)
    }
    without = reach({code: to for code, to in ways.items() if code not in assigning}, [chart.first])
    for code, step in chart.steps.items():
        if step.own_case and code in without:
            yield ChartProblem("step.own_case_unassigned", code)


def reach(ways: Mapping[str, Iterable[str]], starts: Iterable[str]) -> set[str]:
    """Return everything that ways lead to, the starts among it."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            waiting.extend(ways.get(code, ()))
    return found


def _purposes(chart: Chart) -> Iterator[ChartProblem]:
    by_purpose: dict[str, list[str]] = {}
    for code, step in chart.steps.items():
        by_purpose.setdefault(step.purpose, []).append(code)
    for purpose in ONCE:
        for code in by_purpose.get(purpose, [])[1:]:
            yield ChartProblem("purpose.twice", code, params={"purpose": purpose})
    if chart.first in chart.steps and chart.steps[chart.first].purpose != "register":
        yield ChartProblem("purpose.register_not_first", chart.first)
    elif any(code != chart.first for code in by_purpose.get("register", [])[:1]):
        yield ChartProblem("purpose.register_not_first", by_purpose["register"][0])
    yield from _screening(chart, by_purpose.get("screen", []))
    closing = by_purpose.get("close", [])
    if not closing:
        yield ChartProblem("purpose.no_close")
    elif not any(Role.SUPERVISOR in chart.steps[code].roles for code in closing):
        yield ChartProblem("purpose.close_no_supervisor", closing[0])
    for code, step in chart.steps.items():
        ends = any(branch.to in chart.ends for branch in step.branches)
        if ends and code not in closing and Role.SUPERVISOR not in step.roles:
            yield ChartProblem("end.no_supervisor", code)


def _screening(chart: Chart, screening: list[str]) -> Iterator[ChartProblem]:
    if not screening:
        yield ChartProblem("purpose.no_screen")
        return
    ways = {
        code: [branch.to for branch in step.branches]
        for code, step in chart.steps.items()
        if code not in screening
    }
    for code in reach(ways, [chart.first]):
        purpose = chart.steps[code].purpose if code in chart.steps else "close"
        if code in chart.ends or purpose in _WORK:
            yield ChartProblem("purpose.screen_passed_by", screening[0])
            return
    if chart.steps[screening[0]].skip_when:
        yield ChartProblem("purpose.screen_passed_by", screening[0])
