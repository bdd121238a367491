"""The monthly report, query and memo included, against its bare lines on a raw canvas."""

import io
import pickle
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from benchmarks.engines import register_fonts
from benchmarks.figures import Row, clocked, median
from benchmarks.office import log_in, make_office, open_office
from benchmarks.recording import Drawn, Recording, Wrapped
from benchmarks.register import Paper
from models.moments import BANGKOK
from services.container import Services
from services.documents.monthly import MonthlyRequest
from services.documents.typesetting.fonts import DocumentFonts, Face
from services.documents.typesetting.lines import Line, LineBreaker
from services.documents.typesetting.styles import A4
from services.permissions import Actor
from services.thai.dates import Month
from services.thai.words import Segmenter, default_segmenter
from services.unit_of_work import new_command_id

MONTH_BEGINS = datetime(2026, 9, 1, 8, 30, tzinfo=BANGKOK)  # the last month of make_office
MONTH = Month.of(MONTH_BEGINS.date())
REPORT_ENGINES = "benchmarks.report_engines"


@dataclass(frozen=True, slots=True)
class Report:
    """Hold where the office is, and what its report comes down to."""

    office: Path
    wrapped: list[Wrapped]
    pages: list[list[Drawn]]


def rows(folder: Path, *, cases: int, runs: int) -> list[Row]:
    """Return the line of the table on the monthly report."""
    make_office(folder, cases, first_day=MONTH_BEGINS)
    services, _clock = open_office(folder)
    try:
        actor = log_in(services)
        recorded = record(services, actor)
        register_fonts(*Face)
        ours, floor = [], []
        for _ in range(runs):
            default_segmenter.cache_clear()
            ours.append(clocked(lambda: make(services, actor)))
            floor.append(clocked(lambda: draw(recorded)))
    finally:
        services.close()
    note = (
        f"{len(recorded.pages)} pages, {sum(map(len, recorded.pages)):,} lines; query, figures, memo, chart, "
        "PDF and its record; floor: the same lines broken by the same segmenter, drawn on a raw canvas"
    )
    file = folder / "report.pickle"
    file.write_bytes(pickle.dumps(Report(folder, recorded.wrapped, recorded.pages)))
    paper = Paper(f"monthly report of {cases:,} cases, in a process of its own", REPORT_ENGINES, file)
    return [
        Row(f"monthly report of {cases:,} cases, median", median(ours), median(floor), 2, note=note),
        *paper.rows(max(1, runs // 2), None),
    ]


def make(services: Services, actor: Actor) -> bytes:
    """Make the report as the program does, the memo with it."""
    request = MonthlyRequest(month=MONTH, include_memo=True)
    return services.documents.make_monthly(actor, request, new_command_id()).content


def record(services: Services, actor: Actor) -> Recording:
    """Make the report once and note every text that is broken and every line that is drawn."""
    recording = Recording()
    with recording.running():
        make(services, actor)
    return recording


def break_lines(recorded: Recording) -> list[tuple[Line, ...]]:
    """Break the report's texts anew: the same segmenter, fonts and widths, nothing remembered."""
    fonts, words = DocumentFonts(), Segmenter()
    breakers: dict[tuple[Face, float], LineBreaker] = {}
    found = []
    for item in recorded.wrapped:
        key = item.face, item.size
        breaker = breakers.get(key) or breakers.setdefault(
            key, LineBreaker(fonts[item.face], item.size, words)
        )
        found.append(breaker.wrap(item.text, item.width, item.indent))
    return found


def draw(recorded: Recording) -> bytes:
    """Break the lines and draw them, nothing else: no query, figures, tables, rules or page furniture."""
    break_lines(recorded)
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=(A4.width, A4.height), pageCompression=1)
    for page in recorded.pages:
        for item in page:
            canvas.setFont(item.face.value, item.size)
            canvas.drawString(item.x, item.y, item.text)
        canvas.showPage()
    canvas.save()
    return content.getvalue()
