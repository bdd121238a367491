"""What is remembered of backups outside the database: where they go, the last one, and what went wrong.

It has to be found when the database can't be opened, so it lies beside it, and says nothing personal.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from services.errors import DomainError
from services.files import write_file

NAME = "backup.json"
DEFAULT = "backups"  # in the data folder: helps against damage, not against loss


@dataclass(frozen=True, slots=True)
class LastCopy:
    """Hold where the last good copy lies, when it was made, and the journal's position in it."""

    path: str
    at: datetime
    sequence: int
    chain: str
    size: int


@dataclass(frozen=True, slots=True)
class Remembered:
    """Hold the folder chosen (empty: the default), the last good copy, and the last failure since."""

    folder: str = ""
    last: LastCopy | None = None
    failed: str = ""
    failed_at: datetime | None = None
    failed_path: str = ""

    def failing(self, error: DomainError, at: datetime, path: Path) -> "Remembered":
        """Return the same with a failure."""
        return replace(self, failed=error.code, failed_at=at, failed_path=str(path))


def read_remembered(data: Path) -> Remembered:
    """Return what is remembered of a data folder's backups; what can't be read is forgotten."""
    try:
        said: dict[str, Any] = json.loads((data / NAME).read_text(encoding="utf-8"))
        last = said.get("last")
        return Remembered(
            folder=str(said.get("folder", "")),
            last=None if last is None else LastCopy(**{**last, "at": datetime.fromisoformat(last["at"])}),
            failed=str(said.get("failed", "")),
            failed_at=_moment(said.get("failed_at")),
            failed_path=str(said.get("failed_path", "")),
        )
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return Remembered()


def remember(data: Path, remembered: Remembered) -> None:
    """Write what is to be remembered."""
    text = json.dumps(asdict(remembered), ensure_ascii=False, indent=1, default=datetime.isoformat)
    write_file(data / NAME, text.encode())


def default_folder(data: Path) -> Path:
    """Return where copies go while nobody has chosen a place."""
    return data / DEFAULT


def _moment(said: Any) -> datetime | None:
    return None if said is None else datetime.fromisoformat(said)
