"""Change a flowchart that is being drawn: each change gives a new chart and leaves the one before as it was.

What a change speaks of and the chart does not have (a step, a branch) changes nothing. Codes never change,
because cases stand on them; whoever draws gives the codes of earlier versions as `taken`, so that no new step
bears the code of one that an older version had.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from services.flowchart.definition import Ask, Branch, Chart, Conditions, Field, Limit, Need, Step
from services.permissions import HANDLERS, Role

Place = tuple[float, float]
Item = TypeVar("Item")

# What an office may add itself; lists of the program and people stay the program's own.
OWN_TYPES = ("text", "yes_no", "choice")


# --- steps and ends


def add_step(chart: Chart, name: str, after: str = "", taken: Collection[str] = ()) -> tuple[Chart, str]:
    """Add a step and return its code: in the usual way out of the step it comes after, else on its own.

    After an end state no way goes on: there it is a step that leads to the end.
    """
    code = _free("step", {*_codes(chart), *taken})
    source = chart.steps.get(after)
    way = _usual(source) if source else None
    onward = (Branch(source.branches[way].to, "", ()),) if source and way is not None else ()
    if after in chart.ends:
        onward = (Branch(after, "", ()),)
    made = Step(code, _number_after(chart, after), name, "", HANDLERS, None, (), onward)
    steps = {**chart.steps}
    if source:
        branches = list(source.branches)
        if way is None:
            branches.append(Branch(code, "", ()))
        else:
            branches[way] = replace(branches[way], to=code)
        steps[after] = replace(source, branches=tuple(branches))
    return replace(chart, steps=_inserted(steps, made, after)), code


def add_end(chart: Chart, name: str, outcome: str = "", taken: Collection[str] = ()) -> tuple[Chart, str]:
    """Add an end state, which no branch leads to yet, and return its code."""
    code = _free("end", {*_codes(chart), *taken})
    changed = replace(chart, ends={**chart.ends, code: name})
    return set_end_outcome(changed, code, outcome), code


def remove(chart: Chart, code: str) -> Chart:
    """Take a step or an end state out; ways to a step go on where it usually went, ways to an end go with it.

    The last step stays: a chart without any is none.
    """
    step = chart.steps.get(code)
    if (step is None and code not in chart.ends) or (step is not None and len(chart.steps) == 1):
        return chart
    way = _usual(step) if step else None
    onward = step.branches[way].to if step and way is not None else ""
    heir = onward if onward != code else ""
    steps = {
        other.code: replace(other, branches=_without(other, code, heir))
        for other in chart.steps.values()
        if other.code != code
    }
    first = chart.first
    if first == code:
        first = heir if heir in steps else next(iter(steps))
    return replace(
        chart,
        first=first,
        steps=steps,
        ends=_left_out(chart.ends, code),
        end_outcomes=_left_out(chart.end_outcomes, code),
        places=_left_out(chart.places, code),
    )


def rename(chart: Chart, code: str, name: str) -> Chart:
    """Give a step or an end state another name."""
    if code in chart.ends:
        return replace(chart, ends={**chart.ends, code: name})
    return _with(chart, code, name=name)


def rename_chart(chart: Chart, name: str) -> Chart:
    """Give the chart another name."""
    return replace(chart, name=name)


def set_first(chart: Chart, code: str) -> Chart:
    """Let new cases begin at a step."""
    return replace(chart, first=code) if code in chart.steps else chart


def set_number(chart: Chart, code: str, number: str) -> Chart:
    """Give a step another number."""
    return _with(chart, code, number=number)


def set_action(chart: Chart, code: str, action: str) -> Chart:
    """Change the words on the button that finishes a step."""
    return _with(chart, code, action=action)


def set_roles(chart: Chart, code: str, roles: Iterable[Role]) -> Chart:
    """Say who may finish a step."""
    return _with(chart, code, roles=frozenset(roles))


def set_limit(chart: Chart, code: str, limit: Limit | None) -> Chart:
    """Give a step another limit, or none of its own."""
    return _with(chart, code, limit=limit)


def set_purpose(chart: Chart, code: str, purpose: str) -> Chart:
    """Say what a step is for."""
    return _with(chart, code, purpose=purpose)


def set_own_case(chart: Chart, code: str, own_case: bool) -> Chart:
    """Say whether an officer must be the one assigned."""
    return _with(chart, code, own_case=own_case)


def set_decision(chart: Chart, code: str, decision: bool) -> Chart:
    """Say whether a step is a decision."""
    return _with(chart, code, decision=decision)


def set_skip_when(chart: Chart, code: str, when: Conditions) -> Chart:
    """Say when a step is passed over."""
    return _with(chart, code, skip_when=when)


def set_needs(chart: Chart, code: str, needs: Iterable[Need]) -> Chart:
    """Say what must be there before a step is finished."""
    return _with(chart, code, needs=tuple(needs))


def set_asks(chart: Chart, code: str, asks: Iterable[Ask]) -> Chart:
    """Say what a step asks for; a field is asked once, and one that the chart does not have is not asked."""
    kept: dict[str, Ask] = {}
    for ask in asks:
        if ask.field in chart.fields:
            kept.setdefault(ask.field, ask)
    return _with(chart, code, asks=tuple(kept.values()))


def set_end_outcome(chart: Chart, code: str, outcome: str) -> Chart:
    """Say which outcome reaching an end state gives a case that has none; empty for none."""
    if code not in chart.ends:
        return chart
    others = _left_out(chart.end_outcomes, code)
    return replace(chart, end_outcomes={**others, code: outcome} if outcome else others)


# --- fields


def add_field(
    chart: Chart,
    label: str,
    kind: str,
    items: Iterable[str] = (),
    taken: Collection[str] = (),
) -> tuple[Chart, str]:
    """Add a field of the office's own and return its code; kind is of OWN_TYPES, items a choice's names."""
    if kind not in OWN_TYPES:
        raise ValueError(kind)
    code = _free("field", {*chart.fields, *taken})
    named = ((f"item_{place}", name) for place, name in enumerate(items, 1)) if kind == "choice" else ()
    made = Field(code, label, kind, items=tuple(named))
    return replace(chart, fields={**chart.fields, code: made}), code


def change_field(chart: Chart, code: str, label: str, items: Iterable[tuple[str, str]] = ()) -> Chart:
    """Change an own field's label and choices; a choice without a code is new and gets one."""
    field = chart.fields.get(code)
    if field is None or field.list:
        return chart
    given = list(items) if field.type == "choice" else []
    used = {item for item, _name in (*given, *field.items) if item}
    coded = []
    for item, name in given:
        chosen = item or _free("item", used)
        used.add(chosen)
        coded.append((chosen, name))
    changed = replace(field, label=label, items=tuple(coded))
    return replace(chart, fields={**chart.fields, code: changed})


# --- branches


def connect(chart: Chart, code: str, to: str, label: str = "", when: Conditions = ()) -> tuple[Chart, int]:
    """Add a way out of a step behind the others; return where it stands then, as set_conditions says."""
    step = chart.steps.get(code)
    if step is None or not _has(chart, to):
        return chart, -1
    changed = _with(chart, code, branches=(*step.branches, Branch(to, label, ())))
    return set_conditions(changed, code, len(step.branches), when)


def redirect_branch(chart: Chart, code: str, place: int, to: str) -> Chart:
    """Let a branch lead somewhere else."""
    return _with_branch(chart, code, place, to=to) if _has(chart, to) else chart


def set_label(chart: Chart, code: str, place: int, label: str) -> Chart:
    """Change what is written on a branch."""
    return _with_branch(chart, code, place, label=label)


def set_conditions(chart: Chart, code: str, place: int, when: Conditions) -> tuple[Chart, int]:
    """Say when a branch is taken; return where it stands then.

    The first branch whose conditions hold is taken, so one with conditions goes before those without any, and
    one without goes last.
    """
    if _branch(chart, code, place) is None:
        return chart, place
    changed = _with_branch(chart, code, place, when=when)
    branches = changed.steps[code].branches
    unbound = [index for index, branch in enumerate(branches) if not branch.when and index != place]
    if when and unbound and unbound[0] < place:
        return _moved(changed, code, place, unbound[0]), unbound[0]
    if not when and any(branch.when for branch in branches[place + 1 :]):
        return _moved(changed, code, place, len(branches) - 1), len(branches) - 1
    return changed, place


def remove_branch(chart: Chart, code: str, place: int) -> Chart:
    """Take a branch away."""
    if _branch(chart, code, place) is None:
        return chart
    branches = chart.steps[code].branches
    return _with(chart, code, branches=branches[:place] + branches[place + 1 :])


def reorder_branches(chart: Chart, code: str, place: int, to: int) -> Chart:
    """Move a branch to another place among those of its step."""
    if _branch(chart, code, place) is None or _branch(chart, code, to) is None or place == to:
        return chart
    return _moved(chart, code, place, to)


# --- the drawing


def move_box(chart: Chart, code: str, x: float, y: float) -> Chart:
    """Keep where somebody put a box."""
    return replace(chart, places={**chart.places, code: (x, y)}) if _has(chart, code) else chart


def forget_places(chart: Chart, codes: Collection[str] | None = None) -> Chart:
    """Let boxes be laid out by themselves again, all of them without codes."""
    if codes is None:
        return replace(chart, places={})
    return replace(chart, places={code: at for code, at in chart.places.items() if code not in codes})


def renumber(chart: Chart) -> Chart:
    """Give the usual way the numbers 1, 2, 3, and what branches off step 2 the numbers 2.1, 2.2."""
    numbers: dict[str, str] = {}
    usual = list(_usual_way(chart))
    for place, code in enumerate(usual, 1):
        numbers[code] = str(place)
    counted = dict.fromkeys(usual, 0)
    for root in usual:
        for code in _beside(chart, root, numbers):
            counted[root] += 1
            numbers[code] = f"{numbers[root]}.{counted[root]}"
    following = len(usual)
    for code in chart.steps:
        if code not in numbers:
            following += 1
            numbers[code] = str(following)
    steps = {code: replace(step, number=numbers[code]) for code, step in chart.steps.items()}
    return replace(chart, steps=steps)


# --- inner workings


def _with(chart: Chart, code: str, **values: Any) -> Chart:
    step = chart.steps.get(code)
    if step is None:
        return chart
    return replace(chart, steps={**chart.steps, code: replace(step, **values)})


def _branch(chart: Chart, code: str, place: int) -> Branch | None:
    step = chart.steps.get(code)
    return step.branches[place] if step is not None and 0 <= place < len(step.branches) else None


def _with_branch(chart: Chart, code: str, place: int, **values: Any) -> Chart:
    branch = _branch(chart, code, place)
    if branch is None:
        return chart
    branches = list(chart.steps[code].branches)
    branches[place] = replace(branch, **values)
    return _with(chart, code, branches=tuple(branches))


def _moved(chart: Chart, code: str, place: int, to: int) -> Chart:
    branches = list(chart.steps[code].branches)
    branches.insert(to, branches.pop(place))
    return _with(chart, code, branches=tuple(branches))


def _usual(step: Step) -> int | None:
    """Return which branch a step usually takes: the one without conditions, else the last."""
    if not step.branches:
        return None
    unbound = (index for index, branch in enumerate(step.branches) if not branch.when)
    return next(unbound, len(step.branches) - 1)


def _without(step: Step, code: str, heir: str) -> tuple[Branch, ...]:
    """Return a step's branches where another is gone: those that led there lead to its heir, or go."""
    heir = heir if heir != step.code else ""
    sent_on = (replace(one, to=heir) if one.to == code else one for one in step.branches)
    return tuple(branch for branch in sent_on if branch.to)


def _usual_way(chart: Chart) -> Iterator[str]:
    code, seen = chart.first, set[str]()
    while code in chart.steps and code not in seen:
        yield code
        seen.add(code)
        step = chart.steps[code]
        way = _usual(step)
        code = step.branches[way].to if way is not None else ""


def _beside(chart: Chart, root: str, numbered: Mapping[str, str]) -> Iterator[str]:
    """Yield the steps reached from one that have no number, branch by branch, each chain to its end."""
    seen = set(numbered)
    waiting = [branch.to for branch in chart.steps[root].branches]
    while waiting:
        code = waiting.pop(0)
        if code not in chart.steps or code in seen:
            continue
        seen.add(code)
        yield code
        waiting = [branch.to for branch in chart.steps[code].branches] + waiting


def _codes(chart: Chart) -> Iterator[str]:
    yield from chart.steps
    yield from chart.ends


def _has(chart: Chart, code: str) -> bool:
    return code in chart.steps or code in chart.ends


def _free(stem: str, taken: Collection[str]) -> str:
    number = 1
    while f"{stem}_{number}" in taken:
        number += 1
    return f"{stem}_{number}"


def _number_after(chart: Chart, code: str) -> str:
    """Return a number for a step behind another: 2.1 behind 2, 2.2 behind 2.1; at the end a whole one."""
    used = {step.number for step in chart.steps.values()}
    before = chart.steps[code].number if code in chart.steps else ""
    stem = before.rpartition(".")[0] or before
    if not stem:
        whole = [int(number) for number in used if number.isascii() and number.isdigit()]
        return str(max(whole, default=0) + 1)
    place = 1
    while f"{stem}.{place}" in used:
        place += 1
    return f"{stem}.{place}"


def _inserted(steps: Mapping[str, Step], made: Step, after: str) -> dict[str, Step]:
    ordered: dict[str, Step] = {}
    for code, step in steps.items():
        ordered[code] = step
        if code == after:
            ordered[made.code] = made
    ordered.setdefault(made.code, made)
    return ordered


def _left_out(items: Mapping[str, Item], code: str) -> dict[str, Item]:
    return {name: item for name, item in items.items() if name != code}
