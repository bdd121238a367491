"""A form's parts: a field with its label and error, a section that folds, keys that move on."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.icons import icon, pixmap
from ui.theme import Space, set_style_property
from ui.widgets.keyboard import reveal
from ui.widgets.labels import KeyHint, ThaiLabel


class FormField(QWidget):
    """Put a label above an editor, and help or an error beneath it."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        required: bool = False,
        help_text: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._label_text = label
        self._required = required
        self._label = QLabel(self)
        self._label.setProperty("role", "label")
        self._label.setBuddy(editor)
        self._help = ThaiLabel(help_text, "help")
        self._error_icon = QLabel()
        self._error = ThaiLabel("", "error")
        self._error_row = QWidget(self)
        self._lay_out(key)
        self._show_label()
        self.set_error("")

    def label_text(self) -> str:
        """Return the label without the required mark."""
        return self._label_text

    def set_label(self, label: str, *, required: bool | None = None) -> None:
        """Change the label, and whether the field must be filled."""
        self._label_text = label
        if required is not None:
            self._required = required
        self._show_label()
        self._name_editor()

    def set_help(self, text: str) -> None:
        """Change the help beneath the field."""
        self._help.setText(text)
        self._help.setVisible(bool(text) and not self.error())
        self._name_editor()

    def error(self) -> str:
        """Return the error shown, empty when there is none."""
        return self._error.plain_text()

    def set_error(self, text: str | None) -> None:
        """Show what is wrong beneath the field, or clear it."""
        text = text or ""
        self._error.setText(text)
        self._error_row.setVisible(bool(text))
        self._help.setVisible(bool(self._help.plain_text()) and not text)
        if text:
            ratio = self.devicePixelRatioF()
            self._error_icon.setPixmap(pixmap("circle-alert", 16, "danger", ratio))
        set_style_property(self._edited_widget(), "invalid", bool(text))
        self._name_editor()

    def focus_editor(self) -> None:
        """Put the keyboard into the field."""
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(self)

    def sizeHint(self) -> QSize:
        """Return the height that help and error need at the width there is: layouts give no more."""
        hint = super().sizeHint()
        if self.hasHeightForWidth() and self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self.hasHeightForWidth():
            self.updateGeometry()

    def _edited_widget(self) -> QWidget:
        # A date field is a line edit with a button beside it: the line edit turns red.
        inner = getattr(self.editor, "edit", None)
        return inner if isinstance(inner, QWidget) else self.editor

    def _lay_out(self, key: str) -> None:
        top = QHBoxLayout()
        top.setSpacing(Space.S)
        top.addWidget(self._label)
        if key:
            top.addWidget(KeyHint(key))
        top.addStretch(1)
        row = QHBoxLayout(self._error_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        self._error_icon.setContentsMargins(0, 3, 0, 0)
        row.addWidget(self._error_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._error, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(top)
        column.addWidget(self.editor)
        column.addWidget(self._help)
        column.addWidget(self._error_row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _show_label(self) -> None:
        self._label.setText(f"{self._label_text} *" if self._required else self._label_text)
        self._label.setToolTip(self.tr("ต้องกรอก") if self._required else "")

    def _name_editor(self) -> None:
        name = self._label_text
        if self._required:
            name = self.tr("{label} (ต้องกรอก)").format(label=name)
        self.editor.setAccessibleName(name)
        for widget in {self.editor, self._edited_widget()}:
            widget.setAccessibleDescription(self.error() or self._help.plain_text())


class FormSection(QWidget):
    """Group fields under a heading that folds them away."""

    toggled = Signal(bool)

    def __init__(
        self, title: str, *, folded: bool = False, foldable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._button = QPushButton(title, self)
        self._button.setProperty("role", "section")
        self._button.setCheckable(True)
        self._button.setAutoDefault(False)
        self.body = QWidget(self)
        self.layout_body = QVBoxLayout(self.body)
        self.layout_body.setContentsMargins(0, Space.XS, 0, Space.S)
        self.layout_body.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        column.addWidget(self._button)
        column.addWidget(self.body)
        self._button.toggled.connect(self._unfold)
        self._button.setChecked(not folded)
        self._unfold(not folded)
        if not foldable:
            self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._button.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._button.setIcon(icon("minus"))

    def add(self, widget: QWidget) -> QWidget:
        """Add a widget on a line of its own."""
        self.layout_body.addWidget(widget)
        return widget

    def add_row(self, *widgets: QWidget, stretches: tuple[int, ...] = ()) -> None:
        """Add widgets side by side, aligned at the top."""
        self.layout_body.addLayout(field_row(*widgets, stretches=stretches))

    def is_folded(self) -> bool:
        """Tell whether the fields are folded away."""
        return not self._button.isChecked()

    def set_folded(self, folded: bool) -> None:
        """Fold the fields away, or show them."""
        self._button.setChecked(not folded)

    def set_title(self, title: str, note: str = "") -> None:
        """Change the heading; the note says in brief what the folded part holds."""
        self._title = title
        self._button.setText(f"{title}  {note}" if note else title)

    def _unfold(self, shown: bool) -> None:
        self.body.setVisible(shown)
        self._button.setIcon(icon("chevron-down" if shown else "chevron-right"))
        state = self.tr("แสดงอยู่") if shown else self.tr("พับอยู่")
        self._button.setAccessibleName(f"{self._title} ({state})")
        self.toggled.emit(shown)


def field_row(*widgets: QWidget, stretches: tuple[int, ...] = ()) -> QHBoxLayout:
    """Return a row of fields aligned at the top."""
    row = QHBoxLayout()
    row.setSpacing(Space.L)
    for index, widget in enumerate(widgets):
        row.addWidget(widget, stretches[index] if index < len(stretches) else 1, Qt.AlignmentFlag.AlignTop)
    return row
