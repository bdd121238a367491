"""Earlier cases suggested while a complaint is typed: quietly, and never in the way of the keyboard."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from services.complaints.links import LinkRow
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.intake_desk import IntakeDesk, focused, press, write
from ui.intake.intake_page import IntakePage
from ui.intake.similar_desk import SimilarDesk
from ui.tasks import InlineTaskRunner


class HeldRunner(InlineTaskRunner):
    """Run at once, or keep what is asked for until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.holds = False
        self.held: list[Any] = []

    def _start(self, order: Any) -> None:
        if self.holds:
            self.held.append(order)
        else:
            super()._start(order)

    def let_go(self, order: Any) -> None:
        super()._start(order)


@pytest.fixture
def intake(desk: IntakeDesk) -> IntakeDesk:
    return desk


def similar(page: IntakePage) -> SimilarDesk:
    assert page.similar is not None
    return page.similar


def found(qtbot: QtBot, page: IntakePage) -> None:
    qtbot.waitUntil(similar(page).strip.open_button.isVisible)


def tied(intake: IntakeDesk, complaint_id: int) -> tuple[LinkRow, ...]:
    return intake.services.links.list_links(intake.office.actors["front"], complaint_id)


@pytest.mark.parametrize("form", ["walk_in", "phone", "general"])
def test_it_appears_while_typing_and_moves_nothing(intake: IntakeDesk, qtbot: QtBot, form: str) -> None:
    take_in(intake.office)
    page = intake.page(form)
    phones = page.form.editors["phones"]
    page.form.fields["phones"].focus_editor()
    write("081")
    qtbot.waitUntil(lambda: similar(page)._asked is not None)
    assert similar(page).strip.text() == "ยังไม่พบเรื่องที่คล้ายกัน"
    before = phones.mapTo(page, phones.rect().topLeft()), page.bar.geometry()
    write(" 234 5678")
    found(qtbot, page)
    assert "ผู้ร้องเรียนรายเดิม 1 เรื่อง" in similar(page).strip.text()
    assert focused() is phones
    assert (phones.mapTo(page, phones.rect().topLeft()), page.bar.geometry()) == before


def test_a_box_slip_is_compared_by_its_story(intake: IntakeDesk, qtbot: QtBot) -> None:
    take_in(intake.office)
    page = intake.page("walk_in")
    page.form.editors["detail"].setText("มายื่นเอกสารขอรับบำเหน็จตกทอดที่เคาน์เตอร์ รอโดยไม่มีเจ้าหน้าที่แจ้งลำดับคิว")
    found(qtbot, page)
    assert "อาจเป็นเรื่องเดียวกัน 1 เรื่อง" in similar(page).strip.text()


def test_marked_by_keyboard_it_is_tied_by_saving(intake: IntakeDesk, qtbot: QtBot) -> None:
    earlier = take_in(intake.office)
    page = intake.page("walk_in")
    page.form.fields["phones"].focus_editor()
    write("0812345678")
    found(qtbot, page)
    press(Qt.Key.Key_F10)
    desk = similar(page)
    card = desk.panel.cards[earlier]
    assert focused() is card.look_button
    press(Qt.Key.Key_Space)
    assert "ลำดับคิว" in card.sheet.text_of("รายละเอียด")
    card.kind.button("duplicate").setFocus()
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Escape)
    assert not desk.panel.isVisible()
    assert focused() is page.form.editors["phones"]
    assert "จะเชื่อมโยงเมื่อบันทึก 1 เรื่อง" in desk.strip.text()
    page.form.editors["name"].setText("ประสงค์ มาใหม่")
    page.form.editors["detail"].setText("แจ้งซ้ำเรื่องเดิม")
    page.save()
    rows = tied(intake, intake.rows()[0].id)
    assert [(row.complaint_id, row.role) for row in rows] == [(earlier, "duplicate_of")]


def test_what_was_marked_lies_in_the_draft(intake: IntakeDesk, qtbot: QtBot) -> None:
    earlier = take_in(intake.office)
    page = intake.page("walk_in")
    page.form.editors["phones"].setText("0812345678")
    found(qtbot, page)
    similar(page)._mark(earlier, "repeat")
    page.may_leave()
    again = intake.page("walk_in", opened=False)
    again.open(draft_id=intake.drafts()[0].id)
    assert [(link.other_id, link.kind) for link in again.entry.links] == [(earlier, "repeat")]
    assert "จะเชื่อมโยงเมื่อบันทึก 1 เรื่อง" in similar(again).strip.text()


def test_not_the_same_is_shown_no_more(intake: IntakeDesk, qtbot: QtBot) -> None:
    earlier = take_in(intake.office)
    page = intake.page("walk_in")
    page.form.fields["phones"].focus_editor()
    write("0812345678")
    found(qtbot, page)
    press(Qt.Key.Key_F10)
    similar(page).panel.cards[earlier].dismiss_button.click()
    assert not similar(page).panel.isVisible()
    assert similar(page).strip.text() == "ยังไม่พบเรื่องที่คล้ายกัน"
    assert focused() is page.form.editors["phones"]


def test_one_key_fills_in_who_complains_and_takes_it_back(intake: IntakeDesk, qtbot: QtBot) -> None:
    take_in(intake.office)
    page = intake.page("walk_in")
    page.form.editors["phones"].setText("0812345678")
    page.form.editors["email"].setText("typed@example.org")
    before = page.form.raw()
    found(qtbot, page)
    page.form.fields["phones"].focus_editor()
    press(Qt.Key.Key_F11)
    content = page.form.content()
    assert (content.name, content.complainant_kind) == ("บุญศรี แก้วมา", "pensioner")
    assert content.email == "typed@example.org"
    press(Qt.Key.Key_F11)
    assert page.form.raw() == before


def test_a_hidden_complainant_is_never_filled_in(intake: IntakeDesk, qtbot: QtBot) -> None:
    take_in(intake.office, identity="hidden")
    page = intake.page("walk_in")
    page.form.editors["phones"].setText("0812345678")
    similar(page).look()
    assert similar(page).strip.text() == "ยังไม่พบเรื่องที่คล้ายกัน"
    assert not similar(page).strip.undo_button.isVisible()


def test_an_answer_to_what_is_no_longer_typed_is_dropped(
    tmp_path: Path, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    runner = HeldRunner()
    intake = IntakeDesk(tmp_path, runner, feedback, qtbot)
    take_in(intake.office)
    page = intake.page("walk_in")
    runner.holds = True
    for phone in ("0812345678", "0899999999"):
        page.form.editors["phones"].setText(phone)
        similar(page).look()
    for order in reversed(runner.held):
        runner.let_go(order)
    assert similar(page).strip.text() == "ยังไม่พบเรื่องที่คล้ายกัน"
    runner.shutdown()
    intake.services.close()


def test_a_hidden_person_is_shown_to_a_supervisor_and_fills_in_nothing(
    intake: IntakeDesk, qtbot: QtBot
) -> None:
    earlier = take_in(intake.office, identity="hidden")
    page = intake.page("walk_in", "supervisor")
    page.form.fields["phones"].focus_editor()
    write("0812345678")
    found(qtbot, page)
    desk = similar(page)
    assert "ผู้ร้องเรียนรายเดิม 1 เรื่อง" in desk.strip.text()
    assert not desk.strip.undo_button.isVisible()
    press(Qt.Key.Key_F11)
    assert page.form.editors["name"].text() == ""
    press(Qt.Key.Key_F10)
    assert list(desk.panel.cards) == [earlier]
    other = intake.page("walk_in", "front")
    other.form.editors["phones"].setText("0812345678")
    qtbot.waitUntil(lambda: similar(other)._asked is not None)
    assert not similar(other).strip.open_button.isVisible()
