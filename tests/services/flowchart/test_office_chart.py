"""A flowchart that an office draws from nothing carries cases to their end, and every list knows it."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from services.complaints.commands import AttachmentInput
from services.complaints.register import RegisterFilter
from services.errors import DomainError, Invalid
from services.flowchart import changes
from services.flowchart.checking import check_chart, errors_of
from services.flowchart.definition import Ask, Branch, Chart, Condition, Limit, Need, Step
from services.flowchart.exchange import read_exchange, write_exchange
from services.flowchart.moving import MoveCases
from services.permissions import Role
from services.thai.dates import Month
from tests.services.factories import Desk
from tests.services.flowchart.charts import choices
from tests.services.flowchart.test_editing import publish

PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
HANDS = frozenset({Role.FRONT_DESK, Role.OFFICER, Role.SUPERVISOR})
HEAD = frozenset({Role.SUPERVISOR})


def drawn() -> tuple[Chart, dict[str, str]]:
    """Draw a chart box by box, as the editor does; return it with the code of each box and field."""
    first = Step("start", "1", "รับเรื่อง", "รับ", HANDS, Limit("same_day"), (), ())
    chart = Chart("general", "ผังของสำนักงาน", "start", _program_fields(), {"start": first}, {})
    chart = changes.set_purpose(chart, "start", "register")
    codes = {"start": "start"}
    chart, codes["done"] = changes.add_end(chart, "ยุติแล้ว")
    chart, codes["dropped"] = changes.add_end(chart, "ไม่รับพิจารณา", "insufficient")
    chart, _place = changes.connect(chart, "start", codes["done"])
    before = "start"
    for name, purpose, roles, limit in (
        ("กลั่นกรองเบื้องต้น", "", HANDS, Limit("working_days", 2, "receipt")),
        ("จำแนก", "screen", HEAD, Limit("working_days", 1)),
        ("มอบ", "assign", HEAD, None),
        ("ลงพื้นที่", "investigate", frozenset({Role.OFFICER}), Limit("level")),
        ("ตรวจทาน", "review", HEAD, Limit("working_days", 3)),
        ("โทรบอกผล", "", HANDS, None),
        ("ปิด", "close", HEAD, Limit("same_day")),
    ):
        chart, code = changes.add_step(chart, name, before)
        codes[name] = before = code
        chart = changes.set_roles(chart, code, roles)
        chart = changes.set_limit(chart, code, limit)
        chart = changes.set_purpose(chart, code, purpose)
        chart = changes.set_action(chart, code, "บันทึก")
    chart, codes["worth"] = changes.add_field(chart, "รับพิจารณาหรือไม่", "yes_no")
    chart, codes["verdict"] = changes.add_field(chart, "ความเห็นผู้ตรวจทาน", "choice", ("เห็นชอบ", "ทำใหม่"))
    chart, codes["place"] = changes.add_field(chart, "สถานที่", "text")
    for step, asks in (
        ("จำแนก", (_ask("kind"), _ask("category"), _ask("level"), _ask(codes["worth"]))),
        ("มอบ", (_ask("officer"),)),
        ("ลงพื้นที่", (_ask("findings"), _ask(codes["place"], required=False))),
        ("ตรวจทาน", (_ask(codes["verdict"]),)),
    ):
        chart = changes.set_asks(chart, codes[step], asks)
    chart = changes.set_own_case(chart, codes["ลงพื้นที่"], True)
    chart = changes.set_needs(chart, codes["ลงพื้นที่"], (Need("attachment"),))
    chart = changes.set_needs(chart, codes["โทรบอกผล"], (Need("note"),))
    chart = changes.set_skip_when(
        chart, codes["โทรบอกผล"], (Condition("identity", "in", ("anonymous", "none")),)
    )
    chart, _place = changes.connect(
        chart, codes["จำแนก"], codes["dropped"], "ไม่รับ", (Condition(codes["worth"], "is", False),)
    )
    again = (Condition(codes["verdict"], "is", "item_2"),)
    chart, _place = changes.connect(chart, codes["ตรวจทาน"], codes["ลงพื้นที่"], "ทำใหม่", again)
    return chart, codes


def _program_fields() -> dict[str, Any]:
    from services.flowchart.kinds import shipped_chart

    wanted = ("kind", "category", "level", "officer", "findings", "outcome")
    return {code: shipped_chart("general").fields[code] for code in wanted}


def _ask(code: str, *, required: bool = True) -> Ask:
    return Ask(code, required)


def sort(desk: Desk, case: int, codes: dict[str, str], *, worth: bool = True, level: str = "minor") -> None:
    desk.step(desk.supervisor, case)
    answers = {codes["worth"]: worth, "kind": "complaint", "category": "service", "level": level}
    desk.step(desk.supervisor, case, **answers)


def picture(desk: Desk, case: int) -> None:
    desk.later(minutes=1)
    file = AttachmentInput(name="ภาพ.png", content=PICTURE)
    desk.services.intake.attach_file(desk.officer, case, file, desk.command())


def lists(desk: Desk) -> dict[str, list[int]]:
    """Return the supervisor's lists that look at what a step is for; counts agree with them."""
    review = desk.services.review
    names = ("to_assign", "to_approve", "to_close")
    found = {name: [row.id for row in review.list_waiting(desk.supervisor, name)] for name in names}
    day = review.see_my_day(desk.supervisor)
    assert {name: len(ids) for name, ids in found.items()} == {name: getattr(day, name) for name in names}
    return found


@pytest.fixture
def office(desk: Desk) -> tuple[Desk, dict[str, str]]:
    chart, codes = drawn()
    assert errors_of(check_chart(chart, choices())) == ()
    publish(desk, chart)
    return desk, codes


def test_cases_go_from_intake_to_closing_on_a_drawn_chart(office: tuple[Desk, dict[str, str]]) -> None:
    desk, codes = office
    case = desk.register().complaint_id
    nameless = desk.register(identity="anonymous", name="").complaint_id
    for one in (case, nameless):
        sort(desk, one, codes)
        assert one in lists(desk)["to_assign"]
        desk.step(desk.supervisor, one, officer=desk.officer.account_id)
        waiting = RegisterFilter(lateness="waiting_for_me")
        rows = desk.services.register.list_complaints(desk.officer, waiting)
        assert one in [row.id for row in rows]
        with pytest.raises(Invalid) as caught:
            desk.step(desk.officer, one, findings="จริง")
        assert set(caught.value.fields) == {"need.attachment"}
        picture(desk, one)
        desk.step(desk.officer, one, findings="จริง")
        assert one in lists(desk)["to_approve"]
        desk.step(desk.supervisor, one, **{codes["verdict"]: "item_2"})
        assert desk.case(one).step == codes["ลงพื้นที่"]
        desk.step(desk.officer, one, findings="จริงแน่")
        desk.step(desk.supervisor, one, **{codes["verdict"]: "item_1"})
    assert (desk.case(case).step, desk.case(nameless).step) == (codes["โทรบอกผล"], codes["ปิด"])
    with pytest.raises(Invalid) as caught:
        desk.step(desk.front, case)
    assert set(caught.value.fields) == {"note"}
    desk.step(desk.supervisor, case, note="โทรแล้ว")
    assert sorted(lists(desk)["to_close"]) == sorted((case, nameless))
    for one in (case, nameless):
        desk.step(desk.supervisor, one)
        shown = desk.case(one)
        assert (shown.status, shown.step) == ("closed", codes["done"])
        assert desk.services.documents.make_case_file(desk.supervisor, one, desk.command()).startswith(
            b"%PDF"
        )
    figures = desk.services.indicators.read_month(desk.supervisor, Month(2026, 4)).this_month
    assert sorted(figures.indicator2.numerator_ids) == sorted((case, nameless))


def test_an_end_by_a_branch_gives_its_outcome_and_wants_the_reason_of_a_late_case(
    office: tuple[Desk, dict[str, str]],
) -> None:
    desk, codes = office
    timely, late = desk.register().complaint_id, desk.register().complaint_id
    sort(desk, timely, codes, worth=False)
    assert (desk.case(timely).outcome, desk.case(timely).late_reason) == ("insufficient", "")
    desk.step(desk.supervisor, late)
    desk.clock.advance(days=11)  # 15 working days are not over, the 3 of an opinion are
    shown = desk.case(late)
    assert not shown.closes_late
    answers = {codes["worth"]: False, "kind": "complaint", "category": "service", "level": "opinion"}
    with pytest.raises(Invalid) as caught:
        desk.step(desk.supervisor, late, late_reason="", **answers)
    assert set(caught.value.fields) == {"late_reason"}
    desk.step(desk.supervisor, late, late_reason="รอเอกสาร", **answers)
    assert (desk.case(late).status, desk.case(late).late_reason) == ("closed", "รอเอกสาร")


def test_running_cases_come_to_a_drawn_chart_after_a_preview_that_comes_true(desk: Desk) -> None:
    """A step of whoever has the case takes none that nobody has; passing on has the office's own limit."""
    unscreened, waiting, held = (desk.register().complaint_id for _number in range(3))
    for case in (waiting, held):
        desk.screen(case)
    desk.step(desk.supervisor, held, officer=desk.officer.account_id)
    chart, codes = drawn()
    chart, passing = changes.add_step(chart, "ส่งต่อ", codes["ปิด"])
    chart = changes.set_purpose(changes.set_action(chart, passing, "ส่ง"), passing, "refer")
    version = publish(desk, chart).version_id
    steps = {"screen": passing, "assign": codes["ลงพื้นที่"], "acknowledge": codes["ลงพื้นที่"]}
    preview = desk.services.flowcharts.preview_move(desk.supervisor, "general", steps)
    targets = {row.complaint_id: row.target for row in preview.rows}
    assert targets == {unscreened: passing, waiting: "", held: codes["ลงพื้นที่"]}

    def move(*cases: int) -> None:
        command = MoveCases(
            code="general", version_id=version, complaint_ids=cases, steps=steps, reason="ใช้ผังใหม่"
        )
        desk.services.flowcharts.move_cases(desk.supervisor, command, desk.command())

    with pytest.raises(Invalid) as caught:
        move(unscreened, waiting, held)
    assert set(caught.value.fields) == {"steps"}
    move(unscreened, held)
    for row in preview.rows:
        if row.target:
            shown = desk.case(row.complaint_id)
            assert (shown.step, shown.step_due, shown.due_date) == (
                row.target,
                row.step_due_after,
                row.due_date,
            )
            assert shown.step_due is not None
    assert "complete_step" in desk.case(held, desk.officer).actions


def test_a_chart_without_a_screening_is_refused(desk: Desk) -> None:
    chart, codes = drawn()
    chart = changes.set_purpose(chart, codes["จำแนก"], "")
    with pytest.raises(DomainError) as refused:
        publish(desk, chart)
    assert refused.value.code == "flowchart.problems"


def deep() -> Any:
    """Return a list in a list in a list, deeper than Python likes to go."""
    found: Any = "x"
    for _level in range(600):
        found = [found]
    return found


def hostile(change: str) -> bytes:
    """Return a file with something in it that no honest office writes."""
    whole: dict[str, Any] = json.loads(write_exchange(drawn()[0]))
    chart = whole["flowchart"]
    step = chart["steps"][-1]
    findings = next(field for field in chart["fields"] if field["code"] == "findings")
    one = [{"field": "category", "op": "in", "value": "nothing"}]
    person = [{"field": "officer", "op": "is", "value": 7}]
    offer = {"field": "officer", "required": False, "prefill": [{"value": 7, "when": []}]}
    wrong: dict[str, Callable[[], object]] = {
        "deep": lambda: chart.update(strange=deep()),
        "no code": lambda: chart["end_states"].append({"code": "\u200b", "name": "จบ"}),
        "same code": lambda: chart["steps"].append({**step, "code": step["code"] + "\u200b"}),
        "account in a condition": lambda: step["branches"].insert(0, {**step["branches"][0], "when": person}),
        "account offered": lambda: step.update(asks=[offer]),
        "one value for several": lambda: step["branches"].insert(0, {**step["branches"][0], "when": one}),
        "findings that are no text": lambda: findings.update(type="yes_no"),
        "another person": lambda: chart["fields"].append({"code": "w", "label": "พยาน", "type": "user"}),
    }
    wrong[change]()
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("deep", ""), ("no code", "unreadable"), ("same code", "unreadable"),
        ("account in a condition", "condition.value_unknown"), ("account offered", "ask.offer_unknown"),
        ("one value for several", "condition.shape"), ("findings that are no text", "field.kept_otherwise"),
        ("another person", "field.type"),
    ],
)  # fmt: skip
def test_what_a_stranger_put_into_a_file_is_dropped_or_told(change: str, code: str) -> None:
    content = hostile(change)
    if code == "unreadable":
        with pytest.raises(DomainError) as refused:
            read_exchange(content)
        assert refused.value.code == "flowchart.exchange_unreadable"
    else:
        found = {problem.code for problem in errors_of(check_chart(read_exchange(content), choices()))}
        assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("field", "op", "value", "code"),
    [
        ("worth", "is", "ใช่", "condition.yes_no"), ("worth", "is", 1, "condition.yes_no"),
        ("worth", "in", (), "condition.shape"), ("worth", "in", True, "condition.shape"),
        ("place", "is", True, "condition.value_unknown"), ("place", "is", "", "condition.value_unknown"),
        ("category", "is", "minor", "condition.value_unknown"),
        ("level", "is", True, "condition.value_unknown"),
        ("verdict", "in", ("item_1", "item_9"), "condition.value_unknown"),
        ("officer", "is", "นายผู้รับ", "condition.value_unknown"),
    ],
)  # fmt: skip
def test_a_condition_that_can_not_hold_is_told(field: str, op: str, value: Any, code: str) -> None:
    chart, codes = drawn()
    when = (Condition(codes.get(field, field), op, value),)
    chart, _place = changes.connect(chart, codes["ตรวจทาน"], codes["ปิด"], "ทางนี้", when)
    assert code in {problem.code for problem in errors_of(check_chart(chart, choices()))}


def test_two_conditions_that_exclude_one_another_are_told() -> None:
    chart, codes = drawn()
    for first, second in (((True,), (False,)), ((True, False), (False,))):
        when = (Condition(codes["worth"], "in", first), Condition(codes["worth"], "in", second))
        tried, _place = changes.connect(chart, codes["ตรวจทาน"], codes["ปิด"], "ทางนี้", when)
        found = {problem.code for problem in check_chart(tried, choices())}
        assert ("branch.never" in found) is (first == (True,))


@pytest.mark.parametrize("days", [0, 366, 10_000, -1])
def test_a_limit_out_of_reach_is_told(days: int) -> None:
    chart, codes = drawn()
    chart = changes.set_limit(chart, codes["จำแนก"], Limit("working_days", days))
    assert [one.code for one in errors_of(check_chart(chart, choices()))] == ["limit.range"]


def test_a_step_with_very_many_branches_is_checked_while_somebody_waits() -> None:
    """Two fields of 139 choices each make 19,600 cases; trying them all for each branch takes minutes."""
    chart, codes = drawn()
    names = [f"ตัวเลือก {number}" for number in range(139)]
    chart, one = changes.add_field(chart, "หนึ่ง", "choice", names)
    chart, two = changes.add_field(chart, "สอง", "choice", names)
    step = chart.steps[codes["ตรวจทาน"]]
    ways = tuple(
        Branch(codes["ปิด"], "x", (Condition(one, "is", f"item_{n}"), Condition(two, "is", f"item_{140 - n}")))
        for n in range(1, 140)
    )
    branches = (*ways, *ways[:5], *step.branches)
    chart = replace(chart, steps={**chart.steps, step.code: replace(step, branches=branches)})
    caught = [one.branch for one in check_chart(chart, choices()) if one.code == "branch.caught"]
    assert caught == [139, 140, 141, 142, 143]
