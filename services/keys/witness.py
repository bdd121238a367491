"""The witness: how far an office's journal was seen, kept beside the key and not beside the data.

Cutting records off the end of the journal, or putting an older file in its place, leaves a chain that
agrees with itself; the witness remembers that there was more.
"""

import hashlib
import hmac
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from services.keys.office_key import OfficeKey

SUFFIX = ".head"
_SLOT = 256  # a torn write of one slot leaves the other


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """Hold a position of the journal and the chain's value there."""

    sequence: int
    chain: str


def keys_seen(folder: Path, data: Path) -> list[str]:
    """Return the ids of the keys under which a data folder's journal was seen, the latest first."""
    with suppress(OSError):
        notes = sorted(folder.glob(f"*-{_place(data)}{SUFFIX}"), key=lambda path: path.stat().st_mtime_ns)
        return [path.stem.partition("-")[0] for path in reversed(notes)]
    return []


def _place(data: Path) -> str:
    return hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]


class Witness:
    """Remember the newest record of one data folder; what is seen never goes back by itself."""

    def __init__(self, folder: Path, key: OfficeKey, data: Path) -> None:
        self._folder = folder
        self._key = key
        self._path = folder / f"{key.key_id}-{_place(data)}{SUFFIX}"
        self._handle: int | None = None
        self._turn = 0
        self.frozen = False
        self.seen = self._read(self._path) or self._elsewhere()

    def advance(self, sequence: int, chain: str) -> None:
        """Remember a record just committed, unless what was seen before is missing."""
        if self.frozen or (self.seen is not None and sequence <= self.seen.sequence):
            return
        self.seen = Seen(sequence, chain)
        # Not flushed to disk: after a power cut it may lag behind, which never raises a false alarm.
        with suppress(OSError):
            self._write(self.seen)

    def accept(self, sequence: int, chain: str) -> None:
        """Take a position as the newest whatever was seen: after a restore, which is a record itself."""
        self.frozen = False
        self.seen = Seen(sequence, chain)
        with suppress(OSError):
            self._write(self.seen)
            self._write(self.seen)

    def close(self) -> None:
        """Let go of the file."""
        if self._handle is not None:
            with suppress(OSError):
                os.fsync(self._handle)
            os.close(self._handle)
            self._handle = None

    def _write(self, seen: Seen) -> None:
        if self._handle is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            self._handle = os.open(self._path, flags, 0o600)
        text = f"{seen.sequence} {seen.chain} {self._proof(seen)}\n"
        self._turn ^= 1
        os.lseek(self._handle, self._turn * _SLOT, os.SEEK_SET)
        os.write(self._handle, text.ljust(_SLOT - 1).encode() + b"\n")

    def _read(self, path: Path) -> Seen | None:
        try:
            content = path.read_bytes()
        except OSError:
            return None
        slots = (content[start : start + _SLOT] for start in (0, _SLOT))
        return max((seen for slot in slots if (seen := self._parse(slot))), default=None)

    def _parse(self, slot: bytes) -> Seen | None:
        match slot.decode("ascii", "replace").split():
            case [sequence, chain, proof] if sequence.isdigit():
                seen = Seen(int(sequence), chain)
                return seen if hmac.compare_digest(self._proof(seen), proof) else None
        return None

    def _elsewhere(self) -> Seen | None:
        """Return the newest that this user has seen of the office in any folder."""
        with suppress(OSError):
            found = (self._read(path) for path in self._folder.glob(f"{self._key.key_id}-*{SUFFIX}"))
            return max((seen for seen in found if seen), default=None)
        return None

    def _proof(self, seen: Seen) -> str:
        said = f"head {seen.sequence} {seen.chain}".encode()
        return hmac.digest(self._key.seal_key, said, "sha256").hex()
