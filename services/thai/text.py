"""Keep Thai text in one spelling, so that what looks the same is stored, found and sorted the same.

`clean` makes what is stored, `fold` what is searched. Both are total: they take any string, lone surrogates
included, and applying them twice changes nothing more.
"""

import re
import unicodedata
from functools import lru_cache

_SARA_AA, _SARA_AM, _NIKHAHIT = "\u0e32", "\u0e33", "\u0e4d"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"

# The order in which the marks on one consonant are stored. It follows the keyboard standard (vowel, tone,
# silencer) and agrees with Unicode's own reordering of the marks that have a combining class.
_MARK_RANK = {
    "\u0e3a": 0,  # phinthu
    "\u0e38": 1, "\u0e39": 1,  # vowels below
    "\u0e31": 2, "\u0e34": 2, "\u0e35": 2, "\u0e36": 2, "\u0e37": 2, "\u0e47": 2, _NIKHAHIT: 2,
    "\u0e48": 3, "\u0e49": 3, "\u0e4a": 3, "\u0e4b": 3,
    "\u0e4c": 4, "\u0e4e": 4,  # thanthakhat, yamakkan
}  # fmt: skip
_THAI_MARKS = "".join(sorted(_MARK_RANK))

# The limit of Unicode's stream-safe text.
_MOST_MARKS = 30

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Invisible: controls, soft hyphen, bidi controls, zero-width marks, noncharacters, lone surrogates. Joiner
# U+200D is treated apart, because emoji need it.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_EMOJI = "\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")

# Text copied out of older Thai PDFs carries the positional glyphs of the Windows fonts as private-use codes.
_POSITIONAL_GLYPHS = dict(
    zip(
        range(0xF700, 0xF71B),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d"
        "\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)

# What nearly every text of the office consists of: here lower case is case folding, and nothing decomposes.
_ASCII_AND_THAI = re.compile("[\x00-\x7f\u0e00-\u0e7f]*")

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")

_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_SECONDARY_MARKS = frozenset("\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e")


def clean(text: str) -> str:
    """Return the spelling that is stored: one order of marks, nothing invisible, lines ended by LF."""
    if not text:
        return text
    text = _LINE_BREAKS.sub("\n", text).replace("\t", " ").translate(_POSITIONAL_GLYPHS)
    text = unicodedata.normalize("NFC", _without_endless_marks(_INVISIBLE.sub("", text)))
    if "\u200d" in text:
        text = unicodedata.normalize("NFC", _STRAY_JOINER.sub("", text))
    text = unicodedata.normalize("NFC", _order_marks(_without_endless_marks(text)))
    return text.replace("\u0e40\u0e40", "\u0e41")


def fold(text: str) -> str:
    """Return the form that search compares; used on what is written and on what is asked."""
    text = arabic_digits(clean(text))
    if _ASCII_AND_THAI.fullmatch(text):
        return " ".join(text.lower().split())
    # Case folding a decomposed string is the one order of the two that is stable for every script.
    text = unicodedata.normalize("NFD", text).casefold()
    return " ".join(clean(text).split())


def fold_phone(text: str) -> str:
    """Return only the digits of the text, Thai and other scripts' digits as Arabic ones."""
    return "".join(str(unicodedata.decimal(char)) for char in text if char.isdecimal())


def thai_digits(text: str) -> str:
    """Return the text with Arabic digits written as Thai ones."""
    return text.translate(_TO_THAI)


def arabic_digits(text: str) -> str:
    """Return the text with Thai digits written as Arabic ones."""
    return text.translate(_TO_ARABIC)


def sort_key_thai(text: str) -> str:
    """Return a key that sorts like a Thai dictionary: leading vowels after their consonant, tones last.

    The key is plain text without control characters other than one tab, so it can be a column.
    """
    letters: list[str] = []
    marks: list[str] = []
    for char in _LEADING_VOWEL.sub(r"\2\1", fold(text)):
        if char in _SECONDARY_MARKS:
            if marks:
                marks[-1] = marks[-1].lstrip("!") + char
        else:
            letters.append(char)
            marks.append("!")
    return "".join(letters) + "\t" + "".join(marks)


def _other_marks(text: str) -> str:
    """Return the combining marks of other scripts in the text, for a character class."""
    if _ASCII_AND_THAI.fullmatch(text):
        return ""
    found = (char for char in set(text) if char not in _MARK_RANK and unicodedata.combining(char))
    return re.escape("".join(sorted(found)))


def _without_endless_marks(text: str) -> str:
    """Cut what no script writes: normalisation takes minutes over a paste of a hundred thousand marks."""
    others = _other_marks(text)
    pattern = _endless_pattern(others) if others else _PLAIN_ENDLESS
    return pattern.sub(r"\1", text)


def _endless_pattern(others: str = "") -> re.Pattern[str]:
    marks = f"[{_THAI_MARKS}{others}]"
    return re.compile(f"({marks}{{{_MOST_MARKS}}}){marks}+")


_PLAIN_ENDLESS = _endless_pattern()


def _order_marks(text: str) -> str:
    others = _other_marks(text)
    pattern = _stretch_pattern(others) if others else _PLAIN_STRETCH
    return pattern.sub(_ordered_stretch, text)


def _stretch_pattern(others: str = "") -> re.Pattern[str]:
    """Match marks of one base and any SARA AA or AM among them, where there are at least two characters."""
    marks = f"[{_THAI_MARKS}{others}]"
    return re.compile(f"{marks}*(?:[{_SARA_AA}{_SARA_AM}]{marks}*)+|{marks}{{2,}}")


_PLAIN_STRETCH = _stretch_pattern()
_SHORT = 3
_AA_OR_AM = re.compile(f"([{_SARA_AA}{_SARA_AM}])")


def _ordered_stretch(match: re.Match[str]) -> str:
    stretch = match.group()
    if len(stretch) == 1:
        return stretch
    return _ordered_short(stretch) if len(stretch) <= _SHORT else _ordered(stretch)


# Thai has some hundred such stretches, and every text is full of them.
@lru_cache(maxsize=2048)
def _ordered_short(stretch: str) -> str:
    return _ordered(stretch)


def _ordered(stretch: str) -> str:
    marks, *rest = _AA_OR_AM.split(stretch)
    vowels, runs = rest[::2], rest[1::2]
    pieces: list[str] = []
    for typed_vowel, after in zip(vowels, runs, strict=True):
        vowel = typed_vowel
        if _NIKHAHIT in marks:
            marks, vowel = marks.replace(_NIKHAHIT, ""), _SARA_AM
        pieces += [marks, vowel]
        marks = after
    # น ำ ้ becomes น ้ ำ; a consonant carries one tone, so a further one is left where it is.
    if vowels and pieces[-1] == _SARA_AM and not any(char in _TONES for char in pieces[-2]):
        pieces[-2] += "".join(char for char in marks if char in _TONES)
        marks = "".join(char for char in marks if char not in _TONES)
    pieces[::2] = [_sorted_marks(run) for run in pieces[::2]]
    return "".join(pieces) + _sorted_marks(marks)


def _sorted_marks(marks: str) -> str:
    if len(marks) < 2:
        return marks
    thai = sorted({char: None for char in marks if char in _MARK_RANK}, key=_MARK_RANK.__getitem__)
    return "".join(thai) + "".join(char for char in marks if char not in _MARK_RANK)
