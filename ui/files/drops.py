"""Let a page take files that are dropped anywhere on it, or pasted while no text is being typed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.files.clipboard import paths_in, picture_in


class FileDrops(QObject):
    """Hand on the files and pictures that reach a page; `wants` says whether it takes any just now."""

    def __init__(
        self,
        page: QWidget,
        on_paths: Callable[[list[Path]], None],
        on_picture: Callable[[QImage], None],
        wants: Callable[[], bool],
        on_nothing: Callable[[], None],
    ) -> None:
        super().__init__(page)
        self._on_paths, self._on_picture = on_paths, on_picture
        self._wants, self._on_nothing = wants, on_nothing
        page.setAcceptDrops(True)
        page.installEventFilter(self)
        # A field that takes text keeps the key for itself.
        key = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), page)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.paste)

    def paste(self) -> None:
        """Take what lies on the clipboard, or say that nothing there can be attached."""
        data = QGuiApplication.clipboard().mimeData()
        if not self._wants():
            return
        paths = paths_in(data)
        picture = None if paths else picture_in(data)
        if paths:
            self._on_paths(paths)
        elif picture is not None:
            self._on_picture(picture)
        else:
            self._on_nothing()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.DragMove} and isinstance(
            event, QDragMoveEvent
        ):
            if self._wants() and (paths_in(event.mimeData()) or event.mimeData().hasImage()):
                event.acceptProposedAction()
                return True
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent) and self._wants():
            paths = paths_in(event.mimeData())
            picture = None if paths else picture_in(event.mimeData())
            if paths:
                self._on_paths(paths)
            elif picture is not None:
                self._on_picture(picture)
            event.acceptProposedAction()
            return True
        return super().eventFilter(watched, event)
