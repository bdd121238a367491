"""What the journal is narrowed to: a case, a person, a kind of work, how it ended, some days."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from services.journal.reading import VERDICTS, JournalFilter
from ui.journal.use_case_names import room_choices
from ui.journal.words import verdict_text
from ui.widgets.choices import ChoiceCombo
from ui.widgets.dates import ThaiDateEdit
from ui.widgets.table import FilterBar

PAUSE_MS = 250
DATE_WIDTH = 156


class JournalFilters(FilterBar):
    """Choose what the journal shows; `asked` comes after a pause in typing, or at once for a choice."""

    asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.search.setPlaceholderText(self.tr("เลขรับ"))
        self.search.setAccessibleName(self.tr("เลขรับของเรื่อง"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(140)
        self.person = self._combo(self.tr("ผู้ดำเนินการ"), self.tr("ทุกคน"), [], 176)
        self.room = self._combo(self.tr("งาน"), self.tr("ทุกงาน"), room_choices(), 176)
        verdicts = [(code, verdict_text(code)) for code in VERDICTS]
        self.verdict = self._combo(self.tr("ผล"), self.tr("ทุกผล"), verdicts, 116)
        self.first = self._day(self.tr("ตั้งแต่วันที่"), today)
        self.last = self._day(self.tr("ถึงวันที่"), today)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.asked)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.returnPressed.connect(self.ask_now)
        self.cleared.connect(self.clear)

    def set_people(self, people: Iterable[tuple[int, str]]) -> None:
        """Offer the people; a choice made stays."""
        self.person.blockSignals(True)
        self.person.set_choices([(str(account), name) for account, name in people])
        self.person.blockSignals(False)

    def wanted(self) -> JournalFilter:
        """Return what the filters ask for."""
        person = self.person.code()
        return JournalFilter(
            actor_id=int(person) if person else None,
            room=self.room.code() or "",
            verdict=self.verdict.code() or "",
            first_day=self.first.date(),
            last_day=self.last.date(),
            number=self.search.text().strip(),
        )

    def clear(self) -> None:
        """Show everything again."""
        for widget in (self.search, self.person, self.room, self.verdict, self.first, self.last):
            widget.blockSignals(True)
        self.search.clear()
        for combo in (self.person, self.room, self.verdict):
            combo.set_code(None)
        self.first.setText("")
        self.last.setText("")
        for widget in (self.search, self.person, self.room, self.verdict, self.first, self.last):
            widget.blockSignals(False)
        self.ask_now()

    def ask_now(self) -> None:
        """Ask without waiting for the pause to end."""
        self._pause.stop()
        self.asked.emit()

    def _combo(self, name: str, everything: str, choices: list[tuple[str, str]], width: int) -> ChoiceCombo:
        combo = ChoiceCombo(choices, placeholder=everything, allow_none=True)
        combo.codeChanged.connect(lambda _code: self.ask_now())
        self.add_filter(name, combo, width)
        return combo

    def _day(self, name: str, today: Callable[[], date]) -> ThaiDateEdit:
        day = ThaiDateEdit(today)
        day.edit.setPlaceholderText(name)
        day.edit.textChanged.connect(lambda _text: self._pause.start())
        self.add_filter(name, day, DATE_WIDTH)
        return day
