"""Files on their way in: dropped, pasted, refused in a sentence; and looked at inside, by keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from services.complaints.commands import AttachmentInput
from services.unit_of_work import new_command_id
from tests.services.office.bad_files import DOCM, PE
from tests.ui.fakes import RecordingFeedback
from tests.ui.handling import take_in
from tests.ui.intake_desk import IntakeDesk, press
from tests.ui.office import OfficeForTest
from ui.case.case_page import CasePage
from ui.case.picture_view import PictureView
from ui.case.viewer import AttachmentViewer
from ui.files.incoming import IncomingFiles
from ui.intake.attachments import AttachmentList
from ui.tasks import InlineTaskRunner, TaskRunner


def picture(colour: Qt.GlobalColor = Qt.GlobalColor.blue, width: int = 60, height: int = 30) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def drop(widget: QWidget, *paths: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copied = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(5, 5), copied, data, left, none)
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), copied, data, left, none))
    return True


def copy_files(*paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)


def said_in(widget: QWidget) -> str:
    return "\n".join(
        label.text().replace("\u200b", "") for label in widget.findChildren(QLabel) if label.isVisible()
    )


def button_named(widget: QWidget, name: str) -> QPushButton:
    return next(
        button
        for button in widget.findChildren(QPushButton)
        if button.isVisible() and button.accessibleName().startswith(name)
    )


def typed(desk: IntakeDesk) -> tuple[object, AttachmentList]:
    page = desk.page("walk_in")
    page.form.story.detail.setText("รอนาน")
    page.form.papers.set_folded(False)
    files = page.form.attachments
    assert files is not None
    return page, files


@pytest.fixture
def bad(tmp_path: Path) -> dict[str, Path]:
    """Make the issue's bad files."""
    made = {
        "program": (tmp_path / "หนังสือร้องเรียน.pdf", PE),
        "double": (tmp_path / "ใบเสร็จ.pdf.exe", b"%PDF-1.4"),
        "empty": (tmp_path / "ว่าง.pdf", b""),
        "good": (tmp_path / "สำเนา.pdf", b"%PDF-1.4 good"),
    }
    for path, content in made.values():
        path.write_bytes(content)
    huge = tmp_path / "วิดีโอ.mp4"
    with huge.open("wb") as file:
        file.truncate(3 * 2**30)  # sparse: no byte of it is read
    return {name: path for name, (path, _content) in made.items()} | {
        "huge": huge,
        "gone": tmp_path / "หาย.jpg",
    }


def test_each_bad_file_is_told_beside_the_list_and_the_rest_stays(
    desk: IntakeDesk, bad: dict[str, Path]
) -> None:
    page, files = typed(desk)
    assert drop(page, *bad.values())  # type: ignore[arg-type]
    said = said_in(files)
    assert "หนังสือร้องเรียน.pdf แท้จริงแล้วเป็นโปรแกรมที่สั่งให้เครื่องทำงานได้" in said
    assert "ใบเสร็จ.pdf.exe แท้จริงแล้วเป็นโปรแกรม" in said
    assert "ไม่ได้แนบไฟล์นี้ ไฟล์อื่นและข้อมูลที่กรอกยังอยู่ครบ" in said
    assert "ว่าง.pdf ไม่มีข้อมูล" in said
    assert "วิดีโอ.mp4 ใหญ่เกิน 25 เมกะไบต์" in said
    assert "ไม่พบ หาย.jpg" in said
    assert [file.name for file in files.files()] == ["สำเนา.pdf"]
    page.save()  # type: ignore[attr-defined]
    assert desk.rows() == []
    for name in ("หนังสือร้องเรียน.pdf", "ใบเสร็จ.pdf.exe", "ว่าง.pdf", "วิดีโอ.mp4", "หาย.jpg"):
        button_named(files, f"นำไฟล์ {name}").click()
    assert page.form.story.detail.text() == "รอนาน"  # type: ignore[attr-defined]
    page.form.complainant.fields["name"].editor.setText("สมหมาย")  # type: ignore[attr-defined]
    page.save()  # type: ignore[attr-defined]
    assert [row.name for row in desk.case().attachments] == ["สำเนา.pdf"]


def test_a_file_deleted_after_it_was_chosen_is_saved_all_the_same(
    desk: IntakeDesk, bad: dict[str, Path]
) -> None:
    page, files = typed(desk)
    files.add_paths([bad["good"]])
    bad["good"].unlink()
    page.form.complainant.fields["name"].editor.setText("สมหมาย")  # type: ignore[attr-defined]
    page.save()  # type: ignore[attr-defined]
    assert desk.case().attachments[0].size == len(b"%PDF-1.4 good")


def test_a_file_that_was_gone_is_taken_when_it_is_back(desk: IntakeDesk, bad: dict[str, Path]) -> None:
    _page, files = typed(desk)
    files.add_paths([bad["gone"]])
    assert files.refusal()
    picture().save(str(bad["gone"]))
    button_named(files, "ลองอ่านไฟล์ หาย.jpg").click()
    assert [file.name for file in files.files()] == ["หาย.jpg"]
    assert not files.refusal()


def test_a_picture_is_pasted_outside_the_fields_and_kept_in_the_draft(desk: IntakeDesk) -> None:
    page, files = typed(desk)
    QGuiApplication.clipboard().setImage(picture())
    page.form.story.detail.edit.setFocus()  # type: ignore[attr-defined]
    press(Qt.Key.Key_V, control=True)
    assert files.count() == 0  # a field of text keeps the key
    files.add_button.setFocus()
    press(Qt.Key.Key_V, control=True)
    press(Qt.Key.Key_V, control=True)
    names = [file.name for file in files.files()]
    assert names == ["ภาพที่วาง 2569-04-10 10.35.00.png", "ภาพที่วาง 2569-04-10 10.35.00 (2).png"]
    assert "วางจากคลิปบอร์ด" in said_in(files)
    page.may_leave()  # type: ignore[attr-defined]
    again = desk.page("walk_in")
    again.drafts_offer.panel.continued.emit(desk.drafts()[0])
    kept = again.form.attachments
    assert kept is not None
    assert [file.name for file in kept.files()] == names
    assert not QImage.fromData(kept.files()[0].content).isNull()
    again.form.complainant.fields["name"].editor.setText("สมหมาย")
    again.save()
    assert [row.origin for row in desk.case().attachments] == ["clipboard", "clipboard"]


def test_copied_files_are_pasted_and_words_are_not(desk: IntakeDesk, bad: dict[str, Path]) -> None:
    _page, files = typed(desk)
    copy_files(bad["good"])
    files.paste_button.click()
    assert [file.name for file in files.files()] == ["สำเนา.pdf"]
    QGuiApplication.clipboard().setText("ข้อความ")
    files.paste_button.click()
    assert files.count() == 1
    assert "คลิปบอร์ดไม่มีรูปภาพหรือไฟล์" in desk.feedback.said[-1]


def test_together_they_may_be_too_large(desk: IntakeDesk, tmp_path: Path) -> None:
    actors = desk.office.actors
    desk.services.office.change_setting(actors["admin"], "attachment_total_mb", 1, new_command_id())
    page, files = typed(desk)
    for number in range(2):
        (tmp_path / f"{number}.txt").write_bytes(b"a" * 700_000)
    files.add_paths([tmp_path / "0.txt", tmp_path / "1.txt"])
    page.form.complainant.fields["name"].editor.setText("สมหมาย")  # type: ignore[attr-defined]
    page.save()  # type: ignore[attr-defined]
    assert "ใหญ่เกิน 1 เมกะไบต์" in page.banner.text()  # type: ignore[attr-defined]
    assert desk.rows() == []


def test_reading_off_the_main_thread_can_be_stopped(
    qtbot: QtBot, office: OfficeForTest, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    big = tmp_path / "ใหญ่.txt"
    big.write_bytes(b"a" * 20_000_000)
    runner = TaskRunner()
    files = IncomingFiles(office.desk("front", runner, feedback))
    qtbot.addWidget(files)
    files.add_paths([big])
    assert files.is_reading()
    assert button_named(files, "นำไฟล์").text() == "หยุด"
    button_named(files, "นำไฟล์").click()
    assert files.items == []
    files.add_paths([big])
    qtbot.waitUntil(lambda: len(files.files()) == 1)
    runner.shutdown()


# --- a case's page


def case_page(
    qtbot: QtBot, office: OfficeForTest, runner: TaskRunner, feedback: RecordingFeedback, case: int
) -> CasePage:
    services = office.services
    page = CasePage(
        office.desk("front", runner, feedback), services.cases, services.casework, services.deadlines,
        services.intake, services.accounts, lambda _case: None, lambda _case: None,
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open(complaint_id=case)
    return page


def test_a_case_takes_files_dropped_and_pasted_and_says_what_it_refuses(
    qtbot: QtBot,
    office: OfficeForTest,
    runner: InlineTaskRunner,
    feedback: RecordingFeedback,
    bad: dict[str, Path],
) -> None:
    case = take_in(office)
    page = case_page(qtbot, office, runner, feedback, case)
    assert drop(page, bad["program"], bad["good"])
    QGuiApplication.clipboard().setImage(picture())
    page.buttons["add_note"].setFocus()
    press(Qt.Key.Key_V, control=True)
    rows = office.services.cases.read_case(office.actors["front"], case).attachments
    assert [(row.name[:9], row.origin) for row in rows] == [("สำเนา.pdf", ""), ("ภาพที่วาง", "clipboard")]
    assert "โปรแกรมที่สั่งให้เครื่องทำงานได้" in said_in(page.files.incoming)
    assert "วางจากคลิปบอร์ด" in said_in(page.sections.files)
    page.open(complaint_id=take_in(office, subject="อีกเรื่อง"))
    assert page.files.incoming.items == []


def attached(office: OfficeForTest, *files: tuple[str, bytes]) -> int:
    case = take_in(office)
    for name, content in files:
        office.services.intake.attach_file(
            office.actors["front"], case, AttachmentInput(name=name, content=content), new_command_id()
        )
    return case


def png(colour: Qt.GlobalColor) -> bytes:
    from ui.files.clipboard import as_png

    return as_png(picture(colour, 2000, 1000))


def test_the_viewer_goes_from_file_to_file_by_keyboard(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    text = "สิ่งที่ผู้ร้องเขียนไว้".encode("cp874")
    case = attached(office, ("ก.png", png(Qt.GlobalColor.red)), ("ข.docm", DOCM), ("ค.txt", text))
    page = case_page(qtbot, office, runner, feedback, case)
    rows = office.services.cases.read_case(office.actors["front"], case).attachments
    assert not page.sections.files.buttons[rows[1].id].isVisible()  # macros: only saved
    page.sections.files.buttons[rows[0].id].click()
    [viewer] = page.findChildren(AttachmentViewer)
    qtbot.waitUntil(viewer.isActiveWindow)
    assert viewer.position.text() == "ไฟล์ที่ 1 จาก 2"
    QTest.keyClick(viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert viewer.text.toPlainText() == "สิ่งที่ผู้ร้องเขียนไว้"
    assert not viewer.next_button.isEnabled()
    QTest.keyClick(viewer, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert viewer.windowTitle() == "ก.png"
    view = viewer.picture
    assert view.scale() < 1
    wide = view.scale()
    QTest.keyClick(viewer, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert view.scale() < wide
    QTest.keyClick(viewer, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    larger = view.scale()
    assert larger in {0.25, 0.5}
    QTest.keyClick(viewer, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.scale() < larger
    viewer.reject()


def test_a_picture_of_several_pages_is_leafed_through(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(500, 400)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    from PySide6.QtCore import QByteArray

    assert view.show_picture(QByteArray(two_pages()), "tiff", "สแกน.tif")
    assert view.page_count() == 2
    assert view.page_label.text() == "หน้า 1/2"
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.page_label.text() == "หน้า 2/2"
    assert not view.next_button.isEnabled()
    assert not view.show_picture(QByteArray(b"\x89PNG broken"), "png", "เสีย.png")
    assert "อาจเสียหาย" in said_in(view)


def two_pages() -> bytes:
    """Return a TIFF of two pages of 8 × 8 grey points, written by hand."""
    begun, pixels = b"II*\0", bytes(range(64))
    offset, parts = 8, []
    for page in range(2):
        data_at = offset + 2 + 9 * 12 + 4
        entries = [
            (256, 3, 8), (257, 3, 8), (258, 3, 8), (259, 3, 1), (262, 3, 1),
            (273, 4, data_at), (277, 3, 1), (278, 3, 8), (279, 4, 64),
        ]  # fmt: skip
        following = data_at + 64 if page == 0 else 0
        directory = len(entries).to_bytes(2, "little") + b"".join(
            tag.to_bytes(2, "little")
            + kind.to_bytes(2, "little")
            + (1).to_bytes(4, "little")
            + value.to_bytes(4, "little")
            for tag, kind, value in entries
        )
        parts.append(directory + following.to_bytes(4, "little") + pixels)
        offset = data_at + 64
    return begun + (8).to_bytes(4, "little") + b"".join(parts)


def test_a_lost_paste_is_told(desk: IntakeDesk) -> None:
    _page, files = typed(desk)
    files.put_raw([{"name": "ภาพที่วาง.png", "origin": "clipboard"}, {"name": "x", "content": "!!"}, 5])
    assert [error.code for error in files.incoming.errors()] == ["file.gone", "file.gone"]
    assert replace(AttachmentInput(name="x", content=b"1"), origin="scan").origin == "scan"
