"""A paper beside the form that makes it: as wide as there is room, and where one had leafed to."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from services.errors import WorldError
from ui.feedback import Feedback
from ui.reports.document_window import DocumentWindow
from ui.theme import Space
from ui.widgets.labels import EmptyState, plain_button
from ui.widgets.pdf_document import PdfDocument
from ui.widgets.pdf_pages import GAP, SCREEN_DPI, PdfPages

LEAST_WIDTH = 360
LARGEST = 1.6


class LivePaper(QWidget):
    """Show a PDF that changes while one types; a button shows it whole, to print or to save."""

    shown = Signal()

    def __init__(self, feedback: Feedback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feedback = feedback
        self._content = b""
        self._name = ""
        self._document: PdfDocument | None = None
        self._pages = PdfPages()
        self._scroll = QScrollArea()
        self._empty = EmptyState(self.tr("ยังไม่มีเอกสารให้แสดง"), icon_name="file-text")
        self.print_button = plain_button(self.tr("พิมพ์หรือบันทึกเป็นไฟล์"), "printer")
        self.print_button.clicked.connect(lambda _on=False: self.open_window())
        self._lay_out()
        self.clear()

    def show_pdf(self, content: bytes, name: str = "") -> None:
        """Show a PDF where one had leafed to in the one before."""
        try:
            document = PdfDocument(content)
        except WorldError as error:
            self._feedback.error(error)
            return
        place = self._scroll.verticalScrollBar().value()
        self._close()
        self._content, self._name, self._document = content, name, document
        self._pages.show_document(document)
        self._set_shown(shown=True)
        self._fit()
        self._scroll.verticalScrollBar().setValue(place)

    def clear(self) -> None:
        """Show no paper."""
        self._close()
        self._pages.show_document(None)
        self._set_shown(shown=False)

    def content(self) -> bytes:
        """Return the PDF shown, empty without one."""
        return self._content

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return len(self._document) if self._document is not None else 0

    def open_window(self) -> None:
        """Show the paper in a window of its own, where it is printed and saved."""
        if self._content:
            DocumentWindow(self._content, self._name, self._name, self._feedback, self.window()).open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._scroll.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        if self._document is not None:
            widest = max(width for width, _height in self._document.sizes)
            room = self._scroll.viewport().width() - 2 * GAP
            self._pages.set_zoom(max(0.2, min(LARGEST, room / (widest * SCREEN_DPI))))

    def _close(self) -> None:
        if self._document is not None:
            self._pages.show_document(None)
            self._document.close()
        self._document, self._content = None, b""

    def _set_shown(self, *, shown: bool) -> None:
        self._scroll.setVisible(shown)
        self._empty.setVisible(not shown)
        self.print_button.setEnabled(shown)

    def _lay_out(self) -> None:
        self._scroll.setWidget(self._pages)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self.tr("หน้าเอกสาร"))
        self._scroll.setMinimumWidth(LEAST_WIDTH)
        self._scroll.viewport().installEventFilter(self)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._empty, 1)
        column.addLayout(row)
