"""A password of one's own, and the demo office that makes itself."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from services.clock import SetClock
from services.container import open_services
from services.errors import DomainError
from services.permissions import Actor
from tests.ui.keys import type_text
from tests.ui.office import MOMENT as NOW
from tests.ui.office import OfficeForTest, make_office
from ui.login.change_password import ChangePasswordPage
from ui.setup.demo_progress import make_demo_with_progress
from ui.tasks import InlineTaskRunner

PASSWORD = "password1"
NEW = "new-secret-9"


def page_of(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner
) -> tuple[ChangePasswordPage, list[Actor]]:
    changed: list[Actor] = []
    actor = office.actors["front"]
    page = ChangePasswordPage(actor, office.services.accounts, runner, changed.append)
    qtbot.addWidget(page)
    page.show()
    return page, changed


def test_enter_leads_through_the_fields_and_changes_the_password(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner
) -> None:
    page, changed = page_of(qtbot, office, runner)
    qtbot.waitUntil(lambda: page.window().focusWidget() is page.old)
    for edit, text in ((page.old, PASSWORD), (page.pair.first, NEW), (page.pair.second, NEW)):
        assert page.window().focusWidget() is edit
        type_text(edit, text)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert [actor.must_change_password for actor in changed] == [False]
    assert office.services.accounts.log_in("front", NEW).must_change_password is False


def test_a_wrong_old_password_is_said_beside_it(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner
) -> None:
    page, changed = page_of(qtbot, office, runner)
    page.old.setText("something else")
    page.pair.first.setText(NEW)
    page.pair.second.setText(NEW)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert "ไม่ถูกต้อง" in page.old_field.error()
    assert not changed
    page.old.setText(PASSWORD)
    qtbot.mouseClick(page.button, Qt.MouseButton.LeftButton)
    assert len(changed) == 1


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("short", "short", "สั้นเกินไป"),
        (NEW, NEW + "x", "ไม่ตรงกัน"),
        (PASSWORD, PASSWORD, "ต้องไม่ซ้ำ"),
        ("", "", "โปรดกรอก"),
    ],
)
def test_a_password_that_will_not_do_is_refused(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, first: str, second: str, said: str
) -> None:
    page, changed = page_of(qtbot, office, runner)
    page.old.setText(PASSWORD)
    page.pair.first.setText(first)
    page.pair.second.setText(second)
    page.submit()
    assert said in page.pair.first_field.error() + page.pair.second_field.error()
    assert not changed


def test_the_thai_keyboard_and_caps_lock_are_noticed(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner
) -> None:
    page, _changed = page_of(qtbot, office, runner)
    type_text(page.pair.first, "ฟ")
    assert page.pair.hint.plain_text() == "แป้นพิมพ์เป็นภาษาไทย"
    type_text(page.pair.first, "A")
    assert page.pair.hint.plain_text() == "Caps Lock เปิดอยู่"
    type_text(page.pair.first, "a")
    assert page.pair.hint.plain_text() == ""


def test_a_demo_office_is_made_behind_a_small_window(qtbot: QtBot, tmp_path: Path) -> None:
    make_demo_with_progress(tmp_path / "demo", cases=6)
    services = open_services(tmp_path / "demo", SetClock(NOW))
    assert services.office.card().demo
    services.close()


def test_a_demo_that_cannot_be_made_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    make_office(tmp_path).services.close()
    with pytest.raises(DomainError) as caught:
        make_demo_with_progress(tmp_path / "office", cases=2)
    assert caught.value.code == "store.exists"
