"""Cover windows as they are: nothing in them is hidden, moved or closed, and nothing of it can be seen."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.icons import pixmap
from ui.theme import TypeScale, colours_of, font

_ICON = 48
_FLOATING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen)


class Cover(QWidget):
    """Lie over everything in a window, and follow its size."""

    def __init__(self, window: QWidget, title: str) -> None:
        super().__init__(window)
        self.covered = self._window = window
        self._neutral = title
        self._title = window.windowTitle()
        window.setWindowTitle(title)
        window.installEventFilter(self)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(title)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def take_off(self) -> None:
        """Show the window again as it was."""
        self._window.removeEventFilter(self)
        self._window.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        elif event.type() == QEvent.Type.WindowTitleChange and self._window.windowTitle() != self._neutral:
            # A page that finished loading names a case: that waits beneath the cover too.
            self._title = self._window.windowTitle()
            self._window.setWindowTitle(self._neutral)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = colours_of(self)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.window)
        mark = pixmap("lock", _ICON, "text_muted", self.devicePixelRatioF())
        middle = self.rect().center()
        painter.drawPixmap(middle.x() - _ICON // 2, middle.y() - _ICON, mark)
        painter.setFont(font(TypeScale.BASE))
        painter.setPen(colours.text_muted)
        below = self.rect().adjusted(0, _ICON, 0, _ICON)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.tr("หน้าจอล็อกอยู่"))


class Covers:
    """Hold the covers of all windows of the program."""

    def __init__(self) -> None:
        self._covers: list[Cover] = []

    def put_on(self, title: str, *, but: QWidget | None = None) -> None:
        """Cover every window shown, except one."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not but:
                self.cover(window, title)

    def cover(self, window: QWidget, title: str) -> bool:
        """Cover one window; tell whether it was one to be covered, and wasn't yet."""
        if window.windowType() in _FLOATING or window in self.windows():
            return False
        self._covers.append(Cover(window, title))
        return True

    def windows(self) -> list[QWidget]:
        """Return the windows that are covered, the latest last."""
        self._covers = [cover for cover in self._covers if shiboken6.isValid(cover)]
        return [cover.covered for cover in self._covers]

    def take_off(self) -> None:
        """Uncover all."""
        self.windows()
        for cover in self._covers:
            cover.take_off()
        self._covers = []
