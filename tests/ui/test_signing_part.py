"""Signing a month off on the reports' page: asked first, then shown as it was, with what changed since."""

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from models.moments import BANGKOK
from services.complaints.commands import ComplaintInput, RegisterComplaint
from services.documents.monthly import MonthlyRequest
from services.thai.dates import Month
from services.unit_of_work import new_command_id
from tests.ui.office import OfficeForTest
from ui.reports.document_window import DocumentWindow
from ui.reports.reports_page import ReportsPage
from ui.reports.signing_notice import SigningNotice
from ui.reports.signing_part import SignDialog

MARCH = Month(2026, 3)


def build(office: OfficeForTest, runner, feedback, qtbot, who: str = "supervisor") -> ReportsPage:
    found = office.services
    page = ReportsPage(office.desk(who, runner, feedback), found.documents, found.signing, found.making)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.open()
    return page


@pytest.fixture
def page(office, runner, feedback, qtbot):
    take_in(office, 5)
    return build(office, runner, feedback, qtbot)


def take_in(office: OfficeForTest, day: int) -> None:
    content = ComplaintInput(
        channel="walk_in",
        received_at=datetime(2026, 3, day, 9, 0, tzinfo=BANGKOK),
        name="สมปอง ทดสอบดี",
        detail="รอนานมาก",
    )
    office.services.intake.register_complaint(
        office.actors["supervisor"], RegisterComplaint(content=content), new_command_id()
    )


def opened(kind):
    found = [
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    ]
    assert len(found) == 1
    return found[0]


def click(qtbot, button) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_supervisor_signs_after_being_told_what_stays_and_what_is_doubtful(office, page, qtbot):
    part = page.signing_part
    assert part.chip.accessibleName() == "ยังไม่ได้รับรอง"
    page.memo_form.number.setText("77")
    part.sign_button.setFocus()
    click(qtbot, part.sign_button)
    dialog = opened(SignDialog)
    said = "".join(label.plain_text() for label in dialog.findChildren(type(part.text)))
    for text in ("รับรองแล้วยกเลิกไม่ได้", "ยังไม่จำแนก 1 เรื่อง", "ยังไม่กำหนดระดับ 1 เรื่อง"):
        assert text in said
    dialog.note.setText("แจ้งสมปอง ทดสอบดีแล้ว")
    dialog.submit()
    assert "โปรดเขียนโดยไม่ระบุตัวบุคคล" in dialog.field("note").error()
    assert dialog.note.text() == "แจ้งสมปอง ทดสอบดีแล้ว"
    dialog.note.setText("ตรวจทานแล้ว")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.note)
    qtbot.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert part.chip.accessibleName() == "รับรองแล้ว 10 เมษายน 2569"
    assert "ไม่มีรายการแก้ไขหลังรับรอง" in part.text.plain_text()
    assert page.focusWidget() is part.changes_button
    assert not part.sign_button.isVisible()
    assert not page.memo_form.isVisible()
    assert not page.as_of_field.isVisible()
    assert page.make_button.text() == "เปิดเอกสารที่รับรองแล้ว"
    assert not page.picker.names.itemIcon(2).isNull()
    assert page.picker.names.itemIcon(1).isNull()
    click(qtbot, page.make_button)
    kept = office.services.documents.make_monthly(office.actors["viewer"], MonthlyRequest(MARCH), "look")
    assert page.preview.page_count() > 0
    assert "77" in "".join(
        page.preview._document.text(0).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    )
    assert kept.signed is not None


def test_what_changed_since_is_counted_and_opened(office, page, runner, feedback, qtbot):
    click(qtbot, page.signing_part.sign_button)
    opened(SignDialog).submit()
    office.clock.set(office.clock.now() + timedelta(days=1))
    take_in(office, 20)
    viewer = build(office, runner, feedback, qtbot, "viewer")
    assert "มีรายการแก้ไขหลังรับรอง 1 รายการ" in viewer.signing_part.text.plain_text()
    click(qtbot, viewer.signing_part.changes_button)
    window = opened(DocumentWindow)
    text = "".join(window.preview._document.text(0).split())
    assert "เรื่องที่เพิ่มเข้าในเดือนที่รับรองแล้ว" in text
    window.close()


def test_who_may_not_sign_is_told_who_does_and_a_month_going_on_asks_nobody(
    office, page, runner, feedback, qtbot
):
    viewer = build(office, runner, feedback, qtbot, "viewer")
    assert not viewer.signing_part.sign_button.isVisible()
    assert "เป็นผู้รับรอง" in viewer.signing_part.text.plain_text()
    page.picker.set_month(Month(2026, 4))
    assert not page.signing_part.isVisible()


def test_the_first_page_reminds_of_last_month_until_it_is_signed(office, page, runner, feedback, qtbot):
    notice = SigningNotice(page._desk, office.services.signing.month_to_sign)
    qtbot.addWidget(notice)
    notice.refresh()
    assert "มีนาคม 2569" in notice.text()
    click(qtbot, notice.button)
    assert office.visited == [("reports", {"month": "2569-03"})]
    page.signing_part.ask_to_sign()
    opened(SignDialog).submit()
    notice.refresh()
    assert notice.isHidden()
