"""A number that opens what it counts."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

_Key = TypeVar("_Key")


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


def focused_number(links: Mapping[_Key, NumberLink]) -> _Key | None:
    """Return which of some numbers has the keyboard, before they are made anew."""
    # The window's own, not the program's: a dialog may stand before it.
    return next((key for key, link in links.items() if link.window().focusWidget() is link), None)


def focus_number(links: Mapping[_Key, NumberLink], key: _Key | None) -> None:
    """Give the keyboard back to a number made anew; to the first that opens something if it is gone."""
    if key is None:
        return
    for link in (*((links[key],) if key in links else ()), *links.values()):
        if link.isEnabled():
            link.show()  # A layout shows what it takes in only later: too late for the keyboard.
            link.setFocus()
            return
