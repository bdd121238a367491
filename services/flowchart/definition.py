"""A flowchart's definition as plain values, read from its JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.permissions import Role

Facts = Mapping[str, Any]

# What a step is for, where the program itself has to know: lists, figures and rights look at it.
PURPOSES = (
    *("register", "screen", "answer", "refer", "follow_up", "assign", "acknowledge"),
    *("investigate", "review", "inform", "close"),
)
NEEDS = ("note", "attachment", "letter")


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold one comparison; op is 'is' or 'in'."""

    field: str
    op: str
    value: Any

    def holds(self, facts: Facts) -> bool:
        """Tell whether the facts meet the comparison."""
        actual = facts.get(self.field)
        if self.op == "in":  # a draft that was not checked may name a single value
            return isinstance(self.value, tuple) and actual in self.value
        return bool(actual == self.value)


Conditions = tuple[Condition, ...]


def all_hold(conditions: Conditions, facts: Facts) -> bool:
    """Tell whether every condition holds; none at all always holds."""
    return all(condition.holds(facts) for condition in conditions)


@dataclass(frozen=True, slots=True)
class Field:
    """Hold a field that steps may ask for; items are fixed choices, list names a code list."""

    code: str
    label: str
    type: str
    list: str = ""
    items: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Hold what a step asks for and when."""

    field: str
    required: bool
    when: Conditions = ()
    required_when: Conditions | None = None
    prefill: tuple[tuple[Any, Conditions], ...] = ()

    def is_asked(self, facts: Facts) -> bool:
        """Tell whether the step asks for this."""
        return all_hold(self.when, facts)

    def is_required(self, facts: Facts) -> bool:
        """Tell whether the step cannot be finished without this."""
        if not self.is_asked(facts):
            return False
        return self.required or (self.required_when is not None and all_hold(self.required_when, facts))

    def suggested(self, facts: Facts) -> Any | None:
        """Return the value to offer, or None."""
        return next((value for value, when in self.prefill if all_hold(when, facts)), None)


@dataclass(frozen=True, slots=True)
class Need:
    """Hold what must be there before a step is finished: a note, an attached file, or an issued letter.

    kind is one of NEEDS; letter the kind of letter, where it is one.
    """

    kind: str
    letter: str = ""
    when: Conditions = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """Hold one way out of a step."""

    to: str
    label: str
    when: Conditions


@dataclass(frozen=True, slots=True)
class Limit:
    """Hold a step's limit: kind same_day, working_days or level; base step or receipt."""

    kind: str
    days: int = 0
    base: str = "step"


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of the flowchart; purpose is one of PURPOSES, or empty for a step of the office's own."""

    code: str
    number: str
    name: str
    action: str
    roles: frozenset[Role]
    limit: Limit | None
    asks: tuple[Ask, ...]
    branches: tuple[Branch, ...]
    skip_when: Conditions = ()
    own_case: bool = False
    decision: bool = False
    purpose: str = ""
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a whole flowchart.

    ends are the end states by code, end_outcomes the outcome that reaching one gives a case that has none.
    places are the middles of boxes that somebody moved on the drawing, by code, in its own units; the rest is
    laid out by itself. former are the names of steps that a case went through on charts it followed before.
    """

    code: str
    name: str
    first: str
    fields: Mapping[str, Field]
    steps: Mapping[str, Step]
    ends: Mapping[str, str]
    end_outcomes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def step(self, code: str) -> Step:
        """Return a step by its code."""
        return self.steps[code]

    def name_of(self, code: str) -> str:
        """Return the name of a step or an end state."""
        if code in self.steps:
            return self.steps[code].name
        return self.ends.get(code) or self.former.get(code, code)

    def first_of(self, purpose: str) -> Step | None:
        """Return the first step with a purpose, where there is one."""
        return next((step for step in self.steps.values() if step.purpose == purpose), None)

    def end_with(self, outcome: str | None) -> str:
        """Return the end state that fits an outcome: its own, else one without, else the first."""
        wanted = (code for code in self.ends if outcome and self.end_outcomes.get(code) == outcome)
        plain = (code for code in self.ends if code not in self.end_outcomes)
        return next(wanted, None) or next(plain, None) or next(iter(self.ends))


def read_chart(definition: str) -> Chart:
    """Return the chart that a JSON text defines."""
    return chart_from(json.loads(definition))


def chart_from(data: Mapping[str, Any]) -> Chart:
    """Return the chart that decoded JSON defines."""
    return Chart(
        code=data["code"],
        name=data["name"],
        first=data["first"],
        fields={item["code"]: _field(item) for item in data["fields"]},
        steps={item["code"]: _step(item) for item in data["steps"]},
        ends={item["code"]: item["name"] for item in data["end_states"]},
        end_outcomes={item["code"]: item["outcome"] for item in data["end_states"] if item.get("outcome")},
        places={code: (x, y) for code, (x, y) in data.get("places", {}).items()},
    )


def write_chart(chart: Chart) -> str:
    """Return the JSON text that read_chart reads as this chart."""
    return json.dumps(chart_data(chart), ensure_ascii=False)


def chart_data(chart: Chart) -> dict[str, Any]:
    """Return a chart as plain data, shaped as resources/office/flowchart.json says."""
    return {
        "code": chart.code,
        "name": chart.name,
        "first": chart.first,
        "end_states": [
            {"code": code, "name": name, **_given(outcome=chart.end_outcomes.get(code))}
            for code, name in chart.ends.items()
        ],
        "fields": [_field_data(item) for item in chart.fields.values()],
        "steps": [_step_data(item) for item in chart.steps.values()],
        **_given(places={code: list(place) for code, place in chart.places.items()}),
    }


def _given(**values: Any) -> dict[str, Any]:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value}


def _conditions_data(conditions: Conditions) -> list[dict[str, Any]]:
    return [
        {
            "field": one.field,
            "op": one.op,
            "value": list(one.value) if isinstance(one.value, tuple) else one.value,
        }
        for one in conditions
    ]


def _field_data(item: Field) -> dict[str, Any]:
    items = [{"code": code, "name": name} for code, name in item.items]
    return {"code": item.code, "label": item.label, "type": item.type, **_given(list=item.list, items=items)}


def _ask_data(ask: Ask) -> dict[str, Any]:
    required_when = {}
    if ask.required_when is not None:
        required_when["required_when"] = _conditions_data(ask.required_when)
    prefill = [{"value": value, "when": _conditions_data(when)} for value, when in ask.prefill]
    return {
        "field": ask.field,
        "required": ask.required,
        **_given(when=_conditions_data(ask.when)),
        **required_when,
        **_given(prefill=prefill),
    }


def _limit_data(limit: Limit | None) -> dict[str, Any] | None:
    if limit is None:
        return None
    if limit.kind == "working_days":
        return {"kind": limit.kind, "days": limit.days, "from": limit.base}
    return {"kind": limit.kind}


def _step_data(step: Step) -> dict[str, Any]:
    needs = [
        {"kind": need.kind, **_given(letter=need.letter, when=_conditions_data(need.when))}
        for need in step.needs
    ]
    return {
        "code": step.code,
        "number": step.number,
        "name": step.name,
        "action": step.action,
        "roles": sorted(step.roles),
        "limit": _limit_data(step.limit),
        "asks": [_ask_data(ask) for ask in step.asks],
        "branches": [
            {"to": branch.to, "label": branch.label, "when": _conditions_data(branch.when)}
            for branch in step.branches
        ],
        **_given(
            skip_when=_conditions_data(step.skip_when),
            own_case=step.own_case,
            decision=step.decision,
            needs=needs,
        ),
        "purpose": step.purpose,
    }


def _conditions(items: list[dict[str, Any]] | None) -> Conditions:
    return tuple(Condition(item["field"], item["op"], _value(item["value"])) for item in items or ())


def _value(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _field(item: Mapping[str, Any]) -> Field:
    items = tuple((choice["code"], choice["name"]) for choice in item.get("items", ()))
    return Field(item["code"], item["label"], item["type"], item.get("list", ""), items)


def _ask(item: Mapping[str, Any]) -> Ask:
    required_when = item.get("required_when")
    return Ask(
        field=item["field"],
        required=item["required"],
        when=_conditions(item.get("when")),
        required_when=None if required_when is None else _conditions(required_when),
        prefill=tuple((offer["value"], _conditions(offer["when"])) for offer in item.get("prefill", ())),
    )


def _step(item: Mapping[str, Any]) -> Step:
    limit = item["limit"]
    return Step(
        code=item["code"],
        number=item["number"],
        name=item["name"],
        action=item["action"],
        roles=frozenset(Role(role) for role in item["roles"]),
        limit=limit and Limit(limit["kind"], limit.get("days", 0), limit.get("from", "step")),
        asks=tuple(_ask(ask) for ask in item["asks"]),
        branches=tuple(
            Branch(branch["to"], branch["label"], _conditions(branch["when"])) for branch in item["branches"]
        ),
        skip_when=_conditions(item.get("skip_when")),
        own_case=item.get("own_case", False),
        decision=item.get("decision", False),
        # Charts of the first versions name steps by what they are for.
        purpose=item.get("purpose", item["code"] if item["code"] in PURPOSES else ""),
        needs=tuple(
            Need(need["kind"], need.get("letter", ""), _conditions(need.get("when")))
            for need in item.get("needs", ())
        ),
    )
