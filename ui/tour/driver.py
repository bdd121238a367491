"""Drive the real window as a person would: by what is written on it, and by keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ui.main_window import MainWindow
from ui.tasks import TaskRunner
from ui.widgets.choices import ChoiceCombo, SegmentedChoice

LONGEST_WAIT_MS = 20_000
ZERO_WIDTH_SPACE = "\u200b"


class Driver:
    """Type, press and look in one window; every act waits until the window has come to rest."""

    def __init__(self, window: MainWindow, runner: TaskRunner) -> None:
        self.window = window
        self._runner = runner

    # --- looking

    def settle(self) -> None:
        """Wait until nothing is under way any more."""
        for _ in range(3):  # What one turn finishes may ask for more: a save, then the page's refresh.
            self._wait(lambda: not self._runner.is_busy)
            self._turn()
        self._wait(lambda: not self._runner.is_busy)

    def wait_for(self, seen: Callable[[], bool]) -> None:
        """Wait until something shows; twenty seconds are far more than anything takes."""
        self._wait(seen)
        if not seen():
            raise TimeoutError("what was waited for did not show")

    def field(self, label: str, kind: type[QWidget] = QWidget) -> QWidget:
        """Return the visible input that a label names."""
        for widget in self._visible(kind):
            name = widget.accessibleName()
            if (name == label or name.startswith(f"{label} (")) and not isinstance(widget, QAbstractButton):
                return widget
        there = sorted({widget.accessibleName() for widget in self._visible(kind)} - {""})
        raise LookupError(f"no field is labelled {label}; there are {', '.join(there)}")

    def button(self, text: str) -> QAbstractButton:
        """Return the visible, enabled button that says a text."""
        for button in self._visible(QAbstractButton):
            if isinstance(button, QAbstractButton) and _said(button) == text and button.isEnabled():
                return button
        there = sorted({_said(button) for button in self._visible(QAbstractButton)} - {""})  # type: ignore[arg-type]
        raise LookupError(f"no button says {text}; there are {', '.join(there)}")

    def text_shown(self) -> str:
        """Return every text that can be read in the window now."""
        texts = []
        for widget in self._visible(QWidget):
            for name in ("text", "title", "toPlainText"):
                read = getattr(widget, name, None)
                if callable(read):
                    said = read()
                    if isinstance(said, str) and said:
                        texts.append(said.replace(ZERO_WIDTH_SPACE, ""))
        return "\n".join(texts)

    def picture(self, path: Path) -> Path:
        """Save a picture of the window, or of the dialog before it."""
        self.settle()
        self.front().grab().save(str(path))
        return path

    def front(self) -> QWidget:
        """Return the dialog before the window, or the window."""
        for widget in reversed(QApplication.topLevelWidgets()):
            if isinstance(widget, QDialog) and widget.isVisible():
                return widget
        return self.window

    # --- acting

    def type_into(self, label: str, text: str) -> None:
        """Put the keyboard into a field and type."""
        widget = self.field(label)
        inner = getattr(widget, "edit", None)
        target = inner if isinstance(inner, QWidget) else widget
        if isinstance(target, ChoiceCombo):
            self.choose(label, text)
            return
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(target, QLineEdit | QPlainTextEdit):
            target.selectAll()
        type_keys(target, text)
        self.settle()
        popup = QApplication.activePopupWidget()
        if popup is not None:  # What a completer offers goes away when a person moves on.
            popup.close()
            self.settle()

    def choose(self, label: str, choice: str) -> None:
        """Choose by what the choice says."""
        widget = self.field(label)
        if isinstance(widget, SegmentedChoice):
            for button in widget.findChildren(QAbstractButton):
                if button.property("label") == choice:
                    button.click()
                    self.settle()
                    return
        combo = widget if isinstance(widget, ChoiceCombo) else widget.parentWidget()
        if not isinstance(combo, ChoiceCombo):
            raise LookupError(f"{label} offers no choices")
        rows = [row for row in range(combo.count()) if choice in combo.itemText(row)]
        exact = [row for row in rows if combo.itemText(row) == choice]
        if len(exact or rows) != 1:
            offered = ", ".join(combo.itemText(row) for row in range(combo.count()))
            raise LookupError(f"{label} offers {offered}, not one {choice}")
        combo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        combo.setCurrentIndex((exact or rows)[0])
        combo.activated.emit(combo.currentIndex())
        self.settle()

    def answer(self, label: str, value: str) -> None:
        """Type into a field, or choose where it offers choices."""
        widget = self.field(label)
        parent = widget.parentWidget()
        if isinstance(widget, ChoiceCombo | SegmentedChoice) or isinstance(parent, ChoiceCombo):
            self.choose(label, value)
        else:
            self.type_into(label, value)

    def press(self, text: str) -> None:
        """Press the button that says a text."""
        self.button(text).click()
        self.settle()

    def key(self, sequence: str) -> None:
        """Press a key or a combination in whatever has the keyboard."""
        QTest.keySequence(self.keyboard(), QKeySequence(sequence))
        self.settle()

    def keyboard(self) -> QWidget:
        """Return what has the keyboard, once the window has it: a list that closed may have taken it away."""
        front = self.front()
        if not front.isActiveWindow():
            front.activateWindow()
            self._wait(front.isActiveWindow)
        return QApplication.focusWidget() or front

    def go(self, page: str, **params: object) -> None:
        """Go to a page by its key."""
        if not self.window.navigate(page, **params):
            raise LookupError(f"the window does not go to {page}")
        self.settle()

    # --- inner workings

    def _visible(self, kind: type[QWidget]) -> Iterator[QWidget]:
        front = self.front()
        yield from (widget for widget in front.findChildren(kind) if widget.isVisible())

    @staticmethod
    def _turn() -> None:
        """Let the event loop go round until what was posted, repaints and deletions too, is dealt with."""
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()

    @staticmethod
    def _wait(done: Callable[[], bool]) -> None:
        if done():
            return
        loop = QEventLoop()
        watch, limit = QTimer(), QTimer()
        watch.timeout.connect(lambda: loop.quit() if done() else None)
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        watch.start(5)
        limit.start(LONGEST_WAIT_MS)
        loop.exec()


def type_keys(widget: QWidget, text: str) -> None:
    """Send a key press and release for each character; QTest's own typing ends on Thai letters."""
    for char in text:
        code = ord(char.upper()) if char.isascii() and char.isprintable() else 0
        if char == "\n":
            code = Qt.Key.Key_Return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, char))


def _said(button: QAbstractButton) -> str:
    return button.text().replace(ZERO_WIDTH_SPACE, "").replace("&", "").strip()
