"""Enter presses the button that has the keyboard, in the window as it does in dialogs."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget


class EnterPresses(QObject):
    """Watch the button that has the keyboard; a key held down presses it once.

    Qt leaves Enter on a button to dialogs. Forms have keys of their own, which come before this.
    A button that has the keyboard only because the one pressed was disabled for the time of a save is
    passed over: the second of two presses was not meant for it.
    """

    # Defaults of the class, for a window that is being collected, as with a form's keys.
    _window: QWidget | None = None
    _watched: QWidget | None = None

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain or event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        if isinstance(watched, QPushButton | QToolButton) and not event.isAutoRepeat():
            watched.click()
        return True

    @Slot(QWidget, QWidget)
    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        pushed_away = before is not None and shiboken6.isValid(before) and not before.isEnabled()
        if isinstance(now, QPushButton | QToolButton) and now.window() is self._window and not pushed_away:
            self._watched = now
            now.installEventFilter(self)
