"""Dates and times typed as people write them, with a calendar of Buddhist years."""

import datetime
from collections.abc import Callable

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from services.errors import FieldError
from ui.formatting import MONTHS, be_year, format_date, format_time, read_date, read_time
from ui.icons import icon
from ui.theme import Space, TypeScale, colours_of, font
from ui.widgets.labels import tool_button

WEEKDAYS_SHORT = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")


class ThaiCalendar(QCalendarWidget):
    """Show a month with Thai names and the Buddhist year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(QLocale(QLocale.Language.Thai, QLocale.Country.Thailand))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.NoHorizontalHeader)
        self.setNavigationBarVisible(False)
        self.setMinimumSize(300, 260)

    def paintCell(self, painter: QPainter, rect: QRect, day: QDate | datetime.date) -> None:
        when = day if isinstance(day, QDate) else QDate(day.year, day.month, day.day)
        colours = colours_of(self)
        inside = when.month() == self.monthShown()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(3, 2, -3, -2)
        painter.fillRect(rect, colours.surface)
        if when == self.selectedDate():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.palette().highlight())
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(colours.on_accent)
        elif inside:
            painter.setPen(colours.danger if when.dayOfWeek() > 5 else colours.text)
        else:
            painter.setPen(colours.disabled)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(when.day()))
        painter.restore()


class CalendarPopup(QFrame):
    """Pick a day by arrow keys or mouse; Page Up and Page Down change the month."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self._title = QLabel()
        self._title.setFont(font(TypeScale.BASE, bold=True))
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.calendar = ThaiCalendar()
        self.calendar.setAccessibleName(self.tr("ปฏิทิน"))
        head = QHBoxLayout()
        head.addWidget(tool_button("chevron-left", self.tr("เดือนก่อน"), self.calendar.showPreviousMonth))
        head.addWidget(self._title, 1)
        head.addWidget(tool_button("chevron-right", self.tr("เดือนถัดไป"), self.calendar.showNextMonth))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        column.addLayout(head)
        column.addLayout(_weekday_row())
        column.addWidget(self.calendar)
        self.calendar.currentPageChanged.connect(self._show_title)
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)

    def open_at(self, corner: QPoint, day: datetime.date) -> None:
        """Open beneath a point with a day chosen."""
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self._show_title(day.year, day.month)
        self.adjustSize()
        screen = self.parentWidget().screen().availableGeometry() if self.parentWidget() else None
        if screen is not None:
            corner.setX(max(screen.left(), min(corner.x(), screen.right() - self.width())))
            corner.setY(max(screen.top(), min(corner.y(), screen.bottom() - self.height())))
        self.move(corner)
        self.show()
        self.calendar.setFocus()

    def title(self) -> str:
        """Return the month and year shown."""
        return self._title.text()

    def _show_title(self, year: int, month: int) -> None:
        self._title.setText(f"{MONTHS[month - 1]} {be_year(datetime.date(year, month, 1))}")

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(datetime.date(day.year(), day.month(), day.day()))


def _weekday_row() -> QHBoxLayout:
    # Qt's own one-letter names write Wednesday and Thursday alike.
    row = QHBoxLayout()
    row.setSpacing(0)
    for name in WEEKDAYS_SHORT:
        label = QLabel(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setProperty("role", "muted")
        row.addWidget(label)
    return row


class _PickLineEdit(QLineEdit):
    """Tell of leaving and of the keys that a plain line edit keeps to itself."""

    left = Signal()
    wanted = Signal()
    stepped = Signal(int)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.wanted.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


class ThaiDateEdit(QWidget):
    """Type a date in any usual Thai form; what can't be read stays typed.

    Up and Down step a day, Alt+Down opens the calendar. On leaving the field a date that was
    understood is rewritten in full, so that the person sees what was meant.
    """

    dateChanged = Signal(object)
    editingFinished = Signal()

    def __init__(self, today: Callable[[], datetime.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._last: datetime.date | None = None
        self.edit = _PickLineEdit(self)
        self.edit.setPlaceholderText(self.tr("เช่น 12/8/69"))
        self._button = QToolButton(self)
        self._button.setIcon(icon("calendar", "text_muted"))
        self._button.setToolTip(self.tr("เปิดปฏิทิน (Alt+↓)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._popup: CalendarPopup | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.edit, 1)
        row.addWidget(self._button)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(190)
        self.setAccessibleName(self.tr("วันที่"))
        self.edit.textChanged.connect(self._on_text)
        self.edit.left.connect(self._on_left)
        self.edit.wanted.connect(self.open_calendar)
        self.edit.stepped.connect(self._step)
        self._button.clicked.connect(self.open_calendar)

    def text(self) -> str:
        """Return what is typed."""
        return self.edit.text()

    def setText(self, text: str) -> None:
        """Type a text, readable or not: a draft gives back what stood there."""
        self.edit.setText(text)

    def date(self) -> datetime.date | None:
        """Return the date understood, None when empty or unreadable."""
        return self._last

    def set_date(self, day: datetime.date | None) -> None:
        """Show a date, or nothing."""
        self.edit.setText("" if day is None else format_date(day))

    def error(self) -> FieldError | None:
        """Return why the text is no date; an empty field has no error."""
        found = read_date(self.text(), self._today())
        return found if isinstance(found, FieldError) and self.text().strip() else None

    def open_calendar(self) -> None:
        """Open the calendar at the date typed, or today."""
        if self.edit.isReadOnly():
            return
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._take)
        corner = self.mapToGlobal(QPoint(0, self.height() + 2))
        self._popup.open_at(corner, self._last or self._today())

    def set_read_only(self, read_only: bool) -> None:
        """Allow or refuse changes."""
        self.edit.setReadOnly(read_only)
        self._button.setVisible(not read_only)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self._button.setAccessibleName(self.tr("ปฏิทิน: {name}").format(name=name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._button.setEnabled(self.isEnabled())

    def _on_text(self, text: str) -> None:
        found = read_date(text, self._today())
        day = found if isinstance(found, datetime.date) else None
        if day != self._last:
            self._last = day
            self.dateChanged.emit(day)

    def _on_left(self) -> None:
        if self._last is not None and self.text() != format_date(self._last):
            self.edit.setText(format_date(self._last))
        self.editingFinished.emit()

    def _step(self, days: int) -> None:
        start = self._last
        day = self._today() if start is None else datetime.date.fromordinal(start.toordinal() + days)
        self.set_date(day)

    def _take(self, day: datetime.date) -> None:
        self.set_date(day)
        self.edit.setFocus()
        self.editingFinished.emit()


class TimeEdit(_PickLineEdit):
    """Type a time of day: 9.30, 09:30, 930 or ๙.๓๐ น.; what can't be read stays typed."""

    timeChanged = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: datetime.time | None = None
        self.setPlaceholderText(self.tr("เช่น 9.30"))
        self.setMinimumWidth(96)
        self.setAccessibleName(self.tr("เวลา"))
        self.textChanged.connect(self._on_text)
        self.left.connect(self._on_left)
        self.stepped.connect(self._step)

    def time(self) -> datetime.time | None:
        """Return the time understood, None when empty or unreadable."""
        return self._last

    def set_time(self, value: datetime.time | None) -> None:
        """Show a time, or nothing."""
        self.setText("" if value is None else format_time(value))

    def error(self) -> FieldError | None:
        """Return why the text is no time; an empty field has no error."""
        found = read_time(self.text())
        return found if isinstance(found, FieldError) and self.text().strip() else None

    def _on_text(self, text: str) -> None:
        found = read_time(text)
        value = found if isinstance(found, datetime.time) else None
        if value != self._last:
            self._last = value
            self.timeChanged.emit(value)

    def _on_left(self) -> None:
        if self._last is not None:
            self.set_time(self._last)

    def _step(self, minutes: int) -> None:
        if self._last is not None:
            total = (self._last.hour * 60 + self._last.minute + 5 * minutes) % (24 * 60)
            self.set_time(datetime.time(total // 60, total % 60))
