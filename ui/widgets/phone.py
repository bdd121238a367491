"""A telephone number as it is said: extensions, four-digit lines and several numbers are all right."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from services.errors import FieldError
from services.thai.contacts import Phone, parse_phones
from ui.widgets.line_edit import LineEdit


class PhoneEdit(LineEdit):
    """Edit telephone numbers; what is understood is grouped on leaving, anything else stays as typed."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(limit=200, parent=parent)
        self.setPlaceholderText(self.tr("เช่น 081-234-5678 หรือ 1669 ต่อ 12"))
        self.setAccessibleName(self.tr("หมายเลขโทรศัพท์"))

    def phones(self) -> list[Phone]:
        """Return the numbers understood."""
        return parse_phones(self.text())

    def error(self) -> FieldError | None:
        """Return why the text is no telephone number; an empty field has no error."""
        too_long = super().error()
        if too_long is not None:
            return too_long
        doubtful = any(phone.doubtful for phone in self.phones())
        return FieldError("phone.unreadable") if doubtful else None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        phones = self.phones() if super().error() is None else []
        # Two or more numbers may carry remarks between them: only a single sure one is rewritten.
        if len(phones) == 1 and not phones[0].doubtful and phones[0].display != self.text():
            self.setText(phones[0].display)
        self.left.emit()
