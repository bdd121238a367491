"""What is wrong with a flowchart is said in Thai, with the names a person knows it by."""

import pytest

from services.flowchart.checking import check_chart
from services.flowchart.problems import PROBLEM_CODES
from tests.services.flowchart.charts import choices, shipped
from tests.services.flowchart.test_checking import WRONG
from ui.flowchart.problem_text import SENTENCES, problem_text


def test_every_problem_has_a_sentence():
    assert set(SENTENCES) == PROBLEM_CODES


@pytest.mark.parametrize(("code", "change"), [(code, change) for code, change, *_rest in WRONG])
def test_a_problem_is_said_whole(code, change):
    chart = change(shipped())
    problem = next(one for one in check_chart(chart, choices()) if one.code == code)
    text = problem_text(problem, chart)
    assert "{" not in text
    assert "“”" not in text
    if problem.step and code not in ("step.no_name", "end.no_name", "code.twice"):
        assert chart.name_of(problem.step) in text


def test_a_limit_out_of_range_says_the_range():
    change = next(change for code, change, *_rest in WRONG if code == "limit.range")
    chart = change(shipped())
    problem = next(one for one in check_chart(chart, choices()) if one.code == "limit.range")
    assert problem_text(problem, chart) == (
        "กำหนดเวลาของขั้นตอน “ตรวจสอบและจำแนก” คือ 0 วันทำการ ต้องอยู่ระหว่าง 1 ถึง 365 วันทำการ"
    )
