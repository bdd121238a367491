"""The channels page: what is due today, what was found, the history by month, and the papers."""

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from services.channels.inspections import Inspections
from services.documents.office_papers import OfficePapers
from services.thai.dates import Month
from ui.channels.history_panel import HistoryPanel
from ui.channels.papers_panel import PapersPanel, ShowPaper
from ui.channels.today_panel import TodayPanel
from ui.desk import Desk
from ui.theme import Space
from ui.widgets.choices import SegmentedChoice

VIEWS = ("today", "history", "papers")


class ChannelsPage(QWidget):
    """Look after the channels: record inspections, take in what was found, open the box, print."""

    def __init__(
        self,
        desk: Desk,
        inspections: Inspections,
        papers: OfficePapers,
        show_paper: ShowPaper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.today = TodayPanel(desk, inspections)
        self.history = HistoryPanel(desk, inspections, papers, show_paper)
        self.papers = PapersPanel(desk, papers, show_paper)
        names = (self.tr("การตรวจวันนี้"), self.tr("ทะเบียนการตรวจ"), self.tr("เอกสารและแบบฟอร์ม"))
        self.views = SegmentedChoice([*zip(VIEWS, names, strict=True)])
        self.views.setAccessibleName(self.tr("มุมมอง"))
        self._stack = QStackedWidget()
        for panel in (self.today, self.history, self.papers):
            self._stack.addWidget(panel)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(self.views)
        column.addWidget(self._stack, 1)
        self.views.set_code("today")
        self.views.codeChanged.connect(self._show)

    def open(self, view: str = "", show: str = "", month: Month | None = None, **_others: Any) -> None:
        """Show a view; show is due for the channels due alone, waiting for what waits to be taken in."""
        if show:
            view = "today"
        if view in VIEWS:
            self.views.set_code(view)
            self._stack.setCurrentIndex(VIEWS.index(view))
        if show:
            self.today.show_only("due" if show == "due" else "all")
        if month is not None:
            self.history.picker.set_month(month)
        self.refresh()
        if show == "waiting":
            self.today.waiting.setFocus()
        else:
            # Not by a proxy of the view: the Tab key would leave out what stands before its table.
            {"today": self.today.table, "history": self.history.table}.get(
                self.views.code() or "", self._stack.currentWidget()
            ).setFocus()

    def refresh(self) -> None:
        """Read what is shown again."""
        self.today.refresh()
        self.history.refresh()

    def _show(self, code: str | None) -> None:
        if code in VIEWS:
            self._stack.setCurrentIndex(VIEWS.index(code))
