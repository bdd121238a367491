"""One picture of the document: seen small, with what stands beneath it, its place, and a way out."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from services.errors import DomainError, Invalid
from services.office.evidence_pictures import LONGEST_CAPTION, PictureRow
from ui.error_messages import field_error_text, sentence
from ui.files.clipboard import paths_in
from ui.theme import Space
from ui.widgets.fields import FormField
from ui.widgets.labels import tool_button
from ui.widgets.line_edit import LineEdit

WIDE, HIGH = 148, 104


class CaptionEdit(LineEdit):
    """Leave the key that pastes to the page while a picture, and no text, lies on the clipboard."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
            and _picture_waits()
        ):
            return False
        return super().event(event)


def _picture_waits() -> bool:
    data = QGuiApplication.clipboard().mimeData()
    return data is not None and bool(paths_in(data) or (data.hasImage() and not data.hasText()))


class PictureCard(QFrame):
    """Show a picture; what is typed beneath it stays until it is saved, whatever is shown anew around it."""

    caption_done = Signal(object)
    moved = Signal(object, int)
    taken_out = Signal(object)

    def __init__(self, row: PictureRow, *, may_change: bool) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.row = row
        self._may_change = may_change
        self._saved = row.caption
        self._sent: str | None = None
        self.picture = QLabel()
        self.picture.setFixedSize(WIDE, HIGH)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.caption = CaptionEdit(row.caption, limit=LONGEST_CAPTION)
        self.caption.setReadOnly(not may_change)
        self.field = FormField("", self.caption)
        self.up_button = tool_button("chevron-up", "", lambda: self.moved.emit(self, -1))
        self.down_button = tool_button("chevron-down", "", lambda: self.moved.emit(self, 1))
        self.out_button = tool_button("trash-2", "", lambda: self.taken_out.emit(self))
        self.caption.editingFinished.connect(self.finish_caption)
        self._lay_out()

    def show_row(self, row: PictureRow, place: int, count: int) -> None:
        """Show where the picture stands; a caption that is being typed stays as it is."""
        self.row = row
        if not self.is_changed():
            self.caption.setText(row.caption)
            self.caption.setCursorPosition(0)
            self._saved = row.caption
        number = self.tr("ภาพที่ {place}").format(place=place)
        self.field.set_label(self.tr("คำบรรยายภาพที่ {place}").format(place=place))
        self.picture.setAccessibleName(f"{number} {row.caption}".strip())
        for button, said in (
            (self.up_button, self.tr("เลื่อนภาพที่ {place} ขึ้น")),
            (self.down_button, self.tr("เลื่อนภาพที่ {place} ลง")),
            (self.out_button, self.tr("นำภาพที่ {place} ออก")),
        ):
            button.setAccessibleName(said.format(place=place))
            button.setToolTip(said.format(place=place))
        self.up_button.setEnabled(self._may_change and place > 1)
        self.down_button.setEnabled(self._may_change and place < count)

    def show_picture(self, content: bytes) -> None:
        """Show the picture itself."""
        seen = QPixmap.fromImage(QImage.fromData(content))
        self.picture.setPixmap(
            seen.scaled(
                *(WIDE, HIGH, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            )
        )

    def show_no_picture(self) -> None:
        """Say that the picture can't be shown."""
        self.picture.setText(self.tr("แสดงภาพไม่ได้"))

    def is_changed(self) -> bool:
        """Tell whether what is typed is neither saved nor on its way."""
        return self.caption.text() not in (self._saved, self._sent)

    def finish_caption(self) -> None:
        """Have what was typed saved, unless it is too long."""
        error = self.caption.error()
        self.field.set_error(field_error_text(error))
        if error is None and self._may_change and self.is_changed():
            self._sent = self.caption.text()
            self.caption_done.emit(self)

    def before(self) -> str:
        """Return what the caption was when it was last read or saved."""
        return self._saved

    def caption_saved(self, text: str) -> None:
        """Take note that a caption was kept."""
        self._saved, self._sent = text, None
        self.field.set_error("")

    def caption_refused(self, error: DomainError) -> None:
        """Say beneath the caption why it was not kept; it stays typed."""
        self._sent = None
        if isinstance(error, Invalid) and "caption" in error.fields:
            self.field.set_error(field_error_text(error.fields["caption"]))
            return
        told = sentence(error)
        self.field.set_error(" ".join(part for part in (told.title, told.next) if part))

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(Space.XS)
        for button in (self.up_button, self.down_button, self.out_button):
            button.setVisible(self._may_change)
            buttons.addWidget(button)
        buttons.addStretch(1)
        words = QVBoxLayout()
        words.addWidget(self.field)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        row.setSpacing(Space.M)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(buttons)
