"""QR codes drawn as vectors."""

from dataclasses import dataclass

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from services.documents.typesetting.layout import Fit, Kit
from services.documents.typesetting.page import Page


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
    code.addData(content.encode("utf-8").decode("latin-1"))
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
