"""Files on their way to be attached: read beside the window, each with what went wrong said beside it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from services.complaints.commands import AttachmentInput
from services.errors import DomainError
from services.files import check_attachment, read_file, tidy_name
from ui.desk import Desk
from ui.error_messages import sentence
from ui.files.clipboard import as_png, picture_name
from ui.tasks import Job
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, quiet_button

# What may be otherwise when it is tried again.
_PASSING = frozenset({"file.held", "file.gone", "file.unreadable", "file.empty"})


@dataclass(slots=True, eq=False)
class Incoming:
    """One file chosen, dropped, pasted or scanned: being read, read, or refused."""

    name: str
    path: Path | None = None
    origin: str = ""
    file: AttachmentInput | None = None
    error: DomainError | None = None
    job: Job | None = None
    tag: Any = None  # what it is meant for, as whoever shows the list says
    size_label: QLabel | None = field(default=None, repr=False)

    @property
    def is_reading(self) -> bool:
        """Tell whether it is neither read nor refused yet."""
        return self.file is None and self.error is None


class IncomingFiles(QWidget):
    """List files being read and read, each with a way to take it back, and say beside it what is wrong."""

    changed = Signal()
    arrived = Signal(object)
    settled = Signal()
    rearranged = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.items: list[Incoming] = []
        self.after_remove: Callable[[], None] = lambda: None
        self.tag: Callable[[], Any] = lambda: None
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(Space.XS)

    # --- taking in

    def add_paths(self, paths: list[Path], origin: str = "", tag: Any = None) -> None:
        """Read files by their paths; the same file twice is read once."""
        known = {item.path for item in self.items}
        for path in dict.fromkeys(paths):
            if path not in known:
                self._begin(Incoming(tidy_name(path.name), path, origin, tag=tag))
        self.changed.emit()

    def add_picture(self, image: QImage) -> None:
        """Take in a picture out of another program."""
        name = self._free_name(picture_name(self._desk.clock.now()))
        copied = image.copy()
        item = Incoming(name, origin="clipboard")
        self._begin(item, lambda: AttachmentInput(name=name, content=as_png(copied), origin="clipboard"))
        self.changed.emit()

    def add_file(self, file: AttachmentInput) -> None:
        """Take in a file whose content is at hand."""
        self._begin(Incoming(tidy_name(file.name), origin=file.origin), lambda: file)

    def add_lost(self, name: str, origin: str) -> None:
        """Show a file that was chosen once and can't be had any more."""
        self.items.append(Incoming(name, origin=origin, error=DomainError("file.gone", name=name)))
        self._show()

    def retry(self, item: Incoming) -> None:
        """Read a file again."""
        item.error = None
        self._read(item, self._reader(item))
        self.changed.emit()

    def remove(self, item: Incoming) -> None:
        """Take a file away again, also while it is being read."""
        if item.job is not None:
            item.job.cancel()
        if item in self.items:
            self.items.remove(item)
        self._show()
        self.after_remove()
        self.changed.emit()
        self._tell_settled()

    def refuse(self, item: Incoming, error: DomainError) -> None:
        """Say beside a file why it was not attached."""
        item.file, item.error = None, error
        if item not in self.items:
            self.items.append(item)
        self._show()

    def clear(self) -> None:
        """Forget every file."""
        for item in self.items:
            if item.job is not None:
                item.job.cancel()
        self.items.clear()
        self._show()

    # --- telling

    def files(self) -> tuple[AttachmentInput, ...]:
        """Return the files that were read."""
        return tuple(item.file for item in self.items if item.file is not None)

    def is_reading(self) -> bool:
        """Tell whether a file is still being read."""
        return any(item.is_reading for item in self.items)

    def errors(self) -> list[DomainError]:
        """Return why files can't be attached."""
        return [item.error for item in self.items if item.error is not None]

    def sizeHint(self) -> QSize:
        # Forms go by this hint: what is said beneath a refused file must have its lines.
        hint = super().sizeHint()
        layout = self.layout()
        if self.width() > 1 and layout is not None and layout.hasHeightForWidth():
            hint.setHeight(layout.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    # --- inner workings

    def _free_name(self, name: str) -> str:
        known = {item.name for item in self.items}
        stem, number = name.removesuffix(".png"), 1
        while name in known:
            number += 1
            name = f"{stem} ({number}).png"
        return name

    def _begin(self, item: Incoming, read: Callable[[], AttachmentInput] | None = None) -> None:
        if item.tag is None:
            item.tag = self.tag()
        self.items.append(item)
        self._show()
        self._read(item, (lambda _job: read()) if read else self._reader(item))

    def _reader(self, item: Incoming) -> Callable[[Job], AttachmentInput]:
        path, origin = item.path, item.origin
        limit = self._desk.facts().settings.attachment_limit_mb
        if path is None:
            raise ValueError("only a file on a disk can be read again")
        return lambda job: read_file(
            path, limit, origin=origin, progress=job.progress, cancelled=job.cancelled
        )

    def _read(self, item: Incoming, read: Callable[[Job], AttachmentInput]) -> None:
        limit = self._desk.facts().settings.attachment_limit_mb

        def checked(job: Job) -> AttachmentInput:
            file = read(job)
            check_attachment(file, limit)
            return file

        item.job = self._desk.runner.work(
            checked,
            lambda file: self._arrived(item, file),
            lambda error: self._refused(item, error),
            owner=self,
            on_progress=lambda done, total: self._progressed(item, done, total),
        )

    def _arrived(self, item: Incoming, file: AttachmentInput) -> None:
        item.file = file
        self._show()
        self.arrived.emit(item)
        self._tell_settled()

    def _refused(self, item: Incoming, error: DomainError) -> None:
        item.error = error
        self._show()
        self._tell_settled()

    def _progressed(self, item: Incoming, done: int, total: int) -> None:
        if item.size_label is not None and total:
            said = self.tr("กำลังอ่าน {percent}%")
            item.size_label.setText(said.format(percent=done * 100 // total))

    def _tell_settled(self) -> None:
        if not self.is_reading():
            self.settled.emit()

    def _show(self) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            widget = old.widget()
            widget.hide()
            widget.deleteLater()
        for item in self.items:
            row = self._row(item)
            self._rows.addWidget(row)
            row.show()  # a layout shows what it takes in only later: too late for the keyboard
        self.setVisible(bool(self.items))
        self.rearranged.emit()

    def _row(self, item: Incoming) -> QWidget:
        row = QWidget()
        item.size_label = None
        if item.error is not None:
            self._fill_refused(row, item.error, item)
            return row
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        self._fill(line, item)
        line.addWidget(self._remove_button(item))
        return row

    def _fill_refused(self, row: QWidget, error: DomainError, item: Incoming) -> None:
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, Space.XS)
        column.setSpacing(0)
        column.addWidget(ThaiLabel(sentence(error).as_text(), "error"))
        line = QHBoxLayout()
        line.setSpacing(Space.S)
        line.addStretch(1)
        if item.path is not None and error.code in _PASSING:
            line.addWidget(self._retry_button(item))
        line.addWidget(self._remove_button(item))
        column.addLayout(line)

    def _fill(self, line: QHBoxLayout, item: Incoming) -> None:
        name = QLabel(item.name)
        name.setToolTip(str(item.path or item.name))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        size = format_size(len(item.file.content)) if item.file else self.tr("กำลังอ่าน")
        item.size_label = heading(size, "help")
        line.addWidget(name, 1)
        if item.origin:
            line.addWidget(heading(origin_text(item.origin), "help"))
        line.addWidget(item.size_label)

    def _retry_button(self, item: Incoming) -> QPushButton:
        again = quiet_button(self.tr("ลองใหม่"), "rotate-ccw")
        again.setAccessibleName(self.tr("ลองอ่านไฟล์ {name} อีกครั้ง").format(name=item.name))
        again.clicked.connect(lambda _on: self.retry(item))
        return again

    def _remove_button(self, item: Incoming) -> QPushButton:
        remove = quiet_button(self.tr("หยุด") if item.is_reading else self.tr("นำออก"), "x")
        remove.setAccessibleName(self.tr("นำไฟล์ {name} ออก").format(name=item.name))
        remove.clicked.connect(lambda _on: self.remove(item))
        return remove


def origin_text(origin: str) -> str:
    """Return where a file came from as people say it; nothing for one that was chosen."""
    if origin == "clipboard":
        return QCoreApplication.translate("Files", "วางจากคลิปบอร์ด")
    if origin == "scan":
        return QCoreApplication.translate("Files", "จากโฟลเดอร์สแกน")
    if origin.startswith("letter:"):
        return QCoreApplication.translate("Files", "หนังสือที่ออกจากโปรแกรม")
    return ""


def format_size(size: int) -> str:
    """Return a file's size as a person reads it."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:,.1f} MB"
    return f"{max(1, round(size / 1024)):,} KB"
