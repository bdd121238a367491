"""A clerk's place at an intake form, for tests: the page in a window, keys, and what is kept."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.complaints.drafts import DraftRow
from services.complaints.reading import CaseDetail
from services.complaints.register import RegisterFilter, RegisterRow
from tests.ui.fakes import RecordingFeedback
from tests.ui.keys import type_text
from tests.ui.office import make_office
from ui.intake.correction_page import CorrectionPage
from ui.intake.intake_page import IntakePage
from ui.tasks import TaskRunner


class IntakeDesk:
    """Hold an office and open its intake pages."""

    def __init__(self, folder: Path, runner: TaskRunner, feedback: RecordingFeedback, qtbot: QtBot) -> None:
        self.office = make_office(folder)
        self.services = self.office.services
        self.feedback = feedback
        self.runner = runner
        self.printed: list[int] = []
        self._qtbot = qtbot

    def page(self, form: str = "walk_in", who: str = "front", *, opened: bool = True) -> IntakePage:
        """Open the page of a form as one of the office's people."""
        page = IntakePage(
            self.office.desk(who, self.runner, self.feedback),
            self.services.intake,
            self.services.drafts,
            self.services.accounts,
            self.printed.append,
            self._sentence,
            form=form,
            earlier=(self.services.similar, self.services.cases),
        )
        self._show(page)
        if opened:
            page.open()
        return page

    def correction(self, complaint_id: int, who: str = "front", *, screened: bool = False) -> CorrectionPage:
        """Open the page that corrects a complaint."""
        desk = self.office.desk(who, self.runner, self.feedback)
        page = CorrectionPage(desk, self.services.intake, self.services.accounts)
        self._show(page)
        page.open(complaint_id=complaint_id, screened=screened)
        return page

    def rows(self, who: str = "front") -> list[RegisterRow]:
        """Return the register, newest first."""
        return self.services.register.list_complaints(self.office.actors[who], RegisterFilter())

    def case(self, who: str = "front") -> CaseDetail:
        """Return the newest case."""
        return self.services.cases.read_case(self.office.actors[who], self.rows(who)[0].id)

    def drafts(self, who: str = "front") -> list[DraftRow]:
        """Return the drafts kept for a person."""
        return self.services.drafts.list_drafts(self.office.actors[who])

    def _sentence(self, complaint_id: int) -> str:
        return (
            f"เลขรับของท่านคือ {self.services.cases.read_case(self.office.actors['front'], complaint_id).number}"
        )

    def _show(self, page: QWidget) -> None:
        self._qtbot.addWidget(page)
        page.resize(1024, 640)
        with self._qtbot.waitActive(page):
            page.show()
            page.activateWindow()


def focused() -> QWidget:
    """Return the widget that has the keyboard."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(*keys: Qt.Key, control: bool = False) -> None:
    """Press keys one after another where the keyboard is."""
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for key in keys:
        QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    """Type where the keyboard is."""
    type_text(focused(), text)


def paste(widget: QWidget, text: str) -> None:
    """Paste a text into a field."""
    QApplication.clipboard().setText(text)
    widget.setFocus()
    press(Qt.Key.Key_A, Qt.Key.Key_V, control=True)
