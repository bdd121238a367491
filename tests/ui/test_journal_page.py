"""The journal, as a supervisor or an administrator looks something up in it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.base import Base
from services.commands.permissions_page import declared
from services.errors import NotAllowed
from services.journal.reading import PAGE
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.journal.detail import NOTHING, SHOWN
from ui.journal.journal_page import EMPTY, TABLE, JournalPage
from ui.journal.row_names import COLUMNS, TABLES, UNSAID
from ui.journal.use_case_names import NAMES, ROOMS
from ui.tasks import InlineTaskRunner
from ui.widgets.labels import ThaiLabel


def show(
    qtbot: QtBot,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    who: str = "supervisor",
) -> JournalPage:
    page = JournalPage(office.desk(who, runner, feedback), office.services.journal)
    qtbot.addWidget(page)
    page.resize(1016, 600)
    page.show()
    qtbot.waitExposed(page)
    page.open()
    return page


def number_of(office: OfficeForTest, case: int) -> str:
    return office.services.cases.read_case(office.actors["supervisor"], case).number


def rows(page: JournalPage) -> list[list[str]]:
    model = page.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def panel(page: JournalPage) -> str:
    """Return what the panel says, the zero-width spaces of Thai lines taken out."""
    labels = page.panel.currentWidget().findChildren(QLabel)
    return "\n".join(label.plain_text() if isinstance(label, ThaiLabel) else label.text() for label in labels)


def test_the_newest_record_stands_first_and_is_told_beside(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    number = number_of(office, take_in(office))
    page = show(qtbot, office, runner, feedback)
    at, who, what, about, verdict = rows(page)[0]
    assert (who, what, about, verdict) == ("นางสาวสมมติ รับเรื่องดี", "รับเรื่อง", number, "สำเร็จ")
    assert "2569" in at
    assert page.panel.currentIndex() == SHOWN
    assert "เพิ่ม: เรื่องที่รับ" in panel(page)
    assert "เจ้าหน้าที่รับเรื่อง" in panel(page)


def test_an_administrator_reads_that_something_changed_and_not_what(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office, name="นางสมหญิง มีเรื่อง", detail="เรื่องที่ไม่ควรมีใครเห็น")
    page = show(qtbot, office, runner, feedback, "admin")
    assert rows(page)[0][2] == "รับเรื่อง"
    assert "ไม่แสดงค่าของข้อมูลนี้แก่ท่าน" in panel(page)
    assert "สมหญิง" not in panel(page)
    assert "ไม่ควรมีใครเห็น" not in panel(page)


def test_a_refusal_is_found_by_its_verdict(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    case = take_in(office)
    with pytest.raises(NotAllowed):
        office.services.cases.reveal_complainant(office.actors["viewer"], case, "อยากรู้", new_command_id())
    page = show(qtbot, office, runner, feedback)
    page.filters.verdict.set_code("refused")
    page.filters.ask_now()
    ((_at, who, what, about, verdict),) = rows(page)
    assert (who, what, about, verdict) == (
        "นายแบบอย่าง เรียกดู",
        "ขอดูชื่อผู้ร้องเรียนที่ปกปิด",
        "",
        "ไม่มีสิทธิ",
    )
    assert "รายการนี้ไม่ได้แก้ไขข้อมูล" in panel(page)


def test_the_number_of_a_case_is_typed_and_cleared_again(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    first, second = (number_of(office, take_in(office)) for _ in range(2))
    page = show(qtbot, office, runner, feedback)
    everything = page.model.rowCount()
    type_text(page.filters.search, second)
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert {row[3] for row in rows(page)} == {second}
    page.filters.search.setText("999/2569")
    page.filters.ask_now()
    assert page._stack.currentIndex() == EMPTY
    assert page.panel.currentIndex() == NOTHING
    qtbot.mouseClick(page.filters.clear_button, Qt.MouseButton.LeftButton)
    assert page._stack.currentIndex() == TABLE
    assert page.model.rowCount() == everything
    assert first in {row[3] for row in rows(page)}


def test_a_day_and_a_person_narrow_it_down(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    page = show(qtbot, office, runner, feedback)
    page.filters.person.set_code(str(office.actors["front"].account_id))
    page.filters.first.setText("11 เม.ย. 2569")
    page.filters.ask_now()
    assert rows(page) == []
    page.filters.first.setText("10 เม.ย. 2569")
    page.filters.ask_now()
    assert {row[1] for row in rows(page)} == {"นางสาวสมมติ รับเรื่องดี"}


def test_enter_opens_the_case(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    case = take_in(office)
    page = show(qtbot, office, runner, feedback)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert office.visited[-1] == ("case", {"complaint_id": case})


def test_more_is_read_while_one_scrolls(
    qtbot: QtBot,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    qtmodeltester: ModelTester,
) -> None:
    front = office.actors["front"]
    case = take_in(office)
    for number in range(PAGE):
        office.services.casework.add_note(front, case, f"ครั้งที่ {number}", new_command_id())
    page = show(qtbot, office, runner, feedback)
    assert page.model.rowCount() == PAGE
    page.model.fetchMore(page.model.index(-1, -1))
    assert page.model.rowCount() > PAGE
    assert not page.model.canFetchMore(page.model.index(-1, -1))
    qtmodeltester.check(page.model)


def test_every_use_case_has_a_name_and_every_room() -> None:
    names = {wanted.name for wanted in declared()}
    assert names - set(NAMES) == set(), "say in ui/journal/use_case_names.py what these are called"
    assert {name.partition(".")[0] for name in names} - set(ROOMS) == set()
    assert len(set(NAMES.values())) == len(NAMES)


def test_every_journalled_table_and_column_has_a_name() -> None:
    kept = [table for table in Base.metadata.tables.values() if table.info["kept"] == "journalled"]
    assert {table.name for table in kept} - set(TABLES) == set()
    columns = {column.key for table in kept for column in table.columns}
    assert columns - set(COLUMNS) - UNSAID - {"office_id", "id", "version"} == set()
