"""Tables over pages: small ones with spans and totals, and registers of any length."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final, Literal, NamedTuple, Self

from services.documents.typesetting.layout import Fit, Kit
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import CELL, CELL_HEAD, PALE, TextStyle

ColumnAlign = Literal["l", "c", "r"]
CellValue = str | int | float | None

_PAD_X: Final = 3.5
_PAD_Y: Final = 2.0
_LINE_WEIGHT: Final = 0.5
_REMEMBERED: Final = 2_000  # cells of a column


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that spans columns, or looks different from its column."""

    value: CellValue
    span: int = 1
    align: ColumnAlign | None = None
    bold: bool = False


_Lines = Sequence[tuple[str, float, bool]]


class _Set(NamedTuple):
    """A cell with its lines broken."""

    left: float
    width: float
    lines: _Lines
    align: str
    bold: bool


class _Row(NamedTuple):
    """A measured row."""

    cells: Sequence[_Set]
    height: float
    lefts: tuple[float, ...]  # of its cells: rows that share them share their upright lines
    head: bool = False
    shaded: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    """How the rows of one table are set: column edges, alignment and styles."""

    edges: tuple[float, ...]
    align: str
    style: TextStyle
    head_style: TextStyle
    known: Sequence[dict[str, _Set]] = ()  # plain cells of each column, by their text
    shown: dict[int, tuple[_Lines, str]] = field(
        default_factory=dict
    )  # what sets a cell, by its lines' identity

    @property
    def bold(self) -> TextStyle:
        return self.style.but(face=self.head_style.face)

    def plain_row(self, kit: Kit, values: Sequence[str]) -> _Row:
        """Set a row of texts, one a column."""
        known = self.known
        cells = [
            known[column].get(value) or self._plain_cell(kit, column, value)
            for column, value in enumerate(values)
        ]
        most = max([len(cell.lines) for cell in cells], default=1)
        lefts = self.edges[:-1] if len(cells) == len(self.edges) - 1 else self.edges[: len(cells)]
        return _Row(cells, most * self.style.leading + 2 * _PAD_Y, lefts)

    def _plain_cell(self, kit: Kit, column: int, value: str) -> _Set:
        left = self.edges[column]
        width = self.edges[column + 1] - left
        lines = kit.breaker(self.style).wrap(value, width - 2 * _PAD_X)
        known = self.known[column]
        if len(known) >= _REMEMBERED:
            known.clear()
        cell = known[value] = _Set(
            left, width, tuple([(text, used, last) for text, used, last in lines]), self.align[column], False
        )
        return cell

    def show(self, lines: _Lines, encode: Callable[[str], str]) -> str:
        """Give what sets a cell's lines one under another, nothing for an empty cell; remember it."""
        shown = " T* ".join([f"<{encode(text)}> Tj" if text else "" for text, _, _ in lines])
        shown = shown if "<" in shown else ""
        if len(self.shown) >= _REMEMBERED:
            self.shown.clear()
        self.shown[id(lines)] = (lines, shown)
        return shown

    def row(
        self, kit: Kit, values: Sequence[CellValue | Cell], head: bool = False, total: bool = False
    ) -> _Row:
        """Set a row of any cells."""
        cells: list[_Set] = []
        column = 0
        for value in values:
            cell = value if isinstance(value, Cell) else Cell(value)
            span = max(1, min(cell.span, len(self.edges) - 1 - column))
            left, width = self.edges[column], self.edges[column + span] - self.edges[column]
            bold = head or total or cell.bold
            style = self.head_style if head else self.bold if bold else self.style
            align = cell.align or ("c" if head else self.align[column])
            lines = kit.breaker(style).wrap(_written(kit, cell.value), width - 2 * _PAD_X)
            cells.append(_Set(left, width, lines, align, bold))
            column += span
        style = self.head_style if head else self.style
        most = max((len(cell.lines) for cell in cells), default=1)
        lefts = tuple(cell.left for cell in cells)
        return _Row(cells, most * style.leading + 2 * _PAD_Y, lefts, head, head or total)

    def cut(self, row: _Row, height: float) -> tuple[_Row, _Row]:
        """Cut a row that no page can hold, between lines; one line at least goes before the cut."""
        lines = max(1, int((height - 2 * _PAD_Y + 0.01) / self.style.leading))
        most = max(len(cell.lines) for cell in row.cells)
        here = [cell._replace(lines=cell.lines[:lines]) for cell in row.cells]
        there = [cell._replace(lines=cell.lines[lines:]) for cell in row.cells]
        return (
            row._replace(cells=here, height=min(lines, most) * self.style.leading + 2 * _PAD_Y),
            row._replace(cells=there, height=max(most - lines, 0) * self.style.leading + 2 * _PAD_Y),
        )


def _written(kit: Kit, value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return kit.number(f"{value:,}")


def _edges(columns: Sequence[float], width: float) -> tuple[float, ...]:
    """Share a width out among columns by weight."""
    total = sum(columns)
    edges = [0.0]
    for weight in columns:
        edges.append(edges[-1] + weight * width / total)
    return tuple(edges)


@dataclass(frozen=True, slots=True)
class _TablePiece:
    """The rows of a table that stand on one page."""

    rows: Sequence[_Row]
    frame: _Frame
    height: float

    def draw(self, page: Page, x: float, top: float) -> None:
        self._shade(page, x, top)
        plain: list[str] = []
        bold: list[str] = []
        self._texts(page, x, top, (plain, bold))
        styles = ((plain, self.frame.style), (bold, self.frame.bold))
        for texts, style in styles[::-1] if any(row.head for row in self.rows) else styles:
            if texts:
                begin = (
                    f"BT 0 g /{page.font(style.face).resource} {style.size:.2f} Tf {style.leading:.2f} TL\n"
                )
                page.raw(begin + "\n".join(texts) + "\nET")
        self._grid(page, x, top)

    def _shade(self, page: Page, x: float, top: float) -> None:
        y = top
        for row in self.rows:
            y -= row.height
            if row.shaded:
                page.box(x, y, self.frame.edges[-1], row.height, fill=PALE, stroke=None)

    def _texts(self, page: Page, x: float, top: float, out: tuple[list[str], list[str]]) -> None:
        """Add what sets the texts of each row, plain ones and bold ones apart."""
        frame = self.frame
        encoders = page.font(frame.style.face).encode, page.font(frame.bold.face).encode
        starts = {edge: f"1 0 0 1 {x + edge + _PAD_X:.2f} " for edge in frame.edges}
        cells = frame.shown
        y = top
        for number, row in enumerate(self.rows):
            style = frame.head_style if row.head else frame.style
            first = y - _PAD_Y - baseline(style)
            first_written = f"{first:.2f} Tm "
            for cell in row.cells:
                left, width, lines, align, bold = cell
                encode = encoders[bold]
                if align == "l" and not row.head:
                    known = cells.get(id(lines))
                    shown = known[1] if known and known[0] is lines else frame.show(lines, encode)
                    if shown:
                        out[bold].append(starts[left] + first_written + shown)
                    continue
                at = first - self._lowered(number, row, cell, style) if row.head else first
                edge, inner = x + left + _PAD_X, width - 2 * _PAD_X
                for text, used, _ in lines:
                    if text:
                        start = edge if align == "l" else edge + (inner - used) / (2 if align == "c" else 1)
                        out[bold].append(f"1 0 0 1 {start:.2f} {at:.2f} Tm <{encode(text)}> Tj")
                    at -= style.leading
            y -= row.height

    def _lowered(self, number: int, row: _Row, cell: _Set, style: TextStyle) -> float:
        """Give how far a head cell's texts stand below its top, to be in its middle."""
        spare = row.height - 2 * _PAD_Y - len(cell.lines) * style.leading
        return (spare + self._below(number, cell.left, cell.width)) / 2

    def _below(self, number: int, left: float, width: float) -> float:
        """Give the height of the empty head cell below a head cell, which is taken for its lower part."""
        if number + 1 >= len(self.rows) or not self.rows[number + 1].head:
            return 0.0
        for cell in self.rows[number + 1].cells:
            if cell.left == left and cell.width == width and not any(text for text, _, _ in cell.lines):
                return self.rows[number + 1].height
        return 0.0

    def _ruled(self, number: int, row: _Row) -> list[tuple[float, float]]:
        """Give the stretches below a row that carry a line."""
        if not row.head:
            return [(0.0, self.frame.edges[-1])]
        return [(c.left, c.width) for c in row.cells if not self._below(number, c.left, c.width)]

    def _grid(self, page: Page, x: float, top: float) -> None:
        right = x + self.frame.edges[-1]
        path = [f"q {_LINE_WEIGHT} w .35 G {x:.2f} {top:.2f} m {right:.2f} {top:.2f} l"]
        y = top
        number = 0
        for bounds, rows in groupby(self.rows, key=attrgetter("lefts")):
            start = y
            for row in rows:
                y -= row.height
                path += [
                    f"{x + left:.2f} {y:.2f} m {x + left + width:.2f} {y:.2f} l"
                    for left, width in self._ruled(number, row)
                ]
                number += 1
            for bound in (*bounds, self.frame.edges[-1]):
                path.append(f"{x + bound:.2f} {start:.2f} m {x + bound:.2f} {y:.2f} l")
        page.raw(" ".join(path) + " S Q")


@dataclass(frozen=True, slots=True)
class _PackedPiece:
    """The rows of a register that stand on one page, until they are drawn.

    They are bare tuples of texts and numbers, which Python's garbage collector leaves aside: looking through
    the rows of a thousand pages would hold up everything, the window too, a quarter of a second at a time.
    """

    head: Sequence[_Row]
    rows: tuple[tuple[float, tuple[_Lines, ...]], ...]
    frame: _Frame
    height: float

    @classmethod
    def of(cls, piece: _TablePiece) -> Self:
        """Pack a piece whose rows below the head are plain."""
        head = [row for row in piece.rows if row.head]
        below = piece.rows[len(head) :]
        rows = tuple([(row.height, tuple([cell.lines for cell in row.cells])) for row in below])
        return cls(head, rows, piece.frame, piece.height)

    def draw(self, page: Page, x: float, top: float) -> None:
        edges, align = self.frame.edges, self.frame.align
        lefts = edges[:-1]
        widths = [right - left for left, right in pairwise(edges)]
        rows = [
            _Row(
                [_Set(*cell, False) for cell in zip(lefts, widths, cells, align, strict=False)],
                height,
                lefts if len(cells) == len(lefts) else lefts[: len(cells)],
            )
            for height, cells in self.rows
        ]
        _TablePiece([*self.head, *rows], self.frame, self.height).draw(page, x, top)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where a table has got to: the next row, and what of it was cut off by the page before."""

    frame: _Frame
    head: Sequence[_Row]
    count: int
    make: Callable[[int], _Row]
    start: int = 0
    cut: _Row | None = None

    def fill(self, height: float, fresh: bool, keep_last: int) -> tuple[_TablePiece | None, "_Rows | None"]:
        """Take as many rows as a height holds under the head."""
        frame, head = self.frame, self.head
        if fresh:  # a head that leaves no room for rows is cut, or the table would never end
            share = height / 2 / max(1, len(head))
            head = [row if row.height <= share else frame.cut(row, share)[0] for row in head]
        used = sum(row.height for row in head)
        taken: list[_Row] = []
        position, cut = self.start, self.cut
        while position < self.count:
            row = cut or self.make(position)
            if used + row.height > height + 0.01:
                if taken or not fresh:
                    break
                halves = frame.cut(row, height - used)
                taken.append(halves[0])
                used += halves[0].height
                if any(cell.lines for cell in halves[1].cells):
                    cut = halves[1]
                else:
                    position, cut = position + 1, None
                break
            taken.append(row)
            used += row.height
            position, cut = position + 1, None
        if not taken and (self.count or (used > height and not fresh)):
            return None, self
        left = self.count - position
        if 0 < left <= keep_last and len(taken) > keep_last and cut is None:
            for row in taken[-(keep_last + 1 - left) :]:  # a total never stands alone on the next page
                used -= row.height
            position -= keep_last + 1 - left
            del taken[-(keep_last + 1 - left) :]
        rest = replace(self, start=position, cut=cut) if position < self.count else None
        return _TablePiece([*head, *taken], frame, used), rest


@dataclass(frozen=True, slots=True)
class SimpleTable:
    """A table of figures: columns by weight, head rows repeated on each page, total rows bold and shaded."""

    rows: Sequence[Sequence[CellValue | Cell]]
    columns: Sequence[float]
    align: str = ""  # l, c, r for each column; left for the first and right for the others unless given
    head_rows: int = 1
    total_rows: int = 0
    style: TextStyle = CELL
    head_style: TextStyle = CELL_HEAD
    before: float = 4.0
    after: float = 6.0
    keep_with_next: bool = False
    _going_on: _Rows | None = None

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        rows = self._going_on or self._begin(kit, width)
        piece, rest = rows.fill(height, fresh, keep_last=self.total_rows)
        if rest is None or piece is None:
            return Fit(piece, None if piece else self)
        return Fit(piece, replace(self, _going_on=rest))

    def _begin(self, kit: Kit, width: float) -> _Rows:
        align = self.align or "l" + "r" * (len(self.columns) - 1)
        frame = _Frame(_edges(self.columns, width), align, self.style, self.head_style)
        head = [frame.row(kit, row, head=True) for row in self.rows[: self.head_rows]]
        body = self.rows[self.head_rows :]
        first_total = len(body) - self.total_rows
        return _Rows(
            frame,
            head,
            len(body),
            lambda position: frame.row(kit, body[position], total=position >= first_total),
        )


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """A long table of texts: head repeated, rows read from the sequence as pages fill."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    columns: Sequence[float]
    align: str = ""  # l, c, r for each column; left unless given
    style: TextStyle = CELL
    head_style: TextStyle = CELL_HEAD
    before: float = 4.0
    after: float = 6.0
    keep_with_next: bool = False
    _going_on: _Rows | None = None

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        rows = self._going_on or self._begin(kit, width)
        piece, rest = rows.fill(height, fresh, keep_last=0)
        if piece is None:
            return Fit(None, self)
        return Fit(_PackedPiece.of(piece), replace(self, _going_on=rest) if rest else None)

    def _begin(self, kit: Kit, width: float) -> _Rows:
        edges, align = _edges(self.columns, width), self.align or "l" * len(self.columns)
        known: list[dict[str, _Set]] = [{} for _ in self.columns]
        frame, rows = _Frame(edges, align, self.style, self.head_style, known), self.rows
        head = [frame.row(kit, self.head, head=True)]
        return _Rows(frame, head, len(rows), lambda position: frame.plain_row(kit, rows[position]))
