"""The jobs that save: each runs on the writer and leaves a draft that one can go on from after a crash."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from services.channels.commands import SetAside
from services.complaints.commands import AttachmentInput, ComplaintInput, OpenBox, RegisterComplaint
from services.complaints.drafts import Drafts
from services.complaints.intake import Intake, Registered
from services.permissions import Actor
from ui.intake.entry import BoxRun, DraftSlot, Entry

if TYPE_CHECKING:
    from services.channels.inspections import Inspections


@dataclass(frozen=True, slots=True)
class Saved:
    """Hold what a save gave: the complaint, and the next slip's entry while a run goes on."""

    registered: Registered
    run: BoxRun | None = None
    following: Entry | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """Hold what recording an opening gave: its id, and the first slip's entry where there is one."""

    opening_id: int
    first: Entry | None = None


class Saver:
    """Save openings and complaints.

    The draft of one slip becomes the draft of the next after the slip is registered. Should the program end
    between the two, the draft still holds the slip's command id, and saving it again gives the same number.
    """

    def __init__(
        self,
        intake: Intake,
        drafts: Drafts,
        actor: Actor,
        now: Callable[[], datetime],
        title: Callable[[BoxRun], str],
        inspections: "Inspections | None" = None,
    ) -> None:
        self._intake = intake
        self._drafts = drafts
        self._actor = actor
        self._now = now
        self._title = title
        self._inspections = inspections

    def record_opening(self, entry: Entry, command: OpenBox) -> Opened:
        """Record an opening and make ready for the first slip, where one is to be typed."""
        opening_id = self._intake.open_box(self._actor, command, entry.command_id)
        total = command.found - command.blank
        if total > 0:
            return Opened(opening_id, self._hand_on(entry, BoxRun(opening_id, command.opened_at, 1, total)))
        self.discard(entry)
        return Opened(opening_id)

    def register(self, entry: Entry, content: ComplaintInput, files: tuple[AttachmentInput, ...]) -> Saved:
        """Register a complaint; in a run of slips, make ready for the next."""
        run = entry.run
        goes_on = run is not None and run.number < run.total
        command = RegisterComplaint(
            content=content,
            attachments=files,
            started_at=entry.started_at,
            draft_id=None if goes_on else entry.slot.id,
            box_opening_id=run.opening_id if run is not None else None,
            links=entry.links,
            inspection_id=entry.find.inspection_id if entry.find is not None else None,
        )
        registered = self._intake.register_complaint(self._actor, command, entry.command_id)
        following = run.next(registered.number) if run is not None else None
        if following is None or following.is_over:
            self._close(entry)
            return Saved(registered, following)
        return Saved(registered, following, self._hand_on(entry, following))

    def skip(self, entry: Entry, run: BoxRun, reason: str) -> Entry | None:
        """Pass over a slip: return the next slip's entry, None after the last.

        The register of inspections says that it is not taken in; else it would wait there for ever.
        """
        if self._inspections is not None:
            aside = SetAside(opening_id=run.opening_id, count=1, reason=reason)
            self._inspections.set_aside_finds(self._actor, aside, f"{entry.command_id}-skip")
        if run.is_over:
            self.discard(entry)
            return None
        return self._hand_on(entry, run)

    def discard(self, entry: Entry) -> None:
        """Throw an entry's draft away."""
        if entry.slot.id is not None:
            self._drafts.discard_draft(self._actor, entry.slot.id)
        entry.slot.closed = True

    def _close(self, entry: Entry) -> None:
        # Registering takes the draft along; a repeated save finds nothing to do and leaves it.
        if entry.doubtful:
            self.discard(entry)
        entry.slot.closed = True

    def _hand_on(self, entry: Entry, run: BoxRun) -> Entry:
        following = Entry(self._now(), run=run)
        draft_id = self._drafts.keep_draft(
            self._actor, entry.slot.id, "box", self._title(run), following.as_json({})
        )
        following.slot = DraftSlot(draft_id)
        entry.slot.closed = True
        return following
