"""The page of personal data, driven as a supervisor drives it."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.complaints.commands import ComplaintInput, RegisterComplaint
from services.privacy.destruction import Signed
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import OfficeForTest
from ui.case.case_page import CasePage
from ui.privacy.dialogs import KeepDialog, SignedDialog
from ui.privacy.privacy_page import PrivacyPage
from ui.reports.document_window import DocumentWindow
from ui.tasks import InlineTaskRunner
from ui.widgets.labels import ThaiLabel

LEFT = Qt.MouseButton.LeftButton
NAME = "นางเพ็ญพักตร์ ศรีสุวรรณเวช"


def register(office: OfficeForTest, **told: Any) -> int:
    values: dict[str, Any] = {
        "channel": "walk_in",
        "received_at": office.clock.now(),
        "name": NAME,
        "phones": "089-555-1234",
        "detail": "เจ้าหน้าที่พูดจาไม่สุภาพ",
    }
    command = RegisterComplaint(content=ComplaintInput(**(values | told)))
    return office.services.intake.register_complaint(
        office.actors["front"], command, new_command_id()
    ).complaint_id


def close(office: OfficeForTest, case: int) -> None:
    boss = office.actors["supervisor"]
    version = office.services.cases.read_case(boss, case).version
    office.services.casework.close_early(boss, case, version, "withdrawn", "ขอถอน", new_command_id())


@pytest.fixture
def page(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> Iterator[PrivacyPage]:
    """Give the page of an office with two cases of one person and one of another, all of them old."""
    first = register(office)
    register(office, identity="hidden")
    other = register(office, name="นายอื่น ไม่เกี่ยว", phones="")
    close(office, first)
    close(office, other)
    office.clock.advance(days=366 * 11)
    made = PrivacyPage(
        office.desk("supervisor", runner, feedback), office.services.privacy, office.services.destruction
    )
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.open()
    yield made
    for window in made.window().findChildren(DocumentWindow):
        window.close()


def type_request(page: PrivacyPage) -> None:
    texts = {"requester": "แสดงบัตรประชาชน", "reason": "คำขอลงวันที่วันนี้", "name": "เพ็ญพักตร์"}
    for name, text in texts.items():
        page.person.fields[name].editor.setText(text)  # type: ignore[attr-defined]


def test_a_search_without_a_reason_says_so_beside_the_field(qtbot: QtBot, page: PrivacyPage) -> None:
    qtbot.mouseClick(page.person.search_button, LEFT)
    assert page.person.fields["reason"].error()
    assert page.person.model.rowCount() == 0


def test_nothing_known_of_the_person_says_so_beside_the_name(qtbot: QtBot, page: PrivacyPage) -> None:
    type_request(page)
    page.person.fields["name"].editor.setText("")  # type: ignore[attr-defined]
    qtbot.mouseClick(page.person.search_button, LEFT)
    assert "อย่างน้อยหนึ่งอย่าง" in page.person.fields["name"].error()


def test_what_is_found_is_masked_and_printed_as_ticked(
    qtbot: QtBot, page: PrivacyPage, qtmodeltester: ModelTester
) -> None:
    type_request(page)
    qtbot.mouseClick(page.person.search_button, LEFT)
    model = page.person.model
    qtmodeltester.check(model)
    assert [model.index(0, column).data() for column in (0, 2, 3, 4)] == [
        "1/2569",
        "น*** ศ***",
        "xxx-xxx-1234",
        "ชื่อ",
    ]
    qtbot.mouseClick(page.person.print_button, LEFT)
    window = page.window().findChildren(DocumentWindow)[0]
    assert window.windowTitle() == "ข้อมูลส่วนบุคคลตามคำขอ"
    page.person.table.setFocus()
    qtbot.keyClick(page.person.table, Qt.Key.Key_Space)
    assert model.chosen() == ()
    assert not page.person.print_button.isEnabled()


def test_whoever_hid_shows_only_when_asked_for(qtbot: QtBot, page: PrivacyPage) -> None:
    type_request(page)
    page.person.hidden_box.setChecked(True)
    qtbot.mouseClick(page.person.search_button, LEFT)
    assert page.person.model.rowCount() == 2
    assert "(ขอปกปิดชื่อ)" in page.person.model.index(0, 2).data()


def test_nobody_found_says_what_to_try(qtbot: QtBot, page: PrivacyPage) -> None:
    type_request(page)
    page.person.fields["name"].editor.setText("ไม่มีใคร")  # type: ignore[attr-defined]
    qtbot.mouseClick(page.person.search_button, LEFT)
    assert "ไม่พบเรื่องที่ตรงกัน" in page.person.found.plain_text()


def test_a_list_is_made_signed_and_carried_out(
    qtbot: QtBot,
    page: PrivacyPage,
    office: OfficeForTest,
    feedback: RecordingFeedback,
    qtmodeltester: ModelTester,
) -> None:
    page.open(part="destruction")
    part = page.destruction
    assert "2 เรื่อง" in part.over.plain_text()
    assert not part.carry_button.isEnabled()
    qtbot.mouseClick(part.make_button, LEFT)
    qtmodeltester.check(part.lists)
    assert part.lists.index(0, 5).data() == "รอคณะกรรมการลงนาม"
    assert part.items.rowCount() == 2
    assert not part.carry_button.isEnabled()

    part.cases.setCurrentIndex(part.items.index(1, 0))
    qtbot.mouseClick(part.keep_button, LEFT)
    assert isinstance(part.dialog, KeepDialog)
    part.dialog.note.edit.setPlainText("มีคดีปกครอง")
    qtbot.mouseClick(part.dialog.accept_button, LEFT)
    assert part.items.index(1, 6).data() == "ให้เก็บไว้: มีคดีปกครอง"

    qtbot.mouseClick(part.print_button, LEFT)
    assert page.window().findChildren(DocumentWindow)

    qtbot.mouseClick(part.sign_button, LEFT)
    assert isinstance(part.dialog, SignedDialog)
    dialog = part.dialog
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert dialog.field("committee").error()
    dialog.committee.edit.setPlainText("นางประธาน กรรมการดี และคณะ")
    dialog.reference.edit.setPlainText("ลป 0003/12")
    tomorrow = office.clock.now().date() + timedelta(days=1)
    dialog.day.set_date(tomorrow)
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert "ยังมาไม่ถึง" in dialog.field("signed_on").error()
    dialog.day.set_date(office.clock.now().date())
    qtbot.mouseClick(dialog.accept_button, LEFT)
    assert part.lists.index(0, 5).data() == "ลงนามแล้ว รอดำเนินการ"
    assert not part.keep_button.isEnabled()

    feedback.answer = False
    qtbot.mouseClick(part.carry_button, LEFT)
    assert part.lists.index(0, 5).data() == "ลงนามแล้ว รอดำเนินการ"
    feedback.answer = True
    qtbot.mouseClick(part.carry_button, LEFT)
    assert part.lists.index(0, 5).data() == "ทำลายแล้ว"
    assert part.progress.isHidden()
    assert "ทำลายข้อมูลแล้ว 1 เรื่อง เก็บไว้ 1 เรื่อง" in feedback.said


def test_a_list_may_be_given_up(qtbot: QtBot, page: PrivacyPage, feedback: RecordingFeedback) -> None:
    page.open(part="destruction")
    part = page.destruction
    qtbot.mouseClick(part.make_button, LEFT)
    assert not part.make_button.isEnabled()
    qtbot.mouseClick(part.drop_button, LEFT)
    assert part.lists.index(0, 5).data() == "ยกเลิกแล้ว"
    assert feedback.questions == ["ยกเลิกบัญชีนี้หรือไม่"]
    assert part.make_button.isEnabled()


def test_an_office_without_lists_says_what_to_do(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = PrivacyPage(
        office.desk("supervisor", runner, feedback), office.services.privacy, office.services.destruction
    )
    qtbot.addWidget(page)
    page.open(part="destruction")
    assert "0 เรื่อง" in page.destruction.over.plain_text()
    assert not page.destruction.make_button.isEnabled()
    assert not page.destruction.keep_button.isEnabled()


def test_a_case_of_a_list_opens(page: PrivacyPage, office: OfficeForTest, qtbot: QtBot) -> None:
    page.open(part="destruction")
    qtbot.mouseClick(page.destruction.make_button, LEFT)
    page.destruction.cases.setFocus()
    qtbot.keyClick(page.destruction.cases, Qt.Key.Key_Return)
    assert office.visited[-1][0] == "case"


def test_the_page_of_a_destroyed_case_says_so(
    qtbot: QtBot,
    page: PrivacyPage,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
) -> None:
    destruction, boss = office.services.destruction, office.actors["supervisor"]
    made = destruction.make_destruction_list(boss, None, new_command_id())
    signed = Signed(office.clock.now().date(), "คณะกรรมการ", "ลป 0003/12")
    destruction.record_signed(boss, made, 1, signed, new_command_id())
    destruction.carry_out(boss, made, new_command_id())
    case = destruction.read_destruction_list(boss, made).items[0].complaint_id
    services = office.services
    shown = CasePage(
        office.desk("supervisor", runner, feedback),
        services.cases,
        services.casework,
        services.deadlines,
        services.intake,
        services.accounts,
        lambda _case: None,
        lambda _case: None,
    )
    qtbot.addWidget(shown)
    shown.resize(1020, 620)
    shown.show()
    shown.open(complaint_id=case)
    texts = [label.plain_text() for label in shown.findChildren(ThaiLabel)]
    assert [text for text in texts if text.startswith("ไม่ปรากฏข้อมูล (ทำลายตามระเบียบเมื่อ 18 เมษายน 2580)")]
    assert not [text for text in texts if "เพ็ญพักตร์" in text or "ไม่สุภาพ" in text]
    assert not [name for name, button in shown.buttons.items() if button.isVisible()]
    assert [name for name, action in shown.menu_actions.items() if action.isVisible()] == ["print_case_file"]
