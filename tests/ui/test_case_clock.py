"""A case's clock on its page: stopping, going on, giving more time, and why a case closes late."""

from datetime import date, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.moments import BANGKOK
from services.complaints.register import RegisterFilter
from services.flowchart import changes
from services.flowchart.editing import PublishFlowchart
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, take_in
from tests.ui.office import OfficeForTest, make_office
from ui.case.case_page import CasePage
from ui.case.clock_part import ClockPart
from ui.register.rows import state_of
from ui.tasks import InlineTaskRunner
from ui.widgets.labels import ThaiLabel


class Room:
    """Hold an office, and make the case page of any of its people with the part on clocks."""

    def __init__(
        self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
    ) -> None:
        self.qtbot, self.office, self.runner, self.feedback = qtbot, office, runner, feedback

    def page(self, who: str, complaint_id: int) -> CasePage:
        services = self.office.services
        desk = self.office.desk(who, self.runner, self.feedback)
        made = CasePage(
            desk,
            services.cases,
            services.casework,
            services.deadlines,
            services.intake,
            services.accounts,
            lambda _number: None,
            lambda _number: None,
            parts=[ClockPart(desk, services.clockwork, services.deadlines)],
        )
        self.qtbot.addWidget(made)
        made.resize(1020, 620)
        made.show()
        made.open(complaint_id=complaint_id)
        return made

    def at(self, day: date) -> None:
        self.office.clock.set(datetime(day.year, day.month, day.day, 10, tzinfo=BANGKOK))

    def case(self, step: str = "investigate") -> int:
        """Return a minor case at a step, due on 24 April 2569."""
        case = take_in(self.office)
        bring_to(self.office, case, step)
        self.at(date(2026, 4, 17))
        return case

    def read(self, complaint_id: int):  # type: ignore[no-untyped-def]
        return self.office.services.cases.read_case(self.office.actors["supervisor"], complaint_id)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback) -> Room:
    return Room(qtbot, make_office(tmp_path), runner, feedback)


def part_of(page: CasePage) -> ClockPart:
    (part,) = page.parts
    assert isinstance(part, ClockPart)
    return part


def give(page: CasePage, name: str, **typed: str) -> None:
    """Choose an action of the menu, fill its dialog and carry it out."""
    assert page.menu_actions[name].isVisible()
    page.menu_actions[name].trigger()
    dialog = part_of(page).dialog
    assert dialog is not None
    for field, text in typed.items():
        dialog.field(field).editor.setText(text)
    dialog.submit()


def test_an_officer_stops_the_clock_and_the_page_says_so_in_words(room: Room) -> None:
    case = room.case()
    page = room.page("officer", case)
    give(page, "stop_clock", reason="รอสำเนาใบเสร็จจากผู้ร้องเรียน")
    assert page.head.due.chip.text() == "หยุดนับเวลา"
    assert page.card.chip.text() == "หยุดนับเวลา"
    assert not page.menu_actions["stop_clock"].isVisible()
    assert part_of(page).sheet.text_of("หยุดนับเวลา").startswith("ตั้งแต่วันศุกร์ที่ 17 เมษายน 2569")
    assert "หยุดนับเวลาแล้ว" in str(room.feedback.said[-1])
    services, boss = room.office.services, room.office.actors["supervisor"]
    room.at(date(2026, 6, 1))
    (row,) = services.register.list_complaints(boss, RegisterFilter(lateness="stopped"))
    state = state_of(row, date(2026, 6, 1))
    assert (state.text, state.icon) == ("หยุดนับเวลา", "pause")
    page.refresh()
    assert page.head.due.chip.text() == "หยุดนับเวลา"


def test_going_on_says_first_where_the_date_goes(room: Room) -> None:
    case = room.case()
    page = room.page("officer", case)
    give(page, "stop_clock", reason="รอเอกสาร")
    room.at(date(2026, 4, 22))
    page.refresh()
    page.menu_actions["restart_clock"].trigger()
    dialog = part_of(page).dialog
    assert dialog is not None
    due = room.read(case).due_date
    said = [label.plain_text() for label in dialog.findChildren(ThaiLabel)]
    assert any("รวม 3 วันทำการ หากนับต่อวันนี้ วันครบกำหนดคือวันพุธที่ 29 เมษายน 2569" in text for text in said)
    dialog.field("reason").editor.setText("ได้รับเอกสารแล้ว")
    dialog.submit()
    assert room.read(case).due_date > due
    assert part_of(page).sheet.text_of("เวลาที่หยุดไปแล้ว") == "3 วันทำการ"


def test_an_extension_is_foreseen_while_it_is_typed_and_keeps_what_is_typed(room: Room) -> None:
    case = room.case()
    page = room.page("supervisor", case)
    due = room.read(case).due_date
    page.menu_actions["extend_due"].trigger()
    dialog = part_of(page).dialog
    assert dialog is not None
    day = dialog.field("new_due")
    part = part_of(page)
    assert part.foreseen(None) == ""
    assert "ต้องหลังวันครบกำหนดที่ใช้อยู่" in part.foreseen(due)
    assert "ขยายได้ครั้งละไม่เกิน 15 วันทำการ" in part.foreseen(date(2027, 1, 4))
    dialog.field("reason").editor.setText("รอผลตรวจสอบจากหน่วยงานภายนอก")
    dialog.submit()
    assert day.error() == "โปรดระบุวันที่"
    day.editor.setText("99/99/2569")
    dialog.submit()
    assert day.error()
    day.editor.set_date(due)
    dialog.submit()
    assert "ต้องหลังวันครบกำหนดที่ใช้อยู่" in day.error()
    assert dialog.field("reason").editor.text() == "รอผลตรวจสอบจากหน่วยงานภายนอก"
    saturday = date(2026, 5, 9) if due < date(2026, 5, 8) else date(2026, 5, 16)
    assert "ไม่ใช่วันทำการ จะใช้วันทำการถัดไป" in part.foreseen(saturday)
    day.editor.set_date(saturday)
    dialog.submit()
    now = room.read(case)
    assert now.due_date.weekday() == 0
    assert "จึงครบกำหนดวันจันทร์" in str(room.feedback.said[-1])
    assert "ขยายเวลา" in part.sheet.text_of("การขยายเวลา")
    assert "กำหนดเดิม" in page.head.due.text()


def test_why_it_is_due_tells_everything_in_order(room: Room) -> None:
    case = room.case()
    page = room.page("supervisor", case)
    give(page, "stop_clock", reason="รอเอกสาร")
    room.at(date(2026, 4, 22))
    page.refresh()
    give(page, "restart_clock", reason="ได้รับเอกสารแล้ว")
    due = room.read(case).due_date
    calendar = room.office.facts().counting.calendar
    page.menu_actions["extend_due"].trigger()
    dialog = part_of(page).dialog
    assert dialog is not None
    dialog.field("new_due").editor.set_date(calendar.add_working_days(due, 4))
    dialog.field("reason").editor.setText("รอผลตรวจ")
    dialog.submit()
    page.head.why_button.click()
    told = page.due_dialog
    assert told is not None
    text = told.text()
    order = [
        text.index(part)
        for part in (
            "รับเรื่อง", "หยุดนับเวลา (รอข้อมูลจากผู้ร้องเรียน) เหตุผล: รอเอกสาร โดย นางจำลอง",
            "นับเวลาต่อ หยุดไป 3 วันทำการ", "ขยายเวลา 4 วันทำการ", "วันครบกำหนดที่ใช้อยู่คือ",
            "แจ้งความคืบหน้าให้ผู้ร้องเรียน",
        )
    ]  # fmt: skip
    assert order == sorted(order)
    model = told.table.model()
    reasons = [model.index(row, 2).data() for row in range(model.rowCount())]
    assert sum("หยุดนับเวลา" in reason for reason in reasons) == 3
    assert sum("เวลาที่ขยายให้" in reason for reason in reasons) == 4
    assert reasons[-1] == "เวลาที่ขยายให้ วันทำการที่ 4"
    told.reject()


def test_a_late_case_asks_why_only_where_it_closes(room: Room) -> None:
    case = room.case("close")
    page = room.page("supervisor", case)
    form = page.card.form
    assert form.field("late_reason").isHidden()
    room.at(date(2026, 7, 1))
    page.refresh()
    assert not form.field("late_reason").isHidden()
    form.field("outcome").editor.set_code("upheld")
    form.field("root_cause").editor.setText("คิวยาว")
    form.submit()
    assert form.field("late_reason").error() == "โปรดกรอกช่องนี้"
    assert form.field("root_cause").editor.text() == "คิวยาว"
    form.field("late_reason").editor.setText("รอผลตรวจสอบจากหน่วยงานอื่น")
    form.submit()
    assert room.read(case).late_reason == "รอผลตรวจสอบจากหน่วยงานอื่น"
    assert page.sections.handling.text_of("เหตุผลที่ยุติหลังกำหนด") == "รอผลตรวจสอบจากหน่วยงานอื่น"


def test_a_level_that_makes_a_case_late_as_its_screening_closes_it_asks_why(room: Room) -> None:
    """The page cannot know it beforehand: the answer to the save says it, and nothing typed is lost."""
    services, supervisor = room.office.services, room.office.actors["supervisor"]
    kept = services.flowcharts.read_flowchart(supervisor, "general")
    chart = changes.redirect_branch(changes.remove(kept.chart, "answer"), "screen", 0, "closed")
    command = PublishFlowchart(code="general", based_on=kept.version_id, chart=chart)
    services.flowcharts.publish_flowchart(supervisor, command, "direct")
    case = take_in(room.office)
    room.at(date(2026, 4, 27))  # fifteen working days are not over, the three of an opinion are
    form = room.page("supervisor", case).card.form
    form.field("kind").editor.set_code("suggestion")
    form.field("level").editor.set_code("opinion")
    assert form.field("late_reason").isHidden()
    form.submit()
    assert not form.field("late_reason").isHidden()
    form.field("late_reason").editor.setText("รอเอกสาร")
    form.submit()
    assert (room.read(case).status, room.read(case).late_reason) == ("closed", "รอเอกสาร")


def test_closing_early_after_the_date_asks_why_it_took_so_long(room: Room) -> None:
    case = room.case()
    room.at(date(2026, 7, 1))
    page = room.page("supervisor", case)
    page.actions_of.close_early()
    dialog = page.actions_of.dialog
    assert dialog is not None
    dialog.field("outcome").editor.set_code("withdrawn")
    dialog.field("reason").editor.setText("ผู้ร้องขอถอน")
    dialog.submit()
    assert dialog.field("late_reason").error()
    dialog.field("late_reason").editor.setText("ติดต่อผู้ร้องไม่ได้")
    dialog.submit()
    assert (room.read(case).status, room.read(case).late_reason) == ("closed", "ติดต่อผู้ร้องไม่ได้")


@pytest.mark.parametrize("who", ["front", "viewer"])
def test_others_find_no_way_to_touch_the_clock(room: Room, who: str) -> None:
    page = room.page(who, room.case())
    assert not any(
        page.menu_actions[name].isVisible() for name in ("stop_clock", "restart_clock", "extend_due")
    )
    assert part_of(page).sheet.text_of("กำหนดเดิม")
