"""What every page needs of the window it lies in: who works, how to run, tell and go elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from services.clock import Clock
from services.office.facts import OfficeFacts
from services.permissions import Actor
from ui.feedback import Feedback
from ui.tasks import TaskRunner


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
