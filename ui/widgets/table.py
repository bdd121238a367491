"""Lists: a table set up for Thai rows, and the bar of filters above it."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    QSettings,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.icons import draw_icon, icon
from ui.theme import ROW_HEIGHT, Space, colours_of
from ui.widgets.flow_panel import FlowPanel
from ui.widgets.labels import quiet_button

TONE_ROLE = Qt.ItemDataRole.UserRole + 100
ICON_ROLE = Qt.ItemDataRole.UserRole + 101

# What the style sheet's padding and the style's own margin come to.
CELL_PADDING = 11

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paint cells with a state as an icon and coloured words; leave the rest to the style.

    A model gives a tone in `TONE_ROLE` and an icon's name in `ICON_ROLE`.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tone, name = index.data(TONE_ROLE), index.data(ICON_ROLE)
        if not tone and not name:
            super().paint(painter, option, index)
            return
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        text, cell.text = cell.text, ""
        widget = option.widget
        widget.style().drawControl(widget.style().ControlElement.CE_ItemViewItem, cell, painter, widget)
        colours = colours_of(widget)
        strong = colours.tone(tone)[0] if tone and tone != "neutral" else colours.text
        area = cell.rect.adjusted(CELL_PADDING, 0, -Space.XS, 0)
        if name:
            top = area.center().y() - 7
            draw_icon(painter, name, area.topLeft() + _down(top - area.top()), 16, strong)
            area.setLeft(area.left() + 16 + Space.XS + 2)
        painter.save()
        painter.setPen(strong)
        painter.setFont(cell.font)
        shown = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


def _down(distance: int) -> Any:
    from PySide6.QtCore import QPoint

    return QPoint(0, distance)


class DataTable(QTableView):
    """Show rows to read and to open; Enter or a double click opens, columns keep their width."""

    opened = Signal(QModelIndex)
    rowChanged = Signal(QModelIndex)

    def __init__(
        self,
        name: str,
        *,
        key: str = "",
        settings: QSettings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._settings = settings
        self._empty_text = ""
        self._widths: list[int] = []
        self._stretch = -1
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(ROW_HEIGHT)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.sectionResized.connect(lambda *_sizes: self._remember())
        self.doubleClicked.connect(self._open)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a model; the widths remembered or set before apply."""
        super().setModel(model)
        if model is not None:
            self._restore()
            self.selectionModel().currentRowChanged.connect(lambda now, _before: self.rowChanged.emit(now))

    def set_column_widths(self, widths: list[int], *, stretch: int = -1) -> None:
        """Give the columns their first widths; one of them, else the last, takes the room that is left."""
        self._widths, self._stretch = widths, stretch
        if self.model() is not None:
            self._restore()

    def set_empty_text(self, text: str) -> None:
        """Say what to show while there is no row."""
        self._empty_text = text
        self.viewport().update()

    def current_row(self) -> int:
        """Return the row the cursor is on, -1 for none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            if not event.isAutoRepeat():
                self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._empty_text and (self.model() is None or self.model().rowCount() == 0):
            painter = QPainter(self.viewport())
            painter.setPen(colours_of(self).text_muted)
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, self._empty_text)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index)

    def _restore(self) -> None:
        header = self.horizontalHeader()
        header.blockSignals(True)
        for column, width in enumerate(self._widths[: self.model().columnCount()]):
            self.setColumnWidth(column, width)
        state = self._settings.value(f"columns/{self._key}") if self._settings and self._key else None
        if isinstance(state, QByteArray):
            header.restoreState(state)
        self._stretch_column()
        header.blockSignals(False)

    def _stretch_column(self) -> None:
        header = self.horizontalHeader()
        chosen = 0 <= self._stretch < self.model().columnCount()
        header.setStretchLastSection(not chosen)
        if chosen:
            header.setSectionResizeMode(self._stretch, QHeaderView.ResizeMode.Stretch)
            header.setMinimumSectionSize(56)

    def _remember(self) -> None:
        if self._settings is not None and self._key and self.isVisible():
            self._settings.setValue(f"columns/{self._key}", self.horizontalHeader().saveState())


class FilterBar(QFrame):
    """Hold a search field and some filters; what does not fit moves to the next line."""

    changed = Signal()
    cleared = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(placeholder or self.tr("ค้นหา"))
        self.search.setAccessibleName(placeholder or self.tr("ค้นหา"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search", "text_muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setMinimumWidth(260)
        self.search.setMaximumWidth(420)
        self.clear_button = quiet_button(self.tr("ล้างตัวกรอง"), "x")
        self.clear_button.clicked.connect(self._clear)
        self.summary = QLabel(self)
        self.summary.setProperty("role", "muted")
        self._flow = FlowPanel(Space.S)
        self._flow.add(self.search)
        self._flow.add(self.clear_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._flow)
        column.addWidget(self.summary)
        self.summary.hide()
        self.search.textChanged.connect(lambda _text: self.changed.emit())

    def add_filter(self, name: str, widget: QWidget, width: int = 176) -> None:
        """Add a filter with its accessible name, before the button that clears."""
        widget.setAccessibleName(name)
        widget.setToolTip(name)
        widget.setFixedWidth(width)
        self._flow.insert(self._flow.count() - 1, widget)

    def set_summary(self, text: str) -> None:
        """Say how much the filters left, beneath the bar."""
        self.summary.setText(text)
        self.summary.setVisible(bool(text))

    def _clear(self) -> None:
        self.search.clear()
        self.cleared.emit()
