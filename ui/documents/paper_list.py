"""The papers that somebody may make, by group, with a box to find one."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from services.documents.catalogue import GROUPS, PaperKind
from services.thai.text import fold
from services.thai.words import with_zero_width_spaces
from ui.theme import Space
from ui.widgets.labels import EmptyState

_CODE = Qt.ItemDataRole.UserRole


class PaperList(QWidget):
    """Choose a paper; typing in the box above leaves only those whose name holds every word."""

    chosen = Signal(str)
    entered = Signal()  # Enter on a paper: on to what it asks

    def __init__(self, kinds: Sequence[PaperKind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = tuple(kinds)
        self._code = ""
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("ค้นหาชื่อเอกสาร"))
        self.filter.setAccessibleName(self.tr("ค้นหาชื่อเอกสาร"))
        self.filter.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("เอกสารและรายงาน"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = EmptyState(
            self.tr("ไม่พบเอกสารที่ค้นหา"), icon_name="search", hint=self.tr("ลบคำค้นเพื่อดูเอกสารทั้งหมด")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.filter)
        column.addWidget(self._stack, 1)
        self._fill()
        self.filter.textChanged.connect(lambda _text: self._fill())
        self.filter.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.currentItemChanged.connect(lambda now, _before: self._choose(now))

    def code(self) -> str:
        """Return the paper chosen; it stays chosen while the box hides it."""
        return self._code

    def set_code(self, code: str) -> bool:
        """Choose a paper; False where it is not offered."""
        if code not in {kind.code for kind in self._kinds}:
            return False
        if self._row(code) < 0:
            self.filter.clear()
        self.list.setCurrentRow(self._row(code))
        return True

    def codes(self) -> list[str]:
        """Return the papers shown, from the top."""
        found = [self.list.item(row).data(_CODE) for row in range(self.list.count())]
        return [code for code in found if code]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if watched is self.filter and (enter or event.key() == Qt.Key.Key_Down) and self.codes():
            if self.code() not in self.codes():
                self.set_code(self.codes()[0])
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if watched is self.filter and event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
            return True
        if watched is self.list and enter and self.code():
            self.entered.emit()
            return True
        return False

    def _fill(self) -> None:
        words = fold(self.filter.text()).split()
        kept = self._code
        self.list.blockSignals(True)
        self.list.clear()
        for group, name in GROUPS.items():
            fitting = [kind for kind in self._kinds if kind.group == group and _fits(kind, words)]
            if fitting:
                self.list.addItem(_head(name))
            for kind in fitting:
                item = QListWidgetItem(with_zero_width_spaces(kind.title))  # else Windows breaks no line
                item.setData(Qt.ItemDataRole.AccessibleTextRole, kind.title)
                item.setData(_CODE, kind.code)
                item.setToolTip(kind.title)
                self.list.addItem(item)
        if self._row(kept) >= 0:
            self.list.setCurrentRow(self._row(kept))
        self.list.blockSignals(False)
        self._stack.setCurrentWidget(self.list if self.codes() else self.nothing)

    def _row(self, code: str) -> int:
        rows = range(self.list.count())
        return next((row for row in rows if code and self.list.item(row).data(_CODE) == code), -1)

    def _choose(self, item: QListWidgetItem | None) -> None:
        code = item.data(_CODE) if item is not None else ""
        if code and code != self._code:
            self._code = code
            self.chosen.emit(code)


def _fits(kind: PaperKind, words: Sequence[str]) -> bool:
    text = fold(f"{kind.title} {GROUPS[kind.group]} {kind.code}")
    return all(word in text for word in words)


def _head(name: str) -> QListWidgetItem:
    item = QListWidgetItem(name)
    item.setFlags(Qt.ItemFlag.NoItemFlags)
    bold = QFont(item.font())
    bold.setBold(True)
    item.setFont(bold)
    return item
