"""The chart at hand: which published version it was drawn from, and the draft that keeps it."""

from dataclasses import dataclass, field
from typing import Any

from services.flowchart.definition import Chart, chart_data, chart_from
from services.flowchart.editing import VersionRow
from ui.draft_places import flowchart_form
from ui.intake.draft_keeper import Snapshot
from ui.intake.entry import DraftSlot

LAYOUT = 1


@dataclass(slots=True)
class Sheet:
    """Hold what belongs to one chart being drawn.

    newest is the version in force and base its chart, or what the program suggests where number is 0;
    based_on is the version that the drawing began from, None for none.
    """

    code: str
    newest: int | None = None
    number: int = 0
    base: Chart | None = None
    versions: tuple[VersionRow, ...] = ()
    based_on: int | None = None
    slot: DraftSlot = field(default_factory=DraftSlot)

    def is_behind(self) -> bool:
        """Tell whether somebody published another version since the drawing began."""
        return self.based_on != self.newest

    def snapshot(self, chart: Chart) -> Snapshot:
        """Return what a draft keeps of the chart as it is drawn."""
        content = {
            "layout": LAYOUT,
            "code": self.code,
            "based_on": self.based_on,
            "chart": chart_data(chart),
        }
        return Snapshot(flowchart_form(self.code), chart.name, content, worth=chart != self.base)


def chart_in(content: dict[str, Any]) -> Chart | None:
    """Return the chart that a draft holds, None where it can't be read."""
    try:
        return chart_from(content["chart"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def based_on_in(content: dict[str, Any]) -> int | None:
    """Return the version that a draft was drawn from."""
    version = content.get("based_on")
    return version if isinstance(version, int) else None
