"""Notice that nobody has used keyboard or mouse for a while."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from services.clock import Clock

LOOK_EVERY_MS = 5000
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emit `idle` once nobody has used any of the program's windows for the minutes given.

    It goes by the clock on the wall, so that the hours of a sleeping computer count.
    """

    idle = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = timedelta(0)
        self._last: datetime = clock.now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        # What people press and move reaches a window before any of its widgets: watching windows costs
        # a fraction of watching every event of the application.
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        self._watch(QGuiApplication.focusWindow())

    def begin(self, minutes: int) -> None:
        """Count from now."""
        self._limit = timedelta(minutes=minutes)
        self.note()
        self._timer.start()

    def set_limit(self, minutes: int) -> None:
        """Take another limit for the time that already runs."""
        self._limit = timedelta(minutes=minutes)

    def end(self) -> None:
        """Count no more."""
        self._timer.stop()

    def note(self) -> None:
        """Say that somebody is there."""
        self._last = self._clock.now()

    def look(self) -> None:
        """Tell when the time is over; a clock set back begins anew."""
        gone = self._clock.now() - self._last
        if gone < timedelta(0):
            self.note()
        elif gone >= self._limit and self._timer.isActive():
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self.note()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)
