"""Writing letters in the window: nothing typed is lost, the paper is seen, buttons by its standing."""

from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from services.letters.access import LetterDetail
from services.letters.life import DraftLetter
from services.unit_of_work import new_command_id
from tests.services.documents.paper_text import says
from tests.services.letters.writing import picture
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.office import OfficeForTest, make_office
from ui.case.case_page import CasePage
from ui.case.letters_part import LettersPart
from ui.letters.letter_page import LetterPage
from ui.letters.waiting_page import WaitingLettersPage
from ui.review.review_page import ReviewPage
from ui.settings.emblem_section import EmblemSection
from ui.settings.letters_section import LettersSection
from ui.tasks import InlineTaskRunner


class Room:
    """Hold the office, and show what any of its people sees."""

    def __init__(
        self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
    ) -> None:
        self.qtbot, self.office, self.runner, self.feedback = qtbot, office, runner, feedback
        self.letters = office.services.letters

    def draft(self, case: int, kind: str = "acknowledgement", who: str = "officer") -> int:
        command = DraftLetter(complaint_id=case, kind=kind)
        return self.letters.draft_letter(self.office.actors[who], command, new_command_id()).letter_id

    def read(self, letter_id: int, who: str = "supervisor") -> LetterDetail:
        return self.letters.read_letter(self.office.actors[who], letter_id)

    def page(self, who: str, letter_id: int) -> LetterPage:
        desk = self.office.desk(who, self.runner, self.feedback)
        made = LetterPage(desk, self.letters, self.office.services.private_files)
        self.show(made)
        made.open(letter_id=letter_id)
        return made

    def show(self, widget: QWidget) -> None:
        self.qtbot.addWidget(widget)
        widget.resize(1180, 640)
        with self.qtbot.waitExposed(widget):
            widget.show()


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, runner: InlineTaskRunner, feedback: RecordingFeedback) -> Room:
    return Room(qtbot, make_office(tmp_path), runner, feedback)


def seen(page: LetterPage) -> set[str]:
    return {name for name, button in page.buttons.items() if button.isVisible()}


def approved(room: Room, case: int, kind: str = "acknowledgement") -> int:
    letter = room.draft(case, kind)
    page = room.page("officer", letter)
    page.buttons["submit"].click()
    page = room.page("supervisor", letter)
    page.buttons["approve"].click()
    assert room.read(letter).row.status == "approved"
    return letter


def issue(page: LetterPage, number: str = "ลป 0003/321") -> None:
    page.buttons["issue"].click()
    assert page.dialog is not None
    page.dialog.number.setText(number)  # type: ignore[attr-defined]
    page.dialog.submit()


def test_a_letter_is_begun_on_the_case_and_listed_there(room: Room) -> None:
    case = take_in(room.office)
    services = room.office.services
    desk = room.office.desk("officer", room.runner, room.feedback)
    holder = QWidget()
    room.qtbot.addWidget(holder)
    part = LettersPart(desk, room.letters, holder)
    page = CasePage(
        desk,
        services.cases,
        services.casework,
        services.deadlines,
        services.intake,
        services.accounts,
        lambda _case: None,
        lambda _case: None,
        parts=[part],
    )
    room.show(page)
    page.open(complaint_id=case)
    part.new_button.click()
    assert part.dialog is not None
    part.dialog.kind.set_code("memo")
    assert part.dialog.layout_choice.code() == "memo"
    part.dialog.kind.set_code("more_information")
    part.dialog.layout_choice.set_code("email")
    part.dialog.submit()
    (row,) = room.letters.list_letters(desk.actor, case)
    assert (row.kind, row.layout) == ("more_information", "email")
    assert room.office.visited == [("letter", {"letter_id": row.id})]
    assert part.count() == 1
    part.buttons[row.id].click()  # type: ignore[attr-defined]
    assert len(room.office.visited) == 2


def test_the_paper_follows_what_is_typed(room: Room) -> None:
    page = room.page("officer", room.draft(take_in(room.office)))
    assert says(page.preview.content(), "แจ้งการรับเรื่องร้องเรียน")
    page.form.subject.setText("แจ้งเรื่องที่พิมพ์เอง")
    room.qtbot.waitUntil(lambda: says(page.preview.content(), "แจ้งเรื่องที่พิมพ์เอง"), timeout=3000)
    page.form.insert_field("เลขรับ")
    assert page.form.body.text().startswith("{เลขรับ}")


def test_what_is_typed_comes_back_after_the_window_is_gone(room: Room) -> None:
    letter = room.draft(take_in(room.office))
    page = room.page("officer", letter)
    page.form.body.setText("ข้อความที่พิมพ์ค้างไว้")
    assert page.may_leave()
    again = room.page("officer", letter)
    assert again.form.body.text() == "ข้อความที่พิมพ์ค้างไว้"
    assert "พิมพ์ค้างไว้" in again.banner.text()
    assert room.page("supervisor", letter).form.body.text() != "ข้อความที่พิมพ์ค้างไว้"
    again.buttons["revert"].click()
    assert room.page("officer", letter).form.body.text() == room.read(letter).content.body


def test_an_unknown_field_is_told_beside_the_text_and_stays_typed(room: Room) -> None:
    letter = room.draft(take_in(room.office))
    page = room.page("officer", letter)
    page.form.body.setText("รับเรื่อง {เลขรัป} แล้ว")
    page.buttons["submit"].click()
    assert "{เลขรับ}" in page.form.fields["body"].error()
    assert page.form.body.text() == "รับเรื่อง {เลขรัป} แล้ว"
    assert room.read(letter).row.status == "draft"
    page.form.body.setText("รับเรื่อง {เลขรับ} แล้ว")
    page.buttons["submit"].click()
    assert room.read(letter).row.status == "submitted"
    assert "keep" not in seen(page)


def test_a_supervisor_sends_back_and_the_officer_reads_why(room: Room) -> None:
    letter = room.draft(take_in(room.office))
    room.page("officer", letter).buttons["submit"].click()
    page = room.page("supervisor", letter)
    page.buttons["return"].click()
    assert page.dialog is not None
    page.dialog.field("comment").editor.setText("เพิ่มวันครบกำหนด")
    page.dialog.submit()
    officer = room.page("officer", letter)
    assert "เพิ่มวันครบกำหนด" in officer.said.plain_text()
    assert {"keep", "submit", "cancel"} <= seen(officer)
    assert "approve" not in seen(officer)


def test_sending_freezes_the_paper_and_makes_an_email(room: Room) -> None:
    case = take_in(room.office, email="reader@example.com")
    page = room.page("officer", approved(room, case))
    issue(page)
    row = page._detail.row  # type: ignore[union-attr]
    assert (row.status, row.number) == ("issued", "ลป 0003/321")
    assert page.preview.content() == room.letters.read_paper(room.office.actors["viewer"], row.id)[1]
    opened: list[Path] = []
    page.open_outside = lambda path: bool(opened.append(path)) or True
    page.buttons["email"].click()
    message = BytesParser(policy=policy.default).parsebytes(opened[0].read_bytes())
    (attached,) = message.iter_attachments()
    assert (opened[0].suffix, message["X-Unsent"]) == (".eml", "1")
    assert attached.get_content() == page.preview.content()
    assert seen(page) == {"email"}


def test_a_number_used_before_is_told_before_it_is_sent(room: Room) -> None:
    case = take_in(room.office)
    issue(room.page("officer", approved(room, case)))
    page = room.page("officer", approved(room, case, "progress"))
    page.buttons["issue"].click()
    dialog: Any = page.dialog
    dialog.number.setText("ลป 0003/321")
    room.qtbot.waitUntil(lambda: "ปีเดียวกัน" in dialog.banner.text(), timeout=3000)
    dialog.submit()
    assert page._detail.row.status == "issued"  # type: ignore[union-attr]


def test_a_hidden_name_is_opened_by_a_supervisor_with_a_reason(room: Room) -> None:
    case = take_in(room.office, identity="hidden", name="นางบุญศรี แก้วมา")
    letter = approved(room, case)
    officer = room.page("officer", letter)
    assert "issue" not in seen(officer)
    assert "ขอปกปิดชื่อ" in officer.said.plain_text()
    page = room.page("supervisor", letter)
    issue(page)
    assert page.preview.page_count() == 0
    page.buttons["paper"].click()
    dialog: Any = page.dialog
    dialog.submit()
    assert page.preview.page_count() == 0
    dialog.field("reason").editor.setText("พิมพ์ส่งทางไปรษณีย์")
    dialog.submit()
    assert says(page.preview.content(), "นางบุญศรี แก้วมา")
    assert room.page("officer", letter).preview.page_count() == 0


def test_two_who_write_at_once_keep_what_they_typed(room: Room) -> None:
    letter = room.draft(take_in(room.office))
    first, second = room.page("officer", letter), room.page("front", letter)
    first.form.subject.setText("ฉบับของคนแรก")
    first.buttons["keep"].click()
    second.form.subject.setText("ฉบับของคนที่สอง")
    second.buttons["keep"].click()
    assert second.form.subject.text() == "ฉบับของคนที่สอง"
    assert room.read(letter).content.subject == "ฉบับของคนแรก"
    second._take_latest()
    second.buttons["keep"].click()
    assert room.read(letter).content.subject == "ฉบับของคนที่สอง"


def test_letters_that_wait_are_listed_and_opened(room: Room) -> None:
    case = take_in(room.office)
    page = WaitingLettersPage(room.office.desk("supervisor", room.runner, room.feedback), room.letters)
    room.show(page)
    page.open()
    assert page.lines == []
    waiting = room.draft(case)
    room.page("officer", waiting).buttons["submit"].click()
    ready = approved(room, case, "progress")
    page.refresh()
    assert [line.row.id for line in page.lines] == [waiting, ready]
    page.lines[0].open_button.click()
    assert room.office.visited[-1] == ("letter", {"letter_id": waiting})


def test_the_review_page_counts_letters_to_approve(room: Room) -> None:
    services = room.office.services
    page = ReviewPage(
        room.office.desk("supervisor", room.runner, room.feedback),
        services.review,
        services.casework,
        services.indicators,
        services.cases,
        services.accounts,
        letters=room.letters,
    )
    room.show(page)
    page.open()
    assert not page.letters_button.isVisible()
    room.page("officer", room.draft(take_in(room.office))).buttons["submit"].click()
    page.refresh()
    assert page.letters_button.text() == "หนังสือรอพิจารณา  1"
    page.letters_button.click()
    assert room.office.visited[-1][0] == "letters"


# --- the settings


def section(room: Room, make: Callable[..., Any], *services: Any, who: str = "admin") -> Any:
    made = make(room.office.desk(who, room.runner, room.feedback), *services)
    room.show(made)
    made.load()
    return made


def test_the_office_writes_letters_in_its_own_words(room: Room) -> None:
    services = room.office.services
    shown = section(room, LettersSection, services.office, services.letters, who="supervisor")
    assert says(shown.preview.content(), "แจ้งการรับเรื่องร้องเรียน")
    shown.area.setText("ขอแจ้งว่ารับเรื่อง {เลขรัป} แล้ว")
    shown.save_button.click()
    assert "{เลขรับ}" in shown.field.error()
    shown.area.setText("ขอแจ้งว่ารับเรื่อง {เลขรับ} แล้ว")
    room.qtbot.waitUntil(lambda: says(shown.preview.content(), "ขอแจ้งว่ารับเรื่อง"), timeout=3000)
    shown.save_button.click()
    case = take_in(room.office)
    number = services.cases.read_case(room.office.actors["officer"], case).number
    assert room.read(room.draft(case)).content.body == f"ขอแจ้งว่ารับเรื่อง {number} แล้ว"
    shown.reset_button.click()
    assert room.read(room.draft(case)).content.body.startswith("ตามที่ท่านได้ร้องเรียน")


def test_every_text_of_every_kind_has_a_name_and_a_preview(room: Room) -> None:
    services = room.office.services
    shown = section(room, LettersSection, services.office, services.letters)
    for kind in [shown.kind.itemData(row) for row in range(shown.kind.count())]:
        shown.kind.set_code(kind)
        shown._show_texts(kind)
        names = [shown.text.itemText(row) for row in range(shown.text.count())]
        assert names
        assert not [name for name in names if "." in name or name.isascii()]
        assert shown.preview.page_count() >= 1


def test_an_emblem_is_chosen_looked_at_and_taken_out(room: Room, tmp_path: Path) -> None:
    shown = section(room, EmblemSection, room.office.services.pictures)
    wrong, right = tmp_path / "ตรา.png", tmp_path / "ตราจริง.jpg"
    wrong.write_bytes(b"MZ\x90\x00 not a picture")
    right.write_bytes(picture("JPEG"))
    room.feedback.open_paths = [wrong]
    shown.choose_button.click()
    assert "ไม่ใช่ภาพ" in shown.banner.text()
    assert not shown.picture.isVisible()
    room.feedback.open_paths = [right]
    shown.choose_button.click()
    assert shown.picture.isVisible()
    shown.remove_button.click()
    assert not shown.picture.isVisible()
