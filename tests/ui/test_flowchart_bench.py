"""Drawing a flowchart: by mouse, by keyboard, undone and done again, and what is wrong named where it is."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from services.flowchart import changes
from services.flowchart.definition import Branch, Condition, Limit, chart_from
from services.flowchart.values import ChartChoices
from services.permissions import Role
from services.resources import load_json
from tests.ui.flowchart_hands import Hands
from tests.ui.office import make_office
from tests.ui.test_named_widgets import nameless
from ui.flowchart.board import Spot
from ui.flowchart.workbench import Workbench

GENERAL = chart_from(load_json("office/flowchart.json"))


@pytest.fixture(scope="module")
def choices(tmp_path_factory: pytest.TempPathFactory) -> ChartChoices:
    """Give the lists of a new office."""
    office = make_office(tmp_path_factory.mktemp("office"))
    made = ChartChoices.of(office.facts("supervisor"))
    office.services.close()
    return made


@pytest.fixture
def hands(choices: ChartChoices, qtbot: QtBot) -> Hands:
    """Open the general chart."""
    bench = Workbench(lambda: choices)
    qtbot.addWidget(bench)
    bench.resize(1280, 720)
    bench.board.open(GENERAL)
    bench.show()
    qtbot.waitUntil(lambda: bench.view.transform().m11() != 1.0)
    bench.take_keys()
    return Hands(bench, qtbot)


def test_drawn_by_mouse(hands: Hands) -> None:
    hands.click("assign")
    assert hands.board.spot == Spot("assign")
    hands.bench.inspector.step.add_way.click()
    hands.keys("Esc")
    hands.draw_way("assign", "close")
    assert hands.ways("assign") == ["acknowledge", "close"]
    assert hands.board.spot == Spot("assign", 1)
    hands.lead_way("assign", 1, "inform")
    assert hands.ways("assign") == ["acknowledge", "inform"]
    before = hands.middle("answer")
    hands.view.fit()
    hands.click("answer")
    hands.drag(before, before + QPointF(103, -57))
    x, y = hands.chart.places["answer"]
    assert (x % 10, y % 10) == (0, 0)
    assert abs(x - before.x() - 103) <= 8
    assert abs(y - before.y() + 57) <= 8
    hands.double_click("close")
    hands.write("ยุติ")
    assert hands.chart.steps["close"].name == "ยุติ"


def test_the_mouse_undone_and_done_again(hands: Hands) -> None:
    hands.draw_way("assign", "close")
    drawn = hands.chart
    hands.board.stack.undo()
    assert hands.chart is GENERAL
    hands.board.stack.redo()
    assert hands.chart is drawn


def test_letting_go_beside_every_box_draws_nothing(hands: Hands) -> None:
    hands.click("assign")
    hands.view.fit()
    hands.drag(hands.view.drawn.boxes["assign"].handles()[0], QPointF(-30, -30))
    assert hands.chart is GENERAL


def test_an_escape_gives_up_what_is_carried(hands: Hands) -> None:
    from PySide6.QtTest import QTest

    hands.view.fit()
    at = hands.place(hands.middle("answer"))
    QTest.mousePress(hands.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(hands.view.viewport(), at * 0.5)
    hands.keys("Esc")
    QTest.mouseRelease(hands.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    assert hands.chart is GENERAL


def test_the_menu_of_a_box_says_its_keys(hands: Hands) -> None:
    hands.click("screen")
    hands.view.menu_asked.emit(Spot("screen"), hands.view.mapToGlobal(hands.view.rect().center()))
    menu = hands.view.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    assert "เพิ่มขั้นตอนต่อจากนี้\tN" in texts
    menu.actions()[texts.index("เพิ่มขั้นตอนต่อจากนี้\tN")].trigger()
    menu.close()
    assert "step_1" in hands.chart.steps


def test_the_wheel_with_ctrl_makes_it_larger_and_smaller(hands: Hands) -> None:
    def turn(by: int) -> None:
        at = QPointF(hands.view.viewport().rect().center())
        event = QWheelEvent(
            at,
            hands.view.viewport().mapToGlobal(at),
            QPointF().toPoint(),
            QPointF(0, by).toPoint(),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        hands.view.wheelEvent(event)

    before = hands.view.transform().m11()
    turn(120)
    assert hands.view.transform().m11() > before
    turn(-120)
    turn(-120)
    assert hands.view.transform().m11() < before
    for _ in range(40):
        turn(120)
    assert hands.view.transform().m11() <= 2.5


# --- by keyboard alone


def test_drawn_by_keyboard(hands: Hands) -> None:
    hands.keys("Home", "Down", "Down")
    assert hands.board.spot == Spot("assign")
    hands.keys("N", "F2")
    hands.keys("Ctrl+A")
    hands.write("ตรวจพื้นที่")
    hands.keys("Esc")
    assert hands.chart.steps["step_1"].name == "ตรวจพื้นที่"
    assert hands.ways("assign") == ["step_1"]
    assert hands.view.hasFocus()
    hands.keys("B")
    hands.write("แจ้งผลให้")
    hands.keys("Return")
    assert hands.ways("step_1") == ["acknowledge", "inform"]
    assert hands.board.spot == Spot("step_1", 1)
    hands.keys("Delete")
    assert hands.ways("step_1") == ["acknowledge"]
    hands.keys("E")
    assert hands.chart.ends == {"closed": "ยุติเรื่องแล้ว", "end_1": "สิ้นสุดใหม่"}
    hands.keys("Ctrl+Right", "Ctrl+Right", "Ctrl+Down")
    assert "end_1" in hands.chart.places
    hands.keys("Delete")
    assert list(hands.chart.ends) == ["closed"]
    assert hands.chart.places == {}


def test_keys_mean_the_same_with_the_thai_keyboard_on(hands: Hands) -> None:
    hands.view.choose(Spot("assign"))
    event = QKeyEvent(QKeyEvent.Type.KeyPress, 0x0E37, Qt.KeyboardModifier.NoModifier, "ื")
    hands.view.keyPressEvent(event)
    assert hands.ways("assign") == ["step_1"]


def test_arrow_keys_follow_the_ways_and_tab_leaves_behind_the_last_box(hands: Hands) -> None:
    hands.keys("Home")
    seen = [hands.board.spot.code]
    for _ in range(20):
        hands.keys("Tab")
        if not hands.view.hasFocus():
            break
        seen.append(hands.board.spot.code)
    assert set(seen) == {*GENERAL.steps, *GENERAL.ends}
    assert not hands.view.hasFocus()
    hands.bench.take_keys()
    hands.view.choose(Spot("screen"))
    hands.keys("3")
    assert hands.board.spot == Spot("screen", 2)
    hands.keys("Esc")
    assert hands.board.spot == Spot("screen")
    hands.keys("Down")
    assert hands.board.spot.code in {"assign", "answer", "refer"}
    hands.keys("Up")
    assert hands.board.spot == Spot("screen")


def test_keys_do_nothing_that_a_box_does_not_have(hands: Hands) -> None:
    hands.view.choose(Spot("closed"))
    hands.keys("B", "9", "Left")
    assert hands.chart is GENERAL


def test_the_last_step_says_why_it_stays(hands: Hands) -> None:
    for code in list(GENERAL.steps)[:-1]:
        hands.view.choose(Spot(code))
        hands.keys("Delete")
    hands.view.choose(Spot("close"))
    hands.keys("Delete")
    assert list(hands.chart.steps) == ["close"]
    assert "อย่างน้อยหนึ่งขั้นตอน" in hands.bench.present.text()


# --- undoing


def test_typing_and_moves_are_undone_as_one(hands: Hands) -> None:
    hands.view.choose(Spot("assign"))
    hands.keys("F2")
    hands.keys("Ctrl+A")
    hands.write("ชื่อใหม่ยาว")
    hands.keys("Esc", "Ctrl+Right", "Ctrl+Right", "Ctrl+Right")
    assert hands.board.stack.count() == 2
    assert hands.board.stack.undoText() == "ย้ายกล่อง"
    hands.board.stack.undo()
    assert hands.chart.places == {}
    assert hands.chart.steps["assign"].name == "ชื่อใหม่ยาว"
    assert hands.board.stack.undoText() == "เปลี่ยนชื่อ"
    hands.board.stack.undo()
    assert hands.chart is GENERAL
    assert hands.board.spot == Spot("assign")


def test_everything_undone_is_the_very_chart_that_was_opened(hands: Hands) -> None:
    acts = hands.bench.acts
    hands.view.choose(Spot("screen"))
    acts.add_step("screen")
    acts.add_end()
    acts.connect("step_1", "end_1")
    acts.set_conditions(Spot("step_1", 1), (Condition("kind", "is", "praise"),))
    acts.set_roles("step_1", [Role.SUPERVISOR])
    acts.set_limit("step_1", Limit("working_days", 5, "receipt"))
    acts.add_field("step_1", "ผลการตรวจ", "choice", ["ก", "ข"], required=True)
    acts.set_first("screen")
    acts.renumber()
    acts.remove(Spot("register"))
    assert hands.board.stack.count() == 10
    while hands.board.stack.canUndo():
        hands.board.stack.undo()
    assert hands.chart is GENERAL


# --- the panel


def test_a_step_is_filled_in(hands: Hands) -> None:
    hands.view.choose(Spot("assign"))
    panel = hands.bench.inspector.step
    panel.roles[Role.OFFICER].click()
    panel.limit.kind.set_code("working_days")
    panel.limit.base.set_code("receipt")
    panel.limit.days.setFocus()
    hands.keys("Ctrl+A")
    hands.write("7")
    panel.needs.boxes["note", ""].click()
    panel.needs.boxes["letter", "acknowledgement"].click()
    panel.asks.more.set_code("findings")
    panel.purpose.set_code("-")
    panel.decision.click()
    panel.start.click()
    step = hands.chart.steps["assign"]
    assert step.roles == {Role.OFFICER, Role.SUPERVISOR}
    assert step.limit == Limit("working_days", 7, "receipt")
    assert [(need.kind, need.letter) for need in step.needs] == [("note", ""), ("letter", "acknowledgement")]
    assert [ask.field for ask in step.asks] == ["officer", "findings"]
    assert (step.purpose, step.decision, hands.chart.first) == ("", True, "assign")


def test_days_that_are_no_number_stay_typed(hands: Hands) -> None:
    hands.view.choose(Spot("assign"))
    limit = hands.bench.inspector.step.limit
    limit.days.setFocus()
    hands.keys("Ctrl+A")
    hands.write("สาม")
    assert limit.days.text() == "สาม"
    assert "ตัวเลข" in limit.days_field.error()
    assert hands.chart is GENERAL
    hands.keys("Ctrl+A")
    hands.write("๑๕")
    assert hands.chart.steps["assign"].limit == Limit("working_days", 15, "step")
    assert limit.days_field.error() == ""


def test_a_branch_gets_its_conditions_by_choosing(hands: Hands) -> None:
    hands.bench.acts.connect("screen", "close")
    panel = hands.bench.inspector.branch
    panel.label.setFocus()
    hands.write("คำชมเชย")
    panel.when.add_button.click()
    line = panel.when.lines()[0]
    line.field.set_code("kind")
    assert hands.ways("screen")[-1] == "close"  # Not finished: nothing is told yet.
    line.op.set_code("in")
    line.checks()[1].click()
    line.checks()[2].click()
    branch = hands.chart.steps["screen"].branches[2]
    assert branch == Branch("close", "คำชมเชย", (Condition("kind", "in", ("suggestion", "praise")),))
    assert hands.board.spot == Spot("screen", 2)
    assert panel.when.lines()[0] is line  # The row at hand stays under the fingers.
    panel.target.set_code("inform")
    assert hands.ways("screen") == ["answer", "refer", "inform", "assign"]
    panel.earlier.click()
    assert hands.ways("screen") == ["answer", "inform", "refer", "assign"]
    hands.bench.inspector.branch.back.click()
    assert hands.board.spot == Spot("screen")


def test_an_end_gets_a_name_and_an_outcome(hands: Hands) -> None:
    hands.view.choose(Spot("closed"))
    hands.keys("Return")
    hands.keys("Ctrl+A")
    hands.write("จบ")
    hands.bench.inspector.end.outcome.set_code("clarified")
    assert hands.chart.ends == {"closed": "จบ"}
    assert hands.chart.end_outcomes == {"closed": "clarified"}


def test_a_field_of_the_offices_own(hands: Hands) -> None:
    hands.view.choose(Spot("investigate"))
    hands.bench.inspector.step.asks.more.set_code("+")
    hands.write("ผลการตรวจพื้นที่")
    dialog = hands.keyboard().window()
    dialog.kind.set_code("choice")  # type: ignore[attr-defined]
    hands.keys("Ctrl+Return")
    assert "field_1" not in hands.chart.fields
    dialog.items.edit.setFocus()  # type: ignore[attr-defined]
    hands.write("พบ\nไม่พบ")
    hands.keys("Ctrl+Return")
    field = hands.chart.fields["field_1"]
    assert (field.label, field.items) == ("ผลการตรวจพื้นที่", (("item_1", "พบ"), ("item_2", "ไม่พบ")))
    assert hands.chart.steps["investigate"].asks[-1].field == "field_1"


def test_when_a_field_is_asked(hands: Hands) -> None:
    hands.view.choose(Spot("investigate"))
    hands.bench.inspector.step.asks.detail_asked.emit("findings")
    dialog = hands.keyboard().window()
    dialog.when.add_button.click()  # type: ignore[attr-defined]
    line = dialog.when.lines()[0]  # type: ignore[attr-defined]
    line.field.set_code("kind")
    dialog.save()  # type: ignore[attr-defined]
    assert "ให้ครบ" in dialog.banner.text()  # type: ignore[attr-defined]
    line.value.set_code("0")
    dialog.label.setText("ข้อเท็จจริง")  # type: ignore[attr-defined]
    dialog.need.set_code("no")  # type: ignore[attr-defined]
    dialog.save()  # type: ignore[attr-defined]
    ask = hands.chart.steps["investigate"].asks[0]
    assert (ask.when, ask.required) == ((Condition("kind", "is", "complaint"),), False)
    assert hands.chart.fields["findings"].label == "ข้อเท็จจริง"


# --- what is wrong


def problems_at(hands: Hands, spot: Spot) -> tuple[str, str]:
    """Return how bad it is at a spot, and what the drawing's tooltip says there."""
    severity, _said = hands.view.troubles[spot]
    drawn = hands.view.drawn
    item = drawn.arrows[spot] if spot.branch >= 0 else drawn.boxes[spot.code]
    return severity, item.toolTip()


def test_a_loop_without_exit_is_named_on_the_drawing(hands: Hands) -> None:
    hands.board.apply("วน", changes.redirect_branch(GENERAL, "inform", 0, "investigate"))
    hands.settle()
    severity, said = problems_at(hands, Spot("investigate"))
    assert severity == "error"
    assert said in "\n".join(hands.bench.problem_list.texts())
    hands.board.stack.undo()
    hands.settle()
    assert hands.bench.problem_list.texts() == []


@pytest.mark.parametrize("days", [0, 10_000])
def test_a_limit_out_of_reason_is_named_on_the_drawing(hands: Hands, days: int) -> None:
    hands.view.choose(Spot("assign"))
    hands.bench.inspector.step.limit.days.setFocus()
    hands.keys("Ctrl+A")
    hands.write(str(days))
    severity, said = problems_at(hands, Spot("assign"))
    assert severity == "error"
    assert f"{days:,}" in said or "1" in said
    assert hands.bench.inspector.problems.plain_text() == said


def test_a_branch_that_can_never_hold_is_named_on_it(hands: Hands) -> None:
    hands.bench.acts.connect("screen", "close")
    hands.settle()
    assert problems_at(hands, Spot("screen", 3))[0] == "error"
    hands.view.choose(Spot("assign"))
    hands.bench.problem_list.itemClicked.emit(hands.bench.problem_list.item(0))
    assert hands.board.spot == Spot("screen", 3)
    assert hands.view.hasFocus()


def test_a_lonely_step_a_dead_end_and_a_missing_role_are_named(hands: Hands) -> None:
    chart, code = changes.add_step(changes.set_roles(GENERAL, "answer", []), "ลอย")
    hands.board.apply("เสีย", chart)
    hands.settle()
    assert len(problems_at(hands, Spot(code))[1].splitlines()) >= 2
    assert "ผู้ดำเนินการ" in problems_at(hands, Spot("answer"))[1]
    assert any("ลอย" in text for text in hands.bench.problem_list.texts())
    hands.view.choose(Spot(code))
    assert "ต้องแก้" in hands.bench.present.text()
    assert "ต้องแก้" in hands.view.accessibleDescription()


def test_the_list_says_the_whole_chart_and_leads_to_it(hands: Hands) -> None:
    texts = hands.bench.outline.texts()
    assert texts[0] == "1 รับและลงทะเบียน"
    assert texts[1].strip() == "→ 2 ตรวจสอบและจำแนก"
    assert len(texts) == len(GENERAL.steps) + len(GENERAL.ends) + sum(
        len(step.branches) for step in GENERAL.steps.values()
    )
    hands.bench.tabs.setCurrentIndex(1)
    hands.bench.outline.setFocus()
    hands.bench.outline.setCurrentRow(1)
    hands.keys("Return")
    assert hands.board.spot == Spot("register", 0)


def test_an_older_version_can_be_looked_at_only(hands: Hands) -> None:
    hands.board.open(GENERAL, read_only=True)
    hands.bench.take_keys()
    hands.view.choose(Spot("assign"))
    hands.keys("N", "E", "Delete", "Ctrl+Right", "F2")
    hands.write("x")
    hands.bench.acts.rename("assign", "x")
    hands.view.fit()
    hands.drag(hands.middle("answer"), hands.middle("refer"))
    assert hands.chart is GENERAL
    assert hands.bench.inspector.step.name is not None
    assert hands.bench.inspector.step.name.isReadOnly()
    assert not hands.bench.inspector.step.roles[Role.OFFICER].isEnabled()


def test_everything_says_what_it_is(hands: Hands) -> None:
    hands.bench.acts.connect("screen", "close")
    hands.bench.inspector.branch.when.add_button.click()
    for spot in (Spot("screen"), Spot("screen", 0), Spot("screen", 3), Spot("closed"), Spot()):
        hands.board.select(spot)
        hands.settle()
        assert not nameless(hands.bench), spot
