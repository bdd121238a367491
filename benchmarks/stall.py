"""The longest time that the window can't answer while a long register is set, opened, searched and printed.

`python -m benchmarks.stall ROWS` does it once in a process of its own and prints JSON: milliseconds between two
beats of a 5 ms timer on the main thread, for each part of the way.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.figures import Row, median

ROOT = Path(__file__).parents[1]
LONGEST_MS = 100.0
BEAT_MS = 5
TOLD = {
    "idle": "with nothing under way",
    "build": "while it is set",
    "open": "while it is opened",
    "leaf": "while one leafs to its middle",
    "find": "while a word is looked for on every page",
    "print": "while ten of its pages are printed",
}


def rows(folder: Path, *, rows: int, runs: int) -> list[Row]:
    """Return a line of the table for each part of the way, the middle run counting."""
    folder.mkdir(parents=True, exist_ok=True)
    seen = [_once(rows) for _ in range(runs)]
    pages, seconds = seen[0]["pages"], median([one["seconds"] for one in seen])
    found = []
    for part, told in TOLD.items():
        longest = median([one[part] for one in seen])
        worst = max(one[part] for one in seen)
        note = f"{pages:,} pages, set in {seconds:.0f} s by a window's runner; the worst of {runs}: {worst:.0f} ms"
        name = f"register of {rows:,} rows: longest stall {told}, against 100 ms"
        found.append(Row(name, longest, LONGEST_MS, 1, note=note if part == "build" else ""))
    return found


def _once(count: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.stall", str(count)],
        cwd=ROOT,
        env={"QT_QPA_PLATFORM": "offscreen", **os.environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=3_600,
    )
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def main(count: int) -> None:
    """Go all the way once, and print what was seen."""
    from tempfile import TemporaryDirectory

    from PySide6.QtCore import QTimer
    from PySide6.QtPrintSupport import QPrinter

    from benchmarks.register_rows import COLUMNS, HEAD, make_rows
    from services.documents.typesetting import A4, DocumentSpec, PdfDocument, RegisterTable
    from ui.app import create_app
    from ui.tasks import TaskRunner
    from ui.widgets.pdf_preview import PdfPreview

    app = create_app(dark=False)
    table = make_rows(count, "unique")
    runner, preview = TaskRunner(), PdfPreview()
    preview.resize(1280, 720)
    preview.show()
    seen: dict[str, Any] = {}
    beat, longest, begun = time.perf_counter(), 0.0, 0.0

    def tick() -> None:
        nonlocal beat, longest
        now = time.perf_counter()
        longest, beat = max(longest, now - beat), now

    def stage(name: str, then: Callable[[], object], after_ms: int = 0) -> None:
        """Note the longest stall since the stage before, and go on."""
        nonlocal longest
        tick()
        seen[name], longest = longest * 1000, 0.0
        QTimer.singleShot(after_ms, then)

    def build() -> None:
        nonlocal begun
        begun = time.perf_counter()
        spec = DocumentSpec(title="ทะเบียน", paper=A4.turned())
        runner.work(
            lambda job: PdfDocument(spec).to_bytes(
                [RegisterTable(HEAD, table, COLUMNS)], job.progress, job.cancelled
            ),
            built,
            on_progress=lambda _done, _total: None,
        )

    def built(content: bytes) -> None:
        seen["seconds"] = time.perf_counter() - begun
        stage("build", lambda: opened(content))

    def opened(content: bytes) -> None:
        preview.show_pdf(content)
        seen["pages"] = preview.page_count()
        QTimer.singleShot(1_500, lambda: stage("open", leafed))

    def leafed() -> None:
        preview.go_to_page(preview.page_count() // 2)
        preview._thumbnails.setCurrentRow(preview.page_count() // 2)
        QTimer.singleShot(1_500, lambda: stage("leaf", found))

    def found() -> None:
        preview.find_text("ราชการ")
        watch.timeout.connect(searched)

    def searched() -> None:
        if not preview._search.is_running:
            watch.timeout.disconnect(searched)
            stage("find", printed)

    def printed() -> None:
        preview._ask_printer = printer
        preview.printed.connect(lambda: stage("print", end))
        preview.print_document()

    def printer(_pages: int) -> QPrinter:
        made = QPrinter(QPrinter.PrinterMode.HighResolution)
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(Path(place.name) / "printed.pdf"))
        made.setFromTo(1, 10)
        return made

    def end() -> None:
        runner.shutdown()
        print(json.dumps(seen))
        app.quit()

    place = TemporaryDirectory(prefix="raprueang-bench-")
    timer, watch = QTimer(), QTimer()
    timer.timeout.connect(tick)
    timer.start(BEAT_MS)
    watch.start(20)
    QTimer.singleShot(
        500, lambda: stage("warm", lambda: QTimer.singleShot(500, lambda: stage("idle", build)))
    )
    app.exec()
    place.cleanup()


if __name__ == "__main__":
    main(int(sys.argv[1]))
