"""The three parts of what is said about an error."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorText:
    """Say what happened, what was kept, and what to do."""

    title: str
    kept: str
    next: str

    def as_text(self) -> str:
        """Return the whole as one paragraph."""
        return " ".join(part for part in (self.title, self.kept, self.next) if part)
