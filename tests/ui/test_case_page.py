"""The case page: where a case is, its step's form, other actions, what is typed never lost."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from services.complaints.commands import CompleteStep, RespondentInput
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, finish, take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest, make_office
from ui.case.case_page import CasePage
from ui.case.flowchart_view import FlowchartView
from ui.case.viewer import AttachmentViewer
from ui.tasks import InlineTaskRunner

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Room:
    """Hold the office, and make the case page of any of its people."""

    qtbot: QtBot
    office: OfficeForTest
    runner: InlineTaskRunner
    feedback: RecordingFeedback
    printed: list[tuple[str, int]]

    def page(self, who: str, complaint_id: int) -> CasePage:
        services = self.office.services
        made = CasePage(
            self.office.desk(who, self.runner, self.feedback),
            services.cases,
            services.casework,
            services.deadlines,
            services.intake,
            services.accounts,
            lambda number: self.printed.append(("receipt", number)),
            lambda number: self.printed.append(("case_file", number)),
        )
        self.qtbot.addWidget(made)
        made.resize(1020, 620)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.open(complaint_id=complaint_id)
        return made

    def read(self, complaint_id: int):  # type: ignore[no-untyped-def]
        return self.office.services.cases.read_case(self.office.actors["supervisor"], complaint_id)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback) -> Room:
    return Room(qtbot, make_office(tmp_path), runner, feedback, [])


# --- the step's form


def test_screening_asks_only_what_the_answers_call_for(room: Room) -> None:
    page = room.page("front", take_in(room.office))
    form = page.card.form
    kind = form.field("kind").editor
    assert kind.code() == "complaint"
    assert form.field("within_authority").isVisible()
    kind.button("praise").click()
    assert not form.field("within_authority").isVisible()
    assert form.field("category").label_text() == "หมวดของเรื่อง"
    assert "ต้องกรอก" not in form.field("category").editor.accessibleName()
    kind.button("complaint").click()
    assert "ต้องกรอก" in form.field("category").editor.accessibleName()


def test_screening_by_keyboard_moves_the_case_on(room: Room) -> None:
    case = take_in(room.office)
    page = room.page("front", case)
    form = page.card.form
    form.field("within_authority").editor.button("yes").click()
    form.field("category").editor.set_code("service")
    form.field("level").editor.set_code("minor")
    assert "ครบกำหนดยุติเรื่อง" in form.field("level").editor.accessibleDescription()
    form.field("level").focus_editor()
    room.qtbot.keyClick(form.field("level").editor, Qt.Key.Key_Return, CONTROL)
    assert room.read(case).step == "assign"
    assert page.card.title.plain_text() == "ขั้นตอนที่ 3 เสนอผู้บังคับบัญชามอบหมาย"
    assert not page.card.form.isVisible()
    assert "หัวหน้าฝ่าย" in page.card.facts.text_of("ผู้ดำเนินการ")
    assert page.card.facts.text_of("ต้องบันทึก") == "เจ้าหน้าที่ผู้รับผิดชอบเรื่อง"


def test_missing_answers_are_said_beside_their_fields_and_nothing_is_lost(room: Room) -> None:
    case = take_in(room.office)
    form = room.page("front", case).card.form
    form.field("category").editor.set_code("service")
    type_text(form.field("note").editor.edit, "เจ้าตัวรออยู่")
    room.qtbot.mouseClick(form.button(), Qt.MouseButton.LeftButton)
    assert form.field("within_authority").error() == "โปรดกรอกช่องนี้"
    assert form.field("level").error()
    assert not form.field("category").error()
    assert form.field("category").editor.code() == "service"
    assert form.field("note").editor.text() == "เจ้าตัวรออยู่"
    assert form.button().isEnabled()


def test_officers_complained_about_are_not_offered(room: Room) -> None:
    officer = room.office.actors["officer"]
    case = take_in(
        room.office, respondents=(RespondentInput(person=officer.name, account_id=officer.account_id),)
    )
    bring_to(room.office, case, "assign")
    combo = room.page("supervisor", case).card.form.field("officer").editor
    assert combo.count() == 0


def test_findings_come_back_after_a_return(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "review")
    finish(room.office, case, "supervisor", decision="return", comment="ขอเพิ่มเติม")
    page = room.page("officer", case)
    assert page.card.form.field("findings").editor.text().startswith("วันเกิดเหตุ")
    assert page.sections.history.entries()[0].title == "ผู้บังคับบัญชาส่งกลับไปขั้นตอน “ตรวจสอบข้อเท็จจริงและแก้ไข”"
    assert "ขอเพิ่มเติม" in page.sections.history.entries()[0].text


def test_outcome_is_offered_at_closing(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "close")
    page = room.page("supervisor", case)
    assert page.card.form.field("outcome").editor.code() == "upheld"
    page.card.form.submit()
    assert room.read(case).status == "closed"
    assert page.head.state.text() == "ยุติเรื่องแล้ว"
    assert page.card.facts.text_of("ผลการดำเนินการ") == "มีมูล–แก้ไขแล้ว"


# --- two people at once


def test_the_keyboard_begins_in_the_form(room: Room) -> None:
    page = room.page("front", take_in(room.office))
    focused = page.focusWidget()
    assert focused is not None
    assert page.card.form.isAncestorOf(focused)


def test_typed_text_survives_refreshing_and_says_who_saved(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    page = room.page("officer", case)
    area = page.card.form.field("findings").editor
    type_text(area.edit, "พบว่าเครื่องเสีย")
    room.office.services.casework.add_note(room.office.actors["supervisor"], case, "เร่งด้วย", new_command_id())
    page.refresh()
    assert page.card.form.field("findings").editor.text() == "พบว่าเครื่องเสีย"
    assert "นางจำลอง พิจารณ์ชอบ บันทึกเรื่องนี้เมื่อ" in page.card.banner.text()
    page.card.form.submit()
    assert room.read(case).step == "review"


def test_a_conflict_names_who_saved_and_offers_the_newest(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    page = room.page("officer", case)
    type_text(page.card.form.field("findings").editor.edit, "พบว่าเครื่องเสีย")
    room.office.services.casework.add_note(room.office.actors["supervisor"], case, "เร่งด้วย", new_command_id())
    page.card.form.submit()
    assert page.card.banner.text().startswith("นางจำลอง พิจารณ์ชอบ บันทึกเรื่องนี้ไปก่อนแล้วเมื่อ")
    page.card.banner.button.click()
    assert page.card.form.field("findings").editor.text() == "พบว่าเครื่องเสีย"
    page.card.form.submit()
    assert room.read(case).findings == "พบว่าเครื่องเสีย"


def test_text_for_a_step_that_somebody_finished_stays_to_be_copied(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "acknowledge")
    page = room.page("officer", case)
    type_text(page.card.form.field("acknowledgement_text").editor.edit, "โทรแจ้งแล้ว")
    finish(room.office, case, "front", acknowledgement="told")
    page.refresh()
    assert page.detail is not None
    assert page.detail.step == "investigate"
    assert "โทรแจ้งแล้ว" in page.card.unsaved.text()


def test_typed_text_waits_while_another_case_is_looked_at(room: Room) -> None:
    first, second = take_in(room.office), take_in(room.office)
    page = room.page("front", first)
    type_text(page.card.form.field("note").editor.edit, "ยังไม่เสร็จ")
    room.feedback.answer = False
    assert not page.may_leave()
    page.open(complaint_id=second)
    assert page.card.form.field("note").editor.text() == ""
    page.open(complaint_id=first)
    assert page.card.form.field("note").editor.text() == "ยังไม่เสร็จ"


def test_pressing_twice_finishes_one_step(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    page = room.page("officer", case)
    page.card.form.field("findings").editor.setText("พบแล้ว")
    area = page.card.form.field("findings").editor.edit
    area.setFocus()
    room.qtbot.keyClick(area, Qt.Key.Key_Return, CONTROL)
    room.qtbot.keyClick(area, Qt.Key.Key_Return, CONTROL)
    done = [line for line in room.read(case).history if line.step == "investigate"]
    assert len(done) == 1


# --- the head and the flowchart


def test_the_head_says_lateness_in_words_and_the_date_it_had_first(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    room.office.clock.advance(days=30)
    head = room.page("officer", case).head
    assert "เกินกำหนด" in head.due.text()
    assert "กำหนดเดิม" in head.due.text()
    assert head.officer.text().endswith("นายตัวอย่าง ตั้งใจตรวจ")


def test_why_it_is_due_can_be_read_day_by_day(room: Room) -> None:
    page = room.page("front", take_in(room.office))
    room.qtbot.mouseClick(page.head.why_button, Qt.MouseButton.LeftButton)
    dialog = page.due_dialog
    assert dialog is not None
    assert dialog.sentence.plain_text().startswith("ครบกำหนดวันพฤหัสบดีที่ 7 พฤษภาคม 2569")
    model = dialog.table.model()
    texts = [model.index(row, 2).data() for row in range(model.rowCount())]
    assert texts[0] == "วันรับเรื่อง ไม่นับ"
    assert texts[-1] == "นับเป็นวันทำการที่ 15"
    dialog.reject()


def test_the_flowchart_shows_where_the_case_is_and_reads_as_a_list(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    page = room.page("officer", case)
    states = {box.node.code: box.state for box in page.panel.view.boxes()}
    assert states["register"] == states["acknowledge"] == "done"
    assert states["investigate"] == "current"
    assert states["review"] == states["closed"] == "expected"
    assert states["refer"] == "other"
    said = page.panel.view.accessibleDescription()
    assert "5  ตรวจสอบข้อเท็จจริงและแก้ไข – อยู่ที่ขั้นตอนนี้ – นายตัวอย่าง ตั้งใจตรวจ" in said
    page.panel.list_button.click()
    assert page.panel.listing.isVisible()


def test_no_box_of_the_drawing_lies_on_another_at_any_width(room: Room) -> None:
    view = FlowchartView()
    room.qtbot.addWidget(view)
    view.show_case(room.read(take_in(room.office)))
    view.show()
    for width in (330, 420, 560, 900):
        view.resize(width, view.height())
        rects = [view.rect_of(box.node.code) for box in view.boxes()]
        for index, rect in enumerate(rects):
            assert rect.left() >= 0
            assert rect.right() <= width
            assert not any(rect.intersects(other) for other in rects[index + 1 :])


# --- other actions


def test_a_note_and_a_contact(room: Room) -> None:
    case = take_in(room.office)
    page = room.page("front", case)
    page.buttons["add_note"].click()
    dialog = page.actions_of.dialog
    assert dialog is not None
    dialog.submit()
    assert dialog.field("text").error() == "โปรดกรอกช่องนี้"
    room.qtbot.waitUntil(dialog.isActiveWindow)
    dialog.field("text").focus_editor()
    type_text(dialog.field("text").editor.edit, "ผู้ร้องโทรมาถาม")
    room.qtbot.keyClick(dialog.field("text").editor.edit, Qt.Key.Key_Return, CONTROL)
    assert page.sections.history.entries()[0].text == "ผู้ร้องโทรมาถาม"
    page.buttons["record_contact"].click()
    dialog = page.actions_of.dialog
    dialog.field("way").editor.button("phone").click()
    type_text(dialog.field("text").editor.edit, "แจ้งว่ารับเรื่องแล้ว")
    dialog.submit()
    assert page.sections.history.entries()[0].title == "ติดต่อผู้ร้องเรียนทางโทรศัพท์ ติดต่อได้"
    assert "แจ้งแล้ว" in page.head.reply.text()


def test_changing_the_level_shows_the_new_date_before_it_is_saved(room: Room) -> None:
    case = take_in(room.office)
    page = room.page("supervisor", case)
    page.menu_actions["change_level"].trigger()
    dialog = page.actions_of.dialog
    assert dialog is not None
    dialog.field("level").editor.set_code("opinion")
    assert "กำหนดใหม่: วันจันทร์ที่ 20 เมษายน 2569" in dialog.field("level").editor.accessibleDescription()
    assert room.read(case).level is None
    type_text(dialog.field("reason").editor.edit, "เป็นข้อเสนอแนะ")
    dialog.submit()
    assert room.read(case).level == "opinion"
    assert page.sections.history.entries()[0].title == "กำหนดระดับเป็น “ความคิดเห็นหรือข้อเสนอแนะ”"
    assert page.sections.history.entries()[0].text == "เหตุผล: เป็นข้อเสนอแนะ"


def test_a_dialog_keeps_its_text_when_somebody_saved_first(room: Room) -> None:
    case = take_in(room.office)
    page = room.page("supervisor", case)
    page.menu_actions["void"].trigger()
    dialog = page.actions_of.dialog
    assert dialog is not None
    type_text(dialog.field("reason").editor.edit, "ออกเลขซ้ำ")
    room.office.services.casework.add_note(room.office.actors["front"], case, "เพิ่ม", new_command_id())
    dialog.submit()
    assert "นางสาวสมมติ รับเรื่องดี บันทึกเรื่องนี้ไปก่อนแล้ว" in dialog.banner.text()
    dialog.banner.button.click()
    dialog.submit()
    assert room.read(case).void_reason == "ออกเลขซ้ำ"
    assert page.head.state.text() == "ยกเลิกเลขรับแล้ว"
    assert not page.buttons["add_note"].isVisible()


def test_closing_early_and_opening_again(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    page = room.page("supervisor", case)
    page.menu_actions["close_early"].trigger()
    dialog = page.actions_of.dialog
    assert dialog is not None
    dialog.field("outcome").editor.button("withdrawn").click()
    type_text(dialog.field("reason").editor.edit, "ผู้ร้องโทรขอถอน")
    dialog.submit()
    assert room.read(case).outcome == "withdrawn"
    states = {box.node.code: box.state for box in page.panel.view.boxes()}
    assert states["investigate"] == "other"
    page.menu_actions["reopen"].trigger()
    dialog = page.actions_of.dialog
    type_text(dialog.field("reason").editor.edit, "ผู้ร้องเปลี่ยนใจ")
    dialog.submit()
    assert room.read(case).status == "open"


def test_a_hidden_name_shows_only_with_a_reason(room: Room) -> None:
    case = take_in(room.office, identity="hidden")
    officer = room.page("officer", case)
    assert officer.sections.complainant.text_of("ผู้ร้องเรียน") == "ขอปกปิดชื่อและที่อยู่"
    assert not officer.sections.reveal_button.isVisible()
    page = room.page("supervisor", case)
    page.sections.reveal_button.click()
    dialog = page.actions_of.dialog
    assert dialog is not None
    type_text(dialog.field("reason").editor.edit, "ต้องโทรนัดหมาย")
    dialog.submit()
    assert page.sections.complainant.text_of("ผู้ร้องเรียน") == "นางบุญศรี แก้วมา"
    page.sections.cover_button.click()
    assert page.sections.complainant.text_of("ผู้ร้องเรียน") == "ขอปกปิดชื่อและที่อยู่"


def test_files_are_attached_opened_inside_and_saved(room: Room, tmp_path: Path) -> None:
    picture = tmp_path / "ภาพบัตรคิว.png"
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    image.save(str(picture))
    notes = tmp_path / "บันทึก.txt"
    notes.write_text("ข้อความ", encoding="utf-8")
    case = take_in(room.office)
    page = room.page("front", case)
    room.feedback.open_paths = [picture, notes]
    page.buttons["attach_file"].click()
    rows = room.read(case).attachments
    assert [row.name for row in rows] == ["ภาพบัตรคิว.png", "บันทึก.txt"]
    page.sections.files.buttons[rows[0].id].click()
    viewer = page.findChild(AttachmentViewer)
    assert viewer is not None
    viewer.reject()
    room.qtbot.waitUntil(lambda: page.findChild(AttachmentViewer) is None)
    room.feedback.save_path = tmp_path / "ออกมา.txt"
    page.sections.files.buttons[rows[1].id].click()
    [shown] = page.findChildren(AttachmentViewer)
    assert shown.text.toPlainText() == "ข้อความ"
    shown.save_button.click()
    assert room.feedback.save_path.read_text(encoding="utf-8") == "ข้อความ"


def test_actions_follow_the_roles(room: Room) -> None:
    case = take_in(room.office)
    viewer = room.page("viewer", case)
    assert not any(button.isVisible() for button in viewer.buttons.values())
    assert {name for name, action in viewer.menu_actions.items() if action.isVisible()} == {"print_case_file"}
    viewer.menu_actions["print_case_file"].trigger()
    front = room.page("front", case)
    front.buttons["print_receipt"].click()
    assert room.printed == [("case_file", case), ("receipt", case)]
    front.menu_actions["correct"].trigger()
    assert room.office.visited == [("correction", {"complaint_id": case, "screened": False})]


def test_a_case_that_is_not_for_this_person_is_not_there(room: Room) -> None:
    boss = room.office.actors["supervisor"]
    case = take_in(room.office, respondents=(RespondentInput(account_id=boss.account_id, person=boss.name),))
    page = room.page("supervisor", case)
    assert page.detail is None
    assert not page.head.isVisible()


def test_an_answer_sent_again_after_it_was_saved_does_nothing_more(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "investigate")
    services, actor = room.office.services, room.office.actors["officer"]
    version = room.read(case).version
    command = CompleteStep(complaint_id=case, version=version, step="investigate", answers={"findings": "x"})
    first = services.casework.complete_step(actor, command, "same")
    assert services.casework.complete_step(actor, command, "same") == first


def test_every_control_has_a_name_for_screen_readers(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "close")
    page = room.page("supervisor", case)
    for widget in page.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            named = QAccessible.queryAccessibleInterface(widget)
            assert named is not None
            assert named.text(QAccessible.Text.Name), widget


def test_the_chart_folds_away_and_comes_back(room: Room) -> None:
    page = room.page("front", take_in(room.office))
    page.panel.fold_button.click()
    assert not page.panel.isVisible()
    page.chart_button.click()
    assert page.panel.isVisible()
    assert not page.chart_button.isVisible()


def test_going_from_case_to_case_many_times_keeps_the_menu(room: Room) -> None:
    cases = [take_in(room.office) for _ in range(3)]
    page = room.page("supervisor", cases[0])
    for _ in range(10):
        for case in cases:
            page.open(complaint_id=case)
            QApplication.processEvents()
            assert page.menu_actions["void"].isVisible()
