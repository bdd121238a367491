"""Draw a PDF on a printer, beside the window."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from services.errors import WorldError
from services.files import check_place
from ui.widgets.pdf_document import PdfDocument

PRINT_DPI = 300
# Qt draws on a printer without letting other threads run: a page in one go would hold the window up.
BAND_ROWS = 32

_UNDER_WAY: set["PrintRun"] = set()


class PrintRun(QObject):
    """Print pages one after another; whoever began it may be gone before it ends."""

    progressed = Signal(int, int)
    ended = Signal(object)  # None, or the error
    _finished = Signal(object)

    def __init__(self, content: bytes, printer: Any) -> None:
        super().__init__()
        self._content = content
        self._printer = printer
        self._stop = Event()
        self._finished.connect(self._end, Qt.ConnectionType.QueuedConnection)

    @property
    def is_stopped(self) -> bool:
        """Tell whether somebody asked it to stop."""
        return self._stop.is_set()

    def start(self) -> None:
        """Begin; `ended` comes when the printer has everything, or why not."""
        _UNDER_WAY.add(self)
        _threads().submit(self._print).add_done_callback(self._tell_done)

    def stop(self) -> None:
        """Stop after the page that is being drawn."""
        self._stop.set()

    def _tell_done(self, future: "Future[None]") -> None:
        if shiboken6.isValid(self):
            self._finished.emit(future)

    @Slot(object)
    def _end(self, future: "Future[None]") -> None:
        _UNDER_WAY.discard(self)
        self._printer = None
        error = future.exception()
        self.ended.emit(error if isinstance(error, WorldError) else None)
        if error is not None and not isinstance(error, WorldError):
            raise error

    def _print(self) -> None:
        document, printer, painter = PdfDocument(self._content), self._printer, QPainter()
        try:
            if into := printer.outputFileName():
                check_place(Path(into))
            if not printer.isValid() or not painter.begin(printer):
                raise _failed(printer, "print.no_printer")
            whole = self._draw_pages(document, printer, painter)
            ended = painter.end() and printer.printerState() != printer.PrinterState.Error
            if into and not (whole and ended):
                Path(into).unlink(missing_ok=True)  # half a file is none
            if not (whole and ended) and not self.is_stopped:
                raise _failed(printer, "print.stopped")
        finally:
            document.close()

    def _draw_pages(self, document: PdfDocument, printer: Any, painter: QPainter) -> bool:
        """Return whether every page wanted was drawn."""
        last = min(printer.toPage() or len(document), len(document))
        pages = range((printer.fromPage() or 1) - 1, last)
        for turn, number in enumerate(pages):
            if self.is_stopped:
                printer.abort()
                return False
            if turn and not printer.newPage():
                return False
            _draw(painter, printer, document, number)
            self.progressed.emit(turn + 1, len(pages))
        return True


def _draw(painter: QPainter, printer: Any, document: PdfDocument, number: int) -> None:
    width, height = document.sizes[number]
    image = document.image(number, min(printer.resolution(), PRINT_DPI) / 72)
    area = printer.paperRect(printer.Unit.DevicePixel)
    scale = min(area.width() / width, area.height() / height, printer.resolution() / 72)
    for target, band in _bands(image, width * scale, height * scale):
        painter.drawImage(target, band)


def _bands(image: QImage, width: float, height: float) -> list[tuple[QRectF, QImage]]:
    """Return a picture cut across, each part a row into the next so that no seam shows."""
    rows, bands = image.height(), []
    for top in range(0, rows, BAND_ROWS):
        count = min(BAND_ROWS + 1, rows - top)
        target = QRectF(0, height * top / rows, width, height * count / rows)
        bands.append((target, image.copy(0, top, image.width(), count)))
    return bands


def _failed(printer: Any, code: str) -> WorldError:
    """Return what went wrong: with the printer, or with the file that is printed into."""
    if into := printer.outputFileName():
        return WorldError("file.unwritable", path=str(Path(into)))
    return WorldError(code, name=printer.printerName())


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "print")
