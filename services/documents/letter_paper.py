"""Letters on paper: the outgoing letter (หนังสือภายนอก), the memo (บันทึกข้อความ), a short message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.documents.own_words import words_of
from services.documents.typesetting import (
    BODY,
    CM,
    LETTER,
    Block,
    Digits,
    DocumentSpec,
    Face,
    Fit,
    KeepTogether,
    Kit,
    Labelled,
    Margins,
    MemoHead,
    Page,
    Paragraph,
    PdfDocument,
    Signature,
    Signatures,
    Spacer,
    TextStyle,
)
from services.documents.typesetting.layout import Piece
from services.documents.typesetting.lines import Line
from services.documents.typesetting.page import baseline

EMBLEM: Final = 3 * CM
EMBLEM_TOP: Final = 1.5 * CM
_MARGINS: Final = Margins(top=2.5 * CM, bottom=2 * CM)
_MEMO_MARGINS: Final = Margins(top=1.5 * CM, bottom=2 * CM)
_SECRET: Final = TextStyle.official(22, face=Face.BOLD, colour=(0.75, 0.0, 0.0))
_BLANK_LINE: Final = 5.2 * CM  # dotted, for a number or a date written by hand
_AXIS: Final = 0.68  # where closing and signature are centred, of the column
_SHORT: Final = 80  # letters of a last paragraph that is only its closing sentence
_LONGEST_KEPT: Final = 500
_ROOM_TO_SIGN: Final = 3 * BODY.leading


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPaper:
    """Hold what one letter says, filled in and in its digits; an empty number or date stays dotted."""

    layout: str
    title: str  # of the file, for readers' programs
    office: str
    number: str = ""
    date: str = ""
    address: tuple[str, ...] = ()
    agency: str = ""  # of a memo's head
    salutation: str = ""
    addressee: str = ""
    subject: str = ""
    reference: str = ""
    enclosures: str = ""
    paragraphs: tuple[str, ...] = ()
    closing: str = ""
    signer_name: str = ""
    signer_position: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    secret: str = ""
    labels: tuple[str, str, str] = ("เรื่อง", "อ้างถึง", "สิ่งที่ส่งมาด้วย")
    number_label: str = "ที่"


def build_letter(
    paper: LetterPaper, digits: Digits, emblem: bytes | None = None, created: datetime | None = None
) -> bytes:
    """Return a letter as PDF; where there is no emblem its place stays empty."""
    spec = DocumentSpec(
        title=paper.title,
        author=paper.office,
        subject=paper.subject,
        margins=_MEMO_MARGINS if paper.layout == "memo" else _MARGINS,
        digits=digits,
        page_numbers=False,
        furniture=_Furniture(paper.secret, emblem if paper.layout == "outgoing" else None),
        words=words_of(paper.signer_name, paper.addressee),
        created=created,
    )
    if paper.layout == "memo":
        blocks = _memo(paper, emblem)
    elif paper.layout == "email":
        blocks = _message(paper)
    else:
        blocks = _outgoing(paper)
    return PdfDocument(spec).to_bytes(blocks)


@dataclass(frozen=True, slots=True)
class _Furniture:
    """Draw what stands at fixed places: emblem, page number from the second page on, how secret it is."""

    secret: str
    emblem: bytes | None

    def __call__(self, page: Page, number: int, total: int) -> None:  # noqa: ARG002 - furniture gets both
        middle = page.width / 2
        if self.emblem is not None and number == 1:
            bottom = page.height - EMBLEM_TOP - EMBLEM
            page.picture(self.emblem, middle - EMBLEM / 2, bottom, EMBLEM, EMBLEM)
        if number > 1:
            page.text(middle, page.height - 1.9 * CM, f"- {page.number(number)} -", BODY, "centre")
        if self.secret:
            page.text(middle, page.height - 1.05 * CM, self.secret, _SECRET, "centre")
            page.text(middle, 0.8 * CM, self.secret, _SECRET, "centre")


def _outgoing(paper: LetterPaper) -> list[Block]:
    subject, reference, enclosures = paper.labels
    blocks: list[Block] = [
        Spacer(EMBLEM_TOP + EMBLEM - _MARGINS.top - BODY.leading),
        _NumberAndAddress(paper),
        _DateLine(paper.date),
        _Entry(subject, paper.subject),
        _Entry(paper.salutation, paper.addressee),
    ]
    if paper.reference:
        blocks.append(_Entry(reference, paper.reference))
    if paper.enclosures:
        blocks.append(_Entry(enclosures, paper.enclosures))
    body = [Paragraph(text, LETTER) for text in paper.paragraphs]
    going_along = _with_the_ending(paper.paragraphs)
    blocks += body[: len(body) - going_along]
    ending: list[Block] = [*body[len(body) - going_along :], _Ending(paper), _Foot(paper.foot)]
    blocks.append(KeepTogether(ending))
    return blocks


def _with_the_ending(paragraphs: Sequence[str]) -> int:
    """Return how many of the last paragraphs go over the page with the signature: never it alone."""
    if len(paragraphs) < 2 or len(paragraphs[-1]) > _SHORT:
        return min(1, len(paragraphs))
    return 2 if len(paragraphs[-2]) <= _LONGEST_KEPT else 1


def _memo(paper: LetterPaper, emblem: bytes | None) -> list[Block]:
    head = MemoHead(
        agency=paper.agency,
        number=paper.number,
        date=paper.date,
        subject=paper.subject,
        to=paper.addressee,
        emblem=emblem,
    )
    signer = Signature(paper.signer_name, paper.signer_position, label="")
    body = [Paragraph(text, LETTER) for text in paper.paragraphs]
    return [head, *body, Signatures([signer])]


def _message(paper: LetterPaper) -> list[Block]:
    """Set what was sent as a short message, so that the case keeps it on paper."""
    first, rest = paper.paragraphs[:1], paper.paragraphs[1:]
    blocks: list[Block] = [
        Paragraph(paper.office, BODY.but(face=Face.BOLD)),
        Paragraph(paper.date, BODY),
        _Entry(paper.labels[0], paper.subject),
        _Entry(paper.salutation, paper.addressee),
    ]
    blocks += [Paragraph(text, LETTER) for text in (*first, *rest)]
    return [block for block in blocks if not isinstance(block, Paragraph) or block.text.strip()]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A label and its text, which begins right after it: เรื่อง, เรียน, อ้างถึง."""

    label: str
    text: str
    before: float = 6.0
    after: float = 0.0
    keep_with_next: bool = True

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        room = kit.width(self.label, BODY) + 10
        return Labelled(self.label, self.text or "…" * 12, room).fit(kit, width, height, fresh)


@dataclass(frozen=True, slots=True)
class _NumberAndAddress:
    """The number at the left, the office's name and address at the right."""

    paper: LetterPaper
    before: float = 0.0
    after: float = 0.0
    keep_with_next: bool = True

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        left = width * 0.585
        lines: list[Line] = []
        for text in (self.paper.office, *self.paper.address):
            lines += kit.wrap(text, BODY, width - left)
        number = kit.wrap(self.paper.number, BODY, left - 40) if self.paper.number else ()
        piece = _NumberPiece(self.paper.number_label, number, lines, left)
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)


@dataclass(frozen=True, slots=True)
class _NumberPiece:
    label: str
    number: Sequence[Line]
    address: Sequence[Line]
    left: float

    @property
    def height(self) -> float:
        return max(len(self.number), len(self.address), 1) * BODY.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        y = top - baseline(BODY)
        start = x + page.text(x, y, self.label, BODY, "left") + 8
        if self.number:
            page.lines(start, top, self.left, self.number, BODY)
        else:
            page.leader(start, start + _BLANK_LINE, y - 2)
        page.lines(x + self.left, top, self.left, self.address, BODY)


@dataclass(frozen=True, slots=True)
class _DateLine:
    """The date, from the middle of the page on."""

    date: str
    before: float = 6.0
    after: float = 0.0
    keep_with_next: bool = True

    def fit(self, _kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        piece = _DatePiece(self.date, width)
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)


@dataclass(frozen=True, slots=True)
class _DatePiece:
    date: str
    width: float
    height: float = BODY.leading

    def draw(self, page: Page, _x: float, top: float) -> None:
        y, middle = top - baseline(BODY), page.width / 2
        if self.date:
            page.text(middle, y, self.date, BODY, "left")
        else:
            page.leader(middle, middle + _BLANK_LINE, y - 2)


@dataclass(frozen=True, slots=True)
class _Ending:
    """Closing, room to sign, the name in brackets and the position, one under another on one axis."""

    paper: LetterPaper
    before: float = 12.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        axis = width * _AXIS
        room = 2 * (width - axis)
        position: list[Line] = []
        for text in self.paper.signer_position:
            position += kit.wrap(text, BODY, room)
        piece = _EndingPiece(self.paper.closing, self.paper.signer_name, position, axis)
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)


@dataclass(frozen=True, slots=True)
class _EndingPiece:
    closing: str
    name: str
    position: Sequence[Line]
    axis: float

    @property
    def height(self) -> float:
        return (2 + len(self.position)) * BODY.leading + _ROOM_TO_SIGN

    def draw(self, page: Page, x: float, top: float) -> None:
        middle, y = x + self.axis, top - baseline(BODY)
        page.text(middle, y, self.closing, BODY, "centre")
        y -= BODY.leading + _ROOM_TO_SIGN
        if self.name:
            page.text(middle, y, f"({self.name})", BODY, "centre")
        else:
            half = _BLANK_LINE / 2
            page.text(middle - half, y, "(", BODY, "left")
            page.leader(middle - half + 6, middle + half - 6, y - 2)
            page.text(middle + half, y, ")", BODY, "right")
        for line in self.position:
            y -= BODY.leading
            page.text(middle, y, line.text, BODY, "centre")


@dataclass(frozen=True, slots=True)
class _Foot:
    """Whose letter it is, at the foot of the page at the left: unit, telephone, e-mail."""

    lines: Sequence[str]
    before: float = 12.0
    after: float = 0.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        wrapped = [line for text in self.lines for line in kit.wrap(text, BODY, width)]
        needed = len(wrapped) * BODY.leading
        if needed > height and not fresh:
            return Fit(None, self)
        piece: Piece = _FootPiece(wrapped, width, max(needed, height))
        return Fit(piece)


@dataclass(frozen=True, slots=True)
class _FootPiece:
    lines: Sequence[Line]
    width: float
    height: float

    def draw(self, page: Page, x: float, top: float) -> None:
        start = top - self.height + len(self.lines) * BODY.leading
        page.lines(x, start, self.width, self.lines, BODY)
