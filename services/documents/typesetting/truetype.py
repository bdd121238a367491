"""Read a TrueType file and write a small one whose every glyph is a composite placed by the shaper."""

import math
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

# Flags of a composite's component, as the OpenType specification names them.
_ARGS_ARE_WORDS, _ARGS_ARE_XY, _HAS_SCALE, _MORE = 0x01, 0x02, 0x08, 0x20
_HAS_XY_SCALE, _HAS_MATRIX, _INSTRUCTIONS = 0x40, 0x80, 0x100
_F2DOT14: Final = 1 << 14
_HEADER: Final = struct.Struct(">h4h")


class Part(NamedTuple):
    """One outline of a composite: a glyph of the source, or a drawn shape by name, moved and scaled."""

    outline: int | str
    x: int
    y: int
    scale: float = 1.0


class Glyph(NamedTuple):
    """A glyph to be written: its advance and its parts."""

    advance: int
    parts: tuple[Part, ...]


Contour = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Written:
    data: bytes
    advance: int
    left: int


class TrueTypeFile:
    """The tables of one font file with glyf outlines."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        (count,) = struct.unpack(">H", self.data[4:6])
        self.tables: dict[str, bytes] = {}
        for i in range(count):
            tag, _, offset, length = struct.unpack(">4sLLL", self.data[12 + 16 * i : 28 + 16 * i])
            self.tables[tag.decode("ascii")] = self.data[offset : offset + length]
        if "glyf" not in self.tables:
            raise ValueError(f"{path.name}: only fonts with glyf outlines can be embedded")
        self._offsets = self._read_loca()
        (self._metrics,) = struct.unpack(">H", self.tables["hhea"][34:36])

    def _read_loca(self) -> list[int]:
        loca = self.tables["loca"]
        (is_long,) = struct.unpack(">h", self.tables["head"][50:52])
        if is_long:
            return list(struct.unpack(f">{len(loca) // 4}L", loca))
        return [2 * offset for offset in struct.unpack(f">{len(loca) // 2}H", loca)]

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Give the box that holds every glyph, in font units."""
        left, bottom, right, top = struct.unpack(">4h", self.tables["head"][36:44])
        return left, bottom, right, top

    @property
    def ascent(self) -> int:
        return int(struct.unpack(">h", self.tables["hhea"][4:6])[0])

    @property
    def descent(self) -> int:
        return int(struct.unpack(">h", self.tables["hhea"][6:8])[0])

    @property
    def italic_angle(self) -> float:
        return float(struct.unpack(">l", self.tables["post"][4:8])[0]) / 65536

    @property
    def weight(self) -> int:
        return int(struct.unpack(">H", self.tables["OS/2"][4:6])[0])

    def outline(self, glyph: int) -> bytes:
        """Give the glyf data of one glyph, empty for a space."""
        return self.tables["glyf"][self._offsets[glyph] : self._offsets[glyph + 1]]

    def metric(self, glyph: int) -> tuple[int, int]:
        """Give advance and left bearing of one glyph."""
        table, full = self.tables["hmtx"], self._metrics
        if glyph < full:
            advance, left = struct.unpack(">Hh", table[4 * glyph : 4 * glyph + 4])
            return advance, left
        (advance,) = struct.unpack(">H", table[4 * full - 4 : 4 * full - 2])
        at = 4 * full + 2 * (glyph - full)
        (left,) = struct.unpack(">h", table[at : at + 2])
        return advance, left


def drawn_outline(contours: Iterable[Contour]) -> bytes:
    """Write straight-sided contours as glyf data."""
    ends: list[int] = []
    points: list[tuple[int, int]] = []
    for contour in contours:
        points += contour
        ends.append(len(points) - 1)
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    data = _HEADER.pack(len(ends), min(xs), min(ys), max(xs), max(ys))
    data += struct.pack(f">{len(ends)}H", *ends) + b"\0\0" + b"\1" * len(points)
    for values in (xs, ys):
        data += struct.pack(f">{len(values)}h", *(b - a for a, b in zip([0, *values], values, strict=False)))
    return data


class SubsetWriter:
    """Collect composites and everything they stand on, then write them as one font file."""

    def __init__(self, source: TrueTypeFile, shapes: dict[str, bytes]) -> None:
        self._source = source
        self._shapes = shapes
        self._glyphs: list[_Written] = [_Written(b"", 0, 0)]
        self._ids: dict[int | str, int] = {}
        self._queue: list[int | str] = []
        self._first_outline = 0

    def write(self, glyphs: Sequence[Glyph]) -> bytes:
        """Write a font in which glyph i + 1 is the i-th of those given."""
        self._first_outline = len(glyphs) + 1
        for glyph in glyphs:
            self._glyphs.append(self._composite(glyph))
        for outline in self._queue:  # grows while composites of the source name others
            self._glyphs.append(self._copied(outline))
        return self._file()

    def _id(self, outline: int | str) -> int:
        known = self._ids.get(outline)
        if known is None:
            known = self._ids[outline] = self._first_outline + len(self._queue)
            self._queue.append(outline)
        return known

    def _data(self, outline: int | str) -> bytes:
        return self._shapes[outline] if isinstance(outline, str) else self._source.outline(outline)

    def _composite(self, glyph: Glyph) -> _Written:
        parts = [part for part in glyph.parts if self._data(part.outline)]
        advance = max(0, glyph.advance)
        if not parts:
            return _Written(b"", advance, 0)
        boxes: list[tuple[float, float, float, float]] = []
        body = b""
        for number, part in enumerate(parts, 1):
            left, bottom, right, top = struct.unpack(">4h", self._data(part.outline)[2:10])
            s = part.scale
            boxes.append((left * s + part.x, bottom * s + part.y, right * s + part.x, top * s + part.y))
            flags = _ARGS_ARE_WORDS | _ARGS_ARE_XY | (_MORE if number < len(parts) else 0)
            if s != 1.0:
                flags |= _HAS_SCALE
            body += struct.pack(">HHhh", flags, self._id(part.outline), part.x, part.y)
            if s != 1.0:
                body += struct.pack(">h", round(s * _F2DOT14))
        lowest = [math.floor(min(box[k] for box in boxes)) for k in (0, 1)]
        highest = [math.ceil(max(box[k] for box in boxes)) for k in (2, 3)]
        return _Written(_HEADER.pack(-1, *lowest, *highest) + body, advance, lowest[0])

    def _copied(self, outline: int | str) -> _Written:
        data = self._data(outline)
        if isinstance(outline, str):
            return _Written(data, 0, struct.unpack(">h", data[2:4])[0])
        (contours,) = struct.unpack(">h", data[:2])
        data = self._without_hints(data, contours) if contours >= 0 else self._renumbered(data)
        return _Written(data, *self._source.metric(outline))

    @staticmethod
    def _without_hints(data: bytes, contours: int) -> bytes:
        at = 10 + 2 * contours
        (length,) = struct.unpack(">H", data[at : at + 2])
        return data[:at] + b"\0\0" + data[at + 2 + length :]

    def _renumbered(self, data: bytes) -> bytes:
        result, at = data[:10], 10
        while True:
            flags, glyph = struct.unpack(">HH", data[at : at + 4])
            scale = (
                2 if flags & _HAS_SCALE else 4 if flags & _HAS_XY_SCALE else 8 if flags & _HAS_MATRIX else 0
            )
            end = at + 4 + (4 if flags & _ARGS_ARE_WORDS else 2) + scale
            result += struct.pack(">HH", flags & ~_INSTRUCTIONS, self._id(glyph)) + data[at + 4 : end]
            at = end
            if not flags & _MORE:
                return result

    def _file(self) -> bytes:
        offsets, outlines = [0], bytearray()
        for glyph in self._glyphs:
            outlines += glyph.data + b"\0" * (-len(glyph.data) % 4)
            offsets.append(len(outlines))
        tables = self._source.tables
        head = bytearray(tables["head"])
        head[8:12], head[50:52] = b"\0\0\0\0", b"\0\1"
        hhea = bytearray(tables["hhea"])
        hhea[34:36] = struct.pack(">H", len(self._glyphs))
        return _sfnt(
            {
                "glyf": bytes(outlines),
                "head": bytes(head),
                "hhea": bytes(hhea),
                "hmtx": b"".join(struct.pack(">Hh", g.advance, g.left) for g in self._glyphs),
                "loca": struct.pack(f">{len(offsets)}L", *offsets),
                "maxp": self._limits(),
            }
        )

    def _limits(self) -> bytes:
        """Give the maxp table, with room for composites of composites."""
        maxp = bytearray(self._source.tables["maxp"])
        points, contours, composite_points, composite_contours = struct.unpack(">4H", maxp[6:14])
        points, contours = max(points, 200), max(contours, 12)
        components, depth = struct.unpack(">2H", maxp[28:32])
        maxp[4:6] = struct.pack(">H", len(self._glyphs))
        maxp[6:14] = struct.pack(
            ">4H", points, contours, max(composite_points, 8 * points), max(composite_contours, 8 * contours)
        )
        maxp[26:32] = struct.pack(">3H", 0, max(16, components), max(3, depth + 1))
        return bytes(maxp)


def _sfnt(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    search = 16 << power
    directory = struct.pack(">LHHHH", 0x10000, count, search, power, 16 * count - search)
    start, body = 12 + 16 * count, b""
    for tag in sorted(tables):
        data = tables[tag]
        padded = data + b"\0" * (-len(data) % 4)
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        directory += struct.pack(">4sLLL", tag.encode("ascii"), checksum, start + len(body), len(data))
        body += padded
    return directory + body
