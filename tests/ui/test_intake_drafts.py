"""Drafts: whatever ends the program, what was typed is offered back, and nothing is saved twice."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.fakes import RecordingFeedback
from tests.ui.intake_desk import IntakeDesk, focused, press, write
from ui.intake.draft_keeper import PAUSE_MS
from ui.intake.drafts_panel import DraftsPanel
from ui.tasks import TaskRunner


def test_a_pause_keeps_what_is_typed(desk: IntakeDesk, qtbot: QtBot) -> None:
    page = desk.page("walk_in")
    write("นาง")
    assert desk.drafts() == []
    qtbot.waitUntil(lambda: len(desk.drafts()) == 1, timeout=PAUSE_MS * 4)
    assert "เก็บร่างแล้ว" in page.bar.state()


def test_leaving_a_field_keeps_at_once(desk: IntakeDesk) -> None:
    desk.page("walk_in")
    write("นาง")
    press(Qt.Key.Key_Return)
    assert desk.drafts()[0].content["fields"]["title"] == "นาง"


def test_an_untouched_form_leaves_no_draft(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    assert page.may_leave()
    assert desk.drafts() == []


def test_every_character_of_every_field_comes_back(desk: IntakeDesk, tmp_path: Path) -> None:
    scan = tmp_path / "สแกน.pdf"
    scan.write_bytes(b"%PDF-1.4 scan")
    page = desk.page("walk_in")
    form = page.form
    for name, text in {
        "title": "นาง", "name": " สม\u200bศรี ", "phones": "1669 ต่อ 12 หรือไม่แน่ใจ", "national_id": "12",
        "email": "a b", "detail": "บรรทัดแรก\nบรรทัดสอง 😀\t\x07", "received_date": "31 ก.พ. 2569",
        "received_time": "25.99", "document_date": "1.1.0001", "subject": "กํา", "damage": "เสียหาย",
    }.items():  # fmt: skip
        form.editors[name].setText(text)  # type: ignore[attr-defined]
    form.complainant.fields["answer_by"].editor.setEditText("ไม่มีทางนี้")  # type: ignore[attr-defined]
    form.classification.category.setEditText("เบิกจ่า")
    form.classification.kind.set_code("praise")
    form.complainant.identity.set_code("hidden")
    form.respondents.respondents.rows[0].account.set_code(str(desk.office.actors["officer"].account_id))
    form.respondents.respondents.add_button.click()
    form.respondents.respondents.rows[1].unit.setText("อบต. ตัวอย่าง")
    assert form.attachments is not None
    form.attachments.add_paths([scan])
    typed, entry = form.raw(), page.entry
    page.may_leave()
    (draft,) = desk.drafts()
    assert draft.content["command_id"] == entry.command_id

    again = desk.page("walk_in", opened=False)
    again.open(draft_id=draft.id)
    assert again.form.raw() == typed
    assert again.entry.command_id == entry.command_id
    assert again.entry.started_at == entry.started_at
    assert again.form.attachments is not None
    assert [file.content for file in again.form.attachments.files()] == [b"%PDF-1.4 scan"]
    assert len(desk.drafts()) == 1


def test_several_drafts_are_kept_side_by_side_and_offered(desk: IntakeDesk, qtbot: QtBot) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("แรก มาก่อน")  # type: ignore[attr-defined]
    qtbot.mouseClick(page.bar.another_button, Qt.MouseButton.LeftButton)
    page.form.editors["name"].setText("สอง มาหลัง")  # type: ignore[attr-defined]
    press(Qt.Key.Key_F7)
    assert not page.form.is_touched()
    assert {draft.title for draft in desk.drafts()} == {"แร*** ม***", "ส*** ม***"}
    assert "2 รายการ" in page.drafts_offer.banner.text()
    qtbot.mouseClick(page.drafts_offer.banner.button, Qt.MouseButton.LeftButton)
    assert page.drafts_offer.panel.isVisible()
    page.drafts_offer.panel.continued.emit(
        next(draft for draft in page.drafts_offer.panel.drafts() if draft.title == "แร*** ม***")
    )
    assert page.form.editors["name"].text() == "แรก มาก่อน"  # type: ignore[attr-defined]
    assert [draft.title for draft in page.drafts_offer.panel.drafts()] == ["ส*** ม***"]


def test_a_draft_of_another_form_opens_its_own_page(desk: IntakeDesk) -> None:
    phone = desk.page("phone")
    write("0812345678")
    phone.may_leave()
    page = desk.page("walk_in")
    (draft,) = page.drafts_offer.panel.drafts()
    page.drafts_offer.panel.continued.emit(draft)
    assert desk.office.visited == [("intake_phone", {"draft_id": draft.id})]


def test_a_draft_is_thrown_away_only_after_a_question(desk: IntakeDesk, qtbot: QtBot) -> None:
    page = desk.page("walk_in")
    write("นาง")
    page.may_leave()
    panel = DraftsPanel(desk.office.desk("front", desk.runner, desk.feedback), desk.services.drafts)
    qtbot.addWidget(panel)
    panel.refresh()
    assert panel.isVisible()
    throw = [button for button in panel.findChildren(QPushButton) if "ทิ้งร่าง" in button.accessibleName()]
    desk.feedback.answer = False
    throw[0].click()
    assert len(desk.drafts()) == 1
    desk.feedback.answer = True
    throw[0].click()
    assert desk.drafts() == []
    assert not panel.isVisible()


def test_what_is_typed_can_be_thrown_away(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    write("นาง")
    press(Qt.Key.Key_Return)
    page.bar.discard_button.click()
    assert desk.feedback.questions
    assert desk.drafts() == []
    assert not page.form.is_touched()


def test_saving_takes_the_draft_along_and_it_never_comes_back(
    tmp_path: Path, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    runner = TaskRunner()
    desk = IntakeDesk(tmp_path, runner, feedback, qtbot)
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    page.may_leave()
    page.form.story.detail.setText("รอนานมาก")
    page.save()
    page.form.story.detail.setText("พิมพ์ต่อระหว่างบันทึก")
    page.may_leave()
    qtbot.waitUntil(page.saved_panel.isVisible)
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert [row.detail for row in desk.rows()] == ["รอนานมาก"]
    assert desk.drafts() == []
    runner.shutdown()
    desk.services.close()


def test_keeps_one_after_another_make_one_draft_with_the_last_text(
    tmp_path: Path, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    runner = TaskRunner()
    desk = IntakeDesk(tmp_path, runner, feedback, qtbot)
    page = desk.page("walk_in")
    for text in ("ก", "กข", "กขค"):
        page.form.story.detail.setText(text)
        page.may_leave()
    runner.shutdown()  # As at the end of the program: every write asked for is done.
    (draft,) = desk.drafts()
    assert draft.content["fields"]["detail"] == "กขค"
    desk.services.close()


def test_a_draft_saved_before_its_end_was_told_makes_no_second_complaint(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.editors["name"].setText("สมหมาย")  # type: ignore[attr-defined]
    page.form.story.detail.setText("รอนาน")
    page.may_leave()
    (draft,) = desk.drafts()
    page.save()
    # The draft as an older copy of it would stand there, were the save's own removal lost.
    actor = desk.office.actors["front"]
    desk.services.drafts.keep_draft(actor, None, draft.form, draft.title, draft.content)
    again = desk.page("walk_in", opened=False)
    again.open(draft_id=desk.drafts()[0].id)
    again.save()
    assert len(desk.rows()) == 1
    assert desk.drafts() == []


def test_a_draft_that_is_gone_or_unreadable_is_said(desk: IntakeDesk) -> None:
    actor = desk.office.actors["front"]
    broken = desk.services.drafts.keep_draft(actor, None, "walk_in", "เสีย", {"run": {"opening_id": "x"}})
    odd = desk.services.drafts.keep_draft(
        actor,
        None,
        "walk_in",
        "แปลก",
        {"fields": {"name": 5, "kind": [], "respondents": "x", "attachments": 3}},
    )
    page = desk.page("walk_in")
    page.open(draft_id=12345)
    assert "ไม่พบร่างนี้" in desk.feedback.said[-1]
    page.open(draft_id=broken)
    assert [getattr(error, "code", "") for error in desk.feedback.errors] == ["draft.unreadable"]
    page.open(draft_id=odd)
    assert page.entry.slot.id == odd
    assert focused() is not None


def test_halves_of_characters_do_not_stop_a_draft(desk: IntakeDesk) -> None:
    page = desk.page("walk_in")
    page.form.story.detail.setText("ก\ud83d")
    page.may_leave()
    assert json.dumps(desk.drafts()[0].content).count("\\ud83d") == 0


def test_a_draft_put_aside_and_taken_up_at_once_has_its_last_letters(
    tmp_path: Path, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    runner = TaskRunner()
    desk = IntakeDesk(tmp_path, runner, feedback, qtbot)
    page = desk.page("walk_in")
    page.form.story.detail.setText("ต้นเรื่อง")
    page.may_leave()
    page.form.story.detail.setText("ต้นเรื่องและท้ายเรื่อง")
    page.bar.another_button.click()
    qtbot.waitUntil(lambda: len(page.drafts_offer.panel.drafts()) == 1)
    page.form.story.detail.setText("อีกเรื่องหนึ่ง")
    page.drafts_offer.panel.continued.emit(page.drafts_offer.panel.drafts()[0])
    qtbot.waitUntil(lambda: page.form.story.detail.text() == "ต้นเรื่องและท้ายเรื่อง")
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert {draft.title for draft in desk.drafts()} == {"ต้นเรื่องและท้ายเรื่อง", "อีกเรื่องหนึ่ง"}
    runner.shutdown()
    desk.services.close()
