"""A form in a dialog: the frame that the dialogs of the settings share."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from services.errors import DomainError, Invalid
from services.unit_of_work import new_command_id
from ui.error_messages import field_texts, sentence
from ui.theme import Space
from ui.widgets.banner import Banner
from ui.widgets.fitting import fit_height
from ui.widgets.keyboard import FormKeys
from ui.widgets.labels import heading, plain_button, primary_button

DIALOG_WIDTH = 760


class FormDialog(QDialog):
    """A form in a dialog with a banner, a save button and one command id for as long as it is open."""

    def __init__(self, title: str, accept: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(DIALOG_WIDTH)
        self.command = new_command_id()
        self._saving = False
        self.banner = Banner(closable=False)
        self.save_button = primary_button(accept)
        self.cancel_button = plain_button(self.tr("ยกเลิก"))
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.M)
        column.addWidget(heading(title, "title"))
        column.addWidget(self.banner)
        column.addLayout(self.body)
        column.addSpacing(Space.S)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.setToolTip(self.tr("Ctrl+Enter"))
        FormKeys(self, on_save=self.save, on_cancel=self.reject)

    def save(self) -> None:
        """Save, unless a save is under way or something is wrong."""
        if self._saving:
            return
        if self.check():
            self.banner.hide()
            self.set_saving(True)
            self.submit()
        self.fit()

    def fit(self) -> None:
        """Grow to what the fields with their errors need."""
        fit_height(self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def check(self) -> bool:
        """Show what is wrong; tell whether nothing is."""
        raise NotImplementedError

    def submit(self) -> None:
        """Hand what is typed to the services."""
        raise NotImplementedError

    def set_saving(self, saving: bool) -> None:
        """Keep a second save away while one is under way."""
        self._saving = saving
        self.save_button.setEnabled(not saving)

    def show_errors(self, texts: dict[str, str]) -> None:
        """Show beside each field what is wrong with it; fields not named are right."""
        raise NotImplementedError

    def show_failure(self, error: DomainError) -> None:
        """Say what went wrong beside the fields that it is about, else at the top; what is typed stays."""
        if isinstance(error, Invalid):
            self.show_errors(field_texts(error))
        else:
            self.banner.show_text(sentence(error).as_text(), "danger")
        self.fit()
