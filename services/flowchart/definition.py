"""A flowchart's definition as plain values, read from its JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.permissions import Role

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold one comparison; op is 'is' or 'in'."""

    field: str
    op: str
    value: Any

    def holds(self, facts: Facts) -> bool:
        """Tell whether the facts meet the comparison."""
        actual = facts.get(self.field)
        return actual in self.value if self.op == "in" else bool(actual == self.value)


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
    """Hold one step of the flowchart."""

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


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a whole flowchart."""

    code: str
    name: str
    first: str
    fields: Mapping[str, Field]
    steps: Mapping[str, Step]
    ends: Mapping[str, str]

    def step(self, code: str) -> Step:
        """Return a step by its code."""
        return self.steps[code]

    def name_of(self, code: str) -> str:
        """Return the name of a step or an end state."""
        return self.steps[code].name if code in self.steps else self.ends.get(code, code)


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
    )


def _conditions(items: list[dict[str, Any]] | None) -> Conditions:
    return tuple(Condition(item["field"], item["op"], item["value"]) for item in items or ())


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
    )
