"""Crockford's base 32: what is printed for people to type again, in groups of four."""

import unicodedata

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_READ_AS = str.maketrans("OIL", "011")


def encode(number: int, length: int) -> str:
    """Return the last signs of a number, five bits each."""
    return "".join(LETTERS[number >> shift & 31] for shift in range((length - 1) * 5, -1, -5))


def grouped(signs: str) -> str:
    """Return signs as they are printed."""
    return "-".join(signs[start : start + GROUP] for start in range(0, len(signs), GROUP))


def read(text: str, length: int) -> str | None:
    """Return the signs that were typed, or None for others or too few; case, spaces and Thai digits pass."""
    folded = unicodedata.normalize("NFKC", text)
    folded = "".join(str(unicodedata.digit(sign, sign)) for sign in folded if sign.isalnum())
    signs = folded.upper().translate(_READ_AS)
    return signs if len(signs) == length and all(sign in LETTERS for sign in signs) else None
