"""A PDF's bytes, opened for drawing and searching."""

from threading import RLock
from typing import Any

import pypdfium2 as pdfium
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from services.errors import WorldError

Mark = tuple[int, list[QRectF]]  # a page, and boxes in points from its top left

# PDFium may be called by one thread at a time, whatever the document.
_PDFIUM = RLock()


class PdfDocument:
    """Open PDF bytes for drawing and searching, on any thread; damaged ones raise `file.unreadable`."""

    def __init__(self, content: bytes) -> None:
        self._closed = False
        with _PDFIUM:
            try:
                self._document = pdfium.PdfDocument(content)
            except pdfium.PdfiumError as error:
                raise WorldError("file.unreadable", path="PDF") from error
            self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float) -> QImage:
        """Return a page as a picture, `scale` pixels for each point; none of a page that can't be drawn."""
        with _PDFIUM:
            if self._closed:
                return QImage()
            try:
                page = self._document[number]
                bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            except pdfium.PdfiumError:
                return QImage()
            form = QImage.Format.Format_RGB32
            view = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form)
            copied = view.copy()
            del view
            bitmap.close()
            page.close()
        return copied

    def find(self, text: str, pages: range | None = None) -> list[Mark]:
        """Return where a text stands on some pages, on all unless told."""
        wanted = range(len(self)) if pages is None else pages
        return [mark for number in wanted for mark in self._find_on(number, text)]

    def text(self, number: int) -> str:
        """Return the text of a page."""
        with _PDFIUM:
            page = self._document[number]
            words = page.get_textpage()
            said = str(words.get_text_range())
            words.close()
            page.close()
        return said

    def close(self) -> None:
        """Free the document; who still asks for a page gets none."""
        with _PDFIUM:
            self._closed = True
            self._document.close()

    def _find_on(self, number: int, text: str) -> list[Mark]:
        found: list[Mark] = []
        height = self.sizes[number][1]
        with _PDFIUM:
            if self._closed:
                return found
            try:
                page = self._document[number]
                words = page.get_textpage()
            except pdfium.PdfiumError:
                return found
            search = words.search(text, match_case=False)
            while (hit := search.get_next()) is not None:
                found.append((number, _boxes(words, hit, height)))
            search.close()
            words.close()
            page.close()
        return found


def _boxes(words: Any, hit: tuple[int, int], height: float) -> list[QRectF]:
    start, count = hit
    boxes = []
    for index in range(words.count_rects(start, count)):
        left, bottom, right, top = words.get_rect(index)
        boxes.append(QRectF(left, height - top, right - left, top - bottom))
    return boxes
