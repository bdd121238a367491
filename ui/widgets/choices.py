"""Choosing one of some: a list searched by typing, and buttons pressed by number."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QCompleter,
    QGridLayout,
    QPushButton,
    QWidget,
)

from services.thai.text import fold
from ui.theme import Space

Choice = tuple[str, str]


class ChoiceCombo(QComboBox):
    """Choose one code from labels; typing any part of a label finds it.

    `code()` is the chosen code, or None. Text that matches nothing stays typed and counts as no choice.
    """

    codeChanged = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        placeholder: str = "",
        allow_none: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._allow_none = allow_none
        self._last: str | None = None
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(14)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        edit = self.lineEdit()
        edit.setPlaceholderText(placeholder or self.tr("เลือกหรือพิมพ์เพื่อค้นหา"))
        edit.installEventFilter(self)
        self._prepare_completer()
        self.set_choices(choices)
        self.activated.connect(lambda _row: self._announce())
        edit.editingFinished.connect(self._settle)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the choices; keep the chosen code where it still exists."""
        kept = self.code()
        self.blockSignals(True)
        self.clear()
        for code, label in choices:
            self.addItem(label, code)
        self.setCurrentIndex(-1)
        self.blockSignals(False)
        self.set_code(kept)

    def code(self) -> str | None:
        """Return the code chosen, None when nothing (or nothing known) is."""
        row = self._row_of_text(self.currentText())
        return None if row < 0 else str(self.itemData(row))

    def set_code(self, code: str | None) -> None:
        """Choose a code without announcing it as the person's doing."""
        row = self.findData(code) if code is not None else -1
        self.setCurrentIndex(row)
        if row < 0:
            self.clearEditText()
        self.lineEdit().setCursorPosition(0)
        if self.code() != self._last:
            self._last = self.code()
            self.codeChanged.emit(self._last)

    def unknown_text(self) -> str:
        """Return what was typed when it is none of the choices, else an empty text."""
        return self.currentText().strip() if self.code() is None else ""

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.lineEdit().setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the page must never change an answer.
        event.ignore()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.lineEdit() and isinstance(event, QFocusEvent) and _arrives(event):
            self.lineEdit().selectAll()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_Down and not self.currentText()
        if opens or (event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier):
            self.showPopup()
            return
        super().keyPressEvent(event)

    def _prepare_completer(self) -> None:
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(10)
        completer.activated.connect(lambda _text: self._settle())
        self.setCompleter(completer)

    def _row_of_text(self, text: str) -> int:
        if text and text == self.itemText(self.currentIndex()):
            return self.currentIndex()  # Two people may bear one name: the one chosen counts.
        return self.findText(text, Qt.MatchFlag.MatchExactly) if text else -1

    def _settle(self) -> None:
        """Take the one label that the typed text can only mean."""
        text = self.currentText().strip()
        row = self._row_of_text(text)
        if row < 0 and text:
            asked = fold(text)
            hits = [index for index in range(self.count()) if asked in fold(self.itemText(index))]
            row = hits[0] if len(hits) == 1 else -1
        if row >= 0:
            self.setCurrentIndex(row)
        elif not text:
            self.setCurrentIndex(-1)
        self._announce()

    def _announce(self) -> None:
        code = self.code()
        if code != self._last:
            self._last = code
            self.codeChanged.emit(code)


def _keep_room(button: QPushButton) -> None:
    """Make a button wide enough for the heavier letters that it has when it is the one chosen."""
    button.ensurePolished()
    heavier = QFont(button.font())
    heavier.setWeight(QFont.Weight.Medium)
    text = button.text()
    more = QFontMetrics(heavier).horizontalAdvance(text) - button.fontMetrics().horizontalAdvance(text)
    button.setMinimumWidth(button.sizeHint().width() + max(more, 0) + 2)


def _arrives(event: QFocusEvent) -> bool:
    return event.gotFocus() and event.reason() != Qt.FocusReason.PopupFocusReason


class SegmentedChoice(QWidget):
    """Choose one of a few by button; the number keys and arrows choose too."""

    codeChanged = Signal(object)

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        *,
        columns: int = 0,
        numbered: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._numbered = numbered
        self._group = QButtonGroup(self)
        self._codes: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(Space.S)
        self._group.idToggled.connect(self._on_toggled)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Replace the buttons."""
        kept = self.code()
        for button in self._group.buttons():
            self._group.removeButton(button)
            button.deleteLater()
        self._codes = [code for code, _label in choices]
        columns = self._columns or max(1, len(choices))
        for index, (_code, label) in enumerate(choices):
            button = self._make_button(index, label)
            self._grid.addWidget(button, index // columns, index % columns)
        self._grid.setColumnStretch(columns, 1)
        self.set_code(kept)
        self._move_tab_stop()

    def code(self) -> str | None:
        """Return the code chosen, or None."""
        number = self._group.checkedId()
        return self._codes[number] if 0 <= number < len(self._codes) else None

    def set_code(self, code: str | None) -> None:
        """Choose a code; None lifts every button."""
        if code in self._codes:
            self._group.button(self._codes.index(code)).setChecked(True)
        elif self._group.checkedButton() is not None:
            self._group.setExclusive(False)
            self._group.checkedButton().setChecked(False)
            self._group.setExclusive(True)
            self._move_tab_stop()

    def button(self, code: str) -> QPushButton:
        """Return the button of a code."""
        found = self._group.button(self._codes.index(code))
        assert isinstance(found, QPushButton)  # noqa: S101 - only push buttons are ever put in
        return found

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for button in self._group.buttons():
            button.setAccessibleName(f"{name}: {button.property('label')}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _make_button(self, index: int, label: str) -> QPushButton:
        text = f"{index + 1}  {label}" if self._numbered and index < 9 else label
        button = QPushButton(text, self)
        button.setProperty("role", "segment")
        button.setProperty("label", label)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setAccessibleName(f"{self.accessibleName()}: {label}" if self.accessibleName() else label)
        button.installEventFilter(self)
        self._group.addButton(button, index)
        _keep_room(button)
        return button

    def _on_key(self, event: QKeyEvent) -> bool:
        modified = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modified:
            return False
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self._codes) and number < 9:
            return self._choose(number)
        step = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Down: self._columns or 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Up: -(self._columns or 1),
        }.get(Qt.Key(event.key()), 0)
        if step == 0:
            return False
        focused = QApplication.focusWidget()
        buttons = self._group.buttons()
        present = buttons.index(focused) if focused in buttons else 0
        target = present + step
        return self._choose(target) if 0 <= target < len(buttons) else True

    def _choose(self, number: int) -> bool:
        button = self._group.button(number)
        if button.isEnabled():
            button.setChecked(True)
            button.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _on_toggled(self, _number: int, checked: bool) -> None:
        if checked or self._group.checkedId() < 0:
            self._move_tab_stop()
            self.codeChanged.emit(self.code())

    def _move_tab_stop(self) -> None:
        # One stop for the whole group, as with radio buttons: the chosen button, or the first.
        buttons = self._group.buttons()
        stop = self._group.checkedButton() or (buttons[0] if buttons else None)
        for button in buttons:
            chosen = button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)
        if stop is not None:
            self.setFocusProxy(stop)
