"""What a scanner puts into a folder: offered, attached by one key, put away after the save."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from services.scan_folder import PUT_AWAY
from tests.ui.handling import take_in
from tests.ui.intake_desk import IntakeDesk
from ui.case.case_page import CasePage
from ui.intake.intake_page import IntakePage
from ui.scans.bar import ScanBar
from ui.scans.watcher import KEY, ScanWatcher

BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "สแกน"
    made.mkdir()
    return made


@pytest.fixture
def settings(tmp_path: Path, folder: Path) -> QSettings:
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    kept.setValue(KEY, str(folder))
    return kept


def watched(
    desk: IntakeDesk, page: IntakePage | CasePage, settings: QSettings
) -> tuple[ScanWatcher, ScanBar]:
    office = desk.office.desk("front", desk.runner, desk.feedback)
    watcher = ScanWatcher(office, desk.services.scans, settings, page)
    page.offer_scans(watcher)
    bar = page.scan_bar
    assert bar is not None
    return watcher, bar


def look_twice(watcher: ScanWatcher) -> None:
    watcher.look()
    watcher.look()


def said(bar: ScanBar) -> str:
    return bar.text.plain_text()


def test_the_newest_scan_is_attached_by_one_key_and_put_away_after_the_save(
    desk: IntakeDesk, settings: QSettings, folder: Path
) -> None:
    page = desk.page("walk_in")
    watcher, bar = watched(desk, page, settings)
    assert not bar.isVisible()
    (folder / "สลิป.pdf").write_bytes(b"%PDF-1.4 slip")
    watcher.look()
    assert said(bar) == "กำลังรับไฟล์จากเครื่องสแกน: สลิป.pdf"
    watcher.look()
    assert "มีไฟล์สแกนใหม่ 1 ไฟล์ ล่าสุด สลิป.pdf" in said(bar)
    page.form.story.detail.edit.setFocus()
    QTest.keyClick(page.form.story.detail.edit, Qt.Key.Key_V, BOTH)
    assert page.form.attachments is not None
    assert [(file.name, file.origin) for file in page.form.files()] == [("สลิป.pdf", "scan")]
    assert not bar.isVisible()
    page.form.story.detail.setText("รอนาน")
    page.save()  # no name yet: refused
    assert (folder / "สลิป.pdf").exists()  # nothing is moved before the save
    page.form.complainant.fields["name"].editor.setText("สมหมาย")
    page.save()
    assert [row.origin for row in desk.case().attachments] == ["scan"]
    assert [path.name for path in folder.iterdir()] == [PUT_AWAY]
    assert (folder / PUT_AWAY / "สลิป.pdf").read_bytes() == b"%PDF-1.4 slip"
    look_twice(watcher)
    assert not bar.isVisible()


def test_a_case_takes_a_scan_at_once(
    desk: IntakeDesk, qtbot: QtBot, settings: QSettings, folder: Path
) -> None:
    services = desk.services
    case = take_in(desk.office)
    page = CasePage(
        desk.office.desk("front", desk.runner, desk.feedback), services.cases, services.casework,
        services.deadlines, services.intake, services.accounts, lambda _case: None, lambda _case: None,
    )  # fmt: skip
    qtbot.addWidget(page)
    page.resize(1100, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.open(complaint_id=case)
    watcher, bar = watched(desk, page, settings)
    for number in (1, 2):
        (folder / f"{number}.pdf").write_bytes(b"%PDF-1.4 " + bytes([48 + number]))
    look_twice(watcher)
    assert bar.others_button.isVisibleTo(bar)
    actions = bar.menu().actions()
    assert len(actions) == 2
    actions[1].trigger()
    rows = services.cases.read_case(desk.office.actors["front"], case).attachments
    assert [row.origin for row in rows] == ["scan"]
    assert len(list((folder / PUT_AWAY).iterdir())) == 1
    assert len(bar.fresh()) == 1


def test_what_was_saved_before_the_program_was_killed_is_put_away_and_not_offered(
    desk: IntakeDesk, settings: QSettings, folder: Path
) -> None:
    page = desk.page("walk_in")
    scan = folder / "สลิป.pdf"
    scan.write_bytes(b"%PDF-1.4 slip")
    assert page.form.attachments is not None
    page.form.attachments.add_paths([scan], "scan")
    content = scan.read_bytes()
    page.form.story.detail.setText("รอนาน")
    page.form.complainant.fields["name"].editor.setText("สมหมาย")
    page.save()
    (folder / PUT_AWAY / "สลิป.pdf").unlink()
    scan.write_bytes(content)  # as if the move had never come
    watcher, bar = watched(desk, desk.page("walk_in"), settings)
    look_twice(watcher)
    assert not bar.isVisible()
    assert [path.name for path in folder.iterdir()] == [PUT_AWAY]
    assert len(desk.case().attachments) == 1


def test_a_share_that_goes_is_said_and_comes_back_by_itself(
    desk: IntakeDesk, settings: QSettings, folder: Path
) -> None:
    (folder / "สลิป.pdf").write_bytes(b"%PDF-1.4")
    page = desk.page("general")
    watcher, bar = watched(desk, page, settings)
    away = folder.rename(folder.with_name("ไม่อยู่"))
    watcher.look()
    assert "เปิดโฟลเดอร์สแกนไม่ได้" in said(bar)
    assert bar.folder_button.isVisibleTo(bar)
    away.rename(folder)
    look_twice(watcher)
    assert "มีไฟล์สแกนใหม่ 1 ไฟล์" in said(bar)


def test_a_scan_that_vanishes_before_it_is_read_is_told_beside_the_list(
    desk: IntakeDesk, settings: QSettings, folder: Path
) -> None:
    (folder / "สลิป.pdf").write_bytes(b"%PDF-1.4")
    page = desk.page("walk_in")
    watcher, bar = watched(desk, page, settings)
    look_twice(watcher)
    (folder / "สลิป.pdf").unlink()
    bar.attach_newest()
    assert page.form.attachments is not None
    assert [error.code for error in page.form.attachments.incoming.errors()] == ["file.gone"]


def test_a_poll_finds_what_gives_no_sign_and_the_folder_is_chosen_once(
    desk: IntakeDesk, qtbot: QtBot, tmp_path: Path, folder: Path
) -> None:
    page = desk.page("walk_in")
    kept = QSettings(str(tmp_path / "other.ini"), QSettings.Format.IniFormat)
    watcher, bar = watched(desk, page, kept)
    assert page.form.attachments is not None
    assert watcher.folder is None
    desk.feedback.folder = folder
    page.form.attachments.folder_button.click()
    assert kept.value(KEY) == str(folder)
    watcher._poll.setInterval(20)
    (folder / "สลิป.pdf").write_bytes(b"%PDF-1.4")
    qtbot.waitUntil(lambda: len(bar.fresh()) == 1)
