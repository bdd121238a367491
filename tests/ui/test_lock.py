"""The lock: everything covered, nothing lost, and only its own person opens it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from models.journal import JournalRecord
from services.accounts.lockout import FREE_TRIES
from services.unit_of_work import new_command_id
from tests.ui.handling import take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest, make_office
from ui.intake.intake_page import IntakePage
from ui.lock.covers import Cover
from ui.lock.lock_dialog import LockDialog
from ui.lock.session_lock import SessionLock
from ui.login.login_page import LoginPage
from ui.program import Program
from ui.reports.document_window import DocumentWindow
from ui.settings.user_dialog import UserDialog
from ui.tasks import InlineTaskRunner
from ui.widgets.text_area import TextArea

PASSWORD = "password1"
STORY = "ยื่นเอกสารแล้วไม่มีผู้แจ้งลำดับคิว"


class Desk:
    """Hold the real window on an office, and somebody who logs in."""

    def __init__(self, folder: Path, runner: InlineTaskRunner, qtbot: QtBot) -> None:
        self.office: OfficeForTest = make_office(folder)
        self.qtbot = qtbot
        self.clock = self.office.clock
        self.program = Program(folder / "office", self.clock, runner, None)
        self.window = self.program.window
        qtbot.addWidget(self.window)
        self.program.use(self.office.services)
        self.program.show_login()
        with qtbot.waitExposed(self.window):
            self.window.show()
        self.window.activateWindow()

    def log_in(self, login: str = "front", password: str = PASSWORD) -> None:
        self.login_page().user_name.setText(login)
        self.login_page().password.setText(password)
        self.login_page().submit()

    def login_page(self) -> LoginPage:
        page = self.window.centralWidget().currentWidget()  # type: ignore[attr-defined]
        assert isinstance(page, LoginPage)
        return page

    @property
    def lock(self) -> SessionLock:
        assert self.program._lock is not None
        return self.program._lock

    @property
    def dialog(self) -> LockDialog:
        assert self.lock.dialog is not None
        return self.lock.dialog

    def walk_away(self, minutes: float = 10) -> None:
        """Leave the desk; the watch looks as it does every few seconds."""
        self.clock.advance(minutes=minutes)
        self.lock.idle.look()

    def type_password(self, password: str) -> None:
        self.dialog.password.clear()
        self.qtbot.keyClicks(self.dialog.password, password)
        self.qtbot.keyClick(self.dialog.password, Qt.Key.Key_Return)

    def records(self, use_case: str) -> list[str]:
        with self.office.services.store.reading() as session:
            chosen = select(JournalRecord.verdict).where(JournalRecord.use_case == use_case)
            return list(session.scalars(chosen.order_by(JournalRecord.sequence)))


@pytest.fixture
def desk(tmp_path: Path, runner: InlineTaskRunner, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, runner, qtbot)
    yield made
    made.lock.end() if made.program._lock else None
    made.office.services.close()


def what_is_seen(window: QWidget) -> QWidget | None:
    """Return what lies on top in the middle of a window."""
    return window.childAt(window.rect().center())


def story_field(desk: Desk) -> QWidget:
    page = desk.window.page("intake_walk_in")
    assert isinstance(page, IntakePage)
    return next(area for area in page.findChildren(TextArea) if area.isVisible())


def half_a_complaint(desk: Desk) -> QPlainTextEdit:
    """Begin to type what happened; return where the keyboard is."""
    desk.log_in()
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_F2)
    assert desk.window.current_key() == "intake_walk_in"
    field = story_field(desk)
    field.setFocus()
    edit = QApplication.focusWidget()
    assert isinstance(edit, QPlainTextEdit)
    type_text(edit, STORY)
    return edit


def test_half_a_complaint_lies_untouched_beneath_the_lock(desk: Desk) -> None:
    edit = half_a_complaint(desk)
    cursor = edit.textCursor().position()
    desk.walk_away()
    assert isinstance(what_is_seen(desk.window), Cover)
    assert desk.window.windowTitle() == "รับเรื่อง"
    desk.type_password("wrong")
    assert "รหัสผ่านไม่ถูกต้อง" in desk.dialog.error()
    assert desk.lock.locked
    desk.type_password(PASSWORD)
    assert not desk.lock.locked
    assert not isinstance(what_is_seen(desk.window), Cover)
    assert edit.toPlainText() == STORY
    assert QApplication.focusWidget() is edit
    assert edit.textCursor().position() == cursor
    assert "ติดต่อด้วยตนเอง" in desk.window.windowTitle()
    assert desk.records("accounts.unlock_session") == ["failed", "done"]


def test_it_locks_when_the_time_is_over_and_not_while_somebody_works(desk: Desk) -> None:
    desk.log_in()
    for _turn in range(5):
        desk.walk_away(9.9)
        assert not desk.lock.locked
        QTest.keyClick(desk.window.windowHandle(), Qt.Key.Key_Shift)
    desk.walk_away(9.9)
    QTest.mouseMove(desk.window.windowHandle(), QPoint(300, 300))
    desk.walk_away(9.9)
    QTest.mouseClick(desk.window.windowHandle(), Qt.MouseButton.LeftButton)
    desk.walk_away(9.9)
    assert not desk.lock.locked
    desk.walk_away(0.1)
    assert desk.lock.locked


def test_a_clock_set_back_or_forward_leaves_a_session_that_can_be_used(desk: Desk) -> None:
    desk.log_in()
    desk.walk_away(-600)
    desk.walk_away(9)
    assert not desk.lock.locked
    desk.walk_away(60 * 24 * 400)
    desk.type_password(PASSWORD)
    assert not desk.lock.locked


def test_the_time_is_a_setting_that_counts_at_once(desk: Desk) -> None:
    desk.log_in("admin", "demo1234")
    office, admin = desk.office.services.office, desk.office.actors["admin"]
    with desk.qtbot.waitSignal(desk.program._bridge.changed):  # type: ignore[union-attr]
        office.change_setting(admin, "lock_after_minutes", 3, new_command_id())
    desk.walk_away(3)
    assert desk.lock.locked


def test_ctrl_l_and_the_rail_lock_at_once(desk: Desk) -> None:
    desk.log_in()
    desk.qtbot.keyClick(desk.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.type_password(PASSWORD)
    button = next(one for one in desk.window.findChildren(QPushButton) if one.text() == "ล็อกหน้าจอ")
    desk.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.lock.locked


def test_no_key_reaches_the_page_beneath(desk: Desk) -> None:
    edit = half_a_complaint(desk)
    desk.walk_away()
    for key, modifier in (
        (Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
        (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    ):
        for widget in (desk.dialog.password, desk.dialog, desk.window, edit):
            desk.qtbot.keyClick(widget, key, modifier)
    type_text(edit, "แก้ไข")
    desk.dialog.close()
    assert desk.lock.locked
    assert desk.dialog.isVisible()
    assert edit.toPlainText() == STORY
    assert desk.window.current_key() == "intake_walk_in"


def test_too_many_wrong_passwords_wait_at_the_lock_as_at_the_door(desk: Desk) -> None:
    desk.log_in()
    desk.walk_away()
    for _try in range(FREE_TRIES):
        desk.type_password("wrong")
    assert "พักการเข้าใช้" in desk.dialog.error()
    desk.type_password(PASSWORD)
    assert desk.lock.locked
    desk.clock.advance(seconds=30)
    desk.type_password(PASSWORD)
    assert not desk.lock.locked


def test_an_open_dialog_is_covered_and_goes_on(desk: Desk) -> None:
    desk.log_in("admin", "demo1234")
    accounts = desk.office.services.accounts
    desk.window.navigate("settings")
    page_desk = desk.office.desk("admin", desk.program.runner, desk.window.feedback)
    dialog = UserDialog(page_desk, accounts, None, lambda _row: None, desk.window)
    dialog.open()
    dialog.activateWindow()
    desk.qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    dialog.display_name.setFocus()
    type_text(dialog.display_name, "นางสาวพิมพ์ค้าง")
    title = dialog.windowTitle()
    desk.walk_away()
    assert isinstance(what_is_seen(dialog), Cover)
    assert dialog.isVisible()
    assert dialog.windowTitle() == "รับเรื่อง" != title
    type_text(dialog.display_name, "x")
    desk.type_password("demo1234")
    assert dialog.isVisible()
    assert dialog.windowTitle() == title
    assert dialog.display_name.text() == "นางสาวพิมพ์ค้าง"
    desk.qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.display_name)
    dialog.reject()


def test_a_question_that_waits_for_an_answer_still_waits_after(desk: Desk) -> None:
    desk.log_in()
    seen: list[object] = []

    def while_asked() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        desk.walk_away()
        seen.append(type(what_is_seen(box)))
        assert QApplication.activeModalWidget() is desk.dialog
        desk.type_password(PASSWORD)
        seen.append(box.isVisible())
        next(one for one in box.findChildren(QPushButton) if one.text() == "ทำต่อ").click()

    QTimer.singleShot(0, while_asked)
    answer = desk.window.feedback.confirm("บันทึกหรือไม่", yes="ทำต่อ")
    assert seen == [Cover, True]
    assert answer


def open_paper(desk: Desk) -> DocumentWindow:
    case = take_in(desk.office)
    paper = desk.office.services.documents.make_case_file(desk.office.actors["front"], case, new_command_id())
    shown = DocumentWindow(paper, "แฟ้มเรื่อง 1/2569", "แฟ้ม", desk.window.feedback, desk.window)
    shown.open()
    return shown


def test_a_paper_in_its_own_window_is_covered(desk: Desk) -> None:
    desk.log_in()
    paper = open_paper(desk)
    desk.walk_away()
    assert isinstance(what_is_seen(paper), Cover)
    assert "1/2569" not in paper.windowTitle()
    desk.type_password(PASSWORD)
    assert not isinstance(what_is_seen(paper), Cover)
    assert paper.windowTitle() == "แฟ้มเรื่อง 1/2569"
    paper.close()


def test_a_paper_that_is_ready_while_locked_waits_behind_the_lock(desk: Desk) -> None:
    desk.log_in()
    desk.walk_away()
    paper = open_paper(desk)
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is desk.dialog)
    assert isinstance(what_is_seen(paper), Cover)
    desk.type_password(PASSWORD)
    assert not isinstance(what_is_seen(paper), Cover)
    paper.close()


def test_a_menu_is_closed_and_a_notice_waits(desk: Desk) -> None:
    desk.log_in()
    edit = QLineEdit(desk.window)
    edit.show()
    edit.setFocus()
    menu = edit.createStandardContextMenu()
    menu.popup(desk.window.mapToGlobal(desk.window.rect().center()))
    desk.walk_away()
    assert not menu.isVisible()
    desk.window.feedback.saved("บันทึกเรื่อง 1/2569 แล้ว")
    assert not any("1/2569" in text for text in texts_seen(desk.window))
    assert not desk.window.feedback.confirm("ลบหรือไม่", yes="ลบ")
    desk.type_password(PASSWORD)
    assert any("1/2569" in text for text in texts_seen(desk.window))


def texts_seen(window: QWidget) -> list[str]:
    return [one.accessibleName() for one in window.findChildren(QWidget) if one.isVisible()]


def test_a_page_that_learns_of_a_case_while_locked_shows_nothing(desk: Desk) -> None:
    desk.log_in("supervisor")
    case = take_in(desk.office)
    desk.window.navigate("case", complaint_id=case)
    desk.walk_away()
    desk.window.set_page_title("เรื่อง 1/2569 นางบุญศรี")
    assert desk.window.windowTitle() == "รับเรื่อง"
    desk.type_password(PASSWORD)
    assert "1/2569" in desk.window.windowTitle()


def test_what_others_do_meanwhile_is_shown_when_the_session_is_opened(desk: Desk) -> None:
    desk.log_in("supervisor")
    desk.window.navigate("register")
    desk.walk_away()
    with desk.qtbot.waitSignal(desk.program._bridge.changed):  # type: ignore[union-attr]
        take_in(desk.office)
    desk.type_password(PASSWORD)
    page = desk.window.page("register")
    assert page.model.rowCount() == 1  # type: ignore[attr-defined]


def test_somebody_else_logs_in_by_changing_the_user(desk: Desk) -> None:
    half_a_complaint(desk)
    paper = open_paper(desk)
    desk.walk_away()
    desk.qtbot.mouseClick(desk.dialog.switch_button, Qt.MouseButton.LeftButton)
    assert not desk.lock.locked
    assert not paper.isVisible()
    desk.log_in("officer")
    assert desk.window.current_key() == "home"
    drafts = desk.office.services.drafts.list_drafts(desk.office.actors["front"])
    assert len(drafts) == 1
    desk.walk_away()
    assert "ตั้งใจตรวจ" in desk.dialog.password.accessibleName()


def test_whoever_turns_back_from_changing_the_user_finds_the_lock_shut(desk: Desk) -> None:
    desk.log_in("admin", "demo1234")
    desk.window.navigate("settings")
    page = desk.window.page("settings")
    page.open(section="work")  # type: ignore[attr-defined]
    page.section("work").fields["few_cases_below"].set_value(20)  # type: ignore[attr-defined]
    desk.walk_away()

    def stay() -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        assert box is not desk.dialog
        assert not box.findChildren(Cover)
        next(one for one in box.findChildren(QPushButton) if one.text() == "แก้ไขต่อ").click()

    QTimer.singleShot(0, stay)
    desk.qtbot.mouseClick(desk.dialog.switch_button, Qt.MouseButton.LeftButton)
    assert desk.lock.locked
    assert isinstance(what_is_seen(desk.window), Cover)
    desk.type_password("demo1234")
    assert page.section("work").fields["few_cases_below"].value() == 20  # type: ignore[attr-defined]
    page.section("work").discard()  # type: ignore[attr-defined]


def test_nothing_is_locked_before_anybody_logs_in(desk: Desk) -> None:
    desk.log_in()
    desk.window.log_out()
    desk.walk_away(100)
    desk.window.lock_asked.emit()
    assert not desk.lock.locked
    assert desk.login_page().isVisible()
