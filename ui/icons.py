"""Icons drawn from bundled SVG files in the colours of the present palette."""

import ctypes
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.theme import RESOURCES, colours_of

FOLDER = RESOURCES / "icons"


def icon(name: str, tone: str = "text") -> QIcon:
    """Return the named icon, coloured by a theme colour when it is painted.

    `tone` is a field of `ui.theme.Colours`; the icon follows light, dark and disabled.
    """
    _source(name)  # An unknown name is a mistake of ours: say so at once, not when painting.
    return QIcon(_LineIconEngine(name, tone))


def pixmap(name: str, size: int, tone: str = "text", ratio: float = 1.0) -> QPixmap:
    """Return the named icon as a picture of `size` device-independent pixels."""
    return _render(name, _colour(tone, QIcon.Mode.Normal), QSize(size, size) * ratio, ratio)


def icon_names() -> list[str]:
    """Return the names of all bundled icons."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@cache
def _source(name: str) -> str:
    return Path(FOLDER / f"{name}.svg").read_text(encoding="utf-8")


def _colour(tone: str, mode: QIcon.Mode) -> str:
    if mode == QIcon.Mode.Disabled:
        palette = QGuiApplication.palette()
        return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
    return str(getattr(colours_of(), tone))


def _render(name: str, colour: str, size: QSize, ratio: float) -> QPixmap:
    key = f"rapruang-icon/{name}/{colour}/{size.width()}x{size.height()}/{ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(size)
    picture.fill(Qt.GlobalColor.transparent)
    side = min(size.width(), size.height())
    # A box wider than high keeps its right part free: the gap between a button's icon and its text.
    area = QRectF(0, (size.height() - side) / 2, side, side)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, area)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, picture)
    return picture


class _LineIconEngine(QIconEngine):
    """Paint one line icon with the palette that is in force at that moment."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name = name
        self._tone = tone

    def clone(self) -> QIconEngine:
        # Qt owns the copy, which shiboken doesn't know: without a reference of its own Python would delete it
        # under Qt's hands. Qt copies an engine only when an icon is changed, so hardly ever.
        copy = _LineIconEngine(self._name, self._tone)
        ctypes.pythonapi.Py_IncRef(ctypes.py_object(copy))
        return copy

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatioF()
        colour = _colour(self._tone, mode)
        painter.drawPixmap(rect, _render(self._name, colour, rect.size() * ratio, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return _render(self._name, _colour(self._tone, mode), size, scale)

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        return size


def draw_icon(painter: QPainter, name: str, at: QPoint, size: int, colour: str) -> None:
    """Draw the named icon with its top left corner at a point, in an explicit colour."""
    ratio = painter.device().devicePixelRatioF()
    painter.drawPixmap(at, _render(name, colour, QSize(size, size) * ratio, ratio))
