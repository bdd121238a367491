"""The office's key: 32 random bytes, from which every other key is derived.

Written on the recovery sheet in Crockford's base 32, thirteen groups of four and one that checks them.
"""

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from services.errors import DomainError

SIZE = 32
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OILoil", "011011")
_SYMBOLS = 52  # 256 bits and 4 zeros
_CHECKS = 4  # 20 bits: one slip in a million goes unnoticed here, and then fails to open anything
GROUP = 4


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
        symbols = "".join(_LETTERS[number >> shift & 31] for shift in range((_SYMBOLS - 1) * 5, -1, -5))
        symbols += _check(self.secret)
        return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))

    @classmethod
    def from_text(cls, text: str) -> "OfficeKey":
        """Return the key that was typed, or fail with key.unreadable; case and spaces don't matter."""
        folded = unicodedata.normalize("NFKC", text)
        folded = "".join(str(unicodedata.digit(sign, sign)) for sign in folded if sign.isalnum())
        symbols = folded.translate(_READ_AS).upper()
        if len(symbols) != _SYMBOLS + _CHECKS or any(sign not in _LETTERS for sign in symbols):
            raise DomainError("key.unreadable")
        number = 0
        for sign in symbols[:_SYMBOLS]:
            number = number << 5 | _LETTERS.index(sign)
        secret = (number >> 4).to_bytes(SIZE, "big")
        if number & 15 or symbols[_SYMBOLS:] != _check(secret):
            raise DomainError("key.unreadable")
        return cls(secret)

    def _derive(self, purpose: str) -> bytes:
        return hmac.digest(self.secret, f"raprueang {purpose}".encode(), "sha256")


def _check(secret: bytes) -> str:
    number = int.from_bytes(hashlib.sha256(b"raprueang check" + secret).digest()[:4], "big")
    return "".join(_LETTERS[number >> shift & 31] for shift in (15, 10, 5, 0))
