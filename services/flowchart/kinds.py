"""The kinds of case that have a flowchart of their own, and which of them a category belongs to."""

from services.flowchart.definition import Chart, chart_from
from services.resources import load_json

GENERAL = "general"
# In the order shown, with the chart that ships with the program.
SHIPPED = {
    GENERAL: "office/flowchart.json",
    "corruption": "office/flowchart_corruption.json",
    "information": "office/flowchart_information.json",
}
KIND_NAMES = {
    GENERAL: "เรื่องร้องเรียนทั่วไป",
    "corruption": "การทุจริตและประพฤติมิชอบ",
    "information": "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540",
}


def shipped_chart(code: str) -> Chart:
    """Return the chart that ships with the program for a kind of case."""
    return chart_from(load_json(SHIPPED[code]))


def kind_of_category(category: str | None) -> str:
    """Return the kind of case that a category makes it, by the category's code."""
    for item in load_json("office/categories.json")["categories"]:
        if item["code"] == category:
            return str(item.get("flowchart", GENERAL))
    return GENERAL
