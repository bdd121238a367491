"""The flowchart's drawing: where boxes stand, how ways run, what the boxes say."""

from pytestqt.qtbot import QtBot

from services.flowchart.definition import Chart, chart_from
from services.resources import load_json
from tests.ui.handling import bring_to, finish, take_in
from tests.ui.office import OfficeForTest
from ui.case.chart_boxes import boxes_of, chart_as_text
from ui.case.chart_layout import lay_out
from ui.case.flowchart_view import FlowchartView


def chart(*steps: tuple[str, list[tuple[str, bool]]]) -> Chart:
    """Return a chart of steps with their branches: (to, is it unconditional)."""
    condition = [{"field": "kind", "op": "is", "value": "praise"}]
    return chart_from(
        {
            "code": "made",
            "name": "ผัง",
            "first": steps[0][0],
            "end_states": [{"code": "end", "name": "จบ"}],
            "fields": [],
            "steps": [
                {
                    "code": code,
                    "number": str(number),
                    "name": code,
                    "action": "ทำ",
                    "roles": ["officer"],
                    "limit": None,
                    "asks": [],
                    "branches": [
                        {"to": to, "label": to, "when": [] if plain else condition} for to, plain in branches
                    ],
                }
                for number, (code, branches) in enumerate(steps)
            ],
        }
    )


def kinds(made: Chart) -> dict[tuple[str, str], str]:
    return {(edge.source, edge.target): edge.kind for edge in lay_out(made).edges}


def test_the_default_flowchart_has_a_main_column_and_two_side_branches() -> None:
    layout = lay_out(chart_from(load_json("office/flowchart.json")))
    main = [node.code for node in layout.reading_order() if node.lane == "main"]
    assert main == (
        ["register", "screen", "assign", "acknowledge", "investigate", "review", "inform", "close", "closed"]
    )
    sides = [node.code for node in layout.reading_order() if node.lane == "side"]
    assert sides == ["answer", "refer", "follow_up"]
    found = {(edge.source, edge.target): edge.kind for edge in layout.edges}
    assert found["review", "investigate"] == "back"
    assert found["screen", "refer"] == "branch"
    assert found["refer", "follow_up"] == "down"
    assert found["follow_up", "close"] == "join"


def test_a_chart_of_one_step() -> None:
    assert kinds(chart(("only", [("end", True)]))) == {("only", "end"): "down"}


def test_a_way_past_boxes_of_the_main_column() -> None:
    made = chart(("a", [("end", False), ("b", True)]), ("b", [("end", True)]))
    assert kinds(made)["a", "end"] == "ahead"


def test_a_loop_without_end_and_a_step_that_no_way_leads_to_are_drawn() -> None:
    made = chart(("a", [("b", True)]), ("b", [("a", True)]), ("lost", [("end", True)]))
    layout = lay_out(made)
    assert set(layout.nodes) == {"a", "b", "lost", "end"}
    assert kinds(made)["b", "a"] == "back"


def test_a_returned_case_stands_again_at_the_step_and_has_the_review_before_it(
    office: OfficeForTest,
) -> None:
    case = take_in(office)
    bring_to(office, case, "review")
    finish(office, case, "supervisor", decision="return", comment="ขอเพิ่ม")
    detail = office.services.cases.read_case(office.actors["supervisor"], case)
    states = {box.node.code: box.state for box in boxes_of(detail, lay_out(detail.chart))}
    assert states["investigate"] == "current"
    assert states["review"] == "expected"


def test_a_step_passed_over_is_not_on_the_way(office: OfficeForTest) -> None:
    case = take_in(
        office, identity="anonymous", name="", phones="", title="", address="", complainant_kind=""
    )
    bring_to(office, case, "assign")
    detail = office.services.cases.read_case(office.actors["supervisor"], case)
    boxes = boxes_of(detail, lay_out(detail.chart))
    assert {box.node.code: box.state for box in boxes}["acknowledge"] == "other"
    line = next(text for text in chart_as_text(boxes) if text.startswith("4 "))
    assert "ไม่อยู่ในเส้นทางของเรื่องนี้" in line


def test_side_branches_come_back_below_themselves(qtbot: QtBot, office: OfficeForTest) -> None:
    view = FlowchartView()
    qtbot.addWidget(view)
    view.show_case(office.services.cases.read_case(office.actors["front"], take_in(office)))
    view.show()
    for width in (330, 500):
        view.resize(width, view.height())
        assert view.rect_of("close").center().y() >= view.rect_of("follow_up").bottom()
        assert view.height() >= view.rect_of("closed").bottom()
