"""Say what each box of a case's flowchart holds: what was done, where the case is, what comes next."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from services.complaints.reading import CaseDetail, HistoryLine
from services.flowchart.definition import Chart
from ui.case.chart_layout import ChartLayout, Node
from ui.case.values import asked_text, doer_text, limit_text, short_doer_text
from ui.formatting import format_date


@dataclass(frozen=True, slots=True)
class Box:
    """Hold what one box of the drawing says; state is done, current, expected or other."""

    node: Node
    state: str
    title: str
    below: str
    hint: str


def boxes_of(detail: CaseDetail, layout: ChartLayout) -> list[Box]:
    """Return every box of a case's flowchart, in reading order."""
    done = _done_lines(detail)
    return [_box(detail, node, done.get(node.code)) for node in layout.reading_order()]


def chart_as_text(boxes: list[Box]) -> list[str]:
    """Return the drawing as lines to read or to listen to."""
    words = {
        "done": _tr("ทำแล้ว"),
        "current": _tr("อยู่ที่ขั้นตอนนี้"),
        "expected": _tr("ขั้นตอนต่อไป"),
        "other": _tr("ไม่อยู่ในเส้นทางของเรื่องนี้"),
    }
    lines = []
    for box in boxes:
        way = f" ({box.node.caption})" if box.node.caption else ""
        below = f" – {box.below}" if box.below else ""
        lines.append(f"{box.title}{way} – {words[box.state]}{below}")
    return lines


def _tr(text: str) -> str:
    return QCoreApplication.translate("Flowchart", text)


def _done_lines(detail: CaseDetail) -> dict[str, HistoryLine]:
    done = {line.step: line for line in detail.history if line.kind in ("registered", "step")}
    closing = next((line for line in reversed(detail.history) if line.kind == "closed"), None)
    # A case closed early ends at a step that nobody finished.
    if detail.status == "closed" and closing is not None and _leads_to_end(detail.chart, closing.step):
        done[closing.step] = closing
    return done


def _box(detail: CaseDetail, node: Node, line: HistoryLine | None) -> Box:
    chart, state = detail.chart, _state(detail, node.code, line is not None)
    if node.code in chart.ends:
        name = chart.ends[node.code]
        return Box(node, state, name, format_date(detail.closed_at) if detail.closed_at else "", name)
    step = chart.step(node.code)
    below = " · ".join(part for part in (short_doer_text(step), limit_text(step.limit)) if part)
    if state == "done" and line is not None:
        below = f"{format_date(line.at)} · {line.actor}"
    elif state == "current":
        who = detail.officer if step.own_case and detail.officer else short_doer_text(step)
        due = _tr("ภายใน {day}").format(day=format_date(detail.step_due)) if detail.step_due else ""
        below = " · ".join(part for part in (who, due or limit_text(step.limit)) if part)
    said = [
        f"{step.number} {step.name}",
        _tr("ผู้ดำเนินการ: {text}").format(text=doer_text(step, detail.officer)),
        _tr("กำหนด: {text}").format(text=limit_text(step.limit)) if step.limit else "",
        _tr("ต้องบันทึก: {text}").format(text=asked_text(chart, step)) if step.asks else "",
    ]
    return Box(node, state, f"{step.number}  {step.name}", below, "\n".join(part for part in said if part))


def _leads_to_end(chart: Chart, code: str) -> bool:
    return code in chart.steps and any(branch.to in chart.ends for branch in chart.step(code).branches)


def _state(detail: CaseDetail, code: str, was_done: bool) -> str:
    if detail.status != "voided":
        if code == detail.step:
            return "current"
        if code in detail.path:
            return "expected"
    return "done" if was_done else "other"
