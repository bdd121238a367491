"""One line for several people to sign: what each is, and dots."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.documents.typesetting import Fit, Kit, Page, TextStyle
from services.documents.typesetting.page import baseline

_GAP = 10.0
_ROOM = 10.0  # above the line, for the hand


@dataclass(frozen=True, slots=True)
class SigningLine:
    """Share a line among those who sign."""

    roles: Sequence[str]
    style: TextStyle
    before: float = 0.0
    after: float = 4.0
    keep_with_next: bool = False

    def fit(self, kit: Kit, width: float, height: float, fresh: bool) -> Fit:
        drawn = _Drawn(self, width, [kit.width(role, self.style) for role in self.roles])
        return Fit(drawn) if drawn.height <= height or fresh else Fit(None, self)


@dataclass(frozen=True, slots=True)
class _Drawn:
    line: SigningLine
    width: float
    widths: Sequence[float]

    @property
    def height(self) -> float:
        return _ROOM + self.line.style.leading

    def draw(self, page: Page, x: float, top: float) -> None:
        share = self.width / max(1, len(self.widths))
        y = top - _ROOM - baseline(self.line.style)
        for number, (role, used) in enumerate(zip(self.line.roles, self.widths, strict=True)):
            left = x + number * share
            page.text(left, y, role, self.line.style, "left")
            page.leader(left + used + 3, left + share - _GAP, y - 2)
