"""One record whole: who, what, why, and each row that it changed, before and after."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from services.journal.reading import BLANKED, HIDDEN, RecordDetail, RowChanged
from ui.formatting import format_moment, role_names
from ui.journal.row_names import UNSAID, column_name, table_name
from ui.journal.use_case_names import use_case_name
from ui.journal.words import OPERATIONS, VERDICTS, Values, about_text, verdict_text, who_text
from ui.theme import Space
from ui.widgets.labels import EmptyState, StatusChip, ThaiLabel, heading, rule
from ui.wording import QT_TRANSLATE_NOOP

WITHHELD = {
    HIDDEN: QT_TRANSLATE_NOOP("Journal", "ไม่แสดงค่าของข้อมูลนี้แก่ท่าน"),
    BLANKED: QT_TRANSLATE_NOOP("Journal", "ข้อมูลถูกทำลายตามกำหนดแล้ว เหลือเพียงหลักฐานว่ามีการแก้ไข"),
}
NOTHING, SHOWN = range(2)


class RecordPanel(QStackedWidget):
    """Show the record that the cursor is on, or that there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("รายละเอียดของรายการ"))
        self.addWidget(EmptyState(self.tr("เลือกรายการเพื่อดูรายละเอียด"), icon_name="history"))
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("รายละเอียดของรายการ"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addWidget(self._area)

    def show_nothing(self) -> None:
        """Show that no record is chosen."""
        self.setCurrentIndex(NOTHING)

    def show_record(self, detail: RecordDetail, values: Values) -> None:
        """Show a record."""
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(Space.L, Space.S, Space.M, Space.L)
        column.setSpacing(Space.S)
        row = detail.row
        column.addWidget(ThaiLabel(use_case_name(row.use_case), "heading"))
        _words, tone, icon = VERDICTS.get(row.verdict, ("", "neutral", "circle"))
        chip = StatusChip(verdict_text(row.verdict), tone, icon)
        column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._facts(detail))
        # What the record is about comes first, what follows from it after.
        for change in sorted(
            filter(_says_something, detail.changes), key=lambda one: one.table != row.subject
        ):
            column.addWidget(rule())
            column.addWidget(_change(change, values))
        if not detail.changes:
            column.addWidget(ThaiLabel(self.tr("รายการนี้ไม่ได้แก้ไขข้อมูล"), "muted"))
        column.addStretch(1)
        self._area.setWidget(body)
        self.setCurrentIndex(SHOWN)

    def _facts(self, detail: RecordDetail) -> QWidget:
        row = detail.row
        lines = [
            (self.tr("เมื่อ"), format_moment(row.at)),
            (self.tr("ผู้ดำเนินการ"), who_text(row)),
            (self.tr("หน้าที่"), role_names(row.roles.split(",")) if row.roles else ""),
            (self.tr("เกี่ยวกับ"), about_text(row)),
            (self.tr("เหตุผล"), detail.reason),
        ]
        return _grid([(name, text) for name, text in lines if text])


def _says_something(change: RowChanged) -> bool:
    return change.withheld == BLANKED or any(cell.column not in UNSAID for cell in change.cells)


def _change(change: RowChanged, values: Values) -> QWidget:
    block = QWidget()
    column = QVBoxLayout(block)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.XS)
    done = QCoreApplication.translate("Journal", OPERATIONS.get(change.operation, change.operation))
    column.addWidget(ThaiLabel(f"{done}: {table_name(change.table)}", "label"))
    cells = [cell for cell in change.cells if cell.column not in UNSAID]
    if change.withheld == HIDDEN:
        column.addWidget(ThaiLabel(", ".join(dict.fromkeys(column_name(cell.column) for cell in cells))))
    if change.withheld:
        column.addWidget(ThaiLabel(QCoreApplication.translate("Journal", WITHHELD[change.withheld]), "help"))
        return block
    lines = []
    for cell in cells:
        before, after = values.pair(cell)
        text = f"{before or '–'} → {after or '–'}" if change.operation == "update" and not cell.secret else ""
        lines.append((column_name(cell.column), text or after or before))
    column.addWidget(_grid(lines))
    return block


def _grid(lines: list[tuple[str, str]]) -> QWidget:
    block = QWidget()
    grid = QGridLayout(block)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(Space.M)
    grid.setVerticalSpacing(Space.XS)
    grid.setColumnMinimumWidth(0, 116)
    grid.setColumnStretch(1, 1)
    for number, (name, text) in enumerate(lines):
        grid.addWidget(heading(name, "muted"), number, 0, Qt.AlignmentFlag.AlignTop)
        value = ThaiLabel(text)
        value.set_selectable()
        grid.addWidget(value, number, 1)
    return block
