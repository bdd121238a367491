"""A drawing holds every box and every arrow, in their places, whatever the chart is like."""

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.flowchart.definition import Chart
from services.flowchart.detour import crosses
from services.flowchart.layout import Box, Drawing, lay_out
from tests.services.flowchart.charts import charts, measure, shipped


def label_boxes(drawing: Drawing) -> list[Box]:
    found = []
    for arrow in drawing.arrows:
        if arrow.label:
            wide, high = measure(arrow.label, 170.0)
            found.append(Box("", "", arrow.label_at[0] - wide / 2, arrow.label_at[1] - high / 2, wide, high))
    return found


def ways(chart: Chart) -> set[tuple[str, str, int]]:
    known = {*chart.steps, *chart.ends}
    return {
        (code, branch.to, index)
        for code, step in chart.steps.items()
        for index, branch in enumerate(step.branches)
        if branch.to in known
    }


@given(charts())
def test_no_two_boxes_overlap_and_all_are_there(chart):
    drawing = lay_out(chart, measure)
    assert {box.code for box in drawing.boxes} == {*chart.steps, *chart.ends}
    assert not any(one.overlaps(other, 16) for one, other in combinations(drawing.boxes, 2))
    assert all(
        box.x >= 0
        and box.y >= 0
        and box.x + box.width <= drawing.width
        and box.y + box.height <= drawing.height
        for box in drawing.boxes
    )


@given(charts())
def test_every_arrow_runs_from_its_box_to_its_box_through_none(chart):
    drawing = lay_out(chart, measure)
    assert {(one.start, one.end, one.branch_index) for one in drawing.arrows} == ways(chart)
    for arrow in drawing.arrows:
        start, end = drawing.box(arrow.start), drawing.box(arrow.end)
        assert arrow.points[0][1] == start.y + start.height
        assert start.x <= arrow.points[0][0] <= start.x + start.width
        assert arrow.points[-1] == (pytest.approx(end.middle[0]), end.y)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(arrow.points))
        assert not crosses(arrow.points, drawing.boxes)


@given(charts(20))
def test_no_label_stands_on_a_box_or_on_another(chart):
    drawing = lay_out(chart, measure)
    labels = label_boxes(drawing)
    assert not any(label.overlaps(box) for label in labels for box in drawing.boxes)
    assert not any(one.overlaps(other) for one, other in combinations(labels, 2))


@given(charts(12))
def test_the_same_chart_is_always_drawn_the_same(chart):
    assert lay_out(chart, measure) == lay_out(chart, measure)


@given(st.data())
def test_a_moved_box_stands_where_it_was_put_and_the_rest_stays(data):
    chart = data.draw(charts(8))
    code = data.draw(st.sampled_from([*chart.steps]))
    before = lay_out(chart, measure)
    place = (data.draw(st.integers(150, 1500)), data.draw(st.integers(150, 1500)))
    after = lay_out(replace(chart, places={code: place, "gone": (0, 0)}), measure)
    assert after.box(code).middle == pytest.approx(place)
    assert [box for box in after.boxes if box.code != code] == [
        box for box in before.boxes if box.code != code
    ]
    assert {(one.start, one.end, one.branch_index) for one in after.arrows} == ways(chart)
    for arrow in after.arrows:
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(arrow.points))


def test_arrows_go_around_a_box_moved_into_their_way():
    chart = shipped()
    there = lay_out(chart, measure)
    screen, answer = there.box("screen"), there.box("answer")
    place = (answer.middle[0], answer.y - 70)
    drawing = lay_out(replace(chart, places={"follow_up": place}), measure)
    assert screen.middle[1] < place[1]
    assert not any(crosses(arrow.points, drawing.boxes) for arrow in drawing.arrows)


def test_the_usual_way_goes_straight_down_and_a_return_at_the_side():
    drawing = lay_out(shipped(), measure)
    way = [
        "register",
        "screen",
        "assign",
        "acknowledge",
        "investigate",
        "review",
        "inform",
        "close",
        "closed",
    ]
    assert len({drawing.box(code).middle[0] for code in way}) == 1
    assert sorted(way, key=lambda code: drawing.box(code).y) == way
    kinds = {box.code: box.kind for box in drawing.boxes}
    assert (kinds["register"], kinds["review"], kinds["closed"]) == ("start", "decision", "end")
    back = next(one for one in drawing.arrows if (one.start, one.end) == ("review", "investigate"))
    assert min(x for x, _y in back.points) < drawing.box("investigate").x
