"""The documents page, as a person uses it: choose, ask, make, cancel, open what was made before."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from services.complaints.commands import AttachmentInput
from services.documents.catalogue import CATALOGUE, PaperRequest
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from tests.ui.test_named_widgets import nameless
from ui.documents.ask_fields import BUILDERS
from ui.documents.documents_page import DocumentsPage
from ui.documents.made_panel import MadeModel
from ui.tasks import InlineTaskRunner, TaskRunner

NO_PNG = b"\x89PNG\r\n\x1a\n" + b"no picture " * 20

ROOM = 600  # what a window of 1280 leaves to a form: nothing is scrolled sideways


class Place:
    """Open the page as somebody, in a window that remembers."""

    def __init__(
        self, office: OfficeForTest, qtbot: QtBot, feedback: RecordingFeedback, settings: QSettings
    ) -> None:
        self.office, self.qtbot, self.feedback, self.settings = office, qtbot, feedback, settings

    def open(self, runner: TaskRunner, who: str = "supervisor") -> DocumentsPage:
        """Return the page, shown."""
        services = self.office.services
        desk = self.office.desk(who, runner, self.feedback)
        page = DocumentsPage(desk, services.making, services.kept_papers, settings=self.settings)
        self.qtbot.addWidget(page)
        page.resize(1060, 660)
        page.show()
        page.open()
        return page


@pytest.fixture
def place(office: OfficeForTest, qtbot: QtBot, feedback: RecordingFeedback, tmp_path: Path) -> Place:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    return Place(office, qtbot, feedback, settings)


@pytest.fixture
def page(place: Place, runner: InlineTaskRunner) -> DocumentsPage:
    return place.open(runner)


def choose(page: DocumentsPage, code: str) -> None:
    assert page.papers.set_code(code)


def field(page: DocumentsPage, name: str) -> object:
    return page._forms[page.papers.code()].fields[name].field


def error(page: DocumentsPage, name: str) -> str:
    return page._forms[page.papers.code()].fields[name].field.error()


def fill(page: DocumentsPage, name: str, text: str) -> None:
    page._forms[page.papers.code()].fields[name].field.editor.setText(text)


def test_every_paper_has_a_form_that_says_what_everything_is(page: DocumentsPage) -> None:
    assert sorted(page.papers.codes()) == sorted(kind.code for kind in CATALOGUE)
    for kind in CATALOGUE:
        assert {ask.name for ask in kind.asks} <= set(BUILDERS), kind.code
        choose(page, kind.code)
        form = page._forms[kind.code]
        assert form.isVisible()
        assert form.minimumSizeHint().width() <= ROOM, kind.code
        assert not nameless(page), kind.code
        missing = form.request()
        typed = {"number", "numbers", "reason", "first_day", "last_day", "as_of", "closed_before"}
        must_be_typed = [ask.name for ask in kind.asks if ask.required and ask.name in typed]
        assert (missing is None) == bool(must_be_typed), kind.code
        for name in must_be_typed:
            assert error(page, name), (kind.code, name)


def test_the_keyboard_alone_finds_fills_makes_and_goes_back(
    page: DocumentsPage, office: OfficeForTest, qtbot: QtBot
) -> None:
    case = office.services.cases.read_case(office.actors["supervisor"], take_in(office))
    page.papers.filter.setFocus()
    type_text(page.papers.filter, "แฟ้ม เรื่อง")
    assert page.papers.codes() == ["case"]
    qtbot.keyClick(page.papers.filter, Qt.Key.Key_Down)
    assert page.papers.code() == "case"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    number = page._forms["case"].fields["number"].field.editor
    assert QApplication.focusWidget() is number
    type_text(number, case.number)
    qtbot.keyClick(number, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.preview.isVisible()
    assert page.preview.page_count() >= 1
    assert page.paper_title.text() == f"แฟ้มเรื่อง {case.number}"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.make_button.isVisible()
    assert number.text() == case.number
    page.paper_button.click()
    assert page.preview.isVisible()


def test_the_box_hides_what_does_not_fit_and_says_when_nothing_does(page: DocumentsPage) -> None:
    page.papers.filter.setText("ไม่มีเอกสารชื่อนี้")
    assert page.papers.nothing.isVisible()
    assert page.papers.code() == "monthly"  # still chosen, its form still there
    page.papers.filter.setText("monthly")
    assert page.papers.codes() == ["monthly"]
    page.papers.filter.clear()
    assert len(page.papers.codes()) == len(CATALOGUE)


def test_what_is_missing_or_unknown_is_said_beside_its_field_and_typing_stays(
    page: DocumentsPage, office: OfficeForTest
) -> None:
    choose(page, "person")
    fill(page, "requester", "นางทดสอบ ขอข้อมูล บัตรประจำตัวประชาชน")
    page.make()
    assert error(page, "numbers")
    assert error(page, "reason")
    fill(page, "numbers", "998/2570, 999/2570")
    fill(page, "reason", "คำขอที่ 1/2570")
    page.make()
    assert "998/2570" in error(page, "numbers")
    choose(page, "case")
    fill(page, "number", "99999/2570")
    page.make()
    assert "99999/2570" in error(page, "number")
    choose(page, "box-record")
    fill(page, "number", "กล่อง")
    page.make()
    assert "การเปิดกล่อง" in error(page, "number")
    choose(page, "fiscal-year")
    fill(page, "as_of", "31 ก.พ. 2569")
    page.make()
    assert error(page, "as_of")
    fill(page, "as_of", "1 ต.ค. 2575")
    page.make()
    assert "ยังมาไม่ถึง" in error(page, "as_of")
    assert page.preview.page_count() == 0
    choose(page, "person")
    assert page._forms["person"].fields["numbers"].read() == ("998/2570", "999/2570")
    assert page._forms["person"].fields["requester"].read() == "นางทดสอบ ขอข้อมูล บัตรประจำตัวประชาชน"


def test_a_paper_of_others_is_not_offered_and_asked_for_says_whose_it_is(
    place: Place, runner: InlineTaskRunner
) -> None:
    page = place.open(runner, "viewer")
    assert not {"person", "destruction-list", "receipt", "statement"} & set(page.papers.codes())
    assert "case" in page.papers.codes()
    page.open(paper="person")
    assert "หัวหน้าฝ่าย/หัวหน้ากลุ่มงาน" in page.banner.text()
    assert page.papers.code() != "person"


def test_the_paper_last_chosen_is_there_again(place: Place, runner: InlineTaskRunner) -> None:
    choose(place.open(runner), "flowchart")
    assert place.open(runner).papers.code() == "flowchart"
    choose(place.open(runner), "person")
    assert place.open(runner, "viewer").papers.code() == "monthly"  # not offered to this one


def test_a_report_is_kept_and_opens_again_as_it_was(page: DocumentsPage, office: OfficeForTest) -> None:
    page.views.button("made").click()
    assert page.made.nothing.isVisible()
    page.views.button("make").click()
    choose(page, "fiscal-year")
    page.make()
    made = page.preview.content()
    take_in(office)
    page.show_form()
    page.views.button("made").click()
    assert page.made.model.rowCount() == 1
    page.preview.clear()
    page.made.table.opened.emit(page.made.model.index(0, 0))
    assert page.preview.isVisible()
    assert page.preview.content() == made
    assert "ปีงบประมาณ" in page.paper_title.text()
    page.show_form()
    assert page.made.isVisible()


def test_the_list_of_what_was_made_is_a_sound_model(
    page: DocumentsPage, office: OfficeForTest, qtmodeltester: ModelTester
) -> None:
    for year in (2568, 2569):
        request, actor = PaperRequest(year=year), office.actors["viewer"]
        office.services.making.make_paper(actor, "fiscal-year", request, new_command_id())
        office.clock.advance(minutes=1)
    model = MadeModel()
    model.set_rows(office.services.kept_papers.list_made(office.actors["front"]))
    qtmodeltester.check(model)
    assert [model.index(row, 1).data() for row in range(2)] == [
        "ปีงบประมาณ พ.ศ. 2569",
        "ปีงบประมาณ พ.ศ. 2568",
    ]
    assert model.index(0, 4).data() == office.actors["viewer"].name


def test_making_can_be_cancelled_and_begun_again(place: Place, qtbot: QtBot) -> None:
    runner = TaskRunner()
    page = place.open(runner)
    choose(page, "fiscal-year")
    page.make()
    assert page.cancel_button.isVisible()
    assert page.progress.isVisible()
    assert not page.make_button.isEnabled()
    page.make()  # once, however often it is asked for
    page.cancel_button.click()
    qtbot.waitUntil(page.make_button.isEnabled)
    assert "ยกเลิก" in page.banner.text()
    assert page.preview.page_count() == 0
    assert not page.progress.isVisible()
    page.make()
    qtbot.waitUntil(lambda: page.preview.page_count() > 0)
    assert page.banner.isHidden()
    assert page.preview.isVisible()
    runner.shutdown()


def test_the_file_of_a_case_with_next_to_nothing_in_it_and_a_picture_that_is_none(
    page: DocumentsPage, office: OfficeForTest
) -> None:
    bare = dict.fromkeys(("title", "name", "phones", "address", "subject", "answer_by"), "")
    case = take_in(
        office,
        **bare,
        identity="anonymous",
        detail="ก",
        happened_when="",
        happened_where="",
        remedy_wanted="",
    )
    file = AttachmentInput(name="ภาพ.png", content=NO_PNG)
    office.services.intake.attach_file(office.actors["front"], case, file, new_command_id())
    number = office.services.cases.read_case(office.actors["supervisor"], case).number
    choose(page, "case")
    fill(page, "number", number)
    page.make()
    assert page.preview.page_count() >= 1
    document = page.preview._document
    assert document is not None
    assert "ภาพ.png" in "".join(document.text(each) for each in range(len(document)))


def test_a_place_that_takes_no_file_is_said_and_the_paper_stays(
    page: DocumentsPage, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    choose(page, "blank-intake")
    page.make()
    feedback.save_path = tmp_path / "แฟ้ม" / "ไม่มี.pdf"
    page.preview.save_button.click()
    assert [told.code for told in feedback.errors] == ["file.unwritable"]  # type: ignore[attr-defined]
    (tmp_path / "โฟลเดอร์.pdf").mkdir()
    feedback.save_path = tmp_path / "โฟลเดอร์.pdf"
    page.preview.save_button.click()
    assert len(feedback.errors) == 2
    assert not [path for path in tmp_path.rglob("*") if path.name.endswith(".part")]
    feedback.save_path = tmp_path / "แบบ.pdf"
    page.preview.save_button.click()
    assert feedback.save_path.read_bytes() == page.preview.content()


def test_the_statement_of_a_year_with_complaints_is_refused_beside_the_year(
    page: DocumentsPage, office: OfficeForTest
) -> None:
    take_in(office)
    choose(page, "zero-year")
    page.make()
    assert "มีข้อร้องเรียน 1 เรื่อง" in error(page, "year")
    choose(page, "audit-pack")
    page.make()
    assert page.preview.page_count() > 3


def test_a_letters_place_that_is_no_number_is_said_beside_its_field(page: DocumentsPage) -> None:
    choose(page, "letter")
    fill(page, "number", "1/2569")
    for typed in ("ก", "0", "1000"):
        fill(page, "letter", typed)
        page.make()
        assert "999" in error(page, "letter")
        assert page._forms["letter"].fields["letter"].field.editor.text() == typed
    fill(page, "letter", "2")
    page.make()
    assert error(page, "letter") == ""
