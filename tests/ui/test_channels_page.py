"""The channels page, the rounds in the settings, and finds on their way to a complaint: by keyboard."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.channels.commands import RecordInspection
from services.complaints.commands import OpenBox
from services.complaints.register import RegisterFilter
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import OfficeForTest, make_office
from tests.ui.test_named_widgets import nameless
from ui.case.dialogs import ActionDialog
from ui.channels.channels_page import ChannelsPage
from ui.channels.dialogs import RecordDialog
from ui.channels.models import ChannelsModel, HistoryModel, WaitingModel
from ui.intake.beside import Beside
from ui.intake.entry import Find
from ui.intake.intake_page import IntakePage
from ui.settings.inspections_section import InspectionsSection, RoundDialog
from ui.tasks import InlineTaskRunner
from ui.widgets.text_area import TextArea

OPENERS = "นางสมมติ เปิดกล่อง, นักวิชาการคลัง\nนายตัวอย่าง นับใบ, เจ้าพนักงานการคลัง"


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


class Place:
    """Open the page as somebody, and remember the papers shown."""

    def __init__(self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner) -> None:
        self.qtbot, self.office, self.runner = qtbot, office, runner
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.feedback = RecordingFeedback(self.holder)
        self.papers: list[str] = []
        self.pages: list[QWidget] = []  # a page that nobody holds goes with its model

    def page(self, who: str = "front", **asked: str) -> ChannelsPage:
        services = self.office.services
        page = ChannelsPage(
            self.office.desk(who, self.runner, self.feedback),
            services.inspections,
            services.papers,
            lambda content, title: self.papers.append(f"{title} {content[:5].decode()}"),
        )
        self.show(page)
        page.open(**asked)
        return page

    def show(self, page: QWidget) -> None:
        self.pages.append(page)
        self.qtbot.addWidget(page)
        page.resize(1060, 640)
        with self.qtbot.waitActive(page):
            page.show()
            page.activateWindow()

    def dialog(self) -> QDialog:
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found


@pytest.fixture
def place(qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner) -> Place:
    return Place(qtbot, office, runner)


def look(office: OfficeForTest, channel: str, found: int) -> int:
    command = RecordInspection(channel=channel, found=found)
    return office.services.inspections.record_inspection(office.actors["front"], command, new_command_id())


def open_box(office: OfficeForTest, found: int) -> int:
    command = OpenBox(opened_at=office.clock.now(), openers=OPENERS, found=found)
    return office.services.intake.open_box(office.actors["front"], command, new_command_id())


def give_reason(dialog: ActionDialog, text: str) -> None:
    for area in dialog.findChildren(TextArea):
        area.setText(text)


# --- today


def test_one_key_records_all_that_is_due(place: Place, qtbot: QtBot) -> None:
    page = place.page()
    today = page.today
    assert "ต้องตรวจ 8 ช่องทาง" in today.summary.plain_text()
    assert today.model.index(0, 0).data() == "ต้องตรวจวันนี้"
    assert today.waiting_empty.isVisible()
    qtbot.keyClick(today.table, Qt.Key.Key_F9)
    assert "ตรวจครบทุกช่องทางแล้ว" in today.summary.plain_text()
    assert today.model.index(0, 0).data() == "ตรวจแล้ว"
    assert today.model.index(0, 3).data().endswith("ไม่พบ")
    assert not today.all_button.isEnabled()
    assert "8 ช่องทาง" in place.feedback.said[-1]
    assert not nameless(page)


def test_one_channel_by_its_row(place: Place, qtbot: QtBot) -> None:
    today = place.page(show="due").today
    assert today.model.rowCount() == 8
    first = today.model.row_at(0)
    qtbot.keyClick(today.table, Qt.Key.Key_F8)
    assert today.model.rowCount() == 7
    assert first.channel not in {today.model.row_at(row).channel for row in range(7)}


def test_what_was_found_is_asked_and_goes_on_to_intake(place: Place, qtbot: QtBot) -> None:
    today = place.page(show="due").today
    qtbot.keyClick(today.table, Qt.Key.Key_Down)
    row = today.model.row_at(1)
    qtbot.keyClick(today.table, Qt.Key.Key_Return)
    dialog = place.dialog()
    assert isinstance(dialog, RecordDialog)
    dialog.found.setText("สาม")
    dialog.save()
    assert "0 ถึง 999" in dialog.fields["found"].error()
    assert dialog.found.text() == "สาม"
    dialog.day.setText("11 เม.ย. 2569")
    dialog.found.setText("๓")
    dialog.note.setText("อีเมลสามฉบับ")
    dialog.save()
    assert "ยังมาไม่ถึง" in dialog.fields["inspected_at"].error()
    assert dialog.note.text() == "อีเมลสามฉบับ"
    dialog.day.setText("10 เม.ย. 2569")
    dialog.save()
    key, params = place.office.visited[-1]
    assert (key, params["channel"]) == ("intake_general", row.channel)
    assert (params["find"].number, params["find"].total) == (1, 3)
    assert today.waiting_model.index(0, 3).data() == "รับเข้าแล้ว 0 จาก 3"


def test_the_box_is_opened_and_not_ticked_off(place: Place, qtbot: QtBot) -> None:
    place.office.clock.advance(days=10)  # a Monday: the box is due too
    today = place.page(show="due").today
    codes = [today.model.row_at(row).channel for row in range(today.model.rowCount())]
    today.table.setCurrentIndex(today.model.index(codes.index("suggestion_box"), 0))
    for key in (Qt.Key.Key_F8, Qt.Key.Key_Return):
        qtbot.keyClick(today.table, key)
        assert place.office.visited.pop() == ("intake_box", {})
    qtbot.keyClick(today.table, Qt.Key.Key_F9)
    assert [today.model.row_at(row).channel for row in range(today.model.rowCount())] == ["suggestion_box"]


def test_an_overdue_channel_and_a_late_find_say_so_in_words(place: Place) -> None:
    look(place.office, "email", 2)
    place.office.clock.advance(days=10)
    today = place.page().today
    assert "ค้างตรวจ" in today.summary.plain_text()
    states = [today.model.index(row, 0).data() for row in range(today.model.rowCount())]
    assert "ค้างตรวจ 2 วันทำการ" in states
    assert today.waiting_model.index(0, 0).data() == "ช้า 2 วันทำการ (กำหนด 16 เม.ย. 2569)"


def test_finds_go_on_to_intake_or_are_set_aside(place: Place, qtbot: QtBot) -> None:
    look(place.office, "email", 2)
    opening = open_box(place.office, 2)
    today = place.page(show="waiting").today
    assert QApplication.focusWidget() is today.waiting
    qtbot.keyClick(today.waiting, Qt.Key.Key_Return)
    assert place.office.visited[-1][0] == "intake_general"
    today.waiting.setCurrentIndex(today.waiting_model.index(1, 0))
    qtbot.keyClick(today.waiting, Qt.Key.Key_Return)
    key, params = place.office.visited[-1]
    assert (key, params["run"].opening_id, params["run"].number) == ("intake_box", opening, 1)
    today.waiting.setCurrentIndex(today.waiting_model.index(0, 0))
    today.aside_button.click()
    dialog = place.dialog()
    assert isinstance(dialog, ActionDialog)
    dialog.submit()
    assert dialog.field("reason").error()
    give_reason(dialog, "จดหมายโฆษณา")
    dialog.submit()
    assert today.waiting_model.rowCount() == 1


def test_who_only_reads_records_nothing(place: Place, qtbot: QtBot) -> None:
    today = place.page("viewer").today
    assert not today.all_button.isVisible()
    qtbot.keyClick(today.table, Qt.Key.Key_F9)
    qtbot.keyClick(today.table, Qt.Key.Key_Return)
    assert QApplication.activeModalWidget() is None
    assert "ต้องตรวจ 8 ช่องทาง" in today.summary.plain_text()


# --- the history and the papers


def test_the_history_strikes_out_and_prints(place: Place) -> None:
    empty = place.page(view="history").history
    assert empty.model.rowCount() == 0
    assert "การตรวจวันนี้" in empty.table._empty_text
    look(place.office, "email", 0)
    open_box(place.office, 0)
    page = place.page(view="history")
    history = page.history
    assert history.model.rowCount() == 2
    history.print_month()
    history.table.setCurrentIndex(history.model.index(0, 0))
    assert history.record_button.isEnabled()
    history.print_record()
    assert place.papers == [
        "ทะเบียนการตรวจช่องทาง เมษายน 2569 %PDF-",
        "บันทึกการเปิดกล่อง 1/2569 %PDF-",
    ]
    history.table.setCurrentIndex(history.model.index(1, 0))
    assert not history.record_button.isEnabled()
    history.ask_void()
    dialog = place.dialog()
    assert isinstance(dialog, ActionDialog)
    give_reason(dialog, "กดผิดช่องทาง")
    dialog.submit()
    assert history.model.index(1, 5).data() == "ยกเลิก: กดผิดช่องทาง"
    assert "1 ครั้ง" in history.summary.plain_text()
    assert not nameless(page)


def test_every_form_opens_in_the_preview(place: Place, qtbot: QtBot) -> None:
    page = place.page("viewer", view="papers")
    assert QApplication.focusWidget() is page.papers.buttons["blank-intake"]
    for button in page.papers.buttons.values():
        button.setFocus()
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(place.papers) == 4
    assert all(paper.endswith("%PDF-") for paper in place.papers)
    assert not nameless(page)


def test_the_models_keep_qts_rules(qtmodeltester: ModelTester, office: OfficeForTest) -> None:
    look(office, "email", 2)
    open_box(office, 0)
    inspections, front = office.services.inspections, office.actors["front"]
    today = office.clock.now().date()
    for model, rows in (
        (ChannelsModel(), inspections.list_due(front)),
        (WaitingModel(), inspections.list_waiting(front)),
        (HistoryModel(), inspections.list_inspections(front, today, today)),
    ):
        model.set_rows(rows)  # type: ignore[attr-defined]
        assert model.rowCount() > 0
        qtmodeltester.check(model)


# --- the settings


def test_a_round_is_changed_and_goes_back(place: Place) -> None:
    section = InspectionsSection(
        place.office.desk("supervisor", place.runner, place.feedback), place.office.services.inspections
    )
    place.show(section)
    section.load()
    codes = [section.model.row_at(row).channel for row in range(section.model.rowCount())]
    box = codes.index("suggestion_box")
    section.table.setCurrentIndex(section.model.index(box, 0))
    assert not section.default_button.isEnabled()
    section.change()
    dialog = place.dialog()
    assert isinstance(dialog, RoundDialog)
    assert dialog.fields["weekday"].isVisible()
    dialog.days.setText("หลายวัน")
    dialog.save()
    assert "0 ถึง 30" in dialog.fields["take_in_days"].error()
    dialog.weekday.set_code("5")
    dialog.days.setText("๓")
    dialog.save()
    assert section.model.index(box, 1).data() == "ทุกวันศุกร์"
    assert section.model.index(box, 2).data() == "3"
    section.restore()
    assert section.model.index(box, 1).data() == "ทุกวันจันทร์"
    assert section.model.index(box, 3).data() == "ค่าเริ่มต้นของโปรแกรม"


def test_a_round_without_weekday_hides_it(place: Place) -> None:
    section = InspectionsSection(
        place.office.desk("admin", place.runner, place.feedback), place.office.services.inspections
    )
    place.show(section)
    section.load()
    section.change()
    dialog = place.dialog()
    assert isinstance(dialog, RoundDialog)
    assert not dialog.fields["weekday"].isVisible()
    dialog.frequency.set_code("monthly")
    dialog.save()
    assert section.model.index(0, 1).data() == "ทุกเดือน"


# --- at the intake form


def intake(place: Place, form: str) -> tuple[IntakePage, list[tuple[str, int]]]:
    printed: list[tuple[str, int]] = []
    services = place.office.services
    page = IntakePage(
        place.office.desk("front", place.runner, place.feedback),
        services.intake,
        services.drafts,
        services.accounts,
        lambda _case: None,
        lambda _case: "",
        form,
        Beside(services.inspections, lambda paper, of: printed.append((paper, of))),
    )
    place.show(page)
    return page, printed


def test_finds_are_taken_in_one_after_another(place: Place) -> None:
    office = place.office
    inspection = look(office, "email", 2)
    page, _printed = intake(place, "general")
    page.open()
    page.form.story.detail.setText("เรื่องที่กรอกค้างไว้")
    page.open(channel="email", find=Find(inspection, "e-mail", 1, 2))
    (kept,) = office.services.drafts.list_drafts(office.actors["front"])
    assert kept.content["fields"]["detail"] == "เรื่องที่กรอกค้างไว้"
    assert page.bar.slip.text() == "จากการตรวจe-mail รับเข้าแล้ว 0 จาก 2"
    assert page.form.received.channel.code() == "email"
    for number in (1, 2):
        page.form.story.detail.setText(f"อีเมลฉบับที่ {number}")
        page.form.complainant.editors["name"].setText("นางสมมติ ตัวอย่าง")  # type: ignore[attr-defined]
        page.save()
        assert page.saved_panel.isVisible(), page.banner.text()
        row = office.services.inspections.read_inspection(office.actors["front"], inspection)
        assert row.taken_in == number
        page.saved_panel.next_button.click()
    assert not page.bar.slip.isVisible()
    assert office.services.inspections.list_waiting(office.actors["front"]) == []


def test_a_find_put_aside_is_taken_up_with_its_inspection(place: Place) -> None:
    office = place.office
    inspection = look(office, "email", 1)
    page, _printed = intake(place, "general")
    page.open(channel="email", find=Find(inspection, "e-mail", 1, 1))
    page.form.story.detail.setText("อีเมล")
    page.may_leave()
    (draft,) = office.services.drafts.list_drafts(office.actors["front"])
    assert draft.title.startswith("จากการตรวจ")
    again, _printed = intake(place, "general")
    again.open(draft_id=draft.id)
    again.form.complainant.editors["name"].setText("นางสมมติ ตัวอย่าง")  # type: ignore[attr-defined]
    again.save()
    row = office.services.inspections.read_inspection(office.actors["front"], inspection)
    assert row.taken_in == 1


def test_a_slip_passed_over_waits_no_longer(place: Place) -> None:
    office = place.office
    page, printed = intake(place, "box")
    page.open()
    page.opening.openers.setText(OPENERS)
    page.opening.found.setText("2")
    page.opening.in_order.set_code("no")
    page.save()
    assert "โปรดกรอก" in page.opening.fields["condition"].error()
    page.opening.part.editors["condition"].setText("ผนึกขาด")  # type: ignore[attr-defined]
    page.opening.part.editors["seal_after"].setText("๐๐๑๒๔")  # type: ignore[attr-defined]
    page.opening.sealed_time.setText("9.00")
    page.save()
    assert "ต้องไม่ก่อนเวลาเปิดกล่อง" in page.opening.fields["sealed_time"].error()
    page.opening.sealed_time.setText("10.50")
    page.save()
    page.form.story.detail.setText("ขอเก้าอี้เพิ่ม")
    page.save()
    page._skip_slip()
    assert page.saved_panel.record_button.isVisible()
    page.saved_panel.record_button.click()
    (row,) = office.services.inspections.list_inspections(
        office.actors["front"], office.clock.now().date(), office.clock.now().date()
    )
    assert printed == [("box_record", row.opening_id)]
    assert (row.taken_in, row.set_aside, row.waiting) == (1, 1, 0)
    (case,) = office.services.register.list_complaints(office.actors["front"], RegisterFilter())
    assert case.received_at.date() == office.clock.now().date()


def test_a_statement_is_printed_right_after_intake(place: Place) -> None:
    page, printed = intake(place, "walk_in")
    page.open()
    page.form.story.detail.setText("รอนาน")
    page.form.complainant.editors["name"].setText("นางสมมติ ตัวอย่าง")  # type: ignore[attr-defined]
    page.save()
    assert page.saved_panel.statement_button.isVisible(), page.banner.text()
    page.saved_panel.statement_button.click()
    (row,) = place.office.services.register.list_complaints(place.office.actors["front"], RegisterFilter())
    assert printed == [("statement", row.id)]
