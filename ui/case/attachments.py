"""The files of a case: list, add, look at inside the program, save."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.complaints.intake import Intake
from services.complaints.reading import AttachmentRow, Cases
from services.file_types import HTML, MACROS, RUN, SVG, is_safe_outside
from services.files import write_file
from services.private_files import PrivateFiles
from services.unit_of_work import new_command_id
from ui.case.viewer import AttachmentViewer, FileActions, is_shown_inside
from ui.desk import Desk
from ui.files.incoming import Incoming, IncomingFiles, format_size, origin_text
from ui.formatting import format_moment
from ui.icons import pixmap
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, quiet_button

# What other programs may be asked to open: papers, tables, pictures and recordings, and nothing that runs.
OPENED_OUTSIDE = frozenset(
    (
        *(".pdf", ".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"),
        *(".txt", ".csv", ".rtf", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".odp"),
        *(".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".mov", ".avi", ".3gp"),
    )
)
_NEVER_OUTSIDE = frozenset({MACROS, HTML, SVG, *RUN})


def is_opened_outside(row: AttachmentRow) -> bool:
    """Tell whether another program may be asked to open a file: its name must not make the system run it."""
    return Path(row.name).suffix.lower() in OPENED_OUTSIDE and row.media_type not in _NEVER_OUTSIDE


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
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(Space.XS)
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.XS)
        self._whole.addLayout(self._column)
        self.set_rows(())

    def add_incoming(self, incoming: IncomingFiles) -> None:
        """Show beneath the files those on their way, and what went wrong with them."""
        self._whole.addWidget(incoming)

    def add_scans(self, bar: QWidget, choose: Callable[[], None]) -> None:
        """Show beneath the files what the scanner brings, and where its folder is chosen."""
        button = quiet_button(self.tr("โฟลเดอร์สแกน"), "inbox")
        button.setToolTip(self.tr("เลือกโฟลเดอร์ที่เครื่องสแกนของเครื่องนี้บันทึกไฟล์"))
        button.clicked.connect(lambda _on=False: choose())
        self.folder_button = button
        self._whole.addWidget(bar)
        self._whole.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

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
            line = self._line(row)
            self._column.addWidget(line)
            line.show()

    def _line(self, row: AttachmentRow) -> QWidget:
        line = QWidget()
        mark = QLabel()
        mark.setPixmap(pixmap("paperclip", 16, "text_muted", self.devicePixelRatioF()))
        outside = is_opened_outside(row) and not is_shown_inside(row)
        said = self.tr("เปิดด้วยโปรแกรมอื่น") if outside else self.tr("เปิดดู")
        open_button = quiet_button(said, "maximize-2" if outside else "eye")
        open_button.setAccessibleName(self.tr("{action} {name}").format(action=said, name=row.name))
        if not outside and not is_shown_inside(row):
            open_button.hide()  # a copy can be saved
        open_button.clicked.connect(lambda _on=False: self.open_asked.emit(row))
        save_button = quiet_button(self.tr("บันทึกเป็นไฟล์"), "download")
        save_button.setAccessibleName(self.tr("บันทึก {name} เป็นไฟล์").format(name=row.name))
        save_button.clicked.connect(lambda _on=False: self.save_asked.emit(row))
        self.buttons[row.id] = open_button
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ThaiLabel(row.name, "label"))
        facts = [format_size(row.size), format_moment(row.added_at), origin_text(row.origin)]
        words.addWidget(ThaiLabel(" · ".join(fact for fact in facts if fact), "help"))
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(mark)
        layout.addLayout(words, 1)
        layout.addWidget(open_button)
        layout.addWidget(save_button)
        return line


class FileDesk:
    """Carry out what a person does with a case's files."""

    def __init__(
        self,
        desk: Desk,
        cases: Cases,
        intake: Intake,
        owner: QWidget,
        reload: Callable[[], None],
        private: PrivateFiles | None = None,
        open_outside: Callable[[Path], bool] = open_with_system,
    ) -> None:
        self.desk, self.cases, self.intake = desk, cases, intake
        self.owner, self.reload = owner, reload
        self.private, self.open_outside = private, open_outside
        self.incoming = IncomingFiles(desk)
        self.incoming.setParent(owner)
        self.incoming.hide()
        self.incoming.arrived.connect(self._attach)
        self.on_attached: Callable[[Incoming], None] = lambda _item: None
        self._commands: dict[Incoming, str] = {}
        self._rows: Callable[[], Sequence[AttachmentRow]] = lambda: ()

    def serve(self, case: Callable[[], int], rows: Callable[[], Sequence[AttachmentRow]]) -> None:
        """Say which case is shown, and its files, whenever that is asked."""
        self.incoming.tag = case
        self._rows = rows

    def leave_case(self) -> None:
        """Forget what could not be attached to the case shown before; what is on its way goes on."""
        for item in [item for item in self.incoming.items if item.error is not None]:
            self.incoming.remove(item)

    def add(self, complaint_id: int) -> None:
        """Ask for files and attach them, one command each."""
        paths = self.desk.feedback.ask_open_paths(self.owner.tr("เลือกไฟล์ที่จะแนบ"), "")
        self.incoming.add_paths(paths, tag=complaint_id)

    def add_paths(self, paths: list[Path], origin: str = "") -> None:
        """Attach files to the case shown."""
        self.incoming.add_paths(paths, origin)

    def add_picture(self, image: QImage) -> None:
        """Attach a picture out of another program to the case shown."""
        self.incoming.add_picture(image)

    def say_nothing_to_paste(self) -> None:
        """Say that the clipboard holds neither a file nor a picture."""
        self.desk.feedback.notice(self.owner.tr("คลิปบอร์ดไม่มีรูปภาพหรือไฟล์ให้แนบ"), "warning")

    def open(self, complaint_id: int, row: AttachmentRow) -> None:
        """Show a picture or a PDF; let another program open a paper; offer to save anything else."""
        if is_shown_inside(row):
            self._read(complaint_id, row, lambda read, content: self._show(complaint_id, read, content))
        else:
            self._read(complaint_id, row, self._put_out if self._may_put_out(row) else self._save)

    def save(self, complaint_id: int, row: AttachmentRow) -> None:
        """Save a file somewhere else."""
        self._read(complaint_id, row, self._save)

    def _attach(self, item: Incoming) -> None:
        file = item.file
        if file is None:
            return
        # The same file tried again is the same command; it stays with the case it was meant for.
        command_id = self._commands.setdefault(item, new_command_id())
        self.desk.runner.write(
            lambda: self.intake.attach_file(self.desk.actor, item.tag, file, command_id),
            lambda _done: self._attached(item),
            lambda error: self.incoming.refuse(item, error),
            owner=self.owner,
        )

    def _attached(self, item: Incoming) -> None:
        self._commands.pop(item, None)
        self.incoming.remove(item)
        self.desk.feedback.saved(self.owner.tr("แนบไฟล์ {name} แล้ว").format(name=item.name))
        self.on_attached(item)
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

    def _show(self, complaint_id: int, row: AttachmentRow, content: bytes) -> None:
        actions = FileActions(
            fetch=lambda wanted, then: self._read(complaint_id, wanted, then),
            save=self._save,
            outside=self._put_out,
            may_outside=self._may_put_out,
            on_error=self.desk.feedback.error,
        )
        viewer = AttachmentViewer(self._rows() or (row,), row, content, actions, self.owner)
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.open()

    def _may_put_out(self, row: AttachmentRow) -> bool:
        return self.private is not None and is_opened_outside(row)

    def _put_out(self, row: AttachmentRow, content: bytes) -> None:
        """Let another program open a readable copy, and say that there is one until the program closes."""
        private = self.private
        if private is None:
            return
        if not is_safe_outside(row.name, content):  # kept before files were judged by what they are
            said = self.owner.tr("{name} มีชุดคำสั่งหรือไม่ตรงกับชื่อ โปรแกรมจึงไม่เปิดให้ ท่านบันทึกเป็นไฟล์ได้")
            self.desk.feedback.notice(said.format(name=row.name), "warning")
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
