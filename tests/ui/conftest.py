"""The dressed application, with work done on the spot."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fakes import RecordingFeedback
from tests.ui.intake_desk import IntakeDesk
from tests.ui.office import OfficeForTest, make_office
from ui.app import create_app
from ui.tasks import InlineTaskRunner


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """Give every test the fonts, the palette and the style sheet of the program."""
    return create_app(dark=False)


@pytest.fixture
def runner(dressed: QApplication) -> Iterator[InlineTaskRunner]:
    """Run tasks at once; what nobody expected fails the test."""
    inline = InlineTaskRunner()

    def fail(error: BaseException) -> None:
        raise error

    inline.crashed.connect(fail)
    yield inline
    inline.shutdown()


@pytest.fixture
def feedback(qtbot: QtBot) -> RecordingFeedback:
    """Give a feedback that answers without a person."""
    window = QWidget()
    qtbot.addWidget(window)
    recording = RecordingFeedback(window)
    window.recording = recording  # type: ignore[attr-defined]
    return recording


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeForTest]:
    """Give an office with one person for each role."""
    made = make_office(tmp_path)
    yield made
    made.services.close()


@pytest.fixture
def desk(
    tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, qtbot: QtBot
) -> Iterator[IntakeDesk]:
    """Give a clerk's place at the intake forms."""
    made = IntakeDesk(tmp_path, runner, feedback, qtbot)
    yield made
    made.services.close()
