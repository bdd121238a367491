"""A form that is higher than the window: the field that has the keyboard is always in sight."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

# Beneath a field stand its help and its error.
ROOM_BELOW = 80


class FormScroll(QScrollArea):
    """Scroll a form up and down, and to the field that takes the keyboard by whatever way."""

    def __init__(self, form: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setWidget(form)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QApplication.instance().focusChanged.connect(self._follow)

    def to_top(self) -> None:
        """Show the beginning of the form."""
        self.verticalScrollBar().setValue(0)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible() and self.widget().isAncestorOf(new):
            self.ensureWidgetVisible(new, 0, ROOM_BELOW)
