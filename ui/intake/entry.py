"""One complaint being typed: what goes with it besides its fields, and how both lie in a draft."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.complaints.commands import LinkInput
from services.unit_of_work import new_command_id

FORMS = ("walk_in", "phone", "box", "general")


@dataclass(slots=True)
class DraftSlot:
    """Say where a draft lies. Changed by jobs of the one writer only, which run in the order asked for.

    A closed slot belongs to a saved or discarded entry: what is still on its way to it is dropped.
    """

    id: int | None = None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class BoxRun:
    """Hold where a run of slips stands: number counts from 1."""

    opening_id: int
    opened_at: datetime
    number: int
    total: int
    saved: tuple[str, ...] = ()

    def next(self, saved_number: str = "") -> "BoxRun":
        """Return the run at its next slip."""
        saved = (*self.saved, saved_number) if saved_number else self.saved
        return BoxRun(self.opening_id, self.opened_at, self.number + 1, self.total, saved)

    @property
    def is_over(self) -> bool:
        """Tell whether every slip was typed."""
        return self.number > self.total

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a draft."""
        return {
            "opening_id": self.opening_id,
            "opened_at": self.opened_at.isoformat(),
            "number": self.number,
            "total": self.total,
            "saved": list(self.saved),
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "BoxRun":
        """Return the run that a draft holds."""
        return cls(
            int(kept["opening_id"]),
            datetime.fromisoformat(kept["opened_at"]),
            int(kept["number"]),
            int(kept["total"]),
            tuple(str(number) for number in kept.get("saved", [])),
        )


@dataclass(frozen=True, slots=True)
class Find:
    """Hold which find of an inspection is being taken in: number counts from 1, name is the channel's."""

    inspection_id: int
    name: str
    number: int
    total: int

    def next(self) -> "Find | None":
        """Return the next find, None after the last."""
        if self.number >= self.total:
            return None
        return Find(self.inspection_id, self.name, self.number + 1, self.total)

    def as_json(self) -> dict[str, Any]:
        """Return plain values for a draft."""
        return {
            "inspection_id": self.inspection_id,
            "name": self.name,
            "number": self.number,
            "total": self.total,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Find":
        """Return the find that a draft holds."""
        return cls(int(kept["inspection_id"]), str(kept["name"]), int(kept["number"]), int(kept["total"]))


@dataclass(slots=True)
class Entry:
    """Hold what belongs to one complaint being typed; the command id makes its save happen once."""

    started_at: datetime
    command_id: str = field(default_factory=new_command_id)
    slot: DraftSlot = field(default_factory=DraftSlot)
    run: BoxRun | None = None
    find: Find | None = None
    # True where a save may have gone through without a word of it: its draft may then outlive it.
    doubtful: bool = False
    # Earlier cases that it will be tied to.
    links: tuple[LinkInput, ...] = ()

    def as_json(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the draft's content."""
        return {
            "layout": 1,
            "started_at": self.started_at.isoformat(),
            "command_id": self.command_id,
            "run": self.run.as_json() if self.run else None,
            "links": [[link.other_id, link.kind] for link in self.links],
            "find": self.find.as_json() if self.find else None,
            "fields": fields,
        }

    @classmethod
    def from_draft(cls, draft_id: int, content: dict[str, Any], now: datetime) -> "Entry":
        """Return the entry that a draft holds; a part that can't be read begins anew."""
        entry = cls(_moment(content.get("started_at"), now), slot=DraftSlot(draft_id), doubtful=True)
        command_id = content.get("command_id")
        if isinstance(command_id, str) and command_id:
            entry.command_id = command_id
        entry.links = _links(content.get("links"))
        if isinstance(content.get("run"), dict):
            entry.run = BoxRun.from_json(content["run"])
        if isinstance(content.get("find"), dict):
            entry.find = Find.from_json(content["find"])
        return entry


def fields_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that a draft's content holds."""
    fields = content.get("fields")
    return fields if isinstance(fields, dict) else {}


def _links(kept: object) -> tuple[LinkInput, ...]:
    pairs = kept if isinstance(kept, list) else []
    return tuple(
        LinkInput(other_id=pair[0], kind=str(pair[1]))
        for pair in pairs
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], int)
    )


def _moment(text: object, otherwise: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(text) if isinstance(text, str) else otherwise
    except ValueError:
        return otherwise
    return moment if moment.tzinfo is not None else otherwise
