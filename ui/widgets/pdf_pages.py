"""The pages of a PDF, one below the other."""

import itertools

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Space, colours_of
from ui.widgets.pdf_document import PdfDocument

GAP = Space.L
SCREEN_DPI = 96 / 72
KEPT_PAGES = 8


class PdfPages(QWidget):
    """Paint the pages that are in view, and only those."""

    def __init__(self) -> None:
        super().__init__()
        self.document: PdfDocument | None = None
        self.zoom = 1.0
        self.marks: list[tuple[int, list[QRectF]]] = []
        self.current_mark = -1
        self._images: dict[tuple[int, float], QImage] = {}

    def show_document(self, document: PdfDocument | None) -> None:
        self.document, self.marks, self.current_mark = document, [], -1
        self._images.clear()
        self.lay_out()

    def set_zoom(self, zoom: float) -> None:
        self.zoom = zoom
        self.lay_out()

    def lay_out(self) -> None:
        boxes = self.boxes()
        bottom = boxes[-1].bottom() + GAP if boxes else 0
        width = max((box.width() for box in boxes), default=0) + 2 * GAP
        self.setMinimumSize(int(width), int(bottom))
        self.updateGeometry()
        self.update()

    def boxes(self) -> list[QRectF]:
        """Return where each page lies on the widget."""
        if self.document is None:
            return []
        factor = SCREEN_DPI * self.zoom
        heights = [height * factor + GAP for _width, height in self.document.sizes]
        tops = itertools.accumulate([float(GAP), *heights])
        return [
            QRectF(max(GAP, (self.width() - width * factor) / 2), top, width * factor, height * factor)
            for (width, height), top in zip(self.document.sizes, tops, strict=False)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.document is None:
            return
        painter = QPainter(self)
        colours = colours_of(self)
        for number, box in enumerate(self.boxes()):
            if box.intersects(QRectF(event.rect())):
                painter.drawImage(box, self._image(number))
                painter.setPen(QColor(colours.border_strong))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(box)
                self._paint_marks(painter, number, box)

    def _paint_marks(self, painter: QPainter, number: int, box: QRectF) -> None:
        factor = SCREEN_DPI * self.zoom
        painter.setPen(Qt.PenStyle.NoPen)
        for index, (page, areas) in enumerate(self.marks):
            if page == number:
                painter.setBrush(
                    QColor(255, 150, 0, 130) if index == self.current_mark else QColor(255, 220, 0, 90)
                )
                for area in areas:
                    spot = QRectF(
                        area.x() * factor, area.y() * factor, area.width() * factor, area.height() * factor
                    )
                    painter.drawRect(spot.translated(box.topLeft()))

    def _image(self, number: int) -> QImage:
        assert self.document is not None  # noqa: S101 - painting happens only with a document
        ratio = self.devicePixelRatioF()
        key = (number, self.zoom * ratio)
        if key not in self._images:
            while len(self._images) >= KEPT_PAGES:
                self._images.pop(next(iter(self._images)))
            self._images[key] = self.document.image(number, SCREEN_DPI * self.zoom * ratio)
        return self._images[key]
