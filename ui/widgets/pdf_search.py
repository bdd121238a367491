"""Find a text in a PDF, some pages at a time, beside the window."""

from PySide6.QtCore import QObject, Signal

from ui.widgets.pdf_document import Mark, PdfDocument
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.pdf_worker import Piece

PAGES_AT_ONCE = 4


class PdfSearch(QObject):
    """Look through a document from its beginning; what is found is marked on the pages."""

    found = Signal()  # more is found, or the end is reached

    def __init__(self, pages: PdfPages) -> None:
        super().__init__(pages)
        self._pages = pages
        self.text = ""
        self._next = 0
        self.is_running = False

    def begin(self, text: str) -> None:
        """Look for a text; without one nothing is marked."""
        self.text, self._next = text, 0
        self._pages.marks, self._pages.current_mark = [], -1
        self.is_running = bool(text) and self._pages.document is not None
        self.found.emit()
        self._pages.worker.wake()

    def next_piece(self) -> Piece | None:
        """Return how the next pages are looked through."""
        document, text = self._pages.document, self.text
        if not self.is_running or document is None:
            return None
        wanted = range(self._next, min(self._next + PAGES_AT_ONCE, len(document)))
        return lambda: document.find(text, wanted), lambda marks: self._take(document, text, wanted, marks)

    def _take(self, document: PdfDocument, text: str, wanted: range, marks: list[Mark]) -> None:
        if document is not self._pages.document or text != self.text or wanted.start != self._next:
            return
        self._next = wanted.stop
        self.is_running = self._next < len(document)
        self._pages.marks += marks
        if marks or not self.is_running:
            self.found.emit()
