"""Import what comes after the login page while somebody types a password, a module at a time."""

import importlib
from collections import deque

from PySide6.QtCore import QObject, QTimer

FIRST_AFTER_MS = 60  # the login page is painted and takes keys
BETWEEN_MS = 5  # keys and paints come between two modules
MODULES = (
    "services.complaints.register",
    "services.complaints.review",
    "services.complaints.drafts",
    "ui.pages",
    "ui.desk",
    "ui.home.home_page",
    "ui.register.register_page",
    "services.complaints.casework",
    "services.figures.indicators",
    "ui.intake.intake_page",
    "ui.case.case_page",
)


class Preload(QObject):
    """Import MODULES in the idle moments of the main thread; what is asked for sooner is imported then."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting = deque(MODULES)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._import_next)

    @property
    def left(self) -> int:
        """Return how many modules still wait."""
        return len(self._waiting)

    def begin(self) -> None:
        """Begin once the event loop has had its turn."""
        self._timer.start(FIRST_AFTER_MS)

    def _import_next(self) -> None:
        importlib.import_module(self._waiting.popleft())
        if self._waiting:
            self._timer.start(BETWEEN_MS)
