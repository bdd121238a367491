"""A picture to look at closely: enlarge, turn, and leaf where it has several pages."""

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QImageReader, QKeySequence, QPixmap, QResizeEvent, QShortcut, QTransform
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Space
from ui.widgets.labels import tool_button

# The pictures shown, each read as what its content is and nothing else.
PICTURES: Mapping[str, str] = {
    "image/png": "png",
    "image/jpeg": "jpeg",
    "image/gif": "gif",
    "image/tiff": "tiff",
    "image/bmp": "bmp",
    "image/webp": "webp",
}
ZOOMS = (0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


class PictureView(QWidget):
    """Show a picture fitted to the room there is, or at a size of one's own choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer: QBuffer | None = None
        self._reader: QImageReader | None = None
        self._image = QImage()
        self._page, self._pages, self._turned = 0, 0, 0
        self._zoom: float | None = None  # None fits it in
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(self._label)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(self._area)
        self.page_label = QLabel()
        self.page_label.setProperty("role", "muted")
        self._build()

    def show_picture(self, content: QByteArray, kind: str, name: str) -> bool:
        """Show a picture; a damaged one is told in a sentence and False is returned."""
        self._buffer = QBuffer(self)
        self._buffer.setData(content)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._reader = QImageReader(self._buffer, QByteArray(kind.encode()))
        self._reader.setAutoTransform(True)  # a telephone says which way is up
        self._pages = max(1, self._reader.imageCount()) if kind == "tiff" else 1
        self._area.setAccessibleName(name)
        self._page, self._turned, self._zoom = 0, 0, None
        return self._read_page()

    def page_count(self) -> int:
        """Return how many pages the picture has."""
        return self._pages

    def go(self, by: int) -> None:
        """Leaf to another page."""
        if 0 <= self._page + by < self._pages and self._reader is not None:
            self._page += by
            self._reader.jumpToImage(self._page)
            self._read_page()

    def turn(self) -> None:
        """Turn a quarter to the right."""
        self._turned = (self._turned + 90) % 360
        self._draw()

    def zoom(self, by: int) -> None:
        """Enlarge or reduce by a step; what was fitted begins at the size it is shown at."""
        now = self.scale()
        steps = [step for step in ZOOMS if (step > now + 0.001 if by > 0 else step < now - 0.001)]
        if steps:
            self._zoom = steps[0] if by > 0 else steps[-1]
            self._draw()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom = None
        self._draw()

    def scale(self) -> float:
        """Return how large the picture is shown, 1 for as it is."""
        if self._zoom is not None:
            return self._zoom
        size = self._shown_size()
        room = self._area.maximumViewportSize()
        if not size[0] or not size[1]:
            return 1.0
        return min(1.0, room.width() / size[0], room.height() / size[1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._zoom is None:
            self._draw()

    def _shown_size(self) -> tuple[int, int]:
        width, height = self._image.width(), self._image.height()
        return (height, width) if self._turned % 180 else (width, height)

    def _read_page(self) -> bool:
        self._image = self._reader.read() if self._reader is not None else QImage()
        said = self.tr("หน้า {number}/{count}").format(number=self._page + 1, count=self._pages)
        self.page_label.setText(said)
        for widget in (self.page_label, self.before_button, self.next_button):
            widget.setVisible(self._pages > 1)
        self.before_button.setEnabled(self._page > 0)
        self.next_button.setEnabled(self._page < self._pages - 1)
        self._draw()
        return not self._image.isNull()

    def _draw(self) -> None:
        if self._image.isNull():
            self._label.setText(self.tr("เปิดภาพนี้ไม่ได้ ไฟล์อาจเสียหาย ท่านยังบันทึกเป็นไฟล์ได้"))
            return
        shown = self._image
        if self._turned:
            shown = shown.transformed(QTransform().rotate(self._turned))
        scale = self.scale()
        if scale != 1.0:
            shown = shown.scaled(
                max(1, int(shown.width() * scale)),
                max(1, int(shown.height() * scale)),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._label.setPixmap(QPixmap.fromImage(shown))

    def _build(self) -> None:
        self.before_button = tool_button("chevron-up", self.tr("หน้าก่อน (PgUp)"), lambda: self.go(-1))
        self.next_button = tool_button("chevron-down", self.tr("หน้าถัดไป (PgDn)"), lambda: self.go(1))
        tools = (
            tool_button("zoom-out", self.tr("ย่อ (Ctrl+-)"), lambda: self.zoom(-1)),
            tool_button("zoom-in", self.tr("ขยาย (Ctrl++)"), lambda: self.zoom(1)),
            tool_button("move-horizontal", self.tr("พอดีหน้าต่าง (Ctrl+0)"), self.fit),
            tool_button("refresh-cw", self.tr("หมุนขวา (Ctrl+R)"), self.turn),
        )
        bar = QHBoxLayout()
        bar.setSpacing(Space.XS)
        for tool in tools:
            bar.addWidget(tool)
        bar.addStretch(1)
        bar.addWidget(self.before_button)
        bar.addWidget(self.page_label)
        bar.addWidget(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addLayout(bar)
        column.addWidget(self._area, 1)
        for key, act in (
            (QKeySequence(QKeySequence.StandardKey.ZoomIn), lambda: self.zoom(1)),
            (QKeySequence(QKeySequence.StandardKey.ZoomOut), lambda: self.zoom(-1)),
            (QKeySequence("Ctrl+0"), self.fit),
            (QKeySequence("Ctrl+R"), self.turn),
            (QKeySequence("PgUp"), lambda: self.go(-1)),
            (QKeySequence("PgDown"), lambda: self.go(1)),
        ):
            QShortcut(key, self, act, context=_HERE)
