"""Shapes drawn by hand for what text fonts lack: boxes, ticks, dots, and a framed code for anything else."""

import math
from typing import Final

from services.documents.typesetting.truetype import Contour, Glyph, Part, drawn_outline

_LEFT, _BOTTOM, _SIDE, _PEN = 60, -60, 720, 58  # of the box, in thousandths of the type size
_FRAME_TOP, _FRAME_BOTTOM, _FRAME_PEN = 760, -140, 26
_DIGIT_SCALE: Final = 0.5


def _rectangle(left: int, bottom: int, right: int, top: int, *, hole: bool = False) -> Contour:
    points = [(left, bottom), (left, top), (right, top), (right, bottom)]
    return points[::-1] if hole else points


def _frame(left: int, bottom: int, right: int, top: int, pen: int) -> list[Contour]:
    inner = _rectangle(left + pen, bottom + pen, right - pen, top - pen, hole=True)
    return [_rectangle(left, bottom, right, top), inner]


def _circle(x: int, y: int, radius: int, *, hole: bool = False) -> Contour:
    steps = 32
    turns = [2 * math.pi * k / steps for k in range(steps)]
    points = [(x + round(radius * math.sin(t)), y + round(radius * math.cos(t))) for t in turns]
    return points[::-1] if hole else points


def _star(x: int, y: int, radius: float, *, hole: bool = False) -> Contour:
    points = []
    for k in range(10):
        reach, turn = (radius if k % 2 == 0 else radius * 0.4), math.pi * k / 5
        points.append((x + round(reach * math.sin(turn)), y + round(reach * math.cos(turn))))
    return points[::-1] if hole else points


_BOX: Final = _frame(_LEFT, _BOTTOM, _LEFT + _SIDE, _BOTTOM + _SIDE, _PEN)
_TICK: Final[list[Contour]] = [[(170, 300), (245, 360), (365, 215), (640, 610), (720, 555), (375, 80)]]
_CROSS: Final[list[Contour]] = [
    [(190, 125), (595, 530), (650, 475), (245, 70)],
    [(190, 475), (245, 530), (650, 125), (595, 70)],
]
_DISC: Final = [_circle(420, 300, 300)]
_RING: Final = [_circle(420, 300, 300), _circle(420, 300, 245, hole=True)]
_DOTS: Final = [
    _circle(300 + round(230 * math.cos(math.pi * k / 5)), 260 + round(230 * math.sin(math.pi * k / 5)), 22)
    for k in range(10)
]

_CONTOURS: Final[dict[str, list[Contour]]] = {
    "box": _BOX,
    "tick": _TICK,
    "cross": _CROSS,
    "disc": _DISC,
    "ring": _RING,
    "dot": [_circle(420, 300, 150)],
    "star": [_star(420, 300, 380)],
    "open star": [_star(420, 300, 380), _star(420, 300, 270, hole=True)],
    "filled box": [_rectangle(_LEFT, _BOTTOM, _LEFT + _SIDE, _BOTTOM + _SIDE)],
    "dotted circle": _DOTS,
    "frame of two": _frame(40, _FRAME_BOTTOM, 660, _FRAME_TOP, _FRAME_PEN),
    "frame of three": _frame(40, _FRAME_BOTTOM, 960, _FRAME_TOP, _FRAME_PEN),
}
OUTLINES: Final = {name: drawn_outline(contours) for name, contours in _CONTOURS.items()}

_NAMED: Final[dict[str, tuple[str, ...]]] = {
    "☐": ("box",),
    "□": ("box",),
    "▢": ("box",),
    "☑": ("box", "tick"),
    "✅": ("box", "tick"),
    "☒": ("box", "cross"),
    "❎": ("box", "cross"),
    "✓": ("tick",),
    "✔": ("tick",),
    "✕": ("cross",),
    "✖": ("cross",),
    "✗": ("cross",),
    "✘": ("cross",),
    "❌": ("cross",),
    "●": ("disc",),
    "⚫": ("disc",),
    "○": ("ring",),
    "⚪": ("ring",),
    "◯": ("ring",),
    "◉": ("ring", "dot"),
    "◎": ("ring", "dot"),
    "★": ("star",),
    "⭐": ("star",),
    "☆": ("open star",),
    "◼": ("filled box",),
    "⬛": ("filled box",),
    "◻": ("box",),
    "⬜": ("box",),
    "◌": ("dotted circle",),
}
DOTTED_CIRCLE: Final = Glyph(600, (Part("dotted circle", 0, 0),))


def drawn(char: str) -> Glyph | None:
    """Give the glyph of a character that is drawn by hand, or None."""
    names = _NAMED.get(char)
    if names is None:
        return None
    return Glyph(DOTTED_CIRCLE.advance if char == "◌" else 840, tuple(Part(name, 0, 0) for name in names))


def framed_code(char: str, digit_glyphs: dict[str, tuple[int, int]]) -> Glyph:
    """Give a frame with the character's code in it; digit_glyphs has glyph and advance of each digit."""
    code = f"{ord(char):04X}"
    columns = 2 if len(code) <= 4 else 3
    code = code.zfill(2 * columns)
    parts = [Part("frame of two" if columns == 2 else "frame of three", 0, 0)]
    for position, digit in enumerate(code):
        row, column = divmod(position, columns)
        glyph, advance = digit_glyphs[digit]
        cell = 80 + 280 * column
        x = cell + round((260 - advance * _DIGIT_SCALE) / 2)
        parts.append(Part(glyph, x, 360 if row == 0 else -50, _DIGIT_SCALE))
    return Glyph(700 if columns == 2 else 1000, tuple(parts))
