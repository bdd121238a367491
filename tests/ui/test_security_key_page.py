"""The gate before an office whose key is not at hand, through the real program."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.engine import DATABASE_NAME
from services.accounts.accounts import AccountInput
from services.accounts.passwords import Passwords
from services.clock import SetClock
from services.container import create_services
from services.keys.envelope import NAME
from services.keys.keeper import default_keeper
from services.keys.office_key import OfficeKey
from services.keys.opening import KeySetUp
from services.office.setup import SetUpOffice
from services.permissions import Role
from tests.ui.keys import type_text
from tests.ui.office import MOMENT
from ui.login.login_page import LoginPage
from ui.program import Program
from ui.setup.key_page import KeyPage
from ui.setup.problem_page import ProblemPage
from ui.tasks import InlineTaskRunner

WORD = "correct-horse"
PASSPHRASE = "ม้าขาวกลางทุ่งหญ้า"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "ข้อมูล"


def make(folder: Path, set_up: KeySetUp) -> OfficeKey:
    """Make an office with its administrator, and close it."""
    services = create_services(folder, SetClock(MOMENT), Passwords.cheapest(), set_up=set_up)
    person = AccountInput(username="admin", display_name="นางรัชนี", roles=frozenset({Role.ADMINISTRATOR}))
    services.setup.set_up(SetUpOffice(administrator=person, password=WORD), "set-up")
    services.close()
    return services.seal.key


@pytest.fixture
def open_program(folder: Path, runner: InlineTaskRunner, qtbot: QtBot) -> Iterator[Callable[[], Program]]:
    opened: list[Program] = []

    def open_window() -> Program:
        program = Program(folder, SetClock(MOMENT), runner, None)
        program.open_office()
        program.window.resize(1280, 720)
        program.window.show()
        qtbot.addWidget(program.window)
        opened.append(program)
        return program

    yield open_window
    for program in opened:
        program.close()


def gate(program: Program, kind: type[QWidget]) -> QWidget:
    """Return the gate shown, which is of a kind."""
    found = [page for page in program.window.findChildren(kind) if page.isVisible()]
    assert len(found) == 1, [type(page).__name__ for page in program.window.findChildren(QWidget)][:20]
    return found[0]


def press(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_passphrase_opens_and_a_wrong_one_is_told_beside_the_field(
    qtbot: QtBot, folder: Path, open_program: Callable[[], Program]
) -> None:
    make(folder, KeySetUp(encrypt=True, passphrase=PASSPHRASE, cheap=True))
    program = open_program()
    page = gate(program, KeyPage)
    assert isinstance(page, KeyPage)
    assert not page.key_field.isVisible()
    type_text(page.passphrase, "ม้าดำ")
    press(qtbot, page.open_button)
    assert "วลีรหัสผ่านไม่ถูกต้อง" in page.passphrase_field.error()
    assert page.passphrase.text() == "ม้าดำ"
    page.passphrase.clear()
    type_text(page.passphrase, PASSPHRASE)
    qtbot.keyClick(page.passphrase, Qt.Key.Key_Return)
    gate(program, LoginPage)


def test_a_forgotten_passphrase_gives_way_to_the_key_of_the_sheet(
    qtbot: QtBot, folder: Path, open_program: Callable[[], Program]
) -> None:
    key = make(folder, KeySetUp(encrypt=True, passphrase=PASSPHRASE, cheap=True))
    program = open_program()
    page = gate(program, KeyPage)
    assert isinstance(page, KeyPage)
    press(qtbot, page.other_button)
    assert page.key_field.isVisible()
    assert not page.keep.isChecked()
    page.key.setText(key.to_text())
    press(qtbot, page.open_button)
    gate(program, LoginPage)
    assert default_keeper().find(key.key_id) is None


def test_a_key_typed_with_slips_is_told_and_stays_typed(
    qtbot: QtBot, folder: Path, open_program: Callable[[], Program]
) -> None:
    key = make(folder, KeySetUp(encrypt=True))
    default_keeper().forget(key.key_id)
    program = open_program()
    page = gate(program, KeyPage)
    assert isinstance(page, KeyPage)
    assert key.key_id in page.said.plain_text()
    slip = key.to_text()[:-2]
    page.key.setText(slip)
    press(qtbot, page.open_button)
    assert "14 กลุ่ม" in page.key_field.error()
    assert page.key.text() == slip
    page.key.setText(OfficeKey.new().to_text())
    press(qtbot, page.open_button)
    assert "กุญแจ" in page.key_field.error()
    press(qtbot, page.lost_button)
    assert "ไม่มีผู้ใดเปิดได้" in page.lost.text.plain_text()
    assert not page.lost.user_field.isVisible()
    page.key.setText(key.to_text().lower().replace("-", " ").replace("0", "o"))
    press(qtbot, page.open_button)
    gate(program, LoginPage)
    assert default_keeper().find(key.key_id) == key  # kept, as was ticked


def test_a_lost_key_of_an_office_in_clear_is_replaced_by_an_administrator(
    qtbot: QtBot, folder: Path, open_program: Callable[[], Program]
) -> None:
    key = make(folder, KeySetUp())
    default_keeper().forget(key.key_id)
    program = open_program()
    page = gate(program, KeyPage)
    assert isinstance(page, KeyPage)
    press(qtbot, page.lost_button)
    type_text(page.lost.username, "admin")
    type_text(page.lost.password, "wrong")
    press(qtbot, page.lost.button)
    assert "ไม่ถูกต้อง" in page.lost.password_field.error()
    page.lost.password.clear()
    type_text(page.lost.password, WORD)
    press(qtbot, page.lost.button)
    gate(program, LoginPage)
    assert program.services.seal.key != key


def test_an_encrypted_file_without_its_envelope_can_be_opened_by_its_key(
    qtbot: QtBot, folder: Path, open_program: Callable[[], Program]
) -> None:
    key = make(folder, KeySetUp(encrypt=True))
    (folder / NAME).unlink()
    before = (folder / DATABASE_NAME).read_bytes()
    program = open_program()
    problem = gate(program, ProblemPage)
    assert isinstance(problem, ProblemPage)
    button = next(button for button in problem.action_buttons if "พิมพ์กุญแจ" in button.text())
    press(qtbot, button)
    page = gate(program, KeyPage)
    assert isinstance(page, KeyPage)
    assert (folder / DATABASE_NAME).read_bytes() == before
    page.key.setText(key.to_text())
    press(qtbot, page.open_button)
    gate(program, LoginPage)
    assert (folder / NAME).exists()


def test_a_plain_damaged_file_is_not_taken_for_an_encrypted_one(
    folder: Path, open_program: Callable[[], Program]
) -> None:
    make(folder, KeySetUp())
    content = (folder / DATABASE_NAME).read_bytes()
    (folder / DATABASE_NAME).write_bytes(b"not a database" + content[14:-7])
    problem = gate(open_program(), ProblemPage)
    assert isinstance(problem, ProblemPage)
    assert not [button for button in problem.action_buttons if "พิมพ์กุญแจ" in button.text()]
