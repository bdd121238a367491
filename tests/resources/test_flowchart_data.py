"""The default flowchart leads every case from the desk to its end."""

from itertools import product
from typing import Any

import pytest

from tests.resources.reading import codes, read

CHART = read("office", "flowchart")
STEPS = {step["code"]: step for step in CHART["steps"]}
CASE_FIELDS = {"identity"}


def holds(condition: list[dict[str, Any]], case: dict[str, Any]) -> bool:
    return all(
        case[part["field"]] == part["value"] if part["op"] == "is" else case[part["field"]] in part["value"]
        for part in condition
    )


def walk(case: dict[str, Any]) -> list[str]:
    """Return the steps that somebody has to finish for a case, in order."""
    code, done = CHART["first"], []
    ends = codes(CHART["end_states"])
    for _ in range(20):
        if code in ends:
            return done
        step = STEPS[code]
        if not ("skip_when" in step and holds(step["skip_when"], case)):
            done.append(code)
        code = next(branch["to"] for branch in step["branches"] if holds(branch["when"], case))
    raise AssertionError(f"no end for {case}: {done}")


def a_case(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "complaint",
        "within_authority": True,
        "identity": "named",
        "decision": "approve",
        **changes,
    }


def test_a_named_complaint_goes_through_all_eight():
    expected = ["register", "screen", "assign", "acknowledge", "investigate", "review", "inform", "close"]
    assert walk(a_case()) == expected
    assert [STEPS[code]["number"] for code in expected] == [str(n) for n in range(1, 9)]


@pytest.mark.parametrize("identity", ["anonymous", "none"])
def test_nobody_is_told_where_nobody_is_known(identity):
    assert walk(a_case(identity=identity)) == [
        "register",
        "screen",
        "assign",
        "investigate",
        "review",
        "close",
    ]


def test_outside_authority_is_passed_on_and_followed_up():
    assert walk(a_case(within_authority=False)) == ["register", "screen", "refer", "follow_up", "close"]


@pytest.mark.parametrize("kind", ["suggestion", "praise", "question"])
def test_what_is_no_complaint_is_answered_and_closed(kind):
    assert walk(a_case(kind=kind, within_authority=None)) == ["register", "screen", "answer", "close"]


def test_every_combination_ends():
    lists = read("office", "codes")
    kinds, identities = codes(lists["kinds"]), codes(lists["identities"])
    for kind, identity, within in product(kinds, identities, (True, False, None)):
        assert walk(a_case(kind=kind, identity=identity, within_authority=within))[-1] == "close"


def test_a_return_goes_back_to_the_investigation():
    returned = next(b for b in STEPS["review"]["branches"] if holds(b["when"], a_case(decision="return")))
    assert returned["to"] == "investigate"


def test_every_step_has_an_action_roles_a_limit_and_an_unconditional_last_branch():
    roles = set(codes(read("office", "roles")["roles"]))
    for code, step in STEPS.items():
        assert step["action"], code
        assert step["name"], code
        assert step["roles"], code
        assert set(step["roles"]) <= roles, code
        limit = step["limit"]
        assert limit is None or limit["kind"] in {"same_day", "working_days", "level"}, code
        assert step["branches"][-1]["when"] == [], code
        assert all(branch["to"] in [*STEPS, *codes(CHART["end_states"])] for branch in step["branches"]), code


def test_limits_given_for_the_default_chart():
    assert STEPS["register"]["limit"] == {"kind": "same_day"}
    assert STEPS["screen"]["limit"]["days"] == 1
    assert STEPS["assign"]["limit"]["days"] == 1
    assert STEPS["answer"]["limit"] == {"kind": "working_days", "days": 3, "from": "receipt"}
    assert STEPS["refer"]["limit"] == {"kind": "working_days", "days": 3, "from": "receipt"}
    assert STEPS["investigate"]["limit"] == {"kind": "level"}
    assert read("office", "profile")["settings"]["refer_working_days"]["value"] == 3


def test_step_codes_and_numbers_are_unique():
    assert len(STEPS) == len(CHART["steps"])
    assert len({step["number"] for step in CHART["steps"]}) == len(CHART["steps"])


def test_whatever_is_asked_or_tested_is_a_known_field():
    fields = set(codes(CHART["fields"]))
    for step in CHART["steps"]:
        conditions = [branch["when"] for branch in step["branches"]] + [step.get("skip_when", [])]
        for ask in step["asks"]:
            assert ask["field"] in fields
            conditions += [ask.get("when", []), ask.get("required_when", [])]
            conditions += [choice["when"] for choice in ask.get("prefill", [])]
        for part in (part for condition in conditions for part in condition):
            assert part["field"] in fields | CASE_FIELDS
            assert part["op"] in {"is", "in"}
            assert isinstance(part["value"], list) == (part["op"] == "in")


def test_every_choice_has_its_list():
    lists = {**read("office", "codes"), **read("office", "levels"), **read("office", "categories")}
    for field in CHART["fields"]:
        assert field["type"] in {"text", "yes_no", "user", "choice"}
        if field["type"] == "choice":
            assert ("list" in field) != ("items" in field), field["code"]
            assert codes(field.get("items") or lists[field["list"]]), field["code"]


def test_only_supervisors_assign_review_and_close():
    for code in ("assign", "review", "close"):
        assert STEPS[code]["roles"] == ["supervisor"]
