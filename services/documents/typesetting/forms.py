"""Parts of official papers: field rows, the head of a memo, signatures, tick boxes, QR codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from services.documents.typesetting.blocks import Labelled
from services.documents.typesetting.fonts import Face
from services.documents.typesetting.layout import Block, Fit, Kit, Piece, Stack, TextPiece
from services.documents.typesetting.lines import Line
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import BODY, CM, TextStyle

_GAP: Final = 8.0
_BETWEEN_SIGNERS: Final = 16.0
_LEADER_BELOW: Final = 2.0  # how far a dotted line lies below the baseline


def checkbox(text: str, checked: bool = False) -> str:
    """Put a ticked or an empty box before a text."""
    return f"{'☑' if checked else '☐'} {text}"


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value; without a value there are dotted lines to write on."""

    label: str
    value: str = ""
    blank_lines: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that flow one after another as one."""

    blocks: Sequence[Block]
    after: float = 0.0
    keep_with_next: bool = False

    @property
    def before(self) -> float:
        return self.blocks[0].before if self.blocks else 0.0

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        pieces: list[tuple[float, Piece]] = []
        used = 0.0
        for number, block in enumerate(self.blocks):
            start = used + (block.before if number else 0.0)
            piece, rest = block.fit(kit, width, height - start, fresh and not pieces)
            if piece is None:
                left = self.blocks[number:]
                return Fit(Stack(pieces, used), Group(left, self.after)) if pieces else Fit(None, self)
            pieces.append((start, piece))
            used = start + piece.height
            if rest is not None:
                return Fit(Stack(pieces, used), Group([rest, *self.blocks[number + 1 :]], self.after))
            used += block.after
        return Fit(Stack(pieces, used))


@dataclass(frozen=True, slots=True)
class FieldRows:
    """Set fields under one another, values in a column of their own."""

    fields: Sequence[Field]
    style: TextStyle = BODY
    label_width: float = 0.0  # 0: as wide as the widest label, at most 40 % of the column
    before: float = 0.0
    after: float = 4.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        bold = self.style.but(face=Face.BOLD)
        widest = max((kit.width(f.label, bold) for f in self.fields), default=0.0) + _GAP
        label_width = self.label_width or min(widest, width * 0.4)
        rows: list[Block] = []
        for item in self.fields:
            if item.value.strip():
                rows.append(_LabelledField(item.label, item.value, label_width, self.style, bold))
            else:
                rows.append(_BlankField(item.label, item.blank_lines, label_width, self.style, bold))
        return Group(rows, self.after).fit(kit, width, height, fresh)


@dataclass(frozen=True, slots=True)
class _LabelledField:
    """A field whose label may need lines of its own."""

    label: str
    value: str
    label_width: float
    style: TextStyle
    label_style: TextStyle
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        labels = kit.wrap(self.label, self.label_style, self.label_width - _GAP / 2)
        if len(labels) == 1:
            return Labelled(self.label, self.value, self.label_width, self.style, self.label_style).fit(
                kit, width, height, fresh
            )
        if len(labels) * self.style.leading > height and not fresh:
            return Fit(None, self)
        value = Labelled("", self.value, self.label_width, self.style)
        piece, rest = value.fit(kit, width, height, fresh)
        if piece is None:
            return Fit(None, self)
        label = _Labels(labels, self.label_style, self.label_width)
        return Fit(Stack(((0.0, label), (0.0, piece)), max(piece.height, label.height)), rest)


@dataclass(frozen=True, slots=True)
class _Labels:
    lines: Sequence[Line]
    style: TextStyle
    width: float

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        page.lines(x, top, self.width, self.lines, self.style)


@dataclass(frozen=True, slots=True)
class _BlankField:
    """A field to be filled in by hand."""

    label: str
    count: int
    label_width: float
    style: TextStyle
    label_style: TextStyle
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        labels = kit.wrap(self.label, self.label_style, self.label_width - _GAP / 2)
        needed = max(self.count, len(labels)) * self.style.leading
        if needed > height and not fresh:
            return Fit(None, self)
        label = _Labels(labels, self.label_style, self.label_width)
        return Fit(
            Stack(((0.0, label), (0.0, _Leaders(self.count, self.style, self.label_width, width))), needed)
        )


@dataclass(frozen=True, slots=True)
class _Leaders:
    count: int
    style: TextStyle
    left: float
    right: float

    @property
    def height(self) -> float:
        return self.count * self.style.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        for number in range(self.count):
            y = top - number * self.style.leading - baseline(self.style) - _LEADER_BELOW
            page.leader(x + self.left, x + self.right, y)


@dataclass(frozen=True, slots=True)
class MemoHead:
    """The head of a memo (บันทึกข้อความ): emblem, agency, number, date, subject, addressee; gaps stay dotted."""

    agency: str
    number: str = ""
    date: str = ""
    subject: str = ""
    to: str = ""
    emblem: bytes | None = None  # a PNG or JPEG of the office's own
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        label = TextStyle.official(20, face=Face.BOLD, leading=24.0)
        rows: list[tuple[float, Piece]] = [(0.0, _MemoTitle(width, self.emblem))]
        y = 1.5 * CM + 10
        half = width / 2
        for entries in (
            ((0.0, width, "ส่วนราชการ", self.agency),),
            ((0.0, half - 6, "ที่", self.number), (half, width, "วันที่", self.date)),
            ((0.0, width, "เรื่อง", self.subject),),
        ):
            tallest = 0.0
            for left, right, name, value in entries:
                indent = kit.width(name, label) + 6
                lines = kit.wrap(value, BODY, right - left - indent - 4)
                entry = _MemoEntry(left, right, indent, name, lines, label)
                rows.append((y, entry))
                tallest = max(tallest, entry.height)
            y += tallest
        y += 6
        if self.to:
            lines = kit.wrap(self.to, BODY, width - 1.4 * CM)
            addressee = TextPiece(lines, BODY, width - 1.4 * CM, 1.4 * CM)
            rows += [(y, _Labels(kit.wrap("เรียน", BODY, 1.4 * CM), BODY, 1.4 * CM)), (y, addressee)]
            y += addressee.height
        return Fit(Stack(rows, y)) if y <= height or fresh else Fit(None, self)


@dataclass(frozen=True, slots=True)
class _MemoTitle:
    width: float
    emblem: bytes | None
    height: float = 1.5 * CM

    def draw(self, page: Page, x: float, top: float) -> None:
        if self.emblem is not None:
            page.picture(self.emblem, x, top - self.height, self.height, self.height)
        style = TextStyle.official(29, face=Face.BOLD)
        page.text(x + self.width / 2, top - self.height + 8, "บันทึกข้อความ", style, "centre")


@dataclass(frozen=True, slots=True)
class _MemoEntry:
    left: float
    right: float
    indent: float
    name: str
    lines: Sequence[Line]
    label: TextStyle

    @property
    def height(self) -> float:
        return self.label.leading + (len(self.lines) - 1) * BODY.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        y = top - baseline(self.label)
        page.text(x + self.left, y, self.name, self.label, "left")
        for number, line in enumerate(self.lines):
            page.text(x + self.left + self.indent + 4, y, line.text, BODY, "left")
            start = self.indent - 2 if number == 0 else self.indent
            page.leader(x + self.left + start, x + self.right, y - _LEADER_BELOW - 1.6)
            y -= BODY.leading


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: what stands before the line, after it, below it."""

    name: str = ""
    position: str | Sequence[str] = ()
    label: str = "ลงชื่อ"
    role: str = ""  # after the line: ผู้ร้องเรียน
    dated: bool = False  # a dotted line for the date below


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, side by side, the last row to the right; never cut by a page."""

    signers: Sequence[Signature]
    per_row: int = 1
    style: TextStyle = BODY
    room: float = 26.0  # above each line, for the hand
    before: float = 10.0
    after: float = 6.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        column = width / self.per_row if self.per_row > 1 else min(width, max(width * 0.56, 200.0))
        left = 0.0 if self.per_row > 1 else width - column
        pieces: list[tuple[float, Piece]] = []
        y = 0.0
        for start in range(0, len(self.signers), self.per_row):
            row = [
                _signed(kit, signer, self.style, left + k * column, column, self.room)
                for k, signer in enumerate(self.signers[start : start + self.per_row])
            ]
            pieces += [(y, piece) for piece in row]
            y += max(piece.height for piece in row)
        return Fit(Stack(pieces, y)) if y <= height or fresh else Fit(None, self)


def _signed(
    kit: Kit, signer: Signature, style: TextStyle, left: float, column: float, room: float
) -> "_Signed":
    start = kit.width(signer.label, style) + 4 if signer.label else 0.0
    end = column - _BETWEEN_SIGNERS - (kit.width(signer.role, style) + 4 if signer.role else 0.0)
    positions = [signer.position] if isinstance(signer.position, str) else list(signer.position)
    below: list[Line] = []
    for position in filter(None, positions):
        below += kit.wrap(position, style, column - 8)
    return _Signed(signer, style, left, start, end, column, below, room)


@dataclass(frozen=True, slots=True)
class _Signed:
    signer: Signature
    style: TextStyle
    left: float
    start: float
    end: float
    column: float
    below: list[Line] = field(default_factory=list)
    room: float = 0.0

    @property
    def height(self) -> float:
        return self.room + (2 + len(self.below) + self.signer.dated) * self.style.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        style, leading = self.style, self.style.leading
        x += self.left
        y = top - self.room - baseline(style)
        if self.signer.label:
            page.text(x, y, self.signer.label, style, "left")
        page.leader(x + self.start, x + self.end, y - _LEADER_BELOW)
        if self.signer.role:
            page.text(x + self.end + 4, y, self.signer.role, style, "left")
        middle = x + (self.start + self.end) / 2
        y -= leading
        if self.signer.name:
            page.text(middle, y, f"({self.signer.name})", style, "centre")
        else:
            page.text(x + self.start, y, "(", style, "left")
            page.leader(x + self.start + 5, x + self.end - 5, y - _LEADER_BELOW)
            page.text(x + self.end, y, ")", style, "right")
        for line in self.below:
            y -= leading
            middle_of_line = min(max(middle, x + line.width / 2), x + self.column - line.width / 2)
            page.text(middle_of_line, y, line.text, style, "centre")
        if self.signer.dated:
            y -= leading
            used = page.text(x + self.start, y, "วันที่", style, "left")
            page.leader(x + self.start + used + 3, x + self.end, y - _LEADER_BELOW)
