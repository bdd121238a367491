"""Keep what is typed on every pause, in order, and never after it was saved."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from services.complaints.drafts import Drafts
from services.errors import DomainError
from ui.desk import Desk
from ui.intake.entry import DraftSlot

PAUSE_MS = 600
RETRY_MS = 5000
# Somebody who types without a pause is kept all the same.
LONGEST_MS = 3000


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Hold a form as it stands; worth says whether anything was typed at all."""

    form: str
    title: str
    content: dict[str, Any]
    worth: bool


class DraftKeeper(QObject):
    """Keep the draft of the entry at hand.

    Every keep is a job of the one writer and looks up the draft's id when it runs, so a second keep never
    makes a second draft, an older text never follows a newer, and a saved entry's draft never comes back.
    """

    kept = Signal(object)
    failed = Signal(object)

    def __init__(
        self, desk: Desk, drafts: Drafts, snapshot: Callable[[], Snapshot], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._drafts = drafts
        self._snapshot = snapshot
        self._slot = DraftSlot()
        self._asked = False
        self._dirty = False
        self.is_failing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)
        self._longest = QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(LONGEST_MS)
        self._longest.timeout.connect(self.flush)

    def begin(self, slot: DraftSlot) -> None:
        """Keep another entry from now on; the one before must be flushed or done with."""
        self._stop_timers()
        self._slot = slot
        self._asked = slot.id is not None
        self._dirty = False
        self.is_failing = False

    def touch(self) -> None:
        """Say that something was typed."""
        self._dirty = True
        self._timer.start(PAUSE_MS)
        if not self._longest.isActive():
            self._longest.start()

    def flush(self) -> None:
        """Keep at once what was typed since the last keep."""
        self._stop_timers()
        # After the window's work has ended nothing can be kept any more; whoever closed it was asked.
        if not self._dirty or self._desk.runner.is_shut_down:
            return
        self._dirty = False
        shot = self._snapshot()
        if shot.worth or self._asked:
            self._asked = True
            self._submit(self._slot, shot)

    def stop(self) -> None:
        """Forget what is not kept yet: it is being saved for good or thrown away."""
        self._stop_timers()
        self._dirty = False

    def _stop_timers(self) -> None:
        self._timer.stop()
        self._longest.stop()

    def _submit(self, slot: DraftSlot, shot: Snapshot) -> None:
        def keep() -> datetime | None:
            if slot.closed:
                return None
            slot.id = self._drafts.keep_draft(self._desk.actor, slot.id, shot.form, shot.title, shot.content)
            return self._desk.clock.now()

        def told(at: datetime | None) -> None:
            if slot is self._slot:
                self.is_failing = False
            if at is not None and slot is self._slot:
                self.kept.emit(at)

        def failed(error: DomainError) -> None:
            if slot is self._slot:
                self._dirty = True
                self.is_failing = True
                self._timer.start(RETRY_MS)
                self.failed.emit(error)

        self._desk.runner.write(keep, told, failed, owner=self)
