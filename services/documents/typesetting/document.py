"""Put blocks on pages, add the page furniture, write the PDF."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from services.documents.typesetting.blocks import KeepTogether, PageBreak
from services.documents.typesetting.characters import Digits, printable
from services.documents.typesetting.collector import collector_rests
from services.documents.typesetting.contents import Bookmark
from services.documents.typesetting.fonts import DocumentFont, DocumentFonts, Face, FontFamily
from services.documents.typesetting.layout import Block, Kit, Piece
from services.documents.typesetting.lines import Words
from services.documents.typesetting.page import Page
from services.documents.typesetting.styles import A4, NOTE, Margins, Paper, TextStyle
from services.thai.words import clusters, default_segmenter

rl_config.useA85 = 0  # streams as bytes, a fifth smaller; ReportLab reads this setting nowhere else

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Furniture = Callable[[Page, int, int], None]  # page, its number, number of pages

_STAMP: Final = TextStyle(size=13, leading=20, face=Face.BOLD, align="right")
_COMPRESSION: Final = 5  # a third faster than 6, and 4 % larger
_WATERMARK: Final = TextStyle(size=110, leading=140, face=Face.BOLD, colour=(0.9, 0.9, 0.9))

_LONGEST_LINE: Final = 1000  # characters; no paper is wider
_WATERMARK_REACH: Final = 1.2  # of the paper's width, along its slant


class BuildCancelled(Exception):
    """Tell that whoever asked for a document no longer wants it."""


# Of this thread alone: whom to tell how far a document is, and whom to ask whether it is still wanted.
_WATCH: ContextVar[tuple[Progress | None, Cancelled | None]] = ContextVar("watch", default=(None, None))


@contextmanager
def watched(progress: Progress | None, cancelled: Cancelled | None) -> Iterator[None]:
    """Tell of each document that is built inside, and stop it between pages when asked.

    Papers are made several calls deep, by services that need not know who waits for them.
    """
    token = _WATCH.set((progress, cancelled))
    try:
        yield
    finally:
        _WATCH.reset(token)


def check_wanted() -> None:
    """Raise BuildCancelled where nobody waits for a document any more: asked during slow preparations."""
    cancelled = _WATCH.get()[1]
    if cancelled is not None and cancelled():
        raise BuildCancelled


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """What a document is apart from its text."""

    title: str
    author: str = ""
    subject: str = ""
    paper: Paper = A4
    margins: Margins = field(default_factory=Margins)
    digits: Digits = (
        "thai"  # of page numbers and whatever asks the kit for numbers; texts are set as they are given
    )
    page_numbers: bool = True  # "หน้า ๑/๓" at the top right
    first_page_number: bool = True
    header: str = ""  # at the top left of every page but the first
    footer: str = ""  # at the foot of every page
    stamp: str = ""  # at the top right of the first page: สำเนา
    watermark: str = ""  # pale, across every page
    furniture: Furniture | None = None  # draws more on every page
    family: FontFamily = field(default_factory=FontFamily)
    created: datetime | None = (
        None  # in the file's properties; None leaves a fixed date, so equal input is equal bytes
    )
    words: Words | None = None  # a segmenter with the office's own words


@dataclass(frozen=True, slots=True)
class _Placed:
    piece: Piece
    top: float  # distance from the top of the text area


class PdfDocument:
    """Flow blocks down pages and write them as one PDF."""

    def __init__(self, spec: DocumentSpec) -> None:
        self.spec = spec

    def to_bytes(
        self,
        blocks: Iterable[Block],
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
    ) -> bytes:
        """Build the PDF. Raises BuildCancelled between pages.

        Progress is told as (pages laid out, 0) while nobody knows how many there will be, then as
        (pages drawn, pages).
        """
        progress, cancelled = progress or _WATCH.get()[0], cancelled or _WATCH.get()[1]
        with collector_rests():
            return self._build(blocks, progress, cancelled)

    def _build(
        self, blocks: Iterable[Block], progress: Progress | None, cancelled: Cancelled | None
    ) -> bytes:
        kit = Kit(DocumentFonts(self.spec.family), self.spec.words or default_segmenter(), self.spec.digits)
        stop = cancelled or _never
        pages: list[list[_Placed] | None] = []
        for laid_out in _Flow(kit, self._width, self._height, blocks).pages():
            if stop():
                raise BuildCancelled
            pages.append(laid_out)
            for item in laid_out:
                if isinstance(item.piece, Bookmark):
                    kit.pages.setdefault(item.piece.key, len(pages))
            if progress is not None:
                progress(len(pages), 0)
        height = self.spec.paper.height or self._roll_height(pages)
        canvas = self._canvas(height, stop)
        for number, placed in enumerate(pages, 1):
            if stop():
                raise BuildCancelled
            page = Page(canvas, kit.fonts, self.spec.paper.width, height, kit.digits)
            self._draw(page, placed, number, len(pages))
            pages[number - 1] = None  # what is drawn need not be kept
            canvas.showPage()
            if progress is not None:
                progress(number, len(pages))
        canvas.embed(kit.fonts.used())
        return bytes(canvas.getpdfdata())

    @property
    def _width(self) -> float:
        return self.spec.paper.width - self.spec.margins.left - self.spec.margins.right

    @property
    def _height(self) -> float:
        if self.spec.paper.height is None:
            return _LONGEST_ROLL
        return self.spec.paper.height - self.spec.margins.top - self.spec.margins.bottom

    def _roll_height(self, pages: Sequence[Sequence[_Placed] | None]) -> float:
        lowest = max((p.top + p.piece.height for page in pages for p in page or ()), default=0.0)
        return lowest + self.spec.margins.top + self.spec.margins.bottom

    def _canvas(self, height: float, stop: Cancelled) -> "_Canvas":
        spec = self.spec
        canvas = _Canvas(
            "", pagesize=(spec.paper.width, height), invariant=1, pageCompression=1, lang="th-TH"
        )
        canvas.stop = stop
        canvas.setTitle(printable(spec.title))
        canvas.setAuthor(printable(spec.author))
        canvas.setSubject(printable(spec.subject))
        canvas.setCreator("RapRueang")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        if spec.created is not None:
            canvas.date(spec.created)
        return canvas

    def _draw(self, page: Page, placed: Sequence[_Placed] | None, number: int, total: int) -> None:
        spec = self.spec
        if spec.watermark:
            wide = page.font(_WATERMARK.face).width(spec.watermark, _WATERMARK.size)
            share = min(1.0, _WATERMARK_REACH * page.width / max(wide, 1.0))
            page.slanted(spec.watermark, _WATERMARK.but(size=_WATERMARK.size * share))
        top = page.height - spec.margins.top
        for item in placed or ():
            item.piece.draw(page, spec.margins.left, top - item.top)
        self._furnish(page, number, total)

    def _furnish(self, page: Page, number: int, total: int) -> None:
        spec = self.spec
        if spec.paper.height is None:
            return
        right = page.width - spec.margins.right
        above = page.height - spec.margins.top * 0.55
        below = spec.margins.bottom * 0.45
        room = right - spec.margins.left
        if spec.page_numbers and (number > 1 or spec.first_page_number):
            pages = f"หน้า {page.number(number)}/{page.number(total)}"
            room -= page.text(right, above, pages, NOTE, "right") + 12
        if spec.header and number > 1:
            page.text(spec.margins.left, above, shortened(page, spec.header, NOTE, room), NOTE, "left")
        if spec.footer:
            footer = shortened(page, spec.footer, NOTE, right - spec.margins.left)
            page.text(spec.margins.left, below, footer, NOTE, "left")
        if spec.stamp and number == 1:
            _draw_stamp(page, spec, right)
        if spec.furniture is not None:
            spec.furniture(page, number, total)


_LONGEST_ROLL: Final = 14_000.0  # points; a PDF page may be 14,400


class _Flow:
    """Place blocks one under another, page after page."""

    def __init__(self, kit: Kit, width: float, height: float, blocks: Iterable[Block]) -> None:
        self._kit = kit
        self._width = width
        self._height = height
        self._waiting: list[Block] = list(blocks)[::-1]
        self._page: list[_Placed] = []
        self._used = 0.0
        self._gap = 0.0

    def pages(self) -> Iterator[list[_Placed]]:
        """Give each page's pieces; a document without blocks is one empty page."""
        given = 0
        while self._waiting:
            block = self._waiting.pop()
            if isinstance(block, PageBreak):
                if self._page:
                    yield self._turn()
                    given += 1
                continue
            if not self._place(block) and self._page:
                given += 1
                yield self._turn()
        if self._page or not given:
            yield self._turn()

    def _place(self, block: Block) -> bool:
        """Place a block or its beginning; False if it waits for a new page."""
        fresh = not self._page
        start = self._used if fresh else self._used + max(self._gap, block.before)
        room = self._height - start
        piece, rest = block.fit(self._kit, self._width, room, fresh)
        if piece is None and fresh and isinstance(block, KeepTogether):
            self._waiting += list(block.blocks)[::-1]  # no page is long enough for all of it
            return True
        if piece is None or (
            not fresh and block.keep_with_next and not self._next_begins(start, block, piece)
        ):
            self._waiting.append(block)
            return False
        self._page.append(_Placed(piece, start))
        self._used, self._gap = start + piece.height, block.after
        if rest is not None:
            self._waiting.append(rest)
            return False
        return True

    def _next_begins(self, start: float, block: Block, piece: Piece) -> bool:
        """Tell whether what follows a heading can begin on the same page."""
        if not self._waiting:
            return True
        following = self._waiting[-1]
        if isinstance(following, PageBreak):
            return True
        top = start + piece.height + max(block.after, following.before)
        following_piece, _ = following.fit(self._kit, self._width, self._height - top, False)
        if following_piece is None:
            return False
        return not following.keep_with_next or top + following_piece.height + 30 <= self._height

    def _turn(self) -> list[_Placed]:
        page, self._page = self._page, []
        self._used = self._gap = 0.0
        return page


class _Contents(pdfdoc.PDFStream):  # type: ignore[misc]  # ReportLab has no types
    """What is drawn on a page, compressed at once: ReportLab would keep all pages as text to the end."""

    def __init__(self, operators: Sequence[str], stop: Cancelled) -> None:
        content = zlib.compress("\n".join(operators).encode("latin-1"), _COMPRESSION)
        filters = pdfdoc.PDFArray([pdfdoc.PDFName("FlateDecode")])
        super().__init__(pdfdoc.PDFDictionary({"Filter": filters}), content)
        self._stop = stop

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        if self._stop():
            raise BuildCancelled
        written: bytes = super().format(document)
        return written


class _Canvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas that knows nothing of fonts: pages name theirs, so no process-wide registry is touched."""

    stop: Cancelled

    def showPage(self) -> None:  # noqa: N802  (ReportLab's spelling)
        """Close the page."""
        contents = _Contents([self._preamble, *self._code, ""], self.stop)
        self._code: list[str] = []
        super().showPage()
        # named at once, so that it is written right after its page: cancelling waits for one page at most
        self._doc.Pages[-1].Contents = self._doc.Reference(contents)

    def embed(self, fonts: Sequence[DocumentFont]) -> None:
        """Have the fonts written when the document is."""
        self._doc.delayedFonts.extend(fonts)

    def date(self, when: datetime) -> None:
        """Put a date of creation into the file's properties."""
        self._doc._timeStamp = _stamp(when)  # noqa: SLF001  (ReportLab has no public way)

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


def shortened(page: Page, text: str, style: TextStyle, room: float) -> str:
    """Cut what stands in one line at a page's edge to its room; the document's own text says all of it."""
    font = page.font(style.face)
    text = printable(text).replace("\n", " ")
    if font.width(text, style.size) <= room:
        return text
    kept, used = "", font.width("…", style.size)
    for cluster in clusters(text[:_LONGEST_LINE]):
        used += font.width(cluster, style.size)
        if used > room:
            break
        kept += cluster
    return kept.rstrip() + "…"


def _draw_stamp(page: Page, spec: DocumentSpec, right: float) -> None:
    stamp = shortened(page, spec.stamp, _STAMP, (right - spec.margins.left) / 2)
    width = page.font(_STAMP.face).width(stamp, _STAMP.size) + 14
    y = page.height - spec.margins.top * 0.55 - 30
    page.box(right - width, y, width, 20, weight=1.0)
    page.text(right - 7, y + 6, stamp, _STAMP, "right")


def _stamp(when: datetime) -> TimeStamp:
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("the date of creation needs a time zone")
    minutes = int(offset.total_seconds() // 60)
    stamp = TimeStamp(1)
    stamp.YMDhms = when.timetuple()[:6]
    stamp.dhh, stamp.dmm = divmod(minutes, 60)
    return stamp


def _never() -> bool:
    return False
