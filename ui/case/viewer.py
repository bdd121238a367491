"""Look at a case's pictures, PDFs and texts inside the program: leaf, enlarge, turn, go to the next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.complaints.reading import AttachmentRow
from services.errors import WorldError
from services.file_types import PDF, TEXT, read_text
from ui.case.picture_view import PICTURES, PictureView
from ui.theme import Space
from ui.widgets.labels import plain_button, tool_button
from ui.widgets.pdf_preview import PdfPreview

Fetch = Callable[[AttachmentRow, Callable[[AttachmentRow, bytes], None]], None]
TEXT_LIMIT = 2_000_000
_INSIDE = Qt.ShortcutContext.WindowShortcut


def is_shown_inside(row: AttachmentRow) -> bool:
    """Tell whether the program itself shows a file."""
    if row.media_type in {PDF, *PICTURES}:
        return True
    return row.media_type == TEXT and row.name.lower().endswith((".txt", ".log", ".csv"))


@dataclass(frozen=True, slots=True)
class FileActions:
    """Hold what the viewer asks for; reading another file leaves its record."""

    fetch: Fetch
    save: Callable[[AttachmentRow, bytes], None]
    outside: Callable[[AttachmentRow, bytes], None]
    may_outside: Callable[[AttachmentRow], bool]
    on_error: Callable[[WorldError], None]


class AttachmentViewer(QDialog):
    """Show one file after another."""

    def __init__(
        self,
        rows: Sequence[AttachmentRow],
        row: AttachmentRow,
        content: bytes,
        actions: FileActions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = [one for one in rows if is_shown_inside(one)] or [row]
        self.row, self.content = row, content
        self._actions = actions
        self._waiting = False
        self.resize(960, 680)
        self.preview = PdfPreview(on_error=actions.on_error)
        self.picture = PictureView()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self._stack = QStackedWidget()
        for shown in (self.preview, self.picture, self.text):
            self._stack.addWidget(shown)
        self.position = QLabel()
        self.position.setProperty("role", "muted")
        self._build()
        self._show()

    def go(self, by: int) -> None:
        """Go to the next or the previous file that can be shown."""
        place = self._place() + by
        if 0 <= place < len(self._rows) and not self._waiting:
            self._waiting = True
            self._actions.fetch(self._rows[place], self._arrived)
            self._waiting = False

    def _arrived(self, row: AttachmentRow, content: bytes) -> None:
        self.row, self.content = row, content
        self._show()

    def _place(self) -> int:
        return next((number for number, one in enumerate(self._rows) if one.id == self.row.id), 0)

    def _show(self) -> None:
        self.setWindowTitle(self.row.name)
        if self.row.media_type == PDF:
            self._stack.setCurrentWidget(self.preview)
            self.preview.show_pdf(self.content, self.row.name)
        elif self.row.media_type in PICTURES:
            self._stack.setCurrentWidget(self.picture)
            self.picture.show_picture(QByteArray(self.content), PICTURES[self.row.media_type], self.row.name)
        else:
            self._stack.setCurrentWidget(self.text)
            self.text.setAccessibleName(self.row.name)
            self.text.setPlainText((read_text(self.content) or "")[:TEXT_LIMIT])
        place, count = self._place(), len(self._rows)
        said = self.tr("ไฟล์ที่ {number} จาก {count}")
        self.position.setText(said.format(number=place + 1, count=count))
        self.before_button.setEnabled(place > 0)
        self.next_button.setEnabled(place < count - 1)
        for widget in (self.position, self.before_button, self.next_button):
            widget.setVisible(count > 1)
        self.save_button.setVisible(self.row.media_type != PDF)  # the preview of a PDF has its own
        self.outside_button.setVisible(self._actions.may_outside(self.row))
        self._stack.currentWidget().setFocus()

    def _build(self) -> None:
        self.before_button = tool_button("chevron-left", self.tr("ไฟล์ก่อนหน้า (Alt+←)"), lambda: self.go(-1))
        self.next_button = tool_button("chevron-right", self.tr("ไฟล์ถัดไป (Alt+→)"), lambda: self.go(1))
        QShortcut(QKeySequence("Alt+Left"), self, lambda: self.go(-1), context=_INSIDE)
        QShortcut(QKeySequence("Alt+Right"), self, lambda: self.go(1), context=_INSIDE)
        self.save_button = plain_button(self.tr("บันทึกเป็นไฟล์"), "download")
        self.save_button.clicked.connect(lambda _on=False: self._actions.save(self.row, self.content))
        self.outside_button = plain_button(self.tr("เปิดด้วยโปรแกรมอื่น"), "maximize-2")
        self.outside_button.clicked.connect(lambda _on=False: self._actions.outside(self.row, self.content))
        buttons = QDialogButtonBox()
        for button in (self.save_button, self.outside_button):
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(plain_button(self.tr("ปิด")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self.before_button)
        foot.addWidget(self.position)
        foot.addWidget(self.next_button)
        foot.addStretch(1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
