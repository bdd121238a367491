"""Measure the segmenter and the line breaker on the sentences marked by hand in office.txt.

`python -m tests.services.thai.gold.measure` prints the figures; with `--faults` also what was cut otherwise.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from services.documents.typesetting import BODY, CELL, MM, TextStyle
from services.documents.typesetting.fonts import DocumentFonts
from services.documents.typesetting.layout import Kit
from services.thai.words import Segmenter, default_segmenter

GOLD = ("office", "held_out")


class Columns(NamedTuple):
    """Name a kind of column: its widths in millimetres and the style of its text."""

    name: str
    widths: range
    style: TextStyle


COLUMNS = (
    Columns("cells of 25 to 48 mm", range(25, 50, 2), CELL),
    Columns("columns of 50 to 98 mm", range(50, 100, 3), CELL),
    Columns("running text of 100 to 160 mm", range(100, 162, 4), BODY),
)


class Marked(NamedTuple):
    """Hold a sentence and the offsets at which its words end, beside Thai letters on both sides."""

    text: str
    ends: frozenset[int]


class Score(NamedTuple):
    """Count boundaries: found and right, found in all, marked by hand in all."""

    right: int
    found: int
    marked: int

    @property
    def precision(self) -> float:
        return self.right / self.found

    @property
    def recall(self) -> float:
        return self.right / self.marked

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


class Breaks(NamedTuple):
    """Count line ends inside Thai running text, and those that stand at a word's end."""

    right: int
    all: int

    @property
    def share(self) -> float:
        return self.right / self.all


def is_thai(char: str) -> bool:
    return "\u0e01" <= char <= "\u0e4e" and char != "฿"


def between_letters(text: str, offsets: Iterator[int] | Sequence[int]) -> frozenset[int]:
    """Keep the offsets that have a Thai letter on either side: beside anything else nothing is to be won."""
    return frozenset(k for k in offsets if 0 < k < len(text) and is_thai(text[k - 1]) and is_thai(text[k]))


@cache
def sentences(gold: str) -> tuple[Marked, ...]:
    lines = Path(__file__).with_name(f"{gold}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(_marked(line) for line in lines if line and not line.startswith("#"))


def _marked(line: str) -> Marked:
    words = line.split("|")
    text = "".join(words)
    return Marked(text, between_letters(text, accumulate(map(len, words))))


def cut(segmenter: Segmenter, text: str) -> frozenset[int]:
    return between_letters(text, accumulate(map(len, segmenter.segment(text))))


def score(segmenter: Segmenter, gold: str) -> Score:
    right = found = marked = 0
    for text, ends in sentences(gold):
        own = cut(segmenter, text)
        right, found, marked = right + len(own & ends), found + len(own), marked + len(ends)
    return Score(right, found, marked)


def breaks(segmenter: Segmenter, gold: str, columns: Columns) -> Breaks:
    """Set all sentences as one paragraph in each width, and look at where its lines end."""
    kit = Kit(DocumentFonts(), segmenter, "thai")
    text, ends = _running_text(gold)
    right = count = 0
    for width in columns.widths:
        position = 0
        for line in kit.wrap(text, columns.style, width * MM):
            position = text.index(line.text, position) + len(line.text)
            if between_letters(text, (position,)):
                count += 1
                right += position in ends
    return Breaks(right, count)


@cache
def _running_text(gold: str) -> tuple[str, frozenset[int]]:
    text, ends = "", set()
    for sentence in sentences(gold):
        ends |= {len(text) + end for end in sentence.ends}
        text += sentence.text + " "
    return text.rstrip(), frozenset(ends)


def faults(segmenter: Segmenter, gold: str) -> Iterator[str]:
    """Give each sentence that is cut otherwise: + a boundary too many, - one too few."""
    for text, ends in sentences(gold):
        own = cut(segmenter, text)
        if own != ends:
            marks = {
                **dict.fromkeys(ends & own, "|"),
                **dict.fromkeys(own - ends, "+"),
                **dict.fromkeys(ends - own, "-"),
            }
            yield "".join(marks.get(k, "") + char for k, char in enumerate(text))


def main(words: Sequence[str]) -> None:
    segmenter = default_segmenter()
    for gold in GOLD:
        found = score(segmenter, gold)
        print(f"{gold}: {len(sentences(gold))} sentences, {found.marked} boundaries between Thai letters")
        print(f"  words: precision {found.precision:.3f}, recall {found.recall:.3f}, F1 {found.f1:.3f}")
        for columns in COLUMNS:
            ended = breaks(segmenter, gold, columns)
            print(
                f"  {columns.name}: {ended.right} of {ended.all} breaks at a word's end ({ended.share:.1%})"
            )
        if "--faults" in words:
            print("\n".join(faults(segmenter, gold)))


if __name__ == "__main__":
    main(sys.argv[1:])
