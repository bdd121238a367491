"""A PDF's bytes, opened for drawing and searching."""

from typing import Any

import pypdfium2 as pdfium
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from services.errors import WorldError


class PdfDocument:
    """Open PDF bytes for drawing and searching; damaged ones raise `file.unreadable`."""

    def __init__(self, content: bytes) -> None:
        try:
            self._document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise WorldError("file.unreadable", path="PDF") from error
        self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float) -> QImage:
        """Return a page as a picture, `scale` pixels for each point."""
        page = self._document[number]
        bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
        view = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        copied = view.copy()
        del view
        bitmap.close()
        page.close()
        return copied

    def find(self, text: str) -> list[tuple[int, list[QRectF]]]:
        """Return where a text stands: page numbers with boxes in points from the page's top left."""
        found: list[tuple[int, list[QRectF]]] = []
        for number, (_width, height) in enumerate(self.sizes):
            page = self._document[number]
            words = page.get_textpage()
            search = words.search(text, match_case=False)
            while (hit := search.get_next()) is not None:
                found.append((number, _boxes(words, hit, height)))
            words.close()
            page.close()
        return found

    def text(self, number: int) -> str:
        """Return the text of a page."""
        page = self._document[number]
        words = page.get_textpage()
        said = str(words.get_text_range())
        words.close()
        page.close()
        return said

    def close(self) -> None:
        """Free the document."""
        self._document.close()


def _boxes(words: Any, hit: tuple[int, int], height: float) -> list[QRectF]:
    start, count = hit
    boxes = []
    for index in range(words.count_rects(start, count)):
        left, bottom, right, top = words.get_rect(index)
        boxes.append(QRectF(left, height - top, right - left, top - bottom))
    return boxes
