"""The files of a case: list, add, look at inside the program, save."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from services.complaints.commands import AttachmentInput
from services.complaints.intake import Intake
from services.complaints.reading import AttachmentRow, Cases
from services.errors import WorldError
from services.files import read_file, write_file
from services.private_files import PrivateFiles
from services.unit_of_work import new_command_id
from ui.desk import Desk
from ui.formatting import format_moment
from ui.icons import pixmap
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, plain_button, quiet_button
from ui.widgets.pdf_preview import PdfPreview

# What other programs may be asked to open: papers, tables, pictures and recordings, and nothing that runs.
OPENED_OUTSIDE = frozenset(
    (
        *(".pdf", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"),
        *(".txt", ".csv", ".rtf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"),
        *(".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".mov", ".avi", ".3gp"),
    )
)
SHOWN_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/tiff")
PDF = "application/pdf"


def size_text(size: int) -> str:
    """Return a file's size in units that people use."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024)):,} KB"
    return f"{size / 1024 / 1024:,.1f} MB"


def is_shown_inside(row: AttachmentRow) -> bool:
    """Tell whether the program itself shows a file."""
    return row.media_type == PDF or row.media_type in SHOWN_IMAGES


def is_opened_outside(row: AttachmentRow) -> bool:
    """Tell whether another program may be asked to open a file: its name must not make the system run it."""
    return Path(row.name).suffix.lower() in OPENED_OUTSIDE


def open_with_system(path: Path) -> bool:
    """Let the system's program for it open a file."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class AttachmentList(QWidget):
    """List a case's files, each with buttons to open and to save it."""

    open_asked = Signal(object)
    save_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AttachmentRow, ...] | None = None
        self.buttons: dict[int, QWidget] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.XS)
        self.set_rows(())

    def set_rows(self, rows: Sequence[AttachmentRow]) -> None:
        """Show other files."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self.buttons = {}
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if not rows:
            self._column.addWidget(heading(self.tr("ไม่มีไฟล์แนบ"), "muted"))
        for row in rows:
            self._column.addWidget(self._line(row))

    def _line(self, row: AttachmentRow) -> QWidget:
        line = QWidget()
        mark = QLabel()
        mark.setPixmap(pixmap("paperclip", 16, "text_muted", self.devicePixelRatioF()))
        outside = is_opened_outside(row) and not is_shown_inside(row)
        said = self.tr("เปิดด้วยโปรแกรมอื่น") if outside else self.tr("เปิดดู")
        open_button = quiet_button(said, "maximize-2" if outside else "eye")
        open_button.setAccessibleName(self.tr("{action} {name}").format(action=said, name=row.name))
        open_button.setVisible(outside or is_shown_inside(row))  # of the rest a copy can be saved
        open_button.clicked.connect(lambda _on=False: self.open_asked.emit(row))
        save_button = quiet_button(self.tr("บันทึกเป็นไฟล์"), "download")
        save_button.setAccessibleName(self.tr("บันทึก {name} เป็นไฟล์").format(name=row.name))
        save_button.clicked.connect(lambda _on=False: self.save_asked.emit(row))
        self.buttons[row.id] = open_button
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ThaiLabel(row.name, "label"))
        words.addWidget(heading(f"{size_text(row.size)} · {format_moment(row.added_at)}", "help"))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(mark)
        layout.addLayout(words, 1)
        layout.addWidget(open_button)
        layout.addWidget(save_button)
        return line


class AttachmentViewer(QDialog):
    """Show one picture or PDF inside the program."""

    def __init__(
        self,
        row: AttachmentRow,
        content: bytes,
        *,
        on_save: Callable[[], None],
        on_error: Callable[[WorldError], None],
        on_outside: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._row, self._content = row, content
        self.setWindowTitle(row.name)
        self.resize(900, 680)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.M, Space.M, Space.M)
        column.setSpacing(Space.S)
        self.preview: PdfPreview | None = None
        if row.media_type == PDF:
            self.preview = PdfPreview(on_error=on_error)
            column.addWidget(self.preview, 1)
            self.preview.show_pdf(content, row.name)
        else:
            column.addWidget(self._picture(), 1)
        buttons = QDialogButtonBox()
        if self.preview is None:
            save = plain_button(self.tr("บันทึกเป็นไฟล์"), "download")
            save.clicked.connect(lambda _on=False: on_save())
            buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        if on_outside is not None:
            self.outside_button = plain_button(self.tr("เปิดด้วยโปรแกรมอื่น"), "maximize-2")
            self.outside_button.clicked.connect(lambda _on=False: on_outside())
            buttons.addButton(self.outside_button, QDialogButtonBox.ButtonRole.ActionRole)
        close = plain_button(self.tr("ปิด"))
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _picture(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self._row.name)
        label = QLabel()
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        image = QImage.fromData(self._content)
        if image.isNull():
            label.setText(self.tr("เปิดภาพนี้ไม่ได้ ไฟล์อาจเสียหาย ท่านยังบันทึกเป็นไฟล์ได้"))
        else:
            shown = QPixmap.fromImage(image)
            if shown.width() > 840 or shown.height() > 560:
                shown = shown.scaled(
                    840,
                    560,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            label.setPixmap(shown)
            label.setAccessibleName(self._row.name)
        area.setWidget(label)
        return area


@dataclass(slots=True)
class FileDesk:
    """Carry out what a person does with a case's files."""

    desk: Desk
    cases: Cases
    intake: Intake
    owner: QWidget
    reload: Callable[[], None]
    private: PrivateFiles | None = None
    open_outside: Callable[[Path], bool] = open_with_system

    def add(self, complaint_id: int) -> None:
        """Ask for files and attach them, one command each."""
        owner = self.owner
        for path in self.desk.feedback.ask_open_paths(owner.tr("เลือกไฟล์ที่จะแนบ"), ""):
            self._attach(complaint_id, path)

    def open(self, complaint_id: int, row: AttachmentRow) -> None:
        """Show a picture or a PDF; let another program open a paper; offer to save anything else."""
        if is_shown_inside(row):
            self._read(complaint_id, row, self._show)
        else:
            self._read(complaint_id, row, self._put_out if self._may_put_out(row) else self._save)

    def save(self, complaint_id: int, row: AttachmentRow) -> None:
        """Save a file somewhere else."""
        self._read(complaint_id, row, self._save)

    def _attach(self, complaint_id: int, path: Path) -> None:
        command_id = new_command_id()

        def attach(file: AttachmentInput) -> None:
            self.desk.runner.write(
                lambda: self.intake.attach_file(self.desk.actor, complaint_id, file, command_id),
                lambda _done: self._attached(file.name),
                owner=self.owner,
            )

        self.desk.runner.work(lambda _job: read_file(path), attach, owner=self.owner)

    def _attached(self, name: str) -> None:
        self.desk.feedback.saved(self.owner.tr("แนบไฟล์ {name} แล้ว").format(name=name))
        self.reload()

    def _read(
        self, complaint_id: int, row: AttachmentRow, then: Callable[[AttachmentRow, bytes], None]
    ) -> None:
        # A look at a file leaves a record: it takes its turn among what is written.
        self.desk.runner.write(
            lambda: self.cases.read_attachment(self.desk.actor, complaint_id, row.id)[1],
            lambda content: then(row, content),
            owner=self.owner,
        )

    def _show(self, row: AttachmentRow, content: bytes) -> None:
        viewer = AttachmentViewer(
            row,
            content,
            on_save=lambda: self._save(row, content),
            on_error=self.desk.feedback.error,
            on_outside=(lambda: self._put_out(row, content)) if self._may_put_out(row) else None,
            parent=self.owner,
        )
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.open()

    def _may_put_out(self, row: AttachmentRow) -> bool:
        return self.private is not None and is_opened_outside(row)

    def _put_out(self, row: AttachmentRow, content: bytes) -> None:
        """Let another program open a readable copy, and say that there is one until the program closes."""
        private = self.private
        if private is None:
            return
        self.desk.runner.work(
            lambda _job: private.put(row.name, content),
            lambda path: self._opened_outside(row, path),
            owner=self.owner,
        )

    def _opened_outside(self, row: AttachmentRow, path: Path) -> None:
        if self.open_outside(path):
            said = self.owner.tr(
                "เปิดสำเนาของ {name} ด้วยโปรแกรมอื่นแล้ว สำเนานี้อ่านได้อย่างเดียว และลบเมื่อปิดโปรแกรมรับเรื่อง"
            )
            self.desk.feedback.notice(said.format(name=row.name))
        else:
            said = self.owner.tr("เครื่องนี้ไม่มีโปรแกรมที่เปิด {name} ได้ ท่านบันทึกเป็นไฟล์ได้")
            self.desk.feedback.notice(said.format(name=row.name), "warning")

    def _save(self, row: AttachmentRow, content: bytes) -> None:
        path = self.desk.feedback.ask_save_path(self.owner.tr("บันทึกไฟล์แนบ"), row.name, "")
        if path is not None:
            said = self.owner.tr("บันทึกไฟล์แล้ว")
            self.desk.runner.work(
                lambda _job: write_file(path, content),
                lambda _done: self.desk.feedback.saved(said),
                owner=self.owner,
            )
