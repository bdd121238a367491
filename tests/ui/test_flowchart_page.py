"""The flowchart's page with the real services: drafts, publishing, running cases, versions, files, paper."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from services.flowchart import changes
from services.flowchart.definition import Chart
from services.flowchart.editing import PublishFlowchart
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.flowchart_hands import Hands
from tests.ui.handling import bring_to, take_in
from tests.ui.office import OfficeForTest
from tests.ui.test_named_widgets import nameless
from ui.draft_places import page_of
from ui.flowchart.board import Spot
from ui.flowchart.flowchart_page import FlowchartPage
from ui.flowchart.move_dialog import MoveDialog
from ui.flowchart.publish_dialog import PublishDialog
from ui.flowchart.shortcuts import EditorKeys
from ui.flowchart.versions_dialog import VersionsDialog
from ui.home.home_page import HomePage
from ui.tasks import InlineTaskRunner


@dataclass
class Room:
    """Hold the office and the page of one of its people; papers are what was shown to print."""

    qtbot: QtBot
    office: OfficeForTest
    runner: InlineTaskRunner
    feedback: RecordingFeedback
    papers: list[tuple[bytes, str]] = field(default_factory=list)

    def page(self, who: str = "supervisor", **params: object) -> FlowchartPage:
        services = self.office.services
        desk = self.office.desk(who, self.runner, self.feedback)
        made = FlowchartPage(
            desk,
            services.flowcharts,
            services.drafts,
            lambda content, title: self.papers.append((content, title)),
        )
        self.qtbot.addWidget(made)
        made.resize(1010, 600)
        with self.qtbot.waitActive(made):
            made.show()
            made.activateWindow()
        made.open(**params)  # type: ignore[arg-type]
        return made

    def hands(self, page: FlowchartPage) -> Hands:
        page.bench.take_keys()
        return Hands(page.bench, self.qtbot)

    def published(self, code: str = "general") -> Chart:
        return self.office.services.flowcharts.read_flowchart(self.office.actors["supervisor"], code).chart

    def publish(self, change: Callable[[Chart], Chart], who: str = "admin") -> None:
        """Publish beside the page, as a colleague would."""
        flowcharts, actor = self.office.services.flowcharts, self.office.actors[who]
        detail = flowcharts.read_flowchart(actor, "general")
        command = PublishFlowchart(code="general", based_on=detail.version_id, chart=change(detail.chart))
        flowcharts.publish_flowchart(actor, command, new_command_id())

    def drafts(self, who: str = "supervisor") -> list[str]:
        return [row.form for row in self.office.services.drafts.list_drafts(self.office.actors[who])]


@pytest.fixture
def room(qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback) -> Room:
    return Room(qtbot, office, runner, feedback)


def dialog(page: FlowchartPage, kind: type[QDialog]) -> QDialog:
    """Return the dialog of a kind that stands open."""
    return next(one for one in page.findChildren(kind) if one.isVisible())


# --- drawing and drafts


def test_the_first_look_says_what_to_do_first(room: Room) -> None:
    page = room.page()
    assert page.bench.board.chart == room.published()
    assert "เริ่มด้วยการคลิกกล่อง" in page.banner.text()
    assert not page.publish_button.isEnabled()
    assert page.state.text() == "ฉบับที่ 1 · ตรงกับฉบับที่ใช้อยู่"
    page.bench.acts.rename_chart("ผังใหม่")
    assert page.banner.text() == ""
    assert page.state.text() == "ฉบับที่ 1 · ร่าง ยังไม่ประกาศใช้"


def test_a_kind_without_a_chart_of_its_own_begins_with_what_the_program_suggests(room: Room) -> None:
    with room.office.services.store.engine.begin() as connection:  # As in an office of the first schema.
        chart = "(SELECT id FROM flowchart WHERE code = 'corruption')"
        connection.exec_driver_sql(f"DELETE FROM flowchart_version WHERE flowchart_id = {chart}")
        connection.exec_driver_sql("DELETE FROM flowchart WHERE code = 'corruption'")
    page = room.page(code="corruption")
    assert "ยังไม่มีผังของตนเอง" in page.banner.text()
    assert page.state.text().startswith("ยังไม่ประกาศใช้")
    page.publish_button.click()
    dialog(page, PublishDialog).save()  # type: ignore[attr-defined]
    assert (page.sheet.code, page.sheet.number) == ("corruption", 1)


def test_a_draft_survives_leaving_closing_and_another_kind(room: Room) -> None:
    page = room.page()
    page.bench.acts.add_step("assign")
    page.bench.acts.rename("step_1", "ตรวจพื้นที่")
    drawn = page.bench.board.chart
    assert page.may_leave()
    assert room.drafts() == ["flowchart_general"]
    page.kind.set_code("information")
    assert page.bench.board.chart.code == "information"
    page.kind.set_code("general")
    assert page.bench.board.chart == drawn
    again = room.page()
    assert again.bench.board.chart == drawn
    assert "เปิดร่างที่เก็บไว้" in again.banner.text()
    assert again.is_changed()
    assert room.published().steps.keys() == again.sheet.base.steps.keys()  # type: ignore[union-attr]


def test_a_draft_is_kept_by_itself(room: Room) -> None:
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    room.qtbot.waitUntil(lambda: room.drafts() == ["flowchart_general"], timeout=3000)
    assert "เก็บร่างแล้ว" in page.state.text()


def test_the_draft_thrown_away_gives_back_what_is_in_force(room: Room) -> None:
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    page.keep()
    room.feedback.answer = False
    page.discard()
    assert page.is_changed()
    room.feedback.answer = True
    page.discard()
    assert page.bench.board.chart == room.published()
    assert room.drafts() == []


def test_a_draft_that_cannot_be_read_is_said_and_stays(room: Room) -> None:
    actor = room.office.actors["supervisor"]
    room.office.services.drafts.keep_draft(actor, None, "flowchart_general", "เสีย", {"chart": {"code": 7}})
    page = room.page()
    assert "เปิดร่างที่เก็บไว้ไม่ได้" in page.banner.text()
    assert page.bench.board.chart == room.published()
    assert room.drafts() == ["flowchart_general"]


def test_the_first_page_leads_to_the_drawing(room: Room) -> None:
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    page.keep()
    services = room.office.services
    desk = room.office.desk("supervisor", room.runner, room.feedback)
    home = HomePage(desk, services.review, services.register, services.drafts)
    room.qtbot.addWidget(home)
    home.open()
    home.draft_buttons[0].click()  # type: ignore[attr-defined]
    key, params = room.office.visited[-1]
    assert (key, page_of("box")) == ("flowchart", "intake_box")
    assert room.page(**params).bench.board.chart.steps["assign"].name == "มอบ"


def test_administrators_draw_too_and_others_only_look(room: Room) -> None:
    page = room.page("admin")
    page.bench.acts.rename("assign", "มอบ")
    page.keep()
    assert room.drafts("admin") == ["flowchart_general"]
    for who in ("front", "officer", "viewer"):
        shown = room.page(who)
        shown.bench.acts.rename("assign", "ไม่ได้")
        assert shown.bench.board.chart == room.published()
        assert "ดูได้อย่างเดียว" in shown.state.text()
        assert not shown.publish_button.isEnabled()


# --- publishing


def test_published_by_keyboard(room: Room) -> None:
    page = room.page()
    hands = room.hands(page)
    hands.view.choose(Spot("assign"))
    hands.keys("N", "F2", "Ctrl+A")
    hands.write("ตรวจพื้นที่")
    hands.keys("Esc", "F9")
    shown = dialog(page, PublishDialog)
    assert isinstance(shown, PublishDialog)
    assert any("เพิ่มขั้นตอน 3.1 ตรวจพื้นที่" in text for text in shown.changes.texts())
    assert not nameless(shown)
    shown.note.edit.setFocus()
    hands.write("ตามคำสั่งสำนักงาน")
    hands.keys("Ctrl+Return")
    detail = room.office.services.flowcharts.read_flowchart(room.office.actors["supervisor"], "general")
    assert (detail.number, detail.versions[-1].note) == (2, "ตามคำสั่งสำนักงาน")
    assert detail.chart.steps["step_1"].name == "ตรวจพื้นที่"
    assert room.drafts() == []
    assert page.state.text() == "ฉบับที่ 2 · ตรงกับฉบับที่ใช้อยู่"
    assert not page.bench.board.stack.canUndo()
    assert "ประกาศใช้ผังฉบับที่ 2 แล้ว" in room.feedback.said


def test_errors_keep_it_from_being_published(room: Room) -> None:
    page = room.page()
    page.bench.board.apply("วน", changes.redirect_branch(page.drawn(), "inform", 0, "investigate"))
    page.publish_button.click()
    shown = dialog(page, PublishDialog)
    assert isinstance(shown, PublishDialog)
    assert not shown.save_button.isEnabled()
    shown.save()
    assert room.published().steps["inform"].branches[0].to == "close"
    shown.problems.itemClicked.emit(shown.problems.item(0))
    assert not shown.isVisible()
    assert page.bench.board.spot in page.bench.view.troubles


def test_somebody_elses_version_first_keeps_the_drawing(room: Room) -> None:
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    room.publish(lambda chart: changes.rename(chart, "screen", "จำแนก"))
    page.publish_button.click()
    shown = dialog(page, PublishDialog)
    assert isinstance(shown, PublishDialog)
    shown.save()
    assert "มีผู้บันทึกรายการนี้ไปก่อนแล้ว" in shown.banner.text()
    assert not shown.save_button.isEnabled()
    assert page.drawn().steps["assign"].name == "มอบ"
    assert room.published().steps["screen"].name == "จำแนก"
    shown.reject()
    page.publish_button.click()
    second = next(one for one in page.findChildren(PublishDialog) if one.isVisible())
    assert any("จำแนก" in text and "ตรวจสอบและจำแนก" in text for text in second.changes.texts())
    second.save()
    assert room.published().steps["assign"].name == "มอบ"
    assert page.sheet.number == 3


def test_a_draft_older_than_what_is_in_force_says_so(room: Room) -> None:
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    page.keep()
    room.publish(lambda chart: changes.rename(chart, "screen", "จำแนก"))
    again = room.page()
    assert "ฉบับที่ 2" in again.banner.text()
    assert again.sheet.is_behind()


# --- running cases


def test_cases_move_where_their_step_still_is(room: Room) -> None:
    case, stays = take_in(room.office), take_in(room.office)
    page = room.page()
    page.bench.acts.add_step("assign")
    page.publish_button.click()
    shown = dialog(page, PublishDialog)
    assert isinstance(shown, PublishDialog)
    shown.save()
    moving = dialog(page, MoveDialog)
    assert isinstance(moving, MoveDialog)
    assert moving.model.rowCount() == 2
    assert not nameless(moving)
    row = next(place for place in range(2) if moving.model.row_at(place).complaint_id == stays)
    moving.model.setData(moving.model.index(row, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    moving.save()
    assert "เหตุผล" in moving._reason_field.error()
    moving.reason.setText("ใช้คู่มือฉบับใหม่")
    moving.save()
    versions = {
        one: room.office.services.cases.read_case(room.office.actors["supervisor"], one).chart.steps.keys()
        for one in (case, stays)
    }
    assert "step_1" in versions[case]
    assert "step_1" not in versions[stays]
    assert "ย้าย 1 เรื่องมาใช้ผังฉบับใหม่แล้ว" in room.feedback.said


def test_a_step_that_is_gone_asks_where_its_cases_go(room: Room) -> None:
    case = take_in(room.office)
    bring_to(room.office, case, "acknowledge")
    page = room.page()
    page.bench.acts.set_purpose("acknowledge", "")
    page.bench.acts.add_step("assign")
    page.bench.acts.remove(Spot("acknowledge"))
    assert not page.bench.errors(), page.bench.problem_list.texts()
    page.publish_button.click()
    shown = dialog(page, PublishDialog)
    assert isinstance(shown, PublishDialog)
    shown.save()
    moving = dialog(page, MoveDialog)
    assert isinstance(moving, MoveDialog)
    moving.reason.setText("ตัดขั้นตอน")
    assert list(moving.targets) == ["acknowledge"]
    moving.save()
    assert moving._target_fields["acknowledge"].error()
    moving.targets["acknowledge"].set_code("investigate")
    assert moving.model.row_at(0).target == "investigate"
    assert "→" in str(moving.model.index(0, 3).data())
    moving.save()
    detail = room.office.services.cases.read_case(room.office.actors["supervisor"], case)
    assert detail.step == "investigate"


def test_cases_may_stay_and_be_moved_another_day(room: Room) -> None:
    take_in(room.office)
    room.publish(lambda chart: changes.rename(chart, "screen", "จำแนก"))
    page = room.page()
    page.publishing.move()
    moving = dialog(page, MoveDialog)
    moving.cancel_button.click()  # type: ignore[attr-defined]
    page.kind.set_code("corruption")
    page.publishing.move()
    assert not any(one.isVisible() for one in page.findChildren(MoveDialog))


# --- versions


def test_an_older_version_is_looked_at_and_taken_up(room: Room) -> None:
    first = room.published()
    room.publish(lambda chart: changes.rename(chart, "screen", "จำแนก"))
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    drawn = page.drawn()
    page.versions()
    shown = dialog(page, VersionsDialog)
    assert isinstance(shown, VersionsDialog)
    assert not nameless(shown)
    assert [shown.model.index(row, 0).data() for row in range(2)] == ["2", "1"]
    shown.table.setCurrentIndex(shown.model.index(1, 0))
    shown.look_button.click()
    assert page.bench.board.chart == first
    assert page.bench.board.read_only
    assert page.drawn() == drawn
    assert "ฉบับที่ 1" in page.banner.text()
    page.banner.button.click()
    assert page.bench.board.chart == drawn
    page.versions()
    again = next(one for one in page.findChildren(VersionsDialog) if one.isVisible())
    again.table.setCurrentIndex(again.model.index(1, 0))
    again.use_button.click()
    assert page.bench.board.chart == first
    page.bench.board.stack.undo()
    assert page.bench.board.chart == drawn


# --- files and paper


def test_a_chart_goes_out_as_a_file_and_comes_in_as_a_draft(room: Room, tmp_path: Path) -> None:
    page = room.page()
    room.feedback.save_path = tmp_path / "ผัง.json"
    page.exchanging.export()
    assert json.loads(room.feedback.save_path.read_text(encoding="utf-8"))["flowchart"]["code"] == "general"
    page.kind.set_code("information")
    before = page.drawn()
    room.feedback.open_paths = [room.feedback.save_path]
    page.exchanging.import_file()
    assert page.drawn().code == "information"
    assert page.drawn().steps.keys() == room.published().steps.keys()
    assert "ผัง.json" in page.banner.text()
    page.bench.board.stack.undo()
    assert page.drawn() == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"format": "other"}', b"\xff\xfe\x00", b"x" * 2_000_000]
)
def test_a_file_that_is_no_chart_leaves_the_drawing(room: Room, tmp_path: Path, content: bytes) -> None:
    page = room.page()
    page.bench.acts.rename("assign", "มอบ")
    drawn = page.drawn()
    room.feedback.open_paths = [tmp_path / "เสีย.json"]
    room.feedback.open_paths[0].write_bytes(content)
    page.exchanging.import_file()
    assert page.drawn() is drawn
    assert page.banner.text()


def test_a_file_that_is_gone_leaves_the_drawing(room: Room, tmp_path: Path) -> None:
    page = room.page()
    room.feedback.open_paths = [tmp_path / "ไม่มี.json"]
    page.exchanging.import_file()
    assert page.drawn() == room.published()
    assert page.banner.text()


def test_the_wall_chart_is_shown_as_drawn(room: Room) -> None:
    page = room.page()
    page.exchanging.print_wall_chart()
    page.bench.acts.rename_chart("ผังที่กำลังร่าง")
    page.exchanging.print_wall_chart()
    assert [content[:5] for content, _title in room.papers] == [b"%PDF-", b"%PDF-"]
    assert room.papers[1][1] == "ผังที่กำลังร่าง"


# --- by the keyboard, and for whoever listens


def test_keys_of_the_page(room: Room) -> None:
    page = room.page()
    hands = room.hands(page)
    hands.view.choose(Spot("assign"))
    hands.keys("N", "Ctrl+Z")
    assert page.drawn() == room.published()
    hands.keys("Ctrl+Y")
    assert "step_1" in page.drawn().steps
    hands.keys("Ctrl+S")
    assert room.drafts() == ["flowchart_general"]
    hands.keys("Ctrl++")
    larger = hands.view.transform().m11()
    hands.keys("Ctrl+-", "Ctrl+0")
    assert hands.view.transform().m11() < larger
    page.toolbar.keys.click()
    assert dialog(page, EditorKeys).isVisible()
    texts = [action.text() for action in page.toolbar.menu.actions()]
    assert "พิมพ์ผังติดผนัง…" in texts
    assert page.toolbar.undo.toolTip() == "เลิกทำ เพิ่มขั้นตอน (Ctrl+Z)"


def test_everything_on_the_page_says_what_it_is(room: Room) -> None:
    page = room.page()
    assert not nameless(page)
