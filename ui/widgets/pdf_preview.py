"""Look at a PDF inside the program: pages, thumbnails, zoom, search, print, save."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from services.errors import WorldError
from services.files import write_file
from ui.theme import Space
from ui.widgets.labels import EmptyState, plain_button, primary_button, tool_button
from ui.widgets.pdf_document import PdfDocument
from ui.widgets.pdf_pages import GAP, SCREEN_DPI, PdfPages
from ui.widgets.pdf_printing import PrintRun
from ui.widgets.pdf_search import PdfSearch
from ui.widgets.pdf_thumbnails import Thumbnails

ZOOMS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
FIND_DELAY_MS = 250


class PdfPreview(QWidget):
    """Show a PDF with what one does with it: leaf, enlarge, find, print, save."""

    printed = Signal()
    saved = Signal(object)

    def __init__(
        self,
        *,
        ask_save_path: Callable[[str], Path | None] | None = None,
        ask_printer: Callable[[int], Any] | None = None,
        on_error: Callable[[WorldError], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content = b""
        self._suggested = "document.pdf"
        self._ask_save_path = ask_save_path or self._native_save_path
        self._ask_printer = ask_printer or self._native_printer
        self._on_error = on_error
        self._fit_width = True
        self._document: PdfDocument | None = None
        self._pages = PdfPages()
        self._scroll = QScrollArea()
        self._thumbnails = Thumbnails(self._pages.worker.wake)
        self._search = PdfSearch(self._pages)
        self._printing: PrintRun | None = None
        self._find = QLineEdit()
        self._found = QLabel()
        self._position = QLabel()
        self.print_button = primary_button(self.tr("พิมพ์"), "printer")
        self.save_button = plain_button(self.tr("บันทึกเป็นไฟล์"), "download")
        self._empty = EmptyState(self.tr("ยังไม่มีเอกสารให้แสดง"), icon_name="file-text")
        self._build()
        self.clear()

    # --- public

    def show_pdf(self, content: bytes, suggested_name: str = "document.pdf") -> bool:
        """Show a PDF; damaged bytes are told in a sentence and False is returned."""
        self.clear()
        try:
            document = PdfDocument(content)
        except WorldError as error:
            self._empty.set_text(self.tr("เปิดเอกสารนี้ไม่ได้"), self.tr("ไฟล์อาจเสียหาย โปรดสร้างเอกสารใหม่"))
            self._tell(error)
            return False
        self._content, self._suggested, self._document = content, suggested_name, document
        self._pages.show_document(document)
        self._thumbnails.show_document(document)
        self._set_ready(True)
        if self._fit_width:
            self.fit_width()
        self._scroll.verticalScrollBar().setValue(0)
        self._show_position()
        return True

    def clear(self) -> None:
        """Show no document."""
        self._pages.show_document(None)
        self._search.begin("")
        self._thumbnails.show_document(None)
        if self._document is not None:
            self._document.close()
        self._document, self._content = None, b""
        self._empty.set_text(self.tr("ยังไม่มีเอกสารให้แสดง"))
        self._set_ready(False)

    def content(self) -> bytes:
        """Return the PDF shown, empty without one."""
        return self._content

    def page_count(self) -> int:
        """Return how many pages are shown."""
        return 0 if self._document is None else len(self._document)

    def current_page(self) -> int:
        """Return the page in view, counted from 0."""
        middle = self._scroll.verticalScrollBar().value() + self._scroll.viewport().height() / 3
        return min(self._pages.page_at(middle), max(self.page_count() - 1, 0))

    def go_to_page(self, number: int) -> None:
        """Scroll to a page."""
        if 0 <= number < self.page_count():
            self._scroll.verticalScrollBar().setValue(int(self._pages.box(number).top()) - GAP // 2)

    def zoom(self) -> float:
        """Return the magnification, 1 being the paper's size."""
        return self._pages.zoom

    def set_zoom(self, zoom: float) -> None:
        """Magnify, and keep the page in view."""
        self._fit_width = False
        self._zoom_to(zoom)

    def zoom_in(self) -> None:
        """Take the next larger magnification."""
        self.set_zoom(next((step for step in ZOOMS if step > self._pages.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Take the next smaller magnification."""
        self.set_zoom(next((step for step in reversed(ZOOMS) if step < self._pages.zoom - 0.01), ZOOMS[0]))

    def fit_width(self) -> None:
        """Magnify so that a page fills the width."""
        self._fit_width = True
        if self._document is not None:
            widest = max(width for width, _height in self._document.sizes)
            room = self._scroll.viewport().width() - 2 * GAP
            self._zoom_to(max(ZOOMS[0], min(2.0, room / (widest * SCREEN_DPI))))

    def find_text(self, text: str) -> None:
        """Mark every place where a text stands as it is found, and go to the first."""
        self._search.begin(text.strip())

    def found_count(self) -> int:
        """Return how many places are found by now."""
        return len(self._pages.marks)

    def is_finding(self) -> bool:
        """Tell whether there are pages that are still to be looked through."""
        return self._search.is_running

    def find_next(self) -> None:
        """Go to the next place found."""
        self._step_found(1)

    def find_previous(self) -> None:
        """Go to the place found before."""
        self._step_found(-1)

    def print_document(self) -> None:
        """Print through the system's dialog, beside the window; asked while it prints, stop."""
        if self._printing is not None:
            self._printing.stop()
            return
        if self._document is None:
            return
        printer = self._ask_printer(self.page_count())
        if printer is not None:
            self.print_on(printer)

    def print_on(self, printer: Any) -> None:
        """Print on a printer, beside the window."""
        self._printing = PrintRun(self._content, printer)
        self._printing.progressed.connect(self._show_printing)
        self._printing.ended.connect(self._on_printed)
        self.print_button.setText(self.tr("หยุดพิมพ์"))
        self._printing.start()

    def save_document(self) -> None:
        """Save the PDF where the person says; an existing file is replaced only when all is written."""
        path = self._ask_save_path(self._suggested) if self._content else None
        if path is None:
            return
        try:
            write_file(path, self._content)
        except WorldError as error:
            self._tell(error)
            return
        self.saved.emit(path)

    # --- Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._scroll.viewport() and self._fit_width:
            self.fit_width()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to_page(self.current_page() + (1 if event.key() == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)

    # --- building

    def _build(self) -> None:
        self._scroll.setWidget(self._pages)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self.tr("หน้าเอกสาร"))
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._show_position())
        self._thumbnails.setAccessibleName(self.tr("รายการหน้า"))
        self._thumbnails.currentRowChanged.connect(self.go_to_page)
        self._pages.sources += [self._search.next_piece, self._thumbnails.next_piece]
        self._search.found.connect(self._show_found)
        self._scroll.viewport().installEventFilter(self)
        self._body = QWidget()
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._thumbnails)
        row.addWidget(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._build_bar())
        column.addWidget(self._body, 1)
        column.addWidget(self._empty, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self._focus_find, context=_HERE)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print_document, context=_HERE)
        QShortcut(QKeySequence.StandardKey.ZoomIn, self, self.zoom_in, context=_HERE)
        QShortcut(QKeySequence.StandardKey.ZoomOut, self, self.zoom_out, context=_HERE)

    def _build_bar(self) -> QWidget:
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for name, text, action in (
            ("zoom-out", self.tr("ย่อ (Ctrl+-)"), self.zoom_out),
            ("zoom-in", self.tr("ขยาย (Ctrl++)"), self.zoom_in),
            ("move-horizontal", self.tr("พอดีความกว้าง"), self.fit_width),
        ):
            row.addWidget(tool_button(name, text, action))
        row.addWidget(self._position)
        row.addStretch(1)
        self._find.setPlaceholderText(self.tr("ค้นหาในเอกสาร"))
        self._find.setAccessibleName(self.tr("ค้นหาในเอกสาร"))
        self._find.setClearButtonEnabled(True)
        self._find.setMaximumWidth(240)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(FIND_DELAY_MS)
        self._typing.timeout.connect(lambda: self.find_text(self._find.text()))
        self._find.textChanged.connect(lambda _text: self._typing.start())
        self._find.returnPressed.connect(self._on_find_enter)
        row.addWidget(self._found)
        row.addWidget(self._find)
        row.addWidget(tool_button("chevron-up", self.tr("ที่พบก่อนหน้า"), self.find_previous))
        row.addWidget(tool_button("chevron-down", self.tr("ที่พบถัดไป"), self.find_next))
        row.addSpacing(Space.S)
        row.addWidget(self.save_button)
        row.addWidget(self.print_button)
        self.print_button.clicked.connect(self.print_document)
        self.save_button.clicked.connect(self.save_document)
        return bar

    # --- inner workings

    def _set_ready(self, ready: bool) -> None:
        self._body.setVisible(ready)
        self._empty.setVisible(not ready)
        self._thumbnails.setVisible(ready and self.page_count() > 1)
        for widget in (self.print_button, self.save_button, self._find):
            widget.setEnabled(ready)
        self._position.clear()
        self._found.clear()

    def _zoom_to(self, zoom: float) -> None:
        page = self.current_page()
        if abs(zoom - self._pages.zoom) > 0.001:
            self._pages.set_zoom(zoom)
            self.go_to_page(page) if page else None
        self._show_position()

    def _show_position(self) -> None:
        if self._document is not None:
            text = self.tr("หน้า {page} จาก {pages} · {zoom} %")
            page, pages = self.current_page() + 1, self.page_count()
            self._position.setText(text.format(page=page, pages=pages, zoom=round(self._pages.zoom * 100)))

    def _step_found(self, step: int) -> None:
        marks = self._pages.marks
        if not marks:
            return
        self._pages.current_mark = (self._pages.current_mark + step) % len(marks)
        number, areas = marks[self._pages.current_mark]
        factor = SCREEN_DPI * self._pages.zoom
        box = self._pages.box(number)
        spot = box.topLeft() + (areas[0].topLeft() * factor if areas else QPoint(0, 0))
        self._scroll.ensureVisible(int(spot.x()), int(spot.y()), 80, 120)
        self._found.setText(f"{self._pages.current_mark + 1}/{len(marks)}")
        self._pages.update()

    def _on_find_enter(self) -> None:
        if self._typing.isActive():
            self._typing.stop()
            self.find_text(self._find.text())
        else:
            self.find_next()

    def _focus_find(self) -> None:
        self._find.setFocus()
        self._find.selectAll()

    def _show_found(self) -> None:
        """Say how many places are found; go to the first as soon as there is one."""
        if self._pages.marks and self._pages.current_mark < 0:
            self.find_next()
        elif self._pages.marks:
            self._found.setText(f"{self._pages.current_mark + 1}/{len(self._pages.marks)}")
        elif self._search.is_running:
            self._found.setText(self.tr("กำลังค้นหา"))
        else:
            self._found.setText(self.tr("ไม่พบ") if self._search.text else "")
        self._pages.update()

    def _show_printing(self, page: int, pages: int) -> None:
        said = self.tr("กำลังพิมพ์ หน้า {page} จาก {pages}")
        self._position.setText(said.format(page=page, pages=pages))

    def _on_printed(self, error: WorldError | None) -> None:
        stopped = self._printing is not None and self._printing.is_stopped
        self._printing = None
        self.print_button.setText(self.tr("พิมพ์"))
        self.print_button.setEnabled(self._document is not None)
        self._show_position()
        if error is not None:
            self._tell(error)
        elif not stopped:
            self.printed.emit()

    def _native_save_path(self, suggested: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _filter = QFileDialog.getSaveFileName(self, self.tr("บันทึกเอกสาร"), suggested, "PDF (*.pdf)")
        return Path(chosen) if chosen else None

    def _native_printer(self, pages: int) -> Any:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setFullPage(True)
        printer.setDocName(self._suggested)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, pages)
        accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
        dialog.deleteLater()  # It must not outlive the printer it points to.
        return printer if accepted else None

    def _tell(self, error: WorldError) -> None:
        if self._on_error is not None:
            self._on_error(error)


_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut
