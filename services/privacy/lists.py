"""What a destruction list says, without anybody's name."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DestructionListRow:
    """Hold one list as a line: what it covers and how far it has come."""

    id: int
    version: int
    closed_before: date
    made_at: datetime
    made_by: str
    cases: int
    kept: int
    done: int
    signed_on: date | None
    committee: str
    reference: str
    carried_out_at: datetime | None
    cancelled_at: datetime | None

    @property
    def state(self) -> str:
        """Return made, signed, carried_out or cancelled."""
        if self.cancelled_at is not None:
            return "cancelled"
        if self.carried_out_at is not None:
            return "carried_out"
        return "made" if self.signed_on is None else "signed"


@dataclass(frozen=True, slots=True)
class DestructionItemRow:
    """Hold one case on a list; ended_on is None where it was opened again since."""

    id: int
    complaint_id: int
    number: str
    received_on: date
    ended_on: date | None
    kept_until: date | None
    status: str
    category_name: str
    channel_name: str
    outcome: str | None
    kept: bool
    note: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class DestructionListDetail:
    """Hold one list with its cases, in the order of their receipt."""

    row: DestructionListRow
    items: tuple[DestructionItemRow, ...]
