"""Part 11 of the evidence document: the twelve channels, each with a picture, and the office's own below."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from services.documents.channel_notice import NoticeChannel
from services.documents.evidence_material import Material, PartContent
from services.documents.office_papers import notice_channels
from services.documents.picture_blocks import CAPTION, PaperPicture, draw_picture
from services.documents.typesetting import BODY, SUBHEADING, Block, Face, Fit, Kit, Page, Paragraph, TextStyle
from services.documents.typesetting.forms import Group
from services.documents.typesetting.layout import Piece, TextPiece
from services.office.evidence_pictures import CHANNELS
from services.resources import load_json

_NAME: Final = BODY.but(size=10.0, leading=16.5, face=Face.BOLD)
_DETAIL: Final = TextStyle(size=8.8, leading=14.0)
_LABEL_WIDTH: Final = 24.0
_TEXT_SHARE: Final = 0.44
_GAP: Final = 12.0
_TALLEST: Final = 165.0
_TALLEST_OF_MANY: Final = 120.0
_RULE: Final = (0.72, 0.74, 0.76)
_PAD: Final = 6.0


def channels_part(material: Material) -> PartContent:
    """Return the channels in use with their pictures; those without one are named."""
    words = material.words
    channels = notice_channels(material.look.office, material.look.facts.profile.box_location)
    lacking = [one for one in channels if not material.rows_of(CHANNELS, one.code)]
    made = len(channels) - len(lacking)
    has = words("has_channels", made=words.number(made), count=words.number(len(channels)))
    missing = []
    if lacking:
        names = ", ".join(one.name for one in lacking)
        missing.append(words("missing_channel_pictures", names=names))
    return PartContent(has, missing, lambda: _blocks(material, channels), sets_pictures=True)


def given_channels(material: Material) -> int:
    """Return how many of the channels that every office has are in use here."""
    shipped = _shipped()
    return sum(
        choice.active and choice.parent is None and choice.code in shipped
        for choice in material.look.facts.channels.all
    )


def _shipped() -> set[str]:
    return {str(channel["code"]) for channel in load_json("office/channels.json")["channels"]}


def _blocks(material: Material, channels: Sequence[NoticeChannel]) -> list[Block]:
    words, shipped = material.words, _shipped()
    given = [one for one in channels if one.code in shipped]
    own = [one for one in channels if one.code not in shipped]
    blocks: list[Block] = []
    for number, channel in enumerate((*given, *own), 1):
        if own and channel is own[0]:
            blocks.append(Paragraph(words("channel_more"), SUBHEADING.but(before=10.0), keep_with_next=True))
        blocks.append(
            ChannelRow(
                label=words("channel_number", number=words.number(number)),
                name=channel.name,
                lines=tuple(channel.lines()),
                pictures=tuple(material.pictures(CHANNELS, channel.code)),
                no_picture=words("channel_no_picture"),
                unreadable=words("picture_unreadable"),
            )
        )
    return blocks


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """Set a channel across the page: what it is at the left, its pictures at the right, a rule beneath."""

    label: str
    name: str
    lines: tuple[str, ...]
    pictures: tuple[PaperPicture, ...]
    no_picture: str
    unreadable: str
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        column = width * _TEXT_SHARE - _LABEL_WIDTH
        text = [Paragraph(self.name, _NAME), *(Paragraph(line, _DETAIL) for line in self.lines)]
        said, _rest = Group(text).fit(kit, column, 10_000.0, True)
        shown = _pictures(self, kit, width * (1 - _TEXT_SHARE) - _GAP)
        if said is None:
            return Fit(None, self)
        piece = _DrawnChannel(self.label, said, shown, width)
        if piece.height > height and not fresh:
            return Fit(None, self)
        return Fit(piece)


@dataclass(frozen=True, slots=True)
class _Shown:
    """One picture where it stands in its column, from the column's top left."""

    picture: PaperPicture
    left: float
    top: float
    size: tuple[float, float]
    caption: TextPiece
    words: str

    @property
    def height(self) -> float:
        return self.size[1] + (self.caption.height + 2.0 if self.picture.caption else 0.0)


def _pictures(row: ChannelRow, kit: Kit, width: float) -> list[_Shown]:
    """Return the pictures of a channel: one as large as there is room, several by twos."""
    if not row.pictures:
        empty = PaperPicture(None, 4, 3)
        return [
            _Shown(empty, 0.0, 0.0, empty.shown(width, _TALLEST), _caption("", kit, width), row.no_picture)
        ]
    by = 1 if len(row.pictures) == 1 else 2
    column = (width - _GAP * (by - 1)) / by
    tallest = _TALLEST if by == 1 else _TALLEST_OF_MANY
    shown: list[_Shown] = []
    top = 0.0
    for first in range(0, len(row.pictures), by):
        line = [
            _Shown(
                one,
                place * (column + _GAP),
                top,
                one.shown(column, tallest),
                _caption(one.caption, kit, column),
                row.unreadable,
            )
            for place, one in enumerate(row.pictures[first : first + by])
        ]
        shown += line
        top += max(one.height for one in line) + _PAD
    return shown


def _caption(text: str, kit: Kit, width: float) -> TextPiece:
    return TextPiece(kit.wrap(text, CAPTION, width), CAPTION, width)


@dataclass(frozen=True, slots=True)
class _DrawnChannel:
    label: str
    said: Piece
    shown: Sequence[_Shown]
    width: float

    @property
    def height(self) -> float:
        return max([self.said.height, *(one.top + one.height for one in self.shown)]) + 2 * _PAD

    def draw(self, page: Page, x: float, top: float) -> None:
        inner = top - _PAD
        page.text(x, inner - _NAME.leading / 2 - _NAME.size * 0.36, self.label, _NAME, "left")
        self.said.draw(page, x + _LABEL_WIDTH, inner)
        pictures = x + self.width * _TEXT_SHARE + _GAP
        for one in self.shown:
            wide, high = one.size
            left = pictures + one.left + (one.caption.width - wide) / 2
            low = inner - one.top - high
            draw_picture(page, one.picture, (left, low, wide, high), one.words)
            if one.picture.caption:
                one.caption.draw(page, pictures + one.left, low - 2.0)
        page.rule(x, top - self.height, x + self.width, top - self.height, 0.4, _RULE)
