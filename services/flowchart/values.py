"""What a condition may be compared with: the values that a field can have, as far as they can be told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from services.flowchart.definition import Chart, Condition, Conditions, Facts, Field
from services.office.codes import choices as code_choices
from services.office.codes import codes as code_list
from services.office.facts import OfficeFacts

# What the program knows of every case from the day it is taken in, by the list of its values.
KNOWN_LISTS = {"identity": "identities", "kind": "kinds", "category": "categories", "group": "groups"}
# What it keeps of every case once a step has asked for it.
KEPT_LISTS = {
    "level": "levels",
    "outcome": "outcomes",
    "notification": "notifications",
    "information_ground": "information_grounds",
}
KEPT_TYPES = {
    "within_authority": "yes_no",
    "officer": "user",
    "confidential": "yes_no",
    **dict.fromkeys(("findings", "corrective_action", "root_cause", "preventive_action", "agency"), "text"),
}
ALWAYS_THERE = ("identity", "kind")
_CODE_LISTS = (
    *("kinds", "identities", "groups", "answer_by", "outcomes", "notifications", "contact_ways"),
    "complainant_kinds",
)
MOST_CASES = 20_000


@dataclass(frozen=True, slots=True)
class ChartChoices:
    """Hold what charts may choose from: lists by name, each {code: Thai name}, and kinds of letter."""

    lists: Mapping[str, Mapping[str, str]]
    letters: frozenset[str] = frozenset(code_list("letter_kinds"))

    @classmethod
    def of(cls, facts: OfficeFacts) -> "ChartChoices":
        """Return the choices that an office's lists give."""
        lists: dict[str, Mapping[str, str]] = {name: dict(code_choices(name)) for name in _CODE_LISTS}
        lists["levels"] = {choice.code: choice.name for choice in facts.levels.all}
        lists["categories"] = {choice.code: choice.name for choice in facts.categories.all}
        return cls(lists)

    def items(self, field: Field) -> dict[str, str]:
        """Return the choices of a field, {code: Thai name}."""
        return dict(field.items) if field.items else dict(self.lists.get(field.list, {}))


def field_of(chart: Chart, code: str) -> Field | None:
    """Return a field that conditions may look at: the chart's own, or one that the program knows."""
    if code in chart.fields:
        return chart.fields[code]
    if code in KNOWN_LISTS or code in KEPT_LISTS:
        return Field(code, code, "choice", list={**KNOWN_LISTS, **KEPT_LISTS}[code])
    if code in KEPT_TYPES:
        return Field(code, code, KEPT_TYPES[code])
    return None


@dataclass(frozen=True, slots=True)
class Domains:
    """Tell which values fields can have, and from that whether conditions can hold."""

    chart: Chart
    choices: ChartChoices

    def values(self, code: str, mentioned: Iterable[Any]) -> list[Any]:
        """Return the values to try for a field: each mentioned that it can have, and one for the rest."""
        field = field_of(self.chart, code)
        tried = list(dict.fromkeys(mentioned))
        if field is None:
            return [*tried, _OTHER]
        if field.type == "yes_no":
            return [True, False, None]
        if field.type == "choice":
            items = self.choices.items(field)
            others = [item for item in items if item not in tried]
            empty = [] if code in ALWAYS_THERE else [None]
            return [value for value in tried if value in items] + others[:1] + empty
        return [*tried, _OTHER]

    def cases(self, *many: Conditions) -> list[Facts] | None:
        """Return every case that conditions can tell apart, None where there are too many to try."""
        mentioned: dict[str, list[Any]] = {}
        for conditions in many:
            for one in conditions:
                mentioned.setdefault(one.field, []).extend(values_of(one))
        domains = {code: self.values(code, values) for code, values in mentioned.items()}
        number = 1
        for values in domains.values():
            number *= max(1, len(values))
        if number * len(many) > MOST_CASES:
            return None
        return [dict(zip(domains, row, strict=True)) for row in product(*domains.values())]


_OTHER = "\0other"


def values_of(condition: Condition) -> tuple[Any, ...]:
    """Return the values that a condition names."""
    if isinstance(condition.value, tuple):
        return condition.value
    return (condition.value,)
