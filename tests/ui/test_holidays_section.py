"""The holiday table in the settings: what a change moves is seen before, and moved only when asked."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.office import OfficeForTest
from ui.settings.due_moves_dialog import DueMovesDialog
from ui.settings.holiday_dialog import HolidayDialog
from ui.settings.holidays_section import HolidaysSection
from ui.tasks import InlineTaskRunner


@pytest.fixture
def section(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> HolidaysSection:
    services = office.services
    shown = HolidaysSection(office.desk("admin", runner, feedback), services.office, services.holidays)
    qtbot.addWidget(shown)
    shown.resize(1016, 640)
    shown.show()
    shown.load()
    return shown


def dialog_of(kind: type[QDialog]) -> Any:
    return next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    )


def due(office: OfficeForTest, case: int) -> date:
    return office.services.cases.read_case(office.actors["supervisor"], case).due_date


def begin(section: HolidaysSection, day: str) -> HolidayDialog:
    """Fill the dialog for a special day and press save."""
    section.add_button.click()
    dialog: HolidayDialog = dialog_of(HolidayDialog)
    dialog.day.setText(day)
    dialog.name.setText("วันหยุดราชการเพิ่มเป็นกรณีพิเศษ")
    dialog.source.setText("มติคณะรัฐมนตรี")
    dialog.save()
    return dialog


def test_what_moves_is_shown_before_and_moved_when_asked(
    section: HolidaysSection, office: OfficeForTest, qtmodeltester: ModelTester
) -> None:
    case = take_in(office)  # due on 7 May
    begin(section, "20/4/69")
    asked: DueMovesDialog = dialog_of(DueMovesDialog)
    assert due(office, case) == date(2026, 5, 7)
    assert "1 เรื่อง รวม 1 กำหนด" in asked.counts.plain_text()
    model = asked.table.model()
    qtmodeltester.check(model)
    assert [model.index(0, column).data() for column in range(4)] == [
        "1/2569", "ยุติเรื่อง", "วันพฤหัสบดีที่ 7 พฤษภาคม 2569", "วันศุกร์ที่ 8 พฤษภาคม 2569",
    ]  # fmt: skip
    assert asked.reason.text() == "มติคณะรัฐมนตรี"
    asked.reason.setText(" ")
    asked.move_button.click()
    assert asked.reason_field.error() == "โปรดกรอกช่องนี้"
    asked.reason.setText("มติคณะรัฐมนตรี วันที่ 9 เมษายน 2569")
    asked.move_button.click()
    assert due(office, case) == date(2026, 5, 8)
    shown = [section.model.row_at(row).day for row in range(section.model.rowCount())]
    assert date(2026, 4, 20) in shown


def test_the_day_is_kept_and_the_dates_stay_when_asked(
    section: HolidaysSection, office: OfficeForTest
) -> None:
    case = take_in(office)
    begin(section, "20/4/69")
    dialog_of(DueMovesDialog).keep_button.click()
    assert due(office, case) == date(2026, 5, 7)
    assert not office.facts().counting.calendar.is_working_day(date(2026, 4, 20))


def test_turning_back_saves_nothing_and_loses_nothing_typed(
    qtbot: QtBot, section: HolidaysSection, office: OfficeForTest
) -> None:
    take_in(office)
    dialog = begin(section, "20/4/69")
    asked = dialog_of(DueMovesDialog)
    qtbot.keyClick(asked, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.day.text() == "20 เม.ย. 2569" or dialog.day.text() == "20/4/69"
    assert dialog.save_button.isEnabled()
    assert office.facts().counting.calendar.is_working_day(date(2026, 4, 20))
    dialog.reject()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("18/4/69", "เป็นวันเสาร์หรืออาทิตย์ ซึ่งไม่นับเป็นวันทำการอยู่แล้ว"),
        ("15/4/69", "มีอยู่ในตารางวันหยุดแล้ว"),
        ("1/5/2700", "ปี"),
    ],
)
def test_bad_days_are_said_beside_the_field(section: HolidaysSection, day: str, said: str) -> None:
    dialog = begin(section, day)
    assert said in dialog.fields["day"].error()
    assert dialog.name.text() == "วันหยุดราชการเพิ่มเป็นกรณีพิเศษ"
    dialog.reject()


def test_a_row_is_changed_and_the_office_may_open(section: HolidaysSection, office: OfficeForTest) -> None:
    row = next(n for n in range(section.model.rowCount()) if section.model.row_at(n).day == date(2026, 6, 3))
    section.table.setCurrentIndex(section.model.index(row, 0))
    section.change_button.click()
    dialog: HolidayDialog = dialog_of(HolidayDialog)
    assert dialog.kind.code() == "regular"
    dialog.office_open.setChecked(True)
    dialog.resolved.setText("1/5/69")
    dialog.save()
    assert office.facts().counting.calendar.is_working_day(date(2026, 6, 3))
    assert section.model.index(row, 2).data() == "วันหยุดประจำปี (เปิดทำการ)"
    assert "ลงวันที่ 1 พ.ค. 2569" in section.model.index(row, 5).data()


def test_a_provincial_day_names_its_province(section: HolidaysSection, office: OfficeForTest) -> None:
    section.add_button.click()
    dialog: HolidayDialog = dialog_of(HolidayDialog)
    dialog.day.setText("19/6/69")
    dialog.name.setText("วันสำคัญของจังหวัด")
    dialog.kind.set_code("provincial")
    assert dialog.province.text() == "ลำปาง"
    dialog.province.setText("")
    dialog.save()
    assert dialog.fields["province"].error() == "โปรดกรอกช่องนี้"
    dialog.province.setText("เชียงใหม่")
    dialog.save()
    assert office.facts().counting.calendar.is_working_day(date(2026, 6, 19))


def test_the_days_of_a_year_that_can_be_computed_are_proposed(
    section: HolidaysSection, office: OfficeForTest, feedback: RecordingFeedback
) -> None:
    section.year.set_code("2573")
    before = section.model.rowCount()
    section.propose_button.click()
    assert section.model.rowCount() == before
    assert "ครบแล้ว" in feedback.said[-1]
    for row in range(before):
        if section.model.row_at(row).day == date(2030, 4, 15):
            section.table.setCurrentIndex(section.model.index(row, 0))
    section.remove_button.click()
    assert section.model.rowCount() == before - 1
    section.propose_button.click()
    assert "1 วัน" in feedback.questions[-1]
    assert section.model.rowCount() == before
