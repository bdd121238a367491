"""Show what is kept of a case: labels with values beside them, in sections."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.theme import Space
from ui.widgets.labels import ThaiLabel

Rows = Sequence[tuple[str, str]]
LABEL_WIDTH = 166


class FactSheet(QWidget):
    """Show rows of a label and a text to read and to copy; rows without text are left out."""

    def __init__(self, *, label_width: int = LABEL_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label_width = label_width
        self._rows: tuple[tuple[str, str], ...] | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS + 2)
        self._grid.setColumnMinimumWidth(0, label_width)
        self._grid.setColumnStretch(1, 1)

    def set_rows(self, rows: Rows) -> bool:
        """Show other rows; tell whether there is anything to show."""
        shown = tuple((label, text) for label, text in rows if text)
        if shown != self._rows:
            self._rows = shown
            self._fill()
        return bool(shown)

    def text_of(self, label: str) -> str:
        """Return the text beside a label, empty when it isn't shown."""
        return dict(self._rows or ()).get(label, "")

    def _fill(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for index, (label, text) in enumerate(self._rows or ()):
            name = QLabel(label)
            name.setProperty("role", "muted")
            name.setWordWrap(True)
            name.setMaximumWidth(self._label_width)
            value = ThaiLabel(text)
            value.set_selectable()
            value.setAccessibleName(f"{label}: {text}")
            self._grid.addWidget(name, index, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, index, 1, Qt.AlignmentFlag.AlignTop)
