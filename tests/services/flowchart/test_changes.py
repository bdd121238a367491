"""Changes of a flowchart being drawn: what each does, and that none breaks, loses or mutates anything."""

from collections.abc import Callable
from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from services.flowchart import changes
from services.flowchart.checking import check_chart
from services.flowchart.definition import (
    PURPOSES,
    Ask,
    Branch,
    Chart,
    Condition,
    Limit,
    Need,
    chart_from,
    read_chart,
    write_chart,
)
from services.flowchart.layout import lay_out
from services.flowchart.values import ChartChoices
from services.permissions import Role
from services.resources import load_json

LISTS = ChartChoices(
    {"kinds": {"complaint": "", "praise": ""}, "levels": {"1": "", "2": ""}, "outcomes": {"upheld": ""}}
)
PRAISE = (Condition("kind", "is", "praise"),)


@cache
def general() -> Chart:
    """Return the chart that an office begins with."""
    return chart_from(load_json("office/flowchart.json"))


def ways(chart: Chart, code: str) -> list[str]:
    return [branch.to for branch in chart.steps[code].branches]


def numbers(chart: Chart) -> list[str]:
    return [step.number for step in chart.steps.values()]


def test_a_new_step_stands_in_the_usual_way() -> None:
    chart, code = changes.add_step(general(), "ตรวจพื้นที่", "assign")
    assert code == "step_1"
    assert ways(chart, "assign") == [code]
    assert ways(chart, code) == ["acknowledge"]
    assert list(chart.steps)[list(chart.steps).index("assign") + 1] == code
    assert chart.steps[code].number == "3.1"
    assert ways(general(), "assign") == ["acknowledge"]


def test_a_new_step_behind_a_choice_takes_the_branch_without_conditions() -> None:
    chart, code = changes.add_step(general(), "ตรวจพื้นที่", "screen")
    assert ways(chart, "screen") == ["answer", "refer", code]
    assert chart.steps[code].number == "2.4"


def test_a_new_step_alone_and_one_at_an_end() -> None:
    chart, alone = changes.add_step(general(), "ลอย")
    chart, last = changes.add_step(chart, "ก่อนจบ", "closed")
    assert (alone, last) == ("step_1", "step_2")
    assert ways(chart, alone) == []
    assert ways(chart, last) == ["closed"]


def test_codes_of_earlier_versions_are_not_given_again() -> None:
    taken = {"step_1", "step_2", "end_1", "field_1"}
    assert changes.add_step(general(), "ใหม่", taken=taken)[1] == "step_3"
    assert changes.add_end(general(), "ใหม่", taken=taken)[1] == "end_2"
    assert changes.add_field(general(), "ใหม่", "text", taken=taken)[1] == "field_2"


def test_a_step_taken_out_lets_the_ways_to_it_go_on() -> None:
    moved = changes.move_box(general(), "acknowledge", 40.0, 80.0)
    chart = changes.remove(moved, "acknowledge")
    assert ways(chart, "assign") == ["investigate"]
    assert "acknowledge" not in chart.steps
    assert "acknowledge" not in chart.places
    assert chart.fields == general().fields


def test_a_way_back_to_itself_goes_with_the_step_it_led_through() -> None:
    chart, code = changes.add_step(general(), "วน", "review")
    chart = changes.redirect_branch(chart, code, 0, "review")
    assert ways(changes.remove(chart, code), "review") == ["investigate"]


def test_taking_the_first_step_out_begins_at_the_next() -> None:
    assert changes.remove(general(), "register").first == "screen"


def test_the_last_step_stays_and_an_end_takes_its_ways_along() -> None:
    chart = general()
    for code in list(chart.steps)[:-1]:
        chart = changes.remove(chart, code)
    assert list(chart.steps) == ["close"]
    assert changes.remove(chart, "close") is chart
    assert chart.first == "close"
    gone = changes.remove(changes.set_end_outcome(chart, "closed", "clarified"), "closed")
    assert (gone.ends, gone.end_outcomes, ways(gone, "close")) == ({}, {}, [])


def test_a_branch_with_conditions_goes_before_the_usual_way() -> None:
    chart, place = changes.connect(general(), "screen", "close", "คำชมเชย")
    assert place == 3
    assert ways(chart, "screen") == ["answer", "refer", "assign", "close"]
    chart, place = changes.set_conditions(chart, "screen", place, PRAISE)
    assert place == 2
    assert ways(chart, "screen") == ["answer", "refer", "close", "assign"]
    chart, place = changes.set_conditions(chart, "screen", 0, ())
    assert place == 3
    assert ways(chart, "screen") == ["refer", "close", "assign", "answer"]


def test_branches_are_led_elsewhere_named_ordered_and_taken_away() -> None:
    chart = changes.redirect_branch(general(), "screen", 1, "close")
    chart = changes.set_label(chart, "screen", 1, "ที่อื่น")
    assert chart.steps["screen"].branches[1] == Branch(
        "close", "ที่อื่น", (Condition("within_authority", "is", False),)
    )
    assert ways(changes.reorder_branches(chart, "screen", 1, 0), "screen") == ["close", "answer", "assign"]
    assert ways(changes.remove_branch(chart, "screen", 1), "screen") == ["answer", "assign"]
    assert changes.redirect_branch(chart, "screen", 1, "nowhere") is chart
    assert changes.remove_branch(chart, "screen", 9) is chart
    assert changes.connect(chart, "closed", "screen") == (chart, -1)


def test_fields_of_the_offices_own() -> None:
    chart, code = changes.add_field(general(), "ผลการตรวจพื้นที่", "choice", ["พบ", "ไม่พบ"])
    chart = changes.set_asks(chart, "investigate", [Ask(code, True), Ask(code, False), Ask("unknown", True)])
    assert chart.steps["investigate"].asks == (Ask(code, True),)
    chart = changes.change_field(chart, code, "ผลการลงพื้นที่", [("item_2", "ไม่พบ"), ("", "พบบางส่วน")])
    assert chart.fields[code].label == "ผลการลงพื้นที่"
    assert chart.fields[code].items == (("item_2", "ไม่พบ"), ("item_3", "พบบางส่วน"))
    assert changes.change_field(chart, "kind", "อื่น") is chart


def test_renumbering_follows_the_usual_way() -> None:
    chart, _code = changes.add_step(general(), "ตรวจพื้นที่", "register")
    assert numbers(changes.renumber(general())) == numbers(general())
    assert numbers(changes.renumber(chart)) == [
        *("1", "2", "3", "3.1", "3.2", "3.3"),
        *("4", "5", "6", "7", "8", "9"),
    ]


def test_boxes_are_placed_by_hand_and_by_themselves_again() -> None:
    chart = changes.move_box(changes.move_box(general(), "screen", 10, 20), "closed", 30, 40)
    assert chart.places == {"screen": (10, 20), "closed": (30, 40)}
    assert changes.forget_places(chart, ["screen"]).places == {"closed": (30, 40)}
    assert changes.forget_places(chart).places == {}
    assert changes.move_box(chart, "nowhere", 1, 1) is chart


# --- any sequence of changes

CODES = st.sampled_from(
    [*general().steps, *general().ends, "step_1", "step_2", "step_3", "end_1", "end_2", "nowhere", ""]
)
TEXTS = st.text(max_size=12)
PLACES = st.integers(-1, 4)
NUMBERS = st.integers(-5000, 5000).map(float)
CONDITIONS = st.lists(
    st.one_of(
        st.builds(
            Condition,
            st.sampled_from(["kind", "within_authority", "gone"]),
            st.just("is"),
            st.sampled_from(["praise", True, False]),
        ),
        st.builds(
            Condition,
            st.just("level"),
            st.just("in"),
            st.lists(st.sampled_from(["1", "2", "3"]), max_size=3).map(tuple),
        ),
    ),
    max_size=3,
).map(tuple)
LIMITS = st.one_of(
    st.none(),
    st.builds(Limit, st.sampled_from(["same_day", "level"])),
    st.builds(
        Limit, st.just("working_days"), st.sampled_from([0, 1, 10_000]), st.sampled_from(["step", "receipt"])
    ),
)
ASKS = st.lists(
    st.builds(Ask, st.sampled_from([*general().fields, "field_1"]), st.booleans(), CONDITIONS), max_size=3
)
NEEDS = st.lists(st.builds(Need, st.sampled_from(["note", "attachment", "letter"])), max_size=2)
Change = Callable[[Chart], Chart]


def _change(act: Callable[..., Any], *strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Change]:
    def bound(*values: Any) -> Change:
        def change(chart: Chart) -> Chart:
            made = act(chart, *values)
            return made[0] if isinstance(made, tuple) else made  # type: ignore[no-any-return]

        return change

    return st.builds(bound, *strategies)


CHANGES = st.lists(
    st.one_of(
        _change(changes.add_step, TEXTS, CODES),
        _change(changes.add_end, TEXTS, st.sampled_from(["", "clarified"])),
        _change(changes.remove, CODES),
        _change(changes.rename, CODES, TEXTS),
        _change(changes.rename_chart, TEXTS),
        _change(changes.set_first, CODES),
        _change(changes.set_number, CODES, TEXTS),
        _change(changes.set_action, CODES, TEXTS),
        _change(changes.set_roles, CODES, st.sets(st.sampled_from(Role))),
        _change(changes.set_limit, CODES, LIMITS),
        _change(changes.set_purpose, CODES, st.sampled_from(["", *PURPOSES])),
        _change(changes.set_own_case, CODES, st.booleans()),
        _change(changes.set_decision, CODES, st.booleans()),
        _change(changes.set_skip_when, CODES, CONDITIONS),
        _change(changes.set_needs, CODES, NEEDS),
        _change(changes.set_asks, CODES, ASKS),
        _change(changes.set_end_outcome, CODES, st.sampled_from(["", "upheld"])),
        _change(
            changes.add_field,
            TEXTS,
            st.sampled_from(changes.OWN_TYPES),
            st.lists(st.text(max_size=3), max_size=3),
        ),
        _change(changes.change_field, st.sampled_from(["field_1", "decision", "kind"]), TEXTS),
        _change(changes.connect, CODES, CODES, TEXTS, CONDITIONS),
        _change(changes.redirect_branch, CODES, PLACES, CODES),
        _change(changes.set_label, CODES, PLACES, TEXTS),
        _change(changes.set_conditions, CODES, PLACES, CONDITIONS),
        _change(changes.remove_branch, CODES, PLACES),
        _change(changes.reorder_branches, CODES, PLACES, PLACES),
        _change(changes.move_box, CODES, NUMBERS, NUMBERS),
        _change(changes.forget_places, st.one_of(st.none(), st.lists(CODES, max_size=2))),
        _change(changes.renumber),
    ),
    max_size=25,
)


@given(CHANGES)
def test_any_sequence_of_changes_gives_a_chart(sequence: list[Change]) -> None:
    chart, before = general(), write_chart(general())
    for change in sequence:
        earlier = write_chart(chart)
        changed = change(chart)
        assert (
            write_chart(chart) == earlier
        )  # the one before stays as it was, so undoing is taking it up again
        chart = changed
        assert read_chart(write_chart(chart)) == chart
        assert chart.first in chart.steps
        assert all(code == step.code for code, step in chart.steps.items())
        known = {*chart.steps, *chart.ends}
        assert {branch.to for step in chart.steps.values() for branch in step.branches} <= known
        assert {*chart.places, *chart.end_outcomes} <= known
        assert {ask.field for step in chart.steps.values() for ask in step.asks} <= set(chart.fields)
    assert write_chart(general()) == before
    check_chart(chart, LISTS)
    drawing = lay_out(chart, lambda text, width: (min(width, 7.0 * len(text)), 20.0))
    assert {box.code for box in drawing.boxes} == {*chart.steps, *chart.ends}
