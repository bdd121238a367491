"""Note what setting a paper comes down to: the texts broken into lines, and the lines drawn."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from services.documents.typesetting.fonts import Face, FontFamily
from services.documents.typesetting.lines import Line, LineBreaker
from services.documents.typesetting.page import Page, baseline
from services.documents.typesetting.styles import TextStyle
from services.documents.typesetting.tables import _TablePiece  # the one place where tables are drawn


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Hold one text that was broken, how, and the lines that came of it."""

    face: Face
    size: float
    text: str
    width: float
    indent: float
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Hold one line that was drawn."""

    face: Face
    size: float
    x: float
    y: float
    text: str


@dataclass(slots=True)
class Recording:
    """Hold a paper's texts and lines, these page by page."""

    wrapped: list[Wrapped] = field(default_factory=list)
    pages: list[list[Drawn]] = field(default_factory=list)
    _fonts: dict[LineBreaker, tuple[Face, float]] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        """Take notes as long as it lasts."""
        watched: tuple[tuple[type[Any], str, Callable[..., Any]], ...] = (
            (LineBreaker, "__init__", self._begin),
            (LineBreaker, "wrap", self._wrap),
            (Page, "__init__", self._page),
            (Page, "lines", self._lines),
            (Page, "text", self._text),
            (_TablePiece, "draw", self._table),
        )
        plain = [getattr(owner, name) for owner, name, _note in watched]
        for (owner, name, note), method in zip(watched, plain, strict=True):
            setattr(owner, name, _noting(note, method))
        try:
            yield
        finally:
            for (owner, name, _note), method in zip(watched, plain, strict=True):
                setattr(owner, name, method)

    def _begin(self, _made: None, breaker: LineBreaker, font: Any, size: float, _words: Any) -> None:
        face = next(face for face in Face if FontFamily().path(face).stem == font.face.name)
        self._fonts[breaker] = face, size

    def _wrap(
        self, lines: tuple[Line, ...], breaker: LineBreaker, text: str, width: float, indent: float = 0.0
    ) -> None:
        self.wrapped.append(Wrapped(*self._fonts[breaker], text, width, indent, lines))

    def _page(self, _made: None, _page: Page, *_values: Any) -> None:
        self.pages.append([])

    def _lines(self, _height: float, _page: Page, x: float, top: float, _width: float, *given: Any) -> None:
        lines, style = given
        self._add(lines, style, x, top)

    def _text(
        self, _width: float, _page: Page, x: float, y: float, text: str, style: TextStyle, *_align: Any
    ) -> None:
        self.pages[-1].append(Drawn(style.face, style.size, x, y, text))

    def _table(self, _drawn: None, piece: _TablePiece, _page: Page, x: float, top: float) -> None:
        for row in piece.rows:
            style = piece.frame.head_style if row.head else piece.frame.style
            for cell in row.cells:
                self._add(cell.lines, piece.frame.bold if cell.bold else style, x + cell.left, top)
            top -= row.height

    def _add(self, lines: Sequence[tuple[str, float, bool]], style: TextStyle, x: float, top: float) -> None:
        for number, (text, _width, _last) in enumerate(lines):
            if text:
                y = top - baseline(style) - number * style.leading
                self.pages[-1].append(Drawn(style.face, style.size, x, y, text))


def _noting(note: Callable[..., None], method: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*values: Any) -> Any:
        result = method(*values)
        note(result, *values)
        return result

    return noted
