"""Cases that belong together, on a case's page: followed, tied, untied, disputed, by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from services.complaints.links import LinkCases
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, take_in
from tests.ui.office import OfficeForTest, make_office
from ui.case.case_page import CasePage
from ui.case.link_dialog import LinkDialog
from ui.case.links_part import LinksPart
from ui.case.review_dialog import ReviewDialog
from ui.desk import Desk
from ui.tasks import InlineTaskRunner

CONTROL = Qt.KeyboardModifier.ControlModifier
MakePage = Callable[[str, int], CasePage]


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


@pytest.fixture
def make_page(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> MakePage:
    def make(who: str, complaint_id: int) -> CasePage:
        services, desk = office.services, office.desk(who, runner, feedback)
        made = CasePage(
            desk,
            services.cases,
            services.casework,
            services.deadlines,
            services.intake,
            services.accounts,
            lambda _number: None,
            lambda _number: None,
            parts=[part_of(office, desk)],
        )
        qtbot.addWidget(made)
        made.resize(1020, 620)
        with qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.open(complaint_id=complaint_id)
        return made

    return make


def part_of(office: OfficeForTest, desk: Desk) -> LinksPart:
    services = office.services
    around = services.links, services.review_requests, services.similar
    return LinksPart(desk, *around, services.register, services.casework)


def part(page: CasePage) -> LinksPart:
    found = page.parts[0]
    assert isinstance(found, LinksPart)
    return found


def buttons(page: CasePage) -> dict[str, QPushButton]:
    found = [button for row in part(page).rows for button in row.findChildren(QPushButton)]
    return {button.text(): button for button in found if not button.isHidden()}


def tie(office: OfficeForTest, one: int, other: int, kind: str) -> int:
    command = LinkCases(complaint_id=one, other_id=other, kind=kind)
    return office.services.links.link_cases(office.actors["front"], command, new_command_id())


def test_a_tie_is_followed_by_enter(qtbot: QtBot, office: OfficeForTest, make_page: MakePage) -> None:
    first, second = take_in(office), take_in(office)
    tie(office, second, first, "duplicate")
    page = make_page("front", second)
    button = buttons(page)["1/2569"]
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert office.visited[-1] == ("case", {"complaint_id": first})
    assert part(page).count() == 1


def test_a_case_is_found_and_tied_by_keyboard(
    qtbot: QtBot, office: OfficeForTest, make_page: MakePage, feedback: RecordingFeedback
) -> None:
    here = take_in(office)
    other = take_in(office, name="คนอื่น", phones="", subject="ป้ายชำรุด", detail="ป้ายหน้าอาคารชำรุด")
    page = make_page("front", here)
    page.menu_actions["link_case"].trigger()
    dialog = part(page).dialog
    assert isinstance(dialog, LinkDialog)
    dialog.picker.box.setText("ป้าย")
    qtbot.waitUntil(lambda: dialog.picker.chosen() == str(other))
    dialog.kind.button("duplicate").click()
    qtbot.keyClick(dialog.picker.box, Qt.Key.Key_Return, CONTROL)
    rows = office.services.links.list_links(office.actors["front"], here)
    assert [(row.complaint_id, row.role) for row in rows] == [(other, "duplicate")]
    assert "2/2569" in buttons(page)
    assert feedback.said == ["เชื่อมโยงเรื่องแล้ว"]


def test_nothing_chosen_is_said_beside_the_field(office: OfficeForTest, make_page: MakePage) -> None:
    page = make_page("front", take_in(office))
    page.menu_actions["link_case"].trigger()
    dialog = part(page).dialog
    assert isinstance(dialog, LinkDialog)
    dialog.note.setText("พิมพ์ไว้แล้ว")
    dialog.submit()
    assert dialog.field("other_id").error()
    assert dialog.note.text() == "พิมพ์ไว้แล้ว"
    dialog.reject()


def test_what_may_belong_is_offered_and_tied(office: OfficeForTest, make_page: MakePage) -> None:
    take_in(office)
    here = take_in(office)
    page = make_page("front", here)
    assert part(page).count() == 0
    buttons(page)["เชื่อมโยง"].click()
    dialog = part(page).dialog
    assert isinstance(dialog, LinkDialog)
    assert (dialog.picker.list.count(), dialog.kind.code()) == (1, "repeat")
    dialog.submit()
    assert part(page).count() == 1
    assert "เชื่อมโยง" not in buttons(page)


def test_a_duplicate_is_closed_as_one(office: OfficeForTest, make_page: MakePage) -> None:
    first = take_in(office)
    office.clock.advance(minutes=5)
    second = take_in(office)
    tie(office, second, first, "duplicate")
    page = make_page("supervisor", second)
    buttons(page)["ยุติเป็นเรื่องซ้ำ"].click()
    dialog = part(page).dialog
    assert dialog is not None
    dialog.submit()
    assert page.detail is not None
    assert (page.detail.status, page.detail.outcome) == ("closed", "duplicate")
    assert page.detail.history[-1].text == "ซ้ำกับเรื่องเลขรับ 1/2569"


def test_untying_asks_why(office: OfficeForTest, make_page: MakePage) -> None:
    first, second = take_in(office), take_in(office)
    tie(office, second, first, "related")
    page = make_page("front", second)
    part(page).unlink(part(page)._loaded.links[0])
    dialog = part(page).dialog
    assert dialog is not None
    dialog.submit()
    assert dialog.field("reason").error()
    dialog._fields["reason"].editor.setText("คนละเรื่อง")
    dialog.submit()
    assert part(page).count() == 0


def test_a_disputed_result_becomes_a_case(qtbot: QtBot, office: OfficeForTest, make_page: MakePage) -> None:
    original = take_in(office)
    bring_to(office, original, "closed")
    page = make_page("front", original)
    assert page.menu_actions["request_review"].isVisible()
    page.menu_actions["request_review"].trigger()
    dialog = part(page).dialog
    assert isinstance(dialog, ReviewDialog)
    dialog.submit()
    assert dialog.field("disputed").error()
    assert "ขอทบทวนได้ภายใน" in dialog.field("received_at").editor.accessibleDescription()
    dialog._fields["disputed"].editor.setText("ยังไม่ได้รับเงิน")
    dialog._fields["disputed"].editor.setFocus()
    qtbot.waitUntil(lambda: dialog.isAncestorOf(QApplication.focusWidget() or page))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CONTROL)
    assert part(page).count() == 1
    assert "มีการขอทบทวนผลการพิจารณา เลขรับ 2/2569" in part(page).banner._text.plain_text()
    review = part(page)._loaded.links[0].complaint_id
    assert office.visited[-1] == ("case", {"complaint_id": review})
    page.open(complaint_id=review)
    assert "เรื่องนี้ขอทบทวนผลของเลขรับ 1/2569" in part(page).banner._text.plain_text()
    assert "ควรมอบหมายให้ผู้อื่น" in part(page).banner._text.plain_text()


def test_an_open_case_offers_no_review(office: OfficeForTest, make_page: MakePage) -> None:
    page = make_page("viewer", take_in(office))
    assert not page.menu_actions["request_review"].isVisible()
    assert not page.menu_actions["link_case"].isVisible()
