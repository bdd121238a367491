"""How much room words take on the drawing, broken between words."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF

from services.flowchart.drawing import Sizes
from services.thai.words import with_zero_width_spaces
from ui.theme import TypeScale, font

# Two lines of the small font stand beneath a step's name; a decision's sides run to a point.
SIZES = Sizes(width=216, foot=46, diamond=12)
CENTRED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop


@lru_cache(maxsize=4096)
def measure(text: str, width: float) -> tuple[float, float]:
    """Return the width and height that a text takes in the drawing's heavier font."""
    metrics = QFontMetricsF(font(TypeScale.BASE, bold=True))
    area = QRectF(0, 0, width, 10_000)
    taken = metrics.boundingRect(area, int(CENTRED), broken(text))
    return taken.width() + 2, taken.height()


@lru_cache(maxsize=4096)
def broken(text: str) -> str:
    """Return a text that may break between words."""
    return with_zero_width_spaces(text) if text else ""
