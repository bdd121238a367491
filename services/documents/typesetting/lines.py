"""Break text into lines between words, on widths that are measured once."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from services.documents.typesetting.characters import printable, tokens
from services.documents.typesetting.fonts import DocumentFont
from services.thai.words import clusters, stays_with_left, stays_with_right

_REMEMBERED: Final = 4_000
_WORDS_REMEMBERED: Final = 20_000
_BREAKS_AFTER: Final = frozenset("/-.,_)?&=:;@")
_LARGEST_CLUSTER: Final = 12  # characters
_LONGEST_NUMBER: Final = 12  # characters of a telephone number before its last group
_SHORT_PHRASE: Final = 18  # characters
_FULL_ENOUGH: Final = 0.55  # of a line
_HARDLY: Final = 0.01  # of a point: rounding never makes a text too wide for its own width
_BEFORE_A_NUMBER: Final = ("พ.ศ.", "ค.ศ.", "โทร.", "วันที่", "มาตรา", "ร้อยละ")

# What is counted or measured stays with its number: ๓ เรื่อง, ๑๐.๓๐ น., ๕๐๐ บาท.
_COUNTED: Final = (
    "น.", "เรื่อง", "ราย", "คน", "ครั้ง", "ฉบับ", "แผ่น", "หน้า", "ข้อ", "วัน", "เดือน", "ปี", "บาท", "ชั่วโมง", "นาที",
)  # fmt: skip


class Line(NamedTuple):
    """One line of a broken text; the last of its paragraph isn't justified."""

    text: str
    width: float
    last: bool


class Words(Protocol):
    """What the line breaker asks of a segmenter."""

    def segment(self, text: str) -> list[str]: ...

    def break_opportunities(self, text: str) -> list[int]: ...

    def parts(self, word: str) -> list[str]: ...


class _WordWidths(dict[str, float]):
    """Widths of words, measured on first use: the same few thousand make up all texts."""

    def __init__(self, measure: Callable[[str], float]) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, word: str) -> float:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        width = self[word] = self._measure(word)
        return width


class LineBreaker:
    """Break texts set in one font and size; keeps what it has measured."""

    def __init__(self, font: DocumentFont, size: float, words: Words) -> None:
        self._widths = font.widths
        self._scale = size * 0.001
        self._words = words
        # Not the bound method: in a ring with its own cache a breaker would be left to the garbage collector.
        widths, scale = self._widths, self._scale
        self._word_widths = _WordWidths(lambda word: sum(map(widths.__getitem__, tokens(word))) * scale)
        self._pieces: dict[str, tuple[tuple[str, float], ...]] = {}
        self._broken: dict[tuple[str, float, float], tuple[Line, ...]] = {}
        self._space = self.width(" ")

    def width(self, text: str) -> float:
        """Measure a text set in one line."""
        return sum(map(self._widths.__getitem__, tokens(text))) * self._scale

    def wrap(self, text: str, width: float, first_indent: float = 0.0) -> tuple[Line, ...]:
        """Break a text into lines no wider than width, the first shorter by first_indent."""
        key = (text, width, first_indent)
        known = self._broken.get(key)
        if known is None:
            if len(self._broken) >= _REMEMBERED:
                self._broken.clear()
            known = self._broken[key] = self._wrap(printable(text), width, first_indent)
        return known

    def _wrap(self, text: str, width: float, first_indent: float) -> tuple[Line, ...]:
        if "\n" not in text:
            whole = self.width(text)
            if whole <= width - first_indent + _HARDLY:
                return (Line(text, whole, True),)
        lines: list[Line] = []
        for paragraph in text.split("\n"):
            lines += self._paragraph(paragraph.rstrip(" "), _Room(width, first_indent))
        return tuple(lines)

    def _paragraph(self, text: str, room: "_Room") -> Iterator[Line]:
        current, used, spaces = "", 0.0, 0
        for piece, piece_width, phrase_width in self._unbreakable(text):
            if not piece:
                spaces += 1
                continue
            if phrase_width and self._better_whole(used, spaces, phrase_width, room):
                yield Line(current, used, False)
                room.next_line()
                current, used, spaces = "", 0.0, 0
            gap = spaces * self._space
            if used + gap + piece_width <= room.width + _HARDLY:
                current, used, spaces = current + " " * spaces + piece, used + gap + piece_width, 0
                continue
            if current:
                yield Line(current, used, False)
                room.next_line()
            spaces = 0  # spaces at the end of a line are not set
            *full, (current, used) = self._cut(piece, piece_width, room)
            for part, part_width in full:
                yield Line(part, part_width, False)
        yield Line(current, used, True)

    def _better_whole(self, used: float, spaces: int, phrase_width: float, room: "_Room") -> bool:
        """Tell whether a short phrase, such as a surname, goes to the next line rather than being cut."""
        if not spaces or used < _FULL_ENOUGH * room.width or phrase_width > room.full:
            return False
        return used + spaces * self._space + phrase_width > room.width + _HARDLY

    def _unbreakable(self, text: str) -> Iterator[tuple[str, float, float]]:
        """Give the pieces that no line may end in, with their widths; an empty one stands for each space.

        With the first piece of a short phrase comes the width of all of it, else nought.
        """
        for number, phrase in enumerate(_phrases(text)):
            if number:
                yield "", 0.0, 0.0
            if phrase:
                pieces = self._measured(phrase)
                whole = sum(width for _, width in pieces) if len(phrase) <= _SHORT_PHRASE else 0.0
                for piece, width in pieces:
                    yield piece, width, whole
                    whole = 0.0

    def _measured(self, phrase: str) -> tuple[tuple[str, float], ...]:
        known = self._pieces.get(phrase)
        if known is None:
            if len(self._pieces) >= _REMEMBERED:
                self._pieces.clear()
            if _is_plain_run(phrase):
                return ((phrase, self.width(phrase)),)
            # a space left inside a phrase is one that must not end a line
            ends = [end for end in self._words.break_opportunities(phrase) if phrase[end - 1] != " "]
            bounds = [0, *ends, len(phrase)]
            pieces = [phrase[a:b] for a, b in pairwise(bounds)]
            known = self._pieces[phrase] = tuple(
                zip(pieces, map(self._word_widths.__getitem__, pieces), strict=True)
            )
        return known

    def _cut(self, piece: str, piece_width: float, room: "_Room") -> list[tuple[str, float]]:
        """Cut what is wider than a line: at parts of a compound, after a slash or so, at any cluster."""
        if piece_width <= room.width + _HARDLY:
            return [(piece, piece_width)]
        units = self._joined_units(piece, room.width)
        widths = list(map(self._word_widths.__getitem__, units))
        cut: list[tuple[str, float]] = []
        start = index = good = 0
        used = 0.0
        while index < len(units):
            if used + widths[index] > room.width + _HARDLY and index > start:
                end = good if good > start else index
                cut.append(("".join(units[start:end]), sum(widths[start:end])))
                room.next_line()
                start = index = good = end
                used = 0.0
                continue
            used += widths[index]
            index += 1
            if units[index - 1][-1] in _BREAKS_AFTER:
                good = index
        cut.append(("".join(units[start:]), sum(widths[start:])))
        return cut

    def _joined_units(self, piece: str, width: float) -> list[str]:
        """Give what a piece may be cut into; what can't begin a line keeps all that stands before it."""
        if _is_plain_run(piece):
            return list(piece)
        units: list[str] = []
        for word in self._words.segment(piece):
            parts = self._units(word, width)
            if units and (stays_with_left(word[0]) or stays_with_right(units[-1][-1])):
                before = units.pop()
                while before.isspace() and units:
                    before = units.pop() + before
                whole = before + parts[0]
                parts[:1] = self._no_heaps(_bound(whole), width) if self.width(whole) > width else [whole]
            units += parts
        return units

    def _units(self, word: str, width: float) -> list[str]:
        units: list[str] = []
        for part in [word] if word.isascii() else self._words.parts(word):
            if self.width(part) <= width and not part.isascii():
                units.append(part)
                continue
            units += self._no_heaps(clusters(part), width)
        return units

    def _no_heaps(self, found: list[str], width: float) -> list[str]:
        """Cut what no line can hold: not a word's cluster but a heap of marks, or of spaces before one."""
        cut: list[str] = []
        for cluster in found:
            heap = len(cluster) > _LARGEST_CLUSTER and self.width(cluster) > width
            cut += tokens(cluster) if heap else [cluster]
        return cut


def _is_plain_run(text: str) -> bool:
    """Tell a number, an address or a Latin word: no segmenter finds a break in it."""
    return text.isascii() and " " not in text


class _Room:
    """The width of the line being filled: the first may be shorter."""

    def __init__(self, width: float, first_indent: float) -> None:
        self.full = max(width, 1.0)
        self.width = max(self.full - first_indent, 1.0)

    def next_line(self) -> None:
        self.width = self.full


def _bound(text: str) -> list[str]:
    """Cut a text into clusters, each with the space and the mark or ๆ that follow it."""
    found: list[str] = []
    following = ""
    for cluster in reversed(clusters(text)):
        whole = cluster + following
        if whole[0] == " " and len(whole) > 1:
            following = whole
        else:
            found.append(whole)
            following = ""
    return [*([following] if following else []), *reversed(found)]


def _phrases(text: str) -> list[str]:
    """Split a text at the spaces that may end a line."""
    first, *others = text.split(" ")
    phrases = [first]
    for phrase in others:
        if _stays_on_line(phrases[-1], phrase):
            phrases[-1] += " " + phrase
        elif phrase and stays_with_left(phrase[0]):
            spaces = " "
            while not phrases[-1] and len(phrases) > 1:
                spaces += " "
                phrases.pop()
            phrases[-1] += spaces + phrase
        else:
            phrases.append(phrase)
    return phrases


def _stays_on_line(left: str, right: str) -> bool:
    """Tell whether the space between two phrases may not end a line: พ.ศ. ๒๕๖๙, 02 270 6400, ๓ เรื่อง."""
    if not left or not right:
        return False
    if stays_with_left(right[0]):
        return True
    if right[0].isdigit():
        return (left[-1].isdigit() and len(left) <= _LONGEST_NUMBER) or left.endswith(_BEFORE_A_NUMBER)
    return left[-1].isdigit() and right.startswith(_COUNTED)
