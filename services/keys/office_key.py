"""The office's key: 32 random bytes, from which every other key is derived.

Written on the recovery sheet in Crockford's base 32, thirteen groups of four and one that checks them.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import cached_property

from services import base32
from services.errors import DomainError

SIZE = 32
_SYMBOLS = 52  # 256 bits and 4 zeros
_CHECKS = 4  # 20 bits: one slip in a million goes unnoticed here, and then fails to open anything


@dataclass(frozen=True)
class OfficeKey:
    """Hold the secret; equal secrets are equal keys."""

    secret: bytes

    def __repr__(self) -> str:
        return f"OfficeKey({self.key_id})"

    @classmethod
    def new(cls) -> "OfficeKey":
        """Make a key."""
        return cls(secrets.token_bytes(SIZE))

    @cached_property
    def key_id(self) -> str:
        """Return the key's public name: it tells keys apart and gives nothing away."""
        return self._derive("id").hex()[:16]

    @cached_property
    def seal_key(self) -> bytes:
        """Return the key that chains the journal's records."""
        return self._derive("journal")

    @cached_property
    def database_key(self) -> bytes:
        """Return the key that encrypts the database and its backups."""
        return self._derive("database")

    def to_text(self) -> str:
        """Return the key as it is printed and typed."""
        number = int.from_bytes(self.secret, "big") << 4
        return base32.grouped(base32.encode(number, _SYMBOLS) + _check(self.secret))

    @classmethod
    def from_text(cls, text: str) -> "OfficeKey":
        """Return the key that was typed, or fail with key.unreadable; case and spaces don't matter."""
        symbols = base32.read(text, _SYMBOLS + _CHECKS)
        if symbols is None:
            raise DomainError("key.unreadable")
        number = 0
        for sign in symbols[:_SYMBOLS]:
            number = number << 5 | base32.LETTERS.index(sign)
        secret = (number >> 4).to_bytes(SIZE, "big")
        if number & 15 or symbols[_SYMBOLS:] != _check(secret):
            raise DomainError("key.unreadable")
        return cls(secret)

    def _derive(self, purpose: str) -> bytes:
        return hmac.digest(self.secret, f"raprueang {purpose}".encode(), "sha256")


def _check(secret: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"raprueang check" + secret).digest()[:4], "big")
    return base32.encode(number, _CHECKS)
