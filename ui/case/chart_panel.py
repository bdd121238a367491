"""The panel beside the case: its flowchart drawn, or the same as a list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.complaints.reading import CaseDetail
from ui.case.chart_boxes import chart_as_text
from ui.case.flowchart_view import FlowchartView
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, heading, tool_button
from ui.widgets.scrolling import scrolling


class ChartPanel(QFrame):
    """Hold the flowchart with buttons to read it as a list and to fold it away."""

    fold_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.view = FlowchartView()
        self.listing = ThaiLabel()
        self.listing.set_selectable()
        self.listing.setContentsMargins(Space.XS, 0, Space.XS, 0)
        self._shown: tuple[int, str] | None = None
        self._stack = QStackedWidget()
        self._scroll = scrolling(self.view, sideways=False)
        self._stack.addWidget(self._scroll)
        self._stack.addWidget(scrolling(self.listing, sideways=False))
        self.list_button = tool_button("list", self.tr("อ่านผังเป็นรายการ"))
        self.list_button.setCheckable(True)
        self.list_button.toggled.connect(lambda on: self._stack.setCurrentIndex(int(on)))
        self.fold_button = tool_button("chevron-right", self.tr("พับผังกระบวนการ"), self.fold_asked.emit)
        top = QHBoxLayout()
        top.setSpacing(Space.XS)
        top.addWidget(heading(self.tr("ผังกระบวนการ")), 1)
        top.addWidget(self.list_button)
        top.addWidget(self.fold_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.M, Space.S, Space.XS, Space.S)
        column.setSpacing(Space.XS)
        column.addLayout(top)
        column.addWidget(self._stack, 1)

    def show_case(self, detail: CaseDetail) -> None:
        """Draw a case's way; go to where it stands when that is new."""
        self.view.show_case(detail)
        self.listing.setText("\n".join(chart_as_text(self.view.boxes())))
        if self._shown != (detail.id, detail.step):
            self._shown = (detail.id, detail.step)
            self.show_current()

    def show_current(self) -> None:
        """Scroll to where the case stands, with the step before still in view."""
        rect = self.view.current_rect()
        bar = self._scroll.verticalScrollBar()
        # Before the first layout the view is not yet as high as its drawing.
        height = max(self.view.height(), self.view.sizeHint().height())
        bar.setMaximum(max(bar.maximum(), height - self._scroll.viewport().height()))
        bar.setValue(max(0, int(rect.top()) - 110))
