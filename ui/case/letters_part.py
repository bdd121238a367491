"""The letters of a case: what was drafted, what waits, what went out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from services.complaints.reading import CaseDetail
from services.letters.access import LetterRow
from services.letters.content import KINDS, TO_COMPLAINANT
from services.letters.letters import Letters
from services.letters.life import LetterDone
from services.office.facts import OfficeFacts
from services.permissions import Actor
from ui.case.parts import CasePart, PartAction
from ui.desk import Desk
from ui.letters.letter_dialogs import NewLetterDialog
from ui.letters.letter_line import LetterLine
from ui.theme import Space
from ui.widgets.labels import quiet_button


class LettersPart(CasePart):
    """Show a case's letters and begin new ones."""

    def __init__(self, desk: Desk, letters: Letters, window: QWidget) -> None:
        super().__init__()
        self.title = self.tr("หนังสือและการแจ้ง")
        self._desk, self._letters, self._window = desk, letters, window
        self._detail: CaseDetail | None = None
        self._rows: list[LetterRow] = []
        self.dialog: NewLetterDialog | None = None
        self._widget = QWidget()
        self.new_button = quiet_button(self.tr("ร่างหนังสือ"), "plus")
        self.new_button.clicked.connect(lambda _on=False: self.ask_new())
        self._column = QVBoxLayout()
        self._column.setSpacing(Space.XS)
        outer = QVBoxLayout(self._widget)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.XS)
        outer.addLayout(self._column)
        outer.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons: dict[int, QPushButton] = {}

    def widget(self) -> QWidget:
        return self._widget

    def actions(self) -> Sequence[PartAction]:
        return (PartAction("draft_letter", self.tr("ร่างหนังสือ"), "mail", self.ask_new),)

    def load(self, actor: Actor, complaint_id: int) -> list[LetterRow]:
        return self._letters.list_letters(actor, complaint_id)

    def show_case(self, detail: CaseDetail, facts: OfficeFacts, loaded: Any) -> bool:
        self._detail = detail
        if loaded != self._rows:
            self._rows = list(loaded)
            self._fill()
        self.new_button.setVisible("draft_letter" in detail.actions)
        return bool(self._rows) or "draft_letter" in detail.actions

    def count(self) -> int:
        return len(self._rows)

    def ask_new(self) -> None:
        """Ask for the kind of a new letter, draft it, and go on to write it."""
        detail = self._detail
        if detail is None:
            return
        known = detail.complainant.identity in ("named", "hidden")
        kinds = frozenset(KINDS) if known else frozenset(KINDS) - TO_COMPLAINANT
        self.dialog = NewLetterDialog(self._desk, self._letters, detail.id, kinds, self._window)
        self.dialog.done_with.connect(self._go_on)
        self.dialog.open()

    def _go_on(self, done: LetterDone) -> None:
        self.changed.emit()
        self._desk.navigate("letter", letter_id=done.letter_id)

    def _fill(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        self.buttons = {}
        for row in self._rows:
            line = LetterLine(row, lambda letter_id: self._desk.navigate("letter", letter_id=letter_id))
            self.buttons[row.id] = line.open_button
            self._column.addWidget(line)
