"""A figure that opens its cases: from any number on any page into the register, and back."""

from dataclasses import dataclass

from services.complaints.register import RegisterFilter
from ui.desk import Desk


@dataclass(frozen=True, slots=True)
class FigureCases:
    """Hold a figure by its words, the ids behind it, and the key of the page that shows it.

    A case that counts twice in the figure, closed twice in one month, stands twice among the ids.
    """

    title: str
    ids: tuple[int, ...]
    page: str

    @property
    def wanted(self) -> RegisterFilter:
        """Return the filter that lets the figure's cases through."""
        return RegisterFilter(ids=tuple(sorted(set(self.ids))))


def open_cases(desk: Desk, figure: FigureCases) -> bool:
    """Show the cases behind a figure in the register."""
    return desk.navigate("register", figure=figure)
