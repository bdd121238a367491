"""The page of the yearly evidence document: pictures in, captions kept, order, refusals, making it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from services.office.evidence_pictures import ChangeCaption, PictureRow
from services.unit_of_work import new_command_id
from tests.services.documents.paper_text import says, squeeze
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import OfficeForTest
from tests.ui.test_files_in import drop, said_in
from tests.ui.test_named_widgets import nameless
from ui.documents.documents_page import DocumentsPage
from ui.evidence.evidence_page import EvidencePage
from ui.evidence.picture_card import WIDE
from ui.tasks import InlineTaskRunner, TaskRunner

YEAR = 2569


@pytest.fixture
def shown() -> list[tuple[bytes, str]]:
    return []


@pytest.fixture
def page(
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    qtbot: QtBot,
    shown: list[tuple[bytes, str]],
) -> EvidencePage:
    return build(office, "officer", runner, feedback, qtbot, shown)


def build(
    office: OfficeForTest,
    who: str,
    runner: TaskRunner,
    feedback: RecordingFeedback,
    qtbot: QtBot,
    shown: list[tuple[bytes, str]],
) -> EvidencePage:
    services = office.services
    made = EvidencePage(
        office.desk(who, runner, feedback),
        services.evidence,
        services.evidence_pictures,
        services.making,
        lambda content, name: shown.append((content, name)),
    )
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open(year=YEAR, part="training")
    return made


def picture(folder: Path, name: str, colour: Qt.GlobalColor, width: int = 60) -> Path:
    image = QImage(width, 40, QImage.Format.Format_RGB32)
    image.fill(colour)
    image.save(str(folder / name))
    return folder / name


def pictures(folder: Path) -> list[Path]:
    colours = (Qt.GlobalColor.blue, Qt.GlobalColor.red, Qt.GlobalColor.green)
    return [picture(folder, f"{number}.png", colour) for number, colour in enumerate(colours)]


def kept(office: OfficeForTest) -> tuple[PictureRow, ...]:
    return office.services.evidence_pictures.list_pictures(office.actors["viewer"], YEAR)


def type_into(line: QLineEdit, text: str) -> None:
    """Type Thai: keys that the test's keyboard has no codes for."""
    line.setFocus()
    line.insert(text)


def test_dropped_pictures_are_put_in_and_what_is_none_costs_no_typed_word(
    page: EvidencePage, office: OfficeForTest, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    panel = page.pictures
    assert drop(page, picture(tmp_path, "0.png", Qt.GlobalColor.blue))
    assert panel._shown[0].caption.hasFocus()
    assert drop(page, *pictures(tmp_path)[1:])
    first, second, third = kept(office)
    assert [card.row.id for card in panel._shown] == [first.id, second.id, third.id]
    assert page.model.row_at(8).has == "มีภาพ 3 ภาพ"
    assert first.file_id < second.file_id < third.file_id  # as they were dropped
    cards = panel._shown
    assert cards[2].caption.hasFocus()
    assert not cards[0].picture.pixmap().isNull()
    assert nameless(page) == []
    type_into(cards[0].caption, "อบรม e-GP")
    bad = tmp_path / "ไม่ใช่ภาพ.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    assert drop(page, bad)
    assert "ไฟล์ ไม่ใช่ภาพ.png ไม่ใช่ภาพ PNG หรือ JPEG" in said_in(panel.incoming)
    assert cards[0].caption.text() == "อบรม e-GP"
    assert len(kept(office)) == 3
    # Words that are being typed in a part stay while another part is looked at.
    page.open(part="field_visits")
    page.open(part="training")
    assert panel._shown[0].caption.text() == "อบรม e-GP"
    QTest.keyClick(panel._shown[0].caption, Qt.Key.Key_Return)
    assert kept(office)[0].caption == "อบรม e-GP"
    assert feedback.errors == []


def test_many_at_once_are_one_save_in_the_order_dropped_with_the_window_free(
    office: OfficeForTest,
    feedback: RecordingFeedback,
    qtbot: QtBot,
    tmp_path: Path,
    shown: list[tuple[bytes, str]],
) -> None:
    lanes = TaskRunner()
    page = build(office, "officer", lanes, feedback, qtbot, shown)
    qtbot.waitUntil(lambda: page.model.rowCount() == 11)
    page.open(part="training")
    files = [picture(tmp_path, f"{n}.png", Qt.GlobalColor.red, 900 - 100 * n) for n in range(6)]
    (tmp_path / "x.png").write_text("ไม่ใช่ภาพ")
    assert drop(page, *files[:3], tmp_path / "x.png", *files[3:])
    qtbot.waitUntil(lambda: len(page.pictures._shown) == 6)
    qtbot.waitUntil(lambda: page.focusWidget() is page.pictures._shown[0].caption)
    # Thumbnails are read on two lanes and come in any order.
    qtbot.waitUntil(lambda: not any(card.picture.pixmap().isNull() for card in page.pictures._shown))
    wide = [card.picture.pixmap().width() for card in page.pictures._shown]
    assert wide == [WIDE] * 6
    high = [card.picture.pixmap().height() for card in page.pictures._shown]
    assert high == sorted(high)  # each is narrower than the one dropped before
    assert [item.name for item in page.pictures.incoming.items] == ["x.png"]
    page.make()
    assert page.stop_button.isVisible()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert not page.stop_button.isVisible()
    page._begin()
    page.stop()
    qtbot.waitUntil(page.banner.isVisible)
    assert "ยกเลิกการจัดทำเอกสารแล้ว" in said_in(page.banner)
    assert len(shown) == 1
    lanes.shutdown()


def test_pictures_are_moved_and_taken_out_by_keyboard(
    page: EvidencePage, office: OfficeForTest, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    drop(page, *pictures(tmp_path))
    first, second, third = (row.id for row in kept(office))
    down = page.pictures._shown[0].down_button
    down.setFocus()
    QTest.keyClick(down, Qt.Key.Key_Space)
    assert [row.id for row in kept(office)] == [second, first, third]
    assert page.pictures._shown[1].down_button.hasFocus()
    QTest.keyClick(page.pictures._shown[1].down_button, Qt.Key.Key_Space)
    assert [row.id for row in kept(office)] == [second, third, first]
    feedback.answer = False
    page.pictures._shown[0].out_button.click()
    assert len(kept(office)) == 3
    feedback.answer = True
    page.pictures._shown[0].out_button.click()
    assert [row.id for row in kept(office)] == [third, first]
    assert len(page.pictures._shown) == 2


def test_a_channel_shows_its_own_pictures_and_one_pasted(page: EvidencePage, office: OfficeForTest) -> None:
    page.open(part="channels")
    panel = page.pictures
    assert "(ยังไม่มีภาพ)" in panel.channel.currentText()
    panel.channel.set_code("suggestion_box")
    image = QImage(50, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.cyan)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (row,) = kept(office)
    assert (row.part, row.channel) == ("channels", "suggestion_box")
    assert panel.channel.code() == "suggestion_box"
    assert "(ยังไม่มีภาพ)" not in panel.channel.currentText()
    # Another picture is pasted while the keyboard is in the first one's caption; a text goes into it.
    caption = panel._shown[0].caption
    image.fill(Qt.GlobalColor.magenta)
    QGuiApplication.clipboard().setImage(image)
    QTest.keyClick(caption, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(kept(office)) == 2
    QGuiApplication.clipboard().setText("หน้าเคาน์เตอร์")
    QTest.keyClick(caption, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert caption.text() == "หน้าเคาน์เตอร์"
    panel.channel.set_code("website")
    assert panel._shown == []


def test_a_caption_changed_by_somebody_else_is_told_beneath_and_stays_typed(
    page: EvidencePage, office: OfficeForTest, tmp_path: Path, qtbot: QtBot, shown: list[tuple[bytes, str]]
) -> None:
    drop(page, pictures(tmp_path)[0])
    card = page.pictures._shown[0]
    change = ChangeCaption(card.row.id, "ของหัวหน้า", "")
    office.services.evidence_pictures.change_caption(office.actors["supervisor"], change, new_command_id())
    type_into(card.caption, "ของเจ้าหน้าที่")
    QTest.keyClick(card.caption, Qt.Key.Key_Return)
    assert "มีผู้บันทึกรายการนี้ไปก่อนแล้ว" in card.field.error()
    assert card.caption.text() == "ของเจ้าหน้าที่"
    assert page.pictures.is_changed()
    assert kept(office)[0].caption == "ของหัวหน้า"
    card.caption.setText("ก" * 301)
    card.finish_caption()
    assert "301" in card.field.error()
    # All of it can be read, and no document is made without what is typed.
    qtbot.waitUntil(lambda: card.field.height() >= card.field.heightForWidth(card.field.width()))
    page.make()
    assert shown == []
    assert "คำบรรยายภาพที่บันทึกไม่ได้" in page.banner.text()
    assert page.make_button.isEnabled()
    assert page.is_unkept()


def test_made_with_what_was_typed_a_moment_ago(
    page: EvidencePage, office: OfficeForTest, tmp_path: Path, shown: list[tuple[bytes, str]]
) -> None:
    drop(page, pictures(tmp_path)[0])
    caption = page.pictures._shown[0].caption
    type_into(caption, "ประชุมชี้แจง")
    QTest.keyClick(caption, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (content, name) = shown[0]
    assert says(content, "ประชุมชี้แจง")
    assert squeeze(name) == squeeze("เอกสารหลักฐานการจัดการข้อร้องเรียน ประจำปีงบประมาณ พ.ศ. 2569")
    assert page.make_button.isEnabled()
    assert not page.progress.isVisible()
    page.as_of.setText("1 ต.ค. 2569")
    page.make()
    assert page.as_of_field.error()
    assert len(shown) == 1
    assert page.as_of.text() == "1 ต.ค. 2569"


def test_a_viewer_reads_and_makes_but_changes_nothing(
    page: EvidencePage,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    qtbot: QtBot,
    tmp_path: Path,
    shown: list[tuple[bytes, str]],
) -> None:
    drop(page, pictures(tmp_path)[0])
    reader = build(office, "viewer", runner, feedback, qtbot, shown)
    card = reader.pictures._shown[0]
    assert card.caption.isReadOnly()
    assert not card.out_button.isVisible()
    assert not reader.pictures.choose_button.isVisible()
    assert not drop(reader, pictures(tmp_path)[1])
    reader.make()
    assert len(shown) == 1


def test_the_documents_page_leads_to_it_with_the_year_chosen(
    office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback, qtbot: QtBot
) -> None:
    services = office.services
    papers = DocumentsPage(office.desk("front", runner, feedback), services.making, services.kept_papers)
    qtbot.addWidget(papers)
    papers.show()
    papers.open(paper="evidence")
    form = papers._forms["evidence"]
    form.fields["year"].field.editor.set_code(str(YEAR - 1))
    QTest.keyClick(form.page_button, Qt.Key.Key_Space)
    assert office.visited == [("evidence", {"year": YEAR - 1})]
    papers.open(paper="fiscal-year")
    assert not papers._forms["fiscal-year"].page_button.isVisible()
