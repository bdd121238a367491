"""Settings, security: where the key lies, its sheet, and encryption switched through the real program."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.engine import DATABASE_NAME, is_plain
from services.container import open_services
from services.keys.opening import KeySetUp
from services.unit_of_work import new_command_id
from tests.services.factories import PASSWORD
from tests.ui.fakes import RecordingFeedback
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.home.home_page import HomePage
from ui.login.login_page import LoginPage
from ui.program import Program
from ui.reports.document_window import DocumentWindow
from ui.settings.security_dialogs import PasswordedDialog, PrintSheetDialog, SwitchDialog, UnlockDialog
from ui.settings.security_section import SecuritySection
from ui.setup.switch_page import SwitchAsked, SwitchPage
from ui.tasks import InlineTaskRunner


@pytest.fixture
def asked() -> list[SwitchAsked]:
    return []


@pytest.fixture
def section(
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    qtbot: QtBot,
    asked: list[SwitchAsked],
) -> SecuritySection:
    shown = SecuritySection(office.desk("admin", runner, feedback), office.services.custody, asked.append)
    qtbot.addWidget(shown)
    shown.resize(1000, 640)
    shown.show()
    shown.load()
    return shown


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def dialog(section: SecuritySection, kind: type[PasswordedDialog]) -> PasswordedDialog:
    """Return the dialog that is open."""
    return next(found for found in section.window().findChildren(kind) if found.isVisible())


def test_the_state_is_said_and_a_missing_sheet_is_warned_of(section: SecuritySection) -> None:
    assert section.lines["encryption"].plain_text() == "ไม่ได้เข้ารหัส"
    assert section.lines["sheet"].plain_text() == "ยังไม่เคยพิมพ์"
    assert "ยังไม่ได้พิมพ์ใบกู้คืน" in section.warning.text()
    assert not section.unlock_button.isVisible()


def test_the_sheet_asks_for_the_password_again_and_counts_once_saved(
    qtbot: QtBot, section: SecuritySection, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    press(qtbot, section.print_button)
    asked = dialog(section, PrintSheetDialog)
    press(qtbot, asked.save_button)
    assert asked.password_field.error() == "โปรดกรอกช่องนี้"
    type_text(asked.password, "wrong")
    press(qtbot, asked.save_button)
    assert "ไม่ถูกต้อง" in asked.password_field.error()
    asked.password.clear()
    type_text(asked.password, PASSWORD)
    press(qtbot, asked.save_button)
    window = next(found for found in QApplication.topLevelWidgets() if isinstance(found, DocumentWindow))
    assert section.lines["sheet"].plain_text() == "ยังไม่เคยพิมพ์"
    feedback.save_path = tmp_path / "sheet.pdf"
    window.preview.save_document()
    assert feedback.save_path.read_bytes().startswith(b"%PDF")
    assert "2569" in section.lines["sheet"].plain_text()
    assert not section.warning.isVisible()
    window.close()


def test_switching_is_asked_of_the_program_once_the_password_was_given(
    qtbot: QtBot, section: SecuritySection, asked: list[SwitchAsked]
) -> None:
    press(qtbot, section.switch_button)
    question = dialog(section, SwitchDialog)
    press(qtbot, question.save_button)
    assert question.password_field.error()
    assert not asked
    type_text(question.password, PASSWORD)
    press(qtbot, question.save_button)
    assert [one.set_up for one in asked] == [KeySetUp(encrypt=True)]


def test_the_home_page_reminds_administrators_of_the_sheet(
    office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    services = office.services
    for who, reminded in (("admin", True), ("supervisor", False)):
        desk = office.desk(who, runner, feedback)
        page = HomePage(desk, services.review, services.register, services.drafts, services.custody)
        qtbot.addWidget(page)
        page.show()
        page.open()
        assert bool(page.sheet.text()) == reminded
    admin = office.actors["admin"]
    services.custody.note_sheet_kept(admin, new_command_id())
    desk = office.desk("admin", runner, feedback)
    page = HomePage(desk, services.review, services.register, services.drafts, services.custody)
    qtbot.addWidget(page)
    page.open()
    assert not page.sheet.text()


@pytest.fixture
def program(office: OfficeForTest, runner: InlineTaskRunner, qtbot: QtBot) -> Program:
    office.services.close()
    opened = Program(office.services.folder, office.clock, runner, None)
    opened.open_office()
    opened.window.resize(1280, 720)
    opened.window.show()
    qtbot.addWidget(opened.window)
    return opened


def shown(program: Program, kind: type[QWidget]) -> QWidget:
    return next(found for found in program.window.findChildren(kind) if found.isVisible())


def test_encrypted_and_decrypted_through_the_window(
    qtbot: QtBot, program: Program, office: OfficeForTest
) -> None:
    path = office.services.folder / DATABASE_NAME
    for encrypt in (True, False):
        admin = program.services.accounts.log_in("admin", PASSWORD)
        program.start_session(admin)
        program.window.switch_asked.emit(SwitchAsked(admin, KeySetUp(encrypt=encrypt)))
        page = shown(program, SwitchPage)
        assert isinstance(page, SwitchPage)
        assert "แล้ว" in page.title.text()
        assert "ชุดสำรอง" in page.banner.text()
        assert not page.cancel_button.isVisible()
        assert is_plain(path) != encrypt
        press(qtbot, page.open_button)
        shown(program, LoginPage)
    program.close()
    again = open_services(office.services.folder, office.clock)
    assert again.verification.verify().problem is None
    again.close()


def test_where_it_cannot_be_switched_the_old_data_open_again(
    qtbot: QtBot, program: Program, office: OfficeForTest
) -> None:
    other = open_services(office.services.folder, office.clock)
    other.office.card()
    admin = program.services.accounts.log_in("admin", PASSWORD)
    program.start_session(admin)
    program.window.switch_asked.emit(SwitchAsked(admin, KeySetUp(encrypt=True)))
    page = shown(program, SwitchPage)
    assert isinstance(page, SwitchPage)
    assert "กำลังถูกใช้งานโดยโปรแกรมอื่น" in page.banner.text()
    other.close()
    press(qtbot, page.open_button)
    shown(program, LoginPage)
    program.close()


def test_the_way_of_keeping_the_key_is_changed(
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    qtbot: QtBot,
    program: Program,
) -> None:
    admin = program.services.accounts.log_in("admin", PASSWORD)
    program.start_session(admin)
    program.window.switch_asked.emit(SwitchAsked(admin, KeySetUp(encrypt=True)))
    press(qtbot, shown(program, SwitchPage).open_button)  # type: ignore[attr-defined]
    desk = office.desk("admin", runner, feedback)
    section = SecuritySection(desk, program.services.custody, lambda _asked: None)
    qtbot.addWidget(section)
    section.show()
    section.load()
    press(qtbot, section.unlock_button)
    asked = dialog(section, UnlockDialog)
    assert isinstance(asked, UnlockDialog)
    asked.choice.set_way("passphrase")
    press(qtbot, asked.save_button)
    assert asked.choice.passphrases.first_field.error()
    for edit in (asked.choice.passphrases.first, asked.choice.passphrases.second):
        type_text(edit, "ม้าขาวกลางทุ่งหญ้า")
    type_text(asked.password, PASSWORD)
    press(qtbot, asked.save_button)
    assert "วลีรหัสผ่าน" in section.lines["place"].plain_text()
    program.close()
