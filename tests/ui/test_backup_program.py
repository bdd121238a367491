"""Going back to a copy in the real window: asked, agreed, carried out, logged in to anew."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models.complaints import Complaint
from models.engine import DATABASE_NAME
from services.permissions import Role
from tests.ui.office import OfficeForTest, make_office
from tests.ui.test_backup import register
from ui.backup.restore_dialog import RestoreDialog
from ui.backup.restore_page import RestorePage
from ui.login.login_page import LoginPage
from ui.program import Program
from ui.settings.backup_section import RestoreAsked
from ui.setup.problem_page import ProblemPage
from ui.tasks import InlineTaskRunner


class Desk:
    """Hold the real window on an office with a copy of its first case; a second came later."""

    def __init__(self, folder: Path, runner: InlineTaskRunner, qtbot: QtBot) -> None:
        self.office: OfficeForTest = make_office(folder)
        self.folder = self.office.services.folder
        register(self.office, "นางสมมติ หนึ่ง")
        self.copy = self.office.services.backups.make_by_itself("x", None, "copy").path
        register(self.office, "นายสมมติ สอง")
        self.program = Program(self.folder, self.office.clock, runner, None)
        self.window = self.program.window
        qtbot.addWidget(self.window)

    def open(self) -> None:
        self.office.services.close()
        self.program.open_office()
        self.window.show()

    def gate(self) -> object:
        return self.window.centralWidget().currentWidget()  # type: ignore[attr-defined]

    def agree(self, *, login: bool = False) -> None:
        dialog = next(
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, RestoreDialog) and widget.isVisible()
        )
        if login:
            dialog.user.setText("admin")
            dialog.password.setText("demo1234")
        dialog.understood.setChecked(True)
        dialog.restore_button.click()

    def numbers(self) -> int:
        with self.program.services.store.reading() as session:
            return session.scalar(select(func.count()).select_from(Complaint)) or 0


@pytest.fixture
def desk(tmp_path: Path, runner: InlineTaskRunner, qtbot: QtBot) -> Desk:
    return Desk(tmp_path, runner, qtbot)


def test_from_the_settings(desk: Desk) -> None:
    desk.open()
    admin = desk.program.services.accounts.log_in("admin", "demo1234")
    assert admin.has(Role.ADMINISTRATOR)
    desk.program.start_session(admin)
    desk.window.navigate("settings", section="backup")
    desk.window.restore_asked.emit(RestoreAsked(admin, desk.copy))
    desk.agree()
    page = desk.gate()
    assert isinstance(page, RestorePage)
    assert "กู้ข้อมูลแล้ว" in page.title.text()
    page.open_button.click()
    assert isinstance(desk.gate(), LoginPage)
    assert desk.numbers() == 1
    assert not desk.program.services.seal.witness.frozen
    assert desk.program.services.verification.verify().problem is None
    desk.program.close()


def test_where_the_file_is_damaged(desk: Desk) -> None:
    desk.office.services.close()
    damaged = os.urandom(12288)
    (desk.folder / DATABASE_NAME).write_bytes(damaged)
    desk.program.open_office()
    desk.window.show()
    page = desk.gate()
    assert isinstance(page, ProblemPage)
    button: QPushButton = next(one for one in page.action_buttons if "กู้จากชุดสำรองล่าสุด" in one.text())
    button.click()
    desk.agree(login=True)
    done = desk.gate()
    assert isinstance(done, RestorePage)
    done.open_button.click()
    assert isinstance(desk.gate(), LoginPage)
    assert desk.numbers() == 1
    kept = next((desk.folder / "kept").glob("damaged-*"))
    assert (kept / DATABASE_NAME).read_bytes() == damaged
    desk.program.close()


def test_where_the_file_is_gone_no_new_office_is_begun(desk: Desk) -> None:
    desk.office.services.close()
    for path in desk.folder.glob(f"{DATABASE_NAME}*"):
        path.unlink()
    desk.program.open_office()
    desk.window.show()
    page = desk.gate()
    assert isinstance(page, ProblemPage)
    assert page.action_buttons
    desk.program.close()


def test_closing_makes_the_copy(desk: Desk) -> None:
    desk.open()
    desk.office.clock.advance(days=1)
    assert desk.window.close()
    assert len(list((desk.folder / "backups").glob("*.db"))) == 2
    desk.program.close()
