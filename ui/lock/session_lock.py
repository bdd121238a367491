"""Lock a session when nobody is there or somebody asks, and open it for its own person."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from services.clock import Clock
from services.errors import DomainError
from services.permissions import Actor
from ui.error_messages import sentence
from ui.lock.covers import Covers
from ui.lock.idle import IdleWatch
from ui.lock.lock_dialog import LockDialog
from ui.main_window import MainWindow
from ui.tasks import TaskRunner

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.Shortcut})
_POPUPS = 20  # a popup that won't close must not hold the lock up


class SessionLock(QObject):
    """Cover every window of the program and ask for the password; what lies beneath goes on as it was."""

    def __init__(
        self,
        window: MainWindow,
        runner: TaskRunner,
        clock: Clock,
        unlock: Callable[[Actor, str], Actor],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._runner = runner
        self._unlock = unlock
        self._actor: Actor | None = None
        self._covers = Covers()
        self._focus: QWidget | None = None
        self._switching = False
        self.dialog: LockDialog | None = None
        self.idle = IdleWatch(clock, self)
        self.idle.idle.connect(self.lock)
        window.lock_asked.connect(self.lock)

    @property
    def locked(self) -> bool:
        """Tell whether the session is locked."""
        return self.dialog is not None

    def begin(self, actor: Actor, minutes: int) -> None:
        """Watch over a session that has begun."""
        self._actor = actor
        self.idle.begin(minutes)

    def end(self) -> None:
        """Watch no more: the session is over; what its person had open closes."""
        self._actor = None
        self.idle.end()
        if self.dialog is not None:
            self._uncover()
            self._window.feedback.release(tell=False)
        _close_windows_of(self._window)

    def lock(self) -> None:
        """Cover everything and ask for the password."""
        if self._actor is None or self.locked:
            return
        _close_popups()
        self._focus = QApplication.focusWidget()
        _cover_names()
        self._window.feedback.hide_notice()
        self._window.feedback.hold()
        self._window.actions_registry.sleep()
        dialog = self.dialog = LockDialog(self._actor.name, self._window)
        dialog.unlock_asked.connect(self._try)
        dialog.switch_asked.connect(self._switch)
        self._covers.put_on(dialog.windowTitle(), but=dialog)
        QApplication.instance().installEventFilter(self)
        dialog.show()
        dialog.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        dialog = self.dialog
        if dialog is None or self._switching:
            return False
        kind = event.type()
        if kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if watched is not dialog and self._covers.cover(watched, dialog.windowTitle()):
                # A paper that was being made, say: it waits covered, and behind the lock.
                QTimer.singleShot(0, dialog, dialog.come_up)
        elif kind == QEvent.Type.Shortcut:
            return True
        elif kind in _KEYS and isinstance(watched, QWidget):
            return watched.window() is not dialog
        return False

    def _try(self, password: str) -> None:
        dialog, actor = self.dialog, self._actor
        if dialog is None or actor is None:
            return

        def failed(error: DomainError) -> None:
            dialog.set_busy(False)
            if error.code == "login.failed":
                dialog.show_error(self.tr("รหัสผ่านไม่ถูกต้อง โปรดตรวจแป้นภาษาและ Caps Lock"))
            else:
                dialog.show_error(sentence(error).as_text())

        self._runner.write(
            lambda: self._unlock(actor, password),
            self._opened,
            failed,
            owner=dialog,
            on_finally=lambda: dialog.set_busy(False),
        )

    def _opened(self, actor: Actor) -> None:
        before = self._actor
        if self.dialog is None or before is None:
            return
        self._uncover()
        self.idle.note()
        self._give_focus_back()
        if actor.roles != before.roles:
            self._window.feedback.notice(
                self.tr("หน้าที่ของท่านเปลี่ยนไปแล้ว โปรดออกจากระบบและเข้าใหม่เมื่อสะดวก เพื่อให้เมนูตรงกับหน้าที่"), "warning"
            )
        self._window.refresh()
        self._window.feedback.release()

    def _switch(self) -> None:
        """Log out as from the rail, with its question; whoever stays finds the lock shut."""
        self._switching = True
        self._window.feedback.release(tell=False)
        self._window.log_out()  # ends this lock through the program when the page lets go
        self._switching = False
        if self.dialog is not None:
            self._window.feedback.hold()
            self.dialog.come_up()

    def _uncover(self) -> None:
        QApplication.instance().removeEventFilter(self)
        self._covers.take_off()
        self._window.actions_registry.wake()
        if self.dialog is not None:
            self.dialog.leave()
            self.dialog = None

    def _give_focus_back(self) -> None:
        _focus_on(self._focus, self._window)
        # The system brings the main window forward once the lock's own has gone: again after that.
        QTimer.singleShot(0, self, self._keep_focus)

    def _keep_focus(self) -> None:
        focus, self._focus = self._focus, None
        if not self.locked:
            _focus_on(focus, self._window)


def _focus_on(focus: QWidget | None, window: QWidget) -> None:
    if focus is not None and shiboken6.isValid(focus) and focus.isVisible():
        focus.window().activateWindow()
        focus.setFocus()
    else:
        window.activateWindow()


def _close_popups() -> None:
    """Close menus, calendars and lists of suggestions; what they were opened from keeps its text."""
    for _turn in range(_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            return
        popup.close()


def _cover_names() -> None:
    """Have every page that shows a revealed name cover it: whoever unlocks may be somebody else."""
    for widget in QApplication.allWidgets():
        cover = getattr(widget, "cover_names", None)
        if cover is not None:
            cover()


def _close_windows_of(window: QWidget) -> None:
    """Close the papers and dialogs of a session that is over."""
    for other in QApplication.topLevelWidgets():
        if isinstance(other, QDialog) and other.isVisible() and _belongs(other, window):
            other.reject()


def _belongs(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        parent = parent.parentWidget()
    return parent is window
