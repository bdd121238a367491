"""The letters that wait: to be approved by a supervisor, to be sent with a number."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from services.letters.access import LetterRow
from services.letters.letters import Letters
from ui.desk import Desk
from ui.letters.letter_line import LetterLine
from ui.theme import FORM_WIDTH, Space
from ui.widgets.labels import EmptyState, card, heading
from ui.widgets.scrolling import scrolling


class WaitingLettersPage(QWidget):
    """List the letters that wait for somebody, the oldest first."""

    def __init__(self, desk: Desk, letters: Letters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk, self._letters = desk, letters
        self.lines: list[LetterLine] = []
        self._empty = EmptyState(self.tr("ไม่มีหนังสือรอดำเนินการ"), icon_name="mail")
        self._groups = {
            "submitted": self._group(self.tr("รอพิจารณา")),
            "approved": self._group(self.tr("เห็นชอบแล้ว รอออกเลข")),
        }
        inner = QWidget()
        inner.setMaximumWidth(FORM_WIDTH)
        column = QVBoxLayout(inner)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        for frame, _column in self._groups.values():
            column.addWidget(frame)
        column.addWidget(self._empty)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(inner, sideways=False))

    def open(self) -> None:
        """Show the letters as they stand."""
        self.refresh()

    def refresh(self) -> None:
        """Read the letters again."""
        actor = self._desk.actor
        self._desk.runner.read(lambda: self._letters.list_waiting(actor), self._show, owner=self)

    def _show(self, rows: list[LetterRow]) -> None:
        for line in self.lines:
            line.hide()
            line.deleteLater()
        self.lines = []
        for status, (frame, column) in self._groups.items():
            of_status = [row for row in rows if row.status == status]
            for row in of_status:
                line = LetterLine(row, self._go, with_case=True)
                self.lines.append(line)
                column.addWidget(line)
            frame.setVisible(bool(of_status))
        self._empty.setVisible(not rows)

    def _go(self, letter_id: int) -> None:
        self._desk.navigate("letter", letter_id=letter_id)

    @staticmethod
    def _group(title: str) -> tuple[QWidget, QVBoxLayout]:
        frame, column = card()
        column.addWidget(heading(title, "heading"))
        return frame, column
