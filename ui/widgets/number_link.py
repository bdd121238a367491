"""A number that opens what it counts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


class NumberLink(QPushButton):
    """Show a number that can be pressed, with mouse or keyboard.

    name says to a screen reader what it counts. Without anywhere to go, as zero has, it is a plain word.
    """

    def __init__(
        self, text: str, name: str, go: Callable[[], object] | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", "link")
        self.setAccessibleName(f"{name} {text}")
        self.setAutoDefault(True)
        if go is None:
            self.setEnabled(False)
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setToolTip(self.tr("เปิดดูเรื่องที่นับในตัวเลขนี้"))
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.clicked.connect(lambda _on: go())
