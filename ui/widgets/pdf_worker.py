"""Draw and search PDFs beside the window, a small piece at a time."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from time import monotonic
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

# What to do beside the window, and who is given what came of it.
Piece = tuple[Callable[[], Any], Callable[[Any], None]]


class PdfWorker(QObject):
    """Do one piece after another; before each, whoever owns it is asked what is wanted most by now.

    So nothing is drawn that has left the view meanwhile, and no queue has to be emptied.
    """

    _done = Signal(object)

    def __init__(self, next_piece: Callable[[], Piece | None], parent: QObject) -> None:
        super().__init__(parent)
        self._next_piece = next_piece
        self._running: tuple[Future[Any], Callable[[Any], None]] | None = None
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Begin with what is wanted, unless a piece is under way: then it follows."""
        if self._running is None and (piece := self._next_piece()) is not None:
            run, tell = piece
            future = _threads().submit(run)
            self._running = future, tell
            future.add_done_callback(self._tell_done)

    def wait(self, seconds: float, wanted: Callable[[], bool]) -> None:
        """Take in what gets ready within some time, as long as it is wanted."""
        end = monotonic() + seconds
        while wanted() and self._running is not None and (left := end - monotonic()) > 0:
            future = self._running[0]
            try:
                future.exception(timeout=left)
            except TimeoutError:
                return
            self._deliver(future)

    def _tell_done(self, future: "Future[Any]") -> None:
        if shiboken6.isValid(self):
            self._done.emit(future)

    @Slot(object)
    def _deliver(self, future: "Future[Any]") -> None:
        if self._running is None or self._running[0] is not future:
            return  # taken in already by who waited for it
        tell, self._running = self._running[1], None
        try:
            tell(future.result())
        finally:
            self.wake()


@cache
def _threads() -> ThreadPoolExecutor:
    """Return the one thread for all previews: PDFium takes one call at a time anyway."""
    return ThreadPoolExecutor(1, "pdf")
