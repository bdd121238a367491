"""Keys that work everywhere: Enter moves on, saves and cancels in forms, and presses buttons."""

from collections.abc import Callable, Iterator

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QToolButton,
    QWidget,
)

from ui.theme import Space


class FormKeys:
    """Make a form usable without the mouse.

    Enter moves to the next field, except in text of several lines; Ctrl+Enter saves; Ctrl+S saves;
    Esc calls `on_cancel`. A key held down does not repeat the save. Of forms inside one another the
    innermost is asked first.
    """

    def __init__(
        self,
        form: QWidget,
        on_save: Callable[[], None] | None = None,
        on_cancel: Callable[[], None] | None = None,
    ) -> None:
        self._on_save = on_save
        self._on_cancel = on_cancel
        setattr(form, _KEYS, (self, *getattr(form, _KEYS, ())))
        _watcher().follow(None, QApplication.focusWidget())

    def handle(self, widget: QWidget, event: QKeyEvent) -> bool:
        """Act on a key pressed in a field; False leaves it to whoever comes next."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and (enter or event.key() == Qt.Key.Key_S) and self._on_save is not None:
            if not event.isAutoRepeat():
                self._on_save()
            return True
        if event.key() == Qt.Key.Key_Escape and self._on_cancel is not None:
            self._on_cancel()
            return True
        if enter and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return self._move_on(widget, event)
        return False

    def _move_on(self, widget: QWidget, event: QKeyEvent) -> bool:
        if isinstance(widget, (QPlainTextEdit, QTextEdit)):
            return False
        if isinstance(widget, QAbstractButton):
            if event.isAutoRepeat():
                return True
            if widget.property("role") == "segment":
                widget.setChecked(True)
                _focus_next(widget)
                return True
            widget.click()
            return True
        if isinstance(widget, QComboBox) and widget.view().isVisible():
            return False
        if not event.isAutoRepeat():
            _focus_next(widget)
        return True


def press_with_enter(window: QWidget) -> None:
    """Let Enter press the button that has the keyboard, in a window as it does in dialogs.

    Qt leaves Enter on a button to dialogs. Forms have keys of their own, which come before this. A key held
    down presses once. A button that has the keyboard only because the one pressed was disabled for the time
    of a save is passed over: the second of two presses was not meant for it.
    """
    setattr(window, _PRESSES, True)
    _watcher()


class _KeyboardWatcher(QObject):
    """Watch the widget that has the keyboard, for the forms and the window that it stands in.

    One for the whole program, and as long-lived: a form that Python collects while the keyboard leaves it is
    called by nobody. A filter on everything would slow everything: only one widget is watched at a time.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._watched: QWidget | None = None
        self._pushed_here = False
        application.focusChanged.connect(self.follow)

    @Slot(QWidget, QWidget)
    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch another widget, and bring it into sight."""
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None
        self._pushed_here = before is not None and shiboken6.isValid(before) and not before.isEnabled()
        in_form = now is not None and any(_keys_around(now))
        if now is not None and (in_form or _is_pressed(now)):
            self._watched = now
            now.installEventFilter(self)
        if now is not None and in_form:
            reveal(now)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not isinstance(watched, QWidget):
            return False
        return any(keys.handle(watched, event) for keys in list(_keys_around(watched))) or self._press(
            watched, event
        )

    def _press(self, button: QWidget, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not plain or not enter or self._pushed_here or not _is_pressed(button):
            return False
        if isinstance(button, QPushButton | QToolButton) and not event.isAutoRepeat():
            button.click()
        return True


def _is_pressed(widget: QWidget) -> bool:
    """Tell whether Enter presses a widget: a button in a window that asked for it."""
    return isinstance(widget, QPushButton | QToolButton) and getattr(widget.window(), _PRESSES, False)


def _keys_around(widget: QWidget) -> Iterator[FormKeys]:
    """Yield the keys of the forms that a widget stands in, from the inside out, up to its window."""
    around: QWidget | None = widget
    while around is not None:
        yield from getattr(around, _KEYS, ())
        around = None if around.isWindow() else around.parentWidget()


def _watcher() -> _KeyboardWatcher:
    if not _watchers or not shiboken6.isValid(_watchers[0]):
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101 - widgets need one
        _watchers[:] = [_KeyboardWatcher(application)]
    return _watchers[0]


_KEYS = "_form_keys"
_PRESSES = "_enter_presses"
_watchers: list[_KeyboardWatcher] = []


def focus_first(form: QWidget) -> bool:
    """Put the keyboard into the first field of a form; False when nothing in it takes the keyboard."""
    for candidate in _after(form):
        if form.isAncestorOf(candidate) and _takes_keys(candidate) and not _in_banner(candidate):
            candidate.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False


def _focus_next(widget: QWidget) -> None:
    for candidate in _after(widget):
        if _takes_keys(candidate) and not widget.isAncestorOf(candidate) and candidate.focusProxy() is None:
            candidate.setFocus(Qt.FocusReason.TabFocusReason)
            return


def reveal(widget: QWidget) -> None:
    """Scroll so that a widget can be seen; Qt does this for the Tab key only."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None and parent.widget() is not None and parent.widget().isAncestorOf(widget):
        parent.ensureWidgetVisible(widget, Space.XL, 2 * Space.XL)


def _after(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets behind one in the order of the Tab key, once round."""
    candidate = widget.nextInFocusChain()
    while candidate is not None and candidate is not widget:
        yield candidate
        candidate = candidate.nextInFocusChain()


def _takes_keys(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def _in_banner(widget: QWidget) -> bool:
    # A banner is read and passed by: work begins in the first field.
    parent = widget.parentWidget()
    return parent is not None and parent.property("role") == "banner"
