"""Bringing an office back on a computer that has none, from the wizard's first page."""

from pathlib import Path
from shutil import copy2

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.clock import SetClock
from services.folders import chosen_folder
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import make_office
from tests.ui.test_backup import register
from ui.backup.restore_dialog import RestoreDialog
from ui.backup.restore_page import RestorePage
from ui.login.login_page import LoginPage
from ui.program import Program
from ui.setup.setup_page import FOLDER, SetupPage
from ui.tasks import InlineTaskRunner


def copy_of_an_office(folder: Path) -> tuple[Path, SetClock]:
    """Return a copy on a stick, of an office whose computer is gone."""
    office = make_office(folder / "old")
    register(office, "นางสมมติ หนึ่ง")
    made = office.services.backups.make_by_itself("x", None, "copy").path
    office.services.close()
    stick = folder / "stick"
    stick.mkdir()
    for path in made.parent.glob(f"{made.name}*"):
        copy2(path, stick / path.name)
    return stick / made.name, office.clock


def test_a_new_computer_takes_the_office_back(tmp_path: Path, runner: InlineTaskRunner, qtbot: QtBot) -> None:
    copy, clock = copy_of_an_office(tmp_path)
    offered, wanted = tmp_path / "new", tmp_path / "chosen"
    program = Program(offered, clock, runner, None)
    qtbot.addWidget(program.window)
    program.open_office()
    program.window.show()
    page = program.window.centralWidget().currentWidget()  # type: ignore[attr-defined]
    assert isinstance(page, SetupPage)
    feedback = RecordingFeedback(program.window)
    feedback.open_paths = [copy]
    page._feedback = feedback
    page.folder.path.setText(str(wanted))
    qtbot.mouseClick(page.folder.restore_button, Qt.MouseButton.LeftButton)
    dialog = next(
        one for one in QApplication.topLevelWidgets() if isinstance(one, RestoreDialog) and one.isVisible()
    )
    assert chosen_folder(offered) == offered  # until somebody agrees nothing is decided
    dialog.user.setText("admin")
    dialog.password.setText("demo1234")
    dialog.understood.setChecked(True)
    dialog.restore_button.click()
    done = program.window.centralWidget().currentWidget()  # type: ignore[attr-defined]
    assert isinstance(done, RestorePage)
    done.open_button.click()
    assert isinstance(program.window.centralWidget().currentWidget(), LoginPage)  # type: ignore[attr-defined]
    assert program.services.folder == wanted
    assert chosen_folder(offered) == wanted
    assert program.services.verification.verify().problem is None
    program.close()


def test_no_file_chosen_leaves_the_wizard_as_it_is(
    tmp_path: Path, runner: InlineTaskRunner, qtbot: QtBot
) -> None:
    _copy, clock = copy_of_an_office(tmp_path)
    shown = QWidget()
    qtbot.addWidget(shown)
    page = SetupPage(tmp_path / "new", clock, runner, RecordingFeedback(shown), shown)
    shown.show()
    with qtbot.assertNotEmitted(page.restore_asked):
        qtbot.mouseClick(page.folder.restore_button, Qt.MouseButton.LeftButton)
    assert page.step() == FOLDER
