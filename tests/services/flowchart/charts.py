"""Flowcharts at random, finished or not, for properties to hold on."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from services.flowchart.definition import Branch, Chart, Step, chart_from
from services.flowchart.values import ChartChoices
from services.permissions import Role
from services.resources import load_json

LABELS = ("", "", "ส่งกลับ", "นอกอำนาจหน้าที่ของสำนักงาน", "ข้อเสนอแนะ คำชมเชย หรือสอบถาม ที่ไม่ใช่ข้อร้องเรียน")


def shipped(name: str = "flowchart") -> Chart:
    """Return one of the charts that come with the program."""
    return chart_from(load_json(f"office/{name}.json"))


def measure(text: str, width: float) -> tuple[float, float]:
    """Return a size such as a text of that length takes."""
    long = len(text) * 8.0
    lines = max(1, -(-int(long) // int(width)))
    return min(long, width), 20.0 * lines


def step(code: str, *branches: Branch, **changes: Any) -> Step:
    """Return a plain step."""
    plain = Step(code, "1", code, "ทำ", frozenset({Role.OFFICER}), None, (), tuple(branches))
    return replace(plain, **changes)


@st.composite
def charts(draw: st.DrawFn, most: int = 40) -> Chart:
    """Return a chart whose branches lead anywhere, nowhere, or to what is not there."""
    codes = [f"s{number}" for number in range(draw(st.integers(1, most)))]
    ends = [f"e{number}" for number in range(draw(st.integers(0, 3)))]
    ways = st.lists(
        st.builds(Branch, st.sampled_from([*codes, *ends, "nowhere"]), st.sampled_from(LABELS), st.just(())),
        max_size=4,
    )
    steps = {code: step(code, *draw(ways), decision=draw(st.booleans())) for code in codes}
    first = draw(st.sampled_from([*codes, "nowhere"]))
    return Chart("c", "ผัง", first, {}, steps, {code: code for code in ends})


def choices() -> ChartChoices:
    """Return what the charts of a new office may choose from."""
    lists = {
        name: {item["code"]: item["name"] for item in load_json(f"office/{name}.json")[name]}
        for name in ("levels", "categories")
    }
    fixed = load_json("office/codes.json")
    for name, items in fixed.items():
        if not name.startswith("_"):
            lists[name] = {item["code"]: item["name"] for item in items}
    return ChartChoices(lists)
