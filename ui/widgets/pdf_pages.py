"""The pages of a PDF, one below the other."""

import itertools
from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Space, colours_of
from ui.widgets.pdf_document import Mark, PdfDocument
from ui.widgets.pdf_worker import PdfWorker, Piece

GAP = Space.L
SCREEN_DPI = 96 / 72
KEPT_BYTES = 96 * 1024 * 1024  # of pages that are not in view
# A page is drawn sooner than this as a rule: waiting so long for it keeps the view from flickering.
PATIENCE_SECONDS = 0.02


class PdfPages(QWidget):
    """Paint the pages that are in view, and only those; they are drawn beside the window.

    What else is wanted of the document when nothing in view is missing comes from `sources`.
    """

    def __init__(self) -> None:
        super().__init__()
        self.document: PdfDocument | None = None
        self.zoom = 1.0
        self.marks: list[Mark] = []
        self.current_mark = -1
        self.sources: list[Callable[[], Piece | None]] = []
        self.worker = PdfWorker(self._next_piece, self)
        self._images: dict[int, tuple[float, QImage]] = {}
        self._tops: list[float] = [GAP]

    def show_document(self, document: PdfDocument | None) -> None:
        self.document, self.marks, self.current_mark = document, [], -1
        self._images.clear()
        self.lay_out()

    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self.lay_out()

    def lay_out(self) -> None:
        """Find the place of every page at this zoom."""
        sizes = self.document.sizes if self.document is not None else []
        factor = SCREEN_DPI * self.zoom
        self._tops = [*itertools.accumulate((height * factor + GAP for _width, height in sizes), initial=GAP)]
        widest = max((width for width, _height in sizes), default=0) * factor
        self.setMinimumSize(int(widest + 2 * GAP), int(self._tops[-1]) if sizes else 0)
        self.updateGeometry()
        self.update()

    def box(self, number: int) -> QRectF:
        """Return where a page lies on the widget."""
        assert self.document is not None  # noqa: S101 - only a document has pages
        factor = SCREEN_DPI * self.zoom
        width, height = (length * factor for length in self.document.sizes[number])
        return QRectF(max(GAP, (self.width() - width) / 2), self._tops[number], width, height)

    def page_at(self, height: float) -> int:
        """Return the page that lies at a height of the widget, counted from 0."""
        return max(bisect_right(self._tops, height) - 1, 0)

    def pages_in(self, area: QRect) -> range:
        """Return the pages that lie in an area, at least partly."""
        count = len(self.document) if self.document is not None else 0
        return range(self.page_at(area.top()), min(self.page_at(area.bottom()) + 1, count))

    def is_drawn(self, number: int) -> bool:
        """Tell whether a page is there as it is to be shown now."""
        return number in self._images and self._images[number][0] == self._scale()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.document is None:
            return
        area = event.rect()
        pages = self.pages_in(area)
        self.worker.wake()
        self.worker.wait(PATIENCE_SECONDS, lambda: not all(map(self.is_drawn, pages)))
        painter = QPainter(self)
        colours = colours_of(self)
        for number in pages:
            box = self.box(number)
            _scale, image = self._images.get(number, (0.0, QImage()))
            if image.isNull():
                painter.fillRect(box, Qt.GlobalColor.white)
            else:
                painter.drawImage(box, image)
            painter.setPen(QColor(colours.border_strong))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box)
            self._paint_marks(painter, number, box)

    def _paint_marks(self, painter: QPainter, number: int, box: QRectF) -> None:
        factor = SCREEN_DPI * self.zoom
        painter.setPen(Qt.PenStyle.NoPen)
        first = bisect_right(self.marks, number - 1, key=_page_of)
        for index, (_page, areas) in enumerate(self.marks[first:], first):
            if _page != number:
                break
            strong = index == self.current_mark
            painter.setBrush(QColor(255, 150, 0, 130) if strong else QColor(255, 220, 0, 90))
            for area in areas:
                spot = QRectF(
                    area.x() * factor, area.y() * factor, area.width() * factor, area.height() * factor
                )
                painter.drawRect(spot.translated(box.topLeft()))

    def _scale(self) -> float:
        return SCREEN_DPI * self.zoom * self.devicePixelRatioF()

    def _next_piece(self) -> Piece | None:
        document = self.document
        if document is None:
            return None
        in_view = self.pages_in(self.visibleRegion().boundingRect()) if self.isVisible() else range(0)
        missing = next((number for number in in_view if not self.is_drawn(number)), None)
        if missing is not None:
            scale = self._scale()
            return (
                lambda: document.image(missing, scale),
                lambda image: self._take(document, missing, scale, image),
            )
        return next((piece for source in self.sources if (piece := source()) is not None), None)

    def _take(self, document: PdfDocument, number: int, scale: float, image: QImage) -> None:
        if document is not self.document:
            return
        self._images.pop(number, None)
        self._images[number] = scale, image
        self._forget_what_is_far()
        self.update(self.box(number).toAlignedRect())

    def _forget_what_is_far(self) -> None:
        in_view = self.pages_in(self.visibleRegion().boundingRect())
        far = [number for number in self._images if number not in in_view]
        kept = sum(self._images[number][1].sizeInBytes() for number in far)
        for number in far:
            if kept <= KEPT_BYTES:
                return
            kept -= self._images.pop(number)[1].sizeInBytes()


def _page_of(mark: Mark) -> int:
    return mark[0]
