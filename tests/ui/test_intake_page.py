"""Taking complaints in at the window: what the clerk types, sees, and what is then kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.complaints.register import RegisterFilter
from tests.ui.fakes import RecordingFeedback
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest, make_office
from ui.intake.intake_page import IntakePage
from ui.tasks import InlineTaskRunner

MakePage = Callable[..., IntakePage]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeForTest]:
    made = make_office(tmp_path)
    yield made
    made.services.close()


@pytest.fixture
def make_page(
    office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback, qtbot: QtBot
) -> MakePage:
    def make(form: str = "walk_in", who: str = "front") -> IntakePage:
        services = office.services
        page = IntakePage(
            office.desk(who, runner, feedback),
            services.intake,
            services.drafts,
            services.accounts,
            lambda number: office.visited.append(("print", {"complaint_id": number})),
            lambda number: f"เลขรับของท่านคือเรื่องที่ {number}",
            form=form,
        )
        qtbot.addWidget(page)
        page.resize(1024, 640)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.open()
        return page

    return make


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)


def write(text: str) -> None:
    type_text(focused(), text)


def test_a_walk_in_is_taken_without_the_mouse(make_page: MakePage, office: OfficeForTest) -> None:
    page = make_page("walk_in")
    write("นาง")
    press(Qt.Key.Key_Return)
    write("สมศรี ใจดี")
    press(Qt.Key.Key_Return)
    write("0812345678")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    assert focused() is page.form.story.detail.edit
    write("รอรับบริการที่เคาน์เตอร์นานกว่าสองชั่วโมง")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.saved_panel.isVisible()
    assert "2569" in page.saved_panel.number.text()
    assert "25 เมษายน 2569" in page.saved_panel.reply_text()
    rows = office.services.register.list_complaints(office.actors["front"], RegisterFilter())
    assert [row.complainant for row in rows] == ["นางสมศรี ใจดี"]
    assert office.services.drafts.list_drafts(office.actors["front"]) == []
    press(Qt.Key.Key_Return)
    assert page.form.isVisible()
    assert page.form.title() == ""
