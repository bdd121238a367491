"""The page of monthly reports, as a person uses it: month, figures, memo, paper."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from models.complaints import ReportRecord
from models.moments import BANGKOK
from services.complaints.commands import ComplaintInput, RegisterComplaint
from services.documents.printing import Documents
from services.thai.dates import Month
from services.unit_of_work import new_command_id
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.reports.reports_page import ReportsPage

MARCH = Month(2026, 3)


@pytest.fixture
def page(office, runner, feedback, qtbot):
    return build(office, runner, feedback, qtbot)


def build(office: OfficeForTest, runner, feedback, qtbot, who: str = "supervisor") -> ReportsPage:
    found = office.services
    documents = Documents(found.units, found.facts, found.cases, found.indicators)
    page = ReportsPage(office.desk(who, runner, feedback), documents, found.signing, found.making)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


def take_in(office: OfficeForTest, day: int, month: int, **content) -> int:
    received = datetime(2026, month, day, 9, 0, tzinfo=BANGKOK)
    told = {"channel": "walk_in", "received_at": received, "name": "สมปอง ทดสอบดี", "detail": "รอนานมาก"}
    done = office.services.intake.register_complaint(
        office.actors["supervisor"],
        RegisterComplaint(content=ComplaintInput(**(told | content))),
        new_command_id(),
    )
    return done.complaint_id


def records(office: OfficeForTest) -> list[ReportRecord]:
    with office.services.store.reading() as session:
        return list(session.scalars(select(ReportRecord)))


def paper_text(page: ReportsPage) -> str:
    document = page.preview._document
    return "".join("".join(document.text(number).split()) for number in range(len(document)))


def click(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_it_opens_on_the_month_that_has_just_ended(office, page):
    take_in(office, 5, 3)
    page.open()
    assert page.picker.month() == MARCH
    assert page.figures_panel.said("received", "month") == "1"
    assert page.figures_panel.said("carried_out", "year") == "1"
    assert page.figures_panel.said("indicator1", "month") == "ร้อยละ 0.00 (0 จาก 1 เรื่อง)"
    assert "ประจำเดือนมีนาคม ๒๕๖๙" in page.memo_form.subject.text()
    assert "รับใหม่ จำนวน ๑ เรื่อง" in page.memo_form.body.text()


def test_what_is_typed_into_the_memo_is_printed_as_typed_and_once(office, page, qtbot):
    take_in(office, 5, 3)
    page.open()
    qtbot.keyClicks(page.memo_form.number, "12")
    type_text(page.memo_form.date, "2 เมษายน 2569")
    assert page.is_unkept()
    page.memo_form.body.edit.setPlainText("ย่อหน้าที่แก้ไขเอง\n\nจึงเรียนมาเพื่อโปรดทราบ")
    click(qtbot, page.make_button)
    assert not page.is_unkept()
    said = paper_text(page)
    assert "ย่อหน้าที่แก้ไขเอง" in said
    assert "๒เมษายน๒๕๖๙" in said
    assert "PMQA" not in said
    assert len(records(office)) == 1
    assert page.preview.isVisible()


def test_keyboard_alone_makes_the_report_and_goes_back(office, page, qtbot):
    take_in(office, 5, 3)
    page.open()
    page.memo_form.number.setFocus()
    qtbot.keyClick(page.memo_form.number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.preview.page_count() >= 3
    qtbot.keyClick(page.preview, Qt.Key.Key_Escape)
    assert page.make_button.isVisible()
    assert page.paper_button.isVisible()
    click(qtbot, page.paper_button)
    assert page.preview.isVisible()


def test_a_zero_month_says_so_and_offers_the_record(office, page, qtbot):
    page.open(month="2569-02")
    assert page.figures_panel.zero_label.isVisible()
    assert page.figures_panel.zero_label.text() == "ไม่มีข้อร้องเรียน"
    assert page.make_button.text() == "จัดทำบันทึกข้อมูลประจำเดือน"
    assert not page.memo_form.include.isChecked()
    click(qtbot, page.make_button)
    said = paper_text(page)
    assert "บันทึกข้อมูลประจำเดือน(กรณีไม่มีข้อร้องเรียน)" in said
    assert "บันทึกข้อความ" not in said
    assert [record.zero for record in records(office)] == [True]


def test_a_memo_for_a_zero_month_is_printed_when_ticked(office, page, qtbot):
    page.open(month="2569-02")
    page.memo_form.include.setChecked(True)
    click(qtbot, page.make_button)
    assert "บันทึกข้อความ" in paper_text(page)


def test_a_month_ahead_is_refused_in_a_sentence(office, page):
    page.open()
    page.picker.set_month(Month(2027, 1))
    assert "ยังไม่ถึงเดือนที่ขอรายงาน" in page.banner.text()
    assert not page.make_button.isEnabled()
    assert not page.figures_panel.isVisible()
    page.picker.set_month(MARCH)
    assert page.banner.text() == ""
    assert page.make_button.isEnabled()


def test_typed_words_stay_with_their_month(office, page):
    take_in(office, 5, 3)
    page.open()
    page.memo_form.body.edit.setPlainText("ข้อความของเดือนมีนาคม")
    page.picker.set_month(Month(2026, 2))
    assert "มีนาคม" not in page.memo_form.body.text()
    page.picker.set_month(MARCH)
    assert page.memo_form.body.text() == "ข้อความของเดือนมีนาคม"
    page.refresh()
    assert page.memo_form.body.text() == "ข้อความของเดือนมีนาคม"
    page.memo_form.restore_button.click()
    assert "จึงเรียนมาเพื่อโปรดทราบ" in page.memo_form.body.text()


def test_number_and_date_belong_to_one_month(office, page, qtbot):
    page.open()
    qtbot.keyClicks(page.memo_form.number, "12")
    page.picker.set_month(Month(2026, 2))
    assert page.memo_form.number.text() == ""
    page.picker.set_month(MARCH)
    assert page.memo_form.number.text() == "12"


def test_another_addressee_stays_when_figures_are_read_again(office, page):
    take_in(office, 5, 3)
    page.open()
    page.memo_form.addressee.setText("อธิบดีกรมบัญชีกลาง")
    page.refresh()
    assert page.memo_form.addressee.text() == "อธิบดีกรมบัญชีกลาง"


def test_a_change_takes_the_old_paper_away(office, page, qtbot):
    take_in(office, 5, 3)
    page.open()
    click(qtbot, page.make_button)
    page.show_form()
    qtbot.keyClicks(page.memo_form.number, "7")
    assert page.preview.page_count() == 0
    assert not page.paper_button.isVisible()


def test_a_cut_off_before_the_months_end_is_refused_beside_the_field(office, page, qtbot):
    page.open()
    qtbot.keyClicks(page.as_of.edit, "5/3/69")
    assert page.as_of_field.error()
    assert not page.make_button.isEnabled()
    page.as_of.set_date(None)
    assert not page.as_of_field.error()
    assert page.make_button.isEnabled()


def test_an_unreadable_cut_off_stays_typed_and_makes_nothing(office, page, qtbot):
    page.open()
    page.as_of.setText("31 ก.พ. 2569")
    page.as_of.editingFinished.emit()
    assert page.as_of_field.error()
    click(qtbot, page.make_button)
    assert not records(office)
    assert page.as_of.text() == "31 ก.พ. 2569"


def test_a_later_cut_off_is_said(office, page):
    take_in(office, 5, 3)
    page.open()
    page.as_of.set_date(datetime(2026, 4, 8).date())  # noqa: DTZ001 - a day, no moment
    assert "8 เมษายน 2569" in page.figures_panel.note.plain_text()


def test_every_number_opens_its_cases_by_keyboard(office, page, qtbot):
    case = take_in(office, 5, 3)
    page.open()
    link = page.figures_panel.links["indicator1.denominator", "year"]
    assert link.accessibleName() == "ตัวหารของตัวชี้วัดที่ 1 แก้ไขจนเป็นที่ยุติ ปีงบประมาณ 2569 ถึงเดือนมีนาคม 2569 1"
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    place, params = office.visited[-1]
    assert place == "register"
    assert (params["figure"].ids, params["figure"].page) == ((case,), "reports")
    assert not page.figures_panel.links["movement.closed", "month"].isEnabled()
    page.refresh()
    qtbot.waitUntil(page.figures_panel.links["indicator1.denominator", "year"].hasFocus)


def test_a_viewer_sees_and_prints_the_same_figures(office, runner, feedback, qtbot):
    take_in(office, 5, 3, confidential=True)
    page = build(office, runner, feedback, qtbot, "viewer")
    page.open()
    assert page.figures_panel.said("received", "month") == "1"
    click(qtbot, page.make_button)
    assert "รับใหม่จำนวน๑เรื่อง" in paper_text(page)
