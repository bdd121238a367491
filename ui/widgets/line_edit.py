"""One line of text that never cuts what is typed or pasted."""

from PySide6.QtWidgets import QLineEdit, QWidget

from services.errors import FieldError

DEFAULT_LIMIT = 500
# Qt's own bound would cut a long paste without a word; beyond this one nobody reads a line.
_HOLDS = 1_000_000


class LineEdit(QLineEdit):
    """Edit one line; text over the limit stays, and `error()` says that it is too long."""

    def __init__(self, text: str = "", *, limit: int = DEFAULT_LIMIT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = limit
        self.setMaxLength(_HOLDS)
        self.setText(text)
        self.setCursorPosition(0)

    @property
    def limit(self) -> int:
        """Return how many characters may be kept."""
        return self._limit

    def error(self) -> FieldError | None:
        """Return that the text is too long, or None."""
        length = len(self.text())
        return FieldError("too_long", limit=self._limit, length=length) if length > self._limit else None
