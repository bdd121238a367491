"""The office's settings, as the administrator changes them."""

import ast
from typing import Any

import pytest
import sqlalchemy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from models.journal import JournalRecord
from services.accounts.accounts import AccountInput, AccountRow
from services.commands.messages import PROBLEMS as TERMINAL_PROBLEMS
from services.office.settings import default_settings
from services.permissions import Role
from services.unit_of_work import new_command_id
from tests.architecture.sources import modules, name_of
from tests.ui.fakes import RecordingFeedback
from tests.ui.keys import type_text
from tests.ui.office import OfficeForTest
from ui.error_messages import PROBLEMS as SCREEN_PROBLEMS
from ui.settings.holiday_dialog import HolidayDialog
from ui.settings.sections import section_specs
from ui.settings.settings_page import SettingsPage
from ui.settings.user_dialog import PasswordDialog, UserDialog
from ui.settings.verify_section import VerifySection
from ui.settings.wording_section import PAPERS, texts_of
from ui.settings.work_fields import specs
from ui.tasks import InlineTaskRunner, TaskRunner


@pytest.fixture
def page(
    qtbot: QtBot, office: OfficeForTest, runner: InlineTaskRunner, feedback: RecordingFeedback
) -> SettingsPage:
    services = office.services
    desk = office.desk("admin", runner, feedback)
    shown = SettingsPage(desk, section_specs(desk, services))
    qtbot.addWidget(shown)
    shown.resize(1016, 640)
    shown.show()
    qtbot.waitExposed(shown)
    shown.open()
    return shown


def dialog_of(kind: type[QDialog]) -> Any:
    return next(
        widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()
    )


def choose(page: SettingsPage, username: str) -> AccountRow:
    model = page.section("users").model
    row = next(row for row in range(model.rowCount()) if model.row_at(row).username == username)
    page.section("users").table.setCurrentIndex(model.index(row, 0))
    return model.row_at(row)


def accounts(office: OfficeForTest) -> dict[str, AccountRow]:
    rows = office.services.accounts.list_accounts(office.actors["admin"])
    return {row.username: row for row in rows}


# --- people


def test_a_person_is_added_by_keyboard(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    qtbot.mouseClick(page.section("users").add_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(UserDialog)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.display_name)
    texts = ("นางสาวสุดา พรหมมา", "เจ้าพนักงานการเงินและบัญชี", "suda", "welcome-1", "welcome-1")
    for text in texts:
        focused = dialog.focusWidget()
        type_text(focused, text)
        qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.roles[Role.FRONT_DESK]
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    added = accounts(office)["suda"]
    assert added.roles == {Role.FRONT_DESK}
    assert added.must_change_password
    chosen = page.section("users").chosen()
    assert chosen is not None
    assert chosen.username == "suda"


def test_what_is_wrong_with_a_person_stands_beside_its_field(
    qtbot: QtBot, page: SettingsPage, office: OfficeForTest
) -> None:
    page.section("users").add()
    dialog = dialog_of(UserDialog)
    dialog.save()
    assert dialog.fields["display_name"].error() == "โปรดกรอกช่องนี้"
    assert dialog.role_error.plain_text() == "โปรดเลือกหน้าที่อย่างน้อยหนึ่งอย่าง"
    dialog.display_name.setText("คนใหม่")
    dialog.username.setText("front")
    dialog.passwords.first.setText("welcome-1")
    dialog.passwords.second.setText("welcome-1")
    dialog.roles[Role.VIEWER].setChecked(True)
    dialog.save()
    assert "มีผู้ใช้ชื่อนี้แล้ว" in dialog.fields["username"].error()
    assert dialog.display_name.text() == "คนใหม่"
    dialog.username.setText("khonmai")
    dialog.save()
    assert "khonmai" in accounts(office)


def test_a_person_gets_another_role(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    choose(page, "officer")
    qtbot.keyClick(page.section("users").table, Qt.Key.Key_Return)
    dialog = dialog_of(UserDialog)
    assert dialog.username.isReadOnly()
    dialog.roles[Role.FRONT_DESK].setChecked(True)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert accounts(office)["officer"].roles == {Role.OFFICER, Role.FRONT_DESK}


def test_somebody_elses_change_is_not_overwritten(page: SettingsPage, office: OfficeForTest) -> None:
    row = choose(page, "officer")
    page.section("users").edit()
    dialog = dialog_of(UserDialog)
    content = AccountInput(username="officer", display_name="ชื่อใหม่", roles=row.roles)
    office.services.accounts.change_account(
        office.actors["admin"], row.id, row.version, content, new_command_id()
    )
    dialog.position.setText("ตำแหน่งใหม่")
    dialog.save()
    assert dialog.banner.text()
    assert dialog.position.text() == "ตำแหน่งใหม่"
    assert accounts(office)["officer"].display_name == "ชื่อใหม่"


def test_access_ends_and_comes_back(
    qtbot: QtBot, page: SettingsPage, office: OfficeForTest, feedback: RecordingFeedback
) -> None:
    choose(page, "viewer")
    feedback.answer = False
    qtbot.mouseClick(page.section("users").stop_button, Qt.MouseButton.LeftButton)
    assert accounts(office)["viewer"].active
    feedback.answer = True
    qtbot.mouseClick(page.section("users").stop_button, Qt.MouseButton.LeftButton)
    assert not accounts(office)["viewer"].active
    assert page.section("users").stop_button.text() == "ให้ใช้งานอีกครั้ง"
    qtbot.mouseClick(page.section("users").stop_button, Qt.MouseButton.LeftButton)
    assert accounts(office)["viewer"].active


def test_the_last_administrator_stays(
    page: SettingsPage, office: OfficeForTest, feedback: RecordingFeedback
) -> None:
    choose(page, "admin")
    page.section("users").stop_or_resume()
    assert [error.code for error in feedback.errors] == ["account.last_administrator"]  # type: ignore[attr-defined]
    assert accounts(office)["admin"].active


def test_a_password_is_set_anew(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    choose(page, "viewer")
    qtbot.mouseClick(page.section("users").password_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(PasswordDialog)
    dialog.passwords.first.setText("welcome-2")
    dialog.passwords.second.setText("welcome-2")
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert office.services.accounts.log_in("viewer", "welcome-2").must_change_password


# --- profile and ways of working


def test_the_profile_is_changed_once(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    page.open(section="profile")
    assert not page.section("profile").save_button.isEnabled()
    page.section("profile").form.edit("head_name").setText("นายสมมติ นำสำนักงาน")
    qtbot.mouseClick(page.section("profile").save_button, Qt.MouseButton.LeftButton)
    page.section("profile").save()
    assert office.facts("admin").profile.head_name == "นายสมมติ นำสำนักงาน"
    assert office.facts("admin").profile.name == "สำนักงานคลังจังหวัดลำปาง"
    assert not page.section("profile").is_changed()
    with office.services.store.reading() as session:
        records = session.query(JournalRecord).filter_by(use_case="office.change_profile").count()
    assert records == 1


def test_an_empty_name_is_refused_and_nothing_is_lost(page: SettingsPage, office: OfficeForTest) -> None:
    page.open(section="profile")
    page.section("profile").form.edit("name").setText(" ")
    page.section("profile").form.edit("email").setText("new@cgd.go.th")
    page.section("profile").save()
    assert page.section("profile").form.field("name").error()
    page.refresh()
    assert page.section("profile").form.edit("email").text() == "new@cgd.go.th"
    page.section("profile").discard()
    assert page.section("profile").form.edit("name").text() == "สำนักงานคลังจังหวัดลำปาง"


def test_every_setting_that_has_an_effect_can_be_changed_here() -> None:
    fixed = {
        "fiscal_year_first_month",  # by law
        "refer_working_days",  # for a flowchart that says no limit of its own
        "digits_screen",  # screens count in Arabic digits
        "review_request_days",  # nothing reads it yet
        "monthly_parts",  # a section of its own
    }
    of_backups = {name for name in default_settings() if name.startswith("backup_")}  # a section of their own
    assert {spec.name for spec in specs()} == set(default_settings()) - fixed - of_backups


def test_settings_are_saved(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    page.open(section="work")
    fields = page.section("work").fields
    fields["number_format"].set_value("{short_code} {running}/{fiscal_year}")
    fields["reply_clock_calendar_days"].set_value(10)
    fields["officers_see_all_cases"].set_value(True)
    fields["digits_letters"].set_value("arabic")
    qtbot.mouseClick(page.section("work").save_button, Qt.MouseButton.LeftButton)
    settings = office.facts("admin").settings
    assert settings.number_format == "{short_code} {running}/{fiscal_year}"
    assert settings.reply_clock_calendar_days == 10
    assert settings.officers_see_all_cases is True
    assert settings.digits_letters == "arabic"
    assert not page.section("work").is_changed()


@pytest.mark.parametrize(
    "pattern", ["", "{running}", "{running}/{year}", "{running/{fiscal_year}", "{}{running}"]
)
def test_a_number_format_that_would_break_numbers_is_refused(
    page: SettingsPage, office: OfficeForTest, pattern: str
) -> None:
    page.open(section="work")
    page.section("work").fields["number_format"].set_value(pattern)
    page.section("work").save()
    assert page.section("work").fields["number_format"].error()
    assert office.facts("admin").settings.number_format == "{running}/{fiscal_year}"


def test_leaving_asks_about_what_is_not_saved(page: SettingsPage, feedback: RecordingFeedback) -> None:
    page.open(section="work")
    assert page.may_leave()
    page.section("work").fields["few_cases_below"].set_value(20)
    feedback.answer = False
    assert not page.may_leave()
    feedback.answer = True
    assert page.may_leave()
    assert page.section("work").fields["few_cases_below"].value() == 5
    assert len(feedback.questions) == 2


# --- holidays


def test_an_unconfirmed_year_is_said_and_confirmed(
    qtbot: QtBot, page: SettingsPage, office: OfficeForTest
) -> None:
    page.open(section="holidays")
    assert "ยังไม่มีผู้ยืนยัน" in page.section("holidays").state.text()
    qtbot.mouseClick(page.section("holidays").confirm_button, Qt.MouseButton.LeftButton)
    assert "ยืนยันแล้ว" in page.section("holidays").state.text()
    assert office.facts("admin").counting.calendar.is_confirmed(2569)
    page.section("holidays").year.set_code("2570")
    assert "คาดการณ์" in page.section("holidays").state.text()
    shown = {
        page.section("holidays").model.index(row, 3).data()
        for row in range(page.section("holidays").model.rowCount())
    }
    assert "คาดการณ์" in shown


def test_a_day_is_added_and_taken_out(
    qtbot: QtBot, page: SettingsPage, office: OfficeForTest, feedback: RecordingFeedback
) -> None:
    page.open(section="holidays")
    before = page.section("holidays").model.rowCount()
    qtbot.mouseClick(page.section("holidays").add_button, Qt.MouseButton.LeftButton)
    dialog = dialog_of(HolidayDialog)
    dialog.save()
    assert dialog.fields["day"].error() == "โปรดระบุวันที่"
    type_text(dialog.day.edit, "31 ก.พ. 2569")
    type_text(dialog.name, "วันหยุดพิเศษ")
    dialog.save()
    assert "ไม่มีวันที่นี้" in dialog.fields["day"].error()
    dialog.day.setText("19/6/69")
    dialog.save()
    assert page.section("holidays").model.rowCount() == before + 1
    model = page.section("holidays").model
    row = next(row for row in range(model.rowCount()) if model.row_at(row).name == "วันหยุดพิเศษ")
    assert model.index(row, 0).data() == "ศ. 19 มิ.ย. 2569"
    page.section("holidays").table.setCurrentIndex(model.index(row, 0))
    qtbot.mouseClick(page.section("holidays").remove_button, Qt.MouseButton.LeftButton)
    assert page.section("holidays").model.rowCount() == before


# --- wording


def test_wording_is_changed_and_brought_back(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    page.open(section="wording")
    wording = page.section("wording")
    wording.search.setText("มิได้หมายความว่า")
    assert wording.list.count() == 1
    wording.area.setText("ใบรับนี้แสดงว่าสำนักงานรับเรื่องไว้แล้ว")
    qtbot.mouseClick(wording.save_button, Qt.MouseButton.LeftButton)
    assert office.facts("admin").wording == {"receipt.meaning": "ใบรับนี้แสดงว่าสำนักงานรับเรื่องไว้แล้ว"}
    assert wording.reset_button.isEnabled()
    qtbot.mouseClick(wording.reset_button, Qt.MouseButton.LeftButton)
    assert office.facts("admin").wording == {}
    assert "มิได้หมายความว่า" in wording.area.text()


@pytest.mark.parametrize("typed", ["ภายใน {วันที่}", "ภายใน {date", "ภายใน date}", "{date} {number}"])
def test_a_field_that_cannot_be_filled_is_refused(
    page: SettingsPage, office: OfficeForTest, typed: str
) -> None:
    page.open(section="wording")
    page.section("wording").search.setText("ภายในวันที่ {date}")
    page.section("wording").area.setText(typed)
    page.section("wording").save()
    assert page.section("wording").field.error()
    assert page.section("wording").area.text() == typed
    assert office.facts("admin").wording == {}


def test_choosing_another_text_asks_before_losing_one(
    page: SettingsPage, feedback: RecordingFeedback
) -> None:
    page.open(section="wording")
    wording = page.section("wording")
    wording.list.setCurrentRow(0)
    wording.area.setText("ข้อความใหม่")
    feedback.answer = False
    wording.list.setCurrentRow(2)
    assert wording.area.text() == "ข้อความใหม่"
    assert wording.list.currentRow() == 0
    feedback.answer = True
    wording.list.setCurrentRow(2)
    assert wording.area.text() == texts_of("receipt")[2].default


def test_every_text_that_is_printed_can_be_changed_here() -> None:
    calls = [call for module in modules("services") for call in module.calls()]
    files = [call.args[2:] for call in calls if name_of(call.func) == "PaperWords"]
    files += [call.args for call in calls if ast.unparse(call.func).endswith("look.words")]
    printed = {file.value for given in files for file in given if isinstance(file, ast.Constant)}
    assert {paper for paper, _name in PAPERS} == printed | {"common"}
    for paper, _name in PAPERS:
        assert texts_of(paper)


# --- verification


def test_the_check_says_what_it_found(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    page.open(section="verify")
    qtbot.mouseClick(page.section("verify").button, Qt.MouseButton.LeftButton)
    assert "ไม่พบความผิดปกติ" in page.section("verify").result.text()
    assert page.section("verify").button.isEnabled()
    with office.services.store.writing() as session:
        session.execute(sqlalchemy.text("DROP TRIGGER journal_is_not_changed"))
        session.query(JournalRecord).filter_by(sequence=2).update({"use_case": "forged"})
        session.commit()
    qtbot.mouseClick(page.section("verify").button, Qt.MouseButton.LeftButton)
    assert "บันทึกการทำงานลำดับที่ 2" in page.section("verify").result.text()


class HeldTaskRunner(TaskRunner):
    """Hold what is asked for until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self._held: list[Any] = []

    def _start(self, order: Any) -> None:
        self._held.append(order)

    def release(self) -> None:
        held, self._held = self._held, []
        for order in held:
            order.execute()
            self._deliver(order)


def test_the_check_can_be_cancelled(qtbot: QtBot, office: OfficeForTest, feedback: RecordingFeedback) -> None:
    runner = HeldTaskRunner()
    section = VerifySection(office.desk("admin", runner, feedback), office.services.verification)
    qtbot.addWidget(section)
    section.show()
    assert section.cancel_button.isHidden()
    section.start()
    assert section.progress.isVisible()
    assert not section.button.isEnabled()
    section.cancel()
    runner.release()
    assert "ยกเลิก" in section.result.text()
    assert section.button.isEnabled()
    assert section.progress.isHidden()
    section.start()
    runner.release()
    assert "ไม่พบความผิดปกติ" in section.result.text()
    runner.shutdown()


def test_a_printed_checkpoint_is_compared(qtbot: QtBot, page: SettingsPage, office: OfficeForTest) -> None:
    page.open(section="verify")
    section: Any = page.section("verify")
    with office.services.store.reading() as session:
        chain = session.query(JournalRecord).filter_by(sequence=3).one().chain[:16]
    thai = chain.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    for position, start, stands in (("๓", thai, True), ("3", chain.upper(), True), ("2", chain, False)):
        section.position.editor.setText(position)
        section.hash.editor.setText(start)
        qtbot.mouseClick(section.compare_button, Qt.MouseButton.LeftButton)
        assert ("ไม่ตรง" in section.compared.text()) is not stands
    section.position.editor.setText("")
    section.hash.editor.setText("zz")
    qtbot.mouseClick(section.compare_button, Qt.MouseButton.LeftButton)
    assert section.position.error()
    assert section.hash.error()
    assert section.compared.text() == ""


def test_the_models_keep_qts_rules(page: SettingsPage, qtmodeltester: ModelTester) -> None:
    page.open(section="holidays")
    qtmodeltester.check(page.section("users").model)
    qtmodeltester.check(page.section("holidays").model)


def test_whatever_the_check_finds_has_a_sentence_on_screen_and_in_the_terminal() -> None:
    assert SCREEN_PROBLEMS.keys() == TERMINAL_PROBLEMS.keys()
