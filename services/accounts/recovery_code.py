"""The recovery code as it is printed and typed: twenty signs of Crockford's base 32 in groups of four."""

import hashlib
import secrets

from services import base32
from services.errors import FieldError, Invalid

_RANDOM = 18  # 90 bits
_CHECKS = 2  # one slip in a thousand goes unnoticed here, and is then a wrong code


def new_code() -> str:
    """Return a fresh code."""
    symbols = "".join(secrets.choice(base32.LETTERS) for _ in range(_RANDOM))
    return base32.grouped(symbols + _check(symbols))


def read_code(text: str) -> str:
    """Return a code as new_code wrote it, or fail beside the field; case and spaces don't matter."""
    symbols = base32.read(text, _RANDOM + _CHECKS)
    if symbols is None or symbols[_RANDOM:] != _check(symbols[:_RANDOM]):
        raise Invalid({"code": FieldError("recovery.unreadable")})
    return base32.grouped(symbols)


def _check(symbols: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"raprueang recovery" + symbols.encode()).digest()[:2], "big")
    return base32.encode(number, _CHECKS)
