"""One registry of what can be done by key or menu, and the dialog that lists the keys."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.icons import icon
from ui.theme import Space
from ui.widgets.keyboard import press_with_enter
from ui.widgets.labels import KeyHint, heading, plain_button


@dataclass(frozen=True, slots=True)
class Command:
    """Describe one thing a person can ask for anywhere in the window."""

    key: str
    text: str
    group: str
    shortcuts: tuple[str, ...] = ()
    icon: str = ""


class Actions(QObject):
    """Keep the window's actions; a shortcut belongs to one action only."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._commands: dict[str, Command] = {}
        self._asleep: list[QAction] = []

    def add(self, command: Command, handler: Callable[[], None]) -> QAction:
        """Register a command and what it does."""
        self._refuse_twins(command)
        action = QAction(command.text, self._window)
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setShortcuts([QKeySequence(key) for key in command.shortcuts])
        action.setAutoRepeat(False)
        action.setToolTip(tooltip(command))
        action.triggered.connect(lambda _checked: handler())
        self._window.addAction(action)
        self._actions[command.key] = action
        self._commands[command.key] = command
        return action

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def commands(self) -> list[Command]:
        """Return every command that can be used now, in the order of registration."""
        return [command for key, command in self._commands.items() if self._actions[key].isEnabled()]

    def clear(self) -> None:
        """Forget all commands, as when somebody else logs in."""
        for action in self._actions.values():
            self._window.removeAction(action)
            action.deleteLater()
        self._asleep = []
        self._actions.clear()
        self._commands.clear()

    def sleep(self) -> None:
        """Let no command act, as while the session is locked."""
        self._asleep += [action for action in self._actions.values() if action.isEnabled()]
        for action in self._asleep:
            action.setEnabled(False)

    def wake(self) -> None:
        """Let the commands act again that did before."""
        for action in self._asleep:
            action.setEnabled(True)
        self._asleep = []

    def show_shortcuts(self) -> None:
        """Open the list of keys."""
        dialog = ShortcutsDialog(self.commands(), self._window)
        dialog.exec()
        dialog.deleteLater()

    def _refuse_twins(self, command: Command) -> None:
        if command.key in self._commands:
            raise ValueError(f"the command {command.key} is registered twice")
        taken = {
            QKeySequence(key).toString(): other.key
            for other in self._commands.values()
            for key in other.shortcuts
        }
        for key in command.shortcuts:
            if QKeySequence(key).toString() in taken:
                raise ValueError(f"{key} belongs to {taken[QKeySequence(key).toString()]}")


def tooltip(command: Command) -> str:
    """Return the command's text with its first key."""
    return f"{command.text} ({command.shortcuts[0]})" if command.shortcuts else command.text


class ShortcutsDialog(QDialog):
    """List what can be done by key."""

    def __init__(self, commands: list[Command], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("แป้นลัด"))
        self.resize(560, 560)
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, Space.M, 0)
        grid.setVerticalSpacing(Space.XS)
        grid.setColumnStretch(0, 1)
        self._fill(grid, [*(c for c in commands if c.shortcuts), *self._everywhere()])
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(self.tr("รายการแป้นลัด"))
        close = plain_button(self.tr("ปิด"))
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("แป้นลัด"), "title"))
        column.addWidget(scroll, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        press_with_enter(self)

    def _everywhere(self) -> list[Command]:
        form = self.tr("ในแบบกรอก")
        return [
            Command("form.next", self.tr("ไปช่องถัดไป"), form, ("Enter", "Tab")),
            Command("form.previous", self.tr("กลับช่องก่อนหน้า"), form, ("Shift+Tab",)),
            Command("form.save", self.tr("บันทึก"), form, ("Ctrl+Enter", "Ctrl+S")),
            Command("form.calendar", self.tr("เปิดปฏิทินหรือรายการ"), form, ("Alt+↓",)),
            Command("form.cancel", self.tr("ยกเลิกหรือย้อนกลับ"), form, ("Esc",)),
        ]

    def _fill(self, grid: QGridLayout, commands: list[Command]) -> None:
        row, group = 0, None
        for command in commands:
            if command.group != group:
                group = command.group
                grid.setRowMinimumHeight(row, Space.S if row else 0)
                grid.addWidget(heading(group), row + 1, 0, 1, 2)
                row += 2
            grid.addWidget(QLabel(command.text), row, 0)
            keys = QHBoxLayout()
            keys.setSpacing(Space.XS)
            for key in command.shortcuts:
                keys.addWidget(KeyHint(key.replace("Left", "←").replace("Right", "→")))
            keys.addStretch(1)
            grid.addLayout(keys, row, 1)
            row += 1
        grid.setRowStretch(row, 1)
