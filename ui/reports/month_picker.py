"""Choose a month of a B.E. year: by name, by number, or one step at a time."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from services.thai.dates import BE_OFFSET, FIRST_BE_YEAR, LAST_BE_YEAR, MONTHS, Month
from ui.icons import icon
from ui.theme import Space
from ui.widgets.labels import quiet_button


class MonthPicker(QWidget):
    """Hold a month; any month can be chosen, the service says which can be reported."""

    monthChanged = Signal(object)

    def __init__(self, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names = QComboBox(self)
        self.names.addItems(list(MONTHS))
        self.names.setMaxVisibleItems(12)
        self.years = QSpinBox(self)
        self.years.setRange(FIRST_BE_YEAR, LAST_BE_YEAR)
        self.years.setGroupSeparatorShown(False)
        self.years.setKeyboardTracking(False)
        self.years.lineEdit().setTextMargins(Space.S, 0, 0, 0)
        self.before_button = quiet_button("", "chevron-left")
        self.after_button = quiet_button("", "chevron-right")
        for button, said in (
            (self.before_button, self.tr("เดือนก่อน")),
            (self.after_button, self.tr("เดือนถัดไป")),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.names, 2)
        row.addWidget(self.years, 1)
        row.addWidget(self.before_button)
        row.addWidget(self.after_button)
        self.setFocusProxy(self.names)
        self.setAccessibleName(self.tr("เดือน"))
        self._month = month
        self._signed: frozenset[Month] = frozenset()
        self.set_month(month)
        self.names.currentIndexChanged.connect(lambda _row: self._changed())
        self.years.valueChanged.connect(lambda _year: self._changed())
        self.before_button.clicked.connect(lambda: self.set_month(self._month.previous()))
        self.after_button.clicked.connect(lambda: self.set_month(self._month.next()))

    def month(self) -> Month:
        """Return the month chosen."""
        return self._month

    def set_month(self, month: Month) -> None:
        """Choose a month, and say so once."""
        for part in (self.names, self.years):
            part.blockSignals(True)
        self.names.setCurrentIndex(month.month - 1)
        self.years.setValue(month.be_year)
        for part in (self.names, self.years):
            part.blockSignals(False)
        self._changed()

    def mark(self, signed: Iterable[Month]) -> None:
        """Mark the months whose data were signed; the list shows those of its year."""
        self._signed = frozenset(signed)
        self._show_marks()

    def _show_marks(self) -> None:
        year = self.years.value() - BE_OFFSET
        for row, name in enumerate(MONTHS):
            marked = Month(year, row + 1) in self._signed
            self.names.setItemIcon(row, icon("shield-check") if marked else QIcon())
            said = self.tr("{month} รับรองแล้ว").format(month=name) if marked else name
            self.names.setItemData(row, said, Qt.ItemDataRole.AccessibleTextRole)
            self.names.setItemData(row, said if marked else "", Qt.ItemDataRole.ToolTipRole)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.names.setAccessibleName(name)
        self.years.setAccessibleName(self.tr("ปี พ.ศ."))

    def _changed(self) -> None:
        month = Month(self.years.value() - BE_OFFSET, self.names.currentIndex() + 1)
        if month != self._month:
            self._month = month
            self._show_marks()
            self.monthChanged.emit(month)
