"""The register, as somebody who looks for a case uses it."""

from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.complaints.commands import RespondentInput
from services.complaints.register import PAGE, RegisterFilter
from services.thai.dates import format_month
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import bring_to, take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.register.figure import FigureCases
from ui.register.filters import UNASSIGNED
from ui.register.model import COLUMNS, RegisterModel
from ui.register.periods import period_choices, ranges
from ui.register.register_page import EMPTY, NOTHING_FOUND, TABLE, RegisterPage
from ui.tasks import InlineTaskRunner, TaskRunner

NOBODY = {"name": "", "title": "", "phones": "", "address": "", "answer_by": ""}
STATE = [name for name, _title, _width in COLUMNS].index("state")
SUBJECT = [name for name, _title, _width in COLUMNS].index("subject")


def show(
    qtbot: QtBot,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    who: str = "front",
    settings: QSettings | None = None,
) -> RegisterPage:
    desk = office.desk(who, runner, feedback)
    page = RegisterPage(desk, office.services.register, office.services.accounts, settings=settings)
    qtbot.addWidget(page)
    page.resize(1016, 600)
    page.show()
    qtbot.waitExposed(page)
    page.open()
    return page


def subjects(page: RegisterPage) -> list[str]:
    return [page.model.index(row, SUBJECT).data() for row in range(page.model.rowCount())]


def test_an_empty_register_offers_to_take_in_the_first(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, runner, feedback)
    assert page._stack.currentIndex() == EMPTY
    take_in(office)
    page.refresh()
    assert page._stack.currentIndex() == TABLE
    assert page.count.text() == "พบ 1 เรื่อง"


def test_search_waits_for_a_pause_and_finds_inside_a_sentence(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office, subject="ขอคำแนะนำเรื่องบำนาญ")
    take_in(office, subject="เจ้าหน้าที่พูดจาไม่สุภาพ", detail="พูดเสียงดัง")
    page = show(qtbot, office, runner, feedback)
    assert page.count.text() == "พบ 2 เรื่อง"
    page.filters.search.setFocus()
    type_text(page.filters.search, "ไม่สุภาพ")
    assert page.model.rowCount() == 2
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert subjects(page) == ["เจ้าหน้าที่พูดจาไม่สุภาพ"]
    assert page.count.text() == "พบ 1 เรื่อง"
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert page.model.rowCount() == 2
    assert page.filters.search.text() == ""


def test_what_finds_nothing_offers_to_clear_the_filters(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    page = show(qtbot, office, runner, feedback)
    page.filters.search.setText("ไม่มีคำนี้แน่นอน")
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Return)
    assert page._stack.currentIndex() == NOTHING_FOUND
    assert page.count.text() == "พบ 0 เรื่อง"
    page.filters.clear()
    assert page.model.rowCount() == 1


def test_each_filter_narrows_the_list(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    slip = {**NOBODY, "channel": "suggestion_box", "kind": "suggestion", "identity": "anonymous"}
    box = take_in(office, subject="กล่อง", **slip)
    worked = take_in(office, subject="งาน")
    bring_to(office, worked, "investigate")
    page = show(qtbot, office, runner, feedback, "supervisor")
    officer = str(office.actors["officer"].account_id)
    for combo, code, found in (
        (page.filters.channel, "suggestion_box", ["กล่อง"]),
        (page.filters.kind, "suggestion", ["กล่อง"]),
        (page.filters.step, "investigate", ["งาน"]),
        (page.filters.level, "minor", ["งาน"]),
        (page.filters.category, "service", ["งาน"]),
        (page.filters.officer, officer, ["งาน"]),
        (page.filters.officer, UNASSIGNED, ["กล่อง"]),
        (page.filters.lateness, "closed", []),
        (page.filters.period, "y2568", []),
        (page.filters.period, "m2569-04", ["งาน", "กล่อง"]),
    ):
        combo.set_code(code)
        assert sorted(subjects(page)) == sorted(found), code
        page.filters.clear()
    assert page.model.row_of(box) >= 0


def test_another_page_opens_the_register_with_its_filter(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    worked = take_in(office, subject="งาน")
    bring_to(office, worked, "investigate")
    take_in(office, subject="ใหม่")
    page = show(qtbot, office, runner, feedback, "supervisor")
    mine = RegisterFilter(lateness="open", officer_id=office.actors["officer"].account_id)
    page.open(filter=mine)
    assert subjects(page) == ["งาน"]
    assert page.filters.wanted() == mine
    page.filters.clear()
    assert len(subjects(page)) == 2
    page.open(filter=mine)  # On the way back from a case the person's own choice stays.
    assert len(subjects(page)) == 2


def test_a_filter_given_before_the_people_are_known_is_kept(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, runner, feedback, "supervisor")
    people = office.services.accounts.list_colleagues(office.actors["supervisor"])
    page.filters.set_colleagues([])
    mine = RegisterFilter(officer_id=office.actors["officer"].account_id)
    page.filters.show_filter(mine)
    assert page.filters.wanted() == mine
    page.filters.set_colleagues(people)
    assert page.filters.officer.code() == str(mine.officer_id)
    assert page.filters.wanted() == mine


def test_days_that_are_no_month_are_shown_as_they_are(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    page = show(qtbot, office, runner, feedback)
    today = office.clock.now().date()
    page.open(filter=RegisterFilter(received_from=today, received_to=today))
    assert page.filters.period.currentText() == "10 เม.ย. 2569 – 10 เม.ย. 2569"
    assert page.filters.wanted().received_from == today
    assert page.model.rowCount() == 1


def test_a_purpose_is_kept_until_another_step_is_chosen(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    page = show(qtbot, office, runner, feedback)
    page.open(filter=RegisterFilter(purpose="screen", lateness="open"))
    assert page.filters.step.code() == "screen"
    assert page.filters.wanted() == RegisterFilter(purpose="screen", lateness="open")
    assert page.model.rowCount() == 1
    page.filters.step.set_code("assign")
    assert (page.filters.wanted().purpose, page.filters.wanted().step) == (None, "assign")


def test_enter_and_double_click_open_the_case(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    newest = take_in(office)
    page = show(qtbot, office, runner, feedback)
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Down)
    assert page.window().focusWidget() is page.table
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert office.visited == [("case", {"complaint_id": newest})]
    with qtbot.waitActive(page):
        page.activateWindow()
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.window().focusWidget() is page.filters.search


def test_rows_are_copied_as_text(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office, subject="หนึ่ง")
    take_in(office, subject="สอง")
    page = show(qtbot, office, runner, feedback)
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "เลขรับ"
    assert len(lines) == 3
    assert "สอง" in lines[1]
    assert "คัดลอกแล้ว 2 เรื่อง" in feedback.said


def test_a_refresh_keeps_the_case_under_the_cursor_and_the_place(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    for number in range(30):
        take_in(office, subject=f"เรื่องที่ {number}")
    page = show(qtbot, office, runner, feedback)
    page.table.setCurrentIndex(page.model.index(20, 0))
    page.table.verticalScrollBar().setValue(500)
    chosen = page.model.row_at(20).id
    office.clock.advance(minutes=5)
    take_in(office, subject="ใหม่ล่าสุด")
    page.refresh()
    assert subjects(page)[0] == "ใหม่ล่าสุด"
    assert page.model.row_at(page.table.current_row()).id == chosen
    assert page.table.verticalScrollBar().value() == 500


def test_the_state_is_said_in_words_beside_its_icon(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office, level="minor")
    closed = take_in(office)
    bring_to(office, closed, "closed")
    page = show(qtbot, office, runner, feedback)
    assert {page.model.index(row, STATE).data() for row in range(2)} == {"ยังไม่ครบกำหนด", "ยุติแล้ว"}
    office.clock.advance(days=30)
    page.refresh()
    assert "เกินกำหนด" in {page.model.index(row, STATE).data() for row in range(2)}


def test_columns_keep_their_widths(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    take_in(office)
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    page = show(qtbot, office, runner, feedback, settings=settings)
    page.table.setColumnWidth(0, 222)
    again = show(qtbot, office, runner, feedback, settings=settings)
    assert again.table.columnWidth(0) == 222


def test_rows_come_a_page_at_a_time(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, qtmodeltester: ModelTester
) -> None:
    for number in range(PAGE + 5):
        take_in(office, subject=f"เรื่องที่ {number}")
    register, actor = office.services.register, office.actors["front"]
    model = RegisterModel(runner, lambda: office.clock.now().date())
    model.start(
        lambda after, limit: register.list_complaints(actor, RegisterFilter(), after=after, limit=limit)
    )
    assert model.rowCount() == PAGE
    qtmodeltester.check(model)
    if model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == PAGE + 5
    assert len({model.row_at(row).id for row in range(PAGE + 5)}) == PAGE + 5
    assert not model.canFetchMore(model.index(-1, -1))
    model.reload()
    assert model.rowCount() == PAGE + 5


def test_periods_are_thai_months_of_fiscal_years(office: OfficeForTest) -> None:
    today = office.clock.now().date()
    choices = period_choices(today)
    assert choices[0] == ("y2569", "ปีงบประมาณ 2569")
    assert choices[1] == ("m2569-04", format_month(today))
    assert {code for code, _label in choices} <= set(ranges(today))


def test_escape_clears_from_a_filter_as_well(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    take_in(office)
    page = show(qtbot, office, runner, feedback)
    page.filters.lateness.set_code("closed")
    assert page.model.rowCount() == 0
    assert page.filters.clear_button.isEnabled()
    qtbot.keyClick(page.filters.lateness.lineEdit(), Qt.Key.Key_Escape)
    assert page.model.rowCount() == 1
    assert not page.filters.clear_button.isEnabled()


def test_a_new_month_is_offered_when_it_has_come(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    page = show(qtbot, office, runner, feedback)
    assert page.filters.period.findData("m2569-05") < 0
    page.filters.lateness.set_code("open")
    office.clock.advance(days=25)
    page.open()
    assert page.filters.period.findData("m2569-05") >= 0
    assert page.filters.lateness.code() == "open"


def test_nothing_is_done_on_the_main_thread(
    qtbot: QtBot, office: OfficeForTest, feedback: RecordingFeedback
) -> None:
    take_in(office, subject="หนึ่ง")
    threads = TaskRunner()
    desk = office.desk("front", threads, feedback)
    page = RegisterPage(desk, office.services.register, office.services.accounts)
    qtbot.addWidget(page)
    page.open()
    page.filters.search.setText("ไม่มีแน่")
    page.filters.ask_now()
    page.filters.clear()
    assert page.model.rowCount() == 0
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and not threads.is_busy)
    assert page.count.text() == "พบ 1 เรื่อง"
    threads.shutdown()


def test_whoever_handles_cases_finds_what_goes_to_the_superior_and_what_accuses_without_a_name(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    accused = office.actors["supervisor"]
    about = (RespondentInput(person=accused.name, account_id=accused.account_id),)
    take_in(office, subject="ถึงผู้บังคับบัญชาเหนือขึ้นไป", respondents=about)
    take_in(office, subject="บัตรสนเท่ห์", identity="anonymous", category="conduct", **NOBODY)
    take_in(office, subject="เรื่องทั่วไป")
    for who in ("front", "officer"):
        page = show(qtbot, office, runner, feedback, who)
        for code, wanted, found in (
            ("for_superior", RegisterFilter(for_superior=True, lateness="open"), "ถึงผู้บังคับบัญชาเหนือขึ้นไป"),
            ("accusation", RegisterFilter(accusation=True, lateness="open"), "บัตรสนเท่ห์"),
        ):
            page.filters.lateness.set_code(code)
            assert page.filters.wanted() == wanted
            page.open(filter=RegisterFilter())
            page.open(filter=wanted)
            assert page.filters.lateness.code() == code
            assert subjects(page) == [found]
            assert page.count.text() == "พบ 1 เรื่อง"


def test_the_cases_behind_a_figure_are_shown_with_the_figure_and_a_way_back(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    accused = office.actors["front"]
    about = (RespondentInput(person=accused.name, account_id=accused.account_id),)
    behind = (
        take_in(office, subject="เรื่องที่นับ"),
        take_in(office, "supervisor", subject="เรื่องที่ไม่เห็น", respondents=about),
    )
    take_in(office, subject="เรื่องอื่น")
    page = show(qtbot, office, runner, feedback)
    page.open(figure=FigureCases("ยุติแล้ว เดือนเมษายน 2569", (behind[0], *behind), "reports"))
    assert subjects(page) == ["เรื่องที่นับ"]
    said = page.figure_banner.text()
    assert "“ยุติแล้ว เดือนเมษายน 2569” จำนวน 3 เรื่อง" in said
    assert "แสดงเพียงครั้งเดียว" in said
    assert "ท่านมีสิทธิดู 1 เรื่อง" in said
    page.filters.channel.set_code("phone")
    assert page._stack.currentIndex() == NOTHING_FOUND
    assert page.figure_banner.isVisible()
    qtbot.mouseClick(page.figure_banner.button, Qt.MouseButton.LeftButton)
    assert office.visited[-1] == ("reports", {})
    qtbot.keyClick(page.filters.search, Qt.Key.Key_Escape)
    assert len(subjects(page)) == 2
    assert not page.figure_banner.isVisible()
    page.open(figure=FigureCases("ยุติแล้ว", (), "reports"))
    assert subjects(page) == []
