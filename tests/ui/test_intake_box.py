"""The suggestion box: an opening, then its slips one after another."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.ui.intake_desk import IntakeDesk, focused, press, write
from ui.intake.intake_page import IntakePage


def open_box(page: IntakePage, found: str, blank: str = "0") -> None:
    page.opening.openers.setText("นางสาวสมมติ รับเรื่องดี\nนายตัวอย่าง ตั้งใจตรวจ")
    page.opening.found.setText(found)
    page.opening.blank.setText(blank)
    page.save()


def test_a_run_of_slips_after_one_opening(desk: IntakeDesk) -> None:
    page = desk.page("box")
    assert focused() is page.opening.openers.edit
    page.opening.date.setText("9 เม.ย. 2569")
    open_box(page, "๓", "1")
    assert page.bar.slip.text() == "ใบที่ 1 จาก 2"
    assert focused() is page.form.story.detail.edit
    write("อยากให้เพิ่มเก้าอี้")
    page.form.editors["written_date"].setText("2 เม.ย. 69")  # type: ignore[attr-defined]
    press(Qt.Key.Key_F9)
    assert page.bar.slip.text() == "ใบที่ 2 จาก 2"
    assert desk.rows()[0].number in page.banner.text()
    assert not page.form.is_touched()
    case = desk.case()
    assert (case.received_at.date(), case.written_date) == (date(2026, 4, 9), date(2026, 4, 2))
    assert case.complainant.identity == "anonymous"
    assert case.box_opening_id is not None
    write("ที่จอดรถไม่พอ")
    press(Qt.Key.Key_F9)
    assert page.saved_panel.isVisible()
    assert "2 เรื่อง" in page.saved_panel._heading.text()
    assert len(desk.rows()) == 2
    assert desk.drafts() == []
    press(Qt.Key.Key_Return)
    assert page.opening.isVisible()


def test_an_empty_box_is_recorded_too(desk: IntakeDesk) -> None:
    page = desk.page("box")
    open_box(page, "2", "2")
    assert page.saved_panel.number.text() == "ไม่มีใบที่ต้องรับเป็นเรื่อง"
    assert desk.drafts() == []


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("found", "สามใบ", "0 ถึง 999"),
        ("blank", "9", "0 ถึง 3"),
        ("opened_date", "11 เม.ย. 2569", "ยังมาไม่ถึง"),
        ("opened_date", "31 ก.พ. 2569", "ไม่มีวันที่นี้"),
        ("opened_time", "25.00", "อ่านเวลาไม่ได้"),
        ("openers", " ", "โปรดกรอกช่องนี้"),
    ],
)
def test_a_wrong_opening_is_said_and_kept(desk: IntakeDesk, field: str, text: str, said: str) -> None:
    page = desk.page("box")
    page.opening.openers.setText("ผู้เปิด")
    page.opening.found.setText("3")
    page.opening.part.editors[field].setText(text)  # type: ignore[attr-defined]
    page.save()
    assert said in page.opening.fields[field].error()
    assert page.opening.part.editors[field].text() == text  # type: ignore[attr-defined]
    assert page.opening.isVisible()


def test_a_run_broken_off_goes_on_where_it_stood(desk: IntakeDesk) -> None:
    page = desk.page("box")
    open_box(page, "3")
    page.form.story.detail.setText("ใบแรก")
    page.save()
    (draft,) = desk.drafts()
    assert draft.title == "ใบที่ 2 จาก 3"
    again = desk.page("box", opened=False)
    again.open(draft_id=draft.id)
    assert again.bar.slip.text() == "ใบที่ 2 จาก 3"
    assert again.form.received.date.edit.isReadOnly()
    for text in ("ใบสอง", "ใบสาม"):
        again.form.story.detail.setText(text)
        again.save()
    assert len(desk.rows()) == 3
    assert desk.rows()[0].number in again.saved_panel._received.plain_text()


def test_a_slip_saved_twice_after_a_crash_is_one_complaint(desk: IntakeDesk) -> None:
    page = desk.page("box")
    open_box(page, "2")
    page.form.story.detail.setText("ใบแรก")
    page.may_leave()
    (before,) = desk.drafts()
    page.save()
    # The program ended between the slip's commit and its draft becoming the next slip's.
    desk.services.drafts.keep_draft(
        desk.office.actors["front"], before.id, before.form, before.title, before.content
    )
    again = desk.page("box", opened=False)
    again.open(draft_id=before.id)
    again.save()
    assert len(desk.rows()) == 1
    assert again.bar.slip.text() == "ใบที่ 2 จาก 2"


def test_an_opening_broken_off_is_a_draft(desk: IntakeDesk) -> None:
    page = desk.page("box")
    write("นางสาวสมมติ")
    page.opening.found.setText("หลายใบ")
    page.may_leave()
    (draft,) = desk.drafts()
    again = desk.page("box", opened=False)
    again.open(draft_id=draft.id)
    assert again.opening.isVisible()
    assert again.opening.openers.text() == "นางสาวสมมติ"
    assert again.opening.found.text() == "หลายใบ"


def test_a_slip_can_be_passed_over(desk: IntakeDesk, qtbot: QtBot) -> None:
    page = desk.page("box")
    open_box(page, "2")
    qtbot.mouseClick(page.bar.skip_button, Qt.MouseButton.LeftButton)
    assert page.bar.slip.text() == "ใบที่ 2 จาก 2"
    qtbot.mouseClick(page.bar.skip_button, Qt.MouseButton.LeftButton)
    assert page.saved_panel.isVisible()
    assert desk.rows() == []
    assert desk.drafts() == []


def test_a_slip_about_service_never_meets_the_question_of_evidence(desk: IntakeDesk) -> None:
    page = desk.page("box")
    open_box(page, "1")
    question = page.form.classification.question
    assert not question.isVisible()
    for category in ("service", "payment", "other"):
        page.form.classification.category.set_code(category)
        assert not question.isVisible(), category
    page.form.classification.category.set_code("corruption")  # a letter without a name, put into the box
    assert question.isVisible()
