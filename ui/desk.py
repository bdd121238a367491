"""What every page needs of the window it lies in: who works, how to run, tell and go elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from services.clock import Clock
from services.errors import WorldError
from services.office.facts import OfficeFacts
from services.permissions import Actor
from ui.feedback import Feedback
from ui.tasks import TaskRunner


class LastRead:
    """Read the office's facts when asked, and give those read before while the data can't be reached.

    What a page needs of them to check and to keep what is typed must not fail with the disk: the save itself
    says what the matter is.
    """

    def __init__(self, read: Callable[[], OfficeFacts]) -> None:
        self._read = read
        self._last: OfficeFacts | None = None

    def __call__(self) -> OfficeFacts:
        """Return the facts, the newest that could be read."""
        try:
            self._last = self._read()
        except WorldError:
            if self._last is None:
                raise
        return self._last


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold the window's side of a page; the services a page uses stand beside it in its constructor.

    facts returns the office's lists, settings and flowcharts as last read; navigate goes to a page by
    its key with what the page's open() takes.
    """

    actor: Actor
    clock: Clock
    runner: TaskRunner
    feedback: Feedback
    facts: Callable[[], OfficeFacts]
    navigate: Callable[..., bool]
