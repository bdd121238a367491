"""The flowchart for the wall: one page, every step with who and by when, whatever its size."""

from dataclasses import replace

import pytest

from services.flowchart.definition import Branch, Chart
from services.flowchart.kinds import SHIPPED, shipped_chart
from tests.services.documents.paper_text import pages, says, squeeze


def thirty(chart: Chart) -> Chart:
    """Return a chart with thirty steps."""
    steps = dict(chart.steps)
    plain = chart.steps["answer"]
    for number in range(30 - len(steps)):
        code, following = f"x{number}", f"x{number + 1}" if number % 6 else "close"
        to = following if number < 29 - len(chart.steps) else "close"
        steps[code] = replace(
            plain, code=code, number=f"9.{number}", name="ตรวจเอกสาร", branches=(Branch(to, "", ()),)
        )
    return replace(chart, steps=steps)


@pytest.mark.parametrize("code", SHIPPED)
def test_the_page_names_every_step_who_does_it_and_by_when(desk, code):
    chart = shipped_chart(code)
    content = desk.services.flowcharts.print_wall_chart(desk.viewer, code)
    assert len(pages(content)) == 1
    assert says(content, "ผังกระบวนการจัดการเรื่องร้องเรียน", "สำนักงานคลังจังหวัดลำปาง")
    assert says(content, "ฉบับที่ 1 ใช้ตั้งแต่วันที่ 9 เมษายน 2569", "การพิจารณา")
    assert says(content, "เจ้าหน้าที่รับเรื่อง", "ภายใน 1 วันทำการ", "ตามระดับของเรื่อง")
    assert says(content, *(f"{step.number} {step.name}" for step in chart.steps.values()))
    assert says(content, *chart.ends.values())


def test_a_draft_says_that_it_is_one_and_thirty_steps_stay_one_page(desk):
    chart = thirty(shipped_chart("general"))
    content = desk.services.flowcharts.print_wall_chart(desk.viewer, "general", chart)
    assert len(chart.steps) == 30
    assert len(pages(content)) == 1
    assert says(content, "ร่าง ยังไม่ประกาศใช้ พิมพ์เมื่อวันที่ 10 เมษายน 2569")
    assert squeeze(pages(content)[0]).count(squeeze("ตรวจเอกสาร")) == 19
