"""The dashboard's page: what it says in words, what every number opens, by keyboard and from the table."""

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.permissions import Role
from services.thai.dates import bangkok_date
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.office import OfficeForTest, make_office
from tests.ui.test_named_widgets import nameless
from ui.dashboard.dashboard_page import DashboardPage
from ui.dashboard.numbers_table import NumbersModel
from ui.tasks import InlineTaskRunner
from ui.widgets.chart_base import steps


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


class Place:
    """Open the page as somebody, with settings of its own, and remember the papers shown."""

    def __init__(self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, folder: Path) -> None:
        self.qtbot, self.office, self.runner = qtbot, office, runner
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.feedback = RecordingFeedback(self.holder)
        self.settings = QSettings(str(folder / "page.ini"), QSettings.Format.IniFormat)
        self.papers: list[tuple[bytes, str]] = []
        self.pages: list[QWidget] = []

    def page(self, who: str = "supervisor", **asked: int) -> DashboardPage:
        services = self.office.services
        page = DashboardPage(
            self.office.desk(who, self.runner, self.feedback),
            services.dashboards,
            services.making,
            lambda content, title: self.papers.append((content[:5], title)),
            self.settings,
        )
        self.pages.append(page)
        self.qtbot.addWidget(page)
        page.resize(1000, 620)
        with self.qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.open(**asked)
        return page


@pytest.fixture
def place(qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, tmp_path: Path) -> Place:
    return Place(qtbot, office, runner, tmp_path)


def test_a_year_of_cases_is_said_drawn_opened_and_printed(
    place: Place, office: OfficeForTest, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    empty = place.page()
    assert "ไม่มีข้อร้องเรียน ตั้งแต่วันที่ 1 ตุลาคม 2568" in empty.zero.text()
    assert "%" not in empty.indicators["indicator1"].said()
    assert "ร้อยละ" not in empty.indicators["indicator1"].said()
    assert not empty.charts["channels"].isVisible()

    first, second = take_in(office, channel="phone"), take_in(office)
    page = place.page()
    card = page.indicators["indicator1"]
    assert card.said() == "ร้อยละ 0.00 0 จาก 2 เรื่อง ต้องยุติเพิ่มอีกอย่างน้อย 2 เรื่อง"
    assert "ยังไม่มีเรื่องที่ยุติหรือครบกำหนด" in page.indicators["indicator2"].said()
    assert not nameless(page)

    # A number of the card, the same by the bar of a chart, and by a line of the table.
    qtbot.waitUntil(card.links["need1"].isVisible)
    card.links["need1"].setFocus()
    qtbot.keyClick(card.links["need1"], Qt.Key.Key_Return)
    key, params = office.visited[-1]
    assert (key, params["figure"].page) == ("register", "dashboard")
    assert set(params["figure"].ids) == {first, second}
    page.refresh()  # as on coming back: the number that was pressed still has the keyboard
    qtbot.waitUntil(card.links["need1"].hasFocus)
    chart = page.charts["channels"]
    assert "โทรศัพท์สำนักงาน ยังไม่ยุติ อยู่ในกำหนด 1 เรื่อง" in chart.accessibleDescription()
    chart.setFocus()
    assert chart.accessibleDescription() == "ติดต่อด้วยตนเอง ยังไม่ยุติ อยู่ในกำหนด 1 เรื่อง"
    qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "โทรศัพท์สำนักงาน ยังไม่ยุติ อยู่ในกำหนด 1 เรื่อง"
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    figure = office.visited[-1][1]["figure"]
    assert (figure.ids, figure.title) == (
        (first,),
        "โทรศัพท์สำนักงาน ยังไม่ยุติ อยู่ในกำหนด ปีงบประมาณ 2569",
    )
    page.views.set_code("table")
    lines = {(line.part, line.name, line.figure): row for row, line in enumerate(page.model._rows)}
    page.table.setCurrentIndex(page.model.index(lines["รายเดือน", "เมษายน 2569", "รับใหม่"], 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert set(office.visited[-1][1]["figure"].ids) == {first, second}
    model = NumbersModel()
    model.set_rows(page.model._rows)
    qtmodeltester.check(model)

    page.print_button.click()
    name = "ผลการดำเนินงานตามตัวชี้วัดและสถานะของเรื่อง ปีงบประมาณ พ.ศ. 2569"
    assert place.papers == [(b"%PDF-", name)]

    # What was drawn can be pointed at where it was drawn.
    page.views.set_code("charts")
    month = page.charts["movement"]
    spot = month.beside()[6]  # the bar of April, the first series'
    assert spot.datum.key == "months.2569-04.received"
    qtbot.mouseClick(month, Qt.MouseButton.LeftButton, pos=spot.area.center().toPoint())
    assert office.visited[-1][1]["figure"].title.startswith("รับใหม่ เมษายน 2569")


def test_the_year_chosen_is_kept_and_the_present_one_moves_on(place: Place, office: OfficeForTest) -> None:
    page = place.page()
    assert page.year() == 2569
    page.years.set_code("2568")
    assert place.page().year() == 2568
    assert "30 กันยายน 2568" in place.page().as_of.text()
    earlier = place.page()
    earlier.cut_off.setText("1 ต.ค. 2568")
    assert "1 ตุลาคม 2568" in earlier.as_of.text()
    earlier.cut_off.setText("31 ส.ค. 2568")
    assert "30 กันยายน 2568" in earlier.problem.text()
    earlier.cut_off.setText("31 ก.พ.")
    earlier.cut_off.editingFinished.emit()
    assert earlier.cut_off.text() == "31 ก.พ."
    assert earlier.problem.isVisible()
    earlier.print_button.click()
    assert place.papers == []
    page.years.set_code("2569")
    office.clock.advance(days=200)
    assert bangkok_date(office.clock.now()).year == 2026
    assert place.page().year() == 2570


def test_officers_are_compared_by_those_who_assign_and_what_is_unseen_is_said(
    place: Place, office: OfficeForTest
) -> None:
    take_in(office, confidential=True)
    take_in(office)
    shown = place.page("supervisor")
    assert shown.charts["officers"].isVisibleTo(shown)
    assert not shown.unseen.isVisibleTo(shown)
    viewer = place.page("viewer")
    assert office.actors["viewer"].roles == {Role.VIEWER}
    assert not viewer.charts["officers"].isVisibleTo(viewer)
    assert "ท่านไม่มีสิทธิเปิดดู 1 เรื่อง" in viewer.unseen.plain_text()
    assert viewer.indicators["indicator1"].said() == shown.indicators["indicator1"].said()


def test_the_marks_of_an_axis_are_round_and_cover_the_highest() -> None:
    for highest in (0, 1, 3, 5, 6, 17, 99, 100, 101, 23_456):
        marks = steps(highest)
        assert marks[-1] >= highest
        assert len(marks) <= 6
        assert len({second - first for first, second in pairwise(marks)}) == 1
