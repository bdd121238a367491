"""The first start, as somebody with an empty computer goes through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.engine import DATABASE_NAME
from services.clock import Clock, SetClock
from services.container import Services, create_services, open_services
from services.errors import WorldError
from services.folders import chosen_folder
from services.keys.envelope import read_envelope
from services.keys.opening import KeySetUp
from services.permissions import Actor, Role
from tests.ui.fakes import RecordingFeedback
from tests.ui.keys import type_text
from tests.ui.office import MOMENT as NOW
from tests.ui.office import make_office
from ui.error_messages import sentence
from ui.setup.folders import make_services
from ui.setup.problem_page import ProblemPage
from ui.setup.setup_page import ENCRYPTION, FOLDER, PERSON, PROFILE, SHEET, SUMMARY, SetupPage
from ui.tasks import InlineTaskRunner, TaskRunner

WORD = "correct-horse"


class Opened:
    """Remember what the wizard handed on."""

    def __init__(self) -> None:
        self.made: list[tuple[Services, Actor]] = []

    def take(self, services: Services, actor: Actor) -> None:
        self.made.append((services, actor))


@pytest.fixture
def opened() -> Iterator[Opened]:
    found = Opened()
    yield found
    for services, _actor in found.made:
        services.close()


def show(
    qtbot: QtBot,
    folder: Path,
    runner: TaskRunner,
    feedback: RecordingFeedback,
    opened: Opened,
    **more: object,
) -> SetupPage:
    page = SetupPage(folder, SetClock(NOW), runner, feedback, **more)  # type: ignore[arg-type]
    page.done.connect(opened.take)
    qtbot.addWidget(page)
    page.resize(1280, 720)
    page.show()
    qtbot.waitExposed(page)
    return page


def press_next(qtbot: QtBot, page: SetupPage) -> None:
    qtbot.mouseClick(page.next_button, Qt.MouseButton.LeftButton)


def fill_person(page: SetupPage) -> None:
    type_text(page.person.display_name, "นางรัชนี ศรีสุข")
    type_text(page.person.username, "ratchanee")
    type_text(page.person.passwords.first, WORD)
    type_text(page.person.passwords.second, WORD)


def finish(qtbot: QtBot, page: SetupPage) -> None:
    """Go on from the person: encrypted as offered, made, the sheet left for later."""
    press_next(qtbot, page)
    assert page.step() == ENCRYPTION
    press_next(qtbot, page)
    assert page.step() == SUMMARY
    press_next(qtbot, page)
    if page.step() == SHEET:
        qtbot.mouseClick(page.later_button, Qt.MouseButton.LeftButton)


def test_an_office_is_made_step_by_step(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    folder = tmp_path / "ข้อมูลรับเรื่อง"
    page = show(qtbot, folder, runner, feedback, opened)
    assert page.folder.path.text() == str(folder)
    press_next(qtbot, page)
    assert page.step() == PROFILE
    assert page.profile.form.edit("name").text() == "สำนักงานคลังจังหวัดลำปาง"
    page.profile.form.edit("head_name").setText("นายสมมติ นำสำนักงาน")
    page.profile.form.edit("phones").setText("0-5426-5031, 0-5426-5032, 0-5426-5033")
    press_next(qtbot, page)
    fill_person(page)
    page.person.roles[Role.SUPERVISOR].setChecked(True)
    page.person.head.setChecked(True)
    press_next(qtbot, page)
    assert page.step() == ENCRYPTION
    press_next(qtbot, page)
    assert page.step() == SUMMARY
    assert page.summary.lines["folder"].plain_text() == str(folder)
    assert "ผู้ดูแลระบบ" in page.summary.lines["roles"].plain_text()
    assert "เครื่องนี้เก็บกุญแจ" in page.summary.lines["encryption"].plain_text()
    press_next(qtbot, page)
    assert page.step() == SHEET
    assert page.sheet.preview.content().startswith(b"%PDF")
    assert not opened.made
    assert not page.next_button.isEnabled()
    qtbot.mouseClick(page.later_button, Qt.MouseButton.LeftButton)
    [(services, actor)] = opened.made
    assert actor.roles == {Role.ADMINISTRATOR, Role.SUPERVISOR}
    facts = services.office.read_facts(actor)
    assert facts.profile.head_name == "นายสมมติ นำสำนักงาน"
    assert len(facts.profile.phones) == 3
    assert services.accounts.log_in("ratchanee", WORD).name == "นางรัชนี ศรีสุข"
    assert services.accounts.list_accounts(actor)[0].head_of_office


def test_the_whole_wizard_works_by_keyboard(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    page = show(qtbot, tmp_path / "data", runner, feedback, opened)
    window = page.window()
    qtbot.waitUntil(lambda: window.focusWidget() is page.folder.path)

    def key(code: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = window.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, code, modifier)

    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is page.profile.form.edit("name")
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is page.person.display_name
    for text in ("รัชนี", "หัวหน้าฝ่าย", "ratchanee", WORD, WORD):
        focused = window.focusWidget()
        assert isinstance(focused, QWidget)
        type_text(focused, text)
        key(Qt.Key.Key_Return)
    assert window.focusWidget() is page.person.roles[Role.FRONT_DESK]
    key(Qt.Key.Key_Space)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.step() == ENCRYPTION
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.step() == SUMMARY
    key(Qt.Key.Key_Return)
    assert page.step() == SHEET
    feedback.save_path = tmp_path / "sheet.pdf"
    page.sheet.preview.save_button.setFocus()
    key(Qt.Key.Key_Space)
    assert feedback.save_path.read_bytes().startswith(b"%PDF")
    assert window.focusWidget() is page.next_button
    key(Qt.Key.Key_Return)
    [(_services, actor)] = opened.made
    assert actor.position == "หัวหน้าฝ่าย"
    assert Role.FRONT_DESK in actor.roles


def test_going_back_loses_nothing(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    page = show(qtbot, tmp_path / "data", runner, feedback, opened)
    press_next(qtbot, page)
    page.profile.form.edit("name").setText("สำนักงานคลังจังหวัดแพร่")
    press_next(qtbot, page)
    fill_person(page)
    for _times in range(2):
        qtbot.mouseClick(page.back_button, Qt.MouseButton.LeftButton)
    assert page.step() == FOLDER
    press_next(qtbot, page)
    assert page.profile.form.edit("name").text() == "สำนักงานคลังจังหวัดแพร่"
    press_next(qtbot, page)
    assert page.person.password() == WORD


def test_what_is_missing_is_said_beside_its_field(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    page = show(qtbot, tmp_path / "data", runner, feedback, opened)
    press_next(qtbot, page)
    page.profile.form.edit("name").setText("   ")
    press_next(qtbot, page)
    assert page.step() == PROFILE
    assert page.profile.form.field("name").error() == "โปรดกรอกช่องนี้"
    page.profile.form.edit("name").setText("สำนักงานคลังจังหวัดแพร่")
    press_next(qtbot, page)
    type_text(page.person.username, "ก ข")
    type_text(page.person.passwords.first, WORD)
    type_text(page.person.passwords.second, WORD + "x")
    press_next(qtbot, page)
    assert page.step() == PERSON
    assert page.person.fields["display_name"].error() == "โปรดกรอกช่องนี้"
    assert "ชื่อผู้ใช้" in page.person.fields["username"].error()
    assert page.person.passwords.second_field.error() == "รหัสผ่านสองช่องไม่ตรงกัน"


@pytest.mark.parametrize("typed", ["", "เอกสาร/ข้อมูล"])
def test_a_folder_must_be_named_in_full(
    qtbot: QtBot,
    tmp_path: Path,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    opened: Opened,
    typed: str,
) -> None:
    page = show(qtbot, tmp_path, runner, feedback, opened)
    page.folder.path.setText(typed)
    press_next(qtbot, page)
    assert page.step() == FOLDER
    assert page.folder.field.error()


def test_a_folder_with_an_office_is_refused(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    make_office(tmp_path).services.close()
    page = show(qtbot, tmp_path / "office", runner, feedback, opened)
    press_next(qtbot, page)
    assert page.step() == FOLDER
    assert "มีข้อมูลสำนักงานอยู่แล้ว" in page.folder.field.error()


def test_a_folder_with_a_damaged_office_is_refused(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"not a database at all")
    page = show(qtbot, tmp_path, runner, feedback, opened)
    press_next(qtbot, page)
    assert "เสียหาย" in page.folder.field.error()
    assert (tmp_path / DATABASE_NAME).read_bytes() == b"not a database at all"


def test_a_place_where_no_folder_can_be_made_is_refused(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    (tmp_path / "file").write_text("x")
    page = show(qtbot, tmp_path / "file" / "data", runner, feedback, opened)
    press_next(qtbot, page)
    assert "ไม่มีสิทธิเขียน" in page.folder.field.error()


@pytest.mark.parametrize("share", [r"\\server\share\data", "//server/share/data"])
def test_a_network_folder_is_refused(
    qtbot: QtBot,
    tmp_path: Path,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    opened: Opened,
    share: str,
) -> None:
    page = show(qtbot, tmp_path, runner, feedback, opened)
    page.folder.path.setText(share)
    press_next(qtbot, page)
    assert page.step() == FOLDER
    assert page.folder.field.error()


def test_a_folder_chosen_elsewhere_is_remembered(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    offered, other = tmp_path / "offered", tmp_path / "other"
    page = show(qtbot, offered, runner, feedback, opened, choose_folder=lambda _parent, _start: str(other))
    qtbot.mouseClick(page.folder.button, Qt.MouseButton.LeftButton)
    assert page.folder.path.text() == str(other)
    press_next(qtbot, page)
    press_next(qtbot, page)
    fill_person(page)
    finish(qtbot, page)
    assert opened.made[0][0].folder == other
    assert chosen_folder(offered) == other
    assert chosen_folder(other) == other


def test_a_failure_keeps_everything_and_trying_again_succeeds(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    failures = [WorldError("store.full")]

    def make(folder: Path, clock: Clock, set_up: KeySetUp) -> Services:
        if failures:
            raise failures.pop()
        return make_services(folder, clock, set_up)

    page = show(qtbot, tmp_path / "data", runner, feedback, opened, make=make)
    press_next(qtbot, page)
    press_next(qtbot, page)
    fill_person(page)
    finish(qtbot, page)
    assert "พื้นที่ดิสก์เต็ม" in page.banner.text()
    assert page.step() == SUMMARY
    assert page.next_button.isEnabled()
    assert not opened.made
    press_next(qtbot, page)
    qtbot.mouseClick(page.later_button, Qt.MouseButton.LeftButton)
    assert len(opened.made) == 1


def test_a_set_up_that_broke_off_is_taken_up_again(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    create_services(tmp_path / "data", SetClock(NOW)).close()
    page = show(qtbot, tmp_path / "data", runner, feedback, opened)
    press_next(qtbot, page)
    assert page.step() == PROFILE
    press_next(qtbot, page)
    fill_person(page)
    finish(qtbot, page)
    assert len(opened.made) == 1


def test_pressing_twice_makes_one_office(
    qtbot: QtBot, tmp_path: Path, feedback: RecordingFeedback, opened: Opened
) -> None:
    threads = TaskRunner()
    page = show(qtbot, tmp_path / "data", threads, feedback, opened)
    press_next(qtbot, page)
    qtbot.waitUntil(lambda: page.step() == PROFILE)
    press_next(qtbot, page)
    fill_person(page)
    press_next(qtbot, page)
    press_next(qtbot, page)
    press_next(qtbot, page)
    press_next(qtbot, page)
    page.next()
    qtbot.waitUntil(lambda: page.step() == SHEET, timeout=10_000)
    with qtbot.waitSignal(page.done, timeout=10_000):
        qtbot.mouseClick(page.later_button, Qt.MouseButton.LeftButton)
    threads.shutdown()
    assert len(opened.made) == 1
    assert not feedback.errors


def test_a_problem_says_what_was_kept_and_what_to_do(qtbot: QtBot) -> None:
    page = ProblemPage(sentence(WorldError("store.newer", folder="")))
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.try_again):
        qtbot.mouseClick(page.again_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.leave):
        qtbot.mouseClick(page.leave_button, Qt.MouseButton.LeftButton)


def test_the_office_made_opens_again(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    page = show(qtbot, tmp_path / "data", runner, feedback, opened)
    press_next(qtbot, page)
    press_next(qtbot, page)
    fill_person(page)
    finish(qtbot, page)
    opened.made[0][0].close()
    again = open_services(tmp_path / "data", SetClock(NOW))
    assert again.office.card().name == "สำนักงานคลังจังหวัดลำปาง"
    again.close()


@pytest.mark.parametrize("way", ["kept", "passphrase", "off"])
def test_each_way_of_keeping_the_key_is_what_was_chosen(
    qtbot: QtBot,
    tmp_path: Path,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    opened: Opened,
    way: str,
) -> None:
    folder = tmp_path / "data"
    page = show(qtbot, folder, runner, feedback, opened)
    press_next(qtbot, page)
    press_next(qtbot, page)
    fill_person(page)
    press_next(qtbot, page)
    page.encryption.choice.set_way(way)
    if way == "passphrase":
        type_text(page.encryption.choice.passphrases.first, "สั้นไป")
        press_next(qtbot, page)
        assert "อย่างน้อย 10" in page.encryption.choice.passphrases.first_field.error()
        page.encryption.choice.passphrases.clear()
        type_text(page.encryption.choice.passphrases.first, "ม้าขาวกลางทุ่งหญ้า")
        type_text(page.encryption.choice.passphrases.second, "ม้าขาวกลางทุ่ง")
        press_next(qtbot, page)
        assert "ไม่ตรงกัน" in page.encryption.choice.passphrases.second_field.error()
        type_text(page.encryption.choice.passphrases.second, "หญ้า")
    press_next(qtbot, page)
    press_next(qtbot, page)
    qtbot.mouseClick(page.later_button, Qt.MouseButton.LeftButton)
    [(services, actor)] = opened.made
    state = services.custody.read_key_state(actor)
    assert (state.encrypted, state.unlock) == {
        "kept": (True, "kept"),
        "passphrase": (True, "passphrase"),
        "off": (False, ""),
    }[way]
    assert bool(state.place) == (way != "passphrase")
    assert (read_envelope(folder) is None) == (way == "off")
    assert state.sheet_at is None
    assert services.custody.sheet_is_due(actor)


def test_an_encrypted_set_up_that_broke_off_is_taken_up_again(
    qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback, opened: Opened
) -> None:
    folder = tmp_path / "data"
    create_services(folder, SetClock(NOW), set_up=KeySetUp(encrypt=True)).close()
    page = show(qtbot, folder, runner, feedback, opened)
    press_next(qtbot, page)
    assert page.step() == PROFILE
    press_next(qtbot, page)
    fill_person(page)
    finish(qtbot, page)
    [(services, actor)] = opened.made
    assert services.custody.read_key_state(actor).encrypted
