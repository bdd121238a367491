"""Which flowchart a case follows: that of its kind, by its category; and how it comes from one to another."""

from collections.abc import Mapping
from typing import Any

from models.complaints import Complaint
from services.complaints.case_writer import CaseWriter
from services.complaints.reading import case_facts
from services.flowchart.definition import Chart, Step
from services.flowchart.engine import next_step
from services.flowchart.kinds import kind_of_category
from services.office.facts import OfficeFacts


def chart_at_intake(facts: OfficeFacts, category: str | None) -> tuple[int, Chart]:
    """Return the version that a new case is bound to."""
    return facts.chart_for(kind_of_category(category))


def step_after_register(chart: Chart, known: Mapping[str, Any]) -> str:
    """Return the step that a registered case stands at."""
    return next_step(chart, chart.step(chart.first), known)


def follow_category(facts: OfficeFacts, complaint: Complaint) -> dict[str, Any]:
    """Bind a case to the chart of its category's kind, and return what its history says, if it changed."""
    before = facts.charts[complaint.flowchart_version_id]
    version, chart = chart_at_intake(facts, facts.categories.code_of(complaint.category_id))
    if chart.code == before.code:
        return {}
    complaint.flowchart_version_id = version
    return {"flowchart": chart.code, "before": before.code}


def screening_of(chart: Chart, screened_at: Step) -> Step:
    """Return the step at which a chart screens; the step itself where the chart has none."""
    return chart.first_of("screen") or screened_at


def follow_correction(facts: OfficeFacts, writer: CaseWriter) -> None:
    """Bring a case that waits for screening to the chart of its corrected category."""
    complaint = writer.complaint
    if complaint.screened or complaint.status != "open":
        return
    standing = writer.chart.steps.get(complaint.step)
    changed = follow_category(facts, complaint)
    if not changed or standing is None:
        return
    same = writer.chart.first_of(standing.purpose) if standing.purpose else None
    at = same.code if same else step_after_register(writer.chart, case_facts(complaint, facts))
    if at != complaint.step or writer.chart.step(at).limit != standing.limit:
        writer.enter_step(at)
    writer.add_event("chart_changed", step=standing.code, next_step=at, **changed)
