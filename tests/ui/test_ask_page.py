"""What became of my complaint: typed, answered, read out and recorded, by keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from services.complaints.reading import CaseDetail
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest, make_office
from ui.ask.ask_page import AskPage
from ui.tasks import InlineTaskRunner

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


@pytest.fixture
def page(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> AskPage:
    made = AskPage(office.desk("front", runner, feedback), office.services.status_answers)
    qtbot.addWidget(made)
    made.resize(1020, 620)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.open()
    return made


def case(office: OfficeForTest, complaint_id: int) -> CaseDetail:
    return office.services.cases.read_case(office.actors["supervisor"], complaint_id)


def test_a_number_is_answered_while_it_is_typed(qtbot: QtBot, office: OfficeForTest, page: AskPage) -> None:
    take_in(office)
    assert not page.record_button.isEnabled()
    type_text(page.box, "1/2569")
    qtbot.waitUntil(lambda: "เลขรับ 1/2569" in page.sentence.plain_text())
    assert page.sentence.plain_text().endswith("ค่ะ")
    assert not page.table.isVisible()
    page.polite.button("khrap").click()
    assert page.sentence.plain_text().endswith("ครับ")


def test_what_was_told_is_kept_by_one_key(
    qtbot: QtBot, office: OfficeForTest, page: AskPage, feedback: RecordingFeedback
) -> None:
    number = take_in(office)
    page.box.setText("1/2569")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    said = page.sentence.plain_text()
    qtbot.keyClick(page.box, Qt.Key.Key_Return, CONTROL)
    lines = [line for line in case(office, number).history if line.kind == "contact"]
    assert [(line.text, line.data["way"]) for line in lines] == [(said, "phone")]
    assert QApplication.focusWidget() is page.box
    assert page.box.selectedText() == "1/2569"
    assert feedback.said


def test_several_of_one_name_are_chosen_with_the_arrows(
    qtbot: QtBot, office: OfficeForTest, page: AskPage
) -> None:
    first, second = take_in(office), take_in(office)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.box.setText(case(office, first).complainant.name)
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.table.isVisible()
    assert page.model.rowCount() == 2
    assert "2/2569" in page.sentence.plain_text()
    qtbot.keyClick(page.box, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert "1/2569" in page.sentence.plain_text()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert office.visited == [("case", {"complaint_id": first})]
    assert second != first


def test_nothing_found_says_what_to_try(qtbot: QtBot, office: OfficeForTest, page: AskPage) -> None:
    page.box.setText("ไม่มีใคร ชื่อนี้")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert "ไม่พบเรื่อง" in page.empty.text()
    assert page.empty.isVisible()
    qtbot.keyClick(page.box, Qt.Key.Key_Return, CONTROL)
    assert not page.record_button.isEnabled()


def test_who_asks_after_a_hidden_case_is_made_sure_of(
    qtbot: QtBot, office: OfficeForTest, page: AskPage
) -> None:
    take_in(office, identity="hidden")
    page.box.setText("1")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.banner.isVisible()
    assert "เรื่องของท่าน" in page.sentence.plain_text()
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == page.sentence.plain_text()
