"""The notice for the wall: the office's channels on one page, with a square to scan where there is a site."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.documents.typesetting import (
    A4,
    CM,
    NOTE,
    TITLE,
    Block,
    DocumentSpec,
    Face,
    Fit,
    FontFamily,
    Group,
    Kit,
    Margins,
    Page,
    Paragraph,
    PdfDocument,
    QrCode,
    Rule,
    TextStyle,
)
from services.documents.typesetting.fonts import DocumentFonts
from services.documents.typesetting.layout import Piece
from services.documents.wording import PaperWords
from services.office.facts import OfficeFacts
from services.thai.words import default_segmenter

_MARGINS = Margins(left=2 * CM, right=2 * CM, top=1.8 * CM, bottom=1.5 * CM)
# The largest at which all channels stand on one page; a wall is read from afar.
_SIZES = (14.5, 14.0, 13.5, 13.0, 12.4, 11.8, 11.2, 10.6, 10.0, 9.4, 8.8, 8.2, 7.6)
_SITE = re.compile(r"(?:https?://|www\.)[^\s,]+", re.IGNORECASE)
_SQUARE = 46.0


@dataclass(frozen=True, slots=True)
class NoticeChannel:
    """Hold one channel of the notice, with what stands on it and the channels under it."""

    name: str
    details: tuple[str, ...]
    under: tuple[tuple[str, tuple[str, ...]], ...] = ()
    code: str = ""

    def site(self) -> str:
        """Return the first web address of the channel, as a telephone opens it."""
        for text in (*self.details, *(name for name, _groups in self.under)):
            if found := _SITE.search(text):
                address = found[0].rstrip(".")
                return address if "://" in address else f"https://{address}"
        return ""

    def lines(self) -> list[str]:
        """Return what stands on the channel, and the channels under it, as lines of text."""
        # Names and numbers stand as they are found on the channel: people type them as they read them.
        names = {name for name, _groups in self.under}
        lines = [" · ".join(line for line in self.details if line not in names)]
        lines.append(" · ".join(name for name, groups in self.under if not groups))
        for name, groups in self.under:
            if groups:
                lines.append(f"{name}: {', '.join(groups)}")
        return [line for line in lines if line]


def build_channel_notice(channels: Sequence[NoticeChannel], facts: OfficeFacts) -> bytes:
    """Return the notice as PDF, one page of A4."""
    words = PaperWords(facts.wording, facts.settings.digits_letters, "channel_notice")
    spec = DocumentSpec(
        title=f"{words('title')} {facts.profile.name}",
        author=facts.profile.name,
        subject=words("title"),
        margins=_MARGINS,
        digits=words.digits,
        page_numbers=False,
    )
    return PdfDocument(spec).to_bytes(_fitting(channels, facts, words))


def _fitting(channels: Sequence[NoticeChannel], facts: OfficeFacts, words: PaperWords) -> list[Block]:
    kit = Kit(DocumentFonts(FontFamily()), default_segmenter(), words.digits)
    width = A4.width - _MARGINS.left - _MARGINS.right
    height = (A4.height or 0.0) - _MARGINS.top - _MARGINS.bottom
    blocks: list[Block] = []
    for size in _SIZES:
        blocks = _blocks(channels, facts, words, TextStyle(size=size, leading=size * 1.62))
        _piece, rest = Group(blocks).fit(kit, width, height, True)
        if rest is None:
            break
    return blocks


def _blocks(
    channels: Sequence[NoticeChannel], facts: OfficeFacts, words: PaperWords, text: TextStyle
) -> list[Block]:
    profile = facts.profile
    closing = words("closing", phones=", ".join(profile.phones), email=profile.email)
    centred = text.but(align="centre")
    return [
        Paragraph(words("title"), TITLE.but(size=24.0, leading=38.0, after=0.0)),
        Paragraph(words("subtitle", office=profile.name), TITLE.but(size=17.0, leading=27.0)),
        Paragraph(words("lead"), centred.but(after=2.0)),
        Rule(before=2, after=4),
        *(_Line(channel, number, words, text) for number, channel in enumerate(channels, 1)),
        Rule(before=3, after=4),
        Paragraph(closing, centred.but(face=Face.BOLD)),
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """Set a channel: its number, its name, what stands on it, and at the right its square."""

    channel: NoticeChannel
    number: int
    words: PaperWords
    text: TextStyle
    before: float = 2.0
    after: float = 3.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        bold = self.text.but(face=Face.BOLD)
        label = self.words("number", number=self.number)
        indent = min(kit.width(self.words("number", number=88), bold) + 8.0, width / 3)
        site = self.channel.site()
        column = width - indent - (_SQUARE + 12.0 if site else 0.0)
        small = self.text.but(size=self.text.size * 0.92, leading=self.text.leading * 0.94)
        blocks: list[Block] = [Paragraph(self.channel.name, bold)]
        blocks += [Paragraph(line, small) for line in self.channel.lines()]
        piece, rest = Group(blocks).fit(kit, column, height, fresh)
        square = None
        if site:
            square, _none = QrCode(site, side=_SQUARE, centred=False).fit(kit, _SQUARE, _SQUARE, True)
        tall = max(piece.height if piece is not None else 0.0, _SQUARE + 12.0 if site else 0.0)
        if piece is None or (not fresh and (rest is not None or tall > height)):
            return Fit(None, self)
        scan = self.words("scan") if site else ""
        # What no page can hold goes on upon the next: waiting for a longer page would never end.
        return Fit(_Drawn(label, bold, piece, indent, square, scan, width, tall), rest)


@dataclass(frozen=True, slots=True)
class _Drawn:
    label: str
    style: TextStyle
    inner: Piece
    indent: float
    square: Piece | None
    scan: str
    width: float
    height: float

    def draw(self, page: Page, x: float, top: float) -> None:
        baseline = top - self.style.leading * 0.72
        page.text(x, baseline, self.label, self.style, "left")
        self.inner.draw(page, x + self.indent, top)
        if self.square is not None:
            left = x + self.width - _SQUARE
            self.square.draw(page, left, top)
            tiny = NOTE.but(size=5.6)
            page.text(left + _SQUARE / 2, top - _SQUARE - 7.0, self.scan, tiny, "centre")
