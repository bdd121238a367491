"""What the window makes of accounts: waits, the recovery code, acting supervisors, sessions that end."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.accounts.accounts import AccountInput, AccountRow
from services.accounts.lockout import FREE_TRIES
from services.errors import DomainError
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from tests.ui.test_lock import PASSWORD, Desk
from ui.login.change_password import ChangePasswordPage
from ui.login.recovery_page import RecoveryPage
from ui.settings.acting_dialog import ActingDialog
from ui.settings.acting_section import ActingSection
from ui.settings.users_section import UsersSection
from ui.tasks import InlineTaskRunner
from ui.widgets.banner import Toast

ADMIN = "demo1234"
NEW = "a password of mine"


@pytest.fixture
def window(tmp_path: Path, runner: InlineTaskRunner, qtbot: QtBot) -> Any:
    made = Desk(tmp_path, runner, qtbot)
    yield made
    made.program._end_watch()
    made.office.services.close()


def gate(desk: Desk) -> Any:
    return desk.window.centralWidget().currentWidget()  # type: ignore[attr-defined]


def account(office: OfficeForTest, login: str) -> AccountRow:
    rows = office.services.accounts.list_accounts(office.actors["admin"])
    return next(row for row in rows if row.username == login)


def close_account(office: OfficeForTest, login: str) -> None:
    row = account(office, login)
    names = ("username", "display_name", "position", "roles", "head_of_office")
    content = AccountInput(**{name: getattr(row, name) for name in names}, active=False)
    office.services.accounts.change_account(
        office.actors["admin"], row.id, row.version, content, new_command_id()
    )


# --- the login page


def test_the_login_page_says_how_long_to_wait(window: Desk) -> None:
    for _try in range(FREE_TRIES):
        window.log_in("front", "wrong")
    assert "1 นาที" in window.login_page().error()
    window.log_in("front", PASSWORD)
    assert window.login_page().isVisible()
    window.clock.advance(seconds=30)
    window.log_in("front", PASSWORD)
    assert window.window.current_key() == "home"
    toast = window.window.findChild(Toast)
    assert toast is not None
    assert f"{FREE_TRIES} ครั้ง" in toast.text()


def test_who_never_failed_hears_nothing(window: Desk) -> None:
    window.log_in()
    toast = window.window.findChild(Toast)
    assert toast is None or not toast.text()


def test_a_mistake_of_the_program_leaves_a_login_page_that_can_be_used(
    window: Desk, runner: InlineTaskRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    runner.crashed.disconnect()
    told: list[BaseException] = []
    runner.crashed.connect(told.append)
    door = window.office.services.accounts._door
    with monkeypatch.context() as broken:
        broken.setattr(door, "_passwords", None)
        window.log_in()
    assert [type(error) for error in told] == [AttributeError]
    assert window.login_page().button.isEnabled()
    window.log_in()
    assert window.window.current_key() == "home"


def test_a_password_that_somebody_else_set_is_changed_before_anything(window: Desk) -> None:
    office = window.office
    office.services.accounts.set_password(
        office.actors["admin"], office.actors["front"].account_id, "given today", new_command_id()
    )
    window.log_in("front", "given today")
    assert isinstance(gate(window), ChangePasswordPage)
    with pytest.raises(DomainError) as caught:
        office.services.office.read_facts(office.services.accounts.log_in("front", "given today"))
    assert caught.value.code == "session.change_password"


# --- a session that ends


def test_whoever_is_closed_out_is_led_to_the_login_with_a_word(window: Desk) -> None:
    window.log_in()
    window.qtbot.keyClick(window.window, Qt.Key.Key_F2)
    close_account(window.office, "front")
    window.window.navigate("register")
    page = window.login_page()
    assert "ถูกระงับ" in page.error()
    assert QApplication.activeModalWidget() is None
    window.log_in("officer")
    assert window.window.current_key() == "home"


def test_what_nobody_caught_of_a_session_that_is_over_is_no_bug(window: Desk) -> None:
    window.log_in()
    window.program.report(DomainError("session.ended"))
    assert "ถูกระงับ" in window.login_page().error()


# --- the recovery code


def test_an_administrator_comes_back_by_the_recovery_code(window: Desk, qtbot: QtBot) -> None:
    accounts = window.office.services.accounts
    code = accounts.renew_recovery_code(window.office.actors["admin"], new_command_id())
    qtbot.mouseClick(window.login_page().forgotten, Qt.MouseButton.LeftButton)
    page = gate(window)
    assert isinstance(page, RecoveryPage)
    page.user_name.setText("admin")
    page.code.setText(code[:-1])
    page.pair.first.setText(NEW)
    page.pair.second.setText(NEW)
    page.submit()
    assert "ทีละกลุ่ม" in page.code_field.error()
    page.code.setText(code.lower())
    page.pair.second.setFocus()
    qtbot.keyClick(page.pair.second, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    fresh = page.shown_code()
    assert fresh not in ("", code)
    assert page.new_code.isVisible()
    assert not page.done_button.isEnabled()
    page.written.click()
    page.done_button.click()
    window.log_in("admin", NEW)
    assert window.window.current_key() == "home"
    accounts.reset_by_recovery_code(fresh, "admin", "another one", new_command_id())


def test_a_wrong_code_is_told_and_what_is_typed_stays(window: Desk, qtbot: QtBot) -> None:
    accounts = window.office.services.accounts
    code = accounts.renew_recovery_code(window.office.actors["admin"], new_command_id())
    window.login_page().recovery_asked.emit()
    page = gate(window)
    page.user_name.setText("front")
    page.code.setText(code)
    page.pair.first.setText(NEW)
    page.pair.second.setText(NEW)
    page.submit()
    assert "ไม่ถูกต้อง" in page.banner.text()
    assert page.code.text() == code
    assert page.pair.password() == NEW
    qtbot.keyClick(page.code, Qt.Key.Key_Escape)
    assert window.login_page().isVisible()


# --- the settings


def test_an_administrator_sees_who_waits_and_lets_them_try(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    for _try in range(FREE_TRIES):
        with pytest.raises(DomainError):
            office.services.accounts.log_in("front", "wrong")
    section = UsersSection(office.desk("admin", runner, feedback), office.services.accounts)
    qtbot.addWidget(section)
    section.show()
    section.load()
    shown = {section.model.row_at(row).username: row for row in range(section.model.rowCount())}
    section.table.setCurrentIndex(section.model.index(shown["officer"], 0))
    assert not section.unlock_button.isVisible()
    section.table.setCurrentIndex(section.model.index(shown["front"], 0))
    assert "พักถึง" in section.model.index(shown["front"], 3).data()
    qtbot.mouseClick(section.unlock_button, Qt.MouseButton.LeftButton)
    assert account(office, "front").locked_until is None
    assert not section.unlock_button.isVisible()
    office.services.accounts.log_in("front", PASSWORD)


def acting(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> ActingSection:
    services = office.services
    section = ActingSection(
        office.desk("supervisor", runner, feedback), services.appointments, services.accounts
    )
    qtbot.addWidget(section)
    ModelTester(None).check(section.model)
    section.resize(1016, 640)
    section.show()
    section.load()
    return section


def dialog_of(kind: type[QDialog]) -> Any:
    return next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    )


def test_a_supervisor_appoints_somebody_and_ends_it(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    section = acting(qtbot, office, runner, feedback)
    qtbot.mouseClick(section.add_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(ActingDialog)
    dialog.save()
    assert dialog.fields["account_id"].error()
    assert dialog.fields["last_day"].error()
    dialog.person.set_code(str(office.actors["officer"].account_id))
    type_text(dialog.last.edit, "1/1/69")
    dialog.save()
    assert "ไม่ก่อนวันแรก" in dialog.fields["last_day"].error()
    dialog.last.set_date(office.clock.now().date() + timedelta(days=2))
    type_text(dialog.order, "คำสั่งที่ 12/2569")
    dialog.save()
    assert not dialog.isVisible()
    row = section.model.row_at(0)
    assert (row.standing, row.order) == ("in_force", "คำสั่งที่ 12/2569")
    assert "กำลังปฏิบัติหน้าที่" in section.model.index(0, 3).data()
    assert office.services.review.count_waiting(office.actors["officer"]) is not None
    qtbot.mouseClick(section.end_button, Qt.MouseButton.LeftButton)
    assert feedback.questions
    assert section.model.row_at(0).standing == "ended"
    assert not section.end_button.isEnabled()
    with pytest.raises(DomainError):
        office.services.review.count_waiting(office.actors["officer"])


def test_an_acting_supervisor_finds_the_pages_of_one(window: Desk) -> None:
    from services.accounts.appointments import AppointmentInput

    today = window.clock.now().date()
    officer = window.office.actors["officer"].account_id
    content = AppointmentInput(account_id=officer, first_day=today, last_day=today)
    window.office.services.appointments.appoint_acting(
        window.office.actors["supervisor"], content, new_command_id()
    )
    window.log_in("officer")
    assert {"review", "register"} <= {spec.key for spec in window.window.specs()}
    window.window.log_out()
    window.clock.advance(days=1)
    window.log_in("officer")
    assert "review" not in {spec.key for spec in window.window.specs()}


def test_a_supervisor_finds_only_their_own_section_of_the_settings(window: Desk) -> None:
    window.log_in("supervisor")
    window.window.navigate("settings")
    page = window.window.page("settings")
    assert "acting" in {spec.key for spec in page.specs}  # type: ignore[attr-defined]
    assert "users" not in {spec.key for spec in page.specs}  # type: ignore[attr-defined]
