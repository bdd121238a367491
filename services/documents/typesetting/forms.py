"""Parts of official papers: field rows, the head of a memo, signatures, tick boxes, QR codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from services.documents.typesetting.blocks import Group, Labelled, Paragraph
from services.documents.typesetting.fonts import Face
from services.documents.typesetting.layout import Block, Fit, Kit, Piece, Stack, TextPiece
from services.documents.typesetting.lines import Line
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import BODY, CM, TextStyle

_GAP: Final = 8.0
_TALLEST_LABEL: Final = 8  # lines; a longer label, name or part of a memo's head is set as running text
_BETWEEN_SIGNERS: Final = 16.0
_BESIDE_THE_LINE: Final = 0.4  # of a signer's column, for what stands before or after the line
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
                rows.append(Labelled(item.label, item.value, label_width, self.style, bold))
            else:
                rows.append(_BlankField(item.label, item.blank_lines, label_width, self.style, bold))
        return Group(rows, self.after).fit(kit, width, height, fresh)


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
        if len(labels) > _TALLEST_LABEL:
            above = Paragraph(self.label, self.label_style)
            return Group([above, replace(self, label="")]).fit(kit, width, height, fresh)
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
        if y > height and fresh:
            return self._flowing(kit, label).fit(kit, width, height, fresh)
        return Fit(Stack(rows, y)) if y <= height else Fit(None, self)

    def _flowing(self, kit: Kit, label: TextStyle) -> Group:
        """Set a head that no page can hold as running text, over as many pages as it takes."""
        rows: list[Block] = [_MemoTop(self.emblem)]
        for name, value, style in (
            ("ส่วนราชการ", self.agency, label),
            ("ที่", self.number, label),
            ("วันที่", self.date, label),
            ("เรื่อง", self.subject, label),
            ("เรียน", self.to, BODY),
        ):
            if value:
                rows.append(Labelled(name, value, kit.width(name, style) + 10, BODY, style))
        return Group(rows)


@dataclass(frozen=True, slots=True)
class _MemoTop:
    emblem: bytes | None
    before: float = 0.0
    after: float = 10.0
    keep_with_next: bool = False

    def fit(self, _kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        piece = _MemoTitle(width, self.emblem)
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)


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
        endless = [text for signer in self.signers for text in _endless(kit, signer, self.style, column)]
        if endless:
            short = replace(self, signers=[_without(signer, endless) for signer in self.signers])
            return Group([short, *(Paragraph(text, self.style) for text in endless)]).fit(
                kit, width, height, fresh
            )
        left = 0.0 if self.per_row > 1 else width - column
        pieces: list[tuple[float, Piece]] = []
        y = 0.0
        for start in range(0, len(self.signers), self.per_row):
            row = [
                _signed(kit, signer, self.style, left + k * column, column, self.room)
                for k, signer in enumerate(self.signers[start : start + self.per_row])
            ]
            tallest = max(piece.height for piece in row)
            if y + tallest > height and fresh and pieces:
                return Fit(Stack(pieces, y), replace(self, signers=self.signers[start:]))
            pieces += [(y, piece) for piece in row]
            y += tallest
        return Fit(Stack(pieces, y)) if y <= height or fresh else Fit(None, self)


def _endless(kit: Kit, signer: Signature, style: TextStyle, column: float) -> list[str]:
    """Give the texts of a signer that would fill a page by themselves."""
    texts = [signer.label, signer.name, signer.role, *_positions(signer)]
    return [text for text in texts if text and len(kit.wrap(text, style, column - 8)) > _TALLEST_LABEL]


def _without(signer: Signature, endless: Sequence[str]) -> Signature:
    def kept(text: str) -> str:
        return "" if text in endless else text

    return replace(
        signer,
        name=kept(signer.name),
        label=kept(signer.label),
        role=kept(signer.role),
        position=[position for position in _positions(signer) if position not in endless],
    )


def _positions(signer: Signature) -> Sequence[str]:
    return [signer.position] if isinstance(signer.position, str) else signer.position


def _signed(
    kit: Kit, signer: Signature, style: TextStyle, left: float, column: float, room: float
) -> "_Signed":
    # What leaves no room to write beside it is set below, like a position.
    label, role = (
        text if kit.width(text, style) < column * _BESIDE_THE_LINE else ""
        for text in (signer.label, signer.role)
    )
    start = kit.width(label, style) + 4 if label else 0.0
    end = column - _BETWEEN_SIGNERS - (kit.width(role, style) + 4 if role else 0.0)
    below: list[Line] = []
    name = f"({signer.name})" if signer.name else ""
    moved = [text for text in (signer.label, signer.role) if text not in (label, role)]
    for text in filter(None, [name, *moved, *_positions(signer)]):
        below += kit.wrap(text, style, column - 8)
    shown = replace(signer, label=label, role=role)
    return _Signed(shown, style, left, start, end, column, below, room)


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
        lines = 1 + (not self.signer.name) + len(self.below) + self.signer.dated
        return self.room + lines * self.style.leading

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
        if not self.signer.name:
            y -= leading
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


__all__ = ["Field", "FieldRows", "Group", "MemoHead", "Signature", "Signatures", "checkbox"]
