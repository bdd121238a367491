"""The flowchart as one page for the office's wall: A3, and readable on A4 too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from services.documents.flowchart_drawing import LABEL, LABEL_WIDTH, NAME, DrawnChart, Entry
from services.documents.typesetting import (
    CM,
    Block,
    DocumentSpec,
    FontFamily,
    Kit,
    Margins,
    Paper,
    Paragraph,
    PdfDocument,
    TextStyle,
)
from services.documents.typesetting.fonts import DocumentFonts, Face
from services.documents.typesetting.styles import MM
from services.documents.wording import PaperWords
from services.flowchart.definition import Chart, Limit, Step
from services.flowchart.drawing import Drawing, Sizes, caption
from services.flowchart.layout import lay_out
from services.office.facts import OfficeFacts
from services.permissions import Role
from services.resources import load_json
from services.thai.words import default_segmenter

A3 = Paper("A3", 297 * MM, 420 * MM)
MARGINS = Margins.even(1.2 * CM)
HEAD = TextStyle(size=22, leading=36, face=Face.BOLD, align="centre")
UNDER = TextStyle(size=14, leading=23, align="centre")
SMALL_LINE = TextStyle(size=11, leading=18, align="centre")
HEAD_ROOM = HEAD.leading + UNDER.leading * 2 + 12
LEGEND_ROOM = 62.0
LARGEST = 1.5  # a small chart is not blown up beyond this
WIDTHS = (150.0, 180.0, 215.0, 260.0, 310.0)


@dataclass(frozen=True, slots=True)
class WallChart:
    """Hold what is printed: number and published_on are None where the chart is not published."""

    kind: str
    chart: Chart
    number: int | None
    published_on: date | None
    printed_on: date
    draft: bool = False


def make_wall_chart(paper: WallChart, facts: OfficeFacts) -> bytes:
    """Return the page as PDF."""
    words = PaperWords(facts.wording, facts.settings.digits_tables, "flowchart")
    kit = Kit(DocumentFonts(FontFamily()), default_segmenter(), words.digits)
    chart = _in_digits(paper.chart, words)
    entries = {code: _entry(step, words) for code, step in chart.steps.items()}
    sheet, drawing, scale = _best(chart, entries, kit)
    title = words("title")
    spec = DocumentSpec(
        title=f"{title} {facts.profile.name}",
        author=facts.profile.name,
        paper=sheet,
        margins=MARGINS,
        digits=words.digits,
        page_numbers=False,
    )
    blocks: list[Block] = [Paragraph(title, HEAD)]
    under = [words("title_kind", kind=paper.kind)] if paper.kind else []
    blocks.append(Paragraph("  ".join([*under, facts.profile.name]), UNDER))
    blocks.append(Paragraph(_version(paper, words), SMALL_LINE))
    blocks.append(_drawn(chart, entries, drawing, scale, words, facts))
    return PdfDocument(spec).to_bytes(blocks)


def fitted_chart(chart: Chart, facts: OfficeFacts, width: float, height: float) -> DrawnChart:
    """Return a chart drawn as large as a room of a page lets it be."""
    words = PaperWords(facts.wording, facts.settings.digits_tables, "flowchart")
    kit = Kit(DocumentFonts(FontFamily()), default_segmenter(), words.digits)
    chart = _in_digits(chart, words)
    entries = {code: _entry(step, words) for code, step in chart.steps.items()}
    tried = [_lay_out(chart, entries, kit, boxes) for boxes in WIDTHS]
    room = height - LEGEND_ROOM
    scales = [min(width / drawing.width, room / drawing.height, 1.0) for drawing in tried]
    best = max(range(len(tried)), key=lambda place: scales[place])
    return _drawn(chart, entries, tried[best], scales[best], words, facts)


def _drawn(
    chart: Chart,
    entries: dict[str, Entry],
    drawing: Drawing,
    scale: float,
    words: PaperWords,
    facts: OfficeFacts,
) -> DrawnChart:
    captions = {box.code: caption(chart, box.code) for box in drawing.boxes}
    return DrawnChart(drawing, entries, scale, captions, _legend(words), _levels(facts, words))


def _in_digits(chart: Chart, words: PaperWords) -> Chart:
    """Return a chart with its texts in the paper's digits."""
    steps = {
        code: replace(
            step,
            number=words.in_digits(step.number),
            name=words.in_digits(step.name),
            branches=tuple(replace(one, label=words.in_digits(one.label)) for one in step.branches),
        )
        for code, step in chart.steps.items()
    }
    return replace(
        chart, steps=steps, ends={code: words.in_digits(name) for code, name in chart.ends.items()}, places={}
    )


def _best(chart: Chart, entries: dict[str, Entry], kit: Kit) -> tuple[Paper, Drawing, float]:
    """Return the way of the sheet and the width of boxes that let the chart be printed largest."""
    found: tuple[float, Paper, Drawing] | None = None
    for sheet, width in product((A3, A3.turned()), WIDTHS):
        drawing = _lay_out(chart, entries, kit, width)
        high = (sheet.height or 0.0) - MARGINS.top - MARGINS.bottom - HEAD_ROOM - LEGEND_ROOM
        wide = sheet.width - MARGINS.left - MARGINS.right
        scale = min(wide / drawing.width, high / drawing.height, LARGEST)
        if found is None or scale > found[0] + 0.001:
            found = scale, sheet, drawing
    if found is None:
        raise AssertionError("there is always a sheet")
    scale, sheet, drawing = found
    return sheet, drawing, scale


def _lay_out(chart: Chart, entries: dict[str, Entry], kit: Kit, width: float) -> Drawing:
    padding = 8.0
    inner = width - 2 * padding
    foot = max((entry.foot(kit, inner) for entry in entries.values()), default=0.0)
    sizes = Sizes(
        width=width,
        padding=padding,
        foot=foot,
        diamond=10.0,
        margin=12.0,
        track=10.0,
        gap=11.0,
        label_width=LABEL_WIDTH,
    )

    def measure(text: str, room: float) -> tuple[float, float]:
        style = LABEL if text in labels else NAME
        lines = kit.wrap(text, style, room)
        return max((line.width for line in lines), default=0.0), len(lines) * style.leading

    labels = {branch.label for step in chart.steps.values() for branch in step.branches}
    return lay_out(chart, measure, sizes)


def _entry(step: Step, words: PaperWords) -> Entry:
    names = {item["code"]: item["name_short"] for item in load_json("office/roles.json")["roles"]}
    who = (
        words("own_case") if step.own_case else ", ".join(names[role] for role in Role if role in step.roles)
    )
    return Entry(who, _limit(step.limit, words))


def _limit(limit: Limit | None, words: PaperWords) -> str:
    if limit is None:
        return ""
    if limit.kind == "working_days":
        return words("limit_receipt" if limit.base == "receipt" else "limit_step", days=limit.days)
    return words(f"limit_{limit.kind}") if limit.kind in ("same_day", "level") else ""


def _version(paper: WallChart, words: PaperWords) -> str:
    if paper.number is not None and paper.published_on is not None:
        return words("version", number=paper.number, date=words.long_date(paper.published_on))
    key = "version_draft" if paper.draft else "version_default"
    return words(key, date=words.long_date(paper.printed_on))


def _legend(words: PaperWords) -> Sequence[tuple[str, str]]:
    kinds = ("start", "step", "decision", "end")
    return [*((kind, words(f"legend_{kind}")) for kind in kinds), ("", words("legend_note"))]


def _levels(facts: OfficeFacts, words: PaperWords) -> str:
    days = facts.counting.level_days

    def said() -> Iterator[str]:
        for level in facts.levels.all:
            if level.active and level.code in days:
                yield words("level", name=level.name, days=days[level.code])

    return words("legend_levels", value=" · ".join(said()))
