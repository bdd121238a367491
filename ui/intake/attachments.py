"""Files to attach: chosen or dropped, read at once beside the window, kept in a draft by their paths."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from services.complaints.commands import AttachmentInput
from services.errors import DomainError
from services.files import check_attachment, read_file
from ui.desk import Desk
from ui.error_messages import sentence
from ui.intake.typed import TypedGroup
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, plain_button, quiet_button


@dataclass(slots=True, eq=False)
class _Chosen:
    """One file chosen: read, being read, or impossible to read."""

    path: Path
    file: AttachmentInput | None = None
    error: str = ""


class AttachmentList(TypedGroup):
    """Choose files, see their size, take them away again."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: list[_Chosen] = []
        self.add_button = plain_button(self.tr("เลือกไฟล์"), "paperclip")
        self.add_button.clicked.connect(lambda _on: self._choose())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(Space.XS)
        self._drop = QFrame()
        self._drop.setProperty("role", "card")
        line = QHBoxLayout(self._drop)
        line.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        line.addWidget(self.add_button)
        line.addWidget(ThaiLabel(self.tr("หรือลากไฟล์มาวางที่นี่ ไฟล์ละไม่เกิน 25 เมกะไบต์"), "help"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._drop)
        column.addLayout(self._rows)
        self.setAcceptDrops(True)
        self.setFocusProxy(self.add_button)

    def add_paths(self, paths: list[Path]) -> None:
        """Attach files by their paths; the same file twice is attached once."""
        known = {item.path for item in self._chosen}
        for path in dict.fromkeys(paths):
            if path not in known:
                self._add(path)
        self.changed.emit()

    def files(self) -> tuple[AttachmentInput, ...]:
        """Return the files that were read."""
        return tuple(item.file for item in self._chosen if item.file is not None)

    def is_reading(self) -> bool:
        """Tell whether a file is still being read."""
        return any(item.file is None and not item.error for item in self._chosen)

    def refusal(self) -> str:
        """Return why these files can't be saved, empty when they can."""
        if any(item.error for item in self._chosen):
            return self.tr("ยังบันทึกไม่ได้ เพราะมีไฟล์แนบที่อ่านไม่ได้ โปรดนำออกหรือเลือกใหม่ ข้อความที่กรอกยังอยู่ครบ")
        return ""

    def count(self) -> int:
        """Return how many files are chosen."""
        return len(self._chosen)

    def raw(self) -> Any:
        return [str(item.path) for item in self._chosen]

    def put_raw(self, value: Any) -> None:
        self._chosen.clear()
        wanted = [Path(item) for item in value if isinstance(item, str)] if isinstance(value, list) else []
        for path in wanted:
            self._add(path)
        self._show()
        self.changed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_paths([path for path in paths if not path.is_dir()])
        event.acceptProposedAction()

    def _choose(self) -> None:
        filters = self.tr("ทุกไฟล์ (*);;เอกสารและรูปภาพ (*.pdf *.png *.jpg *.jpeg *.tif *.docx *.xlsx)")
        self.add_paths(self._desk.feedback.ask_open_paths(self.tr("เลือกไฟล์แนบ"), filters))

    def _add(self, path: Path) -> None:
        item = _Chosen(path)
        self._chosen.append(item)

        def read() -> AttachmentInput:
            file = read_file(path)
            check_attachment(file)
            return file

        def done(file: AttachmentInput) -> None:
            item.file = file
            self._read_ended()

        def failed(error: DomainError) -> None:
            item.error = sentence(error).as_text()
            self._read_ended()

        self._desk.runner.work(lambda _job: read(), done, failed, owner=self)
        self._show()

    def _read_ended(self) -> None:
        self._show()
        if not self.is_reading():
            self.settled.emit()

    def _remove(self, item: _Chosen) -> None:
        self._chosen.remove(item)
        self._show()
        self.add_button.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        while (old := self._rows.takeAt(0)) is not None:
            widget = old.widget()
            widget.hide()
            widget.deleteLater()
        for item in self._chosen:
            self._rows.addWidget(self._row(item))
        self.rearranged.emit()

    def _row(self, item: _Chosen) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(Space.S)
        name = QLabel(item.path.name)
        name.setToolTip(str(item.path))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        remove = quiet_button(self.tr("นำออก"), "x")
        remove.setAccessibleName(self.tr("นำไฟล์ {name} ออก").format(name=item.path.name))
        remove.clicked.connect(lambda _on: self._remove(item))
        if item.error:
            error = ThaiLabel(item.error, "error")
            line.addWidget(error, 1)
        else:
            line.addWidget(name, 1)
            size = format_size(len(item.file.content)) if item.file else self.tr("กำลังอ่าน")
            line.addWidget(heading(size, "help"))
        line.addWidget(remove)
        return row


def format_size(size: int) -> str:
    """Return a file's size as a person reads it."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(1, round(size / 1024)):,} KB"
