"""Copies in the window: made, listed, gone back to; at close; and where the data can't be opened."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.engine import DATABASE_NAME
from services.accounts.passwords import Passwords
from services.backup.restoring import Restoring
from services.backup.staging import Staged
from services.complaints.commands import ComplaintInput, RegisterComplaint
from services.keys.keeper import default_keeper
from services.keys.restored import FOLDER as STAGING
from services.unit_of_work import new_command_id
from tests.ui.fakes import RecordingFeedback
from tests.ui.office import OfficeForTest
from ui.backup.by_itself import back_up_at_close, back_up_daily
from ui.backup.closing import ClosingBackup
from ui.backup.home_notice import BackupNotice
from ui.backup.offering import restore_actions
from ui.backup.restore_dialog import RestoreDialog
from ui.settings.backup_section import BackupSection, RestoreAsked
from ui.tasks import InlineTaskRunner


def register(office: OfficeForTest, name: str) -> None:
    content = ComplaintInput(
        channel="walk_in", received_at=office.clock.now(), name=name, detail="รอนานกว่าสองชั่วโมง"
    )
    office.services.intake.register_complaint(
        office.actors["front"], RegisterComplaint(content=content), new_command_id()
    )


def words(widget: QDialog) -> str:
    shown = (label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
    return " ".join(shown).replace("\u200b", "")


class Shown:
    """The section, and what it asked of the program."""

    def __init__(
        self, qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: object
    ) -> None:
        self.asked: list[RestoreAsked] = []
        desk = office.desk("admin", runner, feedback)
        self.section = BackupSection(desk, office.services.backups, office.services.office, self.asked.append)
        qtbot.addWidget(self.section)
        self.section.resize(1016, 640)
        self.section.show()
        self.section.load()


@pytest.fixture
def shown(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> Shown:
    register(office, "นางสมมติ หนึ่ง")
    return Shown(qtbot, office, runner, feedback)


def test_a_copy_is_made_and_listed(shown: Shown, office: OfficeForTest) -> None:
    section = shown.section
    assert "ยังไม่เคยสำรอง" in section.last.plain_text()
    assert section.empty.isVisible()
    section.make_button.click()
    assert "10 เม.ย. 2569" in section.last.plain_text()
    assert "สำรองและตรวจแล้ว" in section.banner.text()
    assert "ดิสก์เดียวกับข้อมูล" in section.warning.text()
    ModelTester(None).check(section.model)
    row = [section.model.index(0, column).data() for column in range(section.model.columnCount())]
    assert row[2:] == ["1 เรื่อง", "10 เม.ย. 2569 10.35 น.", "ตรวจแล้วเมื่อสำรอง"]
    assert len(list((office.services.folder / "backups").glob("*.db"))) == 1


def test_a_folder_is_chosen_and_a_missing_one_is_told(
    shown: Shown, office: OfficeForTest, feedback: RecordingFeedback, tmp_path: Path
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    feedback.folder = usb
    shown.section.folder_button.click()
    assert str(usb) in shown.section.place.plain_text()
    usb.rmdir()
    shown.section.make_button.click()
    assert "จึงเก็บไว้ในโฟลเดอร์ข้อมูลแทน" in shown.section.banner.text()
    assert "หากเป็นแฟลชไดรฟ์ โปรดเสียบ" in shown.section.warning.text()


def test_settings_are_saved_one_record_each(shown: Shown, office: OfficeForTest) -> None:
    section = shown.section
    assert not section.is_changed()
    section.at_close.setChecked(False)
    section.spans["backup_keep_days"].set_value(14)
    assert section.is_changed()
    section.save_button.click()
    settings = office.facts("admin").settings
    assert (settings.backup_at_close, settings.backup_keep_days) == (False, 14)
    assert not section.is_changed()
    section.daily.setChecked(False)
    section.discard()
    assert section.daily.isChecked()


def test_a_failure_is_said_where_it_happened(shown: Shown, office: OfficeForTest) -> None:
    (office.services.folder / "backups").write_text("a file in the way")
    shown.section.make_button.click()
    assert "ไม่พบโฟลเดอร์ที่เก็บชุดสำรอง" in shown.section.banner.text()
    assert shown.section.make_button.isEnabled()


def test_the_copy_chosen_is_handed_to_the_program(shown: Shown, feedback: RecordingFeedback) -> None:
    assert not shown.section.restore_button.isEnabled()
    shown.section.make_button.click()
    shown.section.restore_button.click()
    feedback.open_paths = [Path("/somewhere/raprueang.db")]
    shown.section.other_button.click()
    assert [asked.source.name for asked in shown.asked][1] == "raprueang.db"
    assert shown.asked[0].source.parent.name == "backups"


# --- the way back


@pytest.fixture
def copy(office: OfficeForTest) -> Path:
    register(office, "นางสมมติ หนึ่ง")
    made = office.services.backups.make_by_itself("x", None, "copy").path
    register(office, "นายสมมติ สอง")
    return made


def dialog_on(qtbot: QtBot, dialog: RestoreDialog) -> list[tuple[Staged, str]]:
    agreed: list[tuple[Staged, str]] = []
    dialog.agreed.connect(lambda staged, by: agreed.append((staged, by)))
    qtbot.addWidget(dialog)
    dialog.show()
    return agreed


def test_the_preview_names_what_is_lost_and_asks_before_anything(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, copy: Path
) -> None:
    dialog = RestoreDialog(runner, office.services.restoring, copy, "นายสาธิต")
    agreed = dialog_on(qtbot, dialog)
    assert "เรื่องที่รับหลังจากสำรองและจะหายไป (1): 2/2569" in words(dialog)
    assert not dialog.user_field.isVisible()
    assert not dialog.restore_button.isEnabled()
    dialog.understood.setChecked(True)
    dialog.restore_button.click()
    assert [by for _staged, by in agreed] == ["นายสาธิต"]
    office.services.restoring.put(*agreed[0])


def test_turned_down_nothing_is_left(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, copy: Path
) -> None:
    dialog = RestoreDialog(runner, office.services.restoring, copy, "นายสาธิต")
    agreed = dialog_on(qtbot, dialog)
    dialog.cancel_button.click()
    assert agreed == []
    assert not (office.services.folder / STAGING).exists()


def test_a_wrong_file_is_told_and_can_only_be_left(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, tmp_path: Path
) -> None:
    text = tmp_path / "text.db"
    text.write_text("สวัสดี")
    dialog = RestoreDialog(runner, office.services.restoring, text, "นายสาธิต")
    dialog_on(qtbot, dialog)
    assert "ไม่ใช่ชุดสำรอง" in dialog.banner.text()
    assert not dialog.restore_button.isVisible()
    assert not dialog.secret_field.isVisible()


def test_a_lost_key_is_asked_for(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, copy: Path, tmp_path: Path, keys: Path
) -> None:
    typed = office.services.seal.key.to_text()
    for path in keys.iterdir():
        path.unlink()
    restoring = Restoring(tmp_path / "new", office.clock, default_keeper(), passwords=Passwords.cheapest())
    dialog = RestoreDialog(runner, restoring, copy, None)
    agreed = dialog_on(qtbot, dialog)
    assert dialog.secret_field.isVisible()
    dialog.secret.setText("ไม่ใช่กุญแจ")
    dialog.try_button.click()
    assert dialog.secret_field.error
    dialog.secret.setText(typed)
    dialog.try_button.click()
    assert not dialog.secret_field.isVisible()
    dialog.understood.setChecked(True)
    dialog.restore_button.click()
    assert dialog.user_field.error
    dialog.user.setText("admin")
    dialog.password.setText("wrong")
    dialog.restore_button.click()
    assert dialog.password_field.error
    assert agreed == []
    dialog.password.setText("demo1234")
    dialog.restore_button.click()
    assert [by for _staged, by in agreed] == ["นายสาธิต ดูแลระบบ"]


def test_where_the_data_are_damaged_the_newest_copy_is_offered(
    office: OfficeForTest, feedback: RecordingFeedback, copy: Path
) -> None:
    office.services.close()
    (office.services.folder / DATABASE_NAME).write_bytes(os.urandom(9000))
    chosen: list[Path] = []
    actions = restore_actions(office.services.folder, feedback, chosen.append)
    assert actions[0][0] == "กู้จากชุดสำรองล่าสุด 10 เม.ย. 2569 10.35 น."
    actions[0][2]()
    feedback.open_paths = [Path("/other.db")]
    actions[1][2]()
    assert chosen == [copy, Path("/other.db")]


# --- copies nobody thinks of


def test_at_close_a_copy_is_made_when_something_happened(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> None:
    folder = office.services.folder / "backups"
    assert back_up_at_close(runner, office.services, feedback.parent())
    assert len(list(folder.iterdir())) == 1
    office.clock.advance(hours=1)
    assert back_up_at_close(runner, office.services, feedback.parent())
    assert len(list(folder.iterdir())) == 1
    register(office, "นางสมมติ หนึ่ง")
    office.services.office.change_setting(office.actors["admin"], "backup_at_close", False, "off")
    assert back_up_at_close(runner, office.services, feedback.parent())
    assert len(list(folder.iterdir())) == 1


def test_at_close_a_failure_bars_nobody(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner
) -> None:
    folder = office.services.folder / "backups"
    folder.write_text("a file in the way")
    dialog = ClosingBackup(runner, office.services.backups)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "สำรองข้อมูลไม่สำเร็จ" in words(dialog)
    folder.unlink()
    dialog.again_button.click()
    assert dialog.is_over
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("a file in the way again")
    register(office, "นางสมมติ หนึ่ง")
    other = ClosingBackup(runner, office.services.backups)
    qtbot.addWidget(other)
    other.show()
    other.skip_button.click()
    assert other.result() == QDialog.DialogCode.Accepted


def test_the_days_copy_is_made_once(office: OfficeForTest, runner: InlineTaskRunner) -> None:
    window = QLabel()
    for _look in range(2):
        back_up_daily(runner, office.services, window)
    folder = office.services.folder / "backups"
    assert len(list(folder.iterdir())) == 1
    office.clock.advance(days=1)
    register(office, "นางสมมติ หนึ่ง")
    back_up_daily(runner, office.services, window)
    assert len(list(folder.iterdir())) == 2


def test_the_home_page_reminds_who_looks_after_the_office(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner
) -> None:
    gone: list[str] = []
    notice = BackupNotice(office.services.backups, runner, lambda: gone.append("backup"))
    qtbot.addWidget(notice)
    notice.refresh()
    assert "ดิสก์เดียวกับข้อมูล" in notice.text()
    notice.button.click()
    assert gone == ["backup"]
