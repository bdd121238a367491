"""Each thing that can be wrong with a flowchart is named, where it is; what ships is clean."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from services.flowchart.checking import check_chart, errors_of
from services.flowchart.definition import Ask, Branch, Chart, Condition, Field, Limit, Need, Step
from services.flowchart.problems import PROBLEM_CODES
from services.permissions import Role
from tests.services.flowchart.charts import charts, choices, shipped, step

CHOICES = choices()
Change = Callable[[Chart], Chart]


def edit(code: str, **changes: Any) -> Change:
    """Return the change of one step."""
    return lambda chart: replace(chart, steps={**chart.steps, code: replace(chart.steps[code], **changes)})


def branches(code: str, *ways: tuple[str, tuple[Condition, ...]]) -> Change:
    return edit(code, branches=tuple(Branch(to, to, when) for to, when in ways))


def add(new: Step) -> Change:
    return lambda chart: replace(chart, steps={**chart.steps, new.code: new})


def field(new: Field, key: str = "") -> Change:
    return lambda chart: replace(chart, fields={**chart.fields, key or new.code: new})


def ends(**names: str) -> Change:
    return lambda chart: replace(chart, ends=names)


def all_of(*changes: Change) -> Change:
    def change(chart: Chart) -> Chart:
        for one in changes:
            chart = one(chart)
        return chart

    return change


def ask(name: str, **changes: Any) -> tuple[Ask, ...]:
    return (Ask(name, required=False, **changes),)


def when(name: str, op: str, value: Any) -> tuple[Condition, ...]:
    return (Condition(name, op, value),)


RETURN = when("decision", "is", "return")
WRONG: list[tuple[str, Change, str, int | None]] = [
    ("chart.no_name", lambda chart: replace(chart, name=" "), "", None),
    ("chart.no_end", ends(), "", None),
    ("chart.first_missing", lambda chart: replace(chart, first="gone"), "", None),
    (
        "chart.too_many_steps",
        all_of(*(add(step(f"s{n}", Branch("close", "", ()))) for n in range(60))),
        "",
        None,
    ),
    ("code.twice", ends(closed="ยุติ", review="พิจารณา"), "review", None),
    ("code.twice", field(Field("findings", "ซ้ำ", "text"), "other"), "", None),
    ("end.no_name", ends(closed=""), "closed", None),
    ("end.unreachable", ends(closed="ยุติ", other="อื่น"), "other", None),
    ("end.outcome_unknown", lambda chart: replace(chart, end_outcomes={"closed": "lost"}), "closed", None),
    (
        "end.no_supervisor",
        all_of(branches("answer", ("closed", ())), edit("answer", roles=frozenset({Role.OFFICER}))),
        "answer",
        None,
    ),
    ("step.no_name", edit("inform", name=""), "inform", None),
    ("step.no_action", edit("inform", action=" "), "inform", None),
    ("step.no_role", edit("inform", roles=frozenset()), "inform", None),
    ("step.role_cannot", edit("inform", roles=frozenset({Role.VIEWER})), "inform", None),
    ("step.unreachable", add(step("alone", Branch("close", "", ()))), "alone", None),
    ("step.dead_end", edit("follow_up", branches=()), "follow_up", None),
    ("step.no_way_to_close", branches("inform", ("review", ())), "inform", None),
    ("step.no_way_to_close", branches("follow_up", ("follow_up", ())), "follow_up", None),
    ("step.own_case_unassigned", edit("answer", own_case=True), "answer", None),
    ("limit.range", edit("screen", limit=Limit("working_days", 0)), "screen", None),
    ("limit.range", edit("screen", limit=Limit("working_days", 10_000)), "screen", None),
    ("limit.range", edit("screen", limit=Limit("working_days", -1)), "screen", None),
    ("limit.kind", edit("screen", limit=Limit("weeks", 2)), "screen", None),
    ("limit.kind", edit("screen", limit=Limit("working_days", 2, "birth")), "screen", None),
    ("branch.unknown_target", branches("answer", ("gone", ())), "answer", 0),
    ("branch.last_conditional", branches("review", ("investigate", RETURN)), "review", 0),
    (
        "branch.never",
        branches("review", ("investigate", RETURN + when("decision", "is", "approve")), ("inform", ())),
        "review",
        0,
    ),
    ("branch.caught", branches("review", ("inform", ()), ("investigate", RETURN)), "review", 1),
    (
        "branch.caught",
        branches(
            "review",
            ("investigate", when("decision", "in", ("return", "approve"))),
            ("screen", RETURN),
            ("inform", ()),
        ),
        "review",
        1,
    ),
    (
        "branch.caught",
        branches(
            "screen",
            ("answer", when("identity", "in", ("named", "hidden"))),
            ("refer", when("identity", "in", ("anonymous", "none"))),
            ("assign", ()),
        ),
        "screen",
        2,
    ),
    (
        "condition.field_unknown",
        branches("review", ("investigate", when("mood", "is", "bad")), ("inform", ())),
        "review",
        0,
    ),
    (
        "condition.value_unknown",
        branches("review", ("investigate", when("decision", "is", "perhaps")), ("inform", ())),
        "review",
        0,
    ),
    (
        "condition.yes_no",
        branches(
            "screen",
            ("answer", when("kind", "is", "praise")),
            ("refer", when("within_authority", "is", "no")),
            ("assign", ()),
        ),
        "screen",
        1,
    ),
    (
        "condition.shape",
        branches("review", ("investigate", when("decision", "in", ())), ("inform", ())),
        "review",
        0,
    ),
    (
        "condition.shape",
        branches("review", ("investigate", when("decision", "above", "return")), ("inform", ())),
        "review",
        0,
    ),
    (
        "condition.never",
        edit("inform", asks=ask("notification", when=RETURN + when("decision", "is", "approve"))),
        "inform",
        None,
    ),
    (
        "condition.not_asked_yet",
        edit("acknowledge", asks=ask("acknowledgement", when=when("agency", "is", "x"))),
        "acknowledge",
        None,
    ),
    (
        "skip.always",
        edit("inform", skip_when=when("identity", "in", ("named", "hidden", "anonymous", "none"))),
        "inform",
        None,
    ),
    (
        "skip.never",
        edit("inform", skip_when=when("identity", "is", "named") + when("identity", "is", "none")),
        "inform",
        None,
    ),
    ("field.no_label", field(Field("new", "", "text")), "", None),
    ("field.type", field(Field("new", "ใหม่", "number")), "", None),
    ("field.no_choices", field(Field("new", "ใหม่", "choice")), "", None),
    ("field.no_choices", field(Field("new", "ใหม่", "choice", list="planets")), "", None),
    ("field.kept_otherwise", field(Field("officer", "ผู้รับผิดชอบ", "text")), "", None),
    ("field.kept_otherwise", field(Field("outcome", "ผล", "choice", items=(("good", "ดี"),))), "", None),
    ("ask.field_unknown", edit("answer", asks=ask("mood")), "answer", None),
    ("ask.twice", edit("answer", asks=ask("answer_text") * 2), "answer", None),
    ("need.unknown", edit("answer", needs=(Need("blessing"),)), "answer", None),
    ("need.letter_unknown", edit("answer", needs=(Need("letter", "love"),)), "answer", None),
    ("purpose.unknown", edit("answer", purpose="celebrate"), "answer", None),
    ("purpose.twice", edit("answer", purpose="screen"), "answer", None),
    ("purpose.twice", edit("answer", purpose="register"), "answer", None),
    ("purpose.register_not_first", lambda chart: replace(chart, first="screen"), "screen", None),
    (
        "purpose.register_not_first",
        all_of(edit("register", purpose=""), edit("answer", purpose="register")),
        "register",
        None,
    ),
    ("purpose.no_screen", edit("screen", purpose=""), "", None),
    (
        "purpose.screen_passed_by",
        branches("register", ("answer", when("kind", "is", "praise")), ("screen", ())),
        "screen",
        None,
    ),
    ("purpose.screen_passed_by", edit("screen", skip_when=when("kind", "is", "praise")), "screen", None),
    (
        "ask.offer_unknown",
        edit("close", asks=ask("outcome", prefill=(("perhaps", ()),))),
        "close",
        None,
    ),
    ("purpose.no_close", edit("close", purpose=""), "", None),
    ("purpose.close_no_supervisor", edit("close", roles=frozenset({Role.OFFICER})), "close", None),
]
WARNINGS = {"end.unreachable", "condition.never", "condition.not_asked_yet", "skip.never"}


@pytest.mark.parametrize(("code", "change", "where", "branch"), WRONG)
def test_each_problem_is_named_where_it_is(code, change, where, branch):
    problems = check_chart(change(shipped()), CHOICES)
    found = [(problem.code, problem.step, problem.branch) for problem in problems]
    assert (code, where, branch) in found
    severity = next(problem.severity for problem in problems if problem.code == code)
    assert severity == ("warning" if code in WARNINGS else "error")


def test_every_code_has_its_case_here():
    assert {code for code, *_rest in WRONG} == PROBLEM_CODES


@pytest.mark.parametrize("name", ["flowchart", "flowchart_corruption", "flowchart_information"])
def test_what_ships_with_the_program_is_clean(name):
    assert check_chart(shipped(name), CHOICES) == ()


def test_a_limit_within_a_year_is_taken():
    for days in (1, 365):
        assert check_chart(edit("screen", limit=Limit("working_days", days))(shipped()), CHOICES) == ()


def test_a_loop_whose_exit_can_never_be_taken_has_no_way_to_close():
    never = RETURN + when("decision", "is", "approve")
    chart = branches("review", ("inform", never), ("investigate", ()))(shipped())
    found = {(problem.code, problem.step) for problem in check_chart(chart, CHOICES)}
    assert {("branch.never", "review"), ("step.no_way_to_close", "review")} <= found
    assert ("step.no_way_to_close", "investigate") in found


def test_a_dead_end_is_told_once_and_not_of_every_step_before_it():
    chart = edit("close", branches=())(shipped())
    assert [(one.code, one.step) for one in errors_of(check_chart(chart, CHOICES))] == [
        ("step.dead_end", "close")
    ]


def test_errors_come_before_warnings():
    chart = all_of(ends(closed="ยุติ", other="อื่น"), edit("inform", name=""))(shipped())
    assert [problem.severity for problem in check_chart(chart, CHOICES)] == ["error", "warning"]


@given(charts(12))
def test_any_chart_can_be_checked(chart):
    problems = check_chart(chart, CHOICES)
    known = {*chart.steps, *chart.ends, ""}
    assert {problem.step for problem in problems} - {chart.first} <= known
    assert {problem.code for problem in problems} <= PROBLEM_CODES
