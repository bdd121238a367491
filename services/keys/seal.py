"""The seal: what chains a journal's records while an office is open."""

import hmac
from collections.abc import Callable
from dataclasses import dataclass, field

from services.keys.office_key import OfficeKey
from services.keys.witness import Witness


def link(key: OfficeKey, previous: str, digest: str) -> str:
    """Return the chain's next value: keyed, so that nobody without the key can write a chain anew."""
    return hmac.digest(key.seal_key, f"{previous}{digest}".encode(), "sha256").hex()


def _nowhere(_key_id: str) -> OfficeKey | None:
    return None


@dataclass(slots=True)
class Seal:
    """Hold the key in force, and the witness; earlier keys are looked for once, where find looks."""

    key: OfficeKey
    witness: Witness
    earlier: dict[str, OfficeKey | None] = field(default_factory=dict)
    find: Callable[[str], OfficeKey | None] = _nowhere

    @property
    def key_id(self) -> str:
        """Return the id of the key in force."""
        return self.key.key_id

    def key_of(self, key_id: str) -> OfficeKey | None:
        """Return the key that a record names, or None when it is not at hand."""
        if key_id == self.key.key_id:
            return self.key
        if key_id not in self.earlier:
            self.earlier[key_id] = self.find(key_id)
        return self.earlier[key_id]
