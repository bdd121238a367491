"""Part 10 of the evidence document: the flowcharts in force, each on a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from models.office import FlowchartVersion
from services.documents.composing import REPORT_MARGINS
from services.documents.evidence_material import Material, PartContent
from services.documents.flowchart_wall import fitted_chart
from services.documents.typesetting import A4, SUBTITLE, Block, PageBreak, Paragraph
from services.flowchart.definition import Chart
from services.flowchart.kinds import GENERAL, KIND_NAMES, SHIPPED
from services.thai.dates import bangkok_date

_HEADS: Final = 76.0  # the part's heading and the chart's two lines above the drawing


@dataclass(frozen=True, slots=True)
class ChartInForce:
    """Hold the newest version of a kind's flowchart."""

    code: str
    chart: Chart
    number: int
    published_on: date


def flowchart_part(material: Material) -> PartContent:
    """Return the newest version of each flowchart that the office has published."""
    charts = _read(material)
    has = material.words("has_flowchart", count=material.words.number(len(charts)))
    return PartContent(has, blocks=lambda: _blocks(material, charts))


def _blocks(material: Material, charts: Sequence[ChartInForce]) -> list[Block]:
    words = material.words.within("flowchart")
    width = A4.width - REPORT_MARGINS.left - REPORT_MARGINS.right
    height = (A4.height or 0.0) - REPORT_MARGINS.top - REPORT_MARGINS.bottom - _HEADS
    blocks: list[Block] = []
    for one in charts:
        kind = (
            material.words("flowchart_general")
            if one.code == GENERAL
            else words("title_kind", kind=KIND_NAMES[one.code])
        )
        version = words("version", number=one.number, date=words.long_date(one.published_on))
        blocks += [PageBreak()] if blocks else []
        blocks += [
            Paragraph(kind, SUBTITLE.but(size=10.5, leading=17.0)),
            Paragraph(version, SUBTITLE.but(size=9.0, leading=15.0, after=3.0)),
            fitted_chart(one.chart, material.look.facts, width, height),
        ]
    return blocks


def _read(material: Material) -> list[ChartInForce]:
    office, facts = material.look.office, material.look.facts
    found = {
        row.id: row
        for row in office.session.execute(
            select(FlowchartVersion.id, FlowchartVersion.number, FlowchartVersion.published_at).where(
                FlowchartVersion.office_id == office.office_id,
                FlowchartVersion.id.in_(facts.newest_chart.values()),
            )
        )
    }
    return [
        ChartInForce(code, facts.charts[key], found[key].number, bangkok_date(found[key].published_at))
        for code in SHIPPED
        if (key := facts.newest_chart.get(code)) is not None
    ]
