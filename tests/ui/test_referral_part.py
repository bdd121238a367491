"""Passing a case on, asking the agency, and what it answered, on the case's page."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import finish, take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.case.case_page import CasePage
from ui.case.referral_part import ReferralPart
from ui.tasks import InlineTaskRunner
from ui.widgets.labels import StatusChip

AGENCY = "ศูนย์ดำรงธรรมจังหวัดลำปาง"


class Room:
    def __init__(
        self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
    ) -> None:
        self.qtbot, self.office, self.runner, self.feedback = qtbot, office, runner, feedback

    def page(self, case: int, who: str = "front") -> tuple[CasePage, ReferralPart]:
        services = self.office.services
        desk = self.office.desk(who, self.runner, self.feedback)
        part = ReferralPart(desk, services.referrals)
        page = CasePage(
            desk, services.cases, services.casework, services.deadlines, services.intake, services.accounts,
            lambda _case: None, lambda _case: None, parts=(part,),
        )  # fmt: skip
        self.qtbot.addWidget(page)
        page.resize(1100, 700)
        with self.qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.open(complaint_id=case)
        return page, part

    def referred(self, **content: object) -> int:
        case = take_in(self.office, **content)
        finish(
            self.office,
            case,
            "front",
            kind="complaint",
            within_authority=False,
            category="other",
            level="minor",
        )
        finish(self.office, case, "front", agency=AGENCY, complainant_told="told")
        return case


@pytest.fixture
def room(qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback) -> Room:
    return Room(qtbot, office, runner, feedback)


def said(part: ReferralPart) -> str:
    inside = part.widget()
    labels: list[QWidget] = [*inside.findChildren(QLabel), *inside.findChildren(StatusChip)]
    shown = [label for label in labels if label.isVisibleTo(inside)]
    return "\n".join(label.text().replace("\u200b", "") for label in shown)  # type: ignore[attr-defined]


def test_what_was_passed_on_shows_its_day_and_its_lateness(room: Room) -> None:
    case = room.referred()
    page, part = room.page(case)
    assert part.count() == 1
    assert AGENCY in said(part)
    assert "7 พฤษภาคม 2569" in said(part)
    assert "แจ้งผู้ร้องเรียนเมื่อ" in said(part)
    room.office.clock.advance(days=31)
    page.refresh()
    assert "เกินวันติดตาม 2 วันทำการ" in said(part)


def test_asking_by_keyboard_moves_the_day(room: Room) -> None:
    case = room.referred()
    page, part = room.page(case)
    [row] = part._read.rows
    part.buttons[row.id, "follow_up"].click()
    dialog = part.dialog
    assert dialog is not None
    dialog.submit()
    assert dialog.field("way").error()
    dialog.field("way").editor.set_code("phone")  # type: ignore[attr-defined]
    type_text(dialog.field("text").editor.edit, "อยู่ระหว่างตรวจสอบ")  # type: ignore[attr-defined]
    dialog.field("next_on").editor.setText("31/2/2569")  # type: ignore[attr-defined]
    dialog.submit()
    assert dialog.field("next_on").error()
    assert dialog.isVisible()
    dialog.field("next_on").editor.setText("20/4/2569")  # type: ignore[attr-defined]
    room.qtbot.waitUntil(dialog.isActiveWindow)
    edit = dialog.field("text").editor.edit  # type: ignore[attr-defined]
    edit.setFocus()
    room.qtbot.keyClick(edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "ติดตามแล้ว 1 ครั้ง" in said(part)
    assert "20 เมษายน 2569" in said(part)
    assert page.sections.history.entries()[0].title == f"ติดตามผลจาก{AGENCY}"


def test_a_second_agency_offers_those_used_before_and_warns_of_the_hidden(room: Room) -> None:
    case = room.referred(identity="hidden")
    page, part = room.page(case)
    page.menu_actions["refer_case"].trigger()
    dialog = part.dialog
    assert dialog is not None
    texts = "".join(label.text().replace("\u200b", "") for label in dialog.findChildren(QLabel))
    assert "โปรดอย่าระบุชื่อ" in texts
    line = dialog.field("agency").editor
    completer = line.completer()  # type: ignore[attr-defined]
    assert completer.model().index(0, 0).data() == AGENCY
    dialog.submit()
    assert dialog.field("agency").error() == "โปรดกรอกช่องนี้"
    type_text(line, "สำนักงานสรรพากรพื้นที่")
    dialog.submit()
    assert part.count() == 2
    assert "บันทึกการส่งต่อแล้ว" in room.feedback.said


def test_an_answer_goes_on_to_the_next_step(room: Room) -> None:
    case = room.referred()
    page, part = room.page(case)
    part.buttons[part._read.rows[0].id, "answer"].click()
    dialog = part.dialog
    assert dialog is not None
    type_text(dialog.field("answer").editor.edit, "ดำเนินการแล้ว")  # type: ignore[attr-defined]
    dialog.submit()
    assert page.detail is not None
    assert page.detail.step == "close"
    assert "ได้รับคำตอบแล้ว" in said(part)
    assert part.buttons == {}


def test_a_change_of_day_and_an_end_ask_why(room: Room) -> None:
    _page, part = room.page(room.referred())
    row = part._read.rows[0]
    part.buttons[row.id, "change_day"].click()
    assert part.dialog is not None
    part.dialog.field("next_on").editor.set_date(date(2026, 5, 20))  # type: ignore[attr-defined]
    part.dialog.submit()
    assert part.dialog.field("reason").error()
    type_text(part.dialog.field("reason").editor.edit, "หน่วยงานขอเวลา")  # type: ignore[attr-defined]
    part.dialog.submit()
    assert "20 พฤษภาคม 2569" in said(part)
    part.buttons[row.id, "end"].click()
    type_text(part.dialog.field("reason").editor.edit, "ส่งผิดหน่วยงาน")  # type: ignore[attr-defined]
    part.dialog.submit()
    assert "สิ้นสุดการติดตาม" in said(part)


def test_a_viewer_sees_and_does_nothing(room: Room) -> None:
    page, part = room.page(room.referred(), "viewer")
    assert AGENCY in said(part)
    assert part.buttons == {}
    assert not page.menu_actions["refer_case"].isVisible()
