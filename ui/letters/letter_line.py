"""One letter in a list: what it is, where it stands, a button to open it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services.letters.access import LetterRow
from ui.formatting import format_date, format_moment
from ui.letters.words import CONTEXT, kind_name, status_of
from ui.theme import Space
from ui.widgets.labels import ElidedLabel, StatusChip, heading, quiet_button


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


class LetterLine(QWidget):
    """Show a letter; with_case names the case that it belongs to."""

    def __init__(
        self, row: LetterRow, open_letter: Callable[[int], object], *, with_case: bool = False
    ) -> None:
        super().__init__()
        self.row = row
        name, tone = status_of(row.status)
        title = kind_name(row.kind)
        if with_case:
            title = _tr("{kind} · เลขรับ {number}").format(kind=title, number=row.case_number)
        self.open_button = quiet_button(_tr("เปิด"), "eye")
        self.open_button.setAccessibleName(_tr("เปิดหนังสือ {kind} {status}").format(kind=title, status=name))
        self.open_button.clicked.connect(lambda _on=False: open_letter(row.id))
        label = ElidedLabel(title)
        label.setProperty("role", "label")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label)
        words.addWidget(heading(_below(row), "help"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addLayout(words, 1)
        layout.addWidget(StatusChip(name, tone))
        layout.addWidget(self.open_button)


def _below(row: LetterRow) -> str:
    if row.letter_date is not None:
        said = _tr("ที่ {number} ลงวันที่ {day}") if row.number else _tr("ลงวันที่ {day}")
        return said.format(number=row.number, day=format_date(row.letter_date))
    return _tr("{name} ร่างเมื่อ {when}").format(name=row.made_by, when=format_moment(row.made_at))
