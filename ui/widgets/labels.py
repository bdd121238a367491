"""Labels: wrapping Thai, headings, chips, key hints and empty states."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from services.thai.words import with_zero_width_spaces
from ui.icons import draw_icon, icon, pixmap
from ui.theme import BUTTON_ICON, Space, TypeScale, colours_of, font, set_style_property

ZERO_WIDTH_SPACE = "\u200b"
# How wide a wrapping text likes to be, in pixels; more characters than that are always wider.
READING_WIDTH = 440


class ThaiLabel(QLabel):
    """Wrap Thai between words, where Qt alone would keep one endless line.

    Zero-width spaces exist on screen only: `plain_text()` and copying give the clean text.
    """

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plain = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumWidth(1)
        self.installEventFilter(self)
        if role:
            self.setProperty("role", role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show the text, broken between words where it must be."""
        self._plain = text
        super().setText(with_zero_width_spaces(text) if text else "")
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        if not self._plain:
            return QSize(0, 0)
        line = max(self._plain[:READING_WIDTH].split("\n"), key=len)
        width = min(READING_WIDTH, self.fontMetrics().horizontalAdvance(line) + 2 * self.margin() + 4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        # QLabel's own hint is that of a narrow column: forms would be pages longer than they need.
        return QSize(1, self.fontMetrics().height()) if self._plain else QSize(0, 0)

    def plain_text(self) -> str:
        """Return the text as it was given."""
        return self._plain

    def set_selectable(self) -> None:
        """Let a person mark and copy the text with mouse or keyboard."""
        flags = Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        self.setTextInteractionFlags(flags)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_copy(event) and self.hasSelectedText():
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and _is_copy(event) and self.hasSelectedText():
            QGuiApplication.clipboard().setText(self.selectedText().replace(ZERO_WIDTH_SPACE, ""))
            return True
        return super().eventFilter(watched, event)


def _is_copy(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy)


def heading(text: str, role: str = "heading", parent: QWidget | None = None) -> QLabel:
    """Return a one-line label in a role of the style sheet (display, title, heading, label, muted, help)."""
    label = QLabel(text, parent)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def rule(parent: QWidget | None = None) -> QFrame:
    """Return a thin horizontal line between two parts of a page."""
    line = QFrame(parent)
    line.setProperty("role", "rule")
    return line


class ElidedLabel(QLabel):
    """Show one line; what finds no room ends in an ellipsis and stands whole in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        line = " ".join(self.text().split())
        shown = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.rect(), align, self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


class KeyHint(QLabel):
    """Show a key beside what it does."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.setProperty("role", "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("แป้น {key}").format(key=key))


class StatusChip(QWidget):
    """Show a state by colour, icon and word together."""

    ICONS: ClassVar[dict[str, str]] = {
        "neutral": "circle",
        "info": "circle-dot",
        "success": "circle-check",
        "warning": "clock-alert",
        "danger": "circle-alert",
        "accent": "circle-dot",
    }

    def __init__(
        self,
        text: str = "",
        tone: str = "neutral",
        icon_name: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(font(TypeScale.SMALL))
        self._text, self._tone, self._icon = "", tone, ""
        self.set_state(text, tone, icon_name)

    def set_state(self, text: str, tone: str = "neutral", icon_name: str | None = None) -> None:
        """Show another state."""
        self._text, self._tone = text, tone
        self._icon = icon_name if icon_name is not None else self.ICONS.get(tone, "circle")
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word shown."""
        return self._text

    def tone(self) -> str:
        """Return the tone shown."""
        return self._tone

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        mark = 14 + Space.XS if self._icon else 0
        return QSize(metrics.horizontalAdvance(self._text) + mark + 2 * Space.S + 2, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        strong, soft = colours_of(self).tone(self._tone)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(strong), 1))
        painter.setBrush(QColor(soft))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 6, 6)
        left = Space.S
        if self._icon:
            at = self.rect().topLeft()
            at.setX(left)
            at.setY((self.height() - 14) // 2)
            draw_icon(painter, self._icon, at, 14, strong)
            left += 14 + Space.XS
        painter.setPen(QColor(strong if self._tone != "neutral" else colours_of(self).text))
        painter.drawText(
            self.rect().adjusted(left, 0, -Space.XS, 0), Qt.AlignmentFlag.AlignVCenter, self._text
        )


class TagLabel(StatusChip):
    """Show a plain tag: a word in a quiet frame, without meaning in its colour."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "neutral", "", parent)


class EmptyState(QWidget):
    """Say that there is nothing here yet, and offer the next thing to do."""

    def __init__(
        self,
        text: str,
        *,
        icon_name: str = "inbox",
        hint: str = "",
        action_text: str = "",
        on_action: Callable[[], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._picture = QLabel(self)
        self._text = _centred(heading(text))
        self._hint = ThaiLabel(hint, "muted", self)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint.setMaximumWidth(440)
        self._hint.setMinimumWidth(min(440, self._hint.fontMetrics().horizontalAdvance(hint) + 8))
        self._hint.setVisible(bool(hint))
        self.button = QPushButton(action_text, self)
        self.button.setVisible(bool(action_text))
        set_style_property(self.button, "kind", "primary")
        if on_action is not None:
            self.button.clicked.connect(lambda _checked: on_action())
        self._lay_out()

    def set_text(self, text: str, hint: str = "") -> None:
        """Show another sentence and hint."""
        self._text.setText(text)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def text(self) -> str:
        """Return the sentence shown."""
        return self._text.text()

    def _lay_out(self) -> None:
        self._picture.setPixmap(pixmap(self._icon_name, 40, "border_strong", self.devicePixelRatioF()))
        column = QVBoxLayout(self)
        column.setSpacing(Space.M)
        column.addStretch(1)
        for part in (self._picture, self._text, self._hint, self.button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            ratio = self.devicePixelRatioF()
            self._picture.setPixmap(pixmap(self._icon_name, 40, "border_strong", ratio))
        super().changeEvent(event)


def _centred(label: QLabel) -> QLabel:
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label


def primary_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return the one main button of a page or dialog."""
    return _button(text, icon_name, "primary", "on_accent", parent)


def quiet_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button without a frame, for lesser actions."""
    return _button(text, icon_name, "quiet", "text", parent)


def plain_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return an ordinary framed button."""
    return _button(text, icon_name, "", "text", parent)


def danger_button(text: str, icon_name: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button for an action that takes something away."""
    return _button(text, icon_name, "danger", "danger", parent)


def tool_button(icon_name: str, text: str, action: Callable[[], None] | None = None) -> QToolButton:
    """Return a button that is an icon; its text is the tooltip and what a screen reader says."""
    button = QToolButton()
    button.setIcon(icon(icon_name))
    button.setToolTip(text)
    button.setAccessibleName(text)
    if action is not None:
        button.clicked.connect(lambda _checked: action())
    return button


def _button(text: str, icon_name: str, kind: str, tone: str, parent: QWidget | None) -> QPushButton:
    button = QPushButton(text, parent)
    button.setAutoDefault(False)
    if kind:
        button.setProperty("kind", kind)
    if icon_name:
        button.setIcon(icon(icon_name, tone))
        button.setIconSize(QSize(*BUTTON_ICON))
    return button


def card(parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface and its column layout."""
    frame = QFrame(parent)
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
    column.setSpacing(Space.M)
    return frame, column
