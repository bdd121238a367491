"""The first page, as each role sees it."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.complaints.register import RegisterFilter
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, take_in
from tests.ui.office import OfficeForTest
from ui.home.home_page import HomePage
from ui.home.urgent import UrgentModel
from ui.tasks import InlineTaskRunner


def show(
    qtbot: QtBot, office: OfficeForTest, who: str, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> HomePage:
    services = office.services
    desk = office.desk(who, runner, feedback)
    page = HomePage(desk, services.review, services.register, services.drafts)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.show()
    page.open()
    return page


def test_an_empty_day_says_so(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, "front", runner, feedback)
    assert page.date.text() == "วันศุกร์ที่ 10 เมษายน 2569"
    assert page.fiscal_year.text() == "ปีงบประมาณ 2569"
    assert page.urgent_empty.isVisible()
    assert not page.table.isVisible()
    numbers = {key: tile.number() for key, tile in page.tiles.items() if tile.number() != "0"}
    assert numbers == {"inspections": "8"}  # the channels are there to be looked into, cases or none
    assert not page.draft_buttons


@pytest.mark.parametrize(
    ("who", "takes"), [("front", True), ("supervisor", True), ("viewer", False), ("officer", False)]
)
def test_only_those_who_may_take_in_see_the_entry_buttons(
    qtbot: QtBot,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    who: str,
    takes: bool,
) -> None:
    page = show(qtbot, office, who, runner, feedback)
    assert bool(page.entries) is takes
    for form, button in page.entries.items():
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert office.visited[-1] == (f"intake_{form}", {})


def test_an_officer_sees_the_cases_in_hand(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    bring_to(office, take_in(office), "investigate")
    page = show(qtbot, office, "officer", runner, feedback)
    assert page.tiles["mine"].number() == "1"
    page.tiles["mine"].setFocus()
    qtbot.keyClick(page.tiles["mine"], Qt.Key.Key_Space)
    wanted = RegisterFilter(lateness="open", officer_id=office.actors["officer"].account_id)
    assert office.visited[-1] == ("register", {"filter": wanted})


def test_the_latest_due_come_first_and_open_by_enter(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    first = take_in(office, level="minor", subject="เรื่องเร่งด่วน")
    take_in(office, level="legal", subject="เรื่องที่ยังมีเวลา")
    office.clock.advance(days=30)
    take_in(office)
    page = show(qtbot, office, "supervisor", runner, feedback)
    assert page.table.isVisible()
    assert page.model.index(0, 3).data() == "เรื่องเร่งด่วน"
    assert page.model.index(0, 2).data() == "เกินกำหนด"
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert office.visited[-1] == ("case", {"complaint_id": first})


def test_counts_follow_what_happens_and_the_keyboard_stays(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, "front", runner, feedback)
    qtbot.waitUntil(page.tiles["open"].isVisible)
    page.tiles["open"].setFocus()
    take_in(office)
    page.refresh()
    assert page.tiles["open"].number() == "1"
    assert page.window().focusWidget() is page.tiles["open"]


def test_drafts_are_taken_up_where_they_were_left(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    front = office.actors["front"]
    kept = office.services.drafts.keep_draft(front, None, "phone", "โทรเรื่องบำนาญ", {"detail": "x"})
    office.services.drafts.keep_draft(front, None, "box", "", {})
    page = show(qtbot, office, "front", runner, feedback)
    assert len(page.draft_buttons) == 2
    names = [button.accessibleName() for button in page.draft_buttons]
    button = page.draft_buttons[names.index("ทำต่อ: โทรเรื่องบำนาญ")]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert office.visited[-1] == ("intake_phone", {"draft_id": kept})


def test_an_unconfirmed_year_is_warned_of(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, "admin", runner, feedback)
    assert "2569 ยังไม่มีผู้ยืนยัน" in page.holidays.text()
    qtbot.mouseClick(page.holidays.button, Qt.MouseButton.LeftButton)
    assert office.visited[-1] == ("settings", {"section": "holidays"})
    office.services.office.confirm_year(office.actors["admin"], 2569, True, new_command_id())
    page.refresh()
    assert page.holidays.text() == ""
    assert not show(qtbot, office, "front", runner, feedback).holidays.isVisible()


def test_the_urgent_model_keeps_qts_rules(qtmodeltester: ModelTester, office: OfficeForTest) -> None:
    take_in(office)
    office.clock.advance(days=40)
    model = UrgentModel(lambda: office.clock.now().date())
    model.set_rows(
        office.services.register.list_complaints(office.actors["front"], RegisterFilter(lateness="late"))
    )
    assert model.rowCount() == 1
    qtmodeltester.check(model)
