"""Notices inside the window: a banner that stays, a toast that goes."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from ui.icons import icon, pixmap
from ui.theme import Space, set_style_property
from ui.widgets.labels import StatusChip, ThaiLabel

TOAST_MS = 6000
ICONS = StatusChip.ICONS | {"info": "info", "warning": "triangle-alert"}


def announce(widget: QWidget, text: str) -> None:
    """Read a text out through the screen reader, where one listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


# A toast stands above a page's row of buttons and the status area.
ABOVE_BARS = 96


class Banner(QFrame):
    """Tell something inside a page; it stays until it is closed or replaced."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, closable: bool = True) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._mark = QLabel()
        self._text = ThaiLabel()
        self._text.set_selectable()
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.hide()
        self._action: Callable[[], None] | None = None
        self._close = QToolButton(self)  # of nobody, it would be a window of its own for a moment
        self._close.setIcon(icon("x"))
        self._close.setAccessibleName(self.tr("ปิดข้อความนี้"))
        self._close.setToolTip(self.tr("ปิดข้อความนี้"))
        self._close.setVisible(closable)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.setSpacing(Space.S)
        row.addWidget(self._mark)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        row.addWidget(self._close)
        self.button.clicked.connect(self._act)
        self._close.clicked.connect(self.close_banner)
        self.hide()

    def show_text(
        self, text: str, tone: str = "info", action_text: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Show a sentence, with a button where there is something to do about it."""
        set_style_property(self, "tone", tone)
        name = ICONS.get(tone, "info")
        self._mark.setPixmap(
            pixmap(name, 20, tone if tone != "neutral" else "text", self.devicePixelRatioF())
        )
        self._text.setText(text)
        self._action = action
        self.button.setText(action_text)
        self.button.setVisible(bool(action_text))
        self.setAccessibleName(text)
        self.show()
        announce(self, text)

    def text(self) -> str:
        """Return the sentence shown, empty while hidden."""
        return "" if self.isHidden() else self._text.plain_text()

    def close_banner(self) -> None:
        """Hide the banner."""
        self.hide()
        self.closed.emit()

    def _act(self) -> None:
        if self._action is not None:
            self._action()


class Toast(Banner):
    """Float a short notice over the window's lower edge; it leaves by itself and never takes the keyboard."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close_banner)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 3)
        self.setGraphicsEffect(shadow)
        window.installEventFilter(self)

    def show_text(
        self,
        text: str,
        tone: str = "success",
        action_text: str = "",
        action: Callable[[], None] | None = None,
    ) -> None:
        super().show_text(text, tone, action_text, action)
        self._place()
        self.raise_()
        self._timer.start(TOAST_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        width = self._text.fontMetrics().horizontalAdvance(self._text.plain_text()) + 120
        width += self.button.sizeHint().width() if not self.button.isHidden() else 0
        width = max(280, min(width, self._window.width() - 2 * Space.XL, 640))
        height = max(self.layout().heightForWidth(width), 48)
        left = self._window.width() - width - Space.XL
        self.setGeometry(left, self._window.height() - height - ABOVE_BARS, width, height)
