"""Bring announcements of the services to the main thread."""

from PySide6.QtCore import QObject, Qt, Signal

from services.events import Changed, Events


class EventBridge(QObject):
    """Emit `changed` on the main thread for every change announced on any thread."""

    changed = Signal(object)
    _heard = Signal(object)

    def __init__(self, events: Events, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = events.subscribe(self._hear)

    def close(self) -> None:
        """Stop listening."""
        self._unsubscribe()

    def _hear(self, change: Changed) -> None:
        self._heard.emit(change)
