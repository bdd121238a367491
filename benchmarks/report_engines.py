"""The monthly report, made once: ours from the office's cases, the others from its texts alone."""

import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks import monthly
from benchmarks.engines import Job, register_fonts, typst_job
from benchmarks.monthly import Report
from benchmarks.office import log_in, open_office
from benchmarks.recording import Recording, Wrapped
from services.documents.typesetting.fonts import Face
from services.documents.typesetting.styles import A4
from services.thai.words import default_segmenter

TYPST: Final = """
#set page(width: {width}pt, height: {height}pt, margin: {margin}pt)
#set text(font: "Sarabun", lang: "th", top-edge: 0.8em, bottom-edge: -0.2em)
#set par(leading: 0.5em)
#for (said, size, weight, width) in json("texts.json") {{
  block(width: width * 1pt, spacing: 0.5em, text(size: size * 1pt, weight: weight, said))
}}
"""
MARGIN: Final = 36.0


def ours(report: Report) -> Job:
    """Make the report from the office's cases: query, figures, tables, chart and its record.

    It was made once before, as in an office that is open: what is imported on first use is there.
    """
    services, _clock = open_office(report.office)
    actor = log_in(services)
    monthly.make(services, actor)
    default_segmenter.cache_clear()
    default_segmenter()

    def build() -> bytes:
        content = monthly.make(services, actor)
        services.close()
        return content

    return build


def floor(report: Report) -> Job:
    """Break the report's texts and draw its lines, once more than before."""
    recording = Recording(report.wrapped, report.pages)
    register_fonts(*Face)
    monthly.draw(recording)

    def build() -> bytes:
        return monthly.draw(recording)

    return build


def typst(report: Report) -> Job:
    """Set the report's texts one under another in Typst, each in its width."""
    import typst as engine

    folder = Path(tempfile.mkdtemp())
    texts = [
        (item.text, item.size, "bold" if item.face is Face.BOLD else "regular", item.width)
        for item in _texts(report)
    ]
    (folder / "texts.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    (folder / "report.typ").write_text(
        TYPST.format(width=A4.width, height=A4.height, margin=MARGIN), encoding="utf-8"
    )

    return typst_job(engine, folder / "report.typ")


def long_table(report: Report) -> Job:
    """Set the report's texts one under another in a LongTable of one column, each in its width."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    texts = _texts(report)
    column = max(item.width for item in texts)

    def build() -> bytes:
        register_fonts(*Face)
        cells = []
        for item in texts:
            style = ParagraphStyle(
                item.face.value,
                fontName=item.face.value,
                fontSize=item.size,
                leading=1.5 * item.size,
                rightIndent=column - item.width,
            )
            cells.append([Paragraph(item.text, style)])
        table = LongTable(cells, colWidths=[column])
        table.setStyle([(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT")])
        content = io.BytesIO()
        margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN - 6)
        SimpleDocTemplate(content, pagesize=(A4.width, A4.height), **margins).build([table])
        return content.getvalue()

    return build


def _texts(report: Report) -> list[Wrapped]:
    """Return what there is to read, without the empty cells."""
    return [item for item in report.wrapped if item.text.strip()]


ENGINES: Final[dict[str, Callable[[Report], Job]]] = {
    "ours": ours,
    "floor": floor,
    "Typst": typst,
    "LongTable": long_table,
}
