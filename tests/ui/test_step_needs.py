"""What a step needs stands above its form, with whether it is there; what is missing is said again."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from services.errors import FieldError, Invalid
from services.flowchart.definition import Chart, Condition, Need
from services.flowchart.editing import PublishFlowchart
from services.unit_of_work import new_command_id
from tests.ui.handling import bring_to, take_in
from tests.ui.office import OfficeForTest, make_office
from ui.case.step_form import StepForm

NEEDS = (
    Need("note"),
    Need("attachment"),
    Need("letter", "progress"),
    Need("letter", "delay", when=(Condition("level", "is", "legal"),)),
)


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


def with_needs(office: OfficeForTest, code: str, needs: tuple[Need, ...] = NEEDS) -> None:
    flowcharts, actor = office.services.flowcharts, office.actors["supervisor"]
    now = flowcharts.read_flowchart(actor, "general")
    chart: Chart = replace(
        now.chart, steps={**now.chart.steps, code: replace(now.chart.steps[code], needs=needs)}
    )
    command = PublishFlowchart(code="general", based_on=now.version_id, chart=chart)
    flowcharts.publish_flowchart(actor, command, new_command_id())


def shown(office: OfficeForTest, qtbot: QtBot, case: int, who: str) -> StepForm:
    form = StepForm()
    qtbot.addWidget(form)
    form.resize(600, 400)
    form.show()
    actor = office.actors[who]
    facts = office.services.office.read_facts(actor)
    form.show_step(office.services.cases.read_case(actor, case), facts, [])
    return form


def test_needs_are_listed_with_what_is_there(office: OfficeForTest, qtbot: QtBot) -> None:
    with_needs(office, "investigate")
    case = take_in(office)
    bring_to(office, case, "investigate")
    form = shown(office, qtbot, case, "officer")
    assert form.needs.isVisible()
    said = form.needs.text().replace("\u200b", "")
    assert "ต้องมีบันทึก" in said
    assert "ไฟล์แนบ: ยังไม่มี" in said
    assert "หนังสือแจ้งความคืบหน้าที่ออกแล้ว: ยังไม่มี" in said
    assert "ล่าช้า" not in said
    form.show_errors(Invalid({"need.attachment": FieldError("need.attachment")}))
    assert "ขั้นตอนนี้ต้องแนบไฟล์ก่อน" in form.needs.text().replace("\u200b", "")


def test_a_step_that_needs_nothing_says_nothing(office: OfficeForTest, qtbot: QtBot) -> None:
    case = take_in(office)
    assert shown(office, qtbot, case, "supervisor").needs.isHidden()


def test_a_decision_that_needs_a_note_has_room_for_one(office: OfficeForTest, qtbot: QtBot) -> None:
    with_needs(office, "review", (Need("note"),))
    case = take_in(office)
    bring_to(office, case, "review")
    form = shown(office, qtbot, case, "supervisor")
    form.show_errors(Invalid({"note": FieldError("need.note")}))
    assert form.field("note").isVisible()
