"""Where every letter of a PDF stands, as MuPDF finds it: what is off the paper, what lies upon what."""

import re
import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

import pymupdf


class Letter(NamedTuple):
    """One letter: the page it stands on, its left end on the baseline, its right end, its size, its glyph.

    The letters of a ligature after its first have glyph −1.
    """

    page: int
    char: str
    x: float
    y: float
    end: float
    size: float
    glyph: int
    paper: tuple[float, float]


def letters(data: bytes) -> Iterator[Letter]:
    """Give every letter of every page in the order in which they are drawn, slanted watermarks left out."""
    with pymupdf.open(stream=data, filetype="pdf") as document:
        for number, page in enumerate(document, 1):
            paper = (page.rect.width, page.rect.height)
            for span in page.get_texttrace():
                if abs(span["dir"][1]) > 0.01:
                    continue
                for code, glyph, (x, y), (_, _, end, _) in span["chars"]:
                    yield Letter(number, chr(code), x, y, end, span["size"], glyph, paper)


def outside(found: Iterable[Letter], edge: float = 5.0) -> list[Letter]:
    """Give the letters that come nearer to the paper's edge than a printer can print."""
    return [
        letter
        for letter in found
        if letter.x < edge
        or letter.end > letter.paper[0] - edge
        or letter.y - 0.8 * letter.size < edge - 3
        or letter.y > letter.paper[1] - edge
    ]


def runs(found: Iterable[Letter]) -> Iterator[Letter]:
    """Join letters that follow one another on a line; marks have no body and join what they stand on."""
    run: Letter | None = None
    for letter in found:
        if letter.char.isspace() or letter.glyph < 0:
            continue
        if run and letter.page == run.page and letter.y == run.y and -1 < letter.x - run.end < letter.size:
            run = run._replace(char=run.char + letter.char, end=max(run.end, letter.end))
            continue
        if run:
            yield run
        run = letter
    if run:
        yield run


def on_one_another(found: Iterable[Letter]) -> list[tuple[Letter, Letter]]:
    """Give the runs of letters whose bodies lie upon one another."""
    rows: dict[tuple[int, int], list[Letter]] = defaultdict(list)
    pairs = []
    for run in runs(found):
        row = int(run.y) // 20
        for near in (row - 1, row, row + 1):
            pairs += [(other, run) for other in rows[run.page, near] if _upon(other, run)]
        rows[run.page, row].append(run)
    return pairs


def _upon(one: Letter, other: Letter) -> bool:
    across = min(one.end, other.end) - max(one.x, other.x)
    # bodies reach from the baseline to the height of ก
    down = min(one.y, other.y) - max(one.y - 0.45 * one.size, other.y - 0.45 * other.size)
    return across > 0.25 * min(one.size, other.size) and down > 0.12 * min(one.size, other.size)


def outlines(program: bytes) -> list[int]:
    """Give the length of each glyph's outline in an embedded font; an empty glyph has none."""
    tables = {}
    for k in range(int.from_bytes(program[4:6], "big")):
        tag, _, offset, length = struct.unpack(">4sIII", program[12 + 16 * k : 28 + 16 * k])
        tables[tag] = program[offset : offset + length]
    long_offsets = struct.unpack(">h", tables[b"head"][50:52])[0] == 1
    loca = tables[b"loca"]
    places = struct.unpack(f">{len(loca) // 4}I" if long_offsets else f">{len(loca) // 2}H", loca)
    return [after - before for before, after in pairwise(places)]


def said(to_unicode: bytes) -> dict[int, str]:
    """Read what each code of a font says."""
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in re.findall(rb"^<([0-9A-F]{4})> <([0-9a-f]+)>$", to_unicode, re.MULTILINE)
    }
