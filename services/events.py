"""What changed, announced after a commit so that whoever shows it reloads."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """Say that a use case changed something: its name and the subject's id."""

    use_case: str
    subject_table: str
    subject_id: int | None


class Events:
    """Pass announcements on, in the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changed], None]] = []

    def subscribe(self, listener: Callable[[Changed], None]) -> Callable[[], None]:
        """Add a listener; return a function that takes it away."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def announce(self, change: Changed) -> None:
        """Tell every listener."""
        for listener in tuple(self._listeners):
            listener(change)
