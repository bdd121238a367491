"""The rail at the window's side: the places a person may go to, the shortcuts, the way out."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon
from ui.page_spec import PageSpec
from ui.theme import BUTTON_ICON, Space, font
from ui.widgets.labels import KeyHint, heading, quiet_button
from ui.widgets.scrolling import scrolling

RAIL_WIDTH = 272


class NavRail(QFrame):
    """Hold a button for each place; the one that the window shows stays pressed."""

    chosen = Signal(str)
    shortcuts_asked = Signal()
    lock_asked = Signal()
    log_out_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(RAIL_WIDTH)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.S)
        column.setSpacing(2)
        name = heading(self.tr("รับเรื่อง"), "title")
        name.setContentsMargins(Space.S, 0, 0, Space.S)
        column.addWidget(name)
        holder = QWidget()
        self._places = QVBoxLayout()
        self._places.setSpacing(1)
        held = QVBoxLayout(holder)
        held.setContentsMargins(0, 0, 0, 0)
        held.addLayout(self._places)
        held.addStretch(1)
        # A low window can't show all places at once: they scroll, the way out stays in sight.
        self._scroll = scrolling(holder, sideways=False)
        column.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.addWidget(_foot_button(self.tr("แป้นลัด"), "keyboard", self.shortcuts_asked.emit))
        foot.addWidget(_foot_button(self.tr("ล็อกหน้าจอ"), "lock", self.lock_asked.emit, "Ctrl+L"))
        column.addLayout(foot)
        column.addWidget(_foot_button(self.tr("ออกจากระบบ"), "log-out", self.log_out_asked.emit))

    def fill(self, specs: Iterable[PageSpec]) -> None:
        """Show the places that stand in the rail, each group beneath its name."""
        group = None
        for spec in (spec for spec in specs if spec.in_rail):
            if spec.group != group:
                group = spec.group
                label = heading(group, "help")
                label.setContentsMargins(Space.S, Space.XS, 0, 0)
                self._places.addWidget(label)
            button = _NavButton(spec)
            button.clicked.connect(lambda _on=False, key=spec.key: self.chosen.emit(key))
            self._group.addButton(button)
            self._buttons[spec.key] = button
            self._places.addWidget(button)

    def clear(self) -> None:
        """Show no place, as between two sessions."""
        for button in self._buttons.values():
            self._group.removeButton(button)
        self._buttons = {}
        while (item := self._places.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()

    def show_current(self, key: str) -> None:
        """Press a place's button; none, where the place does not stand in the rail."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            self._scroll.ensureWidgetVisible(self._buttons[key], 0, Space.XL)
            return
        checked = self._group.checkedButton()
        if checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)


class _NavButton(QToolButton):
    """One place in the rail: icon, name, key; a long name is shortened before it reaches the key."""

    def __init__(self, spec: PageSpec) -> None:
        super().__init__()
        self._title = spec.title
        self._hint = KeyHint(spec.shortcut, self) if spec.shortcut else None
        self.setProperty("role", "nav")
        self.setIcon(icon(spec.icon))
        self.setIconSize(QSize(*BUTTON_ICON))
        self.setText(spec.title)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(spec.title)
        self.setToolTip(f"{spec.title} ({spec.shortcut})" if spec.shortcut else spec.title)
        if self._hint is not None:
            self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - BUTTON_ICON[0] - 2 * Space.S - Space.XS
        if self._hint is not None:
            self._hint.adjustSize()
            right = self.width() - self._hint.width() - Space.S
            self._hint.move(right, (self.height() - self._hint.height()) // 2)
            room -= self._hint.width() + Space.S
        widest = QFontMetrics(font(bold=True))
        self.setText(widest.elidedText(self._title, Qt.TextElideMode.ElideRight, room))


def _foot_button(text: str, icon_name: str, action: Callable[[], None], key: str = "") -> QPushButton:
    button = quiet_button(text, icon_name)
    button.setStyleSheet("text-align: left")
    if key:
        button.setToolTip(f"{text} ({key})")
    button.clicked.connect(lambda _on=False: action())
    return button
