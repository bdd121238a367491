"""QR codes and barcodes drawn as vectors."""

from dataclasses import dataclass
from typing import Final

from reportlab.graphics.barcode.code128 import Code128
from reportlab.graphics.barcode.qrencoder import QRECI, QR8bitByte, QRCode, QRErrorCorrectLevel

from services.documents.typesetting.characters import in_digits
from services.documents.typesetting.layout import Fit, Kit
from services.documents.typesetting.page import Page
from services.documents.typesetting.styles import MM, NOTE

_UTF_8: Final = 26  # what says to a reader that the bytes are UTF-8
_BAR: Final = 0.33 * MM  # the narrowest bar that any reader takes from any printer
_QUIET: Final = 10  # narrowest bars of white at either end


@dataclass(frozen=True, slots=True)
class QrCode:
    """A square that a telephone reads."""

    content: str
    side: float = 56.0
    centred: bool = True
    before: float = 4.0
    after: float = 4.0
    keep_with_next: bool = False

    def fit(self, _kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        if self.side > height and not fresh:
            return Fit(None, self)
        return Fit(
            _Squares(_modules(self.content), self.side, (width - self.side) / 2 if self.centred else 0.0)
        )


def _modules(content: str) -> tuple[tuple[bool, ...], ...]:
    code = QRCode(None, QRErrorCorrectLevel.M)
    if content.isascii():
        code.addData(content)
    else:
        code.addData(QRECI(_UTF_8))
        code.addData(QR8bitByte(content.encode("utf-8")))
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))


@dataclass(frozen=True, slots=True)
class _Squares:
    modules: tuple[tuple[bool, ...], ...]
    height: float
    indent: float

    def draw(self, page: Page, x: float, top: float) -> None:
        side = self.height / len(self.modules)
        path = []
        for number, row in enumerate(self.modules, 1):
            y = top - number * side
            for column, dark in enumerate(row):
                if dark:
                    path.append(f"{x + self.indent + column * side:.3f} {y:.3f} {side:.3f} {side:.3f} re")
        page.raw("q 0 g " + " ".join(path) + " f Q")


@dataclass(frozen=True, slots=True)
class Barcode:
    """A Code 128 barcode with its text below: a number to be read by a scanner at the desk.

    Thai digits are coded as Arabic ones. Raises ValueError for what the code can't hold: see `can_hold`.
    """

    content: str
    bars_height: float = 11 * MM
    centred: bool = True
    before: float = 4.0
    after: float = 4.0
    keep_with_next: bool = False

    @staticmethod
    def can_hold(content: str) -> bool:
        """Tell whether a text can be coded: ASCII without controls, and not longer than a number is."""
        plain = in_digits(content, "arabic")
        return 0 < len(plain) <= _LONGEST and plain.isascii() and plain.isprintable()

    def fit(self, _kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        widths = _bars(self.content)
        bar = min(_BAR, width / (sum(widths) + 2 * _QUIET))
        used = bar * (sum(widths) + 2 * _QUIET)
        piece = _Bars(
            self.content, widths, bar, self.bars_height, (width - used) / 2 if self.centred else 0.0, used
        )
        return Fit(piece) if piece.height <= height or fresh else Fit(None, self)


_LONGEST: Final = 40  # characters: more need more than the width of a page


def _bars(content: str) -> list[int]:
    """Give the widths of bars and gaps by turns, in narrowest bars."""
    if not Barcode.can_hold(content):
        raise ValueError("Code 128 holds up to 40 characters of ASCII")
    code = Code128(in_digits(content, "arabic"), quiet=0)
    code.validate()
    code.encode()
    code.decompose()
    return ["abcd".index(letter.lower()) + 1 for letter in code.decomposed]


@dataclass(frozen=True, slots=True)
class _Bars:
    content: str
    widths: list[int]
    bar: float
    bars_height: float
    indent: float
    width: float

    @property
    def height(self) -> float:
        return self.bars_height + NOTE.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        left = x + self.indent + _QUIET * self.bar
        bottom = top - self.bars_height
        path = []
        for number, wide in enumerate(self.widths):
            if number % 2 == 0:
                path.append(f"{left:.3f} {bottom:.3f} {wide * self.bar:.3f} {self.bars_height:.3f} re")
            left += wide * self.bar
        page.raw("q 0 g " + " ".join(path) + " f Q")
        page.text(x + self.indent + self.width / 2, bottom - NOTE.size - 1, self.content, NOTE, "centre")
