"""Give a window the height that its wrapped texts need."""

from PySide6.QtWidgets import QWidget

ROOM_AROUND = 48  # of the screen: the window's own frame and a task bar


def fit_height(window: QWidget) -> None:
    """Grow a window to what its layout needs at its width, and up where its foot would leave the screen.

    Qt's own guess ends at two thirds of a screen, and a window that grows stays where its head is.
    """
    layout = window.layout()
    layout.activate()
    room = window.screen().availableGeometry()
    needed = max(layout.totalHeightForWidth(window.width()), layout.totalSizeHint().height())
    height = max(window.height(), min(needed, room.height() - ROOM_AROUND))
    window.resize(window.width(), height)
    too_low = window.y() + height + ROOM_AROUND // 2 - room.bottom()
    if too_low > 0:
        window.move(window.x(), max(room.top(), window.y() - too_low))
