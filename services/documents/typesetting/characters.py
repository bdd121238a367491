"""What a text may hold, and what stands in for it on paper: tokens, cleaning, digits, stand-ins."""

import re
import unicodedata
from typing import Final, Literal

Digits = Literal["thai", "arabic"]

# A Thai cluster, digits by two, a stretch of a Latin word, or any other character. A token is shaped by
# itself and remembered: numbers, hardly ever the same, must not each be one, and Sarabun kerns no digits.
_CLUSTER: Final = "[ก-ฮ][ัิ-ฺ็-๎]{0,8}ำ?"
tokens: Final = re.compile(f"{_CLUSTER}|[0-9]{{1,2}}|[!-/:-~]{{1,24}}|.", re.DOTALL).findall
# What is moved apart in a justified line: whole numbers and Latin words are not.
spread_units: Final = re.compile(f"{_CLUSTER}|[!-~]{{1,24}}|.", re.DOTALL).findall

_TO_THAI: Final = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_TO_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\t\u1680\u2000-\u200a\u205f\u3000]")
_COMBINING_JOINERS: Final = frozenset(range(0xFE00, 0xFE10)) | frozenset(range(0xE0100, 0xE01F0)) | {0x034F}

# Characters that look alike closely enough to draw one for the other; the file still says the first.
LOOKALIKES: Final = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "–",
    "\u2015": "—",
    "\u2212": "–",
    "\u2043": "•",
    "\u2219": "•",
    "\u22c5": "·",
    "\u301c": "~",
}


def printable(text: str) -> str:
    """Compose text (NFC) and drop what has no shape of its own: controls, zero-width characters."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text)))
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char == "\n":
        return char
    kind = unicodedata.category(char)
    if kind == "Cs":
        return "\ufffd"
    if kind in ("Cc", "Cf") or ord(char) in _COMBINING_JOINERS:
        return ""
    return char


def in_digits(text: str, digits: Digits) -> str:
    """Write the numbers of a text in Thai or in Arabic digits."""
    return text.translate(_TO_THAI if digits == "thai" else _TO_ARABIC)


def stand_in(char: str) -> str | None:
    """Give a text that looks like a character which a font lacks, or None."""
    alike = LOOKALIKES.get(char)
    if alike is not None:
        return alike
    decomposed = unicodedata.normalize("NFKD", char)
    return decomposed if decomposed != char else None
