"""A step's limit: none of its own, the same day, working days, or by the case's level."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.flowchart.definition import Limit
from ui.flowchart.panel import wrapping_field
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.line_edit import LineEdit

NONE = "-"
MOST_DIGITS = 9


class LimitFields(QWidget):
    """Edit a limit; days that are no number stay typed, with a sentence beneath, and change nothing."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.kind = ChoiceCombo(
            [
                (NONE, self.tr("ไม่กำหนด (ตามกำหนดของเรื่อง)")),
                ("same_day", self.tr("ภายในวันที่รับเรื่อง")),
                ("working_days", self.tr("เป็นวันทำการ")),
                ("level", self.tr("ตามระดับของเรื่อง")),
            ]
        )
        self.days = LineEdit(limit=MOST_DIGITS)
        self.base = ChoiceCombo([("step", self.tr("วันที่เข้าขั้นตอน")), ("receipt", self.tr("วันที่รับเรื่อง"))])
        self.days_field = wrapping_field(self.tr("จำนวนวันทำการ"), self.days)
        self._base_field = wrapping_field(self.tr("นับจาก"), self.base)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self.days_field, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._base_field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(wrapping_field(self.tr("กำหนดเวลา"), self.kind))
        column.addLayout(row)
        self.kind.codeChanged.connect(lambda _code: self._tell())
        self.base.codeChanged.connect(lambda _code: self._tell())
        self.days.textEdited.connect(lambda _text: self._tell())
        self.days.editingFinished.connect(self.left)

    def show_limit(self, limit: Limit | None, *, other: bool) -> None:
        """Show a limit; other says that it is that of another step."""
        self._filling = True
        self.kind.set_code(limit.kind if limit else NONE)
        self.base.set_code(limit.base if limit and limit.kind == "working_days" else "step")
        days = limit.days if limit is not None and limit.kind == "working_days" else 1
        if other or self._days() != days:
            with QSignalBlocker(self.days):
                self.days.setText(str(days))
        if other:
            self.days_field.set_error("")
        self._show_days()
        self._filling = False

    def _days(self) -> int | None:
        """Return the days typed, Thai digits too."""
        text = self.days.text().replace(",", "").strip()
        return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None

    def _tell(self) -> None:
        if self._filling:
            return
        self._show_days()
        kind = self.kind.code()
        if kind is None:
            return
        if kind != "working_days":
            self.changed.emit(None if kind == NONE else Limit(kind))
            return
        days = self._days()
        wrong = self.tr("โปรดพิมพ์จำนวนวันเป็นตัวเลข เช่น 3 กำหนดเวลาเดิมยังใช้อยู่")
        self.days_field.set_error(wrong if days is None else "")
        if days is not None:
            self.changed.emit(Limit(kind, days, self.base.code() or "step"))

    def _show_days(self) -> None:
        counted = self.kind.code() == "working_days"
        self.days_field.setVisible(counted)
        self._base_field.setVisible(counted)
