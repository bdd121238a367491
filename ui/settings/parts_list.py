"""A list whose rows are ticked and put in order, by mouse and by keyboard alike."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

_CODE = Qt.ItemDataRole.UserRole


class PartsList(QListWidget):
    """Tick parts with Space, move the chosen one with Alt and an arrow key; some parts can't be unticked."""

    changed = Signal()

    def __init__(
        self,
        parts: Sequence[tuple[str, str]],
        required: Sequence[str],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = dict(parts)
        self._required = frozenset(required)
        self.setAccessibleName(name)
        self.itemChanged.connect(lambda _item: self.changed.emit())

    def codes(self) -> tuple[str, ...]:
        """Return the parts ticked, in their order."""
        rows = map(self.item, range(self.count()))
        return tuple(row.data(_CODE) for row in rows if row.checkState() is Qt.CheckState.Checked)

    def set_codes(self, codes: Sequence[str]) -> None:
        """Tick parts in their order; the others follow, not ticked."""
        chosen = self.current_code()
        self.blockSignals(True)
        self.clear()
        for code in (*codes, *(code for code in self._parts if code not in codes)):
            self.addItem(self._row(code, ticked=code in codes))
        self.blockSignals(False)
        rows = [row for row in range(self.count()) if self.item(row).data(_CODE) == chosen]
        self.setCurrentRow(rows[0] if rows else 0)
        self.changed.emit()

    def current_code(self) -> str | None:
        """Return the part that the keyboard stands on."""
        row = self.currentItem()
        return str(row.data(_CODE)) if row is not None else None

    def may_move(self, by: int) -> bool:
        """Tell whether the current part can go up or down."""
        row = self.currentRow()
        return row >= 0 and 0 <= row + by < self.count()

    def move_current(self, by: int) -> None:
        """Move the current part up (-1) or down (1)."""
        if not self.may_move(by):
            return
        row = self.currentRow()
        self.blockSignals(True)
        self.insertItem(row + by, self.takeItem(row))
        self.blockSignals(False)
        self.setCurrentRow(row + by)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Alt+Up and Alt+Down as moving the part."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
            event.accept()
            return
        super().keyPressEvent(event)

    def _row(self, code: str, *, ticked: bool) -> QListWidgetItem:
        fixed = code in self._required
        text = self.tr("{part} (ตัดออกไม่ได้)").format(part=self._parts[code]) if fixed else self._parts[code]
        row = QListWidgetItem(text)
        row.setData(_CODE, code)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row.setFlags(flags if fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(Qt.CheckState.Checked if ticked or fixed else Qt.CheckState.Unchecked)
        return row
