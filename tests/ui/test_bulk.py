"""Many cases chosen in the register and on the review page: assigned, printed, one voided."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot

from services.complaints.register import RegisterFilter
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, finish, take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.case.dialogs import ActionDialog
from ui.register.bulk import BulkServices, SelectionBar
from ui.register.bulk_dialog import BulkDialog
from ui.register.register_page import RegisterPage
from ui.reports.document_window import DocumentWindow
from ui.review.review_page import ReviewPage
from ui.tasks import InlineTaskRunner, TaskRunner


def services_of(office: OfficeForTest) -> BulkServices:
    services = office.services
    return BulkServices(services.bulk, services.documents, services.casework, services.accounts)


def show(
    qtbot: QtBot, office: OfficeForTest, runner: TaskRunner, feedback: RecordingFeedback, who: str
) -> RegisterPage:
    services = office.services
    page = RegisterPage(
        office.desk(who, runner, feedback), services.register, services.accounts, bulk=services_of(office)
    )
    qtbot.addWidget(page)
    page.resize(1180, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open()
    return page


def offered(bar: SelectionBar) -> list[str]:
    menu = bar.menu()
    return [action.text() for action in menu.actions()]


def test_chosen_by_keyboard_the_cases_are_assigned_and_the_rest_say_why(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    waiting = [take_in(office) for _ in range(3)]
    for case in waiting:
        bring_to(office, case, "assign")
    late = take_in(office)
    page = show(qtbot, office, runner, feedback, "supervisor")
    bar = page.selection
    assert bar is not None
    assert not bar.isVisible()
    page.table.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert bar.label.text() == "เลือกไว้ 4 เรื่อง"
    assert bar.isVisible()
    bar.buttons["assign"].click()
    dialog = bar.dialog
    assert isinstance(dialog, BulkDialog)
    dialog.start()
    assert dialog.officer_field.error()
    dialog.officer.set_code(str(office.actors["officer"].account_id))
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.officer.setFocus()
    qtbot.keyClick(dialog.officer.lineEdit(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "ทำแล้ว 3 เรื่อง ไม่ได้ทำ 1 เรื่อง" in dialog.banner.text().replace("\u200b", "")
    assert dialog.results.count() == 1
    number = office.services.cases.read_case(office.actors["supervisor"], late).number
    assert dialog.results.item(0).text().startswith(number)
    officers = {
        case: office.services.cases.read_case(office.actors["supervisor"], case).officer for case in waiting
    }
    assert set(officers.values()) == {office.actors["officer"].name}
    dialog.reject()


def test_receipts_are_one_document(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    for _ in range(2):
        take_in(office)
    page = show(qtbot, office, runner, feedback, "front")
    page.table.selectAll()
    assert page.selection is not None
    assert "assign" not in page.selection.buttons
    page.selection.buttons["receipt"].click()
    dialog = page.selection.dialog
    assert isinstance(dialog, BulkDialog)
    dialog.start()
    [shown] = page.window().findChildren(DocumentWindow)
    assert shown.preview.page_count() == 2
    shown.reject()


def test_it_can_be_stopped_between_two_cases(
    qtbot: QtBot, office: OfficeForTest, feedback: RecordingFeedback
) -> None:
    for _ in range(3):
        take_in(office)
    runner = TaskRunner()
    page = show(qtbot, office, runner, feedback, "front")
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    page.table.selectAll()
    assert page.selection is not None
    page.selection.print_files()
    dialog = page.selection.dialog
    assert isinstance(dialog, BulkDialog)
    dialog.start()
    assert dialog.close_button.text() == "หยุด"
    dialog.reject()
    qtbot.waitUntil(lambda: dialog.close_button.text() == "ปิด")
    assert dialog.results.count() > 0
    assert "สั่งหยุดก่อน" in dialog.results.item(dialog.results.count() - 1).text()
    for shown in page.window().findChildren(DocumentWindow):
        shown.reject()
    dialog.reject()
    qtbot.waitUntil(lambda: not runner.is_busy)
    runner.shutdown()


def test_a_supervisor_voids_from_the_menu_and_the_number_stays(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    page = show(qtbot, office, runner, feedback, "supervisor")
    bar = page.selection
    assert bar is not None
    page.table.selectAll()
    qtbot.waitUntil(lambda: len(bar.chosen()) == 1)
    assert "ยกเลิกเลขรับ" in offered(bar)
    bar.void()
    assert isinstance(bar.dialog, ActionDialog)
    type_text(bar.dialog.field("reason").editor.edit, "ออกเลขซ้ำ")  # type: ignore[attr-defined]
    bar.dialog.submit()
    assert page.model.row_at(0).status == "voided"
    assert "ยกเลิกเลขรับ" not in offered(bar)
    front = show(qtbot, office, runner, feedback, "front")
    front.table.selectAll()
    assert front.selection is not None
    assert "ยกเลิกเลขรับ" not in offered(front.selection)


def test_the_review_page_takes_several_too(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    for _ in range(2):
        bring_to(office, take_in(office), "assign")
    services = office.services
    page = ReviewPage(
        office.desk("supervisor", runner, feedback), services.review, services.casework, services.indicators,
        services.cases, services.accounts, bulk=services_of(office),
    )  # fmt: skip
    qtbot.addWidget(page)
    page.show()
    page.open()
    assert page.table.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection
    page.table.selectAll()
    assert page.selection is not None
    assert page.selection.label.text() == "เลือกไว้ 2 เรื่อง"


def test_agencies_to_be_asked_are_a_filter(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    case = take_in(office)
    take_in(office, subject="เรื่องอื่น")
    finish(office, case, "front", kind="complaint", within_authority=False, category="other", level="minor")
    finish(office, case, "front", agency="ศูนย์ดำรงธรรม", complainant_told="told")
    office.clock.advance(days=40)
    page = show(qtbot, office, runner, feedback, "front")
    page.filters.lateness.set_code("referral_due")
    assert page.filters.wanted() == RegisterFilter(lateness="referral_due")
    assert [page.model.row_at(row).id for row in range(page.model.rowCount())] == [case]
    page.open(filter=RegisterFilter())
    page.open(filter=RegisterFilter(follow_up="due"))
    assert page.filters.lateness.code() == "referral_due"
    assert page.model.rowCount() == 1
