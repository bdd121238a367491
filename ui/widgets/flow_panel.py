"""A panel that fills lines from the left and starts a new one where the width ends."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class FlowPanel(QWidget):
    """Lay widgets out like words of a paragraph.

    A widget that places its children, not a QLayout: Qt deletes a layout's items behind the back of
    the Python objects that a layout written in Python has to keep, and the next look at one ends the
    program.
    """

    def __init__(self, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spacing = spacing
        self._widgets: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self.insert(len(self._widgets), widget)

    def insert(self, position: int, widget: QWidget) -> None:
        """Put a widget before another."""
        before = self._widgets[position - 1] if 0 < position <= len(self._widgets) else None
        self._widgets.insert(position, widget)
        widget.setParent(self)
        if before is not None:
            QWidget.setTabOrder(before, widget)
        widget.show()
        self._arrange_anew()

    def count(self) -> int:
        """Return how many widgets there are."""
        return len(self._widgets)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        shown = [widget.sizeHint().width() for widget in self._widgets if not widget.isHidden()]
        width = sum(shown) + self._spacing * max(len(shown) - 1, 0)
        return QSize(width, self._arrange(width, move=False))

    def minimumSizeHint(self) -> QSize:
        widths = [_size(widget).width() for widget in self._widgets if not widget.isHidden()]
        return QSize(max(widths, default=0), self._arrange(max(self.width(), 1), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange_anew()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange_anew()
        return super().event(event)

    def _arrange_anew(self) -> None:
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def _arrange(self, width: int, *, move: bool) -> int:
        line: list[tuple[QWidget, int, QSize]] = []
        x, y, height = 0, 0, 0
        for widget in self._widgets:
            if widget.isHidden():
                continue
            size = _size(widget)
            if line and x + size.width() > width:
                _place(line, y, height, move=move)
                y += height + self._spacing
                x, height, line = 0, 0, []
            line.append((widget, x, size))
            x += size.width() + self._spacing
            height = max(height, size.height())
        _place(line, y, height, move=move)
        return y + height


def _size(widget: QWidget) -> QSize:
    wanted = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    return wanted.expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _place(line: list[tuple[QWidget, int, QSize]], y: int, height: int, *, move: bool) -> None:
    for widget, x, size in line if move else ():
        widget.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
