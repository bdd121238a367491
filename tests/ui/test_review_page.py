"""The review page: lists with counts, deciding beside the list, the two indicators."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from services.accounts.appointments import AppointmentInput
from services.complaints.commands import RespondentInput
from services.complaints.readers import MarkConfidential
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.case.dialogs import ActionDialog
from ui.case.step_card import StepCard
from ui.case.step_saver import StepSaver
from ui.review.review_page import ReviewPage
from ui.tasks import InlineTaskRunner


@pytest.fixture
def page(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> ReviewPage:
    services = office.services
    made = ReviewPage(
        office.desk("supervisor", runner, feedback),
        services.review,
        services.casework,
        services.indicators,
        services.cases,
        services.accounts,
    )
    qtbot.addWidget(made)
    made.resize(1020, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def label(page: ReviewPage, code: str) -> str:
    return page.lists.button(code).text()


def test_an_empty_office_has_no_percentages(page: ReviewPage) -> None:
    page.open()
    assert page.indicator1.figure.text() == "ไม่มีข้อร้องเรียนให้ประเมินผลในช่วงเวลานี้"
    assert page.indicator1.verdict.isHidden()
    assert "%" not in page.indicator2.figure.text()
    assert label(page, "to_assign") == "รอมอบหมาย  0"


def test_counts_and_indicators_stand_with_their_counts(office: OfficeForTest, page: ReviewPage) -> None:
    for step in ("closed", "review", "assign"):
        bring_to(office, take_in(office), step)
    page.open()
    assert [label(page, code) for code in ("to_assign", "to_approve")] == ["รอมอบหมาย  1", "รอพิจารณาผล  1"]
    assert page.indicator1.figure.text() == "ร้อยละ 33.33 (1 จาก 3 เรื่อง)"
    assert page.indicator1.verdict.text() == "ยังไม่บรรลุเป้าหมาย"
    assert page.indicator2.figure.text() == "ร้อยละ 100.00 (1 จาก 1 เรื่อง)"
    assert "ยังไม่ครบกำหนด 2 เรื่อง" in page.indicator2.beside.plain_text()
    assert "จำนวนเรื่องน้อย" in page.indicator2.beside.plain_text()


def test_the_verdict_follows_the_offices_own_target(office: OfficeForTest, page: ReviewPage) -> None:
    for step in ("closed", "assign"):
        bring_to(office, take_in(office), step)
    office.services.office.change_setting(
        office.actors["admin"], "indicator1_target_percent", 50, new_command_id()
    )
    page.open()
    assert page.indicator1.verdict.text() == "บรรลุเป้าหมาย"
    assert "ร้อยละ 50" in page.indicator1.beside.plain_text()


def test_assigning_from_the_list(qtbot: QtBot, office: OfficeForTest, page: ReviewPage) -> None:
    first, second = take_in(office), take_in(office)
    for case in (first, second):
        bring_to(office, case, "assign")
    page.open(list="to_assign")
    assert page.detail is not None
    assert page.detail.id == second
    form = page.panel.card.form
    combo = form.field("officer").editor
    combo.setFocus()
    type_text(combo.lineEdit(), "ตัวอย่าง")
    combo.completer().popup().hide()
    qtbot.keyClick(combo, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    office_case = office.services.cases.read_case(office.actors["supervisor"], second)
    assert office_case.officer == "นายตัวอย่าง ตั้งใจตรวจ"
    assert label(page, "to_assign") == "รอมอบหมาย  1"
    assert page.detail is not None
    assert page.detail.id == first
    assert page.table.hasFocus()


def test_returning_needs_a_comment_and_keeps_the_case_chosen(
    qtbot: QtBot, office: OfficeForTest, page: ReviewPage
) -> None:
    case = take_in(office)
    bring_to(office, case, "review")
    page.open(list="to_approve")
    form = page.panel.card.form
    qtbot.mouseClick(form.button("return"), Qt.MouseButton.LeftButton)
    assert form.field("comment").error() == "โปรดกรอกช่องนี้"
    type_text(form.field("comment").editor.edit, "ขอรายละเอียดเพิ่ม")
    assert form.field("comment").error() == ""
    qtbot.mouseClick(form.button("return"), Qt.MouseButton.LeftButton)
    read = office.services.cases.read_case(office.actors["supervisor"], case)
    assert read.step == "investigate"
    assert read.history[-1].data["answers"] == {"decision": "return", "comment": "ขอรายละเอียดเพิ่ม"}
    assert page.model.rowCount() == 0
    assert page.detail is None


def test_the_keyboard_alone_approves(qtbot: QtBot, office: OfficeForTest, page: ReviewPage) -> None:
    case = take_in(office)
    bring_to(office, case, "review")
    page.open(list="to_approve")
    form = page.panel.card.form
    form.field("comment").focus_editor()
    qtbot.keyClick(form.field("comment").editor.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.button("approve").hasFocus()
    qtbot.keyClick(form.button("approve"), Qt.Key.Key_Return)
    assert office.services.cases.read_case(office.actors["supervisor"], case).step == "inform"


def test_enter_opens_the_case(qtbot: QtBot, office: OfficeForTest, page: ReviewPage) -> None:
    case = take_in(office)
    bring_to(office, case, "assign")
    page.open()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert office.visited == [("case", {"complaint_id": case})]


def test_a_comment_survives_looking_at_another_case_and_refreshing(
    office: OfficeForTest, page: ReviewPage
) -> None:
    for _ in range(2):
        bring_to(office, take_in(office), "review")
    page.open(list="to_approve")
    form = page.panel.card.form
    type_text(form.field("comment").editor.edit, "ร่างความเห็น")
    page.refresh()
    assert form.field("comment").editor.text() == "ร่างความเห็น"
    page.table.selectRow(1)
    assert form.field("comment").editor.text() == ""
    page.table.selectRow(0)
    assert form.field("comment").editor.text() == "ร่างความเห็น"


def test_whoever_is_complained_about_finds_it_in_no_list(office: OfficeForTest, page: ReviewPage) -> None:
    boss = office.actors["supervisor"]
    case = take_in(office, respondents=(RespondentInput(person=boss.name, account_id=boss.account_id),))
    office.clock.advance(days=60)
    page.open(list="late")
    assert page.model.rowCount() == 0
    assert label(page, "late") == "เกินกำหนด  0"
    assert case


def test_every_control_has_a_name(office: OfficeForTest, page: ReviewPage) -> None:
    bring_to(office, take_in(office), "review")
    page.open(list="to_approve")
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def claims(qtbot: QtBot, page: ReviewPage, number: str, reason: str) -> ActionDialog:
    qtbot.mouseClick(page.claim.button, Qt.MouseButton.LeftButton)
    dialog = page.claim.dialog
    type_text(dialog.field("number").editor, number)
    type_text(dialog.field("reason").editor.edit, reason)
    dialog.submit()
    return dialog


def test_an_acting_supervisor_gets_into_a_confidential_case_by_its_number(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    services, officer = office.services, office.actors["officer"]
    case = take_in(office)
    number = services.cases.read_case(office.actors["supervisor"], case).number
    mark = MarkConfidential(complaint_id=case, version=1, confidential=True, reason="กล่าวหา")
    services.readers.mark_confidential(office.actors["supervisor"], mark, new_command_id())
    today = office.clock.now().date()
    acting = AppointmentInput(account_id=officer.account_id, first_day=today, last_day=today)
    services.appointments.appoint_acting(office.actors["admin"], acting, new_command_id())
    page = ReviewPage(
        office.desk("officer", runner, feedback),
        services.review,
        services.casework,
        services.indicators,
        services.cases,
        services.accounts,
        readers=services.readers,
    )
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open()
    wrong = claims(qtbot, page, "999/2569", "ผู้มีสิทธิดูลา")
    assert "ไม่พบ" in wrong.banner.text()
    assert wrong.field("reason").editor.text() == "ผู้มีสิทธิดูลา"  # nothing typed is lost
    assert office.visited == []
    wrong.reject()
    claims(qtbot, page, number, "ผู้มีสิทธิดูลา")
    assert office.visited == [("case", {"complaint_id": case})]
    assert services.cases.read_case(officer, case).history[-1].kind == "reader_claimed"


def test_an_accusation_seen_at_screening_is_said_beside_the_category_and_nothing_is_lost(
    office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    case = take_in(office, identity="anonymous", name="")
    services = office.services
    desk = office.desk("officer", runner, feedback)
    card = StepCard()
    qtbot.addWidget(card)
    shown = services.cases.read_case(office.actors["officer"], case)
    StepSaver(desk, services.casework, card, lambda: shown, lambda _case: None, lambda: None)
    card.show_case(shown, office.facts(), (), office.clock.now().date())
    form = card.form
    given = {"kind": "complaint", "category": "conduct", "level": "minor"}
    for name, code in given.items():
        form.field(name).editor.set_code(code)
    form.field("within_authority").editor.set_code("yes")
    form.submit()
    assert "บัตรสนเท่ห์" in form.field("category").error()
    assert {name: form.field(name).editor.code() for name in given} == given
    assert services.cases.read_case(office.actors["officer"], case) == shown
