"""What a case keeps from others: readers of a confidential one, the superior's word, a name covered again."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from services.complaints.commands import CompleteStep, RespondentInput
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.office import OfficeForTest, make_office
from ui.case.case_page import CasePage
from ui.case.readers_part import ReadersPart
from ui.case.superior_part import SuperiorPart
from ui.tasks import InlineTaskRunner

HIDDEN = {"identity": "hidden", "name": "ลี้ภัย ปิดนามสกุล", "phones": "089-765-4321"}


@pytest.fixture
def office(tmp_path: Path) -> OfficeForTest:
    return make_office(tmp_path)


class Pages:
    """Make the case page of any person, with the parts under test."""

    def __init__(
        self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
    ) -> None:
        self._qtbot, self._office, self._runner, self.feedback = qtbot, office, runner, feedback

    def open(self, who: str, case: int) -> tuple[CasePage, ReadersPart, SuperiorPart]:
        services = self._office.services
        desk = self._office.desk(who, self._runner, self.feedback)
        readers = ReadersPart(desk, services.readers)
        superior = SuperiorPart(desk, services.superior, services.accounts)
        page = CasePage(
            desk,
            services.cases,
            services.casework,
            services.deadlines,
            services.intake,
            services.accounts,
            lambda _number: None,
            lambda _number: None,
            parts=(superior, readers),
        )
        self._qtbot.addWidget(page)
        page.resize(1020, 620)
        with self._qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.open(complaint_id=case)
        return page, readers, superior


@pytest.fixture
def pages(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> Pages:
    return Pages(qtbot, office, runner, feedback)


def shown(widget: QWidget) -> str:
    return " ".join(label.text().replace("\u200b", "") for label in widget.findChildren(QLabel))


def test_a_supervisor_marks_a_case_names_somebody_and_takes_the_name_off(
    office: OfficeForTest, pages: Pages
) -> None:
    case = take_in(office)
    page, readers, _superior = pages.open("supervisor", case)
    assert not readers.widget().isVisible()
    page.menu_actions["mark_confidential"].trigger()
    readers.dialog.submit()
    assert readers.dialog.field("reason").error()
    readers.dialog.field("reason").editor.setText("กล่าวหาเจ้าหน้าที่")
    readers.dialog.submit()
    assert page.head.confidential.isVisible()
    assert office.actors["supervisor"].name in shown(readers.widget())
    readers.name_button.click()
    viewer = office.actors["viewer"]
    readers.dialog.field("account_id").editor.set_code(str(viewer.account_id))
    readers.dialog.field("reason").editor.setText("ต้องช่วยตรวจ")
    readers.dialog.submit()
    assert viewer.name in shown(readers.widget())
    assert readers.count() == 2
    other, named, _superior = pages.open("viewer", case)
    assert named.widget().isVisible()
    assert not named.name_button.isVisible()
    assert named.remove_buttons == {}
    readers.remove_buttons[viewer.account_id].click()
    readers.dialog.field("reason").editor.setText("พ้นหน้าที่")
    readers.dialog.submit()
    assert readers.count() == 1
    other.refresh()
    assert other.detail is None
    page.menu_actions["unmark_confidential"].trigger()
    readers.dialog.field("reason").editor.setText("ไม่ต้องปกปิดแล้ว")
    readers.dialog.submit()
    assert not page.head.confidential.isVisible()


def test_a_case_about_the_only_supervisor_says_whom_it_goes_to_and_takes_the_decision(
    office: OfficeForTest, pages: Pages
) -> None:
    boss = office.actors["supervisor"]
    case = take_in(office, respondents=(RespondentInput(person=boss.name, account_id=boss.account_id),))
    page, _readers, superior = pages.open("front", case)
    assert "โปรดเสนอผู้บังคับบัญชาเหนือขึ้นไป" in superior.text.plain_text()
    assert not superior.button.isVisible()
    screen(office, case)
    page.refresh()
    superior.button.click()
    dialog = superior.dialog
    dialog.submit()
    assert dialog.field("superior").error()
    dialog.field("superior").editor.setText("รองอธิบดีทดสอบ")
    dialog.field("reference").editor.setText("กค 0400/123")
    dialog.field("letter_date").editor.set_date(office.clock.now().date())
    officer = office.actors["officer"]
    dialog.field("officer").editor.set_code(str(officer.account_id))
    dialog.field("note").editor.setText("ให้ตรวจสอบ")
    dialog.submit()
    assert page.detail is not None
    assert page.detail.officer_id == officer.account_id
    assert "กค 0400/123" in " ".join(entry.text for entry in page.sections.history.entries())


def screen(office: OfficeForTest, case: int) -> None:
    front = office.actors["front"]
    answers = {"kind": "complaint", "within_authority": True, "category": "conduct", "level": "minor"}
    version = office.services.cases.read_case(front, case).version
    step = CompleteStep(complaint_id=case, version=version, step="screen", answers=answers)
    office.services.casework.complete_step(front, step, new_command_id())


def revealed(page: CasePage, office: OfficeForTest) -> None:
    page._reveal()
    dialog = page.actions_of.dialog
    dialog.field("reason").editor.setText("ต้องโทรกลับ")
    dialog.submit()
    assert "ลี้ภัย" in page.sections.complainant.text_of("ผู้ร้องเรียน")


def test_a_revealed_name_covers_itself_after_a_while_on_leaving_and_behind_the_lock(
    office: OfficeForTest, pages: Pages
) -> None:
    case, other = take_in(office, **HIDDEN), take_in(office)
    page, _readers, _superior = pages.open("supervisor", case)
    titles: list[str] = []
    page.title_changed.connect(titles.append)
    ways = {
        "a while": page._covering.timeout.emit,
        "leaving": page.hide,
        "another case": lambda: (page.open(complaint_id=other), page.open(complaint_id=case)),
        "lock": page.cover_names,
    }
    for name, way in ways.items():
        revealed(page, office)
        assert page._covering.isActive()
        way()
        page.show()
        assert "ลี้ภัย" not in page.sections.complainant.text_of("ผู้ร้องเรียน"), name
        assert not page._covering.isActive(), name
    assert not [title for title in titles if "ลี้ภัย" in title]
