"""The recovery code as it is printed and typed: twenty signs of Crockford's base 32 in groups of four."""

import hashlib
import secrets
import unicodedata

from services.errors import FieldError, Invalid

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_RANDOM = 18  # 90 bits
_CHECKS = 2  # one slip in a thousand goes unnoticed here, and is then a wrong code
_GROUP = 4


def new_code() -> str:
    """Return a fresh code."""
    symbols = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM))
    return shown(symbols + _check(symbols))


def shown(symbols: str) -> str:
    """Return a code in groups."""
    return "-".join(symbols[start : start + _GROUP] for start in range(0, len(symbols), _GROUP))


def read_code(text: str) -> str:
    """Return a code as new_code wrote it, or fail beside the field; case and spaces don't matter."""
    folded = unicodedata.normalize("NFKC", text)
    folded = "".join(str(unicodedata.digit(sign, sign)) for sign in folded if sign.isalnum())
    symbols = folded.upper().translate(_READ_AS)
    right_length = len(symbols) == _RANDOM + _CHECKS and all(sign in _LETTERS for sign in symbols)
    if not right_length or symbols[_RANDOM:] != _check(symbols[:_RANDOM]):
        raise Invalid({"code": FieldError("recovery.unreadable")})
    return shown(symbols)


def _check(symbols: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"raprueang recovery" + symbols.encode()).digest()[:2], "big")
    return _LETTERS[number >> 5 & 31] + _LETTERS[number & 31]
