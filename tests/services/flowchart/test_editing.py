"""Flowcharts are published version by version; running cases stay on theirs until somebody moves them."""

import contextlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.base import table_of
from models.complaints import ClockEvent
from models.office import Flowchart, FlowchartVersion
from services.errors import Conflict, DomainError, Invalid, NotAllowed
from services.flowchart.definition import Branch, Chart, Limit, chart_data
from services.flowchart.editing import Published, PublishFlowchart
from services.flowchart.exchange import read_exchange, write_exchange
from services.flowchart.kinds import SHIPPED, shipped_chart
from services.flowchart.moving import MoveCases
from services.flowchart.problems import ChartRefused
from tests.services.factories import Desk
from tests.services.flowchart.charts import step as plain_step


def edited(chart: Chart, code: str, **changes: Any) -> Chart:
    return replace(chart, steps={**chart.steps, code: replace(chart.steps[code], **changes)})


def renamed(chart: Chart, old: str, new: str) -> Chart:
    """Return a chart in which a step has another code, and every way leads there."""
    steps = {}
    for code, step in chart.steps.items():
        ways = tuple(replace(one, to=new if one.to == old else one.to) for one in step.branches)
        name = new if code == old else code
        steps[name] = replace(step, code=name, branches=ways)
    return replace(chart, steps=steps)


def publish(desk: Desk, chart: Chart, code: str = "general", **changes: Any) -> Published:
    based_on = desk.services.flowcharts.read_flowchart(desk.supervisor, code).version_id
    command = PublishFlowchart(code=code, based_on=based_on, chart=chart, note="ทดลอง")
    return desk.services.flowcharts.publish_flowchart(
        desk.supervisor, replace(command, **changes), desk.command()
    )


def current(desk: Desk, code: str = "general") -> Chart:
    return desk.services.flowcharts.read_flowchart(desk.supervisor, code).chart


def without_own(desk: Desk, code: str) -> None:
    """Make the office one that was set up before this kind had a chart of its own."""
    with desk.services.store.writing() as session:
        chart = session.scalars(select(Flowchart).where(Flowchart.code == code)).one()
        for version in session.scalars(
            select(FlowchartVersion).where(FlowchartVersion.flowchart_id == chart.id)
        ):
            session.delete(version)
        session.flush()
        session.delete(chart)
        session.commit()
    desk.services.facts._kept.clear()


def test_a_new_office_has_a_chart_for_each_kind_of_case(desk):
    rows = desk.services.flowcharts.list_flowcharts(desk.viewer)
    assert [(row.code, row.number, row.follows_general, row.running) for row in rows] == [
        ("general", 1, False, 0),
        ("corruption", 1, False, 0),
        ("information", 1, False, 0),
    ]
    assert rows[1].name == "การทุจริตและประพฤติมิชอบ"


def test_publishing_makes_a_version_and_new_cases_follow_it(desk):
    before = desk.services.flowcharts.read_flowchart(desk.supervisor, "general")
    old = desk.register().complaint_id
    published = publish(desk, edited(before.chart, "screen", name="คัดกรอง"))
    assert published.number == 2
    new = desk.register().complaint_id
    assert (desk.case(old).step_name, desk.case(new).step_name) == ("ตรวจสอบและจำแนก", "คัดกรอง")
    after = desk.services.flowcharts.read_flowchart(desk.viewer, "general")
    assert [(row.number, row.by, row.note, row.running) for row in after.versions] == [
        (1, "", "", 1),
        (2, "นางหัวหน้า กลุ่มงาน", "ทดลอง", 1),
    ]
    assert desk.services.flowcharts.read_version(desk.viewer, before.version_id) == before.chart
    row = desk.services.flowcharts.list_flowcharts(desk.viewer)[0]
    assert (row.number, row.running, row.on_older) == (2, 2, 1)


def test_the_same_command_publishes_once(desk):
    chart = current(desk)
    based_on = desk.services.flowcharts.read_flowchart(desk.supervisor, "general").version_id
    command = PublishFlowchart(code="general", based_on=based_on, chart=chart)
    first = desk.services.flowcharts.publish_flowchart(desk.supervisor, command, "once")
    assert desk.services.flowcharts.publish_flowchart(desk.supervisor, command, "once") == first
    assert len(desk.services.flowcharts.read_flowchart(desk.supervisor, "general").versions) == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda chart: edited(chart, "screen", limit=Limit("working_days", 0)), "limit.range"),
        (lambda chart: edited(chart, "screen", limit=Limit("working_days", 10_000)), "limit.range"),
        (
            lambda chart: edited(chart, "inform", branches=(Branch("review", "", ()),)),
            "step.no_way_to_close",
        ),
        (
            lambda chart: edited(
                chart,
                "review",
                branches=(
                    Branch("investigate", "", chart.steps["review"].branches[0].when * 2),
                    Branch("inform", "", ()),
                    Branch("close", "", ()),
                ),
            ),
            "branch.caught",
        ),
    ],
)
def test_a_chart_that_would_lose_cases_is_refused(desk, change, code):
    with pytest.raises(ChartRefused) as refused:
        publish(desk, change(current(desk)))
    assert code in {problem.code for problem in refused.value.problems}
    assert len(desk.services.flowcharts.read_flowchart(desk.supervisor, "general").versions) == 1


def test_an_older_look_is_a_conflict(desk):
    chart = current(desk)
    publish(desk, chart)
    with pytest.raises(Conflict) as conflict:
        publish(desk, chart, based_on=None)
    assert conflict.value.params["by"] == "นางหัวหน้า กลุ่มงาน"


@pytest.mark.parametrize("who", ["front", "officer", "viewer"])
def test_only_supervisors_and_administrators_publish(desk, who):
    command = PublishFlowchart(code="general", based_on=None, chart=shipped_chart("general"))
    with pytest.raises(NotAllowed):
        desk.services.flowcharts.publish_flowchart(desk.people[who], command, desk.command())


def test_a_kind_without_its_own_chart_follows_the_general_one_until_one_is_published(desk):
    without_own(desk, "corruption")
    row = desk.services.flowcharts.list_flowcharts(desk.viewer)[1]
    assert (row.follows_general, row.version_id) == (True, None)
    case = desk.register(category="corruption").complaint_id
    assert desk.case(case).chart.code == "general"
    detail = desk.services.flowcharts.read_flowchart(desk.supervisor, "corruption")
    assert (detail.version_id, detail.chart) == (None, shipped_chart("corruption"))
    assert publish(desk, detail.chart, "corruption").number == 1
    assert desk.case(desk.register(category="corruption").complaint_id).chart.code == "corruption"
    assert desk.case(case).chart.code == "general"


# --- moving


def step_clocks(desk: Desk, case: int) -> list[tuple[str, str]]:
    return [(line.event, line.step) for line in desk.case(case).clocks if line.clock == "step"]


def move(desk: Desk, *cases: int, **changes: Any) -> int:
    newest = desk.services.flowcharts.read_flowchart(desk.supervisor, "general").version_id
    command = MoveCases(code="general", version_id=newest or 0, complaint_ids=cases, reason="ใช้ผังใหม่")
    return desk.services.flowcharts.move_cases(
        desk.supervisor, replace(command, **changes), desk.command()
    ).count


def test_a_move_keeps_a_step_of_the_same_code_and_its_clock(desk):
    case, other = desk.register().complaint_id, desk.register().complaint_id
    before = desk.case(case)
    publish(desk, edited(current(desk), "screen", name="คัดกรอง", limit=Limit("working_days", 5)))
    desk.later(days=1)
    preview = desk.services.flowcharts.preview_move(desk.supervisor, "general")
    row = next(row for row in preview.rows if row.complaint_id == case)
    assert (row.target, row.step_due_after) == ("screen", before.step_due)
    assert move(desk, case) == 1
    after = desk.case(case)
    assert (after.step_name, after.step_due, after.step_entered_at) == (
        "คัดกรอง",
        before.step_due,
        before.step_entered_at,
    )
    assert (after.due_date, after.due_original) == (before.due_date, before.due_original)
    assert step_clocks(desk, case) == [("started", "screen")]
    line = after.history[-1]
    assert (line.kind, line.text, line.data["number"]) == ("chart_changed", "ใช้ผังใหม่", 2)
    assert desk.case(other).step_name == "ตรวจสอบและจำแนก"


def test_a_step_of_another_code_is_found_by_its_purpose_and_its_clock_begins_anew(desk):
    case = desk.register().complaint_id
    closure = desk.case(case).due_date
    publish(desk, renamed(current(desk), "screen", "sort"))
    desk.later(days=1)
    row = desk.services.flowcharts.preview_move(desk.supervisor, "general").rows[0]
    assert (row.step, row.target) == ("screen", "sort")
    move(desk, case)
    after = desk.case(case)
    assert (after.step, after.step_due, after.due_date) == ("sort", row.step_due_after, closure)
    assert step_clocks(desk, case)[-1] == ("started", "sort")
    assert after.chart.name_of("screen") == "ตรวจสอบและจำแนก"
    desk.screen(case)
    assert desk.case(case).step == "assign"


def test_a_step_of_the_offices_own_that_is_gone_has_to_be_chosen(desk):
    chart = current(desk)
    own = plain_step("own", Branch("assign", "", ()), roles=chart.steps["screen"].roles)
    ways = (*chart.steps["screen"].branches[:-1], Branch("own", "", ()))
    publish(desk, edited(replace(chart, steps={**chart.steps, "own": own}), "screen", branches=ways))
    case = desk.register().complaint_id
    desk.screen(case)
    assert desk.case(case).step == "own"
    publish(desk, chart)
    assert desk.services.flowcharts.preview_move(desk.supervisor, "general").rows[0].target == ""
    with pytest.raises(Invalid) as refused:
        move(desk, case)
    assert set(refused.value.fields) == {"steps"}
    chosen = desk.services.flowcharts.preview_move(desk.supervisor, "general", {"own": "assign"}).rows[0]
    assert chosen.target == "assign"
    move(desk, case, steps={"own": "assign"})
    assert desk.case(case).step == "assign"


def test_a_move_wants_a_reason_cases_and_the_newest_version(desk):
    case = desk.register().complaint_id
    with pytest.raises(DomainError, match=r"flowchart\.newest"):
        move(desk, case)
    publish(desk, current(desk))
    with pytest.raises(Invalid) as refused:
        move(desk, reason=" ")
    assert set(refused.value.fields) == {"reason", "complaint_ids"}
    with pytest.raises(Conflict):
        move(desk, case, version_id=1)


def test_a_closed_case_is_not_moved(desk):
    case = desk.closed()
    publish(desk, current(desk))
    assert desk.services.flowcharts.preview_move(desk.supervisor, "general").rows == ()
    with pytest.raises(DomainError, match=r"case\.closed"):
        move(desk, case)


def test_moving_leaves_everything_in_step(desk):
    case = desk.investigated()
    publish(desk, renamed(current(desk), "investigate", "look"))
    move(desk, case)
    events = table_of(ClockEvent)
    with desk.services.store.reading() as session:
        assert session.execute(select(events.c.id).where(events.c.step == "look")).all()
    desk.step(desk.officer, case, findings="พบจริง")
    desk.step(desk.supervisor, case, decision="return", comment="ขอเพิ่ม")
    assert desk.case(case).step == "look"


# --- exchange


@pytest.mark.parametrize("code", SHIPPED)
def test_a_chart_comes_back_from_its_file_as_it_was(desk, code):
    name, content = desk.services.flowcharts.export_flowchart(desk.supervisor, code)
    assert name.endswith(".json")
    assert desk.services.flowcharts.read_exchange(content) == shipped_chart(code)
    assert "ลำปาง" not in content.decode()


def hostile() -> list[bytes]:
    good = json.loads(write_exchange(shipped_chart("general")))
    found = [
        b"",
        b"{",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b'{"format": "raprueang-flowchart"}',
        b"[" * 100_000,
        b" " * 2_000_000,
        json.dumps({**good, "format": "other"}).encode(),
        json.dumps({**good, "version": 99}).encode(),
        json.dumps({**good, "version": "1"}).encode(),
        json.dumps({**good, "flowchart": []}).encode(),
    ]
    for changes in (
        {"steps": good["flowchart"]["steps"] * 2},
        {"steps": [{}]},
        {"steps": "x"},
        {"fields": [{"code": 1, "label": "a", "type": "text"}]},
        {"name": None},
        {"name": "ก" * 5_000},
        {"name": "\ud800"},
        {"places": {"screen": [1e999, 0]}},
        {"places": {"screen": [1]}},
        {"places": {"screen": ["1", "2"]}},
        {"end_states": [{"code": "closed", "name": "a"}] * 500},
    ):
        whole = {**good["flowchart"], **changes}
        found += [json.dumps({**good, "flowchart": whole}).encode()]
    for step in (
        {"roles": ["king"]},
        {"roles": "supervisor"},
        {"roles": [["supervisor"]]},
        {"limit": {"kind": "working_days", "days": "3"}},
        {"limit": {"kind": "working_days", "days": 1e300}},
        {"limit": {"kind": "working_days", "days": 10**30}},
        {"branches": [{"to": "x", "label": "", "when": [{"field": "kind", "op": "is", "value": {"a": 1}}]}]},
        {"branches": [{"to": "x", "label": "", "when": [{"field": "kind", "op": "in", "value": [["a"]]}]}]},
        {"asks": [{"field": "kind", "required": "yes"}]},
        {"own_case": 1},
    ):
        steps = [{**good["flowchart"]["steps"][0], **step}, *good["flowchart"]["steps"][1:]]
        found.append(json.dumps({**good, "flowchart": {**good["flowchart"], "steps": steps}}).encode())
    return found


@pytest.mark.parametrize("number", range(len(hostile())))
def test_a_file_that_is_no_flowchart_is_refused_with_a_sentence(number):
    with pytest.raises(DomainError) as refused:
        read_exchange(hostile()[number])
    assert refused.value.code.startswith("flowchart.exchange_")


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["code", "name", "first", "steps", "fields", "end_states", "places"]),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    ).map(
        lambda data: json.dumps({"format": "raprueang-flowchart", "version": 1, "flowchart": data}).encode()
    )
)
def test_whatever_a_file_holds_reading_never_fails_otherwise(content):
    with contextlib.suppress(DomainError):
        chart = read_exchange(content)
        assert chart_data(chart)["code"] == chart.code
