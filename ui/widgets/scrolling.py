"""Areas that scroll what doesn't fit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(content: QWidget, *, sideways: bool = True) -> QScrollArea:
    """Return an area that scrolls content, without a frame, a background or a Tab stop of its own."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(content)
    # Taking a widget in makes it fill its background: what lies behind shall show.
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
