"""The versions of a flowchart published so far: look at one, or take it as what is drawn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from services.flowchart.editing import VersionRow
from ui.formatting import format_date
from ui.theme import Space
from ui.widgets.keyboard import press_with_enter
from ui.widgets.labels import heading, plain_button, primary_button
from ui.widgets.rows_model import RowsModel
from ui.widgets.table import DataTable
from ui.wording import QT_TRANSLATE_NOOP

COLUMNS: tuple[tuple[str, int], ...] = (
    (QT_TRANSLATE_NOOP("VersionsDialog", "ฉบับที่"), 80),
    (QT_TRANSLATE_NOOP("VersionsDialog", "ประกาศใช้เมื่อ"), 160),
    (QT_TRANSLATE_NOOP("VersionsDialog", "โดย"), 200),
    (QT_TRANSLATE_NOOP("VersionsDialog", "เรื่องที่ยังใช้"), 110),
    (QT_TRANSLATE_NOOP("VersionsDialog", "เหตุผล"), 220),
)


class VersionsModel(RowsModel[VersionRow]):
    """Show the versions, newest first."""

    def __init__(self) -> None:
        super().__init__("VersionsDialog", [title for title, _width in COLUMNS])

    def cell(self, row: VersionRow, column: int, role: int) -> str | None:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        by = row.by or self.tr("ผังตั้งต้นของโปรแกรม")
        day = format_date(row.published_at.date())
        return (str(row.number), day, by, str(row.running), row.note)[column]


class VersionsDialog(QDialog):
    """List the versions; Enter looks at the one at hand."""

    look_asked = Signal(object)
    use_asked = Signal(object)

    def __init__(self, versions: Sequence[VersionRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("ฉบับที่เคยประกาศใช้"))
        self.resize(860, 420)
        self.model = VersionsModel()
        self.model.setParent(self)
        self.model.set_rows(tuple(reversed(versions)))
        self.table = DataTable(self.tr("ฉบับที่เคยประกาศใช้"))
        self.table.set_empty_text(self.tr("ยังไม่เคยประกาศใช้ผังของเรื่องประเภทนี้"))
        self.table.setModel(self.model)
        self.table.set_column_widths([width for _title, width in COLUMNS], stretch=4)
        self.look_button = primary_button(self.tr("ดูฉบับนี้"), "eye")
        self.use_button = plain_button(self.tr("ใช้ฉบับนี้เป็นร่าง"), "pencil")
        close = plain_button(self.tr("ปิด"))
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (self.look_button, self.use_button, close):
            foot.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(self.tr("ฉบับที่เคยประกาศใช้"), "title"))
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.table.opened.connect(lambda _index: self._ask(self.look_asked))
        self.look_button.clicked.connect(lambda _on: self._ask(self.look_asked))
        self.use_button.clicked.connect(lambda _on: self._ask(self.use_asked))
        close.clicked.connect(self.reject)
        press_with_enter(self)
        for button in (self.look_button, self.use_button):
            button.setEnabled(bool(versions))
        if versions:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def _ask(self, signal: SignalInstance) -> None:
        row = self.table.current_row()
        if row >= 0:
            signal.emit(self.model.row_at(row))
            self.accept()
