"""The frame that the panels beside the drawing share: fields that change the chart as they are filled."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from services.flowchart.values import ChartChoices
from ui.flowchart.acts import Acts
from ui.flowchart.board import Board, Spot
from ui.theme import Space
from ui.widgets.choices import ChoiceCombo
from ui.widgets.fields import FormField
from ui.widgets.labels import heading
from ui.widgets.line_edit import LineEdit


class Panel(QWidget):
    """Show one thing of the chart to read and to change; `first` is where the keyboard goes."""

    go_asked = Signal(object)
    target_asked = Signal(str)

    def __init__(self, board: Board, acts: Acts, choices: Callable[[], ChartChoices]) -> None:
        super().__init__()
        self.board, self.acts, self.choices = board, acts, choices
        self.title = heading("")
        self.first: QWidget | None = None
        self.name: LineEdit | None = None
        self.filling = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.M, Space.L, Space.L)
        self.column.setSpacing(Space.M)
        self.column.addWidget(self.title)

    @property
    def code(self) -> str:
        """Return the code of the box shown."""
        return self.board.spot.code

    def show_spot(self, spot: Spot, *, other: bool) -> None:
        """Show what the board holds now; other says that it was something else before."""
        self.filling = True
        self.fill(spot, other=other)
        self.filling = False

    def fill(self, spot: Spot, *, other: bool) -> None:
        """Put what the board holds into the fields."""
        raise NotImplementedError

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be read only."""
        for edit in self.findChildren(LineEdit):
            edit.setReadOnly(read_only)
        for widget in (*self.findChildren(QCheckBox), *self.findChildren(ChoiceCombo)):
            widget.setEnabled(not read_only)

    # --- building

    def text_field(self, label: str, change: Callable[[str], None], help_text: str = "") -> LineEdit:
        """Add a line of text that changes the chart as it is typed."""
        edit = LineEdit()
        edit.textEdited.connect(change)
        edit.editingFinished.connect(self.board.end_typing)
        self.column.addWidget(wrapping_field(label, edit, help_text))
        return edit

    def choice_field(
        self, label: str, choices: list[tuple[str, str]], change: Callable[[str], None], help_text: str = ""
    ) -> ChoiceCombo:
        """Add a choice of one; change gets its code."""
        combo = ChoiceCombo(choices)

        def chosen(code: str | None) -> None:
            if not self.filling and code is not None:
                change(code)

        combo.codeChanged.connect(chosen)
        self.column.addWidget(wrapping_field(label, combo, help_text))
        return combo

    def tick(self, text: str, change: Callable[[bool], None]) -> QCheckBox:
        """Return a box to tick that changes the chart."""
        box = QCheckBox(text)
        box.toggled.connect(lambda on: None if self.filling else change(on))
        return box


def wrapping_field(label: str, editor: QWidget, help_text: str = "") -> FormField:
    """Return a field whose help and error may take several lines of a narrow panel."""
    field = FormField(label, editor, help_text=help_text)
    field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return field


def put_text(edit: LineEdit, text: str) -> None:
    """Show a text unless it stands there: what is being typed keeps its cursor."""
    if edit.text() != text:
        with QSignalBlocker(edit):
            edit.setText(text)
            edit.setCursorPosition(0)
