"""The engine: where a step leads, what it passes over, and that no chart sends it round for ever."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from services.flowchart.definition import Chart, Need, chart_from, read_chart, write_chart
from services.flowchart.engine import asked, expected_path, missing, next_step, way_on
from services.resources import load_json


@pytest.fixture
def chart() -> Chart:
    return chart_from(
        {name: part for name, part in load_json("office/flowchart.json").items() if name[0] != "_"}
    )


@pytest.mark.parametrize(
    ("step", "facts", "follows"),
    [
        ("register", {}, "screen"),
        ("screen", {"kind": "praise"}, "answer"),
        ("screen", {"kind": "complaint", "within_authority": False}, "refer"),
        ("screen", {"kind": "complaint", "within_authority": True}, "assign"),
        ("assign", {"identity": "named"}, "acknowledge"),
        ("assign", {"identity": "hidden"}, "acknowledge"),
        ("assign", {"identity": "anonymous"}, "investigate"),
        ("assign", {"identity": "none"}, "investigate"),
        ("review", {"decision": "return", "identity": "anonymous"}, "investigate"),
        ("review", {"decision": "approve", "identity": "named"}, "inform"),
        ("review", {"decision": "approve", "identity": "anonymous"}, "close"),
        ("close", {}, "closed"),
    ],
)
def test_the_way_on(chart: Chart, step: str, facts: dict[str, Any], follows: str) -> None:
    assert next_step(chart, chart.step(step), facts) == follows


def test_what_is_passed_over_is_named(chart: Chart) -> None:
    target, passed = way_on(chart, chart.step("review"), {"decision": "approve", "identity": "anonymous"})
    assert (target, [step.code for step in passed]) == ("close", ["inform"])


def test_from_everywhere_and_whatever_is_known_there_is_an_end(chart: Chart) -> None:
    facts = product(("named", "anonymous", "none"), ("complaint", "praise"), (None, True, False))
    for identity, kind, within in facts:
        for code in chart.steps:
            known = {"identity": identity, "kind": kind, "within_authority": within}
            assert expected_path(chart, code, known)[-1] in chart.ends


def test_a_chart_that_passes_over_in_a_circle_stops_somewhere(chart: Chart) -> None:
    here = {"field": "x", "op": "is", "value": None}
    step = {"number": "", "name": "", "action": "", "roles": ["officer"], "limit": None, "asks": []}
    data = {
        "code": "c", "name": "", "first": "a", "fields": [], "end_states": [{"code": "end", "name": ""}],
        "steps": [
            {**step, "code": code, "branches": [{"to": to, "label": "", "when": []}], "skip_when": [here]}
            for code, to in (("a", "b"), ("b", "a"))
        ],
    }  # fmt: skip
    circle = chart_from(data)
    assert next_step(circle, circle.step("a"), {}) in circle.steps
    assert len(expected_path(circle, "a", {})) <= 2


def test_what_is_asked_depends_on_what_is_answered(chart: Chart) -> None:
    screen = chart.step("screen")
    assert {ask.field for ask in asked(screen, {"kind": "praise"})} == {"kind", "category", "level"}
    assert set(missing(screen, {"kind": "praise"})) == set()
    assert set(missing(screen, {"kind": "complaint"})) == {"within_authority", "category", "level"}
    assert not missing(
        screen, {"kind": "complaint", "within_authority": False, "category": "a", "level": "b"}
    )


def test_a_chart_written_reads_the_same(chart: Chart) -> None:
    step = replace(
        chart.step("inform"), purpose="", needs=(Need("letter", "result"), Need("note")), name="แจ้งผล"
    )
    moved = replace(
        chart,
        steps={**chart.steps, "inform": step},
        ends={**chart.ends, "dropped": "ไม่รับพิจารณา"},
        end_outcomes={"dropped": "insufficient"},
        places={"inform": (120.5, -40.0)},
    )
    assert read_chart(write_chart(chart)) == chart
    assert read_chart(write_chart(moved)) == moved
    assert chart.step("screen").purpose == "screen"
