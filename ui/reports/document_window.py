"""A paper in a window of its own: look, print, save."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.feedback import Feedback
from ui.theme import Space
from ui.widgets.keyboard import press_with_enter
from ui.widgets.pdf_preview import PdfPreview

_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class DocumentWindow(QDialog):
    """Show a receipt slip, a case file or any other PDF; Esc closes it."""

    def __init__(
        self,
        content: bytes,
        title: str,
        suggested_name: str,
        feedback: Feedback,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.preview = paper_preview(feedback, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        column.addWidget(self.preview)
        self._take_room()
        press_with_enter(self)
        self.preview.show_pdf(content, file_name(suggested_name))
        self.preview.print_button.setFocus()

    def _take_room(self) -> None:
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableSize()
        self.resize(min(980, room.width() - 80), min(900, room.height() - 80))


def paper_preview(feedback: Feedback, parent: QWidget | None = None) -> PdfPreview:
    """Return a preview that asks and tells through a window's feedback."""
    preview = PdfPreview(
        ask_save_path=lambda suggested: feedback.ask_save_path(
            preview.tr("บันทึกเอกสารเป็นไฟล์"), suggested, preview.tr("เอกสาร PDF (*.pdf)")
        ),
        on_error=feedback.error,
        parent=parent,
    )
    preview.saved.connect(
        lambda path: feedback.saved(preview.tr("บันทึกไฟล์ {name} แล้ว").format(name=path.name))
    )
    return preview


def file_name(title: str) -> str:
    """Return a title as a file's name: no character that a disk refuses, ended by .pdf."""
    name = _NOT_IN_FILE_NAMES.sub("-", title.removesuffix(".pdf")).strip(" .-")
    return f"{name or 'document'}.pdf"
