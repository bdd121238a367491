"""What a case's page shows and does beside its step: each part has a service of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from services.complaints.reading import CaseDetail
from services.office.facts import OfficeFacts
from services.permissions import Actor


@dataclass(frozen=True, slots=True)
class PartAction:
    """Offer one action; name is what services/complaints/rights.py calls it.

    beside puts a button beside those of the page's head, else the action stands in the menu.
    """

    name: str
    text: str
    icon: str
    act: Callable[[], None]
    beside: bool = False


class CasePart(QObject):
    """Show one thing of a case in a section, and offer actions on it.

    `changed` asks the page to load the case again, as after a save.
    """

    changed = Signal()

    title = ""

    def widget(self) -> QWidget | None:
        """Return what stands in the section, None where there is none."""
        return None

    def actions(self) -> Sequence[PartAction]:
        """Return what may be done; what the case does not allow is hidden by the page."""
        return ()

    def load(self, actor: Actor, complaint_id: int) -> Any:
        """Read what the section shows; called on a reader's thread."""
        return None

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        """Show what was read; tell whether the section is worth showing."""
        return False

    def count(self) -> int:
        """Return what stands in brackets behind the title; nothing for 0."""
        return 0

    def may_leave(self) -> bool:
        """Ask before leaving what is typed and not saved."""
        return True
