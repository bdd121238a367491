"""Give a window the height that its wrapped texts need."""

from PySide6.QtWidgets import QWidget

ROOM_AROUND = 48  # of the screen: the window's own frame and a task bar


def fit_height(window: QWidget) -> None:
    """Grow a window to what its layout needs at its width; Qt's own guess ends at two thirds of a screen."""
    layout = window.layout()
    layout.activate()
    most = window.screen().availableGeometry().height() - ROOM_AROUND
    needed = max(layout.totalHeightForWidth(window.width()), layout.totalSizeHint().height())
    window.resize(window.width(), max(window.height(), min(needed, most)))
