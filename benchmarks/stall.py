"""The longest time that the window can't answer while a long register is set, opened, searched and printed.

`python -m benchmarks.stall ROWS` does it once and prints JSON: the most milliseconds between two beats of a
5 ms timer on the main thread, for each part of the way.
"""

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.figures import Row, median
from benchmarks.register_rows import COLUMNS, HEAD, Rows, make_rows
from services.documents.typesetting import A4, DocumentSpec, PdfDocument, RegisterTable

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
        note = f"{pages:,} pages, set in {seconds:.0f} s; the worst of {runs}: {worst:.0f} ms"
        name = f"register of {rows:,} rows: longest stall {told}, against 100 ms"
        found.append(Row(name, longest, LONGEST_MS, 1, note=note))
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
    from ui.app import create_app
    from ui.tasks import TaskRunner
    from ui.widgets.pdf_preview import PdfPreview

    app = create_app(dark=False)
    with TemporaryDirectory(prefix="raprueang-bench-") as place:
        runner = TaskRunner()
        way = _Way(runner, PdfPreview(), make_rows(count, "unique"), Path(place) / "printed.pdf", app.quit)
        gc.freeze()  # as the program does once its window is shown
        way.begin()
        app.exec()
        runner.shutdown()
    print(json.dumps(way.seen))


class _Way:
    """One way through, part after part, with a timer that beats all along."""

    def __init__(
        self, runner: Any, preview: Any, table: Rows, printed: Path, end: Callable[[], None]
    ) -> None:
        from PySide6.QtCore import QTimer

        self.seen: dict[str, Any] = {}
        self._runner, self._preview, self._table, self._printed, self._end = (
            runner, preview, table, printed, end,
        )  # fmt: skip
        self._beat, self._longest, self._begun = time.perf_counter(), 0.0, 0.0
        self._later = QTimer.singleShot
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)

    def begin(self) -> None:
        self._preview.resize(1280, 720)
        self._preview.show()
        self._timer.start(BEAT_MS)
        self._later(500, lambda: self._note("warm", lambda: self._later(500, self._idle)))

    def _tick(self) -> None:
        now = time.perf_counter()
        self._longest, self._beat = max(self._longest, now - self._beat), now

    def _note(self, part: str, then: Callable[[], object]) -> None:
        """Note the longest stall since the part before, and go on."""
        self._tick()
        self.seen[part], self._longest = self._longest * 1000, 0.0
        self._later(0, then)

    def _idle(self) -> None:
        self._note("idle", self._build)

    def _build(self) -> None:
        self._begun = time.perf_counter()
        document = PdfDocument(DocumentSpec(title="ทะเบียน", paper=A4.turned()))
        blocks = [RegisterTable(HEAD, self._table, COLUMNS)]
        self._runner.work(
            lambda job: document.to_bytes(blocks, job.progress, job.cancelled),
            self._built,
            on_progress=lambda _done, _total: None,
        )

    def _built(self, content: bytes) -> None:
        self.seen["seconds"] = time.perf_counter() - self._begun
        self._note("build", lambda: self._open(content))

    def _open(self, content: bytes) -> None:
        self._preview.show_pdf(content)
        self.seen["pages"] = self._preview.page_count()
        self._later(1_500, lambda: self._note("open", self._leaf))

    def _leaf(self) -> None:
        self._preview.go_to_page(self._preview.page_count() // 2)
        self._later(1_500, lambda: self._note("leaf", self._find))

    def _find(self) -> None:
        self._preview.find_text("ราชการ")
        self._wait_for_find()

    def _wait_for_find(self) -> None:
        if self._preview.is_finding():
            self._later(20, self._wait_for_find)
        else:
            self._note("find", self._print)

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(self._printed))
        printer.setFromTo(1, 10)
        self._preview.printed.connect(lambda: self._note("print", self._end))
        self._preview.print_on(printer)


if __name__ == "__main__":
    main(int(sys.argv[1]))
