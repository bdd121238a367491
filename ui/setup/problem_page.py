"""Say why the data folder can't be opened, what was kept, and what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.error_text import ErrorText
from ui.icons import pixmap
from ui.theme import Space
from ui.widgets.labels import ThaiLabel, card, heading, plain_button, primary_button

Action = tuple[str, str, Callable[[], None]]  # what a button says, its icon, what it does


class ProblemPage(QWidget):
    """Show one problem with the ways on: try again, what else there is for it, or leave the program."""

    try_again = Signal()
    leave = Signal()

    def __init__(
        self, error_text: ErrorText, parent: QWidget | None = None, *, actions: Sequence[Action] = ()
    ) -> None:
        super().__init__(parent)
        self.again_button = primary_button(self.tr("ลองเปิดอีกครั้ง"), "refresh-cw")
        self.again_button.clicked.connect(lambda _on: self.try_again.emit())
        self.leave_button = plain_button(self.tr("ออกจากโปรแกรม"))
        self.leave_button.clicked.connect(lambda _on: self.leave.emit())
        self.action_buttons = [_action_button(*action) for action in actions]
        for button in (self.again_button, self.leave_button, *self.action_buttons):
            button.setAutoDefault(True)
        self._lay_out(error_text)
        self.again_button.setFocus()

    def _lay_out(self, said: ErrorText) -> None:
        frame, column = card()
        frame.setFixedWidth(620)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        mark = QLabel()
        mark.setPixmap(pixmap("triangle-alert", 32, "warning", self.devicePixelRatioF()))
        column.addWidget(mark)
        title = ThaiLabel(said.title, "title")
        column.addWidget(title)
        for label, text in ((self.tr("ข้อมูลของท่าน"), said.kept), (self.tr("สิ่งที่ควรทำ"), said.next)):
            if text:
                column.addWidget(heading(label, "label"))
                line = ThaiLabel(text)
                line.set_selectable()
                column.addWidget(line)
        column.addSpacing(Space.S)
        for button in self.action_buttons:  # each says much, so each has its own line
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row = QHBoxLayout()
        for button in (self.again_button, self.leave_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(frame, 0, Qt.AlignmentFlag.AlignTop)
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addLayout(across)
        outer.addStretch(2)


def _action_button(text: str, icon_name: str, action: Callable[[], None]) -> QPushButton:
    button = plain_button(text, icon_name)
    button.clicked.connect(lambda _on: action())
    return button
