"""Cut Thai text into words: where a line may break, and where zero-width spaces go on the screen.

Thai is written without spaces. The segmenter finds the cheapest row of dictionary words (a Viterbi search
over unigram costs) among boundaries that orthography allows, so that it never cuts inside a cluster.
"""

import gzip
import re
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final

ZERO_WIDTH_SPACE: Final = "\u200b"

_RESOURCES: Final = Path(__file__).resolve().parents[2] / "resources" / "thai"
_THAI: Final = "\u0e01-\u0e2e\u0e2f-\u0e3a\u0e40-\u0e4e"
_RUN: Final = re.compile(f"(?:[ก-ฮ]{{1,4}}\\.){{2,}}|[{_THAI}]+|[^{_THAI}\\s]+|\\s+")
_THAI_LETTER: Final = re.compile(f"[{_THAI}]")

# A leading vowel, its consonant with marks and following vowel, and silenced consonants after it (จันทร์).
_CLUSTER: Final = re.compile(
    "\r\n|[เ-ไ]?[ก-ฮ](?:[ัิ-ฺ็-๎]*[ะาำๅ]?)(?:[ก-ฮ][ิุ]?์)*|.[\u0300-\u036f\u200d\ufe0e\ufe0f]*",
    re.DOTALL,
)
_STAYS_WITH_LEFT: Final = frozenset("ะาำๅๆฯ\u200b\u200c\u200d\u00ad\u2060\ufe0e\ufe0f") | {
    chr(c) for c in (0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F), *range(0x0300, 0x0370))
}
_LEADING_VOWELS: Final = frozenset("เแโใไ")
_LAST_LATIN_MARK: Final = "\u036f"
_FIRST_THAI: Final = "\u0e00"
_LAST_THAI: Final = "\u0e7f"
# No marks, but they extend the sign before them: Lao SARA AM, vowels and finals of old Hangul, skin colours.
_EXTENDS: Final = re.compile(
    "[\u0eb3\u1160-\u11ff\ud7b0-\ud7fb\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\uff9e\uff9f]"
)
_REGIONAL: Final = re.compile("[\U0001f1e6-\U0001f1ff]")
_LEADING_JAMO: Final = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_SYLLABLE: Final = re.compile("[\uac00-\ud7a3]")
_VIRAMA: Final = 9  # combining class of what makes two consonants one sign
_MAI_HAN_AKAT: Final = "\u0e31"
_TONES: Final = frozenset("่้๊๋")

_UNKNOWN_RUN: Final = 9.0  # cost of starting a stretch that no word covers
_UNKNOWN_CLUSTER: Final = 7.5  # and of each cluster in it
_ADDED_WORD: Final = 9.0  # cost of a word the office added: below that of any two words in a row
_INFINITE: Final = 1e9
_REMEMBERED: Final = 50_000

_OPENING: Final = frozenset("([{<“‘«\"'")
_CLOSING: Final = frozenset(")]}>”’»\"'.,;:!?%/\\-–—…°ๆฯ๏๚๛")


def clusters(text: str) -> list[str]:
    """Split text into the smallest pieces that may ever be put on different lines."""
    found: list[str] = []
    for piece in _CLUSTER.findall(text):
        if found and (piece[0] in _STAYS_WITH_LEFT or _must_continue(found[-1], piece)):
            found[-1] += piece
        else:
            found.append(piece)
    return found


def stays_with_left(char: str) -> bool:
    """Tell whether a character may never begin a line: marks of any script, following vowels, ๆ and ฯ."""
    if char <= _LAST_LATIN_MARK or _FIRST_THAI <= char <= _LAST_THAI:
        return char in _STAYS_WITH_LEFT
    return (
        char in _STAYS_WITH_LEFT or unicodedata.category(char)[0] == "M" or _EXTENDS.match(char) is not None
    )


def stays_with_right(char: str) -> bool:
    """Tell whether a character may never end a line: the vowels written before their consonant."""
    return char in _LEADING_VOWELS


def _must_continue(left: str, right: str) -> bool:
    last = left[-1]
    if last in _LEADING_VOWELS:
        return not right.isspace()
    first = right[0]
    if _FIRST_THAI <= first <= _LAST_THAI:
        # "ผั" is never the end: a consonant must follow
        opened = last == _MAI_HAN_AKAT or (last in _TONES and left[-2:-1] == _MAI_HAN_AKAT)
        return opened and _THAI_LETTER.match(first) is not None
    return first > _LAST_LATIN_MARK and _joined(left, right)


def _joined(left: str, right: str) -> bool:
    """Tell whether two pieces of another script are one sign: marks, flags, joined emoji, old Hangul."""
    if stays_with_left(right[0]):
        return True
    last = left[-1]
    if _REGIONAL.match(right):
        return len(_REGIONAL.findall(left)) % 2 == 1 and _REGIONAL.match(last) is not None
    if _LEADING_JAMO.match(last):
        return _LEADING_JAMO.match(right) is not None or _SYLLABLE.match(right) is not None
    if last == "\u200d":
        return True
    return unicodedata.combining(last) == _VIRAMA and unicodedata.category(right[0]) == "Lo"


class Segmenter:
    """Cut text into words, by a dictionary of costs and words that an office adds."""

    def __init__(self, costs: Mapping[str, float] | None = None, extra_words: Iterable[str] = ()) -> None:
        """Use the given costs, or the shipped dictionary; make every extra word one word."""
        self._costs: Mapping[str, float | None] = _shipped_costs() if costs is None else _with_prefixes(costs)
        # Few texts hold one of these: the large dictionary is neither copied nor slowed down for them.
        self._extra = tuple({w for w in map(str.strip, extra_words) if w})
        self._added = _with_prefixes(dict.fromkeys(self._extra, _ADDED_WORD))
        self._words: dict[str, tuple[str, ...]] = {}

    def segment(self, text: str) -> list[str]:
        """Cut text into words, other runs and spaces; joined they are the text again."""
        found: list[str] = []
        for run in _RUN.findall(text):
            words = self._thai_words(run) if len(run) > 2 and _THAI_LETTER.match(run) else (run,)
            if found and stays_with_left(run[0]) and not found[-1].isspace():
                found[-1] += words[0]
                words = words[1:]
            found += words
        return found

    def parts(self, word: str) -> list[str]:
        """Cut one word into the words it is made of, for a line too narrow to hold it."""
        return self._cheapest(word, forbidden=word)

    def break_opportunities(self, text: str) -> list[int]:
        """Give the offsets inside text at which a line may end."""
        offsets: list[int] = []
        position = 0
        words = self.segment(text)
        for left, right in pairwise(words):
            position += len(left)
            if _may_break(left, right):
                offsets.append(position)
        return offsets

    def with_zero_width_spaces(self, text: str) -> str:
        """Put a zero-width space wherever a line may end between letters; for display, never for storing."""
        pieces: list[str] = []
        start = 0
        for offset in self.break_opportunities(text):
            pieces.append(text[start:offset])
            if not text[offset - 1].isspace() and not text[offset].isspace():
                pieces.append(ZERO_WIDTH_SPACE)
            start = offset
        pieces.append(text[start:])
        return "".join(pieces)

    def _thai_words(self, run: str) -> tuple[str, ...]:
        known = self._words.get(run)
        if known is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            known = self._words[run] = tuple(self._cheapest(run))
        return known

    def _cheapest(self, run: str, forbidden: str | None = None) -> list[str]:
        ends = [0]
        for cluster in clusters(run):
            ends.append(ends[-1] + len(cluster))
        count = len(ends)
        best = [_INFINITE] * count
        best[0] = 0.0
        came_from = [0] * count
        unknown = [False] * count
        cost_of: Callable[[str, float], float | None] = self._costs.get
        if any(word in run for word in self._extra):
            cost_of = self._cost_with_extra
        for i in range(count - 1):
            here, start = best[i], ends[i]
            for j in range(i + 1, count):
                word = run[start : ends[j]]
                cost = cost_of(word, _INFINITE)
                if cost is None:
                    continue
                if cost is _INFINITE:
                    break
                if here + cost < best[j] and word != forbidden:
                    best[j], came_from[j], unknown[j] = here + cost, i, False
            cost = here + _UNKNOWN_CLUSTER + (0.0 if unknown[i] else _UNKNOWN_RUN)
            if cost < best[i + 1]:
                best[i + 1], came_from[i + 1], unknown[i + 1] = cost, i, True
        return _walk_back(run, ends, came_from, unknown)

    def _cost_with_extra(self, word: str, unknown: float) -> float | None:
        known, own = self._costs.get(word, unknown), self._added.get(word, unknown)
        if known is None or own is None:
            # the beginning of a word may be a word of the other kind
            other = own if known is None else known
            return None if other is unknown else other
        return min(known, own)


def _walk_back(run: str, ends: list[int], came_from: list[int], unknown: list[bool]) -> list[str]:
    words: list[str] = []
    j = len(ends) - 1
    while j > 0:
        i = came_from[j]
        if unknown[j]:
            while i > 0 and unknown[i]:
                i = came_from[i]
        words.append(run[ends[i] : ends[j]])
        j = i
    words.reverse()
    return words


def _may_break(left: str, right: str) -> bool:
    """Tell whether a line may end between two neighbouring pieces of a segmented text."""
    last, first = left[-1], right[0]
    if "\n" in right:
        return False  # the break that is there already
    if right.isspace():
        return False  # spaces hang at the end of the line before
    if left.isspace():
        return not stays_with_left(first) and "\u00a0" not in left and "\u202f" not in left
    if first in _CLOSING or stays_with_left(first) or last in _OPENING or last in _LEADING_VOWELS:
        return False
    return not (last.isdigit() or first.isdigit() or last in ".\u2060")  # "อ.เมือง", "๗ วัน"


def _with_prefixes(costs: Mapping[str, float]) -> dict[str, float | None]:
    """Add every prefix of every word, with no cost: the search stops at what is not even a prefix."""
    table: dict[str, float | None] = {}
    for word in costs:
        for end in range(len(word) - 1, 0, -1):
            prefix = word[:end]
            if prefix in table:
                break
            table[prefix] = None
    table.update(costs)
    return table


def _read_shipped() -> dict[str, float | None]:
    text = gzip.decompress((_RESOURCES / "words.txt.gz").read_bytes()).decode("utf-8")
    costs: dict[str, float] = {}
    for line in text.split("\n"):
        cost, *words = line.split(" ")
        costs.update(dict.fromkeys(words, float(cost)))
    office = (_RESOURCES / "office_words.txt").read_text(encoding="utf-8").splitlines()
    for word in office:
        if word and not word.startswith("#"):
            costs[word] = min(_ADDED_WORD, costs.get(word, _ADDED_WORD))
    return _with_prefixes(costs)


_loading = threading.Lock()


@lru_cache(maxsize=1)
def _cached_costs() -> dict[str, float | None]:
    return _read_shipped()


def _shipped_costs() -> Mapping[str, float | None]:
    with _loading:
        return _cached_costs()


@lru_cache(maxsize=1)
def default_segmenter() -> Segmenter:
    """Give the segmenter over the shipped dictionary, loaded on first use."""
    return Segmenter()


def segment(text: str) -> list[str]:
    """Cut text into words with the shipped dictionary."""
    return default_segmenter().segment(text)


def break_opportunities(text: str) -> list[int]:
    """Give the offsets inside text at which a line may end."""
    return default_segmenter().break_opportunities(text)


def with_zero_width_spaces(text: str) -> str:
    """Put a zero-width space wherever a line may end between letters; for display, never for storing."""
    return default_segmenter().with_zero_width_spaces(text)
