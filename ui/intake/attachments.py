"""Files to attach to what is being typed: chosen, dropped, pasted or scanned, kept in a draft."""

import base64
import binascii
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from services.complaints.commands import AttachmentInput
from services.errors import DomainError
from ui.desk import Desk
from ui.error_messages import sentence
from ui.files.clipboard import paths_in, picture_in
from ui.files.incoming import Incoming, IncomingFiles
from ui.intake.typed import TypedGroup
from ui.theme import Space
from ui.widgets.flow_panel import FlowPanel
from ui.widgets.labels import ThaiLabel, plain_button, quiet_button

# A pasted picture has no file to read again: up to here a draft holds it whole.
DRAFT_PICTURE = 1_500_000


class AttachmentList(TypedGroup):
    """Choose, drop or paste files, see their size, take them away again."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.incoming = IncomingFiles(desk)
        self.add_button = plain_button(self.tr("เลือกไฟล์"), "paperclip")
        self.add_button.clicked.connect(lambda _on: self._choose())
        self.incoming.after_remove = self.add_button.setFocus
        self.paste_button = plain_button(self.tr("วาง"), "clipboard-list")
        self.paste_button.setAccessibleName(self.tr("วางรูปภาพหรือไฟล์จากคลิปบอร์ด"))
        self.paste_button.setToolTip("Ctrl+V")
        self.paste_button.clicked.connect(lambda _on: self.paste())
        self._limit = ThaiLabel("", "help")
        self._drop = QFrame()
        self._drop.setProperty("role", "card")
        inside = QVBoxLayout(self._drop)
        inside.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        inside.setSpacing(Space.XS)
        self._buttons = FlowPanel(Space.S)
        self._buttons.add(self.add_button)
        self._buttons.add(self.paste_button)
        inside.addWidget(self._buttons)
        inside.addWidget(self._limit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self._drop)
        column.addWidget(self.incoming)
        self.incoming.hide()
        self.setFocusProxy(self.add_button)
        self.incoming.changed.connect(self.changed)
        self.incoming.settled.connect(self.settled)
        self.incoming.rearranged.connect(self.rearranged)
        self._show_limit()

    def sizeHint(self) -> QSize:
        # The form's fields go by this hint: the sentences in here need more lines where it is narrow.
        hint = super().sizeHint()
        layout = self.layout()
        if self.width() > 1 and layout is not None and layout.hasHeightForWidth():
            hint = QSize(min(hint.width(), self.width()), layout.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def offer_folder(self, choose: Callable[[], None]) -> None:
        """Offer to choose the folder that this computer's scanner fills."""
        button = quiet_button(self.tr("โฟลเดอร์สแกน"), "inbox")
        button.setToolTip(self.tr("เลือกโฟลเดอร์ที่เครื่องสแกนของเครื่องนี้บันทึกไฟล์"))
        button.clicked.connect(lambda _on: choose())
        self._buttons.add(button)
        self.folder_button = button

    def add_paths(self, paths: list[Path], origin: str = "") -> None:
        """Attach files by their paths; the same file twice is attached once."""
        self._show_limit()
        self.incoming.add_paths(paths, origin)

    def add_picture(self, image: QImage) -> None:
        """Attach a picture out of another program."""
        self.incoming.add_picture(image)

    def paste(self) -> None:
        """Attach what lies on the clipboard."""
        data = QGuiApplication.clipboard().mimeData()
        picture = picture_in(data)
        if paths := paths_in(data):
            self.add_paths(paths)
        elif picture is not None:
            self.add_picture(picture)
        else:
            self.say_nothing_to_paste()

    def say_nothing_to_paste(self) -> None:
        """Say that the clipboard holds neither a file nor a picture."""
        self._desk.feedback.notice(self.tr("คลิปบอร์ดไม่มีรูปภาพหรือไฟล์ให้แนบ"), "warning")

    def files(self) -> tuple[AttachmentInput, ...]:
        """Return the files that were read."""
        return self.incoming.files()

    def is_reading(self) -> bool:
        """Tell whether a file is still being read."""
        return self.incoming.is_reading()

    def refusal(self) -> str:
        """Return why these files can't be saved, empty when they can."""
        if self.incoming.errors():
            return self.tr("ยังบันทึกไม่ได้ เพราะมีไฟล์แนบที่อ่านไม่ได้ โปรดนำออกหรือเลือกใหม่ ข้อความที่กรอกยังอยู่ครบ")
        total = self._desk.facts().settings.attachment_total_mb
        if sum(len(file.content) for file in self.files()) > total * 1024 * 1024:
            return sentence(DomainError("file.too_large_together", limit_mb=total)).as_text()
        return ""

    def count(self) -> int:
        """Return how many files are chosen."""
        return len(self.incoming.items)

    def raw(self) -> Any:
        return [_kept(item) for item in self.incoming.items]

    def put_raw(self, value: Any) -> None:
        self.incoming.clear()
        for item in value if isinstance(value, list) else []:
            self._put_back(item)
        self.changed.emit()

    def _put_back(self, item: Any) -> None:
        if isinstance(item, str):
            self.incoming.add_paths([Path(item)])
            return
        kept = item if isinstance(item, dict) else {}
        path, name, origin = kept.get("path"), kept.get("name"), kept.get("origin")
        said = origin if isinstance(origin, str) else ""
        if isinstance(path, str):
            self.incoming.add_paths([Path(path)], said)
        elif isinstance(name, str):
            content = _decoded(kept.get("content"))
            if content:
                self.incoming.add_file(AttachmentInput(name=name, content=content, origin=said))
            else:
                self.incoming.add_lost(name, said)

    def _choose(self) -> None:
        filters = self.tr("ทุกไฟล์ (*);;เอกสารและรูปภาพ (*.pdf *.png *.jpg *.jpeg *.tif *.docx *.xlsx)")
        self.add_paths(self._desk.feedback.ask_open_paths(self.tr("เลือกไฟล์แนบ"), filters))

    def _show_limit(self) -> None:
        limit = self._desk.facts().settings.attachment_limit_mb
        said = self.tr("หรือลากไฟล์มาวาง หรือกด Ctrl+V นอกช่องข้อความ ไฟล์ละไม่เกิน {limit} เมกะไบต์")
        self._limit.setText(said.format(limit=limit))


def _kept(item: Incoming) -> Any:
    """Return what a draft holds of a file: where it lies, or the picture itself."""
    if item.path is not None:
        return {"path": str(item.path), "origin": item.origin} if item.origin else str(item.path)
    kept: dict[str, Any] = {"name": item.name, "origin": item.origin}
    if item.file is not None and len(item.file.content) <= DRAFT_PICTURE:
        kept["content"] = base64.b64encode(item.file.content).decode()
    return kept


def _decoded(content: Any) -> bytes:
    try:
        return base64.b64decode(content, validate=True) if isinstance(content, str) else b""
    except binascii.Error:
        return b""
