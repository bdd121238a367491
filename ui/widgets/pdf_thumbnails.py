"""The pages of a PDF as small pictures, to leaf by."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QListView, QListWidget, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import Space, colours_of
from ui.widgets.pdf_document import PdfDocument
from ui.widgets.pdf_worker import Piece

THUMBNAIL_WIDTH = 104
TALLEST = 1.42  # of a page's width; a receipt off the roll is longer, and is drawn smaller
KEPT_PICTURES = 240
_NUMBER_HEIGHT = 24

Index = QModelIndex | QPersistentModelIndex


class Thumbnails(QListWidget):
    """List a document's pages; the pictures of those in view are drawn when nothing else is wanted."""

    def __init__(self, wake: Callable[[], None]) -> None:
        super().__init__()
        self._wake = wake
        self._document: PdfDocument | None = None
        self._pictures: dict[int, QImage] = {}
        self.box = QSize(THUMBNAIL_WIDTH, int(THUMBNAIL_WIDTH * TALLEST))
        self.setFixedWidth(THUMBNAIL_WIDTH + 56)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_PageDelegate(self))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._wake())

    def show_document(self, document: PdfDocument | None) -> None:
        """List the pages of another document."""
        self._pictures.clear()
        self.clear()
        self._document = document
        if document is not None:
            tallest = max((height / width for width, height in document.sizes), default=TALLEST)
            self.box = QSize(THUMBNAIL_WIDTH, int(THUMBNAIL_WIDTH * min(tallest, TALLEST)))
            self.addItems([str(number + 1) for number in range(len(document))])

    def picture(self, number: int) -> QImage | None:
        """Return a page's picture once it is drawn."""
        return self._pictures.get(number)

    def next_piece(self) -> Piece | None:
        """Return how the next picture missing in view is drawn."""
        document = self._document
        if document is None or not self.isVisible():
            return None
        number = next((row for row in self.rows_in_view() if row not in self._pictures), None)
        if number is None:
            return None
        width, height = document.sizes[number]
        scale = min(self.box.width() / width, self.box.height() / height) * self.devicePixelRatioF()
        return lambda: document.image(number, scale), lambda image: self._take(document, number, image)

    def rows_in_view(self) -> range:
        """Return the pages whose pictures can be seen."""
        height = self.cell_height()
        top = self.verticalScrollBar().value()
        last = (top + self.viewport().height()) // height + 1
        return range(top // height, min(last, self.count()))

    def cell_height(self) -> int:
        """Return how high one page of the list is."""
        return self.box.height() + _NUMBER_HEIGHT + 2 * Space.XS

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wake()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._wake()

    def _take(self, document: PdfDocument, number: int, image: QImage) -> None:
        if document is not self._document:
            return
        while len(self._pictures) >= KEPT_PICTURES:
            self._pictures.pop(next(iter(self._pictures)))
        self._pictures[number] = image
        self.viewport().update()


class _PageDelegate(QStyledItemDelegate):
    """Paint a page's picture above its number; white until it is drawn."""

    def __init__(self, pages: Thumbnails) -> None:
        super().__init__(pages)
        self._pages = pages

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(self._pages.viewport().width(), self._pages.cell_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        style = self._pages.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, cell, painter, self._pages)
        area, box = option.rect, self._pages.box
        colours = colours_of(self._pages)
        painter.save()
        frame = QRectF(QRect(area.center().x() - box.width() // 2, area.top() + Space.XS, *box.toTuple()))
        picture = self._pages.picture(index.row())
        if picture is not None and not picture.isNull():
            fitted = picture.size().scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
            left = frame.left() + (box.width() - fitted.width()) / 2
            frame = QRectF(left, frame.top() + (box.height() - fitted.height()) / 2, *fitted.toTuple())
            painter.drawImage(frame, picture)
        else:
            painter.fillRect(frame, Qt.GlobalColor.white)
        painter.setPen(colours.border_strong)
        painter.drawRect(frame)
        chosen = bool(cell.state & style.StateFlag.State_Selected)
        painter.setPen(cell.palette.highlightedText().color() if chosen else cell.palette.text().color())
        below = QRect(area.left(), area.bottom() - _NUMBER_HEIGHT, area.width(), _NUMBER_HEIGHT)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()
